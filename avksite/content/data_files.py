"""The data files beside the texts: figures, words, the accessibility statement, and what was handed over.

A reader takes the text of a file, "" when it is absent, and returns its content and the problems in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from pydantic import Field

from avksite.content.front_matter import FrontMatter, read_yaml
from avksite.content.keys import Typed, optional, required
from avksite.content.schema import SHAPE, DataFile, validate
from avksite.content.settings import ServiceName
from avksite.content.values import DutchDate, DutchMoment, Many, Verbatim, Words
from avksite.dutch.formatting import slug
from avksite.dutch.words import tidy
from avksite.frozen import dataclass
from avksite.problems import Place, Problem, Unusable

FACTS = "content/feiten.yaml"
GLOSSARY = "content/begrippen.yaml"
WORDS = "content/woorden.yaml"
SEARCH_WORDS = "content/zoekwoorden.yaml"
STATEMENT = "content/toegankelijkheid.yaml"
SENT = "content/verzonden.yaml"

Problems = tuple[Problem, ...]
T = TypeVar("T")
M = TypeVar("M", bound=Typed)


ReadFile = tuple[DataFile[T], Problems]


def _read_each(path: str, text: str, read: Callable[[FrontMatter, str], T]) -> ReadFile[dict[str, T]]:
    """Read a file key by key: a fault in one key does not affect the others."""
    records: dict[str, T] = {}
    try:
        front, found = read_yaml(path, text)
    except Unusable as unusable:
        return DataFile(path, records), unusable.problems
    problems = [*found]
    for key in front.values:
        try:
            records[key] = read(front, key)
        except Unusable as unusable:
            problems += unusable.problems
    return DataFile(path, records, front.lines), tuple(problems)


def _read_whole(path: str, text: str, model: type[M]) -> ReadFile[M]:
    """Read a file as one model, without values when there is a fault in it."""
    try:
        front, problems = read_yaml(path, text)
        return DataFile(path, validate(model, front, path), front.lines), problems
    except Unusable as unusable:
        return DataFile(path, model()), unusable.problems


def _record(model: type[M], front: FrontMatter, path: str, name: str, main_key: str) -> M:
    """Return the record under a name; a single value is that of `main_key`."""
    value = front.values[name]
    values = value if isinstance(value, dict) else {main_key: value}
    return validate(model, front, path, values=values, within=(name,))


# ── Figures and words that are explained ──────────────────────────────────────────────────────────────────────────────


class Figure(Typed):
    """A figure that is kept in one place; "" where nothing was typed."""

    figure: Words = Field(alias="getal")
    unit: Words = Field("", alias="eenheid")
    text: Words = Field("", alias="tekst")
    source: Words = Field("", alias="bron")


class _Explained(Typed):
    explanation: Words = Field(alias="uitleg")
    also: Many[Words] = Field((), alias="ook")


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word that is explained, with the other forms it has."""

    word: str
    explanation: str
    also: tuple[str, ...]

    @property
    def id(self) -> str:
        """The anchor of its explanation."""
        return slug(self.word)


def read_facts(text: str) -> ReadFile[dict[str, Figure]]:
    """Read `content/feiten.yaml`, by name; a figure by itself may be typed behind its name."""
    return _read_each(FACTS, text, lambda front, name: _record(Figure, front, FACTS, name, "getal"))


def read_glossary(text: str) -> ReadFile[tuple[GlossaryTerm, ...]]:
    """Read `content/begrippen.yaml`; an explanation by itself may be typed behind its word."""

    def term(front: FrontMatter, word: str) -> GlossaryTerm:
        explained = _record(_Explained, front, GLOSSARY, word, "uitleg")
        return GlossaryTerm(word, explained.explanation, explained.also)

    terms, problems = _read_each(GLOSSARY, text, term)
    return DataFile(GLOSSARY, tuple(terms.value.values()), terms.lines), problems


# ── Words for the language coach and for search ───────────────────────────────────────────────────────────────────────


class OwnWords(Typed):
    """What staff add to the plain-language coach: hard words with an easier one, known words, and acronyms."""

    easier: Mapping[str, Words] = Field(default_factory=dict, alias="makkelijker")
    known: Many[Words] = Field((), alias="bekende-woorden")
    letters: Mapping[str, Words] = Field(default_factory=dict, alias="afkortingen")


def read_words(text: str) -> ReadFile[OwnWords]:
    """Read `content/woorden.yaml`; a fault under one key does not affect the others."""

    def part(front: FrontMatter, key: str) -> OwnWords:
        return validate(OwnWords, front, WORDS, values={key: front.values[key]})

    parts, problems = _read_each(WORDS, text, part)
    sound = {name: getattr(part, name) for part in parts.value.values() for name in part.model_fields_set}
    return DataFile(WORDS, OwnWords().model_copy(update=sound), parts.lines), problems


