"""Memo: the one cache, and the one pool of processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from pickle import loads  # the file is written by this program
from typing import Any, Self, TypeVar

from avksite.memo.digest import canonical, digest, digest_of_bytes, digest_of_folder
from avksite.memo.later import Trace
from avksite.memo.queries import Answers
from avksite.memo.store import Store
from avksite.memo.work import (
    Batch,
    Pool,
    Work,
    decoded,
    encoded,
    in_processes,
    packed,
    packed_queries,
    unpacked,
    unpacked_queries,
)

In = TypeVar("In")
Out = TypeVar("Out")

MOST_HEAVY = 4
"""Items of heavy work in memory at once."""

WORTH = 150
"""The number of items of light work from which starting processes saves time."""

PACKAGE = Path(__file__).parents[1]

CHUNK = 60
"""Items of light work that are sent to a process at once."""

TOGETHER = 250
"""Answers in a batch, which is read and written as a whole: an edit rewrites only its batches."""


def code_version() -> bytes:
    """Return a digest of everything except the input that decides the output: code, packages, Python."""
    lock = PACKAGE.parent / "requirements.txt"
    return digest_of_bytes(
        sys.version.encode(), lock.read_bytes() if lock.is_file() else b"", digest_of_folder(PACKAGE)
    )


class Memo:
    """Caches results on disk.

    Without a folder, or when the disk refuses, nothing is cached and everything still works: deleting the cache only
    costs time. Use it as a context manager, so that new results are saved.
    """

    def __init__(
        self,
        folder: Path | None = None,
        version: bytes = b"",
        progress: Callable[[str, int, int], None] = lambda *_: None,
        pool: Pool = Pool(),  # noqa: B008  it is frozen
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the cache in `folder`; `progress` gets (what, done, total) during the work.

        `pause` is called between its pieces, also when all of it is remembered; whatever it raises passes.
        Another `version` of the code invalidates everything. Much work is done in the processes of `pool`.
        """
        self._progress = progress
        self._pause = pause
        self._store = Store(folder, version)
        self._pool = pool
        self._asked = Answers(None)
        self.remembered = 0
        self.made = 0

    def __enter__(self) -> Self:
        """Return the memo itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Save new results, also when the build failed."""
        self._store.close()

    def map(
        self,
        function: Callable[[In], Out],
        items: Iterable[In],
        *,
        heavy: bool = False,
        crashed: Callable[[In], Out] | None = None,
    ) -> list[Out]:
        """Return `function(item)` of every item, in order; it is pure. Only a few items of heavy work are in memory.

        With `crashed`, which returns the result for an item on which a process died, other processes do all work.
        """
        return self._done(Work(function, tuple(items), self._store, crashed=crashed), heavy=heavy)

    def ask(  # noqa: PLR0913  how it is done
        self,
        function: Callable[[Any, In], Out],
        items: Iterable[In],
        site: Any,  # noqa: ANN401  the memo does not know what it is asked about
        *,
        heavy: bool = False,
        crashed: Callable[[In], Out] | None = None,
        of_whole: bool = False,
        about: bytes = b"",
    ) -> list[Out]:
        """Return `function(site, item)` of every item, in order; `crashed` is as for `map`.

        A cached result is valid while all its queries have the same answers. `site.state` is a digest of everything
        that queries depend on: while it is equal, they need not be made again. For work `of_whole` no queries are
        recorded: it is done again for another state. Of many items `about` is a digest of all that they follow from.
        """
        if self._asked.site is not site:
            self._asked = Answers(site)
        return self._done(
            Work(function, tuple(items), self._store, self._asked, crashed, of_whole), heavy=heavy, about=about
        )

    def _done(self, work: Work, *, heavy: bool, about: bytes = b"") -> list[Any]:
        parts = [work.items[first : first + TOGETHER] for first in range(0, len(work.items), TOGETHER)]
        abouts = [
            digest((about, number) if about else items) for number, items in enumerate(parts) if self._store.keeps
        ]
        last: dict[int, Batch] = {}
        for number, kept in self._store.batches(work.name).items():
            self._pause()
            last[number] = unpacked(work, kept, number * TOGETHER)
        same = {
            number
            for number, of_these in enumerate(abouts)
            if number in last and (last[number].about, last[number].state) == (of_these, work.state)
        }
        keys: list[bytes] = []
        at_hand: dict[bytes, tuple[int, int]] = {}
        for number, items in enumerate(parts):
            self._pause()
            keys += last[number].keys if number in same else self._keys(work, items)
        for number, batch in last.items():
            self._pause()
            stale = work.stale_in(batch)
            at_hand |= {key: (number, at) for at, key in enumerate(batch.keys) if at not in stale}
        known = {number: last[it[0]].found[it[1]] for number, key in enumerate(keys) if (it := at_hand.get(key))}
        rows, traces = self._in_rows(work, {number: key for number, key in enumerate(keys) if number not in known})
        known = {number: it for number, it in (known | rows).items() if work.has_read(it[1])}
        queries = {number: batch.queries for number, batch in last.items()}
        last.clear()  # frees stale results, which may be as large as the new ones
        self.remembered += len(known)
        new = [number for number in range(len(keys)) if number not in known]
        for number, answer, texts, trace in self._made(work, keys, new, heavy=heavy):
            known[number], traces[number] = (answer, texts), trace
            self.made += 1
            self._pause()
            self._progress(work.function.__name__, len(known), len(keys))
        found = [known[number] for number in range(len(keys))]
        if self._store.keeps:
            old = lru_cache(2)(lambda number: unpacked_queries(queries[number]))  # most come from one, or the next

            def trace_of(number: int) -> Trace:
                if number in traces:
                    return traces[number]
                batch, at = at_hand[keys[number]]
                all_, places = old(batch)
                return dict(all_[place] for place in places[at])

            for number in sorted({*range(len(parts))} - same | {number // TOGETHER for number in new}):
                place = slice(number * TOGETHER, (number + 1) * TOGETHER)
                asked = packed_queries(map(trace_of, range(len(keys))[place]))
                batch = Batch(abouts[number], work.state, tuple(keys[place]), tuple(found[place]), asked)
                self._store.put_batch(work.name, number, batch.keys, packed(batch))
            self._store.commit()  # saves new results even if the program is killed, and unlocks other threads
        return [answer for answer, _ in found]

    def _keys(self, work: Work, items: Iterable[Any]) -> Iterator[bytes]:
        """Yield the cache key of each item; empty ones without a cache."""
        about = (work.name.encode(), *((work.state,) if work.of_whole else ()))
        for item in items:
            yield digest_of_bytes(*about, canonical(item)) if self._store.keeps else b""

    def _in_rows(self, work: Work, keys: dict[int, bytes]) -> tuple[dict[int, tuple[Any, Trace]], dict[int, Trace]]:
        """Return the valid results in rows of their own, by number, each with the texts read; and their queries."""
        rows = self._store.rows(keys.values())
        known: dict[int, tuple[Any, Trace]] = {}
        traces: dict[int, Trace] = {}
        for number, key in keys.items():
            self._pause()
            if row := rows.get(key):
                trace = loads(row.trace)  # noqa: S301
                if row.state == work.state or work.is_answered(trace):
                    known[number] = decoded(work, number, row.answer), loads(row.texts)  # noqa: S301
                    traces[number] = trace
        return known, traces

    def _made(
        self, work: Work, keys: list[bytes], new: list[int], *, heavy: bool
    ) -> Iterator[tuple[int, Any, Trace, Trace]]:
        """Compute, cache and yield the other results, each with the texts that were read for it, and its queries."""
        enough, chunk, most = (2, 1, MOST_HEAVY) if heavy else (WORTH, CHUNK, self._pool.processes)
        pool = replace(self._pool, processes=min(self._pool.processes, most))
        if not self._store.keeps:
            yield from ((number, work.do(number)[0], {}, {}) for number in new)
            return
        here = len(new)
        if pool.processes > 1 and here >= (1 if work.crashed else enough) and self._store.commit():
            here = 0 if heavy or work.crashed else chunk  # what these set up is inherited by forked processes
        made = ((number, encoded(*work.do(number))) for number in new[:here])
        others = in_processes(work, new[here:], pool, chunk) if new[here:] else ()
        for number, done in chain(made, others):
            self._store.put(keys[number], replace(done.row, state=work.state), done.parts)
            if heavy or number % CHUNK == 0:  # keeps the results if the process is killed
                self._store.commit()
            answer, row = decoded(work, number, done.row.answer), done.row
            yield number, answer, loads(row.texts), loads(row.trace)  # noqa: S301
