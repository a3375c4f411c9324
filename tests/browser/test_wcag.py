"""What only a browser can show: pages hold with other letters, other screens, other colours and without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/actieagenda/",
    "/bijeenkomsten/2021/congres/",
    "/leeraanbod/",
    "/nieuws/2023/oproep-experimenten/",
    "/begrippen/",
    "/toegankelijkheid/",
)
"""One page of every make."""

LOST = """() => [...document.body.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest('.vh, svg, .skip') || !element.innerText?.trim() || style.display === 'inline') return false;
  const clips = axis => ['hidden', 'clip'].includes(style['overflow' + axis]);
  return (clips('Y') && element.scrollHeight > element.clientHeight + 1)
    || (clips('X') && element.scrollWidth > element.clientWidth + 1) || style.textOverflow === 'ellipsis';
}).map(element => element.outerHTML.slice(0, 120))"""
"""The elements that hide some of their words."""

WIDTH = "document.documentElement.scrollWidth"

STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0'], video[controls], audio[controls]"

NOW = """() => {
  const element = document.activeElement;
  const look = pseudo => getComputedStyle(element, pseudo);
  const rings = [look(null), look('::after'), look('::before')].filter(style =>
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  const box = [...element.getClientRects()].find(rect => rect.width && rect.height) ?? element.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + Math.min(box.width / 2, 12), box.y + box.height / 2);
  return {
    index: [...document.querySelectorAll(STOPS)].filter(stop => stop.checkVisibility({
      contentVisibilityAuto: true, visibilityProperty: true})).indexOf(element),
    html: element.outerHTML.slice(0, 120),
    ring: rings.length > 0,
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    onTop: !!hit && (element.contains(hit) || hit.contains(element)),
    isBody: element === document.body,
  };
}""".replace("STOPS", repr(STOPS))

SMALL = """() => {
  const targets = [...document.querySelectorAll('a[href], button, summary')].filter(target =>
    target.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) && !target.closest('.skip, .vh'));
  const boxOf = target => {  // A card is pressed anywhere: its link spreads over it.
    const spread = getComputedStyle(target, '::after').position === 'absolute';
    return ((spread && target.closest('article, li')) || target).getBoundingClientRect();
  };
  const boxes = targets.map(boxOf);
  const isSmall = box => box.width < 24 || box.height < 24;
  const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
  const isNear = ([x, y], box) => isSmall(box)
    ? Math.hypot(x - middle(box)[0], y - middle(box)[1]) < 24
    : Math.hypot(x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom))) < 12;
  return targets.filter((target, index) => {
    const inSentence = getComputedStyle(target).display === 'inline'
      && [...target.parentElement.childNodes].some(node => node !== target && node.textContent.trim());
    return isSmall(boxes[index]) && !inSentence
      && boxes.some((box, other) => other !== index && isNear(middle(boxes[index]), box));
  }).map(target => target.outerHTML.slice(0, 140));
}"""
"""What can be pressed and is too small, as 2.5.8 counts: in a sentence or well apart from the others it may be."""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One reader for all these tests; a test may bring a style sheet of its own, as some readers do."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def seen(reader: Page, address: str, width: int = 1280, height: int = 900, style: str = "") -> Page:
    """Go to a page on a screen of this size, with a style sheet of the reader's own."""
    reader.set_viewport_size({"width": width, "height": height})
    reader.goto(address)
    if style:
        reader.add_style_tag(content=style)
    return reader


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_is_lost_with_more_space_around_it(reader: Page, host: str, width: int) -> None:
    spacing = (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-block-end: 2em !important }"
    )
    found = {}
    for address in PAGES:
        page = seen(reader, host + address, width=width, style=spacing)
        found[address] = (page.evaluate(WIDTH) <= width, page.evaluate(LOST))
    assert found == dict.fromkeys(PAGES, (True, []))


def test_a_page_holds_with_letters_twice_as_large(reader: Page, host: str) -> None:
    found = {}
    for address in PAGES:
        page = seen(reader, host + address, style="html { font-size: 200% }")
        letters = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
        found[address] = (letters >= 32, page.evaluate(WIDTH) <= 1280, page.evaluate(LOST))
    assert found == dict.fromkeys(PAGES, (True, True, []))


