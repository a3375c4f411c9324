"""What every content type has in common: its front matter, its facts, and how it is declared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Self, TypeGuard

from pydantic import BaseModel, BeforeValidator, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeVar

from avksite.content.body import Body
from avksite.content.front_matter.scalars import Loc
from avksite.content.keys import Leaf, Typed, as_text, key_of, optional, required, seldom, values
from avksite.content.names import is_page_address, is_word, old_address
from avksite.content.values import (
    DutchDate,
    DutchMoment,
    MailAddress,
    Many,
    Name,
    Verbatim,
    WebAddress,
    Words,
    YesNo,
    as_list,
)
from avksite.dutch.dates import Moment
from avksite.dutch.formatting import date_in_words, days_left, list_in_words
from avksite.frozen import dataclass
from avksite.memo.later import Later
from avksite.problems import Misread, Place


def _as_reasons(typed: object) -> list[dict[str, str]]:
    """Normalise rules with reasons: people type a mapping, a list of mappings, or bare text."""
    reasons: list[dict[str, str]] = []
    for item in as_list(typed):
        if isinstance(item, Mapping):
            reasons.append({str(rule): reason if isinstance(reason, str) else "" for rule, reason in item.items()})
            continue
        text = item if isinstance(item, str) else ""
        rule, colon, reason = (part.strip() for part in text.partition(":"))
        last, given = next(iter(reasons[-1].items())) if reasons and reasons[-1] else ("", "")
        if colon or not last or (is_word(text) and ("-" in text or not given)):
            reasons.append({rule: reason})
        else:  # between brackets, a comma within a reason splits it
            reasons[-1] = {last: f"{given}, {text}".removeprefix(", ")}
    return reasons


Reasons = Annotated[tuple[Mapping[str, str], ...], BeforeValidator(_as_reasons)]
"""Suppressed rules, each with the reason; "" where none was given."""


class Names(Enum):
    """What a name refers to, in the words of messages, and what to type."""

    PERSON = "persoon", "de naam van een bestand in `content/personen/`, zonder `.md`"
    ORGANISATION = "organisatie", "de naam van een bestand in `content/organisaties/`, zonder `.md`"
    FILE = "bestand", "een bestand, zoals `/media/foto.jpg`"
    TEXT = "tekst", "een tekst, zoals `/nieuws/2022/uitkomsten.md`"
    TOPIC = "onderwerp", "een onderwerp uit `content/site.yaml`"
    FIGURE = "feit", ""


class Reference(str):
    """Text that names something else in the content; an unknown name is reported."""

    __slots__ = ("may_be_free", "names")
    names: Names
    may_be_free: bool
    """Whether text that does not look like an id is a plain name, as with a speaker who has no record."""

    def __new__(cls, text: str, names: Names, may_be_free: bool) -> Self:  # noqa: FBT001  pickle gives it by position
        """Store what the text names."""
        made = super().__new__(cls, text)
        made.names, made.may_be_free = names, may_be_free
        return made

    def __getnewargs__(self) -> tuple[str, Names, bool]:  # type: ignore[override]
        """Return the arguments for unpickling."""
        return str(self), self.names, self.may_be_free

    @property
    def is_free(self) -> bool:
        """Whether this is a plain name: only ids are lower case without spaces."""
        return self.may_be_free and (self != self.lower() or " " in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class To(Leaf):
    """The pydantic annotation that makes a Reference of text."""

    names: Names
    may_be_free: bool = False

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        del source, handler
        text = core_schema.no_info_before_validator_function(as_text, core_schema.str_schema(strip_whitespace=True))
        return core_schema.no_info_after_validator_function(
            lambda text: Reference(text, self.names, self.may_be_free), text
        )


def _to(names: Names) -> To:
    return To(Reference, names.value[1], is_record=names in {Names.PERSON, Names.ORGANISATION}, names=names)


def _to_or_free(names: Names) -> To:
    return To(Reference, f"{names.value[1]}, of een naam", names=names, may_be_free=True)


PersonId = Annotated[Reference, _to(Names.PERSON)]
OrganisationId = Annotated[Reference, _to(Names.ORGANISATION)]
PersonOrName = Annotated[Reference, _to_or_free(Names.PERSON)]
OrganisationOrName = Annotated[Reference, _to_or_free(Names.ORGANISATION)]
MediaPath = Annotated[Reference, _to(Names.FILE)]
DocumentPath = Annotated[Reference, _to(Names.TEXT)]
TopicId = Annotated[Reference, _to(Names.TOPIC)]


class Picture(Typed):
    """An image with either its alt text or the mark that it is decorative."""

    file: MediaPath = required("bestand", "Het bestand, naast de tekst of in `content/media/`.", "/media/foto.jpg")
    alt: Words | None = optional(
        "alt", "Wat er te zien is, voor wie de foto niet ziet.", "Twee vrouwen praten aan een keukentafel"
    )
    decorative: YesNo = seldom(
        "decoratief", "`ja` als de afbeelding alleen voor de sier is; dan is `alt` niet nodig.", default=False
    )
    caption: Words | None = optional(
        "bijschrift", "Een regel tekst onder de afbeelding.", "Aan tafel bij de werksessie"
    )
    photographer: Words | None = optional("fotograaf", "Wie de foto heeft gemaakt.", "Jan Voorbeeld")
    consent_until: DutchDate | None = optional(
        "toestemming-tot", "Tot en met wanneer de mensen op de foto het goed vinden."
    )

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


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its label, worded once for page, card, mail, text and feed.

    `refs` are names to resolve, shown after `text`. `moment` is the date in ISO 8601.
    """

    label: str
    text: str = ""
    moment: str = ""
    href: str = ""
    refs: tuple[Reference, ...] = ()


