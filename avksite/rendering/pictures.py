"""The formats and sizes of images: a choice of them on a page, one file elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import escape

from avksite.content.file_types import media_type
from avksite.content.images import ImageKind
from avksite.content.media import MediaFile
from avksite.frozen import dataclass
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.parts import PictureView, SourceView
from avksite.site import media_address

WIDTHS = (320, 720, 1200)
"""Pixels: a card, the column of a text (44rem), and that column at a higher device pixel ratio.

A mail shows 552 at a ratio of 2: the last of these suffices for that too.
"""
TALLEST = 4000
"""Pixels: the limit for a very tall photo, which every browser can decode."""
ALMOST = 0.8
"""A size closer than this to the largest one gets no file."""

FORMS = {
    ImageKind.PHOTO: ("avif", "webp", "jpg"),
    ImageKind.SEE_THROUGH: ("avif", "webp", "png"),
    ImageKind.DRAWN: ("webp", "png"),
}
"""Formats, the smallest first; the last is the fallback, also for mail and feeds."""

IN_A_TEXT = "(min-width: 48rem) 44rem, calc(100vw - 2rem)"
"""The width of an image in the column of a text, as `.text` in the style sheet."""
IN_A_CARD = (384, 256)
"""Pixels: the largest size of an image in a card (24 by 16rem); a smaller one is not enlarged."""
TALL = 1.15
"""An image with a smaller ratio of width to height would fill the whole screen at the width of a text."""
PAPER = (1.38, 1.45)
"""Ratios around that of A4 (1.41): no camera makes photos of that shape."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """An image in one format and size: its site address, and its width and height in pixels."""

    address: str
    form: str
    width: int
    height: int


@lru_cache(maxsize=10_000)
def renditions(media: MediaFile) -> tuple[Rendition, ...]:
    """Return every format and size of an image, the smallest first; nothing for what is no raster image.

    They follow from its width, height and kind, so they are known before anything is made. The largest in its own
    format has the address of the file itself; the others have their width and format added, so that no two images can
    have one address.
    """
    if media.image_kind is None or not media.width or not media.height:
        return ()
    forms = FORMS[media.image_kind]
    own = "jpg" if media.ending == "jpeg" else media.ending
    # Never enlarged.
    largest = max(1, min(media.width, WIDTHS[-1], round(TALLEST * media.width / media.height)))
    widths = (*(width for width in WIDTHS if width < largest * ALMOST), largest)
    found = [(form, width) for width in widths for form in forms]
    if own not in forms:
        found.append((own, largest))
    address = media_address(media.path)
    return tuple(
        Rendition(
            address if (form, width) == (own, largest) else f"{address}.{width}.{form}",
            form,
            width,
            max(1, round(media.height * width / media.width)),
        )
        for form, width in found
    )


def fallbacks(media: MediaFile) -> tuple[Rendition, ...]:
    """Return the sizes of an image in the fallback format (JPEG or PNG), the smallest first."""
    return tuple(it for it in renditions(media) if media.image_kind and it.form == FORMS[media.image_kind][-1])


def fitting(media: MediaFile, width: int) -> Rendition | None:
    """Return the JPEG or PNG for a place of this width, where only one file can be named.

    That is the smallest that is wide enough, or else the largest; None for what is no raster image.
    """
    sizes = fallbacks(media)
    return next((it for it in sizes if it.width >= width), sizes[-1] if sizes else None)


def pictured(media: MediaFile | None, viewpoint: Viewpoint) -> PictureView:
    """Return the view of an image from a viewpoint, without alt text; a missing one has no address.

    Feeds and mails get one JPEG or PNG: their readers may support no other formats and no `srcset`.
    """
    if media is None:
        return PictureView("", "")
    plain = fallbacks(media)
    if media.image_kind is None or not plain:
        return PictureView(
            viewpoint.href(media_address(media.path)), "", media.width, media.height, shape=_shape(media, None)
        )
    if viewpoint.address is None:
        one = fitting(media, viewpoint.picture_width) or plain[-1]
        return PictureView(viewpoint.href(one.address), "", one.width, one.height)
    lighter = FORMS[media.image_kind][:-1]
    return PictureView(
        src=viewpoint.href(plain[-1].address),
        alt="",
        width=plain[-1].width,
        height=plain[-1].height,
        srcset=_srcset(plain, viewpoint) if len(plain) > 1 else "",
        sizes=IN_A_TEXT if len(plain) > 1 else "",
        shape=_shape(media, plain[-1]),
        sources=tuple(
            SourceView(media_type(form), _srcset((it for it in renditions(media) if it.form == form), viewpoint))
            for form in lighter
        ),
    )


def _shape(media: MediaFile, largest: Rendition | None) -> tuple[str, ...]:
    """Return the classes of an image for the style sheet; `largest` is None for an SVG.

    A photo is cropped to the shape of a card. A drawing, a transparent image and a scanned page are not: they would
    lose words.
    """
    ratio = media.width / media.height if media.width and media.height else 1.5
    is_paper = PAPER[0] < max(ratio, 1 / ratio) < PAPER[1]
    wide, high = IN_A_CARD
    said = {
        "is-tall": ratio < TALL,
        "is-whole": media.image_kind is not ImageKind.PHOTO or is_paper,
        "is-clear": media.image_kind is not ImageKind.PHOTO,
        "is-drawn": largest is None,
        "is-small": largest is not None and (largest.width < wide or largest.height < high),
    }
    return tuple(name for name, is_so in said.items() if is_so)


def _srcset(made: Iterable[Rendition], viewpoint: Viewpoint) -> str:
    """Return a `srcset`; "" for one file."""
    several = [f"{viewpoint.href(it.address)} {it.width}w" for it in made]
    return ", ".join(several) if len(several) > 1 else several[0].rpartition(" ")[0]


def within_words(picture: PictureView) -> str:
    """Return the HTML of an inline image; one by itself has a template."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    width = f' sizes="{picture.sizes}"' if picture.sizes else ""
    choice = f' srcset="{escape(picture.srcset)}"{width}' if picture.srcset else ""
    img = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}"{size}{choice} loading="lazy" decoding="async">'
    sources = "".join(f'<source type="{it.type}" srcset="{escape(it.srcset)}"{width}>' for it in picture.sources)
    return f"<picture>{sources}{img}</picture>" if sources else img
