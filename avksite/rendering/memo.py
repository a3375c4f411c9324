"""Work that was done before is not done again: the one cache, keyed by the code and the whole input."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from types import TracebackType
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
        progress: Callable[[str, int, int], None] | None = None,
        heavy_version: bytes | None = None,
    ) -> None:
        """Open the cache in `folder`; `progress` hears (what, done, total) now and then during slow work.

        Another `version` asks everything anew; `heavy_version` stands in for it where work is done together, and is
        that of the code alone: a photo does not change with a layout.
        """
        self._version = version
        self._heavy_version = version if heavy_version is None else heavy_version
        self._progress = progress
        self._disk = _open(folder) if folder else None
        self._run = _next_run(self._disk) if self._disk else 0
        self.remembered = 0
        self.made = 0

    def __enter__(self) -> Self:
        """Return the memo itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what was learnt, also when the build failed: half the work is half the work."""
        if self._disk is not None:
            try:
                self._disk.execute("DELETE FROM uses WHERE run < ?", (self._run - KEPT_RUNS,))
                self._disk.execute("DELETE FROM answers WHERE key NOT IN (SELECT key FROM uses)")
                self._disk.commit()
            except sqlite3.Error:  # a full or read-only disk: the cache is only about time
                pass
            finally:
                self._disk.close()

    def map(self, function: Callable[[In], Out], items: Iterable[In], *, together: bool = False) -> list[Out]:
        """Return `function` of every item, in order.

        With `together` a few are made at once. That only helps where a library does the work and lets go of Python
        meanwhile, and it asks of the function that it can be called so. Answers are remembered as they come.
        """
        todo = list(items)
        if together:
            return self._together(function, todo)
        answers: list[Out] = []
        for number, item in enumerate(todo, start=1):
            answers.append(self._answer(function, item))
            self._tell(function, number, len(todo))
        return answers

    def _together(self, function: Callable[[In], Out], todo: list[In]) -> list[Out]:
        keys = [self._key(function, item, self._heavy_version) for item in todo]
        answers: dict[int, Out] = {}
        for number, key in enumerate(keys):
            known = self._lookup(key)
            if known is not None:
                self.remembered += 1
                answers[number] = pickle.loads(known)  # noqa: S301  as below
        # Memory holds as many unpacked pictures as there are hands.
        hands = ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_AT_ONCE))
        try:
            waiting = {hands.submit(function, item): n for n, item in enumerate(todo) if n not in answers}
            for done in as_completed(waiting):
                number = waiting[done]
                answers[number] = done.result()
                self.made += 1
                self._remember(keys[number], pickle.dumps(answers[number], protocol=5))
                self._tell(function, len(answers), len(todo))
        finally:
            hands.shutdown(cancel_futures=True)  # after Ctrl-C only what was begun is finished
        return [answers[number] for number in range(len(todo))]

    def _tell(self, function: Callable[[In], Out], done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(function.__name__, done, total)

    def _answer(self, function: Callable[[In], Out], item: In) -> Out:
        if self._disk is None:
            self.made += 1
            return function(item)
        key = self._key(function, item, self._version)
        known = self._lookup(key)
        if known is not None:
            self.remembered += 1
            answer: Out = pickle.loads(known)  # noqa: S301  our own file, written by this program
            return answer
        self.made += 1
        answer = function(item)
        self._remember(key, pickle.dumps(answer, protocol=5))
        return answer

    def _key(self, function: Callable[..., Any], item: object, version: bytes) -> bytes:
        digest = hashlib.blake2b(version, digest_size=20)
        digest.update(f"{function.__module__}.{function.__qualname__}".encode())
        digest.update(_canonical(item))
        return digest.digest()

    def _lookup(self, key: bytes) -> bytes | None:
        if self._disk is None:
            return None
        try:
            row = self._disk.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
            if row is not None:
                self._disk.execute("INSERT OR REPLACE INTO uses VALUES (?, ?)", (key, self._run))
        except sqlite3.Error:
            self._disk = None
            return None
        return None if row is None else bytes(row[0])

    def _remember(self, key: bytes, answer: bytes) -> None:
        if self._disk is None:
            return
        try:
            self._disk.execute("INSERT OR REPLACE INTO answers (key, answer) VALUES (?, ?)", (key, answer))
            self._disk.execute("INSERT OR REPLACE INTO uses VALUES (?, ?)", (key, self._run))
        except sqlite3.Error:
            self._disk = None


class _Canonical(pickle.Pickler):
    """Writes equal values as equal bytes, in every process.

    Pickle itself writes a set in the order of its hashes, which differ from one process to the next. A set also hides
    in the state of every pydantic model: the fields that were given.
    """

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
            # When an answer was used stands apart, or every use would write the whole answer anew: a photo is large.
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


def _next_run(disk: sqlite3.Connection) -> int:
    (last,) = disk.execute("SELECT max(run) FROM uses").fetchone()
    return (last or 0) + 1
