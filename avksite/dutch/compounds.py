"""Compound words taken apart into words that stand on the site by themselves."""

from __future__ import annotations

from collections.abc import Container

from avksite.dutch.stems import STOP_WORDS, stem

SHORTEST_PART = 4
LINKS = ("", "s", "en", "er", "e")
"""What stands between two parts: schuld-hulp, ervaring-s-kennis, gezin-nen-coach, kind-er-opvang."""


def ending(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stem of the longest word of the site that a compound ends in, () for none.

    For a name whose first part is no word: who looks for `hogeschool` means `hanzehogeschool`.
    """
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        if word[at:] not in STOP_WORDS and stem(word[at:]) in known:
            return (stem(word[at:]),)
    return ()


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stems of the words that a word is made of, () when it is not made of known ones.

    `word` is as `tokens` gives it and `known` holds stems. The last part is as long as can be, since it says what the
    whole is: `schuldhulpverlening` ends in `hulpverlening` when the site knows that word.
    """
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        last = stem(word[at:])
        if last not in known or word[at:] in STOP_WORDS:
            continue
        for link in LINKS:
            first = word[:at].removesuffix(link)
            if len(first) < SHORTEST_PART or not word[:at].endswith(link):
                continue
            if stem(first) in known:
                return (stem(first), last)
            if inner := parts(first, known):
                return (*inner, last)
    return ()
