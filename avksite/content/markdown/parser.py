"""The dialect of our authors, as an extension of Python-Markdown: a block processor for each thing a line can begin.

A text is walked once, line by line; what a line means to its author decides which block it makes or belongs to.

The blocks have the syntax of pymdown-extensions, but not its parser. Their first lines, options and ends must be found
here anyway, to tell an author on which line one is missing. A second parser that reads options as YAML, and that finds
the end of a block in its own way, could only disagree.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import Registry

from avksite.content.body import CodeBlock, ThematicBreak
from avksite.content.markdown import blocks, destinations, footnotes, openers, tables, typing_habits
from avksite.content.markdown.draft import (
    BlockPart,
    Draft,
    Footnote,
    HeadingDraft,
    Line,
    QuoteDraft,
    Reference,
    Running,
)
from avksite.content.markdown.ends import end_of_block, end_of_code, end_of_quote
from avksite.content.markdown.open_items import DEEPEST_LIST, Building

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from markdown.blockparser import BlockParser

    from avksite.content.markdown.draft import BlockDraft

_DEEPEST_QUOTE = 6
_CODE = 4
"""Spaces before code, and before what belongs to a footnote."""


def read_blocks(lines: Sequence[Line], draft: Draft) -> list[BlockDraft]:
    """Return the blocks that lines make; what is defined in them, and what is wrong, goes into the draft."""
    return _Walk(lines, draft).run()


class _Walk:
    """Walks the lines from top to bottom; `at` is the line that comes next."""

    def __init__(self, lines: Sequence[Line], draft: Draft, *, quotes: int = 0, blocks_deep: int = 0) -> None:
        self.lines = list(lines)
        self.draft = draft
        self.quotes = quotes
        self.blocks_deep = blocks_deep
        self.at = 0
        self.above = ""
        """The last line above that was not empty."""
        self.out = Building()
        self.too_deep: Counter[int] = Counter()
        """The slashes of blocks that are not made because they stand too deep."""

    def __len__(self) -> int:
        """Return how many lines are left: the library goes on as long as there are any."""
        return max(0, len(self.lines) - self.at)

    def __getitem__(self, index: int) -> Line:
        """Return one of the lines that are left."""
        return self.lines[self.at + index]

    def run(self) -> list[BlockDraft]:
        """Walk over all lines."""
        _parser().parseBlocks(self, self)  # type: ignore[arg-type]  # it asks whether there is a line, and for the next
        return self.out.content

    def take(self, step: Callable[[_Walk, Line, str, int], bool]) -> bool:
        """Offer the next line to one step; tell whether it was one for that step, which then went past it."""
        line = self.lines[self.at]
        bare = line.text.lstrip(" ")
        is_taken = step(self, line, bare, len(line.text) - len(bare))
        if is_taken:
            self.above = bare or self.above
        return is_taken

    def _inner(self, lines: Sequence[Line], *, quotes: int = 0, blocks_deep: int = 0) -> list[BlockDraft]:
        """Return the blocks of lines that stand in something of their own."""
        inner = _Walk(lines, self.draft, quotes=self.quotes + quotes, blocks_deep=self.blocks_deep + blocks_deep)
        return inner.run()

    def _peek(self, ahead: int = 1) -> str:
        """Return another line without its indent."""
        return self.lines[self.at + ahead].text.lstrip(" ") if self.at + ahead < len(self.lines) else ""

    def blank(self, line: Line, bare: str, indent: int) -> bool:
        del line, indent
        if bare:
            return False
        self.out.blank()
        self.at += 1
        return True

    def code(self, line: Line, bare: str, indent: int) -> bool:
        del bare
        if self.out.running or indent < _CODE:
            return False
        depth = self.out.depth(indent)
        margin = self.out.items[depth - 1].code if depth else _CODE
        if indent < margin:
            return False
        self.out.close(indent)
        end = at = self.at
        while at < len(self.lines) and (_is_blank(self.lines[at]) or _indent(self.lines[at]) >= margin):
            at += 1
            end = end if _is_blank(self.lines[at - 1]) else at
        text = "\n".join(other.text[margin:] for other in self.lines[self.at : end])
        typing_habits.tell_spaces(text, line.text, line.number, self.draft)
        self.at = end
        self.out.add(CodeBlock(text, "", line.number))
        return True

    def fence(self, line: Line, bare: str, indent: int) -> bool:
        fence = openers.read_fence(bare)
        if not fence:
            return False
        if fence.rest:
            openers.tell_code_name(fence, line.number, self.draft)
        self.out.close(indent)
        end = end_of_code(self.lines, self.at, fence.sign)
        text = "\n".join(_dedented(other, indent).text for other in self.lines[self.at + 1 : end])
        if end == len(self.lines):
            openers.report_open_code(fence.sign, line.number, self.draft)
        self.at = end + 1
        self.out.add(CodeBlock(text, fence.language, line.number))
        return True

    def block(self, line: Line, bare: str, indent: int) -> bool:
        opener = blocks.read_opener(bare)
        if not opener:
            return False
        self.out.close(indent)
        if self.blocks_deep >= blocks.DEEPEST:
            blocks.report_deep(opener, line.number, self.draft)
            self.too_deep[opener.slashes] += 1
            self.out.end()
            self.at += 1
            return True
        end = end_of_block(self.lines, self.at, opener.slashes)
        inner = [_dedented(other, indent) for other in self.lines[self.at + 1 : end]]
        is_closed = end < len(self.lines)
        options = blocks.read_block(opener, Line(line.number, bare), inner, self.draft, is_closed=is_closed)
        content = self._inner(inner[options.taken :], blocks_deep=1)
        self.at = end + 1
        self.out.add(BlockPart(opener.name, opener.title, options.values, options.lines, content, line.number))
        return True

    def block_end(self, line: Line, bare: str, indent: int) -> bool:
        slashes = blocks.read_end(bare)
        if not slashes:
            return False
        if self.too_deep[slashes]:
            self.too_deep[slashes] -= 1
        else:
            blocks.report_stray_end(bare.strip(" "), line.number, self.draft)
        self.out.close(indent)
        self.out.end()
        self.at += 1
        return True

    def heading(self, line: Line, bare: str, indent: int) -> bool:
        heading = openers.read_heading(bare)
        if not heading:
            return False
        if heading.id:
            self.draft.heading_ids.append(heading.id)
        self.at += 1
        self._add(HeadingDraft(heading.level, heading.id, Line(line.number, heading.text)), indent)
        return True

    def ruler(self, line: Line, bare: str, indent: int) -> bool:
        if not openers.is_ruler(bare):
            return False
        self.at += 1
        self._add(ThematicBreak(line.number), indent)
        return True

    def table(self, line: Line, bare: str, indent: int) -> bool:
        if not openers.is_table(bare, self._peek()) or not (table := tables.read_table(line, self._peek())):
            return False
        self.at += 2
        while openers.is_row(row := self._peek(0)):
            tables.read_row(table, Line(self.lines[self.at].number, row), self.draft)
            self.at += 1
        self._add(table, indent)
        return True

    def footnote(self, line: Line, bare: str, indent: int) -> bool:
        # A note is a matter of the whole text: in a quotation or a block it would be lost when that is shown alone.
        note = openers.read_footnote(bare) if not self.quotes and not self.blocks_deep else None
        if not note:
            return False
        self.out.close(indent)
        end = self._end_of_footnote()
        inner = [Line(line.number, note.text), *(_dedented(other, _CODE) for other in self.lines[self.at + 1 : end])]
        content = self._inner(inner, blocks_deep=1)
        if note.id in self.draft.footnotes:
            footnotes.report_double(note.id, line.number, self.draft)
        else:
            self.draft.footnotes[note.id] = Footnote(content, line.number)
        self.at = end
        self.out.end()
        return True

    def _end_of_footnote(self) -> int:
        """Return the index of the first line that does not belong to the footnote here."""
        end = self.at + 1
        for index in range(self.at + 1, len(self.lines)):
            other = self.lines[index]
            if _is_blank(other):
                continue
            goes_on = index == end and not openers.SPECIAL.match(other.text.lstrip(" "))
            if not goes_on and _indent(other) < _CODE:
                break
            end = index + 1
        return end

    def reference(self, line: Line, bare: str, indent: int) -> bool:
        del indent
        if self.out.running or not bare.startswith("["):
            return False
        below = [other.text.strip(" ") for other in self.lines[self.at + 1 : self.at + destinations.LONGEST_DEFINITION]]
        more = takewhile(lambda text: text and not openers.SPECIAL.match(text), below)
        found = destinations.read_definition([bare.rstrip(" "), *more], self.draft.named)
        if not found:
            return False
        first = self.draft.references.setdefault(found.id, Reference(found, line.number))
        if first.definition.destination != found.destination:
            destinations.report_double(found, line.number, self.draft)
        self.at += found.lines
        return True

    def quote(self, line: Line, bare: str, indent: int) -> bool:
        if not bare.startswith(">"):
            return False
        if self.quotes >= _DEEPEST_QUOTE:
            typing_habits.tell_deep(line.number, self.draft)
            self.lines[self.at] = Line(line.number, " " * indent + bare.lstrip("> "))
            return True
        end = end_of_quote(self.lines, self.at)
        inner = [_unquoted(other) for other in self.lines[self.at : end]]
        self.at = end
        self._add(QuoteDraft(line.number, self._inner(inner, quotes=1)), indent)
        return True

    def item(self, line: Line, bare: str, indent: int) -> bool:
        marker = typing_habits.read_marker(bare)
        column = indent + marker.width if marker else indent
        indent = self.out.snapped(marker, indent) if marker else indent
        if not marker or not self._starts_here(marker, indent, bare[marker.width :]):
            return False
        if self.out.running and not self.out.is_list and not self.out.goes_on_with(marker, indent):
            typing_habits.tell_glued(line.number, self.draft)
        rest = bare[marker.width :]
        if marker.typed not in {item.sign for item in self.out.items}:  # one mention is enough for a list
            typing_habits.tell_marker(marker, rest, line.number, self.draft)
        if self.out.is_too_deep(indent):
            typing_habits.tell_deep(line.number, self.draft)
        # What follows the sign may be something of its own; it is read again as a line inside the item.
        is_special = openers.SPECIAL.match(rest) is not None
        if is_special and len(self.out.items) >= DEEPEST_LIST - 1:
            typing_habits.tell_deep(line.number, self.draft)
            is_special = False
        text = "" if is_special else _ended(rest)
        self.out.add_item(Line(line.number, text), marker, indent, column)
        if is_special:
            self.lines[self.at] = Line(line.number, " " * column + rest)
        else:
            self.at += 1
        return True

    def _starts_here(self, marker: typing_habits.Marker, indent: int, rest: str) -> bool:
        """Tell whether an item starts here, or a text that only begins with its sign."""
        goes_on, nests = self.out.goes_on_with(marker, indent), self.out.nests(indent)
        if not self.out.running:
            return goes_on or nests or typing_habits.is_item(marker, self.above, self._peek())
        if typing_habits.is_sentence(marker, rest, self.above, self._peek(), in_list=goes_on):
            return False
        # Text that runs on inside an item is a paragraph like any other.
        open_sign = "" if nests else self.out.open_sign
        return goes_on or typing_habits.interrupts(marker, rest, self.above, self._peek(), open_sign)

    def definition(self, line: Line, bare: str, indent: int) -> bool:
        text = openers.read_definition(bare)
        if not text or not self.out.term:
            return False
        is_special = openers.SPECIAL.match(text) is not None
        self.out.add_definition(Line(line.number, "" if is_special else _ended(text)), indent)
        if is_special:
            self.lines[self.at] = Line(line.number, " " * (indent + _CODE) + text)
        else:
            self.at += 1
        return True

    def more_text(self, line: Line, bare: str, indent: int) -> bool:
        del indent
        if not self.out.running or self._is_term() or self._is_caption(bare):
            return False
        self.out.add_more(Line(line.number, _ended(bare)))
        self.at += 1
        return True

    def _is_term(self) -> bool:
        """Tell whether the line below a definition is the next word that is explained."""
        items = self.out.items
        return bool(items) and items[-1].is_definition and openers.read_definition(self._peek()) != ""

    def _is_caption(self, bare: str) -> bool:
        return bare.startswith("Tabel:") and openers.is_table(self._peek(), self._peek(2))

    def underlined(self, line: Line, bare: str, indent: int) -> bool:
        level = openers.underline_level(self._peek())
        if not level:
            return False
        if typing_habits.is_sentence_above_line(bare):
            typing_habits.tell_line_below(self._peek().rstrip(" "), line.number, self.draft)
            self._add(Running([Line(line.number, bare.rstrip(" "))]), indent)
            self.out.add(ThematicBreak(line.number + 1))
        else:
            self._add(HeadingDraft(level, "", Line(line.number, bare.rstrip(" "))), indent)
        self.at += 2
        return True

    def text(self, line: Line, bare: str, indent: int) -> bool:
        self.out.close(indent)
        self.out.add_text(Line(line.number, _ended(bare)))
        self.at += 1
        return True

    def _add(self, block: BlockDraft, indent: int) -> None:
        self.out.close(indent)
        self.out.add(block)


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
    _Walk.reference,
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

    def __init__(self, parser: BlockParser, step: Callable[[_Walk, Line, str, int], bool]) -> None:
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


def _unquoted(line: Line) -> Line:
    return Line(line.number, line.text.lstrip(" ").removeprefix(">").removeprefix(" "))


def _ended(text: str) -> str:
    """Return a line of running text without the spaces at its end, but for the two that break it."""
    words = text.rstrip(" ")
    return f"{words}  " if len(text) - len(words) > 1 else words


def _is_blank(line: Line) -> bool:
    return not line.text.strip(" ")


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


def _dedented(line: Line, indent: int) -> Line:
    return Line(line.number, line.text[min(indent, _indent(line)) :])
