"""One fact, many places: page, card, feed, agenda and both mails say the same; `specs/channels.md` has whole files."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import feedparser
import lxml.html
import pytest

from avksite.rendering.artifact import Build
from tests.channels import EVERYWHERE, TITLES, channels, structured
from tests.outputs.parsed import said, tree, words
from tests.sites import page, site
from tests.specified import cases

TEXTS = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
telefoon: 06-123 456 78
mail: saskia@voorbeeld.nl
eerdere-rollen:
  - rol: projectleider
    tot: 1 januari 2025
---
-- content/bijeenkomsten/2024/congres.md --
---
titel: Congres over armoede
kort: Kom luisteren en meepraten.
begin: 3-7-2024 13:00
eind: 3-7-2024 17:00
soort: congres
locatie:
  naam: Café Hofsteenge
  plaats: Grolloo
aanmelden:
  mail: post@voorbeeld.nl
  tot: 1-7-2024
contact: saskia
---
Tot dan!
-- content/nieuws/2024/oproep.md --
---
titel: Probeer iets nieuws
kort: Heb je een idee? Stuur het in.
datum: 5-3-2024
oproep:
  sluit: 13-7-2024
  verlengd-tot: 20-7-2024
  voor-wie: [gemeenten, bewoners]
  inzenden:
    mail: post@voorbeeld.nl
citaat:
  tekst: Durf het vóór te doen.
  door: Een bewoner
contact: saskia
---
Vertel het ons.
-- content/nieuwsbrieven/juni.md --
---
titel: Nieuwsbrief juni
onderwerp: "Zélf doen: één idee"
voorbeeldtekst: Kom naar het congres.
datum: 6-6-2024
berichten: [/bijeenkomsten/2024/congres.md, /nieuws/2024/oproep.md]
contact: saskia
---
Beste lezer,

/// citaat | Een bewoner
Durf het vóór te doen.
///
"""

COURSE = """\
-- content/leeraanbod/cursus.md --
---
titel: Omgaan met geld
kort: Leer rondkomen.
soort: cursus
leervorm: doen
doelgroep: inwoners
data: 3-9-2024
---
Tot dan.
"""

LESSON = "/leeraanbod/cursus/"
EVENT = "/bijeenkomsten/2024/congres/"
CALL = "/nieuws/2024/oproep/"
EDITION = "/nieuwsbrieven/juni/"


@pytest.mark.parametrize(("typed", "day", "path", "text"), [*cases("channels.md")])
def test_a_file_is_what_its_specification_says_byte_for_byte(typed: str, day: str, path: str, text: str) -> None:
    assert page(site(typed, day), path) == (text.replace("\n", "\r\n") if path.endswith(".ics") else text)


@pytest.fixture(scope="module")
def made() -> Build:
    """The site on a day on which the event is still to come and the call is open."""
    return site(TEXTS, "10 juni 2024")


def test_who_to_ask_is_one_person_with_one_role_in_every_channel(made: Build) -> None:
    told = channels(made, EVENT, EDITION)
    contact = "Contact: Saskia de Vries, projectleider, 06 12 34 56 78, saskia@voorbeeld.nl"
    assert contact in told["agenda"]
    assert contact in told["rss summary"]
    assert "programmaleider" not in "".join(told.values())


def test_in_a_newsletter_the_call_stands_with_its_last_day(made: Build) -> None:
    mail = lxml.html.document_fromstring(page(made, "nieuwsbrieven/juni/mail.html"))
    labels = [words(part) for part in mail.iter("p") if words(part).startswith("Oproep")]
    assert labels == ["Oproep · Verlengd tot en met 20 juli 2024 · 5 maart 2024"]
    assert "Reageren kan tot en met: 20 juli 2024" in words(mail)
    assert "Reageren kan tot en met: 20 juli 2024" in page(made, "nieuwsbrieven/juni/mail.txt")


