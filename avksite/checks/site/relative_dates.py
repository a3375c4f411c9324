"""Dates that only hold on the day of writing, and dates that are over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from avksite.dutch.dates import parse_date
from avksite.dutch.formatting import MONTHS, date_in_words
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site


def _post(text: str) -> str:
    return (
        f"-- content/nieuws/2024/bouw.md --\n---\ntitel: De bouw\nkort: Wij bouwen.\ndatum: 7 april 2024\n---\n{text}\n"
    )


def _in_menu(text: str) -> str:
    return (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "menu:\n  - titel: Meedoen\n    naar: /meedoen.md\n"
        f"-- content/meedoen.md --\n---\ntitel: Meedoen\n---\n{text}\n"
    )


RELATIVE = Rule(
    id="datum-betrekkelijk",
    severity=Severity.WARNING,
    promise="Een tekst noemt de datum, ook als die nu nog dichtbij is.",
    why="Een tekst blijft jaren staan. Wie hem later leest, weet niet welke week ‘volgende week’ was.",
    bad=_post("Volgende week begint de bouw."),
    good=_post("Op 15 april 2024 begint de bouw."),
)
OVER = Rule(
    id="oproep-datum",
    severity=Severity.HINT,
    promise="Een pagina uit het menu vraagt niets wat niet meer kan.",
    why="De lezer meldt zich aan voor iets wat voorbij is.",
    bad=_in_menu("Meld je aan vóór 13 november 2023."),
    good=_in_menu("Meld je aan wanneer je wilt."),
)

RULES = (RELATIVE, OVER)

_SPAN = (
    r"(?:week|weekend|maand|kwartaal|seizoen|schooljaar|jaar|halfjaar|half jaar|voorjaar|najaar|zomer|winter|herfst|"
    r"lente|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari|maart|april|juni|juli|augustus|"
    r"september|oktober|november|december)"
)
_RELATIVE = re.compile(
    rf"\b(?:komend|aanstaand|afgelopen|vorig|deze|dit)e? (?:komende? )?{_SPAN}\b"
    rf"|(?<!\bde )(?<!\been )\bvolgende? {_SPAN}\b"
    r"|\b(?:binnenkort|onlangs|eergisteren|overmorgen|kortgeleden)\b|\bgisteren\b"
    r"|(?:^|(?<=[.!?] ))(?:morgen|vandaag)(?= [a-z]+(?:t|en)?\b)(?! de dag)",
    re.IGNORECASE,
)
_SIGNS = (
    *("komend", "aanstaand", "afgelopen", "vorig", "volgend", "deze ", "dit ", "binnenkort", "onlangs", "gisteren"),
    *("overmorgen", "kortgeleden", "morgen", "vandaag"),
)
"""Words without which nothing is relative: most texts have none, and that is seen at once."""
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_ASKS = re.compile(
    r"\b(?:meld|aanmelden|opgeven|geef je op|inschrijven|schrijf je in|stuur|insturen|mail je|reageer|reageren)\b",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    rf"\b(?:tot en met|tot|vóór|voor|uiterlijk(?: op)?|t/m) (\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}})"
)


def check(site: Site) -> Iterator[Problem]:
    """Look at dates in every text but the letters of the newsletter, which are read on their day."""
    in_menu = {site.resolve("content/site.yaml", item.to).address for item in site.config.menu}
    for document in site.documents:
        if document.kind.is_mailed:
            continue
        for text, place in _said(document):
            yield from _relative(document, text, place)
            if document.address in in_menu or document.address == "/":
                yield from _over(text, place, site.today)


def _said(document: Document) -> Iterator[tuple[str, Place]]:
    if document.entry.summary:
        yield document.entry.summary, document.place("kort")
    for passage in document.body.passages:
        if passage.kind != "quote":
            yield passage.text, Place(document.path, passage.line)


def _relative(document: Document, text: str, place: Place) -> Iterator[Problem]:
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return
    for sentence in _SENTENCE.findall(_QUOTED.sub("", text)):
        found = _RELATIVE.search(sentence.strip())
        if found is not None and not sentence.endswith("?"):
            day = document.entry.day
            message = f"“{found[0]}” klopt alleen als je dit nu leest."
            instead = _instead(found[0], day)
            fix = None if instead.startswith(("het ", "de ")) else Fix(found[0], instead.strip("`"))
            yield Problem(RELATIVE, place, message, f"Typ {instead}.", fix=fix)
            return


def _instead(typed: str, day: date | None) -> str:
    """Return what to type: the year where that is certain, else the form of a date."""
    words = typed.casefold().split()
    steps = {"dit": 0, "vorig": -1, "afgelopen": -1, "volgend": 1, "komend": 1}
    if day is not None and words[-1] == "jaar" and len(words) == 2 and words[0] in steps:  # noqa: PLR2004  "vorig jaar"
        return f"`in {day.year + steps[words[0]]}`"
    near = day or date(2024, 6, 8)
    if words[-1] in {"zomer", "winter", "herfst", "lente", "voorjaar", "najaar"}:
        return (
            f"het jaar erbij, zoals `in de {words[-1]} van {near.year}`"
            if words[-1][-4:] != "jaar"
            else (f"het jaar erbij, zoals `in het {words[-1]} van {near.year}`")
        )
    return f"de datum, zoals `op {date_in_words(near)}`"


def _over(text: str, place: Place, today: date) -> Iterator[Problem]:
    for found in _LAST_DAY.finditer(text):
        sentence = re.split(r"[.!?] ", text[: found.start()])[-1] + re.split(r"[.!?] ", text[found.start() :])[0]
        if not _ASKS.search(sentence):
            continue
        try:
            last = parse_date(found[1])
        except Misread:
            continue
        if last < today:
            message = f"Deze datum is voorbij: {date_in_words(last)}."
            yield Problem(OVER, place, message, "Zet er een nieuwe datum neer, of schrijf hoe het is afgelopen.")
