"""Promises: what a text says it shows, counts or lists, is really there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.content.body import Heading, List, Paragraph, Table, ThematicBreak
from avksite.kinds.event import Event
from avksite.kinds.learning import LearningItem
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.content.body import Node
    from avksite.kinds.base import Document

COUNT = Rule(
    id="belofte-aantal",
    severity=Severity.WARNING,
    promise="Staat er een aantal boven een lijst, dan heeft de lijst zoveel punten.",
    why="De lezer zoekt wat ontbreekt, of denkt dat hij iets over het hoofd ziet.",
    bad="We gaven vier workshops:\n\n- koken\n- brieven lezen\n- praten over geld\n",
    good="We gaven drie workshops:\n\n- koken\n- brieven lezen\n- praten over geld\n",
)
SHOWN = Rule(
    id="belofte-beeld",
    severity=Severity.WARNING,
    promise="Wat een tekst laat zien of laat downloaden, staat er ook.",
    why="De lezer zoekt naar iets wat er niet is. Zo raakt bij het overzetten van een oude site vaak een beeld weg.",
    bad="Op de foto zie je de volle zaal.\n",
    good="De zaal was vol.\n",
)
NOTHING_BELOW = Rule(
    id="belofte-leeg",
    severity=Severity.WARNING,
    promise="Na een dubbele punt komt er iets.",
    why="De lezer wacht op wat er komt. Vaak is hier een lijst of een rij logo’s verloren gegaan.",
    bad="De dag is mede mogelijk gemaakt door:\n",
    good="De dag is mede mogelijk gemaakt door:\n\n- de bibliotheek\n- de school\n",
)

RULES = (COUNT, SHOWN, NOTHING_BELOW)

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
            "dertien",
            "veertien",
            "vijftien",
        ],
        start=2,
    )
}
_NUMBER = rf"\b(?P<number>{'|'.join(_NUMBERS)}|[2-9]|1[0-9])"
# The counted things stand right before the colon: "vijf goede tips:".
_COUNTED = re.compile(
    rf"{_NUMBER} (?:[a-z]+e )?(?P<things>[a-zë-]+(?:en|s))(?: (?:voor|over|van|uit) \w+)?:$", re.IGNORECASE
)
_MEASURES = re.compile(r"(?:jaren|uren|weken|dagen|maanden|minuten|seconden|mensen|keren|personen|punten)$")
_IN_PASSING = re.compile(
    r"\b(?:met|door|voor|na|sinds|binnen|per|bij|ruim|bijna|ongeveer|minstens) (?:\w+ )?$", re.IGNORECASE
)
_WORKSHOPS = re.compile(rf"{_NUMBER} workshops\b", re.IGNORECASE)
_ANOTHER_TIME = re.compile(r"\b(?:vorig|eerder|volgend|toen|jaar|eerste|laatste|andere)", re.IGNORECASE)

_VIDEO = r"(?:video|film|filmpje|animatie|animatievideo|animatiefilm)"
_PICTURE = r"(?:foto|tekening|afbeelding|model|schema|figuur|grafiek|plaatje|kaart|kaartje|infographic)"
_BELOW = r"(?:hieronder|hierboven|hierna)"
_PROMISES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        ("video", rf"\b(?:bekijk|kijk|zie)\b[^.?!:]{{0,40}}\b{_VIDEO}\b[^.?!:]{{0,40}}\b{_BELOW}\b"),
        ("video", rf"\b(?:bekijk|kijk|zie)\b[^.?!:]{{0,10}}\b{_BELOW}\b[^.?!:]{{0,30}}\b{_VIDEO}\b"),
        ("video", rf"\b(?:onder|boven)staande? {_VIDEO}\b|\bde {_VIDEO} {_BELOW}\b"),
        ("video", rf"\bin (?:de|deze) {_VIDEO} (?:zie|hoor|leer|lees) je\b"),
        ("afbeelding", rf"\b(?:onder|boven)staande? {_PICTURE}(?:’s|s|en|'s)?\b|\b(?:de|het) {_PICTURE} {_BELOW}\b"),
        ("afbeelding", r"\bop (?:de|deze) (?:foto|tekening|afbeelding|kaart) (?:zie je|ziet u|zien we|staat|staan)\b"),
        (
            "tabel",
            rf"\b(?:onder|boven)staande tabel\b|\bde tabel {_BELOW}\b|\bin (?:de|deze) tabel (?:zie|lees|vind|staat)\b",
        ),
        ("document", r"\bin de bijlagen? (?:lees|vind|staat|staan|zie)\b|\bzie (?:de )?bijlagen?\b"),
        ("document", r"^download (?:de|het|hier|ons|onze)\b"),
    )
)
_SIGNS = (
    "video",
    "film",
    "animatie",
    "staand",
    "hieronder",
    "hierboven",
    "hierna",
    "op de",
    "tabel",
    "bijlage",
    "download",
)
"""Parts of words without which nothing is promised: most passages have none, and that is seen at once."""
_ADVICE = {
    "video": "Zet de video erbij met het blok `/// video`, of haal de zin weg.",
    "afbeelding": "Zet de afbeelding erbij: `![wat er te zien is](bestand.jpg)`. Of haal de zin weg.",
    "tabel": "Zet de tabel erbij, of haal de zin weg.",
    "document": "Zet het document erbij met het blok `/// download`, of haal de zin weg.",
}
_ARTICLE = {"video": "een video", "afbeelding": "een afbeelding", "tabel": "een tabel", "document": "een document"}
_THANKS = re.compile(r"mogelijk gemaakt door:$", re.IGNORECASE)


def check(document: Document) -> Iterator[Problem]:
    """Hold a text to what it announces."""
    yield from _below(document, document.body.children)
    yield from _workshops(document)
    yield from _shown(document)


def _below(document: Document, nodes: Sequence[Node]) -> Iterator[Problem]:
    """Look at what stands below every paragraph that ends in a colon."""
    for node, below in pairwise((*nodes, None)):
        if isinstance(node, Paragraph) and node.text.endswith(":"):
            if below is None or isinstance(below, Heading | ThematicBreak):
                yield from _nothing(document, node)
            elif isinstance(below, List):
                yield from _counted(document, node, below)
        elif node is not None and not isinstance(node, Paragraph | Heading | List | Table):
            yield from _below(document, node.children)


def _nothing(document: Document, element: Paragraph) -> Iterator[Problem]:
    entry = document.entry
    if isinstance(entry, Event) and entry.made_possible_by and _THANKS.search(element.text):
        return  # the logos come below the text
    message = f"Deze zin eindigt met een dubbele punt, maar er komt niets: “… {' '.join(element.text.split()[-3:])}”."
    hint = "Zet eronder wat er moet komen, of haal de zin weg."
    if _THANKS.search(element.text) and isinstance(entry, Event):
        hint = "Zet bovenaan `mogelijk-gemaakt-door: [namen van organisaties]`, of haal de zin weg."
    yield Problem(NOTHING_BELOW, Place(document.path, element.line), message, hint)


def _counted(document: Document, element: Paragraph, below: List) -> Iterator[Problem]:
    found = _COUNTED.search(element.text)
    if found is None or _MEASURES.search(found["things"]) or _IN_PASSING.search(element.text[: found.start()]):
        return
    number, count = _number(found["number"]), len(below.children)
    if number != count:
        message = f"Hier staat “{found['number']} {found['things']}”, maar de lijst heeft er {count}."
        hint = f"Maak er {count} van, of zet in de lijst wat er ontbreekt."
        if count > number:
            hint = f"Maak er {count} van, of haal uit de lijst wat er te veel is."
        yield Problem(COUNT, Place(document.path, element.line), message, hint)


def _workshops(document: Document) -> Iterator[Problem]:
    entry = document.entry
    count = len(entry.workshops) if isinstance(entry, Event) else 0
    if not count:
        return
    for passage in document.body.passages:
        for found in _WORKSHOPS.finditer(passage.text):
            sentence = re.split(r"[.!?] ", passage.text[: found.start()])[-1]
            if _number(found["number"]) != count and not _ANOTHER_TIME.search(sentence):
                message = f"Hier staat “{found[0]}”, maar bij `workshops` staan er {count}."
                hint = f"Maak er {count} van, of zet de andere erbij onder `workshops`."
                yield Problem(COUNT, Place(document.path, passage.line), message, hint)


def _number(word: str) -> int:
    return _NUMBERS.get(word.casefold()) or int(word)


def _shown(document: Document) -> Iterator[Problem]:
    there = _there(document)
    linked = {link.line for link in document.body.links}
    for passage in document.body.passages:
        if passage.kind not in {"paragraph", "item"}:
            continue
        lowered = passage.text.lower()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        promised = {what for what, pattern in _PROMISES if pattern.search(passage.text)}
        for what in sorted(promised - there):
            # A link in the same breath leads to it.
            if passage.line in linked:
                continue
            message = f"Deze zin noemt {_ARTICLE[what]}, maar er staat er geen."
            yield Problem(SHOWN, Place(document.path, passage.line), message, _ADVICE[what])


def _there(document: Document) -> set[str]:
    """Return what a page does show."""
    entry, body = document.entry, document.body
    names = {block.name for block in body.blocks}
    there = {"video"} & names
    if isinstance(entry, LearningItem) and entry.media is not None:
        there.add("video")
    if body.images or entry.picture is not None or (isinstance(entry, Event) and entry.photos):
        there.add("afbeelding")
    if body.of(Table):
        there.add("tabel")
    if "download" in names or any(
        "." in link.target.rsplit("/", 1)[-1] for link in body.links if "://" not in link.target
    ):
        there.add("document")
    return there
