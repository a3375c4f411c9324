"""The second pass: parses running text, gives headings ids, and numbers tables and footnotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from avksite.content import body as tree
from avksite.content.markdown.blocks import KINDS
from avksite.content.markdown.inline import read_inline
from avksite.content.markdown.links import LOOSE_DEFINITION, LOOSE_FOOTNOTE
from avksite.content.markdown.state import Part, State
from avksite.dutch.formatting import slug

_NAMELESS = "kop"


def body_of(parts: Sequence[Part], state: State) -> tree.Body:
    """Return the tree of a text from its blocks, whose running text is not parsed yet."""
    return _SecondPass(state).body(parts)


class _SecondPass:
    """Builds nodes in reading order."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.tables = 0
        self.reserved = {*state.heading_ids, *tree.note_ids(len(state.notes))}
        """Reserved ids: those that authors chose for headings, and those of footnotes."""
        self.taken: dict[str, None] = {}
        self.counts: Counter[str] = Counter()

    def body(self, parts: Sequence[Part]) -> tree.Body:
        state = self.state
        children, notes = tuple(self._nodes(parts)), tuple(self._notes())
        for key, definition in state.definitions.items():
            if key not in state.used:
                hint = f"Typ in de tekst `[woorden van de link][{definition.label}]`, of haal deze regel weg."
                message = f"Geen link in de tekst verwijst naar `{definition.typed}`."
                state.report(LOOSE_DEFINITION, definition.line, message, hint)
        for name in state.notes.keys() - state.numbers:
            message = f"Naar de voetnoot `[^{name}]` wijst niets in de tekst."
            hint = f"Zet `[^{name}]` in de tekst, op de plek waar de noot bij hoort."
            state.report(LOOSE_FOOTNOTE, state.notes[name].node.line, message, hint)
        return tree.Body(children, notes, (*self.taken, *tree.note_ids(len(notes))))

    def _notes(self) -> Iterator[tree.Note]:
        done = 0
        while done < len(self.state.numbers):
            # A note may reference another, which is then added to the list.
            for name, number in list(self.state.numbers.items())[done:]:
                note = self.state.notes[name]
                yield tree.Note(tuple(self._nodes(note.parts)), note.node.line, number)
                done += 1

    def _nodes(self, parts: Iterable[Part], *, is_bare: bool = False) -> Iterator[Any]:
        """Yield the nodes of parts; `is_bare` marks a paragraph that is the only content of an item."""
        for part in parts:
            node = part.node
            match node:
                case tree.LeafNode():
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
                        yield type(node)(children, node.line, is_bare or node.is_bare)
                case tree.Running():
                    yield node.holding(read_inline(part.lines, self.state))
                case tree.Item() | tree.Definition():
                    is_only = sum(isinstance(inner.node, tree.Paragraph) for inner in part.parts) == 1
                    yield node.holding(self._nodes(part.parts, is_bare=is_only))
                case _:
                    yield node.holding(self._nodes(part.parts))

    def _id(self, text: str, chosen: str) -> str:
        """Return the id of a heading: the one its author chose, or else its slug."""
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
        rows = [_with_head(row) for row in table.rows]
        if not rows or None in rows:
            return table
        return table.holding((*children[: len(children) - len(rows)], *filter(None, rows)))


def _with_head(row: tree.Row) -> tree.Row | None:
    """Return a row with its first cell as its header; None when that cell is not bold as a whole."""
    match row.children[0].children:
        case (tree.Emphasis(tag="strong") as bold,):
            return row.holding((replace(row.children[0], children=bold.children, scope="row"), *row.children[1:]))
    return None


def _without_facts(children: Iterable[tree.Inline]) -> str:
    return tree.words_of(tree.Text(" ") if isinstance(child, tree.FactReference) else child for child in children)
