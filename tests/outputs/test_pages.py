"""What a page shows around its text: where it is, what it is about, who to ask, and where to go next."""

import io
import json
import re

import pytest
from PIL import Image

from avksite.making.artifact import Build
from tests.outputs.parsed import facts, found, links, one, said, tree, words
from tests.sites import concise, page, site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
ondertitel: Samen tegen armoede
adres: https://voorbeeld.example
contact: saskia
menu:
  - titel: Over ons
    naar: /over.md
  - titel: Nieuws
    naar: /nieuws/
snel-naar:
  - titel: Het laatste nieuws
    naar: /nieuws/
voet:
  - titel: Over ons
    naar: /over.md
projecten:
  - titel: De leesclub
    tekst: Lees samen.
    naar: /over.md
onderwerpen:
  wonen: Wonen in de buurt
  leren: Leren
  geld: Geld
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
organisatie: tinten
telefoon: 0612345678
mail: saskia@voorbeeld.nl
eerdere-rollen:
  - rol: stagiair
    tot: 31 december 2021
  - rol: projectleider
    tot: 24 november 2022
---
-- content/personen/jan.md --
---
naam: Jan de Boer
rol: begeleider
telefoon: 06-87 65 43 21
---
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
website: https://www.tinten.example/
---
-- content/over.md --
---
titel: Over ons en ons werk
titel-kort: Over ons
kort: Wie wij zijn.
bijgewerkt: 2 mei 2024
---
## Wat wij doen

