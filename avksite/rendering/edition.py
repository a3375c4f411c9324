"""The items in an edition of the newsletter: those that the editor chose, or all that is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from avksite.kinds.base import Document, Entry
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NewsPost
from avksite.kinds.newsletter import Edition
from avksite.site import Site, calls_open_on, newest_first

E = TypeVar("E", bound=Entry)

CALLS = "Oproepen"
REST = "Meer nieuws"
COMING = "Agenda"
LEARN = "Om te leren"

AHEAD = timedelta(days=366)
"""How far ahead the agenda looks: an old edition must not announce what was planned long after it."""

MOST_ITEMS = 20
"""Items in an automatic edition: Gmail clips a larger mail."""

EditionSection = tuple[str, tuple["Document", ...]]
"""A heading and its items; "" when the items need no heading."""


def edition_sections(site: Site, document: Document[Edition]) -> tuple[EditionSection, ...]:
    """Return the items of an edition under their headings; no item twice, and no empty section.

    An automatic edition opens with the calls that are open on its day, the nearest deadline first, and closes with the
    agenda, the nearest event first, and one thing to learn; between them is what is new since the edition before. Calls
    and events are repeated until they are over; other news is in one edition only. An edition has at most MOST_ITEMS:
    there may be hundreds after an import.
    """
    if is_chosen(document):
        # Exactly the editor's choice, in that order.
        sections = [("", _chosen(site, document))]
    elif site.content.sent.value.items_of(document.id):
        # A mail that was sent does not change, whatever was added to the site since.
        sections = _arranged(site, document, _chosen(site, document))
    else:
        sections = _arranged(site, document, due_in(site, document)[:MOST_ITEMS])
    return tuple((title, documents) for title, documents in sections if documents)


def due_in(site: Site, document: Document[Edition]) -> tuple[Document, ...]:
    """Return the candidates for an automatic edition, the most important first."""
    day, fresh = document.entry.date, new_in(site, document)
    learnt = () if any(LEARNING.holds(d) for d in fresh) else _to_learn(site, document)
    return _once([*open_calls(site, day), *coming_events(site, day), *learnt, *fresh])


def is_chosen(edition: Document[Edition]) -> bool:
    """Return whether the editor chose the items."""
    return bool(edition.entry.items)


def _chosen(site: Site, document: Document[Edition]) -> tuple[Document, ...]:
    """Return the editor's choice, or the items of an automatic edition that was handed over; else ()."""
    if is_chosen(document):
        found = [site.resolve(document.path, item).document for item in document.entry.items]
    else:
        found = [site.by_path.get(path) for path in site.content.sent.value.items_of(document.id)]
    return _once(d for d in found if d and d.address)


def new_in(site: Site, edition: Document[Edition]) -> tuple[Document, ...]:
    """Return what became news after the edition before this one, up to its own day, newest first.

    The first edition of all brings everything up to its day. An item of the menu without a date is new when it was not
    on the menu yet when the edition before was handed over.
    """
    before = edition_before(site, edition)
    since = before.entry.date if before else date.min
    candidates = (*site.news, *site.events, *site.learning)
    dated = newest_first(
        d for d in candidates if (day := newsworthy_from(site, d)) and since < day <= edition.entry.date
    )
    menu = frozenset(site.content.sent.value.menu_of(before.id) if before else ())
    return (*(d for d in site.learning if menu and newsworthy_from(site, d) is None and d.path not in menu), *dated)


def edition_before(site: Site, edition: Document[Edition]) -> Document[Edition] | None:
    """Return the edition before this one; two of one day are ordered by path."""
    return max((other for other in site.editions if _order(other) < _order(edition)), key=_order, default=None)


def newsworthy_from(site: Site, document: Document) -> date | None:
    """Return the first day on which a document is news; None for an item of the menu without a date.

    A post is news from its date, and an event from the day after it: until then it is in the agenda. What is published
    later (`publiceer`) is news from that day, and what has no date from the day on which it was first on the site.
    """
    entry = document.entry
    shown = entry.publish_from.day if entry.publish_from else None
    day = document.entry.last_day + timedelta(days=1) if EVENT.holds(document) else entry.day
    return max(day, shown) if day and shown else day or shown or site.first_public(document)


def open_calls(site: Site, day: date) -> tuple[Document[NewsPost], ...]:
    """Return the calls that are visible and open on a day, the nearest deadline first."""
    return calls_open_on(day, (d for d in _shown(site.news, day) if d.entry.date <= day))


def coming_events(site: Site, day: date) -> tuple[Document[Event], ...]:
    """Return the events of a day and of the year that follows, the nearest first."""
    events = _shown(reversed(site.events), day)
    return tuple(d for d in events if d.entry.is_coming(day) and d.entry.begin.day <= day + AHEAD)


def _shown(documents: Iterable[Document[E]], day: date) -> list[Document[E]]:
    """Return the documents that are visible on a day."""
    return [d for d in documents if (moment := d.entry.publish_from) is None or moment.day <= day]


def _order(edition: Document[Edition]) -> tuple[date, str]:
    return edition.entry.date, edition.path


def _to_learn(site: Site, edition: Document[Edition]) -> tuple[Document, ...]:
    """Return the item of the menu that was not in an edition for the longest time."""
    latest: dict[str, int] = {}
    for turn, other in enumerate(sorted(site.editions, key=_order), start=1):
        if _order(other) >= _order(edition):
            break
        brought = _chosen(site, other) or _longest_ago(site, other.entry.date, latest)
        latest |= dict.fromkeys((d.path for d in brought), turn)
    return _longest_ago(site, edition.entry.date, latest)


def _longest_ago(site: Site, day: date, latest: Mapping[str, int]) -> tuple[Document, ...]:
    menu = sorted(_shown(site.learning, day), key=lambda d: latest.get(d.path, 0))
    return tuple(menu[:1])


def _arranged(site: Site, edition: Document[Edition], documents: tuple[Document, ...]) -> list[EditionSection]:
    """Group items under their headings."""
    day, paths = edition.entry.date, {d.path for d in documents}
    calls = tuple(d for d in open_calls(site, day) if d.path in paths)
    coming = tuple(d for d in coming_events(site, day) if d.path in paths)
    fresh = {d.path for d in new_in(site, edition)}
    learnt = tuple(d for d in documents if LEARNING.holds(d) and d.path not in fresh)
    placed = {d.path for d in (*calls, *coming, *learnt)}
    rest = [d for d in documents if d.path not in placed]
    return [(CALLS, calls), *_by_section(site, rest, is_first=not calls), (COMING, coming), (LEARN, learnt)]


def _by_section(site: Site, documents: Iterable[Document], *, is_first: bool) -> list[EditionSection]:
    """Group by the sections of site.yaml; an item is in the first one with one of its topics."""
    sections = site.config.newsletter.sections
    groups: list[list[Document]] = [[] for _ in (*sections, REST)]
    for document in documents:
        mine = {str(topic) for topic in document.entry.topics}
        fitting = (number for number, section in enumerate(sections) if mine.intersection(section.topics))
        groups[next(fitting, len(sections))].append(document)
    # The first group needs no heading, unless something else comes before it.
    titles = [*(section.title for section in sections), "" if is_first and not any(groups[:-1]) else REST]
    return [(title, tuple(group)) for title, group in zip(titles, groups, strict=True)]


def _once(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple({document.path: document for document in documents}.values())
