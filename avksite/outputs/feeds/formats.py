"""Writes a feed in three formats: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, with the same items in the same order."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from avksite.content.body import Body
from avksite.content.characters import xml_safe
from avksite.content.languages import language_attributes
from avksite.frozen import dataclass
from avksite.kinds.news import LeadQuote
from avksite.patterns import regex
from avksite.rendering.artifact import Made
from avksite.rendering.details import EventDetail
from avksite.rendering.parts import Card, ContactView, NavLink
from avksite.rendering.plain_html import PlainHtml
from avksite.rendering.subscriptions import FORMS
from avksite.rendering.templates import render

if TYPE_CHECKING:
    from lxml import etree

    from avksite.site import Layouts


@dataclass(frozen=True, slots=True)
class Sound:
    """An audio file: its size in bytes and its media type."""

    url: str
    size: int
    type: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FeedItem(Card):
    """A card with the full content of its page, with absolute addresses, for every format."""

    urn: str
    """A `urn:uuid:` that never changes."""
    published: datetime | None
    """When it was published; None when unknown."""
    updated: datetime | None
    """When it was changed later; None when unknown."""
    changed: datetime
    """The last known moment, or a fixed one; it is unique."""
    creator: str
    categories: tuple[str, ...]
    sounds: tuple[Sound, ...]
    state: str
    """Its state: `Afgelast`; "" for none."""
    media: Body
    body: Body
    quote: LeadQuote | None
    offer: tuple[str, ...]
    outcome: NavLink | None
    event: EventDetail | None
    sections: tuple[tuple[str, tuple[NavLink, ...]], ...]
    """The items of an edition: headings, each with links."""
    contacts: tuple[ContactView, ...]

    # Compared by identity, to cache its HTML: an item is in many feeds. Cards are equal when they show the same, and
    # two items with equal cards may have other texts.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def heading(self) -> str:
        """The title with the state before it: `Afgelast: Congres over armoede`."""
        return f"{self.state}: {self.title}" if self.state else self.title

    @property
    def in_words(self) -> str:
        """The state, the summary, the facts and the contacts, as one paragraph."""
        said = [f"{self.state}."] if self.state else []
        said += [self.summary] if self.summary else []
        said += [f"{fact.in_words.rstrip('.')}." for fact in self.facts]
        said += [f"{contact.in_words}." for contact in self.contacts]
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `href` is the page with the same list, and the files are in its folder."""

    id: str
    title: str
    description: str
    href: str
    lang: str
    creator: str
    home: str
    items: tuple[FeedItem, ...]
    changed: datetime
    """The last known moment of any item."""
    style: str
    """The style sheet for browsers, which feed readers ignore."""
    layouts: Layouts


def written(feed: Feed) -> tuple[Made, ...]:
    """Return the files of `FORMS`, in order."""
    rss, atom, json_feed = (f"{feed.href}{file}" for file in FORMS)
    return Made(_rss(feed, rss)), Made(_atom(feed, atom)), Made(_json(feed, json_feed))


@lru_cache(maxsize=512)
def _content(item: FeedItem, lang: str, layouts: Layouts) -> str:
    """Return the full text as HTML, in an element that names its language when that is not the feed's (`lang`)."""

    def written(body: Body) -> Markup:
        return Markup("".join(map(str, PlainHtml(item.href, item.lang).write(body))))  # noqa: S704  escaped there

    view = {"item": item, "media": written(item.media), "body": written(item.body)}
    text = re.sub(r">\s*\n\s*<", ">\n<", xml_safe(render("feed/body.html", view, layouts))).strip()
    return f"<div{language_attributes(item.lang, lang)}>{text}</div>" if item.lang != lang else text


def _stylesheet(feed: Feed) -> etree._ProcessingInstruction:
    """Return the instruction that names the style sheet (W3C, Associating Style Sheets with XML documents)."""
    from lxml import etree  # noqa: PLC0415  a build that remembers its feeds writes none

    return etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{html.escape(feed.style)}"')


# ── RSS 2.0, by feedgen ───────────────────────────────────────────────────────────────────────────────────────────────

