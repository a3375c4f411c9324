"""The desk as somebody sees it who writes: an editor in one window, a real browser in the other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from avksite.desk.screens import MOST_SENT
from tests.browser.measures import AXE, SIDEWAYS, violations
from tests.desk.served import Served, serving
from tests.desk.test_publishing import git
from tests.photos import saved, scene
from tests.sites import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page, ViewportSize

pytestmark = pytest.mark.browser

SITE = (Path(__file__).parents[1] / "desk" / "site.txt").read_text(encoding="utf-8")
EDITION = """---
titel: Mei
onderwerp: Het nieuws van mei
voorbeeldtekst: Er is feest.
datum: 30 april 2024
berichten: [/nieuws/2024/feest.md]
---
Er is feest.
"""
PATIENCE = 20_000
SCREENS = (
    "/.redactie/",
    "/.redactie/?zoek=niets%20hiervan",
    "/.redactie/meldingen",
    "/.redactie/publiceren",
    "/.redactie/nieuwsbrieven",
    "/.redactie/overnemen",
    "/.redactie/herstel",
    "/.redactie/geschiedenis",
    "/.redactie/hulp",
    "/.redactie/hulp?deel=je-eerste-bericht",
    "/.redactie/hulp?deel=publiceren",
    "/.redactie/hulp?deel=blokken",
    "/.redactie/collega",
    "/.redactie/nieuw",
    "/.redactie/nieuw?soort=bijeenkomst",
    "/.redactie/tekst?pad=content/over.md&regel=3",
    "/.redactie/tekst?pad=bestaat/niet.md",
    "/.redactie/bekijk?adres=/over/",
    "/.redactie/bekijk?adres=/nieuws/2024/idee/&als=mail",
    "/.redactie/bekijk?adres=/nieuws/2024/feest/&als=feed",
    "/.redactie/bekijk?adres=/bijeenkomsten/2024/open-dag/&als=agenda",
    "/.redactie/als/delen/nieuws/2024/feest/",
    "/.redactie/als/voorlezen/over/",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A desk with a fault, a warning and a tip in its texts."""
    root = lay_out(tmp_path / "project", SITE)
    with serving(root, memory=tmp_path / "memory") as served:
        yield served


