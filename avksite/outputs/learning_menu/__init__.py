"""The learning menu as a menu card: by way of learning, by audience and by theme, as pages and to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from avksite.dutch.formatting import list_in_words, with_article
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.kinds.learning import AUDIENCES, LEARNING, WAYS, LearningItem
from avksite.outputs.learning_menu.card import (
    CARD,
    TEMPLATE,
    Course,
    Dish,
    MenuView,
    PrintedCard,
    offered,
    typeset,
)
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.cards import facts
from avksite.rendering.layout import crumb, list_filled_in, list_page, list_plan
from avksite.rendering.parts import Head, NavLink, Page, Section
from avksite.rendering.redirects import emptied
from avksite.rendering.structured_data import Thing, thing_of
from avksite.rendering.subscriptions import follow_link
from avksite.rendering.templates import text_of
from avksite.site import Site

ADDRESS = LEARNING.list_address
OWN = f"{ADDRESS}mijn-menu/"
"""A reader's own menu. It has no content of its own, so search engines and A to Z do not list it."""

FREE, ONLINE = "gratis", "online"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter; `key` is its name in the address of the page.

    `folder` and `title` are those of the page for one value; the title contains `{value}` or `{label}`.
    """

    key: str
    words: str
    id: str
    folder: str
    title: str


WAY = Filter("leervorm", "Hoe leer je graag?", "deel-leervorm", "", "Leren door te {value}")
AUDIENCE = Filter("voor", "Wie ben je?", "deel-doelgroep", "voor-", "Leeraanbod voor {value}")
THEME = Filter("over", "Waar gaat het over?", "deel-onderwerp", "over-", "Leeraanbod over ‘{label}’")
ASSET = Filter("met", "Wat maakt het makkelijk?", "deel-kenmerk", "", "{label} leeraanbod")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter: its address, its words, and its items."""

    question: Filter
    value: str
    address: str
    title: str
    label: str
    items: tuple[Document[LearningItem], ...]


def learning_menu(site: Site) -> Iterator[Plan]:
    """Plan the page of the menu, a page for every facet with items, a reader's own menu, and the printed card."""
    facets = tuple(_facets(site))
    plan = list_plan(site, Head(ADDRESS, LEARNING.plural), menu_page)
    yield plan
    if facets:
        yield Plan(path_of(CARD), plan.made_from, make_card)
        yield list_plan(site, _OWN_HEAD, own_menu)
    for facet in facets:
        yield list_plan(site, _head_of(facet), part, facet.address, made_from=facet.items[0].path)
    yield from emptied(site, ADDRESS, {facet.address for facet in facets} | ({OWN} if facets else set()))


def menu_page(site: Site) -> Made:
    """Make the page of the whole menu, with a link to the printed card."""
    facets = tuple(_facets(site))
    page = list_page(site, Head(ADDRESS, LEARNING.plural), _course_list(site))
    viewpoint = page.frame.viewpoint
    feed = follow_link(site, ADDRESS, viewpoint, "Volg het leeraanbod met RSS")
    menu = MenuView(
        name=LEARNING.folder,
        filters=_filters(facets, viewpoint),
        follow=(feed,) if feed else (),
        empty="" if facets else "De menukaart is nog leeg.",
        courses=_courses(site, facets, viewpoint),
        keys=tuple(dict.fromkeys(facet.question.key for facet in facets)),
        download=offered(_card(site, page, facets), viewpoint.href(CARD)) if facets else None,
    )
    return list_filled_in(site, page, menu, "menu.html" if facets else "list.html")


def make_card(site: Site) -> Made:
    """Make the card as a PDF."""
    page = list_page(site, Head(ADDRESS, LEARNING.plural), _course_list(site))
    return Made(typeset(_card(site, page, tuple(_facets(site)))))


def _facets(site: Site) -> Iterator[Facet]:
    """Yield every facet that has items."""
    found: dict[tuple[str, str], list[Document[LearningItem]]] = {}
    for document in site.learning:
        for key, values in _traits(document).items():
            for value in values:
                found.setdefault((key, value), []).append(document)
    for question, answers in ((WAY, WAYS), (AUDIENCE, AUDIENCES), (THEME, site.topics), (ASSET, (FREE, ONLINE))):
        for value in answers:
            if items := found.get((question.key, value)):
                label = site.topic_label(value) if question is THEME else value.capitalize()
                title = question.title.format(value=value, label=label)
                yield Facet(question, value, f"{ADDRESS}{question.folder}{value}/", title, label, tuple(items))


def _traits(document: Document[LearningItem]) -> dict[str, tuple[str, ...]]:
    """Return the values of an item for each filter, by key."""
    item = document.entry
    return {
        WAY.key: item.offered_ways(document.body.blocks),
        AUDIENCE.key: item.audiences,
        THEME.key: tuple(map(str, item.topics)),
        ASSET.key: tuple(asset for asset, is_so in ((FREE, item.is_free), (ONLINE, item.online)) if is_so),
    }


