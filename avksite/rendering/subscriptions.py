"""What a reader can follow: a feed of everything, of each list, topic and partner, and the calendars.

Besides these there is a calendar file at each page with a day to remember. Programs know every item by a permanent id.
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


@dataclass(frozen=True, slots=True)
class Channel:
    """What a program can follow: a calendar, or a feed, at the folder that its files stand in."""

    address: str
    title: str
    """What it is called in the program."""
    label: str
    """What it follows, on a page that says whose site it is: a list, a topic or a partner."""
    formerly: tuple[str, ...] = ()
    """Folders that a feed stood in before. A reader cannot be led on by a page, so the files stand there too."""
    series: str = ""
    """The series that a calendar is of, as in its address."""


@query
def feed_at(site: Site, folder: str) -> Channel | None:
    """Return the feed in a folder; None where nothing can be followed, as with a partner of whom there is no news."""
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
    """Return everything that the feed in a folder is about, in no special order; () where there is no feed."""
    found = site.documents if folder in LISTS else site.topics.get(_topic_at(folder), ())
    partner = site.by_address.get(folder)
    if partner is not None and ORGANISATION.holds(partner):
        found = site.mentions(partner)
    one = folder if folder in LISTS and folder != "/" else ""
    return tuple(d for d in found if d.kind.in_feeds and one in {"", d.kind.list_address})


def _topic_at(folder: str) -> str:
    return folder.removeprefix(MadePage.TOPICS).strip("/") if folder.startswith(MadePage.TOPICS) else ""


def advertised(site: Site, viewpoint: Viewpoint) -> tuple[NavLink, ...]:
    """Return the feeds that a page names in its head: its own and those of the pages above it.

    The home page and `/volgen/` name those of every list, for a browser or reader that looks for feeds there.
    """
    address = viewpoint.address or "/"
    ends = [end for end, sign in enumerate(address, start=1) if sign == "/"]
    folders = [*LISTS] if address in {"/", MadePage.FOLLOW} else [address[:end] for end in ends]
    return tuple(
        # No two links have the same words (WCAG 2.2, 2.4.4).
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
    """Return the link to how to follow the page at an address with RSS; None when it has no feed.

    The feed itself is for programs: who opens it in a browser sees only code.
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
    """Return the series an event is part of, as in an address; "" when it stands by itself."""
    return document.entry.series_id if EVENT.holds(document) else ""


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
    return id_of_address(site, site.first_address(str(document.address)), tail)


def id_of_address(site: Site, address: str, tail: str = "") -> str:
    """Return the UUID of something at an address, such as the feed of a list."""
    return str(uuid5(NAMESPACE_URL, f"{mark_of(site)}{address}{f'#{tail}' if tail else ''}"))


def mark_of(site: Site) -> str:
    """Return what tells this site from others in every id: its mark, or its name as long as there is none."""
    return site.config.mark or slug(site.config.name)


def moved(site: Site) -> dict[str, str]:
    """Return every old address with where it leads now, that of the mail of an edition too: it went out with it."""
    found = dict(site.redirects)
    for old, now in site.redirects.items():
        document = site.by_address.get(now)
        if document and document.kind.is_mailed and old.endswith("/"):
            found[f"{old}mail.html"] = f"{now}mail.html"
    return dict(sorted(found.items()))


def former_folders(site: Site, address: str) -> tuple[str, ...]:
    """Return the old addresses of a page beside which files could stand, as `agenda.ics` does beside an event."""
    return tuple(old for old in site.formerly(address) if old.endswith("/"))
