"""Photos of every shape look cared for everywhere: cropped where they stand in a row, bounded, never blown up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from avksite.rendering.write import write
from tests.browser.addresses import serving
from tests.browser.measures import LOST, SIDEWAYS
from tests.photos import of_every_shape, site_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.tabs import Tabs

    Look = Callable[[str, int], Page]

pytestmark = pytest.mark.browser

SHAPES = tuple(of_every_shape())
WHOLE = {"doorzichtig.png", "klein.jpg", "panorama.jpg", "papier.jpg"}
"""Those that a crop would spoil or blow up."""

FRONT = (
    "afbeelding:\n  bestand: /media/{photo}\n  alt: Buren lopen langs het kanaal.\n  bijschrift: Buren bij de brug.\n"
)
WORDS = "kort: Op een mooie dag liepen buren langs het kanaal.\nonderwerpen: [buiten]\n"
BODY = "De buren kwamen bij de brug. Het was warm en er stond weinig wind.\n\n![Nog een keer.](/media/{photo})\n"


def _text(folder: str, name: str, photo: str, front: str) -> str:
    text = f"-- content/{folder}/{name}.md --\n---\ntitel: Samen buiten {name}\n{FRONT}{WORDS}{front}---\n{BODY}"
    return text.replace("{photo}", photo)


def _site() -> str:
    parts = []
    for at, photo in enumerate(SHAPES, 1):
        name = photo.partition(".")[0]
        parts += [
            _text("nieuws/2024", f"bericht-{name}", photo, f"datum: {at} april 2024\n"),
            _text(
                "nieuws/2024", f"oproep-{name}", photo, f"datum: {at} maart 2024\noproep:\n  sluit: {at} juni 2024\n"
            ),
            _text("bijeenkomsten/2024", f"dag-{name}", photo, f"begin: {at} mei 2024\nsoort: congres\n"),
            _text("leeraanbod", f"les-{name}", photo, "soort: lezen\nleervorm: lezen\ndoelgroep: inwoners\n"),
            _text(".", f"pagina-{name}", photo, ""),
            f"-- content/organisaties/{name}.md --\n---\nnaam: De {name}\n",
            f"sector: wonen\nlogo: /media/{photo}\n---\nWij helpen.\n",
        ]
    photos = "".join(f"  - bestand: /media/{photo}\n    alt: De dag in het land.\n" for photo in SHAPES)
    fest = f"titel: Het feest\nkort: Een dag samen.\nbegin: 2 april 2024\nsoort: congres\nfotos:\n{photos}"
    plain = "titel: Zonder foto\nkort: Een dag samen.\nonderwerpen: [buiten]\ndatum: 20 april 2024\n"
    return (
        "".join(parts).replace("content/./", "content/")
        + f"-- content/bijeenkomsten/2024/feest.md --\n---\n{fest}---\nHet was een feest.\n"
        + f"-- content/nieuws/2024/zonder.md --\n---\n{plain}---\nEr was niemand met een camera.\n"
    )


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with every photo on every kind of page and card."""
    folder = tmp_path_factory.mktemp("photos") / "output"
    files = {f"content/media/{name}": data for name, data in of_every_shape().items()}
    write(site_with(_site(), files, today="1 mei 2024").artifacts, folder)
    with serving(folder) as address:
        yield address


PAGES = (
    "/",
    "/nieuws/",
    "/bijeenkomsten/",
    "/partners/",
    "/onderwerpen/buiten/",
    "/bijeenkomsten/2024/feest/",
    "/nieuws/2024/zonder/",
    *(f"/nieuws/2024/bericht-{name.partition('.')[0]}/" for name in SHAPES),
    *(f"/nieuws/2024/oproep-{name.partition('.')[0]}/" for name in SHAPES[::4]),
    *(f"/pagina-{name.partition('.')[0]}/" for name in SHAPES[1::4]),
    *(f"/bijeenkomsten/2024/dag-{name.partition('.')[0]}/" for name in SHAPES[2::4]),
    *(f"/leeraanbod/les-{name.partition('.')[0]}/" for name in SHAPES[3::4]),
    *(f"/partners/{name.partition('.')[0]}/" for name in SHAPES[::3]),
)

PICTURES = """async () => {
  const found = [];
  for (const img of document.querySelectorAll('main img')) {
    if (!img.checkVisibility()) continue;
    img.loading = 'eager';
    // When another width asks for another file, decoding the first is given up (HTML, "decode()").
    await img.decode().catch(() => img.decode());
    const file = new Image();
    file.src = img.currentSrc;
    await file.decode();
    const {width, height} = img.getBoundingClientRect();
    const style = getComputedStyle(img);
    const [x, y] = [parseFloat(style.paddingLeft), parseFloat(style.paddingTop)];
    const scales = [(width - 2 * x) / file.naturalWidth, (height - 2 * y) / file.naturalHeight];
    const scale = {cover: Math.max(...scales), fill: Math.max(...scales)}[style.objectFit] ?? Math.min(...scales);
    found.push({
      name: img.currentSrc.split('/').pop().split('.').slice(0, 1)[0], width, height, scale,
      fit: style.objectFit, shown: style.objectFit === 'scale-down' ? Math.min(scale, 1) : scale,
      stretched: style.objectFit === 'fill' ? Math.abs(scales[0] / scales[1] - 1) : 0,
      place: ['card', 'is-lead', 'figure'].find(name => img.closest(`.${name}`)) ?? 'other',
      small: img.closest('.is-compact, .is-agenda, .is-organisatie') !== null,
    });
  }
  return found;
}"""
"""Every picture of a page: how large, how it fills its box, and how many pixels of the screen a pixel of it takes."""


