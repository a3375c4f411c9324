"""The page of one text: what stands around it, what only its kind shows, and what to read next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from avksite.content.data_files import FactRecord
from avksite.dutch.formatting import with_article
from avksite.kinds import NOT_FOUND
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS, Quote
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.outputs.pages.details import CallDetail, JoiningView, call_detail, joining, sections
from avksite.outputs.pages.statement import HEADINGS, StatementView, statement_view
from avksite.rendering.addresses import MadePage, Viewpoint, topic_address
from avksite.rendering.bodies import RenderContext, figures_of, pieces
from avksite.rendering.cards import card, cards, contact_views
from avksite.rendering.details import EventDetail, event_detail, learning_media, quote_of
from avksite.rendering.glossary import Explaining, explaining
from avksite.rendering.layout import STATEMENT, contents_of, crumb, frame, headings_of
from avksite.rendering.parts import BlockView, Card, ContactView, Frame, Head, NavLink, Piece, Section, Step
from avksite.rendering.structured_data import thing_of
from avksite.rendering.subscriptions import address_of_series, anchor_of, coming_series, follow_link, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.content.settings import Project
    from avksite.kinds.base import Document
    from avksite.kinds.page import Task
    from avksite.site import Site

RELATED = 3
"""How many pages to read next are shown."""

OLD_AFTER = 2
"""After how many years a text may no longer be true in all its details."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A page made from one text. Only the detail of its own kind is filled."""

    frame: Frame
    card: Card
    """What a card shows of it too: title, kind, day, badges, facts and picture."""
    summary: str
    """In short, with links at its explained words."""
    body: tuple[Piece, ...] = ()
    updated: date | None = None
    old: str = ""
    """What to say of a text that is years old: something may have changed."""
    quote: Quote | None = None
    contents: tuple[NavLink, ...] = ()
    """The headings of level 2, when the page is long enough for a list of contents."""
    contacts: tuple[ContactView, ...] = ()
    topics: tuple[NavLink, ...] = ()
    can_be_shared: bool = False
    """Whether the page has something to pass on."""
    follow: tuple[NavLink, ...] = ()
    """Ways not to miss what comes after this: a feed or an agenda."""
    back: NavLink | None = None
    previous: NavLink | None = None
    following: NavLink | None = None
    related: tuple[Card, ...] = ()
    tasks: tuple[NavLink, ...] = ()
    figures: tuple[FactRecord, ...] = ()
    joining: JoiningView | None = None
    """How to take part in an event or a course."""
    event: EventDetail | None = None
    call: CallDetail | None = None
    media: BlockView | None = None
    """The film or recording of the learning menu that this page is about."""
    report_of: Card | None = None
    """The event that a news post reports on."""
    sections: tuple[Section, ...] = ()
    """Lists below the text: an edition's items, a partner's pages, ways on from an address that does not exist."""
    statement: StatementView | None = None
    """What the accessibility statement shows below its text."""


