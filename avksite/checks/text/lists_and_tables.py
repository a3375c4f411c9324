"""Lists and tables: their parts are set alike and have names, so that a reader knows where each of them belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.body import Image, List, Table, walk
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.content.body import Item, Row
    from avksite.kinds.base import Document

_ROWS = "| --- | --- |\n| Emmen | dinsdag |\n"
_GOOD = f"Tabel: Waar we zijn\n\n| Plaats | Dag |\n{_ROWS}"

MIXED = Rule(
    id="lijst-stijl",
    severity=Severity.HINT,
    promise="De punten van een lijst eindigen op dezelfde manier.",
    why="Het leest rustiger. En voorleessoftware laat na elk punt even lang stil.",
    bad="- een plan maken;\n- partners vragen,\n- beginnen\n",
    good="- een plan maken\n- partners vragen\n- beginnen\n",
)
UNEVEN = Rule(
    id="lijst-ongelijk",
    severity=Severity.HINT,
    promise="De punten van een lijst beginnen op dezelfde manier.",
    why="Elk punt maakt de zin boven de lijst af. Begint er één anders, dan klopt de zin niet meer.",
    bad="Wij vinden dat:\n\n- gezinnen hulp krijgen\n- gezinnen zelf kiezen\n- dat gezinnen rust hebben\n",
    good="Wij vinden dat:\n\n- gezinnen hulp krijgen\n- gezinnen zelf kiezen\n- gezinnen rust hebben\n",
)
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

RULES = (MIXED, UNEVEN, WITHOUT_HEAD, EMPTY_COLUMN, WIDE, WITHOUT_TITLE)

LEAST_ITEMS = 3
"""Of two items, neither is the odd one out."""
MOST_COLUMNS = 4
_OPENERS = frozenset({"dat", "om", "het", "door"})
_FIRST_WORDS = re.compile(r"\W*(?P<first>\w+(?:[-’]\w+)*)(?:\W+(?P<second>\w+(?:[-’]\w+)*))?")
_ENDS = (";", ",")


def check(document: Document) -> Iterator[Problem]:
    """Look at how the items of every list begin and end, and at the columns of every table."""
    for found in document.body.of(List):
        items = [item for item in found.children if item.text]
        yield from _ends(items, document.path)
        yield from _starts(items, document.path)
    for table in document.body.of(Table):
        yield from _table(table, Place(document.path, table.line))


def _ends(items: Sequence[Item], path: str) -> Iterator[Problem]:
    """Report items that end in different ways; the last one may have a full stop."""
    *ends, last = [item.text[-1] if item.text.endswith(_ENDS) else "" for item in items] or [""]
    if len(set(ends)) > 1 or (last and ends and last not in ends):
        message = "De punten van deze lijst eindigen niet op dezelfde manier."
        hint = "Haal achter elk punt de puntkomma of de komma weg. Een zin houdt zijn punt."
        yield Problem(MIXED, Place(path, items[0].line), message, hint)


def _starts(items: Sequence[Item], path: str) -> Iterator[Problem]:
    """Report the one item that puts a word before the word that all others begin with."""
    starts = [(item, found) for item in items if (found := _FIRST_WORDS.match(item.text.lower()))]
    odd = [(item, found) for item, found in starts if found["first"] in _OPENERS]
    if len(starts) < LEAST_ITEMS or len(odd) != 1:
        return
    item, found = odd[0]
    first, second = found["first"], found["second"]
    if {other["first"] for _, other in starts if other is not found} == {second}:
        message = f"Dit punt begint met “{first}”, en de andere punten beginnen met “{second}”."
        hint = f"Laat “{first}” weg: begin met “{second}”."
        yield Problem(UNEVEN, Place(path, item.line), message, hint, fix=Fix(f"{first} {second}", second))


def _table(table: Table, place: Place) -> Iterator[Problem]:
    head, rows = table.head.children, table.rows
    filled = [any(_holds_something(row, number) for row in rows) for number in range(len(head))]
    if not any(cell.text for cell in head):
        message = "De kolommen van deze tabel hebben geen naam."
        yield Problem(WITHOUT_HEAD, place, message, "Zet in de bovenste rij boven elke kolom wat eronder staat.")
    for number, cell in enumerate(head, start=1):
        # The corner above the names of the rows may be empty.
        if not cell.text and number > 1 and filled[number - 1] and any(cell.text for cell in head):
            message = f"Kolom {number} van deze tabel heeft geen naam."
            hint = f"Zet in de bovenste rij, boven kolom {number}, wat eronder staat."
            yield Problem(WITHOUT_HEAD, place, message, hint)
        if rows and not filled[number - 1]:
            name = f"“{cell.text}”" if cell.text else f"{number}"
            message = f"Kolom {name} van deze tabel is leeg."
            yield Problem(EMPTY_COLUMN, place, message, "Haal de kolom weg, of vul de kolom in.")
    if len(head) > MOST_COLUMNS:
        hint = "Maak er twee tabellen van, draai rijen en kolommen om, of maak er een lijst van."
        yield Problem(WIDE, place, f"Deze tabel heeft {len(head)} kolommen.", hint)
    if table.caption is None:
        hint = "Zet erboven, met een lege regel ertussen: `Tabel: wat erin staat`."
        yield Problem(WITHOUT_TITLE, place, "Boven deze tabel staat geen titel.", hint)


def _holds_something(row: Row, number: int) -> bool:
    """Say whether a cell of a row has words or a picture in it: who sees the picture hears its words."""
    cells = row.children[number : number + 1]
    return any(cell.text or any(isinstance(node, Image) for node in walk(cell.children)) for cell in cells)
