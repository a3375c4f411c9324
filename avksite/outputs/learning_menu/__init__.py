"""The learning menu as a menu card: by way of learning, by audience and by theme, as pages and to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.dutch.formatting import list_in_words, with_article
from avksite.kinds.learning import AUDIENCES, LEARNING, WAYS, LearningItem
from avksite.outputs.learning_menu.card import (
    CARD,
    TEMPLATE,
    Course,
    Dish,
    MenuPage,
    MenuView,
    PrintedCard,
    make_card,
    make_menu_page,
)
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.cards import facts
from avksite.rendering.layout import crumb, list_plan, list_view
from avksite.rendering.parts import Head, NavLink, Section
from avksite.rendering.structured_data import thing_of
from avksite.rendering.subscriptions import follow_link
from avksite.rendering.templates import templates_of, text_of

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.layout import ListView
    from avksite.rendering.structured_data import Thing
    from avksite.site import Site

ADDRESS = LEARNING.list_address
OWN = f"{ADDRESS}mijn-menu/"
"""A reader's own menu. It holds nothing of itself, so neither search engines nor A to Z list it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to choose by; `key` is its name in the address of the page."""

    key: str
    words: str
    id: str


WAY = Question("leervorm", "Hoe leer je graag?", "deel-leervorm")
AUDIENCE = Question("voor", "Wie ben je?", "deel-doelgroep")
THEME = Question("over", "Waar gaat het over?", "deel-onderwerp")
ASSET = Question("met", "Wat maakt het makkelijk?", "deel-kenmerk")


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose from the menu: its address, its words, and the items it holds."""

    question: Question
    value: str
    address: str
    title: str
    short: str
    items: tuple[Document[LearningItem], ...]


def learning_menu(site: Site) -> Iterator[Plan]:
    """Plan the menu card, a page for every facet that holds something, a reader's own menu, and the card on paper."""
    facets = tuple(facet for facet in _facets(site) if facet.items)
    whole = list_view(site, LEARNING.folder, Head(ADDRESS, LEARNING.plural), _course_list(site))
    viewpoint = whole.frame.viewpoint
    view = replace(
        whole,
        filters=_filters(facets, viewpoint),
        feed=follow_link(site, ADDRESS, viewpoint, "Volg het leeraanbod met RSS"),
    )
    if not site.learning:
        yield list_plan(site, replace(view, empty="De menukaart is nog leeg."))
        return
    card = _card(site, view, facets)
    menu = MenuView(_courses(site, facets, viewpoint), tuple(dict.fromkeys(facet.question.key for facet in facets)))
    plan = list_plan(site, view)
    yield replace(plan, maker=make_menu_page, view=MenuPage(view, menu, card, templates_of(site.root)))
    yield Plan(path_of(CARD), plan.made_from, make_card, card)
    yield _own_menu(site, facets)
    for facet in facets:
        yield _part(site, facet, facets)


def _part(site: Site, facet: Facet, facets: tuple[Facet, ...]) -> Plan:
    """Plan the page of one facet, which needs no script."""
    number = "1 keuze" if len(facet.items) == 1 else f"{len(facet.items)} keuzes"
    up = crumb(site, ADDRESS, LEARNING.plural)
    head = Head(facet.address, facet.title, f"Dit staat er op de menukaart: {number}.", (up,))
    view = list_view(site, LEARNING.folder, head)
    viewpoint = view.frame.viewpoint
    drawn = facet.value if facet.question is WAY else ""
    dishes = tuple(_dish(site, document, viewpoint) for document in facet.items)
    menu = MenuView((Course(facet.title, "deel-alles", drawn, dishes),), whole=NavLink(up[0], viewpoint.href(ADDRESS)))
    view = replace(view, filters=_filters(facets, viewpoint), own=menu)
    return list_plan(site, view, "menu.html", facet.items[0].path)


def _own_menu(site: Site, facets: tuple[Facet, ...]) -> Plan:
    """Plan the page that shows what a reader chose: all items are on it once, and the script shows the chosen."""
    up = crumb(site, ADDRESS, LEARNING.plural)
    summary = "Hier staat wat je zelf hebt gekozen. Je kunt het afdrukken of mailen."
    view = list_view(site, LEARNING.folder, Head(OWN, "Mijn menu", summary, (up,), indexed=False))
    viewpoint = view.frame.viewpoint
    menu = MenuView(_once(_courses(site, facets, viewpoint)), whole=NavLink(up[0], viewpoint.href(ADDRESS)))
    return list_plan(site, replace(view, own=menu), "own_menu.html")


def _card(site: Site, view: ListView, facets: tuple[Facet, ...]) -> PrintedCard:
    """Return what the printed card says: each item once, with whole addresses."""
    whole = Viewpoint(site.config.base_url)
    days = [day for document in site.learning if (day := document.entry.updated)]
    return PrintedCard(
        template=text_of(templates_of(site.root), TEMPLATE),
        site_name=site.config.name,
        tagline=site.config.tagline or "",
        title=view.title,
        summary=view.frame.head.description,
        url=whole.url(ADDRESS),
        courses=_once(_courses(site, facets, whole)),
        contacts=view.frame.contacts,
        colours=tuple(site.config.colours.light.model_dump(by_alias=True).items()),
        lang=site.config.lang,
        day=max(days).isoformat() if days else "",
    )


