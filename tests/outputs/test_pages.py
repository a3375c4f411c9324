"""What a page shows around its text: where it is, what it is about, and where to go next."""

import re
from pathlib import Path

import lxml.html
import pytest

from tests.outputs.alliance import FACTS, SITE, news
from tests.outputs.parsed import facts, found, links, one, said, tree, words
from tests.sites import built, page, site

ROOT = Path(__file__).parents[2]

# ── Where it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_stands_once_on_the_page_and_goes_before_the_name_of_the_site() -> None:
    top = tree(site(news("a", "5 maart 2024", body="## Hulp\n\nTekst.")), "/nieuws/2024/a/")
    assert said(top, "//title") == ["Bericht a – Alliantie van Kracht"]
    assert said(top, "//h1") == ["Bericht a"]
    assert said(top, "//div.text/h2") == ["Hulp"]


@pytest.mark.parametrize(
    ("address", "steps", "hrefs"),
    [
        ("/nieuws/2024/a/", ["Alliantie van Kracht", "Nieuws", "Bericht a"], ["../../../", "../../"]),
        ("/over/geschiedenis/", ["Alliantie van Kracht", "Over ons", "Hoe wij begonnen"], ["../../", "../"]),
        ("/", [], []),
    ],
)
def test_a_breadcrumb_leads_from_home_by_the_list_or_the_pages_around(
    address: str, steps: list[str], hrefs: list[str]
) -> None:
    top = tree(site(SITE + news("a", "5 maart 2024")), address)
    assert said(top, "//nav.crumbs//li") == steps
    assert [href for _, href in links(top, "//nav.crumbs")] == hrefs
    assert said(top, "//nav.crumbs//*[@aria-current='page']") == steps[-1:]


def test_the_way_back_names_the_list_it_leads_to() -> None:
    intro = "-- content/nieuws/index.md --\n---\ntitel: Al ons nieuws\ntitel-kort: Berichten\n---\nLees mee.\n"
    for more, named in (("", "Nieuws"), (intro, "Berichten")):
        top = tree(site(more + news("a", "5 maart 2024")), "/nieuws/2024/a/")
        assert links(top, "//li.is-back") == [(f"Terug naar {named}", "../../")]


def test_previous_is_earlier_and_next_is_later() -> None:
    made = site(news("a", "5 maart 2023") + news("b", "6 maart 2023") + news("c", "1 januari 2024"))
    assert links(tree(made, "/nieuws/2023/b/"), "//nav.neighbours") == [
        ("Vorige Bericht a", "../a/"),
        ("Volgende Bericht c", "../../2024/c/"),
        ("Terug naar Nieuws", "../../"),
    ]
    assert said(tree(made, "/nieuws/2023/a/"), "//nav.neighbours//li") == ["Volgende Bericht b", "Terug naar Nieuws"]
    assert said(tree(made, "/nieuws/2024/c/"), "//nav.neighbours//li") == ["Vorige Bericht b", "Terug naar Nieuws"]


def test_the_menu_says_which_part_of_the_site_a_page_belongs_to() -> None:
    made = site(SITE + news("a", "5 maart 2024"))
    marked = "//nav.menu//a[@aria-current]"
    assert [(words(link), link.get("aria-current")) for link in found(tree(made, "/over/"), marked)] == [
        ("Over ons", "page")
    ]
    assert [(words(link), link.get("aria-current")) for link in found(tree(made, "/nieuws/2024/a/"), marked)] == [
        ("Nieuws", "true")
    ]


def test_every_page_says_whose_it_is_and_where_home_is() -> None:
    made = site(SITE + news("a", "5 maart 2024"))
    for address in ("/over/", "/nieuws/2024/a/", "/nieuws/", "/begrippen/"):
        top = tree(made, address)
        home = one(top, "//a.brand")
        assert words(home).startswith("Alliantie van Kracht.")
        assert home.get("aria-label", words(home)).endswith(", naar de homepage")
        assert found(top, "//header.top//h1 | //header.top//h2") == []


# ── What it is about ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_short_version_stands_above_the_text() -> None:
    top = tree(site(news("a", "5 maart 2024")), "/nieuws/2024/a/")
    assert said(top, "//header.doc-head//div.short/p") == ["In het kort", "Kort over a."]


