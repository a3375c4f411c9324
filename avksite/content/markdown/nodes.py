"""Parts become the nodes of a text: their running text is read, and headings, tables and notes are numbered with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from avksite.content import body as tree
from avksite.content.markdown import links
from avksite.content.markdown.blocks import KINDS
from avksite.content.markdown.inline import read_inline
from avksite.dutch.formatting import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.content.markdown.state import Part, State

_NAMELESS = "kop"


def body_of(parts: Sequence[Part], state: State) -> tree.Body:
    """Return the tree of a text, of which the blocks are known and the running text is not read yet."""
    return _SecondPass(state).body(parts)


class _SecondPass:
    """Goes through a text as it is read."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.tables = 0
        self.reserved = {*state.heading_ids, *_note_ids(len(state.notes))}
        """Ids that are kept free: an author chose them for a heading, or notes have them."""
        self.taken: dict[str, None] = {}
        self.counts: Counter[str] = Counter()

    def body(self, parts: Sequence[Part]) -> tree.Body:
        children = tuple(self._nodes(parts))
        notes = tuple(self._notes())
        for key, definition in self.state.definitions.items():
            if key not in self.state.used:
                links.report_unused(definition, self.state)
        for name, note in self.state.notes.items():
            if name not in self.state.numbers:
                links.report_unused_note(name, note.node.line, self.state)
        return tree.Body(children, notes, (*self.taken, *_note_ids(len(notes))))

    def _notes(self) -> Iterator[tree.Note]:
        done = 0
        while done < len(self.state.numbers):
            # A note may hold the sign of another, which then joins the list.
            for name, number in list(self.state.numbers.items())[done:]:
                note = self.state.notes[name]
                yield tree.Note(tuple(self._nodes(note.parts)), note.node.line, number)
                done += 1

    def _nodes(self, parts: Iterable[Part], *, is_bare: bool = False) -> Iterator[Any]:
        """Yield the nodes of parts, of the kinds that these are; a paragraph is bare when it is all an entry says."""
        for part in parts:
            node = part.node
            match node:
                case tree.Leaf():
                    yield node
                case tree.Block() if node.name not in KINDS:
                    yield from self._nodes(part.parts)
                case tree.Table():
                    yield self._table(node, tuple(self._nodes(part.parts)))
                case tree.Heading():
                    children = read_inline(part.lines, self.state)
                    yield replace(node, children=children, id=self._id(_without_facts(children), node.id))
                case tree.Paragraph():
                    if children := read_inline(part.lines, self.state):
                        yield replace(node, children=children, is_bare=is_bare or node.is_bare)
                case tree.Running():
                    yield node.holding(read_inline(part.lines, self.state))
                case tree.Item() | tree.Definition():
                    is_only = sum(isinstance(inner.node, tree.Paragraph) for inner in part.parts) == 1
                    yield node.holding(self._nodes(part.parts, is_bare=is_only))
                case _:
                    yield node.holding(self._nodes(part.parts))

    def _id(self, text: str, chosen: str) -> str:
        """Return the id of a heading: the one its author chose, or its words; the same words always give the same."""
        base = anchor = chosen or slug(text) or _NAMELESS
        number = max(1, self.counts[base])
        while anchor in self.taken or (anchor in self.reserved and anchor != chosen):
            number += 1
            anchor = f"{base}-{number}"
        self.counts[base] = number
        self.taken[anchor] = None
        return anchor

    def _table(self, table: tree.Table, children: tuple[tree.Caption | tree.Row, ...]) -> tree.Table:
        self.tables += 1
        table = replace(table, children=children, label=f"Tabel {self.tables}")
        if table.caption and (label := _without_facts(table.caption.children)):
            table = replace(table, label=label)
        heads = [row.children[0] for row in table.rows]
        if not heads or not all(map(_is_bold, heads)):
            return table
        above = children[: len(children) - len(heads)]
        return replace(table, children=(*above, *map(_with_head, table.rows)))


def _is_bold(cell: tree.Cell) -> bool:
    """Return whether a cell is bold as a whole: that is how an author marks the head of a row."""
    return len(cell.children) == 1 and isinstance(cell.children[0], tree.Emphasis) and cell.children[0].tag == "strong"


def _with_head(row: tree.Row) -> tree.Row:
    head, *others = row.children
    bold = head.children[0]
    return replace(row, children=(replace(head, children=tuple(bold.children), scope="row"), *others))


def _without_facts(children: Iterable[tree.Inline]) -> str:
    return tree.words_of(tree.Text(" ") if isinstance(child, tree.FactMark) else child for child in children)


def _note_ids(count: int) -> list[str]:
    """Return every id that this many notes take."""
    if not count:
        return []
    return [tree.NOTES_ID, *(make(it) for it in range(1, count + 1) for make in (tree.note_id, tree.sign_id))]
