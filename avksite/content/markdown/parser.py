"""The dialect of our authors, as block processors of Python-Markdown: one for each thing that a line can begin.

A text is walked once, line by line. Each line opens a block or belongs to one that is open.

Blocks (`///`) have the syntax of pymdown-extensions, but not its parser. Their openers, options and ends must be found
here anyway, to report on which line one is missing. A second parser, which reads options as YAML and has its own idea
of where a block ends, could only disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import takewhile
from typing import Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableProcessor

from avksite.content import body as tree
from avksite.content.markdown import blocks, lines, links
from avksite.content.markdown.lists import DEEPEST_LIST, MARKER_CHARS, OpenBlocks, read_marker, report_deep
from avksite.content.markdown.state import Line, Part, State
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Place, Rule, shortened

LINE_BELOW = Rule("streep-onder-zin", HINT, "Tussen een zin en een streep staat een lege regel.")
FAKE_CODE = Rule("code-door-spaties", WARNING, "Vier spaties aan het begin van een regel staan alleen voor code.")
OPEN_CODE = Rule("code-open", ERROR, "Een stuk code dat begint, houdt ook op.")
CODE_NAME = Rule("code-naam", HINT, "Achter het teken waarmee code begint, staat hooguit de naam van een taal.")
FULL_ROW = Rule("tabel-rij", ERROR, "Elke cel van een tabel staat onder een kop.", "1.3.1")

_DEEPEST_QUOTE = 6
_CODE = 4
"""Spaces before indented code, and before what belongs to a footnote."""
_SENTENCE = regex(r"[\"'“‘(]?[^\W\d_][\w’'-]*,?(?: [\w€%’'.,:;()“”‘\"/-]+){2,}[.,:;!?…]*")
_CODE_CHARS = regex(r"[{}<>=$`\\|]|;$|\w\(|::|https?://\S+$")
_CAPTION = regex(r"\s*Tabel:\s*")


def read_blocks(typed: Sequence[Line], state: State) -> list[Part]:
    """Return the blocks of some lines; definitions and problems go into `state`."""
    return _Walk(typed, state).run()


class _Walk:
    """Walks the lines from top to bottom; `at` is the line that comes next.

    A step returns how many lines it took: None when the line is for another step, and 0 when it changed the line, which
    is then read again.
    """

    def __init__(self, typed: Sequence[Line], state: State, *, quotes: int = 0, blocks_deep: int = 0) -> None:
        self.lines = list(typed)
        self.state = state
        self.quotes = quotes
        self.blocks_deep = blocks_deep
        self.at = 0
        self.number = self.indent = 0
        self.bare = ""
        """The line without its indent."""
        self.above = ""
        """The last line above that was not empty."""
        self.out = OpenBlocks(state)
        self.too_deep: Counter[int] = Counter()
        """The numbers of slashes of open blocks that are ignored because they are nested too deep."""

    def run(self) -> list[Part]:
        """Walk over all lines."""
        while self.at < len(self.lines):
            self.number, text = self.lines[self.at]
            self.bare = bare = text.lstrip(" ")
            if not bare:
                self.out.running = None
                self.at += 1
                continue
            self.indent = len(text) - len(bare)
            first_char = "0" if bare[0].isdecimal() else bare[0] if bare[0] in _FIRST_CHARS else ""
            if first_char or self.indent >= _CODE or "|" in bare:
                _parser(first_char).parseBlocks(self, [text])  # type: ignore[arg-type]  # by its stubs it is an element
            else:
                self.at += self.text()
            self.above = self.bare
        return self.out.parts

    def _inner(self, typed: Sequence[Line], *, quotes: int = 0, blocks_deep: int = 0) -> list[Part]:
        """Return the blocks of lines within a quotation or block."""
        inner = _Walk(typed, self.state, quotes=self.quotes + quotes, blocks_deep=self.blocks_deep + blocks_deep)
        return inner.run()

    def _peek(self, ahead: int = 1) -> str:
        """Return a line further on, without its indent; "" past the end."""
        return self.lines[self.at + ahead].bare if self.at + ahead < len(self.lines) else ""

    def _add(self, node: tree.BlockNode, parts: list[Part] | None = None, text: str | None = None) -> None:
        """Add a block with its children: parts or running text."""
        typed = [] if text is None else [Line(self.number, text)]
        self.out.add(Part(node, parts or [], typed), self.indent)

    def report(self, rule: Rule, message: str, hint: str, fix: Fix | None = None) -> None:
        """Report a problem on the current line."""
        self.state.report(rule, self.number, message, hint, fix)

    def code(self) -> int | None:
        if self.out.running or self.indent < _CODE:
            return None
        depth = self.out.depth(self.indent)
        margin = self.out.items[depth - 1].code if depth else _CODE
        if self.indent < margin:
            return None
        end = lines.end_of_indented(self.lines, self.at, margin)
        text = "\n".join(other.text[margin:] for other in self.lines[self.at : end])
        first = text.partition("\n")[0].strip()
        if _SENTENCE.match(first) and first.lstrip("\"'“‘(")[:1].isupper() and not _CODE_CHARS.search(first):
            message = "Deze regel begint met vier spaties of een tab. Daarmee wordt hij code."
            hint = f"Typ hem zonder spaties ervoor: `{shortened(first)}`."
            typed = next((it.text for it in self.state.from_line(self.number)), "")
            self.report(FAKE_CODE, message, hint, Fix(typed, typed.lstrip(), is_safe=True))
        self._add(tree.CodeBlock(text, "", self.number))
        return end - self.at

    def fence(self) -> int | None:
        found = lines.FENCE.fullmatch(self.bare)
        if not found:
            return None
        end = lines.end_of_code(self.lines, self.at, found["fence"])
        fence, rest = found["fence"], found["rest"].strip(" ")
        if rest:
            message = f"Achter `{fence}` staat tekst die de lezer niet ziet: `{rest}`."
            hint = f"Laat alleen `{fence}{found['language']}` staan, en zet de rest erboven."
            self.report(CODE_NAME, message, hint, Fix(rest, ""))
        if end == len(self.lines):
            message = f"Hier begint code met `{fence}`, maar het einde ontbreekt."
            self.report(OPEN_CODE, message, f"Zet een regel met alleen `{fence}` onder de code.")
        text = "\n".join(other.dedented(self.indent).text for other in self.lines[self.at + 1 : end])
        self._add(tree.CodeBlock(text, found["language"], self.number))
        return end + 1 - self.at

    def block(self) -> int | None:
        opener = lines.OPENER.fullmatch(self.bare)
        if not opener:
            return None
        slashes = len(opener["slashes"])
        if self.blocks_deep >= blocks.DEEPEST:
            message = f"Het blok `{opener['name'].lower()}` staat te diep in andere blokken."
            hint = "Zet dit blok onder de andere blokken in plaats van erin."
            self.report(blocks.DEEP, message, hint)
            self.too_deep[slashes] += 1
            self.out.close(self.indent)
            return 1
        end = lines.end_of_block(self.lines, self.at, slashes)
        inner = [other.dedented(self.indent) for other in self.lines[self.at + 1 : end]]
        first = Line(self.number, self.bare)
        block, taken = blocks.read_block(opener, first, inner, self.state, is_closed=end < len(self.lines))
        self._add(block, self._inner(inner[taken:], blocks_deep=1))
        return end + 1 - self.at

    def block_end(self) -> int | None:
        slashes = lines.read_end(self.bare)
        if not slashes:
            return None
        if self.too_deep[slashes]:
            self.too_deep[slashes] -= 1
        else:
            typed = self.bare.strip(" ")
            message = f"Hier staat `{typed}`, maar er is geen blok open."
            hint = "Haal deze regel weg, of typ `/// let-op` boven de tekst."
            self.report(blocks.STRAY_END, message, hint, Fix(typed, ""))
        self.out.close(self.indent)
        return 1

    def heading(self) -> int | None:
        heading = lines.read_heading(self.bare)
        if not heading:
            return None
        level, text, chosen = heading
        if chosen:
            self.state.heading_ids.append(chosen)
        self._add(tree.Heading((), self.number, level, chosen), text=text)
        return 1

    def ruler(self) -> int | None:
        if not lines.is_ruler(self.bare):
            return None
        self._add(tree.ThematicBreak(self.number))
        return 1

    def table(self) -> int | None:
        if not lines.is_table(self.bare, self._peek()):
            return None
        heads, columns = _cells(self.bare), _cells(self._peek())
        if len(heads) != len(columns):
            return None
        align = [_ALIGN.get((column.startswith(":"), column.endswith(":")), "") for column in columns]
        made = [_row(heads, align, self.number, "col")]
        below = map(self.lines.__getitem__, range(self.at + 2, len(self.lines)))
        for number, text in takewhile(lambda line: lines.is_row(line.bare), below):
            cells = _cells(text)
            if len(cells) > len(heads):
                message = f"Deze rij heeft {len(cells)} cellen, maar de tabel heeft {len(heads)} koppen."
                hint = "Haal een cel weg, of maak een kop erbij. Typ voor een los streepje `\\|`."
                self.state.report(FULL_ROW, number, message, hint)
                cells = [*cells[: len(heads) - 1], " | ".join(cells[len(heads) - 1 :])]
            made.append(_row([*cells, *[""] * (len(heads) - len(cells))], align, number))
        self.out.close(self.indent)
        above = self.out.within[-1] if self.out.within else None
        caption = []
        if above and isinstance(above.node, tree.Paragraph) and _CAPTION.match(above.lines[0].text):
            number, text = self.out.within.pop().lines[0]
            first = Line(number, _CAPTION.sub("", text, count=1))
            caption = [Part(tree.Caption((), number, is_bare=True), lines=[first, *above.lines[1:]])]
        self._add(tree.Table((), self.number), [*caption, *made])
        return len(made) + 1

    def footnote(self) -> int | None:
        # A footnote belongs to the whole text: in a quotation or block it would be lost where that is shown alone.
        note = lines.FOOTNOTE.fullmatch(self.bare) if not self.quotes and not self.blocks_deep else None
        if not note:
            return None
        self.out.close(self.indent)
        end = lines.end_of_indented(self.lines, self.at + 1, _CODE, runs_on=True)
        inner = [Line(self.number, note["text"]), *(it.dedented(_CODE) for it in self.lines[self.at + 1 : end])]
        part = Part(tree.Note((), self.number, 0), self._inner(inner, blocks_deep=1))
        if self.state.notes.setdefault(note["name"], part) is not part:
            message = f"De voetnoot `[^{note['name']}]` staat er twee keer."
            self.report(links.LOOSE_FOOTNOTE, message, "Geef een van de twee een andere naam, zoals `[^2]`.")
        return end - self.at

    def definition_of_link(self) -> int | None:
        if self.out.running:
            return None
        below = [other.text.strip(" ") for other in self.lines[self.at + 1 : self.at + links.LONGEST_DEFINITION]]
        more = takewhile(lambda text: text and not lines.SPECIAL.match(text), below)
        found = links.read_definition([self.bare.rstrip(" "), *more], self.number, self.state.named)
        if not found:
            return None
        if self.state.definitions.setdefault(found.id, found).destination != found.destination:
            message = f"Voor `[{found.label}]` staat er al een adres. Dit telt niet mee: `{found.typed}`."
            hint = "Geef een van de twee een andere naam, of haal deze regel weg."
            self.report(links.LOOSE_DEFINITION, message, hint)
        return found.lines

    def quote(self) -> int | None:
        if self.quotes >= _DEEPEST_QUOTE:
            report_deep(self.number, self.state)
            self.lines[self.at] = Line(self.number, " " * self.indent + self.bare.lstrip("> "))
            return 0
        end = lines.end_of_quote(self.lines, self.at)
        inner = [Line(it.number, it.bare.removeprefix(">").removeprefix(" ")) for it in self.lines[self.at : end]]
        self._add(tree.Quote((), self.number), self._inner(inner, quotes=1))
        return end - self.at

    def item(self) -> int | None:
        marker = read_marker(self.bare)
        if not marker:
            return None
        rest = self.bare[marker.width :]
        indent, column = self.out.snapped(marker, self.indent), self.indent + marker.width
        if not self.out.begins(marker, rest, indent, above=self.above, below=self._peek()):
            return None
        is_special = lines.SPECIAL.match(rest) is not None
        is_deepest = is_special and len(self.out.items) >= DEEPEST_LIST - 1
        self.out.report(marker, rest, indent, self.number, is_deepest=is_deepest)
        first, taken = self._behind(rest, column, is_special=is_special and not is_deepest)
        self.out.add_item(first, marker, indent, column)
        return taken

    def _behind(self, text: str, indent: int, *, is_special: bool) -> tuple[Line, int]:
        """Return the text after a marker, and how many lines were taken.

        Text that starts a block (`is_special`) is read again, as a line within what the marker opens.
        """
        if is_special:
            self.lines[self.at] = Line(self.number, " " * indent + text)
            return Line(self.number, ""), 0
        return Line(self.number, _ended(text)), 1

    def definition(self) -> int | None:
        found = lines.DEFINITION.fullmatch(self.bare) if self.out.term else None
        if not found:
            return None
        is_special = lines.SPECIAL.match(found["text"]) is not None
        first, taken = self._behind(found["text"], self.indent + _CODE, is_special=is_special)
        self.out.add_definition(first, self.indent)
        return taken

    def text(self) -> int:
        if taken := self.more_text() or self.underlined():
            return taken
        self.out.add_text(Line(self.number, _ended(self.bare)), self.indent)
        return 1

    def more_text(self) -> int | None:
        running, items = self.out.running, self.out.items
        if not running:
            return None
        # The line below a definition may be the next term.
        is_term = bool(items) and items[-1].marker is None and lines.DEFINITION.fullmatch(self._peek())
        is_caption = self.bare.startswith("Tabel:") and lines.is_table(self._peek(), self._peek(2))
        if is_term or is_caption:
            return None
        running.lines.append(Line(self.number, _ended(self.bare)))
        return 1

    def underlined(self) -> int | None:
        below = self._peek().rstrip(" ")
        if not lines.UNDERLINE.fullmatch(below):
            return None
        text = self.bare.rstrip(" ")
        words = len(text.split())
        is_sentence = words > lines.LONGEST_HEADING or (words > 1 and text.endswith((".", ":", ";", ",")))
        if not is_sentence:
            self._add(tree.Heading((), self.number, 1 if below[0] == "=" else 2), text=text)
            return 2
        message = f"Direct onder deze zin staat `{shortened(below)}`. Daarmee wordt een zin een kop."
        hint = "Zet een lege regel tussen de zin en de streep. De site heeft er een losse streep van gemaakt."
        fix = Fix("", "\n", is_safe=True, place=Place(self.state.path, self.number + 1))
        self.report(LINE_BELOW, message, hint, fix)
        self.out.add_text(Line(self.number, text), self.indent)
        self._add(tree.ThematicBreak(self.number + 1))
        return 2


_STEPS: tuple[tuple[Callable[[_Walk], int | None], str], ...] = (
    (_Walk.code, ""),
    (_Walk.fence, "`~"),
    (_Walk.block, "/"),
    (_Walk.block_end, "/"),
    (_Walk.heading, "#"),
    (_Walk.ruler, "-*_"),
    (_Walk.table, ""),
    (_Walk.footnote, "["),
    (_Walk.definition_of_link, "["),
    (_Walk.quote, ">"),
    (_Walk.item, MARKER_CHARS),
    (_Walk.definition, ":"),
    (_Walk.text, ""),
)
"""What a line can be, and the characters that it then starts with ("" for any); the first step that matches takes it.

