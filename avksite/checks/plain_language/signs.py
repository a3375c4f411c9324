"""Signs within words and around them, which are hard to read aloud: slashes, capitals, emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.checks.plain_language.shortened import shouted
from avksite.dutch.words import listed
from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.problems import Problem

SLASH = Rule(
    id="schuine-streep",
    severity=Severity.HINT,
    promise="Tussen woorden staat “en” of “of”, en geen schuine streep.",
    why="Betekent de streep “en” of “of”? Een lezer moet het raden, en voorleessoftware zegt “slash”.",
    bad="Kom naar het plein/park.\n",
    good="Kom naar het plein of het park.\n",
)

CAPITALS = Rule(
    id="hoofdletters",
    severity=Severity.WARNING,
    promise="Woorden staan niet helemaal in hoofdletters.",
    why="Hoofdletters lezen moeilijk en lijken op schreeuwen. Voorleessoftware spelt ze soms letter voor letter.",
    bad="Kom naar de OPENING van het plein.\n",
    good="Kom naar de opening van het plein.\n",
)

EMOJI = Rule(
    id="emoji-rij",
    severity=Severity.WARNING,
    promise="Er staan geen emoji’s achter elkaar.",
    why="Voorleessoftware noemt elke emoji bij naam: “feestmuts feestmuts feestmuts”.",
    bad="We zijn open 🎉🎉🎉\n",
    good="We zijn open 🎉\n",
    criterion="1.1.1",
)

RULES = (SLASH, CAPITALS, EMOJI)

_SLASH = re.compile(
    r"(?<![\w/.:@’-])[^\W\d_]{2,}(?:-[^\W\d_]+)*-? ?/ ?"
    r"-?[^\W\d_]{2,}(?:-? ?/ ?-?[^\W\d_]{2,})*(?![\w/@]|[.-]\w)"
)
ADD_NAME = "Zet die in `content/woorden.yaml` onder `bekende-woorden`."
_NO_CHOICE = frozenset(listed("km/u km/uur m/v tcp/ip n/a ct/kwh"))
_ONE_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|"
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_EMOJI = re.compile(rf"(?:{_ONE_EMOJI})(?:\s*(?:{_ONE_EMOJI}))+")


def check(page: Page, known: frozenset[str]) -> Iterator[Problem]:
    """Look at the signs in every text."""
    for text in page.texts:
        if "/" in text.own:
            yield from _slashes(page, text)
        for start, end in shouted(text.own, known):
            said = text.own[start:end]
            message = f"Dit staat in hoofdletters: “{said}”."
            yield page.tell(
                CAPITALS,
                text,
                start,
                message,
                f"Schrijf “{said.lower()}”. Is het een naam? {ADD_NAME}",
                Fix(said, said.lower()),
            )
        if not text.said.isascii():
            for found in _EMOJI.finditer(text.said):
                message = "Hier staan emoji’s achter elkaar."
                yield page.tell(EMOJI, text, found.start(), message, "Laat er hoogstens één staan, achter de woorden.")


def _slashes(page: Page, text: Text) -> Iterator[Problem]:
    for found in _SLASH.finditer(text.own):
        said = found[0]
        if said.lower() in _NO_CHOICE or said.isupper():
            continue
        parts = [part.strip() for part in said.split("/")]
        *first, last = parts
        fix = None
        if [part.lower() for part in parts] == ["en", "of"]:
            hint = "Kies: schrijf “en”, of schrijf “of”."
        elif any(part.startswith("-") or part.endswith("-") for part in parts):
            hint = "Schrijf de woorden voluit, met “en” of “of” ertussen."
        else:
            fix = Fix(said, f"{', '.join(first)} of {last}")
            hint = f"Schrijf “{fix.new}”, of zet er “en” tussen."
        yield page.tell(SLASH, text, found.start(), f"Hier staat een schuine streep: “{said}”.", hint, fix)
