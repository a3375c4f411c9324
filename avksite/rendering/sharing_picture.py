"""The picture that goes along when a page is shared: what it says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.content.images import RASTER
from avksite.dutch.formatting import date_in_words
from avksite.rendering.artifact import Made
from avksite.rendering.fonts import drawable
from avksite.rendering.list_addresses import LISTED

if TYPE_CHECKING:
    from avksite.kinds.document import Document
    from avksite.site import Site

NAME = "deelbeeld.png"
"""The name of the file, beside the page."""
WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that services which show a link ask for (Open Graph)."""
MARK = "/assets/logo.png"
"""The mark as a picture, for who cannot show a drawing."""
MARK_SIZE = 512
"""Pixels, both ways."""
ICON = "/favicon.ico"
"""The mark where browsers look for it on their own, whatever page they show: beside a feed, a picture, a letter."""

_DATED = frozenset({"nieuws", "bijeenkomst", "nieuwsbrief"})
"""Kinds of which the day is part of what they are; of others it only says when they were last changed."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture file to show; the digest tells when it changed."""

    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Tints:
    """The colours of the identity, each as `#rrggbb`."""

    paper: str
    ink: str
    muted: str
    grain: str
    brick: str
    heath: str
    canal: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What the picture shows: a line above, the title, and whose it is."""

    line: str
    title: str
    name: str
    tints: Tints
    photo: Photo | None = None


def has_preview(site: Site, address: str) -> bool:
    """Say whether a page has a picture of its own: every text has, and every list."""
    return (address in LISTED or address in site.by_address) and address != "/404.html"


def preview_address(site: Site, address: str) -> str:
    """Return the site address of the picture for a page; one without its own has that of the list around it."""
    while not has_preview(site, address) and address != "/":
        address = address.rstrip("/").rpartition("/")[0] + "/"
    return f"{address}{NAME}"


def preview_view(site: Site, address: str) -> PreviewView:
    """Return what the picture of a page shows; a title in letters that it lacks gives way to the name of the site."""
    document = site.by_address.get(address)
    name = drawable(site.config.name)
    return PreviewView(
        line=drawable(_line(site, document)),
        title=drawable(document.entry.title if document else LISTED[address]) or name,
        name=name,
        tints=tints_of(site),
        photo=_photo(site, document) if document else None,
    )


def tints_of(site: Site) -> Tints:
    """Return the colours of the site on a light screen."""
    light = site.config.colours.light
    return Tints(light.paper, light.ink, light.muted, light.grain, light.brick, light.heath, light.canal)


def preview_words(site: Site, address: str) -> str:
    """Return what the picture of a page says, for who does not see it."""
    view = preview_view(site, preview_address(site, address).removesuffix(NAME))
    parts = dict.fromkeys(filter(None, (view.title, view.line, view.name)))
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts)


def make_preview(view: PreviewView) -> Made:
    """Make the picture."""
    from avksite.rendering.sharing_picture_drawing import drawn  # noqa: PLC0415  a build that remembers its pictures draws none

    return Made(drawn(view))


def make_mark(tints: Tints) -> Made:
    """Make the mark as a picture."""
    from avksite.rendering.sharing_picture_drawing import drawn_mark  # noqa: PLC0415  as above

    return Made(drawn_mark(tints))


def make_icon(tints: Tints) -> Made:
    """Make the mark as an icon."""
    from avksite.rendering.sharing_picture_drawing import drawn_icon  # noqa: PLC0415  as above

    return Made(drawn_icon(tints))


def _line(site: Site, document: Document | None) -> str:
    """Return how a text stands, its kind and its day; a page by itself tells what the site is for."""
    if document is None or document.kind.name == "pagina" or document.path.endswith("/index.md"):
        return site.config.tagline or ""
    day = document.kind.date(document.entry) if document.kind.name in _DATED else None
    # The first badge says what it is: a call is no mere post.
    what = next((badge.text for badge in document.kind.badges(document.entry, site.today)), document.kind.singular)
    parts = (document.state(site.today), what, date_in_words(day) if day else "")
    return " · ".join(filter(None, parts))


def _photo(site: Site, document: Document) -> Photo | None:
    picture = document.entry.picture
    media = site.resolve(document.path, picture.file).media if picture else None
    if media is None or not media.width or not media.path.endswith(RASTER):
        return None
    return Photo(str(site.root / media.path), media.digest)
