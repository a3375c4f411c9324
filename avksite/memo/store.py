"""Store: answers in one file of SQLite in the cache folder, where a disk that refuses costs nothing but time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from avksite.frozen import dataclass
from avksite.memo.digest import SIZE

KEPT_RUNS = 5
"""For how many builds an answer that nobody asked for stays."""

_AT_ONCE = 500
"""How many keys go into one statement: SQLite takes at least 999."""

_SEAL = 8
"""Bytes of the digest in front of everything that is remembered: a disk may give back other bytes than it took."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer, texts, trace, parts, state, run INTEGER)",
    "CREATE TABLE IF NOT EXISTS parts (digest BLOB PRIMARY KEY, part)",
    "CREATE TABLE IF NOT EXISTS batches (name, number, keys, batch, PRIMARY KEY (name, number))",
    "CREATE TABLE IF NOT EXISTS version (version BLOB PRIMARY KEY)",
)
_NAMES = ("answers", "parts", "batches", "version")


@dataclass(frozen=True, slots=True)
class Row:
    """What is remembered under a key; `answer`, `texts` and `trace` are pickled."""

    answer: bytes
    texts: bytes = b""
    """The texts that were read for it."""
    trace: bytes = b""
    """What else was asked for it."""
    state: bytes = b""
    """The state of the site for which that was last found to be answered as it was."""


class Store:
    """Rows by key, batches of them by name, and the parts of answers that are fetched later, by their digest."""

    def __init__(self, folder: Path | None, version: bytes) -> None:
        """Open the file in `folder`; a damaged one, or one of another version of the code, is made anew.

        Without a folder nothing is kept.
        """
        self.path = folder / "memo.sqlite" if folder else None
        self.version = version
        self._disk = _open(self.path, version) if self.path else None
        self._process = os.getpid()
        ((last,),) = self._do("PRAGMA user_version") or [(0,)]
        self._run = last + 1

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as the folder, which opens the file for itself."""
        return type(self), (self.path.parent if self.path else None, self.version)

    @property
    def keeps(self) -> bool:
        """Whether anything is remembered."""
        return self._disk is not None

    def rows(self, keys: Iterable[bytes]) -> dict[bytes, Row]:
        """Return what is remembered under these keys, and let it stay for the next builds."""
        found: dict[bytes, Row] = {}
        for some in _some(keys):
            marks = ",".join("?" * len(some))
            known = f"SELECT key, answer, texts, trace, state, run FROM answers WHERE key IN ({marks})"  # noqa: S608  marks only
            for key, answer, texts, trace, state, run in self._do(known, *some):
                opened = _opened(answer), _opened(texts), _opened(trace)
                if opened[0] is not None and opened[1] is not None and opened[2] is not None:
                    found[key] = Row(opened[0], opened[1], opened[2], state)
                if run < self._run - 1:  # rows of a build in a row need no writing
                    self._do("UPDATE answers SET run = ? WHERE key = ?", self._run, key)
        return found

    def put(self, key: bytes, row: Row, parts: Mapping[bytes, bytes]) -> None:
        """Remember an answer with its parts."""
        sealed = map(_sealed, (row.answer, row.texts, row.trace))
        values = (key, *sealed, b"".join(parts), row.state, self._run)
        self._do("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
        for digest, part in parts.items():
            self._do("INSERT OR REPLACE INTO parts VALUES (?, ?)", digest, _sealed(part))

    def agreed(self, keys: Iterable[bytes], state: bytes) -> None:
        """Note that these rows hold for this state of the site."""
        for some in _some(keys):
            marks = ",".join("?" * len(some))
            self._do(f"UPDATE answers SET state = ? WHERE key IN ({marks})", state, *some)  # noqa: S608  marks only

    def part(self, digest: bytes) -> bytes | None:
        """Return a part of an answer; None when it is not there any more, or not as it was."""
        found = self._do("SELECT part FROM parts WHERE digest = ?", digest)
        return _opened(found[0][0]) if found else None

    def batches(self, name: str) -> dict[int, bytes]:
        """Return the batches with a name, by their numbers."""
        found = self._do("SELECT number, batch FROM batches WHERE name = ?", name)
        opened = {number: _opened(batch) for number, batch in found}
        return {number: batch for number, batch in opened.items() if batch is not None}

    def put_batch(self, name: str, number: int, keys: Iterable[bytes], batch: bytes) -> None:
        """Remember the answers under these keys together, in the place of the last batch with this name and number.

        They stay for as long as they are in it.
        """
        values = (name, number, b"".join(keys), _sealed(batch))
        self._do("INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?)", *values)

    def commit(self) -> bool:
        """Let other processes see what was put; say whether they can."""
        try:
            if self._disk is not None:
                self._disk.commit()
        except sqlite3.Error:
            self._disk = None
        return self.keeps

    def close(self) -> None:
        """Forget, now and then, what nobody asked for in a while, and keep the rest."""
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
        if self._process != os.getpid() and self.path:  # a connection belongs to the process that opened it
            self._disk, self._process = _open(self.path, self.version), os.getpid()
            return self._do(statement, *values)
        try:
            return self._disk.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._disk = None
            return []


def _each(digests: bytes) -> Iterator[bytes]:
    return (digests[start : start + SIZE] for start in range(0, len(digests), SIZE))


def _sealed(content: bytes) -> bytes:
    return blake2b(content, digest_size=_SEAL).digest() + content


def _opened(sealed: bytes) -> bytes | None:
    """Return what was sealed; None when it is not what it was."""
    content = sealed[_SEAL:]
    return content if _sealed(content) == sealed else None


def _some(keys: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    left = iter(keys)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some


def _open(path: Path, version: bytes) -> sqlite3.Connection | None:
    """Open the file; one that is damaged, say after a power cut, is made anew, and one that cannot be had is left."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _with_tables(path, version)
        except sqlite3.OperationalError:  # read-only, locked, or no room: nothing is wrong with it
            return None
        except sqlite3.DatabaseError:
            path.unlink()
            return _with_tables(path, version)
    except (OSError, sqlite3.Error):
        return None


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
