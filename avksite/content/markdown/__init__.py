"""A text in Markdown becomes a Body: a tree in which everything knows the line it was typed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.characters import tidy
from avksite.content.markdown import (
    almost,
    blocks,
    destinations,
    footnotes,
    openers,
    raw_html,
    tables,
    typing_habits,
    unfinished_links,
)
from avksite.content.markdown.draft import Draft, Line
from avksite.content.markdown.parser import read_blocks
from avksite.content.markdown.tree import finish
from avksite.problems import typable

if TYPE_CHECKING:
    from avksite.content.body import Body
    from avksite.problems import Problem

RULES = (
    *almost.RULES,
    *blocks.RULES,
    *destinations.RULES,
    *footnotes.RULES,
    *openers.RULES,
    *raw_html.RULES,
    *tables.RULES,
    *typing_habits.RULES,
    *unfinished_links.RULES,
)


def render(text: str, *, path: str, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Render the Markdown of a file, of which `first_line` is the line it starts on, and say what is wrong with it."""
    tidied = tidy(text)
    draft = Draft(path, named=destinations.names_in(tidied.text))
    if tidied.hard_space:
        old, new = ("\n".join(one.split("\n")[tidied.hard_space - 1 :]) for one in (text, tidied.text))
        typing_habits.tell_hard_space(old, new, first_line + tidied.hard_space - 1, draft)
    typed = [Line(number, line) for number, line in enumerate(tidied.text.split("\n"), start=first_line)]
    almost.tell_almost(typed, draft)
    lines = [Line(line.number, line.text.expandtabs(4)) for line in typed]
    body = finish(read_blocks(lines, draft), draft)
    raw = text.split("\n")
    found = (typable(problem, raw, first_line) for problem in draft.problems)
    return body, tuple(sorted(found, key=lambda problem: problem.order))
