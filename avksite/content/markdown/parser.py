"""The dialect of our authors, as an extension of Python-Markdown: a block processor for each thing a line can begin.

A text is walked once, line by line; what a line means to its author decides which block it makes or belongs to.

The blocks have the syntax of pymdown-extensions, but not its parser. Their first lines, options and ends must be found
here anyway, to tell an author on which line one is missing. A second parser that reads options as YAML, and that finds
the end of a block in its own way, could only disagree.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import Registry

from avksite.content import body as tree
from avksite.content.markdown import blocks, habits, lines, links
from avksite.content.markdown.open_blocks import DEEPEST_LIST, OpenBlocks
from avksite.content.markdown.state import Line, Part
from avksite.problems import Fix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from markdown.blockparser import BlockParser

    from avksite.content.markdown.state import State

_DEEPEST_QUOTE = 6
_CODE = 4
"""Spaces before code, and before what belongs to a footnote."""
_CAPTION = re.compile(r"\s*Tabel:\s*")


def read_blocks(typed: Sequence[Line], state: State) -> list[Part]:
    """Return the blocks that lines make; what is defined in them, and what is wrong, goes into the state."""
    return _Walk(typed, state).run()


class _Walk:
    """Walks the lines from top to bottom; `at` is the line that comes next.

    A step looks at that line; it goes past what it knows and returns True, or leaves it to the next step.
    """

    def __init__(self, typed: Sequence[Line], state: State, *, quotes: int = 0, blocks_deep: int = 0) -> None:
        self.lines = list(typed)
        self.state = state
        self.quotes = quotes
        self.blocks_deep = blocks_deep
        self.at = 0
        self.line = Line(0, "")
        self.bare = ""
        """The line without its indent."""
        self.indent = 0
        self.above = ""
        """The last line above that was not empty."""
        self.out = OpenBlocks()
        self.too_deep: Counter[int] = Counter()
        """The slashes of blocks that are not made because they stand too deep."""

    def __len__(self) -> int:
        """Return how many lines are left: the library goes on as long as there are any."""
        return max(0, len(self.lines) - self.at)

    def __getitem__(self, index: int) -> Line:
        """Return one of the lines that are left."""
        return self.lines[self.at + index]

    def run(self) -> list[Part]:
        """Walk over all lines."""
        _parser().parseBlocks(self, self)  # type: ignore[arg-type]  # it asks whether there is a line, and for the next
        return self.out.parts

    def take(self, step: Callable[[_Walk], bool]) -> bool:
        """Offer the next line to one step; return whether it was one for that step."""
        line = self.lines[self.at]
        if line is not self.line:
            self.line, self.bare = line, line.bare
            self.indent = len(line.text) - len(self.bare)
        is_taken = step(self)
        if is_taken:
            self.above = self.bare or self.above
        return is_taken

    @property
    def number(self) -> int:
        """The number of the line in the file."""
        return self.line.number

    def _go_past(self, count: int) -> bool:
        """Go past lines that a step has taken."""
        self.at += count
        return True

    def _inner(self, typed: Sequence[Line], *, quotes: int = 0, blocks_deep: int = 0) -> list[Part]:
        """Return the blocks of lines that stand in something of their own."""
        inner = _Walk(typed, self.state, quotes=self.quotes + quotes, blocks_deep=self.blocks_deep + blocks_deep)
        return inner.run()

    def _peek(self, ahead: int = 1) -> str:
        """Return another line without its indent."""
        return self.lines[self.at + ahead].bare if self.at + ahead < len(self.lines) else ""

    def blank(self) -> bool:
        if self.bare:
            return False
        self.out.running = None
        return self._go_past(1)

    def code(self) -> bool:
        if self.out.running or self.indent < _CODE:
            return False
        depth = self.out.depth(self.indent)
        margin = self.out.items[depth - 1].code if depth else _CODE
        if self.indent < margin:
            return False
        end = at = self.at
        while at < len(self.lines) and (not self.lines[at].bare or self.lines[at].indent >= margin):
            at += 1
            end = at if self.lines[at - 1].bare else end
        text = "\n".join(other.text[margin:] for other in self.lines[self.at : end])
        habits.report_spaces(text, self.line.text, self.number, self.state)
        self.out.add(Part(tree.CodeBlock(text, "", self.number)), self.indent)
        return self._go_past(end - self.at)

    def fence(self) -> bool:
        fence = lines.FENCE.fullmatch(self.bare)
        if not fence:
            return False
        end = lines.end_of_code(self.lines, self.at, fence["sign"])
        habits.report_fence(fence, self.number, self.state, is_closed=end < len(self.lines))
        text = "\n".join(other.dedented(self.indent).text for other in self.lines[self.at + 1 : end])
        self.out.add(Part(tree.CodeBlock(text, fence["language"], self.number)), self.indent)
        return self._go_past(end + 1 - self.at)

    def block(self) -> bool:
        opener = lines.OPENER.fullmatch(self.bare)
        if not opener:
            return False
        slashes = len(opener["slashes"])
        if self.blocks_deep >= blocks.DEEPEST:
            message = f"Het blok `{opener['name'].lower()}` staat te diep in andere blokken."
            hint = "Zet dit blok onder de andere blokken in plaats van erin."
            self.state.report(blocks.DEEP, self.number, message, hint)
            self.too_deep[slashes] += 1
            self.out.close(self.indent)
            return self._go_past(1)
        end = lines.end_of_block(self.lines, self.at, slashes)
        inner = [other.dedented(self.indent) for other in self.lines[self.at + 1 : end]]
        first = Line(self.number, self.bare)
        block, taken = blocks.read_block(opener, first, inner, self.state, is_closed=end < len(self.lines))
        self.out.add(Part(block, self._inner(inner[taken:], blocks_deep=1)), self.indent)
        return self._go_past(end + 1 - self.at)

    def block_end(self) -> bool:
        slashes = lines.read_end(self.bare)
        if not slashes:
            return False
        if self.too_deep[slashes]:
            self.too_deep[slashes] -= 1
        else:
            typed = self.bare.strip(" ")
            message = f"Hier staat `{typed}`, maar er is geen blok open."
            hint = "Haal deze regel weg, of typ `/// let-op` boven de tekst."
            self.state.report(blocks.STRAY_END, self.number, message, hint, Fix(typed, ""))
        self.out.close(self.indent)
        return self._go_past(1)

    def heading(self) -> bool:
        heading = lines.read_heading(self.bare)
        if not heading:
            return False
        level, text, chosen = heading
        if chosen:
            self.state.heading_ids.append(chosen)
        self._add_heading(level, text, chosen)
        return self._go_past(1)

    def _add_heading(self, level: int, text: str, chosen: str = "") -> None:
        heading = tree.Heading((), self.number, level, chosen)
        self.out.add(Part(heading, lines=[Line(self.number, text)]), self.indent)

    def ruler(self) -> bool:
        if not lines.is_ruler(self.bare):
            return False
        self.out.add(Part(tree.ThematicBreak(self.number)), self.indent)
        return self._go_past(1)

    def table(self) -> bool:
        if not lines.is_table(self.bare, self._peek()):
            return False
        heads, columns = _cells(self.bare), _cells(self._peek())
        if len(heads) != len(columns):
            return False
        align = [_ALIGN.get((column.startswith(":"), column.endswith(":")), "") for column in columns]
        table = Part(tree.Table((), self.number), [_row(heads, align, self.number, "col")])
        self.at += 2
        while lines.is_row(self._peek(0)):
            cells, number = _cells(self._peek(0)), self.lines[self.at].number
            if len(cells) > len(heads):
                message = f"Deze rij heeft {len(cells)} cellen, maar de tabel heeft {len(heads)} koppen."
                hint = "Haal een cel weg, of maak een kop erbij. Typ voor een los streepje `\\|`."
                self.state.report(habits.FULL_ROW, number, message, hint)
                cells = [*cells[: len(heads) - 1], " | ".join(cells[len(heads) - 1 :])]
            table.parts.append(_row([*cells, *[""] * (len(heads) - len(cells))], align, number))
            self.at += 1
        self.out.close(self.indent)
        above = self.out.within[-1] if self.out.within else None
        if above and isinstance(above.node, tree.Paragraph) and _CAPTION.match(above.lines[0].text):
            number, text = self.out.within.pop().lines[0]
            first = Line(number, _CAPTION.sub("", text, count=1))
            table.parts.insert(0, Part(tree.Caption((), number, is_bare=True), lines=[first, *above.lines[1:]]))
        self.out.add(table, self.indent)
        return True

    def footnote(self) -> bool:
        # A note is a matter of the whole text: in a quotation or a block it would be lost when that is shown alone.
        note = lines.FOOTNOTE.fullmatch(self.bare) if not self.quotes and not self.blocks_deep else None
        if not note:
            return False
        self.out.close(self.indent)
        end = self.at + 1
        for index in range(self.at + 1, len(self.lines)):
            other = self.lines[index]
            goes_on = index == end and not lines.SPECIAL.match(other.bare)
            if other.bare and not goes_on and other.indent < _CODE:
                break
            end = index + 1 if other.bare else end
        inner = [Line(self.number, note["text"]), *(it.dedented(_CODE) for it in self.lines[self.at + 1 : end])]
        part = Part(tree.Note((), self.number, 0), self._inner(inner, blocks_deep=1))
        if self.state.notes.setdefault(note["name"], part) is not part:
            links.report_double_note(note["name"], self.number, self.state)
        return self._go_past(end - self.at)

    def definition_of_link(self) -> bool:
        if self.out.running or not self.bare.startswith("["):
            return False
        below = [other.text.strip(" ") for other in self.lines[self.at + 1 : self.at + links.LONGEST_DEFINITION]]
        more = takewhile(lambda text: text and not lines.SPECIAL.match(text), below)
        found = links.read_definition([self.bare.rstrip(" "), *more], self.number, self.state.named)
        if not found:
            return False
        if self.state.definitions.setdefault(found.id, found).destination != found.destination:
            links.report_double(found, self.state)
        return self._go_past(found.lines)

    def quote(self) -> bool:
        if not self.bare.startswith(">"):
            return False
        if self.quotes >= _DEEPEST_QUOTE:
            habits.report_deep(self.number, self.state)
            self.lines[self.at] = Line(self.number, " " * self.indent + self.bare.lstrip("> "))
            return True
        end = lines.end_of_quote(self.lines, self.at)
        inner = [Line(it.number, it.bare.removeprefix(">").removeprefix(" ")) for it in self.lines[self.at : end]]
        self.out.add(Part(tree.Quote((), self.number), self._inner(inner, quotes=1)), self.indent)
        return self._go_past(end - self.at)

    def item(self) -> bool:
        marker = lines.read_marker(self.bare)
        if not marker:
            return False
        rest = self.bare[marker.width :]
        indent, column = self.out.snapped(marker, self.indent), self.indent + marker.width
        if not self._is_item(marker, indent, rest):
            return False
        if self.out.running and not self.out.is_list and not self.out.goes_on_with(marker, indent):
            message = "Boven deze lijst ontbreekt een lege regel."
            self.state.report(
                habits.GLUED_LIST, self.number, message, "Zet er een lege regel boven.", Fix("", "\n"), once=True
            )
        if marker.typed not in {item.sign for item in self.out.items}:  # one mention is enough for a list
            habits.report_marker(marker, rest, self.number, self.state)
        # What follows the sign may be something of its own; it is read again as a line inside the item.
        is_special = lines.SPECIAL.match(rest) is not None
        is_deepest = is_special and len(self.out.items) >= DEEPEST_LIST - 1
        if is_deepest or self.out.is_too_deep(indent):
            habits.report_deep(self.number, self.state)
        is_special = is_special and not is_deepest
        self.out.add_item(Line(self.number, "" if is_special else _ended(rest)), marker, indent, column)
        return self._go_into(rest if is_special else "", column)

    def _go_into(self, special: str, indent: int) -> bool:
        """Go to what is behind a sign when it is something of its own, and else to the next line."""
        if not special:
            return self._go_past(1)
        self.lines[self.at] = Line(self.number, " " * indent + special)
        return True

    def _is_item(self, marker: lines.Marker, indent: int, rest: str) -> bool:
        """Return whether an item starts here, or a text that only begins with its sign."""
        goes_on, nests = self.out.goes_on_with(marker, indent), self.out.nests(indent)
        if not self.out.running:
            return goes_on or nests or lines.is_item(marker, self.above, self._peek())
        if lines.is_sentence(marker, rest, self.above, self._peek(), in_list=goes_on):
            return False
        # Text that runs on inside an item is a paragraph like any other.
        open_sign = "" if nests else self.out.open_sign
        return goes_on or lines.interrupts(marker, rest, self.above, self._peek(), open_sign)

    def definition(self) -> bool:
        found = lines.DEFINITION.fullmatch(self.bare) if self.out.term else None
        if not found:
            return False
        text = found["text"]
        is_special = lines.SPECIAL.match(text) is not None
        self.out.add_definition(Line(self.number, "" if is_special else _ended(text)), self.indent)
        return self._go_into(text if is_special else "", self.indent + _CODE)

    def more_text(self) -> bool:
        running, items = self.out.running, self.out.items
        # The line below a definition may be the next word that is explained.
        is_term = bool(items) and items[-1].marker is None and lines.DEFINITION.fullmatch(self._peek())
        is_caption = self.bare.startswith("Tabel:") and lines.is_table(self._peek(), self._peek(2))
        if not running or is_term or is_caption:
            return False
        running.lines.append(Line(self.number, _ended(self.bare)))
        return self._go_past(1)

    def underlined(self) -> bool:
        level = lines.underline_level(self._peek())
        if not level:
            return False
        text = self.bare.rstrip(" ")
        if habits.is_sentence_above_line(self.bare):
            habits.report_line_below(self._peek().rstrip(" "), self.number, self.state)
            self.out.add_text(Line(self.number, text), self.indent)
            self.out.add(Part(tree.ThematicBreak(self.number + 1)), self.indent)
        else:
            self._add_heading(level, text)
        return self._go_past(2)

    def text(self) -> bool:
        self.out.add_text(Line(self.number, _ended(self.bare)), self.indent)
        return self._go_past(1)


_STEPS = (
    _Walk.blank,
    _Walk.code,
    _Walk.fence,
    _Walk.block,
    _Walk.block_end,
    _Walk.heading,
    _Walk.ruler,
    _Walk.table,
    _Walk.footnote,
    _Walk.definition_of_link,
    _Walk.quote,
    _Walk.item,
    _Walk.definition,
    _Walk.more_text,
    _Walk.underlined,
    _Walk.text,
)
"""What a line can be; the first that knows it takes it."""


class _Processor(BlockProcessor):
    """One step of the walk, for the library."""

    def __init__(self, parser: BlockParser, step: Callable[[_Walk], bool]) -> None:
        super().__init__(parser)
        self.step = step

    def test(self, parent: Any, block: Any) -> bool:  # noqa: ANN401  as the library has it
        """Let every line be offered: only looking tells."""
        del parent, block
        return True

    def run(self, parent: Any, blocks: Any) -> bool:  # noqa: ANN401  as above
        """Offer the line that comes next; False when it is for another step."""
        del blocks
        return bool(parent.take(self.step))


class Dialect(Extension):
    """Everything that our authors may type."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """Put our steps in the place of the library's."""
        md.parser.blockprocessors = Registry()
        for place, step in enumerate(reversed(_STEPS)):
            md.parser.blockprocessors.register(_Processor(md.parser, step), step.__name__, place)


