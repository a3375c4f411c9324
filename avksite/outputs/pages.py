"""A page for every document: the home page, and the page of each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from avksite.dutch.formatting import date_in_words, named
from avksite.kinds.base import E_co
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING, WAYS, LearningItem
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.bodies import Filling, figures_of, pieces
from avksite.rendering.calendars import address_of_series, coming_series, series_of
from avksite.rendering.details import (
    call_detail,
    edition_view_sections,
    event_detail,
    joining,
    learning_media,
    partner_sections,
    quote_view,
)
from avksite.rendering.feeds import anchor_of, follow_link
from avksite.rendering.glossary import Explaining, explaining
from avksite.rendering.layout import (
    Crumb,
    Head,
    card,
    cards,
    contents_of,
    document_badges,
    document_date,
    document_facts,
    document_picture,
    frame,
    share_links,
)
from avksite.rendering.made_pages import MadePage, list_addresses, topic_address
from avksite.rendering.parts import Card, NavLink, Section, Task
from avksite.rendering.people import contact_views
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.statement import ADDRESS, HEADINGS, statement_view
from avksite.rendering.structured_data import thing_of
from avksite.rendering.templates import Rendering, make_page, templates_of
from avksite.rendering.viewpoint import Viewpoint
from avksite.rendering.views import DocumentView, EventDetail, HomeView

if TYPE_CHECKING:
    from datetime import date

    from avksite.kinds.base import Document
    from avksite.site import Site

ON_HOME = 3
"""How many items of each kind the home page shows."""

RELATED = 3
"""How many pages to read next are shown."""

QUIET_AFTER = 1
"""After how many years without a post or an event the home page leads with what lasts."""

OLD_AFTER = 2
"""After how many years a text may no longer be true in all its details."""

_OF_THEIR_OWN = {ADDRESS: "statement.html"}
"""Pages whose layout is for them alone."""


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of every document that no list takes as its introduction."""
    sequence = _Sequence(site)
    lists = list_addresses(site)
    for document in site.pages:
        address = document.address or "/"
        if address in lists:
            continue
        is_home = address == "/"
        view = _home(site, document) if is_home else _document(site, document, sequence)
        template = "home.html" if is_home else _OF_THEIR_OWN.get(address, str(document.kind.template))
        yield Plan(path_of(address), document.path, make_page, Rendering(templates_of(site.root), template, view))


class _Sequence:
    """What comes before and after a document in its own list, and which series go on."""

    def __init__(self, site: Site) -> None:
        self.series = coming_series(site)
        self._neighbours: dict[str, tuple[Document | None, Document | None]] = {}
        for row in (site.news, site.events, site.editions):
            padded = (None, *row, None)
            for later, document, earlier in zip(padded, row, padded[2:], strict=False):
                self._neighbours[document.path] = (earlier, later)

    def around(self, document: Document) -> tuple[Document | None, Document | None]:
        return self._neighbours.get(document.path, (None, None))