def test_a_date_is_said_in_words_and_given_to_machines() -> None:
    top = tree(site(news("a", "5-3-2024", "bijgewerkt: 7-3-2024\n")), "/nieuws/2024/a/")
    assert said(top, "//p.dateline") == ["Geschreven op 5 maart 2024, bijgewerkt op 7 maart 2024"]
    assert [time.get("datetime") for time in found(top, "//p.dateline/time")] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("address", "today", "told"),
    [
        ("/nieuws/2024/a/", "5 maart 2026", []),
        ("/nieuws/2024/a/", "6 maart 2026", ["Dit bericht is uit 2024. Misschien is er intussen iets veranderd."]),
        ("/nieuws/2024/b/", "6 maart 2026", []),
        ("/bijeenkomsten/2021/congres/", "26 oktober 2030", [
            "Deze bijeenkomst was in 2021. Misschien is er intussen iets veranderd."
        ]),
        ("/over/", "26 oktober 2030", []),
    ],
)  # fmt: skip
def test_a_post_or_event_of_years_ago_says_that_something_may_have_changed(
    address: str, today: str, told: list[str]
) -> None:
    event = (
        "-- content/bijeenkomsten/2021/congres.md --\n---\ntitel: Congres\nkort: Wij spraken.\nsoort: congres\n"
        "begin: 25 oktober 2021\n---\nTekst.\n"
    )
    posts = news("a", "5 maart 2024") + news("b", "5 maart 2024", "bijgewerkt: 1 januari 2026\n")
    made = site(SITE + event + posts, today)
    assert said(tree(made, address), "//p.old") == told
    assert said(tree(made, "/over/"), "//p.dateline") == ["Bijgewerkt op 1 mei 2024"]


def test_a_lead_quote_is_a_quotation_with_who_said_it() -> None:
    quote = "citaat:\n  tekst: We houden de energie vast.\n  door: De partners\n"
    top = tree(site(news("a", "5 maart 2024", quote)), "/nieuws/2024/a/")
    assert said(top, "//figure/blockquote") == ["We houden de energie vast."]
    assert said(top, "//figure/figcaption") == ["De partners"]


def test_four_headings_make_a_list_of_contents() -> None:
    body = "## En…weer door!\n\nA.\n\n### Dieper\n\nB.\n\n## Café\n\nC.\n\n## Zaal\n\nD.\n\n"
    made = site(news("a", "5 maart 2024", body=f"{body}## Slot\n\nE.") + news("b", "5 maart 2024", body=body))
    top, ids = tree(made, "/nieuws/2024/a/"), ["en-weer-door", "cafe", "zaal", "slot"]
    assert links(top, "//nav.contents") == list(
        zip(["En…weer door!", "Café", "Zaal", "Slot"], [f"#{id_}" for id_ in ids], strict=True)
    )
    assert [heading.get("id") for heading in found(top, "//div.text/h2[@id]")][:4] == ids
    assert found(tree(made, "/nieuws/2024/b/"), "//nav.contents") == []


def test_a_page_about_the_same_is_offered_and_the_nearest_comes_first() -> None:
    made = site(
        SITE
        + news("a", "5 maart 2024", "onderwerpen: [wonen, geld]\n")
        + news("b", "6 maart 2024", "onderwerpen: wonen\n")
        + news("c", "4 maart 2024", "onderwerpen: [geld, wonen]\n")
        + news("d", "7 maart 2024", "onderwerpen: leren\n")
    )
    assert links(tree(made, "/nieuws/2024/a/"), "//section.related") == [("Bericht c", "../c/"), ("Bericht b", "../b/")]
    assert found(tree(made, "/nieuws/2024/d/"), "//section.related") == []


def test_topics_lead_to_everything_about_them() -> None:
    top = tree(site(SITE + news("a", "5 maart 2024", "onderwerpen: [wonen, geld]\n")), "/nieuws/2024/a/")
    assert links(top, "//div.topics") == [
        ("Wonen in de buurt", "../../../onderwerpen/wonen/"),
        ("Geld", "../../../onderwerpen/geld/"),
    ]


def test_only_what_the_author_wrote_is_marked_as_another_language() -> None:
    made = site(
        "-- content/nieuws/2024/visit.md --\n---\ntitel: A visit\nkort: We had guests.\ndatum: 3 april 2024\n"
        "taal: en\n---\nThey liked it here.\n"
    )
    top = tree(made, "/nieuws/2024/visit/")
    marked = [words(part) for part in found(top, "//*[@lang='en']")]
    assert top.get("lang") == "nl"
    assert marked[:3] == ["A visit", "We had guests.", "They liked it here."]


# ── The home page, and the page of a partner ──────────────────────────────────────────────────────────────────────────


