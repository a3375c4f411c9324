"""Links: each has text that makes sense by itself, and leads straight to its page without a login."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from avksite.content.body import Image, walk
from avksite.content.detours import find_detour
from avksite.kinds.base import Document, Target, texts
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Place, Problem, Rule
from avksite.site import Destination, DestinationKind, Site

SAYS_NOTHING = Rule("link-leeg", ERROR, "De tekst van een link zegt waar de link naartoe gaat.", "2.4.4")
AMBIGUOUS = Rule("link-dubbelzinnig", WARNING, "Links met dezelfde tekst gaan naar dezelfde plek.", "2.4.9")
BARE = Rule("link-kaal", WARNING, "Een link is een tekst, geen webadres.", "2.4.4")
WHOLE_SENTENCE = Rule("link-zin", HINT, "Een link is een paar woorden, geen hele zin.", "2.4.4")
DETOUR = Rule("link-omweg", WARNING, "Een link gaat recht naar de pagina, en houdt niet bij wie er klikt.")
INSIDERS_ONLY = Rule("link-besloten", WARNING, "Elke link gaat open voor iedereen, ook zonder in te loggen.")

MOST_WORDS = 12
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
_PUNCTUATION = " .:;,!?…→>»«<“”\"'()"
"""Punctuation around words, which screen readers skip."""
_BARE = regex(r"https?://\S+|www\.[^\s/]+/\S+", re.IGNORECASE)
_SCHEME = regex(r"https?://", re.IGNORECASE)
_PATH = regex(r"/|\.(?:md|html?|pdf|docx?|xlsx?|pptx?)$")
_BY_BROWSER = "Open de link, en neem het adres over dat dan boven in je browser staat."


_COPY = "Haal het bestand daar op, zet het in `content/media/`, en link naar `/media/naam-van-het-bestand.pdf`."
_SHOWN = "Link naar de pagina zoals een lezer die ziet: open de site in een venster waarin je niet bent ingelogd."
_FILM = "Link naar de film zelf, zoals `https://www.youtube.com/watch?v=…`."
_BOARD = "een plek van een team"
_AWAY = "Zet wat een lezer moet weten in de tekst zelf, en haal de link weg."


_CLOSED = (
    (r"(?:[^/]+\.)?sharepoint\.(?:com|us|de)(?:/.*)?", "een bestand of map in SharePoint of OneDrive", _COPY),
    (r"(?:onedrive\.live\.com|1drv\.ms|[^/]+\.onedrive\.com)(?:/.*)?", "een bestand of map in OneDrive", _COPY),
    (r"(?:office|microsoft365)\.com/.+|m365\.cloud\.microsoft/.+", "een bestand in Microsoft 365", _COPY),
    (r"drive\.google\.com(?:/.*)?", "een bestand of map in Google Drive", _COPY),
    (
        r"docs\.google\.com/(?! forms/.*viewform | [^?]*/pub(?:html)?(?:$|\?) ).+",  # a form, and what is published
        "een document in Google Drive",
        _COPY,
    ),
    (r"dropbox\.com/.+", "een bestand of map in Dropbox", _COPY),
    (r"(?:[^/]+\.)?box\.com/(?:s|file|folder|v)/.+", "een bestand of map in Box", _COPY),
    (r"(?:[^/]+\.)?icloud\.com/.+", "een bestand in iCloud", _COPY),
    (r"we\.tl/.+ | wetransfer\.com/downloads/.+", "een bestand in WeTransfer, dat na een paar dagen weg is", _COPY),
    (
        r"teams\.(?:microsoft\.com|live\.com|cloud\.microsoft)/(?! l/meetup-join | meet/ | dl/ ).+",  # all may meet
        "een plek in Teams",
        _AWAY,
    ),
    (r"app\.slack\.com/.+ | [^/]+\.slack\.com/(?:archives|files)/.*", "een plek in Slack", _AWAY),
    (r"trello\.com/[bc]/.+ | app\.asana\.com/.+ | [^/]+\.(?:monday\.com/boards|atlassian\.net)/.+", _BOARD, _AWAY),
    (r"canva\.com/design/.+/edit.* | miro\.com/app/.+", "een ontwerp waar je aan werkt", _COPY),
    (r"outlook\.(?:office|office365|live)\.com(?:/.*)? | mail\.google\.com(?:/.*)?", "jouw eigen postvak", _AWAY),
    (r"calendar\.google\.com/calendar/(?: u/ | r | event\?action=EDIT ).*", "jouw eigen agenda", _AWAY),
    (r"studio\.youtube\.com(?:/.*)? | youtube\.com/(?:my_videos|upload).*", "het beheer van YouTube", _FILM),
    (
        r"""
        [^/]+/ (?:.*/)? (?: wp-admin | wp-login\.php ) (?:[/?].*)?
        | [^/]+/ (?: admin | administrator | umbraco | typo3 | user/login ) (?:[/?].*)?
        | [^/]+/ [^?]* \? (?:.*&)? (?: preview=true | preview_id= ) .*
        | [^/]+/ (?:.*/)? node/\d+/edit .*
        """,
        "het beheer van een website",
        _SHOWN,
    ),
    (
        r"(?:intranet|extranet|webmail)\.[^/]+(?:/.*)? | login\.microsoftonline\.com/.* | accounts\.google\.com/.*",
        "een plek waar je moet inloggen",
        _AWAY,
    ),
)
"""Addresses that need a login: the pattern, what they are, and what to do instead."""
_ANY_CLOSED = regex(
    "|".join(f"(?P<_{n}>{pattern})" for n, (pattern, *_) in enumerate(_CLOSED)), re.IGNORECASE | re.VERBOSE
)


class _Link(NamedTuple):
    """A link as a reader hears it in a list of links."""

    text: str
    target: str
    place: Place

    @property
    def said(self) -> str:
        """Its words to compare: in lower case, without punctuation around them."""
        return " ".join(self.text.casefold().split()).strip(_PUNCTUATION)


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Check the words of every link in a text, with buttons and downloads, and every web address."""
    links = tuple(_links(document))
    yield from (problem for link in links for problem in _words(link))
    yield from _ambiguous(site, document, links)
    for typed in document.body.links:
        if (words := len(typed.text.split())) > MOST_WORDS:
            hint = "Zet de haken alleen om de woorden die zeggen waar de link heen gaat."
            message, place = f"Deze link heeft {words} woorden.", Place(document.path, typed.line)
            yield Problem(WHOLE_SENTENCE, place, message, hint, about=typed.text)
    for it in document.targets:
        yield from _address(site, it, site.resolve(it.path, it.target))


