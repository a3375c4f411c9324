"""The site as a real nginx sends it: what goes along with a page keeps nothing of the page itself out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.nginx]

COMPLAIN = "addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))"


@pytest.fixture(scope="module")
def hosted(output: Path) -> Iterator[str]:
    """The address of the site on nginx."""
    with served(output) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def tab(browser: Browser, hosted: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab, with what goes wrong in it."""
    page = browser.new_context(base_url=hosted).new_page()
    wrong: list[str] = []
    page.add_init_script(COMPLAIN)
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    yield page, wrong
    page.context.close()


def test_every_page_has_its_style_its_drawings_and_its_scripts(
    tab: tuple[Page, list[str]], makes: tuple[str, ...]
) -> None:
    page, wrong = tab
    for address in set(makes) - {"/404.html"}:
        page.goto(address)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
        unseen = "[...document.images].filter(it => it.loading !== 'lazy' && !it.naturalWidth).map(it => it.src)"
        assert page.evaluate(unseen) == []
    assert wrong == []


def test_a_reader_can_search_and_a_mail_looks_as_it_was_sent(tab: tuple[Page, list[str]]) -> None:
    page, wrong = tab
    page.goto("/zoeken/")
    page.get_by_role("searchbox").fill("armoede")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.locator("#zoek-lijst li").first.wait_for()
    page.goto("/nieuwsbrieven/2022-november/mail.html")
    assert page.locator("[style]").count() > 20
    assert page.evaluate("document.querySelector('[style*=\"font-size\"]').style.fontSize") != ""
    assert wrong == []


def test_the_next_page_asks_for_no_style_sheet_or_script_again(tab: tuple[Page, list[str]]) -> None:
    page, _ = tab
    page.goto("/contact/")
    page.goto("/over-ons/")
    sizes = page.evaluate("performance.getEntriesByType('resource').map(it => [it.name, it.transferSize])")
    # A drawing for the tab may still have been under way.
    sent = {name: size for name, size in sizes if name.endswith((".css", ".js"))}
    assert len(sent) > 3
    assert set(sent.values()) == {0}
