"""What a feed says, whatever form it is written in: every address whole, every date from the content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from avksite.content.body import Body
from avksite.rendering.parts import ContactView, FactView, NavLink, PictureView, QuoteView, Section
from avksite.rendering.views import EventDetail


# Compared as one and the same object, so that `feed_files` can remember what it made of it: an item stands in many
# feeds, each in three forms.
@dataclass(frozen=True, slots=True, eq=False)
class ItemText:
    """Everything a page says, for `templates/feed/body.html`."""

    state: str
    """How it stands, when it is not as announced: `Afgelast`."""
    summary: str
    facts: tuple[FactView, ...]
    media: Body | Markup | None
    body: Body | Markup
    """A tree; the template gets it, and `media`, as HTML."""
    picture: PictureView | None
    quote: QuoteView | None
    offer: tuple[str, ...]
    outcome: NavLink | None
    event: EventDetail | None
    sections: tuple[Section, ...]
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sound to listen to: its size in bytes and its media type."""

    url: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed."""

    id: str
    """A `urn:uuid:` that stays the same for ever."""
    title: str
    href: str
    published: datetime | None
    """When it came out; None as long as the content does not tell."""
    updated: datetime | None
    """When it was changed later, as far as the content tells."""
    changed: datetime
    """The last moment known of it, or what stands for it; no two items have the same."""
    creator: str
    categories: tuple[str, ...]
    lang: str
    text: ItemText
    sounds: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedView:
    """One feed."""

    id: str
    title: str
    description: str
    href: str
    """The page that lists the same."""
    self_href: str
    lang: str
    creator: str
    home: str
    items: tuple[FeedItem, ...]
    changed: datetime
    """The last moment known of any item."""
    templates: str
    style: str
    """How a browser shows it: readers of feeds pass over that."""
