"""Running text is written three times at once: as HTML, in words only, and in words with slots."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from avksite.reading.body import SLOT_CLOSE, SLOT_OPEN, FactMark, Image, Link, Slot
from avksite.reading.markdown import footnotes
from avksite.reading.markdown.leaves import Kind, Leaf
from avksite.reading.markdown.placing import TOKEN, Places, Tree
from avksite.reading.markdown.positions import unmarked
from avksite.reading.markdown.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = Element | str
_BREAK = "\v"
_SLOT = re.compile(f"{SLOT_OPEN}([0-9]+){SLOT_CLOSE}")


class Words(NamedTuple):
    """A stretch of running text: as HTML, in words only, and in words with slots."""

    html: str
    text: str
    plain: str


def slot(number: int) -> str:
    """Return how a slot is written."""
    return f"{SLOT_OPEN}{number}{SLOT_CLOSE}"


def nodes(element: Element) -> Iterator[Node]:
    """Yield what stands in an element, from first to last."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


@dataclass(slots=True)
class Line:
    """A stretch in the making: the character before what comes, and the quotes that are open."""

    last: str = ""
    opened: set[str] = field(default_factory=set)
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add characters as they are."""
        self.html.append(escape(text, quote=False))
        self.text.append(text)
        self.plain.append(text)
        self.last = text[-1:] or self.last

    def add_slot(self, number: int, text: str) -> None:
        """Add a slot; `text` is what a reader hears there."""
        self.html.append(slot(number))
        self.plain.append(slot(number))
        self.text.append(text)
        self.last = text[-1:] or "x"

    def done(self) -> Words:
        """Return the stretch without the space around it."""
        lines = "".join(self.plain).split(_BREAK)
        return Words(
            "".join(self.html).strip(),
            " ".join("".join(self.text).split()),
            "\n".join(" ".join(line.split()) for line in lines).strip(),
        )


class RunningText(ABC):
    """Writes the running text of one tree, and fills the slots it meets."""

    def __init__(self, tree: Tree, places: Places) -> None:
        self.tree = tree
        self.places = places
        self.slots: dict[int, Slot] = {}

    def write(self, content: Iterable[Node]) -> Words:
        """Write out what stands in a paragraph, a heading or a cell."""
        line = Line()
        self._nodes(content, line)
        return line.done()

    def spelled(self, text: str) -> str:
        """Return a text with the facts in it as they were typed."""
        return _SLOT.sub(lambda found: f"{{feit:{getattr(self.slots[int(found[1])], 'name', '')}}}", text)

    def _nodes(self, content: Iterable[Node], line: Line) -> None:
        for node in content:
            if isinstance(node, str):
                self._text(node, line)
            else:
                self._element(node, line)

    def _element(self, element: Element, line: Line) -> None:
        if element.tag == "a":
            self._link(element, line)
        elif element.tag == "img":
            self._image(element, line)
        elif element.tag in {"em", "strong", "span"}:
            language = element.get("lang")
            line.html.append(f'<{element.tag} lang="{language}">' if language else f"<{element.tag}>")
            self._nodes(nodes(element), line)
            line.html.append(f"</{element.tag}>")
        else:
            self._nodes(nodes(element), line)

    def _link(self, element: Element, line: Line) -> None:
        number = self.places.slot(element)
        if number is None:
            self._nodes(nodes(element), line)
            return
        within = Line(line.last, line.opened)
        self._nodes(nodes(element), within)
        words = within.done()
        self.slots[number] = Link(
            target=element.get("href", ""),
            text=self.spelled(words.text),
            inner=words.html,
            line=self.places.line(element),
            title=element.get("title", ""),
            lang=element.get("lang", ""),
        )
        # A space at the edge of a link parts it from the words beside it.
        typed = "".join(within.text)
        line.add(" " if typed[:1].isspace() else "")
        line.add_slot(number, words.text)
        line.add(" " if typed[-1:].isspace() else "")

    def _image(self, element: Element, line: Line) -> None:
        number = self.places.number(element)
        self.slots[number] = Image(
            target=element.get("src", ""),
            alt=element.get("alt", ""),
            decorative="decoratief" in element.attrib,
            line=self.places.line(element),
            title=element.get("title", ""),
        )
        line.add_slot(number, "")

    def _text(self, text: str, line: Line) -> None:
        at = 0
        for found in TOKEN.finditer(text):
            line.add(typeset(text[at : found.start()], line.last, line.opened))
            at = found.end()
            if found["leaf"]:
                self._leaf(self.tree.leaves[found["leaf"]], line)
            elif found["part"]:
                self.part(int(found["part"]), line)
        line.add(typeset(text[at:], line.last, line.opened))

    @abstractmethod
    def part(self, index: int, line: Line) -> None:
        """Write a lifted part that ended up between words."""

    def _leaf(self, leaf: Leaf, line: Line) -> None:
        if leaf.kind is Kind.CODE:
            line.html.append("<code>")
            line.add(leaf.text)
            line.html.append("</code>")
        elif leaf.kind is Kind.BREAK:
            line.html.append("<br/>")
            line.text.append(" ")
            line.plain.append(_BREAK)
            line.last = " "
        elif leaf.kind is Kind.FACT:
            number = self.places.number(leaf)
            self.slots[number] = FactMark(leaf.text, self.places.line(leaf))
            line.add_slot(number, slot(number))
        elif leaf.kind is Kind.LINK:
            self._bare_link(leaf, line)
        elif leaf.kind is Kind.FOOTNOTE:
            self._footnote(leaf, line)
        else:
            line.add(leaf.text)

    def _bare_link(self, leaf: Leaf, line: Line) -> None:
        number = self.places.slot(leaf)
        if number is None:
            line.add(leaf.text)
            return
        inner = escape(leaf.text, quote=False)
        self.slots[number] = Link(leaf.target, leaf.text, inner, self.places.line(leaf), typed=unmarked(leaf.typed))
        line.add_slot(number, leaf.text)

    def _footnote(self, leaf: Leaf, line: Line) -> None:
        number = self.places.slot(leaf)
        if number is None:
            line.add(leaf.typed)
            return
        note = self.places.notes[leaf.text]
        words = footnotes.sign_text(note)
        self.slots[number] = Link(f"#{footnotes.note_id(note)}", words, words, self.places.line(leaf))
        is_first = self.places.first_signs.get(leaf.text) is leaf
        line.html.append(f'<sup id="{footnotes.sign_id(note)}">' if is_first else "<sup>")
        # The space parts it from the word before it, for whoever hears the words or sees them without a layout.
        line.html.append(f" {slot(number)}</sup>")
        line.plain.append(f" [{note}]")
