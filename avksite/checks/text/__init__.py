"""Checks of one text by itself: how it is put together, and what an author left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

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


class _Subject(Protocol):
    """One subject that is checked: a module."""

    @property
    def RULES(self) -> tuple[Rule, ...]: ...  # noqa: N802  a constant of the module

    def check(self, document: Document, /) -> Iterator[Problem]: ...


_SUBJECTS: tuple[_Subject, ...] = (
    headings, images, lists_and_tables, meaning, paragraphs, promises, unfinished, leftovers,
)  # fmt: skip

RULES: tuple[Rule, ...] = (*(rule for subject in _SUBJECTS for rule in subject.RULES), *personal_data.RULES)


def check(document: Document, known: KnownWords) -> Iterator[Problem]:
    """Yield every problem that shows in one text; `known` holds the names that the site knows."""
    for subject in _SUBJECTS:
        yield from subject.check(document)
    yield from personal_data.check(document, known)
