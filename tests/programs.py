"""This program as people run it: from its command line, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(root: Path, *words: str, program: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder the way `build.py` does once everything is installed; `program` is where it is."""
    return subprocess.run(
        [sys.executable, "-m", "avksite", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
