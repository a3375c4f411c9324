"""Checks of one text by itself: how it is put together, and what an author left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks import leftovers
from avksite.checks.text import (
    blocks,
    emphasis,
    fake_headings,
    heading_words,
    headings,
    images,
    languages,
    link_length,
    lists,
    paragraphs,
    personal_data,
    picture_words,
    places_and_colours,
    promises,
    quotes,
    tables,
    unfinished,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from avksite.checks.known_words import KnownWords
    from avksite.kinds.base import Document
    from avksite.problems import Problem, Rule

_CHECKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    headings.check,
    heading_words.check,
    images.check,
    picture_words.check,
    paragraphs.check,
    blocks.check,
    emphasis.check,
    fake_headings.check,
    lists.check,
    promises.check,
    quotes.check,
    tables.check,
    languages.check,
    link_length.check,
    places_and_colours.check,
    unfinished.check,
    leftovers.check,
)

RULES: tuple[Rule, ...] = (
    *headings.RULES,
    *heading_words.RULES,
    *images.RULES,
    *picture_words.RULES,
    *paragraphs.RULES,
    *blocks.RULES,
    *emphasis.RULES,
    *fake_headings.RULES,
    *lists.RULES,
    *promises.RULES,
    *quotes.RULES,
    *tables.RULES,
    *languages.RULES,
    *link_length.RULES,
    *places_and_colours.RULES,
    *unfinished.RULES,
    *leftovers.RULES,
    *personal_data.RULES,
)


def check(document: Document, known: KnownWords) -> Iterator[Problem]:
    """Yield every problem that shows in one text; `known` holds the names that the site knows."""
    for one in _CHECKS:
        yield from one(document)
    yield from personal_data.check(document, known)
