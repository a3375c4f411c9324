"""A few pages in Firefox, beside Chromium: the same words, nothing lost or to the side, and scripts that work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.browser.firefox import Firefox, started
from tests.browser.measures import LOST, SIDEWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.tabs import Tabs

pytestmark = pytest.mark.firefox

PAGES = (
    "/",
    "/nieuws/2023/oproep-experimenten/",
    "/bijeenkomsten/2021/congres/",
    "/leeraanbod/",
    "/leeraanbod/tweedaagse-leergang/",
    "/actieagenda/",
    "/zoeken/",
    "/contact/",
)

TORN = r"""() => [...document.querySelectorAll('a, button')].filter(it => {
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      const isWord = /\S/.test(node.data[at]) && box.width > 0;
      if (isWord && last && Math.abs(box.top - last.top) < 2 && box.left - last.right > 2) return true;
      last = isWord ? box : null;
    }
  }
  return false;
}).map(it => it.outerHTML.slice(0, 160))"""
"""The links and buttons in which there is a gap between two letters of one word."""

LETTERS = r"""() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  for (const choice of document.querySelectorAll('select')) choice.remove();
  return document.querySelector('main').innerText.replace(/\s/g, '');
}"""
"""All that is to be read, without where its lines end; browsers do not agree on what a closed list of choices says."""


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Firefox: the one that is named, else the one that is found by that name. Without it these tests fail."""
    with started(os.environ.get("AVKSITE_FIREFOX") or "firefox") as firefox:
        yield firefox


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_firefox_says_the_same_and_nothing_is_lost(
    firefox: Firefox, tabs: Tabs, host: str, address: str, width: int
) -> None:
    firefox.goto(host + address, width)
    found = {name: firefox.evaluate(look) for name, look in (("lost", LOST), ("side", SIDEWAYS), ("torn", TORN))}
    in_chromium = tabs.open(address, width=width, height=844).evaluate(LETTERS)
    assert found == {"lost": [], "side": [], "torn": []}
    assert firefox.evaluate(LETTERS) == in_chromium
    assert len(in_chromium) > 200


def test_a_gap_within_a_word_would_be_seen(firefox: Firefox) -> None:
    torn = '<a href="x" style="display: inline-flex; gap: 8px">naam<wbr><span>@voorbeeld.nl</span></a>'
    firefox.goto(f"data:text/html;charset=utf-8,<!doctype html>{torn} <a href=y>heel</a>", 390)
    assert [link[:11] for link in firefox.evaluate(TORN)] == ['<a href="x"']


def test_the_letters_grow_in_firefox(firefox: Firefox, host: str) -> None:
    firefox.goto(f"{host}/contact/", 1280)
    size = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = firefox.evaluate(size)
    firefox.evaluate("() => document.querySelector('[data-name=tekst][data-side=\"1\"]').click()")
    assert firefox.evaluate(size) > before


def test_an_explained_word_opens_beside_it_in_firefox(firefox: Firefox, host: str) -> None:
    firefox.goto(f"{host}/bijeenkomsten/2021/congres/", 390)
    look = """() => {
      const word = document.querySelector('.text .term');
      word.click();
      const [above, box] = [word, document.querySelector('dialog[open]')].map(it => it.getBoundingClientRect());
      const isBelow = box.top >= above.bottom && box.top < above.bottom + 16;
      const isInside = box.left >= 0 && box.right <= innerWidth;
      const hears = document.activeElement.textContent === document.querySelector(word.hash + ' dd').textContent;
      document.querySelector('dialog button').click();
      return [isBelow, isInside, hears, document.activeElement === word];
    }"""
    assert firefox.evaluate(look) == [True, True, True, True]


def test_searching_works_in_firefox(firefox: Firefox, host: str) -> None:
    firefox.goto(f"{host}/zoeken/?q=schulden", 1280)
    hits = """() => new Promise(done => {
      const look = () => document.querySelectorAll('#zoek-lijst h3 a').length;
      const wait = setInterval(() => { if (look()) { clearInterval(wait); done(look()); } }, 50);
      setTimeout(() => { clearInterval(wait); done(look()); }, 15000);
    })"""
    assert firefox.evaluate(hits) > 0
