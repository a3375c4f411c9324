"""What templates receive: every template sees its view and nothing else.

All texts are plain text unless their type is Markup or Piece; every `href` is ready to use from the page it is on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in a menu, breadcrumb or list; `current` marks the page itself, `ancestor` a part it belongs to."""

    text: str
    href: str
    current: bool = False
    ancestor: bool = False
    note: str = ""
    """Extra words after the link, such as a number of pages."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page advertises."""

    title: str
    href: str
    type: str = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its label: `moment` is ISO 8601 for `<time datetime>`, `links` are looked-up names."""

    label: str
    text: str
    moment: str = ""
    href: str = ""
    links: tuple[NavLink, ...] = ()


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A word that says how something stands; `tone` is `plain`, `call`, `closed` or `learning`."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact card. Mail and phone are empty when unknown."""

    name: str
    role: str
    organisation: str = ""
    organisation_href: str = ""
    phone: str = ""
    phone_href: str = ""
    mail: str = ""
    mail_href: str = ""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture; `alt` is "" for a decorative one, width and height are pixels or None when unknown."""

    src: str
    alt: str
    width: int | None = None
    height: int | None = None
    caption: str = ""
    photographer: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit and one sentence, such as 42 partners."""

    figure: str
    unit: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A `///` block. `kind` picks the macro in `templates/parts/blocks.html`; `data` is that macro's own."""

    kind: str
    """citaat, video, audio, contact, let-op, download, fase, knop, cijfers, uitklap or figuur."""
    title: str
    data: dict[str, Any]
    inner: tuple[Markup | BlockView, ...] = ()


