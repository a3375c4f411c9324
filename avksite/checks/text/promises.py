"""Promises: what a text says it shows, counts or lists, is really there."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from avksite.content.body import Heading, List, Paragraph, Table, ThematicBreak
from avksite.dutch.numbers import IN_FIGURES
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

_NUMBER = rf"\b(?P<number>{'|'.join(IN_FIGURES)}|[2-9]|1[0-9])"
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
_THANKS = re.compile(r"mogelijk gemaakt door:$", re.IGNORECASE)


_BELOW = r"(?:hieronder|hierboven|hierna)\b"
_STANDING = r"\b(?:onder|boven)staande?\ "
_VIDEO = r"(?:video|film|filmpje|animatie|animatievideo|animatiefilm)"
_PICTURE = r"(?:foto|tekening|afbeelding|model|schema|figuur|grafiek|plaatje|kaart|kaartje|infographic)"
_PROMISES = {
    "video": (
        rf"""
        \b(?:bekijk|kijk|zie)\b (?: [^.?!:]{{0,40}} \b{_VIDEO}\b [^.?!:]{{0,40}} \b{_BELOW}
            | [^.?!:]{{0,10}} \b{_BELOW} [^.?!:]{{0,30}} \b{_VIDEO}\b )
        | {_STANDING}{_VIDEO}\b | \bde\ {_VIDEO}\ {_BELOW} | \bin\ (?:de|deze)\ {_VIDEO}\ (?:zie|hoor|leer|lees)\ je\b
        """,
        "een video",
        "Zet de video erbij met het blok `/// video`, of haal de zin weg.",
    ),
    "afbeelding": (
        rf"""
        {_STANDING}{_PICTURE}(?:’s|s|en|'s)?\b | \b(?:de|het)\ {_PICTURE}\ {_BELOW}
        | \bop\ (?:de|deze)\ (?:foto|tekening|afbeelding|kaart)\ (?:zie\ je|ziet\ u|zien\ we|staat|staan)\b
        """,
        "een afbeelding",
        "Zet de afbeelding erbij: `![wat er te zien is](bestand.jpg)`. Of haal de zin weg.",
    ),
    "tabel": (
        rf"{_STANDING}tabel\b | \bde\ tabel\ {_BELOW} | \bin\ (?:de|deze)\ tabel\ (?:zie|lees|vind|staat)\b",
        "een tabel",
        "Zet de tabel erbij, of haal de zin weg.",
    ),
    "document": (
        r"""
        \bin\ de\ bijlagen?\ (?:lees|vind|staat|staan|zie)\b | \bzie\ (?:de\ )?bijlagen?\b
        | ^download\ (?:de|het|hier|ons|onze)\b
        """,
        "een document",
        "Zet het document erbij met het blok `/// download`, of haal de zin weg.",
    ),
}
"""Words that say that something is shown, what that is, and what to do when it is not there."""
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for name, (pattern, *_) in _PROMISES.items()}


def check(document: Document) -> Iterator[Problem]:
    """Hold a text to what it announces."""
    yield from _below(document, document.body.children)
    yield from _workshops(document)
    yield from _shown(document)


def _below(document: Document, nodes: Sequence[Node]) -> Iterator[Problem]:
    """Look at what stands below every paragraph that ends in a colon."""
    for node, below in zip_longest(nodes, nodes[1:]):
        if isinstance(node, Paragraph) and node.text.endswith(":"):
            place = Place(document.path, node.line)
            if below is None or isinstance(below, Heading | ThematicBreak):
                yield from _nothing(document, node.text, place)
            elif isinstance(below, List):
                yield from _counted(node.text, len(below.children), place)
        elif not isinstance(node, Paragraph | Heading | List | Table):
            yield from _below(document, node.children)


def _nothing(document: Document, text: str, place: Place) -> Iterator[Problem]:
    hint = "Zet eronder wat er moet komen, of haal de zin weg."
    if isinstance(document.entry, Event) and _THANKS.search(text):
        if document.entry.made_possible_by:
            return  # the logos come below the text
        hint = "Zet bovenaan `mogelijk-gemaakt-door: [namen van organisaties]`, of haal de zin weg."
    message = f"Deze zin eindigt met een dubbele punt, maar er komt niets: “… {' '.join(text.split()[-3:])}”."
    yield Problem(NOTHING_BELOW, place, message, hint)


def _counted(text: str, count: int, place: Place) -> Iterator[Problem]:
    found = _COUNTED.search(text)
    if found is None or _MEASURES.search(found["things"]) or _IN_PASSING.search(text[: found.start()]):
        return
    number = _number(found)
    if number != count:
        message = f"Hier staat “{found['number']} {found['things']}”, maar de lijst heeft er {count}."
        rest = "zet in de lijst wat er ontbreekt" if count < number else "haal uit de lijst wat er te veel is"
        yield Problem(COUNT, place, message, f"Maak er {count} van, of {rest}.")


def _workshops(document: Document) -> Iterator[Problem]:
    count = len(document.entry.workshops) if isinstance(document.entry, Event) else 0
    for passage in document.body.passages if count else ():
        for found in _WORKSHOPS.finditer(passage.text):
            sentence = re.split(r"[.!?] ", passage.text[: found.start()])[-1]
            if _number(found) != count and not _ANOTHER_TIME.search(sentence):
                message = f"Hier staat “{found[0]}”, maar bij `workshops` staan er {count}."
                hint = f"Maak er {count} van, of zet de andere erbij onder `workshops`."
                yield Problem(COUNT, Place(document.path, passage.line), message, hint)


def _number(found: re.Match[str]) -> int:
    return int(IN_FIGURES.get(found["number"].casefold(), found["number"]))


def _shown(document: Document) -> Iterator[Problem]:
    """Report what a sentence says is shown and is not there; a link in the same breath leads to it."""
    linked = {link.line for link in document.body.links}
    missing = _PROMISES.keys() - _there(document)
    for passage in document.body.passages:
        if passage.kind in {"paragraph", "item"} and passage.line not in linked:
            for name in sorted(missing):
                if _PATTERNS[name].search(passage.text):
                    _, what, hint = _PROMISES[name]
                    message = f"Deze zin noemt {what}, maar er staat er geen."
                    yield Problem(SHOWN, Place(document.path, passage.line), message, hint)


def _there(document: Document) -> Iterator[str]:
    """Yield the sorts of things that a page does show."""
    entry, body = document.entry, document.body
    names = {block.name for block in body.blocks}
    if "video" in names or (isinstance(entry, LearningItem) and entry.media is not None):
        yield "video"
    if body.images or entry.picture is not None or (isinstance(entry, Event) and entry.photos):
        yield "afbeelding"
    if body.of(Table):
        yield "tabel"
    files = (link.target.rpartition("/")[2] for link in body.links if "://" not in link.target)
    if "download" in names or any("." in name for name in files):
        yield "document"
