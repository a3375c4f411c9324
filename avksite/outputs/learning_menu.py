"""The learning menu as a menu card: by way of learning, by audience and by theme, all static pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from avksite.kinds.learning import AUDIENCES, WAYS
from avksite.making.framing import Head, cards
from avksite.making.listed import LISTED
from avksite.making.lists import crumb, introduction, list_plan, list_view
from avksite.making.parts import NavLink, Section
from avksite.making.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.artifact import Plan
    from avksite.site import Site

ADDRESS = "/leeraanbod/"

WAY_TITLES = {
    "doen": "Leren door te doen",
    "lezen": "Leren door te lezen",
    "kijken": "Leren door te kijken",
    "luisteren": "Leren door te luisteren",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose from the menu: its address, its words, and the items it holds."""

    group: str
    address: str
    title: str
    short: str
    items: tuple[Document, ...]


def learning_menu(site: Site) -> Iterator[Plan]:
    """Plan the menu card and a page for every facet that holds something."""
    facets = tuple(_facets(site))
    intro = introduction(site, Head(ADDRESS, LISTED[ADDRESS], structured=_course_list(site)))
    sections = tuple(
        Section(facet.title, f"deel-{facet.short.lower()}", cards(site, facet.items, intro.viewpoint))
        for facet in facets
        if facet.group == "Hoe leer je graag?"
    )
    view = list_view("leeraanbod", intro, sections)
    view = replace(
        view,
        filters=_filters(facets, intro.viewpoint),
        feed=NavLink("Volg het leeraanbod met RSS", intro.viewpoint.href(f"{ADDRESS}feed.xml")),
        empty="" if sections else "De menukaart is nog leeg.",
    )
    yield list_plan(site, intro, view)
    for facet in facets:
        summary = f"Dit staat er op de menukaart: {_count(len(facet.items))}."
        head = Head(facet.address, facet.title, summary, (crumb(site, ADDRESS, LISTED[ADDRESS]),))
        part = introduction(site, head, facet.items[0].path)
        view = list_view(
            "leeraanbod", part, (Section(facet.title, "deel-alles", cards(site, facet.items, part.viewpoint)),)
        )
        yield list_plan(site, part, replace(view, filters=_filters(facets, part.viewpoint)))


def _count(number: int) -> str:
    return "1 keuze" if number == 1 else f"{number} keuzes"


def _facets(site: Site) -> Iterator[Facet]:
    for way in WAYS:
        yield from _facet("Hoe leer je graag?", way, WAY_TITLES[way], way.capitalize(), _with(site, "ways", way))
    for audience in AUDIENCES:
        address, title = f"voor-{audience}", f"Leeraanbod voor {audience}"
        yield from _facet("Voor wie ben je?", address, title, audience.capitalize(), _with(site, "audiences", audience))
    for topic in site.topics:
        found = tuple(d for d in site.learning if topic in d.entry.topics)
        label = site.topic_label(topic)
        yield from _facet("Waar gaat het over?", f"over-{topic}", f"Leeraanbod over {label.lower()}", label, found)


def _facet(group: str, name: str, title: str, short: str, items: tuple[Document, ...]) -> Iterator[Facet]:
    if items:
        yield Facet(group, f"{ADDRESS}{name}/", title, short, items)


def _with(site: Site, field: str, value: str) -> tuple[Document, ...]:
    return tuple(document for document in site.learning if value in getattr(document.entry, field))


def _filters(facets: tuple[Facet, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    groups: dict[str, list[NavLink]] = {}
    for facet in facets:
        link = NavLink(
            facet.short,
            viewpoint.href(facet.address),
            current=facet.address == viewpoint.address,
            note=str(len(facet.items)),
        )
        groups.setdefault(facet.group, []).append(link)
    ids = {
        "Hoe leer je graag?": "deel-leervorm",
        "Voor wie ben je?": "deel-doelgroep",
        "Waar gaat het over?": "deel-onderwerp",
    }
    return tuple(Section(group, ids[group], links=tuple(links)) for group, links in groups.items())


def _course_list(site: Site) -> dict[str, Any] | None:
    """Return the menu as schema.org's ItemList of Courses, which search engines read from three items up."""
    if not site.learning:
        return None
    whole = Viewpoint(site.config.base_url)
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "item": {**document.kind.structured(document.entry), "url": whole.url(document.address or "/")},
        }
        for number, document in enumerate(site.learning, start=1)
    ]
    return {"@type": "ItemList", "name": LISTED[ADDRESS], "itemListElement": items}
