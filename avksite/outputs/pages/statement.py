"""The accessibility statement: automated checks, manual tests, and known problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain

from avksite.content.data_files import Statement
from avksite.dutch.formatting import list_in_words
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Problem, Severity
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Artifact, Made, Unreported, path_of
from avksite.rendering.cards import contact_view
from avksite.rendering.layout import STATEMENT
from avksite.rendering.parts import ContactView
from avksite.site import Site
from avksite.wcag import CRITERIA, Criterion, Holds, Keeper

PATH = path_of(STATEMENT)

STATUSES = {
    "volledig": "De site voldoet aan alle criteria van WCAG 2.2, niveau A en AA.",
    "gedeeltelijk": "De site voldoet voor een deel aan de criteria van WCAG 2.2, niveau A en AA.",
    "eerste maatregelen": "We hebben de eerste stappen gezet om aan WCAG 2.2, niveau A en AA, te voldoen.",
    "niet": "De site voldoet nog niet aan WCAG 2.2, niveau A en AA.",
    "niet onderzocht": "Een deskundige heeft de site nog niet onderzocht. "
    "Daarom zeggen we niet dat de site aan alle criteria van WCAG 2.2, niveau A en AA, voldoet.",
}


class Share(StrEnum):
    """How a criterion is met on this site, in the words of the page; each criterion has one share."""

    AUTHOR = "Hangt ook af van wie de teksten schrijft. Een computer ziet maar een deel"
    CHECKED = "Kijkt een computer na bij elke nieuwe versie, soms voor een deel"
    BUILT_IN = "Zit vast in het programma, en is daar getest"
    ABSENT = "Gaat over iets wat deze site nu niet heeft, zoals inloggen"


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the page shows below its text; `statement.html` has a place for every count."""

    typed: Statement
    status: str
    contact: ContactView | None
    criteria: tuple[Criterion, ...]
    shares: tuple[Share, ...]
    """The ways in which criteria are met; each criterion counts in one of them."""


HEADINGS = (
    ("deel-stand", "Hoe toegankelijk is de site nu?"),
    ("deel-computer", "Wat een computer heeft nagekeken"),
    ("deel-mensen", "Wat mensen hebben getest"),
    ("deel-problemen", "Wat nog niet goed is"),
    ("deel-melden", "Werkt er iets niet?"),
    ("deel-verklaring", "Over deze verklaring"),
)
"""The parts of the statement, with their ids; with the text above they meet the Dutch model statement."""


def statement_view(site: Site, viewpoint: Viewpoint) -> StatementView:
    """Return the statement, with placeholders for what is counted after the build."""
    statement = site.content.statement.value
    person = site.people.get(statement.report_to or "")
    contact = contact_view(site, person, viewpoint) if person else None
    return StatementView(statement, STATUSES[statement.status], contact, CRITERIA, tuple(Share))


def _keeper(criterion: Criterion, held: frozenset[Holds]) -> str:
    if not criterion.arises(held):
        return "Komt nu niet voor op deze site."
    return f"Bewaakt door: {list_in_words([keeper.value for keeper in criterion.keepers])}."


def _share(criterion: Criterion, held: frozenset[Holds]) -> Share:
    if not criterion.arises(held):
        return Share.ABSENT
    if Keeper.AUTHOR in criterion.keepers:
        return Share.AUTHOR
    return Share.CHECKED if Keeper.CHECK in criterion.keepers else Share.BUILT_IN


def with_evidence(
    artifacts: Iterable[Artifact], problems: Sequence[Problem], unreported: Sequence[Unreported]
) -> tuple[Artifact, ...]:
    """Fill in the placeholders of the statement with the counts and facts of this build.

    They become only figures and plain sentences, so the checks of the page remain valid.
    """
    made = tuple(artifacts)
    if not any(artifact.path == PATH for artifact in made):
        return made
    held = frozenset(chain.from_iterable(artifact.facts.holds for artifact in made))
    shares = Counter(_share(criterion, held) for criterion in CRITERIA)
    filling = {
        "pages": str(sum(it.is_page for it in made)),
        "errors": str(sum(problem.stops for problem in problems)),
        "warnings": str(sum(problem.severity is Severity.WARNING for problem in problems)),
        "unreported": str(sum(item.count for item in unreported)),
        **{share.name: str(shares[share]) for share in Share},
        **{f"how {it.number}": it.described(held).replace("`", "") for it in CRITERIA},
        **{f"keeper {it.number}": _keeper(it, held) for it in CRITERIA},
    }
    return tuple(_filled(artifact, filling) if artifact.path == PATH else artifact for artifact in made)


def _filled(artifact: Artifact, filling: dict[str, str]) -> Artifact:
    content = _PLACE.sub(lambda place: filling[place["name"]], artifact.content.decode())
    return Artifact.of(artifact.path, artifact.made_from, Made(content.encode(), title=artifact.title))


_PLACE = regex("\ue010(?P<name>[^\ue011]*)\ue011")
"""A placeholder, which is filled in at the end: the page is made before anything is counted."""
