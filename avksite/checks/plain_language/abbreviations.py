"""Abbreviations, acronyms, and words in all caps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avksite.checks.known_words import KnownWords
from avksite.checks.plain_language.texts import TITLE, Cue, PageText, Text
from avksite.dutch.words import GOES_ON, is_wordlike, word_list, word_pairs
from avksite.patterns import regex
from avksite.problems import WARNING, Fix, Problem, Rule

ABBREVIATION = Rule("afkorting", WARNING, "Woorden staan er voluit.", "3.1.4")
LETTERS = Rule("letterwoord", WARNING, "Een woord van losse letters wordt de eerste keer uitgelegd.", "3.1.4")
CAPITALS = Rule("hoofdletters", WARNING, "Woorden staan niet helemaal in hoofdletters.")

_FULL = word_pairs("abbreviations")
# Many people forget the last stop of `i.s.m.`; in a word with one stop, that stop may be the end of the sentence.
_FULL |= {form.removesuffix("."): full for form, full in _FULL.items() if form.count(".") > 1}
_SHORT = "|".join(re.escape(form) for form in sorted(_FULL, key=len, reverse=True))
# In capitals it may be a name; so only the first letter may be one, as at the start of a sentence.
_ABBREVIATION = regex(rf"(?<![\w.@/-])(?:{_SHORT}|(?=[A-Z][a-z]*\.)(?i:{_SHORT}))(?![\w@/-])")
_MAY_HOLD = regex(r"\.[a-z]|/m")
# A word that ends with a stop is that word and the stop, except `o.a.`, which is one word.
_FORMS = frozenset(_FULL) | {form.removesuffix(".") for form in _FULL}


_AMBIGUOUS = frozenset(word_list("ambiguous"))
_ENDS = regex(r"\s*$|\s+[\"“‘(]?[A-ZÀ-Þ]")
"""What follows a stop that also ends the sentence."""


def _in_full(text: Text, found: re.Match[str]) -> tuple[str, str] | None:
    short = found[0]
    if not short[1:].islower() and short.lower() != short:
        return None
    full = _FULL[short[0].lower() + short[1:]]
    if short[0].isupper():
        full = full[0].upper() + full[1:]
    ends = short.endswith(".") and short.rstrip(".").lower() not in GOES_ON and _ENDS.match(text.own, found.end())
    return f"Schrijf “{full}”.", f"{full}." if ends else full


def _says_one_thing(short: str) -> bool:
    return short.lower() not in _AMBIGUOUS


def _may_be_short(text: Text | PageText) -> bool:
    return not text.vocabulary.isdisjoint(_FORMS) or _MAY_HOLD.search(text.own) is not None


CUES = (Cue(ABBREVIATION, _ABBREVIATION, "“{}” is een afkorting.", _in_full, _may_be_short, is_safe=_says_one_thing),)

_MAY_HOLD_CAPITALS = regex("[A-Z][A-Z]")
_LETTERS = regex(r"(?<![\w.@/&-])[A-Z]{2,6}(?![\w@&/])(?!\.[A-Z])")
_COMMON = frozenset(word_list("known-letters"))
_ORDINARY = frozenset(word_list("loud"))
_PLAIN = _ORDINARY.union(*map(word_list, ("dutch", "function", "adverbs", "reads-on", "clause", "cuts", "numbered")))
"""Words that are not names."""
_NAME_BEHIND = regex(r" [A-Z][\w&-]")
_NAME_BEFORE = regex(r"[A-Z][a-z]+ $")
_ROMAN = regex(r"[IVXLC]+")
_FIGURE_BEHIND = regex(r"[ -]?[0-9]")
_POSTCODE = regex(r"[0-9]{4} ?$")
_EXPLAINED_BEHIND = regex(
    r"\s*(?:\([^)]*[a-z]{3,}[^)]*\)|(?:is|zijn|was) (?:een|de|het)\b|(?:betekent|heet|staat voor)\b|"
    r"[,–—-]\s*(?:de|het|een|dat (?:is|zijn))\b|:\s)"
)
_ASKED = regex(r"[Ww]at (?:is|zijn|betekent) (?:de |het |een )?$")
_GRADE = regex(
    r"(?:[Nn]iveau|[Kk]lasse?|[Gg]roep|[Tt]ype|[Mm]aat|[Ll]abel|[Ll]etters?|[Vv]ariant|[Ll]ijn|[Bb]us|[Bb]ijlage)\s$"
)
_RUN = regex(r"(?<![\w@./&-])[A-Z][A-Z’]+(?:[ ,!]+[A-Z][A-Z’]+)*(?![\w@/&-])")
_CAPITALS = regex(r"[A-Z’]+")
_LONG_ALONE = 6
_SHORTEST_ORDINARY = 3
"""`OP` and `IS` are the first letters of something as often as words."""
_VOWEL = regex(r"[AEIOUY]")


def known_acronyms(around: KnownWords) -> frozenset[str]:
    """Collect acronyms that need no explanation: from staff, the glossary, and names of people and organisations."""
    typed = (*around.names, *around.organisations, *around.terms, *around.known, *around.letters)
    return _COMMON.union(*map(_LETTERS.findall, typed))


def check(page: PageText, known: frozenset[str]) -> Iterator[Problem]:
    """Report words in all caps, and the first use of each acronym, in reading order."""
    seen: set[str] = set()
    for text in page.texts if _MAY_HOLD_CAPITALS.search(page.own) else ():
        if not _MAY_HOLD_CAPITALS.search(text.own):
            continue
        loud = list(_all_caps(text.own, known))
        for start, end in loud:
            said = text.own[start:end]
            fix, message = _quiet(text, start, said, known), f"Dit staat in hoofdletters: “{said}”."
            hint = f"Schrijf “{fix.new}”. Is het een naam? Zet die in `content/woorden.yaml` onder `bekende-woorden`."
            yield text.problem(CAPITALS, start, message, hint, fix)
        for found in () if text.kind == TITLE else _LETTERS.finditer(text.own):  # a title has no room to explain
            word, at = found[0], found.start()
            is_loud = any(start <= at < end for start, end in loud)
            if word in seen or word in known or is_loud or _is_no_word(text, found):
                continue
            seen.add(word)
            if not _is_explained(page.texts, word):
                hint = f"Schrijf de eerste keer eerst de woorden voluit, en daarachter “({word})”. Kent iedereen het? "
                hint += "Zet het in `content/woorden.yaml` onder `afkortingen`."
                yield text.problem(LETTERS, at, f"Hier staat niet wat “{word}” betekent.", hint)


def _quiet(text: Text, start: int, said: str, known: frozenset[str]) -> Fix:
    """Return the fix for words in all caps: lower case, except acronyms and the start of a sentence.

    It is not safe: a word may be a name.
    """

    def quiet(found: re.Match[str]) -> str:
        word, before = found[0], said[: found.start()].rstrip(" ,")
        if word in known and word.lower() not in _ORDINARY:
            return word
        starts = before.endswith("!") if before else start in text.starts or start == 0
        return word.capitalize() if starts else word.lower()

    words = [word for word in _CAPITALS.findall(said) if word not in known]
    return Fix(said, _CAPITALS.sub(quiet, said), is_safe=all(word.lower() in _PLAIN for word in words))


def _is_explained(texts: Sequence[Text], word: str) -> bool:
    """Return whether an acronym is explained by words before or after it, anywhere on the page."""
    this = re.compile(rf"(?<!\w){word}(?!\w)")
    return any(
        _EXPLAINED_BEHIND.match(text.own, found.end())
        or _ASKED.search(_before(text, found))
        or (text.own.startswith(")", found.end()) and _stands_for(word, text.own[: found.start()]))
        for text in texts
        if word in text.own
        for found in this.finditer(text.own)
    )


def _stands_for(letters: str, words: str) -> bool:
    """Return whether words before a bracket abbreviate to these letters: `een vereniging van eigenaren (`."""
    if not words.endswith("("):
        return False
    nearest = "".join(re.findall(r"[^\W\d_]+", words.lower())[-2 * len(letters) :])
    return sum(letter in nearest for letter in letters.lower()) * 2 > len(letters)


def _before(text: Text, found: re.Match[str]) -> str:
    return text.own[max(0, found.start() - 30) : found.start()]


def _is_no_word(text: Text, found: re.Match[str]) -> bool:
    """Return whether capitals are a number, a grade or a word, or part of a name: `RTV Drenthe`, `Stichting ABC`."""
    before, word = _before(text, found), found[0]
    name = _NAME_BEFORE.search(before)
    return bool(
        _ROMAN.fullmatch(word)
        or _POSTCODE.search(before)
        or _GRADE.search(before)
        or len(set(word)) == 1
        or word.lower() in _ORDINARY
        or _FIGURE_BEHIND.match(text.own, found.end())
        or is_wordlike(word)
        or _NAME_BEHIND.match(text.own, found.end())
        or (name and found.start() - len(name[0]) not in {sentence.first for sentence in text.sentences})
    )


def _all_caps(own: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where words are in all caps: an ordinary word, a long one, or several in a row."""
    for run in _RUN.finditer(own):
        words = _CAPITALS.findall(run[0])
        loud = [word for word in words if word not in known or word.lower() in _ORDINARY]
        is_ordinary = any(word.lower() in _ORDINARY and len(word) >= _SHORTEST_ORDINARY for word in loud)
        is_long = any(len(word) >= _LONG_ALONE and len(_VOWEL.findall(word)) > 1 for word in loud)
        is_row = len(loud) > 1 and all(is_wordlike(word) or word.lower() in _ORDINARY for word in words)
        if is_ordinary or is_long or is_row:
            yield run.start(), run.end()
