"""Language codes as browsers and speech synthesis know them, and the direction of their script."""

from __future__ import annotations

import re
from html import escape

from avksite.patterns import regex

_TAG = regex(r"([a-z]{2,3})(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
    "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
    "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu"
)
_TWO_LETTERS = frozenset(_CODES.split())
"""ISO 639-1, complete."""


def is_language(code: str) -> bool:
    """Return whether a code names a language: a known one of two letters, or any of three, with optional subtags."""
    found = _TAG.fullmatch(code)
    return found is not None and (len(found[1]) > len("nl") or found[1].lower() in _TWO_LETTERS)


_RTL_CODES = (
    "ar arc arz apc ary acm aeb afb azb bal bgn ckb dv fa glk haz he iw ji ks lrc mzn nqo pes pnb prs ps sd sdh "
    "skr syr ug ur yi"
)
_RIGHT_TO_LEFT = frozenset(_RTL_CODES.split())
"""Languages whose likely script is right to left (Unicode CLDR, `characterOrder`)."""
_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
"""Right-to-left scripts that a code may name (ISO 15924), as in `az-Arab`."""
_SCRIPT_LETTERS = 4


def direction(code: str) -> str:
    """Return the direction of a language as a value of HTML's `dir`: `rtl` or `ltr`.

    A script in the code goes before the usual script of its language (BCP 47).
    """
    language, *more = code.lower().split("-")
    scripts = [part for part in more if len(part) == _SCRIPT_LETTERS and part.isalpha()]
    return "rtl" if (scripts[0] in _SCRIPTS if scripts else language in _RIGHT_TO_LEFT) else "ltr"


def language_attributes(code: str, around: str = "nl", *, between_words: bool = False) -> str:
    """Return the attributes `lang`, and `dir` where the direction changes (WCAG 2.2, 1.3.2 and 3.1.2).

    `around` is the language of the parent. `between_words` adds `dir` to right-to-left words among right-to-left words
    too. Returns "" without a code.
    """
    if not code:
        return ""
    turns = direction(code) != direction(around) or (between_words and direction(code) == "rtl")
    return f' lang="{escape(code)}"' + (f' dir="{direction(code)}"' if turns else "")
