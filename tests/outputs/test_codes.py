"""The code on a printed page says the whole address of that page, in the form that phones read."""

import re

import segno

from avksite.rendering.sharing import MASK
from tests.outputs.parsed import found, one, tree
from tests.sites import page, site

POST = "-- content/nieuws/2024/een-huis.md --\n---\ntitel: Een huis\nkort: Kort.\ndatum: 5 maart 2024\n---\nTekst.\n"


def drawn(svg: str) -> list[list[int]]:
    """Return the modules of a drawn code, without the white edge: 1 where it is black."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    rows = [[0] * size for _ in range(size)]
    x = y = 0.0
    (path,) = re.findall(r'stroke="#000" d="([^"]*)"', svg)
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        across, *down = map(float, numbers.split())
        if step == "h":
            for column in range(int(x), int(x + across)):
                rows[int(y)][column] = 1
            x += across
        else:
            x, y = (across, down[0]) if step == "M" else (x + across, y + down[0])
    assert not any(map(any, (*rows[:4], *rows[-4:])))
    return [row[4:-4] for row in rows[4:-4]]


def test_the_code_is_that_of_the_whole_address() -> None:
    made = site(POST)
    svg = page(made, "nieuws/2024/een-huis/qr.svg")
    assert page(made, "qr.svg") != page(made, "nieuws/qr.svg") != svg
    expected = segno.make("https://voorbeeld.example/nieuws/2024/een-huis/", micro=False, error="m", mask=MASK)
    assert drawn(svg) == [list(row) for row in expected.matrix]


def test_the_code_stands_with_the_address_where_only_print_shows_it() -> None:
    made = site(POST)
    # A part of a list and a page that is not there have none.
    for address in ("/nieuws/2024/", "/404.html"):
        assert found(tree(made, address), "//div.print-only//img") == []
    top = tree(made, "/nieuws/2024/een-huis/")
    image = one(top, "//div.print-only//img")
    assert (image.get("src"), image.get("loading"), image.get("alt")) == (
        "qr.svg",
        "lazy",
        "QR-code die deze pagina opent",
    )
    assert (
        one(top, "//div.print-only//p").text == "Deze pagina staat op https://voorbeeld.example/nieuws/2024/een-huis/"
    )
