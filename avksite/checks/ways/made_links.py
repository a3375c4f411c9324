"""Every link on every page that was made leads somewhere: the net below what the texts themselves say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.ways.named import Wanted, named
from avksite.checks.ways.web import Spot
from avksite.making.artifact import path_of
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.ways.web import Web
    from avksite.making.artifact import Artifact
    from avksite.site import Site

BROKEN_ON_PAGE = Rule(
    id="pagina-link-kapot",
    severity=Severity.ERROR,
    promise="Ook elke link die de site zelf maakt, komt ergens uit.",
    why="De lezer ziet niet of een link uit een tekst of uit een sjabloon komt. Hij ziet alleen dat hij niet werkt.",
    bad="-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n-- templates/page.html --\n<!doctype html>\n"
    '<html lang="nl"><title>Voorbeeld</title><p><a href="../folder/">Bekijk de folder</a></p></html>\n',
    good="-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n-- templates/page.html --\n<!doctype html>\n"
    '<html lang="nl"><title>Voorbeeld</title><p><a href="../">Naar de homepage</a></p></html>\n',
    criterion="2.4.4",
)

RULES = (BROKEN_ON_PAGE,)


def check(site: Site, web: Web) -> Iterator[Problem]:
    """Report each place that pages lead to and that is not there, once for all those pages."""
    broken: dict[Spot, dict[str, str]] = {}
    for path, steps in web.steps.items():
        for step in steps:
            if not web.has(step.to):
                broken.setdefault(step.to, {}).setdefault(path, step.words)
    if not broken:
        return
    # What a text names is told at its own line.
    typed = {_spot(site, web, it.path, it.target) for it in named(site) if it.wanted is Wanted.LINK}
    artifacts = {artifact.path: artifact for artifact in web.artifacts}
    for spot, pages in sorted(broken.items()):
        if spot not in typed:
            first = min(pages)
            yield _problem(spot, artifacts[first], pages[first], len(pages) - 1)


def _spot(site: Site, web: Web, path: str, target: str) -> Spot:
    destination = site.resolve(path, web.within(target.strip()))
    if destination.kind == "here":
        here = site.by_path.get(path)
        return Spot(path_of((here.address if here else None) or "/"), destination.fragment)
    return Spot(path_of(destination.address), destination.fragment)


def _problem(spot: Spot, page: Artifact, words: str, others: int) -> Problem:
    more = {0: "", 1: " en nog 1 pagina"}.get(others, f" en nog {others} pagina’s")
    target = f"/{spot.path.removesuffix('index.html')}" + (f"#{spot.fragment}" if spot.fragment else "")
    message = f"Op `{page.address}`{more} gaat de link “{words}” naar `{target}`, en dat bestaat niet."
    hint = "Deze link staat in geen enkele tekst: vraag wie de sjablonen beheert om hem te herstellen."
    return Problem(BROKEN_ON_PAGE, Place(page.made_from, 1), message, hint)
