"""Personal data: what could harm somebody when the whole world can read it, makes an author stop and think."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.kinds.base import texts
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.known_words import KnownWords
    from avksite.kinds.base import Document

_WHY = "Alles op de site is voor iedereen te lezen, en blijft in zoekmachines staan. "

CITIZEN = Rule(
    id="bsn",
    severity=Severity.ERROR,
    promise="Er staat geen burgerservicenummer op de site, en geen nummer dat er een kan zijn.",
    why=f"{_WHY}Met een burgerservicenummer kan iemand zich voor een ander uitgeven.",
    bad="Haar burgerservicenummer is 123456782.\n",
    good="Vraag haar burgerservicenummer aan de balie. Het zaaknummer is 123456782.\n",
)
ACCOUNT = Rule(
    id="iban",
    severity=Severity.WARNING,
    promise="Er staat geen rekeningnummer van een mens op de site.",
    why=f"{_WHY}Met een naam en een rekeningnummer kan iemand een ander oplichten.",
    bad="Mevrouw Prins kreeg het op NL38 KNAB 0107 1337 81.\n",
    good="Mevrouw Prins kreeg het op haar eigen rekening.\n",
)
BIRTH = Rule(
    id="geboortedatum",
    severity=Severity.WARNING,
    promise="Er staat geen geboortedatum van een mens op de site.",
    why=f"{_WHY}Met een naam en een geboortedatum kan iemand zich voor een ander uitgeven.",
    bad="Lisa Smit is geboren op 3 mei 1990.\n",
    good="Lisa Smit is begin dertig.\n",
)
CHILD = Rule(
    id="kind-naam",
    severity=Severity.WARNING,
    promise="Van een kind staat nooit de hele naam met de leeftijd op de site.",
    why=f"{_WHY}Een kind kan daar zelf niet over beslissen, en heeft er later last van.",
    bad="Lisa Smit (8 jaar) vertelt over haar school.\n",
    good="Lisa (8 jaar) vertelt over haar school.\n",
)

RULES = (CITIZEN, ACCOUNT, BIRTH, CHILD)

_NINE = re.compile(r"(?<![\w.,/-])\d(?:[ .]?\d){7,8}(?![\w/-]|[.,]\d)")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_CITIZEN_WORD = re.compile(r"\b(?:bsn|burger ?service ?nummers?|sofi-?nummers?)\b", re.IGNORECASE)
# A number that says what it is: zaaknummer, lidnr., KvK. One that came without a word is the suspect one.
_OTHER_WORD = re.compile(
    r"(?:\w(?:nummers?|nr)|code|kenmerk|dossier|referentie|giro|kvk|rsin|btw|isbn|tel|fax)"
    r"[\W_]*(?:\([^()]*\)[\W_]*)?(?:(?:is|was|zoals|als|zijn|van|luidt|onder|met)[\W_]+){0,2}$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_IBAN_LENGTHS = {"NL": 18, "BE": 16, "DE": 22}
# The account of who asks for money is meant to be known.
_FOR_MONEY = re.compile(
    r"\b(?:geef|geven|gift|giften|doneer|doneren|donatie|steun|steunen|stort|storten|maak|overmaken|maken|"
    r"contributie|t\.n\.v|ten name van|stichting|vereniging|fonds|bank|rekening van de)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}} {_MONTH} \d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
_RELATIVE = "(?:broer|zus|zoon|dochter|vader|moeder|man|vrouw|kind|oma|opa|hij|zij|ze|ik)"
_BIRTH = re.compile(
    rf"\b(?:geboren(?: (?:is|werd|te [A-Z]\w+|in [A-Z]\w+))*|geboortedatum(?: (?:is|van [^,.:]{{1,40}} is))?|geb\.|"
    rf"ter wereld|{_RELATIVE} (?:is|ben|was) van)[: ,(|]*(?:op[ |]+)?{_DAY}"
    rf"|{_DAY}\)? (?:is|werd) [^.]{{1,40}}\bgeboren\b",
    re.IGNORECASE,
)
_NAME = (
    r"(?P<name>[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
    r"(?: (?:van der|van den|van de|van het|van|de|den|der|ter|ten|te|el|la|’t|in ’t))*"
    r"(?: [A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?){1,2})"
)
_AGE = r"(?P<age>1[0-7]|[0-9])"
_AGE_IN_LETTERS = "(?P<age>een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien)"
_CHILD = (
    re.compile(rf"\b{_NAME},? \({_AGE}(?: jaar)?(?: oud)?\)"),
    re.compile(
        rf"\b{_NAME}(?:,| is| was| wordt| werd| van)? {_AGE} jaar\b(?! (?:geleden|lang|later|[a-z]+(?:eur|er)\b))"
    ),
    re.compile(rf"\b{_NAME}(?: is| wordt|, die) {_AGE}(?= is\b| en\b|[,.])"),
    re.compile(rf"\b{_AGE}[- ]?jarige {_NAME}"),
    re.compile(rf"\b(?i:{_AGE_IN_LETTERS})jarige {_NAME}"),
)


_MAY_BE_BIRTH = re.compile(r"geb|ter wereld|(?:is|ben|was) van", re.IGNORECASE)
_MAY_BE_CHILD = re.compile(r"\bjaar\b|jarige |\((?:1[0-7]|\d)\)|\b(?:1[0-7]|\d)(?: is\b| en\b|[,.])")
_MAY_HOLD = re.compile(r"\d|jarige ")
"""Most texts hold nothing of the kind, and that is seen at once."""


def check(document: Document, known: KnownWords) -> Iterator[Problem]:
    """Look through all that people typed; a message never repeats the number itself."""
    for text, place in _said(document):
        if _MAY_HOLD.search(text):
            yield from _numbers(text, place)
            yield from _birth(text, place)
            yield from _child(text, place, known.organisations)


def _said(document: Document) -> Iterator[tuple[str, Place]]:
    for loc, text in texts(document.entry):
        yield text, document.place(*loc)
    for (kind, line), passages in groupby(document.body.passages, key=lambda it: (it.kind, it.line)):
        # The cells of a row belong together: "Geboren op" stands in one, and the day in the next.
        texts_here = [passage.text for passage in passages]
        for text in (" | ".join(texts_here),) if kind == "cell" else texts_here:
            yield text, Place(document.path, line)


def _numbers(text: str, place: Place) -> Iterator[Problem]:
    for found in _NINE.finditer(text):
        if not _is_citizen(found[0]):
            continue
        before = text[max(0, found.start() - _NEAR) : found.start()]
        is_named = _CITIZEN_WORD.search(re.split(r"[.!?] ", before)[-1]) or _CITIZEN_WORD.match(
            text[found.end() : found.end() + _NEAR].lstrip(" (")
        )
        if _AMOUNT.fullmatch(found[0]) and not is_named:
            continue
        if is_named:
            hint = "Haal het nummer weg. Staat het al op de site? Vertel het dan wie bij jullie over privacy gaat."
            yield Problem(CITIZEN, place, "Stop: hier staat een burgerservicenummer.", hint)
        elif len(re.sub(r"\D", "", found[0])) == _LONGEST and not _OTHER_WORD.search(before):
            message = "Stop: hier staat een nummer dat een burgerservicenummer kan zijn."
            hint = "Is het dat? Haal het weg. Is het iets anders? Zet ervoor wat het is, zoals “zaaknummer”."
            yield Problem(CITIZEN, place, message, hint)
    asks_for_money = _FOR_MONEY.search(text) is not None
    for found in () if asks_for_money else _IBAN.finditer(text):
        number = found[0].replace(" ", "")
        is_whole = len(number) == _IBAN_LENGTHS.get(number[:2], len(number))
        if is_whole and _is_account(number):
            message = "Stop: hier staat een rekeningnummer, en niet van welke organisatie."
            hint = "Is het van een mens? Haal het weg. Is het van een stichting of vereniging? Zet dat erbij."
            yield Problem(ACCOUNT, place, message, hint)


_NEAR = 200
"""Characters known a number that can say what it is."""
_LONGEST = 9
"""Digits of a citizen service number; an old one may have lost the zero in front."""


def _is_citizen(typed: str) -> bool:
    """Hold a number to the test of eleven."""
    digits = re.sub(r"\D", "", typed).zfill(_LONGEST)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and len(set(digits)) > 1


def _is_account(number: str) -> bool:
    """Hold an account number to the test of ISO 13616."""
    moved = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _birth(text: str, place: Place) -> Iterator[Problem]:
    if _MAY_BE_BIRTH.search(text) and _BIRTH.search(text):
        hint = "Haal de datum weg. Doet de leeftijd ertoe? Schrijf dan bijvoorbeeld “begin dertig”."
        yield Problem(BIRTH, place, "Stop: hier staat een geboortedatum.", hint)


def _child(text: str, place: Place, organisations: tuple[str, ...]) -> Iterator[Problem]:
    for pattern in _CHILD if _MAY_BE_CHILD.search(text) else ():
        for found in pattern.finditer(text):
            name = found["name"]
            if any(name in organisation for organisation in organisations):
                continue
            message = f"Stop: hier staat de hele naam van een kind met de leeftijd: {name}, {found['age']} jaar."
            hint = f"Schrijf alleen de voornaam, of een andere naam: “{name.split()[0]} ({found['age']} jaar)”."
            yield Problem(CHILD, place, message, hint)
