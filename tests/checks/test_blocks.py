"""A phase says when it is, in a way that can be understood."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import report


def phase(options: str) -> str:
    return f"/// fase | Samen bouwen\n{options}\nWe maken een plan.\n///\n"


@pytest.mark.parametrize("options", ["    van: april 2023\n    tot: juni 2023\n", "    van: vanaf de zomer 2023\n"])
def test_a_phase_may_be_open_or_closed(options: str) -> None:
    assert report(phase(options)) == ""


def test_a_period_that_cannot_be_read_is_told_at_its_own_line() -> None:
    assert report(phase("    van: april 2023\n    tot: jnui 2023\n")) == snapshot("""\
content/voorbeeld.md:6: fout[fase-periode]
  Bij `tot`: In `jnui 2023` ken ik `jnui` niet.
  > Bedoel je `juni 2023`?
""")
    assert report(phase("    van: binnenkort\n")) == snapshot("""\
content/voorbeeld.md:5: fout[fase-periode]
  Bij `van`: `binnenkort` lees ik niet als een periode.
  > Typ een periode zoals `februari 2023`, `zomer 2023`, `februari-maart 2023` of `2017-2022`.
""")


def test_an_option_that_is_not_filled_in_is_no_period() -> None:
    assert report(phase("    van: april 2023\n    tot:\n")) == ""


def test_a_phase_does_not_end_before_it_begins() -> None:
    assert report(phase("    van: april 2023\n    tot: februari 2023\n")) == snapshot("""\
content/voorbeeld.md:6: fout[fase-periode]
  Deze fase houdt op vóór ze begint: van april 2023 tot februari 2023.
  > Kijk of `van` en `tot` verwisseld zijn, en of de jaren kloppen.
""")
