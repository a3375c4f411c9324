"""How a reader finds the feeds and the agendas: on a page with every address, in the head of pages, beside a text."""

import pytest

from tests.outputs.parsed import found, links, said, tree
from tests.sites import page, site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
onderwerpen:
  geld: Rondkomen
  stil: Stilte
-- content/nieuws/2024/eerste.md --
---
titel: Een eerste bericht
kort: Kort.
datum: 5 maart 2024
onderwerpen: geld
---
Samen met [Domesta](/organisaties/domesta.md).
-- content/stil.md --
---
titel: Stilte
onderwerpen: stil
---
Hier gebeurt niets nieuws.
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie
kort: Kort.
begin: 3 juli 2024 13.00 uur
soort: werksessie
reeks: Samen leren
---
Tekst.
-- content/leeraanbod/training.md --
---
titel: Training
kort: Leer mee.
soort: training
leervorm: doen
doelgroep: professionals
data: 3 mei 2024
---
Tot dan.
-- content/organisaties/domesta.md --
---
naam: Domesta
sector: wonen
---
Wij bouwen.
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
---
Wij helpen.
-- content/nieuwsbrief.md --
---
titel: Meld je aan
---
Stuur een mail.
"""

BASE = "https://voorbeeld.example"


def advertised(address: str, form: str = "application/rss+xml") -> list[tuple[str | None, str | None]]:
    """Return the feeds that the head of a page names, as title and address."""
    top = tree(site(SITE), address)
    return [(link.get("title"), link.get("href")) for link in found(top, f"//head/link[@type='{form}']")]


def feed(name: str, folder: str) -> str:
    """Return what the page to follow us says of a feed."""
    return f"{name} {BASE}{folder}feed.xml Atom: {name} JSON Feed: {name}"


def test_the_page_to_follow_us_has_every_address_to_copy() -> None:
    top = tree(site(SITE), "/volgen/")
    sections = zip(said(top, "//section.list-section/h2"), found(top, "//section.list-section"), strict=True)
    told = {title: [link.text_content() for link in section.iter("li")] for title, section in sections}  # type: ignore[attr-defined]
    assert {title: [" ".join(text.split()) for text in texts] for title, texts in told.items()} == {
        "In je mailbox": ["Meld je aan"],
        "In je agenda": [
            f"{name} {BASE}{address} Volg in je agenda: {name} Download een bestand: {name}"
            for name, address in (
                ("Alle bijeenkomsten en sluitdatums", "/agenda.ics"),
                ("Alleen de sluitdatums", "/sluitdatums.ics"),
                ("De reeks ‘Samen leren’", "/agenda/samen-leren.ics"),
            )
        ],
        "In je nieuwslezer: RSS": [
            feed("Alles", "/"),
            feed("Nieuws", "/nieuws/"),
            feed("Bijeenkomsten", "/bijeenkomsten/"),
            feed("Leeraanbod", "/leeraanbod/"),
            feed("Nieuwsbrieven", "/nieuwsbrieven/"),
        ],
        # Not Stilte, of which there is only a page, and not Tinten, who nobody wrote about.
        "RSS over één onderwerp": [feed("Rondkomen", "/onderwerpen/geld/")],
        "RSS over één partner": [feed("Domesta", "/partners/domesta/")],
    }


def test_the_page_to_follow_us_begins_with_its_contents() -> None:
    top = tree(site(SITE), "/volgen/")
    assert links(top, "//nav[@class='contents']") == [
        ("In je mailbox", "#deel-nieuwsbrief"),
        ("In je agenda", "#deel-agenda"),
        ("In je nieuwslezer: RSS", "#deel-rss"),
        ("RSS over één onderwerp", "#deel-rss-onderwerpen"),
        ("RSS over één partner", "#deel-rss-partners"),
    ]
    rss = "//section[@aria-labelledby='deel-rss-{}']"
    assert links(top, rss.format("onderwerpen"))[0] == ("Rondkomen", "../onderwerpen/geld/feed.xml")
    assert links(top, rss.format("partners"))[0] == ("Domesta", "../partners/domesta/feed.xml")


def test_nothing_is_offered_that_is_not_made() -> None:
    made = site(SITE)
    paths = {f"/{artifact.path}" for artifact in made.artifacts}
    offered = {href.removeprefix("..") for _, href in links(tree(made, "/volgen/"), "//section.list-section")}
    followed = {path for path in paths if path.rsplit("/", 1)[-1] in {"feed.xml", "atom.xml", "feed.json"}}
    agendas = {href for href in offered if href.startswith("webcal:")}
    assert {href.replace("webcal:", "https:").removeprefix(BASE) for href in agendas} <= paths
    assert offered - agendas - {"/nieuwsbrief/"} <= paths
    assert sorted(folder for path in followed if (folder := path.removesuffix("feed.xml")) != path) == [
        *("/", "/bijeenkomsten/", "/leeraanbod/", "/nieuws/", "/nieuwsbrieven/"),
        *("/onderwerpen/geld/", "/partners/domesta/"),
    ]
    assert len(followed) == 7 * 3


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("/nieuws/2024/eerste/", ["../../../feed.xml", "../../feed.xml"]),
        ("/nieuws/2024/", ["../../feed.xml", "../feed.xml"]),
        ("/stil/", ["../feed.xml"]),
        ("/onderwerpen/geld/", ["../../feed.xml", "feed.xml"]),
        ("/onderwerpen/stil/", ["../../feed.xml"]),
        ("/partners/domesta/", ["../../feed.xml", "feed.xml"]),
        ("/partners/tinten/", ["../../feed.xml"]),
        ("/404.html", ["/feed.xml"]),
    ],
)
def test_a_page_names_its_own_feed_and_those_above_it(address: str, feeds: list[str]) -> None:
    assert [href for _, href in advertised(address)] == feeds


@pytest.mark.parametrize("address", ["/", "/volgen/"])
def test_the_home_page_and_the_page_to_follow_us_name_the_feed_of_every_list(address: str) -> None:
    assert [title for title, _ in advertised(address)] == [
        f"{part} van de Alliantie van Kracht"
        for part in ("Alles", "Nieuws", "Bijeenkomsten", "Leeraanbod", "Nieuwsbrieven")
    ]


def test_each_of_the_three_forms_is_named_with_its_own_type() -> None:
    assert advertised("/stil/") == [("Alles van de Alliantie van Kracht", "../feed.xml")]
    assert advertised("/stil/", "application/atom+xml") == [("Alles van de Alliantie van Kracht (Atom)", "../atom.xml")]
    assert advertised("/stil/", "application/feed+json") == [
        ("Alles van de Alliantie van Kracht (JSON Feed)", "../feed.json")
    ]


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/partners/domesta/", [("Volg het nieuws over Domesta met RSS", "../../volgen/#deel-volg-partners-domesta")]),
        ("/partners/tinten/", []),
        ("/onderwerpen/geld/", [("Volg deze lijst met RSS", "../../volgen/#deel-volg-onderwerpen-geld")]),
        ("/onderwerpen/stil/", []),
        (
            "/bijeenkomsten/2024/werksessie/",
            [("Zet de hele reeks in je agenda", "../../../volgen/#deel-volg-agenda-samen-leren-ics")],
        ),
        # What one takes part in has its day to remember beside its day.
        ("/leeraanbod/training/", []),
        ("/nieuws/2024/eerste/", []),
    ],
)
def test_a_page_offers_not_to_miss_what_comes_after_it(address: str, offered: list[tuple[str, str]]) -> None:
    assert links(tree(site(SITE), address), "//div.follow") == offered


def test_a_lesson_is_for_an_agenda_until_it_is_over() -> None:
    assert links(tree(site(SITE), "/leeraanbod/training/"), "//section.ticket/p[@class='action']/a") == [
        ("Zet in je agenda", "agenda.ics")
    ]
    made = site(SITE, "4 mei 2024")
    assert links(tree(made, "/leeraanbod/training/"), "//section.ticket/p[@class='action']/a") == []
    assert "DTSTART;VALUE=DATE:20240503" in page(made, "leeraanbod/training/agenda.ics")
