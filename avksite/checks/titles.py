"""Titles: by its title a page is known in a tab, in search results and in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from avksite.making.listed import LISTED
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.artifact import Artifact
    from avksite.site import Site


def _event(year: int, title: str) -> str:
    return (
        f"-- content/bijeenkomsten/{year}/borrel.md --\n---\ntitel: {title}\nkort: We vieren het nieuwe jaar.\n"
        f"begin: 5 januari {year}\nsoort: bijeenkomst\n---\nKom je ook?\n"
    )


SAME_TITLE = Rule(
    id="titel-dubbel",
    severity=Severity.ERROR,
    promise="Elke pagina heeft een eigen titel.",
    why="In zoekresultaten en in een rij tabbladen staat alleen de titel. Twee dezelfde zijn niet te onderscheiden.",
    bad=_event(2023, "Nieuwjaarsborrel") + _event(2024, "Nieuwjaarsborrel"),
    good=_event(2023, "Nieuwjaarsborrel 2023") + _event(2024, "Nieuwjaarsborrel 2024"),
    criterion="2.4.2",
)

RULES = (SAME_TITLE,)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Compare the titles of all pages, those of the lists that nobody wrote a text for included."""
    del artifacts
    first: dict[str, str] = {
        _folded(title): f"`{address}`" for address, title in LISTED.items() if address not in site.by_address
    }
    for document in site.pages:
        key = _folded(document.entry.title)
        if key in first:
            yield _problem(document, first[key])
        first.setdefault(key, f"`{document.path}`")


def _problem(document: Document, other: str) -> Problem:
    title = document.entry.title
    place = document.place("titel" if ("titel",) in document.lines else "naam")
    day = document.kind.date(document.entry)
    longer = f"{title} {day.year}" if day else f"{title}: …"
    hint = f"Zet erbij wat deze pagina anders maakt, bijvoorbeeld “{longer}”."
    return Problem(SAME_TITLE, place, f"De titel “{title}” heeft {other} ook al.", hint)


def _folded(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".!?")
