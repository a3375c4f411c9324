"""All that the templates make can be gone through with a keyboard, read without a script, and printed whole."""

from __future__ import annotations

import json
import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browser.measures import BLOCKS, DEAD, FROM_THE_TOP, LOST, OPEN_ALL, RECORD, SIDEWAYS
from tests.browser.test_read_aloud import DEVICE, DUTCH, TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

AT_ONCE, MOST_AT_ONCE = 10, 40


def walk(page: Page) -> tuple[list[int | None], int, list[str]]:
    """Press Tab until the page ends; return the stops in the order they came, the last there is, and the unseen.

    The page writes down where the keyboard is at each next press, so after all has come into sight.
    """
    page.evaluate(RECORD)
    order: list[int | None] = []
    for _ in range(MOST_AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.down("Tab")
        order = page.evaluate("walked")
        if None in order[1:] or 0 in order[2:]:
            break
    ended = next((at for at, stop in enumerate(order) if at and (stop is None or (at > 1 and stop == 0))), None)
    return order[1:ended], *page.evaluate("[stops.length - 1, [...unseen]]")


def back(page: Page) -> list[int]:
    """Press Shift and Tab from the last stop until the first, and return the stops in the order they came."""
    page.evaluate(RECORD)
    page.evaluate("stops.at(-1).focus()")
    page.keyboard.down("Shift")
    for _ in range(page.evaluate("stops.length") + 1):
        page.keyboard.down("Tab")
    page.keyboard.up("Shift")
    order: list[int] = page.evaluate("walked")
    return order[: order.index(0) + 1]


def passes_by(page: Page) -> None:
    """Expect that the first stop is the link to the text, that it shows itself, and that it leads there (2.4.1)."""
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    box = link.bounding_box()
    assert (link.inner_text(), link.get_attribute("href")) == ("Ga naar de inhoud", "#deel-inhoud")
    assert box
    assert (box["x"] >= 0, box["y"] >= 0, box["height"] >= 44) == (True, True, True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    after = "document.querySelector('main').compareDocumentPosition(document.activeElement)"
    assert page.evaluate(after) & 0b10100  # within it, or after it
    page.evaluate(FROM_THE_TOP)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again(
    tabs: Tabs, host: str, makes: tuple[str, ...], width: int
) -> None:
    page = tabs.open(width=width, height=600, calm=True)
    for number, address in enumerate(makes):
        page.goto(host + address)
        if width == 320:
            passes_by(page)
            page.evaluate(OPEN_ALL)
        order, last, unseen = walk(page)
        assert (address, order, unseen) == (address, list(range(last + 1)), [])
        assert len(order) > 15
        if width == 320 and number < 3:  # those that hold most of all
            assert (address, back(page)) == (address, order[::-1])
        assert page.url.partition("#")[0] == host + address


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_hides_below_the_buttons_that_come_along_while_a_page_is_read_aloud(
    tabs: Tabs, host: str, width: int
) -> None:
    device = DEVICE.replace("VOICES", json.dumps([DUTCH]))
    page = tabs.open(host + TEXT, width=width, height=600, calm=True, before=device)
    page.get_by_role("button", name="Lees voor", exact=True).click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".voice.is-away").wait_for(state="attached")
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    order, last, unseen = walk(page)
    assert order[-1] == last
    assert len(order) > 15
    assert unseen == []


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


def test_without_a_script_all_text_can_be_reached_and_nothing_is_dead(
    tabs: Tabs, host: str, makes: tuple[str, ...]
) -> None:
    page = tabs.open(width=320, height=600, scripts=False)
    for address in makes:
        page.goto(host + address)
        dead = page.evaluate(DEAD)
        counts = page.evaluate("['h1', 'main', 'header nav', 'footer'].map(it => document.querySelectorAll(it).length)")
        for fold in page.locator("details > summary").all():
            if fold.is_visible():
                fold.click()
        closed = page.locator("details:not([open])").evaluate_all(
            "all => all.filter(it => it.checkVisibility()).map(it => it.outerHTML.slice(0, 120))"
        )
        told = page.evaluate(BLOCKS, "[hidden], .print-only")
        shown = squeezed(page.locator("main").inner_text())
        for form in page.locator("form:visible").all():
            assert form.get_attribute("action")
        assert (address, dead, closed) == (address, [], [])
        assert (counts[:2], counts[2] >= 1, counts[3]) == ([1, 1], True, 1)
        assert len(words(told)) > 15
        assert [block for block in told if squeezed(block) not in shown] == []


NAVIGATION = (
    "nav, .ending, .follow, .ways-in, .filters, .related, .neighbours, "
    "form, button, .vh, [hidden], audio, video, .is-quiet"
)
"""What paper has no use for: ways to other pages, and what has to be pressed."""


def squeezed(text: str) -> str:
    """Return only letters and digits, in lower case: where a line ends and a word is broken does not matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


def test_paper_has_every_word_of_the_text_on_its_sheets_and_nothing_to_press(
    tabs: Tabs, host: str, makes: tuple[str, ...]
) -> None:
    page = tabs.open()
    for address in makes:
        if address.startswith("/leeraanbod/"):
            continue  # the menu is printed as a card
        tabs.look(page, 1280)
        page.emulate_media(media="null")
        page.goto(host + address)
        told = page.evaluate(BLOCKS, NAVIGATION)
        help_ = page.locator("aside.help").inner_text()
        menu = "".join(page.locator(".menu a").all_text_contents())
        read = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
        sheets = [squeezed(sheet.extract_text()) for sheet in read]
        paper = "".join(sheets)
        page.emulate_media(media="print")
        letterhead = squeezed(page.locator(".last").inner_text())
        boxes = [page.locator(it).first.bounding_box() for it in (".brand", ".last", "h1")]
        page.set_viewport_size({"width": 680, "height": 900})  # A4 within its margins
        cut = [*page.evaluate(SIDEWAYS), *page.evaluate(LOST)]
        assert squeezed(help_) in letterhead
        assert letterhead in paper
        text = paper.replace(letterhead, "")  # drawn at the end of the first sheet, where a paragraph may go on
        assert (address, [block for block in told if squeezed(block) not in text], cut) == (address, [], [])
        assert ["dezepaginastaatop" in sheet for sheet in sheets] == [True] + [False] * (len(sheets) - 1)
        assert "bel0612413941" in sheets[0]
        assert min(map(len, sheets)) > 20
        assert [squeezed(it) for it in (menu, "Ga naar de inhoud") if squeezed(it) in paper] == []
        assert paper.count("leesinstellingen") == squeezed(" ".join(told)).count("leesinstellingen")
        brand, around, heading = boxes
        assert brand
        assert around
        assert heading
        assert brand["x"] + brand["width"] < around["x"]
        assert around["y"] + around["height"] < heading["y"]


def test_the_code_is_fetched_for_paper_and_not_before(tabs: Tabs, host: str) -> None:
    page = tabs.open()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{host}/contact/", wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert [url for url in fetched if url.endswith("qr.svg")] == []
    page.pdf(format="A4")
    assert [url for url in fetched if url.endswith("qr.svg")] == [f"{host}/contact/qr.svg"]


def test_what_marks_a_phase_is_whole_on_paper(tabs: Tabs, host: str) -> None:
    page = tabs.open(width=680)
    page.emulate_media(media="print")
    for address, part in (("/actieagenda/", ".phase"), ("/bijeenkomsten/2021/congres/", ".timeline li")):
        page.goto(host + address)
        left = page.locator(part).first.evaluate(
            "it => it.getBoundingClientRect().left + it.clientLeft + parseFloat(getComputedStyle(it, '::before').left)"
        )
        assert left >= 0
