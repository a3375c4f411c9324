"""Searching in a real browser: readers find what they look for, whatever they use to type, to look and to listen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from avksite.dutch.stems import parts, stem, tokens
from avksite.site import alphabetical
from tests.browser.measures import in_light_and_dark
from tests.browser.searching import FIRST, QUESTIONS, ask, place_of, settled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

LEAST_FOUND = 48

BROKEN = "Zoeken lukt nu niet. Probeer het straks nog eens, of kies uit de lijsten bij ‘Zo vind je wat je zoekt’."

MOST_BYTES = 60_000
"""What the files of an index may weigh that one question asks for, before a host compresses them to half."""


@pytest.fixture
def page(tabs: Tabs) -> Page:
    """The page to search from."""
    return tabs.open("/zoeken/")


MIXED = "Ideeën, foto’s & CMO-STAMM: 28.000 één, 1.500.000, werksessie1a, 050 123 45 67 en 06-12345678"

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
"""Adds up the layout shifts that no reader asked for; 0.1 is the most that Core Web Vitals call good."""


AT_ONCE = """for (const name of ["setTimeout", "setInterval"]) {
  const own = window[name];
  window[name] = (run, _, ...rest) => own(run, 0, ...rest);
}"""
"""Lets a page wait for nothing: what would happen after a while happens now."""

CHANGES = """() => {
  window.changed = [];
  new MutationObserver(all => changed.push(...all.map(({target}) => target.outerHTML ?? target.data)))
    .observe(document, {attributes: true, characterData: true, childList: true, subtree: true});
}"""
"""Writes down everything on a page that becomes otherwise; what is typed in a field does not."""


def test_at_least_48_of_50_questions_find_their_page_among_the_first_three(page: Page) -> None:
    places = {question: place_of(ask(page, question), pages) for question, pages in QUESTIONS.items()}
    missed = {question: place for question, place in places.items() if place is None or place > FIRST}
    assert len(QUESTIONS) == 50
    assert len(QUESTIONS) - len(missed) >= LEAST_FOUND, missed


def test_the_browser_knows_words_as_the_program_does(page: Page, output: Path) -> None:
    lists = (output / "zoeken" / "index").glob("b-*.js")
    words = [word for file in lists for word in file.read_text(encoding="utf-8").split('"')[3].split()]
    asked = [*words, *tokens(" ".join(QUESTIONS))]
    known = {*map(stem, words)}
    stems = page.evaluate("words => openIndex().then(({ dutch }) => words.map((word) => dutch.stem(word)))", asked)
    inside = page.evaluate(
        """([words, known]) => openIndex().then(({ dutch }) => {
          const stems = new Set(known);
          return words.map((word) => dutch.parts(word, stems));
        })""",
        [asked, sorted(known)],
    )
    read = page.evaluate("text => tokens(text)", MIXED)
    assert len(words) > 1000
    assert stems == list(map(stem, asked))
    assert inside == [list(parts(word, known)) for word in asked]
    assert read == tokens(MIXED)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ervaringsdesk", "/leeraanbod/opleiding-ervaringsdeskundigen/"),  # half a word
        ("hogeschool", "/partners/hanzehogeschool/"),  # the end of one
        ("schuldhulp", "/contact/"),  # two words of the site in one
        ("doorbraak methode", "/leeraanbod/doorbraakmethode/"),  # one word of the site in two
        ("schuldsanering", "/contact/"),  # a word that begins with one of the site
        ("14.0", "/over-ons/"),  # half a number
    ],
)
def test_what_stands_nowhere_as_it_is_typed_is_found_by_what_does(page: Page, question: str, found: str) -> None:
    assert found in ask(page, question)


def test_nothing_is_searched_before_the_button_is_pressed(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/", before=AT_ONCE)
    ask(page, "onderzoek")
    page.get_by_text("Kies preciezer").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown = (page.url, page.title(), page.locator("main").inner_text())
    page.evaluate(CHANGES)
    page.get_by_role("searchbox").clear()
    page.keyboard.type("armoede")
    page.keyboard.press("Tab")
    page.get_by_label("Soort").select_option("Bijeenkomst")
    page.keyboard.press("Tab")
    page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))")
    assert page.evaluate("changed") == [url for url in asked if "/favicon." not in url] == []
    assert (page.url, page.title(), page.locator("main").inner_text()) == shown
    page.get_by_role("button", name="Zoek", exact=True).click()
    settled(page, "armoede")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["armoede"], "soort": ["Bijeenkomst"]}


def test_what_was_found_is_told_once(page: Page) -> None:
    page.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector("main [role=status]");
          new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true, subtree: true });
        }"""
    )
    ask(page, "geldzorgen")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    told = [said for said in page.evaluate("told") if said != "Even zoeken …"]  # which a slow machine says first
    live = page.locator("main [role=status], main [aria-live], main [role=alert]").count()
    assert len(told) == live == 1
    assert told[0].endswith("pagina’s gevonden voor ‘geldzorgen’.")


