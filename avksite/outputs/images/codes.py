"""The codes for printed pages: one for every text and every list, which a phone reads to open the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.rendering.artifact import Plan
from avksite.rendering.list_addresses import LISTED
from avksite.rendering.qr_code import NAME, make_code
from avksite.rendering.sharing_picture import has_preview
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.site import Site


def codes(site: Site) -> Iterator[Plan]:
    """Plan a code beside every page that is likely to be printed: pages within a list have none."""
    url = Viewpoint(site.config.base_url).url
    for address in sorted({*LISTED, *site.by_address}):
        if has_preview(site, address):
            document = site.by_address.get(address)
            made_from = document.path if document else "content/site.yaml"
            yield Plan(f"{address.lstrip('/')}{NAME}", made_from, make_code, url(address))
