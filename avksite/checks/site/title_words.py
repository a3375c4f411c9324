"""The words of titles: they say something, and still do so in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.dutch.formatting import MONTHS
from avksite.problems import Fix, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.site import Site


def _event(title: str) -> str:
    return (
        f"-- content/bijeenkomsten/2022/tafel.md --\n---\ntitel: {title}\nkort: We praten verder.\n"
        "begin: 28 oktober 2022\nsoort: werktafel\n---\nWe spraken met elkaar.\n"
    )


EMPTY = Rule(
    id="titel-leeg",
    severity=Severity.ERROR,
    promise="Elke titel bestaat uit woorden.",
    why="De titel staat in het tabblad, in zoekresultaten en boven de pagina. Met alleen tekens zegt hij niets.",
    bad="-- content/voorbeeld.md --\n---\ntitel: …\n---\nTekst.\n",
    good="-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n",
    criterion="2.4.2",
)
WITHOUT_YEAR = Rule(
    id="titel-zonder-jaar",
    severity=Severity.HINT,
    promise="Staat er een dag in een titel, dan staat het jaar erbij.",
    why="Over een jaar weet niemand meer welke 28 oktober het was.",
    bad=_event("Werktafel van 28 oktober"),
    good=_event("Werktafel van 28 oktober 2022"),
    criterion="2.4.2",
)

RULES = (EMPTY, WITHOUT_YEAR)

_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?! ?(?:[’']?\d{{2}}))", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def check(site: Site) -> Iterator[Problem]:
    """Look at the words of every title."""
    for document in site.documents:
        title = document.entry.title
        place = document.place("titel" if ("titel",) in document.lines else "naam")
        if not any(char.isalnum() for char in title):
            hint = "Schrijf in een paar woorden waar de pagina over gaat."
            yield Problem(EMPTY, place, f"De titel `{title}` bestaat niet uit woorden.", hint)
        day = _DAY.search(title)
        if day and not _YEAR.search(title):
            date = document.entry.day
            year = date.year if date else site.today.year
            message = f"In de titel staat “{day[0]}” zonder jaar."
            fix = Fix(day[0], f"{day[0]} {year}")
            yield Problem(WITHOUT_YEAR, place, message, f"Typ `{title.replace(fix.old, fix.new)}`.", fix=fix)
