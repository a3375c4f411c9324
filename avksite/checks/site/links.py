"""The words of links: who hears only the links of a page, still knows where each one goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.content.body import Image, walk
from avksite.content.detours import find_detour
from avksite.content.images import SUFFIXES
from avksite.problems import Fix, Place, Problem, Rule, Severity
from avksite.site import Leads

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

SAYS_NOTHING = Rule(
    id="link-leeg",
    severity=Severity.ERROR,
    promise="De tekst van een link zegt waar de link naartoe gaat.",
    why="Veel lezers springen van link naar link. Zij horen dan alleen ‘klik hier’, en weten niet waarvoor.",
    bad="Wil je meedoen? [Klik hier](/index.md).\n",
    good="Wil je meedoen? [Lees wat je kunt doen](/index.md).\n",
    criterion="2.4.4",
)

AMBIGUOUS = Rule(
    id="link-dubbelzinnig",
    severity=Severity.WARNING,
    promise="Links met dezelfde tekst gaan naar dezelfde plek.",
    why="In een lijst met links staat dan twee keer hetzelfde. De lezer kan niet zien welke hij moet hebben.",
    bad="Op internet: [de uitleg over schulden](/leeraanbod/). Op papier: [de uitleg over schulden](/zoeken/).\n",
    good="Op internet: [de cursus over schulden](/leeraanbod/). Op papier: [de folder over schulden](/zoeken/).\n",
    criterion="2.4.9",
)

BARE = Rule(
    id="link-kaal",
    severity=Severity.WARNING,
    promise="Een link is een tekst, geen webadres.",
    why="Voorleessoftware leest een webadres letter voor letter voor. Een naam is korter en zegt meer.",
    bad="Kijk op https://www.nibud.nl/onderwerpen/schulden/.\n",
    good="Kijk bij [het Nibud over schulden](https://www.nibud.nl/onderwerpen/schulden/).\n",
    criterion="2.4.4",
)

_PAGE = "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n"
_PICTURE = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)
NO_EXCLAMATION = Rule(
    id="beeld-zonder-uitroepteken",
    severity=Severity.WARNING,
    promise="Een afbeelding in een tekst is te zien.",
    why="Zonder uitroepteken staat er een link. De lezer ziet de foto pas als hij klikt.",
    bad=f"{_PAGE}[Een volle zaal luistert.](/media/zaal.svg)\n{_PICTURE}",
    good=f"{_PAGE}![Een volle zaal luistert.](/media/zaal.svg)\n{_PICTURE}",
    criterion="1.1.1",
)
RULES = (SAYS_NOTHING, AMBIGUOUS, BARE, NO_EXCLAMATION)

NOTHING_SAID = frozenset(
    {
        "bekijk", "bekijk het", "bekijk het hier", "bekijk hier", "bekijk meer", "deze", "deze link", "deze pagina",
        "deze site", "deze website", "dit", "dit bericht", "dit document", "document", "download", "download hier",
        "downloaden", "ga", "ga naar", "ga verder", "hier", "hier klikken", "hierop", "info", "kijk hier", "klik",
        "klik door", "klik hier", "klik hier voor meer", "klik hier voor meer info", "klik hier voor meer informatie",
        "klik op deze link", "klik op de link", "lees", "lees dit", "lees door", "lees er meer over", "lees hier",
        "lees hier meer", "lees hier verder", "lees het", "lees het hier", "lees meer", "lees meer hierover",
        "lees verder", "link", "meer", "meer hierover", "meer info", "meer informatie", "meer lezen", "meer weten",
        "naar de pagina", "naar de site", "naar de website", "open", "pagina", "pdf", "pdf-bestand", "site", "verder",
        "verder lezen", "via deze link", "volg deze link", "website", "zie", "zie hier", "zie ook",
        "click here", "here", "learn more", "more", "more info", "more information", "read more", "this link",
    }
)  # fmt: skip
"""Whole texts of links that name no destination."""

NOWHERE = ("nowhere",)
"""Links that lead nowhere yet were each meant for a place of their own, so they never count as one place."""

_BARE = re.compile(r"https?://\S+|www\.[^\s/]+/\S+", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PATH = re.compile(r"/|\.(?:md|html?|pdf|docx?|xlsx?|pptx?)$")


@dataclass(frozen=True, slots=True)
class _Named:
    """A link as a reader hears it in a list of links."""

    text: str
    target: str
    line: int

    @property
    def said(self) -> str:
        """The words without what a voice leaves out."""
        return " ".join(self.text.casefold().split()).strip(" .:;,!?…→>»«<“”\"'()")


def check(site: Site) -> Iterator[Problem]:
    """Look at the words of every link in the texts, buttons and downloads included."""
    for document in site.documents:
        links = tuple(_links(document))
        for link in links:
            yield from _words(link, Place(document.path, link.line))
        yield from _lookalikes(site, document, links)
        yield from _pictures(document)


def _pictures(document: Document) -> Iterator[Problem]:
    """Report a link to a picture that is all a paragraph says: the exclamation mark before it was forgotten."""
    alone = {(passage.text, passage.line) for passage in document.body.passages if passage.kind == "paragraph"}
    for link in document.body.links:
        if link.target.lower().endswith(SUFFIXES) and (link.text, link.line) in alone:
            message = f"Hier staat een link naar een afbeelding: `[{link.text}]({link.target})`."
            hint = f"Typ `![{link.text}]({link.target})`."
            fix = Fix(f"[{link.text}]", f"![{link.text}]")
            yield Problem(NO_EXCLAMATION, Place(document.path, link.line), message, hint, fix=fix)


def _words(link: _Named, place: Place) -> Iterator[Problem]:
    if not link.said:
        message = f"Deze link naar `{link.target}` heeft geen tekst."
        hint = f"Zet tussen de haken waar de link heen gaat: `[…]({link.target})`."
        yield Problem(SAYS_NOTHING, place, message, hint, fix=Fix("[]", "[…]", to_fill=True))
    elif link.said in NOTHING_SAID:
        message = f"“{link.text}” zegt niet waar de link naartoe gaat."
        hint = "Maak een link van de woorden die het zeggen. Dus niet “klik hier”, maar “meld je aan voor het congres”."
        yield Problem(SAYS_NOTHING, place, message, hint)
    elif _is_address(link):
        detour = find_detour(link.target)  # one that names a person is not repeated
        shown, target = (detour.real.partition("?")[0] or "…",) * 2 if detour else (link.text, link.target)
        message = f"Deze link is een webadres: `{shown}`."
        yield Problem(BARE, place, message, f"Schrijf wat daar te vinden is: `[de naam van de site]({target})`.")


def _is_address(link: _Named) -> bool:
    """Tell whether a link says its own address; the bare name of a site is a name too."""
    text, target = (_SCHEME.sub("", it.strip()).rstrip("/").casefold() for it in (link.text, link.target))
    is_path = text.lstrip("/") == target.lstrip("/") and _PATH.search(text) is not None
    return _BARE.fullmatch(link.text) is not None or (is_path and "@" not in text)


def _lookalikes(site: Site, document: Document, links: Sequence[_Named]) -> Iterator[Problem]:
    """Report every link of a group with one text: an author who mends them needs the line of each."""
    groups: dict[str, list[_Named]] = {}
    for link in links:
        groups.setdefault(link.said, []).append(link)
    for said, group in groups.items():
        if len(group) == 1 or not said or said in NOTHING_SAID:
            continue
        destinations = {_destination(site, document, link) for link in group}
        if len(destinations) == 1 and NOWHERE not in destinations:
            continue
        for link in group:
            message = f"{len(group)} links op deze pagina heten “{link.text}”. Zo zijn ze niet uit elkaar te houden."
            hint = f"Zet in elke link erbij waar die over gaat, bijvoorbeeld “{link.text} over …”."
            yield Problem(AMBIGUOUS, Place(document.path, link.line), message, hint)


def _destination(site: Site, document: Document, link: _Named) -> tuple[str, ...]:
    destination = site.resolve(document.path, link.target)
    if destination.to is Leads.NOWHERE:
        return NOWHERE
    path = destination.document.path if destination.document else ""
    return (destination.to.value, destination.address, destination.fragment, path)


def _links(document: Document) -> Iterator[_Named]:
    """Yield the links of a text; one around a picture is heard by the picture's description."""
    for link in document.body.links:
        pictures = [node for node in walk(link.children) if isinstance(node, Image)]
        if all(picture.alt or picture.decorative for picture in pictures):  # a picture without words is told as such
            yield _Named(link.text.strip() or " ".join(it.alt for it in pictures), link.target, link.line)
    for block in document.body.blocks:
        target = block.options.get({"knop": "naar", "download": "bestand"}.get(block.name, ""))
        if isinstance(target, str) and block.title:
            yield _Named(block.title, target, block.line)
