"""One thing at each address, and an author is told where to change the other."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def old(*addresses: str) -> str:
    return page("Tekst.", f"oude-adressen: [{', '.join(addresses)}]\n")


def test_an_old_address_gives_way_to_a_page_that_lives_there() -> None:
    assert report(f"{old('/wonen/')}-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n") == snapshot("""\
content/voorbeeld.md:3: fout[adres-bezet]
  Op het adres `/wonen/` staat al `content/wonen.md`.
  > Haal dit oude adres weg: wie het volgt, komt al ergens uit.
""")


def test_an_old_address_gives_way_to_what_the_site_makes_itself() -> None:
    assert report(old("/nieuws/")) == snapshot("""\
content/voorbeeld.md:3: fout[adres-bezet]
  Op het adres `/nieuws/` staat al iets wat de site zelf maakt.
  > Haal dit oude adres weg: wie het volgt, komt al ergens uit.
""")


def test_an_old_address_belongs_to_one_page() -> None:
    other = "-- content/wonen.md --\n---\ntitel: Wonen\noude-adressen:\n  - /ergens/\n  - oud\n---\nTekst.\n"
    assert report(old("/oud/") + other) == snapshot("""\
content/wonen.md:5: fout[adres-bezet]
  Op het adres `/oud/` staat al `content/voorbeeld.md`.
  > Haal dit oude adres weg: wie het volgt, komt al ergens uit.
""")


def test_a_file_of_ones_own_gives_way_to_what_the_site_makes_itself() -> None:
    named = page("Lees [de regels voor robots](/robots.txt).")
    assert report(f"{named}-- content/robots.txt --\nTekst.\n") == snapshot("""\
content/robots.txt:1: fout[adres-bezet]
  Op het adres `/robots.txt` staat al iets wat de site zelf maakt.
  > Geef dit bestand een andere naam, of zet het in een andere map.
""")


def test_a_text_gives_way_to_a_list_that_the_site_makes_itself() -> None:
    way = (
        "-- content/leeraanbod/doen.md --\n---\ntitel: Doe mee\nkort: Leer.\nsoort: cursus\nleervorm: doen\n"
        "doelgroep: inwoners\n---\nTekst.\n"
    )
    assert report(way) == snapshot("""\
content/leeraanbod/doen.md:1: fout[adres-bezet]
  Op het adres `/leeraanbod/doen/` staat al iets wat de site zelf maakt.
  > Geef dit bestand een andere naam, of zet het in een andere map.
""")


def test_a_file_cannot_stand_where_others_need_a_folder() -> None:
    named = page("Lees [het plan](/media.html/plan.txt).", "oude-adressen: /media.html\n")
    assert report(f"{named}-- content/media.html/plan.txt --\nTekst.\n") == snapshot("""\
content/media.html:1: fout[naam-onjuist]
  De naam van deze map kan geen adres zijn: `media.html`.
  > Noem de map `media-html`.
content/voorbeeld.md:3: fout[adres-bezet]
  Op het adres `/media.html` staat al `content/media.html/plan.txt`.
  > Haal dit oude adres weg: wie het volgt, komt al ergens uit.
""")


@pytest.mark.parametrize("address", ["/oud/wonen/", "oud", "oud/wonen.html", "/Oud/Wonen.htm", "/oud/café/", "/"])
def test_an_old_address_is_typed_as_a_browser_showed_it_behind_the_name_of_the_site(address: str) -> None:
    assert "oud-adres-onleesbaar" not in report(old(address))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://oud.nl/Wonen.html", "Typ `/Wonen.html`."),
        ("/wonen?id=3", "Typ `/wonen/`."),
        ("/mijn wonen/", "Typ `/mijn-wonen/`."),
        ("../../etc/", "Typ `/etc/`."),
        ("https://oud.nl", "Typ `/naam-van-de-pagina/`."),
    ],
)
def test_an_old_address_that_leads_elsewhere_is_told_with_one_that_does_not(address: str, meant: str) -> None:
    told = report(old(address))
    assert told.startswith(
        f"content/voorbeeld.md:3: fout[oud-adres-onleesbaar]\n  `{address}` kan geen oud adres zijn."
    )
    assert meant in told
