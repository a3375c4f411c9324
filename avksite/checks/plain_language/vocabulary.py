"""Words: long ones, and hard ones with an easier alternative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import avksite.dutch
from avksite.checks.known_words import KnownWords
from avksite.checks.plain_language.texts import SUMMARY, PageText, Text
from avksite.dutch.numbers import number_in_words
from avksite.dutch.words import Word, word_list, word_pairs
from avksite.patterns import regex
from avksite.problems import HINT, WARNING, Problem, Rule

LONG = 15

LONG_WORD = Rule("woord-lang", HINT, f"Een woord heeft minder dan {LONG} letters, of is bekend.", "3.1.5")
HARD_WORD = Rule("woord-moeilijk", HINT, "Een tekst gebruikt gewone woorden.", "3.1.3")
HARD_IN_SUMMARY = Rule(
    "kort-moeilijk", WARNING, "In `kort` staat geen moeilijk woord waar een gewoon woord hetzelfde zegt.", "3.1.3"
)

_FAMILIAR = frozenset(word_list("known-long"))
_AROUND = 60
_NAMED = regex(r"\b(?:heet|heten|heette|noem|noemt|noemen|noemden|woord|woorden|term|naam)\b[^.!?:]*$")
_MEANS = regex(r"[’”]?\s*(?:betekent\b|betekenen\b|wil zeggen\b|als (?:het|je|iemand)\b|\((?:dat|dus|het|een|de)\b)")
_ADD = "Is het een bekend woord? Zet het in `content/woorden.yaml` onder `bekende-woorden`."


_PIECES = regex(r"[-\u2011]")
_LIST = Path(avksite.dutch.__file__).with_name("moeilijke-woorden.yaml")
_ENDINGS = {ending: others.split() for ending, others in word_pairs("endings").items()}
_VERB = regex(r"(.+)[eë]ren")


class Hard(NamedTuple):
    """A hard word with its alternative; a note says when the word is right."""

    word: str
    easier: str
    note: str = ""
    forms: tuple[str, ...] = ()
    """Every form it is found in, the word itself included."""


class Met(NamedTuple):
    """An occurrence of a hard word."""

    hard: Hard
    start: int
    end: int


class Lexicon:
    """Finds hard words, with one look-up for each position, however long the list is."""

    def __init__(self, hard: Iterable[Hard]) -> None:
        """Index every form by its first word, the longest expressions first."""
        found: dict[str, dict[tuple[str, ...], Hard]] = {}
        for one in hard:
            for form in one.forms or (one.word,):
                parts = tuple(form.lower().split())
                found.setdefault(parts[0], {})[parts] = one
        self._by_first = {
            first: sorted(rows.items(), key=lambda row: (-len(row[0]), row[0])) for first, rows in found.items()
        }
        # Of "in het kader van" only the longest word is rare elsewhere.
        self._signs: dict[str, list[tuple[str, ...]]] = {}
        for parts in (parts for rows in found.values() for parts in rows):
            self._signs.setdefault(max(parts, key=len), []).append(parts)

    def __contains__(self, form: str) -> bool:
        """Return whether a form is on the list."""
        parts = tuple(form.lower().split())
        return bool(parts) and any(row == parts for row, _ in self._by_first.get(parts[0], ()))

    def may_be_in(self, vocabulary: frozenset[str]) -> bool:
        """Return whether a text with these words, in lower case, may hold a hard one."""
        rows = (parts for word in self._signs.keys() & vocabulary for parts in self._signs[word])
        return any(map(vocabulary.issuperset, rows))

    def find(self, words: Sequence[Word]) -> Iterator[Met]:
        """Yield the hard words among words, from first to last."""
        folded = [word.folded for word in words]
        place = 0
        while place < len(folded):
            length = 1
            for parts, hard in self._by_first.get(folded[place], ()):
                if len(parts) == 1 or tuple(folded[place : place + len(parts)]) == parts:
                    length = len(parts)
                    yield Met(hard, words[place].start, words[place + length - 1].end)
                    break
            place += length


def forms_of(word: str) -> tuple[str, ...]:
    """Return a word with the forms that follow from its ending: `realiseren` gives `gerealiseerd` too."""
    forms = [word]
    for ending, others in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            forms += [word[: -len(ending)] + other for other in others]
    if verb := _VERB.fullmatch(word):
        begin = "geï" if word.startswith("i") else "geë" if word.startswith("e") else f"ge{word[0]}"
        forms += [f"{begin}{verb[1][1:]}eerd", f"{begin}{verb[1][1:]}eerde"]
    return tuple(dict.fromkeys(forms))


@cache
def own_list() -> tuple[Hard, ...]:
    """Return our own list of hard words, which is plain YAML."""
    import yaml  # noqa: PLC0415  nothing else is read with it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C is ten times as fast, but not always available
    typed: Mapping[str, str | Mapping[str, str]] = yaml.load(_LIST.read_text(encoding="utf-8"), loader)  # noqa: S506  safe
    return tuple(_hard(key, value) for key, value in typed.items())


def _hard(key: str, value: str | Mapping[str, str]) -> Hard:
    word, *others = (form.strip() for form in key.split(","))
    easier, note = (value, "") if isinstance(value, str) else (value["makkelijk"], value.get("noot", ""))
    return Hard(word, easier, note, (*forms_of(word), *others))


class WordLists:
    """The hard words of the site, those of its staff included, and the words that its readers know or can look up."""

    def __init__(self, around: KnownWords) -> None:
        """Read the list; what the glossary explains or staff call known is left alone."""
        # A long word within a term that is explained, such as "oplossingsgericht werken", is explained with it.
        parts = [part for term in around.terms for part in term.split() if len(part) >= LONG]
        known = (*around.terms, *parts, *around.known)
        self.known = Lexicon(Hard(form, "") for form in known if form.strip())
        own = [Hard(word, easier, forms=forms_of(word)) for word, easier in around.easier if word.strip()]
        listed = [hard for hard in own_list() if not any(form in self.known for form in hard.forms)]
        self.hard = Lexicon((*listed, *own))

    def hard_in(self, text: Text) -> Iterator[Met]:
        """Yield the hard words of a text, except names and what is explained."""
        if self.hard.may_be_in(text.vocabulary):
            found = [met for met in self.hard.find(text.words) if met.start not in text.names]
            covered = [(met.start, met.end) for met in self.known.find(text.words)] if found else []
            for met in found:
                if not any(start < met.end and met.start < end for start, end in covered):
                    yield met

    def is_known(self, word: str) -> bool:
        """Return whether readers know a word or can look it up, also without the ending of a plural or an adjective."""
        shorter = [word.removesuffix(ending) for ending in ("en", "s", "’s", "e") if word.endswith(ending)]
        return word in _FAMILIAR or any(form in self.known for form in (word, *shorter))


def check(page: PageText, words: WordLists) -> Iterator[Problem]:
    """Check every word; one that is explained anywhere on the page is accepted."""
    likely = page.texts if words.hard.may_be_in(page.vocabulary) else ()
    met = [(text, one) for text in likely for one in words.hard_in(text)]
    explained = {one.hard.word for text, one in met if _is_explained(text, one)}
    reported: set[tuple[str, int]] = set()
    for text, one in met:
        if one.hard.word not in explained:
            problem = _problem(text, one)
            if (one.hard.word, problem.place.line) not in reported:
                reported.add((one.hard.word, problem.place.line))
                yield problem
    long = [word for word in page.vocabulary if len(word) >= LONG]
    unknown = frozenset(word for word in long if not words.is_known(word) and word not in words.hard)
    if unknown:
        yield from _long_words(page.texts, unknown)


def _is_explained(text: Text, met: Met) -> bool:
    """Return whether the author explains a word: `Dat heet …`, `Iets is … als`."""
    before = text.own[max(0, met.start - _AROUND) : met.start]
    return bool(_NAMED.search(before) or _MEANS.match(text.own, met.end))


def _problem(text: Text, met: Met) -> Problem:
    said, note = text.said[met.start : met.end], met.hard.note
    easier = " of ".join(f"“{easy.strip()}”" for easy in met.hard.easier.split(","))
    message = f"{'Dit is moeilijk' if ' ' in said else 'Dit woord is moeilijk'}: “{said}”."
    hint = f"Schrijf {easier}, in de vorm die past.{f' {note}' if note else ''}"
    return text.problem(HARD_IN_SUMMARY if text.kind == SUMMARY and not note else HARD_WORD, met.start, message, hint)


def _long_words(texts: Sequence[Text], unknown: frozenset[str]) -> Iterator[Problem]:
    """Report each long word once, unless it is reported as a hard one."""
    seen: set[str] = set()
    for text in texts:
        for word in () if unknown.isdisjoint(text.vocabulary) else text.words:
            if word.folded in unknown and word.folded not in seen and _is_long(text, word):
                seen.add(word.folded)
                message = f"Dit is een lang woord: “{word.text}” heeft {_letters(word.text)} letters."
                yield text.problem(LONG_WORD, word.start, message, f"Kan het korter, of met twee woorden? {_ADD}")


def _is_long(text: Text, word: Word) -> bool:
    is_number = number_in_words(word.folded) is not None
    return word.start not in text.names and not is_number and max(map(_letters, _PIECES.split(word.text))) >= LONG


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))
