"""Dates and times that conflict with each other, with the folder, or with today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import MAXYEAR, date
from itertools import pairwise

from avksite.content.body import Block
from avksite.content.ledger import ADDRESSES
from avksite.content.settings import SITE
from avksite.dutch.dates import parse_date, parse_period
from avksite.dutch.formatting import MONTHS, date_in_words, time_in_words
from avksite.kinds.base import Document, SignUp, days
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.kinds.news import NEWS
from avksite.memo.queries import query
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Misread, Place, Problem, Rule
from avksite.rendering.bodies import phase_period
from avksite.rendering.revisions import begin_told
from avksite.site import Site

NO_LENGTH = Rule("eind-is-begin", WARNING, "Een bijeenkomst eindigt later dan ze begint.")
CLASH = Rule("datums-botsen", WARNING, "Een datum klopt met vandaag, met de map en met de andere datums en tijden.")
WITHOUT_TIME = Rule(
    "zonder-tijd",
    HINT,
    "Van alles wat nog komt, staat erbij hoe laat het begint. Van een bijeenkomst ook hoe laat ze klaar is.",
)
MOVED = Rule("dag-veranderd", WARNING, "Wie de oude dag van een bijeenkomst kent, leest dat ze verplaatst is.")
PERIOD = Rule("fase-periode", ERROR, "Van elke fase is te begrijpen wanneer ze begint en wanneer ze ophoudt.")
WITHOUT_YEAR = Rule("titel-zonder-jaar", HINT, "Staat er een dag in een titel, dan staat het jaar erbij.", "2.4.2")
OVER = Rule("oproep-datum", HINT, "Een pagina uit het menu vraagt niets wat niet meer kan.")

FIRST_WEBSITE = 1991
FAR = 10
"""Years ahead beyond which a date is probably wrong."""
FAR_FOR_A_PLAN = 30
_CONSENT = "toestemming-tot"
"""The one date that may be any time ahead."""
_MONTH = f"(?:{'|'.join(MONTHS)})"
_DAY = regex(rf"\b\d{{1,2}} {_MONTH}\b(?! ?(?:[’']?\d{{2}}))", re.IGNORECASE)
_YEAR = regex(r"\b(?:19|20)\d{2}\b")
_LAST_DAY = regex(rf"\b(?:tot en met|tot|vóór|voor|uiterlijk(?: op)?|t/m) (?P<day>\d{{1,2}} {_MONTH} \d{{4}})")
_STOP = regex(r"[.!?] ")
_ASKS = regex(
    r"\b(?:meld|aanmelden|opgeven|geef je op|inschrijven|schrijf je in|stuur|insturen|mail je|reageer|reageren)\b",
    re.IGNORECASE,
)


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Check every date in a text and its front matter."""
    far = tuple(_far(document, site.today))  # from a year that is wrong, the rest follows
    yield from far or (*_ahead(document, site.today), *_of_folder(document), *_of_kind(document))
    if EVENT.holds(document):
        yield from _moved(site, document)
        yield from _of_event(document, site.today)
    elif LEARNING.holds(document):
        yield from _of_lessons(document, site.today)
    yield from _without_year(document, site.today)
    for block in document.body.blocks:
        if block.name == "fase":
            yield from _period(document, block)
    if document.address in in_menu(site) and not document.kind.is_mailed:
        yield from _over(document, site.today)


@query
def in_menu(site: Site) -> frozenset[str]:
    """Return the addresses of home and of what the menu leads to."""
    return frozenset({"/", *(site.resolve(SITE, item.to).address for item in site.config.menu)})


def _clash(place: Place, message: str, hint: str, fix: Fix | None = None) -> Problem:
    return Problem(CLASH, place, message, hint, fix=fix)


