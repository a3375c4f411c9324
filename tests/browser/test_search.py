"""Searching in a real browser: readers find what they look for, whatever they use to type, to look and to listen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from avksite.dutch.stems import parts, stem, tokens
from tests.browser.measures import AXE
from tests.browser.searching import FIRST, QUESTIONS, ask, place_of, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LEAST_FOUND = 48


@pytest.fixture
def page(browser: Browser, host: str) -> Iterator[Page]:
    """The page to search from."""
    page = browser.new_page()
    page.goto(f"{host}/zoeken/")
    yield page
    page.close()


MIXED = "Ideeën, foto’s & CMO-STAMM: 28.000 één, 1.500.000, werksessie1a, 050 123 45 67 en 06-12345678"

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
"""Adds up the layout shifts that no reader asked for; 0.1 is the most that Core Web Vitals call good."""


def test_at_least_48_of_50_questions_find_their_page_among_the_first_three(page: Page) -> None:
    places = {question: place_of(ask(page, question), pages) for question, pages in QUESTIONS.items()}
    missed = {question: place for question, place in places.items() if place is None or place > FIRST}
    assert len(QUESTIONS) == 50
    assert len(QUESTIONS) - len(missed) >= LEAST_FOUND, missed


def test_the_browser_knows_words_as_the_program_does(page: Page) -> None:
    ask(page, "gezin")
    words, known = page.evaluate("openIndex().then(({ dutch }) => [dutch.words, [...dutch.known]])")
    asked = [*words, *tokens(" ".join(QUESTIONS))]
    stems = page.evaluate("words => openIndex().then(({ dutch }) => words.map((word) => dutch.stem(word)))", asked)
    inside = page.evaluate("words => openIndex().then(({ dutch }) => words.map((word) => dutch.parts(word)))", asked)
    read = page.evaluate("text => tokens(text)", MIXED)
    assert len(words) > 1000
    assert stems == list(map(stem, asked))
    assert inside == [list(parts(word, set(known))) for word in asked]
    assert read == tokens(MIXED)


def test_what_was_found_is_told_once(page: Page) -> None:
    page.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector("main [role=status]");
          new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true, subtree: true });
        }"""
    )
    ask(page, "geldzorgen")
    page.wait_for_timeout(200)
    told = [said for said in page.evaluate("told") if said != "Even zoeken …"]  # which a slow machine says first
    live = page.locator("main [role=status], main [aria-live], main [role=alert]").count()
    assert len(told) == live == 1
    assert told[0].endswith("pagina’s gevonden voor ‘geldzorgen’.")


def test_a_mistake_in_typing_is_understood_and_said(page: Page) -> None:
    ask(page, "nieuwsbreif")
    said = page.locator("main").get_by_role("status").inner_text()
    assert "gevonden voor ‘nieuwsbrief’. Je typte ‘nieuwsbreif’. Dat woord staat nergens op de site." in said


def test_nothing_found_is_said_kindly_with_a_way_on(page: Page) -> None:
    assert ask(page, "zeppelin") == []
    assert page.locator("main").get_by_role("status").inner_text() == "Niets gevonden voor ‘zeppelin’."
    assert page.get_by_text("Probeer het met een ander woord").is_visible()
    assert page.get_by_role("link", name="Alle pagina’s van A tot Z").first.is_visible()
    assert not page.locator("#zoek-meer").is_visible()


def test_a_result_has_a_heading_that_is_its_link_its_sort_and_the_words_in_their_sentence(page: Page) -> None:
    ask(page, "congres")
    first = page.locator("#zoek-lijst > li").first
    assert first.get_by_role("heading", level=3).get_by_role("link").inner_text().startswith("Congres 2021")
    assert first.locator(".card-meta").inner_text().split() == ["Bijeenkomst", "25", "oktober", "2021"]
    assert "congres" in first.locator("mark").first.inner_text().lower()
    assert "¶" not in page.locator("#zoek-lijst").inner_text()
    first.get_by_role("link").click()
    assert page.url.endswith("/bijeenkomsten/2021/congres/")


def test_an_explained_word_leads_to_its_place_on_the_page(page: Page) -> None:
    ask(page, "mandaat")
    page.get_by_role("link", name="Mandaat").click()
    assert page.url.endswith("/begrippen/#mandaat")


def test_the_address_carries_question_and_choices_and_the_way_back_works(page: Page) -> None:
    ask(page, "onderzoek")
    everything = page.locator("main").get_by_role("status").inner_text()
    page.get_by_text("Kies preciezer").click()
    page.get_by_label("Soort").select_option("Bijeenkomst")
    page.get_by_label("Jaar").select_option("2021")
    assert page.locator("main").get_by_role("status").inner_text() == everything
    page.get_by_role("button", name="Toon deze keuze").click()
    page.wait_for_function("told => document.querySelector('#zoek-gezegd').textContent !== told", arg=everything)
    carried = parse_qs(urlsplit(page.url).query)
    narrowed = page.locator("#zoek-lijst h3").all_inner_texts()
    page.reload()
    settled(page, "onderzoek")
    again = page.locator("#zoek-lijst h3").all_inner_texts()
    chosen = page.get_by_label("Soort").input_value()
    page.go_back()
    page.wait_for_function("told => document.querySelector('#zoek-gezegd').textContent === told", arg=everything)
    assert carried == {"q": ["onderzoek"], "soort": ["Bijeenkomst"], "jaar": ["2021"]}
    assert narrowed == again == ["Congres 2021: De Alliantie in actie tegen armoede"]
    assert chosen == "Bijeenkomst"
    assert page.get_by_label("Soort").input_value() == ""


