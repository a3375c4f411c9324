"""An event, from announcement to report: what its one page says before the day, on it and after."""

import json

import pytest

from avksite.rendering.artifact import Build
from tests.outputs.parsed import facts, found, links, one, said, tree, words
from tests.sites import concise, site

ADDRESS = "/bijeenkomsten/2024/congres/"

RECORDS = """\
-- content/personen/maud.md --
---
naam: Maud Diemer
rol: directeur
eerdere-rollen:
  - rol: adviseur
    tot: 31 december 2024
---
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
---
-- content/organisaties/cosis.md --
---
naam: Cosis
sector: zorg
---
"""

EVENT = """\
-- content/bijeenkomsten/2024/congres.md --
---
titel: Congres over armoede
kort: Kom luisteren en meepraten.
begin: 3 juli 2024 13.00 uur
eind: 3 juli 2024 17.00 uur
soort: congres
locatie:
  naam: Café Hofsteenge
  plaats: Grolloo
{more}---
Tot dan!
"""


def event(more: str = "", today: str = "1 mei 2024", others: str = "") -> Build:
    """Build a site with an event of 3 July 2024."""
    return site(RECORDS + EVENT.format(more=more) + others, today)


@pytest.mark.parametrize(
    ("today", "heading", "badges", "buttons"),
    [
        ("2 juli 2024", "Wanneer en waar", ["Congres"], ["Zet in je agenda"]),
        ("3 juli 2024", "Wanneer en waar", ["Congres", "Vandaag"], ["Zet in je agenda"]),
        ("4 juli 2024", "Wanneer en waar het was", ["Congres"], []),
    ],
)
def test_an_event_moves_from_coming_to_past_by_itself(
    today: str, heading: str, badges: list[str], buttons: list[str]
) -> None:
    top = tree(event(today=today), ADDRESS)
    assert said(top, "//section.ticket/h2") == [heading]
    assert said(top, "//ul.badges/li") == badges
    assert said(top, "//section.ticket//a") == buttons
    assert facts(top) == {"Wanneer": "woensdag 3 juli 2024, 13.00 tot 17.00 uur", "Waar": "Café Hofsteenge, Grolloo"}


def test_an_event_of_more_days_is_there_until_its_last() -> None:
    more = EVENT.replace("eind: 3 juli 2024 17.00 uur", "eind: 5 juli 2024").replace(" 13.00 uur", "").format(more="")
    for today, badges in (("5 juli 2024", ["Congres", "Vandaag"]), ("6 juli 2024", ["Congres"])):
        top = tree(site(more, today), ADDRESS)
        assert said(top, "//ul.badges/li") == badges
        assert facts(top)["Wanneer"] == "woensdag 3 tot en met vrijdag 5 juli 2024"


def test_the_day_of_an_event_is_given_to_machines() -> None:
    top = tree(event("aanwezigen: 160\n"), ADDRESS)
    assert [time.get("datetime") for time in found(top, "//section.ticket//time")] == ["2024-07-03T13:00:00+02:00"]
    graph = json.loads(words(one(top, "//script[@type='application/ld+json']")))["@graph"]
    (thing,) = [part for part in graph if part["@type"] == "Event"]
    assert {key: thing[key] for key in ("name", "startDate", "endDate", "eventStatus", "location")} == {
        "name": "Congres over armoede",
        "startDate": "2024-07-03T13:00:00+02:00",
        "endDate": "2024-07-03T17:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Café Hofsteenge",
            "address": {"@type": "PostalAddress", "addressLocality": "Grolloo", "addressCountry": "NL"},
        },
    }
    assert facts(top)["Aanwezigen"] == "160"


def test_an_event_that_is_called_off_says_so_first() -> None:
    made = event("afgelast: ja\naanmelden:\n  mail: post@voorbeeld.nl\n")
    top = tree(made, ADDRESS)
    assert said(top, "//p.state") == ["Deze bijeenkomst gaat niet door."]
    assert said(top, "//header.doc-head//li.badge") == ["Afgelast", "Congres"]
    assert links(top, "//section.ticket") == []
    assert said(tree(made, "/bijeenkomsten/"), "//article.card//li.badge") == ["Afgelast", "Congres"]


