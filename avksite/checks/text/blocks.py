"""Blocks: what stands in them can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.content.values import Misread, parse_period
from avksite.problems import Fix, Place, Problem, Rule, Severity
from avksite.rendering.bodies import phase_period

if TYPE_CHECKING:
    from avksite.content.body import Block
    from avksite.kinds.base import Document

PERIOD = Rule(
    id="fase-periode",
    severity=Severity.ERROR,
    promise="Van elke fase is te begrijpen wanneer ze begint en wanneer ze ophoudt.",
    why="Aan de datums ziet de site of een fase klaar is, bezig is of nog komt. Dat staat erboven in woorden.",
    bad="/// fase | Samen bouwen\n    van: april 2023\n    tot: februari 2023\n\nWe maken een plan.\n///\n",
    good="/// fase | Samen bouwen\n    van: april 2023\n    tot: juni 2023\n\nWe maken een plan.\n///\n",
)

RULES = (PERIOD,)


def check(document: Document) -> Iterator[Problem]:
    """Look at the period of every phase."""
    for block in document.body.blocks:
        if block.name == "fase":
            yield from _period(document.path, block)


def _period(path: str, block: Block) -> Iterator[Problem]:
    for option in ("van", "tot"):
        typed = block.options.get(option)
        if isinstance(typed, str) and typed:
            try:
                parse_period(typed)
            except Misread as misread:
                message = f"Bij `{option}`: {misread.message}"
                fix = Fix(typed, misread.offer) if misread.offer else None
                yield Problem(PERIOD, _place(path, block, option), message, misread.hint, fix=fix)
                return
    period = phase_period(block)
    if period is not None and period.last is not None and period.last < period.first:
        message = f"Deze fase houdt op vóór ze begint: van {block.options['van']} tot {block.options['tot']}."
        hint = "Kijk of `van` en `tot` verwisseld zijn, en of de jaren kloppen."
        yield Problem(PERIOD, _place(path, block, "tot"), message, hint)


def _place(path: str, block: Block, option: str) -> Place:
    return Place(path, block.option_lines.get(option, block.line))
