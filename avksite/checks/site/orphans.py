"""Every page can be reached by following links, not only by who knows its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.settings import SITE
from avksite.kinds import NOT_FOUND
from avksite.problems import Place, Problem, Rule, Severity, example
from avksite.rendering.addresses import list_addresses
from avksite.rendering.sign_up import BLOCK, PAGE, PRIVACY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.site import Site

UNREACHABLE = Rule(
    id="pagina-onbereikbaar",
    severity=Severity.ERROR,
    promise="Elke pagina is te bereiken via het menu, de voet of een link in een tekst.",
    why="Staat er nergens een link? Dan vind je de pagina alleen nog in de lijst van A tot Z, als je de naam kent.",
    bad=example("Fijn dat je er bent.", "titel: Welkom", at="content/index.md")
    + example("Wij zoeken een voorzitter.", "titel: Vacatures", at="content/vacatures.md"),
    good=example("Bekijk [onze vacatures](/vacatures.md).", "titel: Welkom", at="content/index.md")
    + example("Wij zoeken een voorzitter.", "titel: Vacatures", at="content/vacatures.md"),
    criterion="2.4.5",
)

RULES = (UNREACHABLE,)

HOME = "/"


def check(site: Site) -> Iterator[Problem]:
    """Report the pages that no visitor comes upon from the home page or a list.

    A list holds the documents of every other kind, and the pages with a topic. The one from A to Z does not count.
    """
    lists = {HOME, *list_addresses(site)}
    listed = {document.path for documents in site.topics.values() for document in documents}
    listed |= {it.path for it in site.pages if it.kind.list_address or it.address in lists}
    led_to, reached, todo = _led_to(site), {*listed}, [SITE, *listed]
    while todo:
        new = led_to.get(todo.pop(), set()) - reached
        reached |= new
        todo += new
    for document in site.pages:
        if document.path not in reached and document.address != NOT_FOUND:
            message = f"Geen enkele pagina heeft een link naar “{document.entry.label}”."
            target = document.path.removeprefix("content")
            hint = f"Zet in een andere tekst een link naar `{target}`, of in `content/site.yaml` onder `voet:`."
            yield Problem(UNREACHABLE, Place(document.path, 1), message, hint)


def _led_to(site: Site) -> dict[str, set[str]]:
    """Return the paths that each text, and site.yaml, leads to: by a link in it, and by what stands around it."""
    led_to: dict[str, set[str]] = {}
    for it in site.targets:
        document = site.resolve(it.path, it.target).document
        if document is not None:
            led_to.setdefault(it.path, set()).add(document.path)
    for document in site.pages:
        address = document.address or HOME
        around = [address[: end + 1] for end, sign in enumerate(address[:-1]) if sign == "/"]  # the breadcrumb
        around += [PRIVACY] if any(block.name == BLOCK for block in document.body.blocks) else []
        around += [PAGE] if address == HOME else []
        found = (site.by_address[other].path for other in around if other in site.by_address)
        led_to.setdefault(document.path, set()).update(found)
    return led_to
