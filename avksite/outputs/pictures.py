"""Pictures: every one that a text shows, in the forms and sizes that pages, feeds and mails use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.making.artifact import Plan, path_of
from avksite.making.pictures import Original, make_pictures
from avksite.making.renditions import linked, renditions, shown
from avksite.site import media_address

if TYPE_CHECKING:
    from avksite.site import Site


def pictures(site: Site) -> Iterator[Plan]:
    """Plan all forms and sizes of what texts show; of what they only link to, one of the form it was given in.

    A picture that no published text names is not published: taking a photo out of the texts takes it off the site.
    """
    in_sight, in_reach = shown(site), linked(site)
    for path, media in sorted(site.media.items()):
        wanted = renditions(media)
        if path not in in_sight:
            wanted = tuple(it for it in wanted if path in in_reach and it.address == media_address(path))
        if wanted and media.look is not None:
            original = Original(path, str(site.root / path), media.digest, media.look, wanted)
            first, *others = (path_of(it.address) for it in wanted)
            yield Plan(first, path, make_pictures, original, tuple(others), is_heavy=True)
