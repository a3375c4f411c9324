"""Checks of what was made: pages and mails, their addresses, and the links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.output import addresses, made_links, mail, orphans, pages, targets, titles
from avksite.checks.output.link_graph import weave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.problems import Problem
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

RULES = (*targets.RULES, *made_links.RULES, *orphans.RULES, *titles.RULES, *addresses.RULES, *mail.RULES, *pages.RULES)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Yield every problem in what was made of a site."""
    graph = weave(site, artifacts)
    yield from targets.check(site, graph)
    yield from made_links.check(site, graph)
    yield from orphans.check(site, graph)
    yield from titles.check(site, artifacts)
    yield from addresses.check(site, artifacts)
    yield from mail.check(site, artifacts)
    yield from pages.check(site, artifacts)
