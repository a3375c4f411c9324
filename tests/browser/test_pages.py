"""Every kind of page holds in a real browser: axe, reflow, no JavaScript, no stranger, from a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/actieagenda/",
    "/nieuws/",
    "/nieuws/2022/",
    "/nieuws/2022/uitkomsten-bestuurlijke-werktafel/",
    "/nieuws/2023/oproep-experimenten/",
    "/bijeenkomsten/",
    "/bijeenkomsten/2021/congres/",
    "/bijeenkomsten/2023/werksessie-1a/",
    "/leeraanbod/",
    "/leeraanbod/doen/",
    "/leeraanbod/mijn-menu/",
    "/leeraanbod/tweedaagse-leergang/",
    "/partners/",
    "/partners/cmo-stamm/",
    "/nieuwsbrieven/",
    "/nieuwsbrieven/2021-najaar/",
    "/onderwerpen/",
    "/onderwerpen/onderzoek/",
    "/begrippen/",
    "/a-z/",
    "/zoeken/",
    "/volgen/",
    "/contact/",
    "/privacy/",
    "/toegankelijkheid/",
    "/404.html",
)

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(browser: Browser, host: str, address: str, scheme: str) -> None:
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1280, "height": 900}
    )
    page.goto(host + address)
    found = Axe().run(page, options=AXE).response["violations"]
    page.close()
    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_narrow_phone_without_sideways_scroll(browser: Browser, host: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(host + address)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 320


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_nothing_of_another_host_and_keeps_nothing(browser: Browser, host: str, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(host + address)
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]")
    foreign = [url for url in asked if not url.startswith(host)]
    context.close()
    assert (foreign, said, kept) == ([], [], [0, 0, 0])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_main_heading_and_its_landmarks(browser: Browser, host: str, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(host + address)
    counts = [page.locator(selector).count() for selector in ("h1", "main", "header nav", "footer", "html[lang=nl]")]
    page.close()
    assert counts[0:2] == [1, 1]
    assert counts[2] >= 1
    assert counts[3:] == [1, 1]


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(browser: Browser, host: str) -> None:
    page = browser.new_page()
    page.goto(host + "/actieagenda/")
    page.keyboard.press("Tab")
    href = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    target = page.evaluate("document.querySelector(location.hash).tagName")
    page.close()
    assert (href[0], target) == ("#", "MAIN")


def test_an_unknown_address_at_any_depth_shows_a_page_whose_links_work(browser: Browser, host: str) -> None:
    page = browser.new_page()
    answer = page.goto(host + "/nieuws/1999/bestaat/niet/")
    assert answer is not None
    status = answer.status
    style = page.evaluate("document.styleSheets.length")
    page.get_by_role("banner").get_by_role("link").first.click()
    arrived = page.url
    page.close()
    assert (status, style, arrived) == (404, 1, host + "/")


def test_the_site_works_from_a_stick(browser: Browser, output: Path) -> None:
    page = browser.new_page()
    page.goto((output / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="Nieuws", exact=True).first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("main").locator("h3 a").first.click()
    deeper = page.get_by_role("heading", level=1).count()
    page.close()
    assert heading != ""
    assert deeper == 1


def test_links_work_below_another_path(browser: Browser, host: str, output: Path) -> None:
    del output
    page = browser.new_page(java_script_enabled=False)
    page.goto(host + "/bijeenkomsten/2021/congres/")
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    page.close()
    assert [href for href in hrefs if href.startswith("/")] == []
