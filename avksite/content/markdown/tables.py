"""Tables: a line with the heads of the columns, a ruler, and a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from avksite.content.markdown.draft import TableDraft
from avksite.problems import Rule, Severity

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft, Line

FULL_ROW = Rule(
    id="tabel-rij",
    severity=Severity.ERROR,
    promise="Elke cel van een tabel staat onder een kop.",
    why="Een cel te veel hoort bij geen enkele kop. De lezer weet dan niet wat er staat.",
    bad="Tabel: Waar we zijn\n\n| Plaats | Datum |\n| --- | --- |\n| Zandberg | 28 oktober | 13.00 uur |\n",
    good="Tabel: Waar we zijn\n\n| Plaats | Datum | Tijd |\n| --- | --- | --- |\n"
    "| Zandberg | 28 oktober | 13.00 uur |\n",
    criterion="1.3.1",
)
RULES = (FULL_ROW,)


class _Rows(TableProcessor):
    """The library's tables, of which we use how it finds the cells of a row."""

    def cells(self, row: str) -> list[str]:
        """Return the cells of a row; signs at both ends, and those in code, part none."""
        self.border = True
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]  # the stubs leave it out
        return cells


_ROWS = _Rows(Markdown().parser, {})


def read_table(head: Line, ruler: str) -> TableDraft | None:
    """Read the two lines that a table begins with; None when they have another number of columns."""
    columns = _cells(ruler.rstrip(" "))
    heads = _cells(head.text.strip(" "))
    if len(heads) != len(columns):
        return None
    return TableDraft([(head.number, heads)], [_align(column.strip(" ")) for column in columns])


def read_row(table: TableDraft, row: Line, draft: Draft) -> None:
    """Add a row to a table; cells that are missing are empty, and those too many are told and kept in the last one."""
    cells = _cells(row.text.rstrip(" "))
    heads = len(table.align)
    if len(cells) > heads:
        message = f"Deze rij heeft {len(cells)} cellen, maar de tabel heeft {heads} koppen."
        hint = "Haal een cel weg, of maak een kop erbij. Typ voor een los streepje `\\|`."
        draft.report(FULL_ROW, row.number, message, hint)
        cells = [*cells[: heads - 1], " | ".join(cells[heads - 1 :])]
    table.rows.append((row.number, [*cells, *[""] * (heads - len(cells))]))


def _cells(row: str) -> list[str]:
    """Return the cells of a row; behind a backslash the sign that parts them is a sign of the cell (GFM 4.10)."""
    return [cell.strip(" ").replace("\\|", "|") for cell in _ROWS.cells(row)]


def _align(ruler: str) -> str:
    return {(True, True): "center", (False, True): "right"}.get((ruler.startswith(":"), ruler.endswith(":")), "")
