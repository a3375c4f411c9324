"""Values that fit in YAML's own marks: quoted text, and lists and mappings between brackets on one line."""

from __future__ import annotations

import re
from typing import Any

Loc = tuple[str | int, ...]

MAX_DEPTH = 20
"""Deeper than anybody means; it keeps a broken file from exhausting the stack."""

_APOSTROPHE = re.compile(r"'(?:[a-z]{1,3}\b|\d)", re.IGNORECASE)
_NOTHING = frozenset({"null", "~", "-"})
_QUOTED = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_PLAIN_IN_LIST = re.compile(r"[^,\[\]{}]+")
_PLAIN_IN_MAPPING = re.compile(r"[^,\[\]{}]*")
_KEY_IN_MAPPING = re.compile(r"\s*([^,:\[\]{}\s][^,:\[\]{}]*?)\s*:(?=[\s,}\"'\[{]|$)\s*")
_SPACE = re.compile(r"\s*")


class OneLineList(list[Any]):
    """A list between brackets, which might have been meant as text; `typed` is that text."""

    def __init__(self, items: list[Any], typed: str) -> None:
        super().__init__(items)
        self.typed = typed


class OneLineMapping(dict[str, Any]):
    """A mapping on one line, which might have been meant as text (`- Let op: kom op tijd`); `typed` is that text."""

    def __init__(self, values: dict[str, Any], typed: str) -> None:
        super().__init__(values)
        self.typed = typed


def is_empty(value: object, *, in_groups: bool = True) -> bool:
    """Say whether nothing was typed: no text, a dash, `null` or `~` of a program, or a list or group of only that.

    What stands in a group counts only with `in_groups`: of a mapping with names of its own, each name says something.
    """
    if isinstance(value, str):
        return not value.strip("\u200b\u200e\u200f\u2060\ufeff \t\n\u00a0") or value.casefold() in _NOTHING
    if isinstance(value, dict):
        return not value or (in_groups and all(is_empty(one) for one in value.values()))
    return isinstance(value, list) and all(is_empty(one, in_groups=in_groups) for one in value)


def quoted_text(text: str) -> str | None:
    """Return what stands between quotes, or None when the text is not one quotation from end to end."""
    match = _QUOTED.fullmatch(text)
    return _unquoted(match[1]) if match else None


def is_unclosed(text: str) -> bool:
    """Say whether a text starts with a quote that is closed nowhere; `'s Avonds` starts with an apostrophe."""
    if text[:1] not in {'"', "'"} or text[1:].strip() == "":
        return False
    return text.count(text[0]) == 1 and not _APOSTROPHE.match(text)


def folded(pieces: list[str]) -> str:
    """Join the lines of a text: with a space, or with an end of line for every empty line between them."""
    text, breaks = pieces[0], 0
    for piece in pieces[1:]:
        if not piece:
            breaks += 1
            continue
        # A line that is indented among the others keeps its place.
        text += ("\n" * breaks or ("\n" if piece[0] == " " else " ")) + piece
        breaks = 0
    return text


def folded_quotation(pieces: list[str]) -> str:
    """Join the lines of a quoted text; in double quotes a backslash at the end of a line joins without a space."""
    if not pieces[0].startswith('"'):
        return folded(pieces)
    text, breaks = pieces[0], 0
    for piece in pieces[1:]:
        if not piece:
            breaks += 1
            continue
        escapes = len(text) - len(text.rstrip("\\"))
        if escapes % 2:
            text = text[:-1] + "\n" * breaks + piece
        else:
            text += ("\n" * breaks or " ") + piece
        breaks = 0
    return text


def flow_value(text: str) -> tuple[OneLineList | OneLineMapping, list[tuple[Loc, int]]] | None:
    """Return the list or mapping between brackets with the place of every item in the text.

    None means that it is no such thing from end to end, but text: `[Oproep] Doe mee`, `{feit:partners}`.
    """
    reader = _FlowReader(text)
    try:
        value = reader.value((), 0)
    except _NotAFlowError:
        return None
    reader.skip_space()
    return (value, reader.marks) if reader.at == len(text) else None


class _NotAFlowError(Exception):
    """The text is no list or mapping after all."""


class _FlowReader:
    """Reads one value between brackets, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.marks: list[tuple[Loc, int]] = []

    def skip_space(self) -> None:
        """Go on to the next character that shows."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def value(self, loc: Loc, depth: int) -> OneLineList | OneLineMapping:
        """Read the list or mapping that starts here."""
        if depth > MAX_DEPTH:
            raise _NotAFlowError
        start = self.at
        if self._opens("["):
            items = self._items(loc, depth)
            return OneLineList(items, self.text[start : self.at])
        if self._opens("{"):
            values = self._pairs(loc, depth)
            return OneLineMapping(values, self.text[start : self.at])
        raise _NotAFlowError

    def _items(self, loc: Loc, depth: int) -> list[Any]:
        items: list[Any] = []
        while not self._opens("]"):
            self.skip_space()
            place = (*loc, len(items))
            self.marks.append((place, self.at))
            found = len(self.marks)
            item = self._part(place, depth, _PLAIN_IN_LIST)
            if is_empty(item, in_groups=False):
                del self.marks[found - 1 :]
            else:
                items.append(item)
            self._end_of_part("]")
        return items

    def _pairs(self, loc: Loc, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not self._opens("}"):
            self.skip_space()
            start = self.at
            key = self._key()
            if key in values:
                raise _NotAFlowError
            self.marks.append(((*loc, key), start))
            values[key] = self._part((*loc, key), depth, _PLAIN_IN_MAPPING)
            self._end_of_part("}")
        return values

    def _key(self) -> str:
        if (quoted := _QUOTED.match(self.text, self.at)) and self.text.startswith(":", quoted.end()):
            self.at = quoted.end() + 1
            self.skip_space()
            return _unquoted(quoted[1])
        match = _KEY_IN_MAPPING.match(self.text, self.at)
        if match is None:
            raise _NotAFlowError
        self.at = match.end()
        return match[1]

    def _part(self, loc: Loc, depth: int, plain: re.Pattern[str]) -> Any:  # noqa: ANN401  text, list or mapping
        if self.text.startswith(("[", "{"), self.at):
            return self.value(loc, depth + 1)
        quoted = _QUOTED.match(self.text, self.at)
        if quoted and self.text[quoted.end() : quoted.end() + 1] in {",", "]", "}"}:
            self.at = quoted.end()
            return _unquoted(quoted[1])
        match = plain.match(self.text, self.at)
        if match is None:
            raise _NotAFlowError
        self.at = match.end()
        return " ".join(match[0].split())

    def _end_of_part(self, close: str) -> None:
        self.skip_space()
        if self.text.startswith(",", self.at):
            self.at += 1
            self.skip_space()
        elif not self.text.startswith(close, self.at):
            raise _NotAFlowError

    def _opens(self, mark: str) -> bool:
        self.skip_space()
        if not self.text.startswith(mark, self.at):
            return False
        self.at += 1
        return True


def _unquoted(quotation: str) -> str:
    inner = quotation[1:-1]
    if quotation[0] == "'":
        return inner.replace("''", "'")
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        # Half of a pair, or no character at all: kept as typed rather than refused.
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else match[0]  # noqa: PLR2004
    # An unknown escape, as in a path of Windows, is meant as it stands.
    return _ESCAPED.get(match[4], match[0])
