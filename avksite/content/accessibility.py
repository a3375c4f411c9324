"""What people found out about how accessible the site is: `content/toegankelijkheid.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from avksite.content.front_matter import read_yaml
from avksite.content.front_matter.scalars import Loc
from avksite.content.schema import Typed, validate
from avksite.content.values import DutchDate, Words
from avksite.problems import Problem, Unusable

STATEMENT = "content/toegankelijkheid.yaml"

Status = Literal["volledig", "gedeeltelijk", "eerste maatregelen", "niet", "niet onderzocht"]
Outcome = Literal["goed", "deels", "fout"]


class HandTest(Typed):
    """A test that a person did; `by` is a role, for a name has no place on this page."""

    what: Words = Field(alias="wat", examples=["De aanmelding met een schermlezer"])
    by: Words = Field(alias="door", examples=["redacteur"])
    day: DutchDate = Field(alias="datum")
    outcome: Outcome = Field(alias="resultaat")
    note: Words | None = Field(None, alias="toelichting")


class KnownProblem(Typed):
    """Something that is not right yet, and what is done about it."""

    what: Words = Field(alias="wat", examples=["De folder van 2021 is een foto van tekst"])
    effect: Words = Field(alias="gevolg", examples=["Voorleessoftware leest niets voor"])
    solution: Words = Field(alias="oplossing", examples=["We zetten de tekst op een gewone pagina"])
    day: DutchDate | None = Field(None, alias="datum")


class Statement(Typed):
    """`content/toegankelijkheid.yaml`; whatever is left out is told as not known."""

    status: Status = "niet onderzocht"
    signer: Words | None = Field(None, alias="ondertekenaar", examples=["directeur"])
    report_to: Words | None = Field(None, alias="melden", examples=["saskia-duursma"])
    answer_within: Words | None = Field(None, alias="antwoord-binnen", examples=["5 werkdagen"])
    hand_tests: tuple[HandTest, ...] = Field((), alias="handtests")
    problems: tuple[KnownProblem, ...] = Field((), alias="bekende-problemen")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the file says, and the line of every key in it."""

    statement: Statement = field(default_factory=Statement)
    lines: Mapping[Loc, int] = field(default_factory=dict)


def read_statement(text: str) -> tuple[Declared, tuple[Problem, ...]]:
    """Read the file; one with a fault in it says nothing, for half a statement may claim too much."""
    if not text.strip():
        return Declared(), ()
    try:
        front, problems = read_yaml(STATEMENT, text)
        return Declared(validate(Statement, front, STATEMENT), front.lines), problems
    except Unusable as unusable:
        return Declared(), unusable.problems
