"""Lists of what there is: news, events and editions by page and by year, topics, partners, and what can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from avksite.content.settings import SITE
from avksite.frozen import dataclass
from avksite.kinds.base import Document, Kind
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION, SECTORS
from avksite.memo.queries import query
from avksite.rendering.addresses import MadePage, Viewpoint, topic_address
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.cards import cards, link_to
from avksite.rendering.layout import ListView, Pagination, crumb, list_filled_in, list_page, list_plan
from avksite.rendering.parts import Head, NavLink, Page, Section
from avksite.rendering.redirects import emptied
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.subscriptions import EVERYTHING, LISTS, anchor_of, calendars, feeds, follow_link
from avksite.site import Site

OTHER_FORMS = "Atom en JSON Feed zijn hetzelfde nieuws in een andere vorm, voor wie daar liever mee werkt."


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over as many pages as it needs, under a heading.

    `on_top` stays on the first page and is not counted: what is open or still to come, with its heading and id.
    `narrowed` are the documents whose years and topics lead to fewer; `made_from` is for a list without a text.
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
    for address, listing in listings_of(site).items():
        first = list_plan(site, listing.head, listed, address, 1, made_from=listing.made_from)
        yield first
        for number in range(2, _pages_of(site, listing) + 1):
            path = path_of(_page_address(address, number))
            yield replace(first, path=path, about=(address, number), head=None)
    for above in (NEWS.list_address, EVENT.list_address):
        yield from emptied(site, above, listings_of(site))
    if all(topic_address(topic) in site.ledger for topic in site.topics):  # else one may have another name now
        yield from emptied(site, MadePage.TOPICS, listings_of(site))
    yield list_plan(site, Head(MadePage.TOPICS, MadePage.TOPICS.heading), all_topics)
    yield list_plan(site, Head(ORGANISATION.list_address, ORGANISATION.plural), partners)
    yield list_plan(site, Head(MadePage.FOLLOW, MadePage.FOLLOW.heading), follow)


@query
def listings_of(site: Site) -> dict[str, Listing]:
    """Return every list by its address."""
    return {listing.head.address: listing for listing in (*_of_kinds(site), *_years(site), *_topics(site))}


@dataclass(frozen=True, slots=True)
class Outline:
    """What all pages of a list share: the list without its documents, and what leads to fewer of them."""

    listing: Listing
    pages: int
    years: tuple[tuple[int, int], ...]
    """Each with how many there are."""
    topics: tuple[str, ...]


@query
def outline(site: Site, address: str) -> Outline:
    """Return what all pages of a list share."""
    listing = listings_of(site)[address]
    years = tuple((year, len(found)) for year, found in _by_year(listing.narrowed))
    used = {topic for document in listing.narrowed for topic in document.entry.topics}
    topics = tuple(topic for topic in site.topics if topic in used)
    says_so = address == EVENT.list_address or not listing.documents
    bare = replace(listing, documents=(), narrowed=(), empty=listing.empty if says_so else "")
    return Outline(bare, _pages_of(site, listing), years, topics)


@query
def shown(site: Site, address: str, number: int) -> tuple[Document, ...]:
    """Return the documents on one page of a list."""
    size = site.config.page_size
    return listings_of(site)[address].documents[(number - 1) * size : number * size]


def _pages_of(site: Site, listing: Listing) -> int:
    return max(1, -(-len(listing.documents) // site.config.page_size))


def _of_kinds(site: Site) -> Iterator[Listing]:
    def head(kind: Kind) -> Head:
        return Head(kind.list_address, kind.plural)

    on_top = {call.path for call in site.open_calls}
    yield Listing(
        NEWS.folder,
        head(NEWS),
        "Andere berichten" if site.open_calls else "Alle berichten",
        tuple(post for post in site.news if post.path not in on_top),
        "" if site.news else "Er is nog geen nieuws.",
        ("Doe mee", "deel-doe-mee", site.open_calls),
        site.news,
    )
    yield Listing(
        EVENT.folder,
        head(EVENT),
        "Wat er was",
        site.past_events,
        "" if site.coming_events else "Er staat nu geen bijeenkomst gepland.",
        ("Wat er komt", "deel-komend", site.coming_events),
        site.events,
    )
    empty = "" if site.editions else "Er is nog geen nieuwsbrief."
    yield Listing(NEWSLETTER.folder, head(NEWSLETTER), "Alle nieuwsbrieven", site.editions, empty)


def _years(site: Site) -> Iterator[Listing]:
    lists: tuple[tuple[Kind, tuple[Document, ...]], ...] = ((NEWS, site.news), (EVENT, site.events))
    for kind, documents in lists:
        address, label = kind.list_address, kind.plural
        for year, found in _by_year(documents):
            head = Head(f"{address}{year}/", f"{label} van {year}", crumbs=(crumb(site, address, label),))
            yield Listing(kind.folder, head, str(year), found, narrowed=documents, made_from=found[0].path)


def _topics(site: Site) -> Iterator[Listing]:
    up = (crumb(site, MadePage.TOPICS, MadePage.TOPICS.heading),)
    for topic, documents in site.topics.items():
        title = f"Alles over ‘{site.topic_label(topic)}’"
        head = Head(topic_address(topic), title, "Nieuws, bijeenkomsten, leeraanbod en achtergrond bij elkaar.", up)
        yield Listing("onderwerp", head, title, documents, made_from=documents[0].path)


def listed(site: Site, address: str, number: int) -> Made:
    """Make one page of a list."""
    whole = outline(site, address)
    listing = whole.listing
    page = list_page(site, listing.head)
    if number > 1:
        page = _further(site, page.title, page.frame.head, number)
    viewpoint = page.frame.viewpoint
    feed = follow_link(site, address, viewpoint, "Volg deze lijst met RSS")
    agenda = NavLink("Zet alle bijeenkomsten in je agenda", viewpoint.href(MadePage.FOLLOW, anchor_of(EVERYTHING)))
    title, anchor, on_top = listing.on_top
    lists = (
        (title, anchor, on_top if number == 1 else ()),
        (listing.heading, "deel-alles", shown(site, address, number)),
    )
    view = ListView(
        name=listing.name,
        sections=tuple(Section(title, id_, cards(site, found, viewpoint)) for title, id_, found in lists if found),
        filters=_filters(site, address, whole, viewpoint),
        pagination=_pagination(viewpoint, address, number, whole.pages) if whole.pages > 1 else None,
        follow=tuple(link for link in (feed, agenda if address == EVENT.list_address else None) if link),
        empty=listing.empty,
    )
    return list_filled_in(site, page, view)


def _further(site: Site, title: str, head: Head, number: int) -> Page:
    """Return a further page of a list: without a summary, and with the number in its title (WCAG 2.2, 2.4.2)."""
    crumbs = (crumb(site, head.address, title),)
    address, numbered = _page_address(head.address, number), f"{title}, bladzijde {number}"
    return replace(list_page(site, Head(address, numbered, head.description, crumbs)), summary="")


def _page_address(address: str, number: int) -> str:
    """Return the address of one page of a list: the first is the list itself."""
    return address if number == 1 else f"{address}bladzijde-{number}/"


def _pagination(viewpoint: Viewpoint, address: str, number: int, total: int) -> Pagination:
    """Return the links between the pages of a list: to the first, the last, and those around where the reader is."""

    def link(other: int, text: str) -> NavLink:
        return NavLink(text, viewpoint.href(_page_address(address, other)), current=other == number)

    pages: list[NavLink | None] = []
    before = 0
    for near in sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)}):
        if near == before + 2:  # a gap of one page takes no less room than its number
            pages.append(link(before + 1, f"Bladzijde {before + 1}"))
        elif near > before + 1:
            pages.append(None)
        pages.append(link(near, f"Bladzijde {near}"))
        before = near
    previous = link(number - 1, "Vorige bladzijde") if number > 1 else None
    following = link(number + 1, "Volgende bladzijde") if number < total else None
    return Pagination(number, total, previous, following, tuple(pages))


def _filters(site: Site, address: str, whole: Outline, viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return the years of a list with how many there are, and its topics."""
    years = []
    for year, number in whole.years:
        of_year = f"/{address.split('/')[1]}/{year}/"
        is_here = (viewpoint.address or "").startswith(of_year)
        years.append(NavLink(str(year), viewpoint.href(of_year), current=is_here, note=str(number)))
    topics = tuple(_topic_link(site, topic, viewpoint) for topic in whole.topics)
    filters = (("Per jaar", "deel-per-jaar", tuple(years)), ("Per onderwerp", "deel-per-onderwerp", topics))
    return tuple(Section(title, id_, links=links) for title, id_, links in filters if links)


