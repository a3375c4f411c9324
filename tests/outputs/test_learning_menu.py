"""The learning menu: a card to choose from, by way of learning, by audience and by theme."""

from avksite.site import TEMPLATES
from tests.outputs.parsed import facts, found, links, one, said, tree, with_script, words
from tests.sites import page, site

MENU = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
onderwerpen:
  geld: Geldzorgen
  werk: Werk
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
---
-- content/leeraanbod/leergang.md --
---
titel: Tweedaagse leergang
kort: In 2 dagen denk je na.
soort: leergang
leervorm: doen
doelgroep: bestuurders
aanbieder: tinten
duur: 2 dagen
kosten: gratis
data: [1 april 2024 9.00 uur, 3 juli 2024 9.00 uur]
plaats: Zandberg
aanmelden:
  mail: post@voorbeeld.nl
onderwerpen: geld
---
Tot dan.
-- content/leeraanbod/animatie.md --
---
titel: De animatie
kort: Kijk en lees.
soort: video
leervorm: [kijken, lezen]
doelgroep: [inwoners, bestuurders]
media:
  bestand: /media/film.mp4
  ondertiteling: /media/film.vtt
  transcript: /media/film.txt
---
Kijk maar.
-- content/media/film.mp4 (film) --
-- content/media/film.vtt --
WEBVTT

