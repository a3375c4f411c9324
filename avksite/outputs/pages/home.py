"""The home page: tasks, open calls, news, coming events and learning items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from avksite.content.data_files import Figure
from avksite.content.settings import SITE
from avksite.frozen import dataclass
from avksite.kinds.base import Document, E_co
from avksite.kinds.learning import LEARNING, WAYS, LearningItem
from avksite.kinds.page import PAGE
from avksite.outputs.pages.document import is_past, task_links
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made
from avksite.rendering.bodies import figures_of
from avksite.rendering.cards import card, cards, link_to
from avksite.rendering.layout import filled_in, page_of
from avksite.rendering.parts import Card, Head, NavLink
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.site import Site

ON_HOME = 3
"""The number of items of each kind on the home page."""

QUIET_AFTER = 1
"""Years without a post or event after which the home page shows undated pages first."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What only the home page shows."""

    tasks: tuple[NavLink, ...]
    calls: tuple[Card, ...]
    news: tuple[Card, ...]
    coming: tuple[Card, ...]
    past: tuple[Card, ...]
    """The latest events, for when none are coming."""
    newest: int
    """The year of the newest post or event when that is over a year ago, so that they are an archive; else 0."""
    ways: tuple[NavLink, ...]
    """The ways of learning, each with its number of items as note."""
    learning: tuple[Card, ...]
    figures: tuple[Figure, ...]
    projects: tuple[NavLink, ...]
    newsletter: NavLink | None
    edition: Card | None


def home_page(site: Site, path: str) -> Made:
    """Make the home page; no document is on it twice."""
    document = site.by_path[path]
    page = page_of(site, Head("/", document.entry.title), document)
    viewpoint = page.frame.viewpoint
    days = (*(post.entry.day for post in site.news[:1]), *(event.entry.day for event in site.events[:1]))
    newest = max(filter(None, days), default=None)
    own = document.entry if PAGE.holds(document) else None
    tasks = task_links(site, document.path, own.tasks if own else (), viewpoint)
    calls = cards(site, site.open_calls, viewpoint)
    shown = {*(task.href for task in tasks), *(call.href for call in calls)}
    projects = task_links(site, SITE, site.config.projects, viewpoint)
    projects = tuple(project for project in projects if project.href not in shown)
    shown |= {project.href for project in projects}

    def new(documents: Iterable[Document[E_co]]) -> Iterator[Document[E_co]]:
        return (d for d in documents if viewpoint.href(d.address or "/") not in shown)

    def first(documents: Iterable[Document]) -> tuple[Card, ...]:
        return cards(site, islice(documents, ON_HOME), viewpoint)

    newsletter = site.by_address.get(SIGN_UP)
    view = HomeView(
        tasks=tasks,
        calls=calls,
        news=first(new(site.news)),
        coming=first(new(site.coming_events)),
        past=first(new(site.past_events)),
        newest=newest.year if newest and is_past(newest, QUIET_AFTER, site.today) else 0,
        ways=tuple(_ways(site, viewpoint)),
        learning=first(_varied(new(site.learning))),
        figures=figures_of(own.figures if own else (), site),
        projects=projects,
        newsletter=link_to(newsletter, viewpoint) if newsletter else None,
        edition=card(site, site.editions[0], viewpoint) if site.editions else None,
    )
    return filled_in(page, "home.html", view)


def _ways(site: Site, viewpoint: Viewpoint) -> Iterator[NavLink]:
    offered = [d.entry.offered_ways(d.body.blocks) for d in site.learning]
    for way in WAYS:
        if number := sum(way in ways for ways in offered):
            yield NavLink(way.capitalize(), viewpoint.href(f"{LEARNING.list_address}{way}/"), note=str(number))


def _varied(learning: Iterable[Document[LearningItem]]) -> list[Document[LearningItem]]:
    """Return learning items with the first of each type in front."""
    first: dict[str, Document[LearningItem]] = {}
    rest = [d for d in learning if first.setdefault(d.entry.sort, d) is not d]
    return [*first.values(), *rest]
