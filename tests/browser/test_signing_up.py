"""The form to sign up in a real browser: it reaches the list, needs no script, and holds on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from avksite.rendering.write import write
from tests.browser.addresses import serving
from tests.browser.measures import in_light_and_dark
from tests.delivery.played import PlayedListmonk
from tests.rendering.test_sign_up import CODE, LISTMONK, signing_up

if TYPE_CHECKING:
    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def listmonk() -> Iterator[PlayedListmonk]:
    played = PlayedListmonk()
    with played.serving():
        yield played


@pytest.fixture(scope="module")
def page_address(listmonk: PlayedListmonk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("aanmelden") / "output"
    write(signing_up(LISTMONK.replace("https://lijst.voorbeeld.nl", listmonk.address)).artifacts, folder)
    with serving(folder) as address:
        yield f"{address}/nieuwsbrief/"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_signs_up_with_the_keyboard_alone(
    tabs: Tabs, listmonk: PlayedListmonk, page_address: str, *, scripts: bool
) -> None:
    listmonk.readers.clear()
    page = tabs.open(page_address, scripts=scripts)
    page.get_by_label("Je mailadres (nodig)").focus()
    page.keyboard.type("anna@voorbeeld.nl")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subscription/form")
    assert listmonk.readers == [("anna@voorbeeld.nl", CODE)]


def test_an_address_that_is_none_is_not_sent(tabs: Tabs, listmonk: PlayedListmonk, page_address: str) -> None:
    listmonk.readers.clear()
    page = tabs.open(page_address)
    field = page.get_by_label("Je mailadres (nodig)")
    field.fill("anna")
    page.get_by_role("button", name="Meld je aan voor de nieuwsbrief").click()
    assert field.evaluate("field => field === document.activeElement && !field.validity.valid")
    assert listmonk.readers == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_holds_on_every_screen(tabs: Tabs, page_address: str, width: int) -> None:
    page = tabs.open(page_address, width=width)
    assert in_light_and_dark(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for target in ("input[name=email]", ".sign-up button"):
        box = page.locator(target).bounding_box()
        assert box is not None
        assert box["height"] >= 44
