"""What every content type has in common: its front matter, its facts, and how it is declared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from avksite.content.schema import Typed, values
from avksite.content.values import (
    DutchDate,
    DutchMoment,
    MailAddress,
    Misread,
    Moment,
    Verbatim,
    WebAddress,
    Words,
    YesNo,
)
from avksite.dutch.formatting import date_in_words, days_left, list_in_words

if TYPE_CHECKING:
    from avksite.content.front_matter.scalars import Loc

T = TypeVar("T")


def _as_list(typed: object) -> list[object] | tuple[object, ...]:
    """Let one value stand for a list of one, as people type it."""
    return typed if isinstance(typed, (list, tuple)) else [typed]


Many = Annotated[tuple[T, ...], BeforeValidator(_as_list)]

_RULE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _as_reasons(typed: object) -> list[dict[str, str]]:
    """Read rules with reasons in every form that people give them: a mapping, a list of them, or bare text."""
    reasons: list[dict[str, str]] = []
    for item in _as_list(typed):
        if isinstance(item, Mapping):
            reasons.append({str(rule): reason if isinstance(reason, str) else "" for rule, reason in item.items()})
            continue
        text = item if isinstance(item, str) else ""
        rule, colon, reason = (part.strip() for part in text.partition(":"))
        last, given = next(iter(reasons[-1].items())) if reasons and reasons[-1] else ("", "")
        if colon or not last or (_RULE_ID.fullmatch(text) and ("-" in text or not given)):
            reasons.append({rule: reason})
        else:  # between brackets, a comma in a reason parts it from its rule
            reasons[-1] = {last: f"{given}, {text}".removeprefix(", ")}
    return reasons


Reasons = Annotated[tuple[Mapping[str, str], ...], BeforeValidator(_as_reasons)]
"""Rules, each with the reason why it does not count here; "" where none was given."""


class Reference(str):
    """Text that names something else in the content; the subclass says what, and an unknown name is reported."""

    __slots__ = ()
    names: ClassVar[str]
    """What it points at, in Dutch, for the report: `persoon`, `organisatie`, `bestand`, `tekst`, `onderwerp`."""
    may_be_free: ClassVar[bool] = False
    """Whether text that does not look like an id is a plain name, as with a speaker who has no record."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text, then keep the class, so that `references` can find it again."""
        del source, handler
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strip_whitespace=True))

    @property
    def is_free(self) -> bool:
        """Whether this is a plain name: only ids are lower case without spaces."""
        return self.may_be_free and (self != self.lower() or " " in self)


class PersonId(Reference):
    """The id of a record in `content/personen/`."""

    __slots__ = ()
    names = "persoon"


class OrganisationId(Reference):
    """The id of a record in `content/organisaties/`."""

    __slots__ = ()
    names = "organisatie"


class PersonOrName(PersonId):
    """A person's id, or the name of somebody without a record."""

    __slots__ = ()
    may_be_free = True


class OrganisationOrName(OrganisationId):
    """An organisation's id, or the name of one without a record."""

    __slots__ = ()
    may_be_free = True


class MediaPath(Reference):
    """The path of a picture, sound or document, from the text that names it or from `content/`."""

    __slots__ = ()
    names = "bestand"


class DocumentPath(Reference):
    """The path of another text, from the text that names it or from `content/`."""

    __slots__ = ()
    names = "tekst"


class TopicId(Reference):
    """A topic of `content/site.yaml`."""

    __slots__ = ()
    names = "onderwerp"


class Picture(Typed):
    """A picture with the words that stand in for it; either a description or the word that it needs none."""

    file: MediaPath = Field(alias="bestand")
    alt: Words | None = Field(None, alias="alt")
    decorative: YesNo = Field(default=False, alias="decoratief")
    caption: Words | None = Field(None, alias="bijschrift")
    photographer: Words | None = Field(None, alias="fotograaf")
    consent_until: DutchDate | None = Field(None, alias="toestemming-tot")

    @model_validator(mode="after")
    def _has_words(self) -> Picture:
        if self.alt is None and not self.decorative:
            raise Misread(
                f"De afbeelding `{self.file}` heeft geen beschrijving.",
                "Zet erbij `alt: …`, met op de puntjes wat er te zien is. Is ze alleen voor de sier? "
                "Schrijf dan `decoratief: ja`.",
                "alt: …",
                why="Wie de afbeelding niet ziet, hoort of leest er anders niets van.",
                key="bestand",
            )
        return self


class SignUp(Typed):
    """How to take part, and until when (inclusive)."""

    address: WebAddress | None = Field(None, alias="adres")
    mail: MailAddress | None = Field(None, alias="mail")
    until: DutchDate | None = Field(None, alias="tot")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> SignUp:
        if self.address is None and self.mail is None:
            raise Misread(
                "Bij `aanmelden` staat niet waar.",
                "Zet erbij waar iemand zich meldt: `mail: …` of `adres: https://…`.",
                "mail: …",
                why="Een lezer die mee wil doen, weet niet waar hij moet zijn.",
            )
        return self

    @property
    def href(self) -> str:
        """The link to sign up with."""
        return f"mailto:{self.mail}" if self.mail else str(self.address)


