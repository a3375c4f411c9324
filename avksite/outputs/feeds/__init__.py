"""Feeds with full texts: of everything, and of each list, topic and partner, each in three formats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from avksite.content.body import Body
from avksite.content.file_types import is_audio, media_type
from avksite.content.settings import SITE
from avksite.dutch.dates import Moment
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.memo.queries import query
from avksite.outputs.feeds.formats import Feed, FeedItem, Sound, written
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.assets import asset_address
from avksite.rendering.bodies import RenderContext
from avksite.rendering.cards import contact_views, facts, link_to, picture_view
from avksite.rendering.details import event_detail, learning_media, outcome_link, quote_of
from avksite.rendering.edition import edition_sections
from avksite.rendering.plain_html import plain, plain_block
from avksite.rendering.subscriptions import FORMS, LISTS, Channel, feed_at, id_of_address, items_of, permanent_id
from avksite.rendering.subscriptions import feeds as followed
from avksite.site import Site

MOST_ITEMS = 50
"""The newest items: enough for a monthly visit, and small enough to fetch every hour."""

MOST_OF_A_PART = 20
"""The same for a topic or partner."""

WITHOUT_DATES = Moment(date(2020, 1, 1)).start
"""The date in Atom of items without one. It must never change: feed readers would show all of them as new."""
ANNOUNCED = (timedelta(weeks=13), timedelta(days=366))
"""How long before its day an event is dated in Atom, when its text does not say when it was announced."""


def feeds(site: Site) -> Iterator[Plan]:
    """Plan every feed in its three formats, also at its earlier addresses."""
    for channel in followed(site):
        intro = site.by_address.get(channel.address)
        for folder in (channel.address, *channel.formerly):
            first, *others = (path_of(f"{folder}{file}") for file in FORMS)
            made_from = intro.path if intro else SITE
            yield Plan(first, made_from, make_feed, (channel.address,), also=tuple(others))


def make_feed(site: Site, address: str) -> tuple[Made, ...]:
    """Make the files of `FORMS`, in order, for the feed at an address."""
    channel = feed_at(site, address)
    if channel is None:
        raise LookupError(address)
    items = tuple(_item(site, document) for document in newest(site, address))
    return written(_feed(site, channel, site.by_address.get(address), items))


def _feed(site: Site, channel: Channel, intro: Document | None, items: tuple[FeedItem, ...]) -> Feed:
    whole = Viewpoint(site.config.base_url)
    # A partner or topic with a new name, and so a new address, keeps the id of its feed.
    first = site.first_address(channel.address) if channel.formerly else channel.address
    return Feed(
        id=f"urn:uuid:{id_of_address(site, first, 'feed')}",
        title=channel.title,
        description=(intro.entry.summary if intro else None) or site.config.tagline or site.config.name,
        href=whole.url(channel.address),
        lang=site.config.lang,
        creator=site.config.name,
        home=whole.url("/"),
        items=items,
        changed=max((item.changed for item in items), default=WITHOUT_DATES),
        style=whole.url(asset_address(site, "feed.css")),
        layouts=site.layouts,
    )


@query
def newest(site: Site, address: str) -> tuple[Document, ...]:
    """Return the newest documents of a feed; future ones first, and those without a date last."""

    def day(document: Document) -> date:
        published = _published(site, document)
        return published.date() if published else document.entry.day or date.min

    most = MOST_ITEMS if address in LISTS else MOST_OF_A_PART
    by_path = sorted(items_of(site, address), key=lambda d: d.path)
    return tuple(sorted(by_path, key=day, reverse=True)[:most])


def _published(site: Site, document: Document) -> datetime | None:
    """Return when an item was published, as far as its text or the ledger says.

    That is `publiceer`, else its own date, else the day it was first on the site, else the day it was last changed. A
    day in the future never counts: an announced event would have the date on which it takes place, and feed readers
    would hide it or show it in the future. Without any of these an item has no date, which RSS allows; feed readers
    show it as new when they find it. A past event has its own date, so that an old report is no news to a new
    subscriber. A bare date means its first minute, so that no item is ahead of the clock.
    """
    entry = document.entry
    if entry.publish_from is not None:
        return entry.publish_from.start
    own = entry.day if document.kind.is_dated else None
    for day in (own, site.first_public(document), entry.updated):
        if day is not None and day <= site.today:
            return Moment(day).start
    return None


def _updated(document: Document, published: datetime | None, today: date) -> datetime | None:
    """Return when an item was changed after publication; a day in the future is a mistake, and ignored."""
    day = document.entry.updated
    changed = Moment(day).start if day and day <= today else None
    return changed if changed and (published is None or published < changed) else None


def _announced(document: Document, today: date) -> datetime:
    """Return a date for an item without one: some time before it takes place, if it is an event."""
    day = document.entry.day
    before = (day - ahead for ahead in ANNOUNCED) if day else iter(())
    return next((Moment(day).start for day in before if day <= today), WITHOUT_DATES)


def _item(site: Site, document: Document) -> FeedItem:
    whole, today, entry = Viewpoint(site.config.base_url), site.today, document.entry
    id_, published = permanent_id(site, document), _published(site, document)
    updated = _updated(document, published, today)
    # Atom requires a date of every entry (RFC 4287 section 4.2.15). It follows from the item alone, so that no other
    # text changes it. Items of one day differ by less than a second, for feed readers that take entries with equal
    # dates for the same.
    moment = max((moment for moment in (published, updated) if moment), default=_announced(document, today))
    split_second = int.from_bytes(sha256(id_.encode()).digest()[:8]) % 1_000_000
    provider = site.partners.get(document.entry.provider or "") if LEARNING.holds(document) else None
    # A dated text shows people with their role at that time, as its page does.
    day = entry.day if document.kind.is_dated else None
    call = document.entry.call if NEWS.holds(document) else None
    media = learning_media(site, document, whole)
    edition = document if NEWSLETTER.holds(document) else None
    return FeedItem(
        urn=f"urn:uuid:{id_}",
        title=entry.title,
        kind=document.kind.name,
        label=document.kind.singular,
        href=whole.url(document.address or "/"),
        published=published,
        updated=updated,
        changed=moment.replace(microsecond=split_second),
        creator=provider.entry.title if provider else site.config.name,
        categories=(document.kind.plural, *(site.topic_label(str(topic)) for topic in entry.topics)),
        lang=entry.lang,
        sounds=tuple(_sounds(site, document, whole)),
        state=document.state(today),
        summary=entry.summary or (edition.entry.preheader if edition else ""),
        facts=facts(site, document, whole, today),
        media=plain_block(media) if media else Body(()),
        body=plain(document.body, RenderContext(site, document.path, whole, day)),
        picture=picture_view(site, document, entry.picture, whole) if entry.picture else None,
        quote=quote_of(document),
        offer=call.offer if call else (),
        outcome=outcome_link(site, document, whole),
        event=event_detail(site, document, whole) if EVENT.holds(document) else None,
        sections=tuple(
            (title, tuple(link_to(item, whole, item.entry.summary or "") for item in found))
            for title, found in (edition_sections(site, edition) if edition else ())
        ),
        contacts=contact_views(site, tuple(entry.contacts), whole, day),
    )


def _sounds(site: Site, document: Document, whole: Viewpoint) -> Iterator[Sound]:
    """Yield the audio of a document: the podcast of a learning item, then the audio in the text."""
    podcast = document.entry.media if LEARNING.holds(document) else None
    blocks = (block.options.get("bestand", "") for block in document.body.blocks if block.name == "audio")
    for target in dict.fromkeys(map(str, filter(None, (podcast and podcast.file, *blocks)))):
        found = site.resolve(document.path, target)
        if found.media and is_audio(target):
            yield Sound(whole.url(found.address), found.media.size, media_type(found.media.ending))
