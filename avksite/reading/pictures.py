"""What a picture is: its form, its width and height and what it is like, or what is wrong with it."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from avksite.reading.drawings import UnsoundPictureError, drawing_size

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

RASTER = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
SUFFIXES = (*RASTER, ".svg")

MOST_PIXELS = 50_000_000
"""What a picture may hold: more than any phone takes at once, and what a small computer can still unpack."""
MOST_COLOURS = 1000
"""A drawing or a screen with words has fewer colours than this; a photo has many thousands."""

_TURNED = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that lay a picture on its side."""
_ORIENTATION = 0x0112
_GIF_FRAME = re.compile(rb"\x21\xf9\x04.{4}\x00[\x21\x2c]", re.DOTALL)
_DRAWING_MOVES = re.compile(rb"<animate|@keyframes")
_STARTS = {
    b"\xff\xd8": "jpg",
    b"\x89PNG": "png",
    b"GIF8": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"BM": "bmp",
    b"8BPS": "psd",
    b"%PDF": "pdf",
}
_BRANDS = {b"avif": "avif", b"avis": "avif", b"hei": "heic", b"hev": "heic", b"mif1": "heic"}
"""What a file of boxes says it is; the first that is found counts."""
_WEBP_MOVES = 0b10
"""The flag of a WebP that has frames."""


class Look(StrEnum):
    """What a picture of pixels is like, which decides in what forms it is small and still good."""

    PHOTO = "photo"
    SEE_THROUGH = "see-through"
    """Many colours, and parts that show what is behind."""
    DRAWN = "drawn"
    """Few colours and sharp edges."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sound picture: width and height in pixels as it is shown, None for an SVG that names no size or look."""

    size: tuple[int, int] | None
    look: Look | None = None


class TooManyPixelsError(Exception):
    """The picture is sound, but would not fit in memory."""


def form_of(data: bytes) -> str:
    """Return what kind of picture bytes are, by how they start: `jpg`, `png`, `heic` …; "" when that says nothing."""
    if data[4:8] == b"ftyp":
        brands = data[8 : min(int.from_bytes(data[:4], "big"), 200)]
        return next((form for brand, form in _BRANDS.items() if brand in brands), "")
    if data.startswith(b"RIFF"):
        return "webp" if data[8:12] == b"WEBP" else ""
    return next((form for start, form in _STARTS.items() if data.startswith(start)), "")


def measure(data: bytes, path: str) -> Measured:
    """Return what a picture is like; raise UnsoundPictureError or TooManyPixelsError when it cannot be shown."""
    if path.endswith(".svg"):
        return Measured(drawing_size(data))
    measured = _raster(data)
    if _is_cut_off(data):
        message = "Deze afbeelding is niet compleet: het einde van het bestand ontbreekt."
        raise UnsoundPictureError(message)
    return measured


def is_animated(data: bytes) -> bool:
    """Say whether a picture has more than one frame, by the marks in the file: nothing is decoded."""
    if data.startswith(b"GIF8"):
        # A frame opens with its own block of timing; a still may have one, for what is see-through.
        return len(_GIF_FRAME.findall(data)) > 1
    if data.startswith(b"RIFF"):
        return data[12:16] == b"VP8X" and bool(data[20] & _WEBP_MOVES)
    if data.startswith(b"\x89PNG"):
        return b"acTL" in data[: data.find(b"IDAT")]  # said before the picture itself
    if data[4:8] == b"ftyp":
        return b"avis" in data[8 : int.from_bytes(data[:4], "big")]
    return not data.startswith(b"\xff\xd8") and _DRAWING_MOVES.search(data) is not None


def _raster(data: bytes) -> Measured:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  a site without pictures need not load it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own measure is stricter
        try:
            with Image.open(BytesIO(data)) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise TooManyPixelsError
                if picture.format == "PNG":
                    picture.verify()  # its checksums tell a cut without unpacking it
            with Image.open(BytesIO(data)) as picture:  # anew: what was verified is used up
                is_turned = picture.getexif().get(_ORIENTATION) in _TURNED
                look = _look(picture)
        except Image.DecompressionBombError:
            raise TooManyPixelsError from None
        except UnidentifiedImageError:
            message = "Dit bestand is geen afbeelding die ik ken."
            raise UnsoundPictureError(message) from None
        except (OSError, SyntaxError, ValueError, EOFError):
            # What Pillow raises for bytes that start as a picture and then are not one.
            message = "Deze afbeelding is beschadigd of niet compleet."
            raise UnsoundPictureError(message) from None
    return Measured((height, width) if is_turned else (width, height), look)


def _look(picture: Pixels) -> Look:
    """Look at the colours, where the form of the file does not already tell: only then it is unpacked."""
    has_holes = picture.has_transparency_data
    if picture.format not in {"PNG", "GIF"}:
        return Look.SEE_THROUGH if has_holes else Look.PHOTO
    if picture.mode.startswith(("I", "F")):
        return Look.PHOTO  # finer than eight bits: nobody draws so
    pixels = picture.convert("RGBA" if has_holes else "RGB")
    if pixels.getcolors(MOST_COLOURS) is not None:
        return Look.DRAWN
    # Programs save a screen with a layer for what shows through, and nothing in it.
    return Look.SEE_THROUGH if has_holes and pixels.getchannel("A").getextrema() != (255, 255) else Look.PHOTO


def _is_cut_off(data: bytes) -> bool:
    """Say whether the end of the file is missing, without the work of decoding it."""
    if data.startswith(b"\xff\xd8"):
        return data.find(b"\xff\xd9", _start_of_scan(data)) < 0
    if data.startswith(b"GIF8"):
        return not data.rstrip(b"\0").endswith(b";")
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    return False


def _start_of_scan(data: bytes) -> int:
    """Return where the picture itself starts in a JPEG: what comes before may hold a small copy with its own end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  every segment starts so
        if data[at + 1] == 0xDA:  # noqa: PLR2004  start of scan
            return at
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at
