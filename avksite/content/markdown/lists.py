"""Lists: the markers of items, when a marker starts an item, and which items are open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from avksite.content import body as tree
from avksite.content.markdown.lines import SPECIAL
from avksite.content.markdown.state import Line, Part, State
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import HINT, WARNING, Fix, Rule, shortened

FAKE_LIST = Rule("neplijst", WARNING, "Een opsomming is een echte lijst.", "1.3.1")
BRACKETED_LIST = Rule("lijst-haakje", HINT, "Een genummerde lijst heeft een punt achter elk nummer.")
GLUED_LIST = Rule("lijst-zonder-witregel", HINT, "Boven een lijst staat een lege regel.")
DEEP = Rule("te-diep", WARNING, "Lijsten staan niet dieper dan acht in elkaar, en citaten niet dieper dan zes.")

DEEPEST_LIST = 8
_BULLETS = "•·●◦▪▫■□○‣⁃∙➢➤►✓✔✅☑☐❖◆➔➜▸▶"  # noqa: RUF001  that is what people type
# The letters that Word's bullets become in another font stand apart from the text by a tab: some spaces by now.
_MARKER = regex(rf"([-*+–—]|\d{{1,3}}[.)])(?:[ ]+|$)|([{_BULLETS}])\ufe0f?[ ]*|([oØ§üv])[ ]{{2,}}(?=\S)")
_MOST_LINES = 300
"""Lines of one list that one fix retypes: the work must not be quadratic in the length of a text."""
MARKER_CHARS = f"-*+–—0{_BULLETS}oØ§üv"
"""The characters that a marker can start with; `0` for any digit."""
_DASHES = frozenset("–—")
_FIGURES = regex(r"\d{1,9}(?:[.:]\d{1,9}){0,3}")
_ENDS_IN_FIGURES = regex(rf"(?P<word>\S+)[ ]+(?P<figures>{_FIGURES.pattern})$")
_BEFORE_A_RANGE = frozenset({"van", "vanaf", "tussen", "periode", "jaren"})


class Marker(NamedTuple):
    """The marker of a list item as typed, and its width with the space after it."""

    typed: str
    width: int

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.typed[0].isdigit()

    @property
    def number(self) -> int:
        """Its number; 0 for a bullet."""
        return int(self.typed[:-1]) if self.is_number else 0


def read_marker(bare: str) -> Marker | None:
    """Read the marker that a line starts with; `bare` is the line without its indent."""
    found = _MARKER.match(bare)
    if not found or (found[2] == "·" and bare[1:2].strip()):
        return None
    return Marker(found[1] or found[2] or found[3], found.end())


@dataclass(frozen=True, slots=True)
class Open:
    """An open item of a list; or, without a marker, an open definition."""

    part: Part
    indent: int
    marker: Marker | None = None
    column: int = 0
    """Where its text starts."""

    @property
    def inside(self) -> int:
        """The least indent of a line that belongs to it: people type two spaces."""
        return self.indent + 2

    @property
    def code(self) -> int:
        """The least indent of a line of code in it."""
        return self.indent + 8


class OpenBlocks:
    """The blocks so far, the open items, and the state that the last line left for the next."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.parts: list[Part] = []
        self.items: list[Open] = []
        self.running: Part | None = None
        """The paragraph that the next line may continue."""
        self.term = False
        """Whether the next line may define the last one."""
        self.is_list = False
        """Whether the last text belongs to a list, and not to a paragraph below one."""

    @property
    def within(self) -> list[Part]:
        """The blocks of the innermost item that is open, or of the text itself."""
        return self.items[-1].part.parts if self.items else self.parts

    def depth(self, indent: int) -> int:
        """Return how many open items hold a line with this indent."""
        return next((depth for depth, item in enumerate(self.items) if indent < item.inside), len(self.items))

    def close(self, indent: int) -> None:
        """Close the items that do not hold a line with this indent, and the paragraph above it."""
        del self.items[self.depth(indent) :]
        self.running = None
        self.term = False

    def add(self, part: Part, indent: int) -> None:
        """Add a block other than running text."""
        self.close(indent)
        self.within.append(part)
        self.is_list = False

    def add_text(self, line: Line, indent: int) -> None:
        """Add the first line of a paragraph."""
        self.close(indent)
        self._start(self.within, line)

    def add_definition(self, line: Line, indent: int) -> None:
        """Add a definition of the term above; its line is empty when its content starts on the next line."""
        self.close(indent)
        within = self.within
        terms: list[Part] = []
        if within and isinstance(within[-1].node, tree.Paragraph):
            terms = [Part(tree.Term((), term.number), lines=[term]) for term in within.pop().lines]
        if not within or not isinstance(within[-1].node, tree.Definitions):
            first = terms[0].lines[0] if terms else line
            within.append(Part(tree.Definitions((), first.number)))
        definition = Part(tree.Definition((), line.number))
        within[-1].parts += [*terms, definition]
        self.items.append(Open(definition, indent))
        self._start(definition.parts, line)

    def _start(self, within: list[Part], line: Line, *, is_list: bool = False) -> None:
        self.running = Part(tree.Paragraph((), line.number), lines=[line]) if line.text else None
        if self.running:
            within.append(self.running)
        self.is_list = is_list
        self.term = not is_list

    # Items.

    def snapped(self, marker: Marker, indent: int) -> int:
        """Return the indent that an item was meant to have: the next number of a list is indented as the list is."""
        for item in self.items:
            is_next = item.marker is not None and item.marker.is_number and marker.number == item.marker.number + 1
            if is_next and item.indent < indent < item.column:
                return item.indent
        return indent

    def _continues(self, marker: Marker, indent: int) -> bool:
        """Return whether an item with this marker and indent continues an open list."""
        fitting = (item.marker for item in self.items if item.indent <= indent < item.inside)
        return any(
            it is not None and (it.typed == marker.typed or (it.is_number and marker.is_number)) for it in fitting
        )

    def begins(self, marker: Marker, rest: str, indent: int, *, above: str, below: str) -> bool:
        """Return whether this marker and indent start an item, before the text `rest`.

        A dash also opens speech in an interview: it is a marker only below a colon, or above another dash. Straight
        below a line, `2023. Dat was een jaar` and `– zei ze –` are usually text that happens to start a line.
        """
        continues = self._continues(marker, indent)
        in_item = self.is_list and bool(self.items)
        nests = in_item and indent >= self.items[-1].inside
        is_among_items = above.rstrip().endswith(":") or below.startswith(f"{marker.typed} ")
        if not self.running:
            return continues or nests or marker.typed not in _DASHES or is_among_items
        if not marker.is_number and _is_in_sentence(marker.typed, rest, above, below, in_list=continues):
            return False
        if continues or not rest:
            return continues
        is_doubtful = marker.typed in _DASHES or (marker.typed == "+" and rest[0].isdigit())
        # Running text within an item is a paragraph like any other.
        if in_item and not nests and not is_doubtful:
            return True
        return marker.number <= 1 if marker.is_number else not is_doubtful or is_among_items

    def add_item(self, line: Line, marker: Marker, indent: int, column: int) -> None:
        """Add an item whose text starts at `column`; its line is empty when its content starts on the next line."""
        while self.items:
            top = self.items[-1]
            if indent >= top.inside and len(self.items) < DEEPEST_LIST:
                break
            self.items.pop()
            if indent >= top.indent and top.marker:
                indent = top.indent
                break
        within = self.within
        last = within[-1].node if within else None
        if not isinstance(last, tree.List) or last.is_numbered != marker.is_number:
            within.append(Part(tree.List((), line.number, marker.is_number, marker.number)))
        item = Part(tree.Item((), line.number))
        within[-1].parts.append(item)
        self.items.append(Open(item, indent, marker, column))
        self._start(item.parts, line, is_list=True)

    def report(self, marker: Marker, rest: str, indent: int, line: int, *, is_deepest: bool) -> None:
        """Report an item before it is added: straight below a text, with an unusual marker, or nested too deep."""
        if self.running and not self.is_list and not self._continues(marker, indent):
            message, hint = "Boven deze lijst ontbreekt een lege regel.", "Zet er een lege regel boven."
            self.state.report(GLUED_LIST, line, message, hint, Fix("", "\n", is_safe=True), once=True)
        text = marker.typed
        if text.endswith(")") and BRACKETED_LIST not in self.state.reported:
            new = f"{text[:-1]}."
            message = f"Het nummer `{text}` staat hier met een haakje."
            fix = _all_items(self.state.from_line(line), r"(\d{1,3})\)", r"\g<2>.")
            self.state.report(BRACKETED_LIST, line, message, f"Typ `{new}` met een punt.", fix, once=True)
        elif not marker.is_number and text not in {"-", "*", "+", *(it.marker.typed for it in self.items if it.marker)}:
            message = f"Deze regel begint met het teken `{text}`. Dat is geen echte lijst."
            hint = f"Typ `- {shortened(rest)}`, en begin zo elke regel van deze lijst."
            gap = r"[ \t]*" if text in _BULLETS else r"[ \t]+" if not text.isalpha() else r"(?:[ ]*\t[ ]*|[ ]{2,})"
            fix = _all_items(self.state.from_line(line), rf"{re.escape(text)}\ufe0f?{gap}", "- ")
            self.state.report(FAKE_LIST, line, message, hint, fix)
        if is_deepest or (len(self.items) >= DEEPEST_LIST and indent >= self.items[-1].inside):
            report_deep(line, self.state)


