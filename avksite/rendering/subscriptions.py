"""The feeds and calendars that a reader can follow: of everything, and of each list, topic, partner and series.

There is also a calendar file beside each page with a date. Every item has a permanent id.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from avksite.dutch.formatting import slug, with_article
from avksite.frozen import dataclass
from avksite.kinds import KINDS
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.organisation import ORGANISATION
from avksite.memo.queries import query
from avksite.rendering.addresses import MadePage, Viewpoint, topic_address
from avksite.rendering.parts import NavLink
from avksite.site import Site

LISTS = {"/": "Alles"} | {kind.list_address: kind.plural for kind in KINDS if kind.in_feeds}
"""The folders of the feeds that always exist, with what they are about."""

FORMS = {
    "feed.xml": ("application/rss+xml", "RSS"),
    "atom.xml": ("application/atom+xml", "Atom"),
    "feed.json": ("application/feed+json", "JSON Feed"),
}
"""The files of every feed, the most widely supported first: media type and name (JSON Feed 1.1, "Suggested MIME
types"; RFC 4287, section 7)."""

EVERYTHING = "/agenda.ics"
LAST_DAYS = "/sluitdatums.ics"


@dataclass(frozen=True, slots=True)
class Channel:
    """A calendar or feed, with the folder of its files."""

    address: str
    title: str
    """Its name in feed readers and calendar programs."""
    label: str
    """Its name on our own pages: that of a list, topic or partner."""
    formerly: tuple[str, ...] = ()
    """Earlier folders of a feed: its files are there too, because a page cannot redirect a feed reader."""
    series: str = ""
    """The slug of the series of a calendar."""


@query
def feed_at(site: Site, folder: str) -> Channel | None:
    """Return the feed in a folder; None when there is none, as for a partner without news."""
    name = site.config.name
    if folder in LISTS:
        return Channel(folder, f"{LISTS[folder]} van {with_article(name)}", LISTS[folder])
    if not items_of(site, folder):
        return None
    if topic := _topic_at(folder):
        label = site.topic_label(topic)
        return Channel(folder, f"{label}: {name}", label, former_folders(site, folder))
    partner = site.by_address[folder]
    title = partner.entry.title
    return Channel(folder, f"Over {with_article(title)}: {name}", title, former_folders(site, folder))


def feeds(site: Site) -> Iterator[Channel]:
    """Yield every feed: the lists, then the topics in their order, then the partners by name."""
    partners = (str(partner.address) for partner in site.partners.values() if partner.address)
    for folder in (*LISTS, *map(topic_address, site.topics), *partners):
        if channel := feed_at(site, folder):
            yield channel


def items_of(site: Site, folder: str) -> tuple[Document, ...]:
    """Return the items of the feed in a folder, in no special order; () when there is no feed."""
    found = site.documents if folder in LISTS else site.topics.get(_topic_at(folder), ())
    partner = site.by_address.get(folder)
    if partner is not None and ORGANISATION.holds(partner):
        found = site.mentions(partner)
    one = folder if folder in LISTS and folder != "/" else ""
    return tuple(d for d in found if d.kind.in_feeds and one in {"", d.kind.list_address})


def _topic_at(folder: str) -> str:
    return folder.removeprefix(MadePage.TOPICS).strip("/") if folder.startswith(MadePage.TOPICS) else ""


def advertised(site: Site, viewpoint: Viewpoint) -> tuple[NavLink, ...]:
    """Return the feeds for the `<head>` of a page: its own and those of the pages above it.

    The home page and `/volgen/` name those of every list, for a browser or reader that looks for feeds there.
    """
    address = viewpoint.address or "/"
    ends = [end for end, char in enumerate(address, start=1) if char == "/"]
    folders = [*LISTS] if address in {"/", MadePage.FOLLOW} else [address[:end] for end in ends]
    return tuple(
        # Links must differ in their words (WCAG 2.2, 2.4.4).
        NavLink(
            channel.title if file == "feed.xml" else f"{channel.title} ({form})",
            viewpoint.href(f"{channel.address}{file}"),
            type=media_type,
        )
        for folder in folders
        if (channel := feed_at(site, folder))
        for file, (media_type, form) in FORMS.items()
    )


def follow_link(site: Site, address: str, viewpoint: Viewpoint, words: str) -> NavLink | None:
    """Return the link to the explanation of how to follow a page with RSS; None when it has no feed.

    It does not link to the feed itself, which a browser shows as code.
    """
    return NavLink(words, viewpoint.href(MadePage.FOLLOW, anchor_of(address))) if feed_at(site, address) else None


def anchor_of(address: str) -> str:
    """Return the anchor of a feed or an agenda on `/volgen/`."""
    return f"deel-volg-{slug(address) or 'alles'}"


def calendars(site: Site) -> Iterator[Channel]:
    """Yield every calendar: the two there always are, then the series by name."""
    whose = with_article(site.config.name)
    yield Channel(EVERYTHING, f"Agenda van {whose}", "Alle bijeenkomsten en sluitdatums")
    yield Channel(LAST_DAYS, f"Sluitdatums van {whose}", "Alleen de sluitdatums")
    names: dict[str, str] = {}
    for document in site.events:
        names.setdefault(series_of(document), str(document.entry.series))
    for series, name in sorted(names.items()):
        if series:
            label = f"De reeks ‘{name}’"
            yield Channel(address_of_series(series), f"{label} van {whose}", label, series=series)


def series_of(document: Document) -> str:
    """Return the slug of the series of an event; "" without one."""
    return document.entry.series_id if EVENT.holds(document) else ""


def address_of_series(series: str) -> str:
    """Return the address of the calendar of a series."""
    return f"/agenda/{series}.ics"


def permanent_id(site: Site, document: Document, tail: str = "") -> str:
    """Return the UUID of a document, or of one moment in it.

    It follows from the site's mark and the first path that the document ever had. The host is not in it: after a move
    to another domain, or on a test server, feed readers must not show every item as new, and calendars not twice. The
    mark is in it because two projects may both have a `/bijeenkomsten/2024/nieuwjaar/`. RFC 7986 asks for a UUID in
    calendars; as `urn:uuid:` it serves for feeds too.
    """
    return id_of_address(site, site.first_address(str(document.address)), tail)


def id_of_address(site: Site, address: str, tail: str = "") -> str:
    """Return the UUID of something at an address, such as the feed of a list."""
    return str(uuid5(NAMESPACE_URL, f"{mark_of(site)}{address}{f'#{tail}' if tail else ''}"))


def mark_of(site: Site) -> str:
    """Return the namespace of this site in every id: its mark, or its name when it has none."""
    return site.config.mark or slug(site.config.name)


def moved(site: Site) -> dict[str, str]:
    """Map every old address to its redirect, including those of mailed editions."""
    found = dict(site.redirects)
    for old, now in site.redirects.items():
        document = site.by_address.get(now)
        if document and document.kind.is_mailed and old.endswith("/"):
            found[f"{old}mail.html"] = f"{now}mail.html"
    return dict(sorted(found.items()))


def former_folders(site: Site, address: str) -> tuple[str, ...]:
    """Return the old addresses of a page that may have had files, such as `agenda.ics`."""
    return tuple(old for old in site.formerly(address) if old.endswith("/"))
