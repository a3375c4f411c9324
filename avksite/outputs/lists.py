"""Lists of what there is: news, events and editions by page and by year, topics, partners, and what can be followed.

What is old stands on pages that are full and counted from the oldest, so that something new changes none of them
(docs/decisions/0054-an-older-page-of-a-list-never-changes.md).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words, days_in_words
from avksite.frozen import dataclass
from avksite.kinds.base import Document, Kind
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION, SECTORS
from avksite.memo.queries import query
from avksite.rendering.addresses import FURTHER, MadePage, Viewpoint, topic_address
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.cards import cards, link_to
from avksite.rendering.layout import ListView, crumb, list_filled_in, list_page, list_plan
from avksite.rendering.ledger import OLDER
from avksite.rendering.parts import Head, NavLink, Section
from avksite.rendering.redirects import emptied, redirect
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.subscriptions import EVERYTHING, LISTS, anchor_of, calendars, feeds, follow_link
from avksite.site import Site

OTHER_FORMS = "Atom en JSON Feed zijn hetzelfde nieuws in een andere vorm, voor wie daar liever mee werkt."


@dataclass(frozen=True, slots=True)
class PagedList:
    """A list over as many pages as it needs, under a heading.

    `documents` are all that are of a day, newest first. On the first page `on_top` comes before them, what is open or
    still to come with its heading and id, and is not listed twice; `undated` comes below them. `narrowed` is the list
    whose years and topics lead to fewer; `made_from` is for a list without a text.
    """

    name: str
    head: Head
    heading: str
    documents: tuple[Document, ...]
    empty: str = ""
    on_top: tuple[str, str, tuple[Document, ...]] = ("", "", ())
    narrowed: str = ""
    made_from: str = SITE
    undated: tuple[Document, ...] = ()


def listings(site: Site) -> Iterator[Plan]:
    """Plan every list but the learning menu."""
    lists, older = listings_of(site), set[str]()
    for address, listing in lists.items():
        first = list_plan(site, listing.head, newest, address, made_from=listing.made_from)
        yield first
        for number in range(1, _older_pages(site, listing) + 1):
            at = _page_address(address, number)
            older.add(at)
            yield replace(first, path=path_of(at), maker=listed, about=(address, number), head=None)
    yield from _shrunk(site, older, lists)
    for above in (NEWS.list_address, EVENT.list_address):
        yield from emptied(site, above, lists)
    if all(topic_address(topic) in site.ledger for topic in site.topics):  # else one may have another name now
        yield from emptied(site, MadePage.TOPICS, lists)
    yield list_plan(site, Head(MadePage.TOPICS, MadePage.TOPICS.heading), all_topics)
    yield list_plan(site, Head(ORGANISATION.list_address, ORGANISATION.plural), partners)
    yield list_plan(site, Head(MadePage.FOLLOW, MadePage.FOLLOW.heading), follow)


def _shrunk(site: Site, older: Container[str], lists: Mapping[str, PagedList]) -> Iterator[Plan]:
    """Plan a page for every older page that was on the site and is not there now: it leads to its list.

    A list has fewer of them when a text in it goes, or when more stand on each.
    """
    for address, entry in site.ledger.items():
        if entry.kind == OLDER and not (entry.is_withdrawn or address in site.redirects or address in older):
            above = site.redirects.get(of := FURTHER.sub("/", address), of)
            title = lists[above].head.title if above in lists else site.config.name
            yield redirect(site, address, above, site.by_address.get(above) or title)


@query
def listings_of(site: Site) -> dict[str, PagedList]:
    """Return every list by its address."""
    return {listing.head.address: listing for listing in (*_of_kinds(site), *_years(site), *_topics(site))}


@dataclass(frozen=True, slots=True)
class ListFrame:
    """What stands at the address of a list: the list with its newest documents, and what leads to others."""

    listing: PagedList
    older: int
    """How many pages there are with what is older."""
    years: tuple[tuple[int, int], ...]
    """Each with how many there are, or 0 where that is not said."""
    topics: tuple[str, ...]


@query
def outline(site: Site, address: str) -> ListFrame:
    """Return what stands at the address of a list."""
    listing = listings_of(site)[address]
    years, topics = narrowing(site, listing.narrowed)
    if address != listing.narrowed:  # the list of a year, which is as it was when another year has more
        years = tuple((year, 0) for year, _ in years)
    older = _older_pages(site, listing)
    on_top = {document.path for document in listing.on_top[2]}
    rest = listing.documents[: len(listing.documents) - older * site.config.page_size]
    shown = tuple(document for document in rest if document.path not in on_top)
    return ListFrame(replace(listing, documents=shown), older, years, topics)


@query
def narrowing(site: Site, address: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return the years in a list, each with how many there are, and the topics in it; none where it has no address."""
    documents = {NEWS.list_address: site.news, EVENT.list_address: site.events}.get(address, ())
    used = {topic for document in documents for topic in document.entry.topics}
    years = tuple((year, len(found)) for year, found in _by_year(documents))
    return years, tuple(topic for topic in site.topics if topic in used)


