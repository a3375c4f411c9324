"""Every kind of page can be gone through with a keyboard, read without a script, and printed whole."""

from __future__ import annotations

import json
import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browser.addresses import KINDS
from tests.browser.measures import AT, BLOCKS, DEAD, LOST, OPEN_ALL, SIDEWAYS
from tests.browser.test_read_aloud import DEVICE, DUTCH, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST_STOPS = 400


def walk(page: Page) -> tuple[list[int], int, list[str]]:
    """Press Tab until the page ends; return the stops in the order they came, the last there is, and the unseen."""
    order: list[int] = []
    unseen: list[str] = []
    last = -1
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        now = page.evaluate(AT)
        if now["at"] is None or (now["at"] == 0 and order):
            break
        if not order or now["at"] != order[-1]:  # a film has more stops inside
            order.append(now["at"])
        last = now["last"]
        unseen += filter(None, [now["unseen"]])
    return order, last, unseen


def back(page: Page) -> list[int]:
    """Press Shift and Tab from the end until the first stop, and return the stops in the order they came."""
    order: list[int] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab")
        at = page.evaluate(AT)["at"]
        if at is None:
            break
        if not order or at != order[-1]:
            order.append(at)
        if at == 0:
            break
    return order


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", KINDS)
def test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again(
    browser: Browser, host: str, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 600}, reduced_motion="reduce")
    page.goto(host + address)
    if width == 320:
        page.evaluate(OPEN_ALL)
    order, last, unseen = walk(page)
    returned = back(page) if width == 320 else order[::-1]
    arrived = page.url
    page.close()
    assert (order, unseen) == (list(range(last + 1)), [])
    assert returned == order[::-1]
    assert len(order) > 15
    assert arrived == host + address


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_hides_below_the_buttons_that_come_along_while_a_page_is_read_aloud(
    browser: Browser, host: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 600}, reduced_motion="reduce")
    page.add_init_script(DEVICE.replace("VOICES", json.dumps([DUTCH])))
    page.goto(host + TEXT)
    page.get_by_role("button", name="Lees voor", exact=True).click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".voice.is-away").wait_for(state="attached")
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    order, last, unseen = walk(page)
    page.close()
    assert order[-1] == last
    assert len(order) > 15
    assert unseen == []


@pytest.mark.parametrize("address", KINDS)
def test_the_skip_link_is_the_first_stop_shows_itself_and_leads_to_the_text(
    browser: Browser, host: str, address: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600}, reduced_motion="reduce")
    page.goto(host + address)
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
    page.close()


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    """A browser in which no script runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 600})
    yield context.new_page()
    context.close()


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


@pytest.mark.parametrize("address", KINDS)
def test_without_a_script_all_text_can_be_reached_and_nothing_is_dead(
    scriptless: Page, host: str, address: str
) -> None:
    page = scriptless
    page.goto(host + address)
    dead = page.evaluate(DEAD)
    for fold in page.locator("details > summary").all():
        if fold.is_visible():
            fold.click()
    closed = page.locator("details:not([open])").evaluate_all(
        "all => all.filter(it => it.checkVisibility()).map(it => it.outerHTML.slice(0, 120))"
    )
    told = page.evaluate(BLOCKS, "[hidden], .print-only")
    shown = page.locator("main").inner_text()
    for form in page.locator("form:visible").all():
        assert form.get_attribute("action")
    assert (dead, closed) == ([], [])
    assert len(words(told)) > 15
    assert [block for block in told if squeezed(block) not in squeezed(shown)] == []


NAVIGATION = (
    "nav, .ending, .follow, .ways-in, .filters, .related, .neighbours, "
    "form, button, .vh, [hidden], audio, video, .is-quiet"
)
"""What paper has no use for: ways to other pages, and what has to be pressed."""


def squeezed(text: str) -> str:
    """Return only letters and digits, in lower case: where a line ends and a word is broken does not matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


@pytest.mark.parametrize("address", [address for address in KINDS if not address.startswith("/leeraanbod/")])
def test_paper_has_every_word_of_the_text_and_nothing_to_press(browser: Browser, host: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(host + address)
    told = page.evaluate(BLOCKS, NAVIGATION)
    help_ = page.locator("aside.help").inner_text()
    menu = "".join(page.locator(".menu a").all_text_contents())
    sheets = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    paper = squeezed(" ".join(sheet.extract_text() for sheet in sheets))
    page.emulate_media(media="print")
    letterhead = squeezed(page.locator(".last").inner_text())
    page.set_viewport_size({"width": 680, "height": 900})  # A4 within its margins
    cut = [*page.evaluate(SIDEWAYS), *page.evaluate(LOST)]
    page.close()
    assert squeezed(help_) in letterhead
    assert letterhead in paper
    text = paper.replace(letterhead, "")  # drawn at the end of the first sheet, where a paragraph may go on
    assert [block for block in told if squeezed(block) not in text] == []
    assert "dezepaginastaatop" in paper
    assert [squeezed(it) for it in (menu, "Ga naar de inhoud") if squeezed(it) in paper] == []
    assert paper.count("leesinstellingen") == squeezed(" ".join(told)).count("leesinstellingen")
    assert cut == []
