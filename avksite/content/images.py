"""Examines raster images: width, height and kind, or what is wrong."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from avksite.content.file_types import UnsoundError, has_whole_boxes
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Unusable, blaming

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

RASTER = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
SUFFIXES = (*RASTER, ".svg")

MOST_PIXELS = 50_000_000
"""More than any phone makes, and what a small computer can still decode."""
MOST_COLOURS = 1000
"""A drawing or a screen with words has fewer colours than this; a photo has many thousands."""

_TURNED = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that swap width and height."""
_ORIENTATION = 0x0112
_APP, _COMMENT = 0xE0, 0xFE
"""Markers of JPEG: the first of sixteen for application data, and the one for a comment."""
_APP_OF_PICTURE = frozenset({0xE0, 0xEE})
"""Those needed to interpret the colours: JFIF and Adobe."""
_PNG_NOTES = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
"""The formats that Pillow may decode: no other is on the site."""
_SEGMENT = regex(rb"\xff++(?P<marker>[^\x00\xda])(?P<size>..)", re.DOTALL)
"""A segment before the start of scan; fill bytes may precede the marker (ITU T.81, B.1.1.2)."""
_FILLED = regex(rb"\A\xff+(?=\xff)")
_MOST_SEGMENTS = 5000
"""Of 64 kB each: far more than what is read at most."""


class ImageKind(StrEnum):
    """What a picture of pixels is like, which decides in what forms it is small and still good."""

    PHOTO = "photo"
    SEE_THROUGH = "see-through"
    """Many colours, and transparent parts."""
    DRAWN = "drawn"
    """Few colours and sharp edges."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sound raster image: its width and height as shown, its kind, and whether it is animated."""

    size: tuple[int, int]
    kind: ImageKind
    moves: bool


class TooManyPixelsError(Exception):
    """The image is sound, but would not fit in memory."""


def measure(data: bytes) -> Measured:
    """Return the size and kind of a raster image; raise UnsoundError or TooManyPixelsError when it cannot be shown.

    Any other exception of Pillow on damaged bytes passes through.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  a site without pictures need not load it

    bare = without_notes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limits are stricter, and we report to authors ourselves
        try:
            with Image.open(BytesIO(bare), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise TooManyPixelsError
                if picture.format == "PNG":
                    picture.verify()  # its checksums show a truncated file without decoding it
            with Image.open(BytesIO(bare), formats=FORMATS) as picture:  # open it again: `verify` used it up
                kind, moves = _kind_of(picture), getattr(picture, "is_animated", False)
        except Image.DecompressionBombError:
            raise TooManyPixelsError from None
        except UnidentifiedImageError:
            raise UnsoundError("Dit bestand is geen afbeelding die ik ken.") from None
    if _is_cut_off(data):
        raise UnsoundError("Deze afbeelding is niet compleet: het einde van het bestand ontbreekt.")
    return Measured((height, width) if orientation(data) in _TURNED else (width, height), kind, moves)


def without_notes(data: bytes) -> bytes:
    """Return a JPEG or PNG without metadata: only its pixels and how to interpret their colours.

    Pillow reads metadata on opening, and fails when it is broken or very large.
    """
    if data.startswith(b"\xff\xd8"):
        kept = [
            data[begin:end]
            for marker, begin, end in _segments(data)
            if not (_APP <= marker <= _APP + 15 or marker == _COMMENT)
            or marker in _APP_OF_PICTURE
            or data.startswith(b"ICC_PROFILE\0", begin + 4)
        ]
        return b"".join((data[:2], *kept, _FILLED.sub(b"", data[_start_of_scan(data) :], count=1)))
    if data.startswith(b"\x89PNG"):
        return b"".join((data[:8], *(chunk for name, chunk in _chunks(data) if name not in _PNG_NOTES)))
    return data


def orientation(data: bytes) -> int:
    """Return the EXIF orientation (1 to 8); 1, upright, when it is absent or broken."""
    from PIL import Image  # noqa: PLC0415  as above

    if data.startswith(b"\xff\xd8"):
        places = (data[begin + 4 : end] for marker, begin, end in _segments(data) if marker == _APP + 1)
        notes = next((it for it in places if it.startswith(b"Exif")), b"")
    elif data.startswith(b"\x89PNG"):
        notes = next((b"Exif\0\0" + chunk[8:-4] for name, chunk in _chunks(data) if name == b"eXIf"), b"")
    else:
        notes = None
    found: object = 1
    with warnings.catch_warnings(), suppress(Unusable), blaming():
        warnings.simplefilter("ignore")
        if notes is None:
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                notes = picture.info.get("exif", b"")
        exif = Image.Exif()
        exif.load(notes)
        found = exif.get(_ORIENTATION)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1  # noqa: PLR2004  as EXIF numbers them


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the segments before the scan in a JPEG (ITU T.81, B.1.1.4): the marker, its start and its end."""
    end = 2
    for _ in range(_MOST_SEGMENTS):
        found = _SEGMENT.match(data, end)
        if found is None:
            return
        end = min(found.start("size") + int.from_bytes(found["size"], "big"), len(data))
        yield found["marker"][0], found.start("marker") - 1, end
    raise UnsoundError("Deze afbeelding is beschadigd.")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG (its specification, 5.3): the name, and the whole chunk."""
    at = 8
    while at < len(data):
        size = 12 + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at : at + size]
        at += size


def _kind_of(picture: Pixels) -> ImageKind:
    """Return the kind of an image; decode it only when its format does not decide that."""
    has_holes = picture.has_transparency_data
    if picture.format not in {"PNG", "GIF"}:
        return ImageKind.SEE_THROUGH if has_holes else ImageKind.PHOTO
    if picture.mode.startswith(("I", "F")):
        return ImageKind.PHOTO  # more than eight bits a channel: no drawing has that
    pixels = picture.convert("RGBA" if has_holes else "RGB")
    if pixels.getcolors(MOST_COLOURS) is not None:
        return ImageKind.DRAWN
    # Programs save a screenshot with an alpha channel that is opaque everywhere.
    return ImageKind.SEE_THROUGH if has_holes and pixels.getchannel("A").getextrema() != (255, 255) else ImageKind.PHOTO


def _is_cut_off(data: bytes) -> bool:
    """Return whether the end of the file is missing, without decoding it."""
    if data.startswith(b"\xff\xd8"):
        return data.find(b"\xff\xd9", _start_of_scan(data)) < 0
    if data.startswith(b"GIF8"):
        return not data.rstrip(b"\0").endswith(b";")
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if data[4:8] == b"ftyp":
        return not has_whole_boxes(BytesIO(data), len(data))
    return False


def _start_of_scan(data: bytes) -> int:
    """Return where the scan starts in a JPEG: what comes before may hold a thumbnail with its own end marker."""
    return max((end for _, _, end in _segments(data)), default=2)
