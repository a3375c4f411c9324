"""Sentences and paragraphs: length, passive voice, and double negation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from avksite.checks.plain_language.texts import PROSE, SUMMARY, PageText, Text
from avksite.dutch.words import Sentence, Word, word_list
from avksite.patterns import regex
from avksite.problems import HINT, WARNING, Problem, Rule

LONG = 20
LONG_IN_SUMMARY = 15
MOST_IN_SUMMARY = 50
LONG_IN_A_ROW = 15
TOO_MANY_IN_A_ROW = 3
LONG_PARAGRAPH = 80
TOO_MANY_IN_A_PARAGRAPH = 6
FEW_WORDS = 60
"""Many short sentences are easy to read; only from this length on they make a full block."""

LONG_SENTENCE = Rule("zin-lang", HINT, f"Een zin heeft niet meer dan {LONG} woorden.", "3.1.5")
LONG_IN_A_ROW_RULE = Rule("zinnen-lang-achtereen", HINT, "Na een paar langere zinnen komt er een korte.", "3.1.5")
LONG_PARAGRAPH_RULE = Rule(
    "alinea-lang",
    HINT,
    f"Een alinea is niet langer dan {LONG_PARAGRAPH} woorden, of {TOO_MANY_IN_A_PARAGRAPH} gewone zinnen.",
    "3.1.5",
)
SUMMARY_RULE = Rule("kort-zin-lang", HINT, f"In `kort` heeft een zin niet meer dan {LONG_IN_SUMMARY} woorden.", "3.1.5")
LONG_SUMMARY = Rule("kort-lang", WARNING, f"`kort` heeft hooguit {MOST_IN_SUMMARY} woorden.", "3.1.5")
PASSIVE = Rule("lijdend", HINT, "Een zin zegt wie iets doet.", "3.1.5")
DOUBLE = Rule("dubbel-niet", HINT, "Een zin zegt niet twee keer “niet”.", "3.1.5")

_CUTS = word_list("cuts")
_FROM_EDGE = 4
_QUOTED = 6


def check(page: PageText) -> Iterator[Problem]:
    """Check the sentences and paragraphs of every text."""
    may_hide, may_deny = (not cues.isdisjoint(page.vocabulary) for cues in (TO_BECOME, NEGATIONS))
    for text in page.texts:
        if text.kind in PROSE:
            yield from _length(text)
            if may_hide or may_deny:
                yield from _said(text)


def _said(text: Text) -> Iterator[Problem]:
    may_hide, may_deny = (not cues.isdisjoint(text.vocabulary) for cues in (TO_BECOME, NEGATIONS))
    for sentence in text.sentences if may_hide or may_deny else ():
        for found in passives(text.own, sentence) if may_hide else ():
            message = f"Hier staat niet wie het doet: “{found.text}”."
            hint = "Noem wie het doet. Schrijf bijvoorbeeld “wij …”, “je …” of “de gemeente …”."
            yield text.problem(PASSIVE, found.start, message, hint)
        for found in double_negations(text.own, sentence) if may_deny else ():
            message = f"Hier staat twee keer een ontkenning: “{found.text}”."
            yield text.problem(DOUBLE, found.start, message, "Schrijf wat wel zo is.")


def _length(text: Text) -> Iterator[Problem]:
    is_summary = text.kind == SUMMARY
    limit, rule = (LONG_IN_SUMMARY, SUMMARY_RULE) if is_summary else (LONG, LONG_SENTENCE)
    lengths = [len(sentence.typed) for sentence in text.sentences]
    for sentence in text.sentences if max(lengths, default=0) > limit else ():
        if len(sentence.typed) > limit:
            message = f"Deze zin heeft {len(sentence.typed)} woorden: “{start_of(text, sentence)}”."
            yield text.problem(rule, sentence.first, message, _cut(text, sentence))
    if sum([length > LONG_IN_A_ROW for length in lengths]) >= TOO_MANY_IN_A_ROW and not is_summary:
        yield from _row(text)
    if is_summary and (words := len(text.said.split())) > MOST_IN_SUMMARY:
        hint = f"Houd er hooguit {MOST_IN_SUMMARY} over, en zet de rest in de tekst eronder."
        yield text.problem(LONG_SUMMARY, 0, f"`kort` heeft {words} woorden.", hint)
    if text.kind == "paragraph" and sum(lengths) > FEW_WORDS:
        yield from _paragraph(text)


def start_of(text: Text, sentence: Sentence, most: int = _QUOTED) -> str:
    """Return the first words of a sentence, to find it by."""
    if len(sentence.typed) <= most:
        return text.said[sentence.start : sentence.end].rstrip(".")
    return f"{text.said[sentence.start : sentence.words[most - 1].end]} …"


def _cut(text: Text, sentence: Sentence) -> str:
    """Return where the sentence can be cut: in the middle third, at the best word there."""
    words = sentence.words
    edge = max(_FROM_EDGE, len(words) // 4)
    at = [
        ("," not in text.own[words[i - 1].end : words[i].start], _CUTS.index(words[i].folded), i)
        for i in range(edge, len(words) - edge)
        if words[i].folded in _CUTS
    ]
    if not at:
        return "Maak er 2 zinnen van. Zet in elke zin één boodschap."
    return f"Maak er 2 zinnen van. Je kunt bijvoorbeeld knippen voor “{words[min(at)[2]].text}”."


def _row(text: Text) -> Iterator[Problem]:
    for is_long, run in groupby(text.sentences, key=lambda sentence: len(sentence.typed) > LONG_IN_A_ROW):
        row = list(run)
        if is_long and len(row) >= TOO_MANY_IN_A_ROW:
            message = f"Hier staan {len(row)} zinnen van meer dan {LONG_IN_A_ROW} woorden achter elkaar."
            hint = "Maak er een korte zin tussen, of knip er een in tweeën."
            yield text.problem(LONG_IN_A_ROW_RULE, row[0].first, message, hint)


def _paragraph(text: Text) -> Iterator[Problem]:
    words, sentences = text.length, len(text.sentences)
    if words > LONG_PARAGRAPH or (sentences > TOO_MANY_IN_A_PARAGRAPH and words > FEW_WORDS):
        message = f"Deze alinea heeft {words} woorden en {sentences} {'zin' if sentences == 1 else 'zinnen'}."
        middle = text.sentences[(sentences + 1) // 2] if sentences > 1 else None
        where = f" voor “{start_of(text, middle, 4)}”" if middle else ""
        yield text.problem(LONG_PARAGRAPH_RULE, 0, message, f"Begin een nieuwe alinea{where}.")


# What a sentence is made of, as far as words alone can tell: the passive, and a negation of a negation.

TO_BECOME = frozenset({"word", "wordt", "worden", "werd", "werden"})
NEGATIONS = frozenset({"niet", "geen", "nooit", "niemand", "niets", "nergens", "geenszins", "noch"})
# A clause ends at punctuation, or at a word that starts another one.
_PUNCTUATION = regex(r"[,;:()–—“”\"?!]")
_STARTERS = frozenset(word_list("clause-starters"))

_SEPARABLE = f"(?:{'|'.join(word_list('separable'))})"
_FIRM = "(?:be|her|ont|ver|er|mis|over|onder|vol|door|om|voor|weer|aan)"
# Without "ge", -t only after the sounds of 't kofschip: so "bestaat" and "vertelt" are no participles.
_WEAK_END = r"(?:(?<!hei)(?<!aan)d|(?<=[kfspx])t|(?<=ch)t)"
_WEAK = rf"{_SEPARABLE}?ge[a-zëïöüé]{{2,}}(?:(?<!hei)(?<!aan)d|t)|(?:be|her|ont|ver|er)[a-zëïöü]{{2,}}{_WEAK_END}"
_PARTICIPLE = regex(
    rf"""
    (?: {_SEPARABLE}?ge | {_FIRM} ) (?: {"|".join(word_list("strong"))} ) | gegeven | gegeten | {_SEPARABLE}gegeven
    | {_SEPARABLE}?ge[a-zëïöü]+eerd | {_WEAK}
    """,
    re.VERBOSE,
)
_NO_PARTICIPLE = frozenset(word_list("no-participle")) - frozenset(word_list("still-participle"))
# An adjective that denies another: "onbelangrijk", but not "onder", "ongeveer" or "onlangs".
_ON_WORD = regex(
    r"on(?!der|t|ze|geveer|langs|line|middel|danks|gelukje|dergronds)(?:[a-z]+(?:lijk|rijk|baar|zaam|ig|isch|loos|matig)|"
    r"bekend|gewoon|terecht|eens|vermeld|verwacht|juist|tevreden|gepast|geschikt|sympathiek|interessant|omstreden|"
    r"besproken|beproefd|opgemerkt|betuigd|gelijk|beduidend|voldoende|geduld|bewust|gezond|zeker|handig|waar|"
    r"verstandig|veilig|nodig|fatsoen)e?"
)
_NEVER_DOUBLE = frozenset({"onmiddellijk", "onophoudelijk", "onvermijdelijk", "ongelijk", "ongelooflijk"})
_ALONE = frozenset({"alleen", "meer", "slechts", "enkel"})
_NOT_ON = 2
_NOT_NOT = 5


class Match(NamedTuple):
    """Words that belong together: where they start, and how they read."""

    start: int
    text: str


def passives(text: str, sentence: Sentence) -> Iterator[Match]:
    """Yield the passive verbs: `worden … opgehaald`."""
    if not TO_BECOME.isdisjoint(map(str.lower, sentence.typed)):
        for clause in _clauses(text, sentence.words):
            becoming = _first(clause, lambda word: word.folded in TO_BECOME)
            done = None if becoming is None else _first(clause, lambda word: is_participle(word.text))
            if becoming is not None and done is not None:
                yield _joined(clause, becoming, done)


def _first(clause: Sequence[Word], is_it: Callable[[Word], bool]) -> int | None:
    return next((place for place, word in enumerate(clause) if is_it(word)), None)


def is_participle(word: str) -> bool:
    """Return whether a word is certainly a participle: `gedaan`, `opgehaald`, `betaald`."""
    return word == word.lower() and word not in _NO_PARTICIPLE and _PARTICIPLE.fullmatch(word) is not None


def double_negations(text: str, sentence: Sentence) -> Iterator[Match]:
    """Yield the double negations: `niet zonder`, `niet onbelangrijk`."""
    typed = [word.lower() for word in sentence.typed]
    if NEGATIONS.isdisjoint(typed) or sum(map(_may_deny, typed)) < 2:  # noqa: PLR2004  a denial, and what it denies
        return
    for clause in _clauses(text, sentence.words):
        folded = [word.folded for word in clause]
        for place, word in enumerate(folded):
            if word in NEGATIONS and _ALONE.isdisjoint(folded[place + 1 : place + 2]):
                second = _second(folded, place)
                if second is not None:
                    yield _joined(clause, place, second)
                    break


def _may_deny(word: str) -> bool:
    return word in NEGATIONS or word == "zonder" or word.startswith("on")


def _second(folded: list[str], place: int) -> int | None:
    """Return the index of a second negation soon after the first; None when there is none."""
    for other, word in enumerate(folded[place + 1 : place + 1 + _NOT_NOT], place + 1):
        is_denial = _ON_WORD.fullmatch(word) and word not in _NEVER_DOUBLE and other - place <= _NOT_ON
        if is_denial or word == "zonder" or (word in NEGATIONS and word != "noch"):
            return other
    return None


def _clauses(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Split a sentence into clauses."""
    clause: list[Word] = []
    for word in words:
        if clause and (_PUNCTUATION.search(text, clause[-1].end, word.start) or word.folded in _STARTERS):
            yield clause
            clause = []
        clause.append(word)
    if clause:
        yield clause


def _joined(clause: list[Word], one: int, other: int) -> Match:
    first, last = clause[min(one, other)], clause[max(one, other)]
    between = " " if abs(one - other) == 1 else " … "
    return Match(first.start, f"{first.text}{between}{last.text}")
