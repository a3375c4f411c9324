"""What a reader can follow: a feed of everything, of each list, topic and partner, and the calendars.

Besides these there is a calendar file at each page with a day to remember. Programs know every item by a permanent id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from avksite.content.paths import is_page_address, old_address
from avksite.dutch.formatting import slug, with_article
from avksite.kinds import KINDS
from avksite.kinds.event import EVENT
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.addresses import MadePage, topic_address
from avksite.rendering.parts import FeedLink, NavLink

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.addresses import Viewpoint
    from avksite.site import Site

LISTS = {"/": "Alles"} | {kind.list_address: kind.plural for kind in KINDS if kind.in_feeds}
"""Where the feeds stand that there always are, with what they follow."""

FORMS = {
    "feed.xml": ("application/rss+xml", "RSS"),
    "atom.xml": ("application/atom+xml", "Atom"),
    "feed.json": ("application/feed+json", "JSON Feed"),
}
"""The files of every feed, the one that most readers know first: media type and name (JSON Feed 1.1, "Suggested MIME
types"; RFC 4287, section 7)."""

EVERYTHING = "/agenda.ics"
LAST_DAYS = "/sluitdatums.ics"
_MOST_LETTERS = 100
"""Of the name of a series in its address: no disk keeps a sentence as the name of a file."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed: the folder its files stand in, and its title.

    `formerly` are folders it stood in before. A feed reader cannot be led on by a page, so the files stand there too.
    """

    folder: str
    title: str
    name: str
    """What it follows, on a page that says whose site it is: a list, a topic or a partner."""
    formerly: tuple[str, ...] = ()


def channel_at(site: Site, folder: str) -> Channel | None:
    """Return the feed in a folder; None where nothing can be followed, as with a partner of whom there is no news."""
    if folder in LISTS:
        return Channel(folder, f"{LISTS[folder]} van {with_article(site.config.name)}", LISTS[folder])
    if folder.startswith(MadePage.TOPICS):
        topic = folder.removeprefix(MadePage.TOPICS).strip("/")
        label = site.topic_label(topic)
        return Channel(folder, f"{label}: {site.config.name}", label) if _of_topic(site, topic) else None
    partner = site.by_address.get(folder)
    if partner is None or not ORGANISATION.holds(partner) or not site.mentions(partner):
        return None
    title = f"Over {with_article(partner.entry.title)}: {site.config.name}"
    return Channel(folder, title, partner.entry.title, former_folders(partner))


def channels(site: Site) -> Iterator[Channel]:
    """Yield every feed: the lists, then the topics in their order, then the partners by name."""
    folders = [*LISTS, *map(topic_address, site.topics)]
    folders += [str(partner.address) for partner in site.organisations if partner.address]
    for folder in folders:
        if channel := channel_at(site, folder):
            yield channel


def items_of(site: Site, channel: Channel) -> tuple[Document, ...]:
    """Return everything that a feed is about, in no special order."""
    if channel.folder in LISTS:
        listed = (d for d in site.documents if d.kind.in_feeds)
        return tuple(d for d in listed if channel.folder in {"/", d.kind.list_address})
    partner = site.by_address.get(channel.folder)
    if partner is not None and ORGANISATION.holds(partner):
        return site.mentions(partner)
    return _of_topic(site, channel.folder.removeprefix(MadePage.TOPICS).strip("/"))


def _of_topic(site: Site, topic: str) -> tuple[Document, ...]:
    return tuple(document for document in site.topics.get(topic, ()) if document.kind.in_feeds)


def advertised(site: Site, viewpoint: Viewpoint) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names in its head: its own and those of the pages above it.

    The home page and `/volgen/` name those of every list, for a browser or reader that looks for feeds there.
    """
    address = viewpoint.address or "/"
    ends = [end for end, sign in enumerate(address, start=1) if sign == "/"]
    folders = [*LISTS] if address in {"/", MadePage.FOLLOW} else [address[:end] for end in ends]
    found = [channel for folder in folders if (channel := channel_at(site, folder))]
    return tuple(
        # No two links have the same words (WCAG 2.2, 2.4.4).
        FeedLink(
            channel.title if file == "feed.xml" else f"{channel.title} ({form})",
            viewpoint.href(f"{channel.folder}{file}"),
            media_type,
        )
        for channel in found
        for file, (media_type, form) in FORMS.items()
    )


def follow_link(site: Site, address: str, viewpoint: Viewpoint, words: str) -> NavLink | None:
    """Return the link to how to follow the page at an address with RSS; None when it has no feed.

    The feed itself is for programs: who opens it in a browser sees only code.
    """
    channel = channel_at(site, address)
    return NavLink(words, viewpoint.href(MadePage.FOLLOW, anchor_of(channel.folder))) if channel else None


def anchor_of(address: str) -> str:
    """Return the anchor of a feed or an agenda on `/volgen/`."""
    return f"deel-volg-{slug(address) or 'alles'}"


@dataclass(frozen=True, slots=True)
class Agenda:
    """One calendar that a reader can follow, with the words of the link to it and the name it gets in a program."""

    address: str
    title: str
    name: str
    series: str = ""
    """The series it is of, as in its address."""


def agendas(site: Site) -> Iterator[Agenda]:
    """Yield every calendar: the two there always are, then the series by name."""
    yield Agenda(EVERYTHING, "Alle bijeenkomsten en sluitdatums", f"Agenda van {with_article(site.config.name)}")
    yield Agenda(LAST_DAYS, "Alleen de sluitdatums", f"Sluitdatums van {with_article(site.config.name)}")
    names: dict[str, str] = {}
    for document in site.events:
        if series := series_of(document):
            names.setdefault(series, str(document.entry.series))
    for series, name in sorted(names.items()):
        title = f"De reeks ‘{name}’"
        yield Agenda(address_of_series(series), title, f"{title} van {with_article(site.config.name)}", series)


def coming_series(site: Site) -> frozenset[str]:
    """Return the series of which there is something still to come to."""
    return frozenset(series_of(event) for event in site.coming_events if event.entry.goes_on(site.today))


def series_of(document: Document) -> str:
    """Return the series an event is part of, as in an address; "" when it stands by itself."""
    return slug((EVENT.holds(document) and document.entry.series) or "")[:_MOST_LETTERS].strip("-")


def address_of_series(series: str) -> str:
    """Return where the calendar of a series stands."""
    return f"/agenda/{series}.ics"


def permanent_id(site: Site, document: Document, tail: str = "") -> str:
    """Return the UUID of a document, or of one moment in it.

    It is drawn from the site's mark and the first address the document ever had, below the host. The host itself stays
    out: a site that moves to another domain, or is tried out on a test server, must not show its readers everything as
    new, or double their agenda. The mark is in it because two projects may both have a
    `/bijeenkomsten/2024/nieuwjaar/`, and a reader may keep both in one agenda. A UUID is what RFC 7986 asks of a
    calendar, and as `urn:uuid:` it is good for a feed.
    """
    # The oldest is the first of `oude-adressen`, as new ones are written below it.
    return id_of_address(site, next(iter(former_addresses(document)), str(document.address)), tail)


def id_of_address(site: Site, address: str, tail: str = "") -> str:
    """Return the UUID of something at an address, such as the feed of a list."""
    mark = site.config.mark or slug(site.config.name)
    return str(uuid5(NAMESPACE_URL, f"{mark}{address}{f'#{tail}' if tail else ''}"))


def former_addresses(document: Document) -> tuple[str, ...]:
    """Return the site addresses that a document had before, in the order typed; what cannot be one is left out."""
    return tuple(filter(is_page_address, map(old_address, document.entry.old_addresses)))


def former_folders(document: Document) -> tuple[str, ...]:
    """Return the former addresses beside which files could stand, as `agenda.ics` does beside an event."""
    return tuple(dict.fromkeys(address for address in former_addresses(document) if address.endswith("/")))
