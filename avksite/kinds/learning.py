"""Items of the learning menu: something to do, read, watch or hear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from avksite.content.body import Block
from avksite.content.schema import Typed
from avksite.content.values import DutchMoment, Misread, Moment, WebAddress, Words, YesNo
from avksite.dutch.formatting import date_in_words, list_in_words
from avksite.kinds.base import (
    Badge,
    Entry,
    Fact,
    Kind,
    Many,
    MediaPath,
    Moments,
    OrganisationId,
    SignUp,
    area_facts,
    area_structured,
    sign_up_badges,
    sign_up_fact,
    sign_up_moments,
)

Sort = Literal["training", "cursus", "e-learning", "leergang", "leerkring", "workshop", "video", "podcast", "lezen"]
Way = Literal["doen", "lezen", "kijken", "luisteren"]
Audience = Literal["bestuurders", "professionals", "vrijwilligers", "ervaringsdeskundigen", "inwoners"]

WAYS: tuple[Way, ...] = ("doen", "lezen", "kijken", "luisteren")
AUDIENCES: tuple[Audience, ...] = ("inwoners", "ervaringsdeskundigen", "vrijwilligers", "professionals", "bestuurders")


class Media(Typed):
    """The video, sound or text itself."""

    file: MediaPath | None = Field(None, alias="bestand")
    address: WebAddress | None = Field(None, alias="adres")
    length: Words | None = Field(None, alias="duur")
    captions: MediaPath | None = Field(None, alias="ondertiteling")
    transcript: MediaPath | None = Field(None, alias="transcript")

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
    """One dish of the learning menu."""

    summary: Words = Field(alias="kort")
    sort: Sort = Field(alias="soort")
    ways: Many[Way] = Field(alias="leervorm", min_length=1)
    audiences: Many[Audience] = Field(alias="doelgroep", min_length=1)
    areas: Many[Words] = Field((), alias="gebied")
    provider: OrganisationId | None = Field(None, alias="aanbieder")
    length: Words | None = Field(None, alias="duur")
    price: Words | None = Field(None, alias="kosten")
    dates: Many[DutchMoment] = Field((), alias="data")
    town: Words | None = Field(None, alias="plaats")
    online: YesNo = Field(default=False, alias="online")
    sign_up: SignUp | None = Field(None, alias="aanmelden")
    media: Media | None = Field(None, alias="media")

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""
        return self.price is not None and self.price.casefold() == "gratis"


def _facts(item: LearningItem, today: date) -> tuple[Fact, ...]:
    facts = [Fact("Soort", item.sort.capitalize()), Fact("Voor wie", list_in_words(item.audiences))]
    facts.extend(area_facts(item.areas))
    if item.provider is not None:
        facts.append(Fact("Aanbieder", refs=(item.provider,)))
    if item.length:
        facts.append(Fact("Duur", item.length))
    if item.price:
        facts.append(Fact("Kosten", item.price))
    coming = [moment for moment in item.dates if moment.day >= today]
    facts.extend(Fact("Wanneer", moment.text, moment=moment.start.isoformat()) for moment in coming)
    if item.town or item.online:
        facts.append(Fact("Waar", " en ".join(part for part in (item.town, "online" if item.online else None) if part)))
    if item.sign_up is not None and not is_over(item, today):
        closes = sign_up_closes(item)
        plain = Fact("Aanmelden", item.sign_up.mail or str(item.sign_up.address), href=item.sign_up.href)
        facts.append(sign_up_fact(item.sign_up, closes, today) if closes else plain)
    return tuple(facts)


def is_over(item: LearningItem, today: date) -> bool:
    """Say whether it had days to come to and the last of them has passed."""
    return bool(item.dates) and all(moment.day < today for moment in item.dates)


def sign_up_closes(item: LearningItem) -> date | None:
    """Return the last day to sign up: as typed, else the only day it is on; None when nobody can tell."""
    if item.sign_up and item.sign_up.until:
        return item.sign_up.until
    return item.dates[0].day if item.sign_up and len(item.dates) == 1 else None


def can_sign_up(item: LearningItem, today: date) -> bool:
    """Say whether there is somewhere to sign up, and time to do it."""
    closes = sign_up_closes(item)
    return item.sign_up is not None and not is_over(item, today) and (closes is None or today <= closes)


def is_joined(item: LearningItem) -> bool:
    """Say whether one takes part with others or at a moment; a text, a film and a recording are there to be taken."""
    return bool(item.dates or item.sign_up) or (item.sort not in {"lezen", "video", "podcast"} and item.media is None)


def offered_ways(item: LearningItem, blocks: Iterable[Block]) -> tuple[Way, ...]:
    """Return the ways of learning that there is something for: a film that is not there, nobody can watch.

    `blocks` are those in the text of the item. When nothing is left, its page can still be read.
    """
    shown = {block.name for block in blocks}
    has_any = item.media is not None or is_joined(item)
    there = {"doen", "lezen"} | ({"kijken", "luisteren"} if has_any or "video" in shown else set())
    there |= {"luisteren"} if "audio" in shown else set()
    return tuple(way for way in item.ways if way in there) or ("lezen",)


def _badges(item: LearningItem, today: date) -> tuple[Badge, ...]:
    sort = Badge(item.sort.capitalize(), "learning")
    if is_over(item, today):
        told = f"Dit is geweest. De laatste keer was op {date_in_words(max(moment.day for moment in item.dates))}."
        return (sort, Badge("Geweest", "closed", is_state=True, sentence=told))
    closes = sign_up_closes(item)
    return (sort, *(sign_up_badges(closes, today) if closes else ()))


def _moments(item: LearningItem) -> tuple[Moments, ...]:
    dates = tuple(
        # By its place in the list: a date that is moved is still the same lesson.
        Moments(item.title, moment, tail=f"datum-{number}", place=item.town or ("online" if item.online else ""))
        for number, moment in enumerate(item.dates, start=1)
    )
    return (*dates, *sign_up_moments(item.title, item.sign_up))


def _structured(item: LearningItem) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Course", "name": item.title, "description": item.summary, "inLanguage": item.lang}
    data |= area_structured(item.areas)
    if item.is_free:
        data["isAccessibleForFree"] = True
    if item.dates:
        mode = "Blended" if item.town and item.online else "Online" if item.online else "Onsite"
        where = {"location": {"@type": "Place", "name": item.town, "address": item.town}} if item.town else {}
        data["hasCourseInstance"] = [
            {"@type": "CourseInstance", "courseMode": mode, "startDate": _iso(moment), **where} for moment in item.dates
        ]
    return data


def _iso(moment: Moment) -> str:
    return moment.start.isoformat() if moment.time else moment.day.isoformat()


LEARNING = Kind(
    name="leeraanbod",
    singular="Leeraanbod",
    plural="Leeraanbod",
    folder="leeraanbod",
    entry=LearningItem,
    template="learning.html",
    invitation="Bekijk ‘{title}’",
    facts=_facts,
    badges=_badges,
    moments=_moments,
    structured=_structured,
)
