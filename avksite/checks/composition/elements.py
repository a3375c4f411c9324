"""A rendered text as a row of elements, each with its words, its stress and the line it was typed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import fromstring

from avksite.reading.body import SLOT_CLOSE, SLOT_OPEN, Block, FactMark, Image, Link

if TYPE_CHECKING:
    from avksite.reading.body import Body, Slot

_SLOT = re.compile(f"{SLOT_OPEN}([0-9]+){SLOT_CLOSE}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RUNNING = frozenset({"p", "dt", "td", "th", "caption", *_HEADINGS})
_INLINE = frozenset({"strong", "em", "span", "code", "br", "sup", "a"})
_KINDS = {"p": "paragraph", "ul": "list", "ol": "list", "dl": "definitions", "blockquote": "quote", "pre": "code"}


@dataclass(frozen=True, slots=True)
class Stress:
    """Words in bold or in italics."""

    text: str
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a text; what stands in it, such as the items of a list or the rows of a table, are its parts."""

    kind: str
    """`paragraph`, `heading`, `list`, `item`, `table`, `row`, `cell`, `caption`, `quote`, `definitions`, `code`,
    `rule`, `picture`, or the name of a block."""
    line: int
    text: str = ""
    stressed: tuple[Stress, ...] = ()
    parts: tuple[Element, ...] = ()

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything in it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def elements_of(body: Body) -> tuple[Element, ...]:
    """Return the elements of a text, one below another; footnotes stand apart from it and are left out."""
    return tuple(_Reader(body).inside(body.html))


@dataclass(slots=True)
class _Words:
    """Running text in the making."""

    text: list[str] = field(default_factory=list)
    stressed: list[Stress] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    @property
    def said(self) -> str:
        if not self.text:
            return ""
        return " ".join("".join(self.text).split())


class _Reader:
    """Walks through the HTML and the passages of one text side by side: both are in the order typed."""

    def __init__(self, body: Body) -> None:
        self.slots: Mapping[int, Slot] = dict(enumerate(body.slots))
        self.passages = iter(body.passages)
        self.line = 1

    def inside(self, html: str) -> Iterator[Element]:
        """Yield the elements of a piece of our own HTML."""
        yield from self._children(fromstring(f"<x>{html}</x>"))  # noqa: S314  we wrote it ourselves, from a tree

    def _children(self, parent: Node) -> Iterator[Element]:
        """Yield what stands in an element; running text between blocks is a paragraph."""
        words = _Words()
        self._add(words, parent.text)
        for child in parent:
            if child.tag in _INLINE:
                self._running(child, words)
            else:
                yield from self._paragraph(words)
                words = _Words()
                yield from self._block(child)
            self._add(words, child.tail)
        yield from self._paragraph(words)

    def _paragraph(self, words: _Words) -> Iterator[Element]:
        """Yield a paragraph, or the pictures and blocks that stand by themselves instead of one."""
        said = words.said
        if said:
            yield self._passage("paragraph", words, said)
        for slot in words.slots:
            if isinstance(slot, Image):
                self.line = slot.line
                yield Element("picture", slot.line, slot.alt)
            elif isinstance(slot, Block):
                self.line = slot.line
                yield Element(slot.name, slot.line, slot.title, parts=tuple(self.inside(slot.inner)))

    def _passage(self, kind: str, words: _Words, said: str) -> Element:
        if said:
            passage = next(self.passages, None)
            self.line = passage.line if passage else self.line
        return Element(kind, self.line, said, tuple(words.stressed))

    def _block(self, node: Node) -> Iterator[Element]:
        if node.tag in _RUNNING:
            words = _Words()
            self._running(node, words)
            if node.tag == "p":
                yield from self._paragraph(words)
            else:
                pictures = (slot for slot in words.slots if isinstance(slot, Image))
                shown = tuple(Element("picture", slot.line, slot.alt) for slot in pictures)
                yield replace(self._passage(_kind(node), words, words.said), parts=shown)
        elif node.tag == "hr":
            yield Element("rule", self.line)
        elif node.tag in {"div", "table"}:
            yield from self._table(next(node.iter("table")))
        elif node.tag != "section":
            # Of what holds others, the line is known once the first of them is.
            parts = tuple(self._children(node)) if node.tag != "pre" else ()
            yield Element(_kind(node), parts[0].line if parts else self.line, _own_text(node, parts), parts=parts)

    def _table(self, table: Node) -> Iterator[Element]:
        parts: list[Element] = []
        for node in table:
            if node.tag == "caption":
                parts += self._block(node)
            for row in node.iter("tr"):
                cells = tuple(cell for child in row for cell in self._block(child))
                lines = [cell.line for cell in cells if cell.text]
                parts.append(Element("row", lines[0] if lines else self.line, parts=cells))
        yield Element("table", parts[0].line if parts else self.line, parts=tuple(parts))

    def _running(self, node: Node, words: _Words) -> None:
        if node.tag == "sup":  # the sign of a footnote is no part of the sentence
            return
        before = len(words.text)
        self._add(words, node.text)
        for child in node:
            self._running(child, words)
            self._add(words, child.tail)
        if node.tag == "br":
            words.text.append(" ")
        if node.tag in {"strong", "em"}:
            said = " ".join("".join(words.text[before:]).split())
            words.stressed.append(Stress(said, is_bold=node.tag == "strong"))

    def _add(self, words: _Words, text: str | None) -> None:
        if not text:
            return
        if SLOT_OPEN not in text:
            words.text.append(text)
            return
        at = 0
        for found in _SLOT.finditer(text):
            words.text.append(text[at : found.start()])
            at = found.end()
            slot = self.slots[int(found[1])]
            if isinstance(slot, Link):
                self._running(fromstring(f"<a>{slot.inner}</a>"), words)  # noqa: S314  as above
            elif isinstance(slot, (Image, Block)):
                words.slots.append(slot)
            elif isinstance(slot, FactMark):
                words.text.append(f"{{feit:{slot.name}}}")
        words.text.append(text[at:])


def _kind(node: Node) -> str:
    if node.tag in _HEADINGS:
        return "heading"
    cells = {"td": "cell", "th": "cell", "li": "item", "dt": "term", "dd": "definition"}
    return _KINDS.get(node.tag) or cells.get(node.tag, node.tag)


def _own_text(node: Node, parts: tuple[Element, ...]) -> str:
    """Return the first words of an item: those of the paragraph it begins with."""
    return parts[0].text if node.tag in {"li", "dd"} and parts and parts[0].kind == "paragraph" else ""