@pytest.mark.parametrize(
    ("more", "today", "told"),
    [
        ("afgelast: ja\n", "4 juli 2024", "Deze bijeenkomst ging niet door."),
        ("verplaatst-van: 1 juni 2024\n", "1 mei 2024", "Let op: eerst was dit op zaterdag 1 juni 2024."),
        (
            "aanmelden:\n  mail: post@voorbeeld.nl\n  tot: 30 april 2024\n",
            "1 mei 2024",
            "Aanmelden kan niet meer. Dat kon tot en met 30 april 2024.",
        ),
    ],
)
def test_how_an_event_stands_comes_before_its_summary(more: str, today: str, told: str) -> None:
    head = one(tree(event(more, today), ADDRESS), "//header.doc-head")
    assert said(head, ".//h1/following-sibling::*")[0] == told


@pytest.mark.parametrize(("more", "today"), [("afgelast: ja\n", "1 mei 2024"), ("", "4 juli 2024")])
def test_nothing_invites_to_what_is_over(more: str, today: str) -> None:
    ways = "  online: https://meet.example/a\naanmelden:\n  mail: post@voorbeeld.nl\nreeks: samen\n"
    top = tree(event(ways + more, today), ADDRESS)
    hrefs = [href for _, href in links(top, "//main")]
    ways_in = {"https://meet.example/a", "mailto:post@voorbeeld.nl"}
    assert [href for href in hrefs if href.endswith(".ics") or href in ways_in] == []


@pytest.mark.parametrize(
    ("today", "fact", "buttons"),
    [
        ("30 juni 2024", "kan tot en met 1 juli 2024 (nog 1 dag)", ["Meld je aan voor ‘Congres over armoede’"]),
        (
            "1 juli 2024",
            "kan tot en met 1 juli 2024 (vandaag is de laatste dag)",
            ["Meld je aan voor ‘Congres over armoede’"],
        ),
        ("2 juli 2024", "kon tot en met 1 juli 2024", []),
    ],
)
def test_signing_up_closes_by_itself_after_its_last_day(today: str, fact: str, buttons: list[str]) -> None:
    top = tree(event("aanmelden:\n  mail: post@voorbeeld.nl\n  tot: 1 juli 2024\n", today), ADDRESS)
    assert facts(top)["Aanmelden"] == fact
    assert said(top, "//section.ticket//a") == [*buttons, "Zet in je agenda"]


def test_signing_up_for_an_event_without_a_last_day_can_be_done_until_it_begins() -> None:
    top = tree(event("aanmelden:\n  adres: https://a.example/in\n", "3 juli 2024"), ADDRESS)
    assert links(top, "//section.ticket")[0] == ("Meld je aan voor ‘Congres over armoede’", "https://a.example/in")


PROGRAMME = """\
programma:
  - tijd: {one}
    titel: Opening
    wie: [maud, Egbert Meijers]
    zaal: Grote zaal
    tekst: Welkom allemaal.
  - tijd: {two}
    titel: Muziek
  - titel: Pauze
"""


def test_a_programme_with_times_is_a_table_with_heads() -> None:
    top = tree(event(PROGRAMME.format(one="13:00", two="13.30 uur")), ADDRESS)
    assert [[head.get("scope"), words(head)] for head in found(top, "//table.timetable//th")] == [
        ["col", "Tijd"],
        ["col", "Wat je kunt verwachten"],
        ["row", "13.00 uur"],
        ["row", "13.30 uur"],
        ["row", ""],
    ]
    opening, *others = said(top, "//table.timetable//td")
    assert opening.startswith("Opening Maud Diemer (adviseur) en Egbert Meijers")
    assert opening.endswith("Grote zaal Welkom allemaal.")
    assert others == ["Muziek", "Pauze"]


def test_a_programme_without_times_is_a_list_in_order() -> None:
    text = PROGRAMME.replace("  - tijd: {one}\n    titel", "  - titel").replace(
        "  - tijd: {two}\n    titel", "  - titel"
    )
    top = tree(event(text), ADDRESS)
    assert said(top, "//ol.timeline//h3.slot-title") == ["Opening", "Muziek", "Pauze"]
    assert found(top, "//table") == []


def test_a_speaker_keeps_the_role_of_that_day_and_one_without_a_record_is_just_a_name() -> None:
    made = event(PROGRAMME.format(one="13:00", two="13:30"), today="1 mei 2025")
    assert said(tree(made, ADDRESS), "//p.slot-meta")[0].startswith("Maud Diemer (adviseur) en Egbert Meijers")
    assert concise(made.problems) == ""


WORKSHOPS = """\
workshops:
  - titel: Gezinscoaches
    actiepunt: integraal werken
    zaal: Tuinzaal
    door: [maud, Een moeder]
    organisaties: [tinten, cosis, Het buurthuis]
    toelichting: /media/gezinscoaches.pdf
    tekst: Over hulp aan het hele gezin.
  - titel: Schulden voorkomen
    toelichting: /media/schulden.pdf
"""

