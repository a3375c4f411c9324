"""The lines that people type are laid out again as the Markdown that the library expects, each with its mark.

The library nests with four spaces, needs an empty line around everything, and knows no blocks. Here the text is walked
once, line by line. What it means to its author decides how it is written for the library; lines may be added, because a
mark and not its place tells where a line was typed. Code and blocks are lifted out, so that nothing in them is
mistaken for something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.reading import blocks, footnotes, openers, typing_habits
from avksite.reading.blocks import KINDS, Opener, read_end, read_opener
from avksite.reading.draft import BlockPart, Code, Draft, Footnote, Line, Target
from avksite.reading.openers import (
    LOOKALIKE,
    SPECIAL,
    is_rule,
    is_setext,
    is_table,
    read_definition,
    read_fence,
    read_footnote,
    read_heading,
    read_reference,
)
from avksite.reading.positions import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.reading.typing_habits import Marker

_DEEPEST_LIST = 8
_DEEPEST_QUOTE = 6


@dataclass(frozen=True, slots=True)
class _Item:
    """An open item of a list, or an open definition."""

    indent: int
    ordered: bool
    is_definition: bool = False

    @property
    def inside(self) -> int:
        """The indent from which a line belongs to it: two spaces is what people type."""
        return self.indent + 2

    @property
    def code(self) -> int:
        """The indent from which a line in it is code, as the library counts."""
        return self.indent + 8


def lay_out(lines: Sequence[Line], draft: Draft) -> str:
    """Return the lines as Markdown for the library; what is lifted out or defined goes into the draft."""
    return _Layout(lines, draft, quotes=0, nesting=0).run()


class _Layout:
    """Walks the lines from top to bottom; `at` is the line that comes next."""

    def __init__(self, lines: Sequence[Line], draft: Draft, *, quotes: int, nesting: int) -> None:
        self.lines = list(lines)
        self.draft = draft
        self.quotes = quotes
        self.nesting = nesting
        self.at = 0
        self.out: list[str] = []
        self.items: list[_Item] = []
        self.gap = False
        """Whether something must stay apart from what was written last."""
        self.paragraph = False
        """Whether the next line may go on with the text of the last one."""
        self.term = False
        """Whether a definition may follow."""
        self.text_depth = 0
        self.chunk_depth = 0
        """The depth of the first line since the last empty one: the library reads all below it relative to that."""
        self.chunk_is_list = False

    def run(self) -> str:
        steps = (
            self._blank,
            self._code,
            self._fence,
            self._block,
            self._block_end,
            self._heading,
            self._rule,
            self._table,
            self._footnote,
            self._reference,
            self._quote,
            self._item,
            self._definition,
        )
        while self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.text.lstrip(" ")
            indent = len(line.text) - len(bare)
            if not any(step(line, bare, indent) for step in steps):
                self._text(line, bare, indent)
        return "\n".join(self.out)

    # How a line is written.

    def _write(self, text: str, depth: int, *, apart: bool = False, is_item: bool = False) -> None:
        if self.out and (apart or self.gap or depth < self.chunk_depth):
            self.out.append("")
        if not self.out or not self.out[-1]:
            self.chunk_depth = depth
            self.chunk_is_list = is_item
        self.out.append("    " * depth + text)
        self.gap = False

    def _write_apart(self, text: str, depth: int) -> None:
        """Write something that is no running text and has empty lines around it."""
        self._write(text, depth, apart=True)
        self.gap = True
        self.paragraph = self.term = False

    def _text_of(self, line: Line, bare: str) -> str:
        """Return running text with its mark; two spaces at its end stay there, because they break the line."""
        text = bare.rstrip(" ")
        sign = mark(line.number)
        guard = sign if LOOKALIKE.match(text) else ""
        return f"{guard}{text} {sign}{'  ' if len(bare) - len(text) > 1 else ''}"

    def _depth(self, indent: int) -> int:
        """Return how many open items a line with this indent is inside of."""
        return next((depth for depth, item in enumerate(self.items) if indent < item.inside), len(self.items))

    def _close(self, indent: int) -> int:
        """Close the items that a line with this indent is outside of, and return how many stay open."""
        depth = self._depth(indent)
        del self.items[depth:]
        return depth

    def _peek(self, ahead: int = 1) -> str:
        return self.lines[self.at + ahead].text if self.at + ahead < len(self.lines) else ""

    # What a line can be. Each step tells whether the line was its own, and then has gone past it.

    def _blank(self, line: Line, bare: str, indent: int) -> bool:
        del line, indent
        if bare:
            return False
        self.gap = True
        self.paragraph = False
        self.at += 1
        return True

    def _code(self, line: Line, bare: str, indent: int) -> bool:
        del bare
        if self.paragraph or indent < 4:  # noqa: PLR2004  less is never code
            return False
        depth = self._depth(indent)
        margin = self.items[depth - 1].code if depth else 4
        if indent < margin:
            return False
        self._close(indent)
        end = last = self.at
        while end < len(self.lines) and (not self.lines[end].text.strip() or _indent(self.lines[end]) >= margin):
            last = end if self.lines[end].text.strip() else last
            end += 1
        text = "\n".join(other.text[margin:] for other in self.lines[self.at : last + 1])
        self.at = last + 1
        self._write_apart(self.draft.lift(Code(text, "", line.number)), depth)
        return True

    def _fence(self, line: Line, bare: str, indent: int) -> bool:
        fence = read_fence(bare)
        if not fence:
            return False
        depth = self._close(indent)
        end = self._end_of_fence(fence.sign)
        text = "\n".join(_dedented(other, indent).text for other in self.lines[self.at + 1 : end])
        if end == len(self.lines):
            openers.report_open_code(fence.sign, line.number, self.draft)
        self.at = end + 1
        self._write_apart(self.draft.lift(Code(text, fence.language, line.number)), depth)
        return True

    def _end_of_fence(self, sign: str, start: int | None = None) -> int:
        """Return the index of the line that closes the code which opens at `start`."""
        first = self.at if start is None else start
        for index in range(first + 1, len(self.lines)):
            text = self.lines[index].text.strip(" ")
            if text.startswith(sign) and not text.strip(sign[0]):
                return index
        return len(self.lines)

    def _block(self, line: Line, bare: str, indent: int) -> bool:
        opener = read_opener(bare)
        if not opener:
            return False
        if self.nesting >= blocks.DEEPEST:
            blocks.report_deep(opener, line.number, self.draft)
            return False
        depth = self._close(indent)
        end = self._end_of_block(opener)
        inner = [_dedented(other, indent) for other in self.lines[self.at + 1 : end]]
        if end == len(self.lines):
            blocks.report_open(opener, line.number, self.draft)
        options = blocks.read_options(KINDS.get(opener.name), inner, self.draft)
        blocks.check_block(opener, options, line.number, self.draft)
        content = inner[options.taken :]
        if (kind := KINDS.get(opener.name)) and end < len(self.lines):
            blocks.check_content(kind, content, line.number, self.draft)
        laid_out = _Layout(content, self.draft, quotes=self.quotes, nesting=self.nesting + 1).run()
        part = BlockPart(opener.name, opener.title, options.values, options.lines, laid_out, line.number)
        self.at = end + 1
        self._write_apart(self.draft.lift(part), depth)
        return True

    def _end_of_block(self, opener: Opener) -> int:
        """Return the index of the line that ends the block which opens here.

        The end of a block inside it is recognised first, so a block inside needs no other number of slashes.
        """
        open_blocks = [opener.slashes]
        index = self.at + 1
        while index < len(self.lines):
            bare = self.lines[index].text.lstrip(" ")
            if fence := read_fence(bare):
                index = self._end_of_fence(fence.sign, index)
            elif slashes := read_end(bare):
                if slashes in open_blocks:
                    while open_blocks.pop() != slashes:
                        pass
                if not open_blocks:
                    return index
            elif inner := read_opener(bare):
                open_blocks.append(inner.slashes)
            index += 1
        return len(self.lines)

    def _block_end(self, line: Line, bare: str, indent: int) -> bool:
        if not read_end(bare):
            return False
        blocks.report_stray_end(bare.strip(), line.number, self.draft)
        self._close(indent)
        self.at += 1
        self.gap = True
        self.paragraph = False
        return True

    def _heading(self, line: Line, bare: str, indent: int) -> bool:
        heading = read_heading(bare)
        if not heading:
            return False
        if heading.id:
            self.draft.heading_ids[line.number] = heading.id
        self.at += 1
        self._write_apart(f"{'#' * heading.level} {heading.text} {mark(line.number)}", self._close(indent))
        return True

    def _rule(self, line: Line, bare: str, indent: int) -> bool:
        del line
        if not is_rule(bare):
            return False
        self.at += 1
        self._write_apart("---", self._close(indent))
        return True

    def _table(self, line: Line, bare: str, indent: int) -> bool:
        del line
        if not is_table(bare, self._peek().strip(" ")):
            return False
        depth = self._close(indent)
        first = self.at
        while self.at < len(self.lines) and "|" in self.lines[self.at].text:
            row = self.lines[self.at]
            is_ruler = self.at == first + 1
            text = row.text.strip(" ") if is_ruler else f"{row.text.strip(' ')} {mark(row.number)}"
            self._write(text, depth, apart=self.at == first)
            self.at += 1
        self.gap = True
        self.paragraph = self.term = False
        return True

    def _footnote(self, line: Line, bare: str, indent: int) -> bool:
        found = read_footnote(bare) if not self.nesting and not self.quotes else None
        if not found:
            return False
        self._close(indent)
        end = self.at + 1
        last = self.at
        while end < len(self.lines):
            text = self.lines[end].text
            if text.strip():
                lazy = last == end - 1 and not SPECIAL.match(text.lstrip(" ")) and not read_footnote(text.lstrip(" "))
                if not (_indent(self.lines[end]) >= 4 or lazy):  # noqa: PLR2004  as the library asks
                    break
                last = end
            end += 1
        inner = [Line(line.number, found.text), *(_dedented(other, 4) for other in self.lines[self.at + 1 : last + 1])]
        self.at = last + 1
        self.gap = True
        self.paragraph = self.term = False
        content = _Layout(inner, self.draft, quotes=self.quotes, nesting=self.nesting + 1).run()
        if found.id in self.draft.footnotes:
            footnotes.report_double(found.id, line.number, self.draft)
        else:
            self.draft.footnotes[found.id] = Footnote(content, line.number)
        return True

    def _reference(self, line: Line, bare: str, indent: int) -> bool:
        del line, indent
        found = None if self.paragraph else read_reference(bare)
        if not found:
            return False
        self.draft.references.setdefault(found.id, Target(found.address, found.title))
        self.at += 1
        self.gap = True
        return True

    def _quote(self, line: Line, bare: str, indent: int) -> bool:
        del line
        if not bare.startswith(">") or self.quotes >= _DEEPEST_QUOTE:
            return False
        depth = self._close(indent)
        inner: list[Line] = []
        while self.at < len(self.lines):
            quoted = self.lines[self.at].text.lstrip(" ")
            if not quoted.startswith(">") and (not inner[-1].text.strip() or SPECIAL.match(quoted) or not quoted):
                break
            inner.append(Line(self.lines[self.at].number, quoted.removeprefix(">").removeprefix(" ")))
            self.at += 1
        content = _Layout(inner, self.draft, quotes=self.quotes + 1, nesting=self.nesting).run()
        for index, text in enumerate(content.split("\n")):
            self._write(f"> {text}".rstrip(" ") if not text else f"> {text}", depth, apart=not index)
        self.gap = True
        self.paragraph = self.term = False
        return True

    def _item(self, line: Line, bare: str, indent: int) -> bool:
        marker = typing_habits.read_marker(bare)
        if not marker:
            return False
        if self.paragraph and not typing_habits.interrupts(
            marker, self._peek(-1), self._peek(), list_open=self.chunk_is_list
        ):
            return False
        if self.paragraph and not self.chunk_is_list:
            typing_habits.tell_glued(line.number, self.draft)
        rest = bare[marker.width :]
        typing_habits.tell_marker(marker, rest, line.number, self.draft)
        changed = self._open_item(marker, indent)
        depth = len(self.items) - 1
        nested = SPECIAL.match(rest) is not None and len(self.items) < _DEEPEST_LIST
        text = mark(line.number) if nested else self._text_of(line, rest.lstrip(" "))
        self._write(f"{marker.canonical} {text}", depth, apart=changed or not self.chunk_is_list, is_item=True)
        self.text_depth = depth
        self.term = False
        self.paragraph = not nested and bool(rest.strip())
        if nested:
            # What follows the sign is something of its own; it is read again as a line inside the item.
            self.lines[self.at] = Line(line.number, " " * (indent + 2) + rest.lstrip(" "))
        else:
            self.at += 1
        return True

    def _open_item(self, marker: Marker, indent: int) -> bool:
        """Open an item at the right depth; tell whether a list of another kind ended for it."""
        while self.items:
            top = self.items[-1]
            if indent >= top.inside and len(self.items) < _DEEPEST_LIST:
                self.items.append(_Item(indent, marker.ordered))
                return False
            if indent >= top.indent and not top.is_definition:
                self.items[-1] = _Item(top.indent, marker.ordered)
                return top.ordered != marker.ordered
            self.items.pop()
        self.items.append(_Item(indent, marker.ordered))
        return False

    def _definition(self, line: Line, bare: str, indent: int) -> bool:
        rest = read_definition(bare)
        if not rest or not self.term:
            return False
        depth = self._close(indent)
        self.items.append(_Item(indent, ordered=False, is_definition=True))
        self._write(f":   {self._text_of(line, rest)}", depth)
        self.text_depth = depth
        self.paragraph = self.term = True
        self.at += 1
        return True

    def _text(self, line: Line, bare: str, indent: int) -> None:
        following = self._peek().lstrip(" ")
        starts_term = self.paragraph and bool(self.items) and self.items[-1].is_definition and read_definition(following)
        starts_caption = bare.startswith("Tabel:") and is_table(following.rstrip(" "), self._peek(2).strip(" "))
        if self.paragraph and not starts_term and not starts_caption:
            self._write(self._text_of(line, bare), self.text_depth)
            self.at += 1
            return
        depth = self._close(indent)
        if level := is_setext(following):
            self._write_apart(f"{'#' * level} {bare.strip(' ')} {mark(line.number)}", depth)
            self.at += 2
            return
        self._write(self._text_of(line, bare), depth, apart=bool(starts_term or starts_caption) or self.chunk_is_list)
        self.text_depth = depth
        self.paragraph = self.term = True
        self.at += 1


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


def _dedented(line: Line, indent: int) -> Line:
    return Line(line.number, line.text[min(indent, _indent(line)) :])
