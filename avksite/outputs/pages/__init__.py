"""A page for every document: the home page, the page of each text, and the page for an address that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.kinds import NOT_FOUND
from avksite.outputs.pages.document import document_page, not_found
from avksite.outputs.pages.home import home_page
from avksite.rendering.addresses import list_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.rendering.artifact import Plan
    from avksite.site import Site


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of every document that no list takes as its introduction."""
    lists = list_addresses(site)
    for document in site.pages:
        if document.address == "/":
            yield home_page(site, document)
        elif document.address not in lists:
            yield document_page(site, document)
    if NOT_FOUND not in site.by_address:
        yield not_found(site)
