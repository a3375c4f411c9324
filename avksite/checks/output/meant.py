"""What somebody probably meant who named a thing that is not there."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from avksite.content.file_names import right_name
from avksite.content.file_types import DOWNLOADS
from avksite.content.images import SUFFIXES
from avksite.dutch.formatting import slug
from avksite.kinds.document import Target, Wanted
from avksite.problems import nearest
from avksite.rendering.addresses import LISTED
from avksite.site import former_address, located

if TYPE_CHECKING:
    from collections.abc import Iterable

    from avksite.site import Site

_FILE = re.compile(rf"\.(?:{'|'.join((*DOWNLOADS, *(suffix[1:] for suffix in SUFFIXES)))})$", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}", re.IGNORECASE)
_HOST = re.compile(r"www\.\S+|(?:[a-z0-9-]+\.)+(?:nl|com|org|eu|net|info|be|de)(?:/\S*)?", re.IGNORECASE)


_MEDIA = "content/media"
_OF_FOLDER = (
    "Er is geen map `{}`. Heet ze nu anders? Geef haar de oude naam terug, of typ op al deze plekken de nieuwe."
)


class Fault(NamedTuple):
    """What is wrong with a target, and what to type instead."""

    message: str
    hint: str
    new: str = ""
    """What to type instead of the target, where that is certain."""
    if_many: str = ""
    """What else to do when many texts name the same thing: then it was there before."""
    cause: str = ""
    """What is not there, when that is not the target by itself."""
    leads_nowhere: bool = False
    """Whether it is a link that is not meant to lead anywhere yet."""


def missing(site: Site, it: Target, target: str) -> Fault:
    """Say that nothing is at a target, as seen from within the site."""
    typed = it.target.strip()
    if it.wanted is Wanted.LINK and _MAIL.fullmatch(target):
        new = f"mailto:{typed}"
        return Fault(f"Voor het mailadres `{typed}` ontbreekt `mailto:`.", f"Typ `{new}`.", new)
    if it.wanted is Wanted.LINK and _HOST.fullmatch(target):
        new = f"https://{target}"
        return Fault(f"`{typed}` begint niet met `https://`.", f"Typ `{new}`.", new)
    place, _, fragment = unquote(target).replace("\\", "/").partition("#")
    path = located(it.path, place)
    message, cause, folder = f"`{typed}` bestaat niet.", "", posixpath.dirname(path)
    if folder.startswith("content/") and folder != _MEDIA and folder not in site.folders:
        cause = f"{folder}/"
    found = _meant(site, it, path)
    if found:
        document, meant = site.by_path.get(found), found.removeprefix("content")
        if it.is_web:
            meant = site.config.base_url + (document.address or "" if document else meant)
        meant += f"#{fragment}" if fragment else ""
        return Fault(message, f"Bedoel je `{meant}`?", meant, _if_renamed(site, path, found, it, cause), cause)
    hint = "Kijk of de naam klopt."
    if target.startswith("/") and "." in target:
        hint += f" Een `/` vooraan staat voor de map `content`: `{target}` is `content{target}`."
    if it.wanted in {Wanted.PICTURE, Wanted.FILE} or _FILE.search(target):
        hint = f"Zet het bestand in `content/media/` en noem het hier zo: `/media/{file_name(target)}`. {hint}"
    elif target.endswith(".md"):
        new = "Heeft de pagina een nieuwe naam? Noem die hier, en zet haar oude adres bij haar onder `oude-adressen:`."
        hint = f"{new} {hint}"
    gone = _OF_FOLDER.format(folder) if cause else "Is het weg? Haal het dan op al deze plekken weg."
    return Fault(message, hint, "", gone, cause)


def file_name(target: str) -> str:
    """Return the name that a file gets on the site, by where it is elsewhere or would have been."""
    name = re.split(r"[/\\]", unquote(target.partition("?")[0]).rstrip("/\\"))[-1]
    return right_name(name) if "." in name.strip(".") else "naam-van-het-bestand.jpg"


def _if_renamed(site: Site, path: str, found: str, it: Target, cause: str) -> str:
    """Return how every text that still names a thing by its old name is mended at once."""
    document, old = site.by_path.get(found), former_address(path)
    if cause:
        of_folder = _OF_FOLDER.format(posixpath.dirname(path))
        return f"{of_folder} Of zet boven elke tekst erin haar oude adres, zoals hier `oude-adressen: {old}`."
    if document is not None and document.address and old:
        new = f"Heet de pagina nu zo? Zet dan boven `{found}` een regel `oude-adressen: {old}`"
        return f"{new}. Dan klopt elke link naar haar oude naam weer, ook die van andere sites."
    what = "de afbeelding" if it.wanted is Wanted.PICTURE else "het bestand"
    return f"Heeft {what} een nieuwe naam? Geef de oude terug, of typ op al deze plekken de nieuwe."


def _meant(site: Site, it: Target, path: str) -> str | None:
    """Return the path of what looks most like it by its own name, wherever it lies, or is called as its link says.

    Things are moved, and folders forgotten.
    """
    by_name: dict[str, list[str]] = {}
    for candidate in _candidates(site, it.wanted):
        by_name.setdefault(_name(candidate), []).append(candidate)
    name = nearest(_name(path), by_name)
    if name is None:
        return _by_title(site, it, path)
    return nearest(path, by_name[name]) or by_name[name][0]


def _by_title(site: Site, it: Target, path: str) -> str | None:
    """Return the page that a link names in its words, or that is called as the missing one was."""
    if it.wanted in {Wanted.PICTURE, Wanted.FILE}:
        return None
    by_words = page_in_words(site, it.words) if it.wanted is Wanted.LINK else None
    titles = {slug(document.entry.label): document.path for document in site.pages}
    title = nearest(_name(path), titles)
    return f"content{by_words}" if by_words else titles[title] if title else None


def _candidates(site: Site, wanted: Wanted) -> Iterable[str]:
    if wanted in {Wanted.LINK, Wanted.TEXT, Wanted.EITHER}:
        yield from (document.path for document in site.pages)
    if wanted is not Wanted.TEXT:
        yield from (path for path in site.media if wanted is not Wanted.PICTURE or path.endswith(SUFFIXES))
    if wanted is Wanted.LINK:
        yield from (f"content{address}" for address in LISTED)


def place_meant(page: str, anchor: str, headings: list[str], ids: Iterable[str]) -> tuple[str, str]:
    """Return what to do about a place on a page that is not there, and what to type: the headings come first."""
    meant = nearest(slug(anchor), headings) or nearest(anchor, sorted(ids))
    if meant:
        return f"Bedoel je `{page}#{meant}`?", f"{page}#{meant}"
    known = ", ".join(f"`{page}#{id_}`" for id_ in headings)
    return f"Kies uit: {known}." if known else f"Haal `#{anchor}` weg.", ""


def page_in_words(site: Site, words: str) -> str | None:
    """Return the page that a link names in so many words; of more names the longest."""
    said = f"-{slug(words)}-"
    pages = ((slug(document.entry.label), document.path) for document in site.pages if document.address != "/")
    found = [(len(name), path) for name, path in pages if name and f"-{name}-" in said]
    return max(found)[1].removeprefix("content") if found else None


def _name(path: str) -> str:
    """Return the name of a text or file as staff remember it: without its folder, and without `.md`."""
    inside = path.removeprefix("content/").removesuffix("/index.md").rstrip("/")
    return inside.rsplit("/", 1)[-1].removesuffix(".md").casefold()
