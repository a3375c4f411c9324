"""What a text becomes: HTML with slots, and everything in it that other steps ask about, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SLOT_OPEN = "\ue000"
SLOT_CLOSE = "\ue001"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text: its level (2 to 6 in a sound text), plain text, and the id that links can point at."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as typed; `inner` is the HTML between its tags, `text` the same without markup."""

    target: str
    text: str
    inner: str
    line: int
    title: str = ""
    lang: str = ""
    typed: str = ""
    """How an address or a phone number was typed that stands in the text as it is; "" for a link with words."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as typed: `alt` is the description ("" when none was typed), `decorative` says it needs none."""

    target: str
    alt: str
    decorative: bool
    line: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class FactMark:
    """`{feit:partners}`: the place of a figure that is kept in `content/feiten.yaml`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A `/// name | title` block; `inner` is the HTML of its content, which may hold further slots."""

    name: str
    title: str
    options: Mapping[str, str | tuple[str, ...]]
    option_lines: Mapping[str, int]
    inner: str
    line: int


Slot = Link | Image | FactMark | Block


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text with the line it starts on: what a reader hears in one go."""

    kind: str
    """`paragraph`, `item`, `heading`, `cell`, `quote`, `term` or `definition`."""
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text. `html` holds a slot, written SLOT_OPEN + index + SLOT_CLOSE, wherever the site decides.

    A slot stands for a whole element: a Link's inner HTML and a Block's content are in the slot itself. The slots are
    numbered in the order in which they were typed. `plain` is the text for readers without HTML: paragraphs parted by
    an empty line, list items behind `- ` or their number, headings on a line of their own, slots left in place. Every
    other text holds words only: of a link its words, of a picture nothing. A fact is a slot in the text of a
    passage; in that of a heading or a link it stands as it was typed (`{feit:partners}`).
    """

    html: str = ""
    slots: tuple[Slot, ...] = ()
    headings: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    plain: str = ""
    words: int = field(default=0)
    anchors: tuple[str, ...] = ()
    """Every id in the text that a link can point at: those of the headings, and those of footnotes."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link, in the order typed, those inside blocks included."""
        return tuple(slot for slot in self.slots if isinstance(slot, Link))

    @property
    def images(self) -> tuple[Image, ...]:
        """Every picture, in the order typed."""
        return tuple(slot for slot in self.slots if isinstance(slot, Image))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in the order typed."""
        return tuple(slot for slot in self.slots if isinstance(slot, Block))

    @property
    def facts(self) -> tuple[FactMark, ...]:
        """Every fact named, in the order typed."""
        return tuple(slot for slot in self.slots if isinstance(slot, FactMark))
