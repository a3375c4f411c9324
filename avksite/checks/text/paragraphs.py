"""Paragraphs: what was pasted from elsewhere is whole, and brought nothing along that stands there already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.body import Passage
    from avksite.kinds.base import Document

BROKEN = Rule(
    id="alinea-gebroken",
    severity=Severity.WARNING,
    promise="Een zin staat in één alinea.",
    why="Bij een nieuwe alinea houdt voorleessoftware even stil. Midden in een zin raakt de lezer dan de draad kwijt.",
    bad="Speciaal voor jonge ouders\n\nmaken we een korte cursus over geld.\n",
    good="Speciaal voor jonge ouders maken we een korte cursus over geld.\n",
)

TITLE_AGAIN = Rule(
    id="titel-herhaald",
    severity=Severity.WARNING,
    promise="De titel staat één keer op de pagina.",
    why="De site zet de titel al boven de pagina. Wie laat voorlezen, hoort hem dan twee keer.",
    bad="-- content/voorbeeld.md --\n---\ntitel: De open dag\n---\nDe open dag\n\nKom je ook?\n",
    good="-- content/voorbeeld.md --\n---\ntitel: De open dag\n---\nKom je ook?\n",
)

RULES = (BROKEN, TITLE_AGAIN)

# A name and an address below it also start small; only runs of words read as one sentence.
_STOPS_HALFWAY = re.compile(r"(?:\S+\s+){3,}\S*[^\W\d_],?")
_GOES_ON = re.compile(r"[^\W\d_A-Z]+\s+\S+\s+\S.*", re.DOTALL)


def check(document: Document) -> Iterator[Problem]:
    """Look at the paragraphs of every text."""
    yield from _broken(document)
    yield from _title_again(document)


def _broken(document: Document) -> Iterator[Problem]:
    for above, below in pairwise(document.body.passages):
        if _is_one_sentence(above, below) and not _stands_between(document, above.line, below.line):
            end, start = " ".join(above.text.split()[-2:]), " ".join(below.text.split()[:2])
            message = f"Deze zin begint in de alinea erboven: “… {end}”, en dan “{start} …”."
            hint = "Haal de lege regel erboven weg."
            gap = Fix("\n\n", "\n", place=Place(document.path, above.line))
            yield Problem(BROKEN, Place(document.path, below.line), message, hint, fix=gap)


def _is_one_sentence(above: Passage, below: Passage) -> bool:
    return (
        above.kind == below.kind == "paragraph"
        and _STOPS_HALFWAY.fullmatch(above.text) is not None
        and below.text[:1].islower()
        and _GOES_ON.fullmatch(below.text) is not None
    )


def _stands_between(document: Document, above: int, below: int) -> bool:
    """Say whether a picture or a block parts two lines."""
    lines = (*(image.line for image in document.body.images), *(block.line for block in document.body.blocks))
    return any(above < line < below for line in lines)


def _title_again(document: Document) -> Iterator[Problem]:
    title = _folded(document.entry.title)
    for passage in document.body.passages:
        if passage.kind == "paragraph" and _folded(passage.text) == title:
            place = Place(document.path, passage.line)
            message = f"Hier staat de titel nog een keer: “{passage.text}”."
            hint = "Haal deze regel weg: de titel staat al boven de pagina."
            yield Problem(TITLE_AGAIN, place, message, hint, fix=Fix(passage.text, ""))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!“”\"'‘’")
