"""What the site promises never to do is seen not to happen, on every page and after everything that can be pressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import KINDS, every_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

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


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Page]:
    """One reader for all these tests, who takes every movement that a page offers."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def opened(watched: Page, address: str) -> Page:
    """Go to a page, and wait until what it loads is there."""
    watched.goto(address, wait_until="load")
    return watched


# 2.5.1, 2.5.2, 2.5.4 and 2.5.7: one click does it all.


def test_no_page_listens_to_a_moving_hand_or_device_before_or_after_its_buttons_are_pressed(
    watched: Page, host: str, output: Path
) -> None:
    heard: dict[str, list[str]] = {}
    for address in every_page(output):
        page = opened(watched, host + address)
        page.evaluate(PRESS)
        heard[address] = sorted(set(page.evaluate("window.heard")))
    assert {address: told for address, told in heard.items() if any(map(BODILY.search, told))} == {}
    assert all("click" in told for told in heard.values())  # the watch does see what a page listens to


@pytest.mark.parametrize("address", KINDS)
def test_nothing_happens_before_a_button_is_let_go_and_sliding_off_it_does_nothing(
    watched: Page, host: str, address: str
) -> None:
    page = opened(watched, host + address)
    shown = page.evaluate("document.body.innerText")
    buttons = [button for button in page.locator("button:visible, summary:visible").all() if button.bounding_box()]
    assert buttons
    for button in buttons:
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        assert page.evaluate("document.body.innerText") == shown
        page.mouse.move(2, 2)
        page.mouse.up()
        assert page.evaluate("document.body.innerText") == shown
    assert page.url == host + address


# 2.1.4: no letter does anything.


@pytest.mark.parametrize("address", KINDS)
def test_no_letter_figure_or_sign_is_a_shortcut(watched: Page, host: str, address: str) -> None:
    page = opened(watched, host + address)
    before = page.evaluate(SHOWN)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789?/.,;'[]-=+*#":
        page.keyboard.press(key)
    assert page.evaluate(SHOWN) == before


# 2.2.2 and 2.3.1: nothing moves by itself.


@pytest.mark.parametrize("address", KINDS)
def test_a_page_that_is_left_alone_stands_still(watched: Page, host: str, address: str) -> None:
    page = opened(watched, host + address)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    first = page.screenshot(full_page=True)
    page.wait_for_timeout(600)
    assert page.screenshot(full_page=True) == first
    assert page.evaluate("document.getAnimations({subtree: true}).length") == 0
    assert page.evaluate("document.querySelectorAll('[autoplay], marquee, blink, animate, set').length") == 0
    assert page.evaluate("window.waits") == []


# 3.2.1 and 3.2.2: who comes upon a field, or fills it in, stays where he is.

FIELDS = "main :is(input:not([type=hidden]), select, textarea):visible"


def test_no_field_leads_away_or_moves_the_focus_when_it_is_reached_or_filled_in(
    watched: Page, host: str, output: Path
) -> None:
    found: dict[str, int] = {}
    opened_since: list[str] = []
    watched.context.on("page", lambda other: opened_since.append(other.url))
    for address in every_page(output):
        page = opened(watched, host + address)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        fields = page.locator(FIELDS).all()
        for field in fields:
            field.focus()
            assert page.evaluate("document.activeElement.matches('input, select, textarea')"), address
            type_ = field.get_attribute("type")
            if type_ in {"checkbox", "radio"}:
                page.keyboard.press("Space")
            elif field.evaluate("it => it.tagName") == "SELECT":
                page.keyboard.press("ArrowDown")
            else:
                page.keyboard.type("armoede")
            assert field.evaluate("it => it === document.activeElement"), address
            assert page.url.partition("?")[0] == host + address
        found[address] = len(fields)
    assert opened_since == []
    assert found["/leeraanbod/"] > 5
    assert found["/zoeken/"] >= 1


# 1.3.5, 3.3.1 and 3.3.7: what a reader is asked.

ASKED = """() => [...document.querySelectorAll("input, select, textarea")]
  .map(it => it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase())"""


def test_a_reader_is_asked_for_a_mail_address_for_words_to_look_for_and_for_choices_and_nothing_else(
    watched: Page, host: str, output: Path
) -> None:
    asked: set[str] = set()
    for address in every_page(output):
        page = opened(watched, host + address)
        asked |= set(page.evaluate(ASKED))
        assert page.locator("input[type=email]:not([autocomplete=email])").count() == 0
    assert asked <= {"email", "search", "checkbox", "radio", "select", "hidden"}
    assert {"search", "checkbox"} <= asked


# 1.3.2: what is read first stands first.

ORDER = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, figure, table)")]
  .filter(it => it.checkVisibility() && it.innerText.trim() && !it.querySelector("p, li, dt, dd, h2, h3"))
  .filter(it => getComputedStyle(it).position === "static")
  .filter(it => !it.closest("[hidden], .vh, table, .stripes"))
  .map(it => ({top: it.getBoundingClientRect().top + scrollY, text: it.innerText.slice(0, 40)}))
  .filter((it, at, all) => at && it.top < all[at - 1].top - 2)
  .map(it => it.text)"""


@pytest.mark.parametrize("address", KINDS)
def test_on_a_narrow_screen_everything_stands_in_the_order_in_which_it_is_read(
    browser: Browser, host: str, address: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(host + address)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    above = page.evaluate(ORDER)
    page.close()
    assert above == []
