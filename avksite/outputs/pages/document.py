"""The page of one text: its frame, the details of its kind, and related pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from avksite.content.data_files import Figure
from avksite.content.settings import OtherProject
from avksite.dutch.formatting import days_left, slug, with_article
from avksite.frozen import dataclass
from avksite.kinds import NOT_FOUND
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.kinds.news import NEWS, Call, LeadQuote
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE, Tile
from avksite.outputs.pages.statement import HEADINGS, StatementView, statement_view
from avksite.rendering.addresses import MadePage, Viewpoint, topic_address
from avksite.rendering.artifact import Made
from avksite.rendering.bodies import LEADS_NOWHERE, figures_of
from avksite.rendering.cards import card, cards, contact_views, link_to
from avksite.rendering.details import EventDetail, event_detail, learning_media, outcome_link, quote_of
from avksite.rendering.edition import edition_sections
from avksite.rendering.glossary import explaining
from avksite.rendering.layout import STATEMENT, crumb, filled_in, page_of, parts_of
from avksite.rendering.parts import BlockView, Card, ContactView, Head, NavLink, Section, Step
from avksite.rendering.structured_data import thing_of
from avksite.rendering.subscriptions import address_of_series, anchor_of, follow_link, series_of
from avksite.site import Site

RELATED = 3
"""The number of related pages."""

OLD_AFTER = 2
"""Years after which a text may be out of date."""


@dataclass(frozen=True, slots=True)
class CallDetail:
    """The details of a call that its author did not type."""

    typed: Call
    open: bool
    left: str
    """`nog 3 dagen`, or "" when closed."""
    submit: NavLink | None
    outcome: NavLink | None


@dataclass(frozen=True, slots=True)
class JoiningView:
    """How to take part, while that is possible: a button to sign up, or contacts."""

    sign_up: NavLink | None
    is_planned: bool
    """Whether there is an `agenda.ics` beside the page."""
    ask: tuple[ContactView, ...] = ()
    question: str = ""
    """The question above the contacts: `Wil je meedoen?`"""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a page shows around its text. Only the details of its own kind are filled in."""

    card: Card
    """The same as on its card: title, kind, day, badges, facts and image."""
    updated: date | None = None
    old: str = ""
    """The notice on an old text: something may have changed."""
    quote: LeadQuote | None = None
    contacts: tuple[ContactView, ...] = ()
    topics: tuple[NavLink, ...] = ()
    can_be_shared: bool = False
    """Whether the page has links for sharing."""
    follow: tuple[NavLink, ...] = ()
    """Links to follow: a feed or a calendar."""
    back: NavLink | None = None
    previous: NavLink | None = None
    following: NavLink | None = None
    related: tuple[Card, ...] = ()
    tasks: tuple[NavLink, ...] = ()
    figures: tuple[Figure, ...] = ()
    joining: JoiningView | None = None
    event: EventDetail | None = None
    call: CallDetail | None = None
    media: BlockView | None = None
    """The film or recording of a learning item."""
    report_of: Card | None = None
    """The event that a news post reports on."""
    sections: tuple[Section, ...] = ()
    """Lists below the text: an edition's items, a partner's pages, links on the page for a missing address."""
    statement: StatementView | None = None
    """What the accessibility statement shows below its text."""


