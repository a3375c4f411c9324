"""Examines files other than texts: images, sound, documents."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import file_digest
from typing import IO

from avksite.content import file_types
from avksite.content.captions import MOST_BYTES as MOST_CAPTIONS
from avksite.content.captions import check_captions
from avksite.content.images import MOST_PIXELS, SUFFIXES, ImageKind, TooManyPixelsError, measure
from avksite.dutch.formatting import file_size, list_in_words
from avksite.dutch.words import listed
from avksite.frozen import dataclass
from avksite.memo.unchanged import settled
from avksite.problems import ERROR, Fix, Place, Problem, Rule, Severity, Unusable, blaming

ENDINGS = frozenset({*file_types.DOWNLOADS, "vtt", *(suffix[1:] for suffix in SUFFIXES)})
"""Extensions of files that a text can name."""

NOT_A_PICTURE = Rule("afbeelding-stuk", ERROR, "Een afbeelding is heel.")
WRONG_FORM = Rule(
    "afbeelding-soort", ERROR, "Een afbeelding is een jpg, png, webp, avif, gif of svg, en zo heet ze ook."
)
TOO_LARGE = Rule(
    "afbeelding-te-groot", ERROR, "Een afbeelding heeft hoogstens 50 miljoen beeldpunten, en is hoogstens 25 MB."
)
NOT_ALONE = Rule("tekening-onveilig", ERROR, "In een tekening (SVG) staan alleen lijnen, vlakken en woorden.")
NOT_WHAT_IT_SAYS = Rule("bestand-stuk", ERROR, "Een bestand is wat zijn naam zegt, en het is heel.")
WRONG_SORT = Rule(
    "bestand-soort", ERROR, "Een bestand op de site is een afbeelding, film, geluid, document of gewone tekst."
)

MOST_BYTES = 25_000_000
"""Of one image: a phone writes 5 MB, a good camera 15."""
MOST_DRAWING = 5_000_000
"""Bytes of a drawing: a map of a province has 1 MB, and an old phone needs seconds for five."""
_START = 2048
"""Bytes from which the type of a file is known."""

_SAME_FORM = {"jpeg": "jpg", "jpe": "jpg", "tif": "tiff", "heif": "heic"}
_PICTURES = frozenset(suffix[1:] for suffix in SUFFIXES)
_OTHER_PICTURES = frozenset(listed("heic heif tif tiff bmp jfif jpe psd ai eps ico dng cr2 cr3 nef arw orf rw2"))

SAVE_AGAIN = "Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer."
_SAVE_AS_JPG = (
    "Open de foto op je computer, kies Opslaan als of Exporteer, en bewaar haar als jpg. Zet dat bestand hier."
)
_SAVE_SMALLER = "Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg."
_AGAIN = "Open het op je eigen computer. Gaat dat goed, bewaar het dan opnieuw en zet dat bestand hier."
_MADE_OF = {
    **dict.fromkeys(
        ("html", "htm", "xhtml", "shtml", "mht"),
        "Maak er een tekst van: een bestand met `.md`, zoals `content/folder.md`. Link dan daarnaar.",
    ),
    "srt": "Maak er ondertiteling van met `.vtt`: zet bovenaan `WEBVTT`, en maak in de tijden van elke komma een punt.",
    **dict.fromkeys(("avi", "m4v", "mkv", "mov", "mpeg", "mpg", "wmv"), "Bewaar de film als mp4, en noem dat bestand."),
    **dict.fromkeys(("aac", "aiff", "flac", "wma"), "Bewaar het geluid als mp3, en noem dat bestand."),
    **dict.fromkeys(("docm", "pages"), "Bewaar het document als pdf of docx, en noem dat bestand."),
    **dict.fromkeys(("numbers", "xlsm"), "Bewaar het als xlsx, en noem dat bestand."),
}


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file as a folder lists it: its `place` on this machine, and a stamp that changes whenever its bytes do.

    A file with the same stamp need not be read again. A copy that keeps its date has another inode; on Windows, which
    has none, its size would have to be the same too.
    """

    path: str
    place: str
    stamp: tuple[int, int, int, int]
    """Size in bytes, `mtime` and `ctime` in ns, and inode."""

    @property
    def settled(self) -> float:
        """The moment from which its stamp changes with every change (seconds since 1970)."""
        return settled(self.stamp[1:3])

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
    """Pixels, of an image as it is shown; likewise the height."""
    height: int | None = None
    image_kind: ImageKind | None = None
    """The kind of a raster image; None for every other file, and for one that cannot be shown."""
    moves: bool = False
    """Whether it is an image of more than one frame."""
    pdf: file_types.PdfFacts | None = None
    """The metadata of a PDF; None for every other file, and for a PDF that cannot be read."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it; reported only when it is published, which needs a text that names it."""

    @property
    def ending(self) -> str:
        """The extension of its name, in lower case; "" without a dot."""
        _, dot, ending = self.path.rpartition("/")[2].rpartition(".")
        return ending.lower() if dot else ""

    @property
    def is_intact(self) -> bool:
        """Whether it may be published: it has no error."""
        return not any(problem.rule.severity is Severity.ERROR for problem in self.problems)