def _document(site: Site, document: Document, sequence: _Sequence) -> DocumentView:
    entry, kind = document.entry, document.kind
    address = document.address or "/"
    viewpoint = Viewpoint(site.config.base_url, address, rooted=address == "/404.html")
    words, moment = document_date(document)
    earlier, later = sequence.around(document)
    crumbs = _crumbs(site, document)
    day = entry.day if kind.is_dated else None
    explained = explaining(site, document)
    summary = explained.text(entry.summary or "")
    body = pieces(explained.body(document.body), Filling(site, document.path, viewpoint, day))
    event = _explained(event_detail(site, document, viewpoint), explained) if EVENT.holds(document) else None
    sections = _sections(site, document, viewpoint)
    return DocumentView(
        frame=frame(
            site,
            Head(
                address,
                entry.label,
                document.summed_up(site.today),
                crumbs,
                document,
                thing_of(site, document),
                rooted=viewpoint.rooted,
                indexed=address != "/404.html",
                words=tuple(explained.found),
            ),
        ),
        kind=kind.name,
        label=kind.singular,
        title=entry.title,
        summary=summary,
        body=body,
        date=words,
        moment=moment,
        updated=date_in_words(entry.updated) if entry.updated else "",
        old=_old(site, document),
        badges=document_badges(site, document),
        facts=document_facts(site, document, viewpoint),
        picture=document_picture(site, document, viewpoint),
        quote=quote_view(document),
        contents=_contents(document, event, sections),
        contacts=contact_views(site, tuple(entry.contacts), viewpoint, day),
        topics=tuple(
            NavLink(site.topic_label(topic), viewpoint.href(topic_address(topic)))
            for topic in map(str, entry.topics)
            if topic in site.topics
        ),
        share=share_links(document.titled(site.today), viewpoint.url(address))
        if kind.list_address or document.body.headings
        else (),
        follow=tuple(_follow(site, document, sequence, viewpoint)),
        back=NavLink(f"Terug naar {crumbs[-1].text}", viewpoint.href(crumbs[-1].address)) if crumbs else None,
        previous=_step(earlier, viewpoint),
        following=_step(later, viewpoint),
        related=cards(site, _related(site, document), viewpoint) if kind.is_item else (),
        tasks=_tasks(site, document, viewpoint),
        figures=figures_of(document.entry.figures if PAGE.holds(document) else (), site),
        joining=joining(site, document, viewpoint),
        event=event,
        call=call_detail(site, document, viewpoint),
        media=learning_media(site, document, viewpoint),
        report_of=_report_of(site, document, viewpoint),
        sections=sections,
        statement=statement_view(site, viewpoint) if address == ADDRESS else None,
    )


def _explained(event: EventDetail, explained: Explaining) -> EventDetail:
    """Return an event with its explained words; what is under a title is a text too."""
    programme = tuple(replace(it, text=explained.text(it.text)) for it in event.programme)
    workshops = tuple(replace(it, text=explained.text(it.text)) for it in event.workshops)
    return replace(event, programme=programme, workshops=workshops)


def _old(site: Site, document: Document) -> str:
    """Return what to say of a post or event of long ago that nobody went over since; "" for every other text."""
    day, said = document.entry.day, document.kind.aged
    if day is None or not said:
        return ""
    is_old = _is_past(max(day, document.entry.updated or day), OLD_AFTER, site.today)
    return f"{said.format(year=day.year)} Misschien is er intussen iets veranderd." if is_old else ""


def _is_past(day: date, years: int, today: date) -> bool:
    return (day.year + years, day.month, day.day) < (today.year, today.month, today.day)


