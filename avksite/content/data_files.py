"""The files of data beside the texts: figures, words, the statement about accessibility, and what was handed over.

Each is read from its text ("" when it is not there) into what it says and the problems in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from pydantic import Field

from avksite.content.front_matter import FrontMatter, read_yaml
from avksite.content.front_matter.scalars import Loc
from avksite.content.keys import Typed, optional, required
from avksite.content.schema import SHAPE, validate
from avksite.content.service import ServiceName
from avksite.content.values import DutchDate, DutchMoment, Many, Verbatim, Words
from avksite.dutch.formatting import slug
from avksite.dutch.words import tidy
from avksite.problems import Place, Problem, Unusable

FACTS = "content/feiten.yaml"
GLOSSARY = "content/begrippen.yaml"
WORDS = "content/woorden.yaml"
SEARCH_WORDS = "content/zoekwoorden.yaml"
STATEMENT = "content/toegankelijkheid.yaml"
SENT = "content/verzonden.yaml"

Problems = tuple[Problem, ...]
Record = TypeVar("Record")
T = TypeVar("T", bound=Typed)


def _read_each(path: str, text: str, read: Callable[[FrontMatter, str], Record]) -> tuple[tuple[Record, ...], Problems]:
    """Read a file key by key: a fault in one leaves the others."""
    try:
        front, found = read_yaml(path, text)
    except Unusable as unusable:
        return (), unusable.problems
    records: list[Record] = []
    problems = [*found]
    for key in front.values:
        try:
            records.append(read(front, key))
        except Unusable as unusable:
            problems += unusable.problems
    return tuple(records), tuple(problems)


def _read_whole(path: str, text: str, model: type[T]) -> tuple[T, Mapping[Loc, int], Problems]:
    """Read a file as one model, with the line of every key; one with a fault in it says nothing."""
    try:
        front, problems = read_yaml(path, text)
        return validate(model, front, path), front.lines, problems
    except Unusable as unusable:
        return model(), {}, unusable.problems


# ── Figures and words that are explained ──────────────────────────────────────────────────────────────────────────────


class _Fact(Typed):
    figure: Words = Field(alias="getal")
    unit: Words = Field("", alias="eenheid")
    text: Words = Field("", alias="tekst")
    source: Words = Field("", alias="bron")


class _Word(Typed):
    explanation: Words = Field(alias="uitleg")
    also: Many[Words] = Field((), alias="ook")


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A figure that is kept in one place; "" where nothing was typed."""

    id: str
    figure: str
    unit: str
    text: str
    source: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key of it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is explained, with the other forms it has."""

    word: str
    explanation: str
    also: tuple[str, ...]
    line: int
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key of it."""

    @property
    def id(self) -> str:
        """The anchor of its explanation."""
        return slug(self.word)


def read_facts(text: str) -> tuple[tuple[FactRecord, ...], Problems]:
    """Read `content/feiten.yaml`; a figure by itself may be typed behind its name."""

    def record(front: FrontMatter, name: str) -> FactRecord:
        fact, line, lines = _record(_Fact, front, FACTS, name, "getal")
        return FactRecord(name, fact.figure, fact.unit, fact.text, fact.source, line, lines)

    return _read_each(FACTS, text, record)


def read_glossary(text: str) -> tuple[tuple[Term, ...], Problems]:
    """Read `content/begrippen.yaml`; an explanation by itself may be typed behind its word."""

    def record(front: FrontMatter, name: str) -> Term:
        word, line, lines = _record(_Word, front, GLOSSARY, name, "uitleg")
        return Term(name, word.explanation, word.also, line, lines)

    return _read_each(GLOSSARY, text, record)


def _record(
    model: type[T], front: FrontMatter, path: str, name: str, main_key: str
) -> tuple[T, int, Mapping[str, int]]:
    """Return the record under a name, its line and those of its keys; one value by itself is that of `main_key`."""
    value, line = front.values[name], front.lines[(name,)]
    values = value if isinstance(value, dict) else {main_key: value}
    lines = {key: front.lines.get((name, key), line) for key in values}
    return validate(model, front, path, values=values, within=(name,)), line, lines


# ── Words for the language coach and for who searches ─────────────────────────────────────────────────────────────────


class _OwnWords(Typed):
    easier: Mapping[str, Words] = Field(default_factory=dict, alias="makkelijker")
    known: Many[Words] = Field((), alias="bekende-woorden")
    letters: Mapping[str, Words] = Field(default_factory=dict, alias="afkortingen")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What staff add to the plain-language coach: hard words with an easier one, known words, and letter words."""

    easier: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word with the others that mean the same to somebody who searches; it counts both ways."""

    word: str
    others: tuple[str, ...]
    line: int


