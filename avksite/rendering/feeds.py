"""Which feeds there are: one for everything, one for each list with news to tell, for each topic, for each partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.dutch.formatting import named, slug
from avksite.kinds import KINDS
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.made_pages import MadePage, topic_address
from avksite.rendering.parts import FeedLink, NavLink
from avksite.rendering.permanent_ids import former_folders

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.viewpoint import Viewpoint
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
        return Channel(folder, f"{LISTS[folder]} van {named(site.config.name)}", LISTS[folder])
    if folder.startswith(MadePage.TOPICS):
        topic = folder.removeprefix(MadePage.TOPICS).strip("/")
        label = site.topic_label(topic)
        return Channel(folder, f"{label}: {site.config.name}", label) if _of_topic(site, topic) else None
    partner = site.by_address.get(folder)
    if partner is None or not ORGANISATION.holds(partner) or not site.naming(partner):
        return None
    title = f"Over {named(partner.entry.title)}: {site.config.name}"
    return Channel(folder, title, partner.entry.title, former_folders(partner))


def channels(site: Site) -> Iterator[Channel]:
    """Yield every feed: the lists, then the topics in their order, then the partners by name."""
    folders = [*LISTS, *map(topic_address, site.topics)]
    folders += [str(partner.address) for partner in site.organisations if partner.address]
    for folder in folders:
        if channel := channel_at(site, folder):
            yield channel


def told_in(site: Site, channel: Channel) -> tuple[Document, ...]:
    """Return everything that a feed is about, in no special order."""
    if channel.folder in LISTS:
        listed = (d for d in site.documents if d.kind.in_feeds)
        return tuple(d for d in listed if channel.folder in {"/", d.kind.list_address})
    partner = site.by_address.get(channel.folder)
    if partner is not None and ORGANISATION.holds(partner):
        return site.naming(partner)
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
        FeedLink(title_of(channel, file), viewpoint.href(f"{channel.folder}{file}"), FORMS[file][0])
        for channel in found
        for file in FORMS
    )


def title_of(channel: Channel, file: str) -> str:
    """Return the title of one of a feed's files, so that no two links have the same words (WCAG 2.2, 2.4.4)."""
    return channel.title if file == "feed.xml" else f"{channel.title} ({FORMS[file][1]})"


def follow_link(site: Site, address: str, viewpoint: Viewpoint, words: str) -> NavLink | None:
    """Return where it is told how to follow the page at an address with RSS; None when it has no feed.

    The feed itself is for programs: who opens it in a browser sees only code.
    """
    channel = channel_at(site, address)
    return NavLink(words, viewpoint.href(MadePage.FOLLOW, anchor_of(channel.folder))) if channel else None


def anchor_of(address: str) -> str:
    """Return the anchor of a feed or an agenda on `/volgen/`."""
    return f"deel-volg-{slug(address) or 'alles'}"
