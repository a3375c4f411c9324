"""One line of front matter: how far it is indented, and whether it starts with a key or with a dash."""

from __future__ import annotations

import re
from typing import NamedTuple

from avksite.content.front_matter.scalars import QUOTATION, quoted_text

TAB = 2
"""Columns that a tab counts for: as many as the dash and space before an item's first key."""

WORD = r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
"""A key as our content has them."""

DASH = re.compile(r"-(?:\s+|$)")
BULLET = re.compile(r"[-*\u2022\u00b7\u2013\u2014](?:\s+|$)|\u2022|-(?=[^\W\d])")
"""What Word makes of a dash, and a dash without its space: an item wherever a list can be."""

QUOTED_KEY = re.compile(rf"({QUOTATION})\s*:(?:\s+|$)")

_LEAD = re.compile(r"[ \t\u00a0\u2007\u202f]*")
_COLON = re.compile(r":(?:\s+|$)")
_PLAIN_KEY = re.compile(WORD)
_KEY_WITHOUT_SPACE = re.compile(rf"{WORD}:(?!//)(?=\S)")
_KEY_OF_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+){0,3}")


class Row(NamedTuple):
    """A line that holds something: its number in the file, how far it is indented, its text, and how it was typed."""

    line: int
    indent: int
    text: str
    raw: str


def measure(line: str) -> tuple[int, str]:
    """Return how far a line is indented, and its text."""
    lead = _LEAD.match(line)
    end = lead.end() if lead else 0
    blank = line[:end]
    return (len(blank.expandtabs(TAB)) if "\t" in blank else end), line[end:].rstrip()


def pair(text: str) -> tuple[str, str] | None:
    """Return the key and the value of a line, or None when it has no key."""
    if text[:1] in {'"', "'"} and (quoted := QUOTED_KEY.match(text)):
        return quoted_text(quoted[1]) or "", text[quoted.end() :]
    if glued := _KEY_WITHOUT_SPACE.match(text):
        return glued[1], text[glued.end() :]
    colon = _COLON.search(text)
    if colon is None or not colon.start() or DASH.match(text):
        return None
    return text[: colon.start()].rstrip(), text[colon.end() :]


def plain_key(text: str) -> str | None:
    """Return the key of a line if it is one as our content has them: a lower-case word."""
    found = pair(text)
    return found[0] if found and _PLAIN_KEY.fullmatch(found[0]) else None


def is_spaced_key(text: str) -> bool:
    """Say whether a line starts with such a key and a space behind its colon, unlike `mailto:jan@voorbeeld.nl`."""
    return plain_key(text) is not None and not _KEY_WITHOUT_SPACE.match(text)


def may_have_key(text: str) -> bool:
    """Say whether a line starts with something short and a colon, which may be a key and may be prose."""
    found = pair(text)
    return found is not None and _KEY_OF_WORDS.fullmatch(found[0]) is not None


def is_item(text: str) -> bool:
    """Say whether a line starts with the dash of a list."""
    return DASH.match(text) is not None
