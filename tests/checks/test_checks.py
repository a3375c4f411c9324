"""What checks say of a text, and of a small site; `tests/specs/checks.md` says what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avksite.problems import Problem
from tests.checks.reporting import checked, page

SPECS = Path(__file__).parent.parent / "specs" / "checks.md"
INSET = 10


def parts() -> Iterator[tuple[str, str, str]]:
    """Yield every part of the specification: the heading it stands below, its label and its text."""
    heading, label, lines = "", "", list[str]()
    for line in [*SPECS.read_text(encoding="utf-8").splitlines(), "#"]:
        if line.startswith("#") or re.match(r"    (?:kop|in|uit):", line):
            if label:
                yield heading, label, "\n".join(lines).rstrip()
            label, lines = "", []
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif label or line.startswith("    "):
            label = label or line[:INSET].strip(" :")
            lines.append(line[INSET:])


def cases() -> list[Any]:
    """Return every example with what is reported of it."""
    found, front, examples = list[Any](), "", list[str]()
    for heading, label, text in parts():
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
    return f"{at} {problem.rule.id}: {problem.message}\n> {problem.hint}"


@pytest.mark.parametrize(("example", "expected"), cases())
def test_the_specification_holds(example: str, expected: str) -> None:
    found = [said(problem) for problem in checked(example)]
    if ": " not in expected:  # only where, and which rule
        found = sorted({one.partition(": ")[0] for one in found})
    assert "\n".join(found or ["-"]) == expected
