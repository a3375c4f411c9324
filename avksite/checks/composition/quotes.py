"""Quotes: what somebody said stands apart, for eyes and for ears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.composition.elements import Element
    from avksite.documents import Document

LOOSE = Rule(
    id="citaat-los",
    severity=Severity.HINT,
    promise="Een lange uitspraak staat in het blok voor citaten.",
    why="Dan ziet en hoort elke lezer dat iemand anders dit zegt, en wie.",
    bad="“Ik dacht dat ik de enige was met een doos vol brieven onder de trap, en toen kwam mijn buurvrouw.”\n",
    good="/// citaat | Samira\nIk dacht dat ik de enige was, en toen kwam mijn buurvrouw.\n///\n",
    criterion="1.3.1",
)

RULES = (LOOSE,)

ENOUGH = 15
"""Words; a shorter saying reads well in the text."""
_WHOLE = re.compile(r"“[^“”]+”\.?|‘[^‘’]*(?:’\w[^‘’]*)*’\.?")


def check(document: Document, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """Look at every paragraph that is a saying from end to end, outside the blocks that are made for it."""
    for element in elements:
        is_saying = element.kind == "paragraph" and _WHOLE.fullmatch(element.text)
        if is_saying and len(element.text.split()) >= ENOUGH:
            message = f"Deze alinea is een uitspraak van {len(element.text.split())} woorden."
            hint = "Zet er `/// citaat | Naam` boven en `///` onder, en haal de aanhalingstekens weg."
            yield Problem(LOOSE, Place(document.path, element.line), message, hint)
