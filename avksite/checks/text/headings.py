"""Headings: together they are the table of contents of a page, and many readers find their way by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.body import Heading
    from avksite.kinds.base import Document

SKIPPED = Rule(
    id="kop-overgeslagen",
    severity=Severity.ERROR,
    promise="Koppen volgen elkaar op zonder een stap over te slaan.",
    why="Wie niet ziet, springt van kop naar kop. Komt na kop 2 ineens kop 4, dan lijkt er een stuk te ontbreken.",
    bad="## Het programma\n\n#### Opening\n\nWe beginnen om tien uur.\n",
    good="## Het programma\n\n### Opening\n\nWe beginnen om tien uur.\n",
    criterion="1.3.1",
)

SECOND_H1 = Rule(
    id="kop-1-dubbel",
    severity=Severity.ERROR,
    promise="Elke pagina heeft één hoofdkop: de titel.",
    why="De titel staat al als hoofdkop boven de pagina. Met een tweede weet een lezer niet waar de pagina over gaat.",
    bad="# Het programma\n\nWe beginnen om tien uur.\n",
    good="## Het programma\n\nWe beginnen om tien uur.\n",
    criterion="1.3.1",
)

EMPTY = Rule(
    id="kop-leeg",
    severity=Severity.ERROR,
    promise="Elke kop heeft tekst.",
    why="Voorleessoftware zegt dan alleen ‘kop’. De lezer weet niet wat er komt.",
    bad="##\n\nWe beginnen om tien uur.\n",
    good="## Het programma\n\nWe beginnen om tien uur.\n",
    criterion="2.4.6",
)

TWICE = Rule(
    id="kop-dubbel",
    severity=Severity.WARNING,
    promise="Elke kop op een pagina heeft een eigen tekst.",
    why="In de lijst met koppen staat dan twee keer hetzelfde. De lezer moet gokken welke hij zoekt.",
    bad="## Uitkomsten\n\nWe kozen drie doelen.\n\n## Uitkomsten\n\nWe kozen een voorzitter.\n",
    good="## Onze doelen\n\nWe kozen drie doelen.\n\n## Onze voorzitter\n\nWe kozen een voorzitter.\n",
    criterion="2.4.6",
)

RULES = (SKIPPED, SECOND_H1, EMPTY, TWICE)

TITLE_LEVEL = 1
TITLE_IS_THERE = "Haal de kop weg: de titel staat al boven de pagina."


def check(document: Document) -> Iterator[Problem]:
    """Look at the headings of every text."""
    yield from _order(document)
    yield from _words(document)


def _order(document: Document) -> Iterator[Problem]:
    """Walk down the headings; the title of the page is the one they start from."""
    above, after = TITLE_LEVEL, "de titel"
    for heading in document.body.headings:
        place = Place(document.path, heading.line)
        if heading.level == TITLE_LEVEL:
            is_title = _folded(heading.text) == _folded(document.entry.title)
            message = f"Dit is een hoofdkop, en de titel van de pagina is dat al: {_typed(heading)}."
            hint = TITLE_IS_THERE if is_title else f"Typ {_typed(heading, TITLE_LEVEL + 1)}."
            fix = None if is_title else Fix("# ", "## ")
            yield Problem(SECOND_H1, place, message, hint, fix=fix)
        elif heading.level > above + 1:
            message = f"Na {after} komt kop {above + 1}, maar hier staat kop {heading.level}: {_typed(heading)}."
            fix = Fix("#" * heading.level, "#" * (above + 1))
            yield Problem(SKIPPED, place, message, f"Typ {_typed(heading, above + 1)}.", fix=fix)
        above, after = heading.level, f"kop {heading.level}"


def _words(document: Document) -> Iterator[Problem]:
    """Look at what the headings say; only headings of one level compete in a reader's list."""
    title = _folded(document.entry.title)
    first: dict[tuple[int, str], int] = {}
    for heading in document.body.headings:
        place = Place(document.path, heading.line)
        key = (heading.level, _folded(heading.text))
        if not key[1]:
            yield Problem(EMPTY, place, "Deze kop is leeg.", "Schrijf achter de hekjes waar het stuk over gaat.")
        elif key in first:
            message = f"Deze kop staat ook al op regel {first[key]}: “{heading.text}”."
            yield Problem(TWICE, place, message, "Schrijf in een van de twee koppen erbij waar dat stuk over gaat.")
        elif key[1] == title and heading.level > TITLE_LEVEL:
            message = f"Deze kop is gelijk aan de titel van de pagina: “{heading.text}”."
            yield Problem(TWICE, place, message, TITLE_IS_THERE)
        first.setdefault(key, heading.line)


def _typed(heading: Heading, level: int | None = None) -> str:
    """Return a heading as it is typed, at its own level or at another."""
    return f"`{'#' * (level or heading.level)} {heading.text}`"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:!?")
