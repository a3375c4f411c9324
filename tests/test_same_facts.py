"""Whatever staff type, a fact reads the same everywhere: page, card, feeds, agenda, mails and words for machines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from avksite.rendering.artifact import Build
from tests.channels import (
    CHANNELS,
    EVERYWHERE,
    agenda,
    channels,
    in_utc,
    read_by_icalendar,
    read_by_vobject,
    structured,
)
from tests.sites import concise, page, site

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")

EVENT, CALL, LESSON = "/bijeenkomsten/2024/samen/", "/nieuws/2024/oproep/", "/leeraanbod/training/"
EDITION = "/nieuwsbrieven/nummer/"
SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
-- content/personen/wie.md --
---
naam: {it.person}
rol: {it.role}
telefoon: 06-123 456 78
mail: wie@voorbeeld.nl
---
-- content/organisaties/aanbieder.md --
---
naam: {it.partner}
sector: welzijn
---
Wij leren.
-- content/bijeenkomsten/2024/samen.md --
---
titel: Samen {it.subject}
kort: Kom kijken naar {it.subject}.
begin: {begin}
{end}{moved}{cancelled}soort: werksessie
locatie:
  naam: {it.place}
  plaats: {it.town}
aanmelden:
  mail: post@voorbeeld.nl
  tot: {it.sign_up}
contact: wie
---
Tot dan!
-- content/nieuws/2024/oproep.md --
---
titel: Oproep {it.subject}
kort: Denk mee over {it.subject}.
datum: {it.today}
oproep:
  sluit: {it.closes}
{extended}  voor-wie: [gemeenten, bewoners]
  gebied: heel Nederland
  inzenden:
    mail: post@voorbeeld.nl
{outcome}contact: wie
---
Vertel het ons.
-- content/leeraanbod/training.md --
---
titel: Training {it.subject}
kort: Leer van {it.subject}.
soort: training
leervorm: doen
doelgroep: professionals
gebied: [Groningen, Drenthe]
aanbieder: aanbieder
kosten: {it.price}
duur: {it.length}
data: {lesson}
plaats: {it.town}
aanmelden:
  mail: post@voorbeeld.nl
  tot: {it.lesson_sign_up}
contact: wie
---
Tot dan.
-- content/nieuwsbrieven/nummer.md --
---
titel: Nieuwsbrief
onderwerp: Dit is nieuw
voorbeeldtekst: Lees wat er te doen is.
datum: {it.today}
berichten: [/bijeenkomsten/2024/samen.md, /nieuws/2024/oproep.md, /leeraanbod/training.md]
contact: wie
---
Beste lezer,
"""


@dataclass(frozen=True)
class Typed:
    """What an author made up: the facts of an event, a call and a lesson, and who to ask."""

    today: date
    begin: date
    begin_time: time | None
    end: date | None
    end_time: time | None
    moved_from: date | None
    is_cancelled: bool
    sign_up: date
    closes: date
    extended: date | None
    has_outcome: bool
    lesson: date
    lesson_sign_up: date
    lesson_time: time | None
    place: str
    town: str
    subject: str
    person: str
    role: str
    partner: str
    price: str
    length: str

    @property
    def text(self) -> str:
        """The site as typed."""
        return SITE.format(
            it=self,
            begin=typed(self.begin, self.begin_time),
            end=f"eind: {typed(self.end, self.end_time)}\n" if self.end else "",
            moved=f"verplaatst-van: {typed(self.moved_from, self.begin_time)}\n" if self.moved_from else "",
            cancelled="afgelast: ja\n" if self.is_cancelled else "",
            outcome="  uitkomst: /bijeenkomsten/2024/samen.md\n" if self.has_outcome else "",
            extended=f"  verlengd-tot: {self.extended}\n" if self.extended else "",
            lesson=typed(self.lesson, self.lesson_time),
        )


def typed(day: date, clock: time | None) -> str:
    """Return a moment as a person types it."""
    return f"{day.day}-{day.month}-{day.year}" + (f" {clock:%H:%M}" if clock else "")


# ── What an author may make up ────────────────────────────────────────────────────────────────────────────────────────

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    # The days on which the clock is changed, and those around the turn of the year.
    [date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30), date(2026, 10, 25), date(2024, 2, 29), date(2026, 1, 1)]
)
# Not between two and three at night: on two days a year that hour is not there, or there twice.
CLOCKS = st.builds(time, st.sampled_from([0, 1, *range(3, 24)]), st.sampled_from([0, 15, 30, 59]))
ODD = (
    "Café Hofsteenge|’t Achterhuis|De Spil; zaal 2|Huis & haard|Zaal #2|De Klok: boven|2e Exloërmond|100% Veen|"
    "Één, twee en drie|Śląsk @ Łódź|C:\\Dorp|Zaal {3}|De <Nieuwe> Zaal|Ter Apel (zuid)"
)
WORDS = st.text("abcdefghijklmnopqrstuvwxyzéëïöüçñåø", min_size=3, max_size=30).map(str.capitalize)
NAMES = st.sampled_from(ODD.split("|")) | WORDS


