"""Stores results in one SQLite file in the cache folder; a disk that refuses costs only time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from avksite.frozen import dataclass
from avksite.memo.digest import SIZE, digest_of_bytes
from avksite.memo.seal import is_sound, note_damage

KEPT_RUNS = 5
"""The number of builds after which an unused result is deleted."""

_AT_ONCE = 500
"""Keys in one statement: SQLite allows at least 999."""

_UNHARMED = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED),
    *(sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY),
)
"""Errors of SQLite when the disk refuses but the file is intact."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer, texts, trace, parts, seal, state, run INTEGER)",
    "CREATE TABLE IF NOT EXISTS parts (digest BLOB PRIMARY KEY, part, seal)",
    "CREATE TABLE IF NOT EXISTS batches (name, number, keys, batch, seal, PRIMARY KEY (name, number))",
    "CREATE TABLE IF NOT EXISTS version (version BLOB PRIMARY KEY)",
)
_NAMES = ("answers", "parts", "batches", "version")


@dataclass(frozen=True, slots=True)
class Row:
    """A cached result; `answer`, `texts` and `trace` are pickled."""

    answer: bytes
    texts: bytes = b""
    """The texts that were read for it."""
    trace: bytes = b""
    """The other queries made for it."""
    state: bytes = b""
    """The last state of the site for which it was found valid."""