_BUILD_DATE = regex(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")
# RSS does not define whether a title is text or HTML: half of the feed readers drop a word between `<` and `>`. All of
# them parse a description as HTML.
_NO_TAG = str.maketrans("<>", "‹›")  # noqa: RUF001  they are meant to look alike


def _rss(feed: Feed, own: str) -> bytes:
    """Return the RSS; every value that feedgen would take from the clock is set."""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415  as above
    from lxml import etree  # noqa: PLC0415

    made = FeedGenerator()
    made.load_extension("dc")
    made.title(xml_safe(feed.title).translate(_NO_TAG))
    made.description(html.escape(xml_safe(feed.description), quote=False))
    # The last link becomes the channel's own: the page, not the feed.
    made.link(href=own, rel="self", type=FORMS["feed.xml"][0])
    made.link(href=feed.href, rel="alternate")
    made.language(feed.lang)
    made.generator("avksite")
    made.docs("https://www.rssboard.org/rss-specification")
    dates = [item.published for item in feed.items if item.published]
    if dates:
        made.lastBuildDate(max(dates))
    for item in feed.items:
        entry = made.add_entry(order="append")
        entry.title(xml_safe(item.heading).translate(_NO_TAG))
        entry.link(href=item.href)
        entry.guid(item.urn, permalink=False)
        if item.published:
            entry.pubDate(item.published)
        entry.dc.dc_creator(xml_safe(item.creator))
        entry.category([{"term": xml_safe(category)} for category in item.categories])
        entry.description(html.escape(xml_safe(item.in_words), quote=False))
        entry.content(_content(item, feed.lang, feed.layouts), type="CDATA")
        for sound in item.sounds[:1]:  # RSS allows one
            entry.enclosure(sound.url, sound.size, sound.type)
    rss = made.rss_str(pretty=True)
    # feedgen always writes a build date, the current time by default.
    dated = rss if dates else _BUILD_DATE.sub(b"", rss, count=1)
    return bytes(dated.replace(b"?>\n", b"?>\n" + etree.tostring(_stylesheet(feed)) + b"\n", 1))


# ── Atom, not by feedgen: it loses what a link of an entry is for, so that a sound becomes a second page ──────────────

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _atom(feed: Feed, own: str) -> bytes:
    from lxml import etree  # noqa: PLC0415  as above

    root = etree.Element(f"{_ATOM}feed", {_LANG: feed.lang}, nsmap=cast("dict[str, str]", {None: _ATOM.strip("{}")}))
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.description)
    _add(root, "updated", feed.changed.isoformat())
    _add(root, "link", rel="self", type=FORMS["atom.xml"][0], href=own)
    _add(root, "link", rel="alternate", type="text/html", href=feed.href)
    author = _add(root, "author")
    _add(author, "name", feed.creator)
    _add(author, "uri", feed.home)
    _add(root, "generator", "avksite")
    for item in feed.items:
        entry = _add(root, "entry")
        if item.lang != feed.lang:  # the title is in the language of its text
            entry.set(_LANG, item.lang)
        _add(entry, "id", item.urn)
        _add(entry, "title", item.heading)
        if item.published:
            _add(entry, "published", item.published.isoformat())
        _add(entry, "updated", item.changed.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=item.href)
        for sound in item.sounds:
            _add(entry, "link", rel="enclosure", type=sound.type, length=str(sound.size), href=sound.url)
        _add(_add(entry, "author"), "name", item.creator)
        for category in item.categories:
            _add(entry, "category", term=xml_safe(category))
        _add(entry, "summary", item.in_words)
        _add(entry, "content", _content(item, feed.lang, feed.layouts), type="html")
    root.addprevious(_stylesheet(feed))
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    from lxml import etree  # noqa: PLC0415  as above

    element = etree.SubElement(parent, f"{_ATOM}{name}", attributes)
    element.text = None if text is None else xml_safe(text)
    return element


# ── JSON Feed 1.1, which has no library and needs none ────────────────────────────────────────────────────────────────


def _json(feed: Feed, own: str) -> bytes:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.href,
        "feed_url": own,
        "description": feed.description,
        "language": feed.lang,
        "authors": [{"name": feed.creator, "url": feed.home}],
        "items": [_json_item(item, feed) for item in feed.items],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(item: FeedItem, feed: Feed) -> dict[str, Any]:
    known: dict[str, Any] = {
        "id": item.urn,
        "url": item.href,
        "title": item.heading,
        "content_html": _content(item, feed.lang, feed.layouts),
        "summary": item.in_words,
        "image": item.picture.src if item.picture else "",
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat() if item.updated else "",
        "authors": [{"name": item.creator}],
        "tags": item.categories,
        "language": item.lang if item.lang != feed.lang else "",
        "attachments": [
            {"url": sound.url, "mime_type": sound.type, "size_in_bytes": sound.size} for sound in item.sounds
        ],
    }
    return {name: value for name, value in known.items() if value}
