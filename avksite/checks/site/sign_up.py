"""Where a text says how to join, there is a way to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.settings import Newsletter
from avksite.problems import Place, Problem, Rule, Severity
from avksite.rendering.sign_up import BLOCK, way_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.site import Site


def _page(setting: str) -> str:
    return (
        f"-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n{setting}"
        "-- content/nieuwsbrief.md --\n---\ntitel: Nieuwsbrief\n---\n/// aanmelden\n///\n"
    )


NOWHERE = Rule(
    id="aanmelden-nergens",
    severity=Severity.ERROR,
    promise="Waar staat hoe je je aanmeldt, kun je je ook aanmelden.",
    why="De lezer wil de nieuwsbrief en vindt een lege plek.",
    bad=_page(""),
    good=_page("nieuwsbrief:\n  aanmelden: mailto:saskia@voorbeeld.nl?subject=Aanmelden\n"),
)

RULES = (NOWHERE,)


def check(site: Site) -> Iterator[Problem]:
    """Yield each block to sign up with that would stay empty."""
    # What could not be read in site.yaml is told there.
    misread = ("nieuwsbrief",) in site.settings.lines and site.config.newsletter == Newsletter()
    if misread or way_in(site):
        return
    for document in site.documents:
        for block in document.body.blocks:
            if block.name == BLOCK:
                message = "Het blok `aanmelden` blijft leeg: ik weet niet waar een lezer zich aanmeldt."
                hint = (
                    "Zet in `content/site.yaml`, onder `nieuwsbrief`, bijvoorbeeld "
                    "`aanmelden: mailto:naam@voorbeeld.nl?subject=Aanmelden%20nieuwsbrief`."
                )
                yield Problem(NOWHERE, Place(document.path, block.line), message, hint)
