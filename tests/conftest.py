"""Shows the measurements of tests at the end of a run, and removes deadlines of examples: a machine may be busy."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

# How many texts a property is tried on; `AVKSITE_EXAMPLES=5000 python3 build.py test tests/content` tries more.
settings.register_profile("project", deadline=None, max_examples=int(os.environ.get("AVKSITE_EXAMPLES", "200")))
settings.load_profile("project")

# As the command has it: a build makes very many small values and hardly a cycle.
gc.set_threshold(200_000, 20, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests recorded with `record_property("figures", …)`."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, figures in getattr(report, "user_properties", ()):
                if name == "figures":
                    terminalreporter.section(report.nodeid)
                    terminalreporter.write_line(figures)
