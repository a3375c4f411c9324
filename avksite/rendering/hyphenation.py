"""Line breaks: soft hyphens in long words, and no-break spaces between a number and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from avksite.patterns import regex

SOFT_HYPHEN = "\u00ad"
LONG = 13
"""Letters: a shorter word fits in the narrowest column at the largest text size that a reader can choose."""
SHORTEST_PART = 5

_WHOLE = r"""
    <(?P<whole>script|style|title|svg|pre|code|textarea|select|button|nav(?=[ ]class=.menu.))\b
        (?![^>]*data-scripted).*?</(?P=whole)>
    | <!--.*?-->
    | <(?P<foreign>"""
_NONE, _FOREIGN = "(?!))", r"""[a-z][a-z0-9]*)\s(?:[^>]*\s)?lang="(?!nl\b)"""
_APART, _APART_OR_FOREIGN = (regex(_WHOLE + foreign, re.VERBOSE | re.DOTALL) for foreign in (_NONE, _FOREIGN))
"""Parts of a page without hyphenation: code, drawings, labels, and elements in another language."""
# Not in an address.
_LONG_WORD = regex(rf"(?<![\w&#@/.])[^\W\d_]{{{LONG},}}(?![\w@/]|:/|\.\w)")
_UNIT = regex(r" (?:(?<=\d )(?=(?:uur|minuten|euro|procent|kilometer|km|kB|MB)\b)|(?<=€ )(?=\d))")
_LETTERS = bytes(ord("a" if chr(code).isalpha() else " ") for code in range(256))
_LONG_RUN = b"a" * LONG


def hyphenated(page: str) -> str:
    """Add soft hyphens to the long words of a Dutch page, and no-break spaces between numbers and units.

    A browser without Dutch hyphenation, as many are, would break a long word anywhere. Words get as few soft hyphens as
    possible, because some screen readers pause at each (WCAG 2.2, 1.4.10 and 1.4.12). The menu and buttons get none,
    because speech control uses their names (2.5.3).
    """
    at = page.find("<body")
    if at < 0:
        return page
    done = [page[:at]]
    pattern = _APART_OR_FOREIGN if ' lang="' in page[at:] else _APART  # most pages have one language
    while apart := pattern.search(page, at):
        end = _end_of(apart["foreign"], page, apart.end()) if apart["foreign"] else apart.end()
        done += (_broken(page[at : apart.start()]), page[apart.start() : end])
        at = end
    return "".join((*done, _broken(page[at:])))


def _end_of(name: str, page: str, at: int) -> int:
    """Return the end of the element that was opened before `at`."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^>]*>").finditer(page, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(page)


def _broken(html: str) -> str:
    """Add soft hyphens and no-break spaces to a stretch of HTML with whole tags."""
    html = _replaced(html, ((space.start(), " ", "\u00a0") for space in _UNIT.finditer(html)))
    return _replaced(html, ((at, word, SOFT_HYPHEN.join(_parts(word))) for at, word in _long_words(html)))


def _long_words(html: str) -> Iterator[tuple[int, str]]:
    """Yield the long words in a text with their positions."""
    # Searching bytes for a run of letters takes a tenth of the time of a regular expression.
    letters = html.encode("latin-1", "replace").translate(_LETTERS)
    at = letters.find(_LONG_RUN)
    while at >= 0:
        if word := _LONG_WORD.match(html, at):
            yield at, word[0]
        end = letters.find(b" ", at)
        at = letters.find(_LONG_RUN, end) if end >= 0 else -1


def _replaced(html: str, changes: Iterable[tuple[int, str, str]]) -> str:
    """Replace texts in HTML at these positions, except within tags."""
    done: list[str] = []
    start, in_tag = 0, False
    for at, old, new in changes:
        opened, closed = html.rfind("<", start, at), html.rfind(">", start, at)
        in_tag = in_tag if opened == closed else opened > closed
        done += (html[start:at], old if in_tag else new)
        start = at + len(old)
    return "".join((*done, html[start:]))


@cache
def _parts(word: str) -> tuple[str, ...]:
    """Split a word into parts that are short enough, at the syllables nearest to its middle."""
    places = _places(word) if len(word) >= LONG else ()
    inside = [at for at in places if SHORTEST_PART <= at <= len(word) - SHORTEST_PART]
    if not inside:
        return (word,)
    middle = min(inside, key=lambda at: abs(2 * at - len(word)))
    return (*_parts(word[:middle]), *_parts(word[middle:]))


def _places(word: str) -> list[int]:
    """Return where the syllables of a word start, by Liang's patterns ("Word Hy-phen-a-tion by Com-put-er", 1983).

    A pattern is letters with digits between them. Of all patterns in a word the highest digit at a position counts, and
    an odd one starts a syllable.
    """
    patterns, longest = _dutch()
    spelt = f".{word.lower()}."
    figures = [0] * (len(spelt) + 1)
    for start in range(len(spelt)):
        for end in range(start + 1, min(start + longest, len(spelt)) + 1):
            at = start
            for char in patterns.get(spelt[start:end], ""):
                if char.isdecimal():
                    figures[at] = max(figures[at], int(char))
                else:
                    at += 1
    return [at - 1 for at, figure in enumerate(figures) if figure % 2]


@cache
def _dutch() -> tuple[dict[str, str], int]:
    """Return the Dutch patterns of Pyphen by their letters, and the length of the longest.

    Pyphen itself parses all sixteen thousand first, which takes as long as the rest of a page.
    """
    from pyphen import LANGUAGES  # noqa: PLC0415  only when a page is made

    encoding, _, typed = LANGUAGES["nl_NL"].read_bytes().partition(b"\n")
    letters = typed.translate(None, b"0123456789")
    patterns = dict(zip(*(text.decode(encoding.decode()).split() for text in (letters, typed)), strict=True))
    return patterns, max(map(len, patterns))
