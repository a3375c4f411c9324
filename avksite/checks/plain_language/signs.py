"""Signs within words and around them, which are hard to read aloud: slashes, capitals, emoji, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.checks.plain_language.abbreviations import all_caps
from avksite.checks.plain_language.texts import PROSE
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

RULES = (SLASH, CAPITALS, EMOJI, BRACKETS, ENUMERATION)

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
    yield from _brackets(page)
    for text in page.texts:
        if "/" in text.own:
            yield from _slashes(page, text)
        for start, end in all_caps(text.own, known):
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


def _brackets(page: Page) -> Iterator[Problem]:
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
