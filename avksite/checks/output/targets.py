"""Whatever a text names is there: a page, a place on a page, a picture, a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from avksite.checks.output.anchors import ids_of
from avksite.checks.output.meant import Fault, file_name, missing, page_in_words, place_meant
from avksite.content.addresses import InsideError, NowhereError, read_target
from avksite.content.images import SUFFIXES
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words
from avksite.kinds.document import Target, Wanted
from avksite.problems import Fix, Misread, Problem, Rule, Severity, drawing, example
from avksite.rendering.addresses import LISTED
from avksite.rendering.artifact import path_of
from avksite.site import DestinationKind, located

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.rendering.artifact import Artifact
    from avksite.site import Destination, Site

_PAGE = example("")
_CONTACT = example("## Bel ons\n\nDat kan elke dag.", "titel: Contact", at="content/contact.md")
_POST = "-- content/nieuws/2024/opening.md --\n---\ntitel: Opening\nkort: Wij gaan open.\ndatum: 3 april 2024\n"

NOWHERE = Rule(
    id="link-nergens",
    severity=Severity.ERROR,
    promise="Elke link gaat ergens heen.",
    why="Wie op zo’n link klikt, blijft waar hij is. Hij denkt dat de site stuk is, of dat hij iets fout doet.",
    bad=f"{_PAGE}Bel ons: [al onze nummers bij contact](#).\n{_CONTACT}",
    good=f"{_PAGE}Bel ons: [al onze nummers bij contact](/contact.md).\n{_CONTACT}",
    criterion="2.4.4",
)

BROKEN = Rule(
    id="link-kapot",
    severity=Severity.ERROR,
    promise="Elke link komt uit bij een pagina, een bestand of een plek die er is.",
    why="Een link die niet werkt, stopt de lezer op het moment dat hij verder wil.",
    bad=f"{_PAGE}Lees hoe je [ons bereikt](/contcat.md).\n{_CONTACT}",
    good=f"{_PAGE}Je kunt [ons bellen](/contact.md#bel-ons).\n{_CONTACT}",
    criterion="2.4.4",
)

NO_TEXT = Rule(
    id="onbekend-tekst",
    severity=Severity.ERROR,
    promise="Elke tekst die boven een andere tekst wordt genoemd, is er.",
    why="De site legt met die naam een verband. Klopt de naam niet, dan ontbreekt er een bericht in een mail of lijst.",
    bad=f"{_POST}bijeenkomst: /bijeenkomsten/2024/feest.md\n---\nTot dan.\n",
    good=f"{_POST}---\nTot dan.\n",
)

NO_FILE = Rule(
    id="onbekend-bestand",
    severity=Severity.ERROR,
    promise="Elk bestand dat je noemt, staat in `content/`.",
    why="De lezer ziet een knop om iets te downloaden of te bekijken, en krijgt niets.",
    bad="/// download | Het verslag\n    bestand: /media/verslag.txt\n///\n",
    good=f"{_PAGE}/// download | Het verslag\n    bestand: /media/verslag.txt\n///\n"
    "-- content/media/verslag.txt --\nWij spraken over wonen.\n",
)

NO_PICTURE = Rule(
    id="beeld-ontbreekt",
    severity=Severity.ERROR,
    promise="Elke afbeelding die je noemt, staat in `content/`.",
    why="De lezer ziet een leeg vak. En een afbeelding van een andere website volgt de lezer, of is morgen weg.",
    bad="![Een volle zaal luistert.](/media/zaal.svg)\n",
    good=f"{_PAGE}![Een volle zaal luistert.](/media/zaal.svg)\n{drawing()}",
    criterion="1.1.1",
)

RULES = (NOWHERE, BROKEN, NO_TEXT, NO_FILE, NO_PICTURE)

RULE_OF = {
    Wanted.LINK: BROKEN,
    Wanted.TEXT: NO_TEXT,
    Wanted.FILE: NO_FILE,
    Wanted.PICTURE: NO_PICTURE,
    Wanted.EITHER: NO_FILE,
}

MOST_SHOWN = 60
"""Characters of a target that a message repeats."""


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at every target that was typed; what many texts name and is not there has one cause."""
    look = _Look(site, artifacts)
    faults = [(it, fault) for it in site.targets if (fault := look.fault(it)) is not None]
    rules = [NOWHERE if fault.leads_nowhere else RULE_OF[it.wanted] for it, fault in faults]
    causes = ["" if fault.leads_nowhere else fault.cause or _cause(site, it) for it, fault in faults]
    times = Counter(zip((rule.id for rule in rules), causes, strict=True))
    for (it, fault), rule, cause in zip(faults, rules, causes, strict=True):
        is_many = cause and fault.if_many and times[rule.id, cause] > 1
        hint = f"{fault.hint} {fault.if_many}" if is_many else fault.hint
        yield Problem(rule, it.place, fault.message, hint, fix=_fix(site, it, fault.new), cause=cause)


def _fix(site: Site, it: Target, new: str) -> Fix | None:
    """Return the fix of a target: in a link of a text it stands between brackets, and may be empty."""
    document, old = site.by_path.get(it.place.path), it.target.strip()
    if it.is_played and new == old:
        return Fix("bestand", "adres")
    line = document.typed.split("\n")[it.place.line - 1] if document and new else ""
    if f"]({old})" in line:
        return Fix(f"]({old})", f"]({new})")
    return Fix(old, new) if old and new else None


def _cause(site: Site, it: Target) -> str:
    """Return one name for a target, from whichever text and in whichever way it was named."""
    place, _, fragment = site.within(it.target.strip()).partition("#")
    if not place or ":" in place:
        return f"{it.path}#{fragment}" if fragment and not place else place
    path = located(it.path, unquote(place.partition("?")[0])).removesuffix(".md")
    return f"{path}#{fragment}" if fragment else path


