"""A digest of a value that is the same for equal values, in every process."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

SIZE = 16
"""Bytes of a digest: two unequal values that share one are not to be expected (2 to the power of 64 of them)."""


def digest(value: object, *, heads: bool = False) -> bytes:
    """Return the digest of a value.

    A dataclass counts by its fields, but for those that do not take part in comparing (`compare=False`). An object
    counts by what its method `__digest__` returns, when its class has one; with `heads` also by its `__head__`, which
    leaves out what is fetched later.
    """
    return blake2b(canonical(value, heads=heads), digest_size=SIZE).digest()


def digest_of_bytes(*parts: bytes) -> bytes:
    """Return the digest of bytes, one part after the other."""
    found = blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8))
        found.update(part)
    return found.digest()


def digest_of_folder(folder: Path) -> bytes:
    """Return a digest of all files in a folder, with their names."""
    found: list[bytes] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return digest_of_bytes(*found)


_APART = (type, set, frozenset)
"""What is written in a way of our own: one question, for it is asked of every value there is."""


class _Canonical(pickle.Pickler):
    """Writes equal values as equal bytes.

    Pickle itself writes a set in the order of its hashes, which differ from one process to the next. A set also hides
    in the state of every pydantic model: the fields that were given.
    """

    def __init__(self, buffer: io.BytesIO, *, heads: bool) -> None:
        super().__init__(buffer, protocol=5)
        self._heads = heads

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  as the base class has it
        """Take an object with a digest of its own by that, a dataclass by its fields, not by what it made of them."""
        kind: Any = type(obj)
        method, names = _counted_by(kind, heads=self._heads)
        if method:
            return bytes, (getattr(obj, method)(),)
        return NotImplemented if names is None else (kind, tuple([getattr(obj, name) for name in names]))

    def persistent_id(self, obj: object) -> object:
        """Return the members of a set in a fixed order, which then stand in for it; None for all else."""
        if not isinstance(obj, _APART):
            return None
        if isinstance(obj, type):
            return obj.__module__, obj.__qualname__
        if all(type(member) is str for member in obj):
            return "set", sorted(obj)
        return "set", sorted(canonical(member, heads=self._heads) for member in obj)


@cache
def _counted_by(kind: type, *, heads: bool) -> tuple[str, tuple[str, ...] | None]:
    """Return the method of a class that gives what its objects count by, or "", and the fields when it is a dataclass.

    Once for each class: a class of pydantic takes long to say that it has no such method.
    """
    method = next((name for name in ("__head__", "__digest__")[not heads :] if hasattr(kind, name)), "")
    return method, tuple(field.name for field in fields(kind) if field.compare) if is_dataclass(kind) else None


def canonical(value: object, *, heads: bool = False) -> bytes:
    """Return bytes that equal values share: `fast` leaves out pickle's notes on which parts are one object."""
    buffer = io.BytesIO()
    pickler = _Canonical(buffer, heads=heads)
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue()
