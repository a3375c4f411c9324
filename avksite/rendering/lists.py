"""A page that lists: its introduction comes from the text with the same address, its items from a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.bodies import Filling, pieces
from avksite.rendering.glossary import explaining
from avksite.rendering.layout import Crumb, Head, contents_of, frame
from avksite.rendering.parts import NavLink, Pagination, Piece, Section
from avksite.rendering.templates import Rendering, make_page, templates_of
from avksite.rendering.viewpoint import Viewpoint
from avksite.rendering.views import Frame, ListView

if TYPE_CHECKING:
    from avksite.content.body import Heading
    from avksite.site import Site


@dataclass(frozen=True, slots=True)
class Introduction:
    """What stands above a list, and the file it came from."""

    frame: Frame
    title: str
    summary: str
    short: str
    """The summary with links at its explained words."""
    body: tuple[Piece, ...]
    made_from: str
    viewpoint: Viewpoint
    headings: tuple[Heading, ...] = ()


def introduction(site: Site, head: Head, made_from: str = "content/site.yaml") -> Introduction:
    """Return the head of a list: from the text at its address when there is one, else from what is given."""
    document = site.by_address.get(head.address)
    viewpoint = Viewpoint(site.config.base_url, head.address)
    if document is None:
        return Introduction(frame(site, head), head.title, head.description, head.description, (), made_from, viewpoint)
    entry = document.entry
    summary = entry.summary or head.description
    explained = explaining(site, document)
    short = explained.text(summary)
    body = pieces(explained.body(document.body), Filling(site, document.path, viewpoint))
    about = replace(head, title=entry.label, description=summary, document=document, words=tuple(explained.found))
    return Introduction(
        frame(site, about), entry.title, summary, short, body, document.path, viewpoint, document.body.headings
    )


def crumb(site: Site, address: str, title: str) -> Crumb:
    """Return the breadcrumb step of a list, by the short title of its introduction."""
    document = site.by_address.get(address)
    return Crumb(document.entry.label if document else title, address)


def list_view(name: str, intro: Introduction, sections: tuple[Section, ...]) -> ListView:
    """Return the view of a list; `dataclasses.replace` adds filters, pagination and the like."""
    contents = contents_of(intro.headings, ((section.id, section.title) for section in sections))
    return ListView(intro.frame, name, intro.title, intro.short, intro.body, sections, contents)


def list_plan(site: Site, intro: Introduction, view: ListView, template: str = "list.html") -> Plan:
    """Plan one page of a list."""
    rendering = Rendering(templates_of(site.root), template, view)
    return Plan(path_of(intro.frame.address), intro.made_from, make_page, rendering)


def page_address(address: str, number: int) -> str:
    """Return the address of one page of a list: the first is the list itself."""
    return address if number == 1 else f"{address}bladzijde-{number}/"


def on_page(intro: Introduction, site: Site, number: int) -> Introduction:
    """Return the introduction for a further page: shorter, with the number in its title (WCAG 2.2, 2.4.2)."""
    if number == 1:
        return intro
    first = intro.frame.address
    title = f"{intro.title}, bladzijde {number}"
    head = Head(page_address(first, number), title, intro.summary, (crumb(site, first, intro.title),))
    viewpoint = Viewpoint(site.config.base_url, head.address)
    return replace(
        intro, frame=frame(site, head), title=title, summary="", short="", body=(), viewpoint=viewpoint, headings=()
    )


def _near(number: int, total: int) -> Iterator[int | None]:
    """Yield the pages worth a link: the first, the last, and those around where the reader is; None for a gap."""
    before = 0
    for page in sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)}):
        if page == before + 2:  # a gap of one page takes no less room than its number
            yield before + 1
        elif page > before + 1:
            yield None
        yield page
        before = page


def pagination(viewpoint: Viewpoint, address: str, number: int, total: int) -> Pagination | None:
    """Return the links between the pages of a list; None when there is only one."""
    if total == 1:
        return None

    def link(other: int, text: str) -> NavLink:
        return NavLink(text, viewpoint.href(page_address(address, other)), current=other == number)

    return Pagination(
        number,
        total,
        link(number - 1, "Vorige bladzijde") if number > 1 else None,
        link(number + 1, "Volgende bladzijde") if number < total else None,
        tuple(link(other, f"Bladzijde {other}") if other else None for other in _near(number, total)),
    )