def test_the_home_page_opens_with_who_we_are_and_what_you_can_do() -> None:
    home = (
        "-- content/index.md --\n---\ntitel: Samen tegen armoede\nkort: Wij zijn een netwerk.\ncijfers: partners\n"
        "doen:\n  - titel: Ik heb een vraag\n    tekst: Bel ons.\n    naar: /over.md#wat-wij-doen\n---\nWelkom.\n"
    )
    top = tree(site(SITE + FACTS + home + news("a", "5 maart 2024")), "/")
    assert said(top, "//title") == ["Alliantie van Kracht – Samen tegen armoede"]
    assert said(top, "//div.hero//h1 | //div.hero//p") == ["Samen tegen armoede", "Wij zijn een netwerk."]
    assert links(top, "//section.doors") == [("Ik heb een vraag", "over/#wat-wij-doen")]
    assert said(top, "//section.numbers//li") == ["42 partners Zij doen mee. Bron: Telling."]
    assert links(top, "//section.projects") == [("De leesclub", "over/")]
    assert links(top, "//main//ul.cards") == [("Bericht a", "nieuws/2024/a/")]
    assert links(top, "//footer//nav")[:2] == [("Het laatste nieuws", "nieuws/"), ("Over ons", "over/")]


def test_a_call_that_is_open_stands_apart_on_the_home_page_until_it_closes() -> None:
    call = news("oproep", "5 maart 2024", "oproep:\n  sluit: 13 mei 2024\n")
    still, over_ = tree(site(call, "13 mei 2024"), "/"), tree(site(call, "14 mei 2024"), "/")
    assert said(still, "//section.calls//h3") == ["Bericht oproep"]
    assert said(still, "//section.calls//li.badge") == ["Oproep", "Vandaag is de laatste dag"]
    assert found(over_, "//section.calls") == []
    assert said(over_, "//main//ul.cards//h3") == ["Bericht oproep"]


SECTIONS = "//main/*[self::section or self::div]//h2"
HOME = (
    "-- content/index.md --\n---\ntitel: Samen\nkort: Wij.\ndoen:\n  - titel: Ik wil leren\n    naar: /les-c/\n---\n"
    "## Wie we zijn\n\nWij.\n"
)


def dish(name: str, sort: str, ways: str = "lezen") -> str:
    return (
        f"-- content/leeraanbod/{name}.md --\n---\ntitel: Les {name}\nkort: Leer iets.\nsoort: {sort}\n"
        f"leervorm: {ways}\ndoelgroep: inwoners\n---\nLeer iets.\n"
    )


LESSONS = dish("a", "lezen") + dish("b", "lezen") + dish("d", "lezen") + dish("e", "training", "doen")
ALIVE = HOME.replace("/les-c/", "/leeraanbod/a.md") + LESSONS + news("x", "5 maart 2024")


@pytest.mark.parametrize(
    ("today", "order"),
    [
        ("5 maart 2025", ["Wat zoek je?", "Nieuws", "Leer op jouw manier", "Wie we zijn"]),
        ("6 maart 2025", ["Wat zoek je?", "Leer op jouw manier", "Wie we zijn", "Uit het archief"]),
    ],
)
def test_after_a_year_of_silence_home_leads_with_what_lasts_and_calls_the_rest_an_archive(
    today: str, order: list[str]
) -> None:
    top = tree(site(ALIVE, today), "/")
    assert said(top, SECTIONS) == order
    assert said(top, "//section[@aria-labelledby='deel-nieuws']//article//a") == ["Bericht x"]


def test_what_is_still_to_come_is_no_archive_however_old_the_news_is() -> None:
    event = (
        "-- content/bijeenkomsten/2026/dag.md --\n---\ntitel: De dag\nkort: Kom.\nbegin: 3 mei 2026 13.00 uur\n"
        "soort: congres\n---\nKom.\n"
    )
    assert "Binnenkort" in said(tree(site(ALIVE + event, "1 mei 2026"), "/"), SECTIONS)


def test_home_shows_nothing_twice_and_of_each_sort_of_lesson_one_first() -> None:
    project = "  - titel: {}\n    tekst: Lees.\n    naar: /leeraanbod/{}.md\n"
    projects = "projecten:\n" + project.format("Lezen", "b") + project.format("Weer a", "a")
    call = news("oproep", "6 maart 2024", "oproep:\n  sluit: 13 mei 2024\n")
    settings = f"-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\n{projects}"
    top = tree(site(ALIVE + call + settings), "/")
    shown = [href for _, href in links(top, "//main//*[self::h3 or self::h4]")]
    assert sorted(shown) == sorted(set(shown))
    assert said(top, "//section.learn//h3") == ["Les d", "Les e"]
    assert said(top, "//section.projects//h3") == ["Lezen"]


def test_home_has_no_section_with_nothing_in_it() -> None:
    bare = tree(site("-- content/index.md --\n---\ntitel: Welkom\n---\n"), "/")
    assert [part.get("class") for part in found(bare, "//main//*[self::section or self::div]") if not words(part)] == []