class Neighbours:
    """The site, with what is looked up once for all pages: what comes before and after each, and which series go on."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.series = coming_series(site)
        self._neighbours: dict[str, tuple[Document | None, Document | None]] = {}
        for row in (site.news, site.events, site.editions):
            padded = (None, *row, None)
            for later, document, earlier in zip(padded, row, padded[2:], strict=False):
                self._neighbours[document.path] = (earlier, later)

    def around(self, document: Document) -> tuple[Document | None, Document | None]:
        """Return the documents before and after one in its own list."""
        return self._neighbours.get(document.path, (None, None))


def document_view(context: Neighbours, document: Document) -> DocumentView:
    """Return the page of a document as its layout receives it."""
    site = context.site
    entry, kind = document.entry, document.kind
    address = document.address or "/"
    is_lost = address == NOT_FOUND
    viewpoint = Viewpoint(site.config.base_url, address, rooted=is_lost)
    earlier, later = context.around(document)
    crumbs = _crumbs(site, document)
    day = entry.day if kind.is_dated else None
    explained = explaining(site, document)
    summary = explained.text(entry.summary or "")
    body = pieces(explained.body(document.body), RenderContext(site, document.path, viewpoint, day))
    event = _explained(event_detail(site, document, viewpoint), explained) if EVENT.holds(document) else None
    below = tuple(sections(site, document, viewpoint))
    words = tuple(explained.found)
    head = Head(address, entry.label, document.summed_up(site.today), crumbs, words, is_lost, indexed=not is_lost)
    return DocumentView(
        frame=frame(site, head, document, thing_of(site, document)),
        card=card(site, document, viewpoint),
        summary=summary,
        body=body,
        updated=entry.updated,
        old=_old(site, document),
        quote=quote_of(document),
        contents=_contents(document, event, below),
        contacts=contact_views(site, tuple(entry.contacts), viewpoint, day),
        topics=tuple(
            NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic)))
            for topic in map(str, entry.topics)
            if topic in site.topics
        ),
        can_be_shared=bool(kind.list_address or document.body.headings),
        follow=tuple(_follow(context, document, viewpoint)),
        back=NavLink(f"Terug naar {crumbs[-1][0]}", viewpoint.href(crumbs[-1][1])) if crumbs else None,
        previous=_step(earlier, viewpoint),
        following=_step(later, viewpoint),
        related=cards(site, _related(site, document), viewpoint) if kind.is_item else (),
        tasks=task_links(site, document.path, document.entry.tasks if PAGE.holds(document) else (), viewpoint),
        figures=figures_of(document.entry.figures if PAGE.holds(document) else (), site),
        joining=joining(site, document, viewpoint),
        event=event,
        call=call_detail(site, document, viewpoint),
        media=learning_media(site, document, viewpoint),
        report_of=_report_of(site, document, viewpoint),
        sections=below,
        statement=statement_view(site, viewpoint) if address == STATEMENT else None,
    )


def not_found(site: Site) -> DocumentView:
    """Return the page for an address that does not exist; its links hold at any depth."""
    title = "Deze pagina is er niet"
    framed = frame(site, Head(NOT_FOUND, title, rooted=True, indexed=False))
    ways = (("Naar de homepage", "/"), ("Zoeken", MadePage.SEARCH), (MadePage.A_TO_Z.heading, MadePage.A_TO_Z))
    links = tuple(NavLink(words, framed.viewpoint.href(address)) for words, address in ways)
    return DocumentView(
        framed,
        Card(title, "", PAGE.name, PAGE.singular, ""),
        "Het adres klopt niet, of de pagina is verhuisd.",
        sections=(Section("Zo kom je verder", "deel-verder", links=links),),
    )


def _explained(event: EventDetail, explained: Explaining) -> EventDetail:
    """Return an event with its explained words; what is under a title is a text too."""
    programme = tuple(replace(it, text=explained.text(it.text)) for it in event.programme)
    workshops = tuple(replace(it, text=explained.text(it.text)) for it in event.workshops)
    return replace(event, programme=programme, workshops=workshops)


def is_past(day: date, years: int, today: date) -> bool:
    """Say whether a day is more than so many years ago."""
    return (day.year + years, day.month, day.day) < (today.year, today.month, today.day)


def _old(site: Site, document: Document) -> str:
    """Return what to say of a post or event of long ago that nobody went over since; "" for every other text."""
    day, said = document.entry.day, document.kind.aged
    if day is None or not said:
        return ""
    is_old = is_past(max(day, document.entry.updated or day), OLD_AFTER, site.today)
    return f"{said.format(year=day.year)} Misschien is er intussen iets veranderd." if is_old else ""


def _crumbs(site: Site, document: Document) -> tuple[Step, ...]:
    """Return the steps between home and a document: the list of its kind, or the pages of the folders around it."""
    address = document.address or "/"
    if above := document.kind.list_address:
        return (crumb(site, above, document.kind.plural),)
    parts = [part for part in address.split("/") if part]
    parents = ["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    return tuple((site.by_address[parent].entry.label, parent) for parent in parents if parent in site.by_address)


def _contents(document: Document, event: EventDetail | None, below: tuple[Section, ...]) -> tuple[NavLink, ...]:
    """Return the parts of a page in their order: those an author wrote, and those that its layout adds."""
    made = HEADINGS if document.address == STATEMENT else event.parts if event else ()
    return contents_of((*headings_of(document.body), *made, *((section.id, section.title) for section in below)))


def _follow(context: Neighbours, document: Document, viewpoint: Viewpoint) -> Iterator[NavLink]:
    """Yield how to keep up with a partner or a series, and how to remember the dates on the menu."""
    title = document.entry.title
    if ORGANISATION.holds(document):
        words = f"Volg het nieuws over {with_article(title)} met RSS"
        link = follow_link(context.site, document.address or "/", viewpoint, words)
        yield from [link] if link else []
    series = series_of(document)
    if series and series in context.series:
        yield NavLink(
            "Zet de hele reeks in je agenda", viewpoint.href(MadePage.FOLLOW, anchor_of(address_of_series(series)))
        )


def _step(document: Document | None, viewpoint: Viewpoint) -> NavLink | None:
    return NavLink(document.entry.title, viewpoint.href(document.address or "/")) if document else None


def task_links(
    site: Site, path: str, tasks: Iterable[Task] | Iterable[Project], viewpoint: Viewpoint
) -> tuple[NavLink, ...]:
    """Return what a visitor can do, as typed in the file at `path`: each with a sentence as note."""
    links = []
    for task in tasks:
        destination = site.resolve(path, task.to) if task.to else None
        href = viewpoint.href(destination.address, destination.fragment) if destination else ""
        links.append(NavLink(task.title, href, note=task.text or ""))
    return tuple(links)


def _related(site: Site, document: Document) -> tuple[Document, ...]:
    """Return what else to read: nothing that has a card on the page already."""
    about = _event_of(document) or (document.entry.results if EVENT.holds(document) else None)
    found = [site.resolve(document.path, about).document] if about else []
    shown = {other.path for other in (*found, *site.reports_on(document)) if other}
    return tuple(other for other in site.related(document, RELATED + len(shown)) if other.path not in shown)[:RELATED]


def _event_of(document: Document) -> str | None:
    return document.entry.event if NEWS.holds(document) else None


def _report_of(site: Site, document: Document, viewpoint: Viewpoint) -> Card | None:
    event = _event_of(document)
    found = site.resolve(document.path, event).document if event else None
    return card(site, found, viewpoint) if found else None
