"""The words of headings: short, and about what stands below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document

SAYS_NOTHING = Rule(
    id="kop-nietszeggend",
    severity=Severity.HINT,
    promise="Een kop zegt waar het stuk over gaat.",
    why="Veel lezers lezen alleen de koppen, of horen die achter elkaar. “Algemeen” zegt hun niets.",
    bad="## Algemeen\n\nDe winkel is er voor iedereen.\n",
    good="## Voor wie de winkel is\n\nDe winkel is er voor iedereen.\n",
    criterion="2.4.6",
)
LONG = Rule(
    id="kop-lang",
    severity=Severity.HINT,
    promise="Een kop heeft niet meer dan tien woorden.",
    why="Een kop moet in één blik te lezen zijn, ook op een telefoon.",
    bad="## Zo gaan we de winkel samen met alle bewoners van het dorp opbouwen\n\nWe beginnen klein.\n",
    good="## Zo bouwen we samen de winkel op\n\nWe beginnen klein.\n",
    criterion="2.4.6",
)
FULL_STOP = Rule(
    id="kop-punt",
    severity=Severity.HINT,
    promise="Achter een kop staat geen punt.",
    why="Een kop is geen zin. Met een punt lijkt hij een gewone regel tekst.",
    bad="## Een kraam op zaterdag.\n\nDe kraam staat er elke week.\n",
    good="## Een kraam op zaterdag\n\nDe kraam staat er elke week.\n",
    criterion="2.4.6",
)

RULES = (SAYS_NOTHING, LONG, FULL_STOP)

MOST_WORDS = 10
NOTHING_SAID = frozenset(
    {
        "achtergrond", "afsluiting", "algemeen", "conclusie", "diversen", "extra", "info", "informatie",
        "inleiding", "introductie", "meer info", "meer informatie", "meer weten", "nieuws", "overig", "overige",
        "overzicht", "samenvatting", "slot", "tekst", "ten slotte", "tot slot", "varia", "voorwoord",
    }
)  # fmt: skip
"""Whole headings that would fit above any text."""


def check(document: Document) -> Iterator[Problem]:
    """Look at the words of every heading."""
    for heading in document.body.headings:
        place, text = Place(document.path, heading.line), heading.text.strip()
        words = len(text.split())
        if text.casefold().strip(" .:?!") in NOTHING_SAID:
            message = f"De kop “{text}” zegt niet waar het stuk over gaat."
            yield Problem(SAYS_NOTHING, place, message, "Zet in de kop het belangrijkste uit het stuk eronder.")
        elif words > MOST_WORDS:
            hint = f"Maak er hooguit {MOST_WORDS} woorden van. De rest kan in de eerste zin eronder."
            yield Problem(LONG, place, f"Deze kop heeft {words} woorden: “{text}”.", hint)
        if text.endswith(".") and not text.endswith("..") and words > 1:
            message = f"Achter de kop “{text.rstrip('.')}” staat een punt."
            bare = text.rstrip(".")
            yield Problem(FULL_STOP, place, message, f"Typ `{'#' * heading.level} {bare}`.", fix=Fix(text, bare))
