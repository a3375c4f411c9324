"""A page that lists: its introduction comes from the text with the same address, its items from a query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.content.settings import SITE
from avksite.rendering.bodies import RenderContext, pieces
from avksite.rendering.glossary import explaining
from avksite.rendering.layout import contents_of, frame, headings_of, page_plan
from avksite.rendering.parts import Frame, NavLink, Piece, Section, Step
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.rendering.artifact import Plan
    from avksite.rendering.parts import Head
    from avksite.rendering.structured_data import Thing
    from avksite.site import Site


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a list that runs over several pages stands."""

    number: int
    total: int
    previous: NavLink | None
    following: NavLink | None
    pages: tuple[NavLink | None, ...]
    """None where numbers are left out."""


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that lists: news, events, a year, a topic, the learning menu, partners, words, A–Z, editions."""

    frame: Frame
    name: str
    """Picks small differences in the template: nieuws, bijeenkomsten, leeraanbod, partners, a-z, onderwerpen, …"""
    title: str
    summary: str
    """In short, with links at its explained words."""
    body: tuple[Piece, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    """The headings in its text, each with its id."""
    sections: tuple[Section, ...] = ()
    filters: tuple[Section, ...] = ()
    """Ways to see fewer: years, topics, ways of learning, audiences; each a headed list of links."""
    pagination: Pagination | None = None
    feed: NavLink | None = None
    calendar: NavLink | None = None
    empty: str = ""
    """What to say when there is nothing to list."""
    own: object = None
    """What only the layout of this list shows."""

    @property
    def contents(self) -> tuple[NavLink, ...]:
        """The parts of a long page, where there are no ways to see fewer."""
        return contents_of((*self.headings, *((section.id, section.title) for section in self.sections)))


def list_view(site: Site, name: str, head: Head, about: Thing | None = None) -> ListView:
    """Return a list without its items: its head is from the text at its address, else from what is given."""
    document = site.by_address.get(head.address)
    if document is None:
        return ListView(frame(site, head, about=about), name, head.title, head.description)
    summary = document.entry.summary or head.description
    explained = explaining(site, document)
    short = explained.text(summary)
    viewpoint = Viewpoint(site.config.base_url, head.address)
    body = pieces(explained.body(document.body), RenderContext(site, document.path, viewpoint))
    own = replace(head, title=document.entry.label, description=summary, words=tuple(explained.found))
    framed = frame(site, own, document, about)
    return ListView(framed, name, document.entry.title, short, body, headings_of(document.body))


def list_plan(site: Site, view: ListView, template: str = "list.html", made_from: str = SITE) -> Plan:
    """Plan one page of a list; `made_from` is for a list that has no text at its address."""
    document = site.by_address.get(view.frame.head.address)
    return page_plan(site, template, view, document.path if document else made_from)


def crumb(site: Site, address: str, title: str) -> Step:
    """Return the breadcrumb step of a list, by the short title of its introduction."""
    document = site.by_address.get(address)
    return (document.entry.label if document else title, address)
