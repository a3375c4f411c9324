"""Draws the images for sharing: a background, words, and the strokes of the logo."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps
from PIL.ImageFont import FreeTypeFont

from avksite.content.settings import Palette
from avksite.outputs.images import SharingImage
from avksite.outputs.images.photos import opened
from avksite.problems import Unusable, blaming
from avksite.rendering.sharing import FONTS, MARK_SIZE

REGULAR, BOLD = FONTS / "NotoSans-Regular.ttf", FONTS / "NotoSans-Bold.ttf"

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size for link previews (Open Graph)."""
_MARGIN = 72
_LINE_BASE, _TITLE_TOP, _TITLE_END, _NAME_BASE, _BAND_TOP = 82, 108, 416, 486, 524
_PHOTO = (408, _BAND_TOP)
"""Width and height of a photo, at the right side."""
_ROOM = WIDTH - 2 * _MARGIN
_ROOM_BESIDE = _ROOM - _PHOTO[0]
_TITLE_SIZES = (84, 76, 68, 60, 52, 46, 40, 34)
_LINE_HEIGHT = 1.17
_MOST_IN_A_TITLE = 500
"""Letters: more than ever fit, so that an endless title is not measured in full."""
_SHADES = 8
"""Shades between paper and a colour: enough for anti-aliasing."""
_INK, _MUTED, _GRAIN, _BAND, _PHOTO_FIRST = 0, 9, 18, 27, 84
"""Indexes in the palette: of paper before the shades of each colour, and the first of the strokes and of a photo."""
_BAND_COLOURS, _PHOTO_COLOURS = _PHOTO_FIRST - _BAND, 140
_FINER = 3
"""The factor of supersampling for the strokes."""
_ICON_SIZES = [(16, 16), (32, 32), (48, 48)]
"""Pixels: sizes for tabs and bookmarks."""

Points = tuple[tuple[float, float], ...]
_STROKES: tuple[Points, ...] = (
    ((0, 14), (300, 14), (381, 41), (WIDTH, 41)),
    ((0, 38), (336, 38), (390, 56), (WIDTH, 56)),
    ((0, 62), (372, 62), (399, 71), (WIDTH, 71)),
    ((0, 86), (WIDTH, 86)),
)
"""The strokes at the bottom, which join into one."""
_MARK: tuple[Points, ...] = (
    ((1, 6), (9, 6), (27, 24), (47, 24)),
    ((1, 18), (11, 18), (23, 30), (47, 30)),
    ((1, 30), (13, 30), (19, 36), (47, 36)),
    ((1, 42), (47, 42)),
)
"""The strokes of `templates/assets/merk.svg`, in its units of 48 to a side."""


def drawn(preview: SharingImage) -> bytes:
    """Return the image as a PNG of 1200 by 630 pixels; a title that does not fit beside a photo replaces it.

    What is below the title is equal in all images, and compressed once.
    """
    text = preview.text
    fits_beside = preview.photo and " ".join(set_title(text.title, _ROOM_BESIDE)[1]) == text.title
    photo = _photo(preview.photo) if fits_beside else None
    room = _ROOM_BESIDE if photo else _ROOM
    font, lines = set_title(text.title, room)
    bases = [_TITLE_TOP + round(font.size * (1 + number * _LINE_HEIGHT)) for number in range(len(lines))]
    end = _BAND_TOP if photo else bases[-1] + font.getmetrics()[1]
    ground = _ground(preview.palette, text.name, room)
    image, colours = ground.crop((0, 0, ground.width, end)), ground.getpalette() or []
    line, small = text.line, _font(REGULAR, 34)
    while " · " in line and _width(line, small) > room:
        line = line.rpartition(" · ")[0]  # half a date would be another date
    _write(image, (_MARGIN, _LINE_BASE), _shortened(line, small, room), _MUTED, small)
    for base, words in zip(bases, lines, strict=True):
        _write(image, (_MARGIN - 4, base), words, _INK, font)
    if photo:
        colours += photo.getpalette() or []
        image.paste(_renumbered(photo, _PHOTO_FIRST), (ground.width - _PHOTO[0], 0))
    return _png(colours, image.tobytes(), _rest(preview.palette, text.name, room, end))


