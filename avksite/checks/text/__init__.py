"""Checks of one text by itself: how it is put together, and what an author left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks import leftovers
from avksite.checks.text import (
    headings,
    images,
    lists_and_tables,
    meaning,
    paragraphs,
    personal_data,
    promises,
    unfinished,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.known_words import KnownWords
    from avksite.kinds.base import Document
    from avksite.problems import Problem, Rule

_CHECKS = (
    headings.check, images.check, leftovers.check, lists_and_tables.check, meaning.check, paragraphs.check,
    promises.check, unfinished.check,
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *headings.RULES, *images.RULES, *leftovers.RULES, *lists_and_tables.RULES, *meaning.RULES, *paragraphs.RULES,
    *personal_data.RULES, *promises.RULES, *unfinished.RULES,
)  # fmt: skip


def check(document: Document, known: KnownWords) -> Iterator[Problem]:
    """Yield every problem that shows in one text; `known` holds the names that the site knows."""
    for one in _CHECKS:
        yield from one(document)
    yield from personal_data.check(document, known)
