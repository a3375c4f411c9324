"""The newsletter: every edition as a mail, in HTML and in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from avksite.dutch.formatting import date_in_words
from avksite.outputs.newsletter.letter import WIDEST_PICTURE, within_mail
from avksite.outputs.newsletter.mail import make_mail, make_mail_text
from avksite.outputs.newsletter.view import MailItem, MailSection, MailView
from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.bodies import Filling
from avksite.rendering.details import media_link
from avksite.rendering.edition import edition_sections
from avksite.rendering.lasting import lasting_badges, lasting_facts
from avksite.rendering.layout import picture_view
from avksite.rendering.people import contact_views
from avksite.rendering.plain_html import plain
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.sign_up import PRIVACY
from avksite.rendering.statement import ADDRESS as STATEMENT
from avksite.rendering.templates import Rendering, templates_of
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.kinds.newsletter import Edition
    from avksite.rendering.parts import PictureView
    from avksite.site import Site

TEMPLATE = "mail/edition.mjml"

SHARP = 2
"""Pixels of a picture for each pixel of its width: screens of phones are that fine."""
WIDEST_IN_ITEM = 508
"""Pixels: the mail is 600 wide, less its edges, the line beside an item and the room around a call."""

UNSUBSCRIBE_SUBJECT = "Afmelden nieuwsbrief"


def newsletter(site: Site) -> Iterator[Plan]:
    """Plan the two forms of every edition; its page on the site is made with the other pages."""
    templates = templates_of(site.root)
    for document in site.editions:
        rendering = Rendering(templates, TEMPLATE, mail_view(site, document))
        yield Plan(path_of(f"{document.address}mail.html"), document.path, make_mail, rendering)
        yield Plan(path_of(f"{document.address}mail.txt"), document.path, make_mail_text, rendering)


def mail_view(site: Site, document: Document[Edition]) -> MailView:
    """Return an edition as its templates receive it."""
    edition = document.entry
    config = site.config
    whole = Viewpoint(config.base_url, picture_width=SHARP * WIDEST_PICTURE)
    return MailView(
        lang=edition.lang,
        subject=edition.subject,
        preheader=edition.preheader,
        title=edition.title,
        date=date_in_words(edition.date),
        site_name=config.newsletter.sender or config.name,
        tagline=config.tagline or "",
        home=whole.url("/"),
        web_version=whole.url(document.address or "/"),
        letter=plain(document.body, Filling(site, document.path, whole, edition.date)),
        sections=tuple(
            MailSection(title, tuple(_item(site, item, whole, edition) for item in documents))
            for title, documents in edition_sections(site, document)
        ),
        contacts=contact_views(site, _asked(site, edition), whole, edition.date),
        subscribe=_subscribe(site, whole),
        # A page to sign up is no page to leave, so it is only the last resort; such an edition cannot be handed over.
        unsubscribe=way_out(site, edition) or _subscribe(site, whole) or whole.url("/"),
        privacy=_page(site, PRIVACY, whole),
        accessibility=_page(site, STATEMENT, whole),
        colours=config.colours.light.model_dump(),
        dark=config.colours.dark.model_dump(),
    )


def _item(site: Site, document: Document, whole: Viewpoint, edition: Edition) -> MailItem:
    """Return an item as it stood on the day of the edition: a mail keeps saying what it said when it was sent."""
    entry = document.entry
    badges = [badge.text for badge in lasting_badges(document, edition.date)]
    facts = lasting_facts(site, document, whole, edition.date)
    return MailItem(
        title=entry.title,
        href=whole.url(document.address or "/"),
        kind=document.variant,
        label=" · ".join(badges) or document.kind.singular,
        summary=entry.summary or "",
        date=_written(document),
        facts=tuple(fact for fact in facts if fact.text not in badges),
        invitation=document.kind.invitation.format(title=entry.label),
        lang=entry.lang if entry.lang != edition.lang else "",
        media=media_link(site, document, whole),
        picture=_picture(site, document, whole),
    )


def _picture(site: Site, document: Document, whole: Viewpoint) -> PictureView | None:
    """Return the picture of an item at the width it is shown; a drawing stays away, for Gmail and Outlook show none."""
    own = document.entry.picture
    picture = picture_view(site, document, own, whole) if own else None
    if picture is None or not picture.width or not picture.height or picture.src.endswith(".svg"):
        return None
    width, height = within_mail(picture.width, picture.height, WIDEST_IN_ITEM)
    return replace(picture, width=width, height=height)


def _written(document: Document) -> str:
    """Return the date above an item; when an event is stands among its facts."""
    return date_in_words(document.entry.written) if document.entry.written else ""


def _page(site: Site, address: str, whole: Viewpoint) -> str:
    return whole.url(address) if address in site.by_address else ""


def _subscribe(site: Site, whole: Viewpoint) -> str:
    typed = site.config.newsletter.subscribe
    return str(typed) if typed else _page(site, SIGN_UP, whole)


def way_out(site: Site, edition: Edition) -> str:
    """Return where a reader says goodbye: as typed in site.yaml, else a mail to whoever keeps the list; "" if nobody.

    The mail has its subject already filled in. A mailing service that knows each reader puts its own link in this place
    when the edition is handed over.
    """
    config = site.config.newsletter
    if config.unsubscribe:
        return str(config.unsubscribe)
    subscribe = str(config.subscribe or "")
    if subscribe.startswith("mailto:"):
        return _goodbye(subscribe.removeprefix("mailto:").partition("?")[0])
    keeper = reply_to(site, edition)
    return _goodbye(keeper) if keeper else ""


def reply_to(site: Site, edition: Edition) -> str:
    """Return the mail address that gets the answers: as typed in site.yaml, else of whom to ask; "" if none."""
    typed = str(site.config.newsletter.reply_to or "")
    if typed in site.people:
        typed = site.people[typed].entry.mail or ""
    contacts = contact_views(site, _asked(site, edition), Viewpoint(site.config.base_url), edition.date)
    return next((mail for mail in (typed, *(contact.mail for contact in contacts)) if mail), "")


def _asked(site: Site, edition: Edition) -> tuple[str, ...]:
    return edition.contacts or tuple(site.config.contacts)


def _goodbye(mail: str) -> str:
    return f"mailto:{mail}?subject={quote(UNSUBSCRIBE_SUBJECT)}"
