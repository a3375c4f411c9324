"""The pictures that go along when somebody shares a page: one for every text and every list, and the mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.rendering.artifact import Plan
from avksite.rendering.list_addresses import LISTED
from avksite.rendering.sharing_picture import (
    ICON,
    MARK,
    NAME,
    has_preview,
    make_icon,
    make_mark,
    make_preview,
    preview_view,
    tints_of,
)

if TYPE_CHECKING:
    from avksite.site import Site


def previews(site: Site) -> Iterator[Plan]:
    """Plan a picture beside every page that has one of its own, and the mark, as a picture and an icon."""
    yield Plan(MARK.lstrip("/"), "content/site.yaml", make_mark, tints_of(site))
    yield Plan(ICON.lstrip("/"), "content/site.yaml", make_icon, tints_of(site))
    for address in sorted({*LISTED, *site.by_address}):
        if has_preview(site, address):
            document = site.by_address.get(address)
            made_from = document.path if document else "content/site.yaml"
            yield Plan(f"{address.lstrip('/')}{NAME}", made_from, make_preview, preview_view(site, address))