def _far(document: Document, today: date) -> Iterator[Problem]:
    """Report each date with a year that is probably a typing error."""
    folder = document.path.split("/")[-2]
    for place, key, day, most in _days(document):
        if FIRST_WEBSITE <= day.year <= today.year + most:
            continue
        away = day.year - today.year
        year = int(folder) if folder.isdigit() and int(folder) != day.year else today.year
        meant = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
        where = f"over {away} jaar" if away > 0 else f"{-away} jaar geleden"
        message = f"`{key}` is {date_in_words(day)}: dat is {where}."
        hint = f"Kijk of het jaar klopt. Bedoel je `{date_in_words(meant)}`?"
        yield _clash(place, message, hint, Fix(str(day.year), str(year)))


def _days(document: Document) -> Iterator[tuple[Place, str, date, int]]:
    """Yield each day with its place, its key, and how many years it may lie ahead."""
    for loc, day in days(document.entry):
        key = next(part for part in reversed(loc) if isinstance(part, str))
        yield document.place(*loc), key, day, MAXYEAR if key == _CONSENT else FAR
    for block in document.body.blocks:
        with suppress(Misread):  # reported by itself
            period = phase_period(block) if block.name == "fase" else None
            for key, end in (("van", period.first), ("tot", period.last)) if period else ():
                if end and key in block.option_lines:
                    yield Place(document.path, block.option_lines[key]), key, end, FAR_FOR_A_PLAN


def _ahead(document: Document, today: date) -> Iterator[Problem]:
    """Report a day that says when something was written or changed, and is still to come."""
    entry, written, day = document.entry, document.entry.written, date_in_words(today)
    if written and written > today:
        message = f"`datum` is {date_in_words(written)}, en dat moet nog komen. Maar de tekst staat nu al op de site."
        hint = f"Moet hij dan pas verschijnen? Zet erbij: `publiceer: {date_in_words(written)}`. Typ anders `{day}`."
        if entry.publish_from is not None:
            hint = f"Zet bij `datum` de dag van vandaag: `{day}`."
        yield _clash(document.place("datum"), message, hint)
    place = document.place("bijgewerkt")
    if entry.updated and entry.updated > today:
        message = f"`bijgewerkt` is {date_in_words(entry.updated)}, en dat moet nog komen."
        fix = Fix(document.typed.split("\n")[place.line - 1], f"bijgewerkt: {day}")
        yield _clash(place, message, f"Typ `{day}`, of haal de regel weg.", fix)
    elif entry.updated and written and entry.updated < written:
        message = f"`bijgewerkt` ({date_in_words(entry.updated)}) ligt vóór `datum` ({date_in_words(written)})."
        yield _clash(place, message, "Haal de regel weg, of typ wanneer de tekst is veranderd.")


def _of_folder(document: Document) -> Iterator[Problem]:
    """Report a date of another year than the folder, or the name of an edition; a moved event keeps its address."""
    kind, day, year = document.kind, document.entry.day, document.path.split("/")[-2]
    named = re.match(r"\d{4}(?=-)", document.id) if kind.is_mailed else None
    if day and named and int(named[0]) != day.year:
        message = f"`datum` is {date_in_words(day)}, maar het bestand heet `{document.id}`."
        hint = "Kijk of de datum klopt. Zo ja, geef het bestand dan een naam met het goede jaar."
        yield _clash(document.place("datum"), message, hint)
    if not kind.by_year or not day or not year.isdigit():
        return
    fitting, key = {day.year}, "datum"
    if EVENT.holds(document):
        entry, key = document.entry, "begin"
        fitting |= {entry.last_day.year, *(moment.day.year for moment in entry.moved_from)}
    if int(year) not in fitting:
        right = kind.path(document.path.rpartition("/")[2], day.year)
        message = f"`{key}` is {date_in_words(day)}, maar het bestand staat in de map `{year}`."
        hint = f"Klopt de datum? Verplaats het bestand naar `{right}`. "
        hint += f"Stond het al op de site? Zet er dan bij: `oude-adressen: {document.address}`."
        yield _clash(document.place(key), message, hint)


