"""Lines are written one below another as the library wants them: four spaces deep an item, air where it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.reading.markdown.openers import LOOKALIKE
from avksite.reading.markdown.positions import mark

if TYPE_CHECKING:
    from avksite.reading.markdown.draft import Line
    from avksite.reading.markdown.typing_habits import Marker

DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Item:
    """An open item of a list; or, with a colon for its sign, an open definition."""

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
        """The indent from which a line in it is code, as the library counts."""
        return self.indent + 8


class LaidOut:
    """The lines written so far, the items that are open, and what the next line must know about the last one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.items: list[Item] = []
        self.gap = False
        """Whether the next line must stay apart from the last one."""
        self.paragraph = False
        """Whether the next line may go on with the text of the last one."""
        self.term = False
        """Whether the next line may define the last one."""
        self.is_list = False
        """Whether the lines since the last empty one started with an item."""
        self._text_depth = 0
        self._chunk_depth = 0
        """The depth of the first line since the last empty one: the library reads those below relative to it."""

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

    def close(self, indent: int) -> int:
        """Close the items that a line with this indent is outside of, and return how many stay open."""
        depth = self.depth(indent)
        del self.items[depth:]
        return depth

    def write(self, text: str, depth: int, *, apart: bool = False, is_item: bool = False) -> None:
        """Write a line."""
        if self.lines and (apart or self.gap or depth < self._chunk_depth):
            self.lines.append("")
        if not self.lines or not self.lines[-1]:
            self._chunk_depth = depth
            self.is_list = is_item
        self.lines.append("    " * depth + text)
        self.gap = False

    def write_apart(self, text: str, depth: int) -> None:
        """Write something that is no running text and has empty lines around it."""
        self.write(text, depth, apart=True)
        self.end()

    def write_text(self, line: Line, text: str, depth: int, *, apart: bool) -> None:
        """Write the first line of a paragraph."""
        self.write(marked(line, text), depth, apart=apart or self.is_list)
        self._go_on(depth, term=True)

    def write_more(self, line: Line, text: str) -> None:
        """Write a line that goes on with the text of the last one."""
        self.write(marked(line, text), self._text_depth)

    def write_definition(self, line: Line, text: str, indent: int) -> None:
        """Write a definition of the line above; without a text when what it holds comes on the next line."""
        depth = self.close(indent)
        self.items.append(Item(indent, ":"))
        self.write(f":   {marked(line, text) if text else mark(line.number)}", depth)
        self._go_on(depth, term=True)
        self.paragraph = bool(text)

    def write_item(self, line: Line, text: str, marker: Marker, indent: int, column: int) -> None:
        """Write an item whose text starts at a column; without it when what it holds comes on the next line."""
        changed = self._open_item(marker, indent, column)
        depth = len(self.items) - 1
        words = marked(line, text) if text else mark(line.number)
        self.write(f"{marker.canonical} {words}", depth, apart=changed or not self.is_list, is_item=True)
        self._go_on(depth, term=False)
        self.paragraph = bool(text)

    def blank(self) -> None:
        """Take note of an empty line."""
        self.gap = True
        self.paragraph = False

    def end(self) -> None:
        """Let nothing that follows belong to what was written last."""
        self.gap = True
        self.paragraph = self.term = False

    def _go_on(self, depth: int, *, term: bool) -> None:
        self._text_depth = depth
        self.paragraph = True
        self.term = term

    def _open_item(self, marker: Marker, indent: int, column: int) -> bool:
        """Open an item at the right depth; tell whether a list of another kind ended for it."""
        while self.items:
            top = self.items[-1]
            if indent >= top.inside and len(self.items) < DEEPEST_LIST:
                break
            if indent >= top.indent and not top.is_definition:
                self.items[-1] = Item(top.indent, marker.typed, marker.ordered, marker.number, column)
                return top.ordered != marker.ordered
            self.items.pop()
        self.items.append(Item(indent, marker.typed, marker.ordered, marker.number, column))
        return False


def marked(line: Line, bare: str) -> str:
    """Return running text with the mark of its line; two spaces at its end stay there, because they break the line."""
    text = bare.rstrip(" ")
    sign = mark(line.number)
    # With a mark in front, the library does not take a word for the sign of something.
    guard = sign if LOOKALIKE.match(text) else ""
    return f"{guard}{text} {sign}{'  ' if len(bare) - len(text) > 1 else ''}"
