"""RSS feeds: news, events, learning and newsletters with their full text, together and each by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from feedgen.feed import FeedGenerator

from avksite.making.artifact import Made, Plan, path_of
from avksite.making.bodies import Filling, pieces
from avksite.making.details import call_detail, event_detail
from avksite.making.edition import edition_sections
from avksite.making.framing import FEED_FOLDERS, picture_view
from avksite.making.in_words import contact_in_words, fact_in_words
from avksite.making.lasting import lasting_facts
from avksite.making.parts import ContactView, FactView, NavLink, PictureView, Piece, QuoteView, Section
from avksite.making.people import contact_views
from avksite.making.permanent import permanent_id
from avksite.making.plain_html import inner_html, plain_tree, xml_safe
from avksite.making.templates import render, templates_of
from avksite.making.viewpoint import Viewpoint
from avksite.making.views import EventDetail
from avksite.reading.values import Moment

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.site import Site

MOST_ITEMS = 50
"""Newest first: enough for a reader who looks once a month, and small enough to fetch every hour."""

_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")


@dataclass(frozen=True, slots=True)
class ItemText:
    """Everything a page says, for `templates/feed/body.html`; every address is whole."""

    summary: str
    facts: tuple[FactView, ...]
    pieces: tuple[Piece, ...]
    picture: PictureView | None
    quote: QuoteView | None
    offer: tuple[str, ...]
    outcome: NavLink | None
    event: EventDetail | None
    sections: tuple[Section, ...]
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed."""

    id: str
    title: str
    href: str
    published: datetime | None
    creator: str
    categories: tuple[str, ...]
    lang: str
    text: ItemText


@dataclass(frozen=True, slots=True)
class FeedView:
    """One feed."""

    title: str
    description: str
    href: str
    """The page that lists the same."""
    self_href: str
    lang: str
    items: tuple[FeedItem, ...]
    templates: str


def feeds(site: Site) -> Iterator[Plan]:
    """Plan one feed for everything, and one for each list that has news to tell."""
    lists = {
        "/nieuws/": site.news,
        "/bijeenkomsten/": site.events,
        "/leeraanbod/": site.learning,
        "/nieuwsbrieven/": site.editions,
    }
    everything = tuple(document for documents in lists.values() for document in documents)
    chosen = {folder: _newest(lists.get(folder, everything), site.today) for folder in FEED_FOLDERS}
    # Most of them stand in two feeds; each is made once.
    wanted = {document.path: document for documents in chosen.values() for document in documents}
    items = {path: _item(site, document) for path, document in wanted.items()}
    for folder, title in FEED_FOLDERS.items():
        intro = site.by_address.get(folder)
        whole = Viewpoint(site.config.base_url)
        view = FeedView(
            title=title.format(site=site.config.name),
            description=(intro.entry.summary if intro else None) or site.config.tagline or site.config.name,
            href=whole.url(folder),
            self_href=whole.url(f"{folder}feed.xml"),
            lang=site.config.lang,
            items=tuple(items[document.path] for document in chosen[folder]),
            templates=templates_of(site.root),
        )
        yield Plan(path_of(f"{folder}feed.xml"), intro.path if intro else "content/site.yaml", make_feed, view)


def _newest(documents: Iterable[Document], today: date) -> tuple[Document, ...]:
    """Return the newest documents; what is still to come stands first, and what never got a date last."""

    def day(document: Document) -> date:
        published = _published(document, today)
        return published.date() if published else document.kind.date(document.entry) or date.min

    by_path = sorted(documents, key=lambda d: d.path)
    return tuple(sorted(by_path, key=day, reverse=True)[:MOST_ITEMS])


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
    for day in (document.kind.date(entry), entry.updated):
        if day is not None and day <= today:
            return Moment(day).start
    return None


def _item(site: Site, document: Document) -> FeedItem:
    whole = Viewpoint(site.config.base_url)
    entry: Any = document.entry
    provider = site.partners.get(str(getattr(entry, "provider", None)))
    return FeedItem(
        id=f"urn:uuid:{permanent_id(site, document)}",
        title=entry.title,
        href=whole.url(document.address or "/"),
        published=_published(document, site.today),
        creator=provider.entry.title if provider else site.config.name,
        categories=(document.kind.plural, *(site.topic_label(str(topic)) for topic in entry.topics)),
        lang=entry.lang,
        text=_text(site, document, whole),
    )


def _text(site: Site, document: Document, whole: Viewpoint) -> ItemText:
    entry: Any = document.entry
    kind = document.kind.name
    # A dated text names people by the role of its time, as its page does.
    day = document.kind.date(entry) if kind != "leeraanbod" else None
    call = call_detail(site, document, whole) if getattr(entry, "call", None) else None
    return ItemText(
        summary=entry.summary or getattr(entry, "preheader", ""),
        facts=lasting_facts(site, document, whole, site.today),
        pieces=pieces(document.body, Filling(site, document.path, whole, day)),
        picture=picture_view(site, document, entry.picture, whole) if entry.picture else None,
        quote=QuoteView(entry.quote.text, entry.quote.by or "") if getattr(entry, "quote", None) else None,
        offer=call.offer if call else (),
        outcome=call.outcome if call else None,
        event=event_detail(site, document, whole) if kind == "bijeenkomst" else None,
        sections=_sections(site, document, whole) if kind == "nieuwsbrief" else (),
        contacts=contact_views(site, tuple(entry.contacts), whole, day),
    )


def _sections(site: Site, document: Document, whole: Viewpoint) -> tuple[Section, ...]:
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


def make_feed(view: FeedView) -> Made:
    """Make the RSS; feedgen knows the format, and every default of it that looks at the clock is set."""
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(xml_safe(view.title))
    feed.description(xml_safe(view.description))
    # The last link becomes the channel's own: the page, not the feed.
    feed.link(href=view.self_href, rel="self", type="application/rss+xml")
    feed.link(href=view.href, rel="alternate")
    feed.language(view.lang)
    feed.generator("avksite")
    feed.docs("https://www.rssboard.org/rss-specification")
    dates = [item.published for item in view.items if item.published]
    if dates:
        feed.lastBuildDate(max(dates))
    for item in view.items:
        _add(feed, item, view)
    rss = feed.rss_str(pretty=True)
    # Without a date feedgen writes that of this minute, and offers no way to leave it out.
    return Made(rss if dates else _BUILD_DATE.sub(b"", rss, count=1))


def _add(feed: FeedGenerator, item: FeedItem, view: FeedView) -> None:
    entry = feed.add_entry(order="append")
    entry.title(xml_safe(item.title))
    entry.link(href=item.href)
    entry.guid(item.id, permalink=False)
    if item.published:
        entry.pubDate(item.published)
    entry.dc.dc_creator(xml_safe(item.creator))
    entry.category([{"term": xml_safe(category)} for category in item.categories])
    # Readers take a description for HTML, so that a bare `<` in it would swallow what follows.
    entry.description(html.escape(xml_safe(_in_words(item.text)), quote=False))
    content = inner_html(plain_tree(render("feed/body.html", item.text, view.templates), item.href))
    if item.lang != view.lang:
        content = f'<div lang="{html.escape(item.lang)}">{content}</div>'
    entry.content(content, type="CDATA")


def _in_words(text: ItemText) -> str:
    """Return the summary with the facts and who to ask, as one paragraph."""
    said = [text.summary] if text.summary else []
    said += [f"{fact_in_words(fact).rstrip('.')}." for fact in text.facts]
    said += [f"{contact_in_words(contact)}." for contact in text.contacts]
    return " ".join(said)
