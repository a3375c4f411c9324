"""The width and height of a picture, or what is wrong with it."""

from __future__ import annotations

import re
import warnings
from io import BytesIO

RASTER = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
SUFFIXES = (*RASTER, ".svg")

_TURNED = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that lay a picture on its side."""
_ORIENTATION = 0x0112
_GIF_FRAME = re.compile(rb"\x21\xf9\x04.{4}\x00[\x21\x2c]", re.DOTALL)
_DRAWING_MOVES = re.compile(rb"<animate|@keyframes")
_WEBP_MOVES = 0b10
"""The flag of a WebP that has frames."""
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class UnsoundPictureError(Exception):
    """The bytes are no whole picture; the message says in Dutch what is wrong."""


def measure(data: bytes, path: str) -> tuple[int, int] | None:
    """Return the width and height in pixels as it is shown; None for an SVG that names no size."""
    if path.endswith(".svg"):
        return _svg_size(data)
    size = _raster_size(data)
    if _is_cut_off(data):
        message = "Deze afbeelding is niet compleet: het einde van het bestand ontbreekt."
        raise UnsoundPictureError(message)
    return size


def is_animated(data: bytes) -> bool:
    """Say whether a picture has more than one frame, by the marks in the file: nothing is decoded."""
    if data.startswith(b"GIF8"):
        # A frame opens with its own block of timing; a still may have one, for what is see-through.
        return len(_GIF_FRAME.findall(data)) > 1
    if data.startswith(b"RIFF"):
        return data[12:16] == b"VP8X" and bool(data[20] & _WEBP_MOVES)
    if data.startswith(b"\x89PNG"):
        return b"acTL" in data[: data.find(b"IDAT")]  # said before the picture itself
    return _DRAWING_MOVES.search(data) is not None


def _raster_size(data: bytes) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  a site without pictures need not load it

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data)) as picture:
                width, height = picture.size
                is_turned = False
                if picture.format == "PNG":
                    picture.verify()  # its checksums tell a cut without unpacking it
                else:
                    is_turned = picture.getexif().get(_ORIENTATION) in _TURNED
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            message = "Deze afbeelding is te groot: ze heeft meer dan 89 miljoen beeldpunten."
            raise UnsoundPictureError(message) from None
        except UnidentifiedImageError:
            message = "Dit bestand is geen afbeelding die ik ken."
            raise UnsoundPictureError(message) from None
        except (OSError, SyntaxError, ValueError, EOFError):
            # What Pillow raises for bytes that start as a picture and then are not one.
            message = "Deze afbeelding is beschadigd of niet compleet."
            raise UnsoundPictureError(message) from None
    return (height, width) if is_turned else (width, height)


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


def _svg_size(data: bytes) -> tuple[int, int] | None:
    from lxml import etree  # noqa: PLC0415  a site without drawings need not load it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"Deze tekening (SVG) is stuk op regel {error.lineno}."
        raise UnsoundPictureError(message) from None
    if etree.QName(root).localname != "svg":
        message = "Dit bestand is geen tekening (SVG)."
        raise UnsoundPictureError(message)
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", root.get("viewBox") or "")
    across, down = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004  x, y, width, height
    if width and not height and across:
        height = width * down / across
    elif height and not width and down:
        width = height * across / down
    width, height = width or across, height or down
    return (round(width), round(height)) if width and height else None


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0
