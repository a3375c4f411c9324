"""A hint, done to the letter, helps: the problem is gone and no error comes in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from avksite.checks import RULES
from avksite.problems import Problem, Rule, Severity
from tests.reading.test_values import READERS
from tests.reading.test_values import cases as values
from tests.sites import concise, example_site, parts, site

TODAY = "28 november 2026"
QUOTED = re.compile(r"`([^`]+)`")
LINE = re.compile(r" *(?:- )?(?P<key>[a-z][\w-]*):(?: .*)?")

Files = dict[str, str]


def files_of(text: str) -> Files:
    return {
        (f"{path} ({encoding})" if encoding != "utf-8" else path): content for path, encoding, _, content in parts(text)
    }


def text_of(files: Files) -> str:
    return "".join(f"-- {path} --\n{content}" for path, content in files.items())


def done(files: Files, problem: Problem) -> Files | None:
    """Do to the files what the hint says; None when it leaves something to think about."""
    place, hint = problem.place, problem.hint
    if moved := re.match(r"(?:Verplaats het naar|Noem het|Geef het bestand de naam) `([^`]+)`", hint):
        new = moved[1] if "/" in moved[1] else f"{place.path.rpartition('/')[0]}/{moved[1]}"
        return {new if path == place.path else path: content for path, content in files.items()}
    if place.path not in files:
        return None
    lines = files[place.path].split("\n")
    changed = _lines(lines, place.line - 1, problem)
    return None if changed is None else {**files, place.path: "\n".join(changed)}


def _lines(lines: list[str], at: int, problem: Problem) -> list[str] | None:
    hint, typed = problem.hint, lines[at]
    offered = [word.replace("…", "Iets anders") for word in QUOTED.findall(hint)]
    indent = typed[: len(typed) - len(typed.lstrip())]
    if re.match(r"Zet (?:er een regel bij|eronder)", hint):
        return _added(lines, at, problem, offered)
    if re.search(r"[Hh]aal (?:dan )?(?:de|die|deze|een van de) regel(?:s)?\b.* weg", hint) and not hint.startswith(
        "Typ"
    ):
        return lines[:at] + lines[at + 1 :]
    if "spaties ervoor" in hint and hint.startswith("Zet `"):
        return [*lines[:at], f"  {typed}", *lines[at + 1 :]]
    if not offered:
        return None
    if below := re.search(r"`([^`]+)`, en op de regel eronder `([^`]+)`", hint):
        item = "" if below[1].startswith("- ") else indent
        dash = indent if below[1].startswith("- ") else ""
        return [*lines[:at], f"{dash or item}{below[1]}", f"{indent}{below[2]}", *lines[at + 1 :]]
    return _replaced(lines, at, problem, offered[0])


def _added(lines: list[str], at: int, problem: Problem, offered: list[str]) -> list[str]:
    below = re.search(r"recht onder `([^`]+)`", problem.hint)
    if below:
        at = next(number for number in range(at, len(lines)) if re.match(rf"[ -]*{below[1]}:", lines[number]))
        spaces = re.match(r"[ -]*", lines[at])
        assert spaces
        return [*lines[: at + 1], " " * len(spaces[0]) + offered[1], *lines[at + 1 :]]
    nested = problem.hint.startswith("Zet eronder") or "spaties" in problem.hint
    return [*lines[: at + 1], ("  " if nested else "") + offered[0], *lines[at + 1 :]]


def _replaced(lines: list[str], at: int, problem: Problem, offer: str) -> list[str] | None:
    typed = lines[at]
    told = QUOTED.findall(problem.message)
    key = re.match(r" *(?:- )?", typed)
    assert key
    if LINE.fullmatch(offer) and LINE.match(typed):
        name = offer.partition(":")[0].strip("- ")
        same_value = offer.partition(": ")[2] == typed.partition(": ")[2]
        own = re.match(rf" *(?:- )?{name}:", typed) or same_value
        if own:
            return [*lines[:at], key[0] + offer.lstrip("- "), *lines[at + 1 :]]
    for word in reversed(told):
        if word in typed:
            before, _, after = (
                typed.rpartition(word) if word != typed.split(":")[0].strip("- ") else typed.partition(word)
            )
            return [*lines[:at], f"{before}{offer}{after}", *lines[at + 1 :]]
    return None


def problems_of(files: Files) -> tuple[Problem, ...]:
    return site(text_of(files), TODAY).problems


def outcome(files: Files, problem: Problem, before: tuple[Problem, ...]) -> str | None:
    """Return what is still or newly wrong when the hint was done; None when it cannot be done to the letter."""
    changed = done(files, problem)
    if changed is None:
        return None
    after = problems_of(changed)
    known = {(one.rule.id, one.message) for one in before}
    still = [one for one in after if (one.rule.id, one.message) == (problem.rule.id, problem.message)]
    fresh = [one for one in after if one.severity is Severity.ERROR and (one.rule.id, one.message) not in known]
    return concise((*still, *fresh))


NEWS = (
    "-- content/nieuws/2026/soep.md --\n---\ntitel: Soep in het huis\n"
    "kort: We praten over wonen, en daarna is er soep voor iedereen.\ndatum: 20 november 2026\n{}---\nKom je ook?\n"
)
EVENT = NEWS.replace("nieuws/", "bijeenkomsten/").replace(
    "datum: 20 november 2026", "soort: werksessie\nlocatie:\n  plaats: Emmen"
)
BEGIN = "begin: 11 december 2026 13.00 uur\n"
TOPICS = (
    "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
    "onderwerpen:\n  leren: Leren en ontwikkelen\n  armoede: Armoede\n"
)
PERSON = "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: projectleider\n{}---\n"

TRIED = {
    "a mail address in a field for the web": EVENT.format(f"{BEGIN}aanmelden:\n  adres: noor@voorbeeld.nl\n"),
    "a web address in a field for mail": EVENT.format(f"{BEGIN}aanmelden:\n  mail: https://voorbeeld.nl/kom\n"),
    "one value for a group": EVENT.format(f"{BEGIN}aanmelden: noor@voorbeeld.nl\n"),
    "a time and a title in one": EVENT.format(f"{BEGIN}programma:\n  - 13.00 uur Inloop\n"),
    "an end after midnight": EVENT.format("begin: 11 december 2026 20.00 uur\neind: 11 december 2026 1.00 uur\n"),
    "a time in words": EVENT.format(f"{BEGIN}programma:\n  - tijd: half twee\n    titel: Inloop\n"),
    "a time in words behind a date": EVENT.format("begin: 11 december 2026 half twee\n"),
    "a key that lost its spaces": NEWS.format("oproep:\nsluit: 12 december 2026\n"),
    "yes for a group": NEWS.format("oproep: ja\n"),
    "two topics as a sentence": TOPICS + NEWS.format("onderwerpen: leren, armoede\n"),
    "two topics with and": TOPICS + NEWS.format("onderwerpen: leren en armoede\n"),
    "the title of a topic": TOPICS + NEWS.format("onderwerpen: Leren en ontwikkelen\n"),
    "an unknown topic": TOPICS + NEWS.format("onderwerpen: wonen\n"),
    "a first name": NEWS.format("contact: Noor\n") + PERSON.format(""),
    "a full name": NEWS.format("contact: Noor Bakker\n") + PERSON.format(""),
    "a misspelt key": NEWS.format("kontact: noor-bakker\n") + PERSON.format(""),
    "a date that may be two days": NEWS.format("bijgewerkt: 11/12/2026\n"),
    "a date that may be two days, with a time": EVENT.format("begin: 11/12/2026 13.00 uur\n"),
    "a month first": NEWS.format("bijgewerkt: 11/24/2026\n"),
    "a mail address as web link": NEWS.replace("Kom je ook?", "Mail [Noor](noor@voorbeeld.nl).").format(""),
    "a misspelt page": NEWS.replace("Kom je ook?", "Zie [het begin](/indx.md).").format(""),
}

OFFERS_A_FORM = re.compile(r"zoals|[Bb]ijvoorbeeld|Is het een |hier alleen|Kijk of|achter `")
"""A hint that shows the form, for a value that only the author knows."""


@pytest.mark.parametrize("typed", TRIED.values(), ids=TRIED.keys())
def test_a_hint_done_to_the_letter_solves_the_problem(typed: str) -> None:
    files = files_of(typed)
    before = problems_of(files)
    errors = [problem for problem in before if problem.severity is Severity.ERROR]
    assert errors
    for problem in errors:
        assert outcome(files, problem, before) == "", f"{problem.message} {problem.hint}"


ABOVE_THE_TEXT = [rule for rule in RULES if rule.id in {
    "sleutel-onbekend", "sleutel-ontbreekt", "waarde-onleesbaar", "waarde-keuze", "onbekend-persoon",
    "onbekend-organisatie", "onbekend-onderwerp", "eind-is-begin",
}]  # fmt: skip


@pytest.mark.parametrize("rule", ABOVE_THE_TEXT, ids=lambda rule: rule.id)
def test_the_hint_about_the_bad_example_of_a_rule_above_the_text_solves_it(rule: Rule) -> None:
    files = files_of(example_site(rule.bad))
    before = problems_of(files)
    for problem in before:
        assert outcome(files, problem, before) == "", f"{problem.message} {problem.hint}"


def refused() -> Iterator[Any]:
    """Yield every refused value of the specification whose hint says what to type, and not only in what form."""
    for case in values():
        name, typed, expected = case.values
        if isinstance(expected, tuple) and not OFFERS_A_FORM.search(expected[1]) and QUOTED.search(expected[1]):
            yield pytest.param(name, typed, *expected, id=case.id)


@pytest.mark.parametrize(("name", "typed", "message", "hint"), list(refused()))
def test_what_a_hint_says_to_type_for_a_value_is_read(name: str, typed: str, message: str, hint: str) -> None:
    annotation, _ = READERS[name]
    wrong = QUOTED.findall(message)[-1] if hint.startswith("Bedoel je") else typed
    for offered in QUOTED.findall(hint):
        meant = typed.replace(wrong, offered) if name == "periode" else offered
        TypeAdapter(annotation).validate_python(meant)
