"""Blocks are put one below another: in the items that are open, as deep as the indent of a line says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.content.markdown.draft import DefinitionsDraft, ItemDraft, Line, ListDraft, Running

if TYPE_CHECKING:
    from avksite.content.markdown.draft import BlockDraft
    from avksite.content.markdown.typing_habits import Marker

DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Open:
    """An open item of a list; or, with a colon for its sign, an open definition."""

    draft: ItemDraft
    indent: int
    sign: str
    ordered: bool = False
    number: int = 0
    column: int = 0
    """Where its text starts."""

    @property
    def is_definition(self) -> bool:
        """Whether it is the definition of a word."""
        return self.sign == ":"

    @property
    def inside(self) -> int:
        """The indent from which a line belongs to it: two spaces is what people type."""
        return self.indent + 2

    @property
    def code(self) -> int:
        """The indent from which a line in it is code."""
        return self.indent + 8


class Building:
    """The blocks so far, the items that are open, and what the next line must know about the last one."""

    def __init__(self) -> None:
        self.content: list[BlockDraft] = []
        self.items: list[Open] = []
        self.running: Running | None = None
        """The paragraph that the next line may go on with."""
        self.term = False
        """Whether the next line may define the last one."""
        self.is_list = False
        """Whether the last text belongs to a list, and not to a paragraph below one."""

    @property
    def open_sign(self) -> str:
        """The sign of the item that the last line belongs to, or "" when it belongs to none."""
        return self.items[-1].sign if self.is_list and self.items else ""

    def goes_on_with(self, marker: Marker, indent: int) -> bool:
        """Tell whether an item with this sign and indent is the next one of a list that is open."""
        return any(
            item.indent <= indent < item.inside and (item.ordered if marker.ordered else item.sign == marker.typed)
            for item in self.items
        )

    def nests(self, indent: int) -> bool:
        """Tell whether a line with this indent stands in the item right above it."""
        return self.is_list and bool(self.items) and indent >= self.items[-1].inside

    def snapped(self, marker: Marker, indent: int) -> int:
        """Return the indent that an item means: the next number, not as deep as the text of the last, goes on there."""
        for item in self.items:
            if item.ordered and marker.number == item.number + 1 and item.indent < indent < item.column:
                return item.indent
        return indent

    def is_too_deep(self, indent: int) -> bool:
        """Tell whether an item with this indent would stand deeper than lists may."""
        return len(self.items) >= DEEPEST_LIST and indent >= self.items[-1].inside

    def depth(self, indent: int) -> int:
        """Return how many open items a line with this indent is inside of."""
        return next((depth for depth, item in enumerate(self.items) if indent < item.inside), len(self.items))

    def close(self, indent: int) -> None:
        """Close the items that a line with this indent is outside of."""
        del self.items[self.depth(indent) :]

    def add(self, block: BlockDraft) -> None:
        """Add something that is no running text."""
        self._within(len(self.items)).append(block)
        self.is_list = False
        self.end()

    def add_text(self, line: Line) -> None:
        """Add the first line of a paragraph."""
        self._start(self._within(len(self.items)), line)
        self.is_list = False
        self.term = True

    def add_more(self, line: Line) -> None:
        """Add a line that goes on with the text of the last one."""
        if self.running is not None:
            self.running.lines.append(line)

    def add_definition(self, line: Line, indent: int) -> None:
        """Add a definition of the lines above; without a text when what it holds comes on the next line."""
        self.close(indent)
        within = self._within(len(self.items))
        last = within[-1] if within else None
        terms: list[Line] = []
        if isinstance(last, Running):
            terms = last.lines
            within.pop()
            last = within[-1] if within else None
        definitions = last if isinstance(last, DefinitionsDraft) else DefinitionsDraft()
        if definitions is not last:
            within.append(definitions)
        draft = ItemDraft(line.number)
        definitions.entries += [*terms, draft]
        self.items.append(Open(draft, indent, ":"))
        self._begin(draft, line)
        self.is_list = False
        self.term = True

    def add_item(self, line: Line, marker: Marker, indent: int, column: int) -> None:
        """Add an item whose text starts at a column; without it when what it holds comes on the next line."""
        draft = ItemDraft(line.number)
        self._open_item(Open(draft, indent, marker.typed, marker.ordered, marker.number, column))
        within = self._within(len(self.items) - 1)
        last = within[-1] if within else None
        if not isinstance(last, ListDraft) or last.is_numbered != marker.ordered:
            last = ListDraft(marker.ordered, marker.number)
            within.append(last)
        last.items.append(draft)
        self._begin(draft, line)
        self.is_list = True
        self.term = False

    def blank(self) -> None:
        """Take note of an empty line."""
        self.running = None

    def end(self) -> None:
        """Let nothing that follows belong to what was added last."""
        self.running = None
        self.term = False

    def _within(self, depth: int) -> list[BlockDraft]:
        """Return the blocks of the innermost item that is open, or of the text itself."""
        return self.items[depth - 1].draft.content if depth else self.content

    def _start(self, within: list[BlockDraft], line: Line) -> None:
        self.running = Running([line])
        within.append(self.running)

    def _begin(self, draft: ItemDraft, line: Line) -> None:
        self.running = None
        if line.text:
            self._start(draft.content, line)

    def _open_item(self, item: Open) -> None:
        """Open an item at the right depth, in place of those that end for it."""
        while self.items:
            top = self.items[-1]
            if item.indent >= top.inside and len(self.items) < DEEPEST_LIST:
                break
            self.items.pop()
            if item.indent >= top.indent and not top.is_definition:
                item = replace(item, indent=top.indent)
                break
        self.items.append(item)
