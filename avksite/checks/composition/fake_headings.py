"""Lines that look like a heading and are none: a reader who jumps from heading to heading flies past them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.composition.elements import Element
    from avksite.documents import Document

FAKE = Rule(
    id="nepkop",
    severity=Severity.WARNING,
    promise="Wat eruitziet als een kop, is een kop.",
    why="Wie niet ziet, springt van kop naar kop. Een vette regel slaat hij dan over, met alles wat eronder staat.",
    bad="**Het programma**\n\nWe beginnen om tien uur.\n",
    good="## Het programma\n\nWe beginnen om tien uur.\n",
    criterion="1.3.1",
)

RULES = (FAKE,)

LONGEST = 12
"""Words of a heading, at most."""
_DEEPEST = 6
_ENDS = re.compile(r"[.!…,;][”’\"')]*$")
# A source or a caption is often slanted: "Uit: De krant, nummer 4".
_SOURCE = re.compile(r"[:,?]")
_BODY = frozenset({"paragraph", "list", "table", "quote", "definitions", "picture"})


def check(document: Document, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """Look at every line that is bold or slanted as a whole, with something below it."""
    for line, below in _neighbours(elements):
        if line.kind == "paragraph" and below.kind in _BODY and _looks_like_one(line):
            above = [heading.level for heading in document.body.headings if heading.line < line.line]
            signs = "#" * min((above[-1] if above else 1) + 1, _DEEPEST)
            message = f"Dit lijkt een kop, maar is het niet: “{line.text}”."
            heading = f"{signs} {line.text.rstrip(':')}"
            typed = document.typed.split("\n")[line.line - 1]
            fix = Fix(typed, heading) if line.text in typed else None
            yield Problem(FAKE, Place(document.path, line.line), message, f"Typ `{heading}`.", fix=fix)


def _looks_like_one(line: Element) -> bool:
    whole = [stress for stress in line.stressed if stress.text == line.text]
    if not whole or len(line.text.split()) > LONGEST or _ENDS.search(line.text):
        return False
    return any(stress.is_bold for stress in whole) or not _SOURCE.search(line.text)


def _neighbours(elements: tuple[Element, ...]) -> Iterator[tuple[Element, Element]]:
    yield from pairwise(elements)
    for element in elements:
        if element.kind not in {"quote", "list", "table", "citaat"}:
            yield from _neighbours(element.parts)
