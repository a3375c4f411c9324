"""Lists: their items are set alike, so that a reader hears where one ends and the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.composition.elements import Element
    from avksite.documents import Document

MIXED = Rule(
    id="lijst-stijl",
    severity=Severity.HINT,
    promise="De punten van een lijst eindigen op dezelfde manier.",
    why="Het leest rustiger. En voorleessoftware laat na elk punt even lang stil.",
    bad="- een plan maken;\n- partners vragen,\n- beginnen\n",
    good="- een plan maken\n- partners vragen\n- beginnen\n",
)

RULES = (MIXED,)

_SIGNS = (";", ",")


def check(document: Document, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """Look at the ends of the items of every list; the last one may have a full stop."""
    for element in elements:
        for part in element.walk():
            if part.kind == "list":
                yield from _ends(part, document.path)


def _ends(part: Element, path: str) -> Iterator[Problem]:
    items = [item for item in part.parts if item.text]
    ends = {item.text[-1] if item.text.endswith(_SIGNS) else "" for item in items[:-1]}
    last = items[-1].text[-1] if items and items[-1].text.endswith(_SIGNS) else ""
    if len(ends) > 1 or (last and ends and last not in ends):
        message = "De punten van deze lijst eindigen niet op dezelfde manier."
        hint = "Haal achter elk punt de puntkomma of de komma weg. Een zin houdt zijn punt."
        yield Problem(MIXED, Place(path, items[0].line), message, hint)
