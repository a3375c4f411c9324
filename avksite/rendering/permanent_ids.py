"""The name by which a feed reader or a calendar remembers an item, whatever changes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from avksite.content.paths import is_page_address, old_address
from avksite.dutch.formatting import slug

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site


def permanent_id(site: Site, document: Document, tail: str = "") -> str:
    """Return the UUID of a document, or of one moment in it.

    It is drawn from the site's mark and the first address the document ever had, below the host. The host itself stays
    out: a site that moves to another domain, or is tried out on a test server, must not show its readers everything as
    new, or double their agenda. The mark is in it because two projects may both have a
    `/bijeenkomsten/2024/nieuwjaar/`, and a reader may keep both in one agenda. A UUID is what RFC 7986 asks of a
    calendar, and as `urn:uuid:` it is good for a feed.
    """
    return id_of_address(site, first_address(document), tail)


def id_of_address(site: Site, address: str, tail: str = "") -> str:
    """Return the UUID of something at an address, such as the feed of a list."""
    mark = site.config.mark or slug(site.config.name)
    return str(uuid5(NAMESPACE_URL, f"{mark}{address}{f'#{tail}' if tail else ''}"))


def first_address(document: Document) -> str:
    """Return where a document was published first: the first of `oude-adressen`, as new ones are written below it."""
    return next(iter(former_addresses(document)), str(document.address))


def former_addresses(document: Document) -> tuple[str, ...]:
    """Return the site addresses that a document had before, in the order typed; what cannot be one is left out."""
    return tuple(filter(is_page_address, map(old_address, document.entry.old_addresses)))


def former_folders(document: Document) -> tuple[str, ...]:
    """Return the former addresses beside which files could stand, as `agenda.ics` does beside an event."""
    return tuple(dict.fromkeys(address for address in former_addresses(document) if address.endswith("/")))