def test_a_quotation_is_marked_as_one_on_the_page_in_the_feed_and_in_both_mails(made: Build) -> None:
    saying, by = "Durf het vóór te doen.", "Een bewoner"
    assert said(tree(made, CALL), "//figure/blockquote | //figure/figcaption") == [saying, by]
    (item,) = [item for item in feedparser.parse(page(made, "nieuws/feed.xml")).entries if item.title]
    assert f"<blockquote><p>{saying}</p><p>– {by}</p></blockquote>" in item.content[0].value
    mail = lxml.html.document_fromstring(page(made, "nieuwsbrieven/juni/mail.html"))
    assert [words(quote) for quote in mail.iter("blockquote")] == [f"{saying}– {by}"]
    assert f"> {saying}\n>\n> – {by}\n" in page(made, "nieuwsbrieven/juni/mail.txt")


def test_an_accent_arrives_everywhere(made: Build) -> None:
    subject = "Zélf doen: één idee"
    mail = lxml.html.document_fromstring(page(made, "nieuwsbrieven/juni/mail.html"))
    assert mail.findtext("head/title") == f"{subject} – Alliantie van Kracht"
    assert subject in page(made, "nieuwsbrieven/juni/mail.txt")
    assert "LOCATION:Café Hofsteenge\\, Grolloo" in page(made, f"{EVENT[1:]}agenda.ics").replace("\r\n ", "")


# ── How it stands ─────────────────────────────────────────────────────────────────────────────────────────────────────

KEYS = {EVENT: "soort:", CALL: "  verlengd-tot: 20-7-2024\n", LESSON: "soort: cursus\n"}
"""The key of each text that a state is typed before, or that it takes the place of."""

STATES = {
    "cancelled, and over": (EVENT, "afgelast: ja\nsoort:", "10 juni 2025", "Afgelast"),
    "moved twice, and sign-up closed": (
        *(EVENT, "verplaatst-van: [1-6-2024, 26-6-2024]\nsoort:", "2 juli 2024"),
        "Verplaatst naar 3 juli 2024, aanmelden kan niet meer",
    ),
    "results": (EVENT, "uitkomsten: /nieuws/2024/oproep.md\nsoort:", "4 juli 2024", "Uitkomsten bekend"),
    "extended, on its last day": (CALL, KEYS[CALL], "20 juli 2024", "Verlengd tot en met 20 juli 2024"),
    "outcome": (CALL, "  uitkomst: /bijeenkomsten/2024/congres.md\n", "1 augustus 2024", "Gesloten, uitkomst bekend"),
    "course, sign-up closed": (
        *(LESSON, "soort: cursus\naanmelden:\n  mail: post@voorbeeld.nl\n  tot: 1-7-2024\n", "2 juli 2024"),
        "Aanmelden kan niet meer",
    ),
}
"""Those that `test_same_facts` does not draw, and one of each sort for the titles."""


def as_it_stands(address: str, typed: str, today: str) -> Build:
    """Return the site on a day, with an edition of that day."""
    text = (TEXTS + COURSE).replace(KEYS[address], typed, 1).replace("datum: 6-6-2024", f"datum: {today}")
    return site(text.replace("oproep.md]", "oproep.md, /leeraanbod/cursus.md]"), today)


@pytest.mark.parametrize(("address", "typed", "today", "state"), STATES.values(), ids=STATES)
def test_how_a_text_stands_reads_the_same_everywhere(address: str, typed: str, today: str, state: str) -> None:
    told = channels(as_it_stands(address, typed, today), address, EDITION)
    title = {EVENT: "Congres over armoede", CALL: "Probeer iets nieuws", LESSON: "Omgaan met geld"}[address]
    assert {name: told[name].removesuffix(" – Alliantie van Kracht").split(" https:")[0] for name in TITLES} == (
        dict.fromkeys(TITLES, f"{state}: {title}")
    )
    assert [name for name in EVERYWHERE if not tells(told[name], state)] == []


def tells(text: str, state: str) -> bool:
    """Say whether a text tells how something stands, in one breath or in words that each stand apart."""
    first, *more = state.split(", ")
    return state in text or all(part in text for part in (first, *map(str.capitalize, more)))


