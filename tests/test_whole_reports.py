"""What a newcomer slips on is told in the words of a kind colleague, and what `fix` can type it does type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from avksite import report
from avksite.commands.fix import fixes_of
from tests.commands.test_fix import mended
from tests.sites import built, example_site, lay_out
from tests.test_report import lines_of

SPEC = (Path(__file__).parent / "specs/report.md").read_text("utf-8")
CASES = re.findall(r"^## ([^\n]*)\n\n```in\n(.*?)```\n\n```uit\n(.*?)```$", SPEC, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_slip_is_told_as_a_colleague_would_and_mended_where_that_needs_no_thought(
    text: str, told: str, tmp_path: Path
) -> None:
    whole = example_site(text)
    lines = lines_of(whole)
    made = built(lay_out(tmp_path, whole))
    said = [report.full(made.problems, lambda it: lines.get((it.path, it.line))), report.fixable(made)]
    assert "".join(f"{part}\n" for part in said if part) == told
    if mendable := fixes_of(made.problems):
        left = mended(tmp_path).problems
        assert len(left) == len(made.problems) - len(mendable)


def test_every_slip_is_tried() -> None:
    assert len(CASES) == SPEC.count("\n## ") > 12
