"""The lines that people type are laid out again as the Markdown that the library expects, each with its mark.

The library nests with four spaces, needs an empty line around everything, and knows no blocks. Here the text is walked
once, line by line. What it means to its author decides how it is written for the library; lines may be added, because a
mark and not its place tells where a line was typed. Code and blocks are lifted out, so that nothing in them is
mistaken for something else.

The blocks have the syntax of pymdown-extensions, but not its parser. Their first lines, options and ends must be found
here anyway, to tell an author on which line one is missing. A second parser that reads options as YAML, and that finds
the end of a block in its own way, could only disagree.
"""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from avksite.reading.markdown import blocks, destinations, footnotes, openers, typing_habits
from avksite.reading.markdown.draft import BlockPart, Code, Draft, Footnote, Line, QuotePart, Reference
from avksite.reading.markdown.ends import end_of_block, end_of_code, end_of_quote
from avksite.reading.markdown.laid_out import DEEPEST_LIST, LaidOut
from avksite.reading.markdown.positions import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST_QUOTE = 6
_CODE = 4
"""Spaces before code, and before what belongs to a footnote."""


def lay_out(lines: Sequence[Line], draft: Draft) -> str:
    """Return the lines as Markdown for the library; what is lifted out or defined goes into the draft."""
    return _Layout(lines, draft).run()


