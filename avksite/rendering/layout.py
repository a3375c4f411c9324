"""What surrounds every page: its head, menus, breadcrumb, contents, and who helps a visitor who is stuck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.content.settings import SITE
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.bodies import RenderContext, pieces
from avksite.rendering.cards import contact_views
from avksite.rendering.glossary import explaining
from avksite.rendering.parts import Frame, NavLink, Piece, Section, Step
from avksite.rendering.sharing import CODE, has_preview, preview_address, preview_words
from avksite.rendering.sign_up import form_origin
from avksite.rendering.structured_data import graph
from avksite.rendering.subscriptions import advertised
from avksite.rendering.templates import Rendering, make_page, templates_of
from avksite.site import DestinationKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from avksite.content.body import Body
    from avksite.content.settings import MenuItem
    from avksite.kinds.base import Document
    from avksite.rendering.parts import Head
    from avksite.rendering.structured_data import Thing
    from avksite.site import Site

    class View(Protocol):
        """What a layout receives as `view`: it sees nothing else."""

        @property
        def frame(self) -> Frame:
            """What surrounds the page."""


STATEMENT = "/toegankelijkheid/"
"""The page that says how accessible the site is, which has a layout of its own."""

CONTENTS_FROM = 4
"""How many headings of level 2 make a list of contents worth its place."""


def page_plan(site: Site, template: str, view: View, made_from: str = SITE) -> Plan:
    """Plan a page at the address that its frame has."""
    return Plan(path_of(view.frame.head.address), made_from, make_page, rendering(site, template, view))


def rendering(site: Site, template: str, view: object) -> Rendering:
    """Return a page still to be made, with the layouts of the project."""
    return Rendering(templates_of(site.root), template, view)


def frame(site: Site, head: Head, document: Document | None = None, about: Thing | None = None) -> Frame:
    """Return what surrounds a page; `document` is the text on it, `about` what schema.org calls its subject."""
    config = site.config
    viewpoint = Viewpoint(config.base_url, head.address, rooted=head.rooted)
    preview = viewpoint.url(preview_address(site, head.address))
    made = Frame(
        head=head,
        viewpoint=viewpoint,
        lang=document.entry.lang if document else config.lang,
        site_lang=config.lang,
        state=document.state(site.today) if document else "",
        description=head.description or config.tagline or config.name,
        site_name=config.name,
        tagline=config.tagline or "",
        menu=_menu(site, config.menu, viewpoint),
        quick_links=_menu(site, config.quick_links, viewpoint),
        footer=_menu(site, config.footer, viewpoint),
        contacts=contact_views(site, tuple(config.contacts), viewpoint),
        in_text=_in_text(site, document) if document else (),
        feeds=advertised(site, viewpoint),
        theme=(config.colours.light.paper, config.colours.dark.paper),
        og_type="article" if document and document.entry.day else "website",
        form_origin=form_origin(site, document),
        code=CODE if has_preview(site, head.address) else "",
    )
    if not head.indexed:
        return made
    return replace(
        made,
        image=preview,
        image_words=preview_words(site, head.address),
        structured=graph(site, made, preview, document, about),
    )


def headings_of(body: Body) -> tuple[tuple[str, str], ...]:
    """Return the ids and words of the headings that a list of contents names."""
    return tuple((heading.id, heading.text) for heading in body.headings if heading.level == 2 and heading.text)  # noqa: PLR2004  h2


def contents_of(parts: tuple[tuple[str, str], ...]) -> tuple[NavLink, ...]:
    """Return the list of contents of a page with these parts (ids and words); none for a short page."""
    return tuple(NavLink(words, f"#{id_}") for id_, words in parts) if len(parts) >= CONTENTS_FROM else ()


def _in_text(site: Site, document: Document) -> tuple[str, ...]:
    """Return the names of the people whose card an author, or the layout of the page, puts in the text."""
    ids = [block.option("persoon") for block in document.body.blocks if block.name == "contact"]
    if document.address == STATEMENT:
        ids.append(site.content.declared.statement.report_to or "")
    return tuple(site.people[id_].entry.title for id_ in ids if id_ in site.people)


def _menu(site: Site, items: Iterable[MenuItem], viewpoint: Viewpoint) -> tuple[NavLink, ...]:
    here = viewpoint.address or ""
    links = []
    for item in items:
        found = site.resolve(SITE, item.to)
        href = viewpoint.href(found.address, found.fragment) if found.kind is not DestinationKind.NOWHERE else ""
        is_above = found.address not in {"/", here} and here.startswith(found.address or "?")
        links.append(NavLink(item.title, href, current=found.address == here, ancestor=is_above))
    return tuple(links)


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
