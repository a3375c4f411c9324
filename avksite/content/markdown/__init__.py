"""Parses Markdown into a Body: a tree whose nodes know their source lines."""

from __future__ import annotations

from avksite.content.body import Body
from avksite.content.characters import tidy
from avksite.content.markdown import almost, links, parser
from avksite.content.markdown.nodes import body_of
from avksite.content.markdown.state import Line, State
from avksite.problems import HINT, Fix, Problem, Rule, typable

HARD_SPACE = Rule("harde-spatie", HINT, "Tussen woorden staan gewone spaties.")


def parse(text: str, *, path: str, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Parse the Markdown of a file, which starts at `first_line`, and return the problems in it."""
    tidied = tidy(text)
    state = State(path, named=links.names_in(tidied.text))
    if tidied.hard_space:
        old, new = ("\n".join(one.split("\n")[tidied.hard_space - 1 :]) for one in (text, tidied.text))
        hint = "Vervang hem door een gewone spatie, of plak de tekst zonder opmaak (Ctrl+Shift+V)."
        message = "Op deze regel staat een vaste spatie, zoals Word die maakt."
        state.report(HARD_SPACE, first_line + tidied.hard_space - 1, message, hint, Fix(old, new, is_safe=True))
    typed = [Line(number, line) for number, line in enumerate(tidied.text.split("\n"), start=first_line)]
    state.typed = typed
    almost.report_almost(typed, state)
    lines = [Line(it.number, it.text.expandtabs(4)) for it in typed] if "\t" in tidied.text else typed
    body = body_of(parser.read_blocks(lines, state), state)
    raw = text.split("\n") if state.problems else []
    found = (typable(problem, raw, first_line) for problem in state.problems)
    return body, tuple(sorted(found, key=lambda problem: problem.order))