def document_page(site: Site, path: str) -> Made:
    """Make the page of a document."""
    document = site.by_path[path]
    entry, kind, address = document.entry, document.kind, document.address or "/"
    is_lost, crumbs = address == NOT_FOUND, _crumbs(site, document)
    head = Head(address, entry.label, crumbs=crumbs, rooted=is_lost, indexed=not is_lost)
    template = "statement.html" if address == STATEMENT else str(kind.template)
    explained = explaining(site, document)
    page = page_of(site, head, document, thing_of(site, document), explained)
    viewpoint = page.frame.viewpoint
    event = event_detail(site, document, viewpoint) if EVENT.holds(document) else None
    if event:  # the parts of an event count as text too
        programme = tuple(replace(it, text=explained.text(it.text)) for it in event.programme)
        workshops = tuple(replace(it, text=explained.text(it.text)) for it in event.workshops)
        event = replace(event, programme=programme, workshops=workshops)
        page = replace(page, words=tuple(explained.found))
    earlier, later = site.around(document)
    below = tuple(_sections(site, document, viewpoint))
    own = document.entry if PAGE.holds(document) else None
    about = _named(site, document, document.entry.event if NEWS.holds(document) else None)
    topics = (topic for topic in map(str, entry.topics) if topic in site.topics)
    view = DocumentView(
        card=card(site, document, viewpoint),
        updated=entry.updated,
        old=_old(site, document),
        quote=quote_of(document),
        contacts=contact_views(site, entry.contacts, viewpoint, entry.day if kind.is_dated else None),
        topics=tuple(NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic))) for topic in topics),
        can_be_shared=bool(kind.list_address or document.body.headings),
        follow=tuple(_follow(site, document, viewpoint)),
        back=NavLink(f"Terug naar {crumbs[-1][0]}", viewpoint.href(crumbs[-1][1])) if crumbs else None,
        previous=link_to(earlier, viewpoint) if earlier else None,
        following=link_to(later, viewpoint) if later else None,
        related=cards(site, _related(site, document, about), viewpoint) if kind.is_item else (),
        tasks=task_links(site, document.path, own.tasks if own else (), viewpoint),
        figures=figures_of(own.figures if own else (), site),
        joining=_joining(site, document, viewpoint),
        event=event,
        call=_call_detail(site, document, viewpoint),
        media=learning_media(site, document, viewpoint),
        report_of=card(site, about, viewpoint) if about else None,
        sections=below,
        statement=statement_view(site, viewpoint) if address == STATEMENT else None,
    )
    made = HEADINGS if view.statement else event.parts if event else ()
    return filled_in(page, template, view, parts_of(document, below, made))


def not_found(site: Site) -> Made:
    """Make the page for an address that does not exist; its links work at any depth."""
    page = page_of(site, Head(NOT_FOUND, "Deze pagina is er niet", rooted=True, indexed=False))
    ways = (("Naar de homepage", "/"), ("Zoeken", MadePage.SEARCH), (MadePage.A_TO_Z.heading, MadePage.A_TO_Z))
    links = tuple(NavLink(words, page.frame.viewpoint.href(address)) for words, address in ways)
    page = replace(page, summary="Het adres klopt niet, of de pagina is verhuisd.")
    own = Card(page.title, "", PAGE.name, PAGE.singular, "")
    view = DocumentView(own, sections=(Section("Zo kom je verder", "deel-verder", links=links),))
    return filled_in(page, "page.html", view)


