"""A feed in its three forms: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each with the same items in the same order."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from avksite.content.body import Body
from avksite.content.characters import xml_safe
from avksite.content.languages import language_attributes
from avksite.kinds.news import Quote
from avksite.rendering.artifact import Made
from avksite.rendering.details import EventDetail
from avksite.rendering.parts import Card, ContactView, NavLink
from avksite.rendering.plain_html import PlainHtml
from avksite.rendering.subscriptions import FORMS
from avksite.rendering.templates import render


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound to listen to: its size in bytes and its media type."""

    url: str
    size: int
    type: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Item(Card):
    """A card with everything that its page says, whatever form it is written in: every address whole."""

    urn: str
    """A `urn:uuid:` that never changes."""
    published: datetime | None
    """When it came out; None as long as the content does not tell."""
    updated: datetime | None
    """When it was changed later, as far as the content tells."""
    changed: datetime
    """The last moment known of it, or a fixed one; no two items have the same."""
    creator: str
    categories: tuple[str, ...]
    sounds: tuple[Sound, ...]
    state: str
    """Its state, when it is not as announced: `Afgelast`."""
    media: Body
    body: Body
    quote: Quote | None
    offer: tuple[str, ...]
    outcome: NavLink | None
    event: EventDetail | None
    sections: tuple[tuple[str, tuple[NavLink, ...]], ...]
    """What an edition brings along: headings, each with links."""
    contacts: tuple[ContactView, ...]

    # Compared as one and the same object, so that its HTML is made once: an item is in many feeds. Cards are equal when
    # they show the same, and two items with equal cards may have other texts.
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
    """One feed; `href` is the page that lists the same, and the files stand in that folder."""

    id: str
    title: str
    description: str
    href: str
    lang: str
    creator: str
    home: str
    items: tuple[Item, ...]
    changed: datetime
    """The last moment known of any item."""
    style: str
    """The style sheet with which a browser shows it: readers of feeds pass over that."""
    templates: str

    @property
    def published(self) -> datetime | None:
        """When the newest item came out, as far as the content tells."""
        return max((item.published for item in self.items if item.published), default=None)


def make_feed(feed: Feed) -> tuple[Made, ...]:
    """Make the files of `FORMS`, in that order: two by templates, and JSON Feed, which needs none."""
    items = [(item, _content(item, feed.lang, feed.templates)) for item in feed.items]
    rss, atom, json_feed = (f"{feed.href}{file}" for file in FORMS)

    def xml(template: str, own: str) -> Made:
        view = {"feed": feed, "own": own, "entries": items}
        return Made(xml_safe(render(template, view, feed.templates)).encode())

    return xml("feed/rss.xml", rss), xml("feed/atom.xml", atom), Made(_json(feed, json_feed, items))


@lru_cache(maxsize=512)
def _content(item: Item, lang: str, templates: str) -> str:
    """Return the full text as HTML, in an element that names its language when that is not the feed's (`lang`)."""

    def written(body: Body) -> Markup:
        return Markup("".join(map(str, PlainHtml(item.href, item.lang).write(body))))  # noqa: S704  escaped there

    view = {"item": item, "media": written(item.media), "body": written(item.body)}
    text = re.sub(r">\s*\n\s*<", ">\n<", xml_safe(render("feed/body.html", view, templates))).strip()
    return f"<div{language_attributes(item.lang, lang)}>{text}</div>" if item.lang != lang else text


def _json(feed: Feed, own: str, items: list[tuple[Item, str]]) -> bytes:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.href,
        "feed_url": own,
        "description": feed.description,
        "language": feed.lang,
        "authors": [{"name": feed.creator, "url": feed.home}],
        "items": [_json_item(item, content, feed.lang) for item, content in items],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(item: Item, content: str, lang: str) -> dict[str, Any]:
    known: dict[str, Any] = {
        "id": item.urn,
        "url": item.href,
        "title": item.heading,
        "content_html": content,
        "summary": item.in_words,
        "image": item.picture.src if item.picture else "",
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat() if item.updated else "",
        "authors": [{"name": item.creator}],
        "tags": item.categories,
        "language": item.lang if item.lang != lang else "",
        "attachments": [
            {"url": sound.url, "mime_type": sound.type, "size_in_bytes": sound.size} for sound in item.sounds
        ],
    }
    return {name: value for name, value in known.items() if value}
