"""The device's own Dutch voice reads a page, where there is one: by the sentence, and only when asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.measures import plain, violations
from tests.browser.tabs import choosing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.browser

TEXT = "/nieuws/2022/uitkomsten-bestuurlijke-werktafel/"

Voice = dict[str, str | bool]

DUTCH: Voice = {"name": "Saskia", "lang": "nl-NL", "localService": True}
FLEMISH: Voice = {"name": "Lies", "lang": "nl_BE", "localService": True}
ENGLISH: Voice = {"name": "Amy", "lang": "en-GB", "localService": True}
FAR_AWAY: Voice = {"name": "Wolk", "lang": "nl-NL", "localService": False}

DEVICE = """(() => {
  const heard = new EventTarget();
  self.device = {voices: VOICES, spoken: [], now: null, cancelled: 0};
  const service = {
    getVoices: () => device.voices,
    speak(utterance) { device.now = utterance; device.spoken.push([utterance.text, utterance.voice.name]); },
    cancel() {
      const gone = device.now;
      device.now = null;
      device.cancelled += 1;
      gone?.onerror?.({error: 'canceled'});
    },
    addEventListener: heard.addEventListener.bind(heard),
  };
  device.end = () => { const done = device.now; device.now = null; done.onend(); };
  device.fail = () => { const done = device.now; device.now = null; done.onerror({error: 'synthesis-failed'}); };
  device.arrive = voices => { device.voices = voices; heard.dispatchEvent(new Event('voiceschanged')); };
  Object.defineProperty(self, 'speechSynthesis', {value: service});
  self.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()"""
"""A device whose voices a test decides on, and that speaks a sentence until the test says it has ended."""


def opened(tabs: Tabs, address: str, *voices: Voice, width: int = 1280, before: str = "") -> Page:
    """Open a page on a device with these voices, and `before` for what else is its own; it asks for calm."""
    device = DEVICE.replace("VOICES", json.dumps(voices))
    return tabs.open(address, width=width, height=700, calm=True, before=f"{device};{before}")


def press(page: Page, name: str) -> str:
    page.get_by_role("button", name=name, exact=True).click()
    return said(page)


def said(page: Page) -> str:
    return page.locator(".reading [role=status]").inner_text().strip()


def buttons(page: Page) -> list[str]:
    """Return the buttons that a reader has now."""
    return [text.strip() for text in page.locator(".reading-bar button:visible").all_inner_texts()]


def speaking(page: Page) -> str | None:
    """Return what sounds now."""
    text: str | None = page.evaluate("device.now && device.now.text")
    return text


def marked(page: Page) -> list[str]:
    """Return what stands marked on the page."""
    found: list[str] = page.evaluate("[...CSS.highlights.get('voorlezen') ?? []].map(range => range.toString())")
    return [plain(text) for text in found]


def read_to_the_end(page: Page) -> list[str]:
    """Let the device speak until it is silent, and return all it said."""
    for _ in range(400):
        if speaking(page) is None:
            break
        page.evaluate("device.end()")
    return [text for text, _ in page.evaluate("device.spoken")]


# Where there is a voice


READS, IS_SILENT = ["Lees voor", "Leesinstellingen"], ["Leesinstellingen"]


@pytest.mark.parametrize(
    ("address", "voices", "offered"),
    [
        (TEXT, (ENGLISH, DUTCH), READS),
        (TEXT, (ENGLISH, FLEMISH), READS),
        (TEXT, (), IS_SILENT),
        (TEXT, (ENGLISH,), IS_SILENT),
        (TEXT, (FAR_AWAY,), IS_SILENT),
        *((address, (DUTCH,), IS_SILENT) for address in ("/a-z/", "/nieuws/", "/partners/", "/leeraanbod/")),
    ],
)
def test_a_dutch_voice_on_the_device_brings_the_button_where_there_is_a_text_to_read(
    tabs: Tabs, address: str, voices: tuple[Voice, ...], offered: list[str]
) -> None:
    page = opened(tabs, address, *voices)
    assert buttons(page) == offered
    if offered == READS:
        press(page, "Lees voor")
        assert page.evaluate("[device.now.voice.name, device.now.lang]") == [voices[-1]["name"], voices[-1]["lang"]]
    else:
        page.get_by_role("button", name="Leesinstellingen").click()
        assert not page.get_by_text("de stem die voorleest").is_visible()


def test_a_browser_that_cannot_speak_has_the_settings_alone(tabs: Tabs) -> None:
    page = tabs.open(before="Object.defineProperty(self, 'speechSynthesis', {value: undefined})")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(TEXT)
    assert (buttons(page), errors) == (IS_SILENT, [])


def test_a_voice_that_comes_late_brings_the_button_late(tabs: Tabs) -> None:
    page = opened(tabs, TEXT)
    before = buttons(page)
    page.evaluate("voice => device.arrive([voice])", DUTCH)
    assert (before, buttons(page)) == (IS_SILENT, READS)
    page.get_by_role("button", name="Leesinstellingen").click()
    assert page.get_by_text("Ook de stem die voorleest zit in je apparaat.").is_visible()


def test_nothing_sounds_and_nothing_is_kept_before_a_button_is_pressed(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    assert (page.evaluate("device.spoken"), marked(page), said(page)) == ([], [], "")
    press(page, "Lees voor")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


# What is read


def test_it_reads_the_heading_the_summary_and_the_text_and_nothing_around_them(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    title = plain(page.get_by_role("heading", level=1).inner_text())
    press(page, "Lees voor")
    told = read_to_the_end(page)
    assert [title, "In het kort"] == told[:2]
    text = plain(page.locator("main .text").inner_text())
    assert all(sentence in text for sentence in told[12:16])
    aside = page.locator("main .card, main .share, header.top, footer").all_inner_texts()
    assert [sentence for sentence in told if len(sentence) > 30 and any(sentence in around for around in aside)] == []
    headings = [plain(text) for text in page.locator("main .text h2").all_inner_texts()]
    assert [told.count(heading) for heading in headings if heading in told] == [1] * 4
    assert said(page) == "Dit was het einde."
    assert (marked(page), buttons(page)) == ([], READS)


@pytest.mark.parametrize(
    "address", [TEXT, "/nieuws/2023/oproep-experimenten/", "/bijeenkomsten/2021/congres/", "/actieagenda/", "/"]
)
def test_a_sentence_is_whole_and_never_runs_on_into_the_next_block(tabs: Tabs, address: str) -> None:
    page = opened(tabs, address, DUTCH)
    press(page, "Lees voor")
    told = read_to_the_end(page)
    assert len(told) > 10
    assert max(map(len, told)) < 400
    assert [sentence for sentence in told if sentence != " ".join(sentence.split())] == []
    headings = [plain(text) for text in page.locator("main .text > h2").all_inner_texts()]
    assert [heading for heading in headings if heading not in told] == []


def test_the_sentence_that_sounds_is_marked_with_a_line_as_well_as_a_colour(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    press(page, "Lees voor")
    look = page.evaluate(
        "(({textDecorationLine: line, color, backgroundColor: ground}) => [line, color, ground])"
        "(getComputedStyle(document.querySelector('h1'), '::highlight(voorlezen)'))"
    )
    assert look == ["underline", "rgb(33, 28, 21)", "rgb(242, 183, 5)"]
    for _ in range(25):
        assert marked(page) == [speaking(page)]
        page.evaluate("device.end()")


def test_an_older_browser_marks_the_block_that_is_read(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH, before="delete self.Highlight")
    press(page, "Lees voor")
    assert page.locator("[data-spoken]").evaluate_all("found => found.map(each => each.tagName)") == ["H1"]
    page.evaluate("device.end()")
    assert page.locator("[data-spoken]").all_inner_texts() == ["In het kort"]
    assert page.evaluate("getComputedStyle(document.querySelector('[data-spoken]')).outlineStyle") == "solid"
    press(page, "Stop")
    assert page.locator("[data-spoken]").count() == 0


def test_a_browser_that_cannot_part_sentences_reads_a_block_at_a_time(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH, before="delete Intl.Segmenter")
    summary = plain(page.locator(".short p + p").inner_text())
    press(page, "Lees voor")
    assert summary in read_to_the_end(page)


@pytest.mark.parametrize(("voices", "name"), [((DUTCH, ENGLISH), "Amy"), ((DUTCH,), "Saskia")])
def test_words_in_another_language_get_their_own_voice_where_there_is_one(
    tabs: Tabs, voices: tuple[Voice, ...], name: str
) -> None:
    page = opened(tabs, TEXT, *voices)
    page.evaluate("document.querySelector('.short p + p').lang = 'en'")
    press(page, "Lees voor")
    page.evaluate("device.end()")
    page.evaluate("device.end()")
    assert [voice for _, voice in page.evaluate("device.spoken")] == ["Saskia", "Saskia", name]


# Play, pause, stop


def test_play_pause_go_on_and_stop_say_what_they_do(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    assert press(page, "Lees voor") == "De pagina wordt voorgelezen."
    assert buttons(page) == ["Pauze", "Stop", "Leesinstellingen"]
    page.evaluate("device.end()")
    at = speaking(page)
    assert press(page, "Pauze") == "Even stil. Druk op Verder om door te gaan."
    assert (speaking(page), marked(page), buttons(page)) == (None, [at], ["Verder", "Stop", "Leesinstellingen"])
    assert press(page, "Verder") == "De pagina wordt voorgelezen."
    assert speaking(page) == at
    assert press(page, "Stop") == "Het voorlezen is gestopt."
    assert (speaking(page), marked(page), buttons(page)) == (None, [], READS)
    first = page.evaluate("device.spoken[0][0]")
    press(page, "Lees voor")
    assert speaking(page) == first


def test_the_keyboard_keeps_its_place_when_a_button_goes(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    page.get_by_role("button", name="Lees voor").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Lees voor"


def test_a_voice_that_fails_is_told(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    press(page, "Lees voor")
    page.evaluate("device.fail()")
    assert (said(page), marked(page)) == ("Voorlezen lukt nu niet op dit apparaat.", [])


def test_it_falls_silent_when_the_reader_leaves(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    press(page, "Lees voor")
    before = page.evaluate("device.cancelled")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert (speaking(page), page.evaluate("device.cancelled") > before) == (None, True)
    assert buttons(page) == READS


def test_the_page_moves_only_to_what_is_out_of_sight(tabs: Tabs) -> None:
    page = opened(tabs, TEXT, DUTCH)
    press(page, "Lees voor")
    page.evaluate("device.end()")
    assert page.evaluate("scrollY") == 0
    for _ in range(25):
        page.evaluate("device.end()")
        seen = page.evaluate(
            "(({top, bottom}) => top >= 0 && bottom <= innerHeight)"
            "([...CSS.highlights.get('voorlezen')][0].getBoundingClientRect())"
        )
        assert seen, speaking(page)
    assert page.evaluate("scrollY") > 0


@pytest.mark.parametrize("width", [320, 1280])
def test_far_down_the_page_it_can_still_be_stopped(tabs: Tabs, width: int) -> None:
    page = opened(tabs, TEXT, DUTCH, width=width, before=choosing())
    press(page, "Lees voor")
    for _ in range(12):
        page.evaluate("device.end()")
    stop = page.get_by_role("button", name="Stop", exact=True)
    page.locator(".voice.is-away").wait_for(state="attached")
    box = stop.bounding_box()
    assert box
    assert (box["y"] > 0, box["y"] + box["height"] <= 700, box["x"] + box["width"] <= width) == (True, True, True)
    assert violations(page) == []
    for link in page.locator("main .text a:visible").all()[:6]:
        link.focus()
        clear = page.evaluate(
            "(([link, bar]) => link.bottom <= bar.top || link.right <= bar.left)"
            "([document.activeElement, document.querySelector('.voice')].map(it => it.getBoundingClientRect()))"
        )
        assert clear
    stop.click()
    assert said(page) == "Het voorlezen is gestopt."
