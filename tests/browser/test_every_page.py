"""Every page of the site holds: on each screen, in all colours, with the most of every setting, and in private."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.addresses import every_page
from tests.browser.measures import AXE, FOUND, LOST, OPEN_ALL, SIDEWAYS, SMALL
from tests.browser.settings import MOST, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.settings import Colours

pytestmark = pytest.mark.browser

Found = dict[str, list[Any]]


class Screen(NamedTuple):
    """How a reader looks at the site."""

    width: int
    height: int = 900
    scheme: str = "light"
    """The colours of the device; `forced` are colours of its own."""
    colours: Colours | None = None
    """The colours under Leesinstellingen, with the most of all else there; None is a reader who chose nothing."""
    is_open: bool = False
    """Whether every fold, the menu and the panel of Leesinstellingen are open."""
    style: str = ""
    """A style sheet of the reader's own."""
    letter: int = 16
    """What the reader's browser takes for a letter of usual size, in pixels."""

    def __str__(self) -> str:
        """Name the screen in a report."""
        chosen = f"most-{self.colours}" if self.colours else self.scheme
        extra = ("spaced" if self.style else "", f"letter-{self.letter}" if self.letter != 16 else "")
        return "-".join(filter(None, (f"{self.width}x{self.height}", chosen, "open" if self.is_open else "", *extra)))


SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-block-end: 2em !important }"
)
"""What a reader may ask for at most (WCAG 1.4.12)."""

LOOKED_AT = (
    *(Screen(320, scheme=scheme, is_open=True) for scheme in ("light", "dark", "forced")),
    *(Screen(1280, scheme=scheme) for scheme in ("light", "dark", "forced")),
    Screen(320, colours="contrast", is_open=True),
    Screen(1280, colours="contrast", is_open=True),
)

HOLDS_ON = (
    Screen(320),
    Screen(320, is_open=True),
    Screen(320, 256),
    Screen(320, style=SPACED, is_open=True),
    Screen(1280, style=SPACED, is_open=True),
    Screen(1280, letter=32, is_open=True),
    Screen(320, colours="contrast", is_open=True),
    Screen(768, colours="contrast", is_open=True),
    Screen(1280, colours="contrast", is_open=True),
)
"""Small, four times larger (1.4.10), wider apart (1.4.12), letters twice as large (1.4.4), and the most of it all."""

PRESSED_ON = (
    Screen(320, is_open=True),
    Screen(1280, is_open=True),
    Screen(320, colours="contrast", is_open=True),
)


@contextmanager
def reading(browser: Browser, screen: Screen) -> Iterator[Page]:
    """A page that goes from address to address as this reader sees it."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if screen.scheme == "dark" else "light",
        forced_colors="active" if screen.scheme == "forced" else "none",
        reduced_motion="reduce",
        bypass_csp=bool(screen.style),
    )
    if screen.colours:
        choose(context, screen.colours)
    page = context.new_page()
    if screen.letter != 16:
        context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": screen.letter}})
    yield page
    context.close()


SEEN = """(({tekst = '', letters = '', regels = '', thema = ''}) => [
  ...['forced-colors: active', 'prefers-color-scheme: dark'].map(it => matchMedia(`(${it})`).matches),
  tekst, letters, regels, thema,
])(document.documentElement.dataset)"""
"""How a page believes it is looked at."""


def _most(screen: Screen) -> list[str]:
    return [*MOST.values(), screen.colours] if screen.colours else [""] * 4


def wrong(browser: Browser, screen: Screen, host: str, output: Path, look: Callable[[Page], list[Any]]) -> Found:
    """Go to every page of the site on this screen, and return what is wrong on each."""
    found = {}
    with reading(browser, screen) as page:
        for address in every_page(output):
            page.goto(host + address)
            assert page.evaluate(SEEN) == [screen.scheme == "forced", screen.scheme == "dark", *_most(screen)]
            if screen.is_open:
                page.evaluate(OPEN_ALL)
            if screen.style:
                page.add_style_tag(content=screen.style)
            if faults := look(page):
                found[address] = faults
    return found


def violations(page: Page) -> list[Any]:
    """What axe finds, with the elements it finds it in."""
    page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(FOUND, AXE)
    return found


def test_every_page_is_gone_to(output: Path) -> None:
    pages = every_page(output)
    assert {"/", "/404.html", "/leeraanbod/mijn-menu/", "/nieuws/2023/oproep-experimenten/"} <= set(pages)
    assert len(pages) > 90


@pytest.mark.parametrize("screen", LOOKED_AT, ids=str)
def test_axe_finds_nothing(browser: Browser, host: str, output: Path, screen: Screen) -> None:
    assert wrong(browser, screen, host, output, violations) == {}


@pytest.mark.parametrize("screen", HOLDS_ON, ids=str)
def test_no_page_scrolls_sideways_and_no_word_is_lost(
    browser: Browser, host: str, output: Path, screen: Screen
) -> None:
    def look(page: Page) -> list[str]:
        letters = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        small = [f"letters of {letters}"] if letters < 18 * screen.letter / 16 else []
        return [*small, *page.evaluate(SIDEWAYS), *page.evaluate(LOST)]

    assert wrong(browser, screen, host, output, look) == {}


@pytest.mark.parametrize("screen", PRESSED_ON, ids=str)
def test_what_you_press_is_large_enough(browser: Browser, host: str, output: Path, screen: Screen) -> None:
    """At least 24 pixels as WCAG counts (2.5.8), and 44 for what is no part of a sentence."""
    assert (
        wrong(browser, screen, host, output, lambda page: [*page.evaluate(SMALL, 24), *page.evaluate(SMALL, 44)]) == {}
    )


KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({name}) => name), ...(await caches.keys()),
]"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_asks_nothing_of_another_host_keeps_nothing_and_complains_of_nothing(
    browser: Browser, host: str, output: Path, width: int
) -> None:
    asked: list[str] = []
    said: list[str] = []
    found = {}
    with reading(browser, Screen(width)) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script("addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))")
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
