"""What only the page of one kind shows: how to take part, how a call stands, an edition's items, a partner's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from avksite.dutch.formatting import days_left, slug
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.kinds.news import NEWS, Call
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.cards import cards, contact_views
from avksite.rendering.details import outcome_link
from avksite.rendering.edition import edition_sections
from avksite.rendering.parts import ContactView, NavLink, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.kinds.base import Document
    from avksite.rendering.addresses import Viewpoint
    from avksite.site import Site


@dataclass(frozen=True, slots=True)
class CallDetail:
    """What only a call shows, besides what its author typed."""

    typed: Call
    open: bool
    left: str
    """`nog 3 dagen`, or "" when closed."""
    submit: NavLink | None
    outcome: NavLink | None


@dataclass(frozen=True, slots=True)
class JoiningView:
    """How to take part, while that is possible: a button to sign up, or whom to call or write to."""

    sign_up: NavLink | None
    is_planned: bool
    """Whether there is a day to remember, in `agenda.ics` beside the page."""
    ask: tuple[ContactView, ...] = ()
    question: str = ""
    """What makes somebody call: `Wil je meedoen?`"""


def joining(site: Site, document: Document, viewpoint: Viewpoint) -> JoiningView | None:
    """Return how to take part in an event or a course; None when that is over, or there is nothing to take part in."""
    today = site.today
    if EVENT.holds(document) and document.entry.goes_on(today):
        return JoiningView(_sign_up(document.entry, is_open=today <= document.entry.sign_up_closes), is_planned=True)
    if not LEARNING.holds(document) or not document.entry.is_joined:
        return None
    entry = document.entry
    sign_up = _sign_up(entry, is_open=entry.can_sign_up(today))
    is_planned = bool(entry.dates) and not entry.is_over(today)
    question = "Wil je weten wanneer het weer komt?" if entry.is_over(today) else "Wil je meedoen?"
    people = contact_views(site, tuple(entry.contacts) or tuple(site.config.contacts), viewpoint)
    ask = () if sign_up else tuple(person for person in people if person.phone or person.mail)
    return JoiningView(sign_up, is_planned, ask, question) if sign_up or is_planned or ask else None


def _sign_up(entry: Event | LearningItem, *, is_open: bool) -> NavLink | None:
    return NavLink(f"Meld je aan voor ‘{entry.title}’", entry.sign_up.href) if entry.sign_up and is_open else None


def call_detail(site: Site, document: Document, viewpoint: Viewpoint) -> CallDetail | None:
    """Return how a call stands: its days left, where to send an answer, what came of it; None for any other text."""
    call = document.entry.call if NEWS.holds(document) else None
    if call is None:
        return None
    is_open, submit = call.is_open(site.today), None
    if call.submit is not None and is_open:
        mail, address = call.submit.mail, call.submit.address
        # A mail arrives with its subject, so that an answer is recognised and nobody has to think one up.
        subject = quote(f"Reactie op: {document.entry.label}", safe="")
        submit = NavLink(mail or str(address), f"mailto:{mail}?subject={subject}" if mail else str(address))
    left = days_left(site.today, call.deadline) if is_open else ""
    return CallDetail(call, is_open, left, submit, outcome_link(site, document, viewpoint))


def sections(site: Site, document: Document, viewpoint: Viewpoint) -> Iterator[Section]:
    """Yield the lists below a text: what an edition brings along; a partner's people and the pages that name it."""
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
