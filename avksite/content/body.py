"""A text as a tree: blocks that know the line they were typed on, and the running text in them.

Renderers turn the tree into a page, a feed, a mail or plain text; checks and the language coach walk it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

from avksite.frozen import dataclass
from avksite.patterns import regex

Some = TypeVar("Some")
Child_co = TypeVar("Child_co", bound="Node", covariant=True)

_WORD = regex(r"[^\W_]+(?:['’.,:-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class LeafNode:
    """A node that holds no others."""

    children: ClassVar[tuple[()]] = ()


@dataclass(frozen=True, slots=True)
class Parent(Generic[Child_co]):
    """A node that holds others, and the line on which it was typed."""

    children: tuple[Child_co, ...]
    line: int

    def holding(self, children: Iterable[Node]) -> Self:
        """Return the same node with other children; the caller gives children that it can hold."""
        kept: tuple[Any, ...] = tuple(children)
        return type(self)(kept, *[getattr(self, name) for name in self.__match_args__[1:]])

    def changed(self, change: Callable[[Node], Iterable[Node]]) -> Self:
        """Return the same node with each child replaced by the nodes that `change` returns for it."""
        kept = tuple(out for child in self.children for out in change(child))
        return self if kept == self.children else self.holding(kept)


@dataclass(frozen=True, slots=True)
class Running(Parent["Inline"]):
    """A node that holds running text."""

    @property
    def text(self) -> str:
        """Its words; a fact as it was typed."""
        return words_of(self.children)


# Running text.


@dataclass(frozen=True, slots=True)
class Text(LeafNode):
    """Words as a reader sees them; a line end in them means no more than a space."""

    text: str


@dataclass(frozen=True, slots=True)
class Break(LeafNode):
    """A hard line break, as in an address."""


@dataclass(frozen=True, slots=True)
class Code(LeafNode):
    """Characters to copy as they are."""

    text: str


Tag = Literal["em", "strong", "span"]


@dataclass(frozen=True, slots=True)
class Emphasis(Running):
    """Words in italics (`em`) or bold (`strong`), or in another language (`span` with its code)."""

    tag: Tag
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Link(Running):
    """A link; `target` is as typed, and the site resolves it."""

    target: str
    title: str = ""
    lang: str = ""
    typed: str = ""
    """How a bare address or phone number was typed; "" for a link with words."""


@dataclass(frozen=True, slots=True)
class Image(LeafNode):
    """A picture as typed: `alt` is the description ("" when none was typed), `decorative` says it needs none."""

    target: str
    alt: str
    decorative: bool
    line: int
    title: str = ""
    size: tuple[int, int] = (0, 0)
    """Its width and height in pixels as shown; 0 until known."""


@dataclass(frozen=True, slots=True)
class FactReference(LeafNode):
    """`{feit:partners}`: the place of a figure that is kept in `content/feiten.yaml`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class NoteReference(LeafNode):
    """A reference to a footnote; the link back from the note leads to its first reference."""

    name: str
    line: int
    number: int = 0
    """The number of the note; 0 until the text is read."""
    is_first: bool = False

    @property
    def typed(self) -> str:
        """How it was typed."""
        return f"[^{self.name}]"

    @property
    def text(self) -> str:
        """The words of the link to the note: a bare number says nothing when it is read aloud."""
        return f"noot {self.number}"


@dataclass(frozen=True, slots=True)
class TermUse(LeafNode):
    """The first use of a glossary term: a link to its explanation, by id, on the same page."""

    id: str
    text: str


Inline = Text | Break | Code | Emphasis | Link | Image | FactReference | NoteReference | TermUse


# Blocks.


