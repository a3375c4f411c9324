"""Texts that were started and not finished: what a new file asks to fill in is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.kinds.base import PLACEHOLDER, START_HERE, texts
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.surroundings import Surroundings


def _example(summary: str) -> str:
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\nkort: {summary}\n---\nKom je ook?\n"


TO_FILL_IN = Rule(
    id="nog-invullen",
    severity=Severity.ERROR,
    promise="Wat een nieuw bestand vraagt om in te vullen, is ingevuld voordat het op de site komt.",
    why="De lezer zou anders de vraag aan jou zien, in plaats van jouw tekst.",
    bad=_example(f"{PLACEHOLDER}waar het over gaat"),
    good=_example("In september begint een nieuwe leerkring."),
)

RULES = (TO_FILL_IN,)


def check(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Look for what `new` wrote and nobody changed, above the texts and in them."""
    del around
    yield from _above(document)
    for passage in document.body.passages:
        if passage.text.startswith((PLACEHOLDER, START_HERE)):
            hint = "Schrijf hier je eigen tekst, of zet `concept: ja` boven de tekst tot je hem af hebt."
            message = f"Hier staat nog wat een nieuw bestand vraagt: “{passage.text.split('. ')[0].rstrip('.')}”."
            yield Problem(TO_FILL_IN, Place(document.path, passage.line), message, hint)


def _above(document: Document) -> Iterator[Problem]:
    for loc, text in texts(document.entry):
        if text.startswith(PLACEHOLDER):
            key = next((part for part in reversed(loc) if isinstance(part, str)), "")
            message = f"Bij `{key}` staat nog: “{text}”."
            hint = f"Typ achter `{key}:` wat er moet staan, of zet `concept: ja` erbij tot je het weet."
            yield Problem(TO_FILL_IN, document.place(*loc), message, hint)
