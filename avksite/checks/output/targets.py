"""Whatever a text names is there: a page, a place on a page, a picture, a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from avksite.checks.output.anchors import ids_of
from avksite.checks.output.meant import anchor_meant, file_name, missing, page_in_words
from avksite.content.addresses import InsideError, NowhereError, read_target
from avksite.content.images import SUFFIXES
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words
from avksite.kinds.document import Named, Wanted
from avksite.problems import Fix, Misread, Problem, Rule, Severity, example
from avksite.rendering.artifact import path_of
from avksite.rendering.made_pages import LISTED
from avksite.site import Leads, located

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
    good=f"{_PAGE}![Een volle zaal luistert.](/media/zaal.svg)\n"
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n',
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


class Published:
    """What there is to lead to: files by their path, and the places on pages."""

    def __init__(self, site: Site, artifacts: Sequence[Artifact]) -> None:
        # What could not be made is told by itself, and links to it are sound.
        self._paths = {*(it.path for it in artifacts), *map(path_of, ("/", *site.by_address, *LISTED))}
        self._pages: dict[str, list[Artifact]] = {}
        for artifact in artifacts:
            if artifact.made.title:
                self._pages.setdefault(artifact.path, []).append(artifact)

    def has(self, address: str) -> bool:
        """Say whether something is at an address."""
        return path_of(address) in self._paths

    def ids(self, address: str) -> frozenset[str] | None:
        """Return the ids on a page, and of all pages that claim its address; None for what is no page."""
        pages = self._pages.get(path_of(address))
        return frozenset(id_ for page in pages for id_ in ids_of(page)) if pages else None


class Fault(NamedTuple):
    """The broken rule, what is wrong, and what to type instead."""

    rule: Rule
    message: str
    hint: str
    if_many: str = ""
    """What else to do when many texts name the same thing: then it was there before."""
    cause: str = ""
    """What is not there, when that is not the target by itself."""
    new: str = ""
    """What to type instead of the target, where that is certain."""


Known = dict[tuple[Wanted, bool, str], Fault]
"""What was said of each thing that is not there: to look for what was meant takes long, and once is enough."""


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at every target that was typed; what many texts name and is not there has one cause."""
    known: Known = {}
    made = Published(site, artifacts)
    faults = [(it, fault) for it in site.named if (fault := _fault(site, made, it, known)) is not None]
    causes = ["" if fault.rule is NOWHERE else fault.cause or _cause(site, it) for it, fault in faults]
    times = Counter((fault.rule.id, cause) for (_, fault), cause in zip(faults, causes, strict=True))
    for (it, fault), cause in zip(faults, causes, strict=True):
        is_many = cause and fault.if_many and times[fault.rule.id, cause] > 1
        hint = f"{fault.hint} {fault.if_many}" if is_many else fault.hint
        yield Problem(fault.rule, it.place, fault.message, hint, fix=_fix(site, it, fault.new), cause=cause)


def _fix(site: Site, it: Named, new: str) -> Fix | None:
    """Return the fix of a target: in a link of a text it stands between brackets, and may be empty."""
    document, old = site.by_path.get(it.place.path), it.target.strip()
    if it.is_played and new == old:
        return Fix("bestand", "adres")
    line = document.typed.split("\n")[it.place.line - 1] if document and new else ""
    if f"]({old})" in line:
        return Fix(f"]({old})", f"]({new})")
    return Fix(old, new) if old and new else None


def _cause(site: Site, it: Named) -> str:
    """Return one name for a target, from whichever text and in whichever way it was named."""
    place, _, fragment = site.within(it.target.strip()).partition("#")
    if not place or ":" in place:
        return f"{it.path}#{fragment}" if fragment and not place else place
    path = located(it.path, unquote(place.partition("?")[0])).removesuffix(".md")
    return f"{path}#{fragment}" if fragment else path


def _fault(site: Site, made: Published, it: Named, known: Known) -> Fault | None:
    target = site.within(it.target.strip())
    if it.wanted is Wanted.LINK and target in {"", "#"}:
        return _nowhere(site, it)
    try:
        read_target(target)
    except Misread as misread:
        return _misread(site, made, it, misread)
    return _at_destination(site, made, it, site.resolve(it.path, target), known)


def _at_destination(site: Site, made: Published, it: Named, destination: Destination, known: Known) -> Fault | None:
    target = site.within(it.target.strip())
    is_link = it.wanted is Wanted.LINK
    if destination.to is Leads.UNUSABLE:
        return None
    if is_link and destination.to in {Leads.EXTERNAL, Leads.DIRECT}:
        return _calendar_fault(site, made, it)
    if destination.to is Leads.WITHHELD:
        return Fault(RULE_OF[it.wanted], *_withheld(site, it, destination))
    if destination.to is Leads.NOWHERE or (destination.to is Leads.ADDRESS and not made.has(destination.address)):
        same = (it.wanted, it.is_web, _cause(site, it))
        if same not in known:
            known[same] = Fault(RULE_OF[it.wanted], *missing(site, it, target))
        return known[same]
    return _link_fault(site, made, it, destination) if is_link else _unfit(it, destination)


