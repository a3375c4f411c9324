"""How a browser names an element: the words that a screen reader says for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.html import HtmlComment


def said(element: etree._Element) -> str:
    """Return the words in an element as they are heard: pictures by their description, what is hidden left out."""
    return " ".join("".join(_heard(element)).split())


def _heard(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        # A comment says nothing; what stands behind it does.
        if not isinstance(child, HtmlComment) and not _is_hidden(child):
            if child.tag == "img":
                yield child.get("alt") or ""
            else:
                yield child.get("aria-label") or ""
                yield from _heard(child)
        yield child.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get("aria-hidden") == "true" or element.get("hidden") is not None


def label_of(element: etree._Element, by_id: Mapping[str, etree._Element]) -> str:
    """Return the name that an element was given besides its own words; "" when it has none."""
    if named := element.get("aria-labelledby"):
        words = " ".join(said(by_id[id_]) for id_ in named.split() if id_ in by_id)
        if words.strip():
            return words
    return (element.get("aria-label") or element.get("title") or "").strip()


def name_of(element: etree._Element, by_id: Mapping[str, etree._Element]) -> str:
    """Return the name of an element that is named by what is in it, such as a link or a button."""
    words = (element.text or "").strip()
    if words and len(element) == 0:
        return words
    return label_of(element, by_id) or said(element)
