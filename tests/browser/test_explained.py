"""The first use of an explained word opens its explanation: by keyboard, touch and ear, without a script, on paper."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.browser.measures import LOST, OF_LOOKS, SIDEWAYS, SMALL, violations
from tests.browser.tabs import choosing
from tests.browser.test_read_aloud import DEVICE, DUTCH, press, read_to_the_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.tabs import Scheme, Tabs

pytestmark = pytest.mark.browser

ADDRESS = "/bijeenkomsten/2021/congres/"
WORD, TERM = "Rijksuniversiteit Groningen", "RUG"

COLOURS: tuple[Scheme, ...] = ("light", "dark", "forced")
FOCUSED = r"document.activeElement.textContent.replaceAll('\xad', '')"

BOX = """() => {
  const box = document.querySelector('dialog[open]').getBoundingClientRect();
  const word = document.querySelector('.term:has(+ dialog[open])').getBoundingClientRect();
  return {
    inside: box.left >= 0 && box.right <= innerWidth && box.top >= -1 && box.bottom <= innerHeight + 1,
    clear: box.top >= word.bottom || box.bottom <= word.top, near: Math.abs(box.top - word.bottom) < 16,
  };
}"""
"""Where the explanation stands: all of it in the window, beside its word and not over it."""


@pytest.fixture
def page(tabs: Tabs) -> Page:
    """A page with explained words, on a screen."""
    return tabs.open(ADDRESS, height=800, calm=True)


def whole(text: str) -> str:
    """Return words without the places where a line may break them."""
    return text.replace("\xad", "")


def word(page: Page) -> Locator:
    return page.get_by_role("link", name=WORD, exact=True)


def shown(page: Page) -> Locator:
    return page.get_by_role("dialog", name=TERM, exact=True)


def meaning(page: Page) -> str:
    """Return what the list at the end of the page says of the word."""
    return whole(page.locator(f"{word(page).get_attribute('href')} dd").first.inner_text())


# Keyboard, pointer and touch


@pytest.mark.parametrize("way_back", ["Escape", "Tab Enter", "Tab Space"])
def test_the_keyboard_opens_an_explanation_hears_it_and_comes_back_to_the_word(page: Page, way_back: str) -> None:
    explained, address = meaning(page), page.url
    word(page).focus()
    page.keyboard.press("Enter")
    assert shown(page).is_visible()
    assert page.evaluate(FOCUSED) == explained
    for key in way_back.split():
        page.keyboard.press(key)
    assert not shown(page).is_visible()
    assert page.evaluate(FOCUSED) == WORD
    assert page.url == address
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('main a:not(.term:has(+ dialog))')")


def test_a_press_beside_it_or_on_its_button_closes_it_and_one_within_it_does_not(page: Page) -> None:
    for x, y in ((5, 5), (1200, 700)):
        word(page).click()
        shown(page).get_by_text(meaning(page)).click()
        assert shown(page).is_visible()
        page.mouse.click(x, y)
        assert not shown(page).is_visible()
    word(page).click()
    shown(page).get_by_role("button", name="Sluit").click()
    assert not shown(page).is_visible()
    assert page.evaluate(FOCUSED) == WORD


def test_a_finger_opens_and_closes_it(browser: Browser, host: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(host + ADDRESS)
    word(page).tap()
    assert page.evaluate(BOX) == {"inside": True, "clear": True, "near": True}
    assert page.evaluate(SMALL, 44) == []
    page.touchscreen.tap(200, 10)
    assert not shown(page).is_visible()
    word(page).tap()
    shown(page).get_by_role("button", name="Sluit").tap()
    assert not shown(page).is_visible()
    context.close()


def test_one_word_after_the_other_is_explained_and_a_new_window_shows_the_list(page: Page) -> None:
    for it in page.locator(".term").all():
        it.click()
        entry = page.locator(it.get_attribute("href") or "")
        told = [entry.locator("dt").inner_text(), entry.locator("dd").first.inner_text(), "Sluit"]
        assert page.locator("dialog :is(p, button)").all_inner_texts() == told
        page.keyboard.press("Escape")
    with page.context.expect_page() as opened:
        word(page).click(modifiers=["ControlOrMeta"])
    assert not shown(page).is_visible()
    assert opened.value.url.endswith("#begrip--rug")
    opened.value.close()


# Ear and eye


def tree(page: Page) -> list[tuple[str, str]]:
    """Return the roles and names that a screen reader finds, without what it passes over."""
    nodes: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        (it["role"]["value"], whole(it.get("name", {}).get("value", "")))
        for it in nodes
        if not it.get("ignored") and "role" in it
    ]


def test_a_screen_reader_meets_a_word_that_opens_and_then_its_explanation_alone(page: Page) -> None:
    explained = meaning(page)
    at_first = tree(page)
    assert ("dialog", TERM) not in at_first
    assert [role for role, name in at_first if name == WORD and "Text" not in role] == ["doc-glossref"]
    assert [role for role, _ in at_first if role == "doc-glossary"] == ["doc-glossary"]
    assert word(page).get_attribute("aria-haspopup") == "dialog"
    word(page).click()
    heard = [it for it in tree(page) if it[0] in {"dialog", "StaticText", "button", "link", "heading"}]
    assert [it for it in heard if it[0] != "StaticText"] == [("dialog", TERM), ("button", "Sluit")]
    assert [name for role, name in heard if role == "StaticText"] == [TERM, explained, "Sluit"]


def test_it_stands_in_the_window_beside_its_word_and_axe_finds_nothing(tabs: Tabs) -> None:
    page = tabs.open(ADDRESS, calm=True)
    for width, height in ((320, 256), (320, 844), (1280, 800)):
        tabs.look(page, width, height)
        for it in page.locator("main :is(.short, .text) .term").all():
            it.focus()
            page.keyboard.press("Enter")
            found = page.evaluate(BOX)
            assert found["inside"], it.inner_text()
            assert (found["clear"] and found["near"]) or height == 256, it.inner_text()
            page.keyboard.press("Escape")
        word(page).click()
        assert [*page.evaluate(SIDEWAYS), *page.evaluate(LOST), *page.evaluate(SMALL, 44)] == []
        assert violations(page) == []
        for scheme in COLOURS:
            tabs.look(page, width, height, scheme)
            assert (scheme, violations(page, OF_LOOKS, "dialog")) == (scheme, [])
            edge, ground = page.locator("dialog").evaluate(
                "it => [getComputedStyle(it).borderColor, getComputedStyle(it).backgroundColor]"
            )
            assert edge != ground
        page.keyboard.press("Escape")


def test_it_holds_with_the_most_of_all_reading_settings(tabs: Tabs) -> None:
    page = tabs.open(ADDRESS, width=320, height=600, before=choosing())
    word(page).click()
    found = page.evaluate(BOX)
    assert found["inside"]
    assert [*page.evaluate(SIDEWAYS), *page.evaluate(LOST)] == []
    assert violations(page) == []


def test_the_voice_reads_the_text_and_no_explanation(tabs: Tabs) -> None:
    page = tabs.open(ADDRESS, before=DEVICE.replace("VOICES", json.dumps([DUTCH])))
    word(page).click()
    page.keyboard.press("Escape")
    explained = meaning(page)
    press(page, "Lees voor")
    told = [whole(sentence) for sentence in read_to_the_end(page)]
    assert sum(WORD in sentence for sentence in told) >= 1
    assert [
        sentence for sentence in told if sentence in explained or sentence in {TERM, "Woorden op deze pagina"}
    ] == []


# Without a script, in a browser that knows less, and on paper


def test_without_a_script_the_word_leads_to_its_explanation_and_back(tabs: Tabs, host: str) -> None:
    page = tabs.open(ADDRESS, width=390, height=844, scripts=False)
    assert page.locator("dialog").count() == 0
    word(page).click()
    entry = page.locator(":target")
    assert (entry.locator("dt").inner_text(), page.url) == (TERM, f"{host}{ADDRESS}#begrip--rug")
    top = entry.bounding_box()
    assert top
    assert 0 <= top["y"] < 844
    entry.get_by_role("link", name=f"Terug naar ‘{TERM}’ in de tekst").click()
    assert whole(page.locator(":target").inner_text()) == WORD


def test_a_browser_that_cannot_show_it_there_leads_to_the_list(tabs: Tabs) -> None:
    page = tabs.open(ADDRESS, before="delete HTMLDialogElement.prototype.showModal")
    word(page).click()
    assert page.url.endswith("#begrip--rug")
    assert page.locator("dialog:visible").count() == 0


def test_paper_has_the_explanations_once_and_nothing_to_press(page: Page) -> None:
    explained = "".join(meaning(page).split())
    word(page).click()
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    paper = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    assert "Woordenopdezepagina" in paper
    assert paper.count(explained) == 1
    assert [it for it in ("Sluit", "indetekst", "Bekijkallemoeilijkewoorden") if it in paper] == []
