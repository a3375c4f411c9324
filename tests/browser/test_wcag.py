"""What only a browser can show: pages hold with other letters, other screens, other colours and without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/actieagenda/",
    "/bijeenkomsten/2021/congres/",
    "/leeraanbod/",
    "/nieuws/2023/oproep-experimenten/",
    "/begrippen/",
    "/toegankelijkheid/",
)
"""One page of every make."""

WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One reader for all these tests; a test may bring a style sheet of its own, as some readers do."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def seen(reader: Page, address: str, width: int = 1280, height: int = 900, style: str = "") -> Page:
    """Go to a page on a screen of this size, with a style sheet of the reader's own."""
    reader.set_viewport_size({"width": width, "height": height})
    reader.goto(address)
    if style:
        reader.add_style_tag(content=style)
    return reader


def test_a_page_reads_upright_and_on_its_side(reader: Page, host: str) -> None:
    for address in PAGES:
        words = []
        for width, height in ((375, 812), (812, 375)):
            page = seen(reader, host + address, width=width, height=height)
            assert page.evaluate(WIDTH) <= width, address
            assert (
                page.evaluate("getComputedStyle(document.body).rotate + getComputedStyle(document.body).transform")
                == "nonenone"
            )
            words.append(page.locator("main").inner_text())
        assert words[0].split() == words[1].split(), address


def test_the_ring_of_the_focus_changes_what_is_on_the_screen(reader: Page, host: str) -> None:
    page = seen(reader, f"{host}/")
    for selector in ("header .brand", "main a", "footer a"):
        link = page.locator(selector).first
        link.scroll_into_view_if_needed()
        before = page.screenshot()
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.screenshot() != before, selector


def test_nothing_shows_only_under_a_pointer(reader: Page, host: str) -> None:
    for address in ("/", "/begrippen/", "/bijeenkomsten/2021/congres/"):
        page = seen(reader, host + address)
        words = page.locator("body").inner_text()
        assert page.locator("body [title]").count() == 0
        for target in page.locator("a:not(.skip):visible, dfn:visible, abbr:visible, summary:visible").all()[:30]:
            target.hover(force=True)
            assert page.locator("body").inner_text() == words


def test_a_link_in_a_text_shows_without_colour(reader: Page, host: str) -> None:
    plain = "main :is(.text, .doc-in) p a:not(.button)"
    for address in PAGES:
        lines = seen(reader, host + address).eval_on_selector_all(
            plain, "links => links.map(link => getComputedStyle(link).textDecorationLine)"
        )
        assert set(lines) <= {"underline"}, address


def test_forced_colours_keep_words_and_borders(browser: Browser, host: str) -> None:
    page = browser.new_page(forced_colors="active", viewport={"width": 1280, "height": 900})
    faint = {}
    for address in PAGES:
        page.goto(host + address)
        faint[address] = page.evaluate(
            """() => [...document.querySelectorAll('.button, .badge, .chips a, .phase-state, .notice, .task')]
              .filter(it => it.checkVisibility()).filter(it => {
                const style = getComputedStyle(it);
                return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) === 0;
              }).map(it => it.outerHTML.slice(0, 120))"""
        )
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.close()
    assert faint == {address: [] for address in PAGES}
