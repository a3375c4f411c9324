"""Every edition holds in the mailbox: in the light, in the dark, on a small phone, and without its stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
"""Not axe's own advice: a mail has no landmarks, for the program around it is the page."""


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    """The colours a reader asked for."""
    return "dark" if request.param == "dark" else "light"


@pytest.fixture(params=["styled", "stripped"])
def mails(request: pytest.FixtureRequest, output: Path) -> dict[str, str]:
    """The mail of every edition, whole and as Gmail shows it to some: without any `<style>`."""
    found = {mail.parent.name: mail.read_text(encoding="utf-8") for mail in output.glob("nieuwsbrieven/*/mail.html")}
    if request.param == "stripped":
        return {name: re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL) for name, html in found.items()}
    return found


@pytest.fixture
def page(browser: Browser, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """A phone of 320 pixels wide."""
    opened = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 900})
    yield opened
    opened.close()


def test_axe_finds_nothing_in_a_mail(page: Page, mails: dict[str, str]) -> None:
    found = {}
    for name, html in mails.items():
        page.set_content(html)
        violations = Axe().run(page, options=WCAG).response["violations"]
        found[name] = [(violation["id"], violation["nodes"][0]["html"]) for violation in violations]
    assert [violations for violations in found.items() if violations[1]] == []


def test_a_mail_fits_a_narrow_phone(page: Page, mails: dict[str, str]) -> None:
    widths = {}
    for name, html in mails.items():
        page.set_content(html)
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(mails, 320)


def test_a_mail_loads_nothing(page: Page, mails: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for html in mails.values():
        page.set_content(html)
        page.wait_for_load_state("networkidle")
    assert asked == []
