"""Dates and times in the front matter that can hardly both be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.kinds.event import Event
from avksite.kinds.news import NewsPost
from avksite.problems import Problem, Rule, Severity
from avksite.reading.dutch import date_in_words, time_in_words

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.kinds.base import Entry
    from avksite.making.surroundings import Surroundings


def _event(end: str) -> str:
    return (
        "-- content/bijeenkomsten/2024/overleg.md --\n---\ntitel: Overleg\nkort: We praten over wonen.\n"
        f"begin: 11 december 2024 13.00 uur\neind: 11 december 2024 {end}\nsoort: werksessie\n"
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
    promise="Wat bij elkaar hoort, staat in een volgorde die kan.",
    why="Een lezer weet anders niet welke van de twee klopt, en komt te vroeg, te laat of voor niets.",
    bad=_event("15.00 uur\nprogramma:\n  - tijd: 12.00 uur\n    titel: Inloop"),
    good=_event("15.00 uur\nprogramma:\n  - tijd: 13.00 uur\n    titel: Inloop"),
)

RULES = (NO_LENGTH, CLASH)


def check(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Look at when an event begins and ends, and at what must come before or after."""
    del around
    entry = document.entry
    if isinstance(entry, Event) and entry.begin.time and entry.end == entry.begin:
        message = f"`eind` is hetzelfde als `begin`: {entry.begin.text}."
        hint = "Zet bij `eind` hoe laat het klaar is. Weet je dat niet? Haal de regel `eind` dan weg."
        yield Problem(NO_LENGTH, document.place("eind"), message, hint)
    for loc, message, hint in (*_of_event(entry), *_of_call(entry)):
        yield Problem(CLASH, document.place(*loc), message, hint)


Clash = tuple[tuple[str | int, ...], str, str]
"""Where the one to change was typed, what is wrong, and what to do."""


def _of_event(entry: Entry) -> Iterator[Clash]:
    if not isinstance(entry, Event):
        return
    begin = entry.begin
    first = next(((at, one.time) for at, one in enumerate(entry.programme) if one.time), None)
    is_one_day = entry.last_day == begin.day
    if first and begin.time and is_one_day and first[1] < begin.time:
        times = f"het programma begint om {time_in_words(first[1])}, en `begin` is {time_in_words(begin.time)}"
        hint = "Maak de twee gelijk. Is er eerst inloop? Typ dan bij `begin` hoe laat de inloop begint."
        yield ("programma", first[0], "tijd"), f"In het programma en bij `begin` staat iets anders: {times}.", hint
    until = entry.sign_up.until if entry.sign_up else None
    if until and until > entry.last_day:
        message = f"Aanmelden kan tot {date_in_words(until)}, en dan is de bijeenkomst voorbij."
        hint = "Typ bij `tot` een dag ervoor, of kijk of `begin` klopt."
        yield ("aanmelden", "tot"), message, hint


def _of_call(entry: Entry) -> Iterator[Clash]:
    if isinstance(entry, NewsPost) and entry.call and entry.call.closes < entry.date:
        message = f"`sluit` ({date_in_words(entry.call.closes)}) ligt vóór `datum` ({date_in_words(entry.date)})."
        yield ("oproep", "sluit"), message, "Typ bij `sluit` een latere dag, of kijk of `datum` klopt."