@dataclass(frozen=True, slots=True)
class Paragraph(Running):
    """Running text; `is_bare` when it is all that an item or a definition says."""

    is_bare: bool = False

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The pictures of a paragraph that holds nothing else; () for a paragraph with words."""
        pictures = tuple(child for child in self.children if isinstance(child, Image))
        if not pictures:
            return ()
        rest = (child for child in self.children if not isinstance(child, Image | Break))
        return pictures if all(isinstance(child, Text) and not child.text.strip() for child in rest) else ()


@dataclass(frozen=True, slots=True)
class Heading(Running):
    """A heading: its level (2 to 6 in a sound text), and the id that links can point at."""

    level: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item(Parent["BlockNode"]):
    """An item of a list."""

    @property
    def text(self) -> str:
        """The words it begins with."""
        first = self.children[0] if self.children else None
        return first.text if isinstance(first, Paragraph) else ""


@dataclass(frozen=True, slots=True)
class List(Parent[Item]):
    """A list; one that is numbered begins at `start`."""

    is_numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Term(Running):
    """A word that is explained."""


@dataclass(frozen=True, slots=True)
class Definition(Parent["BlockNode"]):
    """What explains the terms above it."""


@dataclass(frozen=True, slots=True)
class Definitions(Parent["Term | Definition"]):
    """Words with what they mean."""


@dataclass(frozen=True, slots=True)
class Caption(Paragraph):
    """What a table is about."""


@dataclass(frozen=True, slots=True)
class Cell(Running):
    """A cell of a table; `align` is `right`, `center` or ""."""

    align: str = ""
    scope: str = ""
    """What it is the head of: `col`, `row` or ""."""


@dataclass(frozen=True, slots=True)
class Row(Parent[Cell]):
    """A row of a table."""


@dataclass(frozen=True, slots=True)
class Table(Parent["Caption | Row"]):
    """A table: an optional caption, the header row, the other rows."""

    label: str = ""
    """The label of its scroll region: its caption, or its number in the text."""

    @property
    def caption(self) -> Caption | None:
        """What it is about, when that was typed."""
        first = self.children[0]
        return first if isinstance(first, Caption) else None

    @property
    def head(self) -> Row:
        """The heads of its columns."""
        return next(child for child in self.children if isinstance(child, Row))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the heads."""
        return tuple(child for child in self.children if isinstance(child, Row) and child is not self.head)


@dataclass(frozen=True, slots=True)
class Quote(Parent["BlockNode"]):
    """A quotation."""


@dataclass(frozen=True, slots=True)
class CodeBlock(LeafNode):
    """A block of code."""

    text: str
    language: str
    line: int


@dataclass(frozen=True, slots=True)
class ThematicBreak(LeafNode):
    """A horizontal rule."""

    line: int


