"""Lists of what there is: news, events and editions by page and by year, topics, partners by sector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION, SECTORS
from avksite.rendering.calendars import EVERYTHING
from avksite.rendering.feeds import anchor_of, follow_link
from avksite.rendering.layout import Head, cards
from avksite.rendering.lists import crumb, introduction, list_plan, list_view, on_page, pagination
from avksite.rendering.made_pages import MadePage, topic_address
from avksite.rendering.parts import NavLink, Section

if TYPE_CHECKING:
    from avksite.kinds.base import Document, Kind
    from avksite.rendering.artifact import Plan
    from avksite.rendering.viewpoint import Viewpoint
    from avksite.site import Site


@dataclass(frozen=True, slots=True)
class Narrows:
    """Ways to see fewer of a list: its years with how many there are, and its topics."""

    years: tuple[tuple[int, int], ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over as many pages as it needs.

    `on_top` stays on the first page and is not counted: what is open or still to come. `narrows` are the ways
    to see fewer.
    """

    name: str
    head: Head
    heading: str
    documents: tuple[Document, ...]
    empty: str = ""
    on_top: tuple[str, str, tuple[Document, ...]] = ("", "", ())
    narrows: Narrows = Narrows()
    made_from: str = "content/site.yaml"


def listings(site: Site) -> Iterator[Plan]:
    """Plan every list but the learning menu."""
    for listing in (_news(site), _events(site), _editions(site), *_years(site), *_topics(site)):
        yield from _pages(site, listing)
    yield _all_topics(site)
    yield _partners(site)


def _news(site: Site) -> Listing:
    on_top = {call.path for call in site.open_calls}
    return Listing(
        NEWS.folder,
        Head(NEWS.list_address, NEWS.plural),
        "Andere berichten" if site.open_calls else "Alle berichten",
        tuple(post for post in site.news if post.path not in on_top),
        empty="" if site.news else "Er is nog geen nieuws.",
        on_top=("Doe mee", "deel-doe-mee", site.open_calls),
        narrows=_narrows(site, site.news),
    )


def _events(site: Site) -> Listing:
    return Listing(
        EVENT.folder,
        Head(EVENT.list_address, EVENT.plural),
        "Wat er was",
        site.past_events,
        empty="" if site.coming_events else "Er staat nu geen bijeenkomst gepland.",
        on_top=("Wat er komt", "deel-komend", site.coming_events),
        narrows=_narrows(site, site.events),
    )


def _editions(site: Site) -> Listing:
    return Listing(
        NEWSLETTER.folder,
        Head(NEWSLETTER.list_address, NEWSLETTER.plural),
        "Alle nieuwsbrieven",
        site.editions,
        empty="" if site.editions else "Er is nog geen nieuwsbrief.",
    )


def _years(site: Site) -> Iterator[Listing]:
    lists: tuple[tuple[Kind, tuple[Document, ...]], ...] = ((NEWS, site.news), (EVENT, site.events))
    for kind, documents in lists:
        address, label = kind.list_address, kind.plural
        narrows = _narrows(site, documents)
        for year, found in _by_year(documents):
            yield Listing(
                kind.folder,
                Head(f"{address}{year}/", f"{label} van {year}", crumbs=(crumb(site, address, label),)),
                str(year),
                found,
                narrows=narrows,
                made_from=found[0].path,
            )


def _topics(site: Site) -> Iterator[Listing]:
    up = (crumb(site, MadePage.TOPICS, MadePage.TOPICS.heading),)
    for topic, documents in site.topics.items():
        title = f"Alles over ‘{site.topic_label(topic)}’"
        summary = "Nieuws, bijeenkomsten, leeraanbod en achtergrond bij elkaar."
        head = Head(topic_address(topic), title, summary, up)
        yield Listing("onderwerp", head, title, documents, made_from=documents[0].path)


