"""Brackets: around a part of a word, a word that the sentence reads on with, or a whole enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.checks.plain_language.texts import PROSE
from avksite.dutch.words import listed
from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.problems import Problem

BRACKETS = Rule(
    id="haakjeswoord",
    severity=Severity.HINT,
    promise="Er staan geen haakjes in een woord, of om een woord dat bij de zin hoort.",
    why="Een lezer leest dan twee woorden of twee zinnen tegelijk, en voorleessoftware struikelt.",
    bad="Neem je vriend(in) mee. Dan gaan we (samen) koken.\n",
    good="Neem je vriend of vriendin mee. Dan gaan we samen koken.\n",
)

ENUMERATION = Rule(
    id="opsomming-haakjes",
    severity=Severity.HINT,
    promise="Een opsomming staat niet tussen haakjes.",
    why="Wie bij het laatste haakje is, weet niet meer hoe de zin begon. In een lijst is elk punt goed te zien.",
    bad="Armoede heeft veel oorzaken (zoals ziekte, stress, weinig werk).\n",
    good="Armoede heeft veel oorzaken. Denk aan ziekte, stress en weinig werk.\n",
)

RULES = (BRACKETS, ENUMERATION)

_IN_WORD = re.compile(
    r"(?<![\w(])\([^\W\d_]{1,8}[-\u2011]?\)[^\W\d_]{2,}|(?<![^\W_])[^\W\d_]{2,}[-\u2011]?\([^\W\d_]{1,5}\)(?:[^\W\d_]+)?"
)
_AROUND_WORD = re.compile(r"(?<![^\s])\((?P<word>[^\W\d_]{3,}(?:-[^\W\d_]+)*)\) (?P<next>[^\W\d_]{2,})")
_BEFORE = re.compile(r"(?P<before>[^\W\d_]+) $")
_LOOK_BACK = 30
# Behind these a bracket explains nothing: the sentence has still to come to its word.
_READS_ON = frozenset(
    listed(
        "de het een deze dit die elke elk iedere ieder mijn jouw je zijn haar ons onze hun uw geen alle veel meer "
        "minder van voor met door over bij naar tot uit om op in aan onder tussen tegen zonder binnen sinds "
        "vanaf tijdens beter breder verder vaker sneller langer anders eerder heel zeer erg te en of niet"
    )
)
_FUNCTION = _READS_ON | frozenset(
    listed(
        "is was zijn waren wordt worden werd werden heeft hebben had hadden kan kunnen kon mag mogen moet moeten wil "
        "willen zal zullen zou gaat gaan komt komen doet doen staat staan krijgt krijgen maar want dus omdat dat als "
        "toen ook nog wel er we wij ze zij hij ik u"
    )
)
_ADVERBS = frozenset(
    listed("samen zelf ook soms vaak misschien mogelijk deels bijna weer opnieuw eventueel dus vooral nog wel al juist")
)
_HELPING = frozenset(listed("leren blijven gaan laten komen durven willen kunnen helpen mogen"))
_INFLECTED = re.compile(r"\w+(?:lijke|ische|[eë]le|ale|ige|bare|loze|ieve|zame|ende|aire)")
_BARE = re.compile(r"\w+(?:lijk|isch|eel|ieel|aal|ig|baar|loos|ief|zaam)")

_LEAST = 3
"""Parts of an enumeration."""
_LONGEST_PART = 4
"""Words; a longer part may be a sentence of its own."""
_HELD = re.compile(r"\((?P<held>[^()\d/]+)\)")
_INTRODUCED = re.compile(r"(?:zoals|bijvoorbeeld|denk aan|onder andere|waaronder|te weten|namelijk):? ", re.IGNORECASE)
_PARTED = re.compile(r",? (?:en|of) (?!.*,)|, ")
"""Only the last two parts have a word between them; before a comma, "en" stands within a part."""
_CLAUSE = frozenset(
    listed("die dat wat waar want maar als omdat dus zodat terwijl wie hoe zie lees en of ook niet dan toen met voor")
)


def check(page: Page) -> Iterator[Problem]:
    """Look at the brackets in every text."""
    for text in page.texts:
        if "(" in text.own:
            for found in _IN_WORD.finditer(text.own):
                message = f"Hier staan haakjes in een woord: “{found[0]}”."
                hint = "Schrijf de twee woorden voluit, met “of” of “en” ertussen."
                yield page.tell(BRACKETS, text, found.start(), message, hint)
            yield from _around_words(page, text)
            if text.kind in PROSE:
                yield from _enumerations(page, text)


def _around_words(page: Page, text: Text) -> Iterator[Problem]:
    starts = {sentence.start for sentence in text.sentences}
    for found in _AROUND_WORD.finditer(text.own):
        if _belongs(text.own, found, is_start=found.start() in starts):
            message = f"Hier staan haakjes om een woord: “({found['word']})”."
            word, following = found["word"], found["next"]
            together = word if following in _FUNCTION else f"{word} {following}"
            hint = f"Typ “{together}” zonder haakjes, of laat “{word}” weg."
            yield page.tell(BRACKETS, text, found.start(), message, hint, Fix(f"({word})", word))


def _belongs(own: str, found: re.Match[str], *, is_start: bool) -> bool:
    """Say whether a sentence reads on with a word between brackets, which then cannot explain the word before it."""
    word, following = found["word"], found["next"]
    if not following.islower() or not word[1:].islower():
        return False
    if is_start:
        return _INFLECTED.fullmatch(word.lower()) is not None or word.lower() in _ADVERBS
    before = _BEFORE.search(own, max(0, found.start() - _LOOK_BACK), found.start())
    if before is None or not word.islower():
        return False
    is_inflected = _INFLECTED.fullmatch(word) is not None
    is_awaited = before["before"].lower() in _READS_ON
    return (
        word in _ADVERBS
        or (is_awaited and is_inflected)
        or ((is_awaited or is_inflected) and following not in _FUNCTION)
        or (word in _HELPING and following.endswith("en") and following not in _FUNCTION)
        or (_BARE.fullmatch(word) is not None and _BARE.fullmatch(following) is not None)
    )


def _enumerations(page: Page, text: Text) -> Iterator[Problem]:
    for found in _HELD.finditer(text.own):
        said = found["held"].strip()
        introduced = _INTRODUCED.match(said)
        parts = [part.strip() for part in _PARTED.split(said[introduced.end() if introduced else 0 :])]
        if "," in said and len(parts) >= _LEAST and all(map(_is_part, parts)):
            *first, last = parts
            row = f"{', '.join(first)} en {last}"
            message = f"Tussen deze haakjes staat een opsomming van {len(parts)} delen."
            sentence = f"Maak er een zin van: “Denk aan {row}.”" if introduced else "Maak er een eigen zin van."
            hint = f"{sentence} Of maak er een lijst van: elk deel op een nieuwe regel, met `- ` ervoor."
            yield page.tell(ENUMERATION, text, found.start(), message, hint)


def _is_part(part: str) -> bool:
    """Say whether this is a thing in a row, and no piece of a sentence."""
    words = part.lower().split()
    return 0 < len(words) <= _LONGEST_PART and words[0] not in _CLAUSE and part[0].isalpha()