Piece = Markup | BlockView


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout around every page shows."""

    lang: str
    title: str
    """The whole `<title>`: page title – site name."""
    heading: str
    description: str
    address: str
    canonical: str
    home: str
    """Link to the home page."""
    assets: str
    """Link to the folder with style.css and site.js, ending in a slash."""
    site_name: str
    tagline: str
    menu: tuple[NavLink, ...]
    breadcrumb: tuple[NavLink, ...]
    """From home to this page; empty on the home page."""
    quick_links: tuple[NavLink, ...]
    footer: tuple[NavLink, ...]
    contacts: tuple[ContactView, ...]
    """Who helps a visitor who is stuck; in the same place on every page (WCAG 2.2, 3.2.6)."""
    feeds: tuple[FeedLink, ...]
    search: str
    image: str = ""
    """Whole URL of the picture that goes along when the page is shared."""
    structured: str = ""
    """JSON-LD, ready for a script element."""
    indexed: bool = True
    """Whether search engines may list the page."""
    og_type: str = "website"
    theme_light: str = "#fffdf7"
    """The colour of paper, for the bar of the browser around the page."""
    theme_dark: str = "#16130e"


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list: one link, the title, and what a reader needs to choose."""

    title: str
    href: str
    kind: str
    """pagina, nieuws, bijeenkomst, leeraanbod, nieuwsbrief or organisatie."""
    label: str
    """The kind in words."""
    summary: str
    date: str = ""
    """In words."""
    moment: str = ""
    badges: tuple[BadgeView, ...] = ()
    facts: tuple[FactView, ...] = ()
    picture: PictureView | None = None
    invitation: str = ""
    """Link words that name the item, such as "Lees verder over …"."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase of a programme; `state` is `klaar`, `bezig` or `straks`."""

    title: str
    period: str
    state: str


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """One line of a timetable."""

    time: str
    title: str
    who: tuple[NavLink, ...]
    room: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """One workshop."""

    title: str
    id: str
    action_point: str
    room: str
    by: tuple[NavLink, ...]
    organisations: tuple[NavLink, ...]
    explanation: NavLink | None
    text: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """What only an event page shows."""

    coming: bool
    cancelled: bool
    calendar: str
    """Link to agenda.ics beside the page."""
    programme: tuple[ProgrammeView, ...]
    workshops: tuple[WorkshopView, ...]
    photos: tuple[PictureView, ...]
    made_possible_by: tuple[NavLink, ...]
    sign_up: NavLink | None
    """Where to sign up, while that is possible."""
    results: Card | None
    reports: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CallDetail:
    """What only a call shows."""

    open: bool
    deadline: str
    moment: str
    left: str
    """`nog 3 dagen`, or "" when closed."""
    extended: bool
    audience: tuple[str, ...]
    offer: tuple[str, ...]
    submit: NavLink | None
    outcome: NavLink | None
    calendar: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A page made from one text. Only the detail of its own kind is filled."""

    frame: Frame
    kind: str
    label: str
    title: str
    summary: str
    body: tuple[Piece, ...]
    date: str = ""
    moment: str = ""
    updated: str = ""
    badges: tuple[BadgeView, ...] = ()
    facts: tuple[FactView, ...] = ()
    picture: PictureView | None = None
    quote: QuoteView | None = None
    contents: tuple[NavLink, ...] = ()
    """The headings of level 2, when the page is long enough for a list of contents."""
    contacts: tuple[ContactView, ...] = ()
    topics: tuple[NavLink, ...] = ()
    share: tuple[NavLink, ...] = ()
    back: NavLink | None = None
    previous: NavLink | None = None
    following: NavLink | None = None
    related: tuple[Card, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    event: EventDetail | None = None
    call: CallDetail | None = None
    report_of: Card | None = None
    """The event that a news post reports on."""
    sections: tuple[Section, ...] = ()
    """Lists below the text: an edition's items, a partner's pages, the feeds on /volgen/."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something a visitor can do now."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list of cards, of links, or of both."""

    title: str
    id: str
    cards: tuple[Card, ...] = ()
    links: tuple[NavLink, ...] = ()
    more: NavLink | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a list that runs over several pages stands."""

    number: int
    total: int
    previous: NavLink | None
    following: NavLink | None
    pages: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that lists: news, events, a year, a topic, the learning menu, partners, A–Z, editions."""

    frame: Frame
    name: str
    """Picks small differences in the template: nieuws, bijeenkomsten, leeraanbod, partners, a-z, onderwerpen, …"""
    title: str
    summary: str
    body: tuple[Piece, ...]
    sections: tuple[Section, ...]
    filters: tuple[Section, ...] = ()
    """Ways to see fewer: years, topics, ways of learning, audiences; each a headed list of links."""
    pagination: Pagination | None = None
    feed: NavLink | None = None
    calendar: NavLink | None = None
    empty: str = ""
    """What to say when there is nothing to list."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A word with its explanation."""

    word: str
    id: str
    explanation: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The page of words, in the order of the alphabet."""

    frame: Frame
    title: str
    summary: str
    body: tuple[Piece, ...]
    letters: tuple[NavLink, ...]
    groups: tuple[tuple[str, tuple[TermView, ...]], ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    frame: Frame
    title: str
    summary: str
    body: tuple[Piece, ...]
    tasks: tuple[Task, ...]
    calls: tuple[Card, ...]
    news: tuple[Card, ...]
    coming: tuple[Card, ...]
    past: tuple[Card, ...]
    """The latest events, for when none is coming."""
    ways: tuple[NavLink, ...]
    """The ways of learning, each with its number of items as note."""
    learning: tuple[Card, ...]
    figures: tuple[Figure, ...]
    projects: tuple[Task, ...]
    newsletter: NavLink | None
    edition: Card | None
    contacts: tuple[ContactView, ...] = ()


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address that leads on."""

    lang: str
    title: str
    href: str
    canonical: str


@dataclass(frozen=True, slots=True)
class MailItem:
    """One item of an edition, in mail and text."""

    title: str
    href: str
    kind: str
    """nieuws, bijeenkomst, leeraanbod, … or `oproep` for a call; it picks the colour of the line beside the item."""
    label: str
    """What it is, in words."""
    summary: str
    date: str = ""
    facts: tuple[FactView, ...] = ()
    invitation: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class MailSection:
    """A headed group of items; without a title the items stand by themselves."""

    title: str
    items: tuple[MailItem, ...]


@dataclass(frozen=True, slots=True)
class MailView:
    """An edition as a mail; every address is whole."""

    lang: str
    subject: str
    preheader: str
    title: str
    date: str
    site_name: str
    tagline: str
    home: str
    web_version: str
    letter: tuple[Piece, ...]
    sections: tuple[MailSection, ...]
    contacts: tuple[ContactView, ...]
    subscribe: str
    """Where somebody joins to whom this was passed on; "" when unknown."""
    unsubscribe: str
    privacy: str
    """Its page, or "" when there is none; so too the next."""
    accessibility: str
    colours: dict[str, str] = field(default_factory=dict)
    dark: dict[str, str] = field(default_factory=dict)