def test_a_mistake_in_typing_is_understood_and_said(page: Page) -> None:
    ask(page, "nieuwsbreif")
    said = page.locator("main").get_by_role("status").inner_text()
    assert "gevonden voor ‘nieuwsbrief’. Je typte ‘nieuwsbreif’. Dat woord staat nergens op de site." in said


def test_of_two_mistakes_it_is_said_that_the_words_stand_nowhere(page: Page) -> None:
    ask(page, "nieuwsbreif gezinscoahc")
    said = page.locator("main").get_by_role("status").inner_text()
    assert "gevonden voor ‘nieuwsbrief gezinscoach’. Je typte ‘nieuwsbreif gezinscoahc’." in said
    assert said.endswith("Die woorden staan nergens op de site.")


def test_a_piece_of_a_word_that_is_no_word_of_the_site_is_no_answer(page: Page) -> None:
    assert ask(page, "vergoeding") == []
    assert page.locator("main").get_by_role("status").inner_text() == "Niets gevonden voor ‘vergoeding’."


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
    expect(page.locator("#zoek-gezegd")).not_to_have_text(everything)
    carried = parse_qs(urlsplit(page.url).query)
    narrowed = page.locator("#zoek-lijst h3").all_inner_texts()
    page.reload()
    settled(page, "onderzoek")
    again = page.locator("#zoek-lijst h3").all_inner_texts()
    chosen = page.get_by_label("Soort").input_value()
    page.go_back()
    expect(page.locator("#zoek-gezegd")).to_have_text(everything)
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
    expect(page.locator("#zoek-gezegd")).to_contain_text(re.compile(rf"^{count} pagina"))


