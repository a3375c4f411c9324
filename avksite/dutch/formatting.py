"""Formats dates, times, spans, lists, counts, sizes and slugs in Dutch."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from avksite.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from avksite.dutch.dates import Moment

# Not from the `locale` module, which depends on the machine.
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"})
_APOSTROPHES = regex(r"['\u2018\u2019\u201b\u02bc`\u00b4]")
_NOT_IN_A_SLUG = regex(r"[^a-z0-9]+")

_WITH_DE = (
    "alliantie bibliotheek coalitie coöperatie dorpsraad gemeente ggd gkb groep hogeschool huurdersraad kredietbank "
    "omgevingsdienst politie provincie raad school stichting universiteit vereniging voedselbank werkgroep "
    "woningcorporatie"
)
_WITH_HET = (
    "bureau centrum dorpshuis fonds instituut kenniscentrum ministerie museum netwerk platform planbureau project "
    "programma steunpunt trendbureau waterschap"
)
_ARTICLES = {**dict.fromkeys(_WITH_DE.split(), "de"), **dict.fromkeys(_WITH_HET.split(), "het")}
"""Nouns in names of organisations, with their article: `de Alliantie van Kracht`."""
_COMMON_NOUNS = frozenset({"gemeente", "provincie", "stichting", "vereniging", "ministerie", "waterschap"})
"""Nouns with a small letter when the name follows them: `de gemeente Coevorden`."""
_COMPOUNDED = ("universiteit", "hogeschool", "kredietbank", "bureau", "centrum")
"""Nouns that are often the end of a longer one."""


def date_in_words(day: date) -> str:
    """Return a date: `25 oktober 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """Return a date with its day of the week: `maandag 25 oktober 2021`."""
    return f"{WEEKDAYS[day.weekday()]} {date_in_words(day)}"


def days_in_words(first: date, last: date) -> str:
    """Return from which day to which later one: `3 tot en met 12 juli 2024`, `3 mei 2023 tot en met 12 juli 2024`."""
    return f"{_until(first, last)} {date_in_words(last)}"


def time_in_words(moment: time) -> str:
    """Return a time of day: `13.00 uur`."""
    return f"{_clock(moment)} uur"


def span_in_words(begin: Moment, end: Moment | None = None) -> str:
    """Return the begin and end of something: `donderdag 11 mei 2023, 13.00 tot 17.00 uur`."""
    if end is None or end == begin:
        return begin.text
    if begin.day != end.day:
        return _days_in_words(begin, end)
    if end.time is None:
        return begin.text
    until = f"tot {time_in_words(end.time)}"
    return f"{day_in_words(begin.day)}, {f'{_clock(begin.time)} {until}' if begin.time else until}"


def list_in_words(items: Sequence[str]) -> str:
    """Return an enumeration: `a, b en c`."""
    if len(items) < 2:  # noqa: PLR2004  one item needs no "en"
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def with_article(name: str) -> str:
    """Return the name of an organisation within a sentence: `de Alliantie van Kracht`, `Tinten`.

    The first or second word, or its last part (`Rijksuniversiteit`), gives the article; a name that holds no known
    noun has none.
    """
    words = name.split()
    for place, word in enumerate(words[:2]):
        noun = word.casefold()
        known = noun if noun in _ARTICLES else next((one for one in _COMPOUNDED if noun.endswith(one)), "")
        if known:
            is_common = place == 0 and noun in _COMMON_NOUNS and len(words) > 1
            return f"{_ARTICLES[known]} {name[0].lower() + name[1:] if is_common else name}"
    return name


def shortened(text: str, most: int = 40) -> str:
    """Return a text for a message, truncated after `most` characters."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def count_in_words(number: int, one: str, many: str) -> str:
    """Return a number of things: `geen berichten`, `1 bericht`, `12 berichten`."""
    if number == 0:
        return f"geen {many}"
    return f"{thousands(number)} {one if number == 1 else many}"


def file_size(size: int) -> str:
    """Return the size of a file as people know it: `400 kB`, `1,2 MB`."""
    if size < 1000:  # noqa: PLR2004  as the SI counts
        return count_in_words(size, "byte", "bytes") if size else "0 bytes"
    if size < 999_500:  # noqa: PLR2004  more than this rounds up to 1000 kB
        return f"{round(size / 1000)} kB"
    megabytes = size / 1_000_000
    if megabytes < 9.95:  # noqa: PLR2004  more than this rounds up to 10,0
        return f"{megabytes:.1f} MB".replace(".0 ", " ").replace(".", ",")
    return f"{thousands(round(megabytes))} MB"


def whole_kilobytes(size: int) -> str:
    """Return a size to compare with a limit, rounded up: `42 kB`."""
    return f"{-(-size // 1000)} kB"


def thousands(number: int) -> str:
    """Return a whole number with the Dutch thousands separator: `14.000`."""
    return f"{number:,}".replace(",", ".")


def days_left(today: date, last: date) -> str:
    """Return how long something is still open, its last day included: `nog 3 dagen`."""
    days = (last - today).days
    if days < 0:
        return "gesloten"
    if days == 0:
        return "vandaag is de laatste dag"
    return f"nog {count_in_words(days, 'dag', 'dagen')}"


def slug(text: str) -> str:
    """Return a text as a slug of lower-case letters, digits and hyphens; "" when it has none of those."""
    unmarked = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    letters = "".join(char for char in unmarked if not unicodedata.combining(char)).translate(_LETTERS)
    return _NOT_IN_A_SLUG.sub("-", letters).strip("-")


def _clock(moment: time) -> str:
    return f"{moment.hour}.{moment.minute:02}"


def _days_in_words(begin: Moment, end: Moment) -> str:
    if begin.time or end.time:
        return f"{begin.text} tot {end.text}" if end.time else f"{begin.text} tot en met {end.text}"
    return f"{WEEKDAYS[begin.day.weekday()]} {_until(begin.day, end.day)} {end.text}"


def _until(first: date, last: date) -> str:
    """Return a first day, as far as the last does not tell its month and its year: `3 mei tot en met`."""
    parts = 3 if first.year != last.year else 2 if first.month != last.month else 1
    return f"{' '.join(date_in_words(first).split()[:parts])} tot en met"
