"""Parses YAML's quoted text and flow collections: lists and mappings between brackets."""

from __future__ import annotations

import re
from typing import TypeAlias

from avksite.content.characters import tidy
from avksite.patterns import regex

Loc = tuple[str | int, ...]
Nested: TypeAlias = "str | list[Nested] | dict[str, Nested]"
"""What was typed: text in lists and mappings."""

YES = frozenset({"ja", "j", "aan", "waar", "yes", "y", "true", "on", "wel"})

MAX_DEPTH = 20
"""Deeper than anyone means; it keeps a broken file from exhausting the stack."""

QUOTATION = r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')"""
_QUOTED = regex(rf"\s*({QUOTATION})\s*", re.DOTALL)
_APOSTROPHE = regex(r"'(?:[a-z]{1,3}\b|\d)", re.IGNORECASE)
_NOTHING = frozenset({"null", "~", "-"})
_ESCAPE = regex(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_SPACE = regex(r"\s*")
_OPENING = regex(r"\s*([\[{])\s*")
_CLOSING = {"[": regex(r"\s*\]"), "{": regex(r"\s*\}")}
_COMMA = regex(r"\s*,")
_PLAIN = {"[": regex(r"[^,\[\]{}]+"), "{": regex(r"[^,\[\]{}]*")}
_KEY = regex(
    rf"\s*(?:(?P<quoted>{QUOTATION})\s*:|(?P<plain>[^,:\[\]{{}}\s][^,:\[\]{{}}]*?)\s*:(?=[\s,}}\"'\[{{]|$))\s*",
    re.DOTALL,
)


class OneLineList(list[Nested]):
    """A list between brackets, which might have been meant as text; `typed` is that text."""

    def __init__(self, items: list[Nested], typed: str) -> None:
        super().__init__(items)
        self.typed = typed


class OneLineMapping(dict[str, Nested]):
    """A mapping on one line, which might have been meant as text (`- Let op: kom op tijd`); `typed` is that text."""

    def __init__(self, values: dict[str, Nested], typed: str) -> None:
        super().__init__(values)
        self.typed = typed


def is_empty(value: object, *, in_groups: bool = True) -> bool:
    """Return whether a value is empty: no text, a dash, `null` or `~`, or a list or group of only those.

    Groups are searched only with `in_groups`: in a mapping with names that people choose, a name alone is a value.
    """
    if isinstance(value, str):
        return not value.strip("\u200b\u200e\u200f\u2060\ufeff \t\n\u00a0") or value.casefold() in _NOTHING
    if isinstance(value, dict):
        return not value or (in_groups and all(is_empty(one) for one in value.values()))
    return isinstance(value, list) and all(is_empty(one, in_groups=in_groups) for one in value)


def quoted_text(text: str) -> str | None:
    """Return what is between quotes, or None when the text is not one quotation from end to end."""
    match = _QUOTED.fullmatch(text)
    return _unquoted(match[1]) if match else None


def is_unclosed(text: str) -> bool:
    """Return whether a text starts with a quote that is never closed; `'s Avonds` starts with an apostrophe."""
    if text[:1] not in {'"', "'"} or text[1:].strip() == "":
        return False
    return text.count(text[0]) == 1 and not _APOSTROPHE.match(text)


def joined_lines(pieces: list[str], *, in_double_quotes: bool = False) -> str:
    """Join the lines of a text with a space, or with a newline for every empty line between them.

    In double quotes a backslash at the end of a line joins without a space.
    """
    text, breaks = pieces[0], 0
    for piece in pieces[1:]:
        if not piece:
            breaks += 1
            continue
        if in_double_quotes and (len(text) - len(text.rstrip("\\"))) % 2:
            text = text[:-1] + "\n" * breaks + piece
        else:
            # A line that is indented further than the others keeps its line break.
            text += ("\n" * breaks or ("\n" if piece[0] == " " else " ")) + piece
        breaks = 0
    return text


def flow_value(text: str) -> tuple[OneLineList | OneLineMapping, list[tuple[Loc, int]]] | None:
    """Return the list or mapping between brackets with the place of every item in the text.

    None means that it is text: `[Oproep] Doe mee`, `{feit:partners}`.
    """
    reader = _FlowReader(text)
    try:
        value = reader.group((), 0)
    except _NotAFlowError:
        return None
    return (value, reader.marks) if text[reader.at :].strip() == "" else None


class _NotAFlowError(Exception):
    """The text is no list or mapping."""


class _FlowReader:
    """Reads one list or mapping between brackets, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.marks: list[tuple[Loc, int]] = []

    def group(self, loc: Loc, depth: int) -> OneLineList | OneLineMapping:
        """Read the list or mapping that starts here."""
        if depth > MAX_DEPTH:
            raise _NotAFlowError
        start, opening = self.at, self._take(_OPENING)[1]
        items: list[Nested] = []
        values: dict[str, Nested] = {}
        while not self._found(_CLOSING[opening]):
            self._take(_SPACE)
            begin, known = self.at, len(self.marks)
            key = len(items) if opening == "[" else self._key()
            if key in values:
                raise _NotAFlowError
            self.marks.append(((*loc, key), begin))
            part = self._part((*loc, key), depth, _PLAIN[opening])
            if isinstance(key, str):
                values[key] = part
            elif is_empty(part, in_groups=False):
                del self.marks[known:]
            else:
                items.append(part)
            if not self._found(_COMMA) and not _CLOSING[opening].match(self.text, self.at):
                raise _NotAFlowError
        typed = self.text[start : self.at]
        return OneLineList(items, typed) if opening == "[" else OneLineMapping(values, typed)

    def _key(self) -> str:
        match = self._take(_KEY)
        return _unquoted(match["quoted"]) if match["quoted"] else match["plain"]

    def _part(self, loc: Loc, depth: int, plain: re.Pattern[str]) -> Nested:
        if self.text.startswith(("[", "{"), self.at):
            return self.group(loc, depth + 1)
        quoted = _QUOTED.match(self.text, self.at)
        if quoted and self.text.startswith((",", "]", "}"), quoted.end()):
            self.at = quoted.end()
            return _unquoted(quoted[1])
        return " ".join(self._take(plain)[0].split())

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Match a pattern, or raise _NotAFlowError."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _NotAFlowError
        self.at = match.end()
        return match

    def _found(self, pattern: re.Pattern[str]) -> bool:
        """Match a pattern if it is here, and return whether it was."""
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match is not None


def _unquoted(quotation: str) -> str:
    inner = quotation[1:-1]
    if quotation[0] == "'":
        return inner.replace("''", "'")
    return tidy(_ESCAPE.sub(_unescaped, inner)).text if "\\" in inner else inner


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        # A lone surrogate, or no character: kept as typed.
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else match[0]  # noqa: PLR2004
    # An unknown escape, as in a Windows path, is kept as typed.
    return _ESCAPED.get(match[4], match[0])
