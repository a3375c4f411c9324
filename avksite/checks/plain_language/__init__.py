"""Plain language: a coach that reads along, says what is hard, and never stops a text because of its style."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from avksite.checks.plain_language import abbreviations, consistency, figures, level, sentences, signs, vocabulary
from avksite.checks.plain_language.texts import is_dutch, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.checks.known_words import KnownWords
    from avksite.checks.plain_language.texts import Text
    from avksite.kinds.base import Document
    from avksite.problems import Problem

RULES = (
    *sentences.RULES,
    *vocabulary.RULES,
    *abbreviations.RULES,
    *signs.RULES,
    *figures.RULES,
    *consistency.RULES,
    *level.RULES,
)

_SIGNS = (*abbreviations.SIGNS, *signs.SIGNS, *figures.SIGNS)
_OF_ONE_TEXT = (sentences.check, signs.check, figures.check)

compare = consistency.compare


class _Known(NamedTuple):
    """What the coach knows before it reads."""

    words: vocabulary.Vocabulary
    letters: frozenset[str]
    names: tuple[consistency.Name, ...]


@lru_cache(maxsize=1)
def _known(around: KnownWords) -> _Known:
    return _Known(vocabulary.Vocabulary(around), abbreviations.known_acronyms(around), consistency.proper_names(around))


def read_along(document: Document, around: KnownWords) -> tuple[tuple[Problem, ...], consistency.Voice | None]:
    """Return what is hard in a text, and how it speaks to its reader; texts in another language are left alone."""
    if not is_dutch(document):
        return (), None
    texts = texts_of(document, around)
    voice = consistency.voice_of(texts)
    return (*_problems(texts, _known(around)), *consistency.check_voice(voice)), voice


def _problems(texts: Sequence[Text], known: _Known) -> Iterator[Problem]:
    """Yield what is hard: first in each text by itself, then in all texts of the page together."""
    for text in texts:
        for sign in _SIGNS:
            if sign.may_be_in(text):
                yield from sign.problems_in(text)
        for check in _OF_ONE_TEXT:
            yield from check(text)
    yield from vocabulary.check(texts, known.words)
    yield from abbreviations.check(texts, known.letters)
    yield from consistency.check_names(texts, known.names)
    yield from level.check(texts)
