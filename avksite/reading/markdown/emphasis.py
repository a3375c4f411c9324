"""Words between `*` or `_` are stressed, and between two of them stressed more; not one sign or letter gets lost.

The library has a processor of its own for this. That of 3.11 drops letters when signs of different length meet: from
`*a**b*c` it makes `*a<strong>b</strong>`, without the `c`. So this is the algorithm of CommonMark, in which a sign that
finds no partner stays what it was. It is more lenient than CommonMark in one thing: `**Let op:**tekst` works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

WRAPPER = "tekst"
"""The tag of the element in which stressed words come, with the words between them; it means nothing by itself."""

SIGNS = re.compile(r"\*+|_+")
_TAGS = {1: "em", 2: "strong"}


@dataclass(slots=True)
class _Run:
    """A row of equal signs, of which those from `start` to `end` found no partner yet."""

    sign: str
    start: int
    end: int
    length: int
    opens: bool
    closes: bool

    @property
    def left(self) -> int:
        """How many signs found no partner yet."""
        return self.end - self.start


class _Edge(NamedTuple):
    """Where something stressed begins (with a tag) or ends (without)."""

    start: int
    end: int
    tag: str


def stress(text: str, literal: Callable[[str], str]) -> Element | None:
    """Return the text as an element with stressed words in it, or None when it has none.

    `literal` makes something of signs without a partner that is not taken for a sign again.
    """
    edges = sorted(_edges(list(_runs(text))))
    if not edges:
        return None
    wrapper = ET.Element(WRAPPER)
    within: list[Element] = [wrapper]
    at = 0
    for edge in edges:
        _append(within[-1], SIGNS.sub(lambda found: literal(found[0]), text[at : edge.start]))
        at = edge.end
        if edge.tag:
            within.append(ET.SubElement(within[-1], edge.tag))
        else:
            within.pop()
    _append(wrapper, SIGNS.sub(lambda found: literal(found[0]), text[at:]))
    return wrapper


def unwrap(root: Element) -> None:
    """Put what stands in wrappers in the place of those wrappers."""
    for parent in list(root.iter()):
        for wrapper in [child for child in parent if child.tag == WRAPPER]:
            _replace(parent, wrapper)


def _runs(text: str) -> Iterator[_Run]:
    for found in SIGNS.finditer(text):
        before = text[found.start() - 1 : found.start()]
        after = text[found.end() : found.end() + 1]
        opens, closes = bool(after.strip()), bool(before.strip())
        if found[0][0] == "_":
            # In names of files and addresses it is part of a word.
            opens, closes = opens and not _in_word(before), closes and not _in_word(after)
        yield _Run(found[0][0], found.start(), found.end(), len(found[0]), opens, closes)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _edges(runs: list[_Run]) -> Iterator[_Edge]:
    """Pair the signs: from left to right, each that can close with the nearest that can open."""
    waiting: list[_Run] = []
    for closer in runs:
        while closer.closes and closer.left:
            index = _opener(waiting, closer)
            if index is None:
                break
            opener = waiting[index]
            del waiting[index + 1 :]
            size = min(opener.left, closer.left, 2)
            yield _Edge(opener.end - size, opener.end, _TAGS[size])
            yield _Edge(closer.start, closer.start + size, "")
            opener.end -= size
            closer.start += size
            if not opener.left:
                waiting.pop()
        if closer.opens and closer.left:
            waiting.append(closer)


def _opener(waiting: list[_Run], closer: _Run) -> int | None:
    for index in range(len(waiting) - 1, -1, -1):
        opener = waiting[index]
        # In `*a**b*` the two in the middle are no end and no beginning. CommonMark tells by a sum of three.
        is_doubtful = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0
        if opener.sign == closer.sign and (not is_doubtful or (opener.length % 3 == 0 and closer.length % 3 == 0)):
            return index
    return None


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _replace(parent: Element, wrapper: Element) -> None:
    index = list(parent).index(wrapper)
    content = list(wrapper)
    before = parent[index - 1] if index else None
    text = wrapper.text or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent[index : index + 1] = content
    tail = wrapper.tail or ""
    if content:
        content[-1].tail = (content[-1].tail or "") + tail
    elif before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
