"""Texts that were started and not finished: no reader meets an example of ours, or dots where a text should come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, get_args

from avksite.content.data_files import Statement
from avksite.content.keys import Typed, keys_of, with_all_below
from avksite.content.settings import Config
from avksite.content.values import MailAddress, WebAddress
from avksite.kinds import KINDS
from avksite.problems import Place, Problem, Rule, Severity, example

if TYPE_CHECKING:
    from avksite.kinds.base import Document


def _example(summary: str) -> str:
    front = ("titel: De leerkring begint", f"kort: {summary}", "datum: 1 mei 2024")
    return example("Kom je ook?", *front, at="content/nieuws/2024/voorbeeld.md")


SUMMARY = "In juni begint een nieuwe leerkring over wonen."

TO_FILL_IN = Rule(
    id="nog-invullen",
    severity=Severity.ERROR,
    promise="Waar iets moet komen, staat het ook.",
    why="De lezer zou anders de puntjes zien, of de vraag aan jou, in plaats van jouw tekst.",
    bad=_example("…"),
    good=_example(SUMMARY),
)
AN_EXAMPLE = Rule(
    id="voorbeeld-gebleven",
    severity=Severity.WARNING,
    promise="Een voorbeeld uit de uitleg staat nergens op de site.",
    why="Een voorbeeld is verzonnen. Een lezer mailt dan naar een adres dat niet van ons is, of leest wat niet klopt.",
    bad=_example("In september begint een nieuwe leerkring."),
    good=_example(SUMMARY),
)
RULES = (TO_FILL_IN, AN_EXAMPLE)

TO_COME = re.compile(r"[\s.…]+|Vul hier in\b.*|Schrijf hier je tekst\b.*", re.DOTALL)
"""What stands for a text that still has to come."""

INVENTED_WORDS = 4
"""An example of fewer words can be true of somebody, such as a town."""


@cache
def invented() -> frozenset[tuple[str, str]]:
    """Return keys with the examples of them that only we can have made up."""
    models: tuple[type[Typed], ...] = (*(kind.entry for kind in KINDS), Config, Statement)
    examples = ((key.name, key.own_example) for model in models for key in with_all_below(keys_of(model).values()))
    return frozenset(
        (name, example)
        for name, example in examples
        if len(example.split()) >= INVENTED_WORDS or "voorbeeld" in example.lower()
    )


ADDRESSES = frozenset(shown.rstrip("/") for kind in (MailAddress, WebAddress) for shown in get_args(kind)[1].examples)
"""The examples of an address, wherever they stand."""


def check(document: Document) -> Iterator[Problem]:
    """Look for what nobody filled in yet, above a text and in it."""
    yield from _above(document)
    for passage in document.body.passages:
        if passage.kind == "paragraph" and TO_COME.fullmatch(passage.text):
            hint = "Schrijf hier je eigen tekst, of zet `concept: ja` boven de tekst tot je hem af hebt."
            yield Problem(TO_FILL_IN, Place(document.path, passage.line), "Hier moet nog een tekst komen.", hint)
    for image in document.body.images:
        if image.alt and TO_COME.fullmatch(image.alt):
            hint = "Typ tussen de haken wat er te zien is."
            message = f"Van de afbeelding `{image.target}` staat er nog niet wat er te zien is."
            yield Problem(TO_FILL_IN, Place(document.path, image.line), message, hint)
    for link in document.body.links:
        if link.target.removeprefix("mailto:").rstrip("/") in ADDRESSES:
            hint = "Typ het echte adres, of zet `concept: ja` boven de tekst tot je het weet."
            message = f"Dit is nog het voorbeeld uit de uitleg: `{link.target}`."
            yield Problem(AN_EXAMPLE, Place(document.path, link.line), message, hint)


def _above(document: Document) -> Iterator[Problem]:
    """Look at what was typed behind each key, on its own line."""
    typed = document.typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for loc, line in document.lines.items():
        key = loc[-1]
        value = typed[line - 1].partition(":")[2].strip(" \t,'\"[]{}")
        if not isinstance(key, str) or not value:
            continue
        place = Place(document.path, line)
        if TO_COME.fullmatch(value) and key != "titel":  # a title without words is reported as such
            hint = f"Typ achter `{key}:` wat er moet staan, of zet `concept: ja` erbij tot je het weet."
            yield Problem(TO_FILL_IN, place, f"Achter `{key}` moet nog iets komen.", hint)
        elif (key, value) in invented() or value.rstrip("/") in ADDRESSES:
            hint = f"Typ achter `{key}:` wat bij jouw tekst hoort. Weet je het niet? Haal de regel weg."
            yield Problem(AN_EXAMPLE, place, f"Achter `{key}` staat nog het voorbeeld uit de uitleg: “{value}”.", hint)
