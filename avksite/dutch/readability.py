"""How hard a text is to read, by the Dutch formula of Flesch and Douma: a rough measure, and a good place to start."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from avksite.dutch.sentences import Sentence
from avksite.dutch.syllables import syllables_in

BANDS = (
    (90.0, "heel makkelijk"),
    (80.0, "makkelijk"),
    (70.0, "vrij makkelijk"),
    (60.0, "gewoon"),
    (45.0, "vrij moeilijk"),
    (30.0, "moeilijk"),
)
"""From which score up a text is called what; below the last it is very hard."""
HARDEST_BAND = "heel moeilijk"

EASY_ENOUGH = 60.0
LONG_AVERAGE = 12.0
"""A text with longer sentences than this gains most by cutting them; one with shorter ones by other words."""

FEWEST_WORDS = 7
"""A shorter sentence is hard by one word only, and that word is told by itself."""


class Score(NamedTuple):
    """What was counted in a text."""

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
        """The score as a whole number from 0 to 100; it is too rough for more."""
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
    words = number = syllables = 0
    for sentence in sentences:
        number += 1
        words += len(sentence.typed)
        syllables += sum(map(syllables_in, sentence.typed))
    return Score(words, number, syllables)


def hardest(sentences: Sequence[Sentence], most: int = 5) -> tuple[int, ...]:
    """Return the places in the row of the sentences that are hardest to read, the hardest first."""
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
    """How a page reads: what was counted, and its hardest sentences."""

    path: str
    score: Score
    hardest: tuple[Reading, ...]
