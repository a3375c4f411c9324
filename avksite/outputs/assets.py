"""Files that are published unchanged: assets of the layout, drawings, sound and documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from avksite.content.images import RASTER
from avksite.content.media import NOT_A_PICTURE
from avksite.problems import Place, Problem, Unusable, blaming
from avksite.rendering.artifact import Copy, Made, Plan, make_file, path_of
from avksite.rendering.assets import address_of, assets_of
from avksite.site import Site, media_address


def assets(site: Site) -> Iterator[Plan]:
    """Plan everything in `templates/assets/`, and the media of the content except photos."""
    for name, content in assets_of(site).items():
        yield Plan(path_of(address_of(name, content)), f"templates/assets/{name}", make_file, (content,))
    for path, media in site.published_media.items():
        source = Copy(path, site.place_of(path), media.digest)
        if not media.is_intact or f".{media.ending}" in RASTER:
            continue  # a photo is never published unchanged: its metadata may hold a location
        maker = make_drawing if media.ending == "svg" else make_copy
        for address in (media_address(path), *site.formerly(media_address(path))):
            yield Plan(path_of(address), path, maker, (source,))


def make_copy(_: Site, copy: Copy) -> Made:
    """Make a file that is copied when the site is written."""
    return Made(copied_from=copy)


def make_drawing(_: Site, copy: Copy) -> Made:
    """Make a sanitised drawing; raise Unusable when it is not the one that was examined."""
    from avksite.content.svg import drawn  # noqa: PLC0415  a build that remembers its drawings makes none

    message = "Deze tekening veranderde terwijl ik de site maakte."
    problem = Problem(NOT_A_PICTURE, Place(copy.path, 1), message, "Maak de site nog een keer.")
    with blaming(problem):
        content = bytes(drawn(Path(copy.place).read_bytes()))
        again = drawn(content)
    if again.brought or again.moves or bytes(again) != content:
        raise Unusable(problem)
    return Made(content)
