"""What a reader came for is near: on a phone, beside a list, in the largest letters, and after a long silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import every_page
from tests.browser.measures import BROKEN_WORDS, FAKE_HEADINGS
from tests.browser.settings import choose

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

FIRST = """() => {
  const own = '.text > :is(p, ul, ol, [lang]), .list-main .card, .dish, .list-section li, .letter dt, .empty';
  const seen = [...document.querySelectorAll(own)].filter(it => it.checkVisibility() && it.innerText.trim());
  return seen.length ? Math.min(...seen.map(it => Math.round(it.getBoundingClientRect().top + scrollY))) : 0;
}"""
"""Where the first words of the text or the first item of the list begin, in pixels from the top of the page."""

NARROW = """least => [...document.querySelectorAll('.text, .list-main, #zoek-gevonden, .letter')].filter(it =>
  it.checkVisibility() && it.getBoundingClientRect().width < least).map(it => it.className || it.id)"""

SHORT_LINES = """() => {
  const found = [];
  for (const block of document.querySelectorAll('main :is(p, li, dd)')) {
    if (!block.checkVisibility() || block.closest('.chips, .badges, .addresses, table, nav')) continue;
    if (block.querySelector('p, li, dd, dt, h2, h3, h4, label')) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    const range = new Range();
    while (walker.nextNode()) {
      for (const {0: word, index} of walker.currentNode.data.matchAll(/\\S+/g)) {
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        const line = Math.round(range.getBoundingClientRect().bottom / 16);
        lines.set(line, (lines.get(line) ?? 0) + word.length + 1);
      }
    }
    const whole = [...lines.values()].slice(0, -1);
    const mean = whole.reduce((a, b) => a + b, 0) / whole.length;
    if (whole.length > 2 && mean < 30) found.push(`${mean}: ${block.innerText.slice(0, 60)}`);
  }
  return found;
}"""
"""The texts of more than three lines that have fewer than 30 characters on a line, the last not counted."""


def at(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def test_on_a_phone_the_text_of_every_page_begins_within_a_screen_and_a_half(
    browser: Browser, host: str, output: Path
) -> None:
    page = browser.new_page(viewport=PHONE)
    late = {}
    for address in every_page(output):
        page.goto(host + address)
        top = page.evaluate(FIRST)
        if top > 1.5 * PHONE["height"] and address != "/":  # the home page begins with what a reader can do
            late[address] = top
    page.goto(f"{host}/contact/")
    number = at(page, "main a[href^='tel:']")
    page.close()
    assert late == {}
    assert number < PHONE["height"] - 44


@pytest.mark.parametrize(("viewport", "screens"), [(PHONE, 1.5), (DESKTOP, 1.0)], ids=["phone", "desktop"])
def test_the_menu_begins_with_what_is_on_it(
    browser: Browser, host: str, viewport: ViewportSize, screens: float
) -> None:
    page = browser.new_page(viewport=viewport)
    page.goto(f"{host}/leeraanbod/")
    first = at(page, ".dish")
    page.close()
    assert first < screens * viewport["height"]


def test_on_a_phone_one_row_leads_back_and_to_the_settings(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{host}/nieuws/2023/oproep-experimenten/")
    rows = {round(at(page, selector) + 22) // 30 for selector in (".crumbs li:nth-last-child(2) a", ".reading-open")}
    back = [it for it in page.locator(".crumbs li").all() if it.is_visible()]
    folded = page.get_by_role("link", name="Een idee insturen").is_visible()
    page.get_by_text("Op deze pagina").first.click()
    unfolded = page.get_by_role("link", name="Een idee insturen").is_visible()
    page.close()
    assert (len(rows), len(back), folded, unfolded) == (1, 1, False, True)


def test_on_a_desktop_the_list_of_contents_stands_open_beside_the_text(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport=DESKTOP, java_script_enabled=False)
    page.goto(f"{host}/nieuws/2023/oproep-experimenten/")
    heading = page.get_by_role("heading", name="Op deze pagina", exact=True)
    assert heading.is_visible()
    assert page.get_by_role("link", name="Een idee insturen").is_visible()
    assert not page.locator(".contents summary").is_visible()
    page.close()


def test_on_a_desktop_no_text_or_list_is_a_strip(browser: Browser, host: str, output: Path) -> None:
    page = browser.new_page(viewport=DESKTOP)
    found = {}
    for address in every_page(output):
        page.goto(host + address)
        if narrow := page.evaluate(NARROW, 600):
            found[address] = narrow
    page.goto(f"{host}/zoeken/?q=armoede")
    page.wait_for_selector("#zoek-lijst li")
    box = page.locator("#zoek-gevonden").bounding_box()
    page.close()
    assert found == {}
    assert box
    assert (box["width"] > 600, box["x"] < 100) == (True, True)


def test_the_most_of_every_setting_leaves_one_readable_column(browser: Browser, host: str, output: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    lengths = {}
    for address in ("/nieuws/2023/oproep-experimenten/", "/actieagenda/"):
        page.goto(host + address)
        lengths[address] = page.evaluate("document.documentElement.scrollHeight")
    choose(context)
    found = {}
    for address in every_page(output):
        page.goto(host + address)
        if short := page.evaluate(SHORT_LINES):
            found[address] = short
        if address in lengths:
            # Letters twice as large take four times the room, and the space between them and the lines half as much.
            assert page.evaluate("document.documentElement.scrollHeight") < 6 * lengths[address]
    context.close()
    assert found == {}


def test_on_a_phone_the_settings_stand_in_two_columns_at_most(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{host}/contact/")
    page.get_by_role("button", name="Leesinstellingen").click()
    places = page.locator(".settings [role=group] button").evaluate_all(
        "all => new Set(all.map(it => Math.round(it.getBoundingClientRect().left))).size"
    )
    page.close()
    assert places == 2


@pytest.mark.parametrize(("width", "most"), [(320, False), (1280, False), (390, True)], ids=["small", "wide", "large"])
def test_a_long_word_breaks_at_a_syllable(browser: Browser, host: str, output: Path, width: int, *, most: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    if most:
        choose(context)
    page = context.new_page()
    found = {}
    for address in every_page(output):
        page.goto(host + address)
        if broken := page.evaluate(BROKEN_WORDS):
            found[address] = broken
    page.goto(f"{host}/bijeenkomsten/2023/werksessie-1a/")
    goal = page.locator(".ticket dd").last.text_content()
    context.close()
    assert found == {}
    assert goal
    assert "toekomst\u00adperspectief" in goal


def test_what_looks_like_a_heading_is_one(browser: Browser, host: str, output: Path) -> None:
    page = browser.new_page(viewport=DESKTOP)
    found = {}
    for address in every_page(output):
        page.goto(host + address)
        if fake := page.evaluate(FAKE_HEADINGS):
            found[address] = fake
    page.close()
    assert found == {}


def test_the_name_of_the_site_is_a_link_no_wider_than_its_words(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(host)
    box = page.locator(".brand").bounding_box()
    page.close()
    assert box
    assert box["width"] < 400


def test_a_drawing_turns_dark_with_the_page_and_a_photo_does_not(browser: Browser, host: str) -> None:
    filters = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{host}/onderzoek/")
        filters[scheme] = page.evaluate("getComputedStyle(document.querySelector('.figure img')).filter")
        page.close()
    assert filters == {"light": "none", "dark": "invert(0.92) hue-rotate(180deg)"}


def test_an_hour_stays_with_its_word_in_every_fact(browser: Browser, host: str, output: Path) -> None:
    page = browser.new_page(viewport=PHONE)
    broken = {}
    for address in every_page(output):
        page.goto(host + address)
        facts = page.locator("main dd, main time").evaluate_all("all => all.map(it => it.textContent)")
        if loose := [fact for fact in facts if " uur" in fact]:
            broken[address] = loose
    page.close()
    assert broken == {}


@pytest.mark.parametrize("width", [320, 390, 500, 700, 768, 1024, 1280])
def test_a_large_figure_is_never_broken_over_two_lines(browser: Browser, host: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(host)
    lines = page.locator(".figure-number strong").evaluate_all(
        "all => all.map(it => Math.round(it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)))"
    )
    page.close()
    assert lines == [1, 1, 1]
