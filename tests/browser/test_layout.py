"""What a reader came for is near: on a phone, beside a list, in the largest letters, and wherever the site stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from avksite.rendering.write import write
from tests.browser.addresses import serving
from tests.browser.tabs import choosing
from tests.sites import site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

PHONE = (390, 844)
DESKTOP = (1280, 900)


def at(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def on_phone(tabs: Tabs, address: str) -> Page:
    return tabs.open(address, width=PHONE[0], height=PHONE[1])


def test_on_a_phone_the_number_to_call_is_in_sight(tabs: Tabs) -> None:
    assert at(on_phone(tabs, "/contact/"), "main a[href^='tel:']") < PHONE[1] - 44


@pytest.mark.parametrize(("window", "screens"), [(PHONE, 1.5), (DESKTOP, 1.0)], ids=["phone", "desktop"])
def test_the_menu_begins_with_what_is_on_it(tabs: Tabs, window: tuple[int, int], screens: float) -> None:
    page = tabs.open("/leeraanbod/", width=window[0], height=window[1])
    assert at(page, ".dish") < screens * window[1]


def test_on_a_phone_one_row_leads_back_and_to_the_settings(tabs: Tabs) -> None:
    page = on_phone(tabs, "/nieuws/2023/oproep-experimenten/")
    rows = {round(at(page, selector) + 22) // 30 for selector in (".crumbs li:nth-last-child(2) a", ".reading-open")}
    back = [it for it in page.locator(".crumbs li").all() if it.is_visible()]
    folded = page.get_by_role("link", name="Een idee insturen").is_visible()
    page.get_by_text("Op deze pagina").first.click()
    unfolded = page.get_by_role("link", name="Een idee insturen").is_visible()
    assert (len(rows), len(back), folded, unfolded) == (1, 1, False, True)


def test_on_a_desktop_the_list_of_contents_stands_open_beside_the_text(tabs: Tabs) -> None:
    page = tabs.open("/nieuws/2023/oproep-experimenten/", scripts=False)
    assert page.get_by_role("heading", name="Op deze pagina", exact=True).is_visible()
    assert page.get_by_role("link", name="Een idee insturen").is_visible()
    assert not page.locator(".contents summary").is_visible()


def test_on_a_desktop_what_was_found_is_no_strip(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/?q=armoede")
    page.locator("#zoek-lijst li").first.wait_for()
    box = page.locator("#zoek-gevonden").bounding_box()
    assert box
    assert (box["width"] > 600, box["x"] < 100) == (True, True)


def test_the_most_of_every_setting_makes_no_page_endless(tabs: Tabs) -> None:
    for address in ("/nieuws/2023/oproep-experimenten/", "/actieagenda/"):
        plain = tabs.open(address).evaluate("document.documentElement.scrollHeight")
        most = tabs.open(address, before=choosing()).evaluate("document.documentElement.scrollHeight")
        # Letters twice as large take four times the room, and the space between them and the lines half as much.
        assert 2 * plain < most < 6 * plain


def test_on_a_phone_the_settings_stand_in_two_columns_at_most(tabs: Tabs) -> None:
    page = on_phone(tabs, "/contact/")
    page.get_by_role("button", name="Leesinstellingen").click()
    places = page.locator(".settings [role=group] button").evaluate_all(
        "all => new Set(all.map(it => Math.round(it.getBoundingClientRect().left))).size"
    )
    assert places == 2


def test_the_name_of_the_site_is_a_link_no_wider_than_its_words(tabs: Tabs) -> None:
    box = tabs.open("/").locator(".brand").bounding_box()
    assert box
    assert box["width"] < 400


def test_a_drawing_turns_dark_with_the_page_and_a_photo_does_not(tabs: Tabs) -> None:
    page = tabs.open("/onderzoek/")
    drawing = "getComputedStyle(document.querySelector('.figure img')).filter"
    light = page.evaluate(drawing)
    page.emulate_media(color_scheme="dark")
    assert (light, page.evaluate(drawing)) == ("none", "invert(0.92) hue-rotate(180deg)")


def test_a_large_figure_is_never_broken_over_two_lines(tabs: Tabs) -> None:
    page = tabs.open("/")
    for width in (320, 390, 500, 700, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        lines = page.locator(".figure-number strong").evaluate_all(
            "all => all.map(it => Math.round(it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)))"
        )
        assert (width, lines) == (width, [1, 1, 1])


# Wherever the site stands: at an address that is none, on a stick, below another path.


def test_an_unknown_address_at_any_depth_shows_a_page_whose_links_work(tabs: Tabs, host: str) -> None:
    page = tabs.open()
    answer = page.goto(host + "/nieuws/1999/bestaat/niet/")
    assert answer is not None
    assert (answer.status, page.evaluate("document.styleSheets.length")) == (404, 1)
    page.get_by_role("banner").get_by_role("link").first.click()
    assert page.url == f"{host}/"


def test_the_site_works_from_a_stick(tabs: Tabs, output: Path) -> None:
    page = tabs.open((output / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="Nieuws", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() != ""
    page.get_by_role("main").locator("h3 a").first.click()
    page.wait_for_url(re.compile(r"/nieuws/[0-9]{4}/[^/]+/index\.html$"))
    assert page.get_by_role("heading", level=1).inner_text() != ""


def test_links_work_below_another_path(tabs: Tabs, host: str) -> None:
    page = tabs.open(host + "/bijeenkomsten/2021/congres/", scripts=False)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    assert hrefs
    assert [href for href in hrefs if href.startswith("/")] == []


EVENT = """-- content/bijeenkomsten/2024/inloop.md --
---
titel: Inloop
kort: Loop binnen.
begin: 14 juni 2024 13.30 uur
eind: 15.00 uur
soort: bijeenkomst
locatie:
  plaats: Emmen
---
Je bent welkom.
"""


def test_when_and_where_are_never_squeezed_beside_each_other(tabs: Tabs, tmp_path: Path) -> None:
    write(site(EVENT, today="1 mei 2024").artifacts, tmp_path / "output")
    with serving(tmp_path / "output") as address:
        page = tabs.open(f"{address}/bijeenkomsten/2024/inloop/")
        for width in (320, 390, 640, 680, 800, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            letters = "it => it.clientWidth / parseFloat(getComputedStyle(it).fontSize)"
            day = page.locator(".ticket dd").first.evaluate(letters)
            assert (width, day > 11) == (width, True)