def _courses(site: Site, facets: tuple[Facet, ...], viewpoint: Viewpoint) -> tuple[Course, ...]:
    """Return the menu by way of learning; an item with two ways stands under both."""
    courses = []
    for facet in facets:
        if facet.question is WAY:
            dishes = tuple(_dish(site, document, viewpoint, facet.value) for document in facet.items)
            courses.append(Course(facet.title, f"deel-{facet.value}", facet.value, dishes))
    return tuple(courses)


def _once(courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """Return the menu with each item only under the way that its author named first."""
    fewer = (replace(course, dishes=tuple(dish for dish in course.dishes if not dish.again)) for course in courses)
    return tuple(course for course in fewer if course.dishes)


def _dish(site: Site, document: Document[LearningItem], viewpoint: Viewpoint, way: str = "") -> Dish:
    item = document.entry
    address = document.address or "/"
    shown = facts(site, document, viewpoint)
    said = {fact.label: fact.text or list_in_words([link.text for link in fact.links]) for fact in shown}
    moments = [fact.text for fact in shown if fact.label == "Wanneer"]
    state = document.state(site.today)
    ways = item.offered_ways(document.body.blocks)
    others = [other for other in WAYS if way and other in ways and other != way]
    return Dish(
        title=item.title,
        address=address,
        href=viewpoint.href(address),
        url=Viewpoint(site.config.base_url).url(address),
        sort=", ".join(said[label] for label in ("Soort", "Duur", "Kosten", "Waar") if said.get(label)),
        summary=item.summary,
        audience=said["Voor wie"] + (f" ({said['Gebied']})" if "Gebied" in said else ""),
        provider=with_article(said.get("Aanbieder", "")),
        when="; ".join([*moments, state] if state else moments),
        also=list_in_words([f"te {other}" for other in others]),
        lang=item.lang if item.lang != site.config.lang else "",
        again=bool(way) and way != ways[0],
        traits=(
            (WAY.key, way),
            (AUDIENCE.key, " ".join(item.audiences)),
            (THEME.key, " ".join(map(str, item.topics))),
            (ASSET.key, " ".join(_assets(item))),
        ),
    )


def _assets(item: LearningItem) -> Iterator[str]:
    if item.is_free:
        yield "gratis"
    if item.online:
        yield "online"


def _facets(site: Site) -> Iterator[Facet]:
    """Yield every way to choose, also what holds nothing."""
    menu = site.learning
    for way in WAYS:
        found = tuple(d for d in menu if way in d.entry.offered_ways(d.body.blocks))
        yield Facet(WAY, way, f"{ADDRESS}{way}/", f"Leren door te {way}", way.capitalize(), found)
    for audience in AUDIENCES:
        found = tuple(d for d in menu if audience in d.entry.audiences)
        address, title = f"{ADDRESS}voor-{audience}/", f"Leeraanbod voor {audience}"
        yield Facet(AUDIENCE, audience, address, title, audience.capitalize(), found)
    for topic in site.topics:
        found = tuple(d for d in menu if topic in d.entry.topics)
        label = site.topic_label(topic)
        yield Facet(THEME, topic, f"{ADDRESS}over-{topic}/", f"Leeraanbod over ‘{label}’", label, found)
    for asset in ("gratis", "online"):
        found = tuple(d for d in menu if asset in _assets(d.entry))
        name = asset.capitalize()
        yield Facet(ASSET, asset, f"{ADDRESS}{asset}/", f"{name} leeraanbod", name, found)


def _filters(facets: tuple[Facet, ...], viewpoint: Viewpoint) -> tuple[Section, ...]:
    """Return what to choose by as links to pages; `menu.html` makes boxes to tick of them, for a reader with a script.

    The id of a link is the value of its box.
    """

    def link(facet: Facet) -> NavLink:
        href, current = viewpoint.href(facet.address), facet.address == viewpoint.address
        return NavLink(facet.short, href, current=current, note=str(len(facet.items)), id=facet.value)

    groups = groupby(facets, key=lambda facet: facet.question)
    return tuple(Section(question.words, question.id, links=tuple(map(link, group))) for question, group in groups)


def _course_list(site: Site) -> Thing | None:
    """Return the menu as schema.org's ItemList of Courses, which search engines read from three items up."""
    if not site.learning:
        return None
    whole = Viewpoint(site.config.base_url)
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "item": {**thing_of(site, document), "url": whole.url(document.address or "/")},
        }
        for number, document in enumerate(site.learning, start=1)
    ]
    return {"@type": "ItemList", "name": LEARNING.plural, "itemListElement": items}
