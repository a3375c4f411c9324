"""A document as an item in a list: its card, with its facts, badges and picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from avksite.dutch.formatting import days_left, with_article
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.bodies import RenderContext, picture_of
from avksite.rendering.parts import Card, FactView, PictureView
from avksite.rendering.people import in_a_sentence, name_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from avksite.kinds.base import Badge, Document, Fact, Picture
    from avksite.rendering.viewpoint import Viewpoint
    from avksite.site import Site


def card(site: Site, document: Document, viewpoint: Viewpoint) -> Card:
    """Return a document as an item in a list."""
    entry = document.entry
    return Card(
        title=entry.title,
        href=viewpoint.href(document.address or "/"),
        kind=document.kind.name,
        label=document.kind.singular,
        summary=entry.summary or "",
        day=entry.day,
        badges=badges(document, site.today),
        facts=facts(site, document, viewpoint),
        picture=document_picture(site, document, viewpoint),
        lang=entry.lang if entry.lang != site.config.lang else "",
    )


def cards(site: Site, documents: Iterable[Document], viewpoint: Viewpoint) -> tuple[Card, ...]:
    """Return documents as items in a list."""
    return tuple(card(site, document, viewpoint) for document in documents)


def facts(site: Site, document: Document, viewpoint: Viewpoint) -> tuple[FactView, ...]:
    """Return the facts of a document as its kind words them on this day, with names looked up."""
    return _looked_up(site, document.entry.facts(site.today), viewpoint)


def facts_without_countdown(site: Site, document: Document, viewpoint: Viewpoint, day: date) -> tuple[FactView, ...]:
    """Return the facts as they were on a day, for a mail or a feed: no count of days, which is wrong on the next."""
    return _looked_up(site, (_uncounted(fact, day) for fact in document.entry.facts(day)), viewpoint)


def _uncounted(fact: Fact, day: date) -> Fact:
    try:
        last = date.fromisoformat(fact.moment)
    except ValueError:  # no moment, or one with a time: nothing is counted
        return fact
    return replace(fact, text=fact.text.replace(f" ({days_left(day, last)})", ""))


def _looked_up(site: Site, worded: Iterable[Fact], viewpoint: Viewpoint) -> tuple[FactView, ...]:
    return tuple(
        FactView(
            fact.label,
            fact.text,
            fact.moment,
            fact.href,
            in_a_sentence(name_link(site, reference, viewpoint) for reference in fact.refs),
        )
        for fact in worded
    )


def badges(document: Document, day: date) -> tuple[Badge, ...]:
    """Return the badges of a document on a day: first how it stands, then what it is."""
    return tuple(sorted(document.entry.badges(day), key=lambda badge: not badge.is_state))


def badges_without_countdown(document: Document, day: date) -> tuple[Badge, ...]:
    """Return the badges of a day that still hold on the next: `Oproep` and `Verlengd tot …`, not `Nog 3 dagen`."""
    tomorrow = {badge.text for badge in document.entry.badges(day + timedelta(days=1))}
    return tuple(badge for badge in document.entry.badges(day) if badge.is_state or badge.text in tomorrow)


def picture_view(site: Site, document: Document, picture: Picture, viewpoint: Viewpoint) -> PictureView:
    """Return a picture of the front matter."""
    filling = RenderContext(site, document.path, viewpoint)
    alt = "" if picture.decorative else picture.alt or ""
    return picture_of(picture.file, alt, filling, picture.caption or "", picture.photographer or "")


def document_picture(site: Site, document: Document, viewpoint: Viewpoint) -> PictureView | None:
    """Return the picture that stands for a document: its own, or an organisation's logo."""
    entry = document.entry
    if entry.picture is not None:
        return picture_view(site, document, entry.picture, viewpoint)
    if not ORGANISATION.holds(document) or document.entry.logo is None:
        return None
    return picture_of(
        document.entry.logo, f"Logo van {with_article(entry.title)}", RenderContext(site, document.path, viewpoint)
    )
