"""What is gathered about a text while it is read: its blocks in the making, definitions, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.body import CodeBlock, ThematicBreak
from avksite.problems import Fix, Place, Problem, Rule

if TYPE_CHECKING:
    from avksite.content.markdown.destinations import Definition, Destination

_LONGEST_QUOTATION = 60


class Line(NamedTuple):
    """A typed line: its number in the file, and what it says."""

    number: int
    text: str


# Blocks, of which the running text is not read yet: that has to wait until every definition is known.


@dataclass(slots=True)
class Running:
    """A paragraph, as lines."""

    lines: list[Line]


@dataclass(slots=True)
class HeadingDraft:
    """A heading; `id` is empty when its author chose none."""

    level: int
    id: str
    line: Line


@dataclass(slots=True)
class ItemDraft:
    """An item of a list, or a definition."""

    line: int
    content: list[BlockDraft] = field(default_factory=list)


@dataclass(slots=True)
class ListDraft:
    """A list."""

    is_numbered: bool
    start: int
    items: list[ItemDraft] = field(default_factory=list)


@dataclass(slots=True)
class DefinitionsDraft:
    """Words, each a line, and what explains them."""

    entries: list[Line | ItemDraft] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    """A table: every row as the cells that were typed, and how the columns are aligned."""

    rows: list[tuple[int, list[str]]]
    align: list[str]


@dataclass(slots=True)
class QuoteDraft:
    """A quotation."""

    line: int
    content: list[BlockDraft]


@dataclass(slots=True)
class BlockPart:
    """A `///` block."""

    name: str
    title: str
    options: Mapping[str, str | tuple[str, ...]]
    option_lines: Mapping[str, int]
    content: list[BlockDraft]
    line: int


BlockDraft = (
    Running
    | HeadingDraft
    | ListDraft
    | DefinitionsDraft
    | TableDraft
    | QuoteDraft
    | BlockPart
    | CodeBlock
    | ThematicBreak
)


# Running text, in which links and stress were found.


class Kind(Enum):
    """What a leaf is."""

    CODE = auto()
    LITERAL = auto()
    FACT = auto()
    FOOTNOTE = auto()
    HTML = auto()
    LINK = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece without markup: what it stands for, how it was typed, and for a link where it leads."""

    kind: Kind
    text: str
    typed: str
    line: int
    target: str = ""

    @property
    def words(self) -> str:
        """What it says where nothing but words can stand, as in the description of a picture."""
        return self.typed if self.kind in {Kind.FACT, Kind.FOOTNOTE} else self.text


@dataclass(slots=True)
class Span:
    """Pieces that belong together: `em`, `strong`, `span`, `a` or `img`, of which the pieces are its description."""

    tag: str
    pieces: list[Piece]
    line: int = 0
    destination: Destination | None = None
    lang: str = ""
    is_decorative: bool = False


Piece = str | Leaf | Span


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote where it was defined."""

    content: list[BlockDraft]
    line: int


class Reference(NamedTuple):
    """A definition of where links by reference lead, and the line it was typed on."""

    definition: Definition
    line: int


@dataclass(slots=True)
class Draft:
    """A text in the making."""

    path: str
    named: frozenset[str] = frozenset()
    """The references that the text may name."""
    references: dict[str, Reference] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """The references that a link leads by."""
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    heading_ids: list[str] = field(default_factory=list)
    """The ids that authors chose themselves."""
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    open_html: dict[str, int] = field(default_factory=dict)
    """How many elements of each name were reported and not closed yet."""
    html_told: set[int] = field(default_factory=set)
    """The lines of which the HTML was told as a whole."""

    def report(  # noqa: PLR0913  what a problem is made of
        self, rule: Rule, line: int, message: str, hint: str, fix: Fix | None = None, *, cause: str = ""
    ) -> None:
        """Note what is wrong on a line; what has one cause in this text is told once."""
        cause = f"{self.path} {cause}" if cause else ""
        self.problems.append(Problem(rule, Place(self.path, line), message, hint, fix=fix, cause=cause))

    def tell_once(self, rule: Rule, line: int, message: str, hint: str, fix: Fix | None = None) -> None:
        """Note something that one mention is enough for."""
        if rule.id not in self.told:
            self.told.add(rule.id)
            self.report(rule, line, message, hint, fix)


def shortened(typed: str) -> str:
    """Return what was typed on one line, cut off where it is enough to recognise it."""
    text = " ".join(typed.split())
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1].rstrip()}…"