def check(site: Site) -> Iterator[Problem]:
    """Check every web address in site.yaml."""
    for it, destination in site.links_in_settings:
        yield from _address(site, it, destination)
    for loc, text in texts(site.config):
        if text.startswith("http"):
            yield from _detour(site, text, site.content.settings.place(*loc))


def _address(site: Site, it: Target, destination: Destination) -> Iterator[Problem]:
    yield from _detour(site, it.target.strip(), it.place)
    if destination.kind is DestinationKind.EXTERNAL:
        yield from _closed_to_most(destination.address, it.place)


def _links(document: Document) -> Iterator[_Link]:
    """Yield the links of a text; the words of one around an image are its alt text."""
    for link in document.body.links:
        pictures = [node for node in walk(link.children) if isinstance(node, Image)]
        # A picture without words is reported as such.
        if all(picture.alt or picture.decorative for picture in pictures):
            text = link.text or " ".join(it.alt for it in pictures)
            yield _Link(text, link.target, Place(document.path, link.line))
    for block in document.body.blocks:
        target = block.option({"knop": "naar", "download": "bestand"}.get(block.name, ""))
        if target and block.title:
            yield _Link(block.title, target, Place(document.path, block.line))


def _words(link: _Link) -> Iterator[Problem]:
    text = link.text
    if not link.said:
        hint = f"Zet tussen de haken waar de link heen gaat: `[…]({link.target})`."
        fix = Fix("[]", "[…]", to_fill=True)
        yield Problem(SAYS_NOTHING, link.place, f"Deze link naar `{link.target}` heeft geen tekst.", hint, fix=fix)
    elif link.said in NOTHING_SAID:
        hint = "Maak een link van de woorden die het zeggen. Dus niet “klik hier”, maar “meld je aan voor het congres”."
        yield Problem(SAYS_NOTHING, link.place, f"“{text}” zegt niet waar de link naartoe gaat.", hint, about=text)
    elif _is_address(link):
        detour = find_detour(link.target)  # one that names a person is not repeated
        shown, target = (detour.real.partition("?")[0] or "…",) * 2 if detour else (text, link.target)
        hint = f"Schrijf wat daar te vinden is: `[de naam van de site]({target})`."
        yield Problem(BARE, link.place, f"Deze link is een webadres: `{shown}`.", hint, about=shown)


def _is_address(link: _Link) -> bool:
    """Return whether the words of a link are an address; the bare name of a site is a name."""
    text, target = (_SCHEME.sub("", it.strip()).rstrip("/").casefold() for it in (link.text, link.target))
    is_path = text.lstrip("/") == target.lstrip("/") and _PATH.search(text) is not None
    return _BARE.fullmatch(link.text) is not None or (is_path and "@" not in text)


def _ambiguous(site: Site, document: Document, links: Iterable[_Link]) -> Iterator[Problem]:
    """Report every link of those with equal words and different destinations: an author needs each line.

    Links without a target count as different destinations.
    """
    same_words: defaultdict[str, list[_Link]] = defaultdict(list)
    for link in links:
        same_words[link.said].append(link)
    for said, same in same_words.items():
        if len(same) > 1 and said and said not in NOTHING_SAID:
            found = [site.resolve(document.path, link.target) for link in same]
            places = {(it.kind, it.address, it.fragment, it.document.path if it.document else "") for it in found}
            for link in same if len(places) > 1 or found[0].kind is DestinationKind.NOWHERE else ():
                message = f"{len(same)} links op deze pagina heten “{link.text}”. Zo zijn ze niet uit elkaar te houden."
                hint = f"Zet in elke link erbij waar die over gaat, bijvoorbeeld “{link.text} over …”."
                yield Problem(AMBIGUOUS, link.place, message, hint, about=link.text)


def _detour(site: Site, address: str, place: Place) -> Iterator[Problem]:
    """Report a detour, without the address itself, which may contain personal data."""
    if detour := find_detour(address):
        real = site.within(detour.real)
        hint = f"Typ het echte adres: `{real}`." if real else _BY_BROWSER
        fix = Fix(address, real, is_safe=True) if real else None
        yield Problem(DETOUR, place, detour.what, hint, fix=fix, about=detour.parameter or address)


def _closed_to_most(address: str, place: Place) -> Iterator[Problem]:
    bare = address.partition("://")[2].removeprefix("www.")
    if (closed := _ANY_CLOSED.fullmatch(bare)) and closed.lastgroup:
        _, what, instead = _CLOSED[int(closed.lastgroup[1:])]
        message = f"Deze link gaat naar {what}. Daar komt een lezer meestal niet in."
        yield Problem(INSIDERS_ONLY, place, message, instead, about=address, cause=address)
