"""Views of documents as cards, people as contact cards, and names as links, from a viewpoint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from avksite.dutch.formatting import days_left, with_article
from avksite.dutch.words import folded
from avksite.kinds.base import Badge, Document, Fact, Names, Picture, Reference
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.person import PERSON, Person
from avksite.memo.queries import query
from avksite.patterns import regex
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.parts import Card, ContactView, FactView, NavLink, PictureView
from avksite.rendering.pictures import pictured
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
        # First its state, then its kind.
        badges=tuple(sorted(entry.badges(site.today), key=lambda badge: not badge.is_state)),
        facts=facts(site, document, viewpoint),
        picture=document_picture(site, document, viewpoint),
        lang=entry.lang if entry.lang != site.config.lang else "",
    )


def cards(site: Site, documents: Iterable[Document], viewpoint: Viewpoint) -> tuple[Card, ...]:
    """Return documents as items in a list."""
    return tuple(card(site, document, viewpoint) for document in documents)


def facts(site: Site, document: Document, viewpoint: Viewpoint, day: date | None = None) -> tuple[FactView, ...]:
    """Return the facts of a document, with names resolved.

    With a `day` they are those of that day, for a mail or a feed: without a count of days, which is soon wrong.
    """
    return tuple(
        FactView(
            it.label,
            _uncounted(it, day) if day else it.text,
            it.moment,
            it.href,
            links=_in_a_sentence(name_link(site, ref, viewpoint) for ref in it.refs),
        )
        for it in document.entry.facts(day or site.today)
    )


def _uncounted(fact: Fact, day: date) -> str:
    try:
        return fact.text.replace(f" ({days_left(day, date.fromisoformat(fact.moment))})", "")
    except ValueError:  # no moment, or one with a time: there is no count
        return fact.text


def badges_without_countdown(document: Document, day: date) -> tuple[Badge, ...]:
    """Return the badges of a day without a count of days: `Oproep` and `Verlengd tot …`, not `Nog 3 dagen`."""
    tomorrow = {badge.text for badge in document.entry.badges(day + timedelta(days=1))}
    return tuple(badge for badge in document.entry.badges(day) if badge.is_state or badge.text in tomorrow)


@query
def days_in_titles(site: Site) -> dict[str, date]:
    """Map the paths of pages with equal titles to their days, where these differ."""
    same: defaultdict[str, list[Document]] = defaultdict(list)
    for document in site.pages:
        for title in {folded(document.entry.title), folded(document.entry.label)}:
            same[title].append(document)
    found: dict[str, date] = {}
    for group in same.values():
        days = {document.path: day for document in group if (day := document.entry.day)}
        if len(group) > 1 and len({*days.values()}) == len(group):
            found |= days
    return found


def link_to(document: Document, viewpoint: Viewpoint, note: str = "") -> NavLink:
    """Return the link to the page of a document, by its title."""
    return NavLink(document.entry.title, viewpoint.href(document.address or "/"), note=note)


def picture_view(site: Site, document: Document, picture: Picture, viewpoint: Viewpoint) -> PictureView:
    """Return the view of an image of the front matter."""
    return replace(
        pictured(site.resolve(document.path, picture.file).media, viewpoint),
        alt="" if picture.decorative else picture.alt or "",
        caption=picture.caption or "",
        photographer=picture.photographer or "",
    )


def document_picture(site: Site, document: Document, viewpoint: Viewpoint) -> PictureView | None:
    """Return the image of a document: its own, or an organisation's logo."""
    entry = document.entry
    if entry.picture is not None:
        return picture_view(site, document, entry.picture, viewpoint)
    if not ORGANISATION.holds(document) or document.entry.logo is None:
        return None
    logo = pictured(site.resolve(document.path, document.entry.logo).media, viewpoint)
    return replace(logo, alt=f"Logo van {with_article(entry.title)}")


def contact_view(site: Site, document: Document[Person], viewpoint: Viewpoint, day: date | None = None) -> ContactView:
    """Return the card of a person: a dated page shows the role that the person had on that day."""
    person = document.entry
    role = person.role_on(day)
    partner = site.partners.get(str(person.organisation)) if person.organisation else None
    if partner and partner.entry.title in role:
        partner = None  # ‘medewerker van CMO STAMM’ names it already
    # A mail or feed shows no photo.
    photo = site.resolve(document.path, person.photo.file).media if person.photo and viewpoint.address else None
    return ContactView(
        name=person.name,
        role=role,
        organisation=partner.entry.title if partner else "",
        organisation_href=viewpoint.href(partner.address) if partner and partner.address else "",
        phone=person.phone.text if person.phone else "",
        phone_href=person.phone.href if person.phone else "",
        mail=person.mail or "",
        mail_href=f"mailto:{person.mail}" if person.mail else "",
        photo=pictured(photo, viewpoint) if photo else None,
    )


def contact_views(
    site: Site, ids: Iterable[str], viewpoint: Viewpoint, day: date | None = None
) -> tuple[ContactView, ...]:
    """Return the cards of these people; unknown ids are left out and reported by a check."""
    return tuple(contact_view(site, site.people[id_], viewpoint, day) for id_ in map(str, ids) if id_ in site.people)


def _in_a_sentence(links: Iterable[NavLink]) -> tuple[NavLink, ...]:
    """Return names for within a sentence: only at its start does an academic title have a capital."""
    return tuple(
        replace(link, text=link.text[0].lower() + link.text[1:]) if place and _TITLED.match(link.text) else link
        for place, link in enumerate(links)
    )


_TITLED = regex(r"(?:Prof|Dr|Drs|Ir|Ing|Mr)\. ")


def name_link(site: Site, reference: Reference, viewpoint: Viewpoint, day: date | None = None) -> NavLink:
    """Return a speaker or organisation by name, with a link when it has a page; a person with the role of that day."""
    known: Mapping[str, Document] = site.people if reference.names is Names.PERSON else site.partners
    document = None if reference.is_free else known.get(str(reference))
    if document is None:
        return NavLink(str(reference), "")
    note = document.entry.role_on(day) if PERSON.holds(document) else ""
    return NavLink(document.entry.title, viewpoint.href(document.address) if document.address else "", note=note)


def name_links(
    site: Site, references: Iterable[Reference], viewpoint: Viewpoint, day: date, introduced: set[str]
) -> tuple[NavLink, ...]:
    """Return links to people and organisations, each with a role that the page did not mention before.

    `introduced` holds the references whose role was mentioned, and is updated. A role that several share is after the
    last of them.
    """
    links: list[NavLink] = []
    for reference in references:
        link = name_link(site, reference, viewpoint, day)
        links.append(replace(link, note="" if reference in introduced else link.note))
        introduced.add(str(reference))
    notes = [link.note for link in links]
    return tuple(
        replace(link, note=_shared(link.note, notes.count(link.note)) if link.note not in notes[at + 1 :] else "")
        for at, link in enumerate(_in_a_sentence(links))
    )


def _shared(role: str, number: int) -> str:
    if not role or number == 1:
        return role
    return f"allebei {role}" if number == 2 else f"alle {number} {role}"  # noqa: PLR2004  both, or all of them
