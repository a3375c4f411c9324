"""Ways through the site: whatever is pointed at is there, and every page can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.ways import detours, insiders, made_links, orphans, targets
from avksite.checks.ways.web import weave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.making.artifact import Artifact
    from avksite.problems import Problem
    from avksite.site import Site

RULES = (*targets.RULES, *made_links.RULES, *orphans.RULES, *detours.RULES, *insiders.RULES)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at every target that was typed, every link that was made, and every page."""
    web = weave(site, artifacts)
    yield from targets.check(site, web)
    yield from made_links.check(site, web)
    yield from orphans.check(site, web)
    yield from detours.check(site)
    yield from insiders.check(site)
