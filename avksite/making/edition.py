"""What an edition of the newsletter brings along: the items that the editor chose, or all that is new."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, cast

from avksite.kinds.event import Event, is_coming
from avksite.site import newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from avksite.documents import Document
    from avksite.kinds.newsletter import Edition
    from avksite.site import Site

COMING = "Agenda"
REST = "Meer nieuws"

EditionSection = tuple[str, tuple["Document", ...]]
"""A heading and what stands below it; "" when the items need no heading."""


def edition_sections(site: Site, document: Document) -> tuple[EditionSection, ...]:
    """Return the items of an edition under their headings; no item stands twice, and no section is empty."""
    edition = cast("Edition", document.entry)
    if edition.items != "automatisch":
        # Exactly what the editor wrote down, in that order: nothing is added and nothing is moved.
        chosen = (site.resolve(document.path, item).document for item in edition.items)
        return _filled([("", _once(d for d in chosen if d and d.address))])
    coming = [d for d in reversed(site.events) if is_coming(cast("Event", d.entry), edition.date)]
    shown = {d.path for d in coming}
    fresh = [d for d in _fresh(site, document, edition.date) if d.path not in shown]
    return _filled([*_by_section(site, fresh), (COMING, tuple(coming))])


def _fresh(site: Site, edition: Document, until: date) -> tuple[Document, ...]:
    """Return what is dated after the edition before this one, up to its own day, newest first.

    The first edition of all has no edition before it, and brings everything up to its day.
    """
    earlier = [_day(other) for other in site.editions if other.path != edition.path and _day(other) < until]
    since = max(earlier, default=None)
    candidates = chain(site.news, site.events, site.learning)
    return newest_first(
        d for d in candidates if (day := d.kind.date(d.entry)) and (since is None or since < day) and day <= until
    )


def _day(edition: Document) -> date:
    return cast("Edition", edition.entry).date


def _by_section(site: Site, documents: Iterable[Document]) -> list[EditionSection]:
    """Group by the sections of site.yaml; an item stands in the first one that has a topic of it."""
    sections = site.config.newsletter.sections
    groups: list[list[Document]] = [[] for _ in (*sections, REST)]
    for document in documents:
        mine = {str(topic) for topic in document.entry.topics}
        fitting = (number for number, section in enumerate(sections) if mine.intersection(section.topics))
        groups[next(fitting, len(sections))].append(document)
    titles = [*(section.title for section in sections), REST if any(groups[:-1]) else ""]
    return [(title, tuple(group)) for title, group in zip(titles, groups, strict=True)]


def _once(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple({document.path: document for document in documents}.values())


def _filled(sections: list[EditionSection]) -> tuple[EditionSection, ...]:
    return tuple((title, documents) for title, documents in sections if documents)
