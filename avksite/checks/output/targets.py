"""Every target in a text exists: a page, a fragment, an image, a document; and ids on a page are unique."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from avksite.content.addresses import InsideError, NowhereError, read_target
from avksite.content.file_types import DOWNLOADS
from avksite.content.images import SUFFIXES
from avksite.content.ledger import ADDRESSES
from avksite.content.names import right_name
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words, slug
from avksite.kinds.base import Target, Wanted
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Misread, Place, Problem, Rule, nearest
from avksite.rendering.addresses import LISTED
from avksite.rendering.artifact import Artifact, path_of
from avksite.site import HOME, Destination, DestinationKind, Site, former_address, located, media_address

NOWHERE = Rule("link-nergens", ERROR, "Elke link gaat ergens heen.", "2.4.4")
BROKEN = Rule("link-kapot", ERROR, "Elke link komt uit bij een pagina, een bestand of een plek die er is.", "2.4.4")
NO_TEXT = Rule("onbekend-tekst", ERROR, "Elke tekst die boven een andere tekst wordt genoemd, is er.")
NO_FILE = Rule("onbekend-bestand", ERROR, "Elk bestand dat je noemt, staat in `content/`.")
NO_PICTURE = Rule("beeld-ontbreekt", ERROR, "Elke afbeelding die je noemt, staat in `content/`.", "1.1.1")
SAME_ID = Rule("id-dubbel", ERROR, "Elk anker op een pagina is anders.", "1.3.1")

RULE_OF = {
    Wanted.LINK: BROKEN,
    Wanted.TEXT: NO_TEXT,
    Wanted.FILE: NO_FILE,
    Wanted.PICTURE: NO_PICTURE,
    Wanted.EITHER: NO_FILE,
}

MOST_SHOWN = 60
"""Characters of a target that a message repeats."""
_MEDIA = "content/media"
_FILE = regex(rf"\.(?:{'|'.join((*DOWNLOADS, *(suffix[1:] for suffix in SUFFIXES)))})$", re.IGNORECASE)
_MAIL = regex(r"[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}", re.IGNORECASE)
_HOST = regex(r"www\.\S+|(?:[a-z0-9-]+\.)+(?:nl|com|org|eu|net|info|be|de)(?:/\S*)?", re.IGNORECASE)
_OF_FOLDER = (
    "Er is geen map `{}`. Heet ze nu anders? Geef haar de oude naam terug, of typ op al deze plekken de nieuwe."
)


class Fault(NamedTuple):
    """The fault of a target, and what to type instead."""

    message: str
    hint: str
    new: str = ""
    """The target to type instead, if certain."""
    if_many: str = ""
    """The extra hint when many texts name the same thing, which must have existed."""
    cause: str = ""
    """What is missing, when that is not the target itself."""
    leads_nowhere: bool = False
    """Whether it is a link without a target yet."""


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Check every target, and the ids of every page, where those of a text may collide with those of its layout.

    A missing target in many texts is one cause.
    """
    look = _Look(site, artifacts)
    found: defaultdict[tuple[Rule, str], list[tuple[Target, Fault]]] = defaultdict(list)
    for it, destination in site.links:
        if fault := look.fault(it, destination):
            rule = NOWHERE if fault.leads_nowhere else RULE_OF[it.wanted]
            found[rule, "" if fault.leads_nowhere else fault.cause or _cause(site, it)].append((it, fault))
    for (rule, cause), same in found.items():
        for it, fault in same:
            hint = f"{fault.hint} {fault.if_many}" if cause and fault.if_many and len(same) > 1 else fault.hint
            fix, about = _fix(site, it, fault.new), it.words if fault.leads_nowhere else it.target
            yield Problem(rule, it.place, fault.message, hint, fix=fix, about=about, cause=cause)
    for page in artifacts:
        for id_ in page.facts.twice:
            document = site.by_path.get(page.made_from)
            headings = document.body.headings if document and document.address == page.address else ()
            line = next((heading.line for heading in headings if heading.id == id_), 1)
            message = f"Op `{page.address}` staat het anker `{id_}` twee keer."
            hint = "Geef de kop andere woorden, of een eigen anker: `## Kop {#eigen-naam}`."
            yield Problem(SAME_ID, Place(page.made_from, line), message, hint)


