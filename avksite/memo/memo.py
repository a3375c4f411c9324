"""Memo: the one cache, and the one pool of processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from pickle import loads  # what is read is our own file, written by this program
from typing import Any, Self, TypeVar

from avksite.memo.digest import canonical, digest, digest_of_bytes, digest_of_folder
from avksite.memo.later import Trace
from avksite.memo.queries import Answers
from avksite.memo.store import Store
from avksite.memo.work import Batch, Pool, Work, decoded, encoded, in_processes, packed, unpacked

In = TypeVar("In")
Out = TypeVar("Out")

MOST_HEAVY = 4
"""How many items of heavy work are in memory together."""

WORTH = 150
"""From how many items of light work on it saves time to start processes."""

PACKAGE = Path(__file__).parents[1]

CHUNK = 60
"""How many items of light work go to a process at once."""

TOGETHER = 250
"""How many answers are read and written together: an edit writes only those around it again."""


def code_version() -> bytes:
    """Return a digest of everything but its input that decides what the program makes."""
    lock = PACKAGE.parent / "requirements.txt"
    return digest_of_bytes(
        sys.version.encode(), lock.read_bytes() if lock.is_file() else b"", digest_of_folder(PACKAGE)
    )


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
        pool: Pool = Pool(),  # noqa: B008  it is frozen
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the cache in `folder`; `progress` gets (what, done, total) during the work.

        `pause` is called between its pieces, also when all of it is remembered; whatever it raises passes.
        Another `version` of the code asks everything anew. Much work goes to the processes of `pool`.
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
        """Keep what was learnt, also when the build failed: half the work is half the work."""
        self._store.close()

    def map(
        self,
        function: Callable[[In], Out],
        items: Iterable[In],
        *,
        heavy: bool = False,
        crashed: Callable[[In], Out] | None = None,
    ) -> list[Out]:
        """Return `function` of every item, in order; it is pure. Of heavy work only a few items are in memory.

        With `crashed`, which answers for an item on which a process died, all of it is done in other processes.
        """
        return self._done(Work(function, tuple(items), self._store, crashed=crashed), heavy=heavy)

    def ask(
        self,
        function: Callable[[Any, In], Out],
        items: Iterable[In],
        site: Any,  # noqa: ANN401  the memo does not know what it is asked about
        *,
        heavy: bool = False,
        crashed: Callable[[In], Out] | None = None,
    ) -> list[Out]:
        """Return `function` of the site and every item, in order; `crashed` is as for `map`.

        An answer is remembered as long as all that was asked for it is answered as it was. `site.state` is a digest of
        everything that queries of it follow from: where it is as it was, they need not be asked again.
        """
        if self._asked.site is not site:
            self._asked = Answers(site)
        return self._done(Work(function, tuple(items), self._store, self._asked, crashed), heavy=heavy)

    def _done(self, work: Work, *, heavy: bool) -> list[Any]:
        parts = [work.items[first : first + TOGETHER] for first in range(0, len(work.items), TOGETHER)]
        abouts = [digest(items) if self._store.keeps else b"" for items in parts]
        last: dict[int, Batch] = {}
        for number, kept in self._store.batches(work.name).items():
            self._pause()
            last[number] = unpacked(work, kept, number * TOGETHER)
        same = {
            number
            for number, about in enumerate(abouts)
            if number in last and (last[number].about, last[number].state) == (about, work.state)
        }
        keys: list[bytes] = []
        known: dict[int, tuple[Any, Trace]] = {}
        for number, items in enumerate(parts):
            self._pause()
            if number in same:
                known.update(enumerate(last[number].found, len(keys)))
            keys += last[number].keys if number in same else self._keys(work, items)
        if len(same) < len(parts):
            known |= self._known(work, {number: key for number, key in enumerate(keys) if number not in known}, last)
        known = {number: it for number, it in known.items() if work.has_read(it[1])}
        last.clear()  # of ten thousand texts what holds no longer is as much as what is made now
        self.remembered += len(known)
        new = [number for number in range(len(keys)) if number not in known]
        for number, answer, texts in self._made(work, keys, new, heavy=heavy):
            known[number] = answer, texts
            self.made += 1
            self._pause()
            self._progress(work.function.__name__, len(known), len(keys))
        found = [known[number] for number in range(len(keys))]
        if self._store.keeps:
            for number in sorted({*range(len(parts))} - same | {number // TOGETHER for number in new}):
                place = slice(number * TOGETHER, (number + 1) * TOGETHER)
                batch = Batch(abouts[number], work.state, tuple(keys[place]), tuple(found[place]))
                self._store.put_batch(work.name, number, batch.keys, packed(batch))
            self._store.commit()  # what was learnt stays, whatever ends the program, and other threads can go on
        return [answer for answer, _ in found]

    def _keys(self, work: Work, items: Iterable[Any]) -> Iterator[bytes]:
        """Yield a digest of what each answer is about; empty ones when there is no disk to look on."""
        name = work.name.encode()
        for item in items:
            yield digest_of_bytes(name, canonical(item)) if self._store.keeps else b""

    def _known(self, work: Work, keys: dict[int, bytes], last: dict[int, Batch]) -> dict[int, tuple[Any, Trace]]:
        """Return what is remembered under these keys, by their numbers: the answers and the texts read for them."""
        alike = [batch for batch in last.values() if batch.state == work.state]
        at_hand = {key: it for batch in alike for key, it in zip(batch.keys, batch.found, strict=True)}
        rows = self._store.rows(key for key in keys.values() if key not in at_hand)
        agreed = set[bytes]()
        for key, row in rows.items():
            self._pause()
            if row.state != work.state and work.is_answered(loads(row.trace)):  # noqa: S301
                agreed.add(key)
        self._store.agreed(agreed, work.state)
        known: dict[int, tuple[Any, Trace]] = {}
        for number, key in keys.items():
            self._pause()
            if key in at_hand:
                known[number] = at_hand[key]
            elif key in rows and (key in agreed or rows[key].state == work.state):
                known[number] = decoded(work, number, rows[key].answer), loads(rows[key].texts)  # noqa: S301
        return known

    def _made(self, work: Work, keys: list[bytes], new: list[int], *, heavy: bool) -> Iterator[tuple[int, Any, Trace]]:
        """Yield the answers that are not known, each remembered at once, and the texts that were read for them."""
        enough, chunk, most = (2, 1, MOST_HEAVY) if heavy else (WORTH, CHUNK, self._pool.processes)
        pool = replace(self._pool, processes=min(self._pool.processes, most))
        if not self._store.keeps:
            yield from ((number, work.do(number)[0], {}) for number in new)
            return
        here = len(new)
        if pool.processes > 1 and here >= (1 if work.crashed else enough) and self._store.commit():
            here = 0 if heavy or work.crashed else chunk  # what is set up for these is there for all that forks off
        made = ((number, encoded(*work.do(number))) for number in new[:here])
        others = in_processes(work, new[here:], pool, chunk) if new[here:] else ()
        for number, done in chain(made, others):
            self._store.put(keys[number], replace(done.row, state=work.state), done.parts)
            if heavy or number % CHUNK == 0:  # a process that is killed has not worked for nothing
                self._store.commit()
            yield number, decoded(work, number, done.row.answer), loads(done.row.texts)  # noqa: S301
