"""The layout that pages share: frame, text and contents; and that of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from avksite.content.settings import SITE, MenuItem
from avksite.dutch.formatting import date_in_words
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.assets import asset_addresses
from avksite.rendering.bodies import LEADS_NOWHERE, RenderContext, pieces
from avksite.rendering.cards import contact_views, days_in_titles
from avksite.rendering.glossary import Explaining, explaining
from avksite.rendering.parts import Frame, Head, NavLink, Page, Section, Step
from avksite.rendering.sharing import CODE, has_preview, preview_address, preview_words
from avksite.rendering.sign_up import form_origin
from avksite.rendering.structured_data import Thing, graph
from avksite.rendering.subscriptions import advertised
from avksite.rendering.templates import make_page
from avksite.site import Site

Part = tuple[str, str]
"""A part of a page: the id and the words of its heading."""

STATEMENT = "/toegankelijkheid/"
"""The page of the accessibility statement, which has its own layout."""

CONTENTS_FROM = 4
"""The number of headings of level 2 from which a page has a table of contents."""


def page_of(
    site: Site,
    head: Head,
    document: Document | None = None,
    about: Thing | None = None,
    explained: Explaining | None = None,
) -> Page:
    """Return a page without its template and its view.

    Its text is that of `document`, and `head` has the rest; `about` is its subject in schema.org's terms, `explained`
    its Explaining.
    """
    if document is None:
        return Page(site.layouts, frame(site, head, None, about), head.title, head.description)
    entry, explained = document.entry, explained or explaining(site, document)
    title = entry.title if head.address == "/" else entry.label
    if same := days_in_titles(site).get(document.path):
        title = f"{title} ({date_in_words(same)})"
    own = replace(head, title=title, description=document.summed_up(site.today) or head.description)
    around = frame(site, own, document, about)
    day = entry.day if document.kind.is_dated else None
    summary = explained.text(entry.summary or head.description)
    body = pieces(explained.body(document.body), RenderContext(site, document.path, around.viewpoint, day))
    return Page(site.layouts, around, entry.title, summary, body, tuple(explained.found))


def filled_in(page: Page, template: str, view: object, parts: Iterable[Part] = ()) -> Made:
    """Render a page with a view in a template; `parts` are its headings, for the table of contents."""
    headings = tuple(parts)
    contents = tuple(NavLink(words, f"#{id_}") for id_, words in headings) if len(headings) >= CONTENTS_FROM else ()
    return make_page(replace(page, template=template, view=view, contents=contents))


def parts_of(document: Document | None, sections: Iterable[Section], made: Iterable[Part] = ()) -> Iterator[Part]:
    """Yield the headings of a page: those of the author, those of its layout, and the lists below the text."""
    for heading in document.body.headings if document else ():
        if heading.level == 2 and heading.text:  # noqa: PLR2004  h2
            yield heading.id, heading.text
    yield from made
    yield from ((section.id, section.title) for section in sections)


def frame(site: Site, head: Head, document: Document | None = None, about: Thing | None = None) -> Frame:
    """Return the frame of a page."""
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
        assets=asset_addresses(site),
    )
    if not head.indexed:
        return made
    return replace(
        made,
        image=preview,
        image_words=preview_words(site, head.address),
        structured=graph(site, made, preview, document, about),
    )


def _in_text(site: Site, document: Document) -> tuple[str, ...]:
    """Return the names of the people with a contact card in the text."""
    ids = [block.option("persoon") for block in document.body.blocks if block.name == "contact"]
    if document.address == STATEMENT:
        ids.append(site.content.statement.value.report_to or "")
    return tuple(site.people[id_].entry.title for id_ in ids if id_ in site.people)


def _menu(site: Site, items: Iterable[MenuItem], viewpoint: Viewpoint) -> tuple[NavLink, ...]:
    here = viewpoint.address or ""
    links = []
    for item in items:
        found = site.resolve(SITE, item.to)
        if found.kind in LEADS_NOWHERE:
            continue
        href = viewpoint.href(found.address, found.fragment)
        is_above = found.address not in {"/", here} and here.startswith(found.address or "?")
        links.append(NavLink(item.title, href, current=found.address == here, ancestor=is_above))
    return tuple(links)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """What only a list shows: news, events, a year, a topic, the learning menu, partners, A–Z, editions."""

    name: str
    """Selects small differences in the template: nieuws, bijeenkomsten, leeraanbod, partners, a-z, onderwerpen, …"""
    sections: tuple[Section, ...] = ()
    filters: tuple[Section, ...] = ()
    """Filters: years, topics, ways of learning, audiences; each a list of links with a heading."""
    pages: tuple[tuple[str, NavLink], ...] = ()
    """The other pages of the list, each with its relation to this one: "prev", "next" or ""."""
    follow: tuple[NavLink, ...] = ()
    """Links to follow the list: a feed, a calendar."""
    empty: str = ""
    """The text for an empty list."""


def list_page(site: Site, head: Head, about: Thing | None = None) -> Page:
    """Return the page of a list without its view; the text at its address is its introduction."""
    return page_of(site, head, site.by_address.get(head.address), about)


def list_filled_in(site: Site, page: Page, view: ListView, template: str = "list.html") -> Made:
    """Render one page of a list."""
    document = site.by_address.get(page.frame.head.address)
    return filled_in(page, template, view, parts_of(document, view.sections))


def list_plan(site: Site, head: Head, maker: Callable[..., Made], *about: object, made_from: str = SITE) -> Plan:
    """Plan a list; `head` and `made_from` are for one that has no text at its address."""
    document = site.by_address.get(head.address)
    return Plan(path_of(head.address), document.path if document else made_from, maker, about, head=head)


def crumb(site: Site, address: str, title: str) -> Step:
    """Return the breadcrumb of a list, by the short title of its introduction."""
    document = site.by_address.get(address)
    return (document.entry.label if document else title, address)
