"""Events: one file from announcement to programme to report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Literal

from pydantic import model_validator

from avksite.content.keys import NewFile, Typed, optional, required, seldom
from avksite.content.values import DutchMoment, DutchTime, Many, WebAddress, Words, YesNo
from avksite.dutch.dates import Moment, parse_moment, parse_time
from avksite.dutch.formatting import date_in_words, list_in_words, slug, span_in_words
from avksite.kinds.base import (
    SUMMARY,
    Badge,
    CalendarEntry,
    DocumentPath,
    Entry,
    Fact,
    Kind,
    MediaPath,
    OrganisationId,
    OrganisationOrName,
    PersonOrName,
    Picture,
    SignUp,
    Tone,
    sign_up_badges,
)
from avksite.problems import Misread

Sort = Literal["congres", "werktafel", "werksessie", "leerkring", "bijeenkomst"]


EARLY = time(7)
"""An end before this hour may be on the next day."""

MOST_OF_SERIES = 100
"""Characters of a series in an address: it becomes the name of a file."""


class Location(Typed):
    """Where it takes place."""

    name: Words | None = optional("naam", "Hoe het gebouw heet.", "Dorpshuis De Eendracht")
    town: Words = required("plaats", "Het dorp of de stad.", "Emmen")
    street: Words | None = optional("adres", "De straat en het huisnummer.", "Voorbeeldstraat 1")
    online: WebAddress | None = optional("online", "Het adres waar je via internet meedoet.")

    @property
    def text(self) -> str:
        """The place on one line, from small to large."""
        return ", ".join(part for part in (self.name, self.street, self.town) if part)


class ProgrammeItem(Typed):
    """One line of the timetable."""

    time: DutchTime | None = optional("tijd", "Hoe laat het begint.")
    title: Words = required("titel", "Wat er gebeurt.", "Inloop met koffie")
    who: Many[PersonOrName] = optional(
        "wie", "Wie het doet: een persoon van de site, of een naam.", "saskia-duursma", default=()
    )
    room: Words | None = optional("zaal", "In welke zaal.", "Grote zaal")
    text: Words | None = optional("tekst", "Wat je erover moet weten.", "Je kunt vanaf nu binnenlopen.")


class Workshop(Typed):
    """One workshop of an event."""

    title: Words = required("titel", "Waar de workshop over gaat.", "Geldzorgen vroeg zien")
    action_point: Words | None = optional(
        "actiepunt", "Het punt van de actieagenda waar het bij hoort.", "vroegsignalering"
    )
    room: Words | None = optional("zaal", "In welke zaal.", "Zaal 2")
    by: Many[PersonOrName] = optional(
        "door", "Wie de workshop geeft: een persoon van de site, of een naam.", "saskia-duursma", default=()
    )
    organisations: Many[OrganisationOrName] = optional(
        "organisaties", "Welke organisaties de workshop geven.", "cmo-stamm", default=()
    )
    explanation: MediaPath | None = optional("toelichting", "Een bestand met meer uitleg.", "/media/uitleg.pdf")
    text: Words | None = optional("tekst", "Wat je in de workshop doet.", "Je oefent met een gesprek over geld.")


class Event(Entry):
    """An event with a moment and usually a place."""

    summary: Words = required(*SUMMARY)
    begin: DutchMoment = required("begin", "De dag waarop het begint, en hoe laat.")
    end: DutchMoment | None = optional(
        "eind", "Hoe laat het klaar is; bij meer dagen de laatste dag.", new_file=NewFile.ASKS
    )
    location: Location | None = optional("locatie", "Waar het is.")
    sort: Sort = required("soort", "Wat voor bijeenkomst het is.", "bijeenkomst")
    number: Words | None = optional("nummer", "Het nummer in een reeks.", "1A")
    series: Words | None = optional("reeks", "De reeks waar het bij hoort.", "Werksessies")
    goal: Words | None = optional("doel", "Wat je met elkaar wilt bereiken.", "Samen kiezen wat we het eerst doen.")
    sign_up: SignUp | None = optional("aanmelden", "Hoe je je aanmeldt, en tot wanneer dat kan.")
    attendance: Words | None = seldom("aanwezigen", "Hoeveel mensen er waren, of wie.", "45")
    programme: tuple[ProgrammeItem, ...] = optional("programma", "Het programma: wat er wanneer gebeurt.", default=())
    workshops: tuple[Workshop, ...] = optional("workshops", "De workshops waaruit je kunt kiezen.", default=())
    photos: tuple[Picture, ...] = seldom("fotos", "Foto’s van de dag, voor bij het verslag.", default=())
    made_possible_by: Many[OrganisationId] = optional(
        "mogelijk-gemaakt-door", "De organisaties die het mogelijk maken.", "provincie-drenthe", default=()
    )
    results: DocumentPath | None = seldom(
        "uitkomsten", "De tekst met wat het heeft opgeleverd.", "/nieuws/2022/uitkomsten.md"
    )
    cancelled: YesNo = seldom("afgelast", "`ja` als het niet doorgaat; de pagina blijft staan.", default=False)
    moved_from: Many[DutchMoment] = seldom(
        "verplaatst-van", "Wanneer het eerst zou zijn, als je `begin` hebt veranderd.", "3 juni 2026", default=()
    )

    @model_validator(mode="before")
    @classmethod
    def _ends_on_the_day_it_begins(cls, typed: object) -> object:
        """Accept an end that is only a time: on the day it begins, or in the night after."""
        if not isinstance(typed, dict):
            return typed
        try:
            end, begin = parse_time(typed["eind"]), parse_moment(typed["begin"])
        except (KeyError, AttributeError, TypeError, Misread):  # reported where it was typed
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

    @property
    def day(self) -> date:
        """The day it begins."""
        return self.begin.day

    @property
    def series_id(self) -> str:
        """The slug of its series, short enough for the name of a file; "" when it is in none."""
        return slug(self.series or "")[:MOST_OF_SERIES].strip("-")

    def is_coming(self, today: date) -> bool:
        """Return whether it is still to come, or takes place today."""
        return self.last_day >= today

    def is_on(self, today: date) -> bool:
        """Return whether one can still attend."""
        return self.is_coming(today) and not self.cancelled

    @property
    def sign_up_closes(self) -> date:
        """The last day to sign up: as typed, else the day it begins."""
        return self.sign_up.until if self.sign_up and self.sign_up.until else self.begin.day

    def badges(self, today: date) -> Iterator[Badge]:
        """Yield its type and number, and whether it was cancelled, moved or is over."""
        numbered = f"{self.sort.capitalize()} {self.number or ''}".rstrip()
        # A title that opens with its number needs no badge to repeat it.
        yield Badge(self.sort.capitalize() if self.title.casefold().startswith(numbered.casefold()) else numbered)
        if self.cancelled:
            sentence = f"Deze bijeenkomst {'gaat' if self.is_coming(today) else 'ging'} niet door."
            yield Badge("Afgelast", Tone.CLOSED, is_state=True, sentence=sentence)
        elif self.is_coming(today):
            if self.begin.day <= today:
                yield Badge("Vandaag", Tone.CALL)
            if self.moved_from:
                moved = f"Verplaatst naar {date_in_words(self.begin.day)}"
                yield Badge(
                    moved, Tone.CALL, is_state=True, sentence=f"Let op: eerst was dit op {self._first_planned}."
                )
            if self.sign_up:
                yield from sign_up_badges(self.sign_up_closes, today)
        elif self.results:
            yield Badge("Uitkomsten bekend", is_state=True)

    @property
    def _first_planned(self) -> str:
        return list_in_words([span_in_words(moment, None) for moment in self.moved_from])

    def facts(self, today: date) -> Iterator[Fact]:
        """Yield when and where it is, and how to take part."""
        is_on = self.is_on(today)
        yield Fact("Wanneer", span_in_words(self.begin, self.end), moment=self.begin.iso)
        if self.moved_from and is_on:
            yield Fact("Was eerst", self._first_planned)
        if self.location is not None:
            yield Fact("Waar", self.location.text)
            if self.location.online is not None and is_on:
                yield Fact("Online", "Doe mee via internet", href=str(self.location.online))
        if self.goal:
            yield Fact("Doel", self.goal)
        if self.sign_up is not None and is_on:
            yield self.sign_up.fact(self.sign_up_closes, today)
        if self.attendance:
            yield Fact("Aanwezigen", self.attendance)

    def calendar_entries(self) -> Iterator[CalendarEntry]:
        """Yield the event itself, and the last day to sign up."""
        place = self.location.text if self.location else ""
        online = str(self.location.online or "") if self.location else ""
        yield CalendarEntry(self.title, self.begin, self.end, place=place, online=online, cancelled=self.cancelled)
        if self.sign_up:
            yield from self.sign_up.calendar_entries(self.title)

    def structured(self) -> dict[str, Any]:
        """Return it as an event."""
        status = "EventCancelled" if self.cancelled else "EventRescheduled" if self.moved_from else "EventScheduled"
        data: dict[str, Any] = {
            "@type": "Event",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.lang,
            "startDate": self.begin.iso,
            "eventStatus": f"https://schema.org/{status}",
        }
        if self.moved_from:
            data["previousStartDate"] = [moment.iso for moment in self.moved_from]
        if self.end is not None:
            data["endDate"] = self.end.iso
        if self.location is not None:
            data |= _whereabouts(self.location)
        return data


def _last(event: Event) -> Moment:
    """Return the end; a bare day ends at its last minute."""
    end = event.end or event.begin
    return end if end.time is not None else Moment(end.day, event.begin.time if end.day == event.begin.day else None)


def _right_end(begin: Moment, end: Moment) -> tuple[str, str]:
    """Return the end to type when it is before the begin: in the night after, or the two swapped."""
    if end.day == begin.day and end.time is not None and end.time < EARLY:
        night = Moment(end.day + timedelta(days=1), end.time)
        offer = f"eind: {night.typed}"
        return f"Is het klaar na middernacht? Typ dan `{offer}`.", offer
    hint = f"Zijn ze verwisseld? Typ dan `begin: {end.typed}` en `eind: {begin.typed}`. Of is het een tikfout?"
    return hint, ""


def _whereabouts(location: Location) -> dict[str, Any]:
    """Return the location and the online address in schema.org's terms."""
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


EVENT = Kind(
    entry=Event,
    name="bijeenkomst",
    singular="Bijeenkomst",
    plural="Bijeenkomsten",
    folder="bijeenkomsten",
    template="event.html",
    list_address="/bijeenkomsten/",
    by_year=True,
    is_dated=True,
    is_item=True,
    in_feeds=True,
    invitation="Lees meer over ‘{title}’",
    aged="Deze bijeenkomst was in {year}.",
)
