"""Which calendars there are besides the file at each page: of everything, of last days only, and of each series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.dutch.formatting import named, slug
from avksite.kinds.event import EVENT

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

EVERYTHING = "/agenda.ics"
LAST_DAYS = "/sluitdatums.ics"
_MOST_LETTERS = 100
"""Of the name of a series in its address: no disk keeps a sentence as the name of a file."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """One calendar that a reader can follow, with the words of the link to it and the name it gets in a program."""

    address: str
    title: str
    name: str
    series: str = ""
    """The series it is of, as in its address."""


def agendas(site: Site) -> Iterator[Agenda]:
    """Yield every calendar: the two there always are, then the series by name."""
    yield Agenda(EVERYTHING, "Alle bijeenkomsten en sluitdatums", f"Agenda van {named(site.config.name)}")
    yield Agenda(LAST_DAYS, "Alleen de sluitdatums", f"Sluitdatums van {named(site.config.name)}")
    names: dict[str, str] = {}
    for document in site.events:
        if series := series_of(document):
            names.setdefault(series, str(document.entry.series))
    for series, name in sorted(names.items()):
        title = f"De reeks ‘{name}’"
        yield Agenda(address_of_series(series), title, f"{title} van {named(site.config.name)}", series)


def coming_series(site: Site) -> frozenset[str]:
    """Return the series of which there is something still to come to."""
    return frozenset(series_of(event) for event in site.coming_events if event.entry.goes_on(site.today))


def series_of(document: Document) -> str:
    """Return the series an event is part of, as in an address; "" when it stands by itself."""
    return slug((EVENT.holds(document) and document.entry.series) or "")[:_MOST_LETTERS].strip("-")


def address_of_series(series: str) -> str:
    """Return where the calendar of a series stands."""
    return f"/agenda/{series}.ics"
