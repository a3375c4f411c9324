"""Every edition holds in the mailbox: in the light, in the dark, on a small phone, and without its stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.measures import AXE, in_light_and_dark

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

WCAG = {**AXE, "runOnly": AXE["runOnly"][:-1]}
"""Not axe's own advice: a mail has no landmarks, for the program around it is the page."""


@pytest.mark.parametrize("is_stripped", [False, True], ids=["styled", "stripped"])
def test_a_mail_fits_a_narrow_phone_loads_nothing_and_axe_finds_nothing(
    tabs: Tabs, output: Path, *, is_stripped: bool
) -> None:
    """The mail of every edition, whole and as Gmail shows it to some: without any `<style>`."""
    page = tabs.open(width=320, policy=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    mails = sorted(output.glob("nieuwsbrieven/*/mail.html"))
    assert mails
    for mail in mails:
        html = mail.read_text(encoding="utf-8")
        page.set_content(re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL) if is_stripped else html)
        assert (mail, page.evaluate("document.documentElement.scrollWidth")) == (mail, 320)
        assert (mail, in_light_and_dark(page, WCAG)) == (mail, [])
    assert asked == []
