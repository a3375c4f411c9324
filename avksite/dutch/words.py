"""Words: where they stand in a text, and which of them are names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Runs of letters first, then what may hold two together: that is quicker than to weigh every sign.
_WORD = re.compile(r"(?:[^\W\d]{1,2}\.){2,}(?!\w)|\w+(?:(?:[-\u2011’'·]|(?<=[0-9])[.,:](?=[0-9]))\w+)*")
_NUMBER = re.compile(r"[0-9][0-9.,:]*(?:e|ste|de)?")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_SHORTEST_WORDLIKE = 4
_WORDLIKE = re.compile(r"[^\W\dAEIOUY]{0,3}(?:[AEIOUY]{1,3}[^\W\dAEIOUY]{1,4})*[AEIOUY]{0,3}(?<=[A-Z]{4})")
# Word and web pages bring spaces that do not break, and marks without width.
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WIDTHLESS = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_PIECES = re.compile(r"[-\u2011]")


class Word(NamedTuple):
    """A word and the place where it starts; `14.000`, `i.s.m.`, `foto’s` and `e-mail` are each one word."""

    text: str
    start: int
    folded: str
    """The word without capitals."""

    @property
    def end(self) -> int:
        """The place just behind it."""
        return self.start + len(self.text)


def listed(words: str) -> tuple[str, ...]:
    """Return words that were written out in a row; a list of them would take a line for each."""
    return tuple(words.split())


def tidy(typed: str) -> str:
    """Return the text with single, ordinary spaces and without marks that cannot be seen."""
    return _SPACES.sub(" ", _WIDTHLESS.sub("", typed)).strip()


def folded(text: str) -> str:
    """Return what counts when two texts are compared: no capitals, and no signs around the words."""
    return " ".join(text.casefold().split()).strip(" .!?:“”\"'‘’")


def words_in(text: str, start: int = 0) -> tuple[Word, ...]:
    """Return the words of a text, from first to last; `start` is the place of the text in a longer one."""
    # A site has millions of words: made this way, each costs half of what `Word(…)` costs.
    new = tuple.__new__
    return tuple([new(Word, (word := one[0], start + one.start(), word.lower())) for one in _WORD.finditer(text)])


def typed_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as they were typed, without their places: that takes less than half the time."""
    return tuple(_WORD.findall(text))


def is_number(word: str) -> bool:
    """Say whether a word is written in figures: `160`, `14.000`, `13.30`, `2e`."""
    return _NUMBER.fullmatch(word) is not None


def is_spelt(word: str) -> bool:
    """Say whether a word is read letter by letter, such as `GKB`."""
    return _CAPITALS.fullmatch(word) is not None and not is_wordlike(word)


def is_wordlike(letters: str) -> bool:
    """Say whether capitals read as a word, such as `HALT`: then they are a name, or all_caps."""
    return len(letters) >= _SHORTEST_WORDLIKE and _WORDLIKE.fullmatch(letters) is not None


def letters(word: str) -> int:
    """Return how many letters a word has."""
    return sum(map(str.isalpha, word))


def pieces(word: str) -> list[str]:
    """Return the pieces that hyphens part a word into: `pilot-project` has two."""
    return _PIECES.split(word)


def names_in(sentence: Sequence[Word]) -> frozenset[int]:
    """Return the places of the words of a sentence that are names.

    The first word has a capital anyway; it is a name only together with a name right behind it, as `Maatschappelijk
    Welzijn Coevorden`.
    """
    found = {word.start for word in sentence[1:] if word.text != word.folded}
    if found and sentence[1].start in found and sentence[0].text[:1].isupper() and not is_spelt(sentence[1].text):
        found.add(sentence[0].start)
    return frozenset(found)
