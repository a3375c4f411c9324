"""Checks of all texts together: what one of them says of another, of a file, or of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from avksite.checks import leftovers
from avksite.checks.site import (
    colours,
    dates,
    languages,
    links,
    media,
    names,
    orphans,
    recordings,
    references,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.problems import Problem, Rule
    from avksite.site import Site


class _Subject(Protocol):
    """One subject that is checked: a module."""

    @property
    def RULES(self) -> tuple[Rule, ...]: ...  # noqa: N802  a constant of the module

    def check(self, site: Site, /) -> Iterator[Problem]: ...


_SUBJECTS: tuple[_Subject, ...] = (
    media, links, references, dates, names, recordings, colours, statement, orphans, languages,
)  # fmt: skip

RULES: tuple[Rule, ...] = tuple(rule for subject in _SUBJECTS for rule in subject.RULES)


def check(site: Site) -> Iterator[Problem]:
    """Yield every problem that shows in the site as a whole."""
    for subject in _SUBJECTS:
        yield from subject.check(site)
    yield from leftovers.check_site(site)
