"""Queries on a made page: elements, their words, and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import lxml.html

from avksite.rendering.artifact import path_of
from tests.sites import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from avksite.rendering.artifact import Build

_CLASS = re.compile(r"(?<=/)([a-z]\w*)\.([a-z][\w-]*)(?![^\[]*\])")

_SCRIPTED = re.compile(r'<script type="text/html" data-scripted>(.*?)</script>', re.DOTALL)


def tree(made: Build, address: str) -> etree._Element:
    """Return the page at an address."""
    return lxml.html.document_fromstring(page(made, path_of(address)))


def with_script(made: Build, address: str) -> etree._Element:
    """Return the page at an address with the elements that its script adds."""
    return lxml.html.document_fromstring(_SCRIPTED.sub(r"\1", page(made, path_of(address))))


def found(top: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at an XPath; `.name` after a tag asks for a class, such as `//p.dateline`."""
    whole = _CLASS.sub(r"\1[contains(concat(' ', @class, ' '), ' \2 ')]", path)
    elements: list[etree._Element] = cast("Any", top.xpath(whole))
    return elements


def one(top: etree._Element, path: str) -> etree._Element:
    """Return the only element at an XPath."""
    (element,) = found(top, path)
    return element


def words(element: etree._Element) -> str:
    """Return the words of an element."""
    return " ".join("".join(map(str, element.itertext())).split())


def said(top: etree._Element, path: str) -> list[str]:
    """Return the words of each element at an XPath."""
    return [words(element) for element in found(top, path)]


def links(top: etree._Element, path: str = ".") -> list[tuple[str, str]]:
    """Return the links within the elements at an XPath, each with its words and where it leads."""
    return [(words(link), link.get("href", "")) for part in found(top, path) for link in part.iter("a")]


def facts(top: etree._Element, path: str = "//main") -> dict[str, str]:
    """Return the facts within the elements at an XPath: what stands behind each label."""
    return dict(zip(said(top, f"{path}//dl.facts//dt"), said(top, f"{path}//dl.facts//dd"), strict=True))


_IN_A_LINE = frozenset(
    {"a", "abbr", "b", "br", "code", "dfn", "em", "i", "img", "picture", "source", "span", "strong", "time", "wbr"}
)


def outline(element: etree._Element) -> Iterator[str]:
    """Yield a line for each block in a part of a page: its tag, its words, and its links."""
    if element.tag in {"script", "svg", "noscript"}:
        return
    line = element.text or ""
    if element.get("aria-label"):
        yield f"{element.tag}: {element.get('aria-label')}"
    for child in (*element, None):
        if child is not None and all(inner.tag in _IN_A_LINE for inner in child.iter()):
            line += _line(child) + (child.tail or "")
            continue
        yield from [f"{element.tag}: {' '.join(line.split())}"] if line.strip() else []
        if child is not None:
            yield from outline(child)
            line = child.tail or ""


def _line(element: etree._Element) -> str:
    """Return a line: a link as `[words](address)`, a moment as `words <day>`, a picture as `![words]`."""
    said = (element.text or "") + "".join(_line(child) + (child.tail or "") for child in element)
    now = " ●" if element.get("aria-current") else ""
    match element.tag:
        case "a":
            return f"[{' '.join(said.split())}]({element.get('href')}){now}"
        case "time":
            return f"{said} <{element.get('datetime')}>"
        case "img":
            return f"![{element.get('alt')}]"
        case "source" | "script" | "svg":
            return ""
        case _:
            return said + now