def _crumbs(site: Site, document: Document) -> tuple[Step, ...]:
    """Return the steps between home and a document: the list of its kind, or the pages of the folders around it."""
    if above := document.kind.list_address:
        return (crumb(site, above, document.kind.plural),)
    parts = [part for part in (document.address or "/").split("/") if part]
    parents = ["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    return tuple((site.by_address[parent].entry.label, parent) for parent in parents if parent in site.by_address)


def is_past(day: date, years: int, today: date) -> bool:
    """Return whether a day is more than `years` ago."""
    return (day.year + years, day.month, day.day) < (today.year, today.month, today.day)


def _old(site: Site, document: Document) -> str:
    """Return the notice on an old post or event that was not reviewed since; "" for every other text."""
    day, said = document.entry.day, document.kind.aged
    if day is None or not said:
        return ""
    is_old = is_past(max(day, document.entry.updated or day), OLD_AFTER, site.today)
    return f"{said.format(year=day.year)} Misschien is er intussen iets veranderd." if is_old else ""


def _follow(site: Site, document: Document, viewpoint: Viewpoint) -> Iterator[NavLink]:
    """Yield the links to follow a partner or series."""
    if ORGANISATION.holds(document):
        words = f"Volg het nieuws over {with_article(document.entry.title)} met RSS"
        link = follow_link(site, document.address or "/", viewpoint, words)
        yield from [link] if link else []
    if (series := series_of(document)) in site.coming_series:
        href = viewpoint.href(MadePage.FOLLOW, anchor_of(address_of_series(series)))
        yield NavLink("Zet de hele reeks in je agenda", href)


def task_links(
    site: Site, path: str, tasks: Iterable[Tile] | Iterable[OtherProject], viewpoint: Viewpoint
) -> tuple[NavLink, ...]:
    """Return links for tasks, as typed in the file at `path`, each with a sentence as note."""
    links = []
    for task in tasks:
        destination = site.resolve(path, task.to) if task.to else None
        if destination is None or destination.kind not in LEADS_NOWHERE:
            href = viewpoint.href(destination.address, destination.fragment) if destination else ""
            links.append(NavLink(task.title, href, note=task.text or ""))
    return tuple(links)


def _named(site: Site, document: Document, target: str | None) -> Document | None:
    return site.resolve(document.path, target).document if target else None


def _related(site: Site, document: Document, about: Document | None) -> tuple[Document, ...]:
    """Return related documents, without those that have a card on the page."""
    results = _named(site, document, document.entry.results if EVENT.holds(document) else None)
    shown = {other.path for other in (about, results, *site.reports_on(document)) if other}
    return tuple(other for other in site.related(document, RELATED + len(shown)) if other.path not in shown)[:RELATED]


def _joining(site: Site, document: Document, viewpoint: Viewpoint) -> JoiningView | None:
    """Return how to take part in an event or course; None when it is over, or one cannot take part."""
    today = site.today
    if EVENT.holds(document) and document.entry.is_on(today):
        return JoiningView(_sign_up(document.entry, is_open=today <= document.entry.sign_up_closes), is_planned=True)
    if not LEARNING.holds(document) or not document.entry.is_joined:
        return None
    entry = document.entry
    sign_up = _sign_up(entry, is_open=entry.can_sign_up(today))
    is_planned = bool(entry.dates) and not entry.is_over(today)
    question = "Wil je weten wanneer het weer komt?" if entry.is_over(today) else "Wil je meedoen?"
    people = contact_views(site, entry.contacts or site.config.contacts, viewpoint)
    ask = () if sign_up else tuple(person for person in people if person.phone or person.mail)
    return JoiningView(sign_up, is_planned, ask, question) if sign_up or is_planned or ask else None


def _sign_up(entry: Event | LearningItem, *, is_open: bool) -> NavLink | None:
    return NavLink(f"Meld je aan voor ‘{entry.title}’", entry.sign_up.href) if entry.sign_up and is_open else None


def _call_detail(site: Site, document: Document, viewpoint: Viewpoint) -> CallDetail | None:
    """Return the days left of a call, where to answer, and its outcome; None for any other text."""
    call = document.entry.call if NEWS.holds(document) else None
    if call is None:
        return None
    is_open, submit = call.is_open(site.today), None
    if call.submit is not None and is_open:
        # The mail has a subject, so that answers are recognised.
        subject = f"?subject={quote(f'Reactie op: {document.entry.label}', safe='')}" if call.submit.mail else ""
        submit = NavLink(call.submit.shown, f"{call.submit.href}{subject}")
    left = days_left(site.today, call.deadline) if is_open else ""
    return CallDetail(call, is_open, left, submit, outcome_link(site, document, viewpoint))


def _sections(site: Site, document: Document, viewpoint: Viewpoint) -> Iterator[Section]:
    """Yield the lists below a text: the items of an edition, or a partner's people and the pages that name it."""
    if NEWSLETTER.holds(document):
        for title, found in edition_sections(site, document):
            shown = cards(site, found, viewpoint)
            yield Section(title or "In deze nieuwsbrief", f"deel-rubriek-{slug(title)}", cards=shown)
    if ORGANISATION.holds(document):
        people = [d.entry for d in site.people.values() if d.entry.organisation == document.id]
        if people:
            links = tuple(NavLink(person.title, "", note=person.role) for person in people)
            yield Section("Mensen", "deel-mensen", links=links)
        if naming := cards(site, site.mentions(document), viewpoint):
            yield Section(f"{document.entry.name} op deze site", "deel-op-deze-site", cards=naming)
