"""The parts that many pages share: the frame around a page, cards, facts, badges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from avksite.dutch.formatting import date_in_words, named
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.bodies import Filling, picture_of
from avksite.rendering.feeds import advertised
from avksite.rendering.made_pages import MadePage
from avksite.rendering.parts import BadgeView, Card, FactView, NavLink, PictureView, TermView
from avksite.rendering.people import contact_views, in_a_sentence, name_link
from avksite.rendering.sharing import CODE, has_preview, preview_address, preview_words
from avksite.rendering.sign_up import form_origin
from avksite.rendering.statement import ADDRESS as STATEMENT
from avksite.rendering.structured_data import Told, graph
from avksite.rendering.viewpoint import Viewpoint
from avksite.rendering.views import Frame
from avksite.site import Leads

if TYPE_CHECKING:
    from avksite.content.body import Heading
    from avksite.kinds.base import Document, Fact, Picture
    from avksite.site import Site


CONTENTS_FROM = 4
"""How many headings of level 2 make a list of contents worth its place."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of a breadcrumb: words and site address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself; `crumbs` are the steps between home and the page.

    `structured` is its schema.org object, `rooted` is for a page that may show at any depth, `indexed` says whether
    search engines may list it, and `words` are those that it explains at its end.
    """

    address: str
    title: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    document: Document | None = None
    structured: dict[str, Any] | None = None
    rooted: bool = False
    indexed: bool = True
    words: tuple[TermView, ...] = ()


def frame(site: Site, head: Head) -> Frame:
    """Return what surrounds a page."""
    config = site.config
    address, title, document = head.address, head.title, head.document
    viewpoint = Viewpoint(config.base_url, address, rooted=head.rooted)
    is_home = address == "/"
    trail = [Crumb(config.name, "/"), *head.crumbs, Crumb(title, address)]
    preview = viewpoint.url(preview_address(site, address))
    state = document.state(site.today) if document else ""
    headed = f"{state}: {title}" if state else title
    return Frame(
        lang=document.entry.lang if document else config.lang,
        title=f"{config.name} – {title}" if is_home else f"{headed} – {config.name}",
        heading=headed,
        description=head.description or config.tagline or config.name,
        address=address,
        canonical=viewpoint.url(address),
        home=viewpoint.href("/"),
        assets=viewpoint.href("/assets/"),
        site_name=config.name,
        tagline=config.tagline or "",
        menu=tuple(_menu_link(site, link.title, link.to, viewpoint) for link in config.menu),
        breadcrumb=() if is_home else tuple(_crumb(crumb, viewpoint) for crumb in trail),
        quick_links=tuple(_menu_link(site, link.title, link.to, viewpoint) for link in config.quick_links),
        footer=tuple(_menu_link(site, link.title, link.to, viewpoint) for link in config.footer),
        contacts=contact_views(site, tuple(config.contacts), viewpoint),
        feeds=advertised(site, viewpoint),
        search=viewpoint.href(MadePage.SEARCH),
        words=head.words,
        glossary=viewpoint.href(MadePage.GLOSSARY),
        in_text=_in_text(site, document) if document else (),
        image=preview if head.indexed else "",
        code=CODE if has_preview(site, address) else "",
        image_words=preview_words(site, address) if head.indexed else "",
        structured=_structured(site, head, trail, preview) if head.indexed else "",
        indexed=head.indexed,
        theme_light=config.colours.light.paper,
        theme_dark=config.colours.dark.paper,
        site_lang=config.lang,
        form_origin=form_origin(site, document),
        og_type="article" if document and document.entry.day else "website",
    )


def contents_of(headings: Iterable[Heading], made: Iterable[tuple[str, str]]) -> tuple[NavLink, ...]:
    """Return the parts of a long page: the headings of its text, then those that are made (ids and words)."""
    typed = [(heading.id, heading.text) for heading in headings if heading.level == 2 and heading.text]  # noqa: PLR2004  h2
    parts = tuple(NavLink(text, f"#{id_}") for id_, text in (*typed, *made))
    return parts if len(parts) >= CONTENTS_FROM else ()


def _in_text(site: Site, document: Document) -> tuple[str, ...]:
    """Return the names of the people whose card an author, or the layout of the page, puts in the text."""
    ids = [str(block.options.get("persoon", "")) for block in document.body.blocks if block.name == "contact"]
    if document.address == STATEMENT:
        ids.append(site.declared.statement.report_to or "")
    return tuple(site.people[id_].entry.title for id_ in ids if id_ in site.people)


def _menu_link(site: Site, text: str, to: str, viewpoint: Viewpoint) -> NavLink:
    destination = site.resolve("content/site.yaml", to)
    here = viewpoint.address or ""
    return NavLink(
        text,
        viewpoint.href(destination.address, destination.fragment) if destination.to is not Leads.NOWHERE else "",
        current=destination.address == here,
        ancestor=destination.address not in {"/", here} and here.startswith(destination.address or "?"),
    )


def _crumb(crumb: Crumb, viewpoint: Viewpoint) -> NavLink:
    return NavLink(crumb.text, viewpoint.href(crumb.address), current=crumb.address == viewpoint.address)


def _structured(site: Site, head: Head, trail: list[Crumb], preview: str) -> str:
    document = head.document
    steps = tuple((crumb.text, crumb.address) for crumb in trail)
    title, lang = (document.entry.title, document.entry.lang) if document else (head.title, site.config.lang)
    return graph(site, Told(head.address, title, lang, steps, head.structured, preview, document))


def fact_views(site: Site, facts: Iterable[Fact], viewpoint: Viewpoint) -> tuple[FactView, ...]:
    """Return facts with their names looked up."""
    return tuple(
        FactView(
            fact.label,
            fact.text,
            fact.moment,
            fact.href,
            in_a_sentence(name_link(site, reference, viewpoint) for reference in fact.refs),
        )
        for fact in facts
    )


def document_facts(site: Site, document: Document, viewpoint: Viewpoint) -> tuple[FactView, ...]:
    """Return the facts of a document as its kind words them on this day."""
    return fact_views(site, document.entry.facts(site.today), viewpoint)


def document_badges(site: Site, document: Document) -> tuple[BadgeView, ...]:
    """Return the badges of a document on this day: first how it stands, then what it is."""
    badges = sorted(document.entry.badges(site.today), key=lambda badge: not badge.is_state)
    return tuple(BadgeView(badge.text, badge.tone, badge.sentence) for badge in badges)


def picture_view(site: Site, document: Document, picture: Picture, viewpoint: Viewpoint) -> PictureView:
    """Return a picture of the front matter."""
    filling = Filling(site, document.path, viewpoint)
    alt = "" if picture.decorative else picture.alt or ""
    return picture_of(picture.file, alt, filling, picture.caption or "", picture.photographer or "")


def document_picture(site: Site, document: Document, viewpoint: Viewpoint) -> PictureView | None:
    """Return the picture that stands for a document: its own, or an organisation's logo."""
    entry = document.entry
    if entry.picture is not None:
        return picture_view(site, document, entry.picture, viewpoint)
    if not ORGANISATION.holds(document) or document.entry.logo is None:
        return None
    return picture_of(document.entry.logo, f"Logo van {named(entry.title)}", Filling(site, document.path, viewpoint))