class Entry(Typed):
    """The front matter that every document may have."""

    title: Words = Field(alias="titel")
    summary: Words | None = Field(None, alias="kort")
    picture: Picture | None = Field(None, alias="afbeelding")
    topics: Many[TopicId] = Field((), alias="onderwerpen")
    contacts: Many[PersonId] = Field((), alias="contact")
    publish_from: DutchMoment | None = Field(None, alias="publiceer")
    draft: YesNo = Field(default=False, alias="concept")
    updated: DutchDate | None = Field(None, alias="bijgewerkt")
    old_addresses: Many[str] = Field((), alias="oude-adressen")
    lang: Verbatim = Field("nl", alias="taal")
    short_title: Words | None = Field(None, alias="titel-kort")
    unreported: Reasons = Field((), alias="niet-melden")

    @property
    def label(self) -> str:
        """The title for menus and breadcrumbs."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its label, worded once for page, card, mail, text and feed.

    `refs` are names still to be looked up; they follow `text`. `moment` is the machine's form of a date (ISO 8601).
    """

    label: str
    text: str = ""
    moment: str = ""
    href: str = ""
    refs: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Badge:
    """The word that says what something is, or how it stands: `Oproep`, `Nog 3 dagen`, `Afgelast`."""

    text: str
    tone: str = "plain"
    """`plain`, `call` (asks something of you), `closed` (over) or `learning`."""
    is_state: bool = False
    """Whether it tells how something turned out, such as `Afgelast`: then every channel tells it, before all else."""
    sentence: str = ""
    """The same for a page, which has room for it: `Deze bijeenkomst gaat niet door.`"""


@dataclass(frozen=True, slots=True)
class Moments:
    """What goes in a calendar: `begin` alone is a whole day; `tail` keeps UIDs apart within a document."""

    title: str
    begin: Moment
    end: Moment | None = None
    tail: str = ""
    place: str = ""
    online: str = ""
    """Where to take part through the internet."""
    cancelled: bool = False
    is_last_day: bool = False
    """Whether it is the last day for something, and nothing to go to."""


def area_facts(areas: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return for which area something is meant; nothing when its author named none."""
    return (Fact("Gebied", list_in_words(areas)),) if areas else ()


def area_structured(areas: tuple[str, ...]) -> dict[str, Any]:
    """Return the same for machines: a course and an article have no `areaServed`, but both cover places."""
    return {"spatialCoverage": [{"@type": "AdministrativeArea", "name": area} for area in areas]} if areas else {}


def sign_up_fact(sign_up: SignUp, closes: dt.date, today: dt.date) -> Fact:
    """Return until when one can sign up, with the days left while that is possible."""
    if today > closes:
        return Fact("Aanmelden", f"kon tot en met {date_in_words(closes)}", closes.isoformat())
    words = f"kan tot en met {date_in_words(closes)} ({days_left(today, closes)})"
    return Fact("Aanmelden", words, closes.isoformat(), sign_up.href)


def sign_up_badges(closes: dt.date, today: dt.date) -> tuple[Badge, ...]:
    """Return that signing up is over; nothing while it is not."""
    words = f"Aanmelden kan niet meer. Dat kon tot en met {date_in_words(closes)}."
    return (Badge("Aanmelden kan niet meer", "closed", is_state=True, sentence=words),) if today > closes else ()


def sign_up_moments(title: str, sign_up: SignUp | None) -> tuple[Moments, ...]:
    """Return the last day to sign up as an item for the calendar."""
    if sign_up is None or sign_up.until is None:
        return ()
    words = f"Aanmelden kan tot en met vandaag: {title}"
    return (Moments(words, Moment(sign_up.until, None), tail="aanmelden", is_last_day=True),)


def nothing(entry: object, today: dt.date) -> tuple[()]:
    """Answer for a content type that has no facts, badges or moments of its own."""
    del entry, today
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A content type, declared once: everything else (validation, `new`, pages, cards, mail) follows from it."""

    name: str
    """What staff type after `new`."""
    singular: str
    folder: str
    """The folder under `content/`; "" holds every document that no other kind claims."""
    entry: type[Entry]
    template: str | None
    """The layout of its page; None for a kind without a page of its own."""
    address: str = ""
    """The first part of its addresses, when that is not the folder's name."""
    plural: str = ""
    by_year: bool = False
    variants: tuple[str, ...] = ()
    """Optional groups of keys that make something else of a text; staff may type these after `new` too."""
    invitation: str = "Lees verder over ‘{title}’"
    """The words of the link in a card or mail; they name the item, so that a list of links makes sense by itself."""
    date: Callable[[Any], dt.date | None] = field(default=lambda entry: entry.updated)
    facts: Callable[[Any, dt.date], tuple[Fact, ...]] = nothing
    badges: Callable[[Any, dt.date], tuple[Badge, ...]] = nothing
    moments: Callable[[Any], tuple[Moments, ...]] = field(default=lambda _: ())
    structured: Callable[[Any], dict[str, Any]] = field(default=lambda _: {})
    """The schema.org object, as far as the entry itself knows it; the page adds address and picture."""

    @property
    def in_words(self) -> str:
        """One of this kind, in a sentence: `een bijeenkomst`, `leeraanbod`."""
        return self.singular.lower() if self.singular == self.plural else f"een {self.singular.lower()}"

    @property
    def base(self) -> str:
        """The address of its list, such as `/nieuws/`."""
        return f"/{self.address or self.folder}/"


_UNSEEN = frozenset({"old_addresses", "lang", "unreported"})
"""Fields of a page that are meant for the program."""


def references(entry: BaseModel) -> Iterator[tuple[Loc, Reference]]:
    """Yield every reference in an entry with the Dutch key path it was typed at."""
    return ((loc, value) for loc, value in values(entry) if isinstance(value, Reference))


def texts(entry: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every text in an entry that a reader gets to see, with the Dutch key path it was typed at."""
    for loc, value in values(entry, without=_UNSEEN):
        if isinstance(value, str) and (not isinstance(value, Reference) or value.is_free):
            yield loc, str(value)


def days(entry: BaseModel) -> Iterator[tuple[Loc, dt.date]]:
    """Yield every day in an entry with the Dutch key path it was typed at."""
    for loc, value in values(entry):
        if isinstance(value, (dt.date, Moment)):
            yield loc, value.day if isinstance(value, Moment) else value
