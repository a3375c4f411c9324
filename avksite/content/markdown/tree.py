"""Blocks become nodes: their running text is read, set with real quotes, and numbered as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from avksite.content.body import (
    Block,
    BlockNode,
    Body,
    Break,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Emphasis,
    FactMark,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Note,
    NoteSign,
    Paragraph,
    Quote,
    Row,
    Table,
    Term,
    Text,
    ThematicBreak,
    words_of,
)
from avksite.content.characters import unescaped
from avksite.content.markdown import destinations, footnotes
from avksite.content.markdown.anchors import Anchors
from avksite.content.markdown.blocks import KINDS
from avksite.content.markdown.draft import (
    BlockPart,
    DefinitionsDraft,
    HeadingDraft,
    ItemDraft,
    Kind,
    Leaf,
    Line,
    ListDraft,
    QuoteDraft,
    Running,
    TableDraft,
)
from avksite.content.markdown.inline import read_inline, words_in
from avksite.content.markdown.typography import typeset

if TYPE_CHECKING:
    from avksite.content.markdown.draft import BlockDraft, Draft, Piece, Span

_CAPTION = re.compile(r"\s*Tabel:\s*")


def finish(content: Sequence[BlockDraft], draft: Draft) -> Body:
    """Return the tree of a text, of which the blocks are known and the running text is not read yet."""
    return _Finisher(draft).body(content)


@dataclass(slots=True)
class _Setting:
    """The running text that was set so far: its last character, and the quotes that are open."""

    last: str = ""
    opened: set[str] = field(default_factory=set)


class _Finisher:
    """Goes through a text as it is read."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.anchors = Anchors([*draft.heading_ids, *footnotes.ids(len(draft.footnotes))])
        self.tables = 0
        self.notes: dict[str, int] = {}
        """The number of each footnote, in the order in which they are named."""

    def body(self, content: Sequence[BlockDraft]) -> Body:
        children = self._blocks(content)
        notes = tuple(self._notes())
        self._report_unused()
        return Body(children, notes, (*self.anchors.taken, *footnotes.ids(len(notes))))

    def _notes(self) -> Iterator[Note]:
        done = 0
        while done < len(self.notes):
            # A note may hold the sign of another, which then joins the list.
            for name, number in list(self.notes.items())[done:]:
                note = self.draft.footnotes[name]
                yield Note(self._blocks(note.content), note.line, number)
                done += 1

    def _report_unused(self) -> None:
        for key, (definition, line) in self.draft.references.items():
            if key not in self.draft.used:
                destinations.report_unused(definition, line, self.draft)
        for name, note in self.draft.footnotes.items():
            if name not in self.notes:
                footnotes.report_unused(name, note.line, self.draft)

    # Blocks.

    def _blocks(self, content: Sequence[BlockDraft], *, is_entry: bool = False) -> tuple[BlockNode, ...]:
        """Return the nodes of blocks; the only paragraph of an entry, such as an item, stands bare."""
        is_bare = is_entry and sum(isinstance(block, Running) for block in content) == 1
        done: list[BlockNode] = []
        caption: Running | None = None
        for block, following in pairwise((*content, None)):
            if isinstance(block, Running):
                if isinstance(following, TableDraft) and _CAPTION.match(block.lines[0].text):
                    caption = block
                elif children := self._running(block.lines):
                    done.append(Paragraph(children, block.lines[0].number, is_bare=is_bare))
            elif isinstance(block, TableDraft):
                done.append(self._table(block, caption))
                caption = None
            elif isinstance(block, BlockPart) and block.name not in KINDS:
                done += self._blocks(block.content)
            elif block is not None:
                done.append(self._block(block))
        return tuple(done)

    def _block(self, block: BlockDraft) -> BlockNode:
        match block:
            case HeadingDraft():
                return self._heading(block)
            case ListDraft():
                items = tuple(Item(self._blocks(it.content, is_entry=True), it.line) for it in block.items)
                return List(items, items[0].line, block.is_numbered, block.start)
            case DefinitionsDraft():
                entries = tuple(map(self._entry, block.entries))
                return Definitions(entries, entries[0].line)
            case QuoteDraft():
                return Quote(self._blocks(block.content), block.line)
            case BlockPart():
                title = typeset(unescaped(block.title))
                children = self._blocks(block.content)
                return Block(children, block.line, block.name, title, block.options, block.option_lines)
            case CodeBlock() | ThematicBreak():
                return block
            case _:
                raise AssertionError(block)

    def _heading(self, block: HeadingDraft) -> Heading:
        children = self._running([block.line])
        return Heading(children, block.line.number, block.level, self.anchors.claim(_without_facts(children), block.id))

    def _entry(self, entry: Line | ItemDraft) -> Term | Definition:
        if isinstance(entry, ItemDraft):
            return Definition(self._blocks(entry.content, is_entry=True), entry.line)
        return Term(self._running([entry]), entry.number)

    def _table(self, table: TableDraft, caption: Running | None) -> Table:
        self.tables += 1
        above: list[Caption] = []
        if caption is not None:
            first, *more = caption.lines
            lines = [Line(first.number, _CAPTION.sub("", first.text, count=1)), *more]
            above.append(Caption(self._running(lines), first.number, is_bare=True))
        (number, heads), *others = table.rows
        head = self._row(number, heads, table.align, "col")
        rows = [self._row(number, cells, table.align) for number, cells in others]
        if rows and all(_is_bold(row.children[0]) for row in rows):
            rows = [_with_head(row) for row in rows]
        label = _without_facts(above[0].children) if above else ""
        return Table((*above, head, *rows), number, label or f"Tabel {self.tables}")

    def _row(self, number: int, cells: Sequence[str], align: Sequence[str], scope: str = "") -> Row:
        return Row(
            tuple(
                Cell(self._running([Line(number, it)]), number, at, scope) for it, at in zip(cells, align, strict=True)
            ),
            number,
        )

    # Running text.

    def _running(self, lines: Sequence[Line]) -> tuple[Inline, ...]:
        """Return the running text of a paragraph, a heading or a cell, without the space around it."""
        return _stripped(self._set(read_inline(lines, self.draft), _Setting()))

    def _set(self, pieces: Sequence[Piece], setting: _Setting, *, in_link: bool = False) -> list[Inline]:
        done: list[Inline] = []
        for piece in _joined(pieces):
            if isinstance(piece, str):
                if text := typeset(piece, setting.last, setting.opened):
                    done.append(Text(text))
                    setting.last = text[-1]
            elif isinstance(piece, Leaf):
                done.append(self._leaf(piece, setting, in_link=in_link))
            else:
                done += self._span(piece, setting, in_link=in_link)
        return done

    def _span(self, span: Span, setting: _Setting, *, in_link: bool) -> list[Inline]:
        if span.destination is None:
            return [Emphasis(tuple(self._set(span.pieces, setting, in_link=in_link)), span.line, span.tag, span.lang)]
        address, title = span.destination
        if span.tag == "img":
            setting.last = "x"
            return [Image(address, words_in(span.pieces), span.is_decorative, span.line, title)]
        if in_link:
            return self._set(span.pieces, setting, in_link=True)
        children = self._set(span.pieces, setting, in_link=True)
        link = Link(_stripped(children), span.line, address, title, span.lang)
        # A space at the edge of a link parts it from the words beside it.
        return [*_edge(children[:1], 0), link, *_edge(children[-1:], -1)]

    def _leaf(self, leaf: Leaf, setting: _Setting, *, in_link: bool) -> Inline:
        text = leaf.text
        if leaf.kind is Kind.BREAK:
            setting.last = " "
            return Break()
        if leaf.kind is Kind.FACT:
            setting.last = "x"
            return FactMark(leaf.text, leaf.line)
        if leaf.kind is Kind.FOOTNOTE:
            if leaf.text not in self.draft.footnotes:
                footnotes.report_missing(leaf.text, leaf.line, self.draft)
            elif not in_link:
                is_first = leaf.text not in self.notes
                number = self.notes.setdefault(leaf.text, len(self.notes) + 1)
                return NoteSign(number, is_first, leaf.line)
            text = leaf.typed
        setting.last = text[-1:] or setting.last
        if leaf.kind is Kind.CODE:
            return Code(text)
        if leaf.kind is Kind.LINK and not in_link:
            return Link((Text(text),), leaf.line, leaf.target, typed=leaf.typed)
        return Text(text)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces, with words that stand beside each other in one."""
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
            continue
        if words:
            yield "".join(words)
            words = []
        yield piece
    if words:
        yield "".join(words)


def _stripped(children: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return running text without the space around it."""
    kept = list(children)
    for index, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and isinstance(edge := kept[index], Text):
            kept[index] = Text(strip(edge.text))
            if edge.text.strip():
                break
            del kept[index]
    return tuple(kept)


def _edge(children: Sequence[Inline], index: int) -> list[Inline]:
    is_space = any(isinstance(child, Text) and child.text[index : index + 1 or None].isspace() for child in children)
    return [Text(" ")] if is_space else []


def _without_facts(children: Sequence[Inline]) -> str:
    return words_of(Text(" ") if isinstance(child, FactMark) else child for child in children)


def _is_bold(cell: Cell) -> bool:
    """Tell whether a cell is bold as a whole: that is how an author marks the head of a row."""
    return len(cell.children) == 1 and isinstance(cell.children[0], Emphasis) and cell.children[0].tag == "strong"


def _with_head(row: Row) -> Row:
    head, *others = row.children
    return replace(row, children=(replace(head, children=head.children[0].children, scope="row"), *others))
