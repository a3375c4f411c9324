"""What an edition of the newsletter brings along: the items that the editor chose, or all that is new."""

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
"""How far ahead the agenda looks: an edition of years ago must not announce what was planned long after it."""

MOST_ITEMS = 20
"""Of an edition that composes itself: more would make a mail that Gmail cuts off, and that nobody reads to its end."""

EditionSection = tuple[str, tuple["Document", ...]]
"""A heading and its items; "" when the items need no heading."""


def edition_sections(site: Site, document: Document[Edition]) -> tuple[EditionSection, ...]:
    """Return the items of an edition under their headings; no item twice, and no empty section.

    An automatic edition opens with the calls that are open on its day, the nearest deadline first, and closes with the
    agenda, the nearest event first, and one thing to learn; between them comes what is new since the edition before.
    What lies ahead comes back for as long as it does. What is new is brought by one edition and by no other. Of it
    all it brings the first 20: there may be hundreds, after an old site was taken over.
    """
    if is_chosen(document):
        # Exactly what the editor wrote down, in that order: nothing is added and nothing is moved.
        sections = [("", _chosen(site, document))]
    elif site.content.sent.value.items_of(document.id):
        # A mail keeps saying what it said when it went out, whatever was added to the site since.
        sections = _arranged(site, document, _chosen(site, document))
    else:
        sections = _arranged(site, document, due_in(site, document)[:MOST_ITEMS])
    return tuple((title, documents) for title, documents in sections if documents)


def due_in(site: Site, document: Document[Edition]) -> tuple[Document, ...]:
    """Return all that an edition that composes itself could bring, what must not be missed first."""
    day, fresh = document.entry.date, new_in(site, document)
    learnt = () if any(LEARNING.holds(d) for d in fresh) else _to_learn(site, document)
    return _once([*open_calls(site, day), *coming_events(site, day), *learnt, *fresh])


def is_chosen(edition: Document[Edition]) -> bool:
    """Return whether the editor chose the items."""
    return bool(edition.entry.items)


def _chosen(site: Site, document: Document[Edition]) -> tuple[Document, ...]:
    """Return what the editor chose, or what an automatic edition brought when it was handed over; () when neither."""
    if is_chosen(document):
        found = [site.resolve(document.path, item).document for item in document.entry.items]
    else:
        found = [site.by_path.get(path) for path in site.content.sent.value.items_of(document.id)]
    return _once(d for d in found if d and d.address)


def new_in(site: Site, edition: Document[Edition]) -> tuple[Document, ...]:
    """Return what became news after the edition before this one, up to its own day, newest first.

    The first edition of all has no edition before it, and brings everything up to its day. An item of the menu without
    a date is new when it was not on the menu yet as the edition before was handed over.
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
    """Return the edition before this one; of two on one day, the one whose path comes first is the first."""
    return max((other for other in site.editions if _order(other) < _order(edition)), key=_order, default=None)


def newsworthy_from(site: Site, document: Document) -> date | None:
    """Return the first day on which there is something to tell: None for an item of the menu that has always been.

    News counts from its date, and an event from the day after it: until then it is in the agenda. What shows only
    later (`publiceer`) counts from that day, and what has no date from the day on which it was first on the site.
    """
    entry = document.entry
    shown = entry.publish_from.day if entry.publish_from else None
    day = document.entry.last_day + timedelta(days=1) if EVENT.holds(document) else entry.day
    return max(day, shown) if day and shown else day or shown or site.first_public(document)


def open_calls(site: Site, day: date) -> tuple[Document[NewsPost], ...]:
    """Return the calls that were on the site on a day and take answers then, the nearest deadline first."""
    return calls_open_on(day, (d for d in _shown(site.news, day) if d.entry.date <= day))


def coming_events(site: Site, day: date) -> tuple[Document[Event], ...]:
    """Return the events of a day and of the year that follows, the nearest first."""
    events = _shown(reversed(site.events), day)
    return tuple(d for d in events if d.entry.is_coming(day) and d.entry.begin.day <= day + AHEAD)


def _shown(documents: Iterable[Document[E]], day: date) -> list[Document[E]]:
    """Return what was on the site on a day."""
    return [d for d in documents if (moment := d.entry.publish_from) is None or moment.day <= day]


def _order(edition: Document[Edition]) -> tuple[date, str]:
    return edition.entry.date, edition.path


def _to_learn(site: Site, edition: Document[Edition]) -> tuple[Document, ...]:
    """Return the item of the menu that no edition brought for the longest time: first all of them get their turn."""
    latest: dict[str, int] = {}
    for turn, other in enumerate(sorted(site.editions, key=_order), start=1):
        if _order(other) >= _order(edition):
            break
        brought = _chosen(site, other) or _rested(site, other.entry.date, latest)
        latest |= dict.fromkeys((d.path for d in brought), turn)
    return _rested(site, edition.entry.date, latest)


def _rested(site: Site, day: date, latest: Mapping[str, int]) -> tuple[Document, ...]:
    menu = sorted(_shown(site.learning, day), key=lambda d: latest.get(d.path, 0))
    return tuple(menu[:1])


def _arranged(site: Site, edition: Document[Edition], documents: tuple[Document, ...]) -> list[EditionSection]:
    """Put each item under its heading."""
    day, paths = edition.entry.date, {d.path for d in documents}
    calls = tuple(d for d in open_calls(site, day) if d.path in paths)
    coming = tuple(d for d in coming_events(site, day) if d.path in paths)
    fresh = {d.path for d in new_in(site, edition)}
    learnt = tuple(d for d in documents if LEARNING.holds(d) and d.path not in fresh)
    placed = {d.path for d in (*calls, *coming, *learnt)}
    rest = [d for d in documents if d.path not in placed]
    return [(CALLS, calls), *_by_section(site, rest, is_first=not calls), (COMING, coming), (LEARN, learnt)]


def _by_section(site: Site, documents: Iterable[Document], *, is_first: bool) -> list[EditionSection]:
    """Group by the sections of site.yaml; an item goes into the first one that has a topic of it."""
    sections = site.config.newsletter.sections
    groups: list[list[Document]] = [[] for _ in (*sections, REST)]
    for document in documents:
        mine = {str(topic) for topic in document.entry.topics}
        fitting = (number for number, section in enumerate(sections) if mine.intersection(section.topics))
        groups[next(fitting, len(sections))].append(document)
    # What opens the letter needs no heading, unless something else comes before it.
    titles = [*(section.title for section in sections), "" if is_first and not any(groups[:-1]) else REST]
    return [(title, tuple(group)) for title, group in zip(titles, groups, strict=True)]


def _once(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple({document.path: document for document in documents}.values())
