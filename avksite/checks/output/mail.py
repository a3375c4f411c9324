"""The newsletter in the mailbox: light enough to arrive whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from avksite.dutch.formatting import date_in_words, whole_kilobytes
from avksite.kinds.newsletter import NEWSLETTER
from avksite.problems import Place, Problem, Rule, Severity
from avksite.rendering.edition import MOST_ITEMS, due_in, edition_before, is_chosen

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.kinds.newsletter import Edition
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site


def _edition(letter: str, front: str = "") -> str:
    return (
        "-- content/nieuwsbrieven/mei.md --\n---\ntitel: Nieuwsbrief van mei\nonderwerp: Wat er in mei gebeurt\n"
        f"voorbeeldtekst: Kom naar de open dag.\ndatum: 1 mei 2024\nberichten: automatisch\n{front}---\n{letter}\n"
    )


def _with_table(rows: int) -> str:
    """Return an edition with a wide table, as one pastes it from a spreadsheet."""
    columns = 60
    table = "|dag" * columns + "|\n" + "|-" * columns + "|\n" + ("|1" * columns + "|\n") * rows
    return _edition(f"Tabel: Alle dagen\n\n{table}", "niet-melden: [tabel-breed: zo komt hij uit het rekenblad]\n")


TOO_BIG = Rule(
    id="mail-groot",
    severity=Severity.ERROR,
    promise="Een mail is kleiner dan 102 kB.",
    why="Gmail knipt van een grotere mail het einde af. Daar staat de link om je af te melden, en die moet er zijn.",
    bad=_with_table(rows=24),
    good=_with_table(rows=1),
)

HEAVY = Rule(
    id="mail-zwaar",
    severity=Severity.WARNING,
    promise="Een mail is liever kleiner dan 60 kB.",
    why="Een zware mail komt langzaam binnen op een oude telefoon, en zit dicht bij de grens van 102 kB.",
    bad=_with_table(rows=9),
    good=_with_table(rows=1),
)

_POSTS = "".join(
    f"-- content/nieuws/2024/bericht-{number}.md --\n---\ntitel: Bericht {number}\nkort: Er is nieuws.\n"
    f"datum: {number} april 2024\n---\nTot gauw!\n"
    for number in range(1, MOST_ITEMS + 2)
)

TOO_MUCH = Rule(
    id="mail-veel",
    severity=Severity.WARNING,
    promise=f"Een nieuwsbrief die zichzelf vult, brengt hooguit {MOST_ITEMS} berichten.",
    why="Een langere mail leest niemand uit, en Gmail knipt het einde eraf. Daar staat de link om je af te melden.",
    bad=_edition("Dag allemaal!") + _POSTS,
    good=_edition("Dag allemaal!") + _edition("Dag allemaal!").replace("mei", "april") + _POSTS,
)

RULES = (TOO_BIG, HEAVY, TOO_MUCH)

WARN_BYTES = 60_000
MOST_BYTES = 102_000
"""Gmail cuts off what comes after some 102 kB, and with it the link to unsubscribe."""

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_FOOT = 'class="voet"'
_TAG = re.compile(r"<[^>]+>")
_LIGHTER = "Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal."


def weights(html: str) -> tuple[tuple[str, int], ...]:
    """Return the words of every heading, and the bytes from there to the next one, or to the foot of the mail."""
    found = [*_HEADING.finditer(html)]
    foot = html.find(_FOOT)
    ends = [*(heading.start() for heading in found[1:]), len(html) if foot < 0 else foot]
    pairs = zip(found, ends, strict=True)
    return tuple((_words(heading[2]), len(html[heading.start() : end].encode())) for heading, end in pairs)


def _words(inner: str) -> str:
    return " ".join(unescape(_TAG.sub("", inner)).split())


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Weigh the finished mail of every edition, and look at what it leaves out."""
    for edition in site.editions:
        yield from _left_out(site, edition)
    for artifact in artifacts:
        if artifact.is_mail:
            yield from _too_heavy(site, artifact)


def _left_out(site: Site, edition: Document[Edition]) -> Iterator[Problem]:
    if is_chosen(edition) or site.content.sent.value.items_of(edition.id):
        return
    due = len(due_in(site, edition))
    if due > MOST_ITEMS:
        before = edition_before(site, edition)
        since = f"na de nieuwsbrief van {date_in_words(before.entry.date)}" if before else "van vóór deze nieuwsbrief"
        message = f"Er zijn {due} berichten {since}, en er passen er {MOST_ITEMS} in een mail. De oudste blijven eruit."
        hint = "Is dat goed? Zet dan onder `berichten` zelf welke er meegaan, een op elke regel: `  - /nieuws/…`."
        yield Problem(TOO_MUCH, edition.place("berichten"), message, hint)


def _too_heavy(site: Site, artifact: Artifact) -> Iterator[Problem]:
    size = len(artifact.made.content)
    if size <= WARN_BYTES:
        return
    words, weight = max(weights(artifact.made.content.decode()), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    what = f" Het zwaarst is ‘{words}’, met {whole_kilobytes(weight)}." if weight else ""
    cut = "snijdt Gmail het einde eraf, met de link om af te melden"
    rule, most, then = (TOO_BIG, MOST_BYTES, cut) if size > MOST_BYTES else (HEAVY, WARN_BYTES, "wordt hij zwaar")
    message = f"De mail is {whole_kilobytes(size)}; boven {whole_kilobytes(most)} {then}.{what}"
    yield Problem(rule, _place(site, artifact.made_from, words), message, _LIGHTER)


def _place(site: Site, path: str, words: str) -> Place:
    """Return the line that names the item with this title; the letter itself, or what nobody chose, is the file's."""
    document = site.by_path[path]
    items = document.entry.items if NEWSLETTER.holds(document) else ()
    for number, item in enumerate(items):
        chosen = site.resolve(path, item).document
        if chosen is not None and " ".join(chosen.entry.title.split()) == words:
            return document.place("berichten", number)
    return Place(path, 1)
