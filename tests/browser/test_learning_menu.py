"""The learning menu in a real browser: choosing, a menu of one's own, and the card on paper."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pypdf import PdfReader

from tests.browser.measures import in_light_and_dark, plain
from tests.browser.tabs import REFUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

MENU = "/leeraanbod/"
OWN = "/leeraanbod/mijn-menu/"

LISTEN = """
window.heard = [];
for (const status of document.querySelectorAll("[role=status]"))
  new MutationObserver(() => heard.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
"""


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    """A page with a memory of its own, that may not make a fault."""
    opened = tabs.open()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []


def titles(page: Page) -> list[str]:
    """What is on the card, each item once."""
    return sorted({plain(title.inner_text()) for title in page.locator(".dish h3").all() if title.is_visible()})


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("checkbox", name=re.compile(rf"^{name} \(")).press("Space")


def keep(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Zet op mijn menu: {title}").first.click()


def test_the_card_follows_a_choice_at_once_says_how_many_once_and_the_address_keeps_it(page: Page) -> None:
    page.goto(MENU)
    page.evaluate(LISTEN)
    tick(page, "Doen", "Ervaringsdeskundigen")
    assert titles(page) == ["Opleiding tot ervaringsdeskundige"]
    assert page.evaluate("heard") == ["4 van de 9 onderdelen", "1 van de 9 onderdelen"]
    assert urlsplit(page.url).query == "leervorm=doen&voor=ervaringsdeskundigen"
    assert page.evaluate("document.activeElement.value") == "ervaringsdeskundigen"


def test_two_answers_to_one_question_widen_and_two_questions_narrow(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Doen")
    doing = titles(page)
    tick(page, "Lezen")
    both = titles(page)
    tick(page, "Inwoners")
    assert set(doing) < set(both)
    assert titles(page) == [
        "Armoede van ouder op kind: het onderzoek in 5 lessen",
        "Lees en bespreek de lessen uit 5 jaar onderzoek",
        "Opleiding tot ervaringsdeskundige",
    ]


def test_a_course_without_items_goes_with_its_heading(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Ervaringsdeskundigen", "Leren en ontwikkelen")
    assert [it.inner_text() for it in page.locator(".menucard h2").all() if it.is_visible()] == ["Leren door te doen"]


def test_choices_are_wiped_with_one_button(page: Page) -> None:
    page.goto(f"{MENU}?leervorm=kijken")
    page.get_by_role("button", name="Wis keuzes").press("Enter")
    page.locator(".choose-count", has_text=re.compile(r"^\s*9 ")).wait_for()
    assert (urlsplit(page.url).query, page.locator(".choose :checked").count(), len(titles(page))) == ("", 0, 9)


def test_an_address_with_choices_opens_the_card_like_that_and_nonsense_is_ignored(page: Page) -> None:
    page.goto(f"{MENU}?leervorm=doen&voor=bestuurders&over=onzin&x=1")
    assert titles(page) == ["Dynamische Leeromgeving: leren op jouw manier", "Tweedaagse leergang voor bestuurders"]
    assert page.locator(".choose-count").inner_text() == "2 van de 9 onderdelen"
    assert urlsplit(page.url).query == "leervorm=doen&voor=bestuurders"


def test_back_from_an_item_shows_the_choices_again(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Doen", "Bestuurders")
    before = titles(page)
    page.get_by_role("link", name="Tweedaagse leergang voor bestuurders").click()
    page.go_back()
    assert titles(page) == before
    assert page.locator(".choose :checked").count() == 2
    page.go_back()
    assert page.url == "about:blank"


def test_when_nothing_fits_kind_words_and_who_to_ask_take_the_place_of_the_card(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Doen", "Onderzoek")
    empty = page.locator("[data-empty]")
    assert "Haal een keuze weg." in empty.inner_text()
    assert empty.locator("a[href^='tel:']").is_visible()
    assert not page.locator(".menucard").is_visible()
    assert page.locator(".choose-count").inner_text() == "0 van de 9 onderdelen"


def test_without_a_script_the_choices_are_links_and_nothing_shows_that_does_not_work(tabs: Tabs) -> None:
    page = tabs.open(MENU, scripts=False)
    shown = [
        it.inner_text() for it in page.locator("main button, main input, main [data-menu]").all() if it.is_visible()
    ]
    page.get_by_role("link", name="Bestuurders (6)").click()
    listed = titles(page)
    page.goto(OWN)
    says = page.get_by_role("main").inner_text()
    assert (shown, len(listed)) == ([], 6)
    assert "werkt alleen als JavaScript aanstaat" in says
    assert "Doorbraakmethode" not in says


def test_what_is_pressed_is_large_enough_for_a_thumb(page: Page) -> None:
    page.goto(MENU)
    for part in page.locator(".tick, .keep button, .choose button, .menu-tools a").all():
        if part.is_visible():
            box = part.bounding_box()
            assert box is not None
            assert (box["height"] >= 44, box["width"] >= 44) == (True, True), part.inner_text()


def test_nothing_is_kept_before_a_reader_puts_an_item_on_a_menu(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Lezen")
    page.goto(OWN)
    page.goto(MENU)
    before = page.evaluate("localStorage.length")
    keep(page, "Doorbraakmethode")
    assert (before, page.evaluate("({...localStorage})")) == (
        0,
        {"mijn-menu": '["/leeraanbod/doorbraakmethode/"]'},
    )
    keep(page, "Doorbraakmethode")
    assert page.evaluate("localStorage.length") == 0


def test_a_button_says_whether_an_item_is_on_the_menu_wherever_it_stands(page: Page) -> None:
    page.goto(MENU)
    title = "Dynamische Leeromgeving: leren op jouw manier"
    keep(page, title)
    buttons = page.get_by_role("button", name=f"Zet op mijn menu: {title}")
    assert [it.get_attribute("aria-pressed") for it in buttons.all()] == ["true", "true"]
    page.get_by_role("link", name=title).first.click()
    page.wait_for_load_state()
    assert buttons.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("link", name="Mijn menu").text_content() == "Mijn menu\u00a0(1)"


def test_a_menu_of_ones_own_is_shown_mailed_and_taken_from(page: Page) -> None:
    page.goto(MENU)
    keep(page, "Leerkringen: leren van elkaars praktijk")
    keep(page, "Doorbraakmethode")
    page.get_by_role("link", name="Mijn menu").click()
    page.wait_for_load_state()
    assert [plain(title) for title in page.locator(".dish h3:visible").all_inner_texts()] == [
        "Leerkringen: leren van elkaars praktijk",
        "Doorbraakmethode",
    ]
    mail = urlsplit(page.get_by_role("link", name="Mail mijn menu").get_attribute("href") or "")
    assert (mail.scheme, mail.path, {key: value[0] for key, value in parse_qs(mail.query).items()}) == (
        "mailto",
        "",
        {
            "subject": "Mijn menu van de Alliantie van Kracht",
            "body": "Leerkringen: leren van elkaars praktijk\r\n"
            "https://alliantievankracht.example/leeraanbod/leerkringen/\r\n\r\n"
            "Doorbraakmethode\r\nhttps://alliantievankracht.example/leeraanbod/doorbraakmethode/\r\n",
        },
    )
    assert "+" not in unquote(mail.query)  # a mail program would show it as it is

    page.evaluate(LISTEN)
    page.get_by_role("button", name="Haal van mijn menu: Leerkringen").press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "Haal van mijn menu: Doorbraakmethode"
    page.keyboard.press("Enter")
    assert page.evaluate("heard") == ["Weggehaald. Op je menu: nog 1.", "Weggehaald. Je menu is leeg."]
    assert page.evaluate("document.activeElement.textContent") == "de menukaart"
    assert "Je menu is nog leeg." in page.locator("main").inner_text()
    assert page.evaluate("localStorage.length") == 0


def test_an_item_that_is_gone_is_dropped_without_a_word(page: Page) -> None:
    page.goto(MENU)
    page.evaluate("localStorage.setItem('mijn-menu', '[\"/leeraanbod/weg/\", \"/leeraanbod/doorbraakmethode/\"]')")
    page.goto(OWN)
    assert titles(page) == ["Doorbraakmethode"]
    page.goto(MENU)
    assert page.get_by_role("link", name="Mijn menu").text_content() == "Mijn menu\u00a0(1)"


def test_the_button_prints(page: Page, tabs: Tabs) -> None:
    tabs.before(page, "window.print = () => { window.printed = true }")
    page.goto(MENU)
    keep(page, "Doorbraakmethode")
    page.goto(OWN)
    page.get_by_role("button", name="Druk mijn menu af").click()
    assert page.evaluate("printed") is True


def test_where_a_browser_keeps_nothing_the_menu_works_for_this_visit_and_says_so(page: Page, tabs: Tabs) -> None:
    tabs.before(page, REFUSE)
    page.goto(MENU)
    tick(page, "Lezen")
    keep(page, "Doorbraakmethode")
    assert page.locator("[data-said]").inner_text().startswith("Je browser bewaart niets.")
    page.get_by_role("link", name="Mijn menu").click()
    page.wait_for_load_state()
    assert titles(page) == ["Doorbraakmethode"]
    page.get_by_role("link", name="Kies nog meer").click()
    page.wait_for_load_state()
    assert page.get_by_role("button", name="Zet op mijn menu: Doorbraakmethode").get_attribute("aria-pressed") == "true"


def test_axe_finds_nothing_in_any_state(tabs: Tabs) -> None:
    page = tabs.open()
    page.goto(OWN)
    states = [in_light_and_dark(page)]
    page.goto(MENU)
    tick(page, "Doen", "Onderzoek")
    states.append(in_light_and_dark(page))
    page.get_by_role("button", name="Wis keuzes").click()
    keep(page, "Doorbraakmethode")
    states.append(in_light_and_dark(page))
    page.goto(OWN)
    states.append(in_light_and_dark(page))
    assert states == [[]] * 4


def test_it_fits_a_narrow_phone(tabs: Tabs) -> None:
    page = tabs.open(MENU, width=320, height=640)
    page.get_by_text("Kies wat je wilt zien").click()
    keep(page, "Armoede van ouder op kind: het onderzoek in 5 lessen")
    for address in (MENU, OWN):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def printed(page: Page) -> list[str]:
    """The text of each sheet that comes out of the printer, without spaces; it has to be A4 on its side."""
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {
        (round(sheet.mediabox.width / 72 * 25.4), round(sheet.mediabox.height / 72 * 25.4)) for sheet in sheets
    } == {(297, 210)}
    return ["".join(sheet.extract_text().split()) for sheet in sheets]


def test_on_paper_the_menu_is_one_sheet_with_everything_on_it_once(page: Page, output: Path) -> None:
    page.goto(MENU)
    names = titles(page)
    outside, inside = printed(page)
    graph = re.search(r'ld\+json">(.*?)</script>', (output / "leeraanbod/index.html").read_text(), re.DOTALL)
    assert graph is not None
    courses = next(part for part in json.loads(graph[1])["@graph"] if part["@type"] == "ItemList")["itemListElement"]
    assert sorted(item["item"]["name"] for item in courses) == names
    assert [inside.count("".join(name.split())) for name in names] == [1] * 9
    for item in courses:  # summaries whole, so nothing is cut off
        assert "".join(item["item"]["description"].split()) in inside
    assert "2dagen" in inside
    for words in (
        "Menukaart",
        "AlliantievanKracht",
        "0612413941",
        "https://alliantievankracht.example/leeraanbod/",
    ):
        assert words in outside


def test_what_was_chosen_is_what_is_printed_and_so_is_a_menu_of_ones_own(page: Page) -> None:
    page.goto(MENU)
    tick(page, "Lezen", "Inwoners")
    shown = titles(page)
    _, inside = printed(page)
    assert ["".join(name.split()) in inside for name in shown] == [True] * 2
    assert "Doorbraakmethode" not in inside
    page.goto(MENU)
    keep(page, "Doorbraakmethode")
    page.goto(OWN)
    outside, inside = printed(page)
    assert "Mijnmenu" in outside
    assert "Doorbraakmethode" in inside
    assert "Haalvanmijnmenu" not in inside


def test_it_works_from_a_stick(tabs: Tabs, output: Path) -> None:
    page = tabs.open((output / "leeraanbod/index.html").as_uri())
    tick(page, "Doen", "Ervaringsdeskundigen")
    kept = titles(page)
    keep(page, kept[0])
    page.get_by_role("link", name="Mijn menu").click()
    page.wait_for_load_state()
    own = titles(page)
    assert own == kept == ["Opleiding tot ervaringsdeskundige"]