def aimed_at(site: Site, _: str) -> frozenset[str]:
    """Return the paths of the pages of which a link names a place."""
    to_place = [(it, to) for it, to in site.links if to.fragment]
    own = {document.address for it, to in to_place if (document := to.document or site.by_path.get(it.path))}
    return frozenset(path_of(address) for address in {*own, *(to.address for _, to in to_place)} if address)


def _fix(site: Site, it: Target, new: str) -> Fix | None:
    """Return the fix of a target: in a link it is between parentheses, and may be empty."""
    document, old = site.by_path.get(it.place.path), it.target.strip()
    if it.is_played and new == old:
        return Fix("bestand", "adres")
    line = document.typed.split("\n")[it.place.line - 1] if document and new else ""
    if f"]({old})" in line:
        return Fix(f"]({old})", f"]({new})")
    return Fix(old, new) if old and new else None


def _cause(site: Site, it: Target) -> str:
    """Return one name for a target, in whichever form it was typed."""
    place, _, fragment = site.within(it.target.strip()).partition("#")
    if not place or ":" in place:
        return f"{it.path}#{fragment}" if fragment and not place else place
    path = located(it.path, unquote(place.partition("?")[0])).removesuffix(".md")
    return f"{path}#{fragment}" if fragment else path


class _Look:
    """Looks up targets in the output of a site, and finds what was meant by a missing one."""

    def __init__(self, site: Site, artifacts: Sequence[Artifact]) -> None:
        self._site = site
        # What could not be made is reported elsewhere, and links to it are valid.
        self._paths = {*(it.path for it in artifacts), *map(path_of, ("/", *site.by_address, *LISTED))}
        self._gone = site.withdrawn.keys() - site.by_address.keys()
        self._pages = {it.address: it for it in artifacts if it.title}
        # Finding what was meant is slow, so it is cached.
        self._missing: dict[tuple[Wanted, bool, str], Fault] = {}
        self._names: dict[Wanted, dict[str, list[str]]] = {}

    def fault(self, it: Target, destination: Destination) -> Fault | None:
        """Return the fault of a target; None when it is valid, or reported elsewhere."""
        target, is_link = self._site.within(it.target.strip()), it.wanted is Wanted.LINK
        if is_link and target in {"", "#"}:
            return self._nowhere(it)
        if destination.kind is DestinationKind.NOWHERE:
            try:
                read_target(target)
            except Misread as misread:
                to_nowhere = isinstance(misread, NowhereError) and is_link
                return self._nowhere(it) if to_nowhere else self._unreadable(misread)
        if destination.kind is DestinationKind.ADDRESS and not self._is_made(destination):
            # The target is the address of a draft, or of a text with errors.
            page = destination.address.rstrip("/")
            for file in (f"{page}.md", f"{page}/index.md"):
                text = self._site.resolve(SITE, file)
                if text.kind in {DestinationKind.WITHHELD, DestinationKind.UNUSABLE}:
                    return self._at(it, file, text)
        return self._at(it, target, destination)

    def _at(self, it: Target, target: str, destination: Destination) -> Fault | None:
        is_link = it.wanted is Wanted.LINK
        match destination.kind:
            case DestinationKind.UNUSABLE:
                return None
            case DestinationKind.EXTERNAL | DestinationKind.DIRECT if is_link:
                return self._no_calendar(it)
            case DestinationKind.WITHHELD:
                return self._withheld(it, destination, target)
            case DestinationKind.NOWHERE | DestinationKind.ADDRESS if not self._is_made(destination):
                same = (it.wanted, it.is_web, _cause(self._site, it))
                if same not in self._missing:
                    self._missing[same] = self._absent(it, target)
                return self._missing[same]
        return self._no_place(it, destination) if is_link else _unfit(it, destination)

    def _is_made(self, destination: Destination) -> bool:
        is_there = destination.kind is not DestinationKind.NOWHERE and path_of(destination.address) in self._paths
        return is_there and destination.address not in self._gone

    def _nowhere(self, it: Target) -> Fault:
        target = it.target if len(it.target) <= MOST_SHOWN else f"{it.target[:MOST_SHOWN]}…"
        typed = f"er staat `{target}`" if it.target.strip() else "er staat geen adres"
        meant = self._in_words(it.words).removeprefix("content")
        hint = f"Bedoel je `{meant}`?" if meant else "Zet er het adres van een pagina neer, of haal de link weg."
        message = f"De link “{it.words}” gaat nergens heen: {typed}."
        return Fault(message, hint, new=meant, leads_nowhere=True)

    def _unreadable(self, misread: Misread) -> Fault:
        """Return the fault of an address that no reader can open; one of a preview is a page of this site."""
        if isinstance(misread, InsideError):
            place = misread.rest.partition("?")[0] or "/"
            page = self._site.resolve(SITE, place)
            if page.document or page.media or (page.kind is DestinationKind.ADDRESS and self._is_made(page)):
                return Fault(misread.message, f"Bedoel je de pagina van deze site? Typ `{place}`.", new=place)
        return Fault(misread.message, misread.hint, new=misread.offer)

    def _no_calendar(self, it: Target) -> Fault | None:
        """Return the fault of a missing calendar of this site."""
        scheme, _, rest = it.target.strip().partition(":")
        inside = self._site.within(f"https:{rest}") if scheme.lower() in {"webcal", "webcals"} else ""
        is_there = not inside.startswith("/") or self._is_made(self._site.resolve(SITE, inside))
        return None if is_there else self._absent(it, inside)

    def _withheld(self, it: Target, destination: Destination, file: str) -> Fault:
        document = destination.document
        moment = document.entry.visible_from if document else None
        if moment is None:
            path = document.path if document else file
            hint = f"Haal `concept: ja` weg uit `{path}`, of noem dat bestand hier nog niet."
            return Fault(f"`{it.target}` is nog een concept en staat niet op de site.", hint)
        message = f"`{it.target}` staat pas op {date_in_words(moment.start.date())} op de site."
        return Fault(message, "Publiceer deze tekst niet eerder, of noem dat bestand hier nog niet.")

    def _no_place(self, it: Target, destination: Destination) -> Fault | None:
        """Return the fault of a missing fragment; headings come first among the suggestions."""
        document = self._site.by_path.get(it.path) if destination.kind is DestinationKind.HERE else destination.document
        if document is not None and document.address is None:
            message = f"De link “{it.words}” gaat naar `{it.target}`, maar die heeft geen eigen pagina."
            return Fault(message, f"Gebruik het blok `/// contact` met de regel `persoon: {document.id}`.")
        anchor = unquote(destination.fragment)
        if not anchor or (document is not None and anchor in document.body.anchors):
            return None
        page = self._pages.get(document.address if document and document.address else destination.address)
        ids = page.ids() if page else []
        if page is None or anchor in ids:  # only pages have known ids
            return None
        place = it.target.partition("#")[0]
        message = (
            f"{f'Op `{place}`' if place else 'Op deze pagina'} is geen kop of andere plek met de naam `#{anchor}`."
        )
        headings = [heading.id for heading in document.body.headings] if document else []
        if meant := nearest(slug(anchor), headings) or nearest(anchor, sorted(ids)):
            return Fault(message, f"Bedoel je `{place}#{meant}`?", f"{place}#{meant}")
        known = ", ".join(f"`{place}#{id_}`" for id_ in headings)
        return Fault(message, f"Kies uit: {known}." if known else f"Haal `#{anchor}` weg.")

    def _absent(self, it: Target, target: str) -> Fault:
        """Return the fault of a missing target."""
        typed = it.target.strip()
        if it.wanted is Wanted.LINK and _MAIL.fullmatch(target):
            new = f"mailto:{typed}"
            return Fault(f"Voor het mailadres `{typed}` ontbreekt `mailto:`.", f"Typ `{new}`.", new)
        if it.wanted is Wanted.LINK and _HOST.fullmatch(target):
            new = f"https://{target}"
            return Fault(f"`{typed}` begint niet met `https://`.", f"Typ `{new}`.", new)
        place, _, fragment = unquote(target).replace("\\", "/").partition("#")
        path = located(it.path, place)
        if gone := self._gone & {former_address(path), media_address(path)}:
            hint = "Noem een pagina of bestand dat er wel is, of haal dit weg. Is er iets voor in de plaats gekomen? "
            hint += f"Zet dan in `{ADDRESSES}` achter `{gone.pop()}` het adres daarvan: `nu /…/` in plaats van "
            return Fault(f"`{typed}` is er niet meer: dat is ingetrokken.", f"{hint}`ingetrokken`.")
        message, folder = f"`{typed}` bestaat niet.", posixpath.dirname(path)
        is_known = not folder.startswith("content/") or folder == _MEDIA or folder in self._site.folders
        of_folder, cause = ("", "") if is_known else (_OF_FOLDER.format(folder), f"{folder}/")
        if found := self._meant(it, path):
            document, meant = self._site.by_path.get(found), found.removeprefix("content")
            if it.is_web:
                meant = self._site.config.base_url + (document.address or "" if document else meant)
            meant += f"#{fragment}" if fragment else ""
            return Fault(message, f"Bedoel je `{meant}`?", meant, self._if_renamed(it, path, found, of_folder), cause)
        hint = "Kijk of de naam klopt."
        if target.startswith("/") and "." in target:
            hint += f" Een `/` vooraan staat voor de map `content`: `{target}` is `content{target}`."
        if it.wanted in {Wanted.PICTURE, Wanted.FILE} or _FILE.search(target):
            hint = f"Zet het bestand in `content/media/` en noem het hier zo: `/media/{_file_name(target)}`. {hint}"
        elif target.endswith(".md"):
            new = "Heeft de pagina een nieuwe naam? Noem die hier, en zet haar oude adres bij haar onder"
            hint = f"{new} `oude-adressen:`. {hint}"
        return Fault(message, hint, "", of_folder or "Is het weg? Haal het dan op al deze plekken weg.", cause)

    def _if_renamed(self, it: Target, path: str, found: str, of_folder: str) -> str:
        """Return the hint for a renamed file, which fixes all texts at once."""
        document, old = self._site.by_path.get(found), former_address(path)
        if of_folder:
            return f"{of_folder} Of zet boven elke tekst erin haar oude adres, zoals hier `oude-adressen: {old}`."
        if document is not None and document.address and old:
            new = f"Heet de pagina nu zo? Zet dan boven `{found}` een regel `oude-adressen: {old}`"
            return f"{new}. Dan klopt elke link naar haar oude naam weer, ook die van andere sites."
        what = "de afbeelding" if it.wanted is Wanted.PICTURE else "het bestand"
        return f"Heeft {what} een nieuwe naam? Geef de oude terug, of typ op al deze plekken de nieuwe."

    def _meant(self, it: Target, path: str) -> str:
        """Return the path of the most similar name in any folder, or of the title in the words of the link.

        Files are moved, and folders forgotten. Only a page has a title. An address that was public before can only have
        moved to a page that was not, however similar another is.
        """
        was = self._site.ledger.get(former_address(path) or "")
        if was is not None and it.wanted is not Wanted.PICTURE:
            new = {_name(page): page for page, kind in self._new.items() if was.kind in {"", kind}}
            name = nearest(_name(path), new)
            return new[name] if name else next(iter(new.values())) if len(new) == 1 else ""
        if it.wanted not in self._names:
            by_name = self._names[it.wanted] = {}
            for candidate in self._candidates(it.wanted):
                by_name.setdefault(_name(candidate), []).append(candidate)
        by_name = self._names[it.wanted]
        if name := nearest(_name(path), by_name):
            return nearest(path, by_name[name]) or by_name[name][0]
        if it.wanted in {Wanted.PICTURE, Wanted.FILE}:
            return ""
        title = nearest(_name(path), self._titles)
        in_words = self._in_words(it.words) if it.wanted is Wanted.LINK else ""
        return in_words or (self._titles[title] if title else "")

    def _candidates(self, wanted: Wanted) -> Iterator[str]:
        if wanted in {Wanted.LINK, Wanted.TEXT, Wanted.EITHER}:
            yield from (document.path for document in self._site.pages)
        if wanted is not Wanted.TEXT:
            yield from (path for path in self._site.media if wanted is not Wanted.PICTURE or path.endswith(SUFFIXES))
        if wanted is Wanted.LINK:
            yield from (f"content{address}" for address in LISTED)

    @cached_property
    def _new(self) -> dict[str, str]:
        """The pages that were not public before, with their kinds."""
        return {page.path: page.kind.name for page in self._site.pages if page.address not in self._site.ledger}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {slug(document.entry.label): document.path for document in self._site.pages}

    def _in_words(self, words: str) -> str:
        """Return the path of the page whose title is in the words of a link, the longest one; "" for none."""
        said = f"-{slug(words)}-"
        pages = ((name, path) for name, path in self._titles.items() if name and path != HOME)
        return max(((len(name), path) for name, path in pages if f"-{name}-" in said), default=(0, ""))[1]


