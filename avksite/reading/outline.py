"""Indented lines of keys and dashes become nested mappings and lists in which every value is still text.

This is the YAML that people write by hand, without types, anchors and tags. A colon, a quote, a bracket or a `#` in a
value is part of that value; a comment is a line that starts with `#`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from avksite.reading.scalars import MAX_DEPTH, Loc, OneLineMapping, flow_value, folded, folded_quotation, quoted_text

_BLANK = " \t\u00a0\u2007\u202f"
_LEAD = re.compile(rf"[{_BLANK}]*")
_TAB = 2
"""Columns that a tab counts for: as many as the spaces that stand before an item's keys."""

_COLON = re.compile(r":(?:\s+|$)")
_QUOTED_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:(?:\s+|$)""")
_WORD = r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
_PLAIN_KEY = re.compile(_WORD)
_KEY_WITHOUT_SPACE = re.compile(rf"{_WORD}:(?!//)(?=\S)")
_KEY_OF_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+){0,3}")
_OTHER_MARK = re.compile(rf"{_WORD}\s*[=;,]\s*(.*)")
_FIRST_WORD = re.compile(rf"{_WORD}(?:\s+(\S.*))?")
_DASH = re.compile(r"-(?:\s+|$)")
# What Word makes of a dash, and a dash without its space: an item wherever a list can stand.
_BULLET = re.compile(r"[-*\u2022\u00b7\u2013\u2014](?:\s+|$)|\u2022|-(?=[^\W\d])")
_BLOCK_TEXT = re.compile(r"([|>])[+-]?([1-9])?[+-]?")


MAX_FLOW_LINES = 200
"""Lines that a list between brackets may take."""


class Row(NamedTuple):
    """A line that holds something: its index, how far it is indented, and its text."""

    index: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that cannot be read, or (`is_double`) a key that was there already."""

    line: int
    message: str
    hint: str
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read: the values, the line of every key and item, and the lines that could not be read."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Loc, int] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()


def read_outline(lines: list[str], first_line: int) -> Outline:
    """Read lines of which the first stands on `first_line` of its file."""
    reader = _Reader(lines, first_line)
    values = reader.read()
    return Outline(values, reader.lines, tuple(reader.flaws))


def is_key_line(text: str) -> bool:
    """Say whether a line starts with a key as our content has them: a lower-case word and a colon."""
    return _plain_key(text) is not None


def may_be_key_line(text: str) -> bool:
    """Say whether a line starts with something short and a colon, as a key with a capital does."""
    pair = _pair(text)
    return pair is not None and _KEY_OF_WORDS.fullmatch(pair[0]) is not None


def is_item_line(text: str) -> bool:
    """Say whether a line starts with the dash of a list."""
    return _DASH.match(text) is not None


def _measure(line: str) -> tuple[int, str]:
    """Return how far a line is indented, and its text."""
    lead = _LEAD.match(line)
    end = lead.end() if lead else 0
    blank = line[:end]
    return (len(blank.expandtabs(_TAB)) if "\t" in blank else end), line[end:].rstrip()


def _pair(text: str) -> tuple[str, str] | None:
    """Return the key and the value of a line, or None when it has no key."""
    if text[:1] in {'"', "'"} and (quoted := _QUOTED_KEY.match(text)):
        return quoted_text(quoted[1]) or "", text[quoted.end() :]
    if glued := _KEY_WITHOUT_SPACE.match(text):
        return glued[1], text[glued.end() :]
    colon = _COLON.search(text)
    if colon is None or not colon.start() or _DASH.match(text):
        return None
    return text[: colon.start()].rstrip(), text[colon.end() :]


def _plain_key(text: str) -> str | None:
    pair = _pair(text)
    return pair[0] if pair and _PLAIN_KEY.fullmatch(pair[0]) else None