def _of_kind(document: Document) -> Iterator[Problem]:
    """Report the days and times of an event, of lessons or of a call that cannot go together."""
    if EVENT.holds(document):
        event = document.entry
        if event.last_day == event.begin.day:
            yield from _programme_clashes(document)
        yield from _sign_up(document, event.sign_up, event.begin.day, "`begin`")
    elif LEARNING.holds(document) and document.entry.dates:
        yield from _sign_up(document, document.entry.sign_up, max(document.entry.dates).day, "de laatste keer")
    elif NEWS.holds(document) and (call := document.entry.call) and call.closes < document.entry.date:
        written = date_in_words(document.entry.date)
        message = f"`sluit` ({date_in_words(call.closes)}) ligt vóór `datum` ({written})."
        hint = "Typ bij `sluit` een latere dag, of kijk of `datum` klopt."
        yield _clash(document.place("oproep", "sluit"), message, hint)


def _sign_up(document: Document, sign_up: SignUp | None, last: date, what: str) -> Iterator[Problem]:
    if sign_up and sign_up.until and sign_up.until > last:
        message = f"Aanmelden kan tot {date_in_words(sign_up.until)}, en dat is na {what} ({date_in_words(last)})."
        hint = f"Typ `{date_in_words(last)}` of een dag ervoor. Of kijk of {what} klopt."
        yield _clash(document.place("aanmelden", "tot"), message, hint)


def _programme_clashes(document: Document[Event]) -> Iterator[Problem]:
    """Report the lines in the programme of one day that stand before its begin, behind its end, or behind a later one.

    Parallel sessions may be listed room by room.
    """
    entry = document.entry
    timed = [
        (document.place("programma", at, "tijd"), line.room, line.time)
        for at, line in enumerate(entry.programme)
        if line.time
    ]
    begin, end = entry.begin.time, entry.end.time if entry.end else None
    early = next(((place, time) for place, _, time in timed if begin and time < begin), None)
    if early and begin:
        times = f"het programma begint om {time_in_words(early[1])}, en `begin` is {time_in_words(begin)}"
        hint = "Maak de twee gelijk. Is er eerst inloop? Typ dan bij `begin` hoe laat de inloop begint."
        yield _clash(early[0], f"In het programma en bij `begin` staat iets anders: {times}.", hint)
    for (_, room_before, earlier), (place, room, later) in pairwise(timed):
        if (begin or later) <= later < earlier and room == room_before:
            message = f"In het programma komt {time_in_words(later)} na {time_in_words(earlier)}."
            yield _clash(place, message, "Zet de regels op volgorde, of verbeter de tijd.")
    late = next(((place, time) for place, _, time in timed if end and time > end), None)
    if late and end:
        times = f"daar staat {time_in_words(late[1])}, en `eind` is {time_in_words(end)}"
        hint = "Typ bij `eind` hoe laat alles klaar is, of verbeter de tijd in het programma."
        yield _clash(late[0], f"Het programma gaat langer door dan de bijeenkomst: {times}.", hint)


def _moved(site: Site, document: Document[Event]) -> Iterator[Problem]:
    """Report another day or time than readers were told, of which the text does not say that it was moved from it."""
    told, place = begin_told(site, document), document.place("begin")
    if told is None or not document.entry.is_on(site.today):
        return
    key, before = "verplaatst-van", document.entry.moved_from
    typed = f"{key}: [{', '.join(it.typed for it in (*before, told))}]" if before else f"{key}: {told.typed}"
    message = f"Op de site stond dat dit op {told.typed} begint. Wie dat opschreef, leest niet dat het anders is."
    hint = f"{'Maak ervan' if before else 'Zet erbij'}: `{typed}`. Heeft niemand de oude dag gezien? Haal dan in "
    hint += f"`{ADDRESSES}` achter het adres van deze bijeenkomst `op` weg, met de dag die erachter staat."
    at = document.place(key) if before else place
    line = document.typed.split("\n")[at.line - 1]
    is_on_lines = before and not line.partition(":")[2].strip()
    fix = None if is_on_lines else Fix(line, typed if before else f"{line}\n{typed}", place=at)
    yield Problem(MOVED, place, message, hint, fix=fix)