def examine(item: OnDisk) -> MediaFile:
    """Examine a file; raise OSError when it cannot be read.

    An exception of a library on its bytes becomes a problem of the file.
    """
    with open(item.place, "rb") as file:  # noqa: PTH123
        start = file.read(_START)
        file.seek(0)
        digest = file_digest(file, "sha256").hexdigest()
        media = MediaFile(item.path, file.tell(), digest)
        try:
            with blaming(_unsound(media)):
                return _examined(media, file, start)
        except Unusable as unusable:
            if isinstance(unusable.__cause__, MemoryError):  # the only fault is that it needs too much memory
                return undecodable(item)
            return replace(media, problems=unusable.problems)


def undecodable(item: OnDisk) -> MediaFile:
    """Return a file on which a decoder crashed, or took too much memory or time, with that as its problem."""
    with open(item.place, "rb") as file:  # noqa: PTH123
        media = MediaFile(item.path, os.fstat(file.fileno()).st_size, file_digest(file, "sha256").hexdigest())
    return replace(media, problems=(_unsound(media, "Op dit bestand loopt vast wat het moet uitpakken."),))


def _examined(media: MediaFile, file: IO[bytes], start: bytes) -> MediaFile:
    if file_types.is_pointer(start):
        message = "Dit is niet het bestand zelf: het zegt alleen waar Git LFS het bewaart."
        hint = "Vraag wie de site beheert om `git lfs pull`. Zet anders het bestand zelf hier neer."
        raise _refused(media, NOT_WHAT_IT_SAYS, message, hint)
    is_picture = media.ending in _PICTURES | _OTHER_PICTURES
    if is_picture:
        _check_picture(media, start)
    elif not media.size:
        hint = "Zet het goede bestand hier neer, of haal weg waar een tekst het noemt."
        raise _refused(media, NOT_WHAT_IT_SAYS, "Dit bestand is leeg.", hint)
    elif media.ending not in ENDINGS:
        raise _wrong_sort(media)
    file.seek(0)
    try:
        if media.ending == "svg":
            return _drawing(media, file.read())
        if is_picture:
            return _picture(media, file.read())
        if media.ending == "vtt":
            return _captions(media, file)
        file_types.check_form(media.ending, file)
    except file_types.UnsoundError as error:
        raise Unusable(_unsound(media, str(error))) from None
    return replace(media, pdf=file_types.pdf_facts(file)) if media.ending == "pdf" else media


def _refused(media: MediaFile, rule: Rule, message: str, hint: str, fix: Fix | None = None) -> Unusable:
    return Unusable(Problem(rule, Place(media.path, 1), message, hint, fix=fix))


def _unsound(media: MediaFile, message: str = "") -> Problem:
    """Return the problem of a file that is damaged, or is not what its name says."""
    place = Place(media.path, 1)
    if media.ending in _PICTURES:
        return Problem(NOT_A_PICTURE, place, message or "Deze afbeelding is beschadigd.", SAVE_AGAIN)
    return Problem(NOT_WHAT_IT_SAYS, place, message or "Dit bestand kan ik niet lezen: het is beschadigd.", _AGAIN)


