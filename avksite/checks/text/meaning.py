"""Words that depend on seeing the page, on the day of reading, or on an unmarked language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from avksite.content.body import words_of
from avksite.dutch.formatting import date_in_words
from avksite.dutch.words import word_list
from avksite.kinds.base import Document
from avksite.patterns import regex
from avksite.problems import WARNING, Fix, Place, Problem, Rule

SEEN_ONLY = Rule(
    "plek-of-kleur", WARNING, "Een tekst noemt iets bij zijn naam, en niet bij zijn plek of kleur.", "1.3.3"
)
RELATIVE = Rule("datum-betrekkelijk", WARNING, "Een tekst noemt de datum, ook als die nu nog dichtbij is.")
OTHER_LANGUAGE = Rule("taal-anders", WARNING, "Bij een zin in een andere taal staat welke taal het is.", "3.1.2")

_COLOUR = (
    "(?:rode|groene|blauwe|gele|oranje|paarse|roze|grijze|zwarte|witte|gekleurde|rood|groen|blauw|geel|paars|grijs)"
)
_THING = (
    "(?:knop(?:pen)?|buttons?|vak(?:je|jes|ken)?|balk(?:en)?|kaders?|blok(?:ken|je|jes)?|letters?|link(?:s|je|jes)?|"
    "pijl(?:en|tje|tjes)?|iconen?|icoontjes?|veld(?:en)?|vlak(?:ken)?|tekst|woorden|regels?|tegels?|menu|kolom)"
)
_SEEN_ONLY = regex(
    rf"""
    \bhier(?:onder|boven)\b (?!\ (?:te\ )?(?:versta|vall?|verkl|lijd|uit\b|beschreven))
    | \b(?:onder|boven)staande?\b
    | \b(?:linker|rechter)\ ?(?:kolom|kant|zijde|hoek|balk|menu|marge)\b
    | \b(?:links|rechts)(?:boven|onder)(?:in|aan)?\b (?!\ (?:de|het)\ (?:deur|trap|straat|kast))
    | \b(?:links|rechts|linksboven|rechtsboven|linksonder|rechtsonder|bovenaan|onderaan)
      \ (?:op|in|aan|van|naast|onder|boven)\ (?:de|deze|dit|het|je|uw)
      \ (?:pagina|scherm|site|website|beeldscherm|menu|tekst|knop|kolom)\b
    | \b{_COLOUR}\ {_THING}\b
    | \b{_THING}\b [^.?!]{{0,15}} \b(?:in\ de\ kleur\ )?{_COLOUR}\ (?:is|zijn|staat|staan|gekleurd|gemarkeerd)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RELATIVE = regex(
    r"""
    \b (?: (?:komend|aanstaand|afgelopen|vorig|deze|dit)e?\ (?:komende?\ )? | (?<!\bde\ )(?<!\been\ )volgende?\ )
    (?: week|weekend|maand|kwartaal|seizoen|schooljaar|jaar|halfjaar|half\ jaar
      | (?P<season>voorjaar|najaar|zomer|winter|herfst|lente)
      | maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag
      | januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december )\b
    | \b(?:binnenkort|onlangs|gisteren|eergisteren|overmorgen|kortgeleden)\b
    | (?:^|(?<=[.!?]\ ))(?:morgen|vandaag)(?=\ [a-z]+(?:t|en)?\b)(?!\ de\ dag)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Substrings of which one is in every match: most texts need no further search.
_SEEN_CUES = (
    *("hieronder", "hierboven", "staand", "linker", "rechter", "links", "rechts", "bovenaan", "onderaan"),
    *("rode", "groen", "blauw", "gele", "oranje", "paars", "roze", "grij", "zwarte", "witte", "kleurd", "rood", "geel"),
)
_RELATIVE_CUES = (
    *("komend", "aanstaand", "afgelopen", "vorig", "deze", "dit", "volgend"),
    *("binnenkort", "onlangs", "gisteren", "morgen", "vandaag", "kortgeleden"),
)
_YEARS = {"dit": 0, "vorig": -1, "afgelopen": -1, "volgend": 1, "komend": 1}
_QUOTED = regex(r"“[^“”]*”|‘[^‘’]*’")
_SENTENCE = regex(r"[^.!?]+[.!?]*")

LEAST_WORDS = 4
LEAST_ENGLISH = 3
"""English words in a sentence; two may be a name, such as The Spirit Level."""
LEAST_KINDS = 2
"""Different English words in a passage; with fewer, no sentence in it is looked at."""
ENGLISH_SHARE, DUTCH_SHARE = 0.25, 0.1
_ENGLISH, _DUTCH = frozenset(word_list("english")), frozenset(word_list("dutch"))
_CLAUSE = regex(r"[^.!?:“”„‘;]+[.!?]*")
_WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def check(document: Document) -> Iterator[Problem]:
    """Check all passages except quotations; a newsletter is read on its day."""
    body, is_letter = document.body, document.kind.is_mailed
    if document.entry.summary and not is_letter:
        yield from _relative(document, _QUOTED.sub("", document.entry.summary), document.place("kort"))
    seen, counted = ([cue for cue in cues if cue in body.vocabulary] for cues in (_SEEN_CUES, _RELATIVE_CUES))
    may_be_english = document.entry.lang.startswith("nl") and _holds_english(body.vocabulary)
    for passage in body.passages if seen or counted or may_be_english else ():
        holds = passage.folded.__contains__
        is_seen, is_counted = any(map(holds, seen)), any(map(holds, counted))
        may_be_foreign = may_be_english and _holds_english(passage.folded)
        if not (may_be_foreign or is_seen or is_counted):
            continue
        place, own = Place(document.path, passage.line), _QUOTED.sub("", passage.text)
        if may_be_foreign:
            yield from _english(passage.text, [words_of(node.children) for node in body.foreign], place)
        if passage.kind == "quote":  # quotations are not the author's words
            continue
        if is_seen and (found := _SEEN_ONLY.search(own)):
            message = f"“{found[0]}” zegt alleen iets als je de pagina ziet."
            hint = "Noem wat je bedoelt bij de naam: de kop, de titel of de tekst op de knop. Of maak een link."
            yield Problem(SEEN_ONLY, place, message, hint, about=found[0])
        if is_counted and not is_letter:
            yield from _relative(document, own, place)


def _holds_english(folded: str) -> bool:
    return len(_ENGLISH.intersection(folded.split())) >= LEAST_KINDS


def _relative(document: Document, text: str, place: Place) -> Iterator[Problem]:
    """Report the first words that depend on the day of reading, except in a question."""
    for sentence in _SENTENCE.findall(text):
        found = _RELATIVE.search(sentence.strip())
        if found is not None and not sentence.endswith("?"):
            instead, fix = _instead(found, document.entry.day)
            message = f"“{found[0]}” klopt alleen als je dit nu leest."
            yield Problem(RELATIVE, place, message, f"Typ {instead}.", fix=fix, about=found[0])
            return


def _instead(found: re.Match[str], day: date | None) -> tuple[str, Fix | None]:
    """Return what to type: the year where that is certain, else the form of a date."""
    first, _, last = found[0].casefold().partition(" ")
    if day is not None and last == "jaar" and first in _YEARS:
        year = f"in {day.year + _YEARS[first]}"
        return f"`{year}`", Fix(found[0], year)
    near = day or date(2024, 6, 8)
    if found["season"]:
        season = f"{'het' if last.endswith('jaar') else 'de'} {found['season'].casefold()}"
        return f"het jaar erbij, zoals `in {season} van {near.year}`", None
    return f"de datum, zoals `op {date_in_words(near)}`", None


def _english(text: str, marked: list[str], place: Place) -> Iterator[Problem]:
    """Report English sentences that are not marked as another language."""
    for clause in _CLAUSE.findall(text):
        words = [word.casefold() for word in _WORD.findall(clause)]
        english, dutch = sum(word in _ENGLISH for word in words), sum(word in _DUTCH for word in words)
        is_english = english >= max(LEAST_ENGLISH, ENGLISH_SHARE * len(words)) and dutch <= DUTCH_SHARE * len(words)
        sentence = clause.strip(" ,’”")
        if len(words) >= LEAST_WORDS and is_english and not any(sentence in said for said in marked):
            message = f"Dit lijkt Engels: “{sentence}”."
            hint = f"Zet er haken omheen, en de taal erachter: `[{sentence}]{{lang=en}}`."
            yield Problem(OTHER_LANGUAGE, place, message, hint, fix=Fix(sentence, f"[{sentence}]{{lang=en}}"))