def read_words(text: str) -> tuple[OwnWords, Problems]:
    """Read `content/woorden.yaml`."""

    def one_key(front: FrontMatter, key: str) -> _OwnWords:
        return validate(_OwnWords, replace(front, values={key: front.values[key]}), WORDS)

    own = OwnWords()
    parts, problems = _read_each(WORDS, text, one_key)
    for part in parts:
        own = OwnWords({**own.easier, **part.easier}, own.known + part.known, {**own.letters, **part.letters})
    return own, problems


def read_search_words(text: str) -> tuple[tuple[SearchWord, ...], Problems]:
    """Read `content/zoekwoorden.yaml`: behind each word a list, a word by itself, or some with commas between them."""

    def record(front: FrontMatter, word: str) -> SearchWord:
        typed, line = front.values[word], front.lines[(word,)]
        rows = typed.split(",") if isinstance(typed, str) else typed
        others = [tidy(row) for row in rows if isinstance(row, str)] if isinstance(rows, list) else []
        if not any(others):
            message = f"Achter `{word}` staan geen andere woorden."
            hint = f"Typ ze tussen haken, zoals `{word}: [een woord, nog een woord]`, of haal deze regel weg."
            raise Unusable(Problem(SHAPE, Place(SEARCH_WORDS, line), message, hint))
        return SearchWord(word, tuple(filter(None, others)), line)

    return _read_each(SEARCH_WORDS, text, record)


# ── What people found out about how accessible the site is ────────────────────────────────────────────────────────────

Status = Literal["volledig", "gedeeltelijk", "eerste maatregelen", "niet", "niet onderzocht"]
Outcome = Literal["goed", "deels", "fout"]


class HandTest(Typed):
    """A test that a person did; `by` is a role, for a name has no place on this page."""

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
    """`content/toegankelijkheid.yaml`; whatever is left out is reported as not known."""

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


@dataclass(frozen=True, slots=True)
class Declared:
    """What the statement says, and the line of every key in it."""

    statement: Statement = field(default_factory=Statement)
    lines: Mapping[Loc, int] = field(default_factory=dict)


def read_statement(text: str) -> tuple[Declared, Problems]:
    """Read `content/toegankelijkheid.yaml`; one with a fault in it says nothing, for half of it may claim too much."""
    statement, lines, problems = _read_whole(STATEMENT, text, Statement)
    return Declared(statement, lines), problems


# ── Which edition of the newsletter was handed over, as the program itself keeps it ───────────────────────────────────

State = Literal["begonnen", "klaar", "onzeker"]
"""Under way or broken off, done, or broken off where nobody can know whether readers got it."""


class Delivery(Typed):
    """One edition and one service: how far it came."""

    edition: Verbatim = Field(alias="nieuwsbrief")
    service: ServiceName = Field(alias="dienst")
    state: State = Field(alias="staat")
    moment: DutchMoment = Field(alias="moment")
    """When it was last tried: the date of the message, where there is one."""
    digest: Verbatim = Field(alias="inhoud")
    """A digest of what a reader got."""
    id: Verbatim | None = Field(None, alias="nummer")
    """By what the service knows it."""
    steps: Mapping[str, Verbatim] = Field(default_factory=dict, alias="stappen")
    items: Many[Words] = Field((), alias="berichten")
    """The texts that the edition brought along, by path."""
    menu: Many[Words] = Field((), alias="menukaart")
    """All that was on the learning menu then, by path: the next edition knows what is new by it."""


class _Book(Typed):
    deliveries: tuple[Delivery, ...] = Field((), alias="verzonden")


@dataclass(frozen=True, slots=True)
class Sent:
    """All deliveries, in the order in which they began, and the line of every key in the file."""

    deliveries: tuple[Delivery, ...] = ()
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def of(self, edition: str, service: str) -> Delivery | None:
        """Return the delivery of an edition to a service."""
        return next((d for d in self.deliveries if (d.edition, d.service) == (edition, service)), None)

    def line_of(self, delivery: Delivery) -> int:
        """Return the line where a delivery begins; 1 when it is not in the file."""
        number = next((number for number, known in enumerate(self.deliveries) if known is delivery), -1)
        return self.lines.get(("verzonden", number), 1)

    def items_of(self, edition: str) -> tuple[str, ...]:
        """Return what an edition brought along when it was first handed over in full; () while it was not."""
        return next((d.items for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())

    def menu_of(self, edition: str) -> tuple[str, ...]:
        """Return what was on the learning menu when an edition was first handed over in full; () while it was not."""
        return next((d.menu for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())


def read_sent(text: str) -> tuple[Sent, Problems]:
    """Read `content/verzonden.yaml`; the problems of one with a fault in it keep everything from being handed over."""
    book, lines, problems = _read_whole(SENT, text, _Book)
    return Sent(book.deliveries, lines), problems