@pytest.fixture
def look(tabs: Tabs, gallery: str) -> Callable[[str, int], Page]:
    """Opens pages of the gallery on a screen of some width."""
    return lambda address, width: tabs.open(gallery + address, width=width)


def test_no_photo_is_blown_up_stretched_or_too_high(tabs: Tabs, gallery: str) -> None:
    wrong: dict[tuple[str, int], list[Any]] = {}
    page = tabs.open()
    for address in PAGES:
        page.goto(gallery + address)
        for width in (320, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 900})
            seen, lost = page.evaluate(PICTURES), [*page.evaluate(SIDEWAYS), *page.evaluate(LOST)]
            most = {"is-lead": 500, "figure": 560, "card": 420, "other": 560}
            faults = [
                it for it in seen if it["shown"] > 1.05 or it["stretched"] > 0.02 or it["height"] > most[it["place"]]
            ]
            if faults or lost:
                wrong[address, width] = [*faults, *lost]
    assert wrong == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_cards_in_a_list_have_pictures_of_one_shape_and_crop_only_what_can_be(look: Look, width: int) -> None:
    for address in ("/nieuws/", "/onderwerpen/buiten/", "/nieuws/2024/bericht-groep/"):
        cards = [it for it in look(address, width).evaluate(PICTURES) if it["place"] == "card" and not it["small"]]
        shapes = {round(it["width"] / it["height"], 1) for it in cards}
        assert len(cards) > 2
        assert (address, len(shapes)) == (address, 1)
        whole = {name.partition(".")[0] for name in WHOLE}
        assert {it["name"] for it in cards if it["fit"] == "cover"} & whole == set()
        assert {it["name"] for it in cards if it["fit"] != "cover"} <= whole


def test_a_portrait_stands_beside_the_first_words_on_a_wide_screen_and_above_them_on_a_phone(look: Look) -> None:
    beside = {}
    for width in (390, 1280):
        page = look("/nieuws/2024/bericht-staand/", width)
        picture, words = (page.locator(it).first.bounding_box() for it in (".is-lead img", ".text > p"))
        assert picture
        assert words
        beside[width] = words["y"] < picture["y"] + picture["height"]
    assert beside == {390: False, 1280: True}


CUT_OFF = """all => all.filter(it => getComputedStyle(it).objectFit === "cover").map(it => {
  const seen = it.clientHeight / it.clientWidth * it.naturalWidth / it.naturalHeight;
  return Math.max(0, 1 - seen) * parseFloat(getComputedStyle(it).objectPosition.split(" ")[1]) / 100;
})"""
"""The part of each picture that a crop takes from its top."""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/nieuws/2024/bericht-staand/", "/nieuws/2024/bericht-groep/", "/nieuws/"])
def test_a_portrait_keeps_its_head_wherever_it_is_cropped(look: Look, address: str, width: int) -> None:
    found = look(address, width).locator("img[src*='staand']").evaluate_all(CUT_OFF)
    assert [cut for cut in found if cut > 1 / 8] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_call_with_a_photo_holds_together_on_the_home_page(look: Look, width: int) -> None:
    for card in look("/", width).locator(".is-calls .card").all():
        box, heading, text = (it.bounding_box() for it in (card, card.locator("h3"), card.locator(".card-text")))
        picture = card.locator("img").bounding_box()
        assert box
        assert heading
        assert text
        assert picture
        assert heading["width"] > 0.4 * box["width"]
        assert picture["height"] < 330
        inside = (picture["x"] >= box["x"], picture["x"] + picture["width"] <= box["x"] + box["width"])
        assert inside == (True, True)
        assert abs(text["x"] - heading["x"]) < 1


def test_what_is_see_through_stands_on_a_light_ground_in_the_dark(tabs: Tabs, gallery: str) -> None:
    page = tabs.open(f"{gallery}/nieuws/2024/bericht-doorzichtig/", scheme="dark")
    ground = page.evaluate("getComputedStyle(document.querySelector('.is-lead img')).backgroundColor")
    assert ground == "rgb(244, 238, 227)"


ON_PAPER = """() => {
  const box = (what) => document.querySelector(what).getBoundingClientRect();
  const img = document.querySelector('.is-lead img');
  return {
    cropped: getComputedStyle(img).objectFit === 'cover',
    height: box('.is-lead img').height,
    gap: box('.help').left - box('.brand-name').right,
  };
}"""
A4 = 680
"""Pixels between the margins of a sheet."""


def test_on_paper_a_photo_is_whole_and_the_letterhead_keeps_apart(tabs: Tabs, gallery: str) -> None:
    page, wrong = tabs.open(), {}
    for photo in SHAPES:
        page.goto(f"{gallery}/nieuws/2024/bericht-{photo.partition('.')[0]}/")
        tabs.look(page, A4)
        page.emulate_media(media="print")
        # The longest name that a header holds on one line.
        page.evaluate("document.querySelector('.brand-name').textContent = 'Alliantie van Kracht in Drenthe.'")
        seen = page.evaluate(ON_PAPER)
        if seen["cropped"] or seen["height"] > 310 or seen["gap"] < 8:
            wrong[photo] = seen
        page.emulate_media(media="null")
    assert wrong == {}