@st.composite
def typings(draw: st.DrawFn) -> Typed:
    """Draw what an author may type: the event and the lesson are still to come, the call is open or just closed."""
    begin, begin_time = draw(DAYS), draw(st.none() | CLOCKS)
    today = begin - timedelta(draw(st.integers(0, 120)))
    end = draw(st.none() | st.integers(0, 3).map(lambda days: begin + timedelta(days)))
    end_time = draw(st.none() | CLOCKS) if end else None
    if end == begin and end_time and begin_time and end_time < begin_time:
        begin_time, end_time = end_time, begin_time
    closes = today + timedelta(draw(st.integers(-3, 200)))
    return Typed(
        today=today,
        begin=begin,
        begin_time=begin_time,
        end=end,
        end_time=end_time,
        moved_from=draw(st.none() | st.integers(1, 40).map(lambda days: begin - timedelta(days))),
        is_cancelled=draw(st.sampled_from([False, False, True])),
        sign_up=draw(st.dates(today - timedelta(5), begin)),
        closes=closes,
        extended=draw(st.none() | st.integers(1, 60).map(lambda days: closes + timedelta(days))),
        has_outcome=draw(st.booleans()),
        lesson=today + timedelta(draw(st.integers(0, 200))),
        lesson_sign_up=today + timedelta(draw(st.integers(-5, 50))),
        lesson_time=draw(st.none() | CLOCKS),
        place=draw(NAMES),
        town=draw(NAMES),
        subject=draw(NAMES),
        person=draw(NAMES),
        role=draw(NAMES),
        partner=draw(NAMES),
        price=draw(st.sampled_from(["gratis", "€ 12,50", "25 euro per persoon"])),
        length=draw(st.sampled_from(["2 dagdelen", "1 uur", "4 minuten"])),
    )


# ── The facts, worded here and nowhere else ───────────────────────────────────────────────────────────────────────────