def drawn_mark(palette: Palette) -> tuple[bytes, bytes]:
    """Return the logo as a square PNG, as search engines require, and as an ICO."""
    unit = MARK_SIZE * _FINER / 64
    strokes = tuple(tuple(((x + 8) * unit, (y + 8) * unit) for x, y in points) for points in _MARK)
    mark = _stroked((MARK_SIZE, MARK_SIZE), strokes, round(6.3 * unit), palette)
    few = mark.quantize(_BAND_COLOURS, dither=Image.Dither.NONE)
    return _saved(few, "PNG", compress_level=6), _saved(mark, "ICO", sizes=_ICON_SIZES)


@lru_cache(maxsize=4)
def _ground(palette: Palette, name: str, room: int) -> Image.Image:
    """Draw what all images share: the name with its full stop in the accent colour, and the strokes.

    Every row of a PNG starts with its filter type: the first column is that byte, 0 for none.
    """
    strokes = tuple(tuple((x * _FINER, y * _FINER) for x, y in points) for points in _STROKES)
    band = _stroked((WIDTH, HEIGHT - _BAND_TOP), strokes, 15 * _FINER, palette)
    band = band.quantize(_BAND_COLOURS, dither=Image.Dither.NONE)
    image = Image.new("P", (1 + WIDTH, HEIGHT), _INK)
    image.paste(_renumbered(band, _BAND), (1, _BAND_TOP))
    image.paste(_MUTED, (1, 0, 1 + WIDTH, _TITLE_TOP))
    font = _font(BOLD, 38)
    shown = _shortened(name.rstrip("."), font, room - font.size)
    end = _MARGIN + _width(shown, font)
    _write(image, (_MARGIN, _NAME_BASE), shown, _INK, font)
    image.paste(_GRAIN, (1 + end, _TITLE_END, 1 + end + round(font.size), _BAND_TOP))
    _write(image, (end, _NAME_BASE), ".", _GRAIN, _font(BOLD, 54))
    paper = ImageColor.getrgb(palette.paper)
    colours = [
        round(p + (i - p) * step / _SHADES)
        for ink in map(ImageColor.getrgb, (palette.ink, palette.muted, palette.grain))
        for step in range(_SHADES + 1)
        for p, i in zip(paper, ink, strict=True)
    ]
    colours += band.getpalette() or []
    image.putpalette(colours + [0] * (3 * _PHOTO_FIRST - len(colours)))
    return image


def _stroked(size: tuple[int, int], strokes: tuple[Points, ...], width: int, palette: Palette) -> Image.Image:
    """Draw strokes on paper; points and width are in supersampled pixels."""
    finer = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), palette.paper)
    drawing = ImageDraw.Draw(finer)
    for points, colour in zip(strokes, (palette.grain, palette.brick, palette.heath, palette.canal), strict=True):
        drawing.line(points, colour, width, joint="curve")
    return finer.reduce(_FINER)


def _renumbered(image: Image.Image, first: int) -> Image.Image:
    """Return an image with the indexes of its palette shifted to start at `first`."""
    return image.point([min(255, first + value) for value in range(256)])


@lru_cache(maxsize=64)
def _rest(palette: Palette, name: str, room: int, top: int) -> tuple[bytes, int, int]:
    """Return the rows of the background from `top` on, compressed to the end, their Adler-32 and their length."""
    ground = _ground(palette, name, room)
    rows = ground.crop((0, top, *ground.size)).tobytes()
    return _packed(rows, zlib.Z_FINISH), zlib.adler32(rows), len(rows)


