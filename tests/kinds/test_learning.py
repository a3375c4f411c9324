"""A learning item says until when one can sign up, as an event does, and brings what there is to see or hear."""

from __future__ import annotations

import feedparser
import lxml.html
import pytest

from tests.outputs.parsed import facts, links, said, tree
from tests.sites import concise, page, site

ITEM = (
    "-- content/leeraanbod/leergang.md --\n---\ntitel: Leergang\nkort: Leer mee.\nsoort: leergang\nleervorm: doen\n"
    "doelgroep: bestuurders\naanmelden:\n  {how}---\nTekst.\n"
)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2 mei 2024", "kan tot en met 3 mei 2024 (nog 1 dag)"),
        ("3 mei 2024", "kan tot en met 3 mei 2024 (vandaag is de laatste dag)"),
        ("4 mei 2024", "kon tot en met 3 mei 2024"),
    ],
)
def test_the_last_day_to_sign_up_counts(today: str, words: str) -> None:
    made = site(ITEM.format(how="mail: leren@voorbeeld.example\n  tot: 3 mei 2024\n"), today=today)
    assert facts(tree(made, "/leeraanbod/leergang/"))["Aanmelden"] == words
    assert "DTSTART;VALUE=DATE:20240503" in page(made, "agenda.ics")


def test_signing_up_leads_somewhere() -> None:
    made = site(ITEM.format(how="tot: 3 mei 2024\n"))
    assert concise(made.problems) == (
        "content/leeraanbod/leergang.md:7: fout[waarde-onleesbaar] Bij `aanmelden` staat niet waar."
    )


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


COURSE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
contact: saskia
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
telefoon: 06 12 34 56 78
mail: saskia@voorbeeld.nl
---
-- content/leeraanbod/cursus.md --
---
titel: Cursus
kort: Leer mee.
soort: {sort}
leervorm: doen
doelgroep: bestuurders
{more}---
Tekst.
"""
ASK = "Bel Saskia de Vries: 06 12 34 56 78. Of mail: saskia@voorbeeld.nl."
TO_ASK = "tel:+31612345678 mailto:saskia@voorbeeld.nl"
IN = "aanmelden:\n  mail: in@voorbeeld.nl\n"
JOIN = "Meld je aan voor ‘Cursus’ Zet in je agenda"
DAY = "Meedoen Wanneer vrijdag 10 mei 2024"


@pytest.mark.parametrize(
    ("sort", "more", "told", "offered"),
    [
        # Dated: when, until when, where to sign up, and the day to remember, before the text.
        (
            "cursus",
            f"data: [10 mei 2024, 17 mei 2024]\n{IN}  tot: 3 mei 2024\n",
            f"{DAY} Wanneer vrijdag 17 mei 2024 Aanmelden kan tot en met 3 mei 2024 (nog 2 dagen) {JOIN}",
            "mailto:in@voorbeeld.nl agenda.ics",
        ),
        # One day and no last one to sign up: that day.
        (
            "cursus",
            f"data: 10 mei 2024\n{IN}",
            f"{DAY} Aanmelden kan tot en met 10 mei 2024 (nog 9 dagen) {JOIN}",
            "mailto:in@voorbeeld.nl agenda.ics",
        ),
        # Too late to sign up, and still to come.
        (
            "cursus",
            f"data: 10 mei 2024\n{IN}  tot: 30 april 2024\n",
            f"{DAY} Aanmelden kon tot en met 30 april 2024 Zet in je agenda Wil je meedoen? {ASK}",
            f"agenda.ics {TO_ASK}",
        ),
        # Undated: what to do, with a number and an address.
        ("leerkring", "", f"Meedoen Wil je meedoen? {ASK}", TO_ASK),
        ("cursus", f"data: 10 april 2024\n{IN}", f"Meedoen Wil je weten wanneer het weer komt? {ASK}", TO_ASK),
        # A text is there to be read.
        ("lezen", "", "", ""),
    ],
)
def test_an_item_says_how_to_take_part_before_its_text(sort: str, more: str, told: str, offered: str) -> None:
    top = tree(site(COURSE.format(sort=sort, more=more)), "/leeraanbod/cursus/")
    ticket = "//section[@aria-labelledby='deel-kaartje']"
    assert " ".join(said(top, ticket)) == told
    assert " ".join(href for _, href in links(top, ticket)) == offered


def test_a_course_that_is_over_says_so_first() -> None:
    more = "data: [10 april 2024, 12 april 2024]\naanmelden:\n  mail: in@voorbeeld.nl\n"
    top = tree(site(COURSE.format(sort="cursus", more=more)), "/leeraanbod/cursus/")
    assert said(top, "//header.doc-head//li.badge") == ["Geweest", "Cursus"]
    assert said(top, "//p.state") == ["Dit is geweest. De laatste keer was op 12 april 2024."]
    assert "Aanmelden" not in facts(top)
