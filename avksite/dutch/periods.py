"""Stretches of time as people name them in a plan: a month, a season, some years, from a moment on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from avksite.dutch.dates import MONTH_NUMBERS, NoDateError, check_year, last_day_of, parse_date
from avksite.dutch.formatting import MONTHS
from avksite.dutch.words import tidy
from avksite.problems import Misread, nearest

PERIOD_HINT = "Typ een periode zoals `februari 2023`, `zomer 2023`, `februari-maart 2023` of `2017-2022`."

# Seasons by whole months, as weather stations count them; winter crosses the year and is read by itself.
_SEASONS = {"voorjaar": (3, 5), "lente": (3, 5), "zomer": (6, 8), "najaar": (9, 11), "herfst": (9, 11)}
_PARTS = {"begin": (1, 4), "medio": (5, 8), "midden": (5, 8), "half": (5, 8), "eind": (9, 12), "einde": (9, 12)}
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}
_WORDS = (*MONTHS, *_SEASONS, *_PARTS, "winter", "vanaf")
_STRETCHES = {
    "": (1, 12),
    **{name: (number, number) for name, number in MONTH_NUMBERS.items()},
    **_SEASONS,
    **_PARTS,
    **{f"{word} kwartaal": (3 * number - 2, 3 * number) for word, number in _ORDINALS.items()},
    **{f"{word} helft": (6 * number - 5, 6 * number) for word, number in _ORDINALS.items() if number <= 2},  # noqa: PLR2004
}
"""The first and last month of what comes before a year."""

_FROM = re.compile(r"(?:vanaf|sinds)\s+(?:de\s+|het\s+)?(.+)")
# Tried in this order: a hyphen by itself may also be inside a date.
_RANGES = (
    re.compile(r"(.+?)\s+(?:t/m|tot en met|tot|en)\s+(.+)"),
    re.compile(r"(.+?)\s+[-\u2010-\u2015]\s+(.+)"),
    re.compile(r"(.+?)\s*[-\u2010-\u2015]\s*(.+)"),
)
_IN_A_YEAR = re.compile(
    r"""
    (?: (?: (?:de|het)\s+ )? (?P<name> [^\W_]+ (?: \s+ (?:kwartaal|helft) )? ) \.? \s+ (?: van\s+ )? )?
    (?P<year> \d{4} )
    """,
    re.VERBOSE,
)
_WINTER = re.compile(r"(?:de\s+)?winter\s+(?:van\s+)?(\d{4})\s*[-/\u2010-\u2015]\s*(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days; without a last day it goes on. `text` is how it was typed."""

    first: date
    last: date | None
    text: str


def parse_period(typed: str) -> Period:
    """Read a period: `februari 2023`, `februari-maart 2023`, `vanaf de zomer 2023`, `najaar 2021`, `2017-2022`."""
    shown = tidy(typed)
    text = shown.casefold()
    if match := _FROM.fullmatch(text):
        return Period(_span(match[1], typed)[0], None, shown)
    first, last = _span(text, typed)
    if last < first:
        message = f"`{typed}` eindigt vóór het begint."
        years = len(re.findall(r"\d{4}", text))
        hint = "Kijk of de twee kanten verwisseld zijn. Of staat er een tikfout in een jaar?"
        raise Misread(message, hint if years > 1 else "Typ bij allebei de kanten het jaar.")
    return Period(first, last, shown)


def _span(text: str, typed: str) -> tuple[date, date]:
    """Return the first and the last day of what was typed, or of a part of it."""
    if (winter := _WINTER.fullmatch(text)) and int(winter[2]) in {int(winter[1]) + 1, (int(winter[1]) + 1) % 100}:
        year = int(winter[1])
        check_year(year, typed, PERIOD_HINT)
        return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
    if found := _IN_A_YEAR.fullmatch(text):
        name, year = " ".join((found["name"] or "").split()), int(found["year"])
        if name == "winter":
            message = f"`{typed}` kan twee winters zijn."
            first, second = f"winter {year - 1}-{year}", f"winter {year}-{year + 1}"
            raise Misread(message, f"Typ `{first}` of `{second}`.", first)
        if months := _STRETCHES.get(name):
            check_year(year, typed, PERIOD_HINT)
            return date(year, months[0], 1), last_day_of(year, months[1])
    try:
        day = parse_date(text)
    except Misread as misread:
        if ends := next((match for form in _RANGES if (match := form.fullmatch(text))), None):
            return _between(ends[1], ends[2], typed)
        if any(char.isdigit() for char in text) and not isinstance(misread, NoDateError):
            raise
        raise _unknown(text, typed) from None
    return day, day


def _between(begin: str, end: str, typed: str) -> tuple[date, date]:
    last = _span(end, typed)
    # What the first half leaves out is in the second: "februari-maart 2023", "11 - 12 mei 2023".
    for borrowed in ("", f" {last[1].year}", f" {MONTHS[last[1].month - 1]} {last[1].year}"):
        try:
            return _span(f"{begin}{borrowed}", typed)[0], last[1]
        except Misread:
            continue
    raise _unknown(begin, typed)


def _unknown(text: str, typed: str) -> Misread:
    for word in re.findall(r"[^\W\d_]{3,}", text):
        if word not in _WORDS and (meant := nearest(word, _WORDS)):
            offer = tidy(typed).casefold().replace(word, meant, 1)
            return Misread(f"In `{typed}` ken ik `{word}` niet.", f"Bedoel je `{offer}`?", offer)
    return Misread(f"`{typed}` lees ik niet als een periode.", PERIOD_HINT)