def said(day: date) -> str:
    """Return a date as people say it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def said_time(clock: time | None) -> list[str]:
    """Return a time of day as people say it."""
    return [f"{clock.hour}.{clock.minute:02}"] if clock else []


def facts_of_event(it: Typed) -> list[str]:
    """Return when and where it is, and until when one can sign up."""
    last = said(it.end or it.begin)
    on_last_day = it.end_time if it.end != it.begin or it.end_time else None
    # Nobody signs up for what is off, or needs to know when it was meant to be before.
    told = [] if it.is_cancelled else [said(it.sign_up), *([said(it.moved_from)] if it.moved_from else [])]
    return [last, *said_time(it.begin_time), *said_time(on_last_day), it.place, it.town, *told]


def facts_of_call(it: Typed) -> list[str]:
    """Return the last day to answer and by which mail, and who is asked."""
    last = it.extended or it.closes
    answer = ["post@voorbeeld.nl"] if last >= it.today else []
    return [said(last), "gemeenten", "bewoners", "Gebied", "heel Nederland", *answer]


def facts_of_lesson(it: Typed) -> list[str]:
    """Return when and where it is, by whom, how long and for how much."""
    whose = ["professionals", "Groningen en Drenthe", said(it.lesson_sign_up)]
    return [said(it.lesson), *said_time(it.lesson_time), it.town, it.partner, it.length, it.price, *whose]


def states_of(it: Typed) -> dict[str, list[str]]:
    """Return how each text stands, in words that stand by themselves."""
    closed = "Aanmelden kan niet meer"
    event = ["Afgelast"]
    if not it.is_cancelled:
        event = [f"Verplaatst naar {said(it.begin)}"] * bool(it.moved_from) + [closed] * (it.sign_up < it.today)
    if (it.extended or it.closes) < it.today:
        call = ["Gesloten", *["Uitkomst bekend"] * it.has_outcome]
    else:
        call = [f"Verlengd tot en met {said(it.extended)}"] if it.extended else []
    return {EVENT: event, CALL: call, LESSON: [closed] * (it.lesson_sign_up < it.today)}


ANY_STATE = ("afgelast", "verplaatst", "verlengd", "gesloten", "bekend", "niet meer")
"""A word of each of them."""

CONTACT = ("06 12 34 56 78", "wie@voorbeeld.nl")

SUMMED_UP = {EVENT: "Kom kijken naar", CALL: "Denk mee over", LESSON: "Leer van"}

TOLD_ON_A_CARD: dict[str, Callable[[Typed], list[str]]] = {
    EVENT: lambda it: [said(it.begin), it.place, it.town],
    CALL: lambda it: [said(it.today)],
    LESSON: lambda it: [it.length, it.price, "professionals", "Groningen en Drenthe"],
}


def missing(made: Build, it: Typed) -> Iterator[str]:
    """Yield every fact that a channel does not tell."""
    for address, facts in ((EVENT, facts_of_event(it)), (CALL, facts_of_call(it)), (LESSON, facts_of_lesson(it))):
        told = channels(made, address, EDITION)
        summary = f"{SUMMED_UP[address]} {it.subject}."
        wanted = dict.fromkeys(CHANNELS, (*facts, it.person, it.role, *CONTACT, summary))
        wanted |= {"card": (summary, *TOLD_ON_A_CARD[address](it)), "machines": (it.subject,)}
        yield from (f"{address} {name}: {fact}" for name in wanted for fact in wanted[name] if fact not in told[name])
        yield from misstated(told, states_of(it)[address])


def misstated(told: dict[str, str], states: list[str]) -> Iterator[str]:
    """Yield every state that a channel does not tell, or that is none of this text."""
    for name in EVERYWHERE:
        text = told[name].lower()
        yield from (f"{name}: {state}" for state in states if state.lower() not in text)
        if name not in {"mail", "text"}:  # those tell of all texts
            others = [word for word in ANY_STATE if word not in " ".join(states).lower()]
            yield from (f"{name}: {word}?" for word in others if word in text)


def unheard_of(made: Build, it: Typed) -> Iterator[str]:
    """Yield every date in a channel that nobody typed."""
    days = (it.today, it.begin, it.end, it.sign_up, it.closes, it.extended, it.lesson, it.moved_from, it.lesson_sign_up)
    known = {said(day) for day in days if day}
    for address in (EVENT, CALL, LESSON):
        for name, text in channels(made, address, EDITION).items():
            yield from (f"{address} {name}: {date[0]}" for date in DATE.finditer(text) if date[0] not in known)


# ── The same moments, for programs ────────────────────────────────────────────────────────────────────────────────────


def instant(day: date, clock: time | None) -> date:
    """Return a moment as the world counts it; a day stays a day."""
    return datetime.combine(day, clock, AMSTERDAM).astimezone(UTC) if clock else day


def span(it: Typed) -> tuple[date, date]:
    """Return when the event begins and ends: a whole day ends as the next begins, and no end is two hours."""
    begin = instant(it.begin, it.begin_time)
    if it.begin_time is None:
        return begin, (it.end or it.begin) + timedelta(1)
    if it.end is None or (it.end == it.begin and it.end_time in {None, it.begin_time}):
        return begin, begin + timedelta(hours=2)
    return begin, instant(it.end, it.end_time) if it.end_time else instant(it.end + timedelta(1), time())


def told_to_machines(made: Build, address: str, key: str, typed: date) -> bool:
    """Say whether a page tells machines this moment; of a bare day it may tell a moment in it."""
    value = structured(made, address)[key]
    if isinstance(typed, datetime):
        return in_utc(datetime.fromisoformat(value)) == typed
    day = datetime.fromisoformat(value).astimezone(AMSTERDAM).date() if "T" in value else date.fromisoformat(value)
    return day == typed


FEW = settings(
    max_examples=25,
    deadline=None,
    # The same examples on every machine, and no long search for a smaller one: each is a whole site.
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)


@FEW
@given(typings())
def test_a_fact_reads_the_same_in_every_channel(it: Typed) -> None:
    made = site(it.text, typed(it.today, time(12)))
    assert [line for line in concise(made.problems).splitlines() if " fout[" in line] == []
    assert list(missing(made, it)) == []
    assert list(unheard_of(made, it)) == []

    begin, end = span(it)
    off, whole = "Afgelast: " if it.is_cancelled else "", page(made, "agenda.ics")
    (uid,) = [str(item["UID"]) for item in agenda(made, EVENT) if item["SUMMARY"] == f"{off}Samen {it.subject}"]
    assert read_by_icalendar(whole)[uid] == read_by_vobject(whole)[uid] == (begin, end)
    assert told_to_machines(made, EVENT, "startDate", begin)
    if it.end:
        assert told_to_machines(made, EVENT, "endDate", instant(it.end, it.end_time))
    assert told_to_machines(made, CALL, "datePublished", it.today)

    last_days = {
        str(item["SUMMARY"]): item.start for item in icalendar.Calendar.from_ical(page(made, "sluitdatums.ics")).events
    }
    assert last_days == {
        f"{off}Aanmelden kan tot en met vandaag: Samen {it.subject}": it.sign_up,
        f"Aanmelden kan tot en met vandaag: Training {it.subject}": it.lesson_sign_up,
        f"Laatste dag: Oproep {it.subject}": it.extended or it.closes,
    }
    lesson, _last_day = agenda(made, LESSON)
    assert in_utc(lesson.start) == instant(it.lesson, it.lesson_time)
    assert str(lesson["LOCATION"]) == it.town
