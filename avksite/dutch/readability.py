"""Readability: syllables, and the Dutch formula of Flesch and Douma, which is a rough measure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from avksite.dutch.words import Sentence, is_number, is_spelt, word_list
from avksite.patterns import regex

BANDS = (
    (90.0, "heel makkelijk"),
    (80.0, "makkelijk"),
    (70.0, "vrij makkelijk"),
    (60.0, "gewoon"),
    (45.0, "vrij moeilijk"),
    (30.0, "moeilijk"),
)
"""The least score of each band; below the last, a text is very hard."""
HARDEST_BAND = "heel moeilijk"

EASY_ENOUGH = 60.0
LONG_AVERAGE = 12.0
"""With a longer average sentence, shorter sentences help most; otherwise, easier words do."""

FEWEST_WORDS = 7
"""A shorter sentence is hard because of one word, which is reported by itself."""


class Score(NamedTuple):
    """The counts of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        """The average length of a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def douma(self) -> float:
        """The score: the higher, the easier; about 0 to 100."""
        if not self.words:
            return 100.0
        return 206.84 - 0.93 * self.words_a_sentence - 77.0 * self.syllables / self.words

    @property
    def points(self) -> int:
        """The score, rounded, from 0 to 100."""
        return max(0, min(100, math.floor(self.douma)))

    @property
    def band(self) -> str:
        """The score in words."""
        return band(self.douma)

    @property
    def advice(self) -> str:
        """What helps most, in Dutch; "" for a text that reads well."""
        if self.douma >= EASY_ENOUGH:
            return ""
        if self.words_a_sentence > LONG_AVERAGE:
            return "Begin met de zinnen: knip elke zin hierboven in tweeën."
        return "Begin met de woorden: kies in de zinnen hierboven kortere en gewonere woorden."


def band(douma: float) -> str:
    """Return a score in words."""
    return next((words for limit, words in BANDS if douma >= limit), HARDEST_BAND)


def score(sentences: Iterable[Sentence]) -> Score:
    """Count the words, sentences and syllables of a text."""
    each = [sentence.typed for sentence in sentences]
    words = list(chain.from_iterable(each))
    return Score(len(words), len(each), sum(map(syllables_in, words)))


def hardest(sentences: Sequence[Sentence], most: int = 5) -> tuple[int, ...]:
    """Return the indexes of the sentences that are hardest to read, the hardest first."""
    ranked = sorted(
        (score((sentence,)).douma, place)
        for place, sentence in enumerate(sentences)
        if len(sentence.typed) >= FEWEST_WORDS
    )
    return tuple(place for _, place in ranked[:most])


class Reading(NamedTuple):
    """A sentence with the line it was typed on."""

    line: int
    text: str
    words: int


class PageReading(NamedTuple):
    """The readability of a page: its score, and its hardest sentences."""

    path: str
    score: Score
    hardest: tuple[Reading, ...]


# Vowels that sound as one, the longest first. Other pairs are two syllables: "ea" in "idealen", "ie-e" in "financieel".
_NUCLEUS = regex("aai|ooi|oei|eeu|ieu|eau|aau|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|ai|oi|ay|ey|oy|[aeiouy]")

_TREMA = "\u0308"
_ACCENTS = regex("[\u0300-\u036f]")
# A trema starts a syllable, and so does its letter.
_STARTS = regex(f"([aeiouy]){_TREMA}")

# Exceptions, where such vowels are two syllables.
_PARTED = (
    (regex(r"ieu(?=[sz](?!t))"), "i.eu"),  # se-ri-eus, but mi-lieu
    (regex(r"eu(?=m(?:s|pje)?\b|m[^aeiou])"), "e.u"),  # mu-se-um
    (regex(r"qu"), "kw"),
    (regex(r"(?<=[aeiou])y(?=[aeiou])"), "j"),  # ro-yaal
    (regex(r"\by(?=[aeiou])"), "j"),  # yog-hurt
    (regex(r"\bge(?=[iu](?:[^aeijou]|$))"), "ge."),  # ge-uit, ge-in-casseerd
    (regex(r"\bbe(?=[iu](?:n[^aeiou]|it))"), "be."),
    (regex(r"eau(?=t)"), "o"),
    (regex(r"ij(?=[aeou]{2})"), "ij."),
)
# A plural, or a second piece after a foreign word, is counted as usual.
_FOREIGN = {word: number for number in (1, 2, 3) for word in word_list(f"foreign-{number}")}


@lru_cache(maxsize=20_000)
def syllables_in(word: str) -> int:
    """Return how many syllables a word has; at least one.

    A word in capitals is read letter by letter. Digits count as one syllable.
    """
    if is_number(word):
        return 1
    if is_spelt(word):
        return len(word)
    folded = word.lower()
    if folded in _FOREIGN:
        return _FOREIGN[folded]
    return max(1, sum(_in_piece(piece) for piece in re.split(r"[-\u2011.’'/]", folded)))


def _in_piece(piece: str) -> int:
    """Count in a piece without hyphens."""
    if piece in _FOREIGN:
        return _FOREIGN[piece]
    text = _ACCENTS.sub("", _STARTS.sub(r".\1", unicodedata.normalize("NFD", piece)))
    for pattern, parted in _PARTED:
        text = pattern.sub(parted, text)
    return len(_NUCLEUS.findall(text))
