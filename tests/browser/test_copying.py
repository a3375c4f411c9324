"""A button that copies says that it did, to whoever listens too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import every_page
from tests.browser.measures import OPEN_ALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

COPIES = "navigator.clipboard.writeText = async () => {};"
REFUSES = "navigator.clipboard.writeText = async () => { throw new DOMException('', 'NotAllowedError'); };"
"""What a browser does that lets a page copy, or not: without a screen it may do either."""

LISTEN = """() => {
  window.said = [];
  const there = [...document.querySelectorAll("[role=status]:not([aria-live=off])")];
  new MutationObserver(all => {
    for (const {target} of all) {
      const followed = there.find(it => it.contains(target) && it.checkVisibility({visibilityProperty: true}));
      if (target.textContent) said.push([Boolean(followed), target.textContent]);
    }
  }).observe(document.body, {characterData: true, childList: true, subtree: true});
}"""
"""Writes down what is new on a page, and whether that is in a status that was there before (4.1.3)."""


@pytest.mark.parametrize(("before", "words"), [(COPIES, "gekopieerd"), (REFUSES, "Kopiëren lukt niet")])
@pytest.mark.parametrize("made", [' data-copy="page">', " data-copy>"])
def test_what_was_copied_is_said_once_in_a_status_that_was_there_before(
    tabs: Tabs, output: Path, made: str, before: str, words: str
) -> None:
    address = next(
        it
        for it in every_page(output)
        if made in (output / it[1:] / ("index.html" if it.endswith("/") else "")).read_text("utf-8")
    )
    page = tabs.open(address, before=before)
    page.evaluate(OPEN_ALL)
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Kopieer").first.click()
    [(followed, said)] = page.evaluate("said")
    assert (followed, words in said) == (True, True)
