"""Sentences that hide who does something, or that say something by denying its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.dutch.grammar import NEGATIONS, TO_BECOME, double_negations, passives
from avksite.problems import Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.plain_language.texts import Page
    from avksite.problems import Problem

PASSIVE = Rule(
    id="lijdend",
    severity=Severity.HINT,
    promise="Een zin zegt wie iets doet.",
    why="Staat er “er wordt geholpen”, dan weet een lezer niet wie dat doet: hij zelf, of jij.",
    bad="Je brief wordt binnen een week beantwoord.\n",
    good="Wij beantwoorden je brief binnen een week.\n",
    criterion="3.1.5",
)

DOUBLE = Rule(
    id="dubbel-niet",
    severity=Severity.HINT,
    promise="Een zin zegt niet twee keer “niet”.",
    why="Bij “niet onmogelijk” moet een lezer twee keer nadenken. Zeg wat wél zo is.",
    bad="Het is niet onmogelijk om later te komen.\n",
    good="Je kunt ook later komen.\n",
    criterion="3.1.5",
)

RULES = (PASSIVE, DOUBLE)

_SIGNS = TO_BECOME | NEGATIONS
"""Without one of these words there is nothing to find."""


def check(page: Page) -> Iterator[Problem]:
    """Look at every sentence."""
    for text in page.prose:
        if text.vocabulary.isdisjoint(_SIGNS):
            continue
        for sentence in text.sentences:
            for found in passives(text.own, sentence):
                message = f"Hier staat niet wie het doet: “{found.text}”."
                hint = "Noem wie het doet. Schrijf bijvoorbeeld “wij …”, “je …” of “de gemeente …”."
                yield page.tell(PASSIVE, text, found.start, message, hint)
            for found in double_negations(text.own, sentence):
                message = f"Hier staat twee keer een ontkenning: “{found.text}”."
                yield page.tell(DOUBLE, text, found.start, message, "Schrijf wat wel zo is.")
