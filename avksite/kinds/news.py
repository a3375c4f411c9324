"""News posts; with `oproep:` a post is a call that closes by itself."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from pydantic import Field, model_validator

from avksite.content.schema import Typed
from avksite.content.values import DutchDate, MailAddress, Misread, Moment, WebAddress, Words
from avksite.dutch.formatting import date_in_words, days_left, list_in_words
from avksite.kinds.base import Badge, DocumentPath, Entry, Fact, Kind, Many, Moments, area_facts, area_structured


class Quote(Typed):
    """The lead quote: the words and who said them."""

    text: Words = Field(alias="tekst")
    by: Words | None = Field(None, alias="door")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, typed: object) -> object:
        """Accept the bare words of a quote."""
        return {"tekst": typed} if isinstance(typed, str) else typed


class Submission(Typed):
    """Where an answer to a call goes."""

    mail: MailAddress | None = Field(None, alias="mail")
    address: WebAddress | None = Field(None, alias="adres")

    @model_validator(mode="after")
    def _has_one(self) -> Submission:
        if self.mail is None and self.address is None:
            raise Misread(
                "Bij `inzenden` staat niet waarheen.",
                "Zet erbij waar het heen kan: `mail: …` of `adres: https://…`.",
                "mail: …",
                why="Een lezer die mee wil doen, weet niet waar hij moet zijn.",
            )
        return self


class Call(Typed):
    """A call for ideas or proposals, with its deadline (inclusive)."""

    closes: DutchDate = Field(alias="sluit")
    audience: Many[Words] = Field((), alias="voor-wie")
    areas: Many[Words] = Field((), alias="gebied")
    offer: Many[Words] = Field((), alias="wij-bieden")
    submit: Submission | None = Field(None, alias="inzenden")
    extended_to: DutchDate | None = Field(None, alias="verlengd-tot")
    outcome: DocumentPath | None = Field(None, alias="uitkomst")

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
    def deadline(self) -> date:
        """The last day on which an answer counts."""
        return self.extended_to or self.closes


class CallState(Enum):
    """How a call stands on a day."""

    OPEN = "open"
    CLOSED = "closed"


class NewsPost(Entry):
    """A dated message."""

    summary: Words = Field(alias="kort")
    date: DutchDate = Field(alias="datum")
    quote: Quote | None = Field(None, alias="citaat")
    event: DocumentPath | None = Field(None, alias="bijeenkomst")
    call: Call | None = Field(None, alias="oproep")


def state_of(call: Call, today: date) -> CallState:
    """Say whether a call still takes answers: on its last day it does."""
    return CallState.OPEN if today <= call.deadline else CallState.CLOSED


def _badges(post: NewsPost, today: date) -> tuple[Badge, ...]:
    if post.call is None:
        return ()
    call = post.call
    if state_of(call, today) is CallState.OPEN:
        left = Badge(days_left(today, call.deadline).capitalize(), "call")
        words = f"Verlengd tot en met {date_in_words(call.deadline)}"
        # The first deadline is gone everywhere: who sees two may remember the wrong one.
        told = f"Je hebt meer tijd gekregen. Reageren kan nu tot en met {date_in_words(call.deadline)}."
        extended = Badge(words, "call", is_state=True, sentence=told)
        return (Badge("Oproep", "call"), left, *((extended,) if call.extended_to else ()))
    known = (Badge("Uitkomst bekend", is_state=True),) if call.outcome else ()
    told = f"Deze oproep is gesloten. Reageren kon tot en met {date_in_words(call.deadline)}."
    return (Badge("Oproep"), Badge("Gesloten", "closed", is_state=True, sentence=told), *known)


def _facts(post: NewsPost, today: date) -> tuple[Fact, ...]:
    if post.call is None:
        return ()
    call = post.call
    label = "Reageren kan tot en met" if state_of(call, today) is CallState.OPEN else "Reageren kon tot en met"
    facts = [Fact(label, date_in_words(call.deadline), moment=call.deadline.isoformat())]
    if call.audience:
        facts.append(Fact("Voor wie", list_in_words(call.audience)))
    facts.extend(area_facts(call.areas))
    if call.submit is not None and state_of(call, today) is CallState.OPEN:
        mail, address = call.submit.mail, call.submit.address
        facts.append(Fact("Insturen", mail or str(address), href=f"mailto:{mail}" if mail else str(address)))
    return tuple(facts)


def _moments(post: NewsPost) -> tuple[Moments, ...]:
    if post.call is None:
        return ()
    return (Moments(f"Laatste dag: {post.title}", Moment(post.call.deadline, None), tail="sluit", is_last_day=True),)


def _structured(post: NewsPost) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": post.title,
        "description": post.summary,
        "inLanguage": post.lang,
        "datePublished": Moment(post.date).start.isoformat(),
        "dateModified": Moment(post.updated or post.date).start.isoformat(),
        **area_structured(post.call.areas if post.call else ()),
    }


NEWS = Kind(
    name="nieuws",
    singular="Nieuwsbericht",
    plural="Nieuws",
    folder="nieuws",
    by_year=True,
    variants=("oproep",),
    entry=NewsPost,
    template="news.html",
    date=lambda post: post.date,
    facts=_facts,
    badges=_badges,
    moments=_moments,
    structured=_structured,
)
