"""The tree of a text becomes HTML; what only the site knows is left to whoever shows the text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from avksite.content.body import (
    NOTES_HEADING,
    NOTES_ID,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Emphasis,
    FactMark,
    Heading,
    Image,
    Item,
    Link,
    List,
    NoteSign,
    Paragraph,
    Quote,
    Row,
    Table,
    Term,
    TermUse,
    Text,
)
from avksite.content.languages import language_attributes
from avksite.content.markdown import footnotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from avksite.content.body import BlockNode, Body, Inline, Note
    from avksite.rendering.parts import BlockView


class Html(ABC):
    """Writes a text as HTML, with blocks that have a template of their own between its pieces."""

    def __init__(self, lang: str = "nl") -> None:
        self.lang = lang
        """The language around the text."""
        self.level = 1
        """The level of the heading above."""
        self.done: list[str | BlockView] = []

    @abstractmethod
    def link(self, link: Link, words: str) -> str:
        """Return a link around its words."""

    @abstractmethod
    def image(self, image: Image) -> str:
        """Return a picture that stands between words."""

    @abstractmethod
    def figure(self, image: Image) -> str | BlockView:
        """Return a picture that stands by itself."""

    @abstractmethod
    def fact(self, fact: FactMark) -> str:
        """Return a figure."""

    @abstractmethod
    def block(self, block: Block) -> str | BlockView:
        """Return a block."""

    def open(self, tag: str, meaning: str = "", look: str = "") -> str:
        """Return the begin of an element: `meaning` holds attributes for everybody, `look` those for our own pages."""
        return f"<{tag}{meaning}{look}>"

    def frame(self, label: str) -> tuple[str, str]:
        """Return what stands around a table, which can be scrolled on our pages by that name (WCAG 2.2, 2.1.1)."""
        return f'<div class="tabel" role="region" tabindex="0" aria-label="{escape(label)}">\n', "\n</div>"

    def endnotes(self) -> tuple[str, str]:
        """Return what stands around the footnotes: on our pages, their place in the outline of the text."""
        return f'<section class="voetnoten" role="doc-endnotes" aria-labelledby="{NOTES_ID}">\n', "\n</section>"

    def write(self, body: Body) -> list[str | BlockView]:
        """Return a whole text."""
        self._below_each_other(body.children)
        if body.notes:
            self._add("\n" if body.children else "")
            self._notes(body.notes)
        return self.done

    def write_blocks(self, nodes: Sequence[BlockNode]) -> list[str | BlockView]:
        """Return what stands in a block."""
        self._below_each_other(nodes)
        return self.done

    def words(self, children: Iterable[Inline]) -> str:
        """Return running text."""
        return "".join(map(self._inline, children))

    # Blocks.

    def _add(self, *written: str | BlockView) -> None:
        self.done += written

    def _below_each_other(self, nodes: Sequence[BlockNode]) -> None:
        for number, node in enumerate(nodes):
            self._add("\n" if number else "")
            self._node(node)

    def _node(self, node: BlockNode) -> None:
        match node:
            case Paragraph():
                self._paragraph(node)
            case Heading(level, id_, children):
                self.level = level
                look = f' id="{escape(id_)}"' if id_ else ""
                self._add(f"{self.open(f'h{level}', look=look)}{self.words(children)}</h{level}>")
            case List():
                self._list(node)
            case Definitions():
                self._definitions(node)
            case Table():
                self._table(node)
            case Quote(children):
                self._add(self.open("blockquote") + "\n")
                self._below_each_other(children)
                self._add("\n</blockquote>")
            case CodeBlock(text, language):
                kind = f' class="language-{escape(language)}"' if language else ""
                code = f"{escape(text, quote=False)}\n" if text else ""
                self._add(f"{self.open('pre')}{self.open('code', look=kind)}{code}</code></pre>")
            case Block():
                self._add(self.block(node))
            case _:
                self._add(self.open("hr").replace(">", "/>"))

    def _paragraph(self, paragraph: Paragraph) -> None:
        pictures = paragraph.pictures
        if pictures and not paragraph.is_bare:
            for number, picture in enumerate(pictures):
                self._add("\n" if number else "", self.figure(picture))
        else:
            words = self.words(paragraph.children)
            self._add(words if paragraph.is_bare or pictures else f"{self.open('p')}{words}</p>")

    def _list(self, node: List) -> None:
        tag = "ol" if node.is_numbered else "ul"
        start = f' start="{node.start}"' if node.is_numbered and node.start != 1 else ""
        self._add(self.open(tag, start) + "\n")
        for item in node.children:
            self._entry("li", item)
        self._add(f"</{tag}>")

    def _definitions(self, node: Definitions) -> None:
        self._add(self.open("dl") + "\n")
        for child in node.children:
            if isinstance(child, Term):
                self._add(f"{self.open('dt')}{self.words(child.children)}</dt>\n")
            else:
                self._entry("dd", child)
        self._add("</dl>")

    def _entry(self, tag: str, entry: Item | Definition) -> None:
        self._add(self.open(tag))
        self._below_each_other(entry.children)
        self._add(f"</{tag}>\n")

    def _table(self, table: Table) -> None:
        words = self.words(table.caption.children) if table.caption else ""
        caption = f"{self.open('caption')}{words}</caption>\n" if table.caption else ""
        rows = "".join(f"{self._row(row, has_head=table.has_row_heads)}\n" for row in table.rows)
        before, behind = self.frame(table.label)
        self._add(
            f"{before}{self.open('table')}\n{caption}<thead>\n{self._row(table.head, is_head=True)}\n</thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>{behind}"
        )

    def _row(self, row: Row, *, is_head: bool = False, has_head: bool = False) -> str:
        scopes = ["col" if is_head else "row" if has_head and not index else "" for index in range(len(row.children))]
        return f"<tr>{''.join(map(self._cell, row.children, scopes))}</tr>"

    def _cell(self, cell: Cell, scope: str) -> str:
        tag = "th" if scope else "td"
        name = {"right": "rechts", "center": "midden"}.get(cell.align)
        begin = self.open(tag, f' scope="{scope}"' if scope else "", f' class="{name}"' if name else "")
        return f"{begin}{self.words(cell.children)}</{tag}>"

    def _notes(self, notes: Sequence[Note]) -> None:
        before, behind = self.endnotes()
        heading = self.open("h2", look=f' id="{NOTES_ID}"')
        self._add(f"{before}{heading}{NOTES_HEADING}</h2>\n{self.open('ol')}\n")
        for note in notes:
            back = Link(f"#{footnotes.sign_id(note.number)}", (), note.line)
            self._add(self.open("li", look=f' id="{footnotes.note_id(note.number)}"'))
            self._below_each_other(note.children)
            self._add(f"\n{self.open('p')}{self.link(back, footnotes.back_text(note.number))}</p></li>\n")
        self._add(f"</ol>{behind}")

    # Running text.

    def _inline(self, node: Inline) -> str:  # noqa: PLR0911  one return for each kind of node
        match node:
            case Text(text):
                return escape(text, quote=False)
            case Break():
                return "<br/>"
            case Code(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Emphasis():
                return self._emphasis(node)
            case Link():
                return self.link(node, self.words(node.children))
            case Image():
                return self.image(node)
            case FactMark():
                return self.fact(node)
            case TermUse():
                return term_use(node)
            case NoteSign(number, is_first, line):
                # The space parts it from the word before it, for whoever hears the words or sees them without a layout.
                sup = self.open("sup", look=f' id="{footnotes.sign_id(number)}"' if is_first else "")
                to_note = Link(f"#{footnotes.note_id(number)}", (), line)
                return f"{sup} {self.link(to_note, footnotes.sign_text(number))}</sup>"

    def _emphasis(self, node: Emphasis) -> str:
        around, self.lang = self.lang, node.lang or self.lang
        words = self.words(node.children)
        self.lang = around
        return f"<{node.tag}{language_attributes(node.lang, around, between_words=True)}>{words}</{node.tag}>"


def term_use(use: TermUse) -> Markup:
    """Return a word that leads to its explanation; no heading has an id with two hyphens in a row."""
    link = Markup('<a class="term" role="doc-glossref" id="woord--{id}" href="#begrip--{id}">{text}</a>')
    return link.format(id=use.id, text=use.text)
