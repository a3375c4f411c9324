"""What the site promises never to do is seen not to happen, also after everything that can be pressed."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.browser.addresses import every_page
from tests.browser.measures import OPEN_ALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import CDPSession, Page

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
  for (const [owner, ...names] of [
    [window, "setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"],
    [window, "Worker", "SharedWorker", "MessageChannel"],
    [Scheduler.prototype, "postTask", "yield"],
    [HTMLVideoElement.prototype, "requestVideoFrameCallback"],
    [HTMLMediaElement.prototype, "play"],
    [Element.prototype, "animate"],
  ]) {
    for (const name of names) {
      const own = owner[name];
      owner[name] = function (...all) {
        window.waits.push(name);
        return new.target ? new own(...all) : own.apply(this ?? window, all);
      };
    }
  }
})();"""
"""Runs before every script of a page, and writes down what that listens to and what it lets run by itself.

Movement that is not declared in a page or a style sheet is driven by one of these, step by step. An untouched page
calls none of them, not even once: so there is no need to wait for the second step.
"""

BODILY = re.compile(r"touch|pointer|mouse|drag|drop|wheel|gesture|device|swipe|contextmenu|dblclick")
"""Events of a hand that moves or holds, and of a device that is moved; a click is none, however it is made."""
SENSES = """for (const name of [
  "Accelerometer", "LinearAccelerationSensor", "GravitySensor", "Gyroscope", "Magnetometer",
  "AbsoluteOrientationSensor", "RelativeOrientationSensor", "AmbientLightSensor",
]) {
  window[name] = class extends (window[name] ?? EventTarget) {
    constructor(...all) { window.heard.push(`device: ${name}`); super(...all); }
  };
}"""
"""Writes down what a page makes to feel how a device is held, also what this browser does not have."""
KEYS = "abcdefghijklmnopqrstuvwxyz0123456789?/.,;'[]-=+*#"

PRESS = "() => { for (const button of document.querySelectorAll('button[type=button]')) button.click(); }"
SHOWN = "document.body.innerText + location.href + (document.activeElement.id || document.activeElement.tagName)"
MOVING = """[
  ...document.getAnimations({subtree: true}).map(() => "animation"), ...window.waits,
  ...[...document.querySelectorAll("*")].filter(it => it.matches("[autoplay], marquee, blink")
    || it instanceof SVGAnimationElement || it.paused === false).map(it => it.outerHTML.slice(0, 120)),
]"""
MOVING_DRAWING = re.compile(rb"<(?:animate|set\b|script)|@keyframes|\banimation\b")
WHOLE = """() => Promise.all([...document.images].filter(it => it.checkVisibility()).map(it => {
  it.loading = "eager";
  return it.decode();
}))"""
"""Fetches the pictures that are further down."""
TURNED = "getComputedStyle(document.body).rotate + getComputedStyle(document.body).transform"


@pytest.fixture
def watched(tabs: Tabs) -> Page:
    """A reader who takes every movement that a page offers."""
    return tabs.open(before=WATCH + SENSES)


def looks_like(wire: CDPSession) -> str:
    """Return a picture of all that shows, to the pixel: of what stands still, each is the same to the byte."""
    return str(wire.send("Page.captureScreenshot", {"optimizeForSpeed": True})["data"])


def moving_pictures(wire: CDPSession) -> Iterator[str]:
    """Yield the addresses of pictures with more than one frame, and of drawings that move, also those behind words."""
    wire.send("Page.enable")
    tree = wire.send("Page.getResourceTree")["frameTree"]
    for address in (it["url"] for it in tree["resources"] if it["type"] == "Image"):
        got = wire.send("Page.getResourceContent", {"frameId": tree["frame"]["id"], "url": address})
        content = base64.b64decode(got["content"]) if got["base64Encoded"] else got["content"].encode()
        if content.lstrip().startswith(b"<"):
            moves = bool(MOVING_DRAWING.search(content))
        else:
            with Image.open(BytesIO(content)) as picture:
                moves = getattr(picture, "is_animated", False)
        if moves:
            yield address[:120]


def moves(page: Page) -> Iterator[tuple[str, object]]:
    """Yield what a page that was just loaded does by itself, for a single letter, or when it is turned."""
    page.evaluate(OPEN_ALL)
    page.evaluate(WHOLE)
    # The whole page is in the window: so also what waits until it is seen begins.
    page.set_viewport_size({"width": 1280, "height": page.evaluate("document.documentElement.scrollHeight")})
    wire = page.context.new_cdp_session(page)
    first = looks_like(wire)
    yield "has a picture that moves (2.2.2, 2.3.1)", list(moving_pictures(wire))
    yield "moved meanwhile (2.2.2)", looks_like(wire) != first
    wire.detach()
    yield "moves by itself (2.2.2, 2.3.1)", page.evaluate(MOVING)
    # A letter can do something only where something listens to keys.
    if any("key" in it for it in page.evaluate("window.heard")) or page.url.endswith("/zoeken/"):
        before = page.evaluate(SHOWN)
        for key in KEYS:
            page.keyboard.press(key)
        yield "has a shortcut (2.1.4)", page.evaluate(SHOWN) != before
    words = []
    for width, height in ((375, 812), (812, 375)):
        page.set_viewport_size({"width": width, "height": height})
        yield "is wider than its screen (1.3.4)", page.evaluate("document.documentElement.scrollWidth") > width
        yield "is turned (1.3.4)", page.evaluate(TURNED) != "nonenone"
        words.append(page.locator("main").inner_text().split())
    yield "says something else on its side (1.3.4)", words[0] != words[1]
    page.evaluate(PRESS)
    heard = sorted(set(page.evaluate("window.heard")))
    yield "listens to a hand or a device that moves (2.5.1, 2.5.4, 2.5.7)", [it for it in heard if BODILY.search(it)]
    yield "is not seen to listen to a click", "click" not in heard