def report_deep(line: int, state: State) -> None:
    """Report a list or quotation that is nested too deep."""
    hint = "Maak er minder lagen van: een kop met een korte lijst eronder leest makkelijker."
    state.report(DEEP, line, "Op deze regel staan te veel lijsten of citaten in elkaar.", hint, once=True)


def _all_items(lines: Sequence[Line], pattern: str, new: str) -> Fix:
    """Return the fix that replaces the marker of all items of a list, from its first line on.

    An item may be wrapped, and there may be an empty line between two items. `pattern` matches the marker.
    """
    begin, end = re.compile(rf"([ \t]*){pattern}"), 0
    for index, line in enumerate(lines[:_MOST_LINES]):
        if begin.match(line.text):
            end = index + 1
        elif line.text.strip() and (index > end or SPECIAL.match(line.text)):
            break
        elif line.text.strip():
            end = index + 1
    typed = [line.text for line in lines[:end]]
    return Fix("\n".join(typed), "\n".join(begin.sub(rf"\g<1>{new}", text, count=1) for text in typed), is_safe=True)


def _is_in_sentence(dash: str, rest: str, above: str, below: str, *, in_list: bool) -> bool:
    """Return whether a dash belongs to the sentence above it: `van 2019 - 2021`, `(ma - vr)`, words between two dashes.

    In a list every line starts with a dash, so there only an unfinished sentence counts.
    """
    if above.count("(") > above.count(")") and rest.count(")") > rest.count("("):
        return True
    before, behind = _ENDS_IN_FIGURES.search(above), _FIGURES.match(rest)
    if before and behind and before["word"].lower() in _BEFORE_A_RANGE:
        return True
    if in_list or below.startswith(f"{dash} "):
        return False
    if before and behind:
        first, last = ([int(part) for part in re.split(r"[.:]", it)] for it in (before["figures"], behind[0]))
        return first < last and not read_marker(f"{before['word']} ")
    return rest.rstrip().endswith(f" {dash}")
