"""Values that are loaded on demand, and the recording of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Generic, TypeVar

Value = TypeVar("Value")

Question = tuple[object, ...]
"""The name of a query, then its arguments, which can be pickled, hashed and compared."""

Trace = dict[Question, bytes]
"""Queries with a digest of each answer."""

TEXT = "text"
"""The query for the content of a text; its argument is the path."""

_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)
_in_query: ContextVar[Question | None] = ContextVar("in_query", default=None)


@contextmanager
def recording() -> Iterator[Trace]:
    """Record the queries that are made in the `with` block."""
    trace: Trace = {}
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


@contextmanager
def answering(question: Question) -> Iterator[None]:
    """Record nothing while the `with` block answers a query: the answer stands for its own queries."""
    recorded, asked = _trace.set(None), _in_query.set(question)
    try:
        yield
    finally:
        _trace.reset(recorded)
        _in_query.reset(asked)


def is_recorded() -> bool:
    """Return whether queries are being recorded."""
    return _trace.get() is not None


def record(question: Question, digest: bytes) -> None:
    """Record a query, if queries are being recorded."""
    trace = _trace.get()
    if trace is not None:
        trace[question] = digest


class Later(Generic[Value]):
    """A value that may still be on disk. Two are equal when their digests are.

    With a `name`, reading the value is recorded as a query: work that read a text is redone once that text changes.
    """

    __slots__ = ("_fetch", "_fetched", "digest", "name")

    def __init__(self, digest: bytes, fetch: Callable[[], Value], name: str = "") -> None:
        """Store how to get the value: `fetch` is called once, on first use."""
        self.digest = digest
        self.name = name
        self._fetch = fetch
        self._fetched: list[Value] = []

    @property
    def value(self) -> Value:
        """The value itself.

        Raises RuntimeError for a named value within a query of the site: a query may depend only on the heads of
        documents, or a change of a text alone would be missed.
        """
        if self.name:
            if (question := _in_query.get()) is not None:
                msg = f"the query {question[1]} reads the text {self.name}"
                raise RuntimeError(msg)
            record((TEXT, self.name), self.digest)
        return self.unrecorded()

    def read(self) -> Value:
        """Return the value without recording or caching it, for a pass over all values."""
        return self._fetched[0] if self._fetched else self._fetch()

    def let_go(self) -> None:
        """Drop the cached value: the next use fetches it again."""
        self._fetched.clear()

    def unrecorded(self) -> Value:
        """Return the value without recording it, for the memo itself."""
        if not self._fetched:
            self._fetched.append(self._fetch())
        return self._fetched[0]

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the function that fetches the value, not the value."""
        return type(self), (self.digest, self._fetch, self.name)

    def __digest__(self) -> bytes:
        """Return the digest, without fetching the value."""
        return self.digest

    def __eq__(self, other: object) -> bool:
        """Compare by digest."""
        return isinstance(other, Later) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash by digest."""
        return hash(self.digest)


def at_hand(digest: bytes, value: Value, name: str = "") -> Later[Value]:
    """Return a Later of a value that is in memory."""
    return Later(digest, partial(_same, value), name)


def _same(value: Value) -> Value:
    return value
