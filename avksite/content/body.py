"""A text as a tree: blocks that know the line they were typed on, and the running text in them.

Renderers turn the tree into a page, a feed, a mail or plain text; checks and the language coach walk it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Some = TypeVar("Some")

_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")


# Running text.


@dataclass(frozen=True, slots=True)
class Text:
    """Words as a reader sees them; a line end where the author typed one says no more than a space."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is one for readers too, as in an address."""


@dataclass(frozen=True, slots=True)
class Code:
    """Characters to copy as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics (`em`) or bold (`strong`), or in another language (`span` with its code)."""

    tag: str
    children: tuple[Inline, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is as typed, and the site resolves it."""

    target: str
    children: tuple[Inline, ...]
    line: int
    title: str = ""
    lang: str = ""
    typed: str = ""
    """How an address or a phone number was typed that stands in the text as it is; "" for a link with words."""

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.children)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as typed: `alt` is the description ("" when none was typed), `decorative` says it needs none."""

    target: str
    alt: str
    decorative: bool
    line: int
    title: str = ""
    size: tuple[int, int] = (0, 0)
    """Its width and height in pixels as shown; 0 as long as that is not known."""


@dataclass(frozen=True, slots=True)
class FactMark:
    """`{feit:partners}`: the place of a figure that is kept in `content/feiten.yaml`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class NoteSign:
    """The place in a text that a footnote belongs to; the link back leads to the first one of a note."""

    number: int
    is_first: bool
    line: int


@dataclass(frozen=True, slots=True)
class TermUse:
    """The first use of an explained word: it leads to the explanation with this id, on the same page."""

    id: str
    text: str


Inline = Text | Break | Code | Emphasis | Link | Image | FactMark | NoteSign | TermUse


# Blocks.


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `is_bare` when it is all that an item or a definition says."""

    children: tuple[Inline, ...]
    line: int
    is_bare: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.children)

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The pictures of a paragraph that holds nothing else; () for a paragraph with words."""
        shown = [child for child in self.children if not isinstance(child, Break)]
        pictures = tuple(child for child in shown if isinstance(child, Image))
        rest = (child for child in shown if not isinstance(child, Image))
        return pictures if all(isinstance(child, Text) and not child.text.strip() for child in rest) else ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (2 to 6 in a sound text), and the id that links can point at."""

    level: int
    id: str
    children: tuple[Inline, ...]
    line: int

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.children)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    children: tuple[BlockNode, ...]
    line: int

    @property
    def text(self) -> str:
        """The words it begins with."""
        first = self.children[0] if self.children else None
        return first.text if isinstance(first, Paragraph) else ""


