"""Lists: their items are set alike, so that a reader hears where one ends and the next begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.body import List
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.content.body import Item
    from avksite.kinds.base import Document

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

RULES = (MIXED, UNEVEN)

LEAST = 3
"""Items; of two, neither is the odd one out."""
_OPENERS = frozenset({"dat", "om", "het", "door"})
_START = 80
_WORD = re.compile(r"\w+(?:[-’]\w+)*")
_SIGNS = (";", ",")


def check(document: Document) -> Iterator[Problem]:
    """Look at how the items of every list begin and end; the last one may have a full stop."""
    for found in document.body.of(List):
        items = [item for item in found.children if item.text]
        yield from _ends(items, document.path)
        yield from _starts(items, document.path)


def _ends(items: list[Item], path: str) -> Iterator[Problem]:
    ends = {item.text[-1] if item.text.endswith(_SIGNS) else "" for item in items[:-1]}
    last = items[-1].text[-1] if items and items[-1].text.endswith(_SIGNS) else ""
    if len(ends) > 1 or (last and ends and last not in ends):
        message = "De punten van deze lijst eindigen niet op dezelfde manier."
        hint = "Haal achter elk punt de puntkomma of de komma weg. Een zin houdt zijn punt."
        yield Problem(MIXED, Place(path, items[0].line), message, hint)


def _starts(listed: list[Item], path: str) -> Iterator[Problem]:
    """Look for the one item that puts a word before the word that all others begin with."""
    items = [(item, words) for item in listed if (words := _first_words(item.text))]
    if len(items) < LEAST:
        return
    odd = [(item, words) for item, words in items if words[0] in _OPENERS]
    if len(odd) != 1:
        return
    item, words = odd[0]
    firsts = {other[0] for _, other in items if other is not words}
    if firsts == set(words[1:]):
        message = f"Dit punt begint met “{words[0]}”, en de andere punten beginnen met “{words[1]}”."
        hint = f"Laat “{words[0]}” weg: begin met “{words[1]}”."
        fix = Fix(f"{words[0]} {words[1]}", words[1])
        yield Problem(UNEVEN, Place(path, item.line), message, hint, fix=fix)


def _first_words(text: str) -> list[str]:
    return _WORD.findall(text.lower()[:_START])[:2]
