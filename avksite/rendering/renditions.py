"""In what forms and sizes a picture is shown: known from its width, height and look, before anything is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from avksite.content.images import Look
from avksite.site import media_address

if TYPE_CHECKING:
    from avksite.content.media import MediaFile
    from avksite.kinds.document import Document
    from avksite.site import Site

WIDTHS = (320, 720, 1200)
"""Pixels: a card, the column of a text (44rem) on a plain screen, and that column on a sharp one or on a large phone.

A mail shows 552 at twice the sharpness, and who shares a page gets 1200: the last of these does for both.
"""
TALLEST = 4000
"""Pixels: a photo of a whole scroll of paper stays within what every browser can unpack."""
ALMOST = 0.8
"""A size closer than this to the largest one is not worth a file of its own."""

FORMS = {
    Look.PHOTO: ("avif", "webp", "jpg"),
    Look.SEE_THROUGH: ("avif", "webp", "png"),
    Look.DRAWN: ("webp", "png"),
}
"""The lightest first; the last is for everybody, mail and feeds too."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one form and size: its site address, and its width and height in pixels."""

    address: str
    form: str
    width: int
    height: int


@lru_cache(maxsize=10_000)
def renditions(media: MediaFile) -> tuple[Rendition, ...]:
    """Return every form and size of a picture, the smallest first; nothing for what is no picture of pixels.

    The largest in the form that it was given in has the address of the file itself; the others have their width and
    form behind that, so that no two pictures can want the same one.
    """
    if media.look is None or not media.width or not media.height:
        return ()
    own, forms = own_form(media.path), FORMS[media.look]
    largest = _largest(media.width, media.height)
    widths = (*(width for width in WIDTHS if width < largest * ALMOST), largest)
    found = [(form, width) for width in widths for form in forms]
    if own not in forms:
        found.append((own, largest))
    return tuple(
        Rendition(
            media_address(media.path) if (form, width) == (own, largest) else _address(media.path, width, form),
            form,
            width,
            max(1, round(media.height * width / media.width)),
        )
        for form, width in found
    )


def _largest(width: int, height: int) -> int:
    """Return the width that a picture is shown at most: never more than it has."""
    return max(1, min(width, WIDTHS[-1], round(TALLEST * width / height)))


def _address(path: str, width: int, form: str) -> str:
    return f"{media_address(path)}.{width}.{form}"


def own_form(path: str) -> str:
    """Return the form that a picture was given in, by its name."""
    form = path.rpartition(".")[2].lower()
    return "jpg" if form == "jpeg" else form


def for_everybody(media: MediaFile) -> tuple[Rendition, ...]:
    """Return the sizes of a picture in the form that every program shows (JPEG or PNG), the smallest first."""
    return tuple(it for it in renditions(media) if media.look is not None and it.form == FORMS[media.look][-1])


def fitting(media: MediaFile, width: int) -> Rendition | None:
    """Return the JPEG or PNG for a place that can use so many pixels and where only one file can be named.

    That is the smallest that is wide enough, or else the largest there is; None for what is no picture of pixels.
    """
    sizes = for_everybody(media)
    return next((it for it in sizes if it.width >= width), sizes[-1] if sizes else None)


def picture_to_share(site: Site, document: Document) -> Rendition | None:
    """Return the JPEG or PNG, at most 1200 pixels wide, that stands for a document elsewhere; None when it has none."""
    picture = document.entry.picture
    media = site.resolve(document.path, picture.file).media if picture else None
    return fitting(media, WIDTHS[-1]) if media else None
