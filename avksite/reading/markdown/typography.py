"""Straight quotes, double hyphens and three dots become the marks that Dutch readers know from print."""

from __future__ import annotations

import re

_TYPED = re.compile(r"""["'‘]|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)""")
_SIGNS = ('"', "'", "‘", "--", "...")
_MARKS = {"--": "–", "---": "—", "...": "…"}
_OPENS_AFTER = frozenset(" \t\n\u00a0([{–—/“‘„«=|")
_CLOSES_BEFORE = frozenset(" \t\n")
# 's ochtends, 't is, '90: a letter or a figure fell out, and nothing opens. Word makes `‘s` of it, which is wrong too.
_ELISION = re.compile(r"['‘](?:(?:s|t|n|k|m|r|ns|er|ie|tis|twas|\d\ds?)\b)(?!['’])", re.IGNORECASE)


def typeset(text: str, before: str = "") -> str:
    """Return a stretch of running text with real quotes, dashes and ellipses; `before` is the character before it."""
    if not any(sign in text for sign in _SIGNS):
        return text
    done: list[str] = []
    at = 0
    for found in _TYPED.finditer(text):
        done.append(text[at : found.start()])
        previous = next((piece[-1] for piece in reversed(done) if piece), before)
        done.append(_MARKS.get(found[0]) or _quote(text, found.start(), previous))
        at = found.end()
    return "".join(done) + text[at:]


def _quote(text: str, at: int, previous: str) -> str:
    typed = text[at]
    opens = (not previous or previous in _OPENS_AFTER) and text[at + 1 : at + 2] not in _CLOSES_BEFORE
    if typed == '"':
        return "“" if opens else "”"
    falls_out = _ELISION.match(text, at) is not None
    if typed == "‘":
        return "’" if opens and falls_out else typed
    return "‘" if opens and not falls_out else "’"
