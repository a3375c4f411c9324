"""Pictures: every one that a text shows, in the forms and sizes that pages, feeds and mails use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.rendering.artifact import Plan, path_of
from avksite.rendering.photos import Original, make_pictures
from avksite.rendering.renditions import renditions
from avksite.site import media_address

if TYPE_CHECKING:
    from avksite.site import Site


def pictures(site: Site) -> Iterator[Plan]:
    """Plan all forms and sizes of what texts show; of what they only link to, one of the form it was given in."""
    for path, media in site.published_media.items():
        wanted = renditions(media) if media.is_sound else ()
        if path not in site.shown_pictures:
            wanted = tuple(it for it in wanted if it.address == media_address(path))
        if wanted and media.look is not None:
            original = Original(path, str(site.root / path), media.digest, media.look, wanted)
            first, *others = (path_of(it.address) for it in wanted)
            yield Plan(first, path, make_pictures, original, tuple(others), is_heavy=True)
