"""IBM Equal Access and HTML CodeSniffer look at what templates make: what they find is mended, or explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

pytestmark = [pytest.mark.browser, pytest.mark.engines]

MODULES = Path(__file__).parents[1] / "engines" / "node_modules"
IBM = MODULES / "accessibility-checker-engine" / "ace.js"
CODESNIFFER = MODULES / "html_codesniffer" / "build" / "HTMLCS.js"

ASK_IBM = """async () => {
  const {results} = await new ace.Checker().check(document, ['WCAG_2_2']);
  return results.filter(({value}) => value[1] !== 'PASS')
    .map(({value, ruleId, snippet, message}) => [`ibm ${value[1]} ${ruleId}`, snippet, message]);
}"""
ASK_CODESNIFFER = """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(
  HTMLCS.getMessages().filter(({type}) => type !== HTMLCS.NOTICE).map(({type, code, msg, element}) => [
    `codesniffer ${type === HTMLCS.ERROR ? 'FAIL' : 'POTENTIAL'} ${code.split('.').slice(3).join('.')}`,
    element.outerHTML ?? '', msg,
  ]))))"""

MOST_PAGES = 12
"""How many of the pages that show what templates make are looked at: those that show most of it. Axe looks at all."""

FOCUS = "test_every_kind.py goes through a page of every kind with Tab and sees a ring of 2 pixels at every stop"
FOLDED = "the fold is closed, and its label with it; open, label and field are there, and axe looks at them so"
OUT_OF_SIGHT = "it is only for who listens: it stands outside the window, without a ground to compare with"
LABEL = "it says what sort of thing the heading beside it is about, and nothing stands below it as below a heading"
GROUND = "the ground is painted by an element further out, which the engine misses; axe measures 4.5 or more"

EXPLAINED: tuple[tuple[str, str, str], ...] = (
    (
        "codesniffer FAIL 1_4_3.G145.Fail",
        'class="stop"',
        "the full stop is part of the logotype, which 1.4.3 leaves free",
    ),
    ("codesniffer FAIL 3_2_2.H32.2", 'class="choose"', "what a tick does is told above it; nothing is sent"),
    ("codesniffer POTENTIAL 1_1_1.H67.2", "card-picture", "a picture in a card has its words on the page it leads to"),
    ("codesniffer POTENTIAL 1_3_1.H48", "<p", "a paragraph with links in its sentences is no navigation"),
    ("codesniffer POTENTIAL 1_3_1.H85.2", "<select", "the choices are all of one sort"),
    ("codesniffer POTENTIAL 1_4_3.G145.Abs", 'class="skip"', "on focus it has a ground of its own, which axe measures"),
    ("codesniffer POTENTIAL 1_4_3.G145.Abs", 'class="vh"', OUT_OF_SIGHT),
    ("codesniffer POTENTIAL 1_4_3.G18.Abs", 'class="vh"', OUT_OF_SIGHT),
    ("codesniffer POTENTIAL 4_1_2.H91.Select.Value", "<select", "the first choice is chosen, and it is called Alles"),
    ("ibm FAIL aria_content_in_landmark", 'class="skip"', "the way past the landmarks stands before them"),
    ("ibm FAIL input_label_exists", "<select", FOLDED),
    ("ibm MANUAL download_keyboard_controllable", "menukaart.pdf", "a link to a file holds nobody"),
    ("ibm MANUAL style_highcontrast_visible", "<link", "test_every_page.py looks in forced colours too"),
    ("ibm POTENTIAL blockquote_cite_exists", "<blockquote", "it is a quotation, with who said it in its caption"),
    ("ibm POTENTIAL element_tabbable_unobscured", "", FOCUS),
    ("ibm POTENTIAL element_tabbable_visible", 'class="skip"', "test_every_kind.py sees it on focus"),
    (
        "ibm POTENTIAL form_submit_button_exists",
        "<form",
        "a search has its button; choosing from the menu sends nothing",
    ),
    ("ibm POTENTIAL input_fields_grouped", "<select", "each choice has a label of its own and stands by itself"),
    ("ibm POTENTIAL list_structure_proper", "<dl", "HTML lets a `div` hold a term and what is said of it"),
    ("ibm POTENTIAL select_options_grouped", "<select", "the choices are all of one sort"),
    ("ibm POTENTIAL style_color_misuse", "<link", "no state is told by colour alone: a badge has words, a link a line"),
    ("ibm POTENTIAL style_focus_visible", "", FOCUS),
    ("ibm POTENTIAL style_viewport_resizable", "<link", "test_reading_settings.py makes all text twice as large"),
    ("ibm POTENTIAL text_block_heading", "<p", LABEL),
    ("ibm POTENTIAL text_contrast_sufficient", "", GROUND),
    ("ibm POTENTIAL text_sensory_misuse", "<p", "the word is no direction to a place or a shape"),
)
"""Findings that are none: the rule, what stands in the element, and why."""


@pytest.fixture
def looked_at(tabs: Tabs) -> Page:
    """A page into which the engines may be put: the policy of the site would not let them in."""
    return tabs.open(policy=False)


def findings(page: Page) -> list[list[str]]:
    """Return what both engines find: rule, element and words."""
    for engine in (IBM, CODESNIFFER):
        page.add_script_tag(path=engine)
    return [*page.evaluate(ASK_IBM), *page.evaluate(ASK_CODESNIFFER)]


def reason(rule: str, element: str) -> str | None:
    """Return why a finding is none; None for one that is not explained."""
    return next((why for known, part, why in EXPLAINED if known == rule and part in element), None)


def test_what_other_engines_find_is_mended_or_explained(looked_at: Page, makes: tuple[str, ...]) -> None:
    for address in makes[:MOST_PAGES]:
        looked_at.goto(address)
        found = findings(looked_at)
        unexplained = [(rule, element[:140], said) for rule, element, said in found if reason(rule, element) is None]
        assert (address, unexplained) == (address, [])
        assert found, "they look: the skip link alone gives each of them something to ask"


def test_the_engines_see_what_is_wrong(looked_at: Page) -> None:
    looked_at.goto("/contact/")
    looked_at.evaluate("document.querySelector('main').innerHTML += '<img src=x><input><p style=color:#eee>licht</p>'")
    rules = {rule for rule, element, _ in findings(looked_at) if reason(rule, element) is None}
    assert {"ibm FAIL img_alt_valid", "ibm FAIL input_label_exists", "ibm FAIL text_contrast_sufficient"} <= rules
    assert {"codesniffer FAIL 1_1_1.H37", "codesniffer FAIL 1_4_3.G18.Fail"} <= rules
