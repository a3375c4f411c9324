"""A page for every document: the home page, the page of each text, and the page for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from avksite.content.settings import SITE
from avksite.kinds import NOT_FOUND
from avksite.outputs.pages.document import document_page, not_found
from avksite.outputs.pages.home import home_page
from avksite.rendering.addresses import list_addresses
from avksite.rendering.artifact import Plan, path_of
from avksite.site import Site


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of every document that is not the introduction to a list."""
    lists = list_addresses(site)
    for document in site.pages:
        if document.address == "/":
            yield Plan(path_of("/"), document.path, home_page, (document.path,))
        elif document.address not in lists:
            yield Plan(path_of(str(document.address)), document.path, document_page, (document.path,))
    if NOT_FOUND not in site.by_address:
        yield Plan(path_of(NOT_FOUND), SITE, not_found)
