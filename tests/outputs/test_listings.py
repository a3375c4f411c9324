"""Lists: newest first, over pages, by year and by topic, with a word when there is nothing."""

import pytest

from avksite.rendering.artifact import Build
from tests.outputs.alliance import news
from tests.outputs.parsed import found, links, one, said, tree, words
from tests.sites import concise, site

SETTINGS = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
per-bladzijde: 2
onderwerpen:
  wonen: Wonen in de buurt
  geld: Geld
"""


def event(name: str, day: str, more: str = "") -> str:
    """Return an event of a day."""
    return (
        f"-- content/bijeenkomsten/{day[-4:]}/{name}.md --\n---\ntitel: Bijeenkomst {name}\nkort: Kort over {name}.\n"
        f"begin: {day}\nsoort: bijeenkomst\nlocatie:\n  plaats: Zandberg\n{more}---\nTekst.\n"
    )


def organisation(name: str, sector: str, more: str = "") -> str:
    """Return a partner of a sector."""
    return f"-- content/organisaties/{name.lower()}.md --\n---\nnaam: {name}\nsector: {sector}\n{more}---\nTekst.\n"


def sections(made: Build, address: str) -> dict[str, list[str]]:
    """Return what a list holds: under each heading the titles of its cards."""
    parts = found(tree(made, address), "//section.list-section")
    return {said(part, "./h2")[0]: said(part, ".//article//h3") for part in parts}


FIVE = SETTINGS + "".join(news(name, f"{number} maart 2024") for number, name in enumerate("abcde", start=1))


def test_a_card_tells_what_an_item_is_and_links_by_its_title_only() -> None:
    top = tree(site(SETTINGS + event("a", "3 juli 2024", "onderwerpen: geld\n")), "/bijeenkomsten/")
    card = one(top, "//article.card")
    assert links(card) == [("Bijeenkomst a", "2024/a/")]
    assert said(card, ".//time") == ["3 juli 2024"]
    assert said(card, ".//li.badge") == ["Bijeenkomst"]
    assert said(card, ".//p.card-text") == ["Kort over a."]
    assert said(card, ".//dl.facts/div") == ["Waar Zandberg"]


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_long_list_runs_over_pages_newest_first() -> None:
    made = site(FIVE)
    assert [sections(made, address) for address in ("/nieuws/", "/nieuws/bladzijde-2/", "/nieuws/bladzijde-3/")] == [
        {"Alle berichten": ["Bericht e", "Bericht d"]},
        {"Alle berichten": ["Bericht c", "Bericht b"]},
        {"Alle berichten": ["Bericht a"]},
    ]


def test_the_pages_of_a_list_lead_to_each_other_and_say_their_number_in_their_title() -> None:
    top = tree(site(FIVE), "/nieuws/bladzijde-2/")
    assert said(top, "//nav.pages/p") == ["Bladzijde 2 van 3"]
    assert links(top, "//nav.pages") == [
        ("Vorige bladzijde", "../"),
        ("Bladzijde 1", "../"),
        ("Bladzijde 2", "./"),
        ("Bladzijde 3", "../bladzijde-3/"),
        ("Volgende bladzijde", "../bladzijde-3/"),
    ]
    assert said(top, "//nav.pages//a[@aria-current='page']") == ["Bladzijde 2"]
    assert said(top, "//title | //h1") == ["Nieuws, bladzijde 2 – Alliantie van Kracht", "Nieuws, bladzijde 2"]
    assert links(top, "//nav.crumbs")[-1] == ("Nieuws", "../")


def test_a_list_that_fits_on_a_page_has_no_pages() -> None:
    made = site(SETTINGS + news("a", "1 maart 2024") + news("b", "2 maart 2024"))
    assert found(tree(made, "/nieuws/"), "//nav.pages") == []
    assert [artifact.path for artifact in made.artifacts if "bladzijde" in artifact.path] == []


@pytest.mark.parametrize(
    ("number", "near"),
    [
        (1, "1 2 3 … 12"),
        (2, "1 2 3 4 … 12"),
        (5, "1 2 3 4 5 6 7 … 12"),
        (6, "1 … 4 5 6 7 8 … 12"),
        (12, "1 … 10 11 12"),
    ],
)
def test_of_many_pages_only_the_near_ones_and_the_ends_have_a_link_and_a_single_one_is_not_left_out(
    number: int, near: str
) -> None:
    posts = "".join(news(f"b{item}", f"{item} maart 2024") for item in range(1, 25))
    address = "/nieuws/" if number == 1 else f"/nieuws/bladzijde-{number}/"
    shown = said(tree(site(SETTINGS + posts), address), "//nav.pages//li[not(a[@rel])]")
    assert " ".join(text.removeprefix("Bladzijde ") for text in shown) == near


# ── Years and topics ──────────────────────────────────────────────────────────────────────────────────────────────────

YEARS = (
    SETTINGS
    + news("a", "31 december 2022")
    + news("b", "1 januari 2023", "onderwerpen: geld\n")
    + news("c", "5 mei 2023")
)


def test_each_year_has_a_page_and_says_how_much_it_holds() -> None:
    made = site(YEARS + event("a", "31 december 2024", "eind: 1 januari 2025\n"))
    assert links(tree(made, "/nieuws/"), "//nav[@aria-labelledby='deel-per-jaar']") == [
        ("2023 (2)", "2023/"),
        ("2022 (1)", "2022/"),
    ]
    assert sections(made, "/nieuws/2022/") == {"2022": ["Bericht a"]}
    top = tree(made, "/nieuws/2023/")
    assert said(top, "//h1") == ["Nieuws van 2023"]
    assert said(top, "//details//a[@aria-current='page']") == ["2023 (2)"]
    # An event stands in the year in which it begins; a topic that nothing is about has no page.
    assert sections(made, "/bijeenkomsten/2024/") == {"2024": ["Bijeenkomst a"]}
    paths = {artifact.path for artifact in made.artifacts}
    assert paths.isdisjoint({"bijeenkomsten/2025/index.html", "onderwerpen/wonen/index.html"})


def test_a_topic_gathers_everything_about_it_whatever_its_kind() -> None:
    lesson = (
        "-- content/leeraanbod/training.md --\n---\ntitel: Training\nkort: Leer mee.\nsoort: training\nleervorm: doen\n"
        "doelgroep: professionals\nonderwerpen: geld\n---\nTot dan.\n"
    )
    about = "-- content/over.md --\n---\ntitel: Over geld\nonderwerpen: geld\n---\nTekst.\n"
    made = site(YEARS + lesson + about + event("d", "3 juli 2024", "onderwerpen: geld\n"))
    pages = [sections(made, f"/onderwerpen/geld/{page}") for page in ("", "bladzijde-2/")]
    assert pages == [
        {"Alles over ‘Geld’": ["Bijeenkomst d", "Bericht b"]},
        {"Alles over ‘Geld’": ["Training", "Over geld"]},
    ]
    assert links(tree(made, "/onderwerpen/"), "//section.list-section") == [("Geld", "geld/")]
    assert said(tree(made, "/onderwerpen/"), "//section.list-section//li") == ["Geld (4 pagina’s)"]
    assert ("Geld", "../onderwerpen/geld/") in links(tree(made, "/nieuws/"), "//details.filters")


# ── What is to come, and what was ─────────────────────────────────────────────────────────────────────────────────────

EVENTS = SETTINGS + event("a", "1 mei 2024") + event("b", "2 mei 2024") + event("c", "3 mei 2024")


@pytest.mark.parametrize(
    ("today", "coming", "past"),
    [("1 mei 2024", "abc", ""), ("2 mei 2024", "bc", "a"), ("3 mei 2024", "c", "ba"), ("4 mei 2024", "", "cb")],
)
def test_an_event_moves_from_what_comes_to_what_was_on_the_day_after(today: str, coming: str, past: str) -> None:
    expected = {"Wat er komt": coming, "Wat er was": past}
    made = site(EVENTS, today)
    assert sections(made, "/bijeenkomsten/") == {
        heading: [f"Bijeenkomst {name}" for name in names] for heading, names in expected.items() if names
    }
    assert links(tree(made, "/bijeenkomsten/"), "//div.follow") == [
        ("Volg deze lijst met RSS", "../volgen/#deel-volg-bijeenkomsten"),
        ("Zet alle bijeenkomsten in je agenda", "../volgen/#deel-volg-agenda-ics"),
    ]


def test_what_is_to_come_stands_on_the_first_page_only() -> None:
    made = site(EVENTS + event("x", "1 april 2024") + event("y", "2 april 2024") + event("z", "3 april 2024"))
    assert sections(made, "/bijeenkomsten/bladzijde-2/") == {"Wat er was": ["Bijeenkomst x"]}


# ── Nothing, an introduction, partners, editions ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/nieuws/", "Er is nog geen nieuws."),
        ("/bijeenkomsten/", "Er staat nu geen bijeenkomst gepland."),
        ("/nieuwsbrieven/", "Er is nog geen nieuwsbrief."),
        ("/leeraanbod/", "De menukaart is nog leeg."),
        ("/partners/", "Er zijn nog geen partners ingevuld."),
        ("/onderwerpen/", "Er zijn nog geen onderwerpen."),
    ],
)
def test_an_empty_list_says_so_and_a_full_one_does_not(address: str, told: str) -> None:
    assert said(tree(site(), address), "//div.empty") == [told]
    full = site(SETTINGS + news("a", "1 maart 2024", "onderwerpen: geld\n") + event("a", "3 mei 2024"))
    assert said(tree(full, address), "//div.empty") == ([told] if address[1] in "lp" or "brieven" in address else [])


def test_a_text_at_the_address_of_a_list_is_its_introduction() -> None:
    intro = (
        "-- content/nieuws/index.md --\n---\ntitel: Al ons nieuws\ntitel-kort: Berichten\nkort: Lees mee.\n---\nHoi.\n"
    )
    top = tree(site(FIVE + intro), "/nieuws/")
    assert said(top, "//h1 | //div.short/p[last()] | //div.text/p") == ["Al ons nieuws", "Lees mee.", "Hoi."]
    assert said(top, "//title") == ["Berichten – Alliantie van Kracht"]
    assert said(top, "//article//h3") == ["Bericht e", "Bericht d"]


def test_partners_stand_by_sector_in_a_fixed_order() -> None:
    made = site(
        organisation("Tinten", "welzijn", "kort: Welzijnswerk.\n")
        + organisation("Coevorden", "gemeente")
        + organisation("Álderburen", "welzijn")
        + organisation("Hanze", "onderwijs")
    )
    assert sections(made, "/partners/") == {
        "Gemeenten": ["Coevorden"],
        "Welzijn": ["Álderburen", "Tinten"],
        "Onderwijs": ["Hanze"],
    }
    top = tree(made, "/partners/")
    assert links(top, "//nav[@aria-labelledby='deel-per-sector']") == [
        ("Gemeenten (1)", "#deel-gemeente"),
        ("Welzijn (2)", "#deel-welzijn"),
        ("Onderwijs (1)", "#deel-onderwijs"),
    ]
    assert links(top, "//section[@aria-labelledby='deel-gemeente']") == [("Coevorden", "coevorden/")]


def test_editions_stand_newest_first() -> None:
    editions = "".join(
        f"-- content/nieuwsbrieven/{name}.md --\n---\ntitel: Nieuwsbrief {name}\nonderwerp: Nieuws\n"
        f"voorbeeldtekst: Lees.\ndatum: {day}\nberichten: /nieuws/2024/a.md\n---\nBeste lezer,\n"
        for name, day in (("een", "2 maart 2024"), ("twee", "3 april 2024"))
    )
    made = site(SETTINGS + news("a", "1 maart 2024") + editions)
    assert sections(made, "/nieuwsbrieven/") == {"Alle nieuwsbrieven": ["Nieuwsbrief twee", "Nieuwsbrief een"]}
    assert said(tree(made, "/nieuwsbrieven/"), "//article//time") == ["3 april 2024", "2 maart 2024"]


def test_a_text_with_the_address_of_a_year_or_topic_is_its_introduction() -> None:
    made = site(
        "-- content/nieuws/2024/index.md --\n---\ntitel: Wat er in 2024 gebeurde\n---\nEen druk jaar.\n"
        "-- content/onderwerpen/wonen.md --\n---\ntitel: Alles over wonen\n---\nEen dak boven je hoofd.\n"
        "-- content/nieuws/2024/a.md --\n---\ntitel: Bericht\nkort: Kort.\ndatum: 3 april 2024\n"
        "onderwerpen: wonen\n---\nTekst.\n"
    )
    assert concise(made.problems) == ""
    for address, title, intro in (
        ("/nieuws/2024/", "Wat er in 2024 gebeurde", "Een druk jaar."),
        ("/onderwerpen/wonen/", "Alles over wonen", "Een dak boven je hoofd."),
    ):
        top = tree(made, address)
        assert said(top, "//h1") == [title]
        assert intro in words(one(top, "//main"))
        assert "Bericht" in said(top, "//article//h3")
