"""What checks and the coach say of a text, of a small site and of what is made of it; the specifications say what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from avksite.problems import Problem
from tests.checks.reporting import checked, coached, page
from tests.sites import example_site, site

SPECS = Path(__file__).parent.parent / "specs"
INSET = 10


def parts(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield every part of the specification: the heading it stands below, its label and its text."""
    heading, label, lines = "", "", list[str]()
    for line in [*(SPECS / name).read_text(encoding="utf-8").splitlines(), "#"]:
        if line.startswith("#") or re.match(r"    (?:kop|in|uit):", line):
            if label:
                yield heading, label, "\n".join(lines).rstrip()
            label, lines = "", []
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif label or line.startswith("    "):
            label = label or line[:INSET].strip(" :")
            lines.append(line[INSET:])


def cases(name: str) -> list[Any]:
    """Return every example with what is reported of it."""
    found, front, examples = list[Any](), "", list[str]()
    for heading, label, text in parts(name):
        if label == "kop":
            front = f"{text}\n"
        elif label == "in":
            examples.append(text if text.startswith("-- ") else page(text, front))
            front = ""
        else:
            found += [pytest.param(example, text, id=heading) for example in examples]
            examples = []
    return found


def said(problem: Problem) -> str:
    place = problem.place
    at = f"{place.line}" if place.path == "content/voorbeeld.md" else f"{place.path}:{place.line}"
    also = "".join(f"\n+ {place.path}:{place.line}" for place in problem.also)
    return f"{at} {problem.rule.id}: {problem.message}{also}\n> {problem.hint}"


def hold(check: Callable[[str], tuple[Problem, ...]], example: str, expected: str) -> None:
    found = [said(problem) for problem in check(example)]
    if ": " not in expected:  # only where, and which rule
        found = sorted({one.partition(": ")[0] for one in found})
    assert "\n".join(found or ["-"]) == expected


@pytest.mark.parametrize(("example", "expected"), cases("checks.md"))
def test_the_checks_say_what_is_specified(example: str, expected: str) -> None:
    hold(checked, example, expected)


@pytest.mark.parametrize(("example", "expected"), cases("made.md"))
def test_the_checks_say_of_what_was_made_what_is_specified(example: str, expected: str) -> None:
    hold(lambda text: site(example_site(text)).problems, example, expected)


@pytest.mark.parametrize(("example", "expected"), cases("plain-language.md"))
def test_the_coach_says_what_is_specified(example: str, expected: str) -> None:
    hold(coached, example, expected)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts_as_one(end: str) -> None:
    typed = "---\ntitel: Soep\nkort: …\ndatum: 1 mei 2024\n---\nEr is soep.\n".replace("\n", end)
    (found,) = checked(f"-- content/nieuws/2024/soep.md --\n{typed}")
    assert said(found).startswith("content/nieuws/2024/soep.md:3 nog-invullen: Achter `kort` moet nog iets komen.")