@dataclass(frozen=True, slots=True)
class Block(Parent["BlockNode"]):
    """A `/// name | title` block."""

    name: str
    title: str
    options: Mapping[str, str | tuple[str, ...]]
    option_lines: Mapping[str, int]

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the values of an option; () when it was not typed."""
        value = self.options.get(name, ())
        return (value,) if isinstance(value, str) else value

    def option(self, name: str) -> str:
        """Return an option as one value; "" when it was not typed."""
        return ", ".join(self.listed(name))


@dataclass(frozen=True, slots=True)
class Note(Parent["BlockNode"]):
    """A footnote, with the number by which the text names it."""

    number: int


BlockNode = Paragraph | Heading | List | Definitions | Table | Quote | CodeBlock | ThematicBreak | Block
Node = Inline | BlockNode | Item | Term | Definition | Row | Cell | Note

NOTES_HEADING = "Voetnoten"
NOTES_ID = "voetnoten"


def note_id(number: int) -> str:
    """Return the id of a note."""
    return f"voetnoot-{number}"


def note_reference_id(number: int) -> str:
    """Return the id of the first reference to a note."""
    return f"voetnoot-{number}-terug"


def note_ids(count: int) -> list[str]:
    """Return the ids that `count` notes use."""
    ids = [make(number) for number in range(1, count + 1) for make in (note_id, note_reference_id)]
    return [NOTES_ID, *ids] if ids else []


PassageKind = Literal["paragraph", "item", "heading", "cell", "quote", "term", "definition"]


@dataclass(frozen=True)
class Passage(Running):
    """A stretch of running text that is read as one: a paragraph, an item, a cell."""

    kind: PassageKind

    @cached_property
    def text(self) -> str:
        """Its words, joined once: every check asks for them."""
        return words_of(self.children)

    @cached_property
    def folded(self) -> str:
        """Its words in lower case."""
        return self.text.casefold()


@dataclass(frozen=True)
class Body:
    """A whole text, and its footnotes in the order in which they are named."""

    children: tuple[BlockNode, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the text that a link can point at: those of the headings, and those of footnotes."""

    def changed(self, change: Callable[[Node], Iterable[Node]]) -> Body:
        """Return the same text with each block and note replaced by the nodes that `change` returns for it."""
        children: tuple[Any, ...] = tuple(out for node in self.children for out in change(node))
        notes: tuple[Any, ...] = tuple(out for note in self.notes for out in change(note))
        return replace(self, children=children, notes=notes)

    def of(self, kind: type[Some]) -> tuple[Some, ...]:
        """Return everything of one kind, in the order in which it is read."""
        return tuple(self._by_kind.get(kind, ()))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Everything in the text, in the order in which it is read."""
        return tuple(walk((*self.children, *self.notes)))

    @cached_property
    def _by_kind(self) -> Mapping[type, list[Any]]:
        found: dict[type, list[Any]] = {}
        for node in self.nodes:
            found.setdefault(type(node), []).append(node)
        return found

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
    def facts(self) -> tuple[FactReference, ...]:
        """Every fact named."""
        return self.of(FactReference)

    @cached_property
    def foreign(self) -> tuple[Emphasis | Link, ...]:
        """Everything marked as another language."""
        marked: tuple[Emphasis | Link, ...] = (*self.of(Emphasis), *self.links)
        return tuple(node for node in marked if node.lang)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, that of the footnotes included."""
        own = (Heading((Text(NOTES_HEADING),), note.line, 2, NOTES_ID) for note in self.notes[:1])
        walked = walk((*self.children, *own, *self.notes)) if self.notes else self.of(Heading)
        return tuple(node for node in walked if isinstance(node, Heading))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text that says something, in the order in which it is read."""
        return tuple(it for it in _passages((*self.children, *self.notes), "paragraph") if it.text)

    @cached_property
    def folded(self) -> str:
        """All passages in lower case, a line each: one search finds whether a word is anywhere in the text."""
        return "\n".join([passage.folded for passage in self.passages])

    @cached_property
    def vocabulary(self) -> str:
        """Its different words without capitals, a line each: a cue without spaces is found or missed there soonest."""
        return "\n".join(dict.fromkeys(self.folded.split()))

    @cached_property
    def words(self) -> int:
        """The number of words."""
        return sum(len(_WORD.findall(passage.text)) for passage in self.passages)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and everything in them, in the order in which they are read."""
    for node in nodes:
        yield node
        if node.children:
            yield from walk(node.children)


def words_of(children: Iterable[Inline], facts: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the plain text of running text on one line: of a link its words, of an image nothing.

    A fact is the figure in `facts` by its name, or else what was typed.
    """
    match children:
        case (Text(text),):  # as most are
            return " ".join(text.split())
    return " ".join("".join(pieces_of(children, facts)).split())


def pieces_of(children: Iterable[Inline], facts: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Yield the plain text of running text in pieces, with its spaces."""
    for child in children:
        match child:
            case Text() | Code() | TermUse():
                yield child.text
            case Break():
                yield " "
            case Emphasis() | Link():
                yield from pieces_of(child.children, facts)
            case FactReference(name):
                yield facts.get(name, f"{{feit:{name}}}")


_KINDS: dict[type, PassageKind] = {
    Heading: "heading",
    Term: "term",
    Cell: "cell",
    Item: "item",
    Definition: "definition",
    Quote: "quote",
}
"""The kind of the running text in a node."""


def _passages(nodes: Iterable[Node], within: PassageKind) -> Iterator[Passage]:
    """Yield the passages in nodes; `within` is the kind of a paragraph among them."""
    for node in nodes:
        if isinstance(node, Running):
            yield Passage(node.children, node.line, _KINDS.get(type(node), within))
        elif isinstance(node, Block) and node.name == "citaat":
            yield from _passages(node.children, "quote")
        else:
            yield from _passages(node.children, _KINDS.get(type(node), "paragraph"))
