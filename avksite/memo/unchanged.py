"""Unchanged: whether the last build still holds, decided before anything else of the program is imported.

Only a little of the standard library is used: `build.py` asks this first. Paths count from the project's folder, in
which the program runs.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import blake2b

RECORD = ".cache/last-build.json"

INPUTS = ("content", "templates", "avksite", "build.py", "requirements.txt", ".venv/avksite-installed.txt")
"""What decides what a build makes."""

JUST_NOW = 50_000_000
"""Nanoseconds within which a disk may give two changes of a file the same time; where times are whole, two seconds."""
_SECOND = 1_000_000_000


class Seen:
    """Files and folders as they were at one moment: their sizes, and when they were changed last."""

    def __init__(self, paths: list[str]) -> None:
        """Look at these paths. A folder tells when something was put in it or taken out."""
        found = list(map(_size_and_change, paths))
        changes = [change for _, change in found]
        self.paths = paths
        self.digest = blake2b(f"{sys.version}{found}".encode(), digest_size=16).hexdigest()
        is_exact = any(change % _SECOND for change in changes)
        self.settled = (max(changes, default=0) + (JUST_NOW if is_exact else 2 * _SECOND)) / _SECOND
        """The moment from which another change cannot go unseen, in seconds since 1970."""


def _size_and_change(path: str) -> tuple[int, int]:
    try:
        stat = os.stat(path)  # noqa: PTH116  pathlib takes longer to import than all of this takes
    except OSError:
        return -1, 0
    return stat.st_size, stat.st_mtime_ns


def inputs() -> Seen:
    """Return everything that a build is made from, as it is."""
    paths: list[str] = []
    for place in INPUTS:
        paths.append(place)
        for folder, folders, files in os.walk(place):
            folders[:] = [name for name in folders if name != "__pycache__"]
            paths += [f"{folder}/{name}" for name in (*folders, *files)]
    return Seen(paths)


def note(arguments: list[str], read: Seen, began: float, output: list[str], until: float, summary: str) -> None:  # noqa: PLR0913, PLR0917  a record
    """Remember a build that was written.

    `arguments` are what was typed, `read` what was there at the moment `began`, before anything was read, `output` the
    paths of what was written. `until` is the moment to which it holds, and `summary` what to say when it still does.
    Moments are in seconds since 1970.
    """
    record = {
        "arguments": arguments,
        "inputs": read.paths,
        "read": read.digest,
        "output": output,
        "written": Seen(output).digest,
        "until": until,
        "summary": summary,
    }
    try:
        with open(RECORD, "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump(record if read.settled < began else {}, file)
    except OSError:
        return  # it is only about time


def summary_of_last(arguments: list[str], now: float) -> str:
    """Return what the last build said when one at this moment would make the very same; "" when it might not."""
    try:
        with open(RECORD, encoding="utf-8") as file:  # noqa: PTH123
            record = json.load(file)
        if record["arguments"] != arguments or now >= record["until"]:
            return ""
        if Seen(record["inputs"]).digest != record["read"] or Seen(record["output"]).digest != record["written"]:
            return ""
        return str(record["summary"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
