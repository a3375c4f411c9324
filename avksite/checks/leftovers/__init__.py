"""Signs in the finished text that do nothing here: of other tools, of a link that is none, of a text not yet done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from avksite.checks.leftovers.signs import HALF_LINKS, NOT_DONE, SIGNS
from avksite.checks.leftovers.stretches import Finished
from avksite.problems import Place, Problem, Rule, Severity
from avksite.reading.markdown.draft import shortened
from avksite.reading.markdown.unfinished_links import UNFINISHED_LINK

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from avksite.checks.leftovers.signs import Sign
    from avksite.documents import Document
    from avksite.making.surroundings import Surroundings

FOREIGN = Rule(
    id="vreemd-teken",
    severity=Severity.WARNING,
    promise="In een tekst staan alleen tekens die hier iets doen.",
    why="Een teken van een ander programma doet hier niets. De lezer ziet het staan, of hoort het voorlezen.",
    bad="Neem ~~een lepel~~ een vork mee.\n",
    good="Neem een vork mee.\n",
)
FIELD = Rule(
    id="invulveld",
    severity=Severity.ERROR,
    promise="In een nieuwsbrief staan geen velden die een maildienst moet invullen.",
    why="De site maakt één brief voor iedereen. Niemand vult het veld in, of een dienst doet dat zelf.",
    bad="-- content/nieuwsbrieven/mei.md --\n---\ntitel: Nieuwsbrief van mei\nonderwerp: Wat er in mei gebeurt\n"
    "voorbeeldtekst: Kom naar de open dag.\ndatum: 1 mei 2024\nberichten: automatisch\n---\nDag {{voornaam}}!\n",
    good="-- content/nieuwsbrieven/mei.md --\n---\ntitel: Nieuwsbrief van mei\nonderwerp: Wat er in mei gebeurt\n"
    "voorbeeldtekst: Kom naar de open dag.\ndatum: 1 mei 2024\nberichten: automatisch\n---\nDag lezer!\n",
)
NOT_FINISHED = Rule(
    id="nog-niet-af",
    severity=Severity.WARNING,
    promise="Een tekst op de site is af.",
    why="De lezer ziet anders jouw eigen notitie, en mist wat er had moeten staan.",
    bad="We beginnen om TODO.\n",
    good="We beginnen om tien uur.\n",
)

RULES = (FOREIGN, FIELD, NOT_FINISHED)


class _Leftover(NamedTuple):
    found: re.Match[str]
    rule: Rule
    message: str
    hint: str
    row: Sign | None = None


def check(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Walk through all that a reader sees of a text, above it and in it; code is for showing signs, and stays."""
    del around
    finished = Finished(document)
    if not finished.text:
        return
    rows: set[tuple[Sign, int]] = set()
    for leftover in sorted(_leftovers(document, finished.text), key=lambda it: it.found.start()):
        line = finished.line(leftover.found)
        if line is None:
            continue
        if leftover.row is not None:
            index = finished.index(leftover.found.start())
            rows.add((leftover.row, index))
            if (leftover.row, index - 1) in rows:
                continue
        yield Problem(leftover.rule, Place(document.path, line), leftover.message, leftover.hint)


def _leftovers(document: Document, text: str) -> Iterator[_Leftover]:
    """Yield what is found; of two signs in one place only the first of the table."""
    taken = bytearray(len(text))
    is_letter = document.kind.name == "nieuwsbrief"
    for pattern in HALF_LINKS:
        for found in _free(pattern, text, taken):
            groups = found.groupdict()
            meant = f"{groups.get('bang') or ''}[{found['words'].strip()}]({found['to']})"
            what = "afbeelding" if groups.get("bang") else "link"
            message = f"`{shortened(found[0])}` lijkt een {what}, maar is er geen."
            yield _Leftover(found, UNFINISHED_LINK, message, f"Typ `{meant}`.")
    for sign in SIGNS:
        for found in _free(sign.pattern, text, taken):
            rule = FIELD if sign.is_field and is_letter else FOREIGN
            message = f"`{shortened(found[0])}` is {sign.whose}. Hier doet het niets."
            yield _Leftover(found, rule, message, _instead(sign, found), sign if sign.is_row else None)
    for found in _free(NOT_DONE, text, taken):
        message = f"Hier staat nog `{found[0]}`."
        hint = "Schrijf hier wat er moet staan, of zet `concept: ja` boven de tekst tot je hem af hebt."
        yield _Leftover(found, NOT_FINISHED, message, hint)


def _free(pattern: re.Pattern[str], text: str, taken: bytearray) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(text):
        start, end = found.span()
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            yield found


def _instead(sign: Sign, found: re.Match[str]) -> str:
    hint = sign.instead
    for name, group in found.groupdict().items():
        hint = hint.replace(f"<{name}>", (group or "").strip())
    return hint
