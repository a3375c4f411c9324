"""A link opens for everybody: not only for who may log in somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.addresses import Sort, read_target
from avksite.problems import Misread, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.site import Site

INSIDERS_ONLY = Rule(
    id="link-besloten",
    severity=Severity.WARNING,
    promise="Elke link gaat open voor iedereen, ook zonder in te loggen.",
    why="Jij bent ingelogd, dus bij jou werkt de link. Een lezer ziet een inlogscherm, of leest dat hij er niet bij "
    "mag. Een gedeeld bestand is ook weg zodra iemand het verplaatst.",
    bad="Lees [het plan](https://voorbeeld.sharepoint.com/sites/team/plan.docx).\n",
    good="Lees [het plan](https://www.voorbeeld.nl/plan).\n",
)

RULES = (INSIDERS_ONLY,)


class _Place(NamedTuple):
    """Addresses of one sort that open for few: how one looks, what it is, and what to do instead."""

    pattern: re.Pattern[str]
    what: str
    instead: str


_COPY = "Haal het bestand daar op, zet het in `content/media/`, en link naar `/media/naam-van-het-bestand.pdf`."
_SHOWN = "Link naar de pagina zoals een lezer die ziet: open de site in een venster waarin je niet bent ingelogd."
_FILM = "Link naar de film zelf, zoals `https://www.youtube.com/watch?v=…`."
_BOARD = "een plek van een team"
_AWAY = "Zet wat een lezer moet weten in de tekst zelf, en haal de link weg."


def _place(pattern: str, what: str, instead: str) -> _Place:
    return _Place(re.compile(pattern, re.IGNORECASE | re.VERBOSE), what, instead)


_PLACES = (
    _place(r"(?:[^/]+\.)?sharepoint\.(?:com|us|de)(?:/.*)?", "een bestand of map in SharePoint of OneDrive", _COPY),
    _place(r"(?:onedrive\.live\.com|1drv\.ms|[^/]+\.onedrive\.com)(?:/.*)?", "een bestand of map in OneDrive", _COPY),
    _place(r"(?:office|microsoft365)\.com/.+|m365\.cloud\.microsoft/.+", "een bestand in Microsoft 365", _COPY),
    _place(r"drive\.google\.com(?:/.*)?", "een bestand of map in Google Drive", _COPY),
    _place(
        r"docs\.google\.com/(?! forms/.*viewform | [^?]*/pub(?:html)?(?:$|\?) ).+",  # a form, and what is published
        "een document in Google Drive",
        _COPY,
    ),
    _place(r"dropbox\.com/.+", "een bestand of map in Dropbox", _COPY),
    _place(r"(?:[^/]+\.)?box\.com/(?:s|file|folder|v)/.+", "een bestand of map in Box", _COPY),
    _place(r"(?:[^/]+\.)?icloud\.com/.+", "een bestand in iCloud", _COPY),
    _place(
        r"we\.tl/.+ | wetransfer\.com/downloads/.+", "een bestand in WeTransfer, dat na een paar dagen weg is", _COPY
    ),
    _place(
        r"teams\.(?:microsoft\.com|live\.com|cloud\.microsoft)/(?! l/meetup-join | meet/ | dl/ ).+",  # all may meet
        "een plek in Teams",
        _AWAY,
    ),
    _place(r"app\.slack\.com/.+ | [^/]+\.slack\.com/(?:archives|files)/.*", "een plek in Slack", _AWAY),
    _place(
        r"trello\.com/[bc]/.+ | app\.asana\.com/.+ | [^/]+\.(?:monday\.com/boards|atlassian\.net)/.+", _BOARD, _AWAY
    ),
    _place(r"canva\.com/design/.+/edit.* | miro\.com/app/.+", "een ontwerp waar je aan werkt", _COPY),
    _place(r"outlook\.(?:office|office365|live)\.com(?:/.*)? | mail\.google\.com(?:/.*)?", "jouw eigen postvak", _AWAY),
    _place(r"calendar\.google\.com/calendar/(?: u/ | r | event\?action=EDIT ).*", "jouw eigen agenda", _AWAY),
    _place(r"studio\.youtube\.com(?:/.*)? | youtube\.com/(?:my_videos|upload).*", "het beheer van YouTube", _FILM),
    _place(
        r"""
        [^/]+/ (?:.*/)? (?: wp-admin | wp-login\.php ) (?:[/?].*)?
        | [^/]+/ (?: admin | administrator | umbraco | typo3 | user/login ) (?:[/?].*)?
        | [^/]+/ [^?]* \? (?:.*&)? (?: preview=true | preview_id= ) .*
        | [^/]+/ (?:.*/)? node/\d+/edit .*
        """,
        "het beheer van een website",
        _SHOWN,
    ),
    _place(
        r"(?:intranet|extranet|webmail)\.[^/]+(?:/.*)? | login\.microsoftonline\.com/.* | accounts\.google\.com/.*",
        "een plek waar je moet inloggen",
        _AWAY,
    ),
)
"""Where a share or a screen of one's own is copied from."""


def check(site: Site) -> Iterator[Problem]:
    """Look at every web address that was typed, as far as it leads to another site."""
    for it in site.named:
        try:
            read = read_target(site.within(it.target.strip()))
        except Misread:  # told by itself
            continue
        if read.sort is Sort.WEB and (place := _found(read.href)):
            message = f"Deze link gaat naar {place.what}. Daar komt een lezer meestal niet in."
            yield Problem(INSIDERS_ONLY, it.place, message, place.instead, cause=read.href)


def _found(address: str) -> _Place | None:
    bare = address.partition("://")[2].removeprefix("www.")
    return next((place for place in _PLACES if place.pattern.fullmatch(bare)), None)
