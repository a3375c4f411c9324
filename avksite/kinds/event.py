"""Events: one file from announcement to programme to report."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Literal

from pydantic import Field, model_validator

from avksite.content.schema import Typed
from avksite.content.values import (
    DutchMoment,
    DutchTime,
    Misread,
    Moment,
    WebAddress,
    Words,
    YesNo,
    parse_moment,
    parse_time,
)
from avksite.dutch.formatting import date_in_words, list_in_words, span_in_words, time_in_words
from avksite.kinds.base import (
    Badge,
    DocumentPath,
    Entry,
    Fact,
    Kind,
    Many,
    MediaPath,
    Moments,
    OrganisationId,
    OrganisationOrName,
    PersonOrName,
    Picture,
    SignUp,
    sign_up_badges,
    sign_up_fact,
    sign_up_moments,
)

Sort = Literal["congres", "werktafel", "werksessie", "leerkring", "bijeenkomst"]


EARLY = time(7)
"""Whoever says that an evening ends before this hour means the next day."""


class Location(Typed):
    """Where it takes place."""

    name: Words | None = Field(None, alias="naam")
    town: Words = Field(alias="plaats")
    street: Words | None = Field(None, alias="adres")
    online: WebAddress | None = Field(None, alias="online")

    @property
    def text(self) -> str:
        """The place on one line, from small to large."""
        return ", ".join(part for part in (self.name, self.street, self.town) if part)


class ProgrammeItem(Typed):
    """One line of the timetable."""

    time: DutchTime | None = Field(None, alias="tijd")
    title: Words = Field(alias="titel")
    who: Many[PersonOrName] = Field((), alias="wie")
    room: Words | None = Field(None, alias="zaal")
    text: Words | None = Field(None, alias="tekst")


class Workshop(Typed):
    """One workshop of an event."""

    title: Words = Field(alias="titel")
    action_point: Words | None = Field(None, alias="actiepunt")
    room: Words | None = Field(None, alias="zaal")
    by: Many[PersonOrName] = Field((), alias="door")
    organisations: Many[OrganisationOrName] = Field((), alias="organisaties")
    explanation: MediaPath | None = Field(None, alias="toelichting")
    text: Words | None = Field(None, alias="tekst")


class Event(Entry):
    """A gathering with a moment and, mostly, a place."""

    summary: Words = Field(alias="kort")
    begin: DutchMoment = Field(alias="begin")
    end: DutchMoment | None = Field(None, alias="eind")
    location: Location | None = Field(None, alias="locatie")
    sort: Sort = Field(alias="soort")
    number: Words | None = Field(None, alias="nummer")
    series: Words | None = Field(None, alias="reeks")
    goal: Words | None = Field(None, alias="doel")
    sign_up: SignUp | None = Field(None, alias="aanmelden")
    attendance: Words | None = Field(None, alias="aanwezigen")
    programme: tuple[ProgrammeItem, ...] = Field((), alias="programma")
    workshops: tuple[Workshop, ...] = Field((), alias="workshops")
    photos: tuple[Picture, ...] = Field((), alias="fotos")
    made_possible_by: Many[OrganisationId] = Field((), alias="mogelijk-gemaakt-door")
    results: DocumentPath | None = Field(None, alias="uitkomsten")
    cancelled: YesNo = Field(default=False, alias="afgelast")
    moved_from: Many[DutchMoment] = Field((), alias="verplaatst-van")

    @model_validator(mode="before")
    @classmethod
    def _ends_on_the_day_it_begins(cls, typed: object) -> object:
        """Accept an end that is only a time: it is meant for the day on which it begins, or for the night after."""
        if not isinstance(typed, dict):
            return typed
        try:
            end, begin = parse_time(typed["eind"]), parse_moment(typed["begin"])
        except (KeyError, AttributeError, TypeError, Misread):  # each is told by itself, where it was typed
            return typed
        is_night = begin.time is not None and end < begin.time and end < EARLY
        return {**typed, "eind": Moment(begin.day + timedelta(days=is_night), end)}

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Event:
        if self.end is not None and _last(self) < self.begin:
            raise Misread(
                f"`eind` ({self.end.text}) ligt vóór `begin` ({self.begin.text}).",
                *_right_end(self.begin, self.end),
                why="Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail en op de site.",
                key="eind",
            )
        return self

    @model_validator(mode="after")
    def _moved_to_another_moment(self) -> Event:
        if self.begin in self.moved_from:
            raise Misread(
                f"`verplaatst-van` ({self.begin.text}) is hetzelfde als `begin`.",
                "Zet bij `begin` wanneer het nu is, en bij `verplaatst-van` wanneer het eerst was.",
            )
        return self

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return self.end.day if self.end else self.begin.day


def _last(event: Event) -> Moment:
    """The end, where a bare day counts to its last minute: an event of one day may end on that day."""
    end = event.end or event.begin
    return end if end.time is not None else Moment(end.day, event.begin.time if end.day == event.begin.day else None)


def _right_end(begin: Moment, end: Moment) -> tuple[str, str]:
    """Return what to type for an end that lies before its begin: the night after, or the two the other way round."""
    if end.day == begin.day and end.time is not None and end.time < EARLY:
        night = Moment(end.day + timedelta(days=1), end.time)
        offer = f"eind: {_typed(night)}"
        return f"Is het klaar na middernacht? Typ dan `{offer}`.", offer
    hint = f"Zijn ze verwisseld? Typ dan `begin: {_typed(end)}` en `eind: {_typed(begin)}`. Of is het een tikfout?"
    return hint, ""


def _typed(moment: Moment) -> str:
    return date_in_words(moment.day) + (f" {time_in_words(moment.time)}" if moment.time is not None else "")


def is_coming(event: Event, today: date) -> bool:
    """Say whether it is still to come, or takes place today."""
    return event.last_day >= today


def goes_on(event: Event, today: date) -> bool:
    """Say whether one can still come."""
    return is_coming(event, today) and not event.cancelled


def sign_up_closes(event: Event) -> date:
    """The last day to sign up: as typed, else the day it begins."""
    return event.sign_up.until if event.sign_up and event.sign_up.until else event.begin.day


def _badges(event: Event, today: date) -> tuple[Badge, ...]:
    numbered = f"{event.sort.capitalize()} {event.number or ''}".rstrip()
    # A title that opens with its number tells it: nobody hears it twice.
    sort = Badge(event.sort.capitalize() if event.title.casefold().startswith(numbered.casefold()) else numbered)
    if event.cancelled:
        told = "Deze bijeenkomst gaat niet door." if is_coming(event, today) else "Deze bijeenkomst ging niet door."
        return (sort, Badge("Afgelast", "closed", is_state=True, sentence=told))
    if not is_coming(event, today):
        return (sort, Badge("Uitkomsten bekend", is_state=True)) if event.results else (sort,)
    now = (Badge("Vandaag", "call"),) if event.begin.day <= today else ()
    moved = f"Verplaatst naar {date_in_words(event.begin.day)}"
    earlier = list_in_words([span_in_words(moment, None) for moment in event.moved_from])
    told = f"Let op: eerst was dit op {earlier}."
    return (
        sort,
        *now,
        *((Badge(moved, "call", is_state=True, sentence=told),) if event.moved_from else ()),
        *(sign_up_badges(sign_up_closes(event), today) if event.sign_up else ()),
    )


def _facts(event: Event, today: date) -> tuple[Fact, ...]:
    facts = [Fact("Wanneer", span_in_words(event.begin, event.end), moment=_iso(event.begin))]
    if event.moved_from and goes_on(event, today):
        facts.append(Fact("Was eerst", list_in_words([span_in_words(moment, None) for moment in event.moved_from])))
    if event.location is not None:
        facts.append(Fact("Waar", event.location.text))
        if event.location.online is not None and goes_on(event, today):
            facts.append(Fact("Online", "Doe mee via internet", href=str(event.location.online)))
    if event.goal:
        facts.append(Fact("Doel", event.goal))
    if event.sign_up is not None and goes_on(event, today):
        facts.append(sign_up_fact(event.sign_up, sign_up_closes(event), today))
    if event.attendance:
        facts.append(Fact("Aanwezigen", event.attendance))
    return tuple(facts)


def _moments(event: Event) -> tuple[Moments, ...]:
    where = event.location
    meeting = Moments(
        event.title,
        event.begin,
        event.end,
        place=where.text if where else "",
        online=str(where.online or "") if where else "",
        cancelled=event.cancelled,
    )
    return (meeting, *sign_up_moments(event.title, event.sign_up))


def _iso(moment: Moment) -> str:
    return moment.start.isoformat() if moment.time else moment.day.isoformat()


def _whereabouts(location: Location) -> dict[str, Any]:
    """Return where to go and where to take part through the internet, as schema.org tells it."""
    places: list[dict[str, Any]] = []
    is_only_online = location.town.casefold() == "online"
    if not is_only_online:
        address = {"@type": "PostalAddress", "addressLocality": location.town, "addressCountry": "NL"}
        if location.street:
            address["streetAddress"] = location.street
        places.append({"@type": "Place", "name": location.name or location.town, "address": address})
    if location.online is not None:
        places.append({"@type": "VirtualLocation", "url": str(location.online)})
    mode = "Online" if is_only_online else "Mixed" if location.online is not None else "Offline"
    attendance = {"eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode"}
    return {**attendance, "location": places[0] if len(places) == 1 else places} if places else attendance


def _structured(event: Event) -> dict[str, Any]:
    status = "EventCancelled" if event.cancelled else "EventRescheduled" if event.moved_from else "EventScheduled"
    data: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "inLanguage": event.lang,
        "startDate": _iso(event.begin),
        "eventStatus": f"https://schema.org/{status}",
    }
    if event.moved_from:
        data["previousStartDate"] = [_iso(moment) for moment in event.moved_from]
    if event.end is not None:
        data["endDate"] = _iso(event.end)
    if event.location is not None:
        data |= _whereabouts(event.location)
    return data


EVENT = Kind(
    name="bijeenkomst",
    singular="Bijeenkomst",
    plural="Bijeenkomsten",
    folder="bijeenkomsten",
    by_year=True,
    entry=Event,
    template="event.html",
    invitation="Lees meer over ‘{title}’",
    date=lambda event: event.begin.day,
    facts=_facts,
    badges=_badges,
    moments=_moments,
    structured=_structured,
)
