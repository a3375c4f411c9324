"""Checks of what was made: its addresses and ids, its titles, and what it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.output import addresses, anchors, mail, targets, titles, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.problems import Problem
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

RULES = (*targets.RULES, *anchors.RULES, *titles.RULES, *addresses.RULES, *mail.RULES, *weight.RULES)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Yield every problem in what was made of a site."""
    yield from targets.check(site, artifacts)
    yield from anchors.check(site, artifacts)
    yield from titles.check(site, artifacts)
    yield from addresses.check(site, artifacts)
    yield from mail.check(site, artifacts)
    yield from weight.check(site, artifacts)
