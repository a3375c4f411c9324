"""Indented lines of keys and dashes become nested mappings and lists in which every value is still text.

This is the YAML that people write by hand, without types, anchors and tags. A colon, a quote, a bracket or a `#` in a
value is part of that value; a comment is a line that starts with `#`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from avksite.content.front_matter import flaws
from avksite.content.front_matter.flaws import Flaw
from avksite.content.front_matter.rows import (
    BULLET,
    QUOTED_KEY,
    TAB,
    Row,
    is_item,
    is_spaced_key,
    may_have_key,
    measure,
    pair,
    plain_key,
)
from avksite.content.front_matter.scalars import (
    MAX_DEPTH,
    Loc,
    OneLineMapping,
    flow_value,
    folded,
    folded_quotation,
    is_empty,
    is_unclosed,
    quoted_text,
)
from avksite.problems import Fix

_BLOCK_TEXT = re.compile(r"([|>])[+-]?([1-9])?[+-]?(?:\s+#.*)?")
_REMARK_BEHIND_QUOTE = re.compile(r"""((?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'))\s+#.*""")
_REMARK_BEHIND_BRACKET = re.compile(r"(.*[\]}])\s+#.*")
_REMARK_IN_LIST = re.compile(r"(?:^|\s)#.*")

MOST_KEYS = 40
"""Lines below the first of a list in which its second item is looked for."""
MAX_LINES = 200
"""Lines that a quotation, or a list between brackets, may take."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read: the values, the line of every key and item, and the lines that could not be read."""

    values: dict[str, Any]
    lines: dict[Loc, int]
    flaws: tuple[Flaw, ...]


def read_outline(lines: list[str], first_line: int) -> Outline:
    """Read lines of which the first stands on `first_line` of its file."""
    reader = _Reader(lines, first_line)
    values = reader.read()
    return Outline(values, reader.lines, tuple(reader.flaws))


def _without_remark(line: str) -> str:
    """Drop a remark behind part of a list; a number sign between quotes is part of a text."""
    found = _REMARK_IN_LIST.search(line)
    return line if found is None or line[: found.start()].count('"') % 2 else line[: found.start()].rstrip()


class _Reader:
    """Reads the rows from top to bottom; `at` is the row that comes next."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.raw = lines
        self.first_line = first_line
        measured = ((index, *measure(line)) for index, line in enumerate(lines))
        self.rows = [Row(*row) for row in measured if row[2] and row[2][0] != "#"]
        self.at = 0
        self.lines: dict[Loc, int] = {}
        self.flaws: list[Flaw] = []
        self.column = 0
        """The indent of the keys of the item that was read last: another item that lost its dash stands there too."""
        self.inner = 0
        """The indent of the block that was read last: where a line that fits nowhere probably belongs."""

    def read(self) -> dict[str, Any]:
        """Read everything."""
        values: dict[str, Any] = {}
        self._pairs(values, min((row.indent for row in self.rows), default=0), (), 0)
        return values

    def _next(self) -> Row | None:
        return self.rows[self.at] if self.at < len(self.rows) else None

    def _line(self, row: Row) -> int:
        return self.first_line + row.line

    def _go_to(self, index: int) -> None:
        """Go on with the first row at or below a line."""
        while self.at < len(self.rows) and self.rows[self.at].line < index:
            self.at += 1

    def _pairs(self, values: dict[str, Any], indent: int, loc: Loc, depth: int) -> None:
        """Read the keys at one indent into `values`."""
        key_above: str | None = None
        while (row := self._next()) and row.indent >= indent:
            if row.indent > indent:
                self._misplaced(row, indent)
                continue
            found = pair(row.text)
            if (
                loc
                and isinstance(loc[-1], int)
                and (is_item(row.text) or (found and found[0] == next(iter(values), "")))
            ):
                # The next item of the list that this is an item of; its dash may have been lost.
                break
            if found is None:
                self._flaw(row, flaws.without_key(row, key_above, values.get(key_above or "")))
                continue
            self.at += 1
            self.inner = indent
            key, rest = found
            if key in values:
                self._read_double(key, rest, row, loc, depth)
                continue
            place = (*loc, key)
            self.lines[place] = self._line(row)
            values[key] = self._value(rest, row, indent, place, depth)
            key_above = key
        self.inner = indent

    def _read_double(self, key: str, rest: str, row: Row, loc: Loc, depth: int) -> None:
        """Read a key that is there already, for the lines it takes; the first one counts."""
        lines, self.lines = self.lines, {}
        self._value(rest, row, row.indent, (*loc, key), depth)
        self.lines = lines
        first, second = self.lines[(*loc, key)], self._line(row)
        self.flaws.append(flaws.double(key, first, second))

    def _value(self, rest: str, row: Row, indent: int, loc: Loc, depth: int) -> Any:  # noqa: ANN401
        """Read what stands behind the key or dash at `indent`; the rows below it come next."""
        if not rest:
            return self._below(row, indent, loc, depth)
        mark = rest[0]
        if mark in "|>" and (block := _BLOCK_TEXT.fullmatch(rest)):
            return self._block_text(block, row, indent)
        if mark in "\"'":
            quoted = self._quotation(rest, row, indent)
            if quoted is not None:
                return quoted
            if is_unclosed(rest):
                self.flaws.append(flaws.unclosed(self._line(row), row.text, rest))
        elif mark in "[{":
            flow = self._flow(rest, row, indent, loc)
            if flow is not None:
                return flow
        return self._plain_text(rest, row, indent)

    def _below(self, row: Row, indent: int, loc: Loc, depth: int) -> Any:  # noqa: ANN401
        """Read what stands below a key or dash that has nothing behind it."""
        below = self._next()
        if below is None or below.indent < indent:
            return ""
        is_key = not is_item(row.text)
        if below.indent == indent:
            return self._items(indent, loc, depth + 1, beside_key=True) if is_key and is_item(below.text) else ""
        if depth >= MAX_DEPTH:
            self._flaw(below, flaws.too_deep())
            self._skip(indent)
            return ""
        if (items := self._items_below(below, indent)) is not None:
            return self._items(items, loc, depth + 1)
        if self._is_mapping(below, indent):
            return self._mapping(below.indent, loc, depth + 1)
        self.at += 1
        return self._value(below.text, below, indent, loc, depth)

    def _items_below(self, first: Row, owner: int) -> int | None:
        """Return the indent of the items of a list that starts here; the first of them may have lost its dash."""
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
                has_value = found[1] != ""  # else the items straight below are its own
        return None

    def _mapping(self, indent: int, loc: Loc, depth: int) -> dict[str, Any]:
        """Read the mapping that starts here; if it is a single key, the text it might be goes with it."""
        start = self.at
        values: dict[str, Any] = {}
        self._pairs(values, indent, loc, depth)
        self.column = indent
        if len(values) == 1 and all(isinstance(value, str) for value in values.values()):
            return OneLineMapping(values, " ".join(row.text for row in self.rows[start : self.at]))
        return values

    def _is_mapping(self, row: Row, indent: int) -> bool:
        """Say whether the rows below something at `indent`, of which this is the first, are keys and not a text."""
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

    def _items(self, indent: int, loc: Loc, depth: int, *, beside_key: bool = False) -> list[Any]:
        """Read the items at one indent."""
        items: list[Any] = []
        while (row := self._next()) and row.indent >= indent:
            lost_dash = plain_key(row.text) and (not items or row.indent == self.column)
            if row.indent > indent and not lost_dash:
                self._misplaced(row, indent)
                continue
            dash = BULLET.match(row.text)
            if dash is None:
                if beside_key:
                    break
                if items and "\t" in self.raw[row.line][: -len(row.text)]:
                    self._flaw(row, flaws.tab(row, self.column))
                    continue
                if not plain_key(row.text) or depth >= MAX_DEPTH:
                    self._flaw(row, flaws.without_dash(row, indent))
                    continue
                # What lost its dash is read as if it were there, so that it is one mistake.
                self.flaws.append(flaws.lost_dash(self._line(row), self.raw[row.line], row.text, indent))
            self.inner = indent
            place = (*loc, len(items))
            known = len(self.lines)
            self.lines[place] = self._line(row)
            self.column = 0
            item = self._item(row, dash, place, depth) if dash else self._bare_item(row, place, depth)
            if is_empty(item):
                while len(self.lines) > known:
                    self.lines.popitem()
            else:
                items.append(item)
        self.inner = indent
        return items

    def _item(self, row: Row, dash: re.Match[str], loc: Loc, depth: int) -> Any:  # noqa: ANN401
        rest = row.text[dash.end() :]
        column = row.indent + (TAB if "\t" in dash[0] else dash.end())
        below = self.rows[self.at + 1] if self.at + 1 < len(self.rows) else None
        if dash[0] == "-" and below and below.indent > column and plain_key(rest):
            column = below.indent  # the space behind the dash was forgotten, those in front of the keys below it not
        inner = Row(row.line, column, rest)
        if rest and depth < MAX_DEPTH:
            # What follows the dash is read as a row of its own, so that keys below it can join it.
            self.rows[self.at] = inner
            if is_item(rest):
                return self._items(column, loc, depth + 1)
            if self._is_mapping(inner, row.indent):
                return self._mapping(column, loc, depth + 1)
        self.at += 1
        return self._value(rest, row, row.indent, loc, depth)

    def _bare_item(self, row: Row, loc: Loc, depth: int) -> dict[str, Any]:
        """Read an item that lost its dash: its keys may stand straight below the first, or where they would be."""
        below = self.rows[self.at + 1] if self.at + 1 < len(self.rows) else row
        column = max(below.indent, row.indent) if plain_key(below.text) else row.indent
        self.rows[self.at] = Row(row.line, column, row.text)
        return self._mapping(column, loc, depth + 1)

    def _block_text(self, block: re.Match[str], row: Row, indent: int) -> str:
        """Read a text below `|` (line for line) or `>` (as one paragraph)."""
        pieces: list[tuple[int, str]] = []
        end = row.line + 1
        for line in self.raw[end:]:
            column, text = measure(line)
            if text and column <= indent:
                break
            pieces.append((column, text))
        self._go_to(end + len(pieces))
        filled = [column for column, text in pieces if text]
        base = indent + int(block[2]) if block[2] else filled[0] if filled else 0
        lines = [" " * (column - base) + text if text else "" for column, text in pieces]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            del lines[0]
        return folded(lines) if block[1] == ">" and lines else "\n".join(lines)

    def _quotation(self, rest: str, row: Row, indent: int) -> str | None:
        remark = _REMARK_BEHIND_QUOTE.fullmatch(rest)
        quoted = quoted_text(remark[1] if remark else rest)
        if quoted is not None:
            return quoted
        pieces = [rest]
        below = row.line + 1
        for index, line in enumerate(self.raw[below : below + MAX_LINES], below):
            column, text = measure(line)
            if text and column <= indent and (is_item(text) or is_spaced_key(text)):
                break
            pieces.append(text)
            if text.endswith(rest[0]) and (quoted := quoted_text(folded_quotation(pieces))) is not None:
                self._go_to(index + 1)
                return quoted
        return None

    def _flow(self, rest: str, row: Row, indent: int, loc: Loc) -> Any:  # noqa: ANN401
        close = "]" if rest[0] == "[" else "}"
        rows = [row]
        remark = _REMARK_BEHIND_BRACKET.fullmatch(rest)
        text = remark[1] if remark and flow_value(remark[1]) else rest
        at = self.at
        while True:
            if text.endswith(close) and (found := flow_value(text)):
                value, marks = found
                value.typed = rest if len(rows) == 1 else " ".join(text.split("\n"))
                for place, offset in marks:
                    self.lines[(*loc, *place)] = self._line(rows[text.count("\n", 0, offset)])
                self.at = at
                return value
            below = self.rows[at] if at < len(self.rows) else None
            closes = below and below.indent == indent and below.text == close
            if below is None or len(rows) > MAX_LINES or not (below.indent > indent or closes):
                return None
            rows.append(below)
            # In a list over more lines nothing but a remark starts with a number sign.
            text = f"{_without_remark(text)}\n{_without_remark(below.text)}"
            at += 1

    def _plain_text(self, rest: str, row: Row, indent: int) -> str:
        """Read a text that may go on, further indented, on the lines below it."""
        pieces = [rest]
        above = row
        while (below := self._next()) and below.indent > indent:
            if is_item(below.text) or is_spaced_key(below.text):
                self._flaw(below, flaws.below_value(below, row))
                continue
            pieces += ["" for line in self.raw[above.line + 1 : below.line] if not line.strip()]
            pieces.append(below.text)
            above = below
            self.at += 1
        return folded(pieces)

    def _skip(self, indent: int) -> None:
        """Pass over the rows that are further indented than `indent`."""
        while (row := self._next()) and row.indent > indent:
            self.at += 1

    def _misplaced(self, row: Row, indent: int) -> None:
        self._flaw(row, flaws.misplaced(row, max(indent, self.inner)))

    def _flaw(self, row: Row, told: flaws.Said) -> None:
        """Report a row and pass over it, with all that belongs to it."""
        message, hint, line = told
        fix = Fix(self.raw[row.line], line, to_fill=line.endswith("…")) if line else None
        self.flaws.append(Flaw(self._line(row), message, hint, fix=fix))
        self.at += 1
        self._skip(row.indent)
