"""Replaces the characters that word processors leave behind, so that only what can be seen counts."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5
from typing import NamedTuple

from avksite.patterns import regex

_ORDINARY = {
    # What Windows wrote before Unicode; old mail and old sites still carry it.
    **dict(zip("\x80\x85\x91\x92\x93\x94\x95\x96\x97", "€…‘’“”•–—", strict=True)),
    # Line ends to some programs but not to an editor; and spaces of other widths.
    **dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x1f\u2028\u2029", " "),
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " "),
    **dict.fromkeys("\u2010\u2011", "-"),
    # The bullets of Word's symbol fonts are private-use characters.
    **dict.fromkeys("\uf0a7\uf0b7\uf0d8\uf0fc\uf06f\uf076", "•"),
}
_ODD = regex(f"[{''.join(_ORDINARY)}]")
_UNUSUAL = regex("[^\t\n -~\u00a1-\u00ac\u00ae-\u02ff‘-”…–—€]")
"""Characters that most texts do not have: a text without any of them needs no further search."""
_HARD_SPACE = regex("[\u00a0\u2007\u202f]")
# What XML cannot hold, private-use characters, and characters without width or meaning in running text.
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_JOINER = regex("[\u200c-\u200f]")
# Joiners make letters in Arabic and families in emoji; beside Latin letters they are leftovers.
_STRAY_JOINER = regex(
    f"(?<=[\x00-\u024f]){_JOINER.pattern}|{_JOINER.pattern}(?=[\x00-\u024f]|$)|^{_JOINER.pattern}", re.MULTILINE
)
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
ESCAPED = r"\\[!-/:-@\[-`{-~]"
_ENTITY = regex(ENTITY)
_ESCAPE = regex(f"{ESCAPED}|{ENTITY}")
_TRAILING = regex("(?<![ \t\u00a0\u2007\u202f])[ \t\u00a0\u2007\u202f]++$", re.MULTILINE)


class Tidied(NamedTuple):
    """A text of ordinary characters; `hard_space` is the first line that held a no-break space."""

    text: str
    hard_space: int | None


def tidy(text: str) -> Tidied:
    """Make the characters of a text ordinary; the number of lines stays the same."""
    if not _UNUSUAL.search(text):
        return Tidied(text, None)
    text = _ODD.sub(lambda found: _ORDINARY[found[0]], unicodedata.normalize("NFC", text))
    text = _INVISIBLE.sub("", text)
    if _JOINER.search(text):
        text = _STRAY_JOINER.sub("", text)
    first = _HARD_SPACE.search(text)
    if first is None:
        return Tidied(text, None)
    line = text.count("\n", 0, first.start()) + 1
    # At the end of a line hard spaces go: there, two ordinary ones would break it.
    text = _TRAILING.sub(lambda found: "" if _HARD_SPACE.search(found[0]) else found[0], text)
    return Tidied(_HARD_SPACE.sub(" ", text), line)


def is_allowed(char: str) -> bool:
    """Return whether a character may be in a text, such as one typed as an entity."""
    return not _INVISIBLE.match(char) and char not in "\r\x0b\x0c\x1c\x1d\x1e\x1f"


def decoded(text: str) -> str:
    """Return a text with entities decoded: `&amp;` is `&`, and `&onzin;` stays what it is (HTML 13.5)."""
    return _ENTITY.sub(lambda found: _meant(found[0]), text) if "&" in text else text


def unescaped(text: str) -> str:
    r"""Return a text without Markdown's escapes: entities decoded, and `\_` is `_` (CommonMark 2.4 and 2.5)."""
    return _ESCAPE.sub(lambda found: _meant(found[0]), text)


def _meant(typed: str) -> str:
    if typed.startswith("\\"):
        return typed[1:]
    chars = html.unescape(typed) if typed.startswith("&#") else html5.get(typed[1:], typed)
    return "".join(filter(is_allowed, chars))


_NOT_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """Return a text without the characters that XML forbids, such as what a copy from a PDF leaves behind (XML 2.2)."""
    return _NOT_XML.sub("", text)
