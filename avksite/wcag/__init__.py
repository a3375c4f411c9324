"""WCAG 2.2 as data: the 55 criteria of levels A and AA, who keeps each of them here, and the proof."""

from __future__ import annotations

from avksite.wcag import operable, perceivable, understandable
from avksite.wcag.criterion import Criterion, Holds, Keeper

__all__ = ["CRITERIA", "KNOWN", "Criterion", "Holds", "Keeper"]

CRITERIA: tuple[Criterion, ...] = (*perceivable.CRITERIA, *operable.CRITERIA, *understandable.CRITERIA)

_LEVEL_AAA = (
    "1.2.6", "1.2.7", "1.2.8", "1.2.9", "1.3.6", "1.4.6", "1.4.7", "1.4.8", "1.4.9", "2.1.3", "2.2.3", "2.2.4", "2.2.5",
    "2.2.6", "2.3.2", "2.3.3", "2.4.8", "2.4.9", "2.4.10", "2.4.12", "2.4.13", "2.5.5", "2.5.6", "3.1.3", "3.1.4",
    "3.1.5", "3.1.6", "3.2.5", "3.3.5", "3.3.6", "3.3.9",
)  # fmt: skip
"""What goes further than is promised; a rule may still guard one."""

KNOWN = frozenset({criterion.number for criterion in CRITERIA} | set(_LEVEL_AAA))
"""The number of every criterion of WCAG 2.2. 4.1.1 is not among them: it was taken out."""
