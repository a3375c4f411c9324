"""The plain-language coach: it reports what is hard to read, and never stops publication because of style."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from avksite.checks.known_words import KnownWords
from avksite.checks.plain_language import abbreviations, consistency, figures, level, punctuation, sentences, vocabulary
from avksite.checks.plain_language.texts import PageText, is_dutch, texts_of
from avksite.kinds.base import Document
from avksite.problems import Problem

SUBJECTS = (sentences, vocabulary, abbreviations, punctuation, figures, consistency, level)
_CUES = (*abbreviations.CUES, *punctuation.CUES, *figures.CUES)


class _Known(NamedTuple):
    """The words and names that the coach knows."""

    words: vocabulary.WordLists
    letters: frozenset[str]
    names: tuple[consistency.ProperName, ...]


@lru_cache(maxsize=1)
def _known(around: KnownWords) -> _Known:
    return _Known(vocabulary.WordLists(around), abbreviations.known_acronyms(around), consistency.proper_names(around))


def read_along(document: Document, around: KnownWords) -> tuple[tuple[Problem, ...], consistency.Voice | None]:
    """Return what is hard in a Dutch text, and how it addresses the reader."""
    if not is_dutch(document):
        return (), None
    page = PageText(texts_of(document, around))
    voice = consistency.voice_of(page)
    return (*_problems(page, _known(around)), *consistency.check_voice(voice)), voice


def _problems(page: PageText, known: _Known) -> Iterator[Problem]:
    """Yield what is hard: first in each text, then in the page as a whole."""
    for cue in _CUES:
        if cue.may_be_in(page):
            for text in filter(cue.may_be_in, page.texts):
                yield from cue.problems_in(text)
    for check in (sentences.check, punctuation.check, figures.check, level.check):
        yield from check(page)
    yield from vocabulary.check(page, known.words)
    yield from abbreviations.check(page, known.letters)
    yield from consistency.check_names(page, known.names)
