"""Punctuation that is hard to read aloud: slashes, emoji, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avksite.checks.plain_language.texts import PROSE, Cue, PageText, Text
from avksite.dutch.words import listed, word_list
from avksite.patterns import regex
from avksite.problems import HINT, WARNING, Problem, Rule

SLASH = Rule("schuine-streep", HINT, "Tussen woorden staat “en” of “of”, en geen schuine streep.")
EMOJI = Rule("emoji-rij", WARNING, "Er staan geen emoji’s achter elkaar.", "1.1.1")
BRACKETS = Rule("haakjeswoord", HINT, "Er staan geen haakjes in een woord, of om een woord dat bij de zin hoort.")
ENUMERATION = Rule("opsomming-haakjes", HINT, "Een opsomming staat niet tussen haakjes.")

_SLASH = regex(
    r"(?<![\w/.:@’-])[^\W\d_]{2,}(?:-[^\W\d_]+)*-? ?/ ?"
    r"-?[^\W\d_]{2,}(?:-? ?/ ?-?[^\W\d_]{2,})*(?![\w/@]|[.-]\w)"
)
_NO_CHOICE = frozenset(listed("km/u km/uur m/v tcp/ip n/a ct/kwh"))
_ONE_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|"
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_MAY_BE_EMOJI = regex("[\U0001f1e6-\U0001faff\u231a-\u2b55]")
_EMOJI = regex(rf"(?:{_ONE_EMOJI})(?:\s*(?:{_ONE_EMOJI}))+")

_IN_WORD = regex(
    r"(?<![\w(])\([^\W\d_]{1,8}[-\u2011]?\)[^\W\d_]{2,}|(?<![^\W_])[^\W\d_]{2,}[-\u2011]?\([^\W\d_]{1,5}\)(?:[^\W\d_]+)?"
)
_AROUND_WORD = regex(r"(?<![^\s])\((?P<word>[^\W\d_]{3,}(?:-[^\W\d_]+)*)\)(?= (?P<next>[^\W\d_]{2,}))")
_BEFORE = regex(r"(?P<before>[^\W\d_]+) $")
_LOOK_BACK = 30
_READS_ON = frozenset(word_list("reads-on"))
_FUNCTION = _READS_ON | frozenset(word_list("function"))
_ADVERBS = frozenset(word_list("adverbs"))
_HELPING = frozenset(listed("leren blijven gaan laten komen durven willen kunnen helpen mogen"))
_INFLECTED = regex(r"\w+(?:lijke|ische|[eë]le|ale|ige|bare|loze|ieve|zame|ende|aire)")
_BARE = regex(r"\w+(?:lijk|isch|eel|ieel|aal|ig|baar|loos|ief|zaam)")

_LEAST = 3
"""Parts of an enumeration."""
_LONGEST_PART = 4
"""Words; a longer part may be a sentence of its own."""
_HELD = regex(r"\((?P<held>[^()\d/]+)\)")
_INTRODUCED = regex(r"(?:zoals|bijvoorbeeld|denk aan|onder andere|waaronder|te weten|namelijk):? ", re.IGNORECASE)
_PARTED = regex(r",? (?:en|of) (?!.*,)|, ")
"""Only the last two parts have a conjunction between them; before a comma, "en" is within a part."""
_CLAUSE = frozenset(word_list("clause"))


def _slash(_: Text, found: re.Match[str]) -> tuple[str, str] | None:
    said = found[0]
    if said.lower() in _NO_CHOICE or said.isupper():
        return None
    *first, last = parts = [part.strip() for part in said.split("/")]
    if [part.lower() for part in parts] == ["en", "of"]:
        return "Kies: schrijf “en”, of schrijf “of”.", ""
    if any(part.startswith("-") or part.endswith("-") for part in parts):
        return "Schrijf de woorden voluit, met “en” of “of” ertussen.", ""
    new = f"{', '.join(first)} of {last}"
    return f"Schrijf “{new}”, of zet er “en” tussen.", new


def _around_word(text: Text, found: re.Match[str]) -> tuple[str, str] | None:
    word, following = found["word"], found["next"]
    if not _belongs(text, found):
        return None
    together = word if following in _FUNCTION else f"{word} {following}"
    return f"Typ “{together}” zonder haakjes, of laat “{word}” weg.", word


def _belongs(text: Text, found: re.Match[str]) -> bool:
    """Return whether a word between brackets is part of the sentence: then it does not explain the word before it."""
    word, following = found["word"], found["next"]
    if not following.islower() or not word[1:].islower():
        return False
    if found.start() in text.starts:
        return _INFLECTED.fullmatch(word.lower()) is not None or word.lower() in _ADVERBS
    before = _BEFORE.search(text.own, max(0, found.start() - _LOOK_BACK), found.start())
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


def _has_bracket(text: Text | PageText) -> bool:
    return "(" in text.own


CUES = (
    Cue(SLASH, _SLASH, "Hier staat een schuine streep: “{}”.", _slash, lambda text: "/" in text.own),
    Cue(
        EMOJI,
        _EMOJI,
        "Hier staan emoji’s achter elkaar.",
        "Laat er hoogstens één staan, achter de woorden.",
        lambda text: not text.said.isascii() and _MAY_BE_EMOJI.search(text.said),
        also_quoted=True,
    ),
    Cue(
        BRACKETS,
        _IN_WORD,
        "Hier staan haakjes in een woord: “{}”.",
        "Schrijf de twee woorden voluit, met “of” of “en” ertussen.",
        _has_bracket,
    ),
    Cue(BRACKETS, _AROUND_WORD, "Hier staan haakjes om een woord: “{}”.", _around_word, _has_bracket),
)


def check(page: PageText) -> Iterator[Problem]:
    """Report enumerations between brackets."""
    for text in page.texts if "(" in page.own else ():
        if text.kind in PROSE and "(" in text.own:
            yield from _enumerations(text)


def _enumerations(text: Text) -> Iterator[Problem]:
    for found in _HELD.finditer(text.own):
        said = found["held"].strip()
        introduced = _INTRODUCED.match(said)
        *first, last = parts = [part.strip() for part in _PARTED.split(said[introduced.end() if introduced else 0 :])]
        if "," in said and len(parts) >= _LEAST and all(map(_is_part, parts)):
            row = f"{', '.join(first)} en {last}"
            sentence = f"Maak er een zin van: “Denk aan {row}.”" if introduced else "Maak er een eigen zin van."
            hint = f"{sentence} Of maak er een lijst van: elk deel op een nieuwe regel, met `- ` ervoor."
            message = f"Tussen deze haakjes staat een opsomming van {len(parts)} delen."
            yield text.problem(ENUMERATION, found.start(), message, hint)


def _is_part(part: str) -> bool:
    """Return whether this is an item of an enumeration, and not part of a sentence."""
    words = part.lower().split()
    return 0 < len(words) <= _LONGEST_PART and words[0] not in _CLAUSE and part[0].isalpha()
