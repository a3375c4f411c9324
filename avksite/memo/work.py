"""Runs work here or in other processes, records its queries, and pickles the results."""

from __future__ import annotations

import io
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from avksite.frozen import dataclass
from avksite.memo.later import TEXT, Later, Question, Trace, recording
from avksite.memo.queries import Answers, Traced
from avksite.memo.store import Row, Store

FORK = "fork"
MOST_PROCESSES = 8
MOST_MEMORY = 4 << 30
"""Memory limit of a process that decodes untrusted files, in bytes."""
PATIENCE = 60.0
"""Limit of its processor time for one file, in seconds."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The number of processes, each with the site in memory, and their start method (as of multiprocessing).

    By default it forks where that is safe: on Linux, from a process without other threads.
    """

    processes: int = min(max(os.cpu_count() or 1, 2), MOST_PROCESSES)
    start: str = ""

    @property
    def usual_start(self) -> str:
        """The start method for this process."""
        return self.start or (FORK if sys.platform == "linux" and threading.active_count() == 1 else "spawn")


@dataclass(frozen=True, slots=True)
class Work:
    """A function and its items; with `answers` it is a function of the site and an item.

    `crashed` returns the result for an item on which a process died. It is given for decoders of untrusted files, which
    always run in another process.
    """

    function: Callable[..., Any]
    items: tuple[Any, ...]
    store: Store
    answers: Answers | None = None
    crashed: Callable[[Any], Any] | None = None
    of_whole: bool = False
    """Whether it asks too much of the site to keep count of: then all of its state decides, and the texts it read."""

    @property
    def name(self) -> str:
        """The name of the function."""
        return f"{self.function.__module__}.{self.function.__qualname__}"

    @property
    def state(self) -> bytes:
        """The state of the site, for a function of it; b"" for others."""
        return self.answers.site.state if self.answers else b""

    def is_answered(self, trace: Trace) -> bool:
        """Return whether the answers to these queries are unchanged."""
        return self.answers is None or self.answers.agree(trace)

    def stale_in(self, batch: Batch) -> Collection[int]:
        """Return the places of the results in a batch for which the site has another answer now."""
        if self.answers is None or batch.state == self.state:
            return ()
        queries, places = unpacked_queries(batch.queries)
        others = {at for at, (question, answer) in enumerate(queries) if self.answers.digest(question) != answer}
        return {number for number, own in enumerate(places) if not others.isdisjoint(own)}

    def has_read(self, texts: Trace) -> bool:
        """Return whether these texts are unchanged."""
        return not texts or self.is_answered(texts)

    def do(self, number: int) -> tuple[Any, Trace]:
        """Return the result for an item, and the queries made for it."""
        if self.answers is None:
            return self.function(self.items[number]), {}
        with recording() as trace:
            return self.function(
                self.answers.site if self.of_whole else Traced(self.answers), self.items[number]
            ), trace


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pickled result, and by digest the parts that are loaded later."""

    row: Row
    parts: dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Many results together, which are read much faster than one by one.

    `about` is a digest of the items, `keys` has that of each, `found` for each the answer and the texts read for it.
    """

    about: bytes
    state: bytes
    keys: tuple[bytes, ...]
    found: tuple[tuple[Any, Trace], ...]
    queries: bytes
    """The other queries of each, pickled: they are needed in another state only."""


Queries = tuple[tuple[tuple[Question, bytes], ...], list[list[int]]]
"""The queries of many results with their answers, each once, and for each result the places of its own."""


def packed_queries(traces: Iterable[Trace]) -> bytes:
    """Pickle the queries of many results, most of which they share."""
    found: dict[tuple[Question, bytes], int] = {}
    places = [[found.setdefault(query, len(found)) for query in trace.items()] for trace in traces]
    return pickle.dumps((tuple(found), places))


def unpacked_queries(kept: bytes) -> Queries:
    """Return what was packed."""
    found: Queries = pickle.loads(kept)  # noqa: S301  as above
    return found


def encoded(made: object, trace: Trace) -> Encoded:
    """Pickle a result and its queries."""
    buffer, parts = io.BytesIO(), dict[bytes, bytes]()
    _Pickler(buffer, parts).dump(made)
    texts = {question: answer for question, answer in trace.items() if question[0] == TEXT}
    others = {question: answer for question, answer in trace.items() if question[0] != TEXT}
    return Encoded(Row(buffer.getvalue(), pickle.dumps(texts), pickle.dumps(others)), parts)


def decoded(work: Work, number: int, answer: bytes) -> Any:  # noqa: ANN401  whatever was remembered
    """Unpickle the result for an item; its parts are loaded on demand."""
    _reading.work, _reading.number = work, number
    return pickle.loads(answer)  # noqa: S301  our own file, written by this program