def part(site: Site, address: str) -> Made:
    """Make the page of one facet, which needs no script."""
    facets = tuple(_facets(site))
    facet = next(facet for facet in facets if facet.address == address)
    page, whole = _below(site, _head_of(facet))
    viewpoint = page.frame.viewpoint
    dishes = tuple(_dish(site, document, viewpoint) for document in facet.items)
    course = Course(facet.title, "deel-alles", facet.value if facet.question is WAY else "", dishes)
    filters = _filters(facets, viewpoint)
    view = MenuView(name=LEARNING.folder, filters=filters, courses=(course,), whole=whole)
    return list_filled_in(site, page, view, "menu.html")


def _head_of(facet: Facet) -> Head:
    number = "1 keuze" if len(facet.items) == 1 else f"{len(facet.items)} keuzes"
    return Head(facet.address, facet.title, f"Dit staat er op de menukaart: {number}.")


_OWN_HEAD = Head(
    OWN, "Mijn menu", "Hier staat wat je zelf hebt gekozen. Je kunt het afdrukken of mailen.", indexed=False
)


def own_menu(site: Site) -> Made:
    """Make the page of a reader's choice: it contains all items once, and the script shows the chosen ones."""
    page, whole = _below(site, _OWN_HEAD)
    courses = _once(_courses(site, tuple(_facets(site)), page.frame.viewpoint))
    view = MenuView(name=LEARNING.folder, courses=courses, whole=whole)
    return list_filled_in(site, page, view, "own_menu.html")


def _below(site: Site, head: Head) -> tuple[Page, NavLink]:
    """Return a page below that of the menu, and the link to the menu."""
    up = crumb(site, ADDRESS, LEARNING.plural)
    page = list_page(site, replace(head, crumbs=(up,)))
    return page, NavLink(up[0], page.frame.viewpoint.href(ADDRESS))


def _card(site: Site, page: Page, facets: tuple[Facet, ...]) -> PrintedCard:
    """Return the data of the printed card: each item once, with absolute addresses."""
    whole = Viewpoint(site.config.base_url)
    days = [day for document in site.learning if (day := document.entry.updated)]
    return PrintedCard(
        template=text_of(page.layouts.folder, TEMPLATE),
        site_name=site.config.name,
        tagline=site.config.tagline or "",
        title=page.title,
        summary=page.frame.head.description,
        url=whole.url(ADDRESS),
        courses=_once(_courses(site, facets, whole)),
        contacts=page.frame.contacts,
        colours=tuple(site.config.colours.light.model_dump(by_alias=True).items()),
        lang=site.config.lang,
        day=max(days).isoformat() if days else "",
    )


def _courses(site: Site, facets: tuple[Facet, ...], viewpoint: Viewpoint) -> tuple[Course, ...]:
    """Return the menu by way of learning; an item with two ways is in both."""
    return tuple(
        Course(it.title, f"deel-{it.value}", it.value, tuple(_dish(site, d, viewpoint, it.value) for d in it.items))
        for it in facets
        if it.question is WAY
    )


def _once(courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """Return the menu with each item only in the first of its ways."""
    fewer = (replace(course, dishes=tuple(dish for dish in course.dishes if not dish.again)) for course in courses)
    return tuple(course for course in fewer if course.dishes)


def _dish(site: Site, document: Document[LearningItem], viewpoint: Viewpoint, way: str = "") -> Dish:
    """Return the view of an item under one of its ways of learning, or by itself."""
    item, traits, address = document.entry, _traits(document), document.address or "/"
    shown = facts(site, document, viewpoint)
    said = {fact.label: fact.text or list_in_words([link.text for link in fact.links]) for fact in shown}
    moments = (*(fact.text for fact in shown if fact.label == "Wanneer"), document.state(site.today))
    ways = traits[WAY.key]
    return Dish(
        title=item.title,
        address=address,
        href=viewpoint.href(address),
        url=viewpoint.url(address),
        sort=", ".join(said[label] for label in ("Soort", "Duur", "Kosten", "Waar") if said.get(label)),
        summary=item.summary,
        audience=said["Voor wie"] + (f" ({said['Gebied']})" if "Gebied" in said else ""),
        provider=with_article(said.get("Aanbieder", "")),
        when="; ".join(filter(None, moments)),
        also=list_in_words([f"te {other}" for other in WAYS if way and other in ways and other != way]),
        lang=item.lang if item.lang != site.config.lang else "",
        again=bool(way) and way != ways[0],
        traits=tuple((key, " ".join(values)) for key, values in {**traits, WAY.key: (way,)}.items()),
    )


def _filters(facets: tuple[Facet, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return the filters as links to pages; with a script, `menu.html` shows them as checkboxes.

    The id of a link is the value of its checkbox.
    """

    def link(facet: Facet) -> NavLink:
        href, current = viewpoint.href(facet.address), facet.address == viewpoint.address
        return NavLink(facet.label, href, current=current, note=str(len(facet.items)), id=facet.value)

    groups = groupby(facets, key=lambda facet: facet.question)
    return tuple(Section(question.words, question.id, links=tuple(map(link, group))) for question, group in groups)


def _course_list(site: Site) -> Thing | None:
    """Return the menu as schema.org's ItemList of Courses; search engines require at least three items."""
    whole = Viewpoint(site.config.base_url)
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "item": {**thing_of(site, document), "url": whole.url(document.address or "/")},
        }
        for number, document in enumerate(site.learning, start=1)
    ]
    return {"@type": "ItemList", "name": LEARNING.plural, "itemListElement": items} if items else None
