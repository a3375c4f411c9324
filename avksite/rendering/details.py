"""What only one kind of page shows: an event's programme, a call's deadline, an edition's items, a partner's work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from avksite.content.body import Block
from avksite.dutch.formatting import days_left, file_size, slug, time_in_words
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.kinds.news import NEWS, Quote
from avksite.rendering.bodies import DOCUMENT_TYPES, Filling, block_view, picture_of
from avksite.rendering.cards import card, cards, picture_view
from avksite.rendering.edition import edition_sections
from avksite.rendering.parts import BlockView, Card, ContactView, NavLink, PictureView, Section
from avksite.rendering.people import contact_views, name_link, name_links

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.kinds.event import ProgrammeItem, Workshop
    from avksite.kinds.newsletter import Edition
    from avksite.kinds.organisation import Organisation
    from avksite.rendering.viewpoint import Viewpoint
    from avksite.site import Site

SOUND_FILES = (".mp3", ".ogg", ".m4a", ".wav")


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """One line of a timetable."""

    time: str
    title: str
    who: tuple[NavLink, ...]
    room: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """One workshop."""

    title: str
    id: str
    action_point: str
    room: str
    by: tuple[NavLink, ...]
    organisations: tuple[NavLink, ...]
    explanation: NavLink | None
    text: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """What only an event page shows."""

    coming: bool
    programme: tuple[ProgrammeView, ...]
    workshops: tuple[WorkshopView, ...]
    photos: tuple[PictureView, ...]
    made_possible_by: tuple[NavLink, ...]
    """Who gave money or help and has no logo."""
    logos: tuple[tuple[NavLink, PictureView], ...]
    """Who did and has one; its words are the name."""
    results: Card | None
    reports: tuple[Card, ...]
    results_file: NavLink | None = None
    """The results as a document, when they are no text of the site."""


@dataclass(frozen=True, slots=True)
class CallDetail:
    """What only a call shows."""

    open: bool
    deadline: date
    left: str
    """`nog 3 dagen`, or "" when closed."""
    audience: tuple[str, ...]
    areas: tuple[str, ...]
    offer: tuple[str, ...]
    submit: NavLink | None
    outcome: NavLink | None
    calendar: str


@dataclass(frozen=True, slots=True)
class JoiningView:
    """How to take part, while that is possible: a button to sign up, or whom to call or write to."""

    sign_up: NavLink | None
    calendar: str
    """Link to agenda.ics beside the page; "" when there is no day to remember."""
    ask: tuple[ContactView, ...] = ()
    question: str = ""
    """What makes somebody call: `Wil je meedoen?`"""


def event_detail(site: Site, document: Document[Event], viewpoint: Viewpoint) -> EventDetail:
    """Return the timetable, workshops, photos, thanks and reports of an event."""
    event = document.entry
    reports = [d for d in site.reports_on(document) if d.address]
    results = site.resolve(document.path, event.results).document if event.results else None
    givers = [(name_link(site, id_, viewpoint), _logo(site, id_, viewpoint)) for id_ in event.made_possible_by]
    told: set[str] = set()
    return EventDetail(
        coming=event.is_coming(site.today),
        programme=tuple(_programme(site, item, event.begin.day, viewpoint, told) for item in event.programme),
        workshops=tuple(
            replace(
                _workshop(site, document, workshop, id_, viewpoint),
                by=name_links(site, workshop.by, viewpoint, event.begin.day, told),
            )
            for workshop, id_ in zip(event.workshops, _workshop_ids(event), strict=True)
        ),
        photos=tuple(picture_view(site, document, photo, viewpoint) for photo in event.photos),
        made_possible_by=tuple(link for link, logo in givers if logo is None),
        logos=tuple((link, logo) for link, logo in givers if logo is not None),
        results=card(site, results, viewpoint) if results and results.address else None,
        reports=cards(site, [d for d in reports if d != results], viewpoint),
        results_file=_file_link(site, document, event.results, f"Uitkomsten van ‘{event.title}’", viewpoint)
        if event.results
        else None,
    )


def _logo(site: Site, id_: str, viewpoint: Viewpoint) -> PictureView | None:
    """Return the logo of a partner; its name is its description, for that is where the link leads (WCAG 2.2, 1.1.1)."""
    partner = site.partners.get(id_)
    logo = partner.entry.logo if partner else None
    if partner is None or logo is None:
        return None
    picture = picture_of(logo, partner.entry.title, Filling(site, partner.path, viewpoint))
    return picture if picture.src else None


def _programme(site: Site, item: ProgrammeItem, day: date, viewpoint: Viewpoint, told: set[str]) -> ProgrammeView:
    who = name_links(site, item.who, viewpoint, day, told)
    return ProgrammeView(
        time_in_words(item.time) if item.time else "", item.title, who, item.room or "", item.text or ""
    )


def _workshop_ids(event: Event) -> list[str]:
    """Return an id for each workshop: its title, and its number among those with the same one."""
    ids: list[str] = []
    for name in (slug(workshop.title) for workshop in event.workshops):
        again = sum(id_ == f"deel-workshop-{name}" or id_.startswith(f"deel-workshop-{name}_") for id_ in ids)
        ids.append(f"deel-workshop-{name}_{again + 1}" if again else f"deel-workshop-{name}")
    return ids


def _workshop(site: Site, document: Document, workshop: Workshop, id_: str, viewpoint: Viewpoint) -> WorkshopView:
    return WorkshopView(
        title=workshop.title,
        id=id_,
        action_point=workshop.action_point or "",
        room=workshop.room or "",
        by=(),
        organisations=tuple(name_link(site, name, viewpoint) for name in workshop.organisations),
        explanation=_explanation(site, document, workshop, viewpoint),
        text=workshop.text or "",
    )


def _explanation(site: Site, document: Document, workshop: Workshop, viewpoint: Viewpoint) -> NavLink | None:
    if workshop.explanation is None:
        return None
    # The workshop's name makes the link differ from those of the other workshops (WCAG 2.2, 2.4.4).
    words = f"Toelichting op de workshop ‘{workshop.title}’"
    return _file_link(site, document, workshop.explanation, words, viewpoint)


def _file_link(site: Site, document: Document, target: str, words: str, viewpoint: Viewpoint) -> NavLink | None:
    destination = site.resolve(document.path, target)
    if destination.media is None:
        return None
    kind = DOCUMENT_TYPES.get(destination.media.path.rsplit(".", 1)[-1].lower(), "bestand")
    note = f"({kind}, {file_size(destination.media.size)})"
    return NavLink(f"{words} {note}", viewpoint.href(destination.address))


def joining(site: Site, document: Document, viewpoint: Viewpoint) -> JoiningView | None:
    """Return how to take part in an event or a course; None when that is over, or there is nothing to take part in."""
    today = site.today
    calendar = viewpoint.href(f"{document.address}agenda.ics")
    if EVENT.holds(document) and document.entry.goes_on(today):
        return JoiningView(_sign_up(document.entry, is_open=today <= document.entry.sign_up_closes), calendar)
    if not LEARNING.holds(document) or not document.entry.is_joined:
        return None
    entry = document.entry
    sign_up = _sign_up(entry, is_open=entry.can_sign_up(today))
    is_planned = bool(entry.dates) and not entry.is_over(today)
    question = "Wil je weten wanneer het weer komt?" if entry.is_over(today) else "Wil je meedoen?"
    people = contact_views(site, tuple(entry.contacts) or tuple(site.config.contacts), viewpoint)
    ask = () if sign_up else tuple(person for person in people if person.phone or person.mail)
    return JoiningView(sign_up, calendar if is_planned else "", ask, question) if sign_up or is_planned or ask else None


def _sign_up(entry: Event | LearningItem, *, is_open: bool) -> NavLink | None:
    return NavLink(f"Meld je aan voor ‘{entry.title}’", entry.sign_up.href) if entry.sign_up and is_open else None


def quote_of(document: Document) -> Quote | None:
    """Return the lead quote of a post."""
    return document.entry.quote if NEWS.holds(document) else None


def call_detail(site: Site, document: Document, viewpoint: Viewpoint) -> CallDetail | None:
    """Return how a call stands: its deadline and days left, for whom, what is offered, where to send an answer."""
    if not NEWS.holds(document) or document.entry.call is None:
        return None
    post, call = document.entry, document.entry.call
    is_open = call.is_open(site.today)
    submit = None
    if call.submit is not None and is_open:
        mail, address = call.submit.mail, call.submit.address
        # A mail arrives with its subject, so that an answer is recognised and nobody has to think one up.
        subject = quote(f"Reactie op: {post.label}", safe="")
        submit = NavLink(mail or str(address), f"mailto:{mail}?subject={subject}" if mail else str(address))
    outcome = site.resolve(document.path, call.outcome).document if call.outcome else None
    return CallDetail(
        open=is_open,
        deadline=call.deadline,
        left=days_left(site.today, call.deadline) if is_open else "",
        audience=tuple(call.audience),
        areas=tuple(call.areas),
        offer=tuple(call.offer),
        submit=submit,
        outcome=NavLink(outcome.entry.title, viewpoint.href(outcome.address)) if outcome and outcome.address else None,
        calendar=viewpoint.href(f"{document.address}agenda.ics"),
    )


def learning_media(site: Site, document: Document, viewpoint: Viewpoint) -> BlockView | None:
    """Return what there is to see, hear or do of an item of the learning menu, as its block would show it."""
    if not LEARNING.holds(document) or document.entry.media is None:
        return None
    item, media = document.entry, document.entry.media
    named = {
        "bestand": media.file,
        "adres": media.address,
        "duur": media.length,
        "ondertiteling": media.captions,
        "transcript": media.transcript,
    }
    options = {name: str(value) for name, value in named.items() if value}
    is_sound = item.sort == "podcast" or str(media.file or "").endswith(SOUND_FILES)
    kind = "audio" if is_sound else "video" if item.sort == "video" else "download" if media.file else "knop"
    if kind == "knop":
        options["naar"] = options["adres"]
    line = document.place("media").line
    block = Block((), line, kind, f"Ga naar {item.title}" if kind == "knop" else item.title, options, {})
    return block_view(block, Filling(site, document.path, viewpoint))


def media_link(site: Site, document: Document, viewpoint: Viewpoint) -> NavLink | None:
    """Return the same as a link, for a mail: its words say what it is, how long and how heavy (WCAG 2.2, 2.4.4)."""
    block = learning_media(site, document, viewpoint)
    if block is None:
        return None
    data = block.data
    match block.kind:
        case "knop":
            return NavLink(block.title, data["href"])
        case "download":
            words, href, extra = block.title, data["href"], (data["type"], data["size"])
        case kind:
            words = f"{'Beluister' if kind == 'audio' else 'Bekijk de video'}: {block.title}"
            href, extra = data["src"] or data["address"], (data["length"], data["note"])
    said = ", ".join(filter(None, extra))
    return NavLink(f"{words} ({said})" if said else words, href) if href else None


def edition_view_sections(site: Site, document: Document[Edition], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return what an edition brings along, for its page on the site."""
    return tuple(
        Section(title or "In deze nieuwsbrief", f"deel-rubriek-{slug(title)}", cards=cards(site, documents, viewpoint))
        for title, documents in edition_sections(site, document)
    )


def partner_sections(site: Site, document: Document[Organisation], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return a partner's people and the pages that name it."""
    people = [d for d in site.people.values() if d.entry.organisation == document.id]
    sections = []
    if people:
        links = tuple(NavLink(d.entry.title, "", note=d.entry.role) for d in people)
        sections.append(Section("Mensen", "deel-mensen", links=links))
    pages = _pages_that_name(site, document, viewpoint)
    if pages:
        name = document.entry.name
        sections.append(Section(f"{name} op deze site", "deel-op-deze-site", cards=pages))
    return tuple(sections)


def _pages_that_name(site: Site, document: Document, viewpoint: Viewpoint) -> tuple[Card, ...]:
    return cards(site, site.naming(document), viewpoint)
