"""What the layout of a mail and its plain text receive."""

from __future__ import annotations

from dataclasses import dataclass, field

from avksite.content.body import Body
from avksite.rendering.parts import ContactView, FactView, NavLink, PictureView


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
    media: NavLink | None = None
    """What there is to see, hear or read of it."""
    picture: PictureView | None = None
    """Its width and height are those at which it is shown, half of what it has."""


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
    letter: Body
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
