"""What somebody does with a text at the desk besides writing: by keyboard, without a script, and read by axe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.measures import AXE, SIDEWAYS, violations
from tests.delivery.test_proof import Sink
from tests.delivery.test_proof import serving as mail_server
from tests.desk.served import SITE, Served, serving
from tests.desk.test_newsletters import MAILMAN, PATH, READY
from tests.photos import saved, scene
from tests.sites import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FEAST = "content/nieuws/2024/feest.md"
LINKED = SITE.replace("[wie wij zijn](/over.md)", "[wie wij zijn](/over.md) en [het feest](/nieuws/2024/feest.md)")


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def desk(tmp_path: Path, sink: Sink) -> Iterator[Served]:
    """A desk of a public site, with an edition that is ready and a mail server."""
    root = lay_out(tmp_path / "project", LINKED.replace("onderwerpen:\n  wonen: Wonen\n", MAILMAN) + READY)
    with mail_server(sink) as port:
        environment = {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(port)}
        with serving(root, memory=tmp_path / "memory", environment=environment) as served:
            assert served.send("/.redactie/publiceren")[0].status == 200
            yield served


@pytest.fixture
def page(browser: Browser, desk: Served) -> Iterator[Page]:
    """A window without a script: whatever works here works for everybody."""
    context = browser.new_context(
        base_url=desk.origin, viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def act(page: Page, address: str, name: str) -> None:
    """Go from a page to one of the acts, by keyboard."""
    page.goto(f"/.redactie/bekijk?{urlencode({'adres': address})}")
    page.get_by_text("Meer", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_text_is_taken_away_and_comes_back(page: Page, desk: Served) -> None:
    act(page, "/nieuws/2024/feest/", "Haal weg")
    expect(page.get_by_role("heading", level=1)).to_have_text("Haal weg: Feest op het plein")
    expect(page.get_by_role("link", name="Welkom in Eexterzandvoort, regel 5")).to_be_visible()
    page.get_by_role("radio", name="De tekst gaat weg. Zij lezen").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Open dag")
    press(page, "Haal weg")
    expect(page.get_by_role("status")).to_contain_text("nieuws/2024/feest.md is weggehaald.")
    page.goto("/nieuws/2024/feest/")
    page.wait_for_url("**/bijeenkomsten/2024/open-dag/")
    assert "](/bijeenkomsten/2024/open-dag.md)" in (desk.root / "content/index.md").read_text(encoding="utf-8")
    page.goto(f"/.redactie/weg?{urlencode({'pad': FEAST})}")
    page.get_by_role("link", name="Haal terug").click()
    press(page, "Haal deze tekst terug")
    expect(page.get_by_label("De tekst, met")).to_have_value(re.compile("Feest op het plein"))


def test_a_public_text_becomes_a_draft(page: Page, desk: Served) -> None:
    act(page, "/nieuws/2024/feest/", "Haal weg")
    page.get_by_role("radio", name="Het wordt weer een concept").check()
    press(page, "Haal weg")
    expect(page.get_by_role("heading", level=1)).to_contain_text("concept")
    expect(page.frame_locator("iframe").get_by_role("heading", name="Feest op het plein")).to_be_visible()
    press(page, "Dit is af")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zet op de site")
    assert "ingetrokken" not in (desk.root / "content/adressen.txt").read_text(encoding="utf-8").partition("/")[2]


def test_a_text_gets_another_address(page: Page, desk: Served) -> None:
    act(page, "/nieuws/2024/feest/", "Ander adres")
    page.get_by_label("Het nieuwe adres").fill("2024/idee")
    press(page, "Geef dit adres")
    expect(page.get_by_role("alert")).to_contain_text("Er is al een tekst met die naam.")
    page.get_by_label("Het nieuwe adres").fill("2024/Dans op het plein")
    press(page, "Geef dit adres")
    expect(page.frame_locator("iframe").get_by_role("heading", name="Feest op het plein")).to_be_visible()
    assert "](/nieuws/2024/dans-op-het-plein.md)" in (desk.root / "content/index.md").read_text(encoding="utf-8")


def test_a_text_gets_a_photo_and_another_and_none(page: Page, desk: Served, tmp_path: Path) -> None:
    (tmp_path / "IMG 1.JPG").write_bytes(saved(scene((800, 600))))
    act(page, "/over/", "Foto")
    page.get_by_label("Het bestand").set_input_files(tmp_path / "IMG 1.JPG")
    press(page, "Zet de foto erbij")
    expect(page.get_by_role("alert")).to_contain_text("Schrijf wat er op de foto te zien is")
    page.get_by_label("Het bestand").set_input_files(tmp_path / "IMG 1.JPG")
    page.get_by_label("Wat er op de foto te zien is").fill("Buren aan een lange tafel.")
    press(page, "Zet de foto erbij")
    expect(page.frame_locator("iframe").get_by_role("img", name="Buren aan een lange tafel.")).to_be_visible()
    act(page, "/over/", "Foto")
    page.get_by_label("Wat er op de foto te zien is").fill("Buren aan tafel.")
    press(page, "Bewaar")
    expect(page.frame_locator("iframe").get_by_role("img", name="Buren aan tafel.")).to_be_visible()
    act(page, "/over/", "Foto")
    press(page, "Haal de foto weg")
    expect(page.frame_locator("iframe").get_by_text("Wij zijn buren.")).to_be_visible()
    assert not (desk.root / "content/media").exists()


def test_a_newsletter_goes_to_its_readers(page: Page, sink: Sink) -> None:
    page.goto("/.redactie/nieuwsbrieven")
    page.get_by_role("link", name="Nieuwsbrief mei 2024").click()
    page.get_by_role("link", name="Verstuur de nieuwsbrief").click()
    expect(page.get_by_role("definition").filter(has_text="Op 11 mei staat de deur open.")).to_be_visible()
    press(page, "Ja, doe dit")
    expect(page.get_by_role("status")).to_contain_text("De mail is naar nieuws@lijst.voorbeeld.nl.")
    expect(page.get_by_role("button", name="Ja, doe dit")).to_have_count(0)
    assert len(sink.got) == 1


def test_no_screen_of_an_act_shuts_anybody_out(browser: Browser, desk: Served) -> None:
    context = browser.new_context(base_url=desk.origin)
    page, found = context.new_page(), {}
    texts = {"pad": FEAST}, {"pad": "content/nieuws/2024/idee.md"}, {"pad": "content/over.md"}
    screens = [f"/.redactie/{name}?{urlencode(text)}" for name in ("weg", "adres", "foto") for text in texts]
    desk.send("/.redactie/weg", pad="content/nieuws/2024/straks.md")
    screens += ["/.redactie/weg?pad=content/nieuws/2024/straks.md", f"/.redactie/versturen?{urlencode({'pad': PATH})}"]
    (desk.root / "content/over.md").unlink()
    desk.keeper.refresh()
    screens += ["/.redactie/geschiedenis", "/.redactie/lezers?regel=10", "/.redactie/meldingen"]
    wrong = {"weg": "Haal weg", "adres": "Geef dit adres", "foto": "Zet de foto erbij"}
    for screen in (*screens, *wrong):
        for width, is_dark in ((320, False), (1280, True)):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if is_dark else "light")
            if screen in wrong:  # sent as it is, or with what leads nowhere
                page.goto(f"/.redactie/{screen}?{urlencode({'pad': FEAST})}")
                if screen == "weg":
                    page.get_by_role("radio", name="Zij komen vanzelf op een andere pagina").check()
                page.get_by_role("button", name=wrong[screen]).click()
                expect(page.get_by_role("alert")).to_be_visible()
            else:
                page.goto(screen, wait_until="load")
            if problems := [*violations(page, AXE), *page.evaluate(SIDEWAYS)]:
                found[screen, width] = problems
    context.close()
    assert found == {}
