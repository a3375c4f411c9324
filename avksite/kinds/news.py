"""News posts; with `oproep:` a post is a call that closes by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pydantic import model_validator

from avksite.content.keys import Typed, optional, required, seldom
from avksite.content.values import DutchDate, MailAddress, Many, WebAddress, Words
from avksite.dutch.dates import Moment
from avksite.dutch.formatting import date_in_words, days_left, list_in_words
from avksite.kinds.base import (
    SUMMARY,
    Badge,
    CalendarEntry,
    DocumentPath,
    Entry,
    Fact,
    Kind,
    Reachable,
    Tone,
    area_facts,
    area_structured,
)
from avksite.problems import Misread


class LeadQuote(Typed):
    """The lead quote: the words and who said them."""

    text: Words = required("tekst", "Wat er is gezegd, zonder aanhalingstekens.", "Je leert het meest van elkaar.")
    by: Words | None = optional("door", "Wie het zei.", "Een deelnemer")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, typed: object) -> object:
        """Accept the bare words of a quote."""
        return {"tekst": typed} if isinstance(typed, str) else typed


class Submission(Reachable):
    """Where to send an answer to a call."""

    mail: MailAddress | None = optional("mail", "Het mailadres voor reacties.")
    address: WebAddress | None = optional("adres", "Het adres van een formulier voor reacties.")
    absent = "Bij `inzenden` staat niet waarheen."
    hint = "Zet erbij waar het heen kan: `mail: …` of `adres: https://…`."


class Call(Typed):
    """A call for ideas or proposals, with its deadline (inclusive)."""

    closes: DutchDate = required("sluit", "De laatste dag waarop je kunt reageren; die dag telt mee.")
    audience: Many[Words] = optional("voor-wie", "Wie kunnen reageren.", "gemeenten", default=())
    areas: Many[Words] = optional("gebied", "Waar de oproep voor geldt.", "Groningen", default=())
    offer: Many[Words] = optional("wij-bieden", "Wat iemand van ons krijgt.", "begeleiding bij je plan", default=())
    submit: Submission | None = optional("inzenden", "Waar de reacties heen gaan.")
    extended_to: DutchDate | None = seldom("verlengd-tot", "De nieuwe laatste dag, als de oproep langer open blijft.")
    outcome: DocumentPath | None = seldom(
        "uitkomst", "De tekst waarin staat wat de oproep heeft opgeleverd.", "/nieuws/2022/uitkomst.md"
    )

    @model_validator(mode="after")
    def _extension_is_later(self) -> Call:
        if self.extended_to is not None and self.extended_to <= self.closes:
            raise Misread(
                f"`verlengd-tot` ({date_in_words(self.extended_to)}) ligt niet na `sluit` "
                f"({date_in_words(self.closes)}).",
                "Typ bij `verlengd-tot` een latere datum, of haal de regel weg.",
                why="De oproep gaat dan op een andere dag dicht dan je bedoelt.",
                key="verlengd-tot",
            )
        return self

    @property
    def deadline(self) -> dt.date:
        """The last day on which answers are accepted."""
        return self.extended_to or self.closes

    def is_open(self, today: dt.date) -> bool:
        """Return whether it still accepts answers, its last day included."""
        return today <= self.deadline


class NewsPost(Entry):
    """A dated message."""

    summary: Words = required(*SUMMARY)
    date: DutchDate = required("datum", "De dag waarop je dit bericht schrijft.")
    quote: LeadQuote | None = optional("citaat", "Een zin die eruit springt, boven de tekst.")
    event: DocumentPath | None = optional(
        "bijeenkomst", "De bijeenkomst waarvan dit het verslag is.", "/bijeenkomsten/2021/congres.md"
    )
    call: Call | None = seldom("oproep", "Maakt van het bericht een oproep, die vanzelf sluit.")

    @property
    def written(self) -> dt.date:
        """The day in its front matter."""
        return self.date

    def badges(self, today: dt.date) -> Iterator[Badge]:
        """Yield the badge of a call, and whether it is open."""
        if self.call is None:
            return
        call, until = self.call, date_in_words(self.call.deadline)
        if call.is_open(today):
            yield Badge("Oproep", Tone.CALL)
            yield Badge(days_left(today, call.deadline).capitalize(), Tone.CALL)
            if call.extended_to:
                # The first deadline is shown nowhere: readers who see two may remember the wrong one.
                sentence = f"Je hebt meer tijd gekregen. Reageren kan nu tot en met {until}."
                yield Badge(f"Verlengd tot en met {until}", Tone.CALL, is_state=True, sentence=sentence)
        else:
            yield Badge("Oproep")
            sentence = f"Deze oproep is gesloten. Reageren kon tot en met {until}."
            yield Badge("Gesloten", Tone.CLOSED, is_state=True, sentence=sentence)
            if call.outcome:
                yield Badge("Uitkomst bekend", is_state=True)

    def facts(self, today: dt.date) -> Iterator[Fact]:
        """Yield until when, from whom and where a call accepts answers."""
        if self.call is None:
            return
        call, is_open = self.call, self.call.is_open(today)
        label = "Reageren kan tot en met" if is_open else "Reageren kon tot en met"
        yield Fact(label, date_in_words(call.deadline), moment=call.deadline.isoformat())
        if call.audience:
            yield Fact("Voor wie", list_in_words(call.audience))
        yield from area_facts(call.areas)
        if call.submit is not None and is_open:
            yield Fact("Insturen", call.submit.shown, href=call.submit.href)

    def calendar_entries(self) -> Iterator[CalendarEntry]:
        """Yield the last day of a call."""
        if self.call is not None:
            last_day = Moment(self.call.deadline, None)
            yield CalendarEntry(f"Laatste dag: {self.title}", last_day, tail="sluit", is_last_day=True)

    def structured(self) -> dict[str, Any]:
        """Return it as a news article."""
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.summary,
            "inLanguage": self.lang,
            "datePublished": Moment(self.date).start.isoformat(),
            "dateModified": Moment(self.updated or self.date).start.isoformat(),
            **area_structured(self.call.areas if self.call else ()),
        }


NEWS = Kind(
    entry=NewsPost,
    name="nieuws",
    singular="Nieuwsbericht",
    plural="Nieuws",
    folder="nieuws",
    template="news.html",
    list_address="/nieuws/",
    by_year=True,
    is_dated=True,
    is_item=True,
    in_feeds=True,
    needs_text=True,
    variants=("oproep",),
    aged="Dit bericht is uit {year}.",
)
