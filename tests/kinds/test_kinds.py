"""What the page of each kind says on which day, in the words of screen-reading software: `tests/specs/kinds.md`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import lxml.html
import pytest

from avksite.commands.listen import as_heard
from avksite.rendering.artifact import Build
from tests.outputs.parsed import found, links, one, tree, words
from tests.sites import concise, page, site

SPECS = Path(__file__).parents[1] / "specs" / "kinds.md"
PART = re.compile(
    r"""^\#\#[ ](?P<name>[^\n]+)$
    | ^````(?P<what>\S+)(?P<absent>[ ]afwezig)?(?:[ ]op[ ](?P<day>[^\n]+))?\n(?P<text>.*?)^````$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
MORE = "{more}\n"
"""Where the keys of a block `met` go."""


def cases() -> Iterator[Any]:
    """Yield a site, a day, an address, and the lines that its page says, or of which it says none."""
    name, typed, more, also = "", "", "", ""
    for number, part in enumerate(PART.finditer(SPECS.read_text(encoding="utf-8"))):
        what, text = part["what"], part["text"]
        if part["name"]:
            name, more, also = part["name"], "", ""
        elif what == "site":
            typed = text
        elif what == "ook":
            also = text
        elif what == "met":
            more = text
        else:
            whole, day = typed.replace(MORE, more) + also, part["day"] or "1 mei 2024"
            yield pytest.param(whole, day, what, text.splitlines(), bool(part["absent"]), id=f"{number}: {name}, {day}")


def heard(made: Build, address: str) -> list[str]:
    """Return what the main part of a page says, line by line, each link and picture with where it leads."""
    top = tree(made, address)
    for image in found(top, "//main//img[@alt!='']"):
        image.set("alt", f"{image.get('alt')} → {image.get('src')}")
    for link in found(top, "//main//a"):
        images = "".join(image.get("alt", "") for image in found(link, ".//img"))
        link.set("aria-label", f"{link.get('aria-label') or words(link) or images} → {link.get('href')}")
    _, main = as_heard(lxml.html.tostring(top, encoding="unicode")).split("\nHoofdinhoud\n")
    return [line.strip() for line in re.split(r"\n(?! )", main)[0].splitlines()]


@pytest.mark.parametrize(("typed", "day", "address", "lines", "is_absent"), [*cases()])
def test_a_page_says_what_its_specification_says(
    typed: str, day: str, address: str, lines: list[str], *, is_absent: bool
) -> None:
    said = heard(site(typed, day), address)
    if is_absent:
        assert [line for line in lines if any(line in other for other in said)] == []
    else:
        assert "\n".join(lines) in "\n".join(said)


# ── What a page gives to machines ─────────────────────────────────────────────────────────────────────────────────────


ADDRESS = "/bijeenkomsten/2024/congres/"
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


def test_the_day_of_an_event_is_given_to_machines() -> None:
    top = tree(site(EVENT.format(more="")), ADDRESS)
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


def test_a_programme_with_times_is_a_table_with_heads() -> None:
    top = tree(site(EVENT.format(more="programma:\n  - tijd: 13:00\n    titel: Opening\n  - titel: Pauze\n")), ADDRESS)
    heads = [(head.get("scope"), words(head)) for head in found(top, "//table.timetable//th")]
    assert heads == [("col", "Tijd"), ("col", "Wat je kunt verwachten"), ("row", "13.00 uur"), ("row", "")]


def test_two_workshops_of_one_name_can_each_be_pointed_at() -> None:
    more = "workshops:\n  - titel: Praten\n  - titel: Praten\n  - titel: Praten!\n"
    ids = [
        heading.get("id") for heading in found(tree(site(EVENT.format(more=more)), ADDRESS), "//article.workshop/h3")
    ]
    assert ids == ["deel-workshop-praten", "deel-workshop-praten_2", "deel-workshop-praten_3"]


def test_one_file_keeps_one_name_in_the_agenda_from_announcement_to_report() -> None:
    made = [site(EVENT.format(more="")), site(EVENT.format(more="aanwezigen: 160\n"), "1 mei 2025")]
    uids = [re.findall("^UID:.*$", page(build, "agenda.ics"), re.MULTILINE) for build in made]
    assert uids[0] == uids[1]
    assert len(uids[0]) == 1


