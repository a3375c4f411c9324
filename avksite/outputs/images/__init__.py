"""Images: those in texts in all formats and sizes, and for every page an image for sharing and a QR code."""

from __future__ import annotations

from collections.abc import Iterator

from avksite.content.images import RASTER, ImageKind
from avksite.content.settings import SITE, Palette
from avksite.frozen import dataclass
from avksite.memo.queries import query
from avksite.rendering.addresses import LISTED, Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.pictures import Rendition, renditions
from avksite.rendering.sharing import CODE, MARK, PICTURE, PreviewText, has_preview, preview_text
from avksite.site import Site, media_address

ICON = "/favicon.ico"
"""The logo at the default address, where browsers look when a response names no icon, such as a feed or an image."""


@dataclass(frozen=True, slots=True)
class Original:
    """A source image with its digest (SHA-256), and the renditions to make of it."""

    path: str
    place: str
    digest: str
    image_kind: ImageKind
    wanted: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class SharingImage:
    """An image for sharing: words, colours, and the place and digest of its photo, "" without one."""

    text: PreviewText
    palette: Palette
    photo: str = ""
    digest: str = ""


def pictures(site: Site) -> Iterator[Plan]:
    """Plan all formats and sizes of images in texts; of an image that is only linked to, one in its own format."""
    for path, media in site.published_media.items():
        wanted = renditions(media) if media.is_intact else ()
        if path not in site.shown_pictures:
            wanted = tuple(it for it in wanted if it.address == media_address(path))
        if wanted and media.image_kind is not None:
            original = Original(path, site.place_of(path), media.digest, media.image_kind, wanted)
            first, *others = (path_of(it.address) for it in wanted)
            yield Plan(first, path, make_pictures, (original,), tuple(others), is_heavy=True)


def sharing(site: Site) -> Iterator[Plan]:
    """Plan the logo, and for each page its image for sharing and its QR code."""
    yield Plan(path_of(MARK), SITE, make_mark, also=(path_of(ICON),))
    for address in sorted({*LISTED, *site.by_address}):
        if has_preview(site, address):
            document = site.by_address.get(address)
            made_from = document.path if document else SITE
            has_photo = document is not None and document.entry.picture is not None
            picture = path_of(f"{address}{PICTURE}")
            yield Plan(picture, made_from, make_preview, (address,), is_heavy=has_photo)
            yield Plan(path_of(f"{address}{CODE}"), made_from, make_code, (address,))


def make_pictures(_: Site, original: Original) -> tuple[Made, ...]:
    """Make the renditions of one image, in order."""
    from avksite.outputs.images.photos import encoded  # noqa: PLC0415  a build that remembers its pictures makes none

    return tuple(map(Made, encoded(original)))


def make_preview(site: Site, address: str) -> Made:
    """Make the image for sharing a page."""
    from avksite.outputs.images.drawing import drawn  # noqa: PLC0415  as above

    return Made(drawn(preview_of(site, address)))


@query
def preview_of(site: Site, address: str) -> SharingImage:
    """Return the contents of the image for sharing the page at an address."""
    document = site.by_address.get(address)
    picture = document.entry.picture if document else None
    media = site.resolve(document.path, picture.file).media if document and picture else None
    is_photo = media is not None and media.width and media.path.endswith(RASTER)
    photo = (site.place_of(media.path), media.digest) if media and is_photo else ("", "")
    return SharingImage(preview_text(site, address), site.config.colours.light, *photo)


def make_code(site: Site, address: str) -> Made:
    """Make the QR code for the print of the page at an address."""
    from avksite.rendering.codes import code_of  # noqa: PLC0415  as above

    return Made(code_of(Viewpoint(site.config.base_url).url(address)))


def make_mark(site: Site) -> tuple[Made, Made]:
    """Make the logo as a PNG and as an ICO."""
    from avksite.outputs.images.drawing import drawn_mark  # noqa: PLC0415  as above

    picture, icon = drawn_mark(site.config.colours.light)
    return Made(picture), Made(icon)
