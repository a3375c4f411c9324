"""Lists of what there is: news and events by page and by year, topics, partners by sector, editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from avksite.kinds.organisation import SECTORS
from avksite.making.framing import Head, card, cards
from avksite.making.listed import LISTED
from avksite.making.lists import crumb, introduction, list_plan, list_view, on_page, pagination
from avksite.making.viewpoint import Viewpoint
from avksite.making.views import NavLink, Section

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.artifact import Plan
    from avksite.site import Site


def listings(site: Site) -> Iterator[Plan]:
    """Plan every list but the learning menu."""
    yield from _dated(site, "/nieuws/", site.news, "Er is nog geen nieuws.")
    yield from _years(site, "/nieuws/", site.news)
    yield from _events(site)
    yield from _years(site, "/bijeenkomsten/", site.events)
    yield from _dated(site, "/nieuwsbrieven/", site.editions, "Er is nog geen nieuwsbrief verstuurd.")
    yield from _topics(site)
    yield _partners(site)


def _dated(site: Site, address: str, documents: tuple[Document, ...], empty: str) -> Iterator[Plan]:
    """Plan a list, newest first, over as many pages as it needs; open calls stay on top of the first."""
    name = address.strip("/")
    size = site.config.page_size
    total = max(1, -(-len(documents) // size))
    top = introduction(site, Head(address, LISTED[address]))
    calls = site.open_calls if name == "nieuws" else ()
    for number in range(1, total + 1):
        intro = on_page(top, site, number)
        shown = documents[(number - 1) * size : number * size]
        sections = []
        if calls and number == 1:
            sections.append(Section("Doe mee", "doe-mee", cards(site, calls, intro.viewpoint)))
        if shown:
            title = "Alle berichten" if name == "nieuws" else "Alle nieuwsbrieven"
            sections.append(Section(title, "alles", cards(site, shown, intro.viewpoint)))
        view = replace(
            list_view(name, intro, tuple(sections)),
            filters=_filters(site, address, documents, intro.viewpoint),
            pagination=pagination(intro.viewpoint, address, number, total),
            feed=NavLink("Volg deze lijst met RSS", intro.viewpoint.href(f"{address}feed.xml")),
            empty="" if documents else empty,
        )
        yield list_plan(site, intro, view)


def _filters(site: Site, address: str, documents: tuple[Document, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return the ways to see fewer: a year, a topic."""
    filters = []
    years = _by_year(documents)
    if address in {"/nieuws/", "/bijeenkomsten/"} and years:
        links = tuple(
            NavLink(
                str(year),
                viewpoint.href(f"{address}{year}/"),
                current=viewpoint.address == f"{address}{year}/",
                note=str(len(found)),
            )
            for year, found in years
        )
        filters.append(Section("Per jaar", "per-jaar", links=links))
    topics = {str(topic) for document in documents for topic in document.entry.topics}
    links = tuple(
        NavLink(site.topic_label(topic), viewpoint.href(f"/onderwerpen/{topic}/"))
        for topic in site.topics
        if topic in topics
    )
    if links:
        filters.append(Section("Per onderwerp", "per-onderwerp", links=links))
    return tuple(filters)


def _by_year(documents: tuple[Document, ...]) -> list[tuple[int, list[Document]]]:
    dated = [document for document in documents if document.kind.date(document.entry)]
    return [(year, list(found)) for year, found in groupby(dated, key=_year)]


def _year(document: Document) -> int:
    day = document.kind.date(document.entry)
    return day.year if day else 0


def _years(site: Site, address: str, documents: tuple[Document, ...]) -> Iterator[Plan]:
    label = LISTED[address]
    for year, found in _by_year(documents):
        head = Head(f"{address}{year}/", f"{label} van {year}", crumbs=(crumb(site, address, label),))
        intro = introduction(site, head, found[0].path)
        view = list_view(address.strip("/"), intro, (Section(str(year), "alles", cards(site, found, intro.viewpoint)),))
        yield list_plan(site, intro, replace(view, filters=_filters(site, address, documents, intro.viewpoint)))


def _events(site: Site) -> Iterator[Plan]:
    address = "/bijeenkomsten/"
    size = site.config.page_size
    past = site.past_events
    total = max(1, -(-len(past) // size))
    top = introduction(site, Head(address, LISTED[address]))
    for number in range(1, total + 1):
        intro = on_page(top, site, number)
        sections = []
        if number == 1 and site.coming_events:
            sections.append(Section("Wat komt er aan", "komend", cards(site, site.coming_events, intro.viewpoint)))
        shown = past[(number - 1) * size : number * size]
        if shown:
            sections.append(Section("Wat er was", "geweest", cards(site, shown, intro.viewpoint)))
        view = replace(
            list_view("bijeenkomsten", intro, tuple(sections)),
            filters=_filters(site, address, site.events, intro.viewpoint),
            pagination=pagination(intro.viewpoint, address, number, total),
            feed=NavLink("Volg deze lijst met RSS", intro.viewpoint.href(f"{address}feed.xml")),
            calendar=NavLink("Zet alle bijeenkomsten in je agenda", intro.viewpoint.href("/agenda.ics")),
            empty="" if site.coming_events else "Er staat nu geen bijeenkomst gepland.",
        )
        yield list_plan(site, intro, view)


def _topics(site: Site) -> Iterator[Plan]:
    root = introduction(site, Head("/onderwerpen/", LISTED["/onderwerpen/"]))
    links = tuple(
        NavLink(site.topic_label(topic), root.viewpoint.href(f"/onderwerpen/{topic}/"), note=_pages(len(documents)))
        for topic, documents in site.topics.items()
    )
    view = list_view("onderwerpen", root, (Section("Alle onderwerpen", "alles", links=links),) if links else ())
    yield list_plan(site, root, replace(view, empty="" if links else "Er zijn nog geen onderwerpen."))
    for topic, documents in site.topics.items():
        label = site.topic_label(topic)
        up = (crumb(site, "/onderwerpen/", LISTED["/onderwerpen/"]),)
        head = Head(f"/onderwerpen/{topic}/", label, f"Alles op deze site over {label.lower()}.", up)
        intro = introduction(site, head, documents[0].path)
        yield list_plan(site, intro, list_view("onderwerp", intro, _by_kind(site, documents, intro.viewpoint)))


def _pages(number: int) -> str:
    return "1 pagina" if number == 1 else f"{number} pagina’s"


def _by_kind(site: Site, documents: tuple[Document, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.kind.name, []).append(document)
    return tuple(
        Section(found[0].kind.plural, name, cards(site, found, viewpoint)) for name, found in sorted(groups.items())
    )


def _partners(site: Site) -> Plan:
    intro = introduction(site, Head("/partners/", LISTED["/partners/"]))
    sectors: dict[str, list[Document]] = {}
    for document in site.organisations:
        entry: Any = document.entry
        sectors.setdefault(entry.sector, []).append(document)
    sections = tuple(
        Section(heading, sector, tuple(card(site, document, intro.viewpoint) for document in sectors[sector]))
        for sector, heading in SECTORS.items()
        if sector in sectors
    )
    empty = "" if sections else "Er zijn nog geen partners ingevuld."
    links = tuple(NavLink(section.title, f"#{section.id}", note=str(len(section.cards))) for section in sections)
    filters = (Section("Per sector", "per-sector", links=links),) if len(links) > 1 else ()
    return list_plan(site, intro, replace(list_view("partners", intro, sections), filters=filters, empty=empty))
