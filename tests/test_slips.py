"""What a careful newcomer types wrong is told in a sentence or two, and what these say to type makes it right.

`tests/specs/slips.md` says what is typed, told and then typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avksite.problems import Problem, Severity
from tests.sites import concise, parts, site
from tests.test_hints import TODAY, done, files_of, text_of

SPEC = Path(__file__).parent / "specs/slips.md"
LABELLED = re.compile(r"^    (\w+):((?: {1,2}.*)?\n(?:(?: {10}.*)?\n)*)", re.MULTILINE)
INSET = re.compile(r"^ {1,10}", re.MULTILINE)
HERE = "…\n"
SOUND = "-\n"
MOST_ROUNDS = 4


def cases() -> Iterator[Any]:
    """Yield each slip: the site with it, what is told, and the site as its author then types it."""
    for group in re.split(r"^# ", SPEC.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        above, *slips = re.split(r"^## ", group, flags=re.MULTILINE)
        around = labelled(above).get("om", "")
        for slip in slips:
            found = labelled(slip)
            then = within(around, found["dan"]) if "dan" in found else None
            yield pytest.param(within(around, found["in"]), found["uit"], then, id=slip.partition("\n")[0])


def labelled(text: str) -> dict[str, str]:
    """Return what stands behind each label, without its inset."""
    return {label: INSET.sub("", typed).rstrip("\n") + "\n" for label, typed in LABELLED.findall(text)}


def within(around: str, typed: str) -> str:
    """Return what is typed where it belongs: in the place of the key that it gives, or of the dots."""
    typed = typed if typed.strip() else ""
    key = re.match(r"[a-z-]+:", typed)
    found = key and re.compile(rf"^{key[0]}.*\n(?: +.*\n)*", re.MULTILINE).search(around, around.rfind("\n-- ") + 1)
    if found:
        return f"{around[: found.start()]}{typed}{around[found.end() :]}".replace(HERE, "")
    return around.replace(HERE, typed)


def told(problems: tuple[Problem, ...], last: str) -> str:
    """Return a report as the specification writes it; of what is in the last file of a site only the line is named."""
    said = (
        f"{it.place.line if it.place.path == last else f'{it.place.path}:{it.place.line}'} {it.rule.id}: {it.message}\n"
        f"> {it.hint}\n"
        for it in problems
    )
    return "".join(said) or SOUND


@pytest.mark.parametrize(("typed", "report", "then"), list(cases()))
def test_a_slip_is_told_and_what_is_told_mends_it(typed: str, report: str, then: str | None) -> None:
    problems, files = site(typed, TODAY).problems, files_of(typed)
    assert told(problems, [path for path, *_ in parts(typed)][-1]) == report
    if then is not None:
        problems = site(then, TODAY).problems
    for _ in range(MOST_ROUNDS):
        fix = next((problem for problem in problems if problem.fix and then is None), None)
        if fix is None or fix.fix is None:
            break
        files = done(files, fix, fix.fix)
        problems = site(text_of(files), TODAY).problems
    assert concise(problem for problem in problems if problem.severity is not Severity.HINT) == ""


def test_there_are_a_hundred_slips() -> None:
    names = [case.id for case in cases()]
    assert len(names) == len({*names}) > 100
