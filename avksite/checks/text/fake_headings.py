"""Lines that look like a heading and are none: a reader who jumps from heading to heading flies past them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.checks.text.emphasis import stressed
from avksite.content.body import Block, Definitions, List, Paragraph, Quote, Table
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.content.body import Node
    from avksite.kinds.base import Document

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
_BODY = (Paragraph, List, Table, Quote, Definitions)


def check(document: Document) -> Iterator[Problem]:
    """Look at every line that is bold or slanted as a whole, with something below it."""
    for line, below in _neighbours(document.body.children):
        if isinstance(line, Paragraph) and isinstance(below, _BODY) and _looks_like_one(line):
            above = [heading.level for heading in document.body.headings if heading.line < line.line]
            signs = "#" * min((above[-1] if above else 1) + 1, _DEEPEST)
            message = f"Dit lijkt een kop, maar is het niet: “{line.text}”."
            heading = f"{signs} {line.text.rstrip(':')}"
            typed = document.typed.split("\n")[line.line - 1]
            fix = Fix(typed, heading) if line.text in typed else None
            yield Problem(FAKE, Place(document.path, line.line), message, f"Typ `{heading}`.", fix=fix)


def _looks_like_one(line: Paragraph) -> bool:
    text = line.text
    if not text or len(text.split()) > LONGEST or _ENDS.search(text):
        return False
    return text in stressed(line, "strong") or (text in stressed(line, "em") and not _SOURCE.search(text))


def _neighbours(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    yield from pairwise(nodes)
    for node in nodes:
        if isinstance(node, Block) and node.name != "citaat":
            yield from _neighbours(node.children)
        elif isinstance(node, Definitions):
            for entry in node.children:
                yield from _neighbours(entry.children)