class _Reader:
    """Reads the rows from top to bottom; `at` is the row that comes next."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.raw = lines
        self.first_line = first_line
        measured = ((index, *_measure(line)) for index, line in enumerate(lines))
        self.rows = [Row(*row) for row in measured if row[2] and row[2][0] != "#"]
        self.at = 0
        self.lines: dict[Loc, int] = {}
        self.flaws: list[Flaw] = []
        self.inner = 0
        """The indent of the block that was read last: where a line that fits nowhere probably belongs."""

    def read(self) -> dict[str, Any]:
        """Read everything."""
        values: dict[str, Any] = {}
        base = self.rows[0].indent if self.rows else 0
        self._pairs(values, base, (), 0)
        while self.at < len(self.rows):
            # Less indented than the first line: nothing can contain it, so it is read as if it were not.
            row = self.rows[self.at]
            self._misplaced(row, base)
            self._pairs(values, base, (), 0)
        return values

    def _next(self) -> Row | None:
        return self.rows[self.at] if self.at < len(self.rows) else None

    def _line(self, row: Row) -> int:
        return self.first_line + row.index

    def _go_to(self, index: int) -> None:
        """Go on with the first row at or below a line."""
        while self.at < len(self.rows) and self.rows[self.at].index < index:
            self.at += 1

    def _pairs(self, values: dict[str, Any], indent: int, loc: Loc, depth: int) -> None:
        """Read the keys at one indent into `values`."""
        key_above: str | None = None
        while (row := self._next()) and row.indent >= indent:
            if row.indent > indent:
                self._misplaced(row, indent)
                continue
            pair = _pair(row.text)
            if pair is None:
                self._keyless(row, key_above, values)
                continue
            self.at += 1
            self.inner = indent
            key, rest = pair
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
        message = f"`{key}` staat er twee keer: op regel {first} en op regel {second}."
        self.flaws.append(Flaw(second, message, "Haal een van de twee regels weg.", is_double=True))

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
        is_key = not _DASH.match(row.text)
        if below.indent == indent:
            return self._items(indent, loc, depth + 1, beside_key=True) if is_key and _DASH.match(below.text) else ""
        if depth >= MAX_DEPTH:
            self.flaws.append(Flaw(self._line(below), "Hier staat te veel in elkaar.", "Maak het minder diep."))
            self._skip(indent)
            return ""
        if _BULLET.match(below.text):
            return self._items(below.indent, loc, depth + 1)
        if self._is_mapping(below, indent):
            return self._mapping(below.indent, loc, depth + 1)
        self.at += 1
        return self._value(below.text, below, indent, loc, depth)

    def _mapping(self, indent: int, loc: Loc, depth: int) -> dict[str, Any]:
        """Read the mapping that starts here; if it is one line, the text it might be goes with it."""
        start = self.at
        typed = self.rows[start].text
        values: dict[str, Any] = {}
        self._pairs(values, indent, loc, depth)
        return OneLineMapping(values, typed) if self.at == start + 1 else values

    def _is_mapping(self, row: Row, indent: int) -> bool:
        """Say whether the rows below something at `indent`, of which this is the first, are keys and not a text."""
        if row.text[0] in "[{":
            return False
        if row.text[0] in "\"'":
            return _QUOTED_KEY.match(row.text) is not None
        if _plain_key(row.text):
            return True
        pair = _pair(row.text)
        if pair is None or not _KEY_OF_WORDS.fullmatch(pair[0]):
            return False
        for at in range(self.at + 1, len(self.rows)):
            other = self.rows[at]
            if other.indent <= indent:
                break
            if other.indent == row.indent and _pair(other.text) is None:
                return False
        return True

    def _items(self, indent: int, loc: Loc, depth: int, *, beside_key: bool = False) -> list[Any]:
        """Read the items at one indent."""
        items: list[Any] = []
        while (row := self._next()) and row.indent >= indent:
            if row.indent > indent:
                self._misplaced(row, indent)
                continue
            dash = _BULLET.match(row.text)
            if dash is None:
                if beside_key:
                    break
                hint = f"Typ {_shown(f'- {row.text}', indent)}."
                self._flaw(row, "Hier hoort een streepje, zoals op de regel erboven.", hint)
                continue
            self.inner = indent
            place = (*loc, len(items))
            self.lines[place] = self._line(row)
            items.append(self._item(row, dash, place, depth))
        self.inner = indent
        return items

    def _item(self, row: Row, dash: re.Match[str], loc: Loc, depth: int) -> Any:  # noqa: ANN401
        rest = row.text[dash.end() :]
        column = row.indent + (_TAB if "\t" in dash[0] else dash.end())
        inner = Row(row.index, column, rest)
        if rest and depth < MAX_DEPTH:
            # What follows the dash is read as a row of its own, so that keys below it can join it.
            self.rows[self.at] = inner
            if _DASH.match(rest):
                return self._items(column, loc, depth + 1)
            if self._is_mapping(inner, row.indent):
                return self._mapping(column, loc, depth + 1)
        self.at += 1
        return self._value(rest, row, row.indent, loc, depth)

    def _block_text(self, block: re.Match[str], row: Row, indent: int) -> str:
        """Read a text below `|` (line for line) or `>` (as one paragraph)."""
        pieces: list[tuple[int, str]] = []
        end = row.index + 1
        for line in self.raw[end:]:
            column, text = _measure(line)
            if text and column <= indent:
                break
            pieces.append((column, text))
        self._go_to(end + len(pieces))
        filled = [column for column, text in pieces if text]
        base = indent + int(block[2]) if block[2] else filled[0] if filled else 0
        lines = [" " * (column - base) + text if text else "" for column, text in pieces]
        while lines and not lines[-1]:
            lines.pop()
        if block[1] == "|" or not lines:
            return "\n".join(lines)
        return folded(lines)

    def _quotation(self, rest: str, row: Row, indent: int) -> str | None:
        quoted = quoted_text(rest)
        if quoted is not None:
            return quoted
        pieces = [rest]
        for index, line in enumerate(self.raw[row.index + 1 :], row.index + 1):
            column, text = _measure(line)
            if text and column <= indent:
                break
            pieces.append(text)
            if text.endswith(rest[0]) and (quoted := quoted_text(folded_quotation(pieces))) is not None:
                self._go_to(index + 1)
                return quoted
        return None

    def _flow(self, rest: str, row: Row, indent: int, loc: Loc) -> Any:  # noqa: ANN401
        close = "]" if rest[0] == "[" else "}"
        rows = [row]
        text = rest
        at = self.at
        while True:
            if text.endswith(close) and (found := flow_value(text)):
                value, marks = found
                value.typed = " ".join(text.split("\n"))
                for place, offset in marks:
                    self.lines[(*loc, *place)] = self._line(rows[text.count("\n", 0, offset)])
                self.at = at
                return value
            below = self.rows[at] if at < len(self.rows) else None
            closes = below and below.indent == indent and below.text == close
            if below is None or len(rows) > MAX_FLOW_LINES or not (below.indent > indent or closes):
                return None
            rows.append(below)
            text += f"\n{below.text}"
            at += 1

    def _plain_text(self, rest: str, row: Row, indent: int) -> str:
        """Read a text that may go on, further indented, on the lines below it."""
        pieces = [rest]
        above = row
        while (below := self._next()) and below.indent > indent:
            if _DASH.match(below.text) or _plain_key(below.text):
                self._below_text(below, row)
                continue
            pieces += ["" for line in self.raw[above.index + 1 : below.index] if not line.strip()]
            pieces.append(below.text)
            above = below
            self.at += 1
        return folded(pieces)

    def _skip(self, indent: int) -> None:
        """Pass over the rows that are further indented than `indent`."""
        while (row := self._next()) and row.indent > indent:
            self.at += 1

    def _flaw(self, row: Row, message: str, hint: str) -> None:
        """Report a row and pass over it, with all that belongs to it."""
        self.flaws.append(Flaw(self._line(row), message, hint))
        self.at += 1
        self._skip(row.indent)

    def _misplaced(self, row: Row, indent: int) -> None:
        wanted = max(indent, self.inner)
        how = "verder" if row.indent > wanted else "minder ver"
        message = f"Deze regel springt {how} in dan de regels waar hij bij hoort."
        self._flaw(row, message, f"Typ {_shown(row.text, wanted)}.")

    def _below_text(self, row: Row, owner: Row) -> None:
        message = f"Deze regel springt in onder `{_short(owner.text)}`, maar daar staat al een waarde."
        hint = f"Staat hij op zichzelf? Typ dan {_shown(row.text, owner.indent)}."
        if _DASH.match(row.text):
            pair = _pair(owner.text)
            value = pair[1] if pair else _DASH.sub("", owner.text)
            hint = f"Hoort alles in één lijst? Zet dan ook `{_short(value)}` op een eigen regel: `- {_short(value)}`."
        self._flaw(row, message, hint)

    def _keyless(self, row: Row, key_above: str | None, values: dict[str, Any]) -> None:
        text = row.text
        if _DASH.match(text):
            above = values.get(key_above or "")
            hint = "Zet erboven waar de lijst bij hoort, zoals `onderwerpen:`."
            if isinstance(above, str) and above:
                hint = f"Zet ook `{_short(above)}` op een eigen regel onder `{key_above}:`, met een streepje ervoor."
            self._flaw(row, "Dit streepje hoort nergens bij.", hint)
        elif other := _OTHER_MARK.fullmatch(text):
            hint = f"Typ {_shown(f'{other[1]}: {other[2]}'.rstrip(), row.indent)}."
            self._flaw(row, f"Achter `{other[1]}` hoort een dubbele punt.", hint)
        elif word := _FIRST_WORD.fullmatch(text):
            hint = f"Typ {_shown(f'{word[1]}: {word[2] or chr(0x2026)}', row.indent)}."
            if key_above and word[2]:
                hint += f" Hoort de regel bij `{key_above}`? Zet er dan twee spaties voor."
            self._flaw(row, f"Achter `{word[1]}` ontbreekt de dubbele punt.", hint)
        else:
            hint = "Begin met de naam van het gegeven en een dubbele punt, zoals `titel: …`."
            if key_above:
                hint = f"Hoort de regel bij `{key_above}`? Zet er dan twee spaties voor. Anders: {hint[0].lower()}{hint[1:]}"
            self._flaw(row, f"In `{_short(text)}` staat niet welk gegeven het is.", hint)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _shown(text: str, indent: int) -> str:
    """Return a line to type, with the spaces before it in words: they cannot be seen."""
    before = {0: "zonder spatie ervoor", 1: "met één spatie ervoor"}.get(indent, f"met {indent} spaties ervoor")
    return f"`{text}`, {before}"
