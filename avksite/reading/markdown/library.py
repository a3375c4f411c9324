"""Python-Markdown, set up for texts of which code, blocks and leaves were taken out, makes the tree of a text."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, Registry

from avksite.reading.markdown.emphasis import SIGNS, stress, unwrap
from avksite.reading.markdown.openers import reference_id
from avksite.reading.markdown.positions import marks_of, unmarked
from avksite.reading.markdown.tables import Tables
from avksite.reading.markdown.unfinished_links import unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from avksite.reading.markdown.draft import Target
    from avksite.reading.markdown.leaves import Leaves

HIDDEN = "verborgen"
"""The attribute with what stands in an address or a description and is not shown: marks, and HTML to report."""

_BRACKET = re.compile(r"[\[\]]")
# An address between brackets. First with quotes as a whole, because a title may hold a bracket.
_ADDRESSES = (
    re.compile(r"""\(((?:[^()"]|"[^"]*"|\([^()]*\)){0,3000}+)\)"""),
    re.compile(r"\(((?:[^()]|\([^()]*\)){0,3000}+)\)"),
)
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("”", "”"))
_REFERENCE = re.compile(r"[ ]?\[([^\[\]]*)\]")
_DECORATIVE = re.compile(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = re.compile(r"""\{[ ]*lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")


def parse(text: str, leaves: Leaves, references: Mapping[str, Target]) -> Element:
    """Return the tree of a text that was laid out for the library."""
    return _library().parse(text, leaves, references)


@cache
def _library() -> _Library:
    return _Library()


class _Library:
    """One set-up for every text. Nothing of a text stays behind in it: what a text needs is handed over anew."""

    def __init__(self) -> None:
        markdown = Markdown(extensions=[SaneListExtension(), DefListExtension()])
        for name in ("code", "setextheader", "reference"):
            markdown.parser.blockprocessors.deregister(name)
        markdown.parser.blockprocessors.register(Tables(markdown.parser), "table", 75)
        self.processors: tuple[_Processor, ...] = (
            _Images(r"!\[", markdown),
            _Spans(r"(?<!!)\[", markdown),
            _Links(r"(?<!!)\[", markdown),
            _Emphasis(SIGNS.pattern, markdown),
        )
        markdown.inlinePatterns = Registry()
        for order, processor in enumerate(self.processors):
            markdown.inlinePatterns.register(processor, type(processor).__name__, -order)
        self.inline = InlineTreeprocessor(markdown)
        markdown.treeprocessors.register(self.inline, "inline", 20)
        self.markdown = markdown

    def parse(self, text: str, leaves: Leaves, references: Mapping[str, Target]) -> Element:
        self.markdown.reset()
        for processor in self.processors:
            processor.leaves = leaves
            processor.references = references
        parser = self.markdown.parser
        parser.parseDocument(text.split("\n"))
        for element in parser.root.iter():
            element.text = leaves.pick(element.text) if element.text else None
            element.tail = leaves.pick(element.tail) if element.tail else None
        root = self.inline.run(parser.root)
        unwrap(root)
        return root


class _Destination(NamedTuple):
    """What stands behind words in square brackets: an address, its title, the marks in it, and where it ends."""

    address: str
    title: str
    marks: str
    end: int


class _Found(NamedTuple):
    """An element, and the stretch of text it replaces; all None where the pattern means nothing after all."""

    element: Element | None = None
    start: int | None = None
    end: int | None = None


class _Processor(InlineProcessor, ABC):
    """A pattern in running text, with what the text it stands in needs."""

    leaves: Leaves
    references: Mapping[str, Target]

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: N802  the library's
        """Read what was found."""
        return self.read(m, data)

    @abstractmethod
    def read(self, found: re.Match[str], data: str) -> _Found:
        """Read what was found in a stretch of running text."""


class _Emphasis(_Processor):
    """Stressed words; all of a text at once, because what one sign means depends on the others."""

    def read(self, found: re.Match[str], data: str) -> _Found:
        del found
        return _Found(stress(data, self.leaves.literal), 0, len(data))


class _Brackets(_Processor):
    """Something with words between square brackets."""

    def read(self, found: re.Match[str], data: str) -> _Found:
        end = _closing(data, found.end())
        if end is None:
            return _Found()
        element, after = self.make(data[found.end() : end], data, end + 1)
        return _Found() if element is None else _Found(element, found.start(), after)

    @abstractmethod
    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        """Return the element for the words between the brackets, and where it ends."""

    def destination(self, inner: str, data: str, at: int) -> _Destination | None:
        """Read what stands behind the brackets: an address, or a reference to one."""
        if data.startswith("(", at):
            for pattern in _ADDRESSES:
                if found := pattern.match(data, at):
                    typed = self.leaves.address(found[1])
                    address, title = _split(" ".join(unmarked(typed).split()))
                    return _Destination(address, title, marks_of(typed), found.end())
        reference = _REFERENCE.match(data, at)
        named = (reference[1] if reference else "") or inner
        target = self.references.get(reference_id(unmarked(self.leaves.address(named))))
        if target is None:
            return None
        marks, end = (marks_of(reference[0]), reference.end()) if reference else ("", at)
        return _Destination(target.address, target.title, marks, end)


class _Images(_Brackets):
    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        found = self.destination(inner, data, at)
        if found is None:
            return None, at
        address, title, marks, end = found
        image = ET.Element("img", {"src": address, "alt": self._words(inner), HIDDEN: inner + marks})
        if title:
            image.set("title", title)
        if decorative := _DECORATIVE.match(data, end):
            image.set("decoratief", "")
            end = decorative.end()
        return image, end

    def _words(self, inner: str) -> str:
        words = self.unescape(inner) if "\x02" in inner else inner
        return " ".join(INLINE_PLACEHOLDER_RE.sub("", self.leaves.words(words)).split())


class _Spans(_Brackets):
    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        language = _LANGUAGE.match(data, at)
        if language is None:
            return None, at
        span = ET.Element("span", {"lang": language[1]})
        span.text = inner
        return span, language.end()


class _Links(_Brackets):
    ANCESTOR_EXCLUDES = ("a",)

    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        found = self.destination(inner, data, at)
        if found is None:
            return unfinished(inner, data, at, self.leaves), at
        address, title, marks, end = found
        link = ET.Element("a", {"href": address, "title": title, HIDDEN: marks})
        link.text = inner
        if language := _LANGUAGE.match(data, end):
            link.set("lang", language[1])
            end = language.end()
        return link, end


def _closing(data: str, at: int) -> int | None:
    """Return where the bracket closes that opened just before."""
    depth = 1
    for found in _BRACKET.finditer(data, at):
        depth += 1 if found[0] == "[" else -1
        if not depth:
            return found.start()
    return None


def _split(inner: str) -> tuple[str, str]:
    """Split what stands between round brackets into an address, which may hold spaces, and a title."""
    if inner.startswith("<") and ">" in inner:
        address, _, rest = inner[1:].partition(">")
        return address.strip(), rest.strip().strip("\"'“”")
    for opening, closing in _QUOTES:
        if inner.endswith(closing):
            at = inner.find(f" {opening}", 0, -1)
            if at >= 0:
                return inner[:at].strip(), inner[at + 2 : -1]
            if inner.startswith(opening) and len(inner) > 1:
                return "", inner[1:-1]
    return inner, ""
