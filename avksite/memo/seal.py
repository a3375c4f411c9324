"""Seals: checksums of cached data, because a disk may return other bytes than were written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from avksite.memo.digest import digest_of_bytes

_DAMAGED = "damaged"
"""The file in the cache folder that notes damage: any process may find it, and one reports it."""


def is_sound(seal: object, *parts: Any) -> bool:  # noqa: ANN401  whatever a disk gives back
    """Return whether cached parts are intact: their `digest_of_bytes` must equal the seal.

    The first part is the key, so that a row in the place of another is detected.
    """
    return all(isinstance(part, bytes) for part in parts) and seal == digest_of_bytes(*parts)


def note_damage(folder: Path) -> None:
    """Note that something in the cache was damaged."""
    with suppress(OSError):  # without write access the cache is not used again either
        (folder / _DAMAGED).touch()


def was_damaged(folder: Path) -> bool:
    """Return whether something in the cache was damaged, and clear the note."""
    try:
        (folder / _DAMAGED).unlink()
    except OSError:
        return False
    return True
