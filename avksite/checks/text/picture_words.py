"""The words of pictures, read closer: short, not twice, and all that stands in a picture as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from avksite.content.keys import key_of
from avksite.kinds.base import Picture
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document

_SQUARE = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)


def _example(text: str) -> str:
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{text}\n{_SQUARE}"


_GOOD = _example("![Een volle zaal luistert naar een moeder.](/media/zaal.svg)")

LONG = Rule(
    id="beeld-lang",
    severity=Severity.HINT,
    promise="De beschrijving van een afbeelding heeft niet meer dan 150 tekens.",
    why="Wie laat voorlezen, hoort de beschrijving in één keer en kan niet terug. In een tekst kan dat wel.",
    bad=_example(
        "![Het plein met in het midden een grote boom, links daarvan een podium met een dak, rechts een rij bankjes en "
        "daarachter de ingang van de oude school met drie fietsen.](/media/zaal.svg)"
    ),
    good=_GOOD,
    criterion="1.1.1",
)
TWICE = Rule(
    id="beeld-dubbel",
    severity=Severity.HINT,
    promise="De beschrijving van een afbeelding zegt iets anders dan het bijschrift.",
    why="Wie laat voorlezen, hoort anders twee keer hetzelfde.",
    bad=_example('![Een boom op een plein.](/media/zaal.svg "Een boom op een plein.")'),
    good=_example('![Een boom op een plein.](/media/zaal.svg "Hier komt het podium.")'),
    criterion="1.1.1",
)
TEXT = Rule(
    id="beeld-tekst",
    severity=Severity.WARNING,
    promise="Tekst in een afbeelding staat ook op de pagina.",
    why="Tekst in een afbeelding kun je niet voorlezen, vergroten, zoeken of vertalen.",
    bad=_example("![Poster van de open dag op 15 juni](/media/zaal.svg)"),
    good=_example(
        "![Poster van de open dag. De tekst staat hierna.](/media/zaal.svg)\n\nKom op 15 juni naar de open dag."
    ),
    criterion="1.4.5",
)

RULES = (LONG, TWICE, TEXT)

LONGEST = 150
_OF_TEXT = (
    r"(?:poster|flyer|folder|affiche|infographic|schermafdruk|schermafbeelding|screenshot|printscreen|uitnodiging|"
    r"aankondiging|grafiek|diagram|stroomschema|organogram)"
)
# What the picture is, not what is on it: children may well look at a poster.
_SHOWS_TEXT = re.compile(
    rf"(?:een |de |het )?{_OF_TEXT}(?: (?:van|over|voor|met|waarop|uit)\b.*|[:.,].*|)", re.IGNORECASE
)
_ALSO_WRITTEN = re.compile(r"\b(?:tekst|uitleg|inhoud|cijfers|gegevens)\b.*\bsta(?:at|an)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shown:
    alt: str
    caption: str
    target: str
    place: Place


def check(document: Document) -> Iterator[Problem]:
    """Look closer at the words of every picture in the texts and in the front matter."""
    for picture in _pictures(document):
        yield from _problems(picture)


def _problems(picture: _Shown) -> Iterator[Problem]:
    alt = " ".join(picture.alt.split())
    if not alt:
        return
    if len(alt) > LONGEST:
        message = f"Deze beschrijving heeft {len(alt)} tekens; {LONGEST} is genoeg."
        hint = "Zeg in één zin wat er te zien is, en zet de rest in de tekst onder de afbeelding."
        yield Problem(LONG, picture.place, message, hint)
    if _folded(alt) == _folded(picture.caption):
        message = f"De beschrijving en het bijschrift zijn gelijk: “{alt}”."
        hint = "Zeg in de beschrijving wat er te zien is, en in het bijschrift waarom dat ertoe doet."
        yield Problem(TWICE, picture.place, message, hint)
    if _SHOWS_TEXT.fullmatch(alt) and not _ALSO_WRITTEN.search(alt):
        message = f"In deze afbeelding staat tekst: “{alt}”."
        hint = "Zet die tekst ook op de pagina, en schrijf in de beschrijving waar: “De tekst staat hierna.”"
        yield Problem(TEXT, picture.place, message, f"{hint}.")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!?")


def _pictures(document: Document) -> Iterator[_Shown]:
    for loc, picture in _pictures_in(document.entry, ()):
        if not picture.decorative:
            yield _Shown(picture.alt or "", picture.caption or "", picture.file, document.place(*loc, "alt"))
    for image in document.body.images:
        if not image.decorative:
            yield _Shown(image.alt, image.title, image.target, Place(document.path, image.line))


def _pictures_in(value: object, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Picture]]:
    """Yield the pictures of the front matter, each with the key it stands under."""
    if isinstance(value, Picture):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _pictures_in(getattr(value, name), (*loc, key_of(name, info)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _pictures_in(item, (*loc, index))
