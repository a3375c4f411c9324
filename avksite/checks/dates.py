"""Dates and times in the front matter that can hardly both be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.kinds.event import Event
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.documents import Document
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
    why="In een agenda staat anders een afspraak van niets. Wie wil komen, weet niet hoelang het duurt.",
    bad=_event("13.00 uur"),
    good=_event("15.00 uur"),
)

RULES = (NO_LENGTH,)


def check(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Look at when an event begins and ends."""
    del around
    entry = document.entry
    if isinstance(entry, Event) and entry.begin.time and entry.end == entry.begin:
        message = f"`eind` is hetzelfde als `begin`: {entry.begin.text}."
        hint = "Zet bij `eind` hoe laat het klaar is. Weet je dat niet? Haal de regel `eind` dan weg."
        yield Problem(NO_LENGTH, document.place("eind"), message, hint)