def packed(batch: Batch) -> bytes:
    """Pickle a batch; the parts of its results are stored already."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, None)
    pickler.dump((batch.about, batch.state, batch.keys, batch.queries))
    for answer in batch.found:
        pickler.dump(answer)
    return buffer.getvalue()


def unpacked(work: Work, batch: bytes, first: int) -> Batch:
    """Return what was packed of the last work that was like this, of items from the first of these on."""
    unpickler = pickle.Unpickler(io.BytesIO(batch))  # noqa: S301  as above
    about, state, keys, queries = unpickler.load()
    found = []
    _reading.work = work
    for number in range(first, first + len(keys)):
        _reading.number = number
        found.append(unpickler.load())
    return Batch(about, state, keys, tuple(found), queries)


class _Pickler(pickle.Pickler):
    """Pickles each Later as a separate part."""

    def __init__(self, buffer: io.BytesIO, parts: dict[bytes, bytes] | None) -> None:
        super().__init__(buffer, protocol=5)
        self._parts = parts

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  as the base class has it
        """Reduce a Later to its digest."""
        if not isinstance(obj, Later):
            return NotImplemented
        if self._parts is not None:
            self._parts[obj.digest] = pickle.dumps(obj.unrecorded(), protocol=5)
        return _later, (obj.digest, obj.name)


class _Reading(threading.local):
    """The result that a thread is unpickling."""

    work: Work
    number: int


_reading = _Reading()


def _later(digest: bytes, name: str) -> Later[Any]:
    """Return the Later of a part of the result that is being unpickled."""
    return Later(digest, _Fetch(_reading.work.store, digest, _reading.work, _reading.number), name)


class LostError(Exception):
    """A cached part disappeared during use; only the main process can make it again."""


class _Fetch:
    """Loads a part of a result from disk, or makes it again when the cache was emptied."""

    __slots__ = ("digest", "number", "store", "work")

    def __init__(self, store: Store, digest: bytes, work: Work | None, number: int) -> None:
        self.store = store
        self.digest = digest
        self.work = work
        self.number = number

    def __call__(self) -> Any:  # noqa: ANN401  whatever was remembered
        found = self.store.part(self.digest)
        if found is None:
            if self.work is None or _is_helper:
                raise LostError
            found = self._made(self.work)
            self.store.put_part(self.digest, found)
        return pickle.loads(found)  # noqa: S301  as above

    def _made(self, work: Work) -> bytes:
        """Make it again; the item may have had another number in the last build."""
        for number in (self.number, *range(len(work.items))):
            parts = encoded(*work.do(number)).parts if number < len(work.items) else {}
            if self.digest in parts:
                return parts[self.digest]
        raise RuntimeError("what was remembered is not made any more")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.store, self.digest, None, 0)


_work: Work | None = None
"""In a worker process: its work."""
_is_helper = False
"""Whether this is a worker process."""


def in_processes(work: Work, numbers: list[int], pool: Pool, chunk: int) -> Iterator[tuple[int, Encoded]]:
    """Yield the results of these items, in order, from processes that take `chunk` items at a time.

    An exception of an item is raised here. When a process dies, such as in a decoder that crashes, the pool breaks:
    then each item in progress is tried alone, and `work.crashed` returns the result for the one that crashes; without
    it, RuntimeError names them all.
    """
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  little work starts no process

    done = 0
    while done < len(numbers):
        try:
            for one in _together(work, numbers[done:], pool, chunk):
                done += 1
                yield one
        except LostError:
            yield from ((number, encoded(*work.do(number))) for number in numbers[done:])
            return
        except BrokenProcessPool as broken:
            at_work = numbers[done : done + pool.processes * chunk]
            if work.crashed is None:
                names = [str(getattr(work.items[number], "path", number)) for number in at_work]
                msg = f"a process died while it worked on one of: {', '.join(names)}"
                raise RuntimeError(msg) from broken
        else:
            return
        for number in at_work:
            yield number, _alone(work, number, pool)
        done += len(at_work)


def _alone(work: Work, number: int, pool: Pool) -> Encoded:
    """Run an item in its own process; if that dies too, return the result of `crashed`."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  as above

    try:
        ((_, made),) = _together(work, [number], replace(pool, processes=1), 1)
    except BrokenProcessPool:
        return encoded(work.crashed(work.items[number]) if work.crashed else None, {})
    return made


def _together(work: Work, numbers: list[int], pool: Pool, chunk: int) -> Iterator[tuple[int, Encoded]]:
    """Yield the same until a process dies. A forked process inherits the work, a spawned one is sent it."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  as above
    from multiprocessing import get_context  # noqa: PLC0415

    global _work  # noqa: PLW0603  a process that forks off finds it here
    _work = work
    work.store.commit()  # a fork must not inherit an open transaction
    start = pool.usual_start
    sent = () if start == FORK else (work,)
    chunks = [numbers[first : first + chunk] for first in range(0, len(numbers), chunk)]
    executor = ProcessPoolExecutor(min(pool.processes, len(chunks)), get_context(start), _begin, sent)
    try:
        for some, answers in zip(chunks, executor.map(_do, chunks), strict=True):
            yield from zip(some, answers, strict=True)
    finally:
        _work = None
        executor.shutdown(cancel_futures=True)


def _begin(*sent: Work) -> None:
    global _work, _is_helper  # noqa: PLW0603  as above
    _is_helper = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for work in sent:
        _work = work
    if _work and _work.crashed:
        _limit_resources()


def _end_with_parent() -> None:
    """End this process as soon as its parent is gone, which may have been killed."""
    from multiprocessing import parent_process  # noqa: PLC0415  as above

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _limit_resources() -> None:
    """Limit the memory of this process, and disable core dumps."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits, and another system may refuse
        import resource  # noqa: PLC0415  as it says

        for bound, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            resource.setrlimit(bound, (most, resource.getrlimit(bound)[1]))


def _do(numbers: list[int]) -> list[Encoded]:
    if _work is None:
        raise RuntimeError("no work was sent")
    is_timed = _work.crashed and hasattr(signal, "setitimer")
    made, read = [], set[str]()
    for number in numbers:
        if is_timed:
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)  # and then it dies
        answer, trace = _work.do(number)
        made.append(encoded(answer, trace))
        read |= {str(question[1]) for question in trace if question[0] == TEXT}
    if is_timed:
        signal.setitimer(signal.ITIMER_PROF, 0)
    texts = _work.answers.site.texts if _work.answers else {}
    for path in read & texts.keys():  # keeps only the texts in use in memory
        texts[path].let_go()
    return made
