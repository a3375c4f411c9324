"""Checks of the output: targets of links, addresses and titles of pages, the ledger, and sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from avksite.checks.output import ledger, pages, targets, weight
from avksite.problems import Problem
from avksite.rendering.artifact import Artifact
from avksite.site import Site

SUBJECTS = (targets, pages, ledger, weight)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Yield every problem in the output of a site, at places that no change of a body moves."""
    for subject in (pages, ledger):
        yield from subject.check(site, artifacts)
