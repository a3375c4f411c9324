"""Replaces straight quotes, double hyphens and three dots by curly quotes, dashes and ellipses."""

from __future__ import annotations

import re

from avksite.patterns import regex

_TYPED = regex(r"""["'‘]|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)""")
_MARKS = {"--": "–", "---": "—", "...": "…"}
_OPENS_AFTER = frozenset(" \t\n\u00a0([{–—/“‘„«=|")
_SPACES = frozenset(" \t\n")
_ENDS = frozenset(".,;:!?)")
_OPENING = frozenset("“‘")
# 's ochtends, 't is, '90: a letter or a figure fell out, and nothing opens. Word makes `‘s` of it, which is wrong too.
_ELISION = regex(r"['‘](?:(?:s|t|n|k|m|r|ns|er|ie|tis|twas|\d\ds?)\b)(?!['’])", re.IGNORECASE)


def typeset(text: str, before: str = "", opened: set[str] | None = None) -> str:
    """Return a stretch of running text with real quotes, dashes and ellipses; `before` is the character before it.

    `opened` holds the quotes that are open before it, and is kept up to date. A quote between two spaces
    closes one that is open, and else opens; that space goes.
    """
    if not ("'" in text or '"' in text or "‘" in text or "..." in text or "--" in text):
        return text
    opened = set() if opened is None else opened
    done: list[str] = []
    at = 0
    for found in _TYPED.finditer(text):
        typed = found[0]
        done.append(text[at : found.start()])
        at = found.end()
        previous = next((piece[-1] for piece in reversed(done) if piece), before)
        if typed in _MARKS:
            done.append(_MARKS[typed])
            continue
        following = text[at : at + 1]
        is_loose = _may_open(previous) and (following in _SPACES or following in _ENDS)
        opens = typed not in opened if is_loose else _may_open(previous)
        mark = _quote(text, found.start(), opens=opens)
        if is_loose and mark in _OPENING:
            while text[at : at + 1] == " ":
                at += 1
        elif is_loose and done[-1].strip():
            done[-1] = done[-1].rstrip(" ")
        if mark in _OPENING:
            opened.add(typed)
        elif not text[at : at + 1].isalnum():
            opened.discard(typed)
        done.append(mark)
    return "".join(done) + text[at:]


def _may_open(previous: str) -> bool:
    return not previous or previous in _OPENS_AFTER


def _quote(text: str, at: int, *, opens: bool) -> str:
    if text[at] == '"':
        return "“" if opens else "”"
    falls_out = _ELISION.match(text, at) is not None
    if text[at] == "‘":
        return "’" if opens and falls_out else "‘"
    return "‘" if opens and not falls_out else "’"
