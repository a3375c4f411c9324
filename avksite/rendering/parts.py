"""The parts that views are made of: links, facts, cards, pictures, blocks.

All texts are plain text unless their type is Markup or Piece; every `href` is ready to use from the page it is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from avksite.dutch.formatting import slug


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in a menu, breadcrumb or list; `current` marks the page itself, `ancestor` a part it belongs to."""

    text: str
    href: str
    current: bool = False
    ancestor: bool = False
    note: str = ""
    """Extra words after the link, such as a number of pages."""
    id: str = ""
    """Its own anchor in a list, for who is led there."""


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
    sentence: str = ""
    """How it stands, for a page that has room to say it; "" for a word that says what it is."""


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
    photo: PictureView | None = None
    """Without words: it stands beside the name, and would only say that again (WCAG 2.2, 1.1.1)."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """The same picture in a lighter form, in several sizes."""

    type: str
    """Such as `image/avif`."""
    srcset: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture; `alt` is "" for a decorative one, width and height are pixels or None when unknown."""

    src: str
    alt: str
    width: int | None = None
    height: int | None = None
    caption: str = ""
    photographer: str = ""
    srcset: str = ""
    """The sizes of the form that `src` has; "" for a drawing, and where only one file can be named."""
    sources: tuple[SourceView, ...] = ()
    """The lightest first."""
    sizes: str = ""
    """How wide it is shown in the column of a text, for a browser to choose by; "" when there is no choice."""
    shape: tuple[str, ...] = ()
    """What the style sheet must know: `is-tall`, `is-whole`, `is-clear`, `is-drawn`, `is-small`; often nothing."""


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
    """citaat, video, audio, contact, let-op, download, fase, knop, aanmelden, cijfers, uitklap or figuur."""
    title: str
    data: dict[str, Any]
    inner: tuple[Markup | BlockView, ...] = ()
    level: int = 2
    """The level of its title as a heading: one below the heading that it stands under (WCAG 2.2, 1.3.1)."""


Piece = Markup | BlockView


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

    @property
    def id(self) -> str:
        """The id of its heading, which names it; a page shows no item twice."""
        return f"deel-kaart-{slug(self.href)}"


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase of a programme; `state` is `klaar`, `bezig`, `straks`, or `begonnen` without an end."""

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
class JoiningView:
    """How to take part, while that is possible: a button to sign up, or whom to call or write to."""

    sign_up: NavLink | None
    calendar: str
    """Link to agenda.ics beside the page; "" when there is no day to remember."""
    ask: tuple[ContactView, ...] = ()
    question: str = ""
    """What makes somebody call: `Wil je meedoen?`"""


@dataclass(frozen=True, slots=True)
class Task:
    """Something a visitor can do now."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list of cards, of links, or of both.

    Its id begins with `deel-`, as all ids of the layouts do, so that an author's heading may have the same words.
    """

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
    pages: tuple[NavLink | None, ...]
    """None where numbers are left out."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A word with its explanation."""

    word: str
    id: str
    explanation: str
    also: tuple[str, ...] = ()
