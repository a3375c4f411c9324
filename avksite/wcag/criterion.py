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


UNKNOWN_FIELD = "Er staat een veld op de site dat dit programma niet kent: wie het maakte, kijkt dit zelf na."


AUDIT = "tests/test_audit.py::test_no_page_link_style_sheet_script_or_mail_keeps_a_reader_out"
"""Looks at every template, every kind of page, every block and every mail."""


class Holds(StrEnum):
    """What the pages, style sheets, scripts and drawings of a build may hold, as far as a criterion asks about it."""

    FILM = "film"
    SOUND = "sound"
    MAIL_FIELD = "mail field"
    SEARCH_FIELD = "search field"
    OTHER_FIELD = "other field"
    TICK_BOX = "tick box"
    CHOICE_LIST = "choice list"
    TABLE = "table"
    WORDS_IN_DRAWING = "words in a drawing"
    STAYS_IN_PLACE = "stays in place"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of level A or AA.

    `rules` are names of rules that every build checks. `tests` are tests of the program, written as pytest takes them;
    those run when the program changes, not when a text does. `how` is true of every site; each sentence of `holding`
    is only said when the build holds what it is about, and `without` when it holds none of these.
    """

    number: str
    level: str
    english: str
    dutch: str
    keepers: tuple[Keeper, ...]
    how: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    holding: tuple[tuple[Holds, str], ...] = ()
    without: str = ""

    def told(self, held: frozenset[Holds]) -> str:
        """Return what is so on a site that holds these things."""
        here = dict.fromkeys(said for thing, said in self.holding if thing in held)  # two things may ask one sentence
        return " ".join(filter(None, (self.how, *(here or (self.without,)))))

    def arises(self, held: frozenset[Holds]) -> bool:
        """Say whether a site that holds these things has anything that the criterion is about."""
        return Keeper.NOBODY not in self.keepers and (bool(self.how) or any(thing in held for thing, _ in self.holding))
