"""How a picture is shown: with every form and size to choose from on a page, as one file elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from avksite.making.parts import PictureView, SourceView
from avksite.making.renditions import FORMS, TYPES, fitting, for_everybody, renditions
from avksite.site import media_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from avksite.making.renditions import Rendition
    from avksite.making.viewpoint import Viewpoint
    from avksite.reading.media import MediaFile


IN_A_TEXT = "(min-width: 48rem) 44rem, calc(100vw - 2rem)"
"""How wide a picture is shown in the column of a text: as `.text` in the style sheet has it."""


def pictured(media: MediaFile | None, viewpoint: Viewpoint) -> PictureView:
    """Return a picture as seen from somewhere, without its words; one that is not there has no address.

    Feeds and mails get one JPEG or PNG: what reads them may know neither other forms nor a choice of sizes.
    """
    if media is None:
        return PictureView("", "")
    plain = for_everybody(media)
    if media.look is None or not plain:
        return PictureView(viewpoint.href(media_address(media.path)), "", media.width, media.height)
    if viewpoint.address is None:
        one = fitting(media, viewpoint.picture_width) or plain[-1]
        return PictureView(viewpoint.href(one.address), "", one.width, one.height)
    lighter = FORMS[media.look][:-1]
    return PictureView(
        src=viewpoint.href(plain[-1].address),
        alt="",
        width=plain[-1].width,
        height=plain[-1].height,
        srcset=_srcset(plain, viewpoint) if len(plain) > 1 else "",
        sizes=IN_A_TEXT if len(plain) > 1 else "",
        sources=tuple(
            SourceView(TYPES[form], _srcset((it for it in renditions(media) if it.form == form), viewpoint))
            for form in lighter
        ),
    )


def _srcset(made: Iterable[Rendition], viewpoint: Viewpoint) -> str:
    """Return what there is to choose from; one file has no width to choose it by."""
    several = [f"{viewpoint.href(it.address)} {it.width}w" for it in made]
    return ", ".join(several) if len(several) > 1 else several[0].rpartition(" ")[0]


def within_words(picture: PictureView) -> str:
    """Return the markup of a picture in the middle of a sentence; one that stands alone has a template."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    width = f' sizes="{picture.sizes}"' if picture.sizes else ""
    choice = f' srcset="{escape(picture.srcset)}"{width}' if picture.srcset else ""
    img = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}"{size}{choice} loading="lazy" decoding="async">'
    sources = "".join(f'<source type="{it.type}" srcset="{escape(it.srcset)}"{width}>' for it in picture.sources)
    return f"<picture>{sources}{img}</picture>" if sources else img