def test_a_choice_says_beforehand_how_much_it_leaves(page: Page) -> None:
    ask(page, "onderzoek")
    options = page.locator("select[name=soort] option").all_text_contents()
    count = int(next(text for text in options if text.startswith("Bijeenkomst")).split("(")[1].rstrip(")"))
    page.get_by_text("Kies preciezer").click()
    page.get_by_label("Soort").select_option("Bijeenkomst")
    page.get_by_role("button", name="Toon deze keuze").click()
    page.wait_for_function(
        "() => document.querySelectorAll('#zoek-lijst > li').length > 0 && location.search.includes('soort')"
    )
    settled(page, "onderzoek")
    assert page.locator("main").get_by_role("status").inner_text().startswith(f"{count} pagina")


def test_choices_without_a_question_show_all_there_is(browser: Browser, host: str) -> None:
    page = browser.new_page()
    page.goto(f"{host}/zoeken/?soort=Nieuwsbrief")
    page.wait_for_function("() => document.querySelector('#zoek-gezegd').textContent.includes('gevonden')")
    said, shown = page.locator("main").get_by_role("status").inner_text(), page.locator("#zoek-lijst > li").count()
    page.close()
    assert (said, shown) == ("3 pagina’s gevonden.", 3)


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    page.keyboard.type("armoede")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, "armoede")
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
    first, second = page.locator("#zoek-lijst h3").all_inner_texts()[:2]
    shown = page.locator("#zoek-lijst > li").count()
    page.locator("#zoek-meer").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("count => document.querySelectorAll('#zoek-lijst > li').length > count", arg=shown)
    eleventh = page.locator("#zoek-lijst h3").nth(shown).inner_text()
    assert stops == ["Kies preciezer", first, second]
    assert page.evaluate("document.activeElement.textContent") == eleventh


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", ["geldzorgen", "zeppelin"])
def test_axe_finds_nothing_on_what_was_found(browser: Browser, host: str, question: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{host}/zoeken/?q={question}")
    settled(page, question)
    page.get_by_text("Kies preciezer").click()
    found = Axe().run(page, options=AXE).response["violations"]
    page.close()
    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []


def test_what_was_found_fits_a_narrow_phone(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{host}/zoeken/?q=ervaringsdeskundigen")
    settled(page, "ervaringsdeskundigen")
    page.get_by_text("Kies preciezer").click()
    width = page.evaluate("document.documentElement.scrollWidth")
    inside = page.evaluate(
        "[...document.querySelectorAll('.search *')].every(e => e.getBoundingClientRect().right <= 320)"
    )
    page.close()
    assert (width, inside) == (320, True)


def test_without_javascript_there_is_no_form_and_the_lists_are_there(browser: Browser, host: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{host}/zoeken/?q=schulden")
    explained = page.locator("noscript").is_visible()
    form = page.locator("form").is_visible()
    way = page.get_by_role("link", name="Alle pagina’s van A tot Z").first.is_visible()
    page.close()
    assert (explained, form, way) == (True, False, True)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("question", ["armoede", "zeppelin"])
def test_on_a_slow_line_it_says_that_it_searches_and_nothing_jumps(
    browser: Browser, host: str, width: int, question: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    wire.send("Network.emulateNetworkConditions", slow)
    page.add_init_script(SHIFTS)
    page.goto(f"{host}/zoeken/?q={question}", wait_until="commit")
    page.wait_for_function("() => document.querySelector('#zoek-gezegd')?.textContent === 'Even zoeken …'")
    page.wait_for_function(
        "() => document.querySelector('#zoek-gezegd').textContent.includes('gevonden')", timeout=60_000
    )
    page.wait_for_timeout(200)
    shifted = page.evaluate("shifted")
    page.close()
    assert shifted < 0.1


def test_nothing_that_is_typed_leaves_the_device(browser: Browser, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.goto(f"{host}/zoeken/")
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "geheim schulden")
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]")
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(host) or "geheim" in url] == []
    assert kept == [0, 0, 0]


def test_from_a_stick_it_says_that_searching_needs_the_web(browser: Browser, output: Path) -> None:
    page = browser.new_page()
    page.goto((output / "zoeken" / "index.html").as_uri())
    said = page.locator("main").get_by_role("status").inner_text()
    page.close()
    assert said == "Zoeken lukt alleen op internet. Kies uit de lijsten bij ‘Zo vind je wat je zoekt’."


def test_an_index_that_does_not_come_is_told(browser: Browser, host: str) -> None:
    page = browser.new_page()
    page.route("**/woorden.json", lambda route: route.abort())
    page.goto(f"{host}/zoeken/?q=schulden")
    page.wait_for_function("() => document.querySelector('#zoek-gezegd').textContent.startsWith('Zoeken lukt')")
    said = page.locator("main").get_by_role("status").inner_text()
    page.close()
    lists = "of kies uit de lijsten bij ‘Zo vind je wat je zoekt’."
    assert said == f"Zoeken lukt nu niet. Probeer het straks nog eens, {lists}"
