"""A page for every document: the home page, the page of each text, and the page for an address that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.kinds import NOT_FOUND
from avksite.outputs.pages.document import Neighbours, document_view, not_found
from avksite.outputs.pages.home import home_view
from avksite.rendering.addresses import list_addresses
from avksite.rendering.layout import STATEMENT, page_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.rendering.artifact import Plan
    from avksite.site import Site


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of every document that no list takes as its introduction."""
    context = Neighbours(site)
    lists = list_addresses(site)
    for document in site.pages:
        if document.address == "/":
            yield page_plan(site, "home.html", home_view(site, document), document.path)
        elif document.address not in lists:
            template = "statement.html" if document.address == STATEMENT else str(document.kind.template)
            yield page_plan(site, template, document_view(context, document), document.path)
    if NOT_FOUND not in site.by_address:
        yield page_plan(site, "page.html", not_found(site))
