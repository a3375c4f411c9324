"""Plain language: a coach that reads along, says what is hard, and never stops a text because of its style."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from avksite.checks.known_words import KnownWords
from avksite.checks.plain_language import abbreviations, consistency, figures, level, sentences, signs, vocabulary
from avksite.checks.plain_language.texts import PageText, is_dutch, texts_of
from avksite.kinds.base import Document
from avksite.problems import Problem

SUBJECTS = (sentences, vocabulary, abbreviations, signs, figures, consistency, level)
_SIGNS = (*abbreviations.SIGNS, *signs.SIGNS, *figures.SIGNS)


class _Known(NamedTuple):
    """What the coach knows before it reads."""

    words: vocabulary.WordLists
    letters: frozenset[str]
    names: tuple[consistency.ProperName, ...]


@lru_cache(maxsize=1)
def _known(around: KnownWords) -> _Known:
    return _Known(vocabulary.WordLists(around), abbreviations.known_acronyms(around), consistency.proper_names(around))


def read_along(document: Document, around: KnownWords) -> tuple[tuple[Problem, ...], consistency.Voice | None]:
    """Return what is hard in a text, and how it speaks to its reader; texts in another language are left alone."""
    if not is_dutch(document):
        return (), None
    page = PageText(texts_of(document, around))
    voice = consistency.voice_of(page)
    return (*_problems(page, _known(around)), *consistency.check_voice(voice)), voice


def _problems(page: PageText, known: _Known) -> Iterator[Problem]:
    """Yield what is hard: first in each text by itself, then in all texts of the page together."""
    for sign in _SIGNS:
        if sign.may_be_in(page):
            for text in filter(sign.may_be_in, page.texts):
                yield from sign.problems_in(text)
    for check in (sentences.check, signs.check, figures.check, level.check):
        yield from check(page)
    yield from vocabulary.check(page, known.words)
    yield from abbreviations.check(page, known.letters)
    yield from consistency.check_names(page, known.names)
