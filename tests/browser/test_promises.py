"""What the site promises never to do is seen not to happen, also after everything that can be pressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import every_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

WATCH = """(() => {
  window.heard = [];
  window.waits = [];
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    window.heard.push(type);
    return listen.call(this, type, ...rest);
  };
  for (const owner of [HTMLElement.prototype, Document.prototype, window, SpeechSynthesisUtterance.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner).filter(name => name.startsWith("on"))) {
      const own = Object.getOwnPropertyDescriptor(owner, name);
      if (!own.set) continue;
      Object.defineProperty(owner, name, {...own, set(value) {
        if (value) window.heard.push(name.slice(2));
        return own.set.call(this, value);
      }});
    }
  }
  for (const name of ["setInterval", "requestAnimationFrame"]) {
    const own = window[name];
    window[name] = (...all) => { window.waits.push(name); return own.apply(window, all); };
  }
})();"""
"""Runs before every script of a page, and writes down what that listens to and what it lets run by itself."""

BODILY = re.compile(r"touch|pointer|mouse|drag|drop|wheel|gesture|device|swipe|contextmenu|dblclick")
"""Events of a hand that moves or holds, and of a device that is moved; a click is none, however it is made."""

PRESS = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const button of document.querySelectorAll("button[type=button]")) button.click();
}"""
SHOWN = "document.body.innerText + location.href + (document.activeElement.id || document.activeElement.tagName)"


@pytest.fixture
def watched(tabs: Tabs) -> Page:
    """A reader who takes every movement that a page offers."""
    return tabs.open(before=WATCH)


# 2.5.1, 2.5.2, 2.5.4 and 2.5.7: one click does it all.


def test_no_page_listens_to_a_moving_hand_or_device_before_or_after_its_buttons_are_pressed(
    watched: Page, host: str, makes: tuple[str, ...]
) -> None:
    heard: dict[str, list[str]] = {}
    for address in makes:
        watched.goto(host + address)
        watched.evaluate(PRESS)
        heard[address] = sorted(set(watched.evaluate("window.heard")))
    assert {address: told for address, told in heard.items() if any(map(BODILY.search, told))} == {}
    assert all("click" in told for told in heard.values())  # the watch does see what a page listens to


def test_nothing_happens_before_a_button_is_let_go_and_sliding_off_it_does_nothing(
    watched: Page, host: str, makes: tuple[str, ...]
) -> None:
    for address in makes:
        watched.goto(host + address)
        shown = watched.evaluate("document.body.innerText")
        buttons = [it for it in watched.locator("button:visible, summary:visible").all() if it.bounding_box()]
        assert buttons
        for button in buttons:
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            assert box
            watched.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            watched.mouse.down()
            assert watched.evaluate("document.body.innerText") == shown
            watched.mouse.move(2, 2)
            watched.mouse.up()
            assert watched.evaluate("document.body.innerText") == shown
        assert watched.url == host + address


# 2.1.4: no letter does anything. 2.2.2 and 2.3.1: nothing moves by itself.


def test_no_letter_figure_or_sign_is_a_shortcut(watched: Page, host: str, makes: tuple[str, ...]) -> None:
    for address in makes:
        watched.goto(host + address)
        before = watched.evaluate(SHOWN)
        for key in "abcdefghijklmnopqrstuvwxyz0123456789?/.,;'[]-=+*#":
            watched.keyboard.press(key)
        assert watched.evaluate(SHOWN) == before


def test_a_page_that_is_left_alone_stands_still(watched: Page, host: str, makes: tuple[str, ...]) -> None:
    for address in makes:
        watched.goto(host + address)
        watched.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        first = watched.screenshot(full_page=True)
        assert watched.evaluate("document.getAnimations({subtree: true}).length") == 0
        assert watched.evaluate("document.querySelectorAll('[autoplay], marquee, blink, animate, set').length") == 0
        assert watched.evaluate("window.waits") == []
        assert watched.screenshot(full_page=True) == first


# 3.2.1 and 3.2.2: who comes upon a field, or fills it in, stays where he is.

FIELDS = "main :is(input:not([type=hidden]), select, textarea):visible"


def with_fields(output: Path, makes: tuple[str, ...]) -> list[str]:
    """Return the pages that ask something, and those that together show all that the templates make."""
    asks = re.compile(r"<(?:input|select|textarea)\b")
    pages = [
        address
        for address in every_page(output)
        if asks.search((output / address[1:] / ("index.html" if address.endswith("/") else "")).read_text("utf-8"))
    ]
    return sorted({*pages, *makes})


