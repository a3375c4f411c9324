"""Whatever is typed or put in a site: problems, and no crash, no hang, and nothing made that runs or leads astray."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.rendering.write import write
from tests.hostile import Hostile
from tests.judged import faults
from tests.sites import built

pytestmark = pytest.mark.slow

FIRST, NUMBER = int(os.environ.get("AVKSITE_HOSTILE_FIRST", "0")), int(os.environ.get("AVKSITE_HOSTILE", "20"))
"""The sites that are tried, each of more than 500 inputs; `AVKSITE_HOSTILE=200` tries ten times as many."""
ENOUGH = 10_000
"""Inputs."""
PATIENCE = 60
"""Seconds for one site: it takes two, and no input is worth so much."""


@contextmanager
def patience() -> Iterator[None]:
    """Raise TimeoutError for work that takes too long, where a system can interrupt it."""

    def stop(_: int, frame: FrameType | None) -> None:
        raise TimeoutError(frame)

    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("number", range(FIRST, FIRST + NUMBER))
def test_a_hostile_site_gives_problems_and_nothing_that_harms(tmp_path: Path, number: int) -> None:
    root = Hostile(number).lay_out(tmp_path / "site")
    before = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    with patience(), Memo(tmp_path / "cache", b"1", pool=Pool(1)) as memo:
        made = built(root, "1 juli 2024", memo=memo)
    assert [*faults(made)] == []
    assert len(made.site.documents) > 40
    assert len(made.problems) > 40
    write(made.artifacts, tmp_path / "output")
    own = {"cache", "output", ".output-vorig"}
    after = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    assert {path for path in after - before if path.parts[0] not in own} == set()
    assert before - after == set()


def test_enough_is_tried(record_property: Callable[[str, object], None]) -> None:
    inputs = sum(Hostile(number).inputs for number in range(FIRST, FIRST + NUMBER))
    record_property("figures", f"{inputs} hostile inputs in {NUMBER} sites")
    assert inputs >= min(ENOUGH, NUMBER * 500)