PAPERS = f"-- content/media/gezinscoaches.pdf --\n{'x' * 2999}\n-- content/media/schulden.pdf --\n{'x' * 3999}\n"


def test_a_role_is_told_once() -> None:
    more = (
        "programma:\n  - titel: Opening\n    wie: [maud, jan]\n  - titel: Slot\n    wie: [maud]\n"
        "workshops:\n  - titel: Geld\n    door: [jan]\n"
    )
    jan = "-- content/personen/jan.md --\n---\nnaam: Jan de Boer\nrol: adviseur\n---\n"
    top = tree(event(more, others=jan), ADDRESS)
    assert said(top, "//p.slot-meta") == ["Maud Diemer en Jan de Boer (allebei adviseur)", "Maud Diemer"]
    assert said(top, "//article.workshop//dd") == ["Jan de Boer"]


def test_a_role_says_no_year_on_a_page_of_that_year() -> None:
    """So that two who had the same role share it, whichever way each was typed."""
    more = "programma:\n  - titel: Opening\n    wie: [maud, jan, els]\n"
    others = "".join(
        f"-- content/personen/{name.lower()}.md --\n---\nnaam: {name}\nrol: adviseur in {year}\n---\n"
        for name, year in (("Jan", 2024), ("Els", 2020))
    )
    top = tree(event(more, others=others), ADDRESS)
    assert said(top, "//p.slot-meta") == ["Maud Diemer, Jan (allebei adviseur) en Els (adviseur in 2020)"]


def test_a_workshop_tells_who_where_and_what_with_an_explanation_in_words_of_its_own() -> None:
    top = tree(event(WORKSHOPS, others=PAPERS), ADDRESS)
    workshop = found(top, "//article.workshop")[0]
    assert said(workshop, ".//h3 | .//p[not(a)]") == [
        "Gezinscoaches",
        "Over hulp aan het hele gezin.",
    ]
    assert facts(workshop, ".") == {
        "Actiepunt": "integraal werken",
        "Door": "Maud Diemer (adviseur) en Een moeder",
        "Met": "Tinten, Cosis en Het buurthuis",
        "Zaal": "Tuinzaal",
    }
    assert links(top, "//article.workshop") == [
        ("Tinten", "../../../partners/tinten/"),
        ("Cosis", "../../../partners/cosis/"),
        ("Toelichting op de workshop ‘Gezinscoaches’ (pdf, 3 kB)", "../../../media/gezinscoaches.pdf"),
        ("Toelichting op de workshop ‘Schulden voorkomen’ (pdf, 4 kB)", "../../../media/schulden.pdf"),
    ]
    ids = [heading.get("id") for heading in found(top, "//article.workshop/h3")]
    assert ids == ["deel-workshop-gezinscoaches", "deel-workshop-schulden-voorkomen"]


def test_two_workshops_of_one_name_can_each_be_pointed_at() -> None:
    top = tree(event("workshops:\n  - titel: Praten\n  - titel: Praten\n  - titel: Praten!\n"), ADDRESS)
    ids = [heading.get("id") for heading in found(top, "//article.workshop/h3")]
    assert ids == ["deel-workshop-praten", "deel-workshop-praten_2", "deel-workshop-praten_3"]


def test_a_photo_has_its_words_its_caption_and_its_maker() -> None:
    photo = "fotos:\n  - bestand: /media/zaal.svg\n    alt: Een volle zaal.\n    bijschrift: De opening.\n"
    drawing = '-- content/media/zaal.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>\n'
    top = tree(event(f"{photo}    fotograaf: Anna Smit\n", others=drawing), ADDRESS)
    assert [(image.get("src"), image.get("alt")) for image in found(top, "//div.photos//img")] == [
        ("../../../media/zaal.svg", "Een volle zaal.")
    ]
    assert said(top, "//div.photos//figcaption") == ["De opening. Foto: Anna Smit"]
    assert found(tree(event(), ADDRESS), "//div.photos") == []


def test_who_made_it_possible_is_named_and_linked() -> None:
    top = tree(event("mogelijk-gemaakt-door: [cosis, tinten]\n"), ADDRESS)
    assert said(top, "//section[@aria-labelledby='deel-mogelijk-gemaakt']/h2") == ["Mogelijk gemaakt door"]
    assert links(top, "//section[@aria-labelledby='deel-mogelijk-gemaakt']") == [
        ("Cosis", "../../../partners/cosis/"),
        ("Tinten", "../../../partners/tinten/"),
    ]