@pytest.fixture
def page(browser: Browser, desk: Served) -> Iterator[Page]:
    """A window on the desk; whatever a script complains about fails the test."""
    context = browser.new_context(base_url=desk.origin, viewport={"width": 1280, "height": 900})
    page, said = context.new_page(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [
        it for it in said if not it.startswith("Failed to load resource: the server responded with a status of 4")
    ] == []


def test_no_screen_shuts_anybody_out(page: Page, desk: Served) -> None:
    text = (desk.root / "content/nieuws/2024/feest.md").read_text(encoding="utf-8")
    desk.write("content/nieuws/2024/kapot.md", text.replace("titel:", "titeel:"))
    desk.keeper.refresh()
    found = {}
    for screen in (*SCREENS, "/.redactie/tekst?pad=content/nieuws/2024/kapot.md"):
        for width, dark in ((320, False), (1280, True)):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.goto(screen, wait_until="load")
            if problems := [*violations(page, AXE | {"iframes": False}), *page.evaluate(SIDEWAYS)]:
                found[screen, width] = problems
    assert found == {}


SPREAD = """() => [...document.querySelectorAll('table, .standing')].filter(it =>
  it.scrollWidth > it.clientWidth + 1 || (it.className && it.matches('.standing') && it.offsetHeight > 40)
).map(it => it.textContent)"""
"""What of the overview is wider than its place, or a badge on two lines."""


def test_the_overview_reads_on_a_phone_and_is_a_table_all_the_same(page: Page, desk: Served) -> None:
    text = (desk.root / "content/nieuws/2024/feest.md").read_text(encoding="utf-8")
    desk.write("content/nieuws/2024/kapot.md", text.replace("titel:", "titeel:"))
    desk.write("content/nieuws/2024/lang.md", text.replace("Feest", "Vrijwilligersorganisatiebijeenkomstenoverzicht"))
    desk.write("content/adressen.txt", "/ pagina\n")
    desk.keeper.refresh()
    assert "klaar, nog niet op de site" in desk.ask("/.redactie/")[1]
    for width in (320, 390, 760, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/.redactie/")
        assert page.evaluate(SPREAD) == []
        row = page.get_by_role("table", name="Nieuws").get_by_role("row").filter(has_text="Straks nog meer")
        expect(row.get_by_role("rowheader")).to_have_text("Straks nog meer")
        expect(row.get_by_role("cell").first).to_have_text("gepland")
        expect(page.get_by_role("columnheader", name="Stand").first).to_be_attached()
        expect(page.get_by_role("region")).to_have_count(0)  # nothing to scroll, so no stop for who has no mouse


def test_every_control_can_be_reached_and_seen_with_the_keyboard(page: Page) -> None:
    for screen in ("/.redactie/", "/.redactie/nieuw?soort=nieuws", "/.redactie/tekst?pad=content/over.md"):
        page.goto(screen)
        page.evaluate("document.activeElement.blur()")
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        controls = page.locator("a[href], button, input:not([type=hidden]), textarea, select, summary")
        wanted = controls.locator("visible=true").count()
        seen = set[int]()
        for _ in range(wanted + 3):
            page.keyboard.press("Tab")
            at = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
            is_shown = page.evaluate("document.activeElement.matches(':focus-visible, body')")
            assert is_shown, page.evaluate("document.activeElement.outerHTML")
            seen.add(at)
        assert len(seen) >= wanted


@pytest.mark.parametrize("scripts", [True, False])
def test_at_400_percent_the_menu_leaves_room_for_what_is_below_it(
    browser: Browser, desk: Served, *, scripts: bool
) -> None:
    size: ViewportSize = {"width": 320, "height": 256}
    context = browser.new_context(base_url=desk.origin, viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    for screen in SCREENS[:4]:
        page.goto(screen)
        box = page.get_by_role("heading", level=1).bounding_box()
        assert box
        assert box["y"] < size["height"] / 2
    button, link = page.get_by_role("button", name="Menu"), page.get_by_role("link", name="Meldingen", exact=True)
    expect(link).not_to_be_visible()
    button.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).not_to_be_visible()
    button.click()
    assert not page.evaluate(SIDEWAYS)
    page.get_by_role("link", name="Hulp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hulp")
    context.close()


def test_a_save_shows_in_the_frame_by_itself(page: Page, desk: Served) -> None:
    page.goto("/.redactie/bekijk?adres=/over/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Wij zijn buren.")).to_be_visible()
    text = (desk.root / "content/over.md").read_text(encoding="utf-8")
    desk.write("content/over.md", text.replace("buren", "vrienden"))
    expect(frame.get_by_text("Wij zijn vrienden.")).to_be_visible(timeout=PATIENCE)


def test_a_fault_stands_over_the_last_good_page_and_goes_when_it_is_mended(page: Page, desk: Served) -> None:
    page.goto("/.redactie/bekijk?adres=/over/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Wij zijn buren.")).to_be_visible()
    text = (desk.root / "content/over.md").read_text(encoding="utf-8")
    desk.write("content/over.md", text.replace("titel:", "titeel:"))
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("Zo kan het niet op de site", timeout=PATIENCE)
    expect(fault).to_contain_text("Bedoel je titel?")
    expect(frame.get_by_text("Wij zijn buren.")).to_be_visible()
    page.get_by_role("link", name="over.md, regel 2").click()
    box = page.get_by_label("De tekst")
    expect(box).to_be_focused()  # then the script has chosen the line too
    assert box.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == "titeel: Over ons"
    box.press_sequentially("titel: Over ons allemaal")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Over ons allemaal", timeout=PATIENCE)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text("Over ons allemaal")


def test_a_link_in_the_frame_takes_the_bar_along(page: Page) -> None:
    page.goto("/.redactie/bekijk?adres=/")
    page.frame_locator("iframe").get_by_role("link", name="wie wij zijn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Over ons", timeout=PATIENCE)


def test_a_post_with_a_picture_is_made_and_seen_without_a_terminal(page: Page, desk: Served, tmp_path: Path) -> None:
    (tmp_path / "IMG 0001.JPG").write_bytes(saved(scene((800, 600))))
    page.goto("/.redactie/")
    page.get_by_role("link", name="Nieuw bericht").first.click()
    page.get_by_role("link", name="Nieuwsbericht").click()
    page.get_by_label("Titel").fill("De zaal is klaar")
    page.get_by_label("Kort").fill("Je kunt er weer terecht.")
    page.get_by_label("Het bestand").set_input_files(tmp_path / "IMG 0001.JPG")
    page.get_by_label("De tekst").fill("De zaal is geverfd.\n\n## Kom kijken\n\nDe deur staat open.")
    page.get_by_role("button", name="Maak het").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf wat er op de foto te zien is")
    expect(page.get_by_label("Titel")).to_have_value("De zaal is klaar")
    page.get_by_label("Wat er op de foto te zien is").fill("Een lege zaal met stoelen langs de muur.")
    page.get_by_label("Het bestand").set_input_files(tmp_path / "IMG 0001.JPG")
    page.get_by_role("button", name="Maak het").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"De zaal is klaar\s+concept"))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Kom kijken")).to_be_visible(timeout=PATIENCE)
    picture = frame.get_by_role("img", name="Een lege zaal met stoelen langs de muur.")
    expect(picture).to_be_visible()
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    page.get_by_role("link", name="Mail", exact=True).click()
    picture = page.frame_locator("iframe").get_by_role("img", name="Een lege zaal met stoelen langs de muur.")
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    assert (desk.root / "content/media/de-zaal-is-klaar.jpg").is_file()