class Tone(StrEnum):
    """The meaning of the colour of a badge; the value is its name in the style sheet."""

    PLAIN = "plain"
    CALL = "call"
    """Asks something of the reader."""
    CLOSED = "closed"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Badge:
    """The word that says what something is, or its state: `Oproep`, `Nog 3 dagen`, `Afgelast`."""

    text: str
    tone: Tone = Tone.PLAIN
    is_state: bool = False
    """Whether it is a state, such as `Afgelast`: every channel shows it first."""
    sentence: str = ""
    """The same for a page, which has room for it: `Deze bijeenkomst gaat niet door.`"""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An item for the calendar: `begin` alone is a whole day; `tail` makes UIDs unique within a document."""

    title: str
    begin: Moment
    end: Moment | None = None
    tail: str = ""
    place: str = ""
    online: str = ""
    """Where to take part through the internet."""
    cancelled: bool = False
    is_last_day: bool = False
    """Whether it is a deadline, and nothing to attend."""


class Reachable(Typed):
    """Where people answer: by mail, or else at an address."""

    if TYPE_CHECKING:  # each subclass declares them, in its own order
        address: WebAddress | None
        mail: MailAddress | None
    absent: ClassVar[str]
    """The message when there is neither."""
    hint: ClassVar[str]

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.address is None and self.mail is None:
            why = "Een lezer die mee wil doen, weet niet waar hij moet zijn."
            raise Misread(self.absent, self.hint, "mail: …", why=why)
        return self

    @property
    def href(self) -> str:
        """The link to answer with."""
        return f"mailto:{self.mail}" if self.mail else str(self.address)

    @property
    def shown(self) -> str:
        """The words of that link."""
        return self.mail or str(self.address)


class SignUp(Reachable):
    """How to take part, and until when (inclusive)."""

    address: WebAddress | None = optional("adres", "Het adres van het formulier.")
    mail: MailAddress | None = optional("mail", "Het mailadres waar je je aanmeldt.")
    until: DutchDate | None = optional("tot", "De laatste dag om je aan te melden; die dag telt mee.")

    absent = "Bij `aanmelden` staat niet waar."
    hint = "Zet erbij waar iemand zich meldt: `mail: …` of `adres: https://…`."

    def fact(self, closes: dt.date, today: dt.date) -> Fact:
        """Return the fact of the last day to sign up, with the days left."""
        if today > closes:
            return Fact("Aanmelden", f"kon tot en met {date_in_words(closes)}", closes.isoformat())
        words = f"kan tot en met {date_in_words(closes)} ({days_left(today, closes)})"
        return Fact("Aanmelden", words, closes.isoformat(), self.href)

    def calendar_entries(self, title: str) -> Iterator[CalendarEntry]:
        """Yield the last day to sign up, where that is typed, as an item for the calendar."""
        if self.until:
            words = f"Aanmelden kan tot en met vandaag: {title}"
            yield CalendarEntry(words, Moment(self.until, None), tail="aanmelden", is_last_day=True)


TITLE = ("titel", "De titel, boven de pagina en in elke lijst.", "Wij gaan open")
SUMMARY = ("kort", "Waar het over gaat, in gewone woorden (hooguit 50).", "In september begint een nieuwe leerkring.")


class Entry(Typed):
    """The front matter that every document may have."""

    title: Words = required(*TITLE)
    summary: Words | None = optional(*SUMMARY)
    picture: Picture | None = optional("afbeelding", "De foto of tekening bovenaan.")
    topics: Many[TopicId] = optional(
        "onderwerpen", "Waar het over gaat; kies uit de onderwerpen in `content/site.yaml`.", "leren", default=()
    )
    contacts: Many[PersonId] = optional(
        "contact", "Wie je hierover kunt bellen of mailen.", "saskia-duursma", default=()
    )
    publish_from: DutchMoment | None = optional(
        "publiceer", "Het moment waarop dit op de site mag; eerder ziet niemand het."
    )
    draft: YesNo = optional("concept", "`ja` houdt de tekst van de site tot je hem af hebt.", default=False)
    updated: DutchDate | None = seldom("bijgewerkt", "Wanneer je de tekst voor het laatst echt hebt veranderd.")
    old_addresses: Many[Name] = seldom(
        "oude-adressen",
        "Adressen waar deze tekst vroeger stond; die blijven werken. Het oudste staat bovenaan.",
        "/nieuws/oud-bericht/",
        default=(),
    )
    lang: Verbatim = seldom("taal", "De taal van de tekst, als dat geen Nederlands is.", "en", default="nl")
    short_title: Words | None = seldom("titel-kort", "Een kortere titel, voor het menu en het kruimelpad.", "Open dag")
    unreported: Reasons = seldom(
        "niet-melden",
        "Regels die hier niet hoeven te melden, elk met de reden; een fout blijft altijd een fout.",
        "[link-kaal: dit adres staat zo op de folder]",
        default=(),
    )

    @property
    def label(self) -> str:
        """The title for menus and breadcrumbs."""
        return self.short_title or self.title

    @property
    def visible_from(self) -> Moment | None:
        """The moment from which it is visible; None for a draft, and for a text that is visible at once."""
        return None if self.draft else self.publish_from

    @property
    def written(self) -> dt.date | None:
        """The day on which it was written, if that is in its front matter."""
        return None

    @property
    def day(self) -> dt.date | None:
        """The day by which lists and feeds sort it; None for a text without a date."""
        return self.written or self.updated

    def facts(self, today: dt.date) -> Iterator[Fact]:
        """Yield the facts that page, card, mail and feed show."""
        del today
        yield from ()

    def badges(self, today: dt.date) -> Iterator[Badge]:
        """Yield what it is, and its state."""
        del today
        yield from ()

    def calendar_entries(self) -> Iterator[CalendarEntry]:
        """Yield its items for the calendar."""
        yield from ()

    def structured(self) -> dict[str, Any]:
        """Return the schema.org object, as far as the entry itself knows it; the page adds address and picture."""
        return {}


class NamedEntry(Entry):
    """The front matter of a person or organisation, whose name is the title."""

    title: Words = optional(*TITLE, default="")

    @model_validator(mode="before")
    @classmethod
    def _titled_by_name(cls, typed: object) -> object:
        if isinstance(typed, dict) and "naam" in typed and "titel" not in typed:
            return {**typed, "titel": typed["naam"]}
        return typed


def area_facts(areas: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the fact of the area that something is for; nothing when its author named none."""
    if areas:
        yield Fact("Gebied", list_in_words(areas))


