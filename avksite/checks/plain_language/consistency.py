"""Consistency in a page and a site: the form of address, and names of things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from avksite.checks.known_words import KnownWords
from avksite.checks.plain_language.texts import ENOUGH, PageText, Text
from avksite.dutch.words import Sentence, Word, names_in
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import HINT, Fix, Place, Problem, Rule

MIXED = Rule("vorm-aanspreek", HINT, "Een pagina, en ook de hele site, spreekt de lezer overal op dezelfde manier aan.")
CHANGED = Rule("naam-wisselt", HINT, "Wat een eigen naam heeft, heet op een pagina overal hetzelfde.")

_FORMS = {
    **dict.fromkeys(("je", "jij", "jou", "jouw", "jezelf"), "je"),
    **dict.fromkeys(("u", "uw", "uzelf"), "u"),
}
"""The pronouns for a reader, each with its form of address."""

LEAST_PAGES = 5
"""The least number of pages that address the reader, to know the form of the site."""
SHARE = 0.8
"""The share of those pages that makes a form that of the site."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The form of address of a page: `je` or `u`."""

    form: str
    """The most frequent form."""
    word: str
    """The first word of this form, or of the other form when that is used too, as it was typed."""
    about: str
    """That word with the words after it."""
    place: Place
    is_mixed: bool
    """Whether the other form is used too."""


def voice_of(page: PageText) -> Voice | None:
    """Return the form of address of a page; None when it has none."""
    counted = Counter[str]()
    first: dict[str, tuple[Text, Sentence, int]] = {}
    for text in () if page.vocabulary.isdisjoint(_FORMS) else page.texts:
        # In an interview, each speaker has a form of address.
        if text.vocabulary.isdisjoint(_FORMS) or text.said.startswith(("–", "—", "- ")):
            continue
        for sentence in text.sentences:
            forms = [_FORMS.get(word.lower(), "") for word in sentence.typed]
            if "u" in forms:
                words = sentence.words
                names = names_in(words)
                for number, word in enumerate(words):
                    if forms[number] == "u" and (word.start in names or _is_unit(text, word)):
                        forms[number] = ""
            for form in {*forms} - {""}:
                counted[form] += forms.count(form)
                first.setdefault(form, (text, sentence, forms.index(form)))
    if not counted:
        return None
    form, other = ("je", "u") if counted["u"] <= counted["je"] else ("u", "je")
    text, sentence, number = first.get(other) or first[form]
    place = Place(text.place.path, text.line_of(sentence.words[number].start))
    about = text.said[sentence.words[number].start :][:ENOUGH]
    return Voice(form, sentence.typed[number], about, place, is_mixed=other in first)


def _is_unit(text: Text, word: Word) -> bool:
    """Return whether this is no pronoun but an hour or a letter: `10.00 u`, `km/u`, `vitamine U`."""
    before = text.own[max(0, word.start - 3) : word.start].rstrip(" ")[-1:]
    return word.folded == "u" and (before.isdigit() or before in {"/", "‘", "“", "'"})


def check_voice(voice: Voice | None) -> Iterator[Problem]:
    """Report a page that uses both forms."""
    if voice is not None and voice.is_mixed:
        message = f"Hier staat “{voice.word}”, en verder op deze pagina “{voice.form}”."
        hint = f"Spreek de lezer overal aan met “{voice.form}”."
        yield Problem(MIXED, voice.place, message, hint, about=voice.about)


def compare(voices: Sequence[Voice]) -> Iterator[Problem]:
    """Report pages with another form than the rest of the site."""
    familiar = sum(voice.form == "je" for voice in voices)
    polite = len(voices) - familiar
    usual = "je" if familiar >= polite else "u"
    if len(voices) < LEAST_PAGES or max(familiar, polite) < SHARE * len(voices):
        return
    for voice in voices:
        if voice.form != usual and not voice.is_mixed:
            message = f"Hier staat “{voice.word}”. De rest van de site zegt “{usual}”."
            hint = f"Schrijf op de hele pagina “{usual}”."
            yield Problem(MIXED, voice.place, message, hint, about=voice.about)


_NAME = regex(r"(?P<first>[A-ZÀ-Þ][^\W\d_]+) (?P<head>[A-ZÀ-Þ][^\W\d_]{4,})")
# Of a word that says what kind it is, "Dynamische", there is seldom a second; of "Gemeente" there are hundreds.
_DESCRIBES = regex(r"\w+(?:ische|lijke|[eë]le|ale|ige|bare|loze|ieve|zame|ende|daagse|jarige)")
_SAME_START = 4
"""The least number of first letters that two names for one thing share: leer-omgeving, leer-gang."""
_WHOLE = frozenset({"heading", "term"})
"""What is a name by itself, so that its first capital may be that of a name."""


class ProperName(NamedTuple):
    """A proper name of two words: the word that describes, and the head noun."""

    first: str
    head: str


def proper_names(around: KnownWords) -> tuple[ProperName, ...]:
    """Return the proper names of two words of what there is to learn and of the organisations."""
    found = (_NAME.fullmatch(title.partition(":")[0].strip()) for title in around.proper_names)
    return tuple(
        dict.fromkeys(ProperName(*name.groups()) for name in found if name and _DESCRIBES.fullmatch(name["first"]))
    )


def check_names(page: PageText, names: tuple[ProperName, ...]) -> Iterator[Problem]:
    """Report, on a page that uses a name, another name that starts with the same word."""
    for name in names:
        whole = f"{name.first} {name.head}"
        if whole in page.own:
            known = {other.head.casefold() for other in names if other.first == name.first}
            variant = re.compile(rf"\b{re.escape(name.first)} (?P<head>[^\W\d_]{{5,}})")
            for text in page.texts:
                for found in variant.finditer(text.own):
                    if found["head"].casefold() not in known and _is_second(text, found, name):
                        message = f"Hier staat “{found[0]}”, en verder op deze pagina “{whole}”."
                        hint = f"Is het hetzelfde? Typ dan ook hier “{whole}”."
                        yield text.problem(CHANGED, found.start(), message, hint, Fix(found[0], whole))


def _is_second(text: Text, found: re.Match[str], name: ProperName) -> bool:
    """Return whether this is a name that is similar to the known one."""
    is_name = text.own.strip() == found[0] if text.kind in _WHOLE else found.start() not in text.starts
    head, known = found["head"].casefold(), name.head.casefold()
    is_plural = head.startswith(known) or known.startswith(head)
    return is_name and not is_plural and head[:_SAME_START] == known[:_SAME_START]
