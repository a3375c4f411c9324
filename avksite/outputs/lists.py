"""Lists of what there is: news, events and editions by page and by year, topics, partners, and what can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.content.settings import SITE
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION, SECTORS
from avksite.rendering.addresses import MadePage, topic_address
from avksite.rendering.cards import cards
from avksite.rendering.layout import ListView, Pagination, crumb, frame, list_plan, list_view
from avksite.rendering.parts import Head, NavLink, Section
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.subscriptions import (
    EVERYTHING,
    LISTS,
    agendas,
    anchor_of,
    channels,
    coming_series,
    follow_link,
)

if TYPE_CHECKING:
    from avksite.kinds.base import Document, Kind
    from avksite.rendering.addresses import Viewpoint
    from avksite.rendering.artifact import Plan
    from avksite.site import Site


OTHER_FORMS = "Atom en JSON Feed zijn hetzelfde nieuws in een andere vorm, voor wie daar liever mee werkt."


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over as many pages as it needs.

    `on_top` stays on the first page and is not counted: what is open or still to come. `narrowed` are the documents
    whose years and topics lead to fewer.
    """

    name: str
    head: Head
    heading: str
    documents: tuple[Document, ...]
    empty: str = ""
    on_top: tuple[str, str, tuple[Document, ...]] = ("", "", ())
    narrowed: tuple[Document, ...] = ()
    made_from: str = SITE


def listings(site: Site) -> Iterator[Plan]:
    """Plan every list but the learning menu."""
    for listing in (_news(site), _events(site), _editions(site), *_years(site), *_topics(site)):
        yield from _pages(site, listing)
    yield _all_topics(site)
    yield _partners(site)
    yield _follow(site)


def _news(site: Site) -> Listing:
    on_top = {call.path for call in site.open_calls}
    return Listing(
        NEWS.folder,
        Head(NEWS.list_address, NEWS.plural),
        "Andere berichten" if site.open_calls else "Alle berichten",
        tuple(post for post in site.news if post.path not in on_top),
        empty="" if site.news else "Er is nog geen nieuws.",
        on_top=("Doe mee", "deel-doe-mee", site.open_calls),
        narrowed=site.news,
    )


def _events(site: Site) -> Listing:
    return Listing(
        EVENT.folder,
        Head(EVENT.list_address, EVENT.plural),
        "Wat er was",
        site.past_events,
        empty="" if site.coming_events else "Er staat nu geen bijeenkomst gepland.",
        on_top=("Wat er komt", "deel-komend", site.coming_events),
        narrowed=site.events,
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
        for year, found in _by_year(documents):
            yield Listing(
                kind.folder,
                Head(f"{address}{year}/", f"{label} van {year}", crumbs=(crumb(site, address, label),)),
                str(year),
                found,
                narrowed=documents,
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
    first = list_view(site, listing.name, listing.head)
    intro = site.by_address.get(address)
    for number in range(1, total + 1):
        view = first if number == 1 else _further(site, first, number)
        viewpoint = view.frame.viewpoint
        to_calendar = viewpoint.href(MadePage.FOLLOW, anchor_of(EVERYTHING))
        is_events = address == EVENT.list_address
        view = replace(
            view,
            sections=tuple(_sections(site, listing, number, viewpoint)),
            filters=_filters(site, address, listing.narrowed, viewpoint),
            pagination=_pagination(viewpoint, address, number, total),
            feed=follow_link(site, address, viewpoint, "Volg deze lijst met RSS"),
            calendar=NavLink("Zet alle bijeenkomsten in je agenda", to_calendar) if is_events else None,
            empty=listing.empty if is_events or not listing.documents else "",
        )
        yield list_plan(site, view, made_from=intro.path if intro else listing.made_from)


def _further(site: Site, first: ListView, number: int) -> ListView:
    """Return a further page of a list: shorter, with the number in its title (WCAG 2.2, 2.4.2)."""
    head = first.frame.head
    title = f"{first.title}, bladzijde {number}"
    steps = (crumb(site, head.address, first.title),)
    own = Head(_page_address(head.address, number), title, head.description, steps)
    return ListView(frame(site, own), first.name, title, "")


def _page_address(address: str, number: int) -> str:
    """Return the address of one page of a list: the first is the list itself."""
    return address if number == 1 else f"{address}bladzijde-{number}/"


def _pagination(viewpoint: Viewpoint, address: str, number: int, total: int) -> Pagination | None:
    """Return the links between the pages of a list; None when there is only one."""
    if total == 1:
        return None

    def link(other: int, text: str) -> NavLink:
        return NavLink(text, viewpoint.href(_page_address(address, other)), current=other == number)

    return Pagination(
        number,
        total,
        link(number - 1, "Vorige bladzijde") if number > 1 else None,
        link(number + 1, "Volgende bladzijde") if number < total else None,
        tuple(link(other, f"Bladzijde {other}") if other else None for other in _near(number, total)),
    )


def _near(number: int, total: int) -> Iterator[int | None]:
    """Yield the pages worth a link: the first, the last, and those around where the reader is; None for a gap."""
    before = 0
    for page in sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)}):
        if page == before + 2:  # a gap of one page takes no less room than its number
            yield before + 1
        elif page > before + 1:
            yield None
        yield page
        before = page