def _pages(site: Site, listing: Listing) -> Iterator[Plan]:
    address, size = listing.head.address, site.config.page_size
    total = max(1, -(-len(listing.documents) // size))
    first = introduction(site, listing.head, listing.made_from)
    for number in range(1, total + 1):
        intro = on_page(first, site, number)
        href = intro.viewpoint.href
        calendar = NavLink("Zet alle bijeenkomsten in je agenda", href(MadePage.FOLLOW, anchor_of(EVERYTHING)))
        view = replace(
            list_view(listing.name, intro, tuple(_sections(site, listing, number, intro.viewpoint))),
            filters=_filters(site, address, listing.narrows, intro.viewpoint),
            pagination=pagination(intro.viewpoint, address, number, total),
            feed=follow_link(site, address, intro.viewpoint, "Volg deze lijst met RSS"),
            calendar=calendar if address == EVENT.list_address else None,
            empty=listing.empty if address == EVENT.list_address or not listing.documents else "",
        )
        yield list_plan(site, intro, view)


def _sections(site: Site, listing: Listing, number: int, viewpoint: Viewpoint) -> Iterator[Section]:
    title, name, documents = listing.on_top
    if documents and number == 1:
        yield Section(title, name, cards(site, documents, viewpoint))
    size = site.config.page_size
    shown = listing.documents[(number - 1) * size : number * size]
    if shown:
        yield Section(listing.heading, "deel-alles", cards(site, shown, viewpoint))


def _narrows(site: Site, documents: tuple[Document, ...]) -> Narrows:
    used = {str(topic) for document in documents for topic in document.entry.topics}
    years = tuple((year, len(found)) for year, found in _by_year(documents))
    return Narrows(years, tuple(topic for topic in site.topics if topic in used))


def _filters(site: Site, address: str, narrows: Narrows, viewpoint: Viewpoint) -> tuple[Section, ...]:
    folder = f"/{address.split('/')[1]}/"
    years = tuple(
        NavLink(
            str(year),
            viewpoint.href(f"{folder}{year}/"),
            current=(viewpoint.address or "").startswith(f"{folder}{year}/"),
            note=str(number),
        )
        for year, number in narrows.years
    )
    topics = tuple(_topic_link(site, topic, viewpoint) for topic in narrows.topics)
    ways = (
        Section("Per jaar", "deel-per-jaar", links=years),
        Section("Per onderwerp", "deel-per-onderwerp", links=topics),
    )
    return tuple(way for way in ways if way.links)


def _topic_link(site: Site, topic: str, viewpoint: Viewpoint, note: str = "") -> NavLink:
    return NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic)), note=note)


def _by_year(documents: tuple[Document, ...]) -> list[tuple[int, tuple[Document, ...]]]:
    return [(year, tuple(found)) for year, found in groupby(documents, key=_year) if year]


def _year(document: Document) -> int:
    day = document.entry.day
    return day.year if day else 0


def _all_topics(site: Site) -> Plan:
    intro = introduction(site, Head(MadePage.TOPICS, MadePage.TOPICS.heading))
    links = tuple(
        _topic_link(site, topic, intro.viewpoint, "1 pagina" if len(found) == 1 else f"{len(found)} pagina’s")
        for topic, found in site.topics.items()
    )
    view = list_view("onderwerpen", intro, (Section("Alle onderwerpen", "deel-alles", links=links),) if links else ())
    return list_plan(site, intro, replace(view, empty="" if links else "Er zijn nog geen onderwerpen."))


def _partners(site: Site) -> Plan:
    intro = introduction(site, Head(ORGANISATION.list_address, ORGANISATION.plural))
    sectors: dict[str, list[Document]] = {}
    for document in site.organisations:
        sectors.setdefault(document.entry.sector, []).append(document)
    sections = tuple(
        Section(heading, f"deel-{sector}", cards(site, sectors[sector], intro.viewpoint))
        for sector, heading in SECTORS.items()
        if sector in sectors
    )
    links = tuple(NavLink(section.title, f"#{section.id}", note=str(len(section.cards))) for section in sections)
    filters = (Section("Per sector", "deel-per-sector", links=links),) if len(links) > 1 else ()
    empty = "" if sections else "Er zijn nog geen partners ingevuld."
    return list_plan(site, intro, replace(list_view("partners", intro, sections), filters=filters, empty=empty))
