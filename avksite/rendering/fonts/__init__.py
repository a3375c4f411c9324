"""The letters of what is drawn, the same on every machine: README.md says where they come from."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent
REGULAR, BOLD = FONTS / "NotoSans-Regular.ttf", FONTS / "NotoSans-Bold.ttf"

_UNDRAWN = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e\u2010-\u2015"
    "\u2018-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044\u2080-\u2089\u20ac\u2116\u2122\u2153-\u215e]"
)
"""What the fonts lack."""
_TO_MISS = frozenset({"Cc", "Cf", "Mn", "Sk", "So", "Zl", "Zp", "Zs"})
"""Unicode categories of what a text can do without: emoji and what belongs to them, invisible signs, odd spaces."""


def drawable(text: str) -> str:
    """Return a text without the emoji and signs that the fonts lack; "" when they lack a letter of it."""
    text = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(sign) not in _TO_MISS for sign in _UNDRAWN.findall(text)):
        return ""
    return re.sub(" +", " ", _UNDRAWN.sub(lambda found: " " * found[0].isspace(), text)).strip()
