"""A report as the tests of the checks read it: the place and the rule, what is said, and what to type."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from avksite.problems import Problem
from tests.sites import concise, example_site, site

WIDTH = 100


def report(text: str, today: str = "1 mei 2024", about: str = "") -> str:
    """Build an example as a whole site, and return what is said about it, if need be by one family of rules only."""
    problems = site(example_site(text), today).problems
    return "".join(_told(problem) for problem in problems if problem.rule.id.startswith(about))


def _told(problem: Problem) -> str:
    place = concise((replace(problem, also=()),)).removesuffix(f" {problem.message}")
    also = "".join(f"  + {place.path}:{place.line}\n" for place in problem.also)
    return f"{place}\n{also}{_wrapped('  ', problem.message)}\n{_wrapped('  > ', problem.hint)}\n"


def _wrapped(lead: str, text: str) -> str:
    inset = " " * len(lead)
    return textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=inset, break_on_hyphens=False)


def page(text: str, front: str = "") -> str:
    """Return a page at `content/voorbeeld.md`; its text starts on line 4, below the title and `front`."""
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n{front}---\n{text}\n"
