"""Words are drawn with the one font that Pillow brings, so that a picture is the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_ALIKE = {
    "\u2010": "-", "\u2011": "-", "\u201a": ",", "„": "”", "•": "·", "ĳ": "ij", "Ĳ": "IJ", "×": "x",
    "\u00a0": " ", "\u202f": " ", "\u00ad": "",
}  # fmt: skip
"""Characters that the font lacks, with what stands for them."""
_OWN = "–—€"
"""Characters that the font lacks and that are drawn here."""
_ABOVE = {
    "\u0300": ("`", 1.0),
    "\u0301": ("\u00b4", 1.0),
    "\u0302": ("^", 0.55),
    "\u0303": ("~", 0.7),
    "\u030a": ("°", 0.8),
}
"""Accents that the font has only by themselves, each with how large it stands on a letter."""
_DIAERESIS, _CEDILLA = "\u0308", "\u0327"
_IN_FONT = re.compile("[ -~©«°±\u00b4·»‘’“”…\u2039\u203a™]+")
_STEP = re.compile(rf"{_IN_FONT.pattern}|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written: their size in pixels, and how many pixels their strokes are thickened."""

    size: int
    weight: float = 0.0


def can_write(text: str) -> bool:
    """Say whether every letter of a text can be drawn: those of Dutch and its neighbours can, other scripts not."""
    return all(_is_known(piece) for piece in _pieces(text))


@lru_cache(maxsize=10_000)
def width_of(text: str, hand: Hand) -> float:
    """Return how many pixels a line of text takes."""
    font = _font(hand.size)
    return sum(_advance(piece, font, hand) for piece in _pieces(text))


def written(text: str, hand: Hand) -> Image.Image:
    """Return a line of text as a mask, 255 where there is ink; its height is that of the line."""
    font = _font(hand.size)
    mask = Image.new("L", (int(width_of(text, hand)) + hand.size // 2, round(hand.size * 1.3)))
    pen = _Pen(mask, ImageDraw.Draw(mask), font, hand, hand.size)
    for piece in _pieces(text):
        pen.write(piece)
    return mask


@lru_cache(maxsize=32)
def _font(size: int) -> FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        msg = "Pillow was built without FreeType"
        raise TypeError(msg)
    # The other engine comes from the machine when it is there, and sets letters a little differently.
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)


def _pieces(text: str) -> list[str]:
    """Part a text into runs that the font has, and letters that are put together here."""
    whole = unicodedata.normalize("NFC", "".join(_ALIKE.get(letter, letter) for letter in text))
    return _STEP.findall(whole)


def _is_known(piece: str) -> bool:
    base, *marks = list(unicodedata.normalize("NFD", piece))
    is_plain = piece in _OWN or _IN_FONT.fullmatch(piece) is not None
    return is_plain or bool(_IN_FONT.fullmatch(base) and all(m in {*_ABOVE, _DIAERESIS, _CEDILLA} for m in marks))


def _advance(piece: str, font: FreeTypeFont, hand: Hand) -> float:
    match piece:
        case "–":
            return 0.56 * hand.size
        case "—":
            return 0.95 * hand.size
        case "€":
            return font.getlength("C") + hand.weight
        case _:
            bare = piece if _IN_FONT.fullmatch(piece) else unicodedata.normalize("NFD", piece)[0]
            # Thicker letters would touch: each gets the room that it gained.
            return font.getlength(bare) + hand.weight * 0.6 * len(bare)


@lru_cache(maxsize=2_000)
def _letter(letter: str, hand: Hand) -> tuple[Image.Image, int, int]:
    """Return the mask of a thick letter, and how far its corner is right of the pen and below it."""
    room = 2 * hand.size
    mask = Image.new("L", (2 * room, 2 * room))
    drawing = ImageDraw.Draw(mask)
    drawing.text((room, room), letter, 255, _font(hand.size), anchor="ls", stroke_width=hand.weight, stroke_fill=255)
    box = mask.getbbox() or (room, room, room, room)
    return mask.crop(box), box[0] - room, box[1] - room


@dataclass(slots=True)
class _Pen:
    """Writes from left to right; `base` is the line that letters stand on."""

    mask: Image.Image
    drawing: ImageDraw.ImageDraw
    font: FreeTypeFont
    hand: Hand
    base: int
    at: float = 2.0

    def write(self, piece: str) -> None:
        """Write a run of letters, or one that is put together."""
        if piece in _OWN:
            self._own(piece)
        elif _IN_FONT.fullmatch(piece):
            for letter in [piece] if not self.hand.weight else piece:
                self._put(letter, self.at)
                self.at += _advance(letter, self.font, self.hand)
            return
        else:
            self._marked(*unicodedata.normalize("NFD", piece))
        self.at += _advance(piece, self.font, self.hand)

    def _put(self, text: str, x: float, lift: float = 0.0) -> None:
        if not self.hand.weight:
            self.drawing.text((x, self.base - lift), text, 255, self.font, anchor="ls")
            return
        mask, right, below = _letter(text, self.hand)
        # On whole pixels a letter is the same wherever it stands, so it is drawn once and packs well.
        self.mask.paste(255, (floor(x + 0.5) + right, floor(self.base - lift + 0.5) + below), mask)

    def _own(self, piece: str) -> None:
        size, thick = self.hand.size, self.hand.size * 0.075 + self.hand.weight
        if piece == "€":
            self._put("C", self.at)
            for height in (0.42, 0.29):
                top = self.base - height * size
                self.drawing.rectangle((self.at - 0.02 * size, top, self.at + 0.42 * size, top + 0.7 * thick), 255)
        else:
            top = self.base - 0.27 * size
            end = self.at + _advance(piece, self.font, self.hand)
            self.drawing.rectangle((self.at + 0.04 * size, top, end - 0.04 * size, top + thick), 255)

    def _marked(self, base: str, *marks: str) -> None:
        self._put(base, self.at)
        _, top, _, _ = self.font.getbbox(base, anchor="ls")
        middle = self.at + self.font.getlength(base) / 2
        if base in "ij":
            dot_top, x_top = top, self.font.getbbox("x", anchor="ls")[1]
            self.drawing.rectangle(
                (self.at - 1, self.base + dot_top - 3, self.at + self.font.getlength(base) + 1, self.base + x_top - 3),
                0,
            )
            top = x_top
        for mark in marks:
            self._mark(mark, middle, -top)

    def _mark(self, mark: str, middle: float, height: float) -> None:
        size = self.hand.size
        if mark == _CEDILLA:
            self._put(",", middle - self.font.getlength(",") / 2, -0.05 * size)
        elif mark == _DIAERESIS:
            apart = 0.13 * size
            for x in (middle - apart, middle + apart):
                self._put(".", x - self.font.getlength(".") / 2, height + 0.1 * size)
        else:
            accent, scale = _ABOVE[mark]
            font = _font(round(size * scale))
            x, top, _, _ = font.getbbox(accent, anchor="ls")
            left, _, right, bottom = font.getmask(accent).getbbox()
            place = (middle - x - (left + right) / 2, self.base - height - 0.05 * size - top - bottom)
            self.drawing.text(place, accent, 255, font, anchor="ls", stroke_width=self.hand.weight, stroke_fill=255)