def test_without_a_script_everything_can_still_be_done(browser: Browser, desk: Served) -> None:
    context = browser.new_context(base_url=desk.origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/.redactie/")
    page.get_by_role("link", name="Over ons").click()
    page.get_by_role("link", name="Tekst veranderen").click()
    box = page.get_by_label("De tekst")
    box.fill(box.input_value().replace("buren", "vrienden"))
    page.get_by_role("button", name="Bewaar").click()
    expect(page.frame_locator("iframe").get_by_text("Wij zijn vrienden.")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("screen", "label", "button"),
    [
        ("tekst?pad=content/over.md", "De tekst", "Bewaar"),
        ("nieuw?soort=nieuws", "Kort", "Maak het"),
        ("publiceren", "Wat heb je veranderd?", "Zet op de site"),
        ("nieuwsbrief?pad=content/nieuwsbrieven/2024-mei.md", "Naar welk mailadres?", "Open hem in mijn mailprogramma"),
    ],
)
def test_what_was_typed_stays_in_the_window_when_the_desk_does_not_answer(
    browser: Browser, desk: Served, screen: str, label: str, button: str
) -> None:
    desk.write("content/nieuwsbrieven/2024-mei.md", EDITION)
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Het begin"]):
        git(desk.root, *words)
    desk.write("content/nieuwsbrieven/2024-mei.md", f"{EDITION}Kom je ook?\n")
    desk.keeper.refresh()
    context = browser.new_context(base_url=desk.origin)
    page, asked = context.new_page(), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"/.redactie/{screen}")
    if screen == "nieuw?soort=nieuws":
        page.get_by_label("Titel").fill("De zaal is klaar")
    box = page.get_by_label(label)
    box.fill("jij@voorbeeld.nl")
    context.set_offline(True)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_contain_text("De redactie staat uit. Wat je typte, staat er nog.")
    page.get_by_role("link", name="Hulp").click()
    expect(box).to_have_value("jij@voorbeeld.nl")
    assert asked == ["beforeunload"]
    context.set_offline(False)
    page.on("download", lambda download: download.cancel())
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert").get_by_text("De redactie staat uit.")).to_have_count(0)
    context.close()
    assert asked == ["beforeunload"]


def test_a_sentence_that_is_being_typed_survives_what_is_saved_meanwhile(page: Page, desk: Served) -> None:
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Het begin"]):
        git(desk.root, *words)
    desk.write("content/nieuwsbrieven/2024-mei.md", EDITION)
    page.goto("/.redactie/publiceren")
    page.get_by_label("Wat heb je veranderd?").fill("Over de buren")
    page.get_by_role("heading", level=1).click()
    text = (desk.root / "content/over.md").read_text(encoding="utf-8")
    desk.write("content/over.md", text.replace("buren", "vrienden"))
    expect(page.get_by_text("Over ons: veranderd")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Wat heb je veranderd?")).to_have_value("Over de buren")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_too_large_is_said_in_words_and_the_rest_stays(
    browser: Browser, desk: Served, tmp_path: Path, *, scripts: bool
) -> None:
    with (tmp_path / "film.jpg").open("wb") as film:
        film.truncate(MOST_SENT + 1)
    context = browser.new_context(base_url=desk.origin, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/.redactie/nieuw?soort=nieuws")
    page.get_by_label("Titel").fill("De zaal is klaar")
    page.get_by_label("Kort").fill("Je kunt er weer terecht.")
    page.get_by_label("Het bestand").set_input_files(tmp_path / "film.jpg")
    page.get_by_role("button", name="Maak het").click()
    expect(page.get_by_text("Dit is te groot: samen mag het hooguit 100 MB zijn.")).to_be_visible(timeout=PATIENCE)
    if not scripts:
        page.go_back()
    expect(page.get_by_label("Titel")).to_have_value("De zaal is klaar")
    context.close()


HOLDS_FIRST = """let held = false;
const own = window.fetch;
window.fetch = async (...asked) => {
  const answer = await own(...asked);
  if (held) return answer;
  held = true;
  await new Promise((go) => { window.let_go = go; });
  return answer;
};"""
"""Keeps the first answer that a page asks for until the test lets it go."""


def test_an_older_answer_that_comes_last_does_not_take_away_what_is_new(browser: Browser, desk: Served) -> None:
    context = browser.new_context(base_url=desk.origin)
    context.add_init_script(HOLDS_FIRST)
    page = context.new_page()
    page.goto("/.redactie/")
    page.wait_for_function("() => window.let_go", timeout=PATIENCE)
    desk.write("content/nieuws/2024/idee.md", "---\ntitel: Nog een goed idee\nconcept: ja\n---\n")
    expect(page.get_by_text("Nog een goed idee").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("nog na …")).to_have_count(0, timeout=PATIENCE)
    page.evaluate("() => { let_go(); return new Promise((go) => setTimeout(go, 300)); }")
    assert page.get_by_text("Nog een goed idee").count() > 0
    context.close()
