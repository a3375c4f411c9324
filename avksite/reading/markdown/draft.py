"""What is gathered about a text while it is read: parts lifted out of it, definitions, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from avksite.problems import Fix, Place, Problem, Rule

if TYPE_CHECKING:
    from avksite.reading.markdown.destinations import Definition

PART_OPEN = "\ue002"
PART_CLOSE = "\ue003"
_LONGEST_QUOTATION = 60
PART = re.compile(f"{PART_OPEN}([0-9]+){PART_CLOSE}")


class Line(NamedTuple):
    """A typed line: its number in the file, and what it says."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of code that stands by itself, fenced or indented."""

    text: str
    language: str
    line: int


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A `///` block; `content` is what stands in it, laid out for the library."""

    name: str
    title: str
    options: Mapping[str, str | tuple[str, ...]]
    option_lines: Mapping[str, int]
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A quotation; `content` is what stands in it, laid out for the library."""

    content: str
    line: int


Part = Code | BlockPart | QuotePart


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote where it was defined."""

    content: str
    line: int


class Reference(NamedTuple):
    """A definition of where links by reference lead, and the line it was typed on."""

    definition: Definition
    line: int


@dataclass(slots=True)
class Draft:
    """A text in the making. A lifted part leaves a token in the text, which the library takes for a word."""

    path: str
    parts: list[Part] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    """The references that the text may name."""
    references: dict[str, Reference] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """The references that a link leads by."""
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    heading_ids: dict[int, str] = field(default_factory=dict)
    """The ids that authors chose themselves, by the line of their heading."""
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    open_html: dict[str, int] = field(default_factory=dict)
    """How many elements of each name were reported and not closed yet."""
    html_told: set[int] = field(default_factory=set)
    """The lines of which the HTML was told as a whole."""

    def lift(self, part: Part) -> str:
        """Keep a part, and return the token that stands for it."""
        self.parts.append(part)
        return f"{PART_OPEN}{len(self.parts) - 1}{PART_CLOSE}"

    def report(  # noqa: PLR0913  what a problem is made of
        self, rule: Rule, line: int, message: str, hint: str, fix: Fix | None = None, *, cause: str = ""
    ) -> None:
        """Note what is wrong on a line; what has one cause in this text is told once."""
        cause = f"{self.path} {cause}" if cause else ""
        self.problems.append(Problem(rule, Place(self.path, line), message, hint, fix=fix, cause=cause))

    def tell_once(self, rule: Rule, line: int, message: str, hint: str, fix: Fix | None = None) -> None:
        """Note something that one mention is enough for."""
        if rule.id not in self.told:
            self.told.add(rule.id)
            self.report(rule, line, message, hint, fix)


def shortened(typed: str) -> str:
    """Return what was typed on one line, cut off where it is enough to recognise it."""
    text = " ".join(typed.split())
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1].rstrip()}…"
