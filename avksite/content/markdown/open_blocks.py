"""Blocks are put one below another: in the items that are open, as deep as the indent of a line says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.content import body as tree
from avksite.content.markdown.state import Part

if TYPE_CHECKING:
    from avksite.content.markdown.lines import Marker
    from avksite.content.markdown.state import Line

DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Open:
    """An open item of a list; or, without a marker, an open definition."""

    part: Part
    indent: int
    marker: Marker | None = None
    column: int = 0
    """Where its text starts."""

    @property
    def sign(self) -> str:
        """The sign that was typed before it."""
        return self.marker.typed if self.marker else ":"

    @property
    def inside(self) -> int:
        """The indent from which a line belongs to it: two spaces is what people type."""
        return self.indent + 2

    @property
    def code(self) -> int:
        """The indent from which a line in it is code."""
        return self.indent + 8


class OpenBlocks:
    """The blocks so far, the items that are open, and what the next line must know about the last one."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.items: list[Open] = []
        self.running: Part | None = None
        """The paragraph that the next line may go on with."""
        self.term = False
        """Whether the next line may define the last one."""
        self.is_list = False
        """Whether the last text belongs to a list, and not to a paragraph below one."""

    @property
    def open_sign(self) -> str:
        """The sign of the item that the last line belongs to, or "" when it belongs to none."""
        return self.items[-1].sign if self.is_list and self.items else ""

    @property
    def within(self) -> list[Part]:
        """The blocks of the innermost item that is open, or of the text itself."""
        return self.items[-1].part.parts if self.items else self.parts

    def goes_on_with(self, marker: Marker, indent: int) -> bool:
        """Return whether an item with this sign and indent is the next one of a list that is open."""
        return any(
            item.indent <= indent < item.inside
            and (item.sign == marker.typed or (marker.is_number and item.marker is not None and item.marker.is_number))
            for item in self.items
        )

    def nests(self, indent: int) -> bool:
        """Return whether a line with this indent is nested in the item right above it."""
        return self.is_list and bool(self.items) and indent >= self.items[-1].inside

    def snapped(self, marker: Marker, indent: int) -> int:
        """Return the indent that an item means: the next number, not as deep as the text of the last, goes on there."""
        for item in self.items:
            is_next = item.marker is not None and item.marker.is_number and marker.number == item.marker.number + 1
            if is_next and item.indent < indent < item.column:
                return item.indent
        return indent

    def is_too_deep(self, indent: int) -> bool:
        """Return whether an item with this indent would stand deeper than lists may."""
        return len(self.items) >= DEEPEST_LIST and indent >= self.items[-1].inside

    def depth(self, indent: int) -> int:
        """Return how many open items a line with this indent is inside of."""
        return next((depth for depth, item in enumerate(self.items) if indent < item.inside), len(self.items))

    def close(self, indent: int) -> None:
        """Close the items that a line with this indent is outside of; nothing that follows belongs to the last line."""
        del self.items[self.depth(indent) :]
        self.running = None
        self.term = False

    def add(self, part: Part, indent: int) -> None:
        """Add a block with some indent that is no running text."""
        self.close(indent)
        self.within.append(part)
        self.is_list = False

    def add_text(self, line: Line, indent: int) -> None:
        """Add the first line of a paragraph."""
        self.close(indent)
        self._start(self.within, line)
        self.is_list = False
        self.term = True

    def add_definition(self, line: Line, indent: int) -> None:
        """Add a definition of the lines above; without a text when what it holds comes on the next line."""
        self.close(indent)
        within = self.within
        terms: list[Part] = []
        if within and isinstance(within[-1].node, tree.Paragraph):
            terms = [Part(tree.Term((), term.number), lines=[term]) for term in within.pop().lines]
        if not within or not isinstance(within[-1].node, tree.Definitions):
            first = terms[0].lines[0] if terms else line
            within.append(Part(tree.Definitions((), first.number)))
        definition = Part(tree.Definition((), line.number))
        within[-1].parts += [*terms, definition]
        self.items.append(Open(definition, indent))
        self._start(definition.parts, line)
        self.is_list = False
        self.term = True

    def add_item(self, line: Line, marker: Marker, indent: int, column: int) -> None:
        """Add an item whose text starts at a column; without it when what it holds comes on the next line."""
        item = Open(Part(tree.Item((), line.number)), indent, marker, column)
        while self.items:
            top = self.items[-1]
            if indent >= top.inside and len(self.items) < DEEPEST_LIST:
                break
            self.items.pop()
            if indent >= top.indent and top.marker:
                item = replace(item, indent=top.indent)
                break
        within = self.within
        last = within[-1].node if within else None
        if not isinstance(last, tree.List) or last.is_numbered != marker.is_number:
            within.append(Part(tree.List((), line.number, marker.is_number, marker.number)))
        within[-1].parts.append(item.part)
        self.items.append(item)
        self._start(item.part.parts, line)
        self.is_list = True
        self.term = False

    def _start(self, within: list[Part], line: Line) -> None:
        self.running = Part(tree.Paragraph((), line.number), lines=[line]) if line.text else None
        if self.running:
            within.append(self.running)