A line that starts with none of them is running text, unless it is indented as code or holds table cells.
"""
_FIRST_CHARS = frozenset("".join(first_chars for _, first_chars in _STEPS))


class _Step(BlockProcessor):
    """One step of the walk, for the library."""

    def __init__(self, parser: BlockParser, step: Callable[[_Walk], int | None]) -> None:
        super().__init__(parser)
        self.step = step

    def test(self, *_: object) -> bool:
        """Return True: the parser holds only steps that fit the line's first character."""
        return True

    def run(self, parent: Any, blocks: list[str]) -> bool:  # noqa: ANN401  as the library has it
        """Offer a line to the step; False leaves it to the next."""
        taken = self.step(parent)
        if taken is None:
            return False
        parent.at += taken
        blocks.clear()
        return True


@cache
def _parser(first_char: str) -> BlockParser:
    """Return a parser for lines that start with a character, "" for any other; it keeps no state of a text."""
    parser = BlockParser(Markdown())
    for place, (step, first_chars) in enumerate(reversed(_STEPS)):
        if not first_chars or (first_char and first_char in first_chars):
            parser.blockprocessors.register(_Step(parser, step), step.__name__, place)
    return parser


def _ended(text: str) -> str:
    """Return a line without the spaces at its end, except two that make a line break."""
    words = text.rstrip(" ")
    return f"{words}  " if len(text) - len(words) > 1 else words


class _Rows(TableProcessor):
    """The library's tables, of which we use the splitting of a row into cells."""

    def cells(self, row: str) -> list[str]:
        """Return the cells of a row; a pipe at either end, or in code, separates nothing.

        A pipe after a backslash is part of the cell (GFM 4.10).
        """
        self.border = True
        cells: list[str] = self._split_row(row.strip(" "))  # type: ignore[attr-defined]  # the stubs leave it out
        return [cell.strip(" ").replace("\\|", "|") for cell in cells]


_cells = _Rows(BlockParser(Markdown()), {}).cells
_ALIGN = {(True, True): "center", (False, True): "right"}


def _row(cells: Sequence[str], align: Sequence[str], number: int, scope: str = "") -> Part:
    made = zip(cells, align, strict=True)
    return Part(
        tree.Row((), number),
        [Part(tree.Cell((), number, at, scope), lines=[Line(number, cell)]) for cell, at in made],
    )
