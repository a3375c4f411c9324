"""The device's own Dutch voice reads a page, where there is one: by the sentence, and only when asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.measures import plain
from tests.browser.settings import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose device asks for calm."""
    context = browser.new_context(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    yield context
    context.close()


def opened(context: BrowserContext, address: str, *voices: Voice) -> Page:
    """Open a page on a device with these voices."""
    context.add_init_script(DEVICE.replace("VOICES", json.dumps(voices)))
    page = context.new_page()
    page.goto(address)
    return page


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


@pytest.mark.parametrize("voice", [DUTCH, FLEMISH])
def test_a_dutch_voice_on_the_device_brings_the_button(context: BrowserContext, host: str, voice: Voice) -> None:
    page = opened(context, host + TEXT, ENGLISH, voice)
    assert buttons(page) == ["Lees voor", "Leesinstellingen"]
    press(page, "Lees voor")
    assert page.evaluate("[device.now.voice.name, device.now.lang]") == [voice["name"], voice["lang"]]


@pytest.mark.parametrize("voices", [(), (ENGLISH,), (FAR_AWAY,)], ids=["no voice", "no Dutch one", "not on the device"])
def test_without_a_dutch_voice_on_the_device_there_is_no_button_and_no_word_of_it(
    context: BrowserContext, host: str, voices: tuple[Voice, ...]
) -> None:
    page = opened(context, host + TEXT, *voices)
    page.get_by_role("button", name="Leesinstellingen").click()
    assert buttons(page) == ["Leesinstellingen"]
    assert not page.get_by_text("de stem die voorleest").is_visible()


def test_a_browser_that_cannot_speak_has_the_settings_alone(context: BrowserContext, host: str) -> None:
    context.add_init_script("Object.defineProperty(self, 'speechSynthesis', {value: undefined})")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(host + TEXT)
    assert (buttons(page), errors) == (["Leesinstellingen"], [])


def test_a_voice_that_comes_late_brings_the_button_late(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT)
    before = buttons(page)
    page.evaluate("voice => device.arrive([voice])", DUTCH)
    assert (before, buttons(page)) == (["Leesinstellingen"], ["Lees voor", "Leesinstellingen"])
    page.get_by_role("button", name="Leesinstellingen").click()
    assert page.get_by_text("Ook de stem die voorleest zit in je apparaat.").is_visible()


@pytest.mark.parametrize("address", ["/a-z/", "/nieuws/", "/partners/", "/leeraanbod/"])
def test_a_page_that_is_a_list_has_nothing_to_read(context: BrowserContext, host: str, address: str) -> None:
    page = opened(context, host + address, DUTCH)
    assert buttons(page) == ["Leesinstellingen"]


def test_nothing_sounds_and_nothing_is_kept_before_a_button_is_pressed(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    assert (page.evaluate("device.spoken"), marked(page), said(page)) == ([], [], "")
    press(page, "Lees voor")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


# What is read


def test_it_reads_the_heading_the_summary_and_the_text_and_nothing_around_them(
    context: BrowserContext, host: str
) -> None:
    page = opened(context, host + TEXT, DUTCH)
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
    assert (marked(page), buttons(page)) == ([], ["Lees voor", "Leesinstellingen"])


@pytest.mark.parametrize(
    "address", [TEXT, "/nieuws/2023/oproep-experimenten/", "/bijeenkomsten/2021/congres/", "/actieagenda/", "/"]
)
def test_a_sentence_is_whole_and_never_runs_on_into_the_next_block(
    context: BrowserContext, host: str, address: str
) -> None:
    page = opened(context, host + address, DUTCH)
    press(page, "Lees voor")
    told = read_to_the_end(page)
    assert len(told) > 10
    assert max(map(len, told)) < 400
    assert [sentence for sentence in told if sentence != " ".join(sentence.split())] == []
    headings = [plain(text) for text in page.locator("main .text > h2").all_inner_texts()]
    assert [heading for heading in headings if heading not in told] == []


def test_the_sentence_that_sounds_is_marked(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    press(page, "Lees voor")
    for _ in range(25):
        assert marked(page) == [speaking(page)]
        page.evaluate("device.end()")


def test_the_mark_is_a_line_as_well_as_a_colour(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    press(page, "Lees voor")
    look = page.evaluate(
        "(({textDecorationLine: line, color, backgroundColor: ground}) => [line, color, ground])"
        "(getComputedStyle(document.querySelector('h1'), '::highlight(voorlezen)'))"
    )
    assert look == ["underline", "rgb(33, 28, 21)", "rgb(242, 183, 5)"]


def test_an_older_browser_marks_the_block_that_is_read(context: BrowserContext, host: str) -> None:
    context.add_init_script("delete self.Highlight")
    page = opened(context, host + TEXT, DUTCH)
    press(page, "Lees voor")
    assert page.locator("[data-spoken]").evaluate_all("found => found.map(each => each.tagName)") == ["H1"]
    page.evaluate("device.end()")
    assert page.locator("[data-spoken]").all_inner_texts() == ["In het kort"]
    assert page.evaluate("getComputedStyle(document.querySelector('[data-spoken]')).outlineStyle") == "solid"
    press(page, "Stop")
    assert page.locator("[data-spoken]").count() == 0


def test_a_browser_that_cannot_part_sentences_reads_a_block_at_a_time(context: BrowserContext, host: str) -> None:
    context.add_init_script("delete Intl.Segmenter")
    page = opened(context, host + TEXT, DUTCH)
    summary = plain(page.locator(".short p + p").inner_text())
    press(page, "Lees voor")
    assert summary in read_to_the_end(page)


@pytest.mark.parametrize(("voices", "name"), [((DUTCH, ENGLISH), "Amy"), ((DUTCH,), "Saskia")])
def test_words_in_another_language_get_their_own_voice_where_there_is_one(
    context: BrowserContext, host: str, voices: tuple[Voice, ...], name: str
) -> None:
    page = opened(context, host + TEXT, *voices)
    page.evaluate("document.querySelector('.short p + p').lang = 'en'")
    press(page, "Lees voor")
    page.evaluate("device.end()")
    page.evaluate("device.end()")
    assert [voice for _, voice in page.evaluate("device.spoken")] == ["Saskia", "Saskia", name]


# Play, pause, stop


def test_play_pause_go_on_and_stop_say_what_they_do(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    assert press(page, "Lees voor") == "De pagina wordt voorgelezen."
    assert buttons(page) == ["Pauze", "Stop", "Leesinstellingen"]
    page.evaluate("device.end()")
    at = speaking(page)
    assert press(page, "Pauze") == "Even stil. Druk op Verder om door te gaan."
    assert (speaking(page), marked(page), buttons(page)) == (None, [at], ["Verder", "Stop", "Leesinstellingen"])
    assert press(page, "Verder") == "De pagina wordt voorgelezen."
    assert speaking(page) == at
    assert press(page, "Stop") == "Het voorlezen is gestopt."
    assert (speaking(page), marked(page), buttons(page)) == (None, [], ["Lees voor", "Leesinstellingen"])
    first = page.evaluate("device.spoken[0][0]")
    press(page, "Lees voor")
    assert speaking(page) == first


def test_the_keyboard_keeps_its_place_when_a_button_goes(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    page.get_by_role("button", name="Lees voor").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Lees voor"


def test_a_voice_that_fails_is_told(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    press(page, "Lees voor")
    page.evaluate("device.fail()")
    assert (said(page), marked(page)) == ("Voorlezen lukt nu niet op dit apparaat.", [])


def test_it_falls_silent_when_the_reader_leaves(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
    press(page, "Lees voor")
    before = page.evaluate("device.cancelled")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert (speaking(page), page.evaluate("device.cancelled") > before) == (None, True)
    assert buttons(page) == ["Lees voor", "Leesinstellingen"]


def test_the_page_moves_only_to_what_is_out_of_sight(context: BrowserContext, host: str) -> None:
    page = opened(context, host + TEXT, DUTCH)
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
def test_far_down_the_page_it_can_still_be_stopped(context: BrowserContext, host: str, width: int) -> None:
    choose(context, "contrast")
    page = opened(context, host + TEXT, DUTCH)
    page.set_viewport_size({"width": width, "height": 700})
    press(page, "Lees voor")
    for _ in range(12):
        page.evaluate("device.end()")
    stop = page.get_by_role("button", name="Stop", exact=True)
    page.locator(".voice.is-away").wait_for(state="attached")
    box = stop.bounding_box()
    assert box
    assert (box["y"] > 0, box["y"] + box["height"] <= 700, box["x"] + box["width"] <= width) == (True, True, True)
    violations = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}).response["violations"]
    assert violations == []
    for link in page.locator("main .text a:visible").all()[:6]:
        link.focus()
        clear = page.evaluate(
            "(([link, bar]) => link.bottom <= bar.top || link.right <= bar.left)"
            "([document.activeElement, document.querySelector('.voice')].map(it => it.getBoundingClientRect()))"
        )
        assert clear
    stop.click()
    assert said(page) == "Het voorlezen is gestopt."
