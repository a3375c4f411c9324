"""A text in Markdown becomes a Body: a tree in which everything knows the line it was typed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.characters import tidy
from avksite.content.markdown import almost, blocks, habits, links, raw_html
from avksite.content.markdown.nodes import body_of
from avksite.content.markdown.parser import read_blocks
from avksite.content.markdown.state import Line, State
from avksite.problems import typable

if TYPE_CHECKING:
    from avksite.content.body import Body
    from avksite.problems import Problem

RULES = (*almost.RULES, *blocks.RULES, *habits.RULES, *links.RULES, *raw_html.RULES)


def parse(text: str, *, path: str, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Read the Markdown of a file, of which `first_line` is the line it starts on, and say what is wrong with it."""
    tidied = tidy(text)
    state = State(path, named=links.names_in(tidied.text))
    if tidied.hard_space:
        old, new = ("\n".join(one.split("\n")[tidied.hard_space - 1 :]) for one in (text, tidied.text))
        habits.report_hard_space(old, new, first_line + tidied.hard_space - 1, state)
    typed = [Line(number, line) for number, line in enumerate(tidied.text.split("\n"), start=first_line)]
    almost.report_almost(typed, state)
    lines = [Line(line.number, line.text.expandtabs(4)) for line in typed]
    body = body_of(read_blocks(lines, state), state)
    raw = text.split("\n")
    found = (typable(problem, raw, first_line) for problem in state.problems)
    return body, tuple(sorted(found, key=lambda problem: problem.order))
