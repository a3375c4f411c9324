"""Parses numbers that are written in letters, and words percentages as shares."""

from __future__ import annotations

import re
from functools import lru_cache

from avksite.patterns import regex

_UNITS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
}  # fmt: skip
_TEENS = {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_BELOW_TWENTY = _UNITS | _TEENS

IN_FIGURES = {word: str(number) for word, number in (_BELOW_TWENTY | _TENS).items() if number > 1}
"""Short numbers in letters, with their digits; `een` is usually an article."""

_MAYBE = regex(r"tig|honderd|duizend", re.IGNORECASE)
_TENS_WITH_UNIT = regex(rf"({'|'.join(_UNITS)})(?:en|ën)({'|'.join(_TENS)})")

IN_LETTERS = 20
"""Up to this number, letters read as easily as figures."""

# Round numbers are short words that everyone knows, and "honderd" often only means "very many".
_ROUND = frozenset({*_TENS, "honderd", "duizend"})


def may_have_number(text: str) -> bool:
    """Return whether a text may have a number for `number_in_words`; this is fast."""
    lowered = text.lower()
    return "tig" in lowered or "honderd" in lowered or "duizend" in lowered


@lru_cache(maxsize=4096)
def number_in_words(word: str) -> int | None:
    """Return the number above twenty that a compound stands for: `honderdzestig` is 160."""
    if word in _ROUND or not _MAYBE.search(word):
        return None
    number = _thousands(word)
    return number if number is not None and number > IN_LETTERS else None


def _thousands(word: str) -> int | None:
    head, found, tail = word.partition("duizend")
    if not found:
        return _hundreds(word)
    times = _hundreds(head) if head else 1
    rest = _hundreds(tail.removeprefix("en")) if tail else 0
    return None if times is None or rest is None else times * 1000 + rest


def _hundreds(word: str) -> int | None:
    head, found, tail = word.partition("honderd")
    if not found:
        return _below_hundred(word)
    times = _below_hundred(head) if head else 1
    rest = _below_hundred(tail.removeprefix("en") if tail.removeprefix("en") in _BELOW_TWENTY else tail) if tail else 0
    return None if times is None or rest is None else times * 100 + rest


def _below_hundred(word: str) -> int | None:
    if word in _BELOW_TWENTY:
        return _BELOW_TWENTY[word]
    if word in _TENS:
        return _TENS[word]
    found = _TENS_WITH_UNIT.fullmatch(word)
    return _UNITS[found[1]] + _TENS[found[2]] if found else None


_SHARES = (
    (50.0, "de helft"), (33.3, "1 op de 3"), (25.0, "1 op de 4"), (20.0, "1 op de 5"), (66.7, "2 op de 3"),
    (75.0, "3 op de 4"), (40.0, "2 op de 5"), (60.0, "3 op de 5"), (80.0, "4 op de 5"), (10.0, "1 op de 10"),
    (30.0, "3 op de 10"), (70.0, "7 op de 10"), (90.0, "9 op de 10"), (16.7, "1 op de 6"), (14.3, "1 op de 7"),
    (12.5, "1 op de 8"), (5.0, "1 op de 20"), (4.0, "1 op de 25"), (3.0, "3 op de 100"), (2.0, "1 op de 50"),
    (1.0, "1 op de 100"),
)  # fmt: skip
_WHOLE = 100.0
_NEAR = 0.05


def one_in(percent: float) -> str:
    """Return a percentage as a share that can be pictured: `ongeveer 1 op de 5`; "" for none, all, and more."""
    if not 1.0 <= percent < _WHOLE:
        return ""
    size, words = min(_SHARES, key=lambda share: abs(share[0] - percent))
    return words if abs(size - percent) < _NEAR else f"ongeveer {words}"
