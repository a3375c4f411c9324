"""Digests of values: equal values have equal digests, in every process."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

SIZE = 16
"""Bytes of a digest: a collision is not expected below 2 to the power of 64 values."""


def digest(value: object, *, heads: bool = False) -> bytes:
    """Return the digest of a value.

    Of a dataclass it covers the fields, except those with `compare=False`. For an object with a method `__digest__` it
    covers its result; with `heads` also that of `__head__`, which leaves out what is loaded later.
    """
    return blake2b(canonical(value, heads=heads), digest_size=SIZE).digest()


def digest_of_bytes(*parts: bytes) -> bytes:
    """Return the digest of parts of bytes, in order."""
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
"""Types with special treatment: one `isinstance` test, because it is done for every value."""


class _Canonical(pickle.Pickler):
    """Writes equal values as equal bytes.

    Pickle writes a set in the order of its hashes, which differ between processes. Every pydantic model also contains
    a set: the fields that were given.
    """

    def __init__(self, buffer: io.BytesIO, *, heads: bool) -> None:
        super().__init__(buffer, protocol=5)
        self._heads = heads

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  as the base class has it
        """Reduce an object with a digest to that, and a dataclass to its fields without cached values."""
        kind: Any = type(obj)
        method, names = _counted_by(kind, heads=self._heads)
        if method:
            return bytes, (getattr(obj, method)(),)
        return NotImplemented if names is None else (kind, tuple([getattr(obj, name) for name in names]))

    def persistent_id(self, obj: object) -> object:
        """Return the members of a set in a fixed order instead of the set; None for other objects."""
        if not isinstance(obj, _APART):
            return None
        if isinstance(obj, type):
            return obj.__module__, obj.__qualname__
        if all(type(member) is str for member in obj):
            return "set", sorted(obj)
        return "set", sorted(canonical(member, heads=self._heads) for member in obj)


@cache
def _counted_by(kind: type, *, heads: bool) -> tuple[str, tuple[str, ...] | None]:
    """Return the name of the digest method of a class, or "", and its fields when it is a dataclass.

    Cached for each class, because the look-up is slow on pydantic classes.
    """
    method = next((name for name in ("__head__", "__digest__")[not heads :] if hasattr(kind, name)), "")
    return method, tuple(field.name for field in fields(kind) if field.compare) if is_dataclass(kind) else None


def canonical(value: object, *, heads: bool = False) -> bytes:
    """Return equal bytes for equal values: `fast` leaves out pickle's references to shared objects."""
    buffer = io.BytesIO()
    pickler = _Canonical(buffer, heads=heads)
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue()