def test_no_field_leads_away_or_moves_the_focus_when_it_is_reached_or_filled_in(
    watched: Page, host: str, output: Path, makes: tuple[str, ...]
) -> None:
    found: dict[str, int] = {}
    opened_since: list[str] = []
    watched.context.on("page", lambda other: opened_since.append(other.url))
    for address in with_fields(output, makes):
        watched.goto(host + address)
        watched.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        fields = watched.locator(FIELDS).all()
        for field in fields:
            field.focus()
            assert watched.evaluate("document.activeElement.matches('input, select, textarea')"), address
            type_ = field.get_attribute("type")
            if type_ in {"checkbox", "radio"}:
                watched.keyboard.press("Space")
            elif field.evaluate("it => it.tagName") == "SELECT":
                watched.keyboard.press("ArrowDown")
            else:
                watched.keyboard.type("armoede")
            assert field.evaluate("it => it === document.activeElement"), address
            assert watched.url.partition("?")[0] == host + address
        found[address] = len(fields)
    assert opened_since == []
    assert found["/leeraanbod/"] > 5
    assert found["/zoeken/"] >= 1


# 1.3.5, 3.3.1 and 3.3.7: what a reader is asked.

ASKED = """() => [...document.querySelectorAll("input, select, textarea")]
  .map(it => it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase())"""


def test_a_reader_is_asked_for_a_mail_address_for_words_to_look_for_and_for_choices_and_nothing_else(
    watched: Page, host: str, output: Path, makes: tuple[str, ...]
) -> None:
    asked: set[str] = set()
    for address in with_fields(output, makes):
        watched.goto(host + address)
        asked |= set(watched.evaluate(ASKED))
        assert watched.locator("input[type=email]:not([autocomplete=email])").count() == 0
    assert asked <= {"email", "search", "checkbox", "radio", "select", "hidden"}
    assert {"search", "checkbox"} <= asked


# 1.3.4, 1.4.1, 1.4.11, 1.4.13 and 2.4.7: how a page looks.


def test_a_page_reads_upright_and_on_its_side(tabs: Tabs, host: str, makes: tuple[str, ...]) -> None:
    page = tabs.open(calm=True)
    for address in makes:
        page.goto(host + address)
        words = []
        for width, height in ((375, 812), (812, 375)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            turned = page.evaluate("getComputedStyle(document.body).rotate + getComputedStyle(document.body).transform")
            assert turned == "nonenone"
            words.append(page.locator("main").inner_text())
        assert words[0].split() == words[1].split(), address


def test_the_ring_of_the_focus_changes_what_is_on_the_screen(tabs: Tabs, host: str) -> None:
    page = tabs.open(f"{host}/", calm=True)
    for selector in ("header .brand", "main a", "footer a"):
        link = page.locator(selector).first
        link.scroll_into_view_if_needed()
        before = page.screenshot()
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.screenshot() != before, selector


def test_nothing_shows_only_under_a_pointer(tabs: Tabs, host: str) -> None:
    page = tabs.open(calm=True)
    for address in ("/", "/begrippen/", "/bijeenkomsten/2021/congres/"):
        page.goto(host + address)
        words = page.locator("body").inner_text()
        assert page.locator("body [title]").count() == 0
        for target in page.locator("a:not(.skip):visible, dfn:visible, abbr:visible, summary:visible").all()[:30]:
            target.hover(force=True)
            assert page.locator("body").inner_text() == words


FAINT = """() => [...document.querySelectorAll('.button, .badge, .chips a, .phase-state, .notice, .task')]
  .filter(it => it.checkVisibility()).filter(it => {
    const style = getComputedStyle(it);
    return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) === 0;
  }).map(it => it.outerHTML.slice(0, 120))"""


def test_a_link_in_a_text_shows_without_colour(tabs: Tabs, host: str, makes: tuple[str, ...]) -> None:
    page = tabs.open()
    for address in makes:
        page.goto(host + address)
        lines = page.eval_on_selector_all(
            "main :is(.text, .doc-in) p a:not(.button)",
            "links => links.map(link => getComputedStyle(link).textDecorationLine)",
        )
        assert set(lines) <= {"underline"}, address


def test_forced_colours_keep_words_and_borders(tabs: Tabs, host: str, makes: tuple[str, ...]) -> None:
    page = tabs.open(scheme="forced")
    faint = {}
    for address in makes:
        page.goto(host + address)
        faint[address] = page.evaluate(FAINT)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert faint == {address: [] for address in makes}
