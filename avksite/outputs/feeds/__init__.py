"""Feeds: everything that is new with its full text, together and by list, topic and partner, each in three forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from avksite.content.values import Moment
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.newsletter import NEWSLETTER
from avksite.outputs.feeds.formats import make_atom, make_json, make_rss
from avksite.outputs.feeds.view import Enclosure, FeedItem, FeedView, ItemText
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.bodies import Filling
from avksite.rendering.details import call_detail, event_detail, learning_media, quote_view
from avksite.rendering.edition import edition_sections
from avksite.rendering.feeds import LISTS, channels, told_in
from avksite.rendering.lasting import lasting_facts
from avksite.rendering.layout import picture_view
from avksite.rendering.parts import NavLink, Section
from avksite.rendering.people import contact_views
from avksite.rendering.permanent_ids import id_of_address, permanent_id
from avksite.rendering.plain_html import plain, plain_block
from avksite.rendering.templates import templates_of
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.kinds.newsletter import Edition
    from avksite.rendering.feeds import Channel
    from avksite.site import Site

MOST_ITEMS = 50
"""Newest first: enough for a reader who looks once a month, and small enough to fetch every hour."""

MOST_OF_A_PART = 20
"""The same for a topic or a partner, of whom there is less to tell."""

WITHOUT_DATES = Moment(date(2020, 1, 1)).start
"""What stands in Atom for the date of what never got one. It must never change: a reader would see all of it anew."""
ANNOUNCED = (timedelta(weeks=13), timedelta(days=366))
"""How long before its day an event stands in Atom that does not tell when it was announced."""

SOUNDS = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}
"""Media types of sound by the ending of its file (IANA; RFC 3003, RFC 4337, RFC 5334)."""

MAKERS: dict[str, Callable[[FeedView], Made]] = {"feed.xml": make_rss, "atom.xml": make_atom, "feed.json": make_json}


def feeds(site: Site) -> Iterator[Plan]:
    """Plan every feed in its three forms."""
    chosen = {channel: _newest(site, channel) for channel in channels(site)}
    # Most of them stand in several feeds; each is made once.
    wanted = {document.path: document for documents in chosen.values() for document in documents}
    items = {path: _item(site, document) for path, document in wanted.items()}
    for channel, documents in chosen.items():
        view = _view(site, channel, tuple(items[document.path] for document in documents))
        intro = site.by_address.get(channel.folder)
        made_from = intro.path if intro else "content/site.yaml"
        for file, maker in MAKERS.items():
            own = replace(view, self_href=f"{view.href}{file}")
            for folder in (channel.folder, *channel.formerly):
                yield Plan(path_of(f"{folder}{file}"), made_from, maker, own)


def _view(site: Site, channel: Channel, items: tuple[FeedItem, ...]) -> FeedView:
    intro = site.by_address.get(channel.folder)
    whole = Viewpoint(site.config.base_url)
    # A partner that got another name, and so another address, keeps the feed that people follow.
    first = next(iter(channel.formerly), channel.folder)
    return FeedView(
        id=f"urn:uuid:{id_of_address(site, first, 'feed')}",
        title=channel.title,
        description=(intro.entry.summary if intro else None) or site.config.tagline or site.config.name,
        href=whole.url(channel.folder),
        self_href="",
        lang=site.config.lang,
        creator=site.config.name,
        home=whole.url("/"),
        items=items,
        changed=max((item.changed for item in items), default=WITHOUT_DATES),
        templates=templates_of(site.root),
        style=whole.url("/assets/feed.css"),
    )


def _newest(site: Site, channel: Channel) -> tuple[Document, ...]:
    """Return the newest documents; what is still to come stands first, and what never got a date last."""

    def day(document: Document) -> date:
        published = _published(document, site.today)
        return published.date() if published else document.entry.day or date.min

    most = MOST_ITEMS if channel.folder in LISTS else MOST_OF_A_PART
    by_path = sorted(told_in(site, channel), key=lambda d: d.path)
    return tuple(sorted(by_path, key=day, reverse=True)[:most])


def _published(document: Document, today: date) -> datetime | None:
    """Return when an item came out, as far as its text tells.

    That is the moment it was held back until, else its own date, else the day it was last changed. A day that is still
    to come is none of these: an event that is announced would carry the date on which it takes place, and a reader
    would file it in the future or hide it. It has no date then, which RSS allows; readers show it as new on the day
    they find it. Once over, an event carries its own date: an old report must not look like news to a new subscriber.
    Items of a bare date came out in its first minute, so that none is ever a few hours ahead of the clock.
    """
    entry = document.entry
    if entry.publish_from is not None:
        return entry.publish_from.start
    for day in (entry.day, entry.updated):
        if day is not None and day <= today:
            return Moment(day).start
    return None


def _updated(document: Document, today: date) -> datetime | None:
    """Return when an item was changed after it came out; a day still to come is a slip of the pen."""
    changed = document.entry.updated
    if changed is None or changed > today:
        return None
    published, moment = _published(document, today), Moment(changed).start
    return moment if published is None or published < moment else None


def _changed(site: Site, document: Document) -> datetime:
    """Return the date that Atom asks of every entry (RFC 4287 section 4.2.15): one of its own, and not still to come.

    It hangs on the item alone, so that no other text changes it. Items of one day are parted by less than a second,
    for readers that take two entries with one date for the same.
    """
    known = (_published(document, site.today), _updated(document, site.today))
    moment = max((moment for moment in known if moment), default=_announced(document, site.today))
    own = permanent_id(site, document)
    return moment.replace(microsecond=int.from_bytes(sha256(own.encode()).digest()[:8]) % 1_000_000)


def _announced(document: Document, today: date) -> datetime:
    """Return what stands for the date of an item that tells of none: some time before it takes place, if it does."""
    day = document.entry.day
    before = (day - ahead for ahead in ANNOUNCED) if day else iter(())
    return next((Moment(day).start for day in before if day <= today), WITHOUT_DATES)


def _item(site: Site, document: Document) -> FeedItem:
    whole = Viewpoint(site.config.base_url)
    entry = document.entry
    provider = site.partners.get(document.entry.provider or "") if LEARNING.holds(document) else None
    return FeedItem(
        id=f"urn:uuid:{permanent_id(site, document)}",
        title=document.titled(site.today),
        href=whole.url(document.address or "/"),
        published=_published(document, site.today),
        updated=_updated(document, site.today),
        changed=_changed(site, document),
        creator=provider.entry.title if provider else site.config.name,
        categories=(document.kind.plural, *(site.topic_label(str(topic)) for topic in entry.topics)),
        lang=entry.lang,
        text=_text(site, document, whole),
        sounds=tuple(_sounds(site, document, whole)),
    )


def _sounds(site: Site, document: Document, whole: Viewpoint) -> Iterator[Enclosure]:
    """Yield what is there to listen to: the podcast that the menu offers, then the sound in the text."""
    for target in dict.fromkeys(_sound_files(document)):
        media = site.resolve(document.path, target).media
        type_ = SOUNDS.get(target.rsplit(".", 1)[-1].lower())
        if media and type_:
            yield Enclosure(whole.url(site.resolve(document.path, target).address), media.size, type_)


def _sound_files(document: Document) -> Iterable[str]:
    media = document.entry.media if LEARNING.holds(document) else None
    if media is not None and media.file:
        yield str(media.file)
    yield from (str(block.options.get("bestand", "")) for block in document.body.blocks if block.name == "audio")


def _text(site: Site, document: Document, whole: Viewpoint) -> ItemText:
    entry = document.entry
    # A dated text names people by the role of its time, as its page does.
    day = entry.day if document.kind.is_dated else None
    call, media = call_detail(site, document, whole), learning_media(site, document, whole)
    return ItemText(
        state=document.state(site.today),
        summary=entry.summary or (document.entry.preheader if NEWSLETTER.holds(document) else ""),
        facts=lasting_facts(site, document, whole, site.today),
        media=plain_block(media) if media else None,
        body=plain(document.body, Filling(site, document.path, whole, day)),
        picture=picture_view(site, document, entry.picture, whole) if entry.picture else None,
        quote=quote_view(document),
        offer=call.offer if call else (),
        outcome=call.outcome if call else None,
        event=event_detail(site, document, whole) if EVENT.holds(document) else None,
        sections=_sections(site, document, whole) if NEWSLETTER.holds(document) else (),
        contacts=contact_views(site, tuple(entry.contacts), whole, day),
    )


def _sections(site: Site, document: Document[Edition], whole: Viewpoint) -> tuple[Section, ...]:
    return tuple(
        Section(
            title,
            "",
            links=tuple(
                NavLink(d.entry.title, whole.url(d.address or "/"), note=d.entry.summary or "") for d in documents
            ),
        )
        for title, documents in edition_sections(site, document)
    )
