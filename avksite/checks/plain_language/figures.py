"""Numbers and dates, in the form that is easiest to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avksite.checks.plain_language.texts import PROSE, Cue, PageText, Text
from avksite.dutch.formatting import MONTHS, WEEKDAYS, thousands
from avksite.dutch.numbers import may_have_number, number_in_words, one_in
from avksite.dutch.words import listed, word_list
from avksite.patterns import regex
from avksite.problems import HINT, Fix, Problem, Rule

FIGURES = Rule("cijfers", HINT, "Getallen zijn snel te zien en te begrijpen.")
DATE = Rule("datum", HINT, "In een datum staat de maand in letters.")
ORDINAL = Rule("rangtelwoord", HINT, "Eerste, tweede en derde staan in letters.")

MOST = 2
_PERCENT = regex(r"(?<![\w.,])(?P<number>[0-9]{1,3}(?:,[0-9]+)?) ?(?:%|procent\b)")
_DATE = regex(
    r"(?<![\w./-])(?:(?P<day>[0-3]?[0-9])(?P<separator>[-/.])(?P<month>[01]?[0-9])(?P=separator)(?P<year>(?:19|20)?[0-9]{2})|"
    r"(?P<year_first>(?:19|20)[0-9]{2})-(?P<month_next>[01][0-9])-(?P<day_last>[0-3][0-9]))(?![\w/-]|\.[0-9])"
)
_MAY_BE_DATE = regex("[0-9][-/.][0-9]")
_MAY_BE_ORDINAL = regex("[0-9](?:e|de|ste)")
_PAST = frozenset({"jl", "j.l.", "jongstleden", "ultimo"})
_LAST = regex(r"\b(?:jl\.|jongstleden\b|j\.l\.|ultimo\b)")
_NUMBER = regex(r"[0-9](?<![\w.,:/-].)[0-9]*(?:[.,][0-9]+)*(?![\w/-])")
_MONTH = f"(?:{'|'.join(MONTHS)})"
_DAY = f"(?:(?:{'|'.join(WEEKDAYS)}) )?[0-9]{{1,2}}"
_CLOCK = "[0-9]{1,2}(?:[.:][0-9]{2})?"
# Several numbers that are one thing to a reader, or that name something rather than count.
_TOGETHER = regex(
    "|".join(
        (
            rf"{_CLOCK}(?: uur)? (?:tot|t/m|tot en met|en) {_CLOCK} uur",
            rf"(?<![0-9])(?<![0-9], ){_DAY}(?:(?:, | en | of | tot | tot en met ){_DAY})* {_MONTH}(?: [0-9]{{4}})?",
            rf"{_MONTH} [0-9]{{4}}",
            r"[0-9]{1,2}[.:][0-9]{2}(?: uur)?|[0-9]{1,2} uur",
            r"\b(?:in|sinds|vanaf|tot|van|en|jaar|schooljaar|seizoen) (?:19|20)[0-9]{2}(?:[-/][0-9]{2,4})?\b",
            r"(?<![0-9.])(?<![0-9], )[0-9.]+(?:, [0-9.]+)* (?:en|of|tot|à|tot en met) [0-9.]+",
            rf"\b(?i:{'|'.join(word_list('numbered'))})s? [0-9]+",
            r"[0-9]+ op de [0-9]+|[0-9]{2,}(?: [0-9]{2,})+",
            r"(?:\+31|\b0)[0-9 -]{8,}[0-9]|[0-9]{4} ?[A-Z]{2}\b|\b[A-Z]{2}[0-9]{2} ?[A-Z]{4}[0-9 ]{8,}",
        )
    )
)
_PICTURED = regex(
    r"\b(?:[0-9]+|een|één|twee|drie|vier|vijf) op (?:de|elke|iedere) |\bde helft\b|\bkwart\b|\bderde deel\b"
)
_ORDINALS = listed("eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde")
# Before a capital, it is part of a name: 2e Exloërmond.
_ORDINAL = regex(r"(?<![\w.,:/-])(?P<number>[1-9]|1[0-2])(?:ste|de|e)(?![\w/-]| [A-ZÀ-Þ])")
_DECADE = regex(r"(?:jaren|jaar)\s$")


def _share(_: Text, found: re.Match[str]) -> tuple[str, str] | None:
    share = one_in(float(found["number"].replace(",", ".")))
    return (f"Schrijf bijvoorbeeld “{share}”.", "") if share else None


def _in_order(text: Text, found: re.Match[str]) -> tuple[str, str]:
    word = _ORDINALS[int(found["number"]) - 1]
    new = word.capitalize() if found.start() in text.starts else word
    return f"Schrijf “{new}”.", new


def _date(_: Text, found: re.Match[str]) -> tuple[str, str] | None:
    day, month = int(found["day"] or found["day_last"]), int(found["month"] or found["month_next"])
    if not (1 <= day <= 31 and 1 <= month <= len(MONTHS)):  # noqa: PLR2004  the days of the longest month
        return None
    typed = found["year"] or found["year_first"]
    new = f"{day} {MONTHS[month - 1]} {typed if len(typed) > 2 else f'20{typed}'}"  # noqa: PLR2004  24 is short for 2024
    return f"Typ `{new}`.", new


def _may_be_share(text: Text | PageText) -> bool:
    is_share = "%" in text.own or "procent" in text.own
    return is_share and not (isinstance(text, Text) and _PICTURED.search(text.own))


CUES = (
    Cue(FIGURES, _PERCENT, "Hier moet een lezer rekenen: “{}”.", _share, _may_be_share),
    Cue(
        DATE,
        _DATE,
        "In deze datum staat de maand in cijfers: “{}”.",
        _date,
        lambda text: _MAY_BE_DATE.search(text.own),
    ),
    Cue(
        DATE,
        _LAST,
        "Niet iedereen weet wat “{}” bij een datum betekent.",
        "Schrijf de dag, de maand en het jaar.",
        lambda text: not text.vocabulary.isdisjoint(_PAST),
    ),
    Cue(
        ORDINAL,
        _ORDINAL,
        "Hier staat een rangtelwoord in cijfers: “{}”.",
        _in_order,
        lambda text: _MAY_BE_ORDINAL.search(text.own),
    ),
)


def check(page: PageText) -> Iterator[Problem]:
    """Report long numbers in letters, and sentences with many numbers."""
    for text in page.texts if may_have_number(page.own) else ():
        for word in text.words if may_have_number(text.own) else ():
            number = number_in_words(word.folded)
            is_decade = _DECADE.search(text.own, max(0, word.start - 8), word.start)
            if number is not None and word.start not in text.names and not is_decade:
                fix = Fix(word.text, thousands(number), is_safe=True)
                message = f"Dit getal staat in letters: “{word.text}”."
                yield text.problem(FIGURES, word.start, message, f"Typ `{fix.new}`.", fix)
    full = [text for text in page.texts if text.kind in PROSE and len(_NUMBER.findall(text.own)) > MOST]
    for text, sentence in [(it, sentence) for it in full for sentence in it.sentences]:
        said = text.own[sentence.start : sentence.end]
        if len(_NUMBER.findall(said)) > MOST and len(numbers := _NUMBER.findall(_TOGETHER.sub(" ", said))) > MOST:
            message = f"In deze zin staan {len(numbers)} getallen."
            hint = "Noem alleen het getal dat de lezer moet onthouden, of zet de getallen in een lijst of tabel."
            yield text.problem(FIGURES, sentence.first, message, hint)
