"""A person's record becomes a contact card with the role of its time; a name becomes a link where there is a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from avksite.kinds.base import Names
from avksite.kinds.person import PERSON
from avksite.rendering.parts import ContactView, NavLink
from avksite.rendering.pictures import pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from avksite.kinds.base import Document, Reference
    from avksite.kinds.person import Person
    from avksite.rendering.parts import PictureView
    from avksite.rendering.viewpoint import Viewpoint
    from avksite.site import Site


def contact_view(site: Site, document: Document[Person], viewpoint: Viewpoint, day: date | None = None) -> ContactView:
    """Return the card of a person: a dated page shows the role that the person had on that day."""
    person = document.entry
    role = person.role_on(day)
    partner = site.partners.get(str(person.organisation)) if person.organisation else None
    if partner and partner.entry.title in role:
        partner = None  # ‘medewerker van CMO STAMM’ says it already
    return ContactView(
        name=person.name,
        role=role,
        organisation=partner.entry.title if partner else "",
        organisation_href=viewpoint.href(partner.address) if partner and partner.address else "",
        phone=person.phone.text if person.phone else "",
        phone_href=person.phone.href if person.phone else "",
        mail=person.mail or "",
        mail_href=f"mailto:{person.mail}" if person.mail else "",
        photo=_photo(site, document, viewpoint),
    )


def _photo(site: Site, document: Document[Person], viewpoint: Viewpoint) -> PictureView | None:
    """Return the photo of a person for a page; a mail or feed shows none."""
    photo = document.entry.photo
    media = site.resolve(document.path, photo.file).media if photo and viewpoint.address is not None else None
    return pictured(media, viewpoint) if media else None


def contact_views(
    site: Site, ids: tuple[str, ...], viewpoint: Viewpoint, day: date | None = None
) -> tuple[ContactView, ...]:
    """Return the cards of these people; unknown ids are left out and reported by a check."""
    return tuple(contact_view(site, site.people[id_], viewpoint, day) for id_ in map(str, ids) if id_ in site.people)


def in_a_sentence(links: Iterable[NavLink]) -> tuple[NavLink, ...]:
    """Return names that stand in one sentence: an academic title has a capital only where the sentence begins."""
    return tuple(
        replace(link, text=link.text[0].lower() + link.text[1:]) if place and _TITLED.match(link.text) else link
        for place, link in enumerate(links)
    )


_TITLED = re.compile(r"(?:Prof|Dr|Drs|Ir|Ing|Mr)\. ")


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
    """Return those who do something together, each with a role that the page did not give before.

    `introduced` holds whose role the page gave, and gets those of these references. A role that several share stands
    behind the last of them.
    """
    links: list[NavLink] = []
    for reference in references:
        link = name_link(site, reference, viewpoint, day)
        links.append(replace(link, note="" if reference in introduced else link.note))
        introduced.add(str(reference))
    notes = [link.note for link in links]
    return tuple(
        replace(link, note=_shared(link.note, notes.count(link.note)) if link.note not in notes[at + 1 :] else "")
        for at, link in enumerate(in_a_sentence(links))
    )


def _shared(role: str, number: int) -> str:
    if not role or number == 1:
        return role
    return f"allebei {role}" if number == 2 else f"alle {number} {role}"  # noqa: PLR2004  both, or all of them
