"""Resizes photos, turns them upright, and removes their metadata."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms
from PIL.Image import Image as Pixels

from avksite.content.images import FORMATS, ImageKind, orientation, without_notes
from avksite.content.media import NOT_A_PICTURE
from avksite.outputs.images import Original
from avksite.problems import Place, Problem, Unusable, blaming
from avksite.rendering.pictures import Rendition

_QUALITIES = {"jpg": (76,), "webp": (70, 58, 46), "avif": (50, 42, 34)}
"""Qualities, tried in turn until a newer format is smaller; the first nearly always is."""
_SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"optimize": True, "progressive": True}),
    "webp": ("WEBP", {"method": 2}),
    # Threads and tiles are fixed, so that every computer gives the same bytes.
    "avif": ("AVIF", {"speed": 9, "max_threads": 1, "autotiling": False}),
    "png": ("PNG", {"optimize": True}),
    "gif": ("GIF", {}),
}
_HEAVIEST_FIRST = ("gif", "png", "jpg", "webp", "avif")
_UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF's orientation → the transposition that turns the pixels upright (Pillow's `Image.Transpose`)."""
_MOST_COLOURS = 256
"""The largest palette of PNG and GIF."""


def encoded(original: Original) -> list[bytes]:
    """Return the wanted renditions of one image, in order; it is decoded once.

    The results hold only pixels in sRGB and no metadata: no location, time, camera, name or thumbnail.
    Raises Unusable when the file has changed since it was examined, or cannot be decoded.
    """

    def problem(message: str, hint: str) -> Problem:
        return Problem(NOT_A_PICTURE, Place(original.path, 1), message, hint)

    hint = "Staat het nog open in een ander programma? Sluit het daar."
    with blaming(problem("Dit bestand kan ik niet openen.", hint)):
        data = Path(original.place).read_bytes()
    if sha256(data).hexdigest() != original.digest:
        raise Unusable(problem("Dit bestand veranderde terwijl ik de site maakte.", "Maak de site nog een keer."))
    hint = "Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer."
    with blaming(problem("Deze afbeelding is vanbinnen beschadigd.", hint)):
        made = dict(_renditions(data, original))
    return [made[rendition] for rendition in original.wanted]


def _renditions(data: bytes, original: Original) -> Iterator[tuple[Rendition, bytes]]:
    """Yield the renditions, the largest size and the heaviest format first."""
    largest = max(original.wanted, key=lambda it: it.width)
    pixels = _decoded(data, (largest.width, largest.height), original.image_kind)
    for width in sorted({it.width for it in original.wanted}, reverse=True):
        forms = sorted(
            (it for it in original.wanted if it.width == width), key=lambda it: _HEAVIEST_FIRST.index(it.form)
        )
        size = (width, forms[0].height)
        pixels = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
        shown = _few_colours(pixels) if original.image_kind is ImageKind.DRAWN else pixels
        most = None
        for rendition in forms:
            data = _encoded(shown, rendition.form, original.image_kind, most)
            yield rendition, data
            most = len(data) if rendition.form in {"jpg", "webp"} else None


def opened(data: bytes, side: int) -> tuple[Pixels, bytes | None]:
    """Return the pixels of an image, upright, with at least `side` on its longest side, and its colour profile.

    Exceptions of Pillow pass through.
    """
    with Image.open(BytesIO(without_notes(data)), formats=FORMATS) as picture:
        picture.draft(None, (side, side))  # a JPEG can be decoded at a half, a quarter or an eighth
        turn = _UPRIGHT.get(orientation(data))
        pixels: Pixels = picture.copy() if turn is None else picture.transpose(Image.Transpose(turn))
        return pixels, picture.info.get("icc_profile")


def _decoded(data: bytes, size: tuple[int, int], image_kind: ImageKind) -> Pixels:
    """Decode an image: upright, in sRGB, and no larger than needed."""
    pixels, profile = opened(data, max(size))
    if pixels.mode.startswith("I;16"):
        pixels = pixels.point(lambda value: value / 256).convert("L")
    if pixels.mode in {"P", "PA", "LA", "La", "RGBa", "1"} or "transparency" in pixels.info:
        pixels = pixels.convert("RGBA")
    if pixels.size != size:
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    pixels = _in_srgb(pixels, profile).convert("RGB" if image_kind is ImageKind.PHOTO else "RGBA")
    pixels.info = {}  # some encoders write what is in here
    return pixels


def _in_srgb(pixels: Pixels, profile: bytes | None) -> Pixels:
    """Convert pixels to sRGB; a broken profile is ignored."""
    if not profile or b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile:
        return pixels
    mode = "RGBA" if pixels.mode == "RGBA" else "RGB"
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(pixels, meant, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return pixels
    return found if found is not None else pixels


def _few_colours(pixels: Pixels) -> Pixels:
    """Quantise a drawing to 256 colours: anti-aliasing gave it more, and a palette makes it far smaller."""
    counted = pixels.getcolors(_MOST_COLOURS)
    is_solid = pixels.getchannel("A").getextrema() == (255, 255)
    whole = pixels.convert("RGB") if is_solid else pixels
    method = Image.Quantize.MEDIANCUT if is_solid else Image.Quantize.FASTOCTREE
    few = whole.quantize(len(counted or ()) or _MOST_COLOURS, method=method, dither=Image.Dither.NONE)
    return whole if counted and few.convert(whole.mode).tobytes() != whole.tobytes() else few


def _encoded(pixels: Pixels, form: str, image_kind: ImageKind, most: int | None) -> bytes:
    """Encode an image in a format, in at most `most` bytes if a lower quality achieves that."""
    if image_kind is ImageKind.DRAWN and form == "webp":
        return _saved(pixels.convert("RGBA"), form, lossless=True, quality=80)
    if form == "jpg" and pixels.mode != "RGB":
        clear, pixels = pixels.convert("RGBA"), Image.new("RGB", pixels.size, "white")
        pixels.paste(clear, mask=clear.getchannel("A"))
    if form not in _QUALITIES:
        return _saved(pixels, form)
    for quality in _QUALITIES[form]:
        found = _saved(pixels, form, quality=quality)
        if most is None or len(found) <= most:
            break
    return found


def _saved(pixels: Pixels, form: str, **more: int) -> bytes:
    name, settings = _SETTINGS[form]
    file = BytesIO()
    pixels.save(file, name, **settings, **more)
    return file.getvalue()