def test_a_program_reads_that_an_event_is_off_or_moved() -> None:
    off = structured(as_it_stands(EVENT, "afgelast: ja\nsoort:", "10 juni 2024"), EVENT)
    moved = structured(as_it_stands(EVENT, "verplaatst-van: 26-6-2024 13:00\nsoort:", "10 juni 2024"), EVENT)
    assert off["eventStatus"] == "https://schema.org/EventCancelled"
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == ["2024-06-26T13:00:00+02:00"]


STRAIGHT = re.compile(r"[\"']")
TYPED = """\
-- content/site.yaml --
naam: Alliantie van Kracht
ondertitel: "Voor opa's en oma's"
adres: https://voorbeeld.example
menu:
  - titel: Foto's
    naar: /index.md
onderwerpen:
  fotos: "Foto's van toen"
-- content/index.md --
---
titel: Welkom
---
Kijk bij [het nieuws](/nieuws/).
-- content/begrippen.yaml --
foto: Dat zijn twee foto's.
-- content/personen/wie.md --
---
naam: Jan d'Arc
rol: baas van de foto's
---
-- content/organisaties/fotos.md --
---
naam: Oma's Foto's
sector: wonen
---
Wij maken foto's.
-- content/bijeenkomsten/2024/samen.md --
---
titel: "Foto's en 'verhalen'"
kort: "Kom met je foto's. 't Wordt leuk."
begin: 4 juli 2024
soort: werksessie
locatie:
  naam: Café 't Hoekje
  plaats: "'s-Gravenhage"
programma:
  - titel: Foto's kijken
    tekst: "Wat zeg je bij 'oud'?"
onderwerpen: fotos
---
Zo'n dag met foto's.
-- content/nieuws/2024/oproep.md --
---
titel: Oproep voor foto's
kort: Stuur je foto's.
datum: 1 juli 2024
citaat:
  tekst: Zo'n foto zegt meer dan woorden.
  door: Jan d'Arc
oproep:
  sluit: 1 augustus 2024
  voor-wie: [opa's, oma's]
  gebied: "'s-Gravenhage"
  wij-bieden: [foto's van toen]
  inzenden:
    mail: post@voorbeeld.nl
onderwerpen: fotos
---
Wie heeft foto's?
-- content/leeraanbod/fotos.md --
---
titel: Foto's maken
kort: Leer foto's maken.
soort: training
leervorm: doen
doelgroep: inwoners
duur: 2 middagen met foto's
---
Neem foto's mee.
-- content/nieuwsbrieven/nummer.md --
---
titel: De foto's van juli
onderwerp: Foto's!
voorbeeldtekst: Lees over foto's.
datum: 2 juli 2024
berichten: automatisch
---
Zo'n nummer vol foto's.
"""


def readable(name: str, made: Build) -> str:
    """Everything in a file that somebody reads, as one text."""
    text = page(made, name)
    if name.endswith((".txt", ".ics")):
        return text.replace("\r\n ", "")
    if name.endswith(".json"):
        return str([*strings(json.loads(text))]).replace("', '", " ").strip("[]'\"")
    if name.endswith(".xml"):
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))  # the text of an item is HTML of its own
        return re.sub(r"<[^>]*>", " ", text)
    top: Any = lxml.html.document_fromstring(text.encode())
    for code in top.xpath("//script | //style"):
        code.drop_tree()
    named = [value for element in top.iter() for key, value in element.items() if key in {"alt", "title", "aria-label"}]
    told = [meta.get("content", "") for meta in top.xpath("//meta[not(@http-equiv)]")]
    return " ".join([str(top.text_content()), *named, *told])


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON file, with HTML taken as it reads."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]*>", " ", value)
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in strings(one))


def test_no_straight_quote_or_apostrophe_reaches_a_reader() -> None:
    made = site(TYPED, "3 juli 2024")
    endings = (".html", ".txt", ".ics", ".xml", "feed.json")
    read = {a.path: readable(a.path, made) for a in made.artifacts if a.path.endswith(endings) and a.content}
    assert {path: straight for path, text in read.items() if (straight := STRAIGHT.findall(text))} == {}
    for ending in endings:
        assert any("oto’s" in text for path, text in read.items() if path.endswith(ending)), ending
