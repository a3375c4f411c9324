"""What the layout of each page receives, as `view`: a template sees nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from avksite.rendering.menu_card import MenuView
from avksite.rendering.parts import (
    BadgeView,
    BlockView,
    Card,
    ContactView,
    FactView,
    FeedLink,
    Figure,
    JoiningView,
    NavLink,
    Pagination,
    PictureView,
    Piece,
    ProgrammeView,
    QuoteView,
    Section,
    Task,
    TermView,
    WorkshopView,
)
from avksite.rendering.statement import StatementView


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
    in_text: tuple[str, ...] = ()
    """The names of those whose card stands in the text of the page: it is not shown again below that."""
    image: str = ""
    """Whole URL of the picture that goes along when the page is shared."""
    image_words: str = ""
    """What that picture says."""
    words: tuple[TermView, ...] = ()
    """The explained words in the text of the page, in the order in which they come."""
    glossary: str = ""
    """Link to the page with all explained words."""
    code: str = ""
    """Link to the code for a phone, which is only shown and fetched in print."""
    structured: str = ""
    """JSON-LD, ready for a script element."""
    indexed: bool = True
    """Whether search engines may list the page."""
    og_type: str = "website"
    theme_light: str = "#fffdf7"
    """The colour of paper, for the bar of the browser around the page."""
    theme_dark: str = "#16130e"
    form_origin: str = ""
    """The one host that a form on this page may go to; "" when there is no such form."""
    site_lang: str = "nl"
    """The language of the words around the text; `lang` is that of the text itself."""

    @property
    def tongue(self) -> str:
        """The language that what the author wrote is marked with: "" when it is that of the site."""
        return "" if self.lang == self.site_lang else self.lang


@dataclass(frozen=True, slots=True)
class EventDetail:
    """What only an event page shows."""

    coming: bool
    programme: tuple[ProgrammeView, ...]
    workshops: tuple[WorkshopView, ...]
    photos: tuple[PictureView, ...]
    made_possible_by: tuple[NavLink, ...]
    """Who gave money or help and has no logo."""
    logos: tuple[tuple[NavLink, PictureView], ...]
    """Who did and has one; its words are the name."""
    results: Card | None
    reports: tuple[Card, ...]
    results_file: NavLink | None = None
    """The results as a document, when they are no text of the site."""


@dataclass(frozen=True, slots=True)
class CallDetail:
    """What only a call shows."""

    open: bool
    deadline: str
    moment: str
    left: str
    """`nog 3 dagen`, or "" when closed."""
    audience: tuple[str, ...]
    areas: tuple[str, ...]
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
    old: str = ""
    """What to say of a text that is years old: something may have changed."""
    badges: tuple[BadgeView, ...] = ()
    facts: tuple[FactView, ...] = ()
    picture: PictureView | None = None
    quote: QuoteView | None = None
    contents: tuple[NavLink, ...] = ()
    """The headings of level 2, when the page is long enough for a list of contents."""
    contacts: tuple[ContactView, ...] = ()
    topics: tuple[NavLink, ...] = ()
    share: tuple[NavLink, ...] = ()
    follow: tuple[NavLink, ...] = ()
    """Ways not to miss what comes after this: a feed or an agenda."""
    back: NavLink | None = None
    previous: NavLink | None = None
    following: NavLink | None = None
    related: tuple[Card, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    joining: JoiningView | None = None
    """How to take part in an event or a course."""
    event: EventDetail | None = None
    call: CallDetail | None = None
    media: BlockView | None = None
    """The film or recording of the learning menu that this page is about."""
    report_of: Card | None = None
    """The event that a news post reports on."""
    sections: tuple[Section, ...] = ()
    """Lists below the text: an edition's items, a partner's pages, the feeds on /volgen/."""
    statement: StatementView | None = None
    """What the accessibility statement shows below its text."""


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
    contents: tuple[NavLink, ...] = ()
    """The parts of a long page, where there are no ways to see fewer."""
    filters: tuple[Section, ...] = ()
    """Ways to see fewer: years, topics, ways of learning, audiences; each a headed list of links."""
    pagination: Pagination | None = None
    feed: NavLink | None = None
    calendar: NavLink | None = None
    empty: str = ""
    """What to say when there is nothing to list."""
    menu: MenuView | None = None
    """What only a page of the learning menu shows."""


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
    newest: str
    """The year of the newest post or event when that is over a year ago: then they are an archive; else ""."""
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