def _misread(site: Site, made: Published, it: Named, misread: Misread) -> Fault:
    """Say what is wrong with an address that no reader can open; one of a preview is a page of this site."""
    if isinstance(misread, NowhereError) and it.wanted is Wanted.LINK:
        return _nowhere(site, it)
    hint, new = misread.hint, misread.offer
    if isinstance(misread, InsideError):
        place = misread.rest.partition("?")[0] or "/"
        page = site.resolve(SITE, place)
        if page.document or page.media or (page.to is Leads.ADDRESS and made.has(page.address)):
            hint, new = f"Bedoel je de pagina van deze site? Typ `{place}`.", place
    return Fault(RULE_OF[it.wanted], misread.message, hint, new=new)


def _calendar_fault(site: Site, made: Published, it: Named) -> Fault | None:
    """Say that a calendar of this site to follow is not there."""
    scheme, _, rest = it.target.strip().partition(":")
    inside = site.within(f"https:{rest}") if scheme.lower() in {"webcal", "webcals"} else ""
    if not inside.startswith("/") or made.has(site.resolve(SITE, inside).address):
        return None
    return Fault(BROKEN, *missing(site, it, inside))


def _nowhere(site: Site, it: Named) -> Fault:
    typed = f"er staat `{_short(it.target)}`" if it.target.strip() else "er staat geen adres"
    meant = page_in_words(site, it.words)
    hint = f"Bedoel je `{meant}`?" if meant else "Zet er het adres van een pagina neer, of haal de link weg."
    return Fault(NOWHERE, f"De link “{it.words}” gaat nergens heen: {typed}.", hint, new=meant or "")


def _short(target: str) -> str:
    return target if len(target) <= MOST_SHOWN else f"{target[:MOST_SHOWN]}…"


def _withheld(site: Site, it: Named, destination: Destination) -> tuple[str, str]:
    item = next((item for item in site.withheld if item.document is destination.document), None)
    if item is None or item.until is None:
        path = item.document.path if item else it.target
        hint = f"Haal `concept: ja` weg uit `{path}`, of noem dat bestand hier nog niet."
        return f"`{it.target}` is nog een concept en staat niet op de site.", hint
    message = f"`{it.target}` staat pas op {date_in_words(item.until.date())} op de site."
    return message, "Publiceer deze tekst niet eerder, of noem dat bestand hier nog niet."


def _link_fault(site: Site, made: Published, it: Named, destination: Destination) -> Fault | None:
    document = site.by_path.get(it.path) if destination.to is Leads.HERE else destination.document
    if document is not None and document.address is None:
        message = f"De link “{it.words}” gaat naar `{it.target}`, maar die heeft geen eigen pagina."
        return Fault(BROKEN, message, f"Gebruik het blok `/// contact` met de regel `persoon: {document.id}`.")
    address = document.address if document is not None and document.address else destination.address
    anchor = unquote(destination.fragment)
    if not anchor or (document is not None and anchor in document.body.anchors):
        return None
    ids = made.ids(address)
    if ids is None or anchor in ids:
        return None
    page = it.target.partition("#")[0]
    message = f"{f'Op `{page}`' if page else 'Op deze pagina'} is geen kop of andere plek met de naam `#{anchor}`."
    hint, new = anchor_meant(page, anchor, document, ids)
    return Fault(BROKEN, message, hint, new=new)


def _unfit(it: Named, destination: Destination) -> Fault | None:
    """Say what is wrong with a thing that is there, but is not what is needed."""
    rule, document, media = RULE_OF[it.wanted], destination.document, destination.media
    if destination.to in {Leads.EXTERNAL, Leads.DIRECT}:
        hint = f"Zet het zelf in `content/media/` en noem het hier zo: `/media/{file_name(it.target)}`."
        if it.is_played:
            hint = f"Typ `adres: {it.target}` in plaats van `bestand: …`."
        return Fault(rule, f"`{it.target}` staat op een andere website.", hint, new=it.target if it.is_played else "")
    if it.wanted in {Wanted.TEXT, Wanted.EITHER} and document is not None and document.address:
        return None
    if it.wanted is Wanted.TEXT:
        hint = "Noem een tekst die een eigen pagina heeft: een bestand dat op `.md` eindigt."
        message = f"Achter `{it.words}` hoort een tekst met een eigen pagina. Dat is `{it.target}` niet."
        return Fault(rule, message, hint)
    if media is None:
        hint = "Noem een bestand, zoals `/media/verslag.pdf`, of maak in de tekst een link naar die pagina."
        return Fault(rule, f"`{it.target}` is een pagina, geen {it.wanted.value}.", hint)
    # What is wrong with the file itself is told there.
    if it.wanted is Wanted.PICTURE and media.is_sound and not media.path.endswith(SUFFIXES):
        hint = "Zet er een jpg, png, webp, avif, gif of svg neer, of maak er een link van."
        return Fault(rule, f"`{it.target}` is geen afbeelding.", hint)
    return None
