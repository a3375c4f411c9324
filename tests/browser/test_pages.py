"""The site holds together wherever it stands: at an address that is none, below another path, and on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser


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
    assert page.get_by_role("heading", level=1).count() == 1


def test_links_work_below_another_path(tabs: Tabs, host: str) -> None:
    page = tabs.open(host + "/bijeenkomsten/2021/congres/", scripts=False)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    assert hrefs
    assert [href for href in hrefs if href.startswith("/")] == []
