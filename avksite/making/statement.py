"""The accessibility statement: what a computer looked at, what people tested, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.making.people import contact_view
from avksite.problems import Severity
from avksite.reading.dutch import date_in_words, list_in_words
from avksite.wcag import CRITERIA, Keeper

if TYPE_CHECKING:
    from avksite.making.artifact import Artifact, Unreported
    from avksite.making.parts import ContactView
    from avksite.making.viewpoint import Viewpoint
    from avksite.problems import Problem
    from avksite.reading.statement import HandTest, KnownProblem
    from avksite.site import Site
    from avksite.wcag import Criterion

ADDRESS = "/toegankelijkheid/"
PATH = "toegankelijkheid/index.html"

# The page is made before anything is counted, so each count gets a place to be filled in at the very end.
PAGES, ERRORS, WARNINGS, UNREPORTED = (f"\ue010{name}\ue011" for name in ("pages", "errors", "warnings", "unreported"))

STATUSES = {
    "volledig": "De site voldoet aan alle criteria van WCAG 2.2, niveau A en AA.",
    "gedeeltelijk": "De site voldoet voor een deel aan de criteria van WCAG 2.2, niveau A en AA.",
    "eerste maatregelen": "We hebben de eerste stappen gezet om aan WCAG 2.2, niveau A en AA, te voldoen.",
    "niet": "De site voldoet nog niet aan WCAG 2.2, niveau A en AA.",
    "niet onderzocht": "Een deskundige heeft de site nog niet onderzocht. "
    "Daarom zeggen we niet dat de site aan alle criteria van WCAG 2.2, niveau A en AA, voldoet.",
}
OUTCOMES = {"goed": "Goed", "deels": "Deels goed", "fout": "Niet goed"}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion in the table."""

    number: str
    name: str
    how: str
    who: str
    rules: str


@dataclass(frozen=True, slots=True)
class TestView:
    """A test that a person did."""

    what: str
    by: str
    date: str
    moment: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """Something that is not right yet."""

    what: str
    effect: str
    solution: str
    date: str
    moment: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the page shows below its text."""

    status: str
    url: str
    pages: str
    errors: str
    warnings: str
    unreported: str
    criteria: tuple[Row, ...]
    checked: int
    browsed: int
    absent: int
    left: int
    hand_tests: tuple[TestView, ...]
    problems: tuple[OpenView, ...]
    contact: ContactView | None
    answer_within: str
    signer: str


HEADINGS = (
    ("deel-stand", "Hoe toegankelijk is de site nu?"),
    ("deel-computer", "Wat een computer heeft nagekeken"),
    ("deel-mensen", "Wat mensen hebben getest"),
    ("deel-problemen", "Wat nog niet goed is"),
    ("deel-melden", "Werkt er iets niet?"),
    ("deel-verklaring", "Over deze verklaring"),
)
"""The parts of the statement, with their ids; together with the text above they are what the Dutch model asks."""


def statement_view(site: Site, viewpoint: Viewpoint) -> StatementView:
    """Return what can be said before anything is counted, with a place for every count."""
    statement = site.declared.statement
    person = site.people.get(statement.report_to or "")
    return StatementView(
        status=STATUSES[statement.status],
        url=site.config.base_url,
        pages=PAGES,
        errors=ERRORS,
        warnings=WARNINGS,
        unreported=UNREPORTED,
        criteria=tuple(map(_row, CRITERIA)),
        checked=_kept(Keeper.CHECK),
        browsed=_kept(Keeper.BROWSER),
        absent=_kept(Keeper.NOBODY),
        left=_kept(Keeper.AUTHOR),
        hand_tests=tuple(_test(it) for it in sorted(statement.hand_tests, key=lambda it: it.day, reverse=True)),
        problems=tuple(map(_open, statement.problems)),
        contact=contact_view(site, person, viewpoint) if person else None,
        answer_within=statement.answer_within or "",
        signer=statement.signer or "",
    )


def _kept(keeper: Keeper) -> int:
    return sum(keeper in criterion.keepers for criterion in CRITERIA)


def _row(criterion: Criterion) -> Row:
    who = list_in_words([keeper.value for keeper in criterion.keepers if keeper is not Keeper.NOBODY])
    return Row(criterion.number, criterion.dutch, criterion.how, who, ", ".join(criterion.rules))


def _test(test: HandTest) -> TestView:
    day = date_in_words(test.day)
    return TestView(test.what, test.by, day, test.day.isoformat(), OUTCOMES[test.outcome], test.note or "")


def _open(problem: KnownProblem) -> OpenView:
    day = (date_in_words(problem.day), problem.day.isoformat()) if problem.day else ("", "")
    return OpenView(problem.what, problem.effect, problem.solution, *day)


def with_evidence(
    artifacts: Iterable[Artifact], problems: Sequence[Problem], unreported: Sequence[Unreported]
) -> tuple[Artifact, ...]:
    """Fill in on the statement what this very build counted.

    Only figures take their places, so whatever was found about the page still holds.
    """
    made = tuple(artifacts)
    if not any(artifact.path == PATH for artifact in made):
        return made
    figures = {
        PAGES: str(sum(artifact.path.endswith(".html") and not _is_mail(artifact) for artifact in made)),
        ERRORS: str(_count(problems, Severity.ERROR)),
        WARNINGS: str(_count(problems, Severity.WARNING)),
        UNREPORTED: str(sum(item.count for item in unreported)),
    }
    return tuple(_filled(artifact, figures) if artifact.path == PATH else artifact for artifact in made)


def _is_mail(artifact: Artifact) -> bool:
    return artifact.path.endswith("/mail.html")


def _count(problems: Iterable[Problem], severity: Severity) -> int:
    return sum(problem.rule.severity is severity for problem in problems)


def _filled(artifact: Artifact, figures: dict[str, str]) -> Artifact:
    content = artifact.made.content.decode()
    for place, figure in figures.items():
        content = content.replace(place, figure)
    return replace(artifact, made=replace(artifact.made, content=content.encode()))
