"""Every page can be reached by following links, not only by who knows its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity
from avksite.rendering.artifact import path_of
from avksite.rendering.made_pages import LISTED, MadePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.output.link_graph import Web
    from avksite.site import Site

UNREACHABLE = Rule(
    id="pagina-onbereikbaar",
    severity=Severity.ERROR,
    promise="Elke pagina is te bereiken via het menu, de voet of een link in een tekst.",
    why="Staat er nergens een link? Dan vind je de pagina alleen nog in de lijst van A tot Z, als je de naam kent.",
    bad="-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent.\n"
    "-- content/vacatures.md --\n---\ntitel: Vacatures\n---\nWij zoeken een voorzitter.\n",
    good="-- content/index.md --\n---\ntitel: Welkom\n---\nBekijk [onze vacatures](/vacatures.md).\n"
    "-- content/vacatures.md --\n---\ntitel: Vacatures\n---\nWij zoeken een voorzitter.\n",
    criterion="2.4.5",
)

RULES = (UNREACHABLE,)

A_TO_Z = path_of(MadePage.A_TO_Z)
NO_LINK_NEEDED = frozenset({"/", "/404.html"})


def check(site: Site, web: Web) -> Iterator[Problem]:
    """Report the pages that nobody comes upon; those of other kinds always stand in a list."""
    pages = {path_of(address): document for address, document in site.by_address.items()}
    if not web.promised <= web.made:
        return  # A page that could not be made has no links to follow; that is told by itself.
    reached = _reached(web)
    for path, document in pages.items():
        if document.kind.list_address or document.address in NO_LINK_NEEDED or path in reached:
            continue
        message = f"Geen enkele pagina heeft een link naar “{document.entry.label}”."
        target = document.path.removeprefix("content")
        hint = f"Zet in een andere tekst een link naar `{target}`, of in `content/site.yaml` onder `voet:`."
        yield Problem(UNREACHABLE, Place(document.path, 1), message, hint)


def _reached(web: Web) -> set[str]:
    """Return the pages that a visitor gets to from the home page and the lists, the one from A to Z left out."""
    reached = {path_of(address) for address in ("/", *LISTED)}
    todo = list(reached - {A_TO_Z})
    while todo:
        for step in web.steps.get(todo.pop(), ()):
            if step.to.path not in reached:
                reached.add(step.to.path)
                todo.append(step.to.path)
    return reached
