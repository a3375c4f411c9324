"""Readers make the page as they can read it, and hear it: with their own device, and only when they ask."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from avksite.checks.site.colours import BODY, PAIRS, SHAPE, contrast
from avksite.rendering.assets import style_rules
from avksite.site import TEMPLATES
from tests.browser.measures import OF_LOOKS, violations
from tests.browser.tabs import KEY, REFUSE, choosing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Scheme, Tabs

pytestmark = pytest.mark.browser

TEXT = "/nieuws/2022/uitkomsten-bestuurlijke-werktafel/"
LIST = "/nieuws/"
WORDS = ".short p + p"


def opened(tabs: Tabs, address: str, scheme: Scheme = "light", before: str = "") -> Page:
    """Open a page, and its settings."""
    page = tabs.open(address, scheme=scheme, calm=True, before=before)
    page.get_by_role("button", name="Leesinstellingen").click()
    return page


def press(page: Page, name: str) -> str:
    """Press a button, also one that is at its end, and return what is said then."""
    page.get_by_role("button", name=name, exact=True).click(force=True)
    return said(page)


def said(page: Page) -> str:
    return page.locator(".reading [role=status]").inner_text().strip()


def chosen(page: Page) -> dict[str, str]:
    """Return what shows: the attributes of <html>."""
    kept: dict[str, str] = page.evaluate("({...document.documentElement.dataset})")
    return {name: value for name, value in kept.items() if name != "script"}


def kept(page: Page) -> Any:  # noqa: ANN401  whatever the page wrote
    text = page.evaluate(f"localStorage.getItem({KEY!r})")
    return text and json.loads(text)


def style(page: Page, selector: str, name: str) -> str:
    return str(page.evaluate(f"getComputedStyle(document.querySelector({selector!r})).{name}"))


def pixels(page: Page, selector: str, name: str) -> float:
    found = style(page, selector, name)
    return 0.0 if found == "normal" else float(found.removesuffix("px"))


# Without a script, and before a button is pressed


@pytest.mark.parametrize("address", ["/", TEXT, "/404.html"])
def test_without_javascript_there_is_nothing_of_it(tabs: Tabs, address: str) -> None:
    page = tabs.open(address, scripts=False)
    assert (page.get_by_text("Leesinstellingen").is_visible(), page.get_by_role("button").count()) == (False, 0)


def test_on_paper_the_text_is_as_large_as_was_chosen_and_nothing_else_is_left_of_it(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    page.emulate_media(media="print")
    assert [page.locator(part).is_visible() for part in (".settings", ".reading-bar")] == [False, False]
    plain = pixels(page, "body", "fontSize")
    tabs.before(page, choosing(tekst="150"))
    page.reload()
    page.emulate_media(media="print")
    assert pixels(page, "body", "fontSize") == pytest.approx(1.5 * plain, rel=1e-4)
    assert style(page, "body", "color") == "rgb(0, 0, 0)"
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_is_kept_and_nothing_chosen_before_a_button_is_pressed(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    page.get_by_role("button", name="Leesinstellingen").click()
    page.goto(LIST)
    keeps = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert (keeps, chosen(page), said(page)) == ([0, 0, ""], {}, "")


def test_the_panel_opens_and_closes_and_says_so(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    button = page.get_by_role("button", name="Leesinstellingen")
    names = ["Tekst: 100 procent", "Letters: gewoon", "Regels: gewoon", "Kleuren"]
    assert [page.get_by_role("group", name=name, exact=True).count() for name in names] == [1, 1, 1, 1]
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert button.get_attribute("aria-expanded") == "false"
    assert page.get_by_role("group").filter(has=page.get_by_role("button")).count() == 0


def test_nothing_jumps_when_the_script_comes(tabs: Tabs) -> None:
    page = tabs.open()
    page.route("**/lezen.*.js", lambda route: route.abort())
    page.goto(TEXT)
    before = page.evaluate("document.querySelector('main').getBoundingClientRect().top")
    seen = page.locator(".reading").get_by_role("button").count()
    page.unroute("**/lezen.*.js")
    page.reload()
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().top") == before
    assert (seen, page.get_by_role("button", name="Leesinstellingen").count()) == (0, 1)


# What each button does

Way = tuple[str, str, str, str, tuple[str, ...], str]
WAYS: dict[str, Way] = {
    "text": (
        *("Tekst groter", "Tekst kleiner", "fontSize", "De tekst is"),
        tuple(f"{size} procent" for size in (110, 125, 150, 175, 200)),
        "100 procent",
    ),
    "letters": (
        *("Letters verder uit elkaar", "Letters dichter bij elkaar", "letterSpacing", "De ruimte tussen letters is"),
        tuple(f"stand {step} van 4" for step in (1, 2, 3, 4)),
        "gewoon",
    ),
    "lines": (
        *("Regels verder uit elkaar", "Regels dichter op elkaar", "lineHeight", "De ruimte tussen regels is"),
        tuple(f"stand {step} van 3" for step in (1, 2, 3)),
        "gewoon",
    ),
}
"""Two buttons that undo each other, what they change, what is said, and its steps from what is usual on."""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_button_goes_one_step_says_it_and_stops_at_the_end(tabs: Tabs, way: Way) -> None:
    grow, shrink, grows, words, steps, usual = way
    page = opened(tabs, TEXT)
    up, down = (page.get_by_role("button", name=name, exact=True) for name in (grow, shrink))

    assert (up.get_attribute("aria-disabled"), down.get_attribute("aria-disabled")) == ("false", "true")
    sizes = [pixels(page, WORDS, grows)]
    for step in steps:
        assert press(page, grow) == f"{words} nu {step}."
        sizes.append(pixels(page, WORDS, grows))
    assert sizes == sorted(set(sizes))
    assert (up.get_attribute("aria-disabled"), down.get_attribute("aria-disabled")) == ("true", "false")
    assert press(page, grow) == f"Dat kan niet verder. {words} al {steps[-1]}."
    assert pixels(page, WORDS, grows) == sizes[-1]
    for _ in steps:
        press(page, shrink)
    assert press(page, shrink) == f"Dat kan niet verder. {words} al {usual}."
    assert (pixels(page, WORDS, grows), chosen(page), kept(page)) == (sizes[0], {}, None)


def test_the_largest_text_is_twice_as_large_and_the_widest_letters_are_beyond_what_wcag_asks(tabs: Tabs) -> None:
    page = tabs.open(TEXT, calm=True)
    plain = pixels(page, WORDS, "fontSize")
    tabs.before(page, choosing())
    page.reload()
    found = (pixels(page, WORDS, name) for name in ("fontSize", "letterSpacing", "wordSpacing", "lineHeight"))
    size, letters, words, lines = found
    assert size == pytest.approx(2 * plain)
    assert (letters / size >= 0.12, words / size >= 0.16, lines / size >= 2) == (True, True, True)


@pytest.mark.parametrize("device", ["light", "dark"])
def test_colours_are_as_the_device_has_them_until_a_reader_chooses(tabs: Tabs, device: Scheme) -> None:
    page = opened(tabs, TEXT, device)
    own = style(page, "body", "backgroundColor")
    found = {}
    for name in ("Licht", "Donker", "Veel contrast", "Zoals je apparaat"):
        words = press(page, name)
        pressed = page.locator(".reading [aria-pressed=true]").all_inner_texts()
        found[name] = (words, pressed, style(page, "body", "backgroundColor"))
    assert found == {
        "Licht": ("Kleuren: licht.", ["Licht"], "rgb(255, 253, 247)"),
        "Donker": ("Kleuren: donker.", ["Donker"], "rgb(22, 19, 14)"),
        "Veel contrast": ("Kleuren: veel contrast.", ["Veel contrast"], "rgb(0, 0, 0)"),
        "Zoals je apparaat": ("Kleuren: zoals je apparaat.", ["Zoals je apparaat"], own),
    }


def test_the_colours_of_a_device_that_forces_them_win(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, "forced", choosing(tekst="110"))
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert page.get_by_role("group", name="Kleuren").count() == 0


def test_a_device_that_asks_for_contrast_gets_the_same_thick_lines(tabs: Tabs) -> None:
    def line(page: Page) -> float:
        return pixels(page, ".crumbs a", "textDecorationThickness") / pixels(page, ".crumbs a", "fontSize")

    page = tabs.open(TEXT)
    lines = [line(page)]
    page.emulate_media(contrast="more")
    lines.append(line(page))
    lines.append(line(tabs.open(TEXT, before=choosing(tekst="110"))))
    assert lines == pytest.approx([0.09, 0.14, 0.14], abs=0.002)


def test_one_button_brings_everything_back(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    for name in ("Tekst groter", "Letters verder uit elkaar", "Regels verder uit elkaar", "Donker"):
        press(page, name)
    assert kept(page) == {"tekst": "110", "letters": "1", "regels": "1", "thema": "donker"}
    assert press(page, "Alles terug zoals het was") == "Alles is weer zoals het was."
    assert (chosen(page), page.evaluate("localStorage.length")) == ({}, 0)
    assert page.get_by_role("button", name="Zoals je apparaat").get_attribute("aria-pressed") == "true"


def test_a_sentence_that_comes_twice_is_a_change_each_time(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    texts = set()
    for _ in range(2):
        press(page, "Tekst kleiner")
        texts.add(page.locator(".reading [role=status]").text_content())
    assert len(texts) == 2
    assert page.get_by_role("status").count() >= 1
    assert page.locator(".reading [aria-live], .reading output, .reading [role=status]").count() == 1


def test_it_works_with_the_keyboard_alone(tabs: Tabs) -> None:
    page = tabs.open(TEXT, calm=True)
    page.get_by_role("button", name="Leesinstellingen").focus()
    page.keyboard.press("Enter")
    names = []
    for _ in range(11):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        page.keyboard.press("Space")
    steps = [name for way in WAYS.values() for name in (way[1], way[0])]
    assert names == [*steps, "Zoals je apparaat", "Licht", "Donker", "Veel contrast", "Alles terug zoals het was"]
    assert (said(page), chosen(page)) == ("Alles is weer zoals het was.", {})


# From page to page


def test_a_choice_shows_on_the_next_page_before_its_first_word(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    press(page, "Tekst groter")
    press(page, "Donker")
    tabs.before(
        page,
        "new MutationObserver((_, watch) => { if (!document.body) return; watch.disconnect();"
        "  self.atFirst = [document.documentElement.dataset.tekst, document.documentElement.dataset.thema];"
        "}).observe(document, {childList: true, subtree: true})",
    )
    page.goto(LIST)
    assert page.evaluate("self.atFirst") == ["110", "donker"]
    page.get_by_role("button", name="Leesinstellingen").click()
    assert page.get_by_role("group", name="Tekst: 110 procent", exact=True).is_visible()
    assert page.get_by_role("button", name="Donker").get_attribute("aria-pressed") == "true"
    assert press(page, "Tekst groter") == "De tekst is nu 125 procent."


def test_a_device_that_keeps_nothing_still_shows_the_choice_and_tells(tabs: Tabs) -> None:
    errors: list[str] = []
    page = tabs.open(before=REFUSE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(TEXT)
    page.get_by_role("button", name="Leesinstellingen").click()
    words = press(page, "Tekst groter")
    assert words == "De tekst is nu 110 procent. Je apparaat bewaart dit niet: het geldt alleen hier."
    assert (chosen(page), errors) == ({"tekst": "110"}, [])


@pytest.mark.parametrize("text", ["geen json", "[]", "null", '{"tekst": "900", "thema": "geheim", "onzin": "x"}'])
def test_what_does_not_belong_there_does_no_harm(tabs: Tabs, text: str) -> None:
    errors: list[str] = []
    page = tabs.open(before=f"localStorage.setItem({KEY!r}, {text!r})")
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(TEXT)
    size = style(page, "html", "fontSize")
    page.get_by_role("button", name="Leesinstellingen").click()
    assert press(page, "Tekst groter") == "De tekst is nu 110 procent."
    assert (size, errors, page.evaluate("document.documentElement.dataset.onzin")) == ("16px", [], None)


def test_it_works_from_a_stick(tabs: Tabs, output: Path) -> None:
    page = opened(tabs, (output / "index.html").as_uri())
    assert press(page, "Veel contrast") == "Kleuren: veel contrast."
    assert style(page, "body", "backgroundColor") == "rgb(0, 0, 0)"


def test_axe_finds_nothing_on_the_open_panel(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, before=choosing("licht", letters="1"))
    assert violations(page) == []
    press(page, "Donker")
    assert violations(page, OF_LOOKS) == []


def test_the_colours_with_much_contrast_have_it() -> None:
    sheet = style_rules(str(TEMPLATES))
    rule = re.search(r':root\[data-thema="contrast"\] \{(.*?)\}', sheet, re.DOTALL)
    assert rule
    tokens = dict(re.findall(r"--([\w-]+): (#\w+);", rule[1]))
    tokens = {name: value if len(value) == 7 else re.sub(r"\w", r"\g<0>\g<0>", value) for name, value in tokens.items()}
    pairs = {(pair.front, pair.ground): 4.5 if pair.rule is SHAPE else 7.0 for pair in PAIRS["donker"]}
    pairs |= {("op-diep", "kanaal-diep"): 7.0, ("op-graan", "graan"): 7.0, ("op-oproep", "oproep"): 7.0}
    assert BODY in {pair.rule for pair in PAIRS["donker"]}
    assert {pair: enough for pair, enough in pairs.items() if contrast(tokens[pair[0]], tokens[pair[1]]) < enough} == {}