def _packed(rows: bytes, end: int) -> bytes:
    """Compress rows as a part of a deflate stream (Z_RLE): it refers to nothing before it, so parts can be joined."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, 5, zlib.Z_RLE)  # in blocks of about a line of words
    return packer.compress(rows) + packer.flush(end)


def _png(colours: list[int], rows: bytes, rest: tuple[bytes, int, int]) -> bytes:
    """Return a PNG of rows and of compressed ones below them (PNG, 5.3 and 10.1; RFC 1950, 2.2)."""
    below, sums, length = rest
    packed = b"\x78\x01" + _packed(rows, zlib.Z_SYNC_FLUSH) + below
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0),
        b"PLTE": bytes(colours),
        b"IDAT": packed + _joined(zlib.adler32(rows), sums, length),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def _joined(above: int, below: int, length: int) -> bytes:
    """Combine the Adler-32 of two stretches of bytes, the second of this length (RFC 1950, 8.2)."""
    first = above & 0xFFFF
    high, low = (above >> 16) + (below >> 16) + length * (first - 1), first + (below & 0xFFFF) - 1
    return struct.pack(">HH", high % 65521, low % 65521)


def _saved(image: Image.Image, form: str, **settings: object) -> bytes:
    data = BytesIO()
    image.save(data, form, **settings)
    return data.getvalue()


def _photo(place: str) -> Image.Image | None:
    """Return the photo, upright and cropped; None when it cannot be read."""
    with suppress(Unusable), blaming():
        pixels = opened(Path(place).read_bytes(), max(_PHOTO))[0]
        pixels = pixels.convert("RGBA" if pixels.has_transparency_data else "RGB")
        fitted, solid = ImageOps.fit(pixels, _PHOTO, centering=(0.5, 0.4)), Image.new("RGB", _PHOTO, "white")
        solid.paste(fitted, mask=fitted if fitted.mode == "RGBA" else None)
        return solid.quantize(_PHOTO_COLOURS, method=Image.Quantize.FASTOCTREE)
    return None


@lru_cache(maxsize=16)
def _font(file: Path, size: int) -> FreeTypeFont:
    # The other layout engine depends on the machine, and positions letters a little differently.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4_000)
def _letter(char: str, font: FreeTypeFont) -> tuple[Image.Image | None, int, int, int]:
    """Return the mask of a letter, its offset from its position on the base line, and its advance, in pixels.

    This engine and these fonts place every letter on a whole pixel without kerning, so a word is its letters in a row.
    """
    left, top, right, bottom = map(round, font.getbbox(char, anchor="ls"))
    shape = Image.new("L", (right - left, bottom - top)) if bottom > top else None
    if shape:
        ImageDraw.Draw(shape).text((-left, -top), char, 255, font, "ls")
    return shape, left, top, round(font.getlength(char))


@lru_cache(maxsize=10_000)
def _width(text: str, font: FreeTypeFont) -> int:
    return sum(_letter(char, font)[3] for char in text)


def _write(image: Image.Image, place: tuple[int, int], text: str, paper: int, font: FreeTypeFont) -> None:
    """Draw words in indexes of the palette, anti-aliased with the shades between paper and their colour."""
    drawing = ImageDraw.Draw(image)
    x, base = 1 + place[0], place[1]
    for char in text:
        shape, left, top, width = _letter(char, font)
        if shape:
            drawing.bitmap((x + left, base + top), shape, paper + _SHADES)
        x += width


def set_title(title: str, room: int) -> tuple[FreeTypeFont, list[str]]:
    """Return the largest font in which a title fits, and its lines; with the smallest font it is truncated."""
    words = title[:_MOST_IN_A_TITLE].split(" ")
    for size in _TITLE_SIZES:
        font = _font(BOLD, size)
        lines = _filled(words, font, room)
        most = (_TITLE_END - _TITLE_TOP) // round(size * _LINE_HEIGHT)
        if len(lines) <= most and all(_width(word, font) <= room for word in words):
            return font, _balanced(words, font, room)
    return font, [_shortened(line, font, room) for line in [*lines[: most - 1], " ".join(lines[most - 1 :])] if line]


def _balanced(words: list[str], font: FreeTypeFont, room: float) -> list[str]:
    """Break words into lines of about equal length, without a last word alone on its line."""
    fewest, narrow, wide = len(_filled(words, font, room)), room / 2, room
    while wide - narrow > font.size / 4:
        middle = (narrow + wide) / 2
        if len(_filled(words, font, middle)) <= fewest:
            wide = middle
        else:
            narrow = middle
    return _filled(words, font, wide)


def _filled(words: list[str], font: FreeTypeFont, room: float) -> list[str]:
    """Break words into as few lines as fit."""
    lines: list[str] = []
    left = 0.0
    for word in words:
        wide = _width(word, font)
        if lines and _width(" ", font) + wide <= left:
            lines[-1] += f" {word}"
            left -= _width(" ", font) + wide
        else:
            lines.append(word)
            left = room - wide
    return lines


def _shortened(text: str, font: FreeTypeFont, room: float) -> str:
    """Truncate a text to one line, with an ellipsis."""
    if _width(text, font) <= room:
        return text
    most = bisect_right(list(accumulate(_width(char, font) for char in text)), room - _width("…", font))
    return f"{text[:most].rstrip(' ,.:;…')}…"
