"""A printed page brings its code along; a page on a screen never fetches it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browser.addresses import KINDS

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


@pytest.mark.parametrize("address", [it for it in KINDS if not it.startswith("/leeraanbod/")])
def test_whom_to_call_and_where_the_page_is_stand_on_the_first_sheet_and_the_text_on_the_last(
    browser: Browser, host: str, address: str
) -> None:
    page = browser.new_page()
    page.goto(host + address)
    page.emulate_media(media="print")
    boxes = [page.locator(it).first.bounding_box() for it in (".brand", ".last", "h1")]
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    page.close()
    assert ["Deze pagina staat op" in sheet for sheet in sheets] == [True] + [False] * (len(sheets) - 1)
    assert "Bel 06 12 41 39 41" in sheets[0]
    assert min(map(len, sheets)) > 20
    brand, around, heading = boxes
    assert brand
    assert around
    assert heading
    assert brand["x"] + brand["width"] < around["x"]
    assert around["y"] + around["height"] < heading["y"]


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
