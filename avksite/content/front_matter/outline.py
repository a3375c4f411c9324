"""Parses indented keys and dashes into nested mappings and lists in which every value is still text.

This is the YAML that people write by hand, without types, anchors and tags. A colon, a quote, a bracket or a `#` in a
value is part of that value; a comment is a line that starts with `#`.
"""

from __future__ import annotations

import re

from avksite.content.front_matter import rows as wrong
from avksite.content.front_matter.rows import (
    BULLET,
    QUOTED_KEY,
    TAB,
    YamlLine,
    is_item,
    is_spaced_key,
    may_have_key,
    measure,
    pair,
    plain_key,
)
from avksite.content.front_matter.scalars import (
    MAX_DEPTH,
    QUOTATION,
    Loc,
    Nested,
    OneLineMapping,
    flow_value,
    is_empty,
    is_unclosed,
    joined_lines,
    quoted_text,
)
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Problem

_BLOCK_TEXT = regex(r"([|>])[+-]?([1-9])?[+-]?(?:\s+#.*)?")
_REMARK_BEHIND_QUOTE = regex(rf"({QUOTATION})\s+#.*")
_REMARK_BEHIND_BRACKET = regex(r"(.*[\]}])\s+#.*")
_REMARK_IN_LIST = regex(r"(?:^|\s)#.*")

MOST_KEYS = 40
"""Lines below the first item of a list in which its second one is sought."""
MAX_LINES = 200
"""Lines that a quoted text, or a list between brackets, may take."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read: the values, the line of every key and item, and the problems, without the path of their file."""

    values: dict[str, Nested]
    lines: dict[Loc, int]
    problems: list[Problem]
    is_lossy: bool
    """Whether a line was lost: it is not in the values."""


def read_outline(lines: list[str], first_line: int) -> Outline:
    """Read lines of which the first is at `first_line` of its file."""
    reader = _Reader(lines, first_line)
    values = reader.pairs(min((row.indent for row in reader.rows), default=0), (), 0)
    return Outline(values, reader.lines, reader.problems, reader.is_lossy)


def _without_remark(line: str) -> str:
    """Drop a comment after part of a list; a `#` between quotes is part of a text."""
    found = _REMARK_IN_LIST.search(line)
    return line if found is None or line[: found.start()].count('"') % 2 else line[: found.start()].rstrip()