MEDIA = """\
-- content/media/moeder.mp4 --
beeld
-- content/media/moeder.mp3 --
geluid
-- content/media/moeder.vtt --
WEBVTT
-- content/media/moeder.pdf --
%PDF-1.7
-- content/leeraanbod/moeder.md --
---
titel: Een moeder vertelt
kort: Leer mee.
soort: {sort}
leervorm: doen
doelgroep: inwoners
media:
  {media}
---
Tekst.
-- content/nieuwsbrieven/mei.md --
---
titel: Nieuwsbrief mei
onderwerp: Leer mee
voorbeeldtekst: Een moeder vertelt.
datum: 3 mei 2024
berichten: /leeraanbod/moeder.md
---
Beste lezer,
"""
FILM = "https://voorbeeld.example/media/moeder.mp4"
SOUND = "https://voorbeeld.example/media/moeder.mp3"


@pytest.mark.parametrize(
    ("sort", "media", "words", "href"),
    [
        ("video", "bestand: /media/moeder.mp4\n  duur: 12 minuten", "Bekijk de video: {} (12 minuten{weight})", FILM),
        ("video", "adres: https://films.example/moeder", "Bekijk de video: {}", "https://films.example/moeder"),
        ("podcast", "bestand: /media/moeder.mp3\n  duur: 1 uur", "Beluister: {} (1 uur{weight})", SOUND),
        ("lezen", "bestand: /media/moeder.pdf", "{} (pdf, 9 bytes)", "https://voorbeeld.example/media/moeder.pdf"),
        ("cursus", "adres: https://leren.example/", "Ga naar {}", "https://leren.example/"),
    ],
)
def test_what_there_is_to_see_or_hear_goes_along_in_mail_and_feed(sort: str, media: str, words: str, href: str) -> None:
    made = site(MEDIA.format(sort=sort, media=media), today="4 mei 2024")
    weight = {"video": ", mp4, 6 bytes", "podcast": ", mp3, 7 bytes"}.get(sort, "")
    in_mail = words.format("Een moeder vertelt", weight=weight)
    mail = lxml.html.document_fromstring(page(made, "nieuwsbrieven/mei/mail.html"))
    assert (in_mail, href) in links(mail)
    assert f"{in_mail}:\n{href}" in page(made, "nieuwsbrieven/mei/mail.txt")
    (item,) = feedparser.parse(page(made, "leeraanbod/feed.xml")).entries
    assert (words.format("Een moeder vertelt", weight=""), href) in links(lxml.html.fromstring(item.content[0].value))


CALL = (
    "-- content/nieuws/2024/oproep.md --\n---\ntitel: Oproep\nkort: Doe mee.\ndatum: 5 maart 2024\noproep:\n"
    "  {more}---\nTekst.\n"
)
LESSON = (
    "-- content/leeraanbod/leergang.md --\n---\ntitel: Leergang\nkort: Leer mee.\nsoort: leergang\nleervorm: doen\n"
    "doelgroep: bestuurders\naanmelden:\n  {more}---\nTekst.\n"
)


def test_a_last_day_is_given_to_machines() -> None:
    call = tree(site(CALL.format(more="sluit: 13 november 2024\n")), "/nieuws/2024/oproep/")
    assert [time.get("datetime") for time in found(call, "//section.call//time")] == ["2024-11-13"]
    lesson = site(LESSON.format(more="mail: leren@voorbeeld.example\n  tot: 3 mei 2024\n"))
    assert "DTSTART;VALUE=DATE:20240503" in page(lesson, "agenda.ics")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CALL.format(more="sluit: 13 november 2024\n  verlengd-tot: 1 november 2024\n"),
            "content/nieuws/2024/oproep.md:7: fout[waarde-onleesbaar] `verlengd-tot` (1 november 2024) ligt niet na ",
        ),
        (
            LESSON.format(more="tot: 3 mei 2024\n"),
            "content/leeraanbod/leergang.md:7: fout[waarde-onleesbaar] Bij `aanmelden` staat niet waar.",
        ),
    ],
)
def test_a_group_that_cannot_be_right_is_told(text: str, told: str) -> None:
    assert concise(site(text).problems).startswith(told)
