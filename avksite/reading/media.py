"""Files that are no text: pictures, sound, documents, each with what the rest of the program must know of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256

from avksite.problems import Place, Problem, Rule, Severity
from avksite.reading.captions import RULES as CAPTION_RULES
from avksite.reading.captions import check_captions
from avksite.reading.drawings import UnsoundPictureError, brought_along
from avksite.reading.dutch import file_size
from avksite.reading.pdf import PdfFacts, pdf_facts
from avksite.reading.pictures import (
    MOST_PIXELS,
    RASTER,
    SUFFIXES,
    Look,
    TooManyPixelsError,
    form_of,
    is_animated,
    measure,
)

_DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'"
_SOUND = f"-- content/media/huis.svg --\n{_DRAWING}/>\n"

NOT_A_PICTURE = Rule(
    id="afbeelding-stuk",
    severity=Severity.ERROR,
    promise="Een afbeelding is heel.",
    why="Van een beschadigde foto ziet een bezoeker een leeg vak.",
    bad=f"-- content/media/huis.svg --\n{_DRAWING}\n",
    good=_SOUND,
)
WRONG_FORM = Rule(
    id="afbeelding-soort",
    severity=Severity.ERROR,
    promise="Een afbeelding is een jpg, png, webp, avif, gif of svg, en zo heet ze ook.",
    why="Andere soorten kan niet elke telefoon laten zien. Een bestand met de verkeerde naam komt als iets anders aan.",
    bad="-- content/media/huis.heic --\n(een foto, zo van een iPhone)\n",
    good=_SOUND,
)
TOO_LARGE = Rule(
    id="afbeelding-te-groot",
    severity=Severity.ERROR,
    promise="Een afbeelding heeft hoogstens 50 miljoen beeldpunten, en is hoogstens 25 MB.",
    why="Uitpakken kost dan meer geheugen dan een gewone computer heeft. Op de site is een foto nooit breder dan 1200 "
    "beeldpunten, dus niemand mist iets.",
    bad="-- content/media/huis.gif --\nGIF89a                ,               \n",
    good=_SOUND,
)
NOT_ALONE = Rule(
    id="tekening-onveilig",
    severity=Severity.ERROR,
    promise="In een tekening (SVG) staan alleen lijnen, vlakken en woorden.",
    why="Een tekening kan een script bevatten, of iets ophalen bij een ander. Dan weet die ander wie onze site leest.",
    bad=f"-- content/media/huis.svg --\n{_DRAWING}><script>alert(1)</script></svg>\n",
    good=_SOUND,
)
RULES = (NOT_A_PICTURE, WRONG_FORM, TOO_LARGE, NOT_ALONE, *CAPTION_RULES)

MOST_BYTES = 25_000_000
"""Of one picture: a phone writes 5 MB, a good camera 15."""

_SAME_FORM = {"jpeg": "jpg", "jpe": "jpg", "tif": "tiff", "heif": "heic"}
_USABLE = frozenset(suffix.lstrip(".") for suffix in RASTER) | {"svg"}
_OTHER_PICTURES = (
    *(".heic", ".heif", ".tif", ".tiff", ".bmp", ".jfif", ".jpe", ".psd", ".ai", ".eps", ".ico"),
    *(".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2"),
)

_SAVE_ANEW = "Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer."
_SAVE_AS_JPG = (
    "Open de foto op je computer, kies Opslaan als of Exporteer, en bewaar haar als jpg. Zet dat bestand hier."
)
_SAVE_SMALLER = "Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg."
_SAVE_PLAIN = "Bewaar de tekening opnieuw als gewone SVG, zonder foto’s of scripts. Lukt dat niet? Bewaar haar als png."


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file as a folder lists it: `place` on this machine, and what changes whenever its bytes do.

    Whoever has examined a file with this very stamp need not read it again. A copy that keeps its date has another
    number on disk; on Windows, which has no such number, its size would have to be the same to the byte as well.
    """

    path: str
    place: str
    stamp: tuple[int, int, int, int]
    """Size in bytes, moments of the last change of its content and of anything about it (ns), number on the disk."""

    @classmethod
    def at(cls, path: str, place: str) -> OnDisk:
        """Return the file at a place; raise OSError when it is not there."""
        seen = os.stat(place)  # noqa: PTH116
        return cls(path, place, (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that is no text; `digest` is the SHA-256 of its bytes."""

    path: str
    size: int
    digest: str
    width: int | None = None
    """Pixels, of a picture as it is shown; so too the height."""
    height: int | None = None
    look: Look | None = None
    """What a picture of pixels is like; None for every other file, and for one that cannot be shown."""
    moves: bool = False
    """Whether it is a picture of more than one frame."""
    pdf: PdfFacts | None = None
    """What a PDF says of itself; None for every other file, and for a PDF that cannot be read."""


Examined = tuple[MediaFile | None, tuple[Problem, ...]]


def examine(item: OnDisk) -> Examined:
    """Return what a file is, with what is wrong with it; raise OSError when it cannot be read."""
    ending = f".{item.path.rpartition('.')[2].lower()}"
    with open(item.place, "rb") as file:  # noqa: PTH123
        if ending in {*SUFFIXES, *_OTHER_PICTURES}:
            return _picture(item.path, ending, file.read())
        if ending == ".vtt":
            data = file.read()
            return MediaFile(item.path, len(data), sha256(data).hexdigest()), check_captions(item.path, data)
        digest = file_digest(file, "sha256").hexdigest()
        return MediaFile(item.path, file.tell(), digest, pdf=pdf_facts(file) if ending == ".pdf" else None), ()


def _picture(path: str, ending: str, data: bytes) -> Examined:
    media = MediaFile(path, len(data), sha256(data).hexdigest())
    if fault := _fault(data, ending.lstrip("."), path):
        return media, (_problem(path, *fault),)
    try:
        measured = measure(data, ending)
    except UnsoundPictureError as error:
        return media, (_problem(path, NOT_A_PICTURE, str(error), _SAVE_ANEW),)
    except TooManyPixelsError:
        message = f"Deze afbeelding is te groot: ze heeft meer dan {MOST_PIXELS // 1_000_000} miljoen beeldpunten."
        return media, (_problem(path, TOO_LARGE, message, _SAVE_SMALLER),)
    width, height = measured.size or (None, None)
    media = replace(media, width=width, height=height, look=measured.look, moves=is_animated(data))
    if ending == ".svg" and (brought := brought_along(data)):
        what, line = brought
        message = f"In deze tekening (SVG) staat {what}."
        return media, (Problem(NOT_ALONE, Place(path, line), message, _SAVE_PLAIN),)
    return media, ()


def _fault(data: bytes, ending: str, path: str) -> tuple[Rule, str, str] | None:
    """Say what is wrong with the name, the sort or the weight of a picture, before anything is unpacked."""
    if not data:
        return NOT_A_PICTURE, "Dit bestand is leeg: er staat geen afbeelding in.", _SAVE_ANEW
    named, form = _SAME_FORM.get(ending, ending), form_of(data)
    if form and form not in _USABLE:
        return (
            WRONG_FORM,
            f"Dit is een bestand van de soort {form}. Dat toont niet elke telefoon.",
            _SAVE_AS_JPG,
        )
    if form and (form != named or ending == "jpe"):
        stem = path.rpartition("/")[2].rpartition(".")[0]
        hint = f"Noem het bestand `{stem}.{form}`, en verander de naam ook in de teksten die het noemen."
        return WRONG_FORM, f"Dit bestand heet `.{ending}`, maar het is een {form}.", hint
    if named not in _USABLE:
        return (
            WRONG_FORM,
            f"Dit is een bestand van de soort {named}. Dat toont niet elke telefoon.",
            _SAVE_AS_JPG,
        )
    if len(data) > MOST_BYTES:
        message = f"Deze afbeelding is te groot: het bestand is {file_size(len(data))}. Hoogstens 25 MB mag."
        return TOO_LARGE, message, _SAVE_SMALLER
    return None


def _problem(path: str, rule: Rule, message: str, hint: str) -> Problem:
    return Problem(rule, Place(path, 1), message, hint)