@query
def about_list(site: Site, address: str) -> tuple[str, Head]:
    """Return the name of a list and what it says about itself: all that its older pages share with it."""
    listing = listings_of(site)[address]
    return listing.name, listing.head


@query
def older_page(site: Site, address: str, number: int) -> tuple[Document, ...]:
    """Return the documents on an older page of a list, counted from the oldest; () where there is none."""
    listing, size = listings_of(site)[address], site.config.page_size
    if not 0 < number <= _older_pages(site, listing):
        return ()
    end = len(listing.documents) - (number - 1) * size
    return listing.documents[end - size : end]


@query
def days_of(site: Site, address: str, number: int) -> str:
    """Return what tells an older page of a list from all others (WCAG 2.2, 2.4.2): of which days it is.

    Two pages can only have the same days where that is one day: they have their number too. "" is for no page.
    """
    days = [day for document in older_page(site, address, number) if (day := document.entry.day)]
    if not days or days[0] == days[-1]:
        return f"{date_in_words(days[0])}, bladzijde {number}" if days else ""
    return days_in_words(days[-1], days[0])


def _older_pages(site: Site, listing: PagedList) -> int:
    """Return how many full pages there are with what is older; as many documents again, at least, are the newest."""
    return max(0, len(listing.documents) // site.config.page_size - 1)


def _of_kinds(site: Site) -> Iterator[PagedList]:
    def head(kind: Kind) -> Head:
        return Head(kind.list_address, kind.plural)

    yield PagedList(
        NEWS.folder,
        head(NEWS),
        "Andere berichten" if site.open_calls else "Alle berichten",
        site.news,
        "" if site.news else "Er is nog geen nieuws.",
        ("Doe mee", "deel-doe-mee", site.open_calls),
        NEWS.list_address,
    )
    yield PagedList(
        EVENT.folder,
        head(EVENT),
        "Wat er was",
        site.past_events,
        "" if site.coming_events else "Er staat nu geen bijeenkomst gepland.",
        ("Wat er komt", "deel-komend", site.coming_events),
        EVENT.list_address,
    )
    empty = "" if site.editions else "Er is nog geen nieuwsbrief."
    yield PagedList(NEWSLETTER.folder, head(NEWSLETTER), "Alle nieuwsbrieven", site.editions, empty)


def _years(site: Site) -> Iterator[PagedList]:
    lists: tuple[tuple[Kind, tuple[Document, ...]], ...] = ((NEWS, site.news), (EVENT, site.events))
    for kind, documents in lists:
        address, label = kind.list_address, kind.plural
        for year, found in _by_year(documents):
            head = Head(f"{address}{year}/", f"{label} van {year}", crumbs=(crumb(site, address, label),))
            yield PagedList(kind.folder, head, str(year), found, narrowed=address, made_from=found[-1].path)


def _topics(site: Site) -> Iterator[PagedList]:
    up = (crumb(site, MadePage.TOPICS, MadePage.TOPICS.heading),)
    for topic, documents in site.topics.items():
        title = f"Alles over ‘{site.topic_label(topic)}’"
        head = Head(topic_address(topic), title, "Nieuws, bijeenkomsten, leeraanbod en achtergrond bij elkaar.", up)
        dated = tuple(document for document in documents if document.kind.is_dated)
        undated = tuple(document for document in documents if not document.kind.is_dated)
        first = (dated or undated)[-1].path
        yield PagedList("onderwerp", head, title, dated, undated=undated, made_from=first)


def newest(site: Site, address: str) -> Made:
    """Make the page at the address of a list: with its newest documents, and with ways to all others."""
    whole = outline(site, address)
    listing = whole.listing
    page = list_page(site, listing.head)
    viewpoint = page.frame.viewpoint
    below = "Leeraanbod en achtergrond" if listing.documents else listing.heading
    lists = (
        listing.on_top,
        (listing.heading, "deel-alles", listing.documents),
        (below, "deel-achtergrond", listing.undated),
    )
    view = ListView(
        name=listing.name,
        sections=tuple(Section(title, id_, cards(site, found, viewpoint)) for title, id_, found in lists if found),
        filters=_filters(site, address, whole, viewpoint),
        pages=_other_pages(site, viewpoint, address, whole.older + 1),
        follow=_follow(site, address, viewpoint),
        empty=listing.empty,
    )
    return list_filled_in(site, page, view)


def listed(site: Site, address: str, number: int) -> Made:
    """Make an older page of a list: no answer that it asks for is another when something new comes.

    It has no summary, for that is of the list, and the newest page gives the years and topics to choose from.
    """
    name, head = about_list(site, address)
    text = site.by_address.get(address)
    title = f"{text.entry.title if text else head.title}, {days_of(site, address, number)}"
    description = text.summed_up(site.today) if text else ""
    crumbs = (*head.crumbs, crumb(site, address, head.title))
    own = Head(_page_address(address, number), title, description or head.description, crumbs)
    page = replace(list_page(site, own), summary="")
    viewpoint = page.frame.viewpoint
    view = ListView(
        name=name,
        sections=(Section(title, "deel-alles", cards(site, older_page(site, address, number), viewpoint)),),
        pages=_other_pages(site, viewpoint, address, number),
        follow=_follow(site, address, viewpoint),
    )
    return list_filled_in(site, page, view)


def _page_address(address: str, number: int) -> str:
    """Return the address of an older page of a list."""
    return f"{address}bladzijde-{number}/"


def _other_pages(site: Site, viewpoint: Viewpoint, address: str, number: int) -> tuple[tuple[str, NavLink], ...]:
    """Return the links from a page of a list to those next to it and to both ends, with what each is to it."""
    oldest = 1 if number > 2 else 0  # noqa: PLR2004  else it is the one next to it
    links = [
        (what, NavLink(f"{words}: {days}", viewpoint.href(_page_address(address, at))))
        for what, words, at in (("prev", "Nieuwer", number + 1), ("next", "Ouder", number - 1), ("", "Oudste", oldest))
        if (days := days_of(site, address, at))
    ]
    if viewpoint.address == address:
        return tuple(links)
    is_next_to_it = all(what != "prev" for what, _ in links)
    return (("prev" if is_next_to_it else "", NavLink("Nieuwste", viewpoint.href(address))), *links)


def _follow(site: Site, address: str, viewpoint: Viewpoint) -> tuple[NavLink, ...]:
    """Return how not to miss what comes after this."""
    feed = follow_link(site, address, viewpoint, "Volg deze lijst met RSS")
    agenda = NavLink("Zet alle bijeenkomsten in je agenda", viewpoint.href(MadePage.FOLLOW, anchor_of(EVERYTHING)))
    return tuple(link for link in (feed, agenda if address == EVENT.list_address else None) if link)


def _filters(site: Site, address: str, whole: ListFrame, viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return the years of a list and its topics."""
    years = []
    for year, number in whole.years:
        of_year = f"/{address.split('/')[1]}/{year}/"
        is_here = (viewpoint.address or "").startswith(of_year)
        years.append(NavLink(str(year), viewpoint.href(of_year), current=is_here, note=str(number or "")))
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