def _wrong_sort(media: MediaFile) -> Unusable:
    sort = f"van de soort `{media.ending}`"
    if not media.ending:
        sort = "zonder soort: achter de naam staat geen punt met de soort"
    known = list_in_words(sorted(ENDINGS)).replace(" en ", " of ")
    hint = _MADE_OF.get(media.ending, f"Noem hier een ander bestand. Dit kan wel: {known}.")
    return _refused(media, WRONG_SORT, f"Dit is een bestand {sort}. Dat kan niet op de site.", hint)


def _captions(media: MediaFile, file: IO[bytes]) -> MediaFile:
    if media.size > MOST_CAPTIONS:
        raise file_types.UnsoundError(f"Dit bestand is {file_size(media.size)}. Zoveel ondertitels heeft geen film.")
    return replace(media, problems=check_captions(media.path, file.read()))


def _picture(media: MediaFile, data: bytes) -> MediaFile:
    try:
        measured = measure(data)
    except TooManyPixelsError:
        message = f"Deze afbeelding is te groot: ze heeft meer dan {MOST_PIXELS // 1_000_000} miljoen beeldpunten."
        raise _refused(media, TOO_LARGE, message, _SAVE_SMALLER) from None
    width, height = measured.size
    return replace(media, width=width, height=height, image_kind=measured.kind, moves=measured.moves)


def _drawing(media: MediaFile, data: bytes) -> MediaFile:
    from avksite.content.svg import WITHOUT, drawn  # noqa: PLC0415  a build that remembers its drawings reads none

    drawing = drawn(data)
    width, height = drawing.size or (None, None)
    problems = (
        Problem(
            NOT_ALONE,
            Place(media.path, brought.line),
            f"In deze tekening (SVG) staat {brought.cause}{f': `{brought.what}`' if brought.what else ''}.",
            WITHOUT[brought.cause],
        )
        for brought in drawing.brought
    )
    return replace(media, width=width, height=height, moves=drawing.moves, problems=tuple(problems))


def _check_picture(media: MediaFile, start: bytes) -> None:
    """Raise Unusable for the name, type or size of an image, before it is decoded."""
    form, named = file_types.picture_form(start), _SAME_FORM.get(media.ending, media.ending)
    if not media.size:
        raise _refused(media, NOT_A_PICTURE, "Dit bestand is leeg: er staat geen afbeelding in.", SAVE_AGAIN)
    if form in _PICTURES and (form != named or media.ending == "jpe"):
        right = f"{media.path.rpartition('.')[0]}.{form}"
        hint = f"Noem het bestand `{right.rpartition('/')[2]}`, en verander de naam ook in de teksten die het noemen."
        message = f"Dit bestand heet `.{media.ending}`, maar het is een {form}."
        raise _refused(
            media, WRONG_FORM, message, hint, Fix(media.path, right, is_safe=True, place=Place(media.path, 0))
        )
    if (form or named) not in _PICTURES:
        message = f"Dit is een bestand van de soort {form or named}. Dat toont niet elke telefoon."
        raise _refused(media, WRONG_FORM, message, _SAVE_AS_JPG)
    if not form and (seen := file_types.looks_like(start)):
        message = f"Dit bestand is geen afbeelding, maar {seen}."
        raise _refused(media, NOT_A_PICTURE, message, "Zet er de afbeelding zelf neer.")
    if media.ending == "svg" and media.size > MOST_DRAWING:
        message = f"Deze tekening is te groot: het bestand is {file_size(media.size)}. Hoogstens 5 MB mag."
        hint = "Maak haar eenvoudiger in het tekenprogramma, of bewaar haar als png."
        raise _refused(media, TOO_LARGE, message, hint)
    if media.size > MOST_BYTES:
        message = f"Deze afbeelding is te groot: het bestand is {file_size(media.size)}. Hoogstens 25 MB mag."
        raise _refused(media, TOO_LARGE, message, _SAVE_SMALLER)