def document_date(document: Document) -> tuple[str, str]:
    """Return the date of a document in words and as ISO 8601, both "" when it has none."""
    day = document.entry.day
    return (date_in_words(day), day.isoformat()) if day else ("", "")


def card(site: Site, document: Document, viewpoint: Viewpoint) -> Card:
    """Return a document as an item in a list."""
    entry = document.entry
    words, moment = document_date(document)
    return Card(
        title=entry.title,
        href=viewpoint.href(document.address or "/"),
        kind=document.kind.name,
        label=document.kind.singular,
        summary=entry.summary or "",
        date=words,
        moment=moment,
        badges=document_badges(site, document),
        facts=document_facts(site, document, viewpoint),
        picture=document_picture(site, document, viewpoint),
        invitation=document.kind.invitation.format(title=entry.title),
        lang=entry.lang if entry.lang != site.config.lang else "",
    )


def cards(site: Site, documents: Iterable[Document], viewpoint: Viewpoint) -> tuple[Card, ...]:
    """Return documents as items in a list."""
    return tuple(card(site, document, viewpoint) for document in documents)


def share_links(title: str, url: str) -> tuple[NavLink, ...]:
    """Return plain links to pass a page on: nothing is loaded from elsewhere until a reader follows one."""
    subject, address = quote(title, safe=""), quote(url, safe="")
    return (
        NavLink("Deel via WhatsApp", f"https://wa.me/?text={subject}%20{address}"),
        NavLink("Deel via LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
        NavLink("Deel via Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        NavLink("Deel via e-mail", f"mailto:?subject={subject}&body={address}"),
    )