def read_search_words(text: str) -> ReadFile[dict[str, tuple[str, ...]]]:
    """Read `content/zoekwoorden.yaml`: search words with their synonyms, in both directions.

    The value is a list, a single word, or words with commas between them.
    """

    def others(front: FrontMatter, word: str) -> tuple[str, ...]:
        typed = front.values[word]
        rows = typed.split(",") if isinstance(typed, str) else typed
        found = [tidy(row) for row in rows if isinstance(row, str)] if isinstance(rows, list) else []
        if not any(found):
            message = f"Achter `{word}` staan geen andere woorden."
            hint = f"Typ ze tussen haken, zoals `{word}: [een woord, nog een woord]`, of haal deze regel weg."
            raise Unusable(Problem(SHAPE, Place(SEARCH_WORDS, front.lines[(word,)]), message, hint))
        return tuple(filter(None, found))

    return _read_each(SEARCH_WORDS, text, others)


# ── The accessibility statement ───────────────────────────────────────────────────────────────────────────────────────

Status = Literal["volledig", "gedeeltelijk", "eerste maatregelen", "niet", "niet onderzocht"]
Outcome = Literal["goed", "deels", "fout"]


class HandTest(Typed):
    """A manual test; `by` is a role, because a name has no place on this page."""

    what: Words = required("wat", "Wat er is getest, en hoe.", "De homepage met een schermlezer", in_hints=True)
    by: Words = required("door", "De rol van wie het testte; geen naam.", "redacteur", in_hints=True)
    day: DutchDate = required("datum", "De dag waarop; na 12 maanden vraagt de bouw om een nieuwe test.")
    outcome: Outcome = required("resultaat", "Hoe het ging.")
    note: Words | None = optional("toelichting", "Wat er opviel.", "De knop met het menu werd niet voorgelezen.")


class KnownProblem(Typed):
    """Something that is not right yet, and what is done about it."""

    what: Words = required("wat", "Wat er niet goed is.", "De folder van 2021 is een foto van tekst", in_hints=True)
    effect: Words = required(
        "gevolg", "Wat een lezer ervan merkt.", "Voorleessoftware leest niets voor.", in_hints=True
    )
    solution: Words = required(
        "oplossing", "Wat jullie eraan doen.", "We zetten de tekst op een gewone pagina.", in_hints=True
    )
    day: DutchDate | None = optional("datum", "Wanneer het klaar moet zijn.")


class Statement(Typed):
    """`content/toegankelijkheid.yaml`; the statement says of what is absent that it is not known."""

    status: Status = optional(
        "status",
        "Hoe toegankelijk de site is; zonder onderzoek is dat `niet onderzocht`.",
        default="niet onderzocht",
    )
    signer: Words | None = optional(
        "ondertekenaar", "De functie van wie de verklaring ondertekent.", "directeur", in_hints=True
    )
    report_to: Words | None = optional(
        "melden", "Wie een lezer kan bellen of mailen als iets niet werkt.", "saskia-duursma", in_hints=True
    )
    answer_within: Words | None = optional(
        "antwoord-binnen", "Hoelang een lezer hooguit op antwoord wacht.", "5 werkdagen", in_hints=True
    )
    hand_tests: tuple[HandTest, ...] = optional("handtests", "Wat een mens heeft getest.", default=())
    problems: tuple[KnownProblem, ...] = optional("bekende-problemen", "Wat nog niet goed is.", default=())


def read_statement(text: str) -> ReadFile[Statement]:
    """Read `content/toegankelijkheid.yaml`, without values when it has a fault: half of it may claim too much."""
    return _read_whole(STATEMENT, text, Statement)


# ── Which edition of the newsletter was handed over, as the program itself keeps it ───────────────────────────────────

DeliveryState = Literal["begonnen", "klaar", "onzeker"]
"""Begun and not finished, done, or broken off so that it is unknown whether readers got it."""


class Delivery(Typed):
    """The delivery of one edition to one service: how far it came."""

    edition: Verbatim = Field(alias="nieuwsbrief")
    service: ServiceName = Field(alias="dienst")
    state: DeliveryState = Field(alias="staat")
    moment: DutchMoment = Field(alias="moment")
    """The moment of the last attempt: the date of the message, if there is one."""
    digest: Verbatim = Field(alias="inhoud")
    """A digest of what a reader got."""
    id: Verbatim | None = Field(None, alias="nummer")
    """Its id at the service."""
    steps: Mapping[str, Verbatim] = Field(default_factory=dict, alias="stappen")
    items: Many[Words] = Field((), alias="berichten")
    """The texts that the edition brought along, by path."""
    menu: Many[Words] = Field((), alias="menukaart")
    """All that was on the learning menu then, by path, so that the next edition knows what is new."""


class Sent(Typed):
    """`content/verzonden.yaml`: all deliveries, in the order in which they began."""

    deliveries: tuple[Delivery, ...] = Field((), alias="verzonden")

    def of(self, edition: str, service: str) -> Delivery | None:
        """Return the delivery of an edition to a service."""
        return next((d for d in self.deliveries if (d.edition, d.service) == (edition, service)), None)

    def items_of(self, edition: str) -> tuple[str, ...]:
        """Return what an edition brought along when it was first handed over in full; () while it was not."""
        return next((d.items for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())

    def menu_of(self, edition: str) -> tuple[str, ...]:
        """Return what was on the learning menu when an edition was first handed over in full; () while it was not."""
        return next((d.menu for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())


def read_sent(text: str) -> ReadFile[Sent]:
    """Read `content/verzonden.yaml`; while it has problems, nothing is handed over."""
    return _read_whole(SENT, text, Sent)