def _unfit(it: Target, destination: Destination) -> Fault | None:
    """Return the fault of an existing target of the wrong type."""
    document, media = destination.document, destination.media
    if destination.kind in {DestinationKind.EXTERNAL, DestinationKind.DIRECT}:
        message, new = f"`{it.target}` staat op een andere website.", it.target if it.is_played else ""
        hint = f"Zet het zelf in `content/media/` en noem het hier zo: `/media/{_file_name(it.target)}`."
        return Fault(message, f"Typ `adres: {new}` in plaats van `bestand: …`." if new else hint, new)
    if it.wanted in {Wanted.TEXT, Wanted.EITHER} and document is not None and document.address:
        return None
    if it.wanted is Wanted.TEXT:
        message = f"Achter `{it.words}` hoort een tekst met een eigen pagina. Dat is `{it.target}` niet."
        return Fault(message, "Noem een tekst die een eigen pagina heeft: een bestand dat op `.md` eindigt.")
    if media is None:
        hint = "Noem een bestand, zoals `/media/verslag.pdf`, of maak in de tekst een link naar die pagina."
        return Fault(f"`{it.target}` is een pagina, geen {it.wanted.value}.", hint)
    # What is wrong with the file itself is reported there.
    if it.wanted is Wanted.PICTURE and media.is_intact and not media.path.endswith(SUFFIXES):
        hint = "Zet er een jpg, png, webp, avif, gif of svg neer, of maak er een link van."
        return Fault(f"`{it.target}` is geen afbeelding.", hint)
    return None


def _file_name(target: str) -> str:
    """Return the file name of a target, wherever it is."""
    name = re.split(r"[/\\]", unquote(target.partition("?")[0]).rstrip("/\\"))[-1]
    return right_name(name) if "." in name.strip(".") else "naam-van-het-bestand.jpg"


def _name(path: str) -> str:
    """Return the name of a text or file as staff remember it: without its folder, and without `.md`."""
    inside = path.removeprefix("content/").removesuffix("/index.md").rstrip("/")
    return inside.rsplit("/", 1)[-1].removesuffix(".md").casefold()
