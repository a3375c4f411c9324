"""Documents to download: a page serves more readers, and a PDF can serve more of them than it mostly does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.dutch.formatting import list_in_words
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.file_types import PdfFacts
    from avksite.site import Site

_LINK = "Lees [het verslag van de dag](/media/verslag.{ending}).\n-- content/media/verslag.{ending} --\n"
_PAGE = "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n"
# The least that is a PDF.
_PDF = (
    "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    "xref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n100\n%%EOF\n"
)
_GOOD = (
    f"{_PAGE}Lees [het verslag van de dag](/verslag.md).\n"
    "-- content/verslag.md --\n---\ntitel: Verslag\n---\nWij spraken over wonen.\n"
)

RATHER_A_PAGE = Rule(
    id="document-pagina",
    severity=Severity.HINT,
    promise="Wat op een pagina kan, staat op een pagina.",
    why="Een document is op een telefoon lastig te lezen. Het past zich niet aan, en voorlezen gaat vaak mis.",
    bad=f"{_PAGE}{_LINK.format(ending='docx').replace('.docx --', '.docx (word) --')}",
    good=_GOOD,
)
CLOSED = Rule(
    id="document-ontoegankelijk",
    severity=Severity.WARNING,
    promise="Een pdf heeft een titel, een taal en benoemde onderdelen.",
    why="Zonder die drie weet voorleessoftware niet hoe het document heet, in welke taal het is en wat een kop is.",
    bad=f"{_PAGE}{_LINK.format(ending='pdf')}{_PDF}",
    good=_GOOD,
)

RULES = (RATHER_A_PAGE, CLOSED)

DOCUMENTS = frozenset({"pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp"})
"""Endings of what people read as a text; a sheet with figures is something to work with."""


def check(site: Site) -> Iterator[Problem]:
    """Look at every document that a text offers."""
    documents = {path: media for path, media in site.published_media.items() if media.ending in DOCUMENTS}
    for it in site.named if documents else ():
        there = site.resolve(it.path, it.target).media
        media = documents.get(there.path) if there else None
        if media is None or not media.is_sound:  # one that is broken is told by itself
            continue
        name = media.path.rsplit("/", 1)[-1]
        missing = _missing(media.pdf) if media.pdf else []
        if media.ending == "pdf" and (media.pdf is None or media.pdf.is_locked):
            yield Problem(CLOSED, it.place, *_unreadable(name, is_locked=media.pdf is not None))
        elif missing:
            message = f"In `{name}` {'ontbreekt' if len(missing) == 1 else 'ontbreken'} {list_in_words(missing)}."
            hint = "Maak de pdf opnieuw vanuit Word: Bestand, Opslaan als, Pdf, Opties, en kies “Documentstructuur”. "
            hint += "Vul eerst bij Bestand, Info de titel in. Of maak er een gewone pagina van."
            yield Problem(CLOSED, it.place, message, hint)
        else:
            message = f"`{name}` is een document om te downloaden."
            hint = "Kan dit ook een gewone pagina zijn? Maak er dan een tekst van in `content/`, en link daarnaar."
            yield Problem(RATHER_A_PAGE, it.place, message, hint)


def _unreadable(name: str, *, is_locked: bool) -> tuple[str, str]:
    """Return what to say of a PDF that keeps what is in it to itself."""
    if is_locked:
        message = f"`{name}` zit op slot. Voorleessoftware kan er dan vaak niet bij."
        return message, "Bewaar de pdf opnieuw zonder wachtwoord of beveiliging. Of maak er een gewone pagina van."
    message = f"`{name}` kan ik niet openen: het bestand is stuk, of het is geen pdf."
    return message, "Maak de pdf opnieuw, of maak er een gewone pagina van."


def _missing(facts: PdfFacts) -> list[str]:
    parts = (("de titel", facts.title), ("de taal", facts.lang), ("wat een kop of een lijst is", facts.is_tagged))
    return [words for words, is_there in parts if not is_there]
