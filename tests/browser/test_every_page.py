"""Every page of the site holds: on each screen, in all colours, with the most of every setting, and in private."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browser.addresses import every_page
from tests.browser.measures import (
    BROKEN_WORDS,
    FAKE_HEADINGS,
    LOST,
    NARROW,
    OPEN_ALL,
    SHORT_LINES,
    SIDEWAYS,
    SMALL,
    violations,
)
from tests.browser.tabs import MOST, choosing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.tabs import Colours, Scheme, Tabs

pytestmark = pytest.mark.browser

Found = dict[str, list[Any]]


class Screen(NamedTuple):
    """A window, and the colours of the device."""

    width: int
    height: int = 900
    scheme: Scheme = "light"
    has_axe: bool = True
    """Whether axe looks as well: once for each of the colours, narrow and wide."""

    def __str__(self) -> str:
        """Name the screen in a report."""
        return f"{self.width}x{self.height} {self.scheme}"


class Reader(NamedTuple):
    """How somebody reads the site, and on which screens."""

    screens: tuple[Screen, ...]
    is_open: bool = False
    """Whether every fold, the menu and the panel of Leesinstellingen are open."""
    colours: Colours | None = None
    """The colours under Leesinstellingen, with the most of all else there; None is a reader who chose nothing."""
    style: str = ""
    """A style sheet of the reader's own."""
    letter: int = 16
    """What the reader's browser takes for a letter of usual size, in pixels."""


PHONE = Screen(320)
WIDE = Screen(1280)
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-block-end: 2em !important }"
)
"""What a reader may ask for at most (WCAG 1.4.12)."""

OF_EVERY_PAGE = {
    "plain": Reader((WIDE, PHONE._replace(has_axe=False))),
    "most": Reader((PHONE,), is_open=True, colours="contrast"),
}

OF_EVERY_MAKE = {
    "plain": Reader((Screen(320, 256, has_axe=False), WIDE._replace(scheme="dark"), WIDE._replace(scheme="forced"))),
    "open": Reader((PHONE, PHONE._replace(scheme="dark"), PHONE._replace(scheme="forced")), is_open=True),
    "most": Reader((Screen(768, has_axe=False), WIDE), is_open=True, colours="contrast"),
    "most, folded": Reader((Screen(390, 844, has_axe=False),), colours="contrast"),
    "spaced": Reader((PHONE._replace(has_axe=False), WIDE._replace(has_axe=False)), is_open=True, style=SPACED),
    "large letters": Reader((WIDE._replace(has_axe=False),), is_open=True, letter=32),
}
"""Small, four times larger (1.4.10), wider apart (1.4.12), letters twice as large (1.4.4), and the most of it all."""

SEEN = """(({tekst = '', letters = '', regels = '', thema = ''}) => [
  ...['forced-colors: active', 'prefers-color-scheme: dark'].map(it => matchMedia(`(${it})`).matches),
  tekst, letters, regels, thema,
])(document.documentElement.dataset)"""
"""How a page believes it is looked at."""


def wrong(tabs: Tabs, host: str, addresses: Iterable[str], reader: Reader) -> Found:
    """Go to pages as this reader does; return what is wrong on each: (screen, what was looked at, what is wrong)."""
    found = {}
    before = "" if reader.colours is None else choosing(reader.colours)
    page = tabs.open(calm=True, letter=reader.letter, policy=not reader.style, before=before)
    for address in addresses:
        page.goto(host + address)
        if reader.is_open:
            page.evaluate(OPEN_ALL)
        if reader.style:
            page.add_style_tag(content=reader.style)
        if faults := [fault for screen in reader.screens for fault in faults_on(page, reader, screen)]:
            found[address] = faults
    return found


def faults_on(page: Page, reader: Reader, screen: Screen) -> list[Any]:
    """Return what is wrong with a page on one screen."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.emulate_media(
        color_scheme="dark" if screen.scheme == "dark" else "light",
        forced_colors="active" if screen.scheme == "forced" else "none",
    )
    most = [""] * 4 if reader.colours is None else [*MOST.values(), reader.colours]
    assert page.evaluate(SEEN) == [screen.scheme == "forced", screen.scheme == "dark", *most]
    letters = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    # Where letters are twice as large or wide apart, a long word may not fit in a menu or on the narrowest screen.
    is_large = reader.style or reader.letter > 16 or (reader.colours and reader.is_open and screen.width < 1280)
    # It may go on on the next line then, but not stand there letter by letter.
    broken: list[str] = page.evaluate(BROKEN_WORDS)
    often = Counter(it.replace("/", "") for it in set(broken))
    looks: dict[str, list[Any]] = {
        "letters": [letters] if letters < 18 * reader.letter / 16 else [],
        "sideways": page.evaluate(SIDEWAYS),
        "lost": page.evaluate(LOST),
        "broken": [it for it in broken if not is_large or often[it.replace("/", "")] > 3],
        "looks like a heading": page.evaluate(FAKE_HEADINGS),
        "smaller than 24": page.evaluate(SMALL, 24),
        "smaller than 44": [] if reader.style else page.evaluate(SMALL, 44),
        "narrow": page.evaluate(NARROW, 600) if screen == WIDE and not reader.colours else [],
        "short lines": page.evaluate(SHORT_LINES) if screen == WIDE and reader.colours else [],
        "axe": violations(page) if screen.has_axe else [],
    }
    return [(str(screen), name, faults) for name, faults in looks.items() if faults]


def test_every_page_is_gone_to(output: Path, makes: tuple[str, ...]) -> None:
    pages = every_page(output)
    assert {"/", "/404.html", "/leeraanbod/mijn-menu/", "/nieuws/2023/oproep-experimenten/"} <= set(pages)
    assert len(pages) > 90
    assert 15 < len(makes) < 30


@pytest.mark.parametrize("reader", OF_EVERY_PAGE.values(), ids=OF_EVERY_PAGE)
def test_every_page_holds(tabs: Tabs, host: str, output: Path, reader: Reader) -> None:
    """Axe finds nothing, no word is lost or to the side, and what you press is large enough (2.5.8, and 44 pixels)."""
    assert wrong(tabs, host, every_page(output), reader) == {}


@pytest.mark.parametrize("reader", OF_EVERY_MAKE.values(), ids=OF_EVERY_MAKE)
def test_all_that_templates_make_holds_on_every_screen(
    tabs: Tabs, host: str, makes: tuple[str, ...], rest: tuple[str, ...], reader: Reader
) -> None:
    assert wrong(tabs, host, makes, reader) == {}
    # A link below a film is a line high, 24 pixels and no more, and a line that tells how a call stands is bold.
    known = {"smaller than 44", "looks like a heading"}
    found = wrong(tabs, "", rest, reader).items()
    assert [(address, fault) for address, faults in found for fault in faults if fault[1] not in known] == []


KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({name}) => name), ...(await caches.keys()),
]"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_asks_nothing_of_another_host_keeps_nothing_and_complains_of_nothing(
    tabs: Tabs, host: str, output: Path, width: int
) -> None:
    asked: list[str] = []
    said: list[str] = []
    found = {}
    page = tabs.open(
        width=width,
        before="addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))",
    )
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in every_page(output):
        asked.clear()
        said.clear()
        page.goto(host + address)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        kept = [*page.evaluate(KEPT), *page.context.cookies()]
        foreign = [url for url in asked if not url.startswith((host, "data:"))]
        many = asked[10:]
        if foreign or said or kept or many:
            found[address] = (foreign, [*said], kept, many)
    assert found == {}