class _Layout:
    """Walks the lines from top to bottom; `at` is the line that comes next."""

    def __init__(self, lines: Sequence[Line], draft: Draft, *, quotes: int = 0, blocks_deep: int = 0) -> None:
        self.lines = list(lines)
        self.draft = draft
        self.quotes = quotes
        self.blocks_deep = blocks_deep
        self.at = 0
        self.above = ""
        """The last line above that was not empty."""
        self.out = LaidOut()
        self.too_deep: Counter[int] = Counter()
        """The slashes of blocks that are not made because they stand too deep."""

    def run(self) -> str:
        """Lay out all lines."""
        # The first step that knows a line takes it, and goes past it.
        steps = (
            self._blank,
            self._code,
            self._fence,
            self._block,
            self._block_end,
            self._heading,
            self._ruler,
            self._table,
            self._footnote,
            self._reference,
            self._quote,
            self._item,
            self._definition,
            self._more_text,
            self._underlined,
            self._text,
        )
        while self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.text.lstrip(" ")
            indent = len(line.text) - len(bare)
            any(step(line, bare, indent) for step in steps)
            self.above = bare or self.above
        return "\n".join(self.out.lines)

    def _inner(self, lines: Sequence[Line], *, quotes: int = 0, blocks_deep: int = 0) -> str:
        """Lay out lines that stand in something of their own."""
        inner = _Layout(lines, self.draft, quotes=self.quotes + quotes, blocks_deep=self.blocks_deep + blocks_deep)
        return inner.run()

    def _peek(self, ahead: int = 1) -> str:
        """Return another line without its indent."""
        return self.lines[self.at + ahead].text.lstrip(" ") if self.at + ahead < len(self.lines) else ""

    def _blank(self, line: Line, bare: str, indent: int) -> bool:
        del line, indent
        if bare:
            return False
        self.out.blank()
        self.at += 1
        return True

    def _code(self, line: Line, bare: str, indent: int) -> bool:
        del bare
        if self.out.paragraph or indent < _CODE:
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
        self.out.write_apart(self.draft.lift(Code(text, "", line.number)), depth)
        return True

    def _fence(self, line: Line, bare: str, indent: int) -> bool:
        fence = openers.read_fence(bare)
        if not fence:
            return False
        if fence.rest:
            openers.tell_code_name(fence, line.number, self.draft)
        depth = self.out.close(indent)
        end = end_of_code(self.lines, self.at, fence.sign)
        text = "\n".join(_dedented(other, indent).text for other in self.lines[self.at + 1 : end])
        if end == len(self.lines):
            openers.report_open_code(fence.sign, line.number, self.draft)
        self.at = end + 1
        self.out.write_apart(self.draft.lift(Code(text, fence.language, line.number)), depth)
        return True

    def _block(self, line: Line, bare: str, indent: int) -> bool:
        opener = blocks.read_opener(bare)
        if not opener:
            return False
        depth = self.out.close(indent)
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
        part = BlockPart(opener.name, opener.title, options.values, options.lines, content, line.number)
        self.at = end + 1
        self.out.write_apart(self.draft.lift(part), depth)
        return True

    def _block_end(self, line: Line, bare: str, indent: int) -> bool:
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

    def _heading(self, line: Line, bare: str, indent: int) -> bool:
        heading = openers.read_heading(bare)
        if not heading:
            return False
        if heading.id:
            self.draft.heading_ids[line.number] = heading.id
        self.at += 1
        self.out.write_apart(f"{'#' * heading.level} {heading.text} {mark(line.number)}", self.out.close(indent))
        return True

    def _ruler(self, line: Line, bare: str, indent: int) -> bool:
        del line
        if not openers.is_ruler(bare):
            return False
        self.at += 1
        self.out.write_apart("---", self.out.close(indent))
        return True

    def _table(self, line: Line, bare: str, indent: int) -> bool:
        if not openers.is_table(bare, self._peek()):
            return False
        depth = self.out.close(indent)
        self.out.write(f"{bare.rstrip(' ')} {mark(line.number)}", depth, apart=True)
        self.out.write(self._peek(), depth)
        self.at += 2
        while openers.is_row(row := self._peek(0)):
            self.out.write(f"{row.rstrip(' ')} {mark(self.lines[self.at].number)}", depth)
            self.at += 1
        self.out.end()
        return True

    def _footnote(self, line: Line, bare: str, indent: int) -> bool:
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

    def _reference(self, line: Line, bare: str, indent: int) -> bool:
        del indent
        if self.out.paragraph or not bare.startswith("["):
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
        self.out.gap = True
        return True

    def _quote(self, line: Line, bare: str, indent: int) -> bool:
        if not bare.startswith(">"):
            return False
        if self.quotes >= _DEEPEST_QUOTE:
            typing_habits.tell_deep(line.number, self.draft)
            self.lines[self.at] = Line(line.number, " " * indent + bare.lstrip("> "))
            return True
        depth = self.out.close(indent)
        end = end_of_quote(self.lines, self.at)
        inner = [_unquoted(other) for other in self.lines[self.at : end]]
        self.at = end
        self.out.write_apart(self.draft.lift(QuotePart(self._inner(inner, quotes=1), line.number)), depth)
        return True

    def _item(self, line: Line, bare: str, indent: int) -> bool:
        marker = typing_habits.read_marker(bare)
        column = indent + marker.width if marker else indent
        indent = self.out.snapped(marker, indent) if marker else indent
        if not marker or not self._starts_here(marker, indent, bare[marker.width :]):
            return False
        if self.out.paragraph and not self.out.is_list and not self.out.goes_on_with(marker, indent):
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
        self.out.write_item(line, "" if is_special else rest, marker, indent, column)
        if is_special:
            self.lines[self.at] = Line(line.number, " " * column + rest)
        else:
            self.at += 1
        return True

    def _starts_here(self, marker: typing_habits.Marker, indent: int, rest: str) -> bool:
        """Tell whether an item starts here, or a text that only begins with its sign."""
        goes_on, nests = self.out.goes_on_with(marker, indent), self.out.nests(indent)
        if not self.out.paragraph:
            return goes_on or nests or typing_habits.is_item(marker, self.above, self._peek())
        if typing_habits.is_sentence(marker, rest, self.above, self._peek(), in_list=goes_on):
            return False
        # Text that runs on inside an item is a paragraph like any other.
        open_sign = "" if nests else self.out.open_sign
        return goes_on or typing_habits.interrupts(marker, rest, self.above, self._peek(), open_sign)

    def _definition(self, line: Line, bare: str, indent: int) -> bool:
        text = openers.read_definition(bare)
        if not text or not self.out.term:
            return False
        is_special = openers.SPECIAL.match(text) is not None
        self.out.write_definition(line, "" if is_special else text, indent)
        if is_special:
            self.lines[self.at] = Line(line.number, " " * (indent + _CODE) + text)
        else:
            self.at += 1
        return True

    def _more_text(self, line: Line, bare: str, indent: int) -> bool:
        del indent
        if not self.out.paragraph or self._is_term() or self._is_caption(bare):
            return False
        self.out.write_more(line, bare)
        self.at += 1
        return True

    def _is_term(self) -> bool:
        """Tell whether the line below a definition is the next word that is explained."""
        items = self.out.items
        return bool(items) and items[-1].is_definition and openers.read_definition(self._peek()) != ""

    def _is_caption(self, bare: str) -> bool:
        return bare.startswith("Tabel:") and openers.is_table(self._peek(), self._peek(2))

    def _underlined(self, line: Line, bare: str, indent: int) -> bool:
        level = openers.underline_level(self._peek())
        if not level:
            return False
        if typing_habits.is_sentence_above_line(bare):
            typing_habits.tell_line_below(self._peek().rstrip(" "), line.number, self.draft)
            depth = self.out.close(indent)
            self.out.write_text(line, bare, depth, apart=self.out.paragraph)
            self.out.write_apart("---", depth)
            self.at += 2
            return True
        self.at += 2
        self.out.write_apart(f"{'#' * level} {bare.rstrip(' ')} {mark(line.number)}", self.out.close(indent))
        return True

    def _text(self, line: Line, bare: str, indent: int) -> bool:
        self.out.write_text(line, bare, self.out.close(indent), apart=self.out.paragraph)
        self.at += 1
        return True


def _unquoted(line: Line) -> Line:
    return Line(line.number, line.text.lstrip(" ").removeprefix(">").removeprefix(" "))


def _is_blank(line: Line) -> bool:
    return not line.text.strip(" ")


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


def _dedented(line: Line, indent: int) -> Line:
    return Line(line.number, line.text[min(indent, _indent(line)) :])