def area_structured(areas: tuple[str, ...]) -> dict[str, Any]:
    """Return the areas for schema.org: a course and an article have no `areaServed`, so they get `spatialCoverage`."""
    return {"spatialCoverage": [{"@type": "AdministrativeArea", "name": area} for area in areas]} if areas else {}


def sign_up_badges(closes: dt.date, today: dt.date) -> Iterator[Badge]:
    """Yield the badge that signing up is over; nothing before that."""
    if today > closes:
        words = f"Aanmelden kan niet meer. Dat kon tot en met {date_in_words(closes)}."
        yield Badge("Aanmelden kan niet meer", Tone.CLOSED, is_state=True, sentence=words)


E_co = TypeVar("E_co", bound=Entry, default=Entry, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[E_co]):
    """A content type, declared once: everything else (validation, `new`, pages, cards, mail) follows from it.

    What one text of a kind shows (facts, badges, moments, structured data) are methods of its entry.
    """

    entry: type[E_co]
    name: str
    """What staff type after `new`."""
    singular: str
    plural: str
    """Also the title of its list, when no text gives one."""
    folder: str
    """The folder under `content/`; "" holds every document that no other kind claims."""
    template: str | None
    """The layout of its page; None for a kind without a page of its own."""
    list_address: str = ""
    """The address of the list that holds all of its pages, which are below it; "" for a kind without a list."""
    by_year: bool = False
    """Whether its files stand in a folder for each year."""
    is_dated: bool = False
    """Whether a text belongs to its day: people in it have the role of that day, and it can be searched by year."""
    is_item: bool = False
    """Whether it is related to others by topic, and brought by the newsletter."""
    in_feeds: bool = False
    """Whether it is news; its list has a feed."""
    is_mailed: bool = False
    """Whether it is sent as a mail; the mail is published beside its page."""
    is_name: bool = False
    """Whether its title is the name of a person or an organisation."""
    needs_text: bool = False
    """Whether a page without running text is unfinished."""
    variants: tuple[str, ...] = ()
    """Optional groups of keys that make a variant, such as a call; staff may type these after `new` too."""
    invitation: str = "Lees verder over ‘{title}’"
    """The words of the link in a card or mail; they name the item, so that a list of links makes sense by itself."""
    aged: str = ""
    """The notice on the page of an old text, with its `{year}`."""

    @property
    def in_words(self) -> str:
        """One of this kind, in a sentence: `een bijeenkomst`, `leeraanbod`."""
        return self.singular.lower() if self.singular == self.plural else f"een {self.singular.lower()}"

    def path(self, name: str, year: object) -> str:
        """Return the path of the file with this name; `year` counts where there is a folder for each."""
        return "/".join(filter(None, ("content", self.folder, str(year) if self.by_year else "", name)))

    def holds(self, document: Document) -> TypeGuard[Document[E_co]]:
        """Return whether a document is of this kind."""
        return document.kind is self


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What one file says."""

    body: Body
    typed: str
    """The whole file, to look up on which line a word was typed."""


class Wanted(Enum):
    """What should be at a target."""

    LINK = "link"
    TEXT = "tekst"
    FILE = "bestand"
    PICTURE = "afbeelding"
    EITHER = "tekst of bestand"


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link, image or key, where it was typed in the file at `path`."""

    path: str
    place: Place
    target: str
    wanted: Wanted
    words: str
    """The words of a link, or the key of the target."""
    is_played: bool = False
    """Whether it is the film or sound of a block, which may also be elsewhere, under another key."""
    is_link: bool = False
    """Whether it is a link in the running text."""
    is_web: bool = False
    """Whether it must be a full web address."""


