"""The name by which a feed reader or a calendar remembers an item, whatever changes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from avksite.reading.dutch import slug

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.site import Site


def permanent_id(site: Site, document: Document, tail: str = "") -> str:
    """Return the UUID of a document, or of one moment in it.

    It is drawn from the site's name and the address below the host. The host itself stays out: a site that moves to
    another domain, or is tried out on a test server, must not show its readers everything as new, or double their
    agenda. The name is in it because two projects may both have a `/bijeenkomsten/2024/nieuwjaar/`, and a reader may
    keep both in one agenda. A UUID is what RFC 7986 asks of a calendar, and as `urn:uuid:` it is good for a feed.
    """
    name = f"{slug(site.config.name)}{document.address}{f'#{tail}' if tail else ''}"
    return str(uuid5(NAMESPACE_URL, name))
