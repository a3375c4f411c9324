"""The picture for sharing is drawn: paper, words in ink, and the strokes of the mark that run together."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageOps

from avksite.making.lettering import Hand, can_write, width_of, written
from avksite.making.pictures import opened
from avksite.making.preview import HEIGHT, MARK_SIZE, WIDTH, Photo, PreviewView, Tints
from avksite.problems import Unusable, blaming

MARGIN = 72
_LINE_TOP, _TITLE_TOP, _NAME_TOP, _BAND_TOP = 56, 124, 448, 524
_PHOTO = (408, _BAND_TOP)
"""Width and height of a photo, which stands against the right side."""
_TITLE_SIZES = (84, 76, 68, 60, 52, 46, 40)
_SHADES = 10
"""Steps between paper and ink: enough for the edge of a letter."""
_STEPS = [round(value * (_SHADES - 1) / 255) for value in range(256)]
"""For each value of a mask, how many steps it is from paper."""
_INKED = [255 * bool(step) for step in _STEPS]
_PHOTO_COLOURS, _BAND_COLOURS = 140, 56
_FINER = 3
"""How much larger the strokes are drawn before they are made small, so that their edges are smooth."""

_ICON_SIZES = [(16, 16), (32, 32), (48, 48)]

_STROKES = (
    ((0, 14), (300, 14), (381, 41), (WIDTH, 41)),
    ((0, 38), (336, 38), (390, 56), (WIDTH, 56)),
    ((0, 62), (372, 62), (399, 71), (WIDTH, 71)),
    ((0, 86), (WIDTH, 86)),
)
_MARK = (
    ((1, 6), (9, 6), (27, 24), (47, 24)),
    ((1, 18), (11, 18), (23, 30), (47, 30)),
    ((1, 30), (13, 30), (19, 36), (47, 36)),
    ((1, 42), (47, 42)),
)
"""The strokes of `templates/assets/merk.svg`, in its own units of 48 to a side."""


@dataclass(slots=True)
class _Sheet:
    """A picture of at most 256 colours, of which each new part brings its own: index 0 is paper."""

    paper: str
    image: Image.Image = field(init=False)
    palette: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), 0)
        self.palette = [*ImageColor.getrgb(self.paper)]

    def ink(self, colour: str) -> int:
        """Add the shades from paper to a colour, and return the number of the first."""
        first = len(self.palette) // 3
        paper, ink = self.palette[:3], ImageColor.getrgb(colour)
        for step in range(1, _SHADES):
            share = step / (_SHADES - 1)
            self.palette += [round(p + (i - p) * share) for p, i in zip(paper, ink, strict=True)]
        return first

    def write(self, text: str, place: tuple[int, int], hand: Hand, first: int) -> None:
        """Write a line of text in the shades that begin at `first`."""
        mask = written(text, hand)
        # Only where there is ink: the tails of one line hang into the next.
        self.image.paste(mask.point(_shades(first)), place, mask.point(_INKED))

    def show(self, part: Image.Image, place: tuple[int, int]) -> None:
        """Put a picture with a palette of its own on the sheet."""
        first = len(self.palette) // 3
        self.palette += part.getpalette() or []
        self.image.paste(part.point([min(255, first + value) for value in range(256)]), place)

    def png(self) -> bytes:
        """Return the file."""
        self.image.putpalette(self.palette)
        data = BytesIO()
        self.image.save(data, "PNG", compress_level=5)
        return data.getvalue()


_MOST_IN_A_LINE = 300
"""Letters: more than any line holds, so that a title without end is not measured to its end."""


@lru_cache(maxsize=8)
def _shades(first: int) -> list[int]:
    return [first + max(0, step - 1) for step in _STEPS]


def drawn(view: PreviewView) -> bytes:
    """Return the picture as a PNG of 1200 by 630 pixels."""
    sheet = _Sheet(view.tints.paper)
    photo = _photo(view.photo) if view.photo else None
    room = WIDTH - 2 * MARGIN - (_PHOTO[0] if photo else 0)
    ink, muted, grain = sheet.ink(view.tints.ink), sheet.ink(view.tints.muted), sheet.ink(view.tints.grain)
    if can_write(view.line):
        sheet.write(_shortened(view.line, Hand(34), room), (MARGIN, _LINE_TOP), Hand(34), muted)
    # A title in another script would come out without its letters; the name of the site is better than that.
    title = view.title if can_write(view.title) else view.name
    hand, lines = set_title(title, room)
    for number, line in enumerate(lines):
        sheet.write(line, (MARGIN - 4, _TITLE_TOP + number * round(hand.size * 1.16)), hand, ink)
    if can_write(view.name):
        name = Hand(38, 0.9)
        sheet.write(view.name, (MARGIN, _NAME_TOP), name, ink)
        stop = (round(MARGIN + width_of(view.name, name)) + 2, _NAME_TOP)
        sheet.write(".", stop, Hand(38, 2.4), grain)
    sheet.show(_band(view.tints), (0, _BAND_TOP))
    if photo:
        sheet.show(photo, (WIDTH - _PHOTO[0], 0))
    return sheet.png()


def drawn_mark(tints: Tints) -> bytes:
    """Return the mark on paper as a PNG, as square as search engines want a logo."""
    data = BytesIO()
    _mark(tints).quantize(_BAND_COLOURS, dither=Image.Dither.NONE).save(data, "PNG", compress_level=6)
    return data.getvalue()


def drawn_icon(tints: Tints) -> bytes:
    """Return the mark on paper as an ICO, in the sizes of a tab and a bookmark."""
    data = BytesIO()
    _mark(tints).save(data, "ICO", sizes=_ICON_SIZES)
    return data.getvalue()


def _mark(tints: Tints) -> Image.Image:
    unit = MARK_SIZE * _FINER / 64
    mark = Image.new("RGB", (MARK_SIZE * _FINER, MARK_SIZE * _FINER), tints.paper)
    drawing = ImageDraw.Draw(mark)
    for points, colour in zip(_MARK, (tints.grain, tints.brick, tints.heath, tints.canal), strict=True):
        drawing.line([((x + 8) * unit, (y + 8) * unit) for x, y in points], colour, round(6.3 * unit), joint="curve")
    return mark.reduce(_FINER)


def set_title(title: str, room: int) -> tuple[Hand, list[str]]:
    """Return the largest hand in which a title fits, and its lines; at the smallest what is left over is cut off."""
    for size in _TITLE_SIZES:
        hand = Hand(size, size / 42)
        lines = _wrapped(title, hand, room)
        most = (_NAME_TOP - 16 - _TITLE_TOP) // round(size * 1.16)
        if len(lines) <= most and all(width_of(line, hand) <= room for line in lines):
            return hand, lines
    return hand, [_shortened(line, hand, room) for line in [*lines[: most - 1], " ".join(lines[most - 1 :])]]


def _wrapped(text: str, hand: Hand, room: int) -> list[str]:
    """Part a text into lines of about the same length: no word is broken, and no last word stands alone."""
    fewest = _filled(text, hand, room)
    narrow, wide = room / 2, float(room)
    while wide - narrow > hand.size / 4:
        middle = (narrow + wide) / 2
        if len(_filled(text, hand, middle)) <= len(fewest):
            wide = middle
        else:
            narrow = middle
    return _filled(text, hand, wide)


def _filled(text: str, hand: Hand, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, hand) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shortened(text: str, hand: Hand, room: int) -> str:
    text = text[:_MOST_IN_A_LINE]
    if width_of(text, hand) <= room:
        return text
    while text and width_of(f"{text}…", hand) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,.:;')}…"


@lru_cache(maxsize=2)
def _band(tints: Tints) -> Image.Image:
    """Draw the four strokes that come together and carry on as one."""
    height = HEIGHT - _BAND_TOP
    band = Image.new("RGB", (WIDTH * _FINER, height * _FINER), tints.paper)
    drawing = ImageDraw.Draw(band)
    for points, colour in zip(_STROKES, (tints.grain, tints.brick, tints.heath, tints.canal), strict=True):
        finer = [(x * _FINER, y * _FINER) for x, y in points]
        drawing.line(finer, colour, 15 * _FINER, joint="curve")
    return band.reduce(_FINER).quantize(_BAND_COLOURS, dither=Image.Dither.NONE)


def _photo(photo: Photo) -> Image.Image | None:
    """Return the photo upright, cut to its place; None when it cannot be read."""
    upright = None
    with suppress(Unusable), blaming():
        data = Path(photo.source).read_bytes()
        upright, _ = opened(data, max(_PHOTO) * 2)
        upright = upright.convert("RGBA")
    if upright is None:
        return None
    ground = Image.new("RGBA", upright.size, "white")
    fitted = ImageOps.fit(Image.alpha_composite(ground, upright).convert("RGB"), _PHOTO, centering=(0.5, 0.4))
    return fitted.quantize(_PHOTO_COLOURS, method=Image.Quantize.FASTOCTREE)
