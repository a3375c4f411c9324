"""Decides whether the last build is still valid, before anything else of the program is imported.

It imports little of the standard library, because `build.py` calls it first. Paths are relative to the project's
folder, in which the program runs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from hashlib import blake2b

RECORD = ".cache/last-build.json"

INPUTS = ("content", "templates", "avksite", "build.py", "requirements.txt", ".venv/avksite-installed.txt")
"""What the output of a build depends on."""

JUST_NOW = 50_000_000
"""Nanoseconds within which two changes of a file may get the same time; two seconds where times are whole seconds."""
_SECOND = 1_000_000_000

Kept = tuple[str, str, Iterable[str]]
"""The output folder, the record of its files, and its folders; other files in it are ignored."""


class Seen:
    """A snapshot of files and folders: paths, sizes and times of change."""

    def __init__(self, places: list[str]) -> None:
        """Take a snapshot of these places: of files the size and time, of folders the content."""
        found: list[tuple[str, int, int]] = []
        for place in places:
            _look(place, found)
        self.places = places
        self.found = found
        self.settled = settled([change for _, _, change in found])

    @property
    def digest(self) -> str:
        """A digest of the snapshot."""
        return blake2b(ascii((sys.version, self.found)).encode(), digest_size=16).hexdigest()

    def with_own(self, path: str) -> Seen:
        """Return the snapshot updated with a file that the program wrote itself, unless anything else changed."""
        now, own = Seen(self.places), {os.path.normpath(path), os.path.dirname(path)}  # noqa: PTH120  as below
        before, after = ([one for one in seen.found if one[0] not in own] for seen in (self, now))
        now.settled = self.settled
        return now if before == after else self


def settled(changes: Sequence[int]) -> float:
    """Return the moment (seconds since 1970) from which a change after these, in nanoseconds, has another time."""
    is_exact = any(change % _SECOND for change in changes)
    return (max(changes, default=0) + (JUST_NOW if is_exact else 2 * _SECOND)) / _SECOND


def _look(place: str, found: list[tuple[str, int, int]]) -> None:
    """Add everything at a place, because the time of a folder may not change when a file in it does."""
    try:
        with os.scandir(place) as listed:
            # Python leaves its own folder beside modules when they are first imported.
            entries = sorted((entry.name, entry) for entry in listed if entry.name != "__pycache__")
    except NotADirectoryError:
        stat = os.stat(place)  # noqa: PTH116  pathlib takes longer to import than all of this takes
        found.append((place, stat.st_size, stat.st_mtime_ns))
        return
    except OSError:
        found.append((place, -1, 0))
        return
    found.append((place, len(entries), 0))
    for _, entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _look(entry.path, found)
        else:
            stat = (
                entry.stat()
                if not entry.is_symlink() or os.path.exists(entry.path)  # noqa: PTH110  as above
                else entry.stat(follow_symlinks=False)
            )
            found.append((entry.path, stat.st_size, stat.st_mtime_ns))


def inputs() -> Seen:
    """Return a snapshot of everything that a build depends on."""
    return Seen(list(INPUTS))


def state_of(found: os.stat_result) -> str:
    """Return a string that differs between two states of a file."""
    return f"{found.st_size} {found.st_mtime_ns}"


def recorded(place: str) -> dict[str, str]:
    """Return the digest and the state of each written file, by path; {} when unknown."""
    try:
        rows = json.loads(_bytes(place))
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) and all(isinstance(row, str) for row in rows.values()) else {}


def note(arguments: list[str], read: Seen, written: Kept, holds: tuple[float, float], summary: str) -> None:
    """Record a build that was written.

    `arguments` are what was typed, `read` what was there before anything was read. The build `holds` from the moment it
    began up to another (seconds since 1970), and `summary` is the report for when it still does.
    """
    output, rows, folders = written
    try:
        record = {
            "arguments": arguments,
            "read": read.digest,
            "output": output,
            "rows": rows,
            "written": _seal(_bytes(rows)),
            "folders": {folder: _changed(output, folder) for folder in ("", *folders)},
            "holds": holds,
            "summary": summary,
        }
        with open(RECORD, "w", encoding="utf-8") as file:  # noqa: PTH123
            text = json.dumps(record if read.settled < holds[0] else {})
            file.write(f"{_seal(text.encode())}\n{text}")
    except OSError:
        return  # this costs only time


def _is_as_written(output: str, rows: dict[str, str], folders: dict[str, int]) -> bool:
    """Return whether a folder is as it was written: the state of each file, and the time of each folder."""
    return all(
        row.endswith(f" {state_of(os.lstat(f'{output}/{path}'))}") for path, row in rows.items() if path
    ) and all(_changed(output, folder) == time for folder, time in folders.items())


def _changed(output: str, folder: str) -> int:
    return os.stat(f"{output}/{folder}").st_mtime_ns  # noqa: PTH116  as above


def _bytes(place: str) -> bytes:
    with open(place, "rb") as file:  # noqa: PTH123
        return file.read()


def _seal(content: bytes) -> str:
    """Return a checksum of the record: a disk may return other bytes than were written."""
    return blake2b(content, digest_size=16).hexdigest()


def summary_of_last(arguments: list[str], now: float) -> str:
    """Return the summary of the last build if a build now would be identical; "" if it might not be."""
    try:
        with open(RECORD, encoding="utf-8") as file:  # noqa: PTH123
            seal, _, text = file.read().partition("\n")
        record = json.loads(text) if seal == _seal(text.encode()) else {}
        began, until = record["holds"]
        is_same = (
            record["arguments"] == arguments
            and began <= now < until
            and inputs().digest == record["read"]
            and _seal(_bytes(record["rows"])) == record["written"]
            and _is_as_written(record["output"], recorded(record["rows"]), record["folders"])
        )
        return str(record["summary"]) if is_same else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""
