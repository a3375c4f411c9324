"""The state of the parser for one text: parts, definitions and problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from avksite.problems import Fix, Place, Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.content import body as tree
    from avksite.content.markdown.links import LinkDefinition


class Line(NamedTuple):
    """A source line: its number in the file, and its text."""

    number: int
    text: str

    @property
    def bare(self) -> str:
        """Its text without the indent."""
        return self.text.lstrip(" ")

    @property
    def indent(self) -> int:
        """How many spaces it starts with."""
        return len(self.text) - len(self.bare)

    def dedented(self, indent: int) -> Line:
        """Return it without the first spaces of its indent."""
        return Line(self.number, self.text[min(indent, self.indent) :])


@dataclass(slots=True)
class Part:
    """An unfinished node: its children are parts, or lines of running text.

    Running text is parsed in the second pass, because definitions of links and notes may be anywhere in the text.
    """

    node: tree.BlockNode | tree.Item | tree.Term | tree.Definition | tree.Row | tree.Cell | tree.Note
    parts: list[Part] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """The state of the parser for one text."""

    path: str
    typed: Sequence[Line] = ()
    """The source lines, with tabs, for fixes."""
    named: frozenset[str] = frozenset()
    """The labels that the text may reference."""
    definitions: dict[str, LinkDefinition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """The labels of definitions that are used."""
    notes: dict[str, Part] = field(default_factory=dict)
    """The footnotes by the names that they were typed with."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each footnote that the text names, in the order of reading."""
    heading_ids: list[str] = field(default_factory=list)
    """The ids that authors chose themselves."""
    problems: list[Problem] = field(default_factory=list)
    reported: set[Rule] = field(default_factory=set)
    """The rules that were reported."""
    open_html: Counter[str] = field(default_factory=Counter)
    """How many elements of each name were reported and not closed yet."""
    reported_html: set[int] = field(default_factory=set)
    """The lines of which the HTML was reported as a whole."""

    def from_line(self, number: int) -> Sequence[Line]:
        """Return the typed lines from the one with this number on."""
        return self.typed[number - self.typed[0].number :] if self.typed else ()

    def report(  # noqa: PLR0913  what a problem is made of
        self,
        rule: Rule,
        line: int,
        message: str,
        hint: str,
        fix: Fix | None = None,
        *,
        about: str = "",
        cause: str = "",
        once: bool = False,
    ) -> None:
        """Report a problem on a line; one with the same `cause`, or reported `once`, is not repeated for every line."""
        if once and rule in self.reported:
            return
        self.reported.add(rule)
        cause = f"{self.path} {cause}" if cause else ""
        self.problems.append(Problem(rule, Place(self.path, line), message, hint, fix=fix, about=about, cause=cause))