00:01.000 --> 00:03.000
Kijk maar.
-- content/media/film.txt --
Kijk maar.
"""


def test_what_needs_a_script_and_the_cover_of_the_printed_card_are_not_there_before_it() -> None:
    made = site(MENU)
    for path, number in (
        ("//button[ancestor::main] | //form | //a[@data-menu]", 3),
        ("//div[contains(@class, 'menucard-outside')]", 1),
    ):
        assert found(tree(made, "/leeraanbod/"), path) == []
        assert len(found(with_script(made, "/leeraanbod/"), path)) == number


def test_a_way_of_learning_is_offered_when_there_is_something_for_it() -> None:
    """A film that is not there cannot be watched; its page can be read, and a course can be come to."""

    def offered(replaced: str, by: str) -> list[str]:
        made = site(MENU.replace(replaced, by))
        return said(tree(made, "/"), "//ul[@class='ways']//a")

    media = MENU[MENU.index("media:\n") : MENU.index("---\nKijk maar.")]
    video = "/// video | Kijk\n    adres: https://films.example/a\n    ondertiteling: ja\n    transcript: ja\n///\n"
    assert offered("", "") == ["Doen", "Lezen", "Kijken"]
    assert offered(media, "") == ["Doen", "Lezen"]
    assert offered(
        f"leervorm: [kijken, lezen]\ndoelgroep: [inwoners, bestuurders]\n{media}",
        "leervorm: kijken\ndoelgroep: inwoners\n",
    ) == ["Doen", "Lezen"]
    assert offered(f"{media}---\n", f"---\n{video}\n") == ["Doen", "Lezen", "Kijken"]
    assert offered("leervorm: doen", "leervorm: [doen, luisteren]") == ["Doen", "Lezen", "Kijken", "Luisteren"]


def test_the_menu_card_stands_by_way_of_learning() -> None:
    top = with_script(site(MENU), "/leeraanbod/")
    parts = found(top, "//div.menucard//section")
    assert {said(part, "./h2")[0]: said(part, ".//h3") for part in parts} == {
        "Leren door te doen": ["Tweedaagse leergang"],
        "Leren door te lezen": ["De animatie"],
        "Leren door te kijken": ["De animatie"],
    }
    assert said(one(parts[0], ".//li"), "./*") == [
        "Tweedaagse leergang",
        "Leergang, 2 dagen, gratis, Zandberg",
        "woensdag 3 juli 2024, 9.00 uur",
        "In 2 dagen denk je na.",
        "Voor bestuurders",
        "Van Tinten",
    ]
    assert links(parts[0]) == [("Tweedaagse leergang", "leergang/")]


def test_a_reader_chooses_by_way_by_audience_and_by_theme() -> None:
    top = tree(site(MENU), "/leeraanbod/")
    asked = ("leervorm", "doelgroep", "onderwerp", "kenmerk")
    assert {name: links(top, f"//nav[@aria-labelledby='deel-{name}']") for name in asked} == {
        "leervorm": [("Doen (1)", "doen/"), ("Lezen (1)", "lezen/"), ("Kijken (1)", "kijken/")],
        "doelgroep": [("Inwoners (1)", "voor-inwoners/"), ("Bestuurders (2)", "voor-bestuurders/")],
        "onderwerp": [("Geldzorgen (1)", "over-geld/")],
        "kenmerk": [("Gratis (1)", "gratis/")],
    }


def test_a_reader_with_a_script_ticks_the_same_choices_and_hears_beforehand_what_happens() -> None:
    form = one(with_script(site(MENU), "/leeraanbod/"), "//form")
    assert said(form, "./p[1]") == ["Kies wat bij je past. De menukaart past zich meteen aan."]
    assert {
        said(group, "./legend")[0]: [
            (box.get("name"), box.get("value"), words(label))
            for label, box in zip(found(group, ".//label"), found(group, ".//input"), strict=True)
        ]
        for group in found(form, ".//fieldset")
    } == {
        "Hoe leer je graag?": [
            ("leervorm", "doen", "Doen (1)"),
            ("leervorm", "lezen", "Lezen (1)"),
            ("leervorm", "kijken", "Kijken (1)"),
        ],
        "Wie ben je?": [("voor", "inwoners", "Inwoners (1)"), ("voor", "bestuurders", "Bestuurders (2)")],
        "Waar gaat het over?": [("over", "geld", "Geldzorgen (1)")],
        "Wat maakt het makkelijk?": [("met", "gratis", "Gratis (1)")],
    }


def test_a_readers_own_menu_is_a_page_that_says_what_it_needs_and_that_search_engines_leave_alone() -> None:
    made = site(MENU)
    top = with_script(made, "/leeraanbod/mijn-menu/")
    assert words(one(top, "//p[@data-plain]")) == (
        "Je eigen menu werkt alleen als JavaScript aanstaat in je browser. "
        "Zonder kun je de hele menukaart bekijken en afdrukken."
    )
    assert links(top, "//p[@data-plain]") == [("de hele menukaart", "../")]
    assert [meta.get("content") for meta in found(top, "//meta[@name='robots']")] == ["noindex"]
    assert said(top, "//li[@data-dish]/h3") == ["Tweedaagse leergang", "De animatie"]
    assert "/leeraanbod/mijn-menu/" not in page(made, "sitemap.xml")


def test_every_page_of_the_learning_menu_leads_to_the_readers_own_menu() -> None:
    made = site(MENU)
    for address in ("/leeraanbod/", "/leeraanbod/doen/", "/leeraanbod/leergang/"):
        way = "mijn-menu/" if address == "/leeraanbod/" else "../mijn-menu/"
        assert ("Mijn menu", way) in links(with_script(made, address), "//main")


def test_only_the_pages_of_the_learning_menu_load_its_script_which_is_small() -> None:
    made = site(MENU)
    loading = [a.address for a in made.artifacts if a.is_page and b"assets/menukaart." in a.content]
    assert loading
    assert [a for a in loading if not a.startswith("/leeraanbod/")] == []
    assert len((TEMPLATES / "assets" / "menukaart.js").read_bytes()) <= 4608
    # A choice that holds nothing has no page.
    assert not [a for a in loading if a.startswith(("/leeraanbod/luisteren/", "/leeraanbod/over-werk/"))]


def test_every_choice_is_a_page_without_a_script() -> None:
    made = site(MENU)
    chosen = {
        "doen": ("Leren door te doen", ["Tweedaagse leergang"]),
        "kijken": ("Leren door te kijken", ["De animatie"]),
        "voor-bestuurders": ("Leeraanbod voor bestuurders", ["De animatie", "Tweedaagse leergang"]),
        "over-geld": ("Leeraanbod over ‘Geldzorgen’", ["Tweedaagse leergang"]),
    }
    for name, (title, items) in chosen.items():
        top = tree(made, f"/leeraanbod/{name}/")
        assert (said(top, "//h1"), said(top, "//main//h3")) == ([title], items)
        assert links(top, "//nav.crumbs")[-1] == ("Leeraanbod", "../")
        assert len(found(top, "//details//a[@aria-current='page']")) == 1
    assert said(tree(made, "/leeraanbod/voor-bestuurders/"), "//div.short/p[last()]") == [
        "Dit staat er op de menukaart: 2 keuzes."
    ]


def test_an_item_tells_for_whom_it_is_what_it_takes_and_when() -> None:
    top = tree(site(MENU), "/leeraanbod/leergang/")
    assert facts(top) == {
        "Soort": "Leergang",
        "Voor wie": "bestuurders",
        "Aanbieder": "Tinten",
        "Duur": "2 dagen",
        "Kosten": "gratis",
        "Wanneer": "woensdag 3 juli 2024, 9.00 uur",
        "Waar": "Zandberg",
        "Aanmelden": "post@voorbeeld.nl",
    }
    assert links(top, "//dl.facts") == [
        ("Tinten", "../../partners/tinten/"),
    ]
    assert links(top, "//p.action")[0][1] == "mailto:post@voorbeeld.nl"
    assert said(top, "//ul.badges/li") == ["Leergang"]


def test_the_home_page_offers_each_way_of_learning() -> None:
    top = tree(site(MENU), "/")
    assert links(top, "//ul.ways") == [
        ("Doen", "leeraanbod/doen/"),
        ("Lezen", "leeraanbod/lezen/"),
        ("Kijken", "leeraanbod/kijken/"),
    ]
    assert said(top, "//section.learn//h3") == ["De animatie", "Tweedaagse leergang"]
