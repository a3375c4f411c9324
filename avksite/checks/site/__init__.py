"""Checks of all texts together: what one of them says of another, of a file, or of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks import leftovers
from avksite.checks.site import colours, dates, links, media, names, recordings, references, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.kinds.base import Document
    from avksite.problems import Problem, Rule
    from avksite.site import Site

SUBJECTS = (media, links, references, dates, names, recordings, colours, statement)
RULES: tuple[Rule, ...] = tuple(rule for subject in SUBJECTS for rule in subject.RULES)


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Yield every problem that shows in one text when the rest of the site is known."""
    for subject in (links, references, dates, recordings):
        yield from subject.check_text(site, document)


def check(site: Site, said: Iterable[names.Said]) -> Iterator[Problem]:
    """Yield every problem that shows in the site as a whole; `said` are the names and numbers of each text."""
    for subject in (media, links, references, colours, statement):
        yield from subject.check(site)
    yield from names.check(site, said)
    yield from leftovers.check_site(site)
