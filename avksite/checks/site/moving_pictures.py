"""Pictures stand still: what moves without being asked keeps people from reading what is beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.kinds.document import Wanted
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.problems import Place
    from avksite.site import Site


def _example(inside: str) -> str:
    return (
        "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n"
        "![Een lamp boven de deur.](/media/lamp.svg)\n-- content/media/lamp.svg --\n"
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle r="9">{inside}</circle></svg>\n'
    )


MOVES = Rule(
    id="beeld-beweegt",
    severity=Severity.ERROR,
    promise="Een afbeelding staat stil.",
    why="Wie snel is afgeleid, kan niet lezen naast iets wat beweegt. Knipperend beeld kan zelfs een aanval geven. En "
    "een lezer kan een bewegend plaatje niet stilzetten.",
    bad=_example('<animate attributeName="r" values="9;1;9" dur="1s" repeatCount="indefinite"/>'),
    good=_example(""),
    criterion="2.2.2",
)

RULES = (MOVES,)


def check(site: Site) -> Iterator[Problem]:
    """Look at every file with moving frames, where a text shows it; one that none shows, where it is led to."""
    moving = {path for path, media in site.published_media.items() if media.moves}
    if not moving:
        return
    for it in site.named:
        media = site.resolve(it.path, it.target).media
        if (
            media is not None
            and media.path in moving
            and (it.wanted is Wanted.PICTURE or media.path not in site.shown_pictures)
        ):
            yield _problem(media.path, it.place)


def _problem(path: str, place: Place) -> Problem:
    hint = "Zet er een stilstaande afbeelding voor in de plaats. Moet het bewegen? Gebruik dan het blok `/// video`."
    return Problem(MOVES, place, f"De afbeelding `{path}` beweegt.", hint)