def test_a_partner_shows_its_people_and_where_the_site_names_it() -> None:
    made = site(SITE + news("a", "5 maart 2024", body="Met [Tinten](/organisaties/tinten.md)."))
    top = tree(made, "/partners/tinten/")
    assert facts(top) == {"Sector": "Welzijn", "Website": "tinten.example"}
    assert links(top, "//dl.facts") == [("tinten.example", "https://www.tinten.example/")]
    assert said(top, "//section[@aria-labelledby='deel-mensen']//li") == ["Saskia de Vries (programmaleider)"]
    assert links(top, "//section[@aria-labelledby='deel-op-deze-site']") == [("Bericht a", "../../nieuws/2024/a/")]
    assert links(tree(made, "/nieuws/2024/a/"), "//div.text")[0] == ("Tinten", "../../../partners/tinten/")
    assert [artifact.path for artifact in made.artifacts if "saskia" in artifact.path] == []


def test_an_edition_shows_its_letter_and_what_it_brings_along() -> None:
    edition = (
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Nieuws\n"
        "voorbeeldtekst: Lees.\ndatum: 6 maart 2024\nberichten: /nieuws/2024/a.md\n---\nBeste lezer,\n"
    )
    top = tree(site(news("a", "5 maart 2024") + edition), "/nieuwsbrieven/maart/")
    assert said(top, "//p.dateline") == ["6 maart 2024"]
    assert said(top, "//div.text/p")[0] == "Beste lezer,"
    assert links(top, "//div.edition") == [("Bericht a", "../../nieuws/2024/a/")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (SITE + FACTS + news("a", "5 maart 2024", body="## Hulp\n\nA.\n\n## Hulp\n\nB."), "nieuws/2024/a/index.html"),
        (SITE.replace("website: https://www.tinten.example/\n---", "---\n## Mensen\n"), "partners/tinten/index.html"),
        (
            news("a", "5 maart 2024")
            + "-- content/nieuws/index.md --\n---\ntitel: Nieuws\n---\n## Alles\n\n## Per jaar\n",
            "nieuws/index.html",
        ),
        (SITE + "-- content/organisaties/index.md --\n---\ntitel: Partners\n---\n## Welzijn\n", "partners/index.html"),
    ],
)
def test_a_heading_may_have_the_words_of_a_part_that_the_site_makes_itself(text: str, path: str) -> None:
    ids = re.findall(r' id="([^"]*)"', page(site(text), path))
    assert sorted(ids) == sorted(set(ids))


# ── Each thing once ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("today", ["10 september 2023", "14 november 2023", "29 november 2026"])
def test_every_page_of_the_real_site_shows_a_card_once_names_its_parts_and_works_without_a_script(today: str) -> None:
    """A list of contents names what was made too; a control that needs the script comes with the script."""
    made, wrong = built(ROOT, today=today), []
    for path in (artifact.path for artifact in made.artifacts if artifact.path.endswith("index.html")):
        top = lxml.html.document_fromstring(page(made, path))
        cards = [href for _, href in links(top, "//main//article.card/*[self::h2 or self::h3 or self::h4]")]
        people = said(top, "//main//p[@class='contact-name'][not(ancestor::*[contains(@class, 'print-only')])]/strong")
        controls = found(top, "//button | //input | //select | //textarea")
        listed = [href for _, href in links(top, "//nav[@class='contents']")]
        parts = found(top, "//div[@class='text']//h2[@id] | //div[contains(@class, 'sections')]//h2[@id]")
        ids = [f"#{part.get('id')}" for part in parts if part.get("id") not in {"deel-vraag", "deel-gaat-over"}]
        wrong += [(path, it) for shown in (cards, people) for it in set(shown) if shown.count(it) > 1]
        wrong += [(path, words(it)) for it in controls if not found(it, "ancestor::form[@method='post']")]
        wrong += [(path, f"{listed} {ids}")] if listed and listed != ids else []
    assert wrong == []


def test_what_has_a_card_on_the_page_does_not_come_back_under_read_on() -> None:
    event = (
        "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: De dag\nkort: Kom.\nbegin: 1 maart 2024\n"
        "soort: congres\nonderwerpen: geld\n---\nTot dan.\n"
    )
    report = news("a", "5 maart 2024", "bijeenkomst: /bijeenkomsten/2024/dag.md\nonderwerpen: geld\n")
    made = site(event + report + news("b", "6 maart 2024", "onderwerpen: geld\n"))
    for address, other in (("/nieuws/2024/a/", "De dag"), ("/bijeenkomsten/2024/dag/", "Bericht a")):
        top = tree(made, address)
        assert said(top, "//main//article.card//h3").count(other) == 1
        assert said(top, "//section.related//h3") == ["Bericht b"]