def _topic_link(site: Site, topic: str, viewpoint: Viewpoint, note: str = "") -> NavLink:
    return NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic)), note=note)


def _by_year(documents: tuple[Document, ...]) -> list[tuple[int, tuple[Document, ...]]]:
    """Return documents that are in the order of their days by year; what has no day has no year."""
    years = groupby(documents, key=lambda document: document.entry.day.year if document.entry.day else 0)
    return [(year, tuple(found)) for year, found in years if year]


def all_topics(site: Site) -> Made:
    """Make the page of all topics."""
    page = list_page(site, Head(MadePage.TOPICS, MadePage.TOPICS.heading))
    links = tuple(
        _topic_link(site, topic, page.frame.viewpoint, "1 pagina" if len(found) == 1 else f"{len(found)} pagina’s")
        for topic, found in site.topics.items()
    )
    sections = (Section("Alle onderwerpen", "deel-alles", links=links),) if links else ()
    empty = "" if links else "Er zijn nog geen onderwerpen."
    return list_filled_in(site, page, ListView(name="onderwerpen", sections=sections, empty=empty))


def partners(site: Site) -> Made:
    """Make the page of all partners."""
    page = list_page(site, Head(ORGANISATION.list_address, ORGANISATION.plural))
    sectors: dict[str, list[Document]] = {}
    for document in site.partners.values():
        sectors.setdefault(document.entry.sector, []).append(document)
    sections = tuple(
        Section(heading, f"deel-{sector}", cards(site, sectors[sector], page.frame.viewpoint))
        for sector, heading in SECTORS.items()
        if sector in sectors
    )
    links = tuple(NavLink(section.title, f"#{section.id}", note=str(len(section.cards))) for section in sections)
    filters = (Section("Per sector", "deel-per-sector", links=links),) if len(links) > 1 else ()
    empty = "" if sections else "Er zijn nog geen partners ingevuld."
    return list_filled_in(site, page, ListView(name="partners", sections=sections, filters=filters, empty=empty))


