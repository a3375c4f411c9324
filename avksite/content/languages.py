"""Which codes name a language, as browsers and voices know them, and in which direction it is written."""

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
    """Say whether a code names a language: a known one of two letters, or one of three, with what may follow."""
    found = _TAG.fullmatch(code)
    return found is not None and (len(found[1]) > len("nl") or found[1].lower() in _TWO_LETTERS)


_RTL_CODES = (
    "ar arc arz apc ary acm aeb afb azb bal bgn ckb dv fa glk haz he iw ji ks lrc mzn nqo pes pnb prs ps sd sdh "
    "skr syr ug ur yi"
)
_RIGHT_TO_LEFT = frozenset(_RTL_CODES.split())
"""Languages that are mostly written from right to left (Unicode CLDR, `characterOrder` of the likely script)."""
_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
"""Scripts from right to left that a code may name (ISO 15924), as in `az-Arab`."""
_SCRIPT_LETTERS = 4


def direction(code: str) -> str:
    """Return in which direction a language is written, in the words of HTML's `dir`: `rtl` or `ltr`.

    The script that a code names goes before what is usual for its language (BCP 47).
    """
    language, *more = code.lower().split("-")
    scripts = [part for part in more if len(part) == _SCRIPT_LETTERS and part.isalpha()]
    return "rtl" if (scripts[0] in _SCRIPTS if scripts else language in _RIGHT_TO_LEFT) else "ltr"


def language_attributes(code: str, around: str = "nl", *, between_words: bool = False) -> str:
    """Return the attributes of an element in a language, with its direction where that turns (WCAG 2.2, 1.3.2, 3.1.2).

    `around` is the language around it; `between_words` names the direction also of words that run as those around them
    do, when that is from right to left. Returns "" for an element in the language around it, which has no code.
    """
    if not code:
        return ""
    turns = direction(code) != direction(around) or (between_words and direction(code) == "rtl")
    return f' lang="{escape(code)}"' + (f' dir="{direction(code)}"' if turns else "")
