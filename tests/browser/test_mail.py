"""Every edition holds in the mailbox: in the light, in the dark, on a small phone, and without its stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.measures import AXE, violations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.tabs import Scheme, Tabs

pytestmark = pytest.mark.browser

WCAG = {**AXE, "runOnly": AXE["runOnly"][:-1]}
"""Not axe's own advice: a mail has no landmarks, for the program around it is the page."""


@pytest.fixture(params=["styled", "stripped"])
def mails(request: pytest.FixtureRequest, output: Path) -> dict[str, str]:
    """The mail of every edition, whole and as Gmail shows it to some: without any `<style>`."""
    found = {mail.parent.name: mail.read_text(encoding="utf-8") for mail in output.glob("nieuwsbrieven/*/mail.html")}
    if request.param == "stripped":
        return {name: re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL) for name, html in found.items()}
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mail_fits_a_narrow_phone_loads_nothing_and_axe_finds_nothing(
    tabs: Tabs, scheme: Scheme, mails: dict[str, str]
) -> None:
    page = tabs.open(width=320, scheme=scheme, policy=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert mails
    for name, html in mails.items():
        page.set_content(html, wait_until="networkidle")
        assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 320)
        assert (name, violations(page, WCAG)) == (name, [])
    assert asked == []