@cache
def _parser() -> BlockParser:
    """Return one set-up for every text: nothing of a text stays behind in it."""
    return Markdown(extensions=[Dialect()]).parser


def _ended(text: str) -> str:
    """Return a line of running text without the spaces at its end, but for the two that break it."""
    words = text.rstrip(" ")
    return f"{words}  " if len(text) - len(words) > 1 else words


class _Rows(TableProcessor):
    """The library's tables, of which we use how it finds the cells of a row."""

    def cells(self, row: str) -> list[str]:
        """Return the cells of a row; signs at both ends, and those in code, part none."""
        self.border = True
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]  # the stubs leave it out
        return cells


_ROWS = _Rows(Markdown().parser, {})
_ALIGN = {(True, True): "center", (False, True): "right"}


def _cells(row: str) -> list[str]:
    """Return the cells of a row; behind a backslash the sign that parts them is a sign of the cell (GFM 4.10)."""
    return [cell.strip(" ").replace("\\|", "|") for cell in _ROWS.cells(row.strip(" "))]


def _row(cells: Sequence[str], align: Sequence[str], number: int, scope: str = "") -> Part:
    made = zip(cells, align, strict=True)
    return Part(
        tree.Row((), number),
        [Part(tree.Cell((), number, at, scope), lines=[Line(number, cell)]) for cell, at in made],
    )
