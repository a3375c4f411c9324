"""The length of links: the heart of a sentence is a link, not the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document

WHOLE_SENTENCE = Rule(
    id="link-zin",
    severity=Severity.HINT,
    promise="Een link is een paar woorden, geen hele zin.",
    why="Wie van link naar link springt, moet anders elke keer een hele zin aanhoren.",
    bad="[Wie wil weten hoe wij met elkaar gezinnen beter helpen, leest dit hele verhaal](/index.md).\n",
    good="Lees [hoe wij gezinnen beter helpen](/index.md).\n",
    criterion="2.4.4",
)

RULES = (WHOLE_SENTENCE,)

MOST_WORDS = 12


def check(document: Document) -> Iterator[Problem]:
    """Count the words of every link."""
    for link in document.body.links:
        words = len(link.text.split())
        if words > MOST_WORDS:
            message = f"Deze link heeft {words} woorden."
            hint = "Zet de haken alleen om de woorden die zeggen waar de link heen gaat."
            yield Problem(WHOLE_SENTENCE, Place(document.path, link.line), message, hint)