def _crumbs(site: Site, document: Document) -> tuple[Crumb, ...]:
    """Return the steps between home and a document: the list of its kind, or the pages of the folders around it."""
    address = document.address or "/"
    if above := document.kind.list_address:
        intro = site.by_address.get(above)
        return (Crumb(intro.entry.label if intro else document.kind.plural, above),)
    parts = [part for part in address.split("/") if part]
    parents = ["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    return tuple(Crumb(site.by_address[parent].entry.label, parent) for parent in parents if parent in site.by_address)


def _contents(document: Document, event: EventDetail | None, sections: tuple[Section, ...]) -> tuple[NavLink, ...]:
    """Return the parts of a page in their order: those an author wrote, and those that are made."""
    made = list(HEADINGS) if document.address == ADDRESS else []
    made += [(id_, text) for id_, text, is_there in _parts_of(event) if is_there] if event else []
    made += [(section.id, section.title) for section in sections]
    return contents_of(document.body.headings, made)


def _parts_of(event: EventDetail) -> tuple[tuple[str, str, bool], ...]:
    """Return the headings that `event.html` puts below the text, and whether each is there."""
    return (
        ("deel-uitkomsten", "Lees wat eruit kwam", bool(event.results or event.reports or event.results_file)),
        ("deel-programma", "Programma", bool(event.programme)),
        ("deel-workshops", "Workshops", bool(event.workshops)),
        ("deel-fotos", "Foto’s", bool(event.photos)),
        ("deel-mogelijk-gemaakt", "Mogelijk gemaakt door", bool(event.made_possible_by or event.logos)),
    )


def _follow(site: Site, document: Document, sequence: _Sequence, viewpoint: Viewpoint) -> Iterator[NavLink]:
    """Yield how to keep up with a partner or a series, and how to remember the dates on the menu."""
    title = document.entry.title
    if ORGANISATION.holds(document):
        link = follow_link(site, document.address or "/", viewpoint, f"Volg het nieuws over {named(title)} met RSS")
        yield from [link] if link else []
    series = series_of(document)
    if series and series in sequence.series:
        yield NavLink(
            "Zet de hele reeks in je agenda", viewpoint.href(MadePage.FOLLOW, anchor_of(address_of_series(series)))
        )


def _step(document: Document | None, viewpoint: Viewpoint) -> NavLink | None:
    return NavLink(document.entry.title, viewpoint.href(document.address or "/")) if document else None


def _tasks(site: Site, document: Document, viewpoint: Viewpoint) -> tuple[Task, ...]:
    tasks = []
    for task in document.entry.tasks if PAGE.holds(document) else ():
        destination = site.resolve(document.path, task.to)
        tasks.append(Task(task.title, task.text or "", viewpoint.href(destination.address, destination.fragment)))
    return tuple(tasks)


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


def _sections(site: Site, document: Document, viewpoint: Viewpoint) -> tuple[Section, ...]:
    if NEWSLETTER.holds(document):
        return edition_view_sections(site, document, viewpoint)
    return partner_sections(site, document, viewpoint) if ORGANISATION.holds(document) else ()


def _home(site: Site, document: Document) -> HomeView:
    entry = document.entry
    viewpoint = Viewpoint(site.config.base_url, "/")
    dates = (*(post.entry.day for post in site.news[:1]), *(event.entry.day for event in site.events[:1]))
    newest = max(dates, default=None)
    is_quiet = newest is not None and _is_past(newest, QUIET_AFTER, site.today)
    tasks = _tasks(site, document, viewpoint)
    calls = cards(site, site.open_calls, viewpoint)
    shown = {*(task.href for task in tasks), *(call.href for call in calls)}
    projects = tuple(it for it in _projects(site, viewpoint) if it.href not in shown)
    shown |= {it.href for it in projects}

    def new(documents: Iterable[Document[E_co]]) -> Iterator[Document[E_co]]:
        return (d for d in documents if viewpoint.href(d.address or "/") not in shown)

    def first(documents: Iterable[Document]) -> tuple[Card, ...]:
        return cards(site, islice(documents, ON_HOME), viewpoint)

    explained = explaining(site, document)
    summary = explained.text(entry.summary or "")
    body = pieces(explained.body(document.body), Filling(site, document.path, viewpoint))
    newsletter = site.by_address.get(SIGN_UP)
    offered = [d.entry.offered_ways(d.body.blocks) for d in site.learning]
    ways = {way: sum(way in each for each in offered) for way in WAYS}
    return HomeView(
        frame=frame(site, Head("/", entry.title, entry.summary or "", document=document, words=tuple(explained.found))),
        title=entry.title,
        summary=summary,
        body=body,
        tasks=tasks,
        calls=calls,
        news=first(new(site.news)),
        coming=first(new(site.coming_events)),
        past=first(new(site.past_events)),
        newest=str(newest.year) if newest and is_quiet else "",
        ways=tuple(
            NavLink(way.capitalize(), viewpoint.href(f"{LEARNING.list_address}{way}/"), note=str(number))
            for way, number in ways.items()
            if number
        ),
        learning=first(_varied(new(site.learning))),
        figures=figures_of(document.entry.figures if PAGE.holds(document) else (), site),
        projects=projects,
        newsletter=NavLink(newsletter.entry.title, viewpoint.href(SIGN_UP)) if newsletter else None,
        edition=card(site, site.editions[0], viewpoint) if site.editions else None,
        contacts=contact_views(site, tuple(entry.contacts), viewpoint),
    )


def _varied(learning: Iterable[Document[LearningItem]]) -> list[Document[LearningItem]]:
    """Return what there is to learn with the first of each sort in front."""
    first: dict[str, Document[LearningItem]] = {}
    rest = [d for d in learning if first.setdefault(d.entry.sort, d) is not d]
    return [*first.values(), *rest]


def _projects(site: Site, viewpoint: Viewpoint) -> tuple[Task, ...]:
    projects = []
    for project in site.config.projects:
        destination = site.resolve("content/site.yaml", project.to) if project.to else None
        projects.append(
            Task(project.title, project.text or "", viewpoint.href(destination.address) if destination else "")
        )
    return tuple(projects)
