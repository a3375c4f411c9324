"""The form to sign up in a real browser: it reaches the list, needs no script, and holds on every screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from avksite.rendering.write import write
from tests.browser.conftest import _Handler
from tests.delivery.played import PlayedListmonk
from tests.rendering.test_sign_up import CODE, LISTMONK, signing_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def listmonk() -> Iterator[PlayedListmonk]:
    played = PlayedListmonk()
    with played.serving():
        yield played


@pytest.fixture(scope="module")
def page_address(listmonk: PlayedListmonk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("aanmelden") / "output"
    write(signing_up(LISTMONK.replace("https://lijst.voorbeeld.nl", listmonk.address)).artifacts, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/nieuwsbrief/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_signs_up_with_the_keyboard_alone(
    browser: Browser, listmonk: PlayedListmonk, page_address: str, *, scripts: bool
) -> None:
    listmonk.readers.clear()
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(page_address)
    page.get_by_label("Je mailadres (nodig)").focus()
    page.keyboard.type("anna@voorbeeld.nl")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subscription/form")
    context.close()
    assert listmonk.readers == [("anna@voorbeeld.nl", CODE)]


def test_an_address_that_is_none_is_not_sent(browser: Browser, listmonk: PlayedListmonk, page_address: str) -> None:
    listmonk.readers.clear()
    page = browser.new_page()
    page.set_default_timeout(5000)
    page.goto(page_address)
    field = page.get_by_label("Je mailadres (nodig)")
    field.fill("anna")
    page.get_by_role("button", name="Meld je aan voor de nieuwsbrief").click()
    assert field.evaluate("field => field === document.activeElement && !field.validity.valid")
    page.close()
    assert listmonk.readers == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_holds_on_every_screen(
    browser: Browser, page_address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(page_address)
    results = Axe().run(page, options=AXE)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for target in ("input[name=email]", ".sign-up button"):
        box = page.locator(target).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    context.close()
