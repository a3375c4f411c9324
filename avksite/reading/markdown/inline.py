"""Running text is read from left to right: links, pictures, words in another language and stressed words.

This is the algorithm of CommonMark (the appendix "A parsing strategy"). Code, escapes and all else that holds no markup
were taken out before, and stand in the text as leaves.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from avksite.reading.markdown.destinations import Destination, end_of_destination, read_destination, reference_id
from avksite.reading.markdown.emphasis import Run, filled, read_run, stress
from avksite.reading.markdown.leaves import LEAF_CLOSE, LEAF_OPEN, TOKEN, Leaves
from avksite.reading.markdown.positions import MARK, marks_of, unmarked
from avksite.reading.markdown.unfinished_links import unfinished

if TYPE_CHECKING:
    from avksite.reading.markdown.draft import Draft

HIDDEN = "verborgen"
"""The attribute with what stands in an address or a description and is not shown: marks, and HTML to report."""

_SIGN = re.compile(r"\*+|_+|!?\[|\]")
_REFERENCE = re.compile(r"\[([^\[\]]{0,1999})\]")
_DECORATIVE = re.compile(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = re.compile(r"""\{[ ]*lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")
_DEEPEST = 20
"""How many square brackets may wait for their end; of more, the last ones count."""

Items = list[str | Element | Run]


@dataclass(slots=True)
class _Bracket:
    """A square bracket that opened: the number of its item, where its words start, and whether it may be a link."""

    index: int
    start: int
    is_image: bool
    is_active: bool = True


def read_inline(text: str, leaves: Leaves, draft: Draft) -> list[str | Element]:
    """Return a stretch of running text, of which the leaves were picked, as words and elements."""
    return _Reader(text, leaves, draft).read()


@dataclass(slots=True)
class _Reader:
    """Reads one stretch; `at` is where it is, and `words` how many spaces it passed."""

    text: str
    leaves: Leaves
    draft: Draft
    at: int = 0
    words: int = 0
    items: Items = field(default_factory=list)
    brackets: deque[_Bracket] = field(default_factory=lambda: deque(maxlen=_DEEPEST))

    def read(self) -> list[str | Element]:
        while found := _SIGN.search(self.text, self.at):
            if found.start() > self.at:
                self.items.append(self.text[self.at : found.start()])
                self.words += len(self.text[self.at : found.start()].split(" ")) - 1
            self.at = found.end()
            if found[0] == "]":
                self._close()
            elif found[0][-1] == "[":
                self.brackets.append(_Bracket(len(self.items), self.at, is_image=found[0][0] == "!"))
                self.items.append(found[0])
            else:
                self.items.append(read_run(found[0], self._before(found.start()), self._after(found.end()), self.words))
        self.items.append(self.text[self.at :])
        return stress(self.items)

    def _before(self, at: int) -> str:
        """Return the character before a place as it was typed, or the end of a line."""
        char = self.text[at - 1 : at]
        if char == LEAF_CLOSE:
            start = self.text.rindex(LEAF_OPEN, 0, at)
            char = unmarked(self.leaves[self.text[start + 1 : at - 1]].typed)[-1:]
        return "\n" if MARK.match(char) else char or "\n"

    def _after(self, at: int) -> str:
        """Return the character behind a place, likewise."""
        char = self.text[at : at + 1] or "\n"
        if leaf := TOKEN.match(self.text, at):
            char = self.leaves[leaf[1]].typed[:1]
        return "\n" if MARK.match(char) else char

    def _close(self) -> None:
        """Let the last square bracket end here, and make of the words in it what follows says."""
        opener = self.brackets.pop() if self.brackets else None
        element = self._element(opener, self.text[opener.start : self.at - 1]) if opener else None
        if opener is None or element is None:
            self.items.append("]")
            return
        content = stress(self.items[opener.index + 1 :])
        del self.items[opener.index :]
        if element.tag == "img":
            element.set("alt", self._words(content))
            content = []
        elif element.tag not in {"a", "span"}:
            content = ["[", *content, "]"]
        elif element.tag == "a":
            # A link does not stand in a link.
            for bracket in self.brackets:
                bracket.is_active = bracket.is_active and bracket.is_image
        self.items.append(filled(element, content))

    def _element(self, opener: _Bracket, inner: str) -> Element | None:
        """Return the element that a pair of brackets is, and go past what belongs to it; None when it is none."""
        begin = self.at
        if not opener.is_image and (language := _LANGUAGE.match(self.text, begin)):
            self.at = language.end()
            return ET.Element("span", {"lang": language[1]})
        target = self._target(inner) if opener.is_active else None
        if target is None:
            return None if opener.is_image else unfinished(inner, self.text, begin, self.leaves)
        hidden = marks_of(self.leaves.typed(self.text[begin : self.at]))
        if opener.is_image:
            return self._image(target, inner + hidden)
        link = ET.Element("a", {"href": target.address, "title": target.title, HIDDEN: hidden})
        if language := _LANGUAGE.match(self.text, self.at):
            link.set("lang", language[1])
            self.at = language.end()
        return link

    def _image(self, target: Destination, hidden: str) -> Element:
        image = ET.Element("img", {"src": target.address, HIDDEN: hidden})
        if target.title:
            image.set("title", target.title)
        if decorative := _DECORATIVE.match(self.text, self.at):
            image.set("decoratief", "")
            self.at = decorative.end()
        return image

    def _target(self, inner: str) -> Destination | None:
        """Read what stands behind square brackets, an address or a reference to one, and go past it."""
        if self.text.startswith("(", self.at):
            end = end_of_destination(self.text, self.at)
            # A link or a picture is no address; it stays a link or a picture.
            if end is not None and "](" not in self.text[self.at : end]:
                typed = self.text[self.at + 1 : end]
                self.at = end + 1
                return read_destination(unmarked(self.leaves.typed(typed)))
        reference = _REFERENCE.match(self.text, self.at)
        named = (reference[1] if reference else "") or inner
        key = "" if "[" in named else reference_id(unmarked(self.leaves.typed(named)))
        if key not in self.draft.references:
            return None
        self.draft.used.add(key)
        self.at = reference.end() if reference else self.at
        return self.draft.references[key].definition.destination

    def _words(self, content: list[str | Element]) -> str:
        """Return what running text says where nothing but words can stand; of a picture that is its description."""
        return " ".join(self.leaves.words("".join(_in_order(filled(ET.Element("span"), content)))).split())


def _in_order(element: Element) -> list[str]:
    """Return the words in an element, in the order in which they are read."""
    words = [element.get("alt", ""), element.text or ""]
    for child in element:
        words += [*_in_order(child), child.tail or ""]
    return words
