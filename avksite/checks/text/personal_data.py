"""Personal data that could harm a person when it is public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avksite.checks.known_words import KnownWords
from avksite.dutch.numbers import IN_FIGURES
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Place, Problem, Rule

CITIZEN = Rule("bsn", ERROR, "Er staat geen burgerservicenummer op de site, en geen nummer dat er een kan zijn.")
ACCOUNT = Rule("iban", WARNING, "Er staat geen rekeningnummer van een mens op de site.")
BIRTH = Rule("geboortedatum", WARNING, "Er staat geen geboortedatum van een mens op de site.")
CHILD = Rule("kind-naam", WARNING, "Van een kind staat nooit de hele naam met de leeftijd op de site.")

# The look-behind is after the first character: the search skips to that character at once.
_NINE = regex(r"\d(?<![\w.,/-].)(?:[ .]?\d){7,8}(?![\w/-]|[.,]\d)")
_AMOUNT = regex(r"\d{1,3}(?:\.\d{3})+")
_CITIZEN_WORD = regex(r"\b(?:bsn|burger ?service ?nummers?|sofi-?nummers?)\b", re.IGNORECASE)
# A number with a label: zaaknummer, lidnr., KvK. One without a label is suspect.
_OTHER_WORD = regex(
    r"""
    (?:\w(?:nummers?|nr)|code|kenmerk|dossier|referentie|giro|kvk|rsin|btw|isbn|tel|fax) [\W_]*
    (?:\([^()]*\)[\W_]*)? (?:(?:is|was|zoals|als|zijn|van|luidt|onder|met)[\W_]+){0,2} $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IBAN = regex(r"[A-Z](?<!\w.)[A-Z]\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_IBAN_LENGTHS = {"NL": 18, "BE": 16, "DE": 22}
# An account for payments is meant to be public.
_FOR_MONEY = regex(
    r"""
    \b(?:geef|geven|gift|giften|doneer|doneren|donatie|steun|steunen|stort|storten|maak|overmaken|maken|contributie
    |t\.n\.v|ten\ name\ van|stichting|vereniging|fonds|bank|rekening\ van\ de)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}\ {_MONTH}\ \d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
_RELATIVE = "(?:broer|zus|zoon|dochter|vader|moeder|man|vrouw|kind|oma|opa|hij|zij|ze|ik)"
_BIRTH = regex(
    rf"""
    \b (?: geboren (?:\ (?:is|werd|te\ [A-Z]\w+|in\ [A-Z]\w+))* | geboortedatum (?:\ (?:is|van\ [^,.:]{{1,40}}\ is))?
          | geb\. | ter\ wereld | {_RELATIVE}\ (?:is|ben|was)\ van )
    [:\ ,(|]* (?:op[\ |]+)? {_DAY}
    | {_DAY}\)?\ (?:is|werd)\ [^.]{{1,40}}\bgeboren\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAME = (
    r"(?P<name>[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
    r"(?: (?:van der|van den|van de|van het|van|de|den|der|ter|ten|te|el|la|’t|in ’t))*"
    r"(?: [A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?){1,2})"
)
_AGE = r"(?P<age>1[0-7]|[0-9])"
_OF_AGE = 18
_CHILD_AGES = ("een", "één", *(word for word, figure in IN_FIGURES.items() if int(figure) < _OF_AGE))
_AGE_IN_LETTERS = f"(?P<age>{'|'.join(_CHILD_AGES)})"
_CHILD = {
    regex(rf"\b{_NAME},? \({_AGE}(?: jaar)?(?: oud)?\)"): ("(",),
    regex(rf"\b{_NAME}(?:,| is| was| wordt| werd| van)? {_AGE} jaar\b(?! (?:geleden|lang|later|[a-z]+(?:eur|er)\b))"): (
        " jaar",
    ),
    regex(rf"\b{_NAME}(?: is| wordt|, die) {_AGE}(?= is\b| en\b|[,.])"): (" is ", " wordt ", ", die "),
    regex(rf"\b{_AGE}[- ]?jarige {_NAME}"): ("jarige ",),
    regex(rf"\b(?i:{_AGE_IN_LETTERS})jarige {_NAME}"): ("jarige ",),
    regex(rf"\b{_NAME},? \({_AGE_IN_LETTERS} jaar(?: oud)?\)"): (" jaar",),
}
"""Each with words of which one must be in a text."""
_MAY_BE_BIRTH = ("gebo", "geb.", "wereld", " is van", " ben van", " was van")
NEAR = 200
"""Characters around a number in which its label is sought."""
DIGITS = 9
"""Of a citizen service number; an old one may have lost the zero in front."""


def check(seen: Sequence[tuple[str, Place]], known: KnownWords) -> Iterator[Problem]:
    """Check all that a reader sees; a message never repeats the number itself."""
    # Most texts have none, and one search of the whole shows that.
    whole = "\n".join([text for text, _ in seen])
    lowered = whole.lower()
    may_be_citizen, may_be_account = _NINE.search(whole), _IBAN.search(whole)
    may_be_born = any(map(lowered.__contains__, _MAY_BE_BIRTH))
    children = [(pattern, cues) for pattern, cues in _CHILD.items() if any(map(whole.__contains__, cues))]
    for text, place in seen if may_be_citizen or may_be_account or may_be_born or children else ():
        for found in _NINE.finditer(text) if may_be_citizen else ():
            yield from _citizen(text, found, place)
        numbers = _IBAN.findall(text) if may_be_account else ()
        accounts = [number for number in numbers if _is_account(number.replace(" ", ""))]
        for _ in accounts if accounts and not _FOR_MONEY.search(text) else ():
            message = "Stop: hier staat een rekeningnummer, en niet van welke organisatie."
            hint = "Is het van een mens? Haal het weg. Is het van een stichting of vereniging? Zet dat erbij."
            yield Problem(ACCOUNT, place, message, hint)
        if may_be_born and any(map(text.lower().__contains__, _MAY_BE_BIRTH)) and _BIRTH.search(text):
            hint = "Haal de datum weg. Doet de leeftijd ertoe? Schrijf dan bijvoorbeeld “begin dertig”."
            yield Problem(BIRTH, place, "Stop: hier staat een geboortedatum.", hint)
        patterns = [pattern for pattern, cues in children if any(map(text.__contains__, cues))]
        for found in (found for pattern in patterns for found in pattern.finditer(text)):
            name, age = found["name"], found["age"]
            if not any(name in organisation for organisation in known.organisations):
                message = f"Stop: hier staat de hele naam van een kind met de leeftijd: {name}, {age} jaar."
                hint = f"Schrijf alleen de voornaam, of een andere naam: “{name.split()[0]} ({age} jaar)”."
                yield Problem(CHILD, place, message, hint)


def _citizen(text: str, found: re.Match[str], place: Place) -> Iterator[Problem]:
    digits = re.sub(r"\D", "", found[0])
    if not _is_citizen(digits):
        return
    before, behind = text[max(0, found.start() - NEAR) : found.start()], text[found.end() : found.end() + NEAR]
    if _CITIZEN_WORD.search(re.split(r"[.!?] ", before)[-1]) or _CITIZEN_WORD.match(behind.lstrip(" (")):
        hint = "Haal het nummer weg. Staat het al op de site? Vertel het dan wie bij jullie over privacy gaat."
        yield Problem(CITIZEN, place, "Stop: hier staat een burgerservicenummer.", hint)
    elif len(digits) == DIGITS and not _AMOUNT.fullmatch(found[0]) and not _OTHER_WORD.search(before):
        message = "Stop: hier staat een nummer dat een burgerservicenummer kan zijn."
        hint = "Is het dat? Haal het weg. Is het iets anders? Zet ervoor wat het is, zoals “zaaknummer”."
        yield Problem(CITIZEN, place, message, hint)


def _is_citizen(digits: str) -> bool:
    """Return whether a number passes the check for citizen service numbers (modulo 11)."""
    whole, weights = digits.zfill(DIGITS), (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, whole, strict=True))
    return total % 11 == 0 and len(set(whole)) > 1


def _is_account(number: str) -> bool:
    """Return whether an account number has the length of its country, and valid check digits (ISO 13616)."""
    moved = "".join(str(int(char, 36)) for char in number[4:] + number[:4])
    return len(number) == _IBAN_LENGTHS.get(number[:2], len(number)) and int(moved) % 97 == 1