def test_a_page_holds_at_four_times_its_size(reader: Page, host: str) -> None:
    found = {}
    for address in PAGES:
        page = seen(reader, host + address, width=320, height=256)
        found[address] = (page.evaluate(WIDTH), page.evaluate(LOST))
    assert found == dict.fromkeys(PAGES, (320, []))


def test_a_page_reads_upright_and_on_its_side(reader: Page, host: str) -> None:
    for address in PAGES:
        words = []
        for width, height in ((375, 812), (812, 375)):
            page = seen(reader, host + address, width=width, height=height)
            assert page.evaluate(WIDTH) <= width, address
            assert (
                page.evaluate("getComputedStyle(document.body).rotate + getComputedStyle(document.body).transform")
                == "nonenone"
            )
            words.append(page.locator("main").inner_text())
        assert words[0].split() == words[1].split(), address


@pytest.mark.parametrize("address", ["/", "/leeraanbod/", "/bijeenkomsten/2021/congres/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_goes_through_a_page_in_order_and_out(reader: Page, host: str, address: str, width: int) -> None:
    page = seen(reader, host + address, width=width)
    order: list[int] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        now: dict[str, Any] = page.evaluate(NOW)
        if now["isBody"] or (now["index"] == 0 and order):
            break
        order.append(now["index"])
    assert order == list(range(len(order)))
    assert len(order) > 15
    assert page.url == host + address


@pytest.mark.parametrize("address", ["/", "/actieagenda/", "/nieuws/2023/oproep-experimenten/"])
def test_what_has_the_focus_shows_and_is_in_sight(reader: Page, host: str, address: str) -> None:
    page = seen(reader, host + address, width=1024, height=500)
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        now: dict[str, Any] = page.evaluate(NOW)
        if now["isBody"]:
            break
        if not (now["ring"] and now["inSight"] and now["onTop"]):
            unseen.append((now["html"], now["ring"], now["inSight"], now["onTop"]))
    assert unseen == []


def test_the_ring_of_the_focus_changes_what_is_on_the_screen(reader: Page, host: str) -> None:
    page = seen(reader, f"{host}/")
    for selector in ("header .brand", "main a", "footer a"):
        link = page.locator(selector).first
        link.scroll_into_view_if_needed()
        before = page.screenshot()
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.screenshot() != before, selector


@pytest.mark.parametrize("width", [320, 1280])
def test_what_you_press_is_at_least_24_pixels(reader: Page, host: str, width: int) -> None:
    found = {address: seen(reader, host + address, width=width).evaluate(SMALL) for address in PAGES}
    assert found == {address: [] for address in PAGES}


def test_nothing_shows_only_under_a_pointer(reader: Page, host: str) -> None:
    for address in ("/", "/begrippen/", "/bijeenkomsten/2021/congres/"):
        page = seen(reader, host + address)
        words = page.locator("body").inner_text()
        assert page.locator("body [title]").count() == 0
        for target in page.locator("a:not(.skip):visible, dfn:visible, abbr:visible, summary:visible").all()[:30]:
            target.hover(force=True)
            assert page.locator("body").inner_text() == words


def test_a_link_in_a_text_shows_without_colour(reader: Page, host: str) -> None:
    plain = "main :is(.text, .doc-in) p a:not(.button)"
    for address in PAGES:
        lines = seen(reader, host + address).eval_on_selector_all(
            plain, "links => links.map(link => getComputedStyle(link).textDecorationLine)"
        )
        assert set(lines) <= {"underline"}, address


def test_forced_colours_keep_words_and_borders(browser: Browser, host: str) -> None:
    page = browser.new_page(forced_colors="active", viewport={"width": 1280, "height": 900})
    faint = {}
    for address in PAGES:
        page.goto(host + address)
        faint[address] = page.evaluate(
            """() => [...document.querySelectorAll('.button, .badge, .chips a, .phase-state, .notice, .task')]
              .filter(it => it.checkVisibility()).filter(it => {
                const style = getComputedStyle(it);
                return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) === 0;
              }).map(it => it.outerHTML.slice(0, 120))"""
        )
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.close()
    assert faint == {address: [] for address in PAGES}
