"""The learning menu as a card: on a page, on paper, and as a tagged PDF that a screen reader can follow."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO
from typing import Any

from avksite.dutch.formatting import file_size
from avksite.frozen import dataclass
from avksite.kinds.learning import LEARNING
from avksite.patterns import regex
from avksite.problems import Unusable
from avksite.rendering.layout import ListView
from avksite.rendering.parts import ContactView, NavLink
from avksite.rendering.sharing import FONTS
from avksite.rendering.templates import broken

TEMPLATE = "menukaart.typ"
CARD = f"{LEARNING.list_address}menukaart.pdf"


@dataclass(frozen=True, slots=True)
class Dish:
    """An item on the card; `address` is its site address, `href` the link from the page of the card."""

    title: str
    address: str
    href: str
    url: str
    """The absolute address, for mail and print."""
    sort: str
    """Its type, duration and price: `Leergang, 2 dagen, gratis`."""
    summary: str
    audience: str
    provider: str = ""
    when: str = ""
    also: str = ""
    """The other ways of learning it serves, in words."""
    lang: str = ""
    again: bool = False
    """Whether it is also under another way of learning, where it comes first."""
    traits: tuple[tuple[str, str], ...] = ()
    """The values for filters: name → values, separated by spaces."""


@dataclass(frozen=True, slots=True)
class Course:
    """A part of the card with a heading; `way` names its drawing, "" for none."""

    title: str
    id: str
    way: str
    dishes: tuple[Dish, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuView(ListView):
    """What only a page of the learning menu shows."""

    courses: tuple[Course, ...]
    keys: tuple[str, ...] = ()
    """The names of the filters in the address of the page; () without checkboxes."""
    whole: NavLink | None = None
    """The link to the whole menu, on a page with a part of it."""
    download: NavLink | None = None
    """The link to the card as a PDF, with its type and size."""

    @property
    def total(self) -> int:
        """The number of items, each counted once."""
        return len({dish.address for course in self.courses for dish in course.dishes})


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """The data of the printed card. `template` is the Typst source, `colours` are those of light mode."""

    template: str
    site_name: str
    tagline: str
    title: str
    summary: str
    url: str
    courses: tuple[Course, ...]
    contacts: tuple[ContactView, ...]
    colours: tuple[tuple[str, str], ...]
    lang: str
    day: str = ""
    """When the newest item was last changed (ISO 8601), "" when no text says so."""


def offered(card: PrintedCard, href: str) -> NavLink:
    """Return the link to the card, with its type and size."""
    return NavLink(f"Menukaart (pdf, {file_size(len(typeset(card)))})", href)


_ESCAPED = regex(r"\\u\{([0-9a-f]+)\}")
_NOT_IN_FONTS = regex(r'the text `"(.+?)"` could not be displayed')


USUAL_SIZE, SMALLEST, LARGEST = 125, 120, 160
"""Font sizes of the menu, in tenths of a point; 12 points is the least that reads comfortably."""
MOST_ROOM = 120
"""The most free space below each page of the menu, in millimetres, to fill the pages equally."""
_SIDES = 2
"""Pages of a sheet of paper."""


@lru_cache(maxsize=4)
def typeset(card: PrintedCard) -> bytes:
    """Return the card as a PDF that fills whole sheets, the same bytes for the same card.

    A menu that just runs on to another sheet is set a little smaller, so that it ends on the sheet before. Otherwise, a
    menu of several sheets is set larger and spread out, so that its last page is as full as the others.
    """
    usual = _set_in(card, USUAL_SIZE)
    sides = _pages(usual)
    if sides <= _SIDES:
        return usual
    if sides % _SIDES:
        smaller = _set_in(card, SMALLEST)
        if _pages(smaller) < sides:
            return smaller
        sides += 1
    size = _most(USUAL_SIZE, LARGEST, lambda size: _pages(_set_in(card, size)) <= sides)
    room = _most(0, MOST_ROOM, lambda room: _pages(_set_in(card, size, room)) <= sides)
    return _set_in(card, size, room)


def _most(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number that fits, where `low` does."""
    return low + bisect_left(range(low + 1, high + 1), True, key=lambda number: not fits(number))  # noqa: FBT003  sought


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader  # noqa: PLC0415  only who sets a menu counts pages

    return len(PdfReader(BytesIO(pdf)).pages)


def _set_in(card: PrintedCard, size: int, room: int = 0) -> bytes:
    """Return the card with its menu in letters of this size, and room below it, as PDF/UA-1 (ISO 14289-1).

    That standard forbids characters without a glyph. No fonts of the machine are used, so the result is the same
    everywhere: what our fonts lack comes from those within Typst, and what these lack is left out. Raises Unusable when
    the template is broken.
    """
    import typst  # noqa: PLC0415  84 MB that only a changed menu needs

    from avksite.rendering.codes import code_of  # noqa: PLC0415  as above

    words = {**asdict(card), "code": code_of(card.url).decode(), "size": size / 10, "room": room}
    template = words.pop("template").encode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    left_out: set[str] = set()
    while True:
        data = {"card": json.dumps(_without(words, left_out) if left_out else words, ensure_ascii=False)}
        try:
            return typst.compile(template, format="pdf", font_paths=fonts, pdf_standards=["ua-1"], sys_inputs=data)
        except typst.TypstError as error:
            found = _NOT_IN_FONTS.findall(error.diagnostic)
            undrawn = {_ESCAPED.sub(lambda it: chr(int(it[1], 16)), text) for text in found} - left_out
            if not undrawn:
                at = re.search(r"\.typ:(\d+):", error.diagnostic)
                message = f"De menukaart kan niet worden gemaakt: {error.message}."
                raise Unusable(broken(TEMPLATE, int(at[1]) if at else 1, message)) from error
            left_out |= undrawn


def _without(words: Any, undrawn: set[str]) -> Any:  # noqa: ANN401  whatever JSON can hold
    """Return the same words without the characters that no font can draw."""
    match words:
        case str():
            for text in undrawn:
                words = words.replace(text, "")
            return words.strip()
        case dict():
            return {key: _without(value, undrawn) for key, value in words.items()}
        case list() | tuple():
            return [_without(value, undrawn) for value in words]
        case _:
            return words
