"""Every link on every page that was made leads somewhere: the net below what the texts themselves say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.output.link_graph import Spot
from avksite.kinds.document import Named
from avksite.problems import Place, Problem, Rule, Severity
from avksite.rendering.artifact import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.output.link_graph import Web
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site


def _below_the_text(link: str) -> str:
    return (
        "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n"
        "-- templates/page.html --\n{% extends 'document.html' %}\n"
        f"{{% block after_text %}}\n{link}\n{{% endblock %}}\n"
    )


BROKEN_ON_PAGE = Rule(
    id="pagina-link-kapot",
    severity=Severity.ERROR,
    promise="Ook elke link die de site zelf maakt, komt ergens uit.",
    why="De lezer ziet niet of een link uit een tekst of uit een sjabloon komt. Hij ziet alleen dat hij niet werkt.",
    bad=_below_the_text('<p><a href="../folder/">Bekijk de folder</a></p>'),
    good=_below_the_text('<p><a href="../">Naar de homepage</a></p>'),
    criterion="2.4.4",
)

RULES = (BROKEN_ON_PAGE,)


def check(site: Site, web: Web) -> Iterator[Problem]:
    """Report each place that pages lead to and that is not there, once for all those pages."""
    broken: dict[Spot, dict[str, str]] = {}
    for path, steps in web.steps.items():
        for step in steps:
            if step.to not in web:
                broken.setdefault(step.to, {}).setdefault(path, step.words)
    if not broken:
        return
    typed = {spot for it in site.named for spot in _spots(site, web, it)}
    artifacts = {page.path: page for page in web.pages}
    for spot, pages in sorted(broken.items()):
        if spot not in typed:  # What a text names is told at its own line.
            first = min(pages)
            yield _problem(spot, artifacts[first], pages[first], len(pages) - 1)


def _spots(site: Site, web: Web, it: Named) -> Iterator[Spot]:
    """Yield where a typed target leads: as the site reads it, and as a browser does on the text's own page."""
    target = site.within(it.target.strip())
    destination = site.resolve(it.path, target)
    yield Spot(path_of(destination.address), destination.fragment)
    here = site.by_path.get(it.path)
    spot = web.spot(path_of(here.address), target) if here and here.address else None
    if spot is not None:
        yield spot


def _problem(spot: Spot, page: Artifact, words: str, others: int) -> Problem:
    more = {0: "", 1: " en nog 1 pagina"}.get(others, f" en nog {others} pagina’s")
    target = f"/{spot.path.removesuffix('index.html')}" + (f"#{spot.fragment}" if spot.fragment else "")
    message = f"Op `{page.address}`{more} gaat de link “{words}” naar `{target}`, en dat bestaat niet."
    hint = "Deze link staat in geen enkele tekst: vraag wie de sjablonen beheert om hem te herstellen."
    return Problem(BROKEN_ON_PAGE, Place(page.made_from, 1), message, hint)
