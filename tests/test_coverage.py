"""Every element of the alliance's earlier pages keeps its row in coverage.yaml, and every proof in a row exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

import pytest
import yaml

from avksite.checks import RULES
from tests.sites import built, concise

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.kinds.event import Event
    from avksite.rendering.artifact import Build

ROOT = Path(__file__).parents[1]
TODAY = "10 september 2023"

ELEMENTS = (26, 26, 38, 29, 32)
"""How many elements each of the five pages has."""

SESSIONS = ("1a", "1b", "1c", "2", "3", "4", "5")


class Row(TypedDict):
    """One element, and what proves it: a rule, a test, or a file with the text that it must hold."""

    element: str
    proof: list[str | dict[str, str]]


@cache
def text_of(path: str) -> str:
    """Return a file as it was typed; a block of yaml without the folds of its lines."""
    return (ROOT / path).read_text(encoding="utf-8")


ROWS: dict[str, Row] = yaml.safe_load(text_of("tests/coverage.yaml"))
PROOFS = [
    (id_, *(next(iter(proof.items())) if isinstance(proof, dict) else (proof, "")))
    for id_, row in ROWS.items()
    for proof in row["proof"]
]
"""(id, what is named, the text it must hold)."""


@cache
def targets_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file, without running any of it."""
    return frozenset(node.name for node in ast.parse(text_of(path)).body if isinstance(node, ast.FunctionDef))


def exists(named: str, text: str) -> bool:
    """Say whether a proof is there."""
    if named.startswith("rule: "):
        return named.removeprefix("rule: ") in {rule.id for rule in RULES}
    path, _, test = named.partition("::")
    if not (ROOT / path).is_file():
        return False
    if test:
        return path.startswith("tests/") and test.startswith("test_") and test in targets_in(path)
    if path.startswith("tests/specs/"):
        return f"\n## {text}\n" in text_of(path)
    return path.startswith("content/") and text in text_of(path)


@cache
def real() -> Build:
    """Build the content of this project."""
    return built(ROOT, TODAY)


def test_every_element_has_its_row_once_and_no_row_is_of_no_element() -> None:
    ids = [f"{page}.{number}" for page, most in enumerate(ELEMENTS) for number in range(1, most + 1)]
    assert re.findall(r'^"(.*)":$', text_of("tests/coverage.yaml"), re.MULTILINE) == list(ROWS) == ids
    assert [id_ for id_, row in ROWS.items() if not (row["element"] and row["proof"])] == []


def test_every_proof_exists() -> None:
    assert [proof for proof in PROOFS if not exists(*proof[1:])] == []


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ("tests/test_coverage.py::test_nothing_at_all", ""),
        ("tests/test_coverage.py::exists", ""),
        ("rule: bestaat-niet", ""),
        ("content/actieagenda.md", "Deze zin staat nergens."),
        ("content/weg.md", ""),
        ("tests/specs/markdown.md", "A heading that is not there"),
    ],
)
def test_a_proof_that_does_not_exist_is_noticed(named: str, text: str) -> None:
    assert not exists(named, text)


def test_the_new_content_has_none_of_the_faults_that_a_rule_finds() -> None:
    named = {name.removeprefix("rule: ") for _, name, _ in PROOFS if name.startswith("rule: ")}
    assert concise(problem for problem in real().problems if problem.rule.id in named) == ""


# ── What only the content as a whole can show ─────────────────────────────────────────────────────────────────────────


def session(name: str) -> Document:
    """Return a session of the agenda."""
    return real().site.by_path[f"content/bijeenkomsten/2023/werksessie-{name}.md"]


def test_the_sessions_of_the_agenda_have_one_shape() -> None:
    events = [cast("Event", session(name).entry) for name in SESSIONS]
    assert [(event.number, event.series, event.sort) for event in events] == [
        (name.upper(), "actieagenda", "werksessie") for name in SESSIONS
    ]
    assert [event.title.partition(":")[0] for event in events] == [f"Werksessie {name.upper()}" for name in SESSIONS]
    assert [name for name, event in zip(SESSIONS, events, strict=True) if not event.goal] == []
    assert [event.begin.day for event in events] == sorted(event.begin.day for event in events)
    assert {session(name).body.headings[-1].text for name in SESSIONS} == {"Hoe het verderging"}


def test_a_session_and_the_agenda_quote_its_goal_as_its_own_record_has_it() -> None:
    for name in ("1a", "1b", "1c"):
        goal = cast("Event", session(name).entry).goal or ""
        for path in (session(name).path, "content/actieagenda.md"):
            assert f"‘{goal.rstrip('.')}’" in text_of(path)


def test_the_congress_has_the_workshops_that_it_promises() -> None:
    congress = real().site.by_path["content/bijeenkomsten/2021/congres.md"]
    event = cast("Event", congress.entry)
    promised = re.findall(r"([0-9]+) workshops", f"{event.summary} {' '.join(item.title for item in event.programme)}")
    assert promised == [str(len(event.workshops))] * 2


def test_no_heading_of_the_agenda_holds_a_link() -> None:
    headings = re.findall(r"^#+ .*$", text_of("content/actieagenda.md"), re.MULTILINE)
    assert len(headings) > 7
    assert [heading for heading in headings if "](" in heading] == []
