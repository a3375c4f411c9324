"""Images: what texts show in all its forms and sizes, and beside every page a picture to share and a code to scan."""

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
"""The mark where browsers look for it on their own, whatever page they show: beside a feed, a picture, a letter."""


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as it was given, and what to make of it; the digest (SHA-256) tells when it changed."""

    path: str
    place: str
    digest: str
    image_kind: ImageKind
    wanted: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class SharingImage:
    """A picture for sharing: words, colours, and the place and digest of the photo beside them, "" without one."""

    text: PreviewText
    palette: Palette
    photo: str = ""
    digest: str = ""


def pictures(site: Site) -> Iterator[Plan]:
    """Plan all forms and sizes of what texts show; of what they only link to, one of the form it was given in."""
    for path, media in site.published_media.items():
        wanted = renditions(media) if media.is_intact else ()
        if path not in site.shown_pictures:
            wanted = tuple(it for it in wanted if it.address == media_address(path))
        if wanted and media.image_kind is not None:
            original = Original(path, site.place_of(path), media.digest, media.image_kind, wanted)
            first, *others = (path_of(it.address) for it in wanted)
            yield Plan(first, path, make_pictures, (original,), tuple(others), is_heavy=True)


def sharing(site: Site) -> Iterator[Plan]:
    """Plan the mark, and for every page that has them a picture and a code: pages within a list have none."""
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
    """Make every wanted form and size of one picture, in that order."""
    from avksite.outputs.images.photos import encoded  # noqa: PLC0415  a build that remembers its pictures makes none

    return tuple(map(Made, encoded(original)))


def make_preview(site: Site, address: str) -> Made:
    """Make the picture that goes along when somebody shares a page."""
    from avksite.outputs.images.drawing import drawn  # noqa: PLC0415  as above

    return Made(drawn(preview_of(site, address)))


@query
def preview_of(site: Site, address: str) -> SharingImage:
    """Return what the picture for sharing shows of the page at an address."""
    document = site.by_address.get(address)
    picture = document.entry.picture if document else None
    media = site.resolve(document.path, picture.file).media if document and picture else None
    is_photo = media is not None and media.width and media.path.endswith(RASTER)
    photo = (site.place_of(media.path), media.digest) if media and is_photo else ("", "")
    return SharingImage(preview_text(site, address), site.config.colours.light, *photo)


def make_code(site: Site, address: str) -> Made:
    """Make the QR code that stands on the page at an address when it is printed."""
    from avksite.rendering.codes import code_of  # noqa: PLC0415  as above

    return Made(code_of(Viewpoint(site.config.base_url).url(address)))


def make_mark(site: Site) -> tuple[Made, Made]:
    """Make the mark as a picture and as an icon."""
    from avksite.outputs.images.drawing import drawn_mark  # noqa: PLC0415  as above

    picture, icon = drawn_mark(site.config.colours.light)
    return Made(picture), Made(icon)
