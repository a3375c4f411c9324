"""A success criterion of WCAG 2.2: what it is called, who keeps it here, and what proves that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Keeper(StrEnum):
    """Who sees to it that a criterion is met; the words are those of the reference."""

    TEMPLATE = "het sjabloon"
    CHECK = "een controle bij elke bouw"
    BROWSER = "een test in een browser"
    AUTHOR = "de schrijver, met hulp"
    NOBODY = "komt niet voor op de site"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of level A or AA.

    `rules` are names of rules that every build checks. `tests` are tests of the program, written as pytest takes them;
    those run when the program changes, not when a text does.
    """

    number: str
    level: str
    english: str
    dutch: str
    keepers: tuple[Keeper, ...]
    how: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
