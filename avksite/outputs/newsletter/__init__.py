"""The newsletter: every edition as a mail, in HTML and in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from avksite.content.body import Body
from avksite.content.settings import Colours
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.kinds.newsletter import Edition
from avksite.outputs.newsletter.html import WIDEST_PICTURE, html_mail, within_mail
from avksite.outputs.newsletter.plain_text import text_of
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.bodies import RenderContext
from avksite.rendering.cards import badges_without_countdown, contact_views, facts, picture_view
from avksite.rendering.details import learning_media
from avksite.rendering.edition import edition_sections
from avksite.rendering.layout import STATEMENT
from avksite.rendering.parts import Card, ContactView, DownloadView, MediaView, NavLink, PictureView
from avksite.rendering.plain_html import plain
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.sign_up import PRIVACY, reply_address
from avksite.site import Layouts, Site

SHARP = 2
"""The device pixel ratio for images: that of phones."""
WIDEST_IN_ITEM = 508
"""Pixels: the mail is 600 wide, less its edges, the line beside an item and the room around a call."""

UNSUBSCRIBE_SUBJECT = "Afmelden nieuwsbrief"


@dataclass(frozen=True, slots=True)
class MailItem(Card):
    """An item of an edition: a card whose kind is `oproep` for a call, and whose label has its state."""

    invitation: str = ""
    """Link words that name the item, such as `Lees verder over …`."""
    media: NavLink | None = None
    """The link to its media."""


@dataclass(frozen=True, slots=True)
class MailView:
    """The view of a mail; every address is absolute, or ""."""

    edition: Edition
    site_name: str
    tagline: str
    home: str
    web_version: str
    letter: Body
    sections: tuple[tuple[str, tuple[MailItem, ...]], ...]
    """Headings with their items; items without a heading are not in a section."""
    contacts: tuple[ContactView, ...]
    subscribe: str
    """Where to sign up, for people to whom the mail was forwarded."""
    unsubscribe: str
    privacy: str
    accessibility: str
    colours: Colours
    layouts: Layouts


def newsletter(site: Site) -> Iterator[Plan]:
    """Plan the two forms of every edition; its page on the site is made with the other pages."""
    for document in site.editions:
        html, text = (path_of(f"{document.address}{file}") for file in ("mail.html", "mail.txt"))
        yield Plan(html, document.path, make_mail, (document.id,), also=(text,))


def make_mail(site: Site, id_: str) -> tuple[Made, Made]:
    """Make the two forms of an edition."""
    return written(mail_view(site, next(edition for edition in site.editions if edition.id == id_)))


def written(mail: MailView) -> tuple[Made, Made]:
    """Return a mail as HTML and as plain text, which some readers prefer and spam filters expect."""
    return Made(html_mail(mail).encode()), Made(text_of(mail).encode())


def mail_view(site: Site, document: Document[Edition]) -> MailView:
    """Return the view of an edition for its templates."""
    edition, config = document.entry, site.config
    whole = Viewpoint(config.base_url, picture_width=SHARP * WIDEST_PICTURE)

    def page(address: str) -> str:
        return whole.url(address) if address in site.by_address else ""

    subscribe = str(config.newsletter.subscribe or "") or page(SIGN_UP)
    return MailView(
        edition=edition,
        site_name=config.newsletter.sender or config.name,
        tagline=config.tagline or "",
        home=whole.url("/"),
        web_version=whole.url(document.address or "/"),
        letter=plain(document.body, RenderContext(site, document.path, whole, edition.date)),
        sections=tuple(
            (title, tuple(_item(site, item, whole, edition) for item in documents))
            for title, documents in edition_sections(site, document)
        ),
        contacts=_contacts(site, edition),
        subscribe=subscribe,
        # The page to sign up is a last resort, and an edition with it cannot be handed over.
        unsubscribe=unsubscribe_address(site, edition) or subscribe or whole.url("/"),
        privacy=page(PRIVACY),
        accessibility=page(STATEMENT),
        colours=config.colours,
        layouts=site.layouts,
    )


def _item(site: Site, document: Document, whole: Viewpoint, edition: Edition) -> MailItem:
    """Return an item as of the day of the edition: a mail does not change after it was sent."""
    entry = document.entry
    badges = [badge.text for badge in badges_without_countdown(document, edition.date)]
    shown = facts(site, document, whole, edition.date)
    return MailItem(
        title=entry.title,
        href=whole.url(document.address or "/"),
        kind=document.variant,
        label=" · ".join(badges) or document.kind.singular,
        summary=entry.summary or "",
        day=entry.written,
        facts=tuple(fact for fact in shown if fact.text not in badges),
        invitation=document.kind.invitation.format(title=entry.label),
        lang=entry.lang if entry.lang != edition.lang else "",
        media=_media_link(site, document, whole),
        picture=_picture(site, document, whole),
    )


def _media_link(site: Site, document: Document, viewpoint: Viewpoint) -> NavLink | None:
    """Return the link to the media of an item, with its length and size (WCAG 2.2, 2.4.4)."""
    block = learning_media(site, document, viewpoint)
    match block.data if block else None:
        case str(href) if block:
            return NavLink(block.title, href)
        case DownloadView(href, type_, size) if block:
            words, extra = block.title, (type_, size)
        case MediaView() as media if block:
            words = f"{'Beluister' if block.kind == 'audio' else 'Bekijk de video'}: {block.title}"
            href, extra = media.src or media.address, (media.length, media.note)
        case _:
            return None
    said = ", ".join(filter(None, extra))
    return NavLink(f"{words} ({said})" if said else words, href) if href else None


def _picture(site: Site, document: Document, whole: Viewpoint) -> PictureView | None:
    """Return the image of an item at its width in the mail; no drawing, as Gmail and Outlook show no SVG."""
    own = document.entry.picture
    picture = picture_view(site, document, own, whole) if own else None
    if picture is None or not picture.width or not picture.height or picture.src.endswith(".svg"):
        return None
    width, height = within_mail(picture.width, picture.height, WIDEST_IN_ITEM)
    return replace(picture, width=width, height=height)


def _contacts(site: Site, edition: Edition) -> tuple[ContactView, ...]:
    asked: tuple[str, ...] = edition.contacts or tuple(site.config.contacts)
    return contact_views(site, asked, Viewpoint(site.config.base_url), edition.date)


def unsubscribe_address(site: Site, edition: Edition) -> str:
    """Return where a reader unsubscribes: as typed in site.yaml, else a mail to the address for answers; "" if none.

    The mail has a subject. A mailing service that knows each reader replaces this address by its own link when the
    edition is handed over.
    """
    config = site.config.newsletter
    if config.unsubscribe:
        return str(config.unsubscribe)
    subscribe = str(config.subscribe or "")
    is_mail = subscribe.startswith("mailto:")
    keeper = subscribe.removeprefix("mailto:").partition("?")[0] if is_mail else reply_to(site, edition)
    return f"mailto:{keeper}?subject={quote(UNSUBSCRIBE_SUBJECT)}" if keeper else ""


def reply_to(site: Site, edition: Edition) -> str:
    """Return the mail address for answers: as typed in site.yaml, else that of the contact; "" if none."""
    return next(filter(None, (reply_address(site), *(contact.mail for contact in _contacts(site, edition)))), "")
