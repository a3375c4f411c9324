"""Renders the tree of a text as HTML; subclasses render what depends on the site."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from avksite.content import body as tree
from avksite.content.languages import language_attributes
from avksite.rendering.parts import BlockView

Written = list[str | BlockView]

_ALIGNED = {"right": ' class="rechts"', "center": ' class="midden"', "": ""}


class Html(ABC):
    """Renders a text as pieces of HTML and views of blocks that have a template."""

    def __init__(self, lang: str = "nl") -> None:
        self.lang = lang
        """The language around the text."""
        self.level = 1
        """The level of the heading above."""

    @abstractmethod
    def link(self, link: tree.Link, words: str) -> str:
        """Return a link around its words."""

    @abstractmethod
    def image(self, image: tree.Image) -> str:
        """Return an inline image."""

    def figure(self, image: tree.Image) -> str | BlockView:
        """Return an image that is a paragraph by itself."""
        return f"{self.open('p')}{self.image(image)}</p>"

    def fact(self, fact: tree.FactReference) -> str:
        """Return the figure of a fact; an unknown one as typed."""
        return escape(f"{{feit:{fact.name}}}")

    def block(self, block: tree.Block) -> str | BlockView:
        """Return a `///` block."""
        del block
        return ""

    def open(self, tag: str, meaning: str = "", look: str = "") -> str:
        """Return a start tag: `meaning` holds attributes for every channel, `look` those for our own pages only."""
        return f"<{tag}{meaning}{look}>"

    def frame(self, tag: str, attributes: str) -> tuple[str, str]:
        """Return the start and end of the wrapper around a table or the footnotes on our own pages."""
        return f"<{tag} {attributes}>\n", f"\n</{tag}>"

    def write(self, body: tree.Body) -> Written:
        """Return a whole text."""
        written = self.write_blocks(body.children)
        return [*written, "\n" if written else "", *self._notes(body.notes)] if body.notes else written

    def write_blocks(self, nodes: Iterable[tree.BlockNode]) -> Written:
        """Render blocks."""
        written: Written = []
        for node in nodes:
            if written:
                written.append("\n")
            written += self._block(node)
        return written

    def words(self, children: Iterable[tree.Inline]) -> str:
        """Return running text."""
        return "".join(map(self._inline, children))

    # Blocks.

    def _words_in(self, tag: str, node: tree.Running, meaning: str = "", look: str = "") -> str:
        return f"{self.open(tag, meaning, look)}{self.words(node.children)}</{tag}>"

    def _block(self, node: tree.BlockNode) -> Written:  # noqa: C901, PLR0911  a return for each kind
        match node:
            case tree.Paragraph(is_bare=True):
                return [self.words(node.children)]
            case tree.Paragraph():
                pictures = [it for picture in node.pictures for it in ("\n", self.figure(picture))]
                return pictures[1:] or [self._words_in("p", node)]
            case tree.Heading(level=level, id=id_):
                self.level = level
                return [self._words_in(f"h{level}", node, look=f' id="{escape(id_)}"' if id_ else "")]
            case tree.List():
                start = f' start="{node.start}"' if node.is_numbered and node.start != 1 else ""
                return self._entries("ol" if node.is_numbered else "ul", node.children, start)
            case tree.Definitions():
                return self._entries("dl", node.children)
            case tree.Table():
                return [self._table(node)]
            case tree.Quote():
                return [f"{self.open('blockquote')}\n", *self.write_blocks(node.children), "\n</blockquote>"]
            case tree.CodeBlock(text, language):
                kind = f' class="language-{escape(language)}"' if language else ""
                code = f"{escape(text, quote=False)}\n" if text else ""
                return [f"{self.open('pre')}{self.open('code', look=kind)}{code}</code></pre>"]
            case tree.Block():
                return [self.block(node)]
            case tree.ThematicBreak():
                return [self.open("hr").replace(">", "/>")]

    def _entries(
        self, tag: str, entries: Iterable[tree.Item | tree.Term | tree.Definition], start: str = ""
    ) -> Written:
        written: Written = [f"{self.open(tag, start)}\n"]
        for entry in entries:
            if isinstance(entry, tree.Term):
                written.append(f"{self._words_in('dt', entry)}\n")
                continue
            inner = "li" if isinstance(entry, tree.Item) else "dd"
            written += (self.open(inner), *self.write_blocks(entry.children), f"</{inner}>\n")
        return [*written, f"</{tag}>"]

    def _table(self, table: tree.Table) -> str:
        # On our pages it is a scroll region, which needs a name and a keyboard focus (WCAG 2.2, 2.1.1).
        before, behind = self.frame(
            "div", f'class="tabel" role="region" tabindex="0" aria-label="{escape(table.label)}"'
        )
        caption = f"{self._words_in('caption', table.caption)}\n" if table.caption else ""
        rows = "".join(f"{self._row(row)}\n" for row in table.rows)
        return (
            f"{before}{self.open('table')}\n{caption}<thead>\n{self._row(table.head)}\n</thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>{behind}"
        )

    def _row(self, row: tree.Row) -> str:
        cells = (
            self._words_in("th", cell, f' scope="{cell.scope}"', _ALIGNED[cell.align])
            if cell.scope
            else self._words_in("td", cell, look=_ALIGNED[cell.align])
            for cell in row.children
        )
        return f"<tr>{''.join(cells)}</tr>"

    def _notes(self, notes: Sequence[tree.Note]) -> Written:
        # Our pages give the footnotes a place in the outline of the text.
        before, behind = self.frame(
            "section", f'class="voetnoten" role="doc-endnotes" aria-labelledby="{tree.NOTES_ID}"'
        )
        heading = self.open("h2", look=f' id="{tree.NOTES_ID}"')
        written: Written = [f"{before}{heading}{tree.NOTES_HEADING}</h2>\n{self.open('ol')}\n"]
        for note in notes:
            back = tree.Link((), note.line, f"#{tree.note_reference_id(note.number)}")
            words = f"Terug naar de tekst bij noot {note.number}"
            written += (self.open("li", look=f' id="{tree.note_id(note.number)}"'), *self.write_blocks(note.children))
            written.append(f"\n{self.open('p')}{self.link(back, words)}</p></li>\n")
        return [*written, f"</ol>{behind}"]

    # Running text.

    def _inline(self, node: tree.Inline) -> str:  # noqa: PLR0911  one return for each kind of node
        match node:
            case tree.Text(text):
                return escape(text, quote=False)
            case tree.Break():
                return "<br/>"
            case tree.Code(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case tree.Emphasis(tag=tag):
                around, self.lang = self.lang, node.lang or self.lang
                words = self.words(node.children)
                self.lang = around
                return f"<{tag}{language_attributes(node.lang, around, between_words=True)}>{words}</{tag}>"
            case tree.Link():
                return self.link(node, self.words(node.children))
            case tree.Image():
                return self.image(node)
            case tree.FactReference():
                return self.fact(node)
            case tree.TermUse():
                return term_use(node)
            case tree.NoteReference(line=line, number=number, is_first=is_first):
                # The space separates it from the word before it, for screen readers and without CSS.
                sup = self.open("sup", look=f' id="{tree.note_reference_id(number)}"' if is_first else "")
                return f"{sup} {self.link(tree.Link((), line, f'#{tree.note_id(number)}'), node.text)}</sup>"


def term_use(use: tree.TermUse) -> Markup:
    """Return the link from a term to its explanation; ids of headings never have two hyphens in a row."""
    link = Markup('<a class="term" role="doc-glossref" id="woord--{id}" href="#begrip--{id}">{text}</a>')
    return link.format(id=use.id, text=use.text)
