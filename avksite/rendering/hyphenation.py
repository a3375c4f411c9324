"""Where a line of a page may break: in a long word at a syllable, and never between a figure and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
LONG = 13
"""Letters: what is shorter fits in the narrowest column, in the largest letters that a reader can choose."""
SHORTEST_PART = 5

_TOKEN = re.compile(
    r"<(?P<whole>script|style|title|svg|pre|code|textarea|select|button|nav(?= class=.menu.))\b"
    r"(?![^>]*data-scripted).*?</(?P=whole)>"
    r"|<!--.*?-->"
    r"|<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
_LANGUAGE = re.compile(r'\slang="(?P<code>[a-zA-Z]+)')
# Not in an address, of which no part is a word.
_LONG_WORD = re.compile(rf"(?<![\w&#@/.])[^\W\d_]{{{LONG},}}(?![\w@/]|:/|\.\w)")
_UNIT = re.compile(r"(?<=\d) (?=(?:uur|minuten|euro|procent|kilometer|km|kB|MB)\b)|(?<=€) (?=\d)")


def hyphenated(page: str) -> str:
    """Return the HTML of a Dutch page with soft hyphens in its long words and no break between a figure and its unit.

    A browser that knows no Dutch would break a long word anywhere, and many know none. As few soft hyphens as will do,
    where a word falls in halves: some screen readers pause at each (WCAG 2.2, 1.4.10 and 1.4.12). The menu and
    buttons have none, for they are called by their name (2.5.3).
    """
    head, body, rest = page.partition("<body")
    return f"{head}{body}{''.join(_walk(rest))}" if body else page


def _walk(html: str) -> Iterator[str]:
    foreign, depth = "", 0  # the element in another language that is open, and how many of its name are open in it
    for token in _TOKEN.finditer(html):
        name, text = token["name"], token["text"]
        if text is not None:
            yield text if foreign else _LONG_WORD.sub(_parted, _UNIT.sub("\u00a0", text))
            continue
        yield token[0]
        if name == foreign and name:
            depth += -1 if token["close"] else 1
            foreign = name if depth else ""
        elif name and not foreign and not token["close"]:
            language = _LANGUAGE.search(token["attributes"])
            if language and language["code"] != "nl":
                foreign, depth = name, 1


def _parted(found: re.Match[str]) -> str:
    return SOFT_HYPHEN.join(_parts(found[0]))


@cache
def _parts(word: str) -> tuple[str, ...]:
    """Return a word in parts that are short enough, parted at the syllables nearest to its middle."""
    # A syllable that is spelt otherwise at the end of a line (`data`) asks for more than a soft hyphen can do.
    places = [int(at) for at in _dutch().positions(word) if not at.data]
    inside = [at for at in places if SHORTEST_PART <= at <= len(word) - SHORTEST_PART]
    if not inside or len(word) < LONG:
        return (word,)
    middle = min(inside, key=lambda at: abs(2 * at - len(word)))
    return (*_parts(word[:middle]), *_parts(word[middle:]))


@cache
def _dutch() -> Pyphen:
    import pyphen  # noqa: PLC0415  takes a third of a second, and only when a page is made

    return pyphen.Pyphen(lang="nl_NL")
