"""All documents become the site as it is at one moment, with the problems that only show from above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.documents import Document
from avksite.kinds import address_of
from avksite.problems import Place, Problem, Rule, Severity
from avksite.reading.front_matter import says_draft
from avksite.site import Site, Withheld

if TYPE_CHECKING:
    from avksite.reading.files import Content

SAME_ADDRESS = Rule(
    id="adres-dubbel",
    severity=Severity.ERROR,
    promise="Elke pagina heeft een eigen adres.",
    why="Twee bestanden voor één adres: dan zou een van de twee ongemerkt van de site verdwijnen.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
    "-- content/wonen/index.md --\n---\ntitel: Huizen\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
    "-- content/huizen.md --\n---\ntitel: Huizen\n---\nTekst.\n",
)
NO_HOME = Rule(
    id="homepage-ontbreekt",
    severity=Severity.ERROR,
    promise="De site heeft een homepage.",
    why="De homepage is waar de meeste lezers beginnen, en waar elke pagina naar terug verwijst.",
    bad="-- content/index.md --\n---\ntitel: Welkom\nconcept: ja\n---\nTekst.\n",
    good="-- content/index.md --\n---\ntitel: Welkom\n---\nTekst.\n",
)
RULES = (SAME_ADDRESS, NO_HOME)

HOME = "content/index.md"


def assemble(
    root: Path, content: Content, documents: Iterable[Document], now: datetime
) -> tuple[Site, tuple[Problem, ...]]:
    """Join all documents into the site as it is at one moment, with the problems that only show from above."""
    ordered = sorted(documents, key=lambda document: document.path)
    withheld = tuple(Withheld(d, _visible_from(d)) for d in ordered if not _is_visible(d, now))
    hidden = {item.document.path for item in withheld}
    published, problems = _one_file_an_address(d for d in ordered if d.path not in hidden)
    drafts = _drafts(content, ordered)
    site = Site(
        root=root,
        settings=content.settings,
        now=now,
        documents=published,
        withheld=withheld,
        media={item.path: item for item in content.media},
        facts={fact.id: fact for fact in content.facts},
        glossary=content.glossary,
        words=content.words,
        search_words=content.search_words,
        declared=content.declared,
        sent=content.sent,
        unusable=frozenset((*content.unreadable, *(s.path for s in content.sources)))
        - {d.path for d in ordered}
        - drafts,
        drafts=drafts,
    )
    return site, (*problems, *_homeless(site))


def _drafts(content: Content, documents: Iterable[Document]) -> frozenset[str]:
    """Return the paths of the drafts; of a text with faults in it, the one key that says so is read all the same.

    The home page is none: without it there is no site.
    """
    understood = {document.path: document.entry.draft for document in documents}
    drafts = {path for path, is_draft in understood.items() if is_draft}
    drafts |= {s.path for s in content.sources if s.path not in understood and says_draft(s.text)}
    drafts |= {problem.place.path for problem in content.problems if problem.in_draft}
    return frozenset(drafts - {HOME})


def _homeless(site: Site) -> tuple[Problem, ...]:
    if "/" in site.by_address or HOME in site.unusable or not (site.documents or site.withheld):
        return ()
    if any(item.document.path == HOME for item in site.withheld):
        message = "De homepage `content/index.md` is nog niet te zien, en zonder homepage is er geen site."
        return (Problem(NO_HOME, Place(HOME, 1), message, "Haal `concept: ja` of `publiceer: …` weg."),)
    message = "Er is geen homepage: `content/index.md` ontbreekt."
    hint = "Maak `content/index.md` met bovenaan `---`, `titel: …`, `---` en daaronder een korte tekst."
    return (Problem(NO_HOME, Place(HOME, 1), message, hint),)


def _visible_from(document: Document) -> datetime | None:
    moment = document.entry.publish_from
    return moment.start if moment is not None and not document.entry.draft else None


def _is_visible(document: Document, now: datetime) -> bool:
    moment = document.entry.publish_from
    return not document.entry.draft and (moment is None or moment.start <= now)


def _one_file_an_address(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    first: dict[str, Document] = {}
    published: list[Document] = []
    problems: list[Problem] = []
    for document in documents:
        address = address_of(document.path)
        if address is not None and address in first:
            problems.append(
                Problem(
                    SAME_ADDRESS,
                    Place(document.path, 1),
                    f"Het adres `{address}` hoort al bij `{first[address].path}`.",
                    "Geef een van de twee bestanden een andere naam.",
                )
            )
            continue
        if address is not None:
            first[address] = document
        published.append(document)
    return tuple(published), tuple(problems)
