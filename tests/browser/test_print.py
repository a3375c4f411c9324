"""A printed page brings its code along; a page on a screen never fetches it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_code_is_fetched_for_paper_and_not_before(browser: Browser, host: str) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{host}/contact/", wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    assert [url for url in fetched if url.endswith("qr.svg")] == []
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    assert [url for url in fetched if url.endswith("qr.svg")] == [f"{host}/contact/qr.svg"]
    assert "Deze pagina staat op" in "".join(sheet.extract_text() for sheet in printed.pages)
    page.close()


@pytest.mark.parametrize(
    "address", ["/", "/contact/", "/actieagenda/", "/nieuws/2023/oproep-experimenten/", "/bijeenkomsten/2021/congres/"]
)
def test_the_last_sheet_has_more_on_it_than_who_to_call_and_where_the_page_is(
    browser: Browser, host: str, address: str
) -> None:
    page = browser.new_page()
    page.goto(host + address)
    around = "".join(page.locator(it).first.text_content() or "" for it in (".help", ".address"))
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    page.close()
    assert len("".join(sheets[-1].extract_text().split())) > len("".join(around.split())) + 40


def test_what_marks_a_phase_is_whole_on_paper(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 680, "height": 900})
    page.emulate_media(media="print")
    for address, part in (("/actieagenda/", ".phase"), ("/bijeenkomsten/2021/congres/", ".timeline li")):
        page.goto(host + address)
        left = page.locator(part).first.evaluate(
            "it => it.getBoundingClientRect().left + it.clientLeft + parseFloat(getComputedStyle(it, '::before').left)"
        )
        assert left >= 0
    page.close()
