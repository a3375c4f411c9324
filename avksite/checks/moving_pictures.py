"""Pictures stand still: what moves without being asked keeps people from reading what is beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from avksite.kinds.base import references
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.artifact import Artifact
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


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at every file with moving frames, where a text shows it; one that no text shows, at the file itself."""
    del artifacts
    moving = {path for path, media in site.media.items() if media.moves}
    if not moving:
        return
    shown = set[str]()
    for document in site.documents:
        for target, place in _named(document):
            media = site.resolve(document.path, target).media
            if media is not None and media.path in moving:
                shown.add(media.path)
                yield _problem(media.path, place)
    for path in sorted(moving - shown):
        yield _problem(path, Place(path, 1))


def _problem(path: str, place: Place) -> Problem:
    hint = "Zet er een stilstaande afbeelding voor in de plaats. Moet het bewegen? Gebruik dan het blok `/// video`."
    return Problem(MOVES, place, f"De afbeelding `{path}` beweegt.", hint)


def _named(document: Document) -> Iterator[tuple[str, Place]]:
    for loc, reference in references(document.entry):
        if reference.names == "bestand":
            yield reference, document.place(*loc)
    for image in document.body.images:
        yield image.target, Place(document.path, image.line)
    for block in document.body.blocks:
        poster = block.options.get("poster")
        if isinstance(poster, str):
            yield poster, Place(document.path, block.option_lines.get("poster", block.line))