class _Look:
    """Looks whether a target is there, among what was made of a site."""

    def __init__(self, site: Site, artifacts: Sequence[Artifact]) -> None:
        self._site = site
        # What could not be made is reported by itself, and links to it are sound.
        self._paths = {*(it.path for it in artifacts), *map(path_of, ("/", *site.by_address, *LISTED))}
        self._pages: dict[str, list[Artifact]] = {}
        for artifact in artifacts:
            if artifact.made.title:
                self._pages.setdefault(artifact.address, []).append(artifact)
        # To look for what was meant takes long, and once is enough.
        self._missing: dict[tuple[Wanted, bool, str], Fault] = {}

    def fault(self, it: Target) -> Fault | None:
        """Return what is wrong with a target; None when it is as it should be, or reported elsewhere."""
        target, is_link = self._site.within(it.target.strip()), it.wanted is Wanted.LINK
        if is_link and target in {"", "#"}:
            return _nowhere(self._site, it)
        try:
            read_target(target)
        except Misread as misread:
            to_nowhere = isinstance(misread, NowhereError) and is_link
            return _nowhere(self._site, it) if to_nowhere else self._unreadable(misread)
        destination = self._site.resolve(it.path, target)
        if destination.kind is DestinationKind.ADDRESS and not self._is_made(destination):
            # The page of a draft, or of a text with faults, is named by its address.
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
                return _withheld(self._site, it, destination, target)
            case DestinationKind.NOWHERE | DestinationKind.ADDRESS if not self._is_made(destination):
                same = (it.wanted, it.is_web, _cause(self._site, it))
                if same not in self._missing:
                    self._missing[same] = missing(self._site, it, target)
                return self._missing[same]
        return self._no_place(it, destination) if is_link else _unfit(it, destination)

    def _is_made(self, destination: Destination) -> bool:
        return destination.kind is not DestinationKind.NOWHERE and path_of(destination.address) in self._paths

    def _unreadable(self, misread: Misread) -> Fault:
        """Return what is wrong with an address that no reader can open; one of a preview is a page of this site."""
        if isinstance(misread, InsideError):
            place = misread.rest.partition("?")[0] or "/"
            page = self._site.resolve(SITE, place)
            if page.document or page.media or (page.kind is DestinationKind.ADDRESS and self._is_made(page)):
                return Fault(misread.message, f"Bedoel je de pagina van deze site? Typ `{place}`.", new=place)
        return Fault(misread.message, misread.hint, new=misread.offer)

    def _no_calendar(self, it: Target) -> Fault | None:
        """Say that a calendar of this site to follow is not there."""
        scheme, _, rest = it.target.strip().partition(":")
        inside = self._site.within(f"https:{rest}") if scheme.lower() in {"webcal", "webcals"} else ""
        is_there = not inside.startswith("/") or path_of(self._site.resolve(SITE, inside).address) in self._paths
        return None if is_there else missing(self._site, it, inside)

    def _no_place(self, it: Target, destination: Destination) -> Fault | None:
        """Say that a page has no place with the name behind `#`."""
        document = self._site.by_path.get(it.path) if destination.kind is DestinationKind.HERE else destination.document
        if document is not None and document.address is None:
            message = f"De link “{it.words}” gaat naar `{it.target}`, maar die heeft geen eigen pagina."
            return Fault(message, f"Gebruik het blok `/// contact` met de regel `persoon: {document.id}`.")
        anchor = unquote(destination.fragment)
        if not anchor or (document is not None and anchor in document.body.anchors):
            return None
        address = document.address if document is not None and document.address else destination.address
        ids = {id_ for page in self._pages.get(address, ()) for id_ in ids_of(page)}
        if address not in self._pages or anchor in ids:  # on what is no page nothing can be said about a place
            return None
        page = it.target.partition("#")[0]
        message = f"{f'Op `{page}`' if page else 'Op deze pagina'} is geen kop of andere plek met de naam `#{anchor}`."
        own = [heading.id for heading in document.body.headings] if document else []
        return Fault(message, *place_meant(page, anchor, own, ids))


def _nowhere(site: Site, it: Target) -> Fault:
    target = it.target if len(it.target) <= MOST_SHOWN else f"{it.target[:MOST_SHOWN]}…"
    typed = f"er staat `{target}`" if it.target.strip() else "er staat geen adres"
    meant = page_in_words(site, it.words)
    hint = f"Bedoel je `{meant}`?" if meant else "Zet er het adres van een pagina neer, of haal de link weg."
    message = f"De link “{it.words}” gaat nergens heen: {typed}."
    return Fault(message, hint, new=meant or "", leads_nowhere=True)


def _withheld(site: Site, it: Target, destination: Destination, file: str) -> Fault:
    item = next((item for item in site.withheld if item.document is destination.document), None)
    if item is None or item.until is None:
        path = item.document.path if item else file
        hint = f"Haal `concept: ja` weg uit `{path}`, of noem dat bestand hier nog niet."
        return Fault(f"`{it.target}` is nog een concept en staat niet op de site.", hint)
    message = f"`{it.target}` staat pas op {date_in_words(item.until.date())} op de site."
    return Fault(message, "Publiceer deze tekst niet eerder, of noem dat bestand hier nog niet.")


def _unfit(it: Target, destination: Destination) -> Fault | None:
    """Say what is wrong with a thing that is there, but is not what is needed."""
    document, media = destination.document, destination.media
    if destination.kind in {DestinationKind.EXTERNAL, DestinationKind.DIRECT}:
        message, new = f"`{it.target}` staat op een andere website.", it.target if it.is_played else ""
        hint = f"Zet het zelf in `content/media/` en noem het hier zo: `/media/{file_name(it.target)}`."
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
