"""Tables: every column has a name, and the whole has one too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.body import Image, Table, walk
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.content.body import Row
    from avksite.kinds.base import Document

_ROWS = "| --- | --- |\n| Emmen | dinsdag |\n"
_GOOD = f"Tabel: Waar we zijn\n\n| Plaats | Dag |\n{_ROWS}"

WITHOUT_HEAD = Rule(
    id="tabel-zonder-kop",
    severity=Severity.ERROR,
    promise="Elke kolom van een tabel heeft een naam.",
    why="Voorleessoftware zegt bij elke cel de naam van de kolom. Zonder naam hoort de lezer losse woorden. Cellen "
    "samenvoegen of een tabel in een tabel zetten kan hier niet: ook daar raakt een lezer de weg in kwijt.",
    bad=f"Tabel: Waar we zijn\n\n| | |\n{_ROWS}",
    good=_GOOD,
    criterion="1.3.1",
)
EMPTY_COLUMN = Rule(
    id="tabel-lege-kolom",
    severity=Severity.WARNING,
    promise="In elke kolom van een tabel staat iets.",
    why="Een lege kolom maakt de tabel breder, en voorleessoftware leest bij elke rij ‘leeg’ voor.",
    bad="Tabel: Waar we zijn\n\n| Plaats | Dag |\n| --- | --- |\n| Emmen | |\n| Borger | |\n",
    good=_GOOD,
    criterion="1.3.1",
)
WIDE = Rule(
    id="tabel-breed",
    severity=Severity.WARNING,
    promise="Een tabel heeft niet meer dan vier kolommen.",
    why="Op een telefoon past hij anders niet in beeld. De lezer moet dan heen en weer schuiven.",
    bad="Tabel: Het loket\n\n| Plaats | ma | di | wo | do |\n| --- | --- | --- | --- | --- |\n"
    "| Emmen | open | dicht | open | dicht |\n",
    good="Tabel: Wanneer het loket open is\n\n| Plaats | Dagen |\n| --- | --- |\n| Emmen | maandag, woensdag |\n",
    criterion="1.4.10",
)
WITHOUT_TITLE = Rule(
    id="tabel-zonder-titel",
    severity=Severity.HINT,
    promise="Boven een tabel staat wat erin staat.",
    why="Wie laat voorlezen, hoort zo eerst waar de tabel over gaat, en of hij hem wil horen.",
    bad=f"| Plaats | Dag |\n{_ROWS}",
    good=_GOOD,
    criterion="1.3.1",
)

RULES = (WITHOUT_HEAD, EMPTY_COLUMN, WIDE, WITHOUT_TITLE)

MOST_COLUMNS = 4


def check(document: Document) -> Iterator[Problem]:
    """Look at every table."""
    for table in document.body.of(Table):
        yield from _table(table, document.path)


def _table(table: Table, path: str) -> Iterator[Problem]:
    head, rows = table.head.children, table.rows
    place = Place(path, table.line)
    nameless = [number for number, cell in enumerate(head) if not cell.text]
    if len(nameless) == len(head):
        message = "De kolommen van deze tabel hebben geen naam."
        yield Problem(WITHOUT_HEAD, place, message, "Zet in de bovenste rij boven elke kolom wat eronder staat.")
    else:
        # The corner above the names of the rows may be empty.
        for number in nameless:
            if number and any(_holds_something(row, number) for row in rows):
                message = f"Kolom {number + 1} van deze tabel heeft geen naam."
                hint = f"Zet in de bovenste rij, boven kolom {number + 1}, wat eronder staat."
                yield Problem(WITHOUT_HEAD, place, message, hint)
    for number, cell in enumerate(head):
        if rows and not any(_holds_something(row, number) for row in rows):
            name = f"“{cell.text}”" if cell.text else f"{number + 1}"
            yield Problem(
                EMPTY_COLUMN, place, f"Kolom {name} van deze tabel is leeg.", "Haal de kolom weg, of vul de kolom in."
            )
    if len(head) > MOST_COLUMNS:
        message = f"Deze tabel heeft {len(head)} kolommen."
        hint = "Maak er twee tabellen van, draai rijen en kolommen om, of maak er een lijst van."
        yield Problem(WIDE, place, message, hint)
    if table.caption is None:
        hint = "Zet erboven, met een lege regel ertussen: `Tabel: wat erin staat`."
        yield Problem(WITHOUT_TITLE, place, "Boven deze tabel staat geen titel.", hint)


def _holds_something(row: Row, number: int) -> bool:
    """Say whether a cell of a row has words or a picture in it: who sees the picture hears its words."""
    if len(row.children) <= number:
        return False
    cell = row.children[number]
    return bool(cell.text) or any(isinstance(node, Image) for node in walk(cell.children))
