"""Renders a body for one place: links are resolved, and blocks get the views of their macros."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from avksite.content.body import Block, Body, FactReference, Image, Link
from avksite.content.data_files import Figure
from avksite.content.file_types import media_type
from avksite.content.languages import language_attributes
from avksite.dutch.dates import Period, parse_period
from avksite.dutch.formatting import file_size
from avksite.frozen import dataclass
from avksite.problems import understood
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.assets import asset_address
from avksite.rendering.cards import contact_view
from avksite.rendering.html import Html
from avksite.rendering.parts import BlockData, BlockView, BodyPart, DownloadView, MediaView, PhaseView, PictureView
from avksite.rendering.pictures import fitting, pictured, renditions, within_words
from avksite.rendering.sign_up import sign_up_view
from avksite.site import Destination, DestinationKind, Site

HEADED = {"let-op", "contact", "fase", "cijfers"}
"""Blocks whose title is a heading; in others it is a caption, a button or a link."""

LEADS_NOWHERE = frozenset({DestinationKind.NOWHERE, DestinationKind.WITHHELD, DestinationKind.UNUSABLE})
"""Kinds of destination for which the words get no link; a check reports them."""

DOCUMENT_TYPES = {
    "pdf": "pdf",
    "doc": "Word",
    "docx": "Word",
    "odt": "OpenDocument-tekst",
    "xls": "Excel",
    "xlsx": "Excel",
    "ods": "OpenDocument-rekenblad",
    "ppt": "PowerPoint",
    "pptx": "PowerPoint",
    "zip": "zip",
    "mp3": "geluid",
    "mp4": "video",
    "csv": "csv",
}


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Where and when a text is shown: the file it came from, the place it is read, and the day."""

    site: Site
    path: str
    viewpoint: Viewpoint
    day: date | None = None
    """The date of the document, which decides the role of a person."""

    def resolve(self, target: str) -> Destination:
        """Return where a link in the text leads."""
        return self.site.resolve(self.path, target)

    @property
    def lang(self) -> str:
        """The language of the text."""
        document = self.site.by_path.get(self.path)
        return document.entry.lang if document else self.site.config.lang


def pieces(body: Body, filling: RenderContext) -> tuple[BodyPart, ...]:
    """Return a text as HTML and block views, in order, for a template."""
    return _joined(_SiteHtml(filling).write(body))


def _joined(written: Iterable[str | BlockView]) -> tuple[BodyPart, ...]:
    """Join the pieces of HTML between blocks."""
    done: list[BodyPart] = []
    for is_html, run in groupby(written, key=lambda piece: isinstance(piece, str)):
        if not is_html:
            done += [piece for piece in run if isinstance(piece, BlockView)]
        elif (html := "".join(map(str, run))).strip():
            done.append(Markup(html))  # noqa: S704  written from a tree, with what was typed escaped
    return tuple(done)


class _SiteHtml(Html):
    """Writes a text as HTML for one page."""

    def __init__(self, filling: RenderContext) -> None:
        super().__init__(filling.lang)
        self.filling = filling

    def link(self, link: Link, words: str) -> str:
        destination = self.filling.resolve(link.target)
        if destination.kind in LEADS_NOWHERE:
            return words
        href = self.filling.viewpoint.href(destination.address, destination.fragment)
        extra = language_attributes(link.lang, self.lang)
        if destination.kind is DestinationKind.EXTERNAL:
            extra += " data-extern"
        return f'<a href="{escape(href)}"{extra}>{words}{escape(document_note(destination))}</a>'

    def image(self, image: Image) -> str:
        return within_words(picture_of(image.target, "" if image.decorative else image.alt, self.filling))

    def figure(self, image: Image) -> BlockView:
        alt = "" if image.decorative else image.alt
        picture = picture_of(image.target, alt, self.filling, caption=image.title)
        return BlockView("figuur", "", picture)

    def fact(self, fact: FactReference) -> str:
        return str(escape(figure_of(self.filling.site, fact.name)))

    def block(self, block: Block) -> BlockView:
        return block_view(block, self.filling, self.level)


def document_note(destination: Destination, default: str = "") -> str:
    """Return ` (pdf, 400 kB)`, the type and size of a download for in its link.

    `default` names a type without a name of its own; "" leaves the note out.
    """
    if destination.media is None:
        return ""
    kind = DOCUMENT_TYPES.get(destination.media.ending, default)
    return f" ({kind}, {file_size(destination.media.size)})" if kind else ""


def picture_of(target: str, alt: str, filling: RenderContext, caption: str = "") -> PictureView:
    """Return the view of an image named in the content, with its addresses and size for this page."""
    picture = pictured(filling.resolve(target).media, filling.viewpoint)
    return replace(picture, alt=alt, caption=caption)


def figure_of(site: Site, name: str) -> str:
    """Return the figure of a fact; an unknown one is shown as typed, and reported by a check."""
    known = site.facts.get(name)
    return known.figure if known else f"{{feit:{name}}}"


def block_view(block: Block, filling: RenderContext, level: int = 1) -> BlockView:
    """Return the view of a block for its macro; `level` is that of the heading above it."""
    title = "" if block.name == "citaat" else block.title  # there, the title is the source
    own = min(level + 1, 6)
    shown = _SiteHtml(filling)
    shown.level = own if title and block.name in HEADED else level
    inner = _joined(shown.write_blocks(block.children))
    return BlockView(block.name, title, _data(block, filling), inner, own)


