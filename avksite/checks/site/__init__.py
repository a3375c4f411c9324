"""Checks of all texts together: what one of them says of another, of a file, or of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks import leftovers
from avksite.checks.site import colours, dates, links, media, names, recordings, references, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.problems import Problem, Rule
    from avksite.site import Site

SUBJECTS = (media, links, references, dates, names, recordings, colours, statement)
RULES: tuple[Rule, ...] = tuple(rule for subject in SUBJECTS for rule in subject.RULES)


def check(site: Site) -> Iterator[Problem]:
    """Yield every problem that shows in the site as a whole."""
    for subject in SUBJECTS:
        yield from subject.check(site)
    yield from leftovers.check_site(site)
