"""Memo: the one cache, and the one pool of processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from pickle import loads  # what is read is our own file, written by this program
from typing import Any, Self, TypeVar

from avksite.memo.digest import canonical, digest_of_bytes
from avksite.memo.queries import Answers
from avksite.memo.store import Row, Store
from avksite.memo.work import Pool, Work, decoded, encoded, in_processes

In = TypeVar("In")
Out = TypeVar("Out")

MOST_HEAVY = 4
"""How many items of heavy work are in memory together."""

WORTH = 150
"""From how many items of light work on it saves time to start processes."""

PACKAGE = Path(__file__).parents[1]

CHUNK = 20
"""How many items of light work go to a process at once."""


def code_version(*folders: Path) -> bytes:
    """Return a digest of everything but its input that decides what the program makes."""
    lock = PACKAGE.parent / "requirements.txt"
    found = [sys.version.encode(), lock.read_bytes() if lock.is_file() else b""]
    for folder in dict.fromkeys((PACKAGE, *folders)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return digest_of_bytes(*found)


class Memo:
    """Remembers on disk what was made.

    Without a folder, or when the disk refuses, nothing is remembered and everything still works: deleting the cache
    changes nothing but time. Use it as a context manager, so that what was learnt is kept.
    """

    def __init__(
        self,
        folder: Path | None = None,
        version: bytes = b"",
        progress: Callable[[str, int, int], None] = lambda *_: None,
        heavy_version: bytes | None = None,
        pool: Pool = Pool(),  # noqa: B008  it is frozen
    ) -> None:
        """Open the cache in `folder`; `progress` gets (what, done, total) during the work.

        Another `version` asks everything anew; `heavy_version` takes its place for heavy work, and is that of the code
        alone: a photo does not change with a layout. Much work goes to the processes of `pool`.
        """
        self._versions = {False: version, True: version if heavy_version is None else heavy_version}
        self._progress = progress
        self._store = Store(folder)
        self._pool = pool
        self.remembered = 0
        self.made = 0

    def __enter__(self) -> Self:
        """Return the memo itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what was learnt, also when the build failed: half the work is half the work."""
        self._store.close()

    def map(self, function: Callable[[In], Out], items: Iterable[In], *, heavy: bool = False) -> list[Out]:
        """Return `function` of every item, in order; it is pure. Of heavy work only a few items are in memory."""
        work = Work(function, tuple(items), self._store)
        keys = self._keys(work, heavy=heavy)
        return self._answers(work, keys, self._store.rows(keys), heavy=heavy)

    def ask(
        self,
        function: Callable[[Any, In], Out],
        items: Iterable[In],
        site: Any,  # noqa: ANN401  the memo does not know what it is asked about
        *,
        heavy: bool = False,
    ) -> list[Out]:
        """Return `function` of the site and every item, in order.

        An answer is remembered as long as all that was asked for it is answered as it was. `site.state` is a digest of
        everything that queries of it follow from: where it is as it was, they need not be asked again.
        """
        answers = Answers(site)
        work = Work(function, tuple(items), self._store, answers)
        keys = self._keys(work, heavy=heavy)
        rows = {key: row for key, row in self._store.rows(keys).items() if answers.agree(loads(row.texts))}  # noqa: S301
        changed = {key: row for key, row in rows.items() if row.state != site.state}
        agreed = [key for key, row in changed.items() if answers.agree(loads(row.trace))]  # noqa: S301
        self._store.agreed(agreed, site.state)
        for key in changed.keys() - set(agreed):
            del rows[key]
        return self._answers(work, keys, rows, heavy=heavy, state=site.state)

    def _keys(self, work: Work, *, heavy: bool) -> list[bytes]:
        """Return a digest of what each answer is about; empty ones when there is no disk to look on."""
        if not self._store.keeps:
            return [b""] * len(work.items)
        name = f"{work.function.__module__}.{work.function.__qualname__}".encode()
        return [digest_of_bytes(self._versions[heavy], name, canonical(item)) for item in work.items]

    def _answers(
        self, work: Work, keys: list[bytes], rows: dict[bytes, Row], *, heavy: bool, state: bytes = b""
    ) -> list[Any]:
        known = {number: rows[key].answer for number, key in enumerate(keys) if key in rows}
        answers = {number: decoded(work, number, keys[number], answer) for number, answer in known.items()}
        self.remembered += len(known)
        new = [number for number in range(len(keys)) if number not in known]
        for number, answer in self._made(work, keys, new, state, heavy=heavy):
            answers[number] = answer
            self.made += 1
            self._progress(work.function.__name__, len(answers), len(keys))
        return [answers[number] for number in range(len(keys))]

    def _made(
        self, work: Work, keys: list[bytes], new: list[int], state: bytes, *, heavy: bool
    ) -> Iterator[tuple[int, Any]]:
        """Yield the answers that are not known, each remembered at once."""
        enough, chunk, most = (2, 1, MOST_HEAVY) if heavy else (WORTH, CHUNK, self._pool.processes)
        pool = replace(self._pool, processes=min(self._pool.processes, most))
        if pool.processes > 1 and len(new) >= enough and self._store.commit():
            for number, done in in_processes(work, new, pool, chunk):
                self._store.put(keys[number], replace(done.row, state=state), done.parts)
                yield number, decoded(work, number, keys[number], done.row.answer)
            return
        for number in new:
            answer, trace = work.do(number)
            if self._store.keeps:
                done = encoded(answer, trace)
                self._store.put(keys[number], replace(done.row, state=state), done.parts)
            yield number, answer
