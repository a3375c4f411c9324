"""Tables are the library's, but every row keeps its mark and all of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions.tables import TableProcessor

from avksite.problems import Rule, Severity
from avksite.reading.markdown.positions import MARK, marks_of, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from markdown.blockparser import BlockParser

    from avksite.reading.markdown.draft import Draft

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

CELLS = "cellen"
"""The attribute of a row that has more cells than the table has heads: how many were typed."""


class Tables(TableProcessor):
    """The library's tables."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block is a table; its ruler bears no mark."""
        header, newline, rest = block.partition("\n")
        ruler = rest.partition("\n")[0]
        if not newline or MARK.search(ruler):
            return False
        return super().test(parent, f"{unmarked(header)}\n{ruler}")

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(unmarked(row))  # type: ignore[attr-defined]  # the stubs leave it out
        super()._build_row(unmarked(row), parent, align)  # type: ignore[misc]  # as above
        built = parent[-1]
        for cell in built:
            # That sign parts cells, also in code; with a backslash it is a sign of the cell (GFM 4.10).
            cell.text = (cell.text or "").replace("\\|", "|")
        if len(cells) > len(align):
            built.set(CELLS, str(len(cells)))
            built[-1].text = " | ".join(cell.strip(" ") for cell in cells[len(align) - 1 :])
        # In the last cell it comes after whatever opens in the row, also when cells are missing.
        built[-1].text = f"{built[-1].text or ''} {marks_of(row)}"


def report_full_row(row: Element, line: int, draft: Draft) -> None:
    """Report a row with more cells than heads."""
    message = f"Deze rij heeft {row.get(CELLS)} cellen, maar de tabel heeft {len(row)} koppen."
    draft.report(FULL_ROW, line, message, "Haal een cel weg, of maak een kop erbij. Typ voor een los streepje `\\|`.")