def test_no_page_moves_by_itself_has_a_shortcut_turns_or_listens_to_a_moving_hand_or_device(
    watched: Page, host: str, makes: tuple[str, ...]
) -> None:
    found = {}
    for address in makes:
        watched.set_viewport_size({"width": 1280, "height": 900})
        watched.goto(host + address)
        found[address] = [(promise, broken) for promise, broken in moves(watched) if broken]
    assert found == {address: [] for address in makes}


# 2.5.2: a click counts when it is let go.


def test_nothing_happens_before_a_button_is_let_go_and_sliding_off_it_does_nothing(
    watched: Page, host: str, makes: tuple[str, ...]
) -> None:
    tried = set()
    for address in makes:
        watched.goto(host + address)
        shown = watched.evaluate("document.body.innerText")
        for button in watched.locator("button:visible, summary:visible").all():
            # The same button on another page does the same.
            made, box = button.evaluate("it => it.outerHTML"), button.bounding_box()
            if not box or made in tried:
                continue
            tried.add(made)
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            assert box
            watched.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            watched.mouse.down()
            assert watched.evaluate("document.body.innerText") == shown, made
            watched.mouse.move(2, 2)
            watched.mouse.up()
            assert watched.evaluate("document.body.innerText") == shown, made
        assert watched.url == host + address
    assert len(tried) > 15


# 3.2.1 and 3.2.2: who comes upon a field, or fills it in, stays where he is. 1.3.5, 3.3.1 and 3.3.7: what is asked.

FIELDS = "main :is(input:not([type=hidden]), select, textarea):visible"
ASKED = """() => [...document.querySelectorAll("input, select, textarea")]
  .map(it => it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase())"""


def with_fields(output: Path, makes: tuple[str, ...]) -> list[str]:
    """Return the pages that ask something, and those that together show all that the templates make."""
    asks = re.compile(r"<(?:input|select|textarea)\b")
    pages = [
        address
        for address in every_page(output)
        if asks.search((output / address[1:] / ("index.html" if address.endswith("/") else "")).read_text("utf-8"))
    ]
    return sorted({*pages, *makes})


def test_a_field_asks_no_more_than_it_needs_and_neither_leads_away_nor_moves_the_focus(
    watched: Page, host: str, output: Path, makes: tuple[str, ...]
) -> None:
    found: dict[str, int] = {}
    asked: set[str] = set()
    opened_since: list[str] = []
    watched.context.on("page", lambda other: opened_since.append(other.url))
    for address in with_fields(output, makes):
        watched.goto(host + address)
        asked |= set(watched.evaluate(ASKED))
        assert watched.locator("input[type=email]:not([autocomplete=email])").count() == 0
        watched.evaluate(OPEN_ALL)
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
    assert {"search", "checkbox"} <= asked <= {"email", "search", "checkbox", "radio", "select", "hidden"}


# 1.4.13 and 2.4.7: how a page looks.


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


POINTED_AT = """() => {
  const found = [];
  const read = (rules, around) => {
    for (const rule of rules) {
      const at = rule.selectorText ? `${around} ${rule.selectorText}`.trim() : around;
      if (/:(hover|focus|active)/.test(at)) for (const name of rule.style ?? []) found.push([at, name]);
      read(rule.cssRules ?? rule.styleSheet?.cssRules ?? [], at);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) read(sheet.cssRules, "");
  return found;
}"""
"""Each rule of the style sheets for what is pointed at or has the focus, with each property that it sets."""
MARKS = re.compile(r"text-decoration|text-underline|outline|box-shadow$|z-index$")
"""Properties that mark what is there already; all others can show what was not there, as words of `::after` do."""


def test_nothing_shows_only_under_a_pointer(tabs: Tabs, host: str) -> None:
    page = tabs.open(calm=True)
    for address in ("/", "/begrippen/", "/bijeenkomsten/2021/congres/"):
        page.goto(host + address)
        words = page.locator("body").inner_text()
        assert page.locator("body [title]").count() == 0
        styled = page.evaluate(POINTED_AT)
        others = [(at, name) for at, name in styled if not MARKS.match(name)]
        # The first link of a page, and a ring over what is beside it.
        own = [it for it in others if it[0] == ".skip:focus" or (it[1] == "position" and ":focus-visible" in it[0])]
        assert [it for it in others if it not in own] == []
        assert any(":hover" in at for at, _ in styled)
        for target in page.locator("a:not(.skip):visible, dfn:visible, abbr:visible, summary:visible").all()[:30]:
            target.hover(force=True)
            assert page.locator("body").inner_text() == words