def follow(site: Site) -> Made:
    """Make the page that says how to follow the site: by mail, in a feed reader, in an agenda.

    What a reader has to do is in its own text; the addresses to copy come from what there is.
    """
    page = list_page(site, Head(MadePage.FOLLOW, MadePage.FOLLOW.heading))
    sections = tuple(section for section in _subscriptions(site, page.frame.viewpoint) if section.links)
    return list_filled_in(site, page, ListView(name="volgen", sections=sections))


def _subscriptions(site: Site, viewpoint: Viewpoint) -> Iterator[Section]:
    def link(text: str, address: str, anchor: str) -> NavLink:
        # A program asks for the whole address, to be copied.
        return NavLink(text, viewpoint.href(address), note=viewpoint.url(address), id=anchor_of(anchor))

    letter = site.by_address.get(SIGN_UP)
    mail = (link_to(letter, viewpoint),) if letter else ()
    yield Section("In je mailbox", "deel-nieuwsbrief", links=mail)
    shown = [it for it in calendars(site) if not it.series or it.series in site.coming_series]
    agendas = tuple(link(it.label, it.address, it.address) for it in shown)
    yield Section("In je agenda", "deel-agenda", links=agendas)
    groups: tuple[list[NavLink], ...] = ([], [], [])
    for it in feeds(site):
        group = 0 if it.address in LISTS else 1 if it.address.startswith(MadePage.TOPICS) else 2
        groups[group].append(link(it.label, f"{it.address}feed.xml", it.address))
    lists, topics, partners = map(tuple, groups)
    yield Section("In je nieuwslezer: RSS", "deel-rss", links=lists, note=OTHER_FORMS)
    yield Section("RSS over één onderwerp", "deel-rss-onderwerpen", links=topics)
    yield Section("RSS over één partner", "deel-rss-partners", links=partners)
