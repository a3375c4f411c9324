"""Every heading gets an id that links can point at; the same words always give the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.dutch.formatting import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMELESS = "kop"


class Anchors:
    """The ids of one text. An id that its author chose is kept free for the heading it was chosen for."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self.reserved = set(reserved)
        self.taken: list[str] = []
        self._seen: set[str] = set()
        self._counts: dict[str, int] = {}

    def claim(self, text: str, chosen: str = "") -> str:
        """Return the id for a heading with these words, and keep it for that heading."""
        base = chosen or slug(text) or _NAMELESS
        if chosen and chosen not in self._seen:
            return self._take(chosen)
        if base not in self._seen and base not in self.reserved:
            return self._take(base)
        count = self._counts.get(base, 1)
        while True:
            count += 1
            self._counts[base] = count
            candidate = f"{base}-{count}"
            if candidate not in self._seen and candidate not in self.reserved:
                return self._take(candidate)

    def _take(self, anchor: str) -> str:
        self._seen.add(anchor)
        self.taken.append(anchor)
        return anchor
