"""Files that texts name: documents that can be read, and pictures that stand still."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from avksite.content.images import SUFFIXES
from avksite.content.media import ENDINGS, MediaFile
from avksite.content.names import NAME, free_name, is_name, right_name
from avksite.dutch.formatting import list_in_words
from avksite.kinds.base import Wanted
from avksite.problems import ERROR, HINT, WARNING, Place, Problem, Rule, Severity
from avksite.site import Site

LOOSE = Rule("bestand-ongenoemd", WARNING, "Elk bestand in `content/` staat op de site omdat een tekst het noemt.")
MOVES = Rule("beeld-beweegt", ERROR, "Een afbeelding staat stil.", "2.2.2")
RATHER_A_PAGE = Rule("document-pagina", HINT, "Wat op een pagina kan, staat op een pagina.")
CLOSED = Rule("document-ontoegankelijk", WARNING, "Een pdf heeft een titel, een taal en benoemde onderdelen.")

DOCUMENTS = frozenset({"pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp"})
"""Endings of what people read as a text; a sheet with figures is something to work with."""


def check(site: Site) -> Iterator[Problem]:
    """Check the published files, where texts name them, and report those that no text names.

    A file that only a draft names is not reported. While any text cannot be parsed, its references are unknown, and no
    file is reported as unused.
    """
    yield from (problem for media in site.published_media.values() for problem in media.problems)
    loose = site.media.keys() - site.published_media.keys() - site.kept_back_media
    is_all_read = not site.unusable and site.drafts <= site.withheld.keys()
    for path in sorted(loose) if is_all_read else ():
        message = "Geen enkele tekst noemt dit bestand. Het komt dus niet op de site."
        yield Problem(LOOSE, Place(path, 1), message, _what_to_do(site.media[path], site.media))
    for it, destination in site.links:
        if (media := destination.media) is not None:
            yield from _document(media, it.place)
            # One that no text shows, is reported where it is led to.
            if media.moves and (it.wanted is Wanted.PICTURE or media.path not in site.shown_pictures):
                hint = "Zet er een stilstaande afbeelding voor in de plaats. "
                hint += "Moet het bewegen? Gebruik dan het blok `/// video`."
                yield Problem(MOVES, it.place, f"De afbeelding `{media.path}` beweegt.", hint)


def _what_to_do(media: MediaFile, taken: Collection[str]) -> str:
    away = "Haal het weg uit `content/`."
    # Only its name may keep a file from the site.
    faults = [it.rule for it in media.problems if it.rule != NAME and it.rule.severity is Severity.ERROR]
    if faults or media.ending not in ENDINGS:
        return away
    folder, _, name = media.path.removeprefix("content").rpartition("/")
    right = name if is_name(name) else free_name(media.path.rpartition("/")[0], right_name(name), taken)
    rename = f"Noem het `{right}`, en noem" if right != name else "Noem"
    named = f"{'!' if f'.{media.ending}' in SUFFIXES else ''}[…]({folder}/{right})"
    way = f"{rename} het in een tekst: `{named}`, met op de puntjes wat het is."
    return f"Hoort het niet op de site? {away} Hoort het er wel? {way}"


def _document(media: MediaFile, place: Place) -> Iterator[Problem]:
    """Report a document that is offered; one that is broken is reported by itself."""
    if media.ending not in DOCUMENTS or not media.is_intact:
        return
    rule, name, facts = CLOSED, media.path.rsplit("/", 1)[-1], media.pdf
    if media.ending == "pdf" and facts is None:
        message = f"`{name}` kan ik niet openen: het bestand is stuk, of het is geen pdf."
        hint = "Maak de pdf opnieuw, of maak er een gewone pagina van."
    elif facts is not None and facts.is_locked:
        message = f"`{name}` zit op slot. Voorleessoftware kan er dan vaak niet bij."
        hint = "Bewaar de pdf opnieuw zonder wachtwoord of beveiliging. Of maak er een gewone pagina van."
    elif facts is not None and not (facts.title and facts.lang and facts.is_tagged):
        parts = (("de titel", facts.title), ("de taal", facts.lang), ("wat een kop of een lijst is", facts.is_tagged))
        missing = [words for words, is_there in parts if not is_there]
        message = f"In `{name}` {'ontbreekt' if len(missing) == 1 else 'ontbreken'} {list_in_words(missing)}."
        hint = "Maak de pdf opnieuw vanuit Word: Bestand, Opslaan als, Pdf, Opties, en kies “Documentstructuur”. "
        hint += "Vul eerst bij Bestand, Info de titel in. Of maak er een gewone pagina van."
    else:
        rule, message = RATHER_A_PAGE, f"`{name}` is een document om te downloaden."
        hint = "Kan dit ook een gewone pagina zijn? Maak er dan een tekst van in `content/`, en link daarnaar."
    yield Problem(rule, place, message, hint, about=name)
