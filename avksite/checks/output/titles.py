"""Titles: by its title a page is known in a tab, in search results and in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from avksite.content.file_names import original_of
from avksite.content.settings import SITE
from avksite.dutch.words import folded
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Artifact
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
    """Compare what a tab shows for every page, and the main headings of all texts.

    Every made page counts: a list, a topic or a year has a title that nobody typed.
    """
    shown = {page.address: page.made.title for page in artifacts if page.made.title}
    tabs: dict[str, str] = {}
    for address, title in shown.items():
        if address not in site.by_address:
            other = tabs.setdefault(folded(title), f"`{address}`")
            if other != f"`{address}`":
                yield _of_lists(site, title, address, other)
    headings: dict[str, str] = {}
    names = {document.path for document in site.pages}
    copies = {path: of for path in names if (of := original_of(path, names))}
    # What looks like a copy comes last: of two with one title, that is the one to change.
    for document in sorted(site.pages, key=lambda document: document.path in copies):
        own = f"`{document.path}`"
        heading, tab = folded(document.entry.title), folded(shown.get(document.address or "", ""))
        if (other := headings.setdefault(heading, own)) != own:
            original = copies.get(document.path)
            yield _problem(document, ("titel", "naam"), document.entry.title, other, is_copy=other == f"`{original}`")
        elif tab and (other := tabs.get(tab, own)) != own:
            yield _problem(document, ("titel-kort", "titel", "naam"), document.entry.label, other)
        tabs.setdefault(tab, own)


def _problem(document: Document, keys: Sequence[str], title: str, other: str, *, is_copy: bool = False) -> Problem:
    key = next((key for key in keys if (key,) in document.lines), "titel")
    day = document.entry.day
    longer = f"{title} {day.year}" if day else f"{title}: …"
    hint = f"Zet erbij wat deze pagina anders maakt, bijvoorbeeld “{longer}”."
    if is_copy:
        message = f"Dit lijkt een kopie van {other}: de titel “{title}” is dezelfde."
        hint = "Heb je de kopie niet nodig? Haal dit bestand weg. Is het een andere tekst? Geef die een eigen titel."
        return Problem(SAME_TITLE, document.place(key), message, hint)
    return Problem(SAME_TITLE, document.place(key), f"De titel “{title}” heeft {other} ook al.", hint)


def _of_lists(site: Site, title: str, address: str, other: str) -> Problem:
    """Blame the topic whose name two lists share."""
    topic = address.rstrip("/").rpartition("/")[2].removeprefix("over-")
    place = Place(SITE, site.content.settings.lines.get(("onderwerpen", topic), 1))
    name = title.removesuffix(f" – {site.config.name}")
    hint = "Geef een van de twee onderwerpen een andere naam."
    return Problem(SAME_TITLE, place, f"De lijst `{address}` heet “{name}”, en zo heet {other} ook al.", hint)
