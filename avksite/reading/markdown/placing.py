"""Everything in the tree of a text learns the line it was typed on, and every slot its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from avksite.reading.markdown import destinations, footnotes, unfinished_links
from avksite.reading.markdown.blocks import KINDS
from avksite.reading.markdown.draft import PART_CLOSE, PART_OPEN, BlockPart, Code, Draft, Footnote, Part
from avksite.reading.markdown.inline import HIDDEN
from avksite.reading.markdown.leaves import LEAF_CLOSE, LEAF_OPEN, Kind, Leaf, Leaves
from avksite.reading.markdown.library import parse
from avksite.reading.markdown.positions import MARK, line_of, lines_in
from avksite.reading.markdown.raw_html import report_html
from avksite.reading.markdown.tables import CELLS, report_full_row

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = re.compile(
    f" ?(?P<mark>{MARK.pattern})|{LEAF_OPEN}(?P<leaf>[0-9]+){LEAF_CLOSE}|{PART_OPEN}(?P<part>[0-9]+){PART_CLOSE}"
)

Placed = Element | Leaf | Part | Footnote


@dataclass(frozen=True, slots=True)
class Tree:
    """A text as the library understood it: the tree of its running text, of every block and of every footnote."""

    draft: Draft
    leaves: Leaves
    root: Element
    parts: Mapping[int, Element]
    notes: Mapping[str, Element]


def grow(text: str, draft: Draft) -> Tree:
    """Return the tree of a text that was laid out, with those of its blocks and footnotes."""
    leaves = Leaves()

    def tree(laid_out: str) -> Element:
        return parse(laid_out, leaves, draft)

    parts = {index: tree(part.content) for index, part in enumerate(draft.parts) if not isinstance(part, Code)}
    notes = {name: tree(note.content) for name, note in draft.footnotes.items()}
    return Tree(draft, leaves, tree(text), parts, notes)


@dataclass(slots=True)
class Places:
    """The line of everything, the number of every slot, and the footnotes in the order in which they are read."""

    lines: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    """The number of each footnote, in the order in which they are read."""
    first_signs: dict[str, Leaf] = field(default_factory=dict)
    """Where each footnote is named first: the place its link back leads to."""

    def line(self, placed: Placed) -> int:
        """Return the line something was typed on."""
        return self.lines[id(placed)]

    def number(self, placed: Placed) -> int:
        """Return the number of the slot that something becomes in any case."""
        return self.numbers[id(placed)]

    def slot(self, placed: Placed) -> int | None:
        """Return the number of the slot something becomes, or None when it becomes none."""
        return self.numbers.get(id(placed))


def place(tree: Tree) -> Places:
    """Walk through a text as it is read, and place everything in it."""
    walker = _Walker(tree)
    walker.run()
    return walker.places


class _Walker:
    """Meets everything in the order in which it is read. What opens waits for the mark that comes next."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places = Places()
        self.waiting: list[Placed] = []
        self.slots: list[Placed] = []
        self.html: list[Leaf] = []
        self.missing: list[Leaf] = []
        self.full_rows: list[Element] = []
        self.unfinished: list[Element] = []
        self.notes: list[str] = []
        self.last = 1
        """The last line that was met."""
        self.links = 0
        """How many links are open: a link in a link is only its words."""
        self.stack: list[Element | str | Callable[[], None]] = []

    def run(self) -> None:
        self._walk(self.tree.root)
        # A note may hold the sign of another, which then joins the list.
        for name in self.notes:
            note = self.tree.draft.footnotes[name]
            self.places.lines[id(note)] = note.line
            self._walk(self.tree.notes[name])
            self.slots.append(note)
        self._number_slots()
        self._report()

    def _walk(self, root: Element) -> None:
        self.stack.append(root)
        while self.stack:
            step = self.stack.pop()
            if isinstance(step, str):
                self._text(step)
            elif isinstance(step, Element):
                self._open(step)
            else:
                step()
        self._mark(self.last)

    def _open(self, element: Element) -> None:
        self.waiting.append(element)
        if CELLS in element.attrib:
            self.full_rows.append(element)
        if element.tag == unfinished_links.TAG:
            self.unfinished.append(element)
        if element.tag == "img" or (element.tag == "a" and not self.links):
            self.slots.append(element)
        hidden = element.get(HIDDEN, "")
        if element.tail:
            self.stack.append(element.tail)
        if element.tag == "a":
            # The words of a link stand before its address.
            self.links += 1
            self.stack.append(lambda: self._close_link(hidden))
        else:
            self._hidden(hidden)
        self.stack.extend(_content(element))

    def _close_link(self, hidden: str) -> None:
        self.links -= 1
        self._hidden(hidden)

    def _hidden(self, text: str) -> None:
        """Take note of marks and HTML in something that is not shown."""
        for found in TOKEN.finditer(text):
            if found["mark"]:
                self._mark(line_of(found["mark"]))
            elif found["leaf"]:
                leaf = self.tree.leaves[found["leaf"]]
                if leaf.kind is Kind.HTML:
                    self.html.append(leaf)
                    self.waiting.append(leaf)
                self._marks(leaf)

    def _text(self, text: str) -> None:
        for found in TOKEN.finditer(text):
            if found["mark"]:
                self._mark(line_of(found["mark"]))
            elif found["leaf"]:
                self._leaf(self.tree.leaves[found["leaf"]])
            elif self._part(int(found["part"])):
                # What stands in the block is read first, and then the rest of this text.
                self.stack.append(text[found.end() :])
                self.stack.append(self.tree.parts[int(found["part"])])
                return

    def _part(self, index: int) -> bool:
        """Place a lifted part; tell whether it holds a text."""
        part = self.tree.draft.parts[index]
        self.places.lines[id(part)] = part.line
        if isinstance(part, Code):
            return False
        if isinstance(part, BlockPart) and part.name in KINDS:
            self.slots.append(part)
        return True

    def _leaf(self, leaf: Leaf) -> None:
        self.waiting.append(leaf)
        if leaf.kind is Kind.FACT or (leaf.kind is Kind.LINK and not self.links):
            self.slots.append(leaf)
        elif leaf.kind is Kind.HTML:
            self.html.append(leaf)
        elif leaf.kind is Kind.FOOTNOTE and leaf.text not in self.tree.notes:
            self.missing.append(leaf)
        elif leaf.kind is Kind.FOOTNOTE and not self.links:
            self.slots.append(leaf)
            if leaf.text not in self.places.notes:
                self.notes.append(leaf.text)
                self.places.notes[leaf.text] = len(self.notes)
                self.places.first_signs[leaf.text] = leaf
        self._marks(leaf)

    def _marks(self, leaf: Leaf) -> None:
        for line in lines_in(leaf.typed):
            self._mark(line)

    def _mark(self, line: int) -> None:
        self.last = max(self.last, line)
        for placed in self.waiting:
            self.places.lines[id(placed)] = line
        self.waiting.clear()

    def _number_slots(self) -> None:
        # As typed: a note is read at the end, but may stand anywhere.
        typed = sorted(self.slots, key=self.places.line)
        self.places.numbers = {id(placed): number for number, placed in enumerate(typed)}

    def _report(self) -> None:
        draft = self.tree.draft
        for leaf in self.html:
            report_html(leaf.text, self.places.line(leaf), draft)
        for row in self.full_rows:
            report_full_row(row, self.places.line(row), draft)
        for link in self.unfinished:
            unfinished_links.report_unfinished(link, self.places.line(link), draft)
        for leaf in self.missing:
            footnotes.report_missing(leaf.text, self.places.line(leaf), draft)
        for key, (definition, line) in draft.references.items():
            if key not in draft.used:
                destinations.report_unused(definition, line, draft)
        for name, note in draft.footnotes.items():
            if name not in self.places.notes:
                footnotes.report_unused(name, note.line, draft)


def _content(element: Element) -> Iterator[Element | str]:
    """Yield what stands in an element, last first."""
    yield from reversed(element)
    if element.text:
        yield element.text
