"""The newsletter in the mailbox: whole, accessible, and light enough to arrive whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from avksite.checks.output.mail_findings import MOST_BYTES, heaviest, mail_findings, mail_warnings
from avksite.dutch.formatting import date_in_words
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


_MAIL_WITHOUT_HEADING = (
    '-- templates/mail/edition.mjml --\n<mjml lang="nl" dir="ltr"><mj-head><mj-title>Mei</mj-title></mj-head>\n'
    "<mj-body><mj-section><mj-column><mj-text><p>Kom naar de open dag.</p></mj-text></mj-column></mj-section>\n"
    "</mj-body></mjml>\n"
)

BROKEN = Rule(
    id="mail-stuk",
    severity=Severity.ERROR,
    promise="Elke mail heeft één hoofdkop, een taal, en beschrijvingen bij afbeeldingen, en volgt niemand.",
    why="Een mail die weg is, is niet meer te herstellen. Wie hem laat voorlezen, moet er ook de weg in vinden.",
    bad=_edition("Dag allemaal!") + _MAIL_WITHOUT_HEADING,
    good=_edition("Dag allemaal!"),
    criterion="1.3.1",
)

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

RULES = (BROKEN, TOO_BIG, HEAVY, TOO_MUCH)

LIGHTER = "Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal."


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at the finished mail of every edition, and at what it leaves out."""
    for edition in site.editions:
        yield from _left_out(site, edition)
    for artifact in artifacts:
        if artifact.path.endswith("/mail.html"):
            yield from _problems(site, artifact)


def _left_out(site: Site, edition: Document[Edition]) -> Iterator[Problem]:
    if is_chosen(edition) or site.sent.items_of(edition.id):
        return
    due = len(due_in(site, edition))
    if due > MOST_ITEMS:
        before = edition_before(site, edition)
        since = f"na de nieuwsbrief van {date_in_words(before.entry.date)}" if before else "van vóór deze nieuwsbrief"
        message = f"Er zijn {due} berichten {since}, en er passen er {MOST_ITEMS} in een mail. De oudste blijven eruit."
        hint = "Is dat goed? Zet dan onder `berichten` zelf welke er meegaan, een op elke regel: `  - /nieuws/…`."
        yield Problem(TOO_MUCH, edition.place("berichten"), message, hint)


def _problems(site: Site, artifact: Artifact) -> Iterator[Problem]:
    place = Place(artifact.made_from, 1)
    html = artifact.made.content.decode()
    findings = mail_findings(html)
    if len(html.encode()) > MOST_BYTES:
        # The weight is the last thing found: a mail that is too heavy may be sound otherwise.
        *findings_, weight = findings
        findings = tuple(findings_)
        yield Problem(TOO_BIG, _heaviest(site, artifact), weight, LIGHTER)
    for finding in findings:
        hint = "Kijk eerst naar de andere fouten in dit bestand. Zijn die er niet, vraag dan wie de sjablonen beheert."
        yield Problem(BROKEN, place, finding, hint)
    for finding in mail_warnings(html):
        yield Problem(HEAVY, _heaviest(site, artifact), finding, LIGHTER)


def _heaviest(site: Site, artifact: Artifact) -> Place:
    """Return the line that names the heaviest item; the letter itself, or an item that nobody chose, is the file's."""
    document = site.by_path[artifact.made_from]
    words, _ = heaviest(artifact.made.content.decode())
    items = document.entry.items if NEWSLETTER.holds(document) else ()
    for number, item in enumerate(items if items != "automatisch" else ()):
        chosen = site.resolve(document.path, item).document
        if chosen is not None and " ".join(chosen.entry.title.split()) == words:
            return document.place("berichten", number)
    return Place(artifact.made_from, 1)
