"""Two people and one text, in a real browser: what one wrote meets what the other wrote, and both get on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.desk.served import serving
from tests.desk.test_publishing import OVER, change, clone, git, share, shared

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

pytestmark = pytest.mark.browser
__all__ = ["shared"]


def test_whoever_meets_the_text_of_another_gets_on_with_clicks_alone(browser: Browser, shared: Path) -> None:
    root = clone(shared, "jan")
    share(clone(shared, "piet"), "buren", "kennissen")
    change(root, OVER, "buren", "vrienden")
    with serving(root, memory=shared.parent / "memory") as desk:
        context = browser.new_context(base_url=desk.origin)
        page, asked = context.new_page(), list[str]()

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        page.goto("/.redactie/publiceren")
        page.get_by_label("Wat heb je veranderd?").fill("Vrienden")
        # What is saved meanwhile draws the screen anew; what somebody typed in it stays.
        page.get_by_role("heading", level=1).click()
        desk.write("content/nieuws/2024/idee.md", "---\ntitel: Nog een idee\nconcept: ja\n---\n")
        expect(page.locator("#wat")).to_contain_text("veranderd")
        page.wait_for_timeout(1500)
        expect(page.get_by_label("Wat heb je veranderd?")).to_have_value("Vrienden")
        page.locator("#wat").get_by_role("button", name="Zet op de site").click()
        expect(page.get_by_role("alert")).to_contain_text("Iemand anders veranderde dezelfde regels als jij.")
        expect(page.locator("mark").first).to_have_text("Wij zijn vrienden.")
        page.get_by_role("link", name="Verander jouw tekst").click()
        box = page.get_by_label("De tekst")
        box.fill(box.input_value().replace("vrienden", "vrienden en kennissen"))
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_label("Wat heb je veranderd?").fill("Allebei")
        page.get_by_label("Ik heb overgenomen wat ik van de ander wil houden").check()
        page.locator("#wat").get_by_role("button", name="Zet op de site").click()
        expect(page.get_by_role("status")).to_contain_text("Het is doorgegeven.")
        context.close()
    assert asked == []
    assert "Wij zijn vrienden en kennissen." in git(shared, "show", f"main:{OVER}")
