"""What is remembered carries a seal, a digest of it: a disk may give back other bytes than it took."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from avksite.memo.digest import digest_of_bytes

_DAMAGED = "damaged"
"""The file that says so in the folder of what is remembered: any process at work may find it, and one tells."""


def is_sound(seal: object, *parts: Any) -> bool:  # noqa: ANN401  whatever a disk gives back
    """Return whether what is remembered is what it was when it got this seal, `digest_of_bytes` of the same parts.

    The first of them says what it is about: one that stands in the place of another has a seal of its own.
    """
    return all(isinstance(part, bytes) for part in parts) and seal == digest_of_bytes(*parts)


def note_damage(folder: Path) -> None:
    """Note that something in a folder was not what it was."""
    with suppress(OSError):  # where nothing can be written, what is made anew does not stay either
        (folder / _DAMAGED).touch()


def was_damaged(folder: Path) -> bool:
    """Say, once, whether something in a folder was not what it was."""
    try:
        (folder / _DAMAGED).unlink()
    except OSError:
        return False
    return True
