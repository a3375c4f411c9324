"""A printed page brings its code along; a page on a screen never fetches it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

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
