"""Store: answers in one file of SQLite in the cache folder, where a disk that refuses costs nothing but time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

KEPT_RUNS = 5
"""For how many builds an answer that nobody asked for stays."""

_AT_ONCE = 500
"""How many keys go into one statement: SQLite takes at least 999."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer, texts, trace, state, run INTEGER)",
    "CREATE TABLE IF NOT EXISTS parts (key BLOB, number INTEGER, part BLOB, PRIMARY KEY (key, number))",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What is remembered under a key: all but `state` are pickled."""

    answer: bytes
    texts: bytes = b""
    """The texts that were read for it."""
    trace: bytes = b""
    """What else was asked for it."""
    state: bytes = b""
    """The state of the site for which that was last found to be answered as it was."""


class Store:
    """Rows by key, and the parts of answers that are fetched later."""

    def __init__(self, folder: Path | None) -> None:
        """Open the file in `folder`; a damaged one is made anew. Without a folder nothing is kept."""
        self.path = folder / "memo.sqlite" if folder else None
        self._disk = _open(self.path) if self.path else None
        self._process = os.getpid()
        ((last,),) = self._do("PRAGMA user_version") or [(0,)]
        self._run = last + 1

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as the folder, which opens the file for itself."""
        return type(self), (self.path.parent if self.path else None,)

    @property
    def keeps(self) -> bool:
        """Whether anything is remembered."""
        return self._disk is not None

    def rows(self, keys: Iterable[bytes]) -> dict[bytes, Row]:
        """Return what is remembered under these keys, and let it stay for the next builds."""
        found: dict[bytes, Row] = {}
        for some in _batches(keys):
            marks = ",".join("?" * len(some))
            for key, *row, run in self._do(f"SELECT * FROM answers WHERE key IN ({marks})", *some):  # noqa: S608  marks only
                found[key] = Row(*row)
                if run < self._run - 1:  # rows of a build in a row need no writing
                    self._do("UPDATE answers SET run = ? WHERE key = ?", self._run, key)
        return found

    def put(self, key: bytes, row: Row, parts: Iterable[bytes]) -> None:
        """Remember an answer with its parts."""
        self._do("DELETE FROM parts WHERE key = ?", key)
        values = (key, row.answer, row.texts, row.trace, row.state, self._run)
        self._do("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", *values)
        for number, part in enumerate(parts):
            self._do("INSERT INTO parts VALUES (?, ?, ?)", key, number, part)

    def agreed(self, keys: Iterable[bytes], state: bytes) -> None:
        """Note that these rows hold for this state of the site."""
        for some in _batches(keys):
            marks = ",".join("?" * len(some))
            self._do(f"UPDATE answers SET state = ? WHERE key IN ({marks})", state, *some)  # noqa: S608  marks only

    def part(self, key: bytes, number: int) -> bytes | None:
        """Return a part of an answer; None when it is not there any more."""
        found = self._do("SELECT part FROM parts WHERE key = ? AND number = ?", key, number)
        return found[0][0] if found else None

    def commit(self) -> bool:
        """Let other processes see what was put; say whether they can."""
        try:
            if self._disk is not None:
                self._disk.commit()
        except sqlite3.Error:
            self._disk = None
        return self.keeps

    def close(self) -> None:
        """Forget what nobody asked for in a while, and keep the rest."""
        self._do(f"PRAGMA user_version = {self._run}")
        self._do("DELETE FROM answers WHERE run < ?", self._run - KEPT_RUNS)
        if self._disk is not None and self._disk.total_changes:
            self._do("DELETE FROM parts WHERE key NOT IN (SELECT key FROM answers)")
        if self._disk is not None:
            with suppress(sqlite3.Error), closing(self._disk):
                self._disk.commit()

    def _do(self, statement: str, *values: bytes | int | str) -> list[tuple[Any, ...]]:
        if self._disk is None:
            return []
        if self._process != os.getpid() and self.path:  # a connection belongs to the process that opened it
            self._disk, self._process = _open(self.path), os.getpid()
            return self._do(statement, *values)
        try:
            return self._disk.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._disk = None
            return []


def _batches(keys: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    left = iter(keys)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some


def _open(path: Path) -> sqlite3.Connection | None:
    """Open the file; one that is damaged, say after a power cut, is made anew, and one that cannot be had is left."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _with_tables(path)
        except sqlite3.OperationalError:  # read-only, locked, or no room: nothing is wrong with it
            return None
        except sqlite3.DatabaseError:
            path.unlink()
            return _with_tables(path)
    except (OSError, sqlite3.Error):
        return None


def _with_tables(path: Path) -> sqlite3.Connection:
    with ExitStack() as until_sound:
        disk = until_sound.enter_context(closing(sqlite3.connect(path, timeout=5)))
        disk.execute("PRAGMA journal_mode = WAL")
        disk.execute("PRAGMA synchronous = OFF")
        for table in _TABLES:
            disk.execute(table)
        disk.execute("SELECT key, answer, texts, trace, state, run FROM answers LIMIT 1")
        until_sound.pop_all()
        return disk
