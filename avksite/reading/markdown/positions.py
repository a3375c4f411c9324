"""Every typed line carries a mark through the Markdown library, so that what comes out knows where it was typed."""

from __future__ import annotations

import re

# One character a line, from the private planes of Unicode: to the library it is neither a letter nor a space, and no
# author can have typed it, because characters.py takes those out.
_FIRST = 0xF0000
_LAST_LINE = 0x10FFFD - _FIRST

MARK = re.compile("[\U000f0001-\U0010fffd]")
# A mark at the end of a line has a space of its own before it. Without that, the library would see the closing `*` of
# `*word*` at the end of a line before a character, and could take it for an opening one.
_MARKS = re.compile(f" ?{MARK.pattern}")


def mark(line: int) -> str:
    """Return the mark of a line. Beyond 131,069 lines all share the last one."""
    return chr(_FIRST + min(line, _LAST_LINE))


def line_of(marked: str) -> int:
    """Return the line that a mark stands for."""
    return ord(marked) - _FIRST


def lines_in(text: str) -> list[int]:
    """Return the lines whose marks stand in a text, in order."""
    return [line_of(found) for found in MARK.findall(text)]


def unmarked(text: str) -> str:
    """Return a text as it was typed, without marks."""
    return _MARKS.sub("", text)


def marks_of(text: str) -> str:
    """Return only the marks in a text."""
    return "".join(MARK.findall(text))