def test_choices_without_a_question_show_all_there_is(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/?soort=Nieuwsbrief")
    expect(page.locator("#zoek-gezegd")).to_have_text("3 pagina’s gevonden.")
    days = page.locator("#zoek-lijst .card-meta p:last-child").all_inner_texts()
    assert days == ["6 september 2023", "24 november 2022", "26 oktober 2021"]


def test_of_what_has_no_day_choices_without_a_question_show_the_first_title_first(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/?soort=Organisatie")
    page.locator("#zoek-lijst > li").first.wait_for()
    titles = page.locator("#zoek-lijst h3").all_inner_texts()
    assert len(titles) > 5
    assert titles == sorted(titles, key=alphabetical)


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
    page.locator("#zoek-lijst > li").nth(shown).wait_for()
    eleventh = page.locator("#zoek-lijst h3").nth(shown).inner_text()
    assert stops == ["Kies preciezer", first, second]
    assert page.evaluate("document.activeElement.textContent") == eleventh


@pytest.mark.parametrize("question", ["geldzorgen", "zeppelin"])
def test_axe_finds_nothing_on_what_was_found(tabs: Tabs, question: str) -> None:
    page = tabs.open(f"/zoeken/?q={question}")
    settled(page, question)
    page.get_by_text("Kies preciezer").click()
    assert in_light_and_dark(page) == []


def test_what_was_found_fits_a_narrow_phone(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/?q=ervaringsdeskundigen", width=320, height=640)
    settled(page, "ervaringsdeskundigen")
    page.get_by_text("Kies preciezer").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    inside = "[...document.querySelectorAll('.search *')].every(it => it.getBoundingClientRect().right <= 320)"
    assert page.evaluate(inside)


def test_without_javascript_there_is_no_form_and_the_lists_are_there(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/?q=schulden", scripts=False)
    assert page.locator("noscript").is_visible()
    assert not page.locator("form").is_visible()
    assert page.get_by_role("link", name="Alle pagina’s van A tot Z").first.is_visible()


@pytest.mark.parametrize(("width", "question"), [(390, "armoede"), (1280, "zeppelin")])
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
    said = page.locator("#zoek-gezegd")
    expect(said).to_have_text("Even zoeken …", timeout=60_000)
    expect(said).to_contain_text("gevonden", timeout=60_000)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shifted = page.evaluate("shifted")
    page.close()
    assert shifted < 0.1


def test_nothing_that_is_typed_leaves_the_device(page: Page, host: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "geheim schulden")
    assert asked
    assert [url for url in asked if not url.startswith(host) or "geheim" in url] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]


def test_a_question_fetches_little(page: Page) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    ask(page, "gezinscoach")
    assert 0 < sum(sizes) < MOST_BYTES


def test_from_a_stick_it_works_too(tabs: Tabs, output: Path) -> None:
    page = tabs.open((output / "zoeken" / "index.html").as_uri())
    page.get_by_role("searchbox").fill("mandaat")
    page.keyboard.press("Enter")
    settled(page, "mandaat")
    page.get_by_role("link", name="Mandaat").click()
    assert page.url.endswith("/begrippen/index.html#mandaat")
    page.go_back()
    settled(page, "mandaat")


def test_an_index_that_does_not_come_is_told(tabs: Tabs) -> None:
    page = tabs.open()
    page.route("**/begin.js*", lambda route: route.abort())
    page.goto("/zoeken/?q=schulden")
    expect(page.locator("main").get_by_role("status")).to_have_text(BROKEN)


def test_a_page_that_does_not_come_is_left_out_and_the_others_show(tabs: Tabs) -> None:
    page = tabs.open("/zoeken/")
    every = ask(page, "gezinscoach")
    lost: list[str] = []

    def lose_one(route: Route) -> None:
        lost[:] = lost or [route.request.url]
        if route.request.url in lost:
            route.fulfill(status=404, content_type="text/html", body="<p>Niet gevonden</p>")
        else:
            route.continue_()

    page.route("**/p-*.js*", lose_one)
    page.goto("/zoeken/?q=gezinscoach")
    settled(page, "gezinscoach")
    said = page.locator("#zoek-gezegd").inner_text()
    left = page.locator("#zoek-lijst > li").count()
    assert 2 < len(every) < 10
    assert (len(lost), left) == (1, len(every) - 1)
    assert said == f"{left} pagina’s gevonden voor ‘gezinscoach’."


@pytest.mark.parametrize("comes", ["as a page", "not at all"])
def test_with_an_older_begin_of_the_index_it_is_asked_for_afresh(tabs: Tabs, output: Path, comes: str) -> None:
    page = tabs.open("/zoeken/")
    every = ask(page, "schulden")
    begin = (output / "zoeken" / "index" / "begin.js").read_text(encoding="utf-8")
    (shards,) = re.findall('"delen":"(.*?)"', begin)
    older = begin.replace(shards, " ".join(sorted([*shards.split(), "schuld"])))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.route(re.compile(r"begin\.js$"), lambda route: route.fulfill(body=older, content_type="text/javascript"))
    if comes == "as a page":
        page.route("**/w-schuld.js", lambda route: route.fulfill(content_type="text/html", body="<p>Niets</p>"))
    page.goto("/zoeken/?q=schulden")
    settled(page, "schulden")
    assert "schuld" not in shards.split()
    assert page.eval_on_selector_all("#zoek-lijst h3 a", "all => all.map(a => new URL(a.href).pathname)") == every
    assert [name.partition("?")[0] for name in asked].count("begin.js") == 2


def test_a_part_that_does_not_come_afresh_either_is_told(tabs: Tabs) -> None:
    page = tabs.open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/w-*.js*", lambda route: route.abort())
    page.goto("/zoeken/?q=schulden")
    expect(page.locator("#zoek-gezegd")).to_have_text(BROKEN)
    assert sum("begin.js" in url for url in asked) == 2
    page.unroute("**/w-*.js*")
    assert "/contact/" in ask(page, "schuldsanering")


def test_pages_that_do_not_come_are_told_and_can_be_asked_for_again(page: Page) -> None:
    ask(page, "armoede")
    shown = page.locator("#zoek-lijst > li").count()
    page.route("**/p-*.js*", lambda route: route.abort())
    page.locator("#zoek-meer").click()
    expect(page.locator("#zoek-gezegd")).to_have_text(BROKEN)
    page.unroute("**/p-*.js*")
    page.locator("#zoek-meer").click()
    page.locator("#zoek-lijst > li").nth(shown).wait_for()
