"""Dates and times that can hardly be meant: with another one, with the folder, or with the day of today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, date
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.dutch.formatting import date_in_words, time_in_words
from avksite.kinds.base import days
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity
from avksite.rendering.bodies import phase_period

if TYPE_CHECKING:
    from avksite.kinds.base import Document, SignUp
    from avksite.site import Site


def _event(end: str, begin: str = "11 december 2024 13.00 uur") -> str:
    return (
        "-- content/bijeenkomsten/2024/overleg.md --\n---\ntitel: Overleg\nkort: We praten over wonen.\n"
        f"begin: {begin}\neind: 11 december 2024 {end}\nsoort: werksessie\n"
        "locatie:\n  plaats: Emmen\n---\nKom je ook?\n"
    )


NO_LENGTH = Rule(
    id="eind-is-begin",
    severity=Severity.WARNING,
    promise="Een bijeenkomst eindigt later dan ze begint.",
    why="Anders duurt de afspraak in een agenda 0 minuten. En wie wil komen, weet niet hoelang het duurt.",
    bad=_event("13.00 uur"),
    good=_event("15.00 uur"),
)

CLASH = Rule(
    id="datums-botsen",
    severity=Severity.WARNING,
    promise="Een datum klopt met vandaag, met de map en met de andere datums en tijden.",
    why="Een lezer weet anders niet welke van de twee klopt, en komt te vroeg, te laat of voor niets.",
    bad=_event("15.00 uur\nprogramma:\n  - tijd: 12.00 uur\n    titel: Inloop"),
    good=_event("15.00 uur\nprogramma:\n  - tijd: 13.00 uur\n    titel: Inloop"),
)

WITHOUT_TIME = Rule(
    id="zonder-tijd",
    severity=Severity.HINT,
    promise="Van alles wat nog komt, staat erbij hoe laat het begint. Van een bijeenkomst ook hoe laat ze klaar is.",
    why="Wie wil komen, regelt een oppas of zoekt een bus op. Daarvoor moet hij weten van hoe laat tot hoe laat.",
    bad=_event("15.00 uur", begin="11 december 2024"),
    good=_event("15.00 uur"),
)

RULES = (NO_LENGTH, CLASH, WITHOUT_TIME)

FIRST_WEBSITE = 1991
FAR = 10
"""Years ahead for which hardly anybody makes an appointment."""
FAR_FOR_A_PLAN = 30
_CONSENT = "toestemming-tot"
"""The one date that may lie as far ahead as somebody likes."""

Told = tuple[Place, str, str] | tuple[Place, str, str, Fix]
"""Where the one to change was typed, what is wrong, what to do, and the same as data where that is certain."""


def check(site: Site) -> Iterator[Problem]:
    """Look at every date above a text, beside the others and on the day of the build."""
    for document in site.documents:
        far = tuple(_far(document, site.today))  # from a year that is wrong, the rest follows
        clashes = far or (*_ahead(document, site.today), *_of_folder(document), *_of_kind(document))
        for place, message, hint, *fix in clashes:
            yield Problem(CLASH, place, message, hint, fix=fix[0] if fix else None)
        yield from (Problem(WITHOUT_TIME, *told[:3]) for told in _without_time(document, site.today))
        if EVENT.holds(document) and document.entry.begin.time and document.entry.end == document.entry.begin:
            message = f"`eind` is hetzelfde als `begin`: {document.entry.begin.text}."
            hint = "Zet bij `eind` hoe laat het klaar is. Weet je dat niet? Haal de regel `eind` dan weg."
            yield Problem(NO_LENGTH, document.place("eind"), message, hint)


def _far(document: Document, today: date) -> Iterator[Told]:
    """Yield each day in a year that is most likely a slip of the finger."""
    folder = document.path.split("/")[-2]
    for place, key, day, most in _days(document):
        if FIRST_WEBSITE <= day.year <= today.year + most:
            continue
        away = day.year - today.year
        where = f"over {away} jaar" if away > 0 else f"{-away} jaar geleden"
        year = int(folder) if folder.isdigit() and int(folder) != day.year else today.year
        meant = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
        message = f"`{key}` is {date_in_words(day)}: dat is {where}."
        yield (
            place,
            message,
            f"Kijk of het jaar klopt. Bedoel je `{date_in_words(meant)}`?",
            Fix(str(day.year), str(year)),
        )


def _days(document: Document) -> Iterator[tuple[Place, str, date, int]]:
    """Yield each day with its place, its key, and how many years it may lie ahead."""
    for loc, day in days(document.entry):
        key = next(part for part in reversed(loc) if isinstance(part, str))
        yield document.place(*loc), key, day, MAXYEAR if key == _CONSENT else FAR
    for block in document.body.blocks:
        try:
            period = phase_period(block) if block.name == "fase" else None
        except Misread:  # told by itself
            continue
        for key, end in (("van", period.first), ("tot", period.last)) if period else ():
            if end and key in block.option_lines:
                yield Place(document.path, block.option_lines[key]), key, end, FAR_FOR_A_PLAN


def _ahead(document: Document, today: date) -> Iterator[Told]:
    """Yield a day that says when something was written or changed, and is still to come."""
    entry, day = document.entry, date_in_words(today)
    written = entry.written
    if written and written > today:
        message = f"`datum` is {date_in_words(written)}, en dat moet nog komen. Maar de tekst staat nu al op de site."
        hint = f"Moet hij dan pas verschijnen? Zet erbij: `publiceer: {date_in_words(written)}`. Typ anders `{day}`."
        yield (
            document.place("datum"),
            message,
            hint if entry.publish_from is None else f"Zet bij `datum` de dag van vandaag: `{day}`.",
        )
    if entry.updated and entry.updated > today:
        message = f"`bijgewerkt` is {date_in_words(entry.updated)}, en dat moet nog komen."
        place = document.place("bijgewerkt")
        typed = document.typed.split("\n")[place.line - 1]
        yield place, message, f"Typ `{day}`, of haal de regel weg.", Fix(typed, f"bijgewerkt: {day}")
    elif entry.updated and written and entry.updated < written:
        message = f"`bijgewerkt` ({date_in_words(entry.updated)}) ligt vóór `datum` ({date_in_words(written)})."
        yield document.place("bijgewerkt"), message, "Haal de regel weg, of typ wanneer de tekst is veranderd."


def _of_folder(document: Document) -> Iterator[Told]:
    """Yield a date of another year than the folder, or the name of an edition; a moved event keeps its address."""
    kind, entry = document.kind, document.entry
    day, year = entry.day, document.path.split("/")[-2]
    if (
        document.kind.is_mailed
        and day
        and (named := re.match(r"\d{4}(?=-)", document.id))
        and int(named[0]) != day.year
    ):
        message = f"`datum` is {date_in_words(day)}, maar het bestand heet `{document.id}`."
        hint = "Kijk of de datum klopt. Zo ja, geef het bestand dan een naam met het goede jaar."
        yield document.place("datum"), message, hint
    if not kind.by_year or not day or not year.isdigit():
        return
    fitting = {day.year}
    if EVENT.holds(document):
        moved_from = (moment.day.year for moment in document.entry.moved_from)
        fitting |= {document.entry.last_day.year, *moved_from}
    if int(year) not in fitting:
        key = "begin" if EVENT.holds(document) else "datum"
        right = f"content/{kind.folder}/{day.year}/{document.path.rpartition('/')[2]}"
        message = f"`{key}` is {date_in_words(day)}, maar het bestand staat in de map `{year}`."
        hint = (
            f"Klopt de datum? Verplaats het bestand naar `{right}`. "
            f"Stond het al op de site? Zet er dan bij: `oude-adressen: {document.address}`."
        )
        yield document.place(key), message, hint


def _of_kind(document: Document) -> Iterator[Told]:
    if EVENT.holds(document):
        yield from _programme(document, document.entry)
        yield from _sign_up(document, document.entry.sign_up, document.entry.begin.day, "`begin`")
    elif LEARNING.holds(document) and document.entry.dates:
        yield from _sign_up(document, document.entry.sign_up, max(document.entry.dates).day, "de laatste keer")
    elif NEWS.holds(document) and (call := document.entry.call) and call.closes < (written := document.entry.date):
        message = f"`sluit` ({date_in_words(call.closes)}) ligt vóór `datum` ({date_in_words(written)})."
        yield document.place("oproep", "sluit"), message, "Typ bij `sluit` een latere dag, of kijk of `datum` klopt."


def _sign_up(document: Document, sign_up: SignUp | None, last: date, what: str) -> Iterator[Told]:
    if sign_up and sign_up.until and sign_up.until > last:
        message = f"Aanmelden kan tot {date_in_words(sign_up.until)}, en dat is na {what} ({date_in_words(last)})."
        hint = f"Typ `{date_in_words(last)}` of een dag ervoor. Of kijk of {what} klopt."
        yield document.place("aanmelden", "tot"), message, hint


def _programme(document: Document, entry: Event) -> Iterator[Told]:
    """Yield the lines of the programme of one day that stand before its begin, behind its end, or behind a later one.

    What goes on in two rooms may stand room by room.
    """
    if entry.last_day != entry.begin.day:
        return
    timed = [(at, line, line.time) for at, line in enumerate(entry.programme) if line.time]
    begin, end = entry.begin.time, entry.end.time if entry.end else None
    early = next(((at, time) for at, _, time in timed if begin and time < begin), None)
    if early and begin:
        times = f"het programma begint om {time_in_words(early[1])}, en `begin` is {time_in_words(begin)}"
        hint = "Maak de twee gelijk. Is er eerst inloop? Typ dan bij `begin` hoe laat de inloop begint."
        place = document.place("programma", early[0], "tijd")
        yield place, f"In het programma en bij `begin` staat iets anders: {times}.", hint
    for (_, before, earlier), (at, line, later) in pairwise(timed):
        if (begin or later) <= later < earlier and line.room == before.room:
            message = f"In het programma komt {time_in_words(later)} na {time_in_words(earlier)}."
            yield document.place("programma", at, "tijd"), message, "Zet de regels op volgorde, of verbeter de tijd."
    late = next(((at, time) for at, _, time in timed if end and time > end), None)
    if late and end:
        times = f"daar staat {time_in_words(late[1])}, en `eind` is {time_in_words(end)}"
        message = f"Het programma gaat langer door dan de bijeenkomst: {times}."
        hint = "Typ bij `eind` hoe laat alles klaar is, of verbeter de tijd in het programma."
        yield document.place("programma", late[0], "tijd"), message, hint


def _without_time(document: Document, today: date) -> Iterator[Told]:
    """Yield what is still to come and does not say from when until when."""
    if EVENT.holds(document) and document.entry.goes_on(today):
        entry = document.entry
        first = next((line.time for line in entry.programme if line.time), None)
        begin = f"{date_in_words(entry.begin.day)} {time_in_words(first) if first else '13.00 uur'}"
        if entry.begin.time is None:
            more = "" if entry.end else " Zet eronder ook hoe laat het klaar is, zoals `eind: 15.00 uur`."
            yield document.place("begin"), "Bij `begin` staat geen tijd.", f"Typ die erachter, zoals `{begin}`.{more}"
        elif entry.end is None:
            hint = "Zet er een regel onder, zoals `eind: 15.00 uur`."
            yield document.place("begin"), "Er staat niet hoe laat het klaar is.", hint
        elif entry.end.time is None:
            hint = f"Typ de tijd erachter, zoals `{date_in_words(entry.end.day)} 15.00 uur`."
            yield document.place("eind"), "Bij `eind` staat geen tijd.", hint
    elif LEARNING.holds(document):
        for index, moment in enumerate(document.entry.dates):
            if moment.day >= today and moment.time is None:
                hint = f"Typ de tijd erachter, zoals `{date_in_words(moment.day)} 13.00 uur`."
                yield document.place("data", index), f"Bij {date_in_words(moment.day)} staat geen tijd.", hint
