"""Every page of the site holds: on each screen, in all colours, with the most of every setting, and in private."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browser.addresses import every_page
from tests.browser.measures import (
    AXE,
    BROKEN_WORDS,
    COLOURED_ONLY,
    FAINT,
    FAKE_HEADINGS,
    LATE,
    LOST,
    NARROW,
    OF_LOOKS,
    OPEN_ALL,
    ORDER,
    SHORT_LINES,
    SIDEWAYS,
    SMALL,
    violations,
)
from tests.browser.tabs import KEY, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.tabs import Scheme, Tabs

pytestmark = pytest.mark.browser

Found = dict[str, list[Any]]

PARTS = 3
"""In how many parts pages are gone through, so that two workers share them."""


class Screen(NamedTuple):
    """A window, the colours of the device, what a reader has set, and what axe looks at."""

    width: int
    height: int = 900
    scheme: Scheme = "light"
    axe: dict[str, Any] | None = None
    part: str = "html"
    """Where axe looks."""
    is_open: bool = False
    """Whether every fold, the menu and the panel of Leesinstellingen are open; they stay so."""
    has_most: bool = False
    """Whether a reader chose the most of everything under Leesinstellingen, with much contrast."""
    is_spaced: bool = False
    """Whether the reader's own style sheet sets words and lines apart."""
    letter: int = 16
    """What the reader's browser takes for a letter of usual size, in pixels."""


PHONE = Screen(390, 844)
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-block-end: 2em !important }"
)
"""What a reader may ask for at most (WCAG 1.4.12)."""

SETTINGS = {**MOST, "thema": "contrast"}

OF_EVERY_PAGE = (Screen(1280, axe=AXE, part="main"), Screen(320, is_open=True, has_most=True))
OF_EVERY_MAKE = (
    Screen(1280, scheme="dark", axe=AXE),
    Screen(1280, scheme="forced"),
    Screen(320, 256),
    Screen(390, 844, has_most=True),
    Screen(320, is_open=True, axe=AXE),
    Screen(320, is_open=True, axe=OF_LOOKS, scheme="dark"),
    Screen(320, is_open=True, axe=OF_LOOKS, scheme="forced"),
    Screen(320, is_open=True, is_spaced=True),
    Screen(1280, is_open=True, is_spaced=True),
    Screen(1280, is_open=True, letter=32),
    Screen(768, is_open=True, has_most=True),
    Screen(1280, is_open=True, has_most=True, axe=OF_LOOKS),
)
"""Small, four times larger (1.4.10), wider apart (1.4.12), letters twice as large (1.4.4)."""

SET = f"""([settings, style]) => {{
  if (settings) localStorage.setItem({KEY!r}, JSON.stringify(settings));
  else localStorage.removeItem({KEY!r});
  dispatchEvent(new PageTransitionEvent('pageshow', {{persisted: true}}));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}}"""
"""Takes the settings of a reader, as a page does that is gone back to, and the style sheet of a browser."""

SEEN = """(({tekst = '', letters = '', regels = '', thema = ''}) => [
  ...['forced-colors: active', 'prefers-color-scheme: dark'].map(it => matchMedia(`(${it})`).matches),
  tekst, letters, regels, thema,
])(document.documentElement.dataset)"""
"""How a page believes it is looked at."""

KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie,
  ...(await indexedDB.databases()).map(({name}) => name), ...(await caches.keys()),
].filter(Boolean)"""
OF_COLOURS = {"no line": COLOURED_ONLY, "no border": FAINT}
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
MOST_ASKED = 10
"""Files that a page fetches at once, itself included."""


def wrong(tabs: Tabs, host: str, addresses: Iterable[str], screens: tuple[Screen, ...]) -> Found:
    """Load pages on a phone, each once, and look at them there and on these screens.

    Return what is wrong on each: (which look, …).
    """
    asked: list[str] = []
    said: list[str] = []
    found = {}
    complain = "addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))"
    page = tabs.open(calm=True, before=complain)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses:
        asked.clear()
        said.clear()
        tabs.look(page, PHONE.width, PHONE.height)
        page.goto(host + address)
        page.evaluate(DRAWN)
        faults: list[Any] = [("kept", it) for it in page.evaluate(KEPT)]
        faults += [("many", it) for it in asked[MOST_ASKED:]]
        faults += [("begins late", it) for it in page.evaluate(LATE)]
        for screen in screens:
            faults += faults_on(tabs, page, screen)
        page.evaluate(SET, [None, ""])
        own = "/".join((host + address).split("/")[:3])
        faults += [("asked", url) for url in asked if not url.startswith((own, "data:"))]
        # Where nobody searches, what searching needs is fetched in vain.
        faults += [("said", it) for it in said if "preloaded using link preload but not used" not in it]
        if faults:
            found[address] = faults
    return found


def faults_on(tabs: Tabs, page: Page, screen: Screen) -> Iterator[tuple[str, str, Any]]:
    """Yield what is wrong with a page on one screen: (which look, where, what)."""
    tabs.look(page, screen.width, screen.height, screen.scheme, screen.letter)
    page.evaluate(SET, [SETTINGS if screen.has_most else None, SPACED if screen.is_spaced else ""])
    if screen.is_open:
        page.evaluate(OPEN_ALL)
    most = [*SETTINGS.values()] if screen.has_most else [""] * 4
    assert page.evaluate(SEEN) == [screen.scheme == "forced", screen.scheme == "dark", *most]
    looks = {name: page.evaluate(look) for name, look in OF_COLOURS.items()}
    looks["axe"] = violations(page, screen.axe, screen.part) if screen.axe else []
    if screen.scheme == "light":
        looks |= looks_at_sizes(page, screen)
    where = f"{screen.width}x{screen.height} {screen.scheme}"
    yield from ((name, where, faults) for name, faults in looks.items() if faults)


def looks_at_sizes(page: Page, screen: Screen) -> Found:
    """Return what is wrong with the size and place of things, which no colour changes."""
    letters = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    # Where letters are twice as large or wide apart, a long word may not fit in a menu or on the narrowest screen.
    is_large = screen.is_spaced or screen.letter > 16 or (screen.has_most and screen.is_open and screen.width < 1280)
    # It may go on on the next line then, but not stand there letter by letter.
    broken: list[str] = page.evaluate(BROKEN_WORDS)
    often = Counter(it.replace("/", "") for it in set(broken))
    is_wide = screen.width == 1280 and screen.letter == 16 and not screen.is_spaced
    return {
        "letters": [letters] if letters < 18 * screen.letter / 16 else [],
        "sideways": page.evaluate(SIDEWAYS),
        "lost": page.evaluate(LOST),
        "broken": [it for it in broken if not is_large or often[it.replace("/", "")] > 3],
        "looks like a heading": page.evaluate(FAKE_HEADINGS),
        "smaller than 24": page.evaluate(SMALL, 24),
        "smaller than 44": [] if screen.is_spaced else page.evaluate(SMALL, 44),
        "narrow": page.evaluate(NARROW, 600) if is_wide and not screen.has_most else [],
        "short lines": page.evaluate(SHORT_LINES) if is_wide and screen.has_most else [],
        "out of order": page.evaluate(ORDER) if screen.width == 320 and screen.is_open else [],
    }


def test_every_page_is_gone_to(output: Path, makes: tuple[str, ...]) -> None:
    pages = every_page(output)
    assert {"/", "/404.html", "/leeraanbod/mijn-menu/", "/nieuws/2023/oproep-experimenten/"} <= set(pages)
    assert len(pages) > 80
    assert 15 < len(makes) < 30


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds(tabs: Tabs, host: str, output: Path, part: int) -> None:
    """Axe finds nothing, no word is lost or to the side, what you press is large enough, nothing leaves the device."""
    assert wrong(tabs, host, every_page(output)[part::PARTS], OF_EVERY_PAGE) == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_all_that_templates_make_holds_on_every_screen(
    tabs: Tabs, host: str, makes: tuple[str, ...], rest: tuple[str, ...], part: int
) -> None:
    assert wrong(tabs, host, makes[part::PARTS], OF_EVERY_MAKE) == {}
    # A link below a film is a line high, 24 pixels and no more, and a line that tells how a call stands is bold.
    # These pages hold more than any text: every block, logo, film and sound there is.
    known = {"smaller than 44", "looks like a heading", "many", "begins late"}
    found = wrong(tabs, "", rest[part::PARTS], OF_EVERY_MAKE).items()
    assert [(address, fault) for address, faults in found for fault in faults if fault[0] not in known] == []