@dataclass(frozen=True, slots=True)
class List:
    """A list; one that is numbered begins at `start`."""

    is_numbered: bool
    start: int
    children: tuple[Item, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is explained."""

    children: tuple[Inline, ...]
    line: int

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.children)


@dataclass(frozen=True, slots=True)
class Definition:
    """What explains the terms above it."""

    children: tuple[BlockNode, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Definitions:
    """Words with what they mean."""

    children: tuple[Term | Definition, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `align` is `right`, `center` or ""."""

    children: tuple[Inline, ...]
    line: int
    align: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.children)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    children: tuple[Cell, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is about, the heads of its columns, its rows."""

    caption: Paragraph | None
    head: Row
    rows: tuple[Row, ...]
    has_row_heads: bool
    """Whether the first cell of every row is the name of that row."""
    label: str
    """What it is called where it is scrolled: its caption, or its number in the text."""

    @property
    def line(self) -> int:
        """The line of its heads."""
        return self.head.line

    @property
    def children(self) -> tuple[Paragraph | Row, ...]:
        """Everything in it, in the order in which it is read."""
        return (*((self.caption,) if self.caption else ()), self.head, *self.rows)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else."""

    children: tuple[BlockNode, ...]
    line: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A stretch of code that stands by itself."""

    text: str
    language: str
    line: int


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A ruler across the page."""

    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A `/// name | title` block."""

    name: str
    title: str
    options: Mapping[str, str | tuple[str, ...]]
    option_lines: Mapping[str, int]
    children: tuple[BlockNode, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, with the number by which the text names it."""

    number: int
    children: tuple[BlockNode, ...]
    line: int


BlockNode = Paragraph | Heading | List | Definitions | Table | Quote | CodeBlock | ThematicBreak | Block
Node = Inline | BlockNode | Item | Term | Definition | Row | Cell | Note

NOTES_HEADING = "Voetnoten"
NOTES_ID = "voetnoten"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text: what a reader hears in one go."""

    kind: str
    """`paragraph`, `item`, `heading`, `cell`, `quote`, `term` or `definition`."""
    children: tuple[Inline, ...]
    line: int

    @property
    def text(self) -> str:
        """Its words; a fact stands in it as it was typed."""
        return words_of(self.children)


@dataclass(frozen=True)
class Body:
    """A whole text, and its footnotes in the order in which they are named."""

    children: tuple[BlockNode, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the text that a link can point at: those of the headings, and those of footnotes."""

    def of(self, kind: type[Some]) -> tuple[Some, ...]:
        """Return everything of one kind, in the order in which it is read."""
        return tuple(node for node in self.nodes if isinstance(node, kind))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Everything in the text, in the order in which it is read."""
        return tuple(walk((*self.children, *self.notes)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link."""
        return self.of(Link)

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """Every picture."""
        return self.of(Image)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block."""
        return self.of(Block)

    @cached_property
    def facts(self) -> tuple[FactMark, ...]:
        """Every fact named."""
        return self.of(FactMark)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, that of the footnotes included."""
        typed = (node for node in walk(self.children) if isinstance(node, Heading))
        if not self.notes:
            return tuple(typed)
        within = (node for node in walk(self.notes) if isinstance(node, Heading))
        return (*typed, Heading(2, NOTES_ID, (Text(NOTES_HEADING),), self.notes[0].line), *within)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text that says something, in the order in which it is read."""
        found = (*_passages(self.children, "paragraph"), *_passages(self.notes, "paragraph"))
        return tuple(passage for passage in found if passage.text)

    @cached_property
    def words(self) -> int:
        """How many words a reader reads."""
        return sum(len(_WORD.findall(passage.text)) for passage in self.passages)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and everything in them, in the order in which they are read."""
    for node in nodes:
        yield node
        yield from walk(getattr(node, "children", ()))


def words_of(children: Iterable[Inline], facts: Mapping[str, str] | None = None) -> str:
    """Return running text in words only, on one line: of a link its words, of a picture nothing.

    A fact is the figure that `facts` gives for its name, and else what was typed.
    """
    return " ".join("".join(_pieces(children, facts or {})).split())


def _pieces(children: Iterable[Inline], facts: Mapping[str, str]) -> Iterator[str]:
    for child in children:
        match child:
            case Text() | Code() | TermUse():
                yield child.text
            case Break():
                yield " "
            case Emphasis() | Link():
                yield from _pieces(child.children, facts)
            case FactMark(name):
                yield facts.get(name, f"{{feit:{name}}}")


_KINDS: dict[type, str] = {Heading: "heading", Term: "term", Cell: "cell"}
_WITHIN: dict[type, str] = {Item: "item", Definition: "definition", Quote: "quote", Table: "paragraph"}


def _passages(nodes: Iterable[Node], kind: str) -> Iterator[Passage]:
    """Yield the running text in nodes; a paragraph among them is of a kind that what it stands in decides."""
    for node in nodes:
        if isinstance(node, Paragraph | Heading | Term | Cell):
            yield Passage(_KINDS.get(type(node), kind), node.children, node.line)
        elif isinstance(node, Block):
            yield from _passages(node.children, "quote" if node.name == "citaat" else "paragraph")
        elif not isinstance(node, CodeBlock | ThematicBreak):
            yield from _passages(getattr(node, "children", ()), _WITHIN.get(type(node), kind))