class Store:
    """Rows by key, batches by name, and the parts of results that are loaded later, by digest."""

    def __init__(self, folder: Path | None, version: bytes) -> None:
        """Open the file in `folder`; a damaged one, or one of another version of the code, is replaced.

        Without a folder nothing is stored.
        """
        self.path = folder / "memo.sqlite" if folder else None
        self.version = version
        self._opened = threading.local()  # a connection belongs to the process and the thread that opened it
        ((last,),) = self._do("PRAGMA user_version") or [(0,)]
        self._run = last + 1

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the folder only: another process opens the file itself."""
        return type(self), (self.path.parent if self.path else None, self.version)

    @property
    def _disk(self) -> sqlite3.Connection | None:
        if getattr(self._opened, "process", 0) != os.getpid():
            self._disk = _open(self.path, self.version) if self.path else None
        found: sqlite3.Connection | None = self._opened.disk
        return found

    @_disk.setter
    def _disk(self, disk: sqlite3.Connection | None) -> None:
        self._opened.disk, self._opened.process = disk, os.getpid()

    @property
    def keeps(self) -> bool:
        """Whether anything is stored."""
        return self._disk is not None

    def rows(self, keys: Iterable[bytes]) -> dict[bytes, Row]:
        """Return the rows of these keys, and mark them as used."""
        found: dict[bytes, Row] = {}
        for some in _some(keys):
            marks = ",".join("?" * len(some))
            known = "SELECT key, answer, texts, trace, seal, state, run FROM answers"
            for key, answer, texts, trace, kept, state, run in self._do(f"{known} WHERE key IN ({marks})", *some):
                if self._is_sound(kept, key, answer, texts, trace):
                    found[key] = Row(answer, texts, trace, state)
                if run not in {self._run, self._run - 1}:  # rows that were used in the last build need no update yet
                    self._do("UPDATE answers SET run = ? WHERE key = ?", self._run, key)
        return found

    def put(self, key: bytes, row: Row, parts: Mapping[bytes, bytes]) -> None:
        """Store a result with its parts."""
        about = key, row.answer, row.texts, row.trace
        values = (*about, b"".join(parts), digest_of_bytes(*about), row.state, self._run)
        self._do("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *values)
        for digest, part in parts.items():
            self.put_part(digest, part)

    def put_part(self, digest: bytes, part: bytes) -> None:
        """Store a part of a result."""
        self._do("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", digest, part, digest_of_bytes(digest, part))

    def part(self, digest: bytes) -> bytes | None:
        """Return a part of a result; None when it is missing or damaged."""
        for part, kept in self._do("SELECT part, seal FROM parts WHERE digest = ?", digest):
            if self._is_sound(kept, digest, part):
                return bytes(part)
        return None

    def batches(self, name: str) -> dict[int, bytes]:
        """Return the batches with a name, by number."""
        found = self._do("SELECT number, batch, seal FROM batches WHERE name = ?", name)
        return {number: batch for number, batch, kept in found if self._is_sound(kept, _about(name, number), batch)}

    def put_batch(self, name: str, number: int, keys: Iterable[bytes], batch: bytes) -> None:
        """Store the results of these keys together, replacing the batch with this name and number.

        They stay for as long as they are in it.
        """
        values = (name, number, b"".join(keys), batch, digest_of_bytes(_about(name, number), batch))
        self._do("INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?, ?)", *values)

    def commit(self) -> bool:
        """Commit, so that other processes see what was stored; return whether that succeeded."""
        try:
            if self._disk is not None:
                self._disk.commit()
        except sqlite3.Error as error:
            self._give_up(error)
        return self.keeps

    def close(self) -> None:
        """Commit and close; from time to time, delete unused results."""
        self._do(f"PRAGMA user_version = {self._run}")
        if self._run % KEPT_RUNS == 0:
            self._forget()
        if self._disk is not None:
            with suppress(sqlite3.Error), closing(self._disk):
                self._disk.commit()

    def _forget(self) -> None:
        oldest = self._run - KEPT_RUNS
        used = {key for (keys,) in self._do("SELECT keys FROM batches") for key in _each(keys)}
        for (key,) in self._do("SELECT key FROM answers WHERE run < ?", oldest):
            if key not in used:
                self._do("DELETE FROM answers WHERE key = ?", key)
        kept = {digest for (parts,) in self._do("SELECT parts FROM answers") for digest in _each(parts)}
        for (digest,) in self._do("SELECT digest FROM parts"):
            if digest not in kept:
                self._do("DELETE FROM parts WHERE digest = ?", digest)

    def _do(self, statement: str, *values: bytes | int | str) -> list[tuple[Any, ...]]:
        if self._disk is None:
            return []
        try:
            return self._disk.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: sqlite3.Error) -> None:
        """Stop storing; a damaged file is replaced the next time."""
        disk, self._disk = self._disk, None
        if disk and self.path and _is_damage(error):
            with suppress(sqlite3.Error):
                disk.close()
            _discard(self.path)

    def _is_sound(self, kept: object, *parts: object) -> bool:
        """Return whether stored data is intact; note it when it is not."""
        found = is_sound(kept, *parts)
        if not found and self.path:
            note_damage(self.path.parent)
        return found


def _each(digests: object) -> Iterator[bytes]:
    known = digests if isinstance(digests, bytes) else b""
    return (known[start : start + SIZE] for start in range(0, len(known), SIZE))


def _about(name: str, number: object) -> bytes:
    return ascii((name, number)).encode()


def _some(keys: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    left = iter(keys)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some


def _open(path: Path, version: bytes) -> sqlite3.Connection | None:
    """Open the file, and replace a damaged one, as after a power failure; return None when it cannot be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _with_tables(path, version)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                return None
            _discard(path)
            return _with_tables(path, version)
    except (OSError, sqlite3.Error):
        return None


def _is_damage(error: sqlite3.Error) -> bool:
    """Return whether the file is damaged, rather than read-only, locked or on a full disk."""
    is_used_wrongly = isinstance(error, sqlite3.ProgrammingError)
    return not is_used_wrongly and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _UNHARMED


def _discard(path: Path) -> None:
    note_damage(path.parent)
    with suppress(OSError):
        path.unlink()


def _with_tables(path: Path, version: bytes) -> sqlite3.Connection:
    with ExitStack() as until_sound:
        disk = until_sound.enter_context(closing(sqlite3.connect(path, timeout=5)))
        disk.execute("PRAGMA journal_mode = WAL")
        disk.execute("PRAGMA synchronous = OFF")
        known = {name for (name,) in disk.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not known.issuperset(_NAMES) or disk.execute("SELECT version FROM version").fetchall() != [(version,)]:
            for name in known:
                disk.execute(f"DROP TABLE {name}")
            for table in _TABLES:
                disk.execute(table)
            disk.execute("INSERT INTO version VALUES (?)", (version,))
            disk.commit()
        until_sound.pop_all()
        return disk