def _of_event(document: Document[Event], today: date) -> Iterator[Problem]:
    """Report an event that takes no time, and one to come that does not say from when until when."""
    entry, begin, end = document.entry, document.entry.begin, document.entry.end
    if begin.time and end == begin:
        message = f"`eind` is hetzelfde als `begin`: {begin.text}."
        hint = "Zet bij `eind` hoe laat het klaar is. Weet je dat niet? Haal de regel `eind` dan weg."
        yield Problem(NO_LENGTH, document.place("eind"), message, hint)
    key, message = "begin", "Bij `begin` staat geen tijd."
    if not entry.is_on(today):
        return
    if begin.time is None:
        first = next((line.time for line in entry.programme if line.time), None)
        shown = f"{date_in_words(begin.day)} {time_in_words(first) if first else '13.00 uur'}"
        more = "" if end else " Zet eronder ook hoe laat het klaar is, zoals `eind: 15.00 uur`."
        hint = f"Typ die erachter, zoals `{shown}`.{more}"
    elif end is None:
        message, hint = "Er staat niet hoe laat het klaar is.", "Zet er een regel onder, zoals `eind: 15.00 uur`."
    elif end.time is None:
        key, message = "eind", "Bij `eind` staat geen tijd."
        hint = f"Typ de tijd erachter, zoals `{date_in_words(end.day)} 15.00 uur`."
    else:
        return
    yield Problem(WITHOUT_TIME, document.place(key), message, hint)


def _of_lessons(document: Document[LearningItem], today: date) -> Iterator[Problem]:
    for index, moment in enumerate(document.entry.dates):
        if moment.day >= today and moment.time is None:
            day = date_in_words(moment.day)
            hint = f"Typ de tijd erachter, zoals `{day} 13.00 uur`."
            yield Problem(WITHOUT_TIME, document.place("data", index), f"Bij {day} staat geen tijd.", hint)


def _without_year(document: Document, today: date) -> Iterator[Problem]:
    title = document.entry.title
    found = _DAY.search(title)
    if found and not _YEAR.search(title):
        fix = Fix(found[0], f"{found[0]} {(document.entry.day or today).year}")
        message = f"In de titel staat “{found[0]}” zonder jaar."
        place = document.place("titel" if ("titel",) in document.lines else "naam")
        yield Problem(WITHOUT_YEAR, place, message, f"Typ `{title.replace(fix.old, fix.new)}`.", fix=fix)


def _period(document: Document, block: Block) -> Iterator[Problem]:
    """Report a phase without a valid period."""
    for option in ("van", "tot"):
        place = Place(document.path, block.option_lines.get(option, block.line))
        try:
            if words := block.option(option):
                parse_period(words)
        except Misread as misread:
            fix = Fix(words, misread.offer) if misread.offer else None
            yield Problem(PERIOD, place, f"Bij `{option}`: {misread.message}", misread.hint, fix=fix)
            return
    period = phase_period(block)
    if period is not None and period.last is not None and period.last < period.first:
        message = f"Deze fase houdt op vóór ze begint: van {block.option('van')} tot {block.option('tot')}."
        yield Problem(PERIOD, place, message, "Kijk of `van` en `tot` verwisseld zijn, en of de jaren kloppen.")


def _over(document: Document, today: date) -> Iterator[Problem]:
    """Report the day until which one could do what a page from the menu asks, when that is over."""
    said = [(document.entry.summary or "", document.place("kort"))]
    said += [(it.text, Place(document.path, it.line)) for it in document.body.passages if it.kind != "quote"]
    for text, place in said:
        for found in _LAST_DAY.finditer(text):
            around = _STOP.split(text[: found.start()])[-1] + _STOP.split(text[found.start() :])[0]
            with suppress(Misread):
                if _ASKS.search(around) and (last := parse_date(found["day"])) < today:
                    message = f"Deze datum is voorbij: {date_in_words(last)}."
                    hint = "Zet er een nieuwe datum neer, of schrijf hoe het is afgelopen."
                    yield Problem(OVER, place, message, hint, about=found["day"])
