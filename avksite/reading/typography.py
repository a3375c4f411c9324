"""Straight quotes, double hyphens and three dots become the marks that Dutch readers know from print."""

from __future__ import annotations

import re

_TYPED = re.compile(r"""["']|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)""")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{-–—/“‘„‚«=|")
# 's ochtends, 't is, m'n, zo'n, '90: a letter or figure fell out, nothing opens.
_ELISION = re.compile(r"'(?:(?:s|t|n|k|m|r|ns|er|ie|tis|twas|\d\ds?)\b)(?!')", re.IGNORECASE)
_DASHES = {"--": "–", "---": "—", "...": "…"}


def typeset(text: str, before: str = "") -> str:
    """Return a stretch of running text with real quotes, dashes and ellipses; `before` is the character before it."""

    def replace(found: re.Match[str]) -> str:
        typed = found[0]
        if typed in _DASHES:
            return _DASHES[typed]
        at = found.start()
        previous = text[at - 1] if at else before
        opens = not previous or previous in _BEFORE_OPENING
        if typed == '"':
            return "“" if opens and text[at + 1 : at + 2] not in {" ", "\n"} else "”"
        if opens and not _ELISION.match(text, at) and text[at + 1 : at + 2] not in {" ", "\n"}:
            return "‘"
        return "’"

    return _TYPED.sub(replace, text)