def _data(block: Block, filling: RenderContext) -> BlockData:  # noqa: PLR0911  a return for each kind of block
    """Return the data for the macro of a block, besides its title and text."""
    site, viewpoint = filling.site, filling.viewpoint
    match block.name:
        case "citaat":
            return block.title
        case "contact":
            person = site.people.get(block.option("persoon"))
            return contact_view(site, person, viewpoint, filling.day) if person else None
        case "fase":
            return _phase(block, site.today)
        case "knop":
            destination = filling.resolve(block.option("naar"))
            return viewpoint.href(destination.address, destination.fragment)
        case "aanmelden":
            return sign_up_view(site, filling.path, viewpoint)
        case "cijfers":
            return figures_of(block.listed("feiten"), site)
        case "download":
            return _download(block, filling)
        case "video" | "audio":
            return _media(block, filling)
        case _:
            return None


def phase_period(block: Block) -> Period | None:
    """Return the time a phase takes, from its options `van` and `tot`; raise Misread when one cannot be read."""
    begin = block.option("van")
    if not begin:
        return None
    first = parse_period(begin)
    end = block.option("tot")
    if not end:
        # `februari-maart 2023` has an end; `zomer 2023` is only a begin.
        is_span = "-" in begin or "–" in begin
        return first if is_span or first.last is None else Period(first.first, None, f"vanaf {first.text}")
    last = parse_period(end)
    return Period(first.first, last.last or last.first, f"{first.text} tot en met {last.text}")


def _phase(block: Block, today: date) -> PhaseView:
    period = understood(phase_period, block)
    if period is None:  # a check reports it; the page is made so that the rest can be checked
        return PhaseView("", "straks")
    is_over = period.last is not None and period.last < today
    state = "straks" if today < period.first else "klaar" if is_over else "bezig" if period.last else "begonnen"
    return PhaseView(period.text, state)


def figures_of(names: Iterable[str], site: Site) -> tuple[Figure, ...]:
    """Return the figures with these names; unknown ones are left out and reported by a check."""
    return tuple(site.facts[name] for name in names if name in site.facts)


LANGUAGES = {
    "ar": "Arabisch",
    "de": "Duits",
    "en": "Engels",
    "fr": "Frans",
    "fy": "Fries",
    "nds": "Nedersaksisch",
    "nl": "Nederlands",
    "pl": "Pools",
    "so": "Somalisch",
    "ti": "Tigrinya",
    "tr": "Turks",
    "uk": "Oekraïens",
}
"""Names of languages by code (BCP 47)."""


def _download(block: Block, filling: RenderContext) -> DownloadView:
    destination = filling.resolve(block.option("bestand"))
    media = destination.media
    ending = media.ending if media else ""
    code = block.option("taal")
    return DownloadView(
        href=filling.viewpoint.href(destination.address) if media else "",
        type=DOCUMENT_TYPES.get(ending, ending),
        # A photo is published smaller than it is, and its size is only known once it is made.
        size=file_size(media.size) if media and not renditions(media) else "",
        note=block.option("toelichting"),
        lang=code,
        language=LANGUAGES.get(code, code),
    )


_SERVICES = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "spotify.com": "Spotify",
    "soundcloud.com": "SoundCloud",
    "podcasts.apple.com": "Apple Podcasts",
    "npo.nl": "NPO",
    "nporadio1.nl": "NPO Radio 1",
    "linkedin.com": "LinkedIn",
    "facebook.com": "Facebook",
}
"""Hosts of films and sound, with the names that readers know."""

POSTER_WIDTH = 720
"""Pixels: the column of a text at a device pixel ratio of 1."""

NO_POSTER = "tekening-kijken.svg"
"""The drawing for a film without a poster."""


def _media(block: Block, filling: RenderContext) -> MediaView:
    def href(option: str) -> str:
        target = block.option(option)
        if not target or target in {"ja", "nee"}:  # typed for a film elsewhere
            return ""
        destination = filling.resolve(target)
        return "" if destination.kind in LEADS_NOWHERE else filling.viewpoint.href(destination.address)

    source, poster = href("bestand"), block.option("poster")
    ending = posixpath.splitext(source)[1].lstrip(".").lower()
    media = filling.resolve(block.option("bestand")).media if source else None
    return MediaView(
        src=source,
        type=media_type(ending) if ending else "",
        note=f"{ending}, {file_size(media.size)}" if media else "",
        address=block.option("adres"),
        service=_service(block.option("adres")),
        poster=_poster(poster, filling) or filling.viewpoint.href(asset_address(filling.site, NO_POSTER)),
        cover=picture_of(poster, "", filling) if poster else None,
        captions=href("ondertiteling"),
        captions_lang=block.option("taal") or "nl",
        transcript=href("transcript"),
        length=block.option("duur"),
    )


def _service(address: str) -> str:
    """Return the name of the service of an address, or its host without `www.`."""
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    found = (name for known, name in _SERVICES.items() if host == known or host.endswith(f".{known}"))
    return next(found, host)


def _poster(target: str, filling: RenderContext) -> str:
    """Return the address of a poster: one file, because `poster` offers a browser no choice."""
    destination = filling.resolve(target)
    if destination.media is None or not target:
        return ""
    one = fitting(destination.media, POSTER_WIDTH)
    return filling.viewpoint.href(one.address if one else destination.address)