class _Reader:
    """Reads the rows from top to bottom; `at` is the row that comes next."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.raw = lines
        self.first_line = first_line
        rows = (YamlLine(number, *measure(line), line) for number, line in enumerate(lines, first_line))
        self.rows = [row for row in rows if row.text and row.text[0] != "#"]
        self.at = 0
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []
        self.is_lossy = False
        self.column = 0
        """The indent of the keys of the last item: another item that lost its dash has the same one."""
        self.inner = 0
        """The indent of the last block, to which a line that fits nowhere probably belongs."""

    def _row(self, further: int = 0) -> YamlLine | None:
        """Return the row that comes next, or one further on."""
        at = self.at + further
        return self.rows[at] if at < len(self.rows) else None

    def _below_row(self, row: YamlLine) -> int:
        """Return the index of the line below a row."""
        return row.line - self.first_line + 1

    def _go_to(self, index: int) -> None:
        """Continue with the first row at or below a line."""
        while self.at < len(self.rows) and self.rows[self.at].line < self.first_line + index:
            self.at += 1

    def _skip(self, problem: Problem, indent: int) -> None:
        """Report the next row, and skip it with all that is indented further than `indent`."""
        self.problems.append(problem)
        self.is_lossy = True
        self.at += 1
        while (row := self._row()) and row.indent > indent:
            self.at += 1

    def pairs(self, indent: int, loc: Loc, depth: int) -> dict[str, Nested]:
        """Read the keys at one indent."""
        values: dict[str, Nested] = {}
        key_above: str | None = None
        is_in_list = bool(loc) and isinstance(loc[-1], int)
        while (row := self._row()) and row.indent >= indent:
            if row.indent > indent:
                self._skip(wrong.misplaced(row, max(indent, self.inner)), row.indent)
                continue
            found = pair(row.text)
            if is_in_list and (is_item(row.text) or (found and found[0] == next(iter(values), ""))):
                # The next item of the same list; its dash may be missing.
                break
            if found is None:
                self._skip(wrong.without_key(row, key_above, values.get(key_above or "")), row.indent)
                continue
            self.at += 1
            self.inner = indent
            key, rest = found
            place = (*loc, key)
            if key in values:  # parsed to skip its lines; the first one counts
                lines, self.lines = self.lines, {}
                self._value(rest, row, indent, place, depth)
                self.lines = lines
                self.problems.append(wrong.double(key, lines[place], row.line))
                continue
            self.lines[place] = row.line
            values[key] = self._value(rest, row, indent, place, depth)
            key_above = key
        self.inner = indent
        return values

    def _value(self, rest: str, row: YamlLine, indent: int, loc: Loc, depth: int) -> Nested:
        """Read the value after the key or dash at `indent`; the rows below it come next."""
        if not rest:
            return self._below(row, indent, loc, depth)
        found: Nested | None = None
        if rest[0] in "|>" and (block := _BLOCK_TEXT.fullmatch(rest)):
            found = self._block_text(block, row, indent)
        elif rest[0] in "\"'":
            found = self._quotation(rest, row, indent)
            if found is None and is_unclosed(rest):
                self.problems.append(wrong.unclosed(row, rest))
        elif rest[0] in "[{":
            found = self._flow(rest, row, indent, loc)
        return self._plain_text(rest, row, indent) if found is None else found

    def _below(self, row: YamlLine, indent: int, loc: Loc, depth: int) -> Nested:
        """Read what is below a key or dash without a value of its own."""
        below = self._row()
        if below is None or below.indent < indent:
            return ""
        if below.indent == indent:
            is_list = is_item(below.text) and not is_item(row.text)
            return self._items(indent, loc, depth + 1, beside_key=True) if is_list else ""
        if depth >= MAX_DEPTH:
            self._skip(wrong.too_deep(below), indent)
            return ""
        if (items := self._items_below(below, indent)) is not None:
            return self._items(items, loc, depth + 1)
        if self._is_mapping(below, indent):
            return self._mapping(below.indent, loc, depth + 1)
        self.at += 1
        return self._value(below.text, below, indent, loc, depth)

    def _items_below(self, first: YamlLine, owner: int) -> int | None:
        """Return the indent of the items of a list that starts here; the first may lack its dash."""
        if BULLET.match(first.text):
            return first.indent
        if not plain_key(first.text):
            return None
        has_value = True
        for row in self.rows[self.at : self.at + MOST_KEYS]:
            if row.indent <= owner:
                return None
            if row.indent <= first.indent and is_item(row.text) and (has_value or row.indent < first.indent):
                return row.indent
            if row.indent == first.indent and (found := pair(row.text)):
                has_value = found[1] != ""  # otherwise the items straight below belong to it
        return None

    def _mapping(self, indent: int, loc: Loc, depth: int) -> dict[str, Nested]:
        """Read the mapping that starts here; one of a single key also holds the text that it may be."""
        start = self.at
        values = self.pairs(indent, loc, depth)
        self.column = indent
        if len(values) == 1 and all(isinstance(value, str) for value in values.values()):
            return OneLineMapping(values, " ".join(row.text for row in self.rows[start : self.at]))
        return values

    def _is_mapping(self, row: YamlLine, indent: int) -> bool:
        """Return whether the rows below something at `indent`, starting with this one, are keys and not a text."""
        if row.text[0] in "[{":
            return False
        if row.text[0] in "\"'":
            return QUOTED_KEY.match(row.text) is not None
        if plain_key(row.text):
            return True
        if not may_have_key(row.text):
            return False
        for at in range(self.at + 1, len(self.rows)):
            other = self.rows[at]
            if other.indent <= indent:
                break
            if other.indent == row.indent and pair(other.text) is None:
                return False
        return True

    def _items(self, indent: int, loc: Loc, depth: int, *, beside_key: bool = False) -> list[Nested]:
        """Read the items at one indent."""
        items: list[Nested] = []
        while (row := self._row()) and row.indent >= indent:
            lost_dash = plain_key(row.text) and (not items or row.indent == self.column)
            dash = BULLET.match(row.text)
            problem = None
            if row.indent > indent and not lost_dash:
                problem = wrong.misplaced(row, max(indent, self.inner))
            elif dash is None and beside_key:
                break
            elif dash is None and items and "\t" in row.raw[: -len(row.text)]:
                problem = wrong.instead(row, wrong.WITH_TAB, row.text, self.column)
            elif dash is None and (not plain_key(row.text) or depth >= MAX_DEPTH):
                problem = wrong.instead(row, wrong.WITHOUT_DASH, f"- {row.text}", indent)
            if problem:
                self._skip(problem, row.indent)
                continue
            if dash is None:  # read as if its dash were there, so that there is one problem
                self.problems.append(wrong.instead(row, wrong.LOST_DASH, f"- {row.text}", indent))
            self.inner = indent
            place = (*loc, len(items))
            known = len(self.lines)
            self.lines[place] = row.line
            self.column = 0
            item = self._item(row, dash, place, depth) if dash else self._bare_item(row, place, depth)
            if is_empty(item):
                while len(self.lines) > known:
                    self.lines.popitem()
            else:
                items.append(item)
        self.inner = indent
        return items

    def _item(self, row: YamlLine, dash: re.Match[str], loc: Loc, depth: int) -> Nested:
        rest = row.text[dash.end() :]
        column = row.indent + (TAB if "\t" in dash[0] else dash.end())
        below = self._row(1)
        if dash[0] == "-" and below and below.indent > column and plain_key(rest):
            column = below.indent  # the space after the dash is missing, those before the keys below it are not
        inner = row._replace(indent=column, text=rest)
        if rest and depth < MAX_DEPTH:
            # What follows the dash is read as a row of its own, so that keys below it can join it.
            self.rows[self.at] = inner
            if is_item(rest):
                return self._items(column, loc, depth + 1)
            if self._is_mapping(inner, row.indent):
                return self._mapping(column, loc, depth + 1)
        self.at += 1
        return self._value(rest, row, row.indent, loc, depth)

    def _bare_item(self, row: YamlLine, loc: Loc, depth: int) -> dict[str, Nested]:
        """Read an item that lacks its dash: its other keys may be straight below the first, or indented."""
        below = self._row(1) or row
        column = max(below.indent, row.indent) if plain_key(below.text) else row.indent
        self.rows[self.at] = row._replace(indent=column)
        return self._mapping(column, loc, depth + 1)

    def _block_text(self, block: re.Match[str], row: YamlLine, indent: int) -> str:
        """Read a text below `|` (line for line) or `>` (as one paragraph)."""
        pieces: list[tuple[int, str]] = []
        end = self._below_row(row)
        for line in self.raw[end:]:
            column, text = measure(line)
            if text and column <= indent:
                break
            pieces.append((column, text))
        self._go_to(end + len(pieces))
        base = indent + int(block[2]) if block[2] else next((column for column, text in pieces if text), 0)
        lines = [" " * (column - base) + text if text else "" for column, text in pieces]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            del lines[0]
        return joined_lines(lines) if block[1] == ">" and lines else "\n".join(lines)

    def _quotation(self, rest: str, row: YamlLine, indent: int) -> str | None:
        remark = _REMARK_BEHIND_QUOTE.fullmatch(rest)
        quoted = quoted_text(remark[1] if remark else rest)
        if quoted is not None:
            return quoted
        pieces = [rest]
        below = self._below_row(row)
        for index, line in enumerate(self.raw[below : below + MAX_LINES], below):
            column, text = measure(line)
            if text and column <= indent and (is_item(text) or is_spaced_key(text)):
                break
            pieces.append(text)
            if text.endswith(rest[0]):
                quoted = quoted_text(joined_lines(pieces, in_double_quotes=rest[0] == '"'))
                if quoted is not None:
                    self._go_to(index + 1)
                    return quoted
        return None

    def _flow(self, rest: str, row: YamlLine, indent: int, loc: Loc) -> Nested | None:
        """Read a list or mapping between brackets, on one line or more; None when it is a text."""
        close = "]" if rest[0] == "[" else "}"
        rows = [row]
        remark = _REMARK_BEHIND_BRACKET.fullmatch(rest)
        text = remark[1] if remark and flow_value(remark[1]) else rest
        while not (text.endswith(close) and (found := flow_value(text))):
            below = self._row(len(rows) - 1)
            closes = below and below.indent == indent and below.text == close
            if below is None or len(rows) > MAX_LINES or not (below.indent > indent or closes):
                return None
            rows.append(below)
            # In a list over more lines, only a comment starts with a `#`.
            text = f"{_without_remark(text)}\n{_without_remark(below.text)}"
        value, marks = found
        value.typed = rest if len(rows) == 1 else text.replace("\n", " ")
        for place, offset in marks:
            self.lines[(*loc, *place)] = rows[text.count("\n", 0, offset)].line
        self.at += len(rows) - 1
        return value

    def _plain_text(self, rest: str, row: YamlLine, indent: int) -> str:
        """Read a text that may continue, indented further, on the lines below it."""
        pieces = [rest]
        above = row
        while (below := self._row()) and below.indent > indent:
            if is_item(below.text) or is_spaced_key(below.text):
                self._skip(wrong.below_value(below, row), below.indent)
                continue
            between = self.raw[self._below_row(above) : self._below_row(below) - 1]
            pieces += ["" for line in between if not line.strip()]
            pieces.append(below.text)
            above = below
            self.at += 1
        return joined_lines(pieces)