@dataclass(frozen=True, slots=True)
class Document(Generic[E_co]):
    """One text of the site: its metadata is in memory, its body is loaded on demand.

    `path` counts from the project's root and has forward slashes.
    """

    path: str
    address: str | None
    """The site address, such as `/nieuws/2022/uitkomsten/`; None for a record without a page."""
    kind: Kind[E_co]
    entry: E_co
    lines: Mapping[tuple[str | int, ...], int]
    text: Later[DocumentText]
    targets: tuple[Target, ...] = ()
    """Everything it links to or shows, in the order of the text and then of the front matter."""
    anchors: tuple[str, ...] = ()
    """Every id in the text that a link can point at."""
    blocks: frozenset[str] = frozenset()
    """The names of the blocks in the text."""
    agreements: tuple[tuple[Loc, Picture], ...] = ()
    """The images in its front matter with consent until a day, each with its Dutch key path."""
    head: bytes = b""
    """A digest of everything but the body: while it is equal, no other text can be affected by a change of this one.

    Line numbers of the body are not in it: a report of one reads the body."""

    def __head__(self) -> bytes:
        """Return the digest that represents it in the answer to a query."""
        return self.head

    @property
    def body(self) -> Body:
        """The text itself."""
        return self.text.value.body

    @property
    def typed(self) -> str:
        """The whole file, to look up on which line a word was typed."""
        return self.text.value.typed

    @property
    def id(self) -> str:
        """The file's name without its ending: how other files name a person or organisation."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def former_addresses(self) -> tuple[str, ...]:
        """Its old addresses, in the order typed; invalid ones are left out."""
        return tuple(filter(is_page_address, map(old_address, self.entry.old_addresses)))

    @property
    def variant(self) -> str:
        """The name of its variant, such as `oproep`, or else of its kind."""
        given = {key_of(name, type(self.entry).model_fields[name]) for name in self.entry.model_fields_set}
        return next((variant for variant in self.kind.variants if variant in given), self.kind.name)

    def state(self, today: dt.date) -> str:
        """Return its state on a day, as its kind words it: `Gesloten, uitkomst bekend`; "" for none."""
        first, *more = [badge.text for badge in self.entry.badges(today) if badge.is_state] or [""]
        return ", ".join([first, *(words[:1].lower() + words[1:] for words in more)])

    def summed_up(self, today: dt.date) -> str:
        """Return the summary with its state before it: `Afgelast. Kom je ook?`."""
        parts = (f"{state}." if (state := self.state(today)) else "", self.entry.summary or "")
        return " ".join(filter(None, parts))

    def place(self, *loc: str | int) -> Place:
        """Return where a front matter key was typed; for an absent key, where its nearest parent was."""
        return Place.of_key(self.path, self.lines, loc)


_UNSEEN = frozenset({"old_addresses", "lang", "unreported"})
"""Fields of a page that are meant for the program."""


def references(entry: BaseModel) -> Iterator[tuple[Loc, Reference]]:
    """Yield every reference in an entry with its Dutch key path."""
    return ((loc, value) for loc, value in values(entry) if isinstance(value, Reference))


def texts(entry: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every text in an entry that readers see, with its Dutch key path."""
    for loc, value in values(entry, without=_UNSEEN):
        if isinstance(value, str) and (not isinstance(value, Reference) or value.is_free):
            yield loc, str(value)


def days(entry: BaseModel) -> Iterator[tuple[Loc, dt.date]]:
    """Yield every day in an entry with its Dutch key path."""
    for loc, value in values(entry):
        if isinstance(value, (dt.date, Moment)):
            yield loc, value.day if isinstance(value, Moment) else value


def pictures(entry: BaseModel) -> Iterator[tuple[Loc, Picture]]:
    """Yield every image with words in an entry, with its Dutch key path."""
    return ((loc, value) for loc, value in values(entry, whole=Picture) if isinstance(value, Picture))
