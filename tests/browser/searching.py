"""How tests and the benchmark ask a question: typed in the form, as a reader does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS: dict[str, list[str]] = {
    str(question): pages
    for question, pages in yaml.safe_load(
        Path(__file__).with_name("zoekvragen.yaml").read_text(encoding="utf-8")
    ).items()
}
"""What people type, each with the pages that answer it."""

FIRST = 3
"""Among how many results the answer has to stand."""


def ask(page: Page, question: str) -> list[str]:
    """Type a question on `/zoeken/`, and return the addresses that are shown, without what comes after a `#`."""
    page.get_by_role("searchbox").fill(question)
    page.keyboard.press("Enter")
    settled(page, question)
    found: list[str] = page.eval_on_selector_all("#zoek-lijst h3 a", "all => all.map(a => new URL(a.href).pathname)")
    return found


def settled(page: Page, question: str) -> None:
    """Wait until what is shown belongs to a question."""
    expect(page).to_have_title(re.compile(rf"^{re.escape(question)}"))
    expect(page.locator("form[aria-busy]")).to_have_count(0)
    expect(page.locator("#zoek-gezegd")).not_to_be_empty()


def place_of(found: list[str], pages: list[str]) -> int | None:
    """Return at which place the first page stands that answers, counted from 1; None when none does."""
    return next((place for place, address in enumerate(found, start=1) if address in pages), None)