Wij helpen.
-- content/over/geschiedenis.md --
---
titel: Hoe wij begonnen
---
In 2017.
"""


def news(name: str, day: str, more: str = "", body: str = "Tekst.") -> str:
    """Return a post of a day."""
    return (
        f"-- content/nieuws/{day[-4:]}/{name}.md --\n---\ntitel: Bericht {name}\nkort: Kort over {name}.\n"
        f"datum: {day}\n{more}---\n{body}\n"
    )


def over(body: str) -> Build:
    """Build a site whose page about us says this."""
    return site(SITE.replace("Wij helpen.", body))


# ── Where it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_stands_once_on_the_page_and_goes_before_the_name_of_the_site() -> None:
    top = tree(site(news("a", "5 maart 2024", body="## Hulp\n\nTekst.")), "/nieuws/2024/a/")
    assert said(top, "//title") == ["Bericht a – Alliantie van Kracht"]
    assert said(top, "//h1") == ["Bericht a"]
    assert said(top, "//div.text/h2") == ["Hulp"]


def test_a_breadcrumb_leads_from_home_by_the_list_to_the_page() -> None:
    top = tree(site(SITE + news("a", "5 maart 2024")), "/nieuws/2024/a/")
    assert links(top, "//nav.crumbs") == [("Alliantie van Kracht", "../../../"), ("Nieuws", "../../")]
    assert said(top, "//nav.crumbs//*[@aria-current='page']") == ["Bericht a"]


def test_a_breadcrumb_names_the_pages_around_a_page_by_their_short_titles() -> None:
    top = tree(site(SITE), "/over/geschiedenis/")
    assert said(top, "//nav.crumbs//li") == ["Alliantie van Kracht", "Over ons", "Hoe wij begonnen"]


def test_the_home_page_has_no_breadcrumb() -> None:
    assert found(tree(site(SITE), "/"), "//nav.crumbs") == []


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
    ("more", "today", "said_of_it"),
    [
        ("", "5 maart 2026", []),
        ("", "6 maart 2026", ["Dit bericht is uit 2024. Er kan nu iets anders zijn."]),
        ("bijgewerkt: 1 januari 2026\n", "6 maart 2026", []),
    ],
)
def test_a_post_of_years_ago_says_that_something_may_have_changed(more: str, today: str, said_of_it: list[str]) -> None:
    assert said(tree(site(news("a", "5 maart 2024", more), today), "/nieuws/2024/a/"), "//p.old") == said_of_it


def test_an_event_of_years_ago_says_so_and_a_page_does_not() -> None:
    event = (
        "-- content/bijeenkomsten/2021/congres.md --\n---\ntitel: Congres\nkort: Wij spraken.\nsoort: congres\n"
        "begin: 25 oktober 2021\n---\nTekst.\n"
    )
    made = site(SITE + event, "26 oktober 2030")
    assert said(tree(made, "/bijeenkomsten/2021/congres/"), "//p.old") == [
        "Deze bijeenkomst was in 2021. Er kan nu iets anders zijn."
    ]
    assert found(tree(made, "/over/"), "//p.old") == []


def test_a_page_without_a_date_says_when_it_was_last_changed() -> None:
    assert said(tree(site(SITE), "/over/"), "//p.dateline") == ["Bijgewerkt op 2 mei 2024"]


def test_a_lead_quote_is_a_quotation_with_who_said_it() -> None:
    quote = "citaat:\n  tekst: We houden de energie vast.\n  door: De partners\n"
    top = tree(site(news("a", "5 maart 2024", quote)), "/nieuws/2024/a/")
    assert said(top, "//figure/blockquote") == ["We houden de energie vast."]
    assert said(top, "//figure/figcaption") == ["De partners"]


def test_three_headings_make_a_list_of_contents() -> None:
    body = "## En…weer door!\n\nA.\n\n### Dieper\n\nB.\n\n## Café\n\nC.\n\n## Slot\n\nD."
    top = tree(site(news("a", "5 maart 2024", body=body)), "/nieuws/2024/a/")
    assert links(top, "//nav.contents") == [("En…weer door!", "#en-weer-door"), ("Café", "#cafe"), ("Slot", "#slot")]
    assert [heading.get("id") for heading in found(top, "//div.text/h2[@id]")][:3] == ["en-weer-door", "cafe", "slot"]


def test_two_headings_make_none() -> None:
    top = tree(site(news("a", "5 maart 2024", body="## Een\n\nA.\n\n## Twee\n\nB.")), "/nieuws/2024/a/")
    assert found(top, "//nav.contents") == []


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


# ── Who to ask, and passing it on ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "role"),
    [
        ("31 december 2021", "stagiair"),
        ("1 januari 2022", "projectleider"),
        ("24 november 2022", "projectleider"),
        ("25 november 2022", "programmaleider"),
    ],
)
def test_a_dated_page_shows_the_role_of_its_day(day: str, role: str) -> None:
    body = "/// contact\n    persoon: saskia\n///"
    top = tree(site(SITE + news("a", day, "contact: saskia\n", body)), f"/nieuws/{day[-4:]}/a/")
    now = "Saskia de Vries programmaleider, Tinten"
    assert said(top, "//main//p.contact-name") == [f"Saskia de Vries {role}, Tinten"] * (2 if role not in now else 1)
    assert said(top, "//aside//p.contact-name") == [now]


def test_a_contact_card_can_be_called_and_written_to() -> None:
    top = tree(site(SITE), "/over/")
    assert links(top, "//aside//div.contact") == [
        ("Tinten", "../partners/tinten/"),
        ("Bel 06 12 34 56 78", "tel:+31612345678"),
        ("Mail saskia@voorbeeld.nl", "mailto:saskia@voorbeeld.nl"),
    ]


def test_somebody_else_to_ask_stands_below_the_text() -> None:
    top = tree(site(SITE + news("a", "5 maart 2024", "contact: [jan, saskia]\n")), "/nieuws/2024/a/")
    assert said(top, "//section.asked//div.contact") == ["Jan de Boer begeleider Bel 06 87 65 43 21"]


def test_a_phone_number_reads_the_same_however_it_was_typed() -> None:
    body = "Bel 06-123 456 78 of +31 6 12345678. Of mail saskia@voorbeeld.nl.\n\n/// contact\n    persoon: saskia\n///"
    top = tree(over(body), "/over/")
    phones = [link for link in links(top) if link[1].startswith("tel:")]
    assert {(said.removeprefix("Bel "), href) for said, href in phones} == {("06 12 34 56 78", "tel:+31612345678")}
    assert len(phones) == 4
    # The full stop after an address is not part of it.
    assert ("saskia@voorbeeld.nl", "mailto:saskia@voorbeeld.nl") in links(top, "//div.text")


def test_sharing_follows_nobody() -> None:
    text = news("a", "5 maart 2024").replace("Bericht a", "Één & twee?")
    top = tree(site(text), "/nieuws/2024/a/")
    url = "https%3A%2F%2Fvoorbeeld.example%2Fnieuws%2F2024%2Fa%2F"
    title = "%C3%89%C3%A9n%20%26%20twee%3F"
    assert links(top, "//div.share") == [
        ("Deel via WhatsApp", f"https://wa.me/?text={title}%20{url}"),
        ("Deel via LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("Deel via Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("Deel via e-mail", f"mailto:?subject={title}&body={url}"),
    ]
    assert said(top, "//div.share//button") == ["Kopieer de link"]
    loaded = [*found(top, "//*[@src and not(@loading='lazy')]"), *found(top, "//link[@rel='stylesheet']")]
    assert [element.get("src") or element.get("href") for element in loaded] == [
        "../../../assets/instellingen.js",
        "../../../assets/site.js",
        "../../../assets/lezen.js",
        "../../../assets/style.css",
    ]


def test_what_is_shared_has_a_title_a_text_and_a_picture() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    picture = "afbeelding:\n  bestand: /media/huis.png\n  alt: Een huis.\n"
    text = news("a", "5 maart 2024", picture)
    top = tree(site(f"{text}-- content/media/huis.png (latin-1) --\n{drawn.getvalue().decode('latin-1')}\n"),
               "/nieuws/2024/a/")  # fmt: skip
    assert {meta.get("property"): meta.get("content") for meta in found(top, "//meta[@property]")} == {
        "og:type": "article",
        "og:site_name": "Alliantie van Kracht",
        "og:locale": "nl_NL",
        "og:title": "Bericht a",
        "og:description": "Kort over a.",
        "og:url": "https://voorbeeld.example/nieuws/2024/a/",
        "og:image": "https://voorbeeld.example/nieuws/2024/a/deelbeeld.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Bericht a. Nieuwsbericht · 5 maart 2024. Alliantie van Kracht.",
    }
    assert [meta.get("content") for meta in found(top, "//meta[@name='description']")] == ["Kort over a."]
    assert one(top, "//figure.figure//img").get("alt") == "Een huis."


def test_a_machine_reads_what_a_page_is_and_where_it_stands() -> None:
    top = tree(site(news("a", "5 maart 2024")), "/nieuws/2024/a/")
    graph = json.loads(words(one(top, "//script[@type='application/ld+json']")))["@graph"]
    things = {thing["@type"]: thing for thing in graph}
    assert sorted(things) == ["BreadcrumbList", "NGO", "NewsArticle", "WebPage", "WebSite"]
    assert things["NewsArticle"]["datePublished"] == "2024-03-05T00:00:00+01:00"
    assert things["NewsArticle"]["headline"] == "Bericht a"
    assert [step["item"] for step in things["BreadcrumbList"]["itemListElement"]] == [
        "https://voorbeeld.example/",
        "https://voorbeeld.example/nieuws/",
        "https://voorbeeld.example/nieuws/2024/a/",
    ]


# ── The text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    "-- content/feiten.yaml --\npartners:\n  getal: 42\n  eenheid: partners\n  tekst: Zij doen mee.\n  bron: Telling.\n"
)


def test_a_figure_is_kept_in_one_place_and_shows_in_every_part_of_a_text() -> None:
    body = (
        "Wij zijn met {feit:partners}.\n\n"
        "- Alle {feit:partners}, ook [de {feit:partners} namen](over/geschiedenis.md)\n\n"
        "| Wat | Getal |\n|---|---|\n| Partners | {feit:partners} |\n\n"
        "/// let-op | Let op\nSamen **{feit:partners}**.\n///\n\n/// cijfers\n    feiten: partners\n///"
    )
    top = tree(site(SITE.replace("Wij helpen.", body) + FACTS), "/over/")
    text = one(top, "//div.text")
    assert said(text, "./p")[0] == "Wij zijn met 42."
    assert said(text, "./ul[not(@role)]/li") == ["Alle 42, ook de 42 namen"]
    assert said(text, ".//td[last()]") == ["42"]
    assert said(text, ".//div.notice/p") == ["Let op", "Samen 42."]
    assert said(text, ".//ul.figures/li") == ["42 partners Zij doen mee. Bron: Telling."]


def test_a_sentence_is_kept_in_one_place_too() -> None:
    kept = "-- content/feiten.yaml --\nambitie: geen kind leeft lang in armoede\n"
    post = news("a", "5 maart 2024", body="Dit willen wij: {feit:ambitie}.")
    made = site(SITE.replace("Wij helpen.", "Dit drijft ons: {feit:ambitie}.") + post + kept)
    assert said(tree(made, "/over/"), "//div.text/p")[0] == "Dit drijft ons: geen kind leeft lang in armoede."
    assert said(tree(made, "/nieuws/2024/a/"), "//div.text/p")[0] == "Dit willen wij: geen kind leeft lang in armoede."


def test_links_lead_right_from_wherever_they_stand() -> None:
    body = (
        "[A](/over/geschiedenis.md)\n\n1. een [B](over/geschiedenis.md)\n    - twee [C](/nieuws/)\n\n"
        "> [D](/over.md#wat-wij-doen)\n\n/// uitklap | Meer\n/// let-op | Let op\n[E](https://a.example/)\n///\n///\n\n"
        "/// knop | F\n    naar: /over/geschiedenis.md\n///"
    )
    made = over(body)
    assert concise(made.problems) == ""
    assert links(tree(made, "/over/"), "//div.text")[:6] == [
        ("A", "geschiedenis/"),
        ("B", "geschiedenis/"),
        ("C", "../nieuws/"),
        ("D", "./#wat-wij-doen"),
        ("E", "https://a.example/"),
        ("F", "geschiedenis/"),
    ]


def test_a_link_that_leaves_the_site_is_marked() -> None:
    top = tree(over("[Elders](https://a.example/) en [hier](/nieuws/)."), "/over/")
    assert said(top, "//div.text//a[@data-extern]")[:1] == ["Elders"]
    assert found(top, "//div.text//a[@data-extern and starts-with(@href, '.')]") == []


def test_a_document_tells_its_type_and_size_wherever_it_is_named() -> None:
    block = "/// download | Verslag\n    bestand: /media/verslag.pdf\n    toelichting: Uit 2023.\n///"
    text = SITE.replace("Wij helpen.", f"[Het verslag](/media/verslag.pdf)\n\n{block}")
    top = tree(site(text + "-- content/media/verslag.pdf --\n" + "x" * 1999 + "\n"), "/over/")
    assert links(top, "//div.text")[:2] == [
        ("Het verslag (pdf, 2 kB)", "../media/verslag.pdf"),
        ("Verslag (pdf, 2 kB)", "../media/verslag.pdf"),
    ]
    assert said(top, "//div.download/p.note") == ["Uit 2023."]


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("31 januari 2023", ["Straks", "Straks", "Straks"]),
        ("1 februari 2023", ["Nu bezig", "Straks", "Straks"]),
        ("31 maart 2023", ["Nu bezig", "Straks", "Straks"]),
        ("1 april 2023", ["Klaar", "Nu bezig", "Straks"]),
        ("1 juli 2023", ["Klaar", "Klaar", "Nu bezig"]),
        ("1 januari 2030", ["Klaar", "Klaar", "Nu bezig"]),
    ],
)
def test_a_phase_says_when_it_is_and_how_it_stands(today: str, states: list[str]) -> None:
    body = (
        "/// fase | Fase 1\n    van: februari-maart 2023\n\n- Ja zeggen\n///\n\n"
        "/// fase | Fase 2\n    van: april 2023\n    tot: juni 2023\n\n- Bouwen\n///\n\n"
        "/// fase | Fase 3\n    van: vanaf de zomer 2023\n\n- Doen\n///"
    )
    top = tree(site(SITE.replace("Wij helpen.", body), today), "/over/")
    assert said(top, "//div.phase/p.block-title") == ["Fase 1", "Fase 2", "Fase 3"]
    assert said(top, "//div.phase//span.phase-state") == states
    assert said(top, "//div.phase//span.phase-period") == [
        "februari-maart 2023",
        "april 2023 tot en met juni 2023",
        "vanaf de zomer 2023",
    ]


def test_a_film_elsewhere_is_a_link_and_loads_nothing() -> None:
    body = "/// video | De animatie\n    adres: https://www.films.example/a\n    duur: 3 minuten\n///"
    top = tree(over(body), "/over/")
    assert links(top, "//figure.media") == [("Bekijk op films.example", "https://www.films.example/a")]
    assert found(top, "//iframe | //video | //main//img") == []
    assert said(top, "//figure.media//p.block-title") == ["De animatie (3 minuten)"]


def test_a_film_of_our_own_has_captions_and_its_text() -> None:
    body = (
        "/// video | De animatie\n    bestand: /media/film.mp4\n    ondertiteling: /media/film.vtt\n"
        "    transcript: /over/geschiedenis.md\n///"
    )
    text = SITE.replace("Wij helpen.", body)
    top = tree(
        site(
            f"{text}-- content/media/film.mp4 --\nx\n-- content/media/film.vtt --\n"
            "WEBVTT\n\n00:01.000 --> 00:03.000\nHallo.\n"
        ),
        "/over/",
    )
    video = one(top, "//figure.media/video")
    assert (video.get("aria-label"), video.get("autoplay"), video.get("preload")) == ("De animatie", None, "none")
    assert (video.get("poster"), video.get("width"), video.get("height")) == (
        "../assets/tekening-kijken.svg",
        "1280",
        "720",
    )
    assert [(track.get("kind"), track.get("src"), track.get("srclang")) for track in found(video, ".//track")] == [
        ("captions", "../media/film.vtt", "nl")
    ]
    assert links(top, "//figure.media/figcaption") == [
        ("Download de video De animatie (mp4, 2 bytes)", "../media/film.mp4"),
        ("Lees de tekst van De animatie", "geschiedenis/"),
    ]


def test_a_film_shows_its_own_picture_before_it_plays() -> None:
    drawing = '-- content/media/markt.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    body = "/// video | De animatie\n    bestand: /media/film.mp4\n    poster: /media/markt.svg\n///"
    top = tree(site(f"{SITE.replace('Wij helpen.', body)}{drawing}-- content/media/film.mp4 --\nx\n"), "/over/")
    assert one(top, "//video").get("poster") == "../media/markt.svg"


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://www.youtube.com/watch?v=a", "YouTube"),
        ("https://youtu.be/a", "YouTube"),
        ("https://open.spotify.com/episode/a", "Spotify"),
        ("https://www.films.example/a", "films.example"),
        ("https://notyoutube.com/a", "notyoutube.com"),
    ],
)
def test_a_recording_elsewhere_names_the_service_and_says_that_it_may_follow_you(address: str, named: str) -> None:
    top = tree(over(f"/// audio | Gesprek\n    adres: {address}\n    transcript: nee\n///"), "/over/")
    assert links(top, "//figure.media") == [(f"Beluister op {named}", address)]
    (note,) = said(top, "//figure.media//p.note")
    assert note.startswith(f"De opname staat op {named}. Die website kan bijhouden dat jij kijkt of luistert.")
    assert found(top, "//iframe | //audio") == []


def test_a_recording_of_the_learning_menu_plays_on_its_page() -> None:
    item = (
        "-- content/leeraanbod/gesprek.md --\n---\ntitel: Gesprek met een coach\nkort: Luister.\nsoort: podcast\n"
        "leervorm: luisteren\ndoelgroep: inwoners\nmedia:\n  bestand: /media/gesprek.mp3\n  duur: 20 minuten\n"
        "  transcript: /media/gesprek.txt\n---\nTekst.\n-- content/media/gesprek.mp3 --\nx\n"
        "-- content/media/gesprek.txt --\nHallo.\n"
    )
    top = tree(site(item), "/leeraanbod/gesprek/")
    audio = one(top, "//figure.media/audio")
    assert (audio.get("preload"), audio.get("aria-label")) == ("none", "Gesprek met een coach")
    assert links(top, "//figure.media") == [
        ("Download de opname Gesprek met een coach (mp3, 2 bytes)", "../../media/gesprek.mp3"),
        ("Lees de tekst van Gesprek met een coach", "../../media/gesprek.txt"),
    ]


def test_a_course_elsewhere_is_a_link_on_its_page() -> None:
    item = (
        "-- content/leeraanbod/cursus.md --\n---\ntitel: Omgaan met geld\nkort: Leer.\nsoort: e-learning\n"
        "leervorm: doen\ndoelgroep: inwoners\nmedia:\n  adres: https://cursus.example/geld\n---\nTekst.\n"
    )
    top = tree(site(item), "/leeraanbod/cursus/")
    assert ("Ga naar Omgaan met geld", "https://cursus.example/geld") in links(top, "//div.text")


def test_a_picture_in_a_text_has_its_words_and_its_caption() -> None:
    drawing = '-- content/media/model.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    top = tree(site(SITE.replace("Wij helpen.", '![4 lijnen naar een zon.](/media/model.svg "Het model.")') + drawing),
               "/over/")  # fmt: skip
    image = one(top, "//figure.figure/img")
    assert {str(name): str(value) for name, value in image.attrib.items()} == {
        "src": "../media/model.svg",
        "alt": "4 lijnen naar een zon.",
        "width": "40",
        "height": "30",
        "loading": "lazy",
        "decoding": "async",
    }
    assert said(top, "//figure.figure/figcaption") == ["Het model."]


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


def test_a_partner_shows_its_people_and_where_the_site_names_it() -> None:
    made = site(SITE + news("a", "5 maart 2024", body="Met [Tinten](/organisaties/tinten.md)."))
    top = tree(made, "/partners/tinten/")
    assert facts(top) == {"Sector": "Welzijn", "Website": "tinten.example"}
    assert links(top, "//dl.facts") == [("tinten.example", "https://www.tinten.example/")]
    assert said(top, "//section[@aria-labelledby='deel-mensen']//li") == ["Saskia de Vries (programmaleider)"]
    assert links(top, "//section[@aria-labelledby='deel-op-deze-site']") == [("Bericht a", "../../nieuws/2024/a/")]
    assert links(tree(made, "/nieuws/2024/a/"), "//div.text")[0] == ("Tinten", "../../../partners/tinten/")


def test_a_person_has_no_page() -> None:
    assert [artifact.path for artifact in site(SITE).artifacts if "saskia" in artifact.path] == []


def test_an_edition_shows_its_letter_and_what_it_brings_along() -> None:
    edition = (
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Nieuws\n"
        "voorbeeldtekst: Lees.\ndatum: 6 maart 2024\nberichten: /nieuws/2024/a.md\n---\nBeste lezer,\n"
    )
    top = tree(site(news("a", "5 maart 2024") + edition), "/nieuwsbrieven/maart/")
    assert said(top, "//p.dateline") == ["Verstuurd op 6 maart 2024"]
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
