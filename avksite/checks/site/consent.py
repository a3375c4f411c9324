"""Pictures of people: whoever is in one said yes, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel

from avksite.content.keys import key_of
from avksite.dutch.formatting import count_in_words, date_in_words
from avksite.kinds.base import Picture
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.site import Site

_PICTURE = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)


def _example(until: str) -> str:
    return (
        "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\nafbeelding:\n  bestand: /media/zaal.svg\n"
        f"  alt: Een moeder en haar zoon koken soep.\n  toestemming-tot: {until}\n---\nTekst.\n{_PICTURE}"
    )


RUN_OUT = Rule(
    id="toestemming-voorbij",
    severity=Severity.ERROR,
    promise="Wie op een foto staat, vindt het goed dat die op de site staat.",
    why="Een foto van een mens is een persoonsgegeven. Na de laatste dag van de toestemming mag ze er niet meer staan.",
    bad=_example("31 januari 2024"),
    good=_example("31 januari 2099"),
)
RUNS_OUT = Rule(
    id="toestemming-bijna-voorbij",
    severity=Severity.WARNING,
    promise="Ruim voordat een toestemming ophoudt, weet je dat je die opnieuw moet vragen.",
    why="Na de laatste dag moet de foto van de site. Nu is er nog tijd om het te vragen of een andere foto te zoeken.",
    bad=_example("20 mei 2024"),
    good=_example("31 januari 2099"),
)

RULES = (RUN_OUT, RUNS_OUT)

AHEAD = timedelta(days=30)
"""How long before the last day an author hears of it."""


def check(site: Site) -> Iterator[Problem]:
    """Look at the day until which the people in a picture agreed, that day included."""
    for document in site.documents:
        for loc, picture in _pictures_in(document.entry, ()):
            until = picture.consent_until
            if until is None or until > site.today + AHEAD:
                continue
            place = document.place(*loc, "toestemming-tot")
            day, days = date_in_words(until), (until - site.today).days
            if days < 0:
                message = f"Stop: de toestemming voor `{picture.file}` liep tot en met {day}."
                hint = "Haal de foto weg, of vraag opnieuw toestemming en typ bij `toestemming-tot` de nieuwe datum."
                yield Problem(RUN_OUT, place, message, hint)
            else:
                left = f"nog {count_in_words(days, 'dag', 'dagen')}" if days else "vandaag is de laatste dag"
                message = f"De toestemming voor `{picture.file}` loopt tot en met {day}: {left}."
                hint = "Vraag de mensen op de foto of ze mag blijven, en typ bij `toestemming-tot` de nieuwe datum."
                yield Problem(RUNS_OUT, place, message, hint)


def _pictures_in(value: object, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Picture]]:
    """Yield the pictures of the front matter, each with the key it stands under."""
    if isinstance(value, Picture):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _pictures_in(getattr(value, name), (*loc, key_of(name, info)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _pictures_in(item, (*loc, index))
