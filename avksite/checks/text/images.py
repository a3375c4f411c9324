"""Pictures: what they show is also said in words, for who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from avksite.content.keys import key_of
from avksite.kinds.base import Picture
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document

# A drawing of one square: the smallest picture that an example can hold as text.
_SQUARE = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)


def _example(text: str) -> str:
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{text}\n{_SQUARE}"


WITHOUT_TEXT = Rule(
    id="beeld-zonder-tekst",
    severity=Severity.ERROR,
    promise="Elke afbeelding heeft een beschrijving, of is alleen voor de sier.",
    why="Wie de afbeelding niet ziet, hoort wat jij hier schrijft. Staat er niets, dan mist die lezer een stuk.",
    bad=_example("![](/media/zaal.svg)"),
    good=_example("![Een volle zaal luistert naar een moeder.](/media/zaal.svg)\n\n![](/media/zaal.svg){decoratief}"),
    criterion="1.1.1",
)

FILE_NAME = Rule(
    id="beeld-bestandsnaam",
    severity=Severity.ERROR,
    promise="De beschrijving van een afbeelding is geen bestandsnaam.",
    why="Voorleessoftware leest dan ‘I M G liggend streepje 2 0 3 4 punt j p g’. Daar heeft niemand iets aan.",
    bad=_example("![IMG_2034.jpg](/media/zaal.svg)"),
    good=_example("![Een volle zaal luistert naar een moeder.](/media/zaal.svg)"),
    criterion="1.1.1",
)

SAYS_NOTHING = Rule(
    id="beeld-loos-woord",
    severity=Severity.WARNING,
    promise="De beschrijving van een afbeelding zegt wat er te zien is.",
    why="Dat het een afbeelding is, zegt de voorleessoftware zelf al. De lezer wil weten wat erop staat.",
    bad=_example("![Foto](/media/zaal.svg)"),
    good=_example("![Een volle zaal luistert naar een moeder.](/media/zaal.svg)"),
    criterion="1.1.1",
)

RULES = (WITHOUT_TEXT, FILE_NAME, SAYS_NOTHING)

_ENDING = re.compile(r"\S\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic|pdf)$", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc[nf]?|dcim|pxl|image|whatsapp[ -]image|screenshot|schermafbeelding)[ _-]?\d[\d _.-]*")
_LOOKS_LIKE_A_NAME = re.compile(r"\d|_|-.*-")
_KIND_OF_PICTURE = r"(?:foto|fotootje|afbeelding|plaatje|beeld|illustratie|tekening|logo|icoon|image|photo)"
_ONLY_THE_KIND = re.compile(rf"(?:een |de |het )?{_KIND_OF_PICTURE}(?: \d+)?")
_STARTS_WITH_THE_KIND = re.compile(r"(?:een |de )?(?:foto|afbeelding|plaatje) van\b")

# In "Een foto van opa staat op de kast" the photo is what is seen.
_IS_SEEN = re.compile(r"\b(?:staat|hangt|ligt|zit)\b")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture wherever it was named, with the words that go with it."""

    target: str
    alt: str
    decorative: bool
    place: Place


def check(document: Document) -> Iterator[Problem]:
    """Look at the words of every picture in the texts and in the front matter."""
    for picture in _pictures(document):
        yield from _problem(picture)


def _problem(picture: _Shown) -> Iterator[Problem]:
    alt = " ".join(picture.alt.split())
    words = alt.casefold().rstrip(".")
    if picture.decorative:
        return
    if not alt:
        message = f"De afbeelding `{picture.target}` heeft geen beschrijving."
        hint = (
            f"Schrijf tussen de haken wat er te zien is: `![…]({picture.target})`. "
            f"Is ze alleen voor de sier? Typ dan `![]({picture.target}){{decoratief}}`."
        )
        fix = Fix(f"![]({picture.target}", f"![…]({picture.target}", to_fill=True)
        yield Problem(WITHOUT_TEXT, picture.place, message, hint, fix=fix)
    elif _is_file_name(alt, picture.target):
        message = f"`{alt}` is de naam van een bestand, geen beschrijving."
        hint = "Schrijf wat er te zien is, zoals je het aan de telefoon zou zeggen."
        yield Problem(FILE_NAME, picture.place, message, hint)
    elif _ONLY_THE_KIND.fullmatch(words):
        message = f"“{alt}” zegt niet wat er te zien is."
        hint = "Schrijf wat er te zien is. Bij een logo: van wie het is, zoals “Logo van de provincie Drenthe”."
        yield Problem(SAYS_NOTHING, picture.place, message, hint)
    elif (start := _STARTS_WITH_THE_KIND.match(words)) and not _IS_SEEN.search(words):
        rest = alt[start.end() :].strip()
        message = f"De beschrijving begint met “{alt[: start.end()]}”. Dat zegt de voorleessoftware al."
        rest = rest[:1].upper() + rest[1:]
        yield Problem(SAYS_NOTHING, picture.place, message, f"Typ alleen “{rest}”.", fix=Fix(alt, rest))


def _is_file_name(alt: str, target: str) -> bool:
    """Say whether a description is a file's name for certain: a single plain word may be both."""
    stem = target.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    is_stem = alt.casefold() == stem.casefold() and _LOOKS_LIKE_A_NAME.search(alt)
    return bool(is_stem or _ENDING.search(alt) or _CAMERA.fullmatch(alt.casefold()))


def _pictures(document: Document) -> Iterator[_Shown]:
    for loc, picture in _pictures_in(document.entry, ()):
        yield _Shown(picture.file, picture.alt or "", picture.decorative, document.place(*loc, "alt"))
    for image in document.body.images:
        yield _Shown(image.target, image.alt, image.decorative, Place(document.path, image.line))


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
