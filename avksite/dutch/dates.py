"""Dates, times and periods as Dutch people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import total_ordering
from zoneinfo import ZoneInfo

from avksite.dutch.formatting import MONTHS, WEEKDAYS, date_in_words, day_in_words, time_in_words
from avksite.dutch.words import tidy
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Misread, nearest

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1900, 2100
LEAP_DAY = 29

DATE_HINT = "Typ een datum zoals `24 november 2022` of `24-11-2022`."
TIME_HINT = "Typ een tijd zoals `13.30 uur` of `13:30`."
MOMENT_HINT = "Typ een datum met of zonder tijd, zoals `24 november 2022` of `24 november 2022 13.30 uur`."

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "maa": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBERS |= {name[:2]: number for name, number in _WEEKDAY_NUMBERS.items()}
# English names that do not look enough like the Dutch one to be found by likeness.
_ENGLISH = {"may": "mei", "mar": "maart", "march": "maart", "oct": "oktober", "monday": "maandag", "tuesday": "dinsdag",
            "wednesday": "woensdag", "thursday": "donderdag", "friday": "vrijdag", "saturday": "zaterdag",
            "sunday": "zondag"}  # fmt: skip

_SEPARATOR = r"\s*[-/.\u2010-\u2015]\s*"
_DAY_FIRST = regex(rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}'?(?P<year>\d{{2}}|\d{{4}}))?")
_FORMS = (
    regex(rf"(?P<year>\d{{4}}){_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}(?P<day>\d{{1,2}})"),
    _DAY_FIRST,
    regex(
        r"""
        (?: de[ ] )? (?P<day> \d{1,2} ) (?: e | ste | de )?
        [ -]* (?P<month> [^\W\d_]+ ) \.?
        (?: ,? [ ]* -? (?P<year> '? \d{2} | \d{4} )? )
        """,
        re.VERBOSE,
    ),
)
_MONTH_FIRST = regex(r"(?P<month>[^\W\d_]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_WEEKDAY = regex(r"([^\W\d_]{2,})\.?,? (?=(?:de )?\d)")

_CLOCK = (
    r"(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})(?::\d{2}(?:\.0+)?)?(?:\s*(?:uur|u|h))?|\s*[uh]\s?(?P<behind>\d{2})|\s*(?:uur|u|h))\.?"
)
_TIME = regex(rf"(?:om\s+)?{_CLOCK}")
_TIME_BEHIND_DATE = regex(rf"(?P<day>.*?\S)(?:\s*,\s*(?:om\s+)?|\s+\(?(?:om\s+)?|(?<=\d)t(?=\d))(?P<clock>{_CLOCK})\)?")
# As programs write a moment (RFC 3339), with or without a zone; Jekyll has a space where others have a T.
_ISO = regex(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:t| (?=.*(?:z|[+-]\d\d:?\d\d)$))(?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r" ?(?P<zone>z|[+-]\d\d:?\d\d)?"
)
_BARE_CLOCK = regex(r"(?P<day>.*\d{4}),? (?:om )?(?P<hour>[01]?\d|2[0-3])(?P<minute>[0-5]\d)?")
_MONTH_ONLY = regex(rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")
_LATER = regex(r"(?:nog )?(?:niet bekend|onbekend|te bepalen)|(?:datum )?volgt|n\.?[nt]\.?b\.?|later|binnenkort|\?+")
_OFFERED = regex("`([^`]+)`")
_DAYS = "|".join(WEEKDAYS)
_SPOKEN_DAY = regex(
    rf"vandaag|(?:over)?morgen|(?:eer)?gisteren|(?:(?:volgende|aanstaande|komende|deze) )?(?:week|{_DAYS})"
)
_HOURS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_SPOKEN_TIME = regex(rf"(?:om )?(?P<part>half|kwart over|kwart voor)? ?(?P<hour>{'|'.join(_HOURS)}|één)(?: uur)?")
_TIME_RANGE = regex(r"(\d{1,2})[:.](\d{2})(?:\s*(?:uur|u))?\s*(?:-|\u2013|tot|t/m|en)\s*\d{1,2}[:.]\d{2}")


class NoDateError(Misread):
    """What was typed is no date at all, not even a wrong one."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"`{typed}` lees ik niet als een datum.", DATE_HINT)


TimeOfDay = time
"""The type of `Moment.time`, under another name than the field."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with or without a time of day, in the Netherlands."""

    day: date
    time: TimeOfDay | None = None

    def __lt__(self, other: Moment) -> bool:
        """Sort by day, and a whole day before the moments in it."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, bool, TimeOfDay]:
        return (self.day, self.time is not None, self.time or TimeOfDay.min)

    @property
    def start(self) -> datetime:
        """Its time, or else the first minute of the day."""
        return datetime.combine(self.day, self.time or TimeOfDay.min, AMSTERDAM)

    @property
    def iso(self) -> str:
        """ISO 8601, with the time if it has one."""
        return self.start.isoformat() if self.time else self.day.isoformat()

    @property
    def typed(self) -> str:
        """As somebody types it: `25 oktober 2021 13.00 uur`."""
        return date_in_words(self.day) + (f" {time_in_words(self.time)}" if self.time is not None else "")

    @property
    def text(self) -> str:
        """In words: `maandag 25 oktober 2021, 13.00 uur`."""
        return day_in_words(self.day) + (f", {time_in_words(self.time)}" if self.time is not None else "")


def parse_date(typed: str) -> date:
    """Parse a date: `24-11-2022`, `2022-11-24`, `24 november 2022`, `do 24 nov 2022`."""
    text = tidy(typed).casefold().rstrip(".,")
    if iso := _ISO.fullmatch(text):
        return _from_iso(iso, typed).day
    if timed := _TIME_BEHIND_DATE.fullmatch(text):
        message = f"`{typed}` is een datum met een tijd."
        day_only = tidy(typed)[: timed.end("day")]
        raise Misread(message, f"Hier past alleen een datum: typ `{day_only}`.", day_only)
    weekday = _WEEKDAY.match(text)
    rest = text[weekday.end() :] if weekday else text
    found = next((found for form in _FORMS if (found := form.fullmatch(rest))), None)
    if found is None:
        if swapped := _MONTH_FIRST.fullmatch(text):
            meant = date_in_words(_day(typed, swapped))
            raise Misread(f"In `{typed}` staat de maand vóór de dag.", f"Typ `{meant}`.", meant)
        raise _no_date(typed, text)
    if found.re.pattern == _DAY_FIRST.pattern and found["year"] and "/" in rest and not weekday:
        _refuse_two_days(typed, int(found["day"]), int(found["month"]), _whole_year(found["year"]))
    day = _day(typed, found)
    if weekday and (number := _named("dag", weekday[1], typed, _WEEKDAY_NUMBERS, WEEKDAYS)) != day.weekday():
        meant = day_in_words(day)
        message = f"{date_in_words(day)} is een {WEEKDAYS[day.weekday()]}, geen {WEEKDAYS[number]}."
        raise Misread(message, f"Typ `{meant}`, of verbeter de datum.", meant)
    return day


def parse_time(typed: str) -> time:
    """Parse a time of day: `13:30`, `13.30 uur`, `13u30`, `13 uur`."""
    text = tidy(typed).casefold()
    if span := _TIME_RANGE.search(text):
        message = f"`{typed}` zijn twee tijden; hier past er één."
        begin = f"{span[1]}.{span[2]} uur"
        raise Misread(message, f"Typ alleen de tijd waarop het begint: `{begin}`.", begin)
    match = _TIME.fullmatch(text)
    if match is None:
        bare = re.fullmatch(r"\d{1,2}", text)
        message = f"`{typed}` lees ik niet als een tijd."
        if spoken := _spoken_times(text):
            raise Misread(message, f"Typ `{spoken[0]}`, of `{spoken[1]}`.", spoken[0])
        if bare and int(text) < 24:  # noqa: PLR2004
            raise Misread(message, f"Typ `{int(text)}.00 uur`.", f"{int(text)}.00 uur")
        raise Misread(message, TIME_HINT)
    return _clock_time(typed, match)


def parse_moment(typed: str) -> Moment:
    """Parse a date with or without a time: `25 oktober 2021, 13.00 uur`."""
    text = tidy(typed).casefold()
    if iso := _ISO.fullmatch(text):
        return _from_iso(iso, typed)
    if _TIME_RANGE.search(text):
        message = f"In `{typed}` staan twee tijden; hier past er één."
        raise Misread(message, "Typ hier wanneer het begint, en wanneer het klaar is achter `eind:`.")
    if _TIME.fullmatch(text):
        raise Misread(f"Bij `{typed}` staat geen dag.", f"Typ de dag ervoor, zoals `24 november 2022 {typed}`.")
    match = _TIME_BEHIND_DATE.fullmatch(text)
    if match is None:
        try:
            return Moment(parse_date(typed))
        except NoDateError as misread:
            raise Misread(misread.message, MOMENT_HINT) from None
    clock = tidy(typed)[match.start("clock") : match.end("clock")]
    try:
        on = parse_date(tidy(typed)[: match.end("day")])
    except Misread as misread:  # its hint keeps the time
        said, offer = _OFFERED.sub(rf"`\1 {clock}`", misread.hint), misread.offer and f"{misread.offer} {clock}"
        raise Misread(misread.message, said, offer, is_example=misread.is_example) from None
    moment = Moment(on, _clock_time(clock, match))
    if moment.start.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != moment.start.replace(tzinfo=None):
        day = date_in_words(moment.day)
        message = f"`{typed}` bestaat niet: op {day} gaat de klok om 2.00 uur een uur vooruit."
        raise Misread(message, "Typ een tijd vóór 2.00 uur of vanaf 3.00 uur.")
    return moment


def _no_date(typed: str, text: str) -> Misread:
    """Return the Misread for words that are no date: a relative day such as `morgen`, or an hour in words."""
    if _SPOKEN_DAY.fullmatch(text):
        return Misread(f"`{typed}` is elke keer een andere dag.", "Typ welke dag het is, zoals `24 november 2022`.")
    spoken = re.fullmatch(r"(?P<day>.*\d{4}),? (?:om )?(?P<clock>[^\d]+)", text)
    if spoken and (times := _spoken_times(spoken["clock"])):
        by_day, other = (f"{spoken['day']} {time}" for time in times)
        return Misread(f"De tijd in `{typed}` staat in woorden.", f"Typ `{by_day}`, of `{other}`.", by_day)
    if (bare := _BARE_CLOCK.fullmatch(text)) and not _MONTH_ONLY.fullmatch(text):
        offer = f"{bare['day']} {int(bare['hour'])}.{bare['minute'] or '00'} uur"
        return Misread(f"De tijd in `{typed}` lees ik niet.", f"Bedoel je `{offer}`?", offer)
    if month := _MONTH_ONLY.fullmatch(text):
        return Misread(
            f"In `{typed}` staat geen dag.", f"Typ de dag ervoor, zoals `24 {month['month']} {month['year']}`."
        )
    if _LATER.fullmatch(text):
        hint = "Weet je de dag nog niet? Haal de regel weg, of zet `concept: ja` boven de tekst tot je hem weet."
        return Misread(f"`{typed}` is geen datum.", hint)
    return NoDateError(typed)


def _spoken_times(text: str) -> tuple[str, str] | None:
    """Return the two times that `half twee` may mean, the one by day first; None when it is no time in words."""
    found = _SPOKEN_TIME.fullmatch(text.replace("half", "half ").replace("  ", " "))
    if not found:
        return None
    hour = _HOURS.index(found["hour"].replace("é", "e")) + 1
    back, minutes = {"half": (1, 30), "kwart voor": (1, 45), "kwart over": (0, 15)}.get(found["part"] or "", (0, 0))
    early = (hour - back) % 12
    by_day, other = sorted((early, early + 12), key=lambda one: not 7 <= one < 19)  # noqa: PLR2004  by day
    return f"{by_day}.{minutes:02} uur", f"{other}.{minutes:02} uur"


def _from_iso(found: re.Match[str], typed: str) -> Moment:
    """Return an RFC 3339 moment in Dutch time; midnight in UTC is a whole day."""
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['clock']}{(found['zone'] or '').upper()}")
        local = moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise Misread(f"`{typed}` bestaat niet.", MOMENT_HINT) from None
    if moment.tzinfo and not moment.utcoffset() and moment.time() == TimeOfDay.min:
        return Moment(moment.date())
    check_year(local.year, typed, MOMENT_HINT)
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))


def check_year(year: int, typed: str, hint: str) -> None:
    """Raise Misread for a year outside FIRST_YEAR to LAST_YEAR."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread(f"In `{typed}` staat het jaar {year}.", f"Kijk of daar een tikfout in staat. {hint}")


def last_day_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _clock_time(typed: str, found: re.Match[str]) -> time:
    hours, minutes = int(found["hour"]), int(found["minute"] or found["behind"] or 0)
    if hours == 24 and not minutes:  # noqa: PLR2004  the end of a day
        message = f"`{typed}` is het eind van de dag."
        raise Misread(message, "Typ `23.59 uur`, of `0.00 uur` op de dag erna.", "23.59 uur")
    if hours > 23 or minutes > 59:  # noqa: PLR2004  what a clock shows
        raise Misread(f"`{typed}` bestaat niet: een klok gaat van 0.00 tot 23.59 uur.", TIME_HINT)
    return time(hours, minutes)


def _day(typed: str, found: re.Match[str]) -> date:
    """Return the date of a match; raise Misread when there is no such day."""
    day, name = int(found["day"]), found["month"]
    month = int(name) if name.isdigit() else _named("maand", name, typed, MONTH_NUMBERS, MONTHS)
    if not found["year"]:
        known = MONTHS[(month - 1) % 12]
        most = max(monthrange(year, MONTHS.index(known) + 1)[1] for year in (2022, 2024))
        if day > most:
            message = f"`{typed}` bestaat niet: {known} heeft {'hooguit ' if most == LEAP_DAY else ''}{most} dagen."
            raise Misread(message, f"Typ de goede dag, met het jaar erachter, zoals `{most} {known} 2024`.")
        message = f"In `{typed}` staat geen jaar."
        raise Misread(message, f"Typ het jaar erachter, zoals `{day} {known} 2022`.")
    year = _whole_year(found["year"])
    if len(found["year"].lstrip("'")) == 2:  # noqa: PLR2004  a year cut short
        message = f"In `{typed}` staat het jaar met twee cijfers."
        meant = date_in_words(date(year, month, day)) if _exists(year, month, day) else ""
        hint = f"Schrijf het jaar voluit: {f'typ `{meant}`' if meant else 'zoals `24 november 2022`'}."
        raise Misread(message, hint, meant)
    check_year(year, typed, DATE_HINT)
    if not 1 <= month <= len(MONTHS):
        message = f"`{typed}` bestaat niet: er is geen maand {month}."
        meant = f"{month}-{day}-{year}" if _exists(year, day, month) else ""
        raise Misread(message, f"Zet de dag voorop: typ `{meant}`." if meant else DATE_HINT, meant)
    if not _exists(year, month, day):
        last = last_day_of(year, month)
        message = f"`{typed}` bestaat niet: {MONTHS[month - 1]} {year} heeft {last.day} dagen."
        near = date_in_words(last if day else last.replace(day=1))
        raise Misread(message, f"Typ de goede dag, bijvoorbeeld `{near}`.", near, is_example=True)
    return date(year, month, day)


def _whole_year(typed: str) -> int:
    """Return a year; one of two digits is in the nearest century."""
    digits = typed.lstrip("'")
    century = 0 if len(digits) > 2 else 2000 if int(digits) < 50 else 1900  # noqa: PLR2004  two digits, half a century
    return int(digits) + century


def _refuse_two_days(typed: str, first: int, second: int, year: int) -> None:
    """Raise Misread for a date with slashes whose month may come first, as in American programs."""
    if first != second and _exists(year, second, first) and _exists(year, first, second):
        one, other = date_in_words(date(year, second, first)), date_in_words(date(year, first, second))
        message = f"`{typed}` kan twee dagen zijn: {one} of {other}."
        raise Misread(message, f"Typ `{one}` of `{other}`.", one, is_example=True)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(year, month)[1]


def _named(what: str, word: str, typed: str, numbers: Mapping[str, int], names: tuple[str, ...]) -> int:
    """Return the number of a month or a day of the week; raise Misread for a word that is none."""
    if word in numbers:
        return numbers[word]
    meant = _ENGLISH.get(word) or nearest(word, names)
    if meant is None:
        raise NoDateError(typed)
    offer = tidy(typed).casefold().replace(word, meant)
    raise Misread(f"De {what} `{word}` ken ik niet.", f"Bedoel je `{offer}`?", offer)


PERIOD_HINT = "Typ een periode zoals `februari 2023`, `zomer 2023`, `februari-maart 2023` of `2017-2022`."

# Meteorological seasons, in whole months; winter crosses the year and is parsed by itself.
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

_FROM = regex(r"(?:vanaf|sinds)\s+(?:de\s+|het\s+)?(.+)")
# Tried in this order: a hyphen by itself may also be inside a date.
_RANGES = (
    regex(r"(.+?)\s+(?:t/m|tot en met|tot|en)\s+(.+)"),
    regex(r"(.+?)\s+[-\u2010-\u2015]\s+(.+)"),
    regex(r"(.+?)\s*[-\u2010-\u2015]\s*(.+)"),
)
_IN_A_YEAR = regex(
    r"""
    (?: (?: (?:de|het)\s+ )? (?P<name> [^\W_]+ (?: \s+ (?:kwartaal|helft) )? ) \.? \s+ (?: van\s+ )? )?
    (?P<year> \d{4} )
    """,
    re.VERBOSE,
)
_WINTER = regex(r"(?:de\s+)?winter\s+(?:van\s+)?(\d{4})\s*[-/\u2010-\u2015]\s*(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, open without a last day. `text` is how it was typed."""

    first: date
    last: date | None
    text: str


def parse_period(typed: str) -> Period:
    """Parse a period: `februari 2023`, `februari-maart 2023`, `vanaf de zomer 2023`, `najaar 2021`, `2017-2022`."""
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
    """Return the first and the last day of a period, or of a part of one."""
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
    # What the first half omits is in the second: "februari-maart 2023", "11 - 12 mei 2023".
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
