"""The code on a printed page says the whole address of that page, in the form that phones read."""

import re

import pytest
import segno

from avksite.content.names import LONGEST
from avksite.rendering.codes import MASK, code_of, words_of
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
    codes = [page(made, path) for path in ("qr.svg", "nieuws/qr.svg", "nieuws/2024/een-huis/qr.svg")]
    addresses = [f"https://voorbeeld.example/{path}" for path in ("", "nieuws/", "nieuws/2024/een-huis/")]
    assert codes == [code_of(address).decode() for address in addresses]
    assert len(set(codes)) == 3


ADDRESS = f"https://voorbeeld.example/{'nieuws/2024/een-huis-voor-iedereen/' * 70}"
FULL = (
    *(
        11,
        14,
        20,
        26,
        32,
        42,
        46,
        62,
        84,
        106,
        122,
        152,
        180,
        213,
        251,
        287,
        331,
        362,
        412,
        450,
        504,
        560,
        624,
        666,
        711,
    ),
    *(779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331),
)
"""How many bytes fill each code that an address can have: of 40 sizes, the first four of which at two levels."""


def segnos(url: str) -> segno.QRCode:
    """Let another program make the code of an address."""
    return segno.make(url, micro=False, error="m", mask=MASK)


@pytest.mark.parametrize("length", FULL)
def test_a_full_code_is_what_another_program_makes(length: int) -> None:
    assert drawn(code_of(ADDRESS[:length]).decode()) == [list(row) for row in segnos(ADDRESS[:length]).matrix]


def test_the_codes_that_are_compared_are_of_every_size() -> None:
    names = [segnos(ADDRESS[:length]).designator for length in FULL]
    assert set(names) == {*(f"{version}-M" for version in range(1, 41)), "1-Q", "2-Q", "3-Q", "4-Q"}


def test_every_address_gets_the_smallest_code_that_mends_most() -> None:
    for length in range(len("https://a.nl/"), 230):
        code, other = drawn(code_of(ADDRESS[:length]).decode()), segnos(ADDRESS[:length]).matrix
        # The beginning of this row says the level and the pattern.
        assert (len(code), code[8][:9]) == (len(other), list(other[8][:9]))


def test_the_longest_address_of_a_page_fits_in_a_code() -> None:
    base, folders = f"https://voorbeeld.nl/{'a' * (LONGEST - 21)}", "/".join(["m" * 190] * 4)
    made = site(
        f"-- content/site.yaml --\nnaam: A\nadres: {base}\n-- content/{folders}/a.md --\n---\ntitel: A\n---\nA.\n"
    )
    assert page(made, f"{folders}/a/qr.svg") == code_of(f"{base}/{folders}/a/").decode()
    (problem,) = site(f"-- content/site.yaml --\nnaam: A\nadres: {base}a\n").problems
    assert problem.message == "Bij `adres`: het adres van de site heeft meer dan 800 tekens."


def test_what_an_address_leaves_of_a_code_says_the_end_and_is_filled_up() -> None:
    assert words_of(b"avk", 1, 14).hex() == "40361766b0ec11ec11ec11ec11ec"
    assert words_of(b"avk", 10, 10).hex() == "4000361766b0ec11ec11"
    assert words_of(b"avk", 1, 5).hex() == "40361766b0"


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
