"""The site holds together in a real browser: its landmarks, its links, below another path and from a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", KINDS)
def test_a_page_has_one_main_heading_and_its_landmarks(browser: Browser, host: str, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(host + address)
    counts = [page.locator(selector).count() for selector in ("h1", "main", "header nav", "footer", "html[lang=nl]")]
    page.close()
    assert counts[0:2] == [1, 1]
    assert counts[2] >= 1
    assert counts[3:] == [1, 1]


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