def test_who_has_a_logo_shows_it_with_its_name_and_the_others_stand_below() -> None:
    logo = (
        "-- content/organisaties/cosis.md --\n---\nnaam: Cosis\nsector: zorg\nlogo: /media/cosis.svg\n---\n"
        '-- content/media/cosis.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    )
    top = tree(event("mogelijk-gemaakt-door: [tinten, cosis]\n", others=logo), ADDRESS)
    strip = "//section[@aria-labelledby='deel-mogelijk-gemaakt']//ul.logos"
    assert [(image.get("src"), image.get("alt")) for image in found(top, f"{strip}//a/img")] == [
        ("../../../media/cosis.svg", "Cosis")
    ]
    assert [href for _, href in links(top, strip)] == ["../../../partners/cosis/"]
    assert links(top, "//section[@aria-labelledby='deel-mogelijk-gemaakt']//ul.chips") == [
        ("Tinten", "../../../partners/tinten/")
    ]


REPORT = (
    "-- content/nieuws/2024/uitkomsten.md --\n---\ntitel: Dit kwam eruit\nkort: De uitkomsten.\ndatum: 9 juli 2024\n"
    "bijeenkomst: /bijeenkomsten/2024/congres.md\n---\nTekst.\n"
)


@pytest.mark.parametrize("more", ["", "uitkomsten: /nieuws/2024/uitkomsten.md\n"])
def test_an_event_and_its_report_lead_to_each_other(more: str) -> None:
    made = event(more, "10 juli 2024", REPORT)
    assert links(tree(made, ADDRESS), "//section[@aria-labelledby='deel-uitkomsten']") == [
        ("Dit kwam eruit", "../../../nieuws/2024/uitkomsten/")
    ]
    assert links(tree(made, "/nieuws/2024/uitkomsten/"), "//section.about") == [
        ("Congres over armoede", "../../../bijeenkomsten/2024/congres/")
    ]


def test_a_session_has_its_number_and_its_goal_in_its_own_words() -> None:
    session = EVENT.format(more="nummer: 1A\nreeks: actieagenda\ndoel: We leren van elkaar.\n")
    session = session.replace("soort: congres", "soort: werksessie")
    top = tree(site(session), ADDRESS)
    assert said(top, "//ul.badges/li") == ["Werksessie 1A"]
    assert facts(top)["Doel"] == "We leren van elkaar."
    titled = session.replace("titel: Congres over armoede", "titel: Werksessie 1A: armoede")
    assert said(tree(site(titled), ADDRESS), "//ul.badges/li") == ["Werksessie"]


@pytest.mark.parametrize(("today", "heading"), [("2 juli 2024", "Wanneer"), ("4 juli 2024", "Wanneer het was")])
def test_an_event_without_a_place_promises_none(today: str, heading: str) -> None:
    nowhere = EVENT.format(more="").replace("locatie:\n  naam: Café Hofsteenge\n  plaats: Grolloo\n", "")
    assert said(tree(site(nowhere, today), ADDRESS), "//section.ticket/h2") == [heading]


def test_one_file_keeps_one_address_and_one_name_in_the_agenda_from_announcement_to_report() -> None:
    before, after = event(today="1 mei 2024"), event("aanwezigen: 160\n", "1 mei 2025", REPORT)
    assert ADDRESS in {artifact.address for artifact in before.artifacts} & {a.address for a in after.artifacts}
    uids = [
        [line for line in made_text.splitlines() if line.startswith("UID:")]
        for made_text in (_agenda(before), _agenda(after))
    ]
    assert uids[0] == uids[1]
    assert len(uids[0]) == 1


def _agenda(made: Build) -> str:
    return next(artifact.made.content.decode() for artifact in made.artifacts if artifact.path == "agenda.ics")


@pytest.mark.parametrize(("ending", "called"), [("odt", "OpenDocument-tekst"), ("txt", "bestand")])
def test_results_may_be_a_document_with_its_type_and_size(ending: str, called: str) -> None:
    file = f"/media/verslag.{ending}"
    made = site(EVENT.format(more=f"uitkomsten: {file}\n") + f"-- content{file} --\nverslag\n")
    shown = links(tree(made, ADDRESS), "//main")
    assert (f"Uitkomsten van ‘Congres over armoede’ ({called}, 8 bytes)", f"../../..{file}") in shown
