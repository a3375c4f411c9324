"""The finished text of a document in stretches, each with the line on which a sign in it was typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from avksite.kinds.base import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.documents import Document

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(r"\]\([^()\n]*\)")
# What typography may have changed, or where a line may have ended.
_CHANGED = re.compile(r"[\"'“”‘’…–—\s]|(?<=&)")
_SIGNS = re.compile(r"[^\w\s]{2,}")
_MOST_SOUGHT = 20


class Stretch(NamedTuple):
    """A stretch of text as a reader sees it, and the line it starts on; one above the text has no lines to look in."""

    text: str
    line: int
    is_above: bool = False


class Finished:
    """Everything in a document that a reader sees, in one string, with the way back to what was typed."""

    def __init__(self, document: Document) -> None:
        self.stretches = sorted(_stretches(document), key=lambda stretch: stretch.line)
        self.text = "\n".join(stretch.text for stretch in self.stretches)
        self._starts: list[int] = []
        at = 0
        for stretch in self.stretches:
            self._starts.append(at)
            at += len(stretch.text) + 1
        self._typed = document.typed.split("\n")
        self._next_line = _next_lines(self.stretches)
        self._sought: dict[int, tuple[str, int]] = {}
        """What was typed of a stretch, with its code and its addresses made blank, and how far it was searched."""

    def index(self, start: int) -> int:
        """Return the number of the stretch that a place in the text lies in."""
        return bisect_right(self._starts, start) - 1

    def line(self, found: re.Match[str]) -> int | None:
        """Return the line of a sign that was found; None for one in code, or that its author wrote with a backslash.

        Ask in the order of the text: each answer lies behind the one before.
        """
        index = self.index(found.start())
        stretch = self.stretches[index]
        if stretch.is_above:
            return stretch.line
        typed, at = self._sought.get(index) or (self._shown(stretch), 0)
        sought = _CHANGED.split(found[0].lstrip(), maxsplit=1)[0][:_MOST_SOUGHT]
        place = typed.find(sought, at)
        if place < 0 and (signs := _SIGNS.match(sought)):  # stress in the words behind it took signs away
            stressed = re.compile(re.escape(signs[0]) + "(?=[*_])").search(typed, at)
            sought, place = signs[0], stressed.start() if stressed else -1
        self._sought[index] = (typed, at if place < 0 else place + len(sought))
        return None if place < 0 else stretch.line + typed.count("\n", 0, place)

    def _shown(self, stretch: Stretch) -> str:
        """Return the lines of a stretch, up to the next empty one, with what is code or address made blank."""
        lines: list[str] = []
        for line in self._typed[stretch.line - 1 : self._next_line[stretch.line] - 1]:
            if not line.strip() and lines:
                break
            lines.append(line)
        typed = _ADDRESS.sub(_blank, "\n".join(lines)).replace("\u00a0", " ")
        return _CODE.sub(_blank, typed) if "`" in typed else typed


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _next_lines(stretches: list[Stretch]) -> dict[int, int]:
    """Return for every line on which a stretch starts the next such line."""
    lines = sorted({stretch.line for stretch in stretches})
    return dict(zip(lines, [*lines[1:], 10**9], strict=True))


def _stretches(document: Document) -> Iterator[Stretch]:
    for loc, text in texts(document.entry):
        yield Stretch(text, document.place(*loc).line, is_above=True)
    for passage in document.body.passages:
        yield Stretch(passage.text, passage.line)
    for image in document.body.images:
        yield Stretch(image.alt, image.line)
        yield Stretch(image.title, image.line)
    for block in document.body.blocks:
        yield Stretch(block.title, block.line)
