"""Promises that a text does not keep, such as a count or an image, and placeholders that were not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import get_args

from avksite.content.body import Heading, List, Node, Paragraph, Table, ThematicBreak
from avksite.content.data_files import Statement
from avksite.content.keys import Typed, keys_of, with_all_below
from avksite.content.settings import Config
from avksite.content.values import MailAddress, WebAddress
from avksite.dutch.numbers import IN_FIGURES
from avksite.kinds import KINDS
from avksite.kinds.base import Document
from avksite.kinds.event import Event
from avksite.kinds.learning import LearningItem
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Place, Problem, Rule

COUNT = Rule("belofte-aantal", WARNING, "Staat er een aantal boven een lijst, dan heeft de lijst zoveel punten.")
SHOWN = Rule("belofte-beeld", WARNING, "Wat een tekst laat zien of laat downloaden, staat er ook.")
NOTHING_BELOW = Rule("belofte-leeg", WARNING, "Na een dubbele punt komt er iets.")

SUMMARY = "In juni begint een nieuwe leerkring over wonen."

TO_FILL_IN = Rule("nog-invullen", ERROR, "Waar iets moet komen, staat het ook.")
AN_EXAMPLE = Rule("voorbeeld-gebleven", WARNING, "Een voorbeeld uit de uitleg staat nergens op de site.")

_NUMBER = rf"\b(?P<number>{'|'.join(IN_FIGURES)}|[2-9]|1[0-9])"
# The counted things stand right before the colon: "vijf goede tips:".
_COUNTED = regex(
    rf"{_NUMBER} (?:[a-z]+e )?(?P<things>[a-zë-]+(?:en|s))(?: (?:voor|over|van|uit) \w+)?:$", re.IGNORECASE
)
_MEASURES = regex(r"(?:jaren|uren|weken|dagen|maanden|minuten|seconden|mensen|keren|personen|punten)$")
_IN_PASSING = regex(
    r"\b(?:met|door|voor|na|sinds|binnen|per|bij|ruim|bijna|ongeveer|minstens) (?:\w+ )?$", re.IGNORECASE
)
_WORKSHOPS = regex(rf"{_NUMBER} workshops\b", re.IGNORECASE)
_ANOTHER_TIME = regex(r"\b(?:vorig|eerder|volgend|toen|jaar|eerste|laatste|andere)", re.IGNORECASE)
_THANKS = regex(r"mogelijk gemaakt door:$", re.IGNORECASE)


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
        ("video", "film", "animatie"),
        "een video",
        "Zet de video erbij met het blok `/// video`, of haal de zin weg.",
    ),
    "afbeelding": (
        rf"""
        {_STANDING}{_PICTURE}(?:’s|s|en|'s)?\b | \b(?:de|het)\ {_PICTURE}\ {_BELOW}
        | \bop\ (?:de|deze)\ (?:foto|tekening|afbeelding|kaart)\ (?:zie\ je|ziet\ u|zien\ we|staat|staan)\b
        """,
        ("foto", "tekening", "afbeelding", "model", "schema", "figuur", "grafiek", "plaatje", "kaart", "infographic"),
        "een afbeelding",
        "Zet de afbeelding erbij: `![wat er te zien is](bestand.jpg)`. Of haal de zin weg.",
    ),
    "tabel": (
        rf"{_STANDING}tabel\b | \bde\ tabel\ {_BELOW} | \bin\ (?:de|deze)\ tabel\ (?:zie|lees|vind|staat)\b",
        ("tabel",),
        "een tabel",
        "Zet de tabel erbij, of haal de zin weg.",
    ),
    "document": (
        r"""
        \bin\ de\ bijlagen?\ (?:lees|vind|staat|staan|zie)\b | \bzie\ (?:de\ )?bijlagen?\b
        | ^download\ (?:de|het|hier|ons|onze)\b
        """,
        ("bijlage", "download"),
        "een document",
        "Zet het document erbij met het blok `/// download`, of haal de zin weg.",
    ),
}
"""Words that say that something is shown, those of which one must be there, what it is, what to do when it is not."""
_PATTERNS = {name: regex(pattern, re.IGNORECASE | re.VERBOSE) for name, (pattern, *_) in _PROMISES.items()}

TO_COME = regex(r"[\s.…]+|Vul hier in\b.*|Schrijf hier je tekst\b.*", re.DOTALL)
"""What stands for a text that still has to come."""

INVENTED_WORDS = 4
"""An example of fewer words can be true of somebody, such as a town."""


@cache
def invented() -> frozenset[tuple[str, str]]:
    """Return keys with the examples of them that only we can have made up."""
    models: tuple[type[Typed], ...] = (*(kind.entry for kind in KINDS), Config, Statement)
    examples = ((key.name, key.own_example) for model in models for key in with_all_below(keys_of(model).values()))
    return frozenset(
        (name, example)
        for name, example in examples
        if len(example.split()) >= INVENTED_WORDS or "voorbeeld" in example.lower()
    )


ADDRESSES = frozenset(shown.rstrip("/") for kind in (MailAddress, WebAddress) for shown in get_args(kind)[1].examples)
"""The examples of an address, wherever they stand."""


def check(document: Document) -> Iterator[Problem]:
    """Check what a text announces, and report placeholders."""
    if ":\n" in f"{document.body.folded}\n":
        yield from _below(document, document.body.children)
    yield from _workshops(document)
    yield from _shown(document)
    yield from _unfinished(document)


def _below(document: Document, nodes: Sequence[Node]) -> Iterator[Problem]:
    """Check what is below every paragraph that ends in a colon."""
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
    last = " ".join(text.split()[-3:])
    message = f"Deze zin eindigt met een dubbele punt, maar er komt niets: “… {last}”."
    yield Problem(NOTHING_BELOW, place, message, hint, about=last)


def _counted(text: str, count: int, place: Place) -> Iterator[Problem]:
    found = _COUNTED.search(text)
    if found is None or _MEASURES.search(found["things"]) or _IN_PASSING.search(text[: found.start()]):
        return
    number = _number(found)
    if number != count:
        message = f"Hier staat “{found['number']} {found['things']}”, maar de lijst heeft er {count}."
        rest = "zet in de lijst wat er ontbreekt" if count < number else "haal uit de lijst wat er te veel is"
        yield Problem(COUNT, place, message, f"Maak er {count} van, of {rest}.", about=found[0])


def _workshops(document: Document) -> Iterator[Problem]:
    count = len(document.entry.workshops) if isinstance(document.entry, Event) else 0
    for passage in document.body.passages if count else ():
        for found in _WORKSHOPS.finditer(passage.text):
            sentence = re.split(r"[.!?] ", passage.text[: found.start()])[-1]
            if _number(found) != count and not _ANOTHER_TIME.search(sentence):
                message = f"Hier staat “{found[0]}”, maar bij `workshops` staan er {count}."
                hint = f"Maak er {count} van, of zet de andere erbij onder `workshops`."
                yield Problem(COUNT, Place(document.path, passage.line), message, hint, about=found[0])


def _number(found: re.Match[str]) -> int:
    return int(IN_FIGURES.get(found["number"].casefold(), found["number"]))


def _shown(document: Document) -> Iterator[Problem]:
    """Report what a sentence says is shown and is not there; a link in the same breath leads to it."""
    body = document.body
    linked = {link.line for link in body.links}
    named = {name: [it for it in words if it in body.vocabulary] for name, (_, words, *_) in _PROMISES.items()}
    missing = sorted({name for name, words in named.items() if words}.difference(_there(document)))
    for passage in body.passages if missing else ():
        if passage.kind in {"paragraph", "item"} and passage.line not in linked:
            for name in missing:
                is_near = any(map(passage.folded.__contains__, named[name]))
                if is_near and (found := _PATTERNS[name].search(passage.text)):
                    _, _, what, hint = _PROMISES[name]
                    message = f"Deze zin noemt {what}, maar er staat er geen."
                    yield Problem(SHOWN, Place(document.path, passage.line), message, hint, about=found[0])


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


def _unfinished(document: Document) -> Iterator[Problem]:
    """Report placeholders in a text and its front matter."""
    yield from _above(document)
    for passage in document.body.passages:
        if passage.kind == "paragraph" and TO_COME.fullmatch(passage.text):
            hint = "Schrijf hier je eigen tekst, of zet `concept: ja` boven de tekst tot je hem af hebt."
            yield Problem(TO_FILL_IN, Place(document.path, passage.line), "Hier moet nog een tekst komen.", hint)
    for image in document.body.images:
        if image.alt and TO_COME.fullmatch(image.alt):
            hint = "Typ tussen de haken wat er te zien is."
            message = f"Van de afbeelding `{image.target}` staat er nog niet wat er te zien is."
            yield Problem(TO_FILL_IN, Place(document.path, image.line), message, hint, about=image.target)
    for link in document.body.links:
        if link.target.removeprefix("mailto:").rstrip("/") in ADDRESSES:
            hint = "Typ het echte adres, of zet `concept: ja` boven de tekst tot je het weet."
            message = f"Dit is nog het voorbeeld uit de uitleg: `{link.target}`."
            yield Problem(AN_EXAMPLE, Place(document.path, link.line), message, hint, about=link.target)


def _above(document: Document) -> Iterator[Problem]:
    """Check the value of each key, at its own line."""
    typed = document.typed.split("\n")
    for loc, line in document.lines.items():
        key = loc[-1]
        value = typed[line - 1].partition(":")[2].strip(" \t,'\"[]{}")
        if not isinstance(key, str) or not value:
            continue
        place = Place(document.path, line)
        if TO_COME.fullmatch(value) and key != "titel":  # a title without words is reported as such
            hint = f"Typ achter `{key}:` wat er moet staan, of zet `concept: ja` erbij tot je het weet."
            yield Problem(TO_FILL_IN, place, f"Achter `{key}` moet nog iets komen.", hint)
        elif (key, value) in invented() or value.rstrip("/") in ADDRESSES:
            hint = f"Typ achter `{key}:` wat bij jouw tekst hoort. Weet je het niet? Haal de regel weg."
            yield Problem(AN_EXAMPLE, place, f"Achter `{key}` staat nog het voorbeeld uit de uitleg: “{value}”.", hint)
