"""How a text is put together: stress, tables, lists, quotes, and promises that the text itself must keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.composition import emphasis, fake_headings, lists, promises, quotes, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from avksite.documents import Document
    from avksite.making.surroundings import Surroundings
    from avksite.problems import Problem, Rule

_PARTS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    emphasis.check,
    fake_headings.check,
    lists.check,
    promises.check,
    quotes.check,
    tables.check,
)

RULES: tuple[Rule, ...] = (
    *emphasis.RULES,
    *fake_headings.RULES,
    *lists.RULES,
    *promises.RULES,
    *quotes.RULES,
    *tables.RULES,
)


def check(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Look at how a text is put together."""
    del around
    for part in _PARTS:
        yield from part(document)