def _sections(site: Site, listing: Listing, number: int, viewpoint: Viewpoint) -> Iterator[Section]:
    title, name, documents = listing.on_top
    if documents and number == 1:
        yield Section(title, name, cards(site, documents, viewpoint))
    size = site.config.page_size
    shown = listing.documents[(number - 1) * size : number * size]
    if shown:
        yield Section(listing.heading, "deel-alles", cards(site, shown, viewpoint))


def _filters(site: Site, address: str, narrowed: tuple[Document, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return the years of these documents with how many there are, and their topics."""
    folder, here = f"/{address.split('/')[1]}/", viewpoint.address or ""
    years = []
    for year, found in _by_year(narrowed):
        of_year = f"{folder}{year}/"
        is_here = here.startswith(of_year)
        years.append(NavLink(str(year), viewpoint.href(of_year), current=is_here, note=str(len(found))))
    used = {str(topic) for document in narrowed for topic in document.entry.topics}
    topics = (_topic_link(site, topic, viewpoint) for topic in site.topics if topic in used)
    filters = (
        Section("Per jaar", "deel-per-jaar", links=tuple(years)),
        Section("Per onderwerp", "deel-per-onderwerp", links=tuple(topics)),
    )
    return tuple(section for section in filters if section.links)


def _topic_link(site: Site, topic: str, viewpoint: Viewpoint, note: str = "") -> NavLink:
    return NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic)), note=note)


def _by_year(documents: tuple[Document, ...]) -> list[tuple[int, tuple[Document, ...]]]:
    def year(document: Document) -> int:
        day = document.entry.day
        return day.year if day else 0

    return [(number, tuple(found)) for number, found in groupby(documents, key=year) if number]


def _all_topics(site: Site) -> Plan:
    view = list_view(site, "onderwerpen", Head(MadePage.TOPICS, MadePage.TOPICS.heading))
    links = tuple(
        _topic_link(site, topic, view.frame.viewpoint, "1 pagina" if len(found) == 1 else f"{len(found)} pagina’s")
        for topic, found in site.topics.items()
    )
    sections = (Section("Alle onderwerpen", "deel-alles", links=links),) if links else ()
    return list_plan(site, replace(view, sections=sections, empty="" if links else "Er zijn nog geen onderwerpen."))


def _partners(site: Site) -> Plan:
    view = list_view(site, "partners", Head(ORGANISATION.list_address, ORGANISATION.plural))
    sectors: dict[str, list[Document]] = {}
    for document in site.organisations:
        sectors.setdefault(document.entry.sector, []).append(document)
    sections = tuple(
        Section(heading, f"deel-{sector}", cards(site, sectors[sector], view.frame.viewpoint))
        for sector, heading in SECTORS.items()
        if sector in sectors
    )
    links = tuple(NavLink(section.title, f"#{section.id}", note=str(len(section.cards))) for section in sections)
    filters = (Section("Per sector", "deel-per-sector", links=links),) if len(links) > 1 else ()
    empty = "" if sections else "Er zijn nog geen partners ingevuld."
    return list_plan(site, replace(view, sections=sections, filters=filters, empty=empty))


def _follow(site: Site) -> Plan:
    """Plan the page that says how to follow the site: by mail, in a feed reader, in an agenda.

    What a reader has to do is in its own text; the addresses to copy come from what there is.
    """
    view = list_view(site, "volgen", Head(MadePage.FOLLOW, MadePage.FOLLOW.heading))
    sections = tuple(section for section in _subscriptions(site, view.frame.viewpoint) if section.links)
    return list_plan(site, replace(view, sections=sections))


def _subscriptions(site: Site, viewpoint: Viewpoint) -> Iterator[Section]:
    def link(text: str, address: str, anchor: str) -> NavLink:
        # A program asks for the whole address, to be copied.
        return NavLink(text, viewpoint.href(address), note=viewpoint.url(address), id=anchor_of(anchor))

    every = tuple(channels(site))
    lists = tuple(channel for channel in every if channel.folder in LISTS)
    topics = tuple(channel for channel in every if channel.folder.startswith(MadePage.TOPICS))
    partners = tuple(channel for channel in every if channel not in (*lists, *topics))
    letter = site.by_address.get(SIGN_UP)
    mail = (NavLink(letter.entry.title, viewpoint.href(SIGN_UP)),) if letter else ()
    yield Section("In je mailbox", "deel-nieuwsbrief", links=mail)
    coming = coming_series(site)
    shown = [agenda for agenda in agendas(site) if not agenda.series or agenda.series in coming]
    calendars = tuple(link(agenda.title, agenda.address, agenda.address) for agenda in shown)
    yield Section("In je agenda", "deel-agenda", links=calendars)
    for title, anchor, found in (
        ("In je nieuwslezer: RSS", "deel-rss", lists),
        ("RSS over één onderwerp", "deel-rss-onderwerpen", topics),
        ("RSS over één partner", "deel-rss-partners", partners),
    ):
        feeds = tuple(link(channel.name, f"{channel.folder}feed.xml", channel.folder) for channel in found)
        yield Section(title, anchor, links=feeds, note=OTHER_FORMS if anchor == "deel-rss" else "")
