"""Work that was done before is not done again: the one cache, keyed by the code and the whole input."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

KEPT_RUNS = 5
"""For how many builds an answer that nobody asked for stays."""

MOST_AT_ONCE = 4
"""How many items of heavy work are in memory together, however many processors there are."""

PACKAGE = Path(__file__).parents[1]


def code_version(*folders: Path) -> bytes:
    """Return a digest of everything but its input that decides what the program makes."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    files = [PACKAGE.parent / "requirements.txt", *(p for f in (PACKAGE, *folders) for p in sorted(f.rglob("*")))]
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.digest()


class Memo:
    """`map` runs a pure function over items and remembers the answers on disk.

    Without a folder, or when the disk refuses, nothing is remembered and everything still works: deleting the cache
    changes nothing but time. Use it as a context manager, so that what was learnt is kept.
    """

    def __init__(
        self,
        folder: Path | None = None,
        version: bytes = b"",
        progress: Callable[[str, int, int], None] = lambda *_: None,
        heavy_version: bytes | None = None,
    ) -> None:
        """Open the cache in `folder`; `progress` gets (what, done, total) during the work.

        Another `version` asks everything anew; `heavy_version` takes its place where work is done together, and is
        that of the code alone: a photo does not change with a layout.
        """
        self._version = version
        self._heavy_version = version if heavy_version is None else heavy_version
        self._progress = progress
        self._disk = _open(folder) if folder else None
        ((last,),) = self._rows("SELECT max(run) FROM uses") or [(0,)]
        self._run = (last or 0) + 1
        self.remembered = 0
        self.made = 0

    def __enter__(self) -> Self:
        """Return the memo itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what was learnt, also when the build failed: half the work is half the work."""
        self._rows("DELETE FROM uses WHERE run < ?", self._run - KEPT_RUNS)
        self._rows("DELETE FROM answers WHERE key NOT IN (SELECT key FROM uses)")
        if self._disk is not None:
            with suppress(sqlite3.Error), closing(self._disk):
                self._disk.commit()

    def map(self, function: Callable[[In], Out], items: Iterable[In], *, together: bool = False) -> list[Out]:
        """Return `function` of every item, in order.

        With `together` a few are made at once. That only helps where a library does the work and lets go of Python
        meanwhile, and it asks of the function that it can be called so. Answers are remembered as they come.
        """
        todo = list(items)
        version = self._heavy_version if together else self._version
        keys = [self._key(function, item, version) for item in todo]
        answers: dict[int, Out] = {}
        for number, key in enumerate(keys):
            if known := self._rows("SELECT answer FROM answers WHERE key = ?", key):
                answers[number] = pickle.loads(known[0][0])  # noqa: S301  our own file, written by this program
                self._rows("INSERT OR REPLACE INTO uses VALUES (?, ?)", key, self._run)
        self.remembered += len(answers)
        new = {number: item for number, item in enumerate(todo) if number not in answers}
        # Memory holds as many unpacked pictures as there are threads.
        threads = ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_AT_ONCE))
        coming = threads.map(function, new.values()) if together else map(function, new.values())
        try:
            for number, answer in zip(new, coming, strict=True):
                answers[number] = answer
                self.made += 1
                if self._disk is not None:
                    pickled = pickle.dumps(answer, protocol=5)
                    self._rows("INSERT OR REPLACE INTO answers (key, answer) VALUES (?, ?)", keys[number], pickled)
                    self._rows("INSERT OR REPLACE INTO uses VALUES (?, ?)", keys[number], self._run)
                self._progress(function.__name__, len(answers), len(todo))
        finally:
            threads.shutdown(cancel_futures=True)  # after Ctrl-C only what was begun is finished
        return [answers[number] for number in range(len(todo))]

    def _key(self, function: Callable[..., Any], item: object, version: bytes) -> bytes:
        """Return the digest of what an answer follows from; nothing when there is no disk to look on."""
        if self._disk is None:
            return b""
        digest = hashlib.blake2b(version, digest_size=20)
        digest.update(f"{function.__module__}.{function.__qualname__}".encode())
        digest.update(_canonical(item))
        return digest.digest()

    def _rows(self, statement: str, *values: bytes | int) -> list[tuple[Any, ...]]:
        """Return the rows that the disk gives; one that refuses is left alone: the cache is only about time."""
        if self._disk is None:
            return []
        try:
            return self._disk.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._disk = None
            return []


class _Canonical(pickle.Pickler):
    """Writes equal values as equal bytes, in every process.

    Pickle itself writes a set in the order of its hashes, which differ from one process to the next. A set also hides
    in the state of every pydantic model: the fields that were given.
    """

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  as the base class has it
        """Take a dataclass as its fields alone: what it has worked out of them and kept depends on who asked."""
        if isinstance(obj, type) or not is_dataclass(obj) or not hasattr(obj, "__dict__"):
            return NotImplemented
        return type(obj), tuple(getattr(obj, field.name) for field in fields(obj))

    def persistent_id(self, obj: object) -> object:
        """Return the members of a set in a fixed order, which then stand in for it; None for all else."""
        return ("set", sorted(map(_canonical, obj))) if isinstance(obj, (set, frozenset)) else None


def _canonical(item: object) -> bytes:
    """Return bytes that equal values share: `fast` leaves out pickle's notes on which parts are one object."""
    buffer = io.BytesIO()
    pickler = _Canonical(buffer, protocol=5)
    pickler.fast = True
    pickler.dump(item)
    return buffer.getvalue()


def _open(folder: Path) -> sqlite3.Connection | None:
    path = folder / "memo.sqlite"
    for attempt in (1, 2):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            disk = sqlite3.connect(path, timeout=5)
            disk.execute("PRAGMA journal_mode = WAL")
            disk.execute("PRAGMA synchronous = OFF")
            # Uses have a table of their own: a photo is large, and need not be written anew at each use.
            disk.execute("CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer BLOB)")
            disk.execute("CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, run INTEGER) WITHOUT ROWID")
            disk.execute("SELECT key FROM answers LIMIT 1")
        except sqlite3.DatabaseError:
            if attempt == 1:  # a damaged file, say after a power cut: start anew
                path.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return disk
    return None
