"""What is fetched when it is asked for, and the record of what a piece of work asked."""

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
"""What was asked, each with a digest of the answer."""

TEXT = "text"
"""The query what a text says; its one argument is the path."""

_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)
_in_query: ContextVar[Question | None] = ContextVar("in_query", default=None)


@contextmanager
def recording() -> Iterator[Trace]:
    """Collect what is asked while this block runs."""
    trace: Trace = {}
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


@contextmanager
def answering(question: Question) -> Iterator[None]:
    """Record nothing while this block answers a question: its answer stands for what it was made of."""
    recorded, asked = _trace.set(None), _in_query.set(question)
    try:
        yield
    finally:
        _trace.reset(recorded)
        _in_query.reset(asked)


def is_recorded() -> bool:
    """Return whether a record is kept."""
    return _trace.get() is not None


def record(question: Question, digest: bytes) -> None:
    """Add a question to the record, when one is kept."""
    trace = _trace.get()
    if trace is not None:
        trace[question] = digest


class Later(Generic[Value]):
    """A value that may still lie on disk. Two are equal when their digests are.

    With a `name`, reading the value is recorded: work that read a text is done again once that text changes.
    """

    __slots__ = ("_fetch", "_fetched", "digest", "name")

    def __init__(self, digest: bytes, fetch: Callable[[], Value], name: str = "") -> None:
        """Take the value from `fetch`, once, when it is first asked for."""
        self.digest = digest
        self.name = name
        self._fetch = fetch
        self._fetched: list[Value] = []

    @property
    def value(self) -> Value:
        """The value itself.

        Raises RuntimeError for a named value within a query of the site: what a query follows from has to be in the
        heads of the documents, or a change of a text alone would go unseen.
        """
        if self.name:
            if (question := _in_query.get()) is not None:
                msg = f"the query {question[1]} reads the text {self.name}"
                raise RuntimeError(msg)
            record((TEXT, self.name), self.digest)
        return self.unrecorded()

    def read(self) -> Value:
        """Return the value, not recorded, and do not keep it: of ten thousand together each is needed once."""
        return self._fetched[0] if self._fetched else self._fetch()

    def let_go(self) -> None:
        """Keep the value no longer; who asks for it again fetches it again."""
        self._fetched.clear()

    def unrecorded(self) -> Value:
        """Return the value, for the memo itself."""
        if not self._fetched:
            self._fetched.append(self._fetch())
        return self._fetched[0]

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as what fetches the value."""
        return type(self), (self.digest, self._fetch, self.name)

    def __digest__(self) -> bytes:
        """Count by the digest, whether the value is at hand or not."""
        return self.digest

    def __eq__(self, other: object) -> bool:
        """Compare by digest."""
        return isinstance(other, Later) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash by digest."""
        return hash(self.digest)


def at_hand(digest: bytes, value: Value, name: str = "") -> Later[Value]:
    """Return one whose value need not be fetched."""
    return Later(digest, partial(_same, value), name)


def _same(value: Value) -> Value:
    return value
