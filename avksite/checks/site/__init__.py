"""Checks of all texts together: what one of them says of another, of a file, or of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks import leftovers
from avksite.checks.site import (
    colours,
    consent,
    dates,
    detours,
    downloads,
    files,
    insiders,
    links,
    moving_pictures,
    names,
    phones,
    plain_text,
    references,
    relative_dates,
    sign_up,
    statement,
    title_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from avksite.problems import Problem, Rule
    from avksite.site import Site

_CHECKS: tuple[Callable[[Site], Iterator[Problem]], ...] = (
    files.check,
    links.check,
    detours.check,
    insiders.check,
    references.check,
    title_words.check,
    downloads.check,
    dates.check,
    relative_dates.check,
    sign_up.check,
    names.check,
    phones.check,
    consent.check,
    plain_text.check,
    moving_pictures.check,
    colours.check,
    statement.check,
    leftovers.check_site,
)

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *links.RULES,
    *detours.RULES,
    *insiders.RULES,
    *references.RULES,
    *title_words.RULES,
    *downloads.RULES,
    *dates.RULES,
    *relative_dates.RULES,
    *sign_up.RULES,
    *names.RULES,
    *phones.RULES,
    *consent.RULES,
    *plain_text.RULES,
    *moving_pictures.RULES,
    *colours.RULES,
    *statement.RULES,
)


def check(site: Site) -> Iterator[Problem]:
    """Yield every problem that shows in the site as a whole."""
    for one in _CHECKS:
        yield from one(site)
