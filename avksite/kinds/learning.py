"""Items of the learning menu: something to do, read, watch or hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args

from pydantic import model_validator

from avksite.content.body import Block
from avksite.content.keys import Typed, optional, required
from avksite.content.values import DutchMoment, Many, WebAddress, Words, YesNo
from avksite.dutch.formatting import date_in_words, list_in_words
from avksite.kinds.base import (
    SUMMARY,
    Badge,
    CalendarEntry,
    Entry,
    Fact,
    Kind,
    MediaPath,
    OrganisationId,
    SignUp,
    Tone,
    area_facts,
    area_structured,
    sign_up_badges,
)
from avksite.problems import Misread

Sort = Literal["training", "cursus", "e-learning", "leergang", "leerkring", "workshop", "video", "podcast", "lezen"]
Way = Literal["doen", "lezen", "kijken", "luisteren"]
Audience = Literal["bestuurders", "professionals", "vrijwilligers", "ervaringsdeskundigen", "inwoners"]

WAYS: tuple[Way, ...] = get_args(Way)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)[::-1]


class Media(Typed):
    """The video, sound or text itself."""

    file: MediaPath | None = optional(
        "bestand", "Het bestand, naast de tekst of in `content/media/`.", "/media/animatie.mp4"
    )
    address: WebAddress | None = optional("adres", "Waar het op internet staat.")
    length: Words | None = optional("duur", "Hoelang het duurt.", "4 minuten")
    captions: MediaPath | None = optional("ondertiteling", "Het bestand met de ondertiteling.", "/media/animatie.vtt")
    transcript: MediaPath | None = optional(
        "transcript", "De tekst van alles wat er te horen en te zien is.", "/media/animatie.txt"
    )

    @model_validator(mode="after")
    def _is_somewhere(self) -> Media:
        if self.file is None and self.address is None:
            raise Misread(
                "Bij `media` staat niet waar het te vinden is.",
                "Zet erbij waar het staat: `adres: …` of `bestand: …`.",
                "adres: …",
                why="Een lezer die wil kijken of luisteren, vindt niets.",
            )
        return self


class LearningItem(Entry):
    """One item of the learning menu."""

    summary: Words = required(*SUMMARY)
    sort: Sort = required("soort", "Wat het is.")
    ways: Many[Way] = required("leervorm", "Hoe je leert.")
    audiences: Many[Audience] = required("doelgroep", "Voor wie het is.")
    areas: Many[Words] = optional("gebied", "Waar de mensen wonen of werken voor wie het is.", "Groningen", default=())
    provider: OrganisationId | None = optional("aanbieder", "De organisatie die het geeft.", "cmo-stamm")
    length: Words | None = optional("duur", "Hoelang het duurt.", "2 dagen")
    price: Words | None = optional("kosten", "Wat het kost; `gratis` mag ook.", "gratis")
    dates: Many[DutchMoment] = optional("data", "Wanneer het is.", default=())
    town: Words | None = optional("plaats", "In welk dorp of welke stad.", "Emmen")
    online: YesNo = optional("online", "`ja` als je via internet meedoet.", default=False)
    sign_up: SignUp | None = optional("aanmelden", "Hoe je je aanmeldt, en tot wanneer dat kan.")
    media: Media | None = optional("media", "De video, het geluid of de tekst zelf.")

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""
        return self.price is not None and self.price.casefold() == "gratis"

    def facts(self, today: date) -> Iterator[Fact]:
        """Yield what it is, for whom, when and how to take part."""
        yield Fact("Soort", self.sort.capitalize())
        yield Fact("Voor wie", list_in_words(self.audiences))
        yield from area_facts(self.areas)
        if self.provider is not None:
            yield Fact("Aanbieder", refs=(self.provider,))
        if self.length:
            yield Fact("Duur", self.length)
        if self.price:
            yield Fact("Kosten", self.price)
        for moment in self.dates:
            if moment.day >= today:
                yield Fact("Wanneer", moment.text, moment=moment.start.isoformat())
        if self.town or self.online:
            yield Fact("Waar", " en ".join(filter(None, (self.town, "online" if self.online else ""))))
        if self.sign_up is not None and not self.is_over(today):
            plain = Fact("Aanmelden", self.sign_up.shown, href=self.sign_up.href)
            yield self.sign_up.fact(self.sign_up_closes, today) if self.sign_up_closes else plain

    def is_over(self, today: date) -> bool:
        """Return whether it had dates and the last one has passed."""
        return bool(self.dates) and all(moment.day < today for moment in self.dates)

    @property
    def sign_up_closes(self) -> date | None:
        """Return the last day to sign up: as typed, else its only date; None when unknown."""
        if self.sign_up and self.sign_up.until:
            return self.sign_up.until
        return self.dates[0].day if self.sign_up and len(self.dates) == 1 else None

    def can_sign_up(self, today: date) -> bool:
        """Return whether one can sign up: there is an address, and the deadline has not passed."""
        closes = self.sign_up_closes
        return self.sign_up is not None and not self.is_over(today) and (closes is None or today <= closes)

    @property
    def is_joined(self) -> bool:
        """Whether one takes part in it at a moment or with others, unlike a text, film or recording."""
        is_there_to_take = self.media is not None or self.sort in {"lezen", "video", "podcast"}
        return bool(self.dates or self.sign_up) or not is_there_to_take

    def offered_ways(self, blocks: Iterable[Block]) -> tuple[Way, ...]:
        """Return the ways of learning that it has material for: `kijken` needs a film.

        `blocks` are those in its text. When nothing is left, its page can still be read.
        """
        shown = {block.name for block in blocks}
        has_any = self.media is not None or self.is_joined
        there = {"doen", "lezen"} | ({"kijken", "luisteren"} if has_any or "video" in shown else set())
        there |= {"luisteren"} if "audio" in shown else set()
        return tuple(way for way in self.ways if way in there) or ("lezen",)

    def badges(self, today: date) -> Iterator[Badge]:
        """Yield its type, and whether it is over."""
        yield Badge(self.sort.capitalize(), Tone.LEARNING)
        if self.is_over(today):
            last = date_in_words(max(moment.day for moment in self.dates))
            sentence = f"Dit is geweest. De laatste keer was op {last}."
            yield Badge("Geweest", Tone.CLOSED, is_state=True, sentence=sentence)
        elif self.sign_up_closes:
            yield from sign_up_badges(self.sign_up_closes, today)

    def calendar_entries(self) -> Iterator[CalendarEntry]:
        """Yield its dates, and the last day to sign up."""
        place = self.town or ("online" if self.online else "")
        for number, moment in enumerate(self.dates, start=1):
            # By its index in the list: a moved date is still the same lesson.
            yield CalendarEntry(self.title, moment, tail=f"datum-{number}", place=place)
        if self.sign_up:
            yield from self.sign_up.calendar_entries(self.title)

    def structured(self) -> dict[str, Any]:
        """Return it as a course."""
        data: dict[str, Any] = {
            "@type": "Course",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.lang,
            **area_structured(self.areas),
        }
        if self.is_free:
            data["isAccessibleForFree"] = True
        if self.dates:
            mode = "Blended" if self.town and self.online else "Online" if self.online else "Onsite"
            where = {"location": {"@type": "Place", "name": self.town, "address": self.town}} if self.town else {}
            data["hasCourseInstance"] = [
                {"@type": "CourseInstance", "courseMode": mode, "startDate": moment.iso, **where}
                for moment in self.dates
            ]
        return data


LEARNING = Kind(
    entry=LearningItem,
    name="leeraanbod",
    singular="Leeraanbod",
    plural="Leeraanbod",
    folder="leeraanbod",
    template="learning.html",
    list_address="/leeraanbod/",
    is_item=True,
    in_feeds=True,
    invitation="Bekijk ‘{title}’",
)
