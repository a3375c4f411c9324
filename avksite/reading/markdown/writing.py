"""The tree of a text is written out as a Body: HTML with slots, and all that other steps ask about."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from avksite.reading.body import SLOT_CLOSE, SLOT_OPEN, Block, Body, Heading, Link, Passage
from avksite.reading.characters import unescaped
from avksite.reading.markdown import footnotes, unfinished_links
from avksite.reading.markdown.anchors import Anchors
from avksite.reading.markdown.blocks import KINDS
from avksite.reading.markdown.draft import PART, Code, QuotePart
from avksite.reading.markdown.leaves import Kind
from avksite.reading.markdown.placing import TOKEN, Places, Tree
from avksite.reading.markdown.positions import unmarked
from avksite.reading.markdown.running_text import Node, RunningText, Words, nodes, slot
from avksite.reading.markdown.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from avksite.reading.markdown.running_text import Line

_INLINE = frozenset({"a", "em", "img", "span", "strong", unfinished_links.TAG})
_SLOT = re.compile(f"{SLOT_OPEN}[0-9]+{SLOT_CLOSE}")
_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_ALIGNED = {"right": "rechts", "center": "midden"}
_CAPTION = re.compile(r"\s*Tabel:\s*")


class Blocks(NamedTuple):
    """Blocks one below another: as HTML, and each in plain text."""

    html: str
    plain: tuple[str, ...]


def write(tree: Tree, places: Places) -> Body:
    """Write out a text of which everything has its place."""
    writer = _Writer(tree, places)
    blocks = writer.everything()
    return Body(
        html=blocks.html,
        slots=tuple(writer.slots[number] for number in range(len(places.numbers))),
        headings=tuple(writer.headings),
        passages=tuple(writer.passages),
        plain="\n\n".join(blocks.plain),
        words=sum(len(_WORD.findall(passage.text)) for passage in writer.passages),
        anchors=(*writer.anchors.taken, *footnotes.ids(len(places.notes))),
    )


class _Writer(RunningText):
    """Writes blocks; running text is written by the class below it."""

    def __init__(self, tree: Tree, places: Places) -> None:
        super().__init__(tree, places)
        self.headings: list[Heading] = []
        self.passages: list[Passage] = []
        self.anchors = Anchors([*tree.draft.heading_ids.values(), *footnotes.ids(len(places.notes))])
        self.tables = 0
        self._containers: dict[str, Callable[[Element], Blocks]] = {
            **{f"h{level}": self._heading for level in range(1, 7)},
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
        }

    def everything(self) -> Blocks:
        """Write the text and its footnotes."""
        return _below_each_other((self._blocks(self.tree.root, "paragraph"), self._notes()))

    # Blocks one below another.

    def _blocks(self, parent: Element, kind: str, *, bare: Sequence[Element] = ()) -> Blocks:
        """Write what stands in an element; running text that is all an item says is `bare`: it needs no paragraph."""
        done: list[Blocks] = []
        caption: Element | None = None
        for content, following in pairwise((*_grouped(parent), None)):
            if isinstance(content, list):
                done.append(self._paragraph(content, kind, parent, bare))
            elif content is not None and content.tag == "table":
                done.append(self._table(content, caption))
                caption = None
            elif content is not None and _is_caption(content, following):
                caption = content
            elif content is not None:
                done.append(self._block(content, kind, bare))
        return _below_each_other(done)

    def _block(self, element: Element, kind: str, bare: Sequence[Element]) -> Blocks:
        if element.tag == "p":
            return self._paragraph(list(nodes(element)), kind, element, bare)
        if element.tag == "hr":
            return Blocks("<hr/>", ())
        write = self._containers.get(element.tag)
        return write(element) if write else self._blocks(element, kind)

    def _paragraph(self, content: Sequence[Node], kind: str, element: Element, bare: Sequence[Element]) -> Blocks:
        if self._stands_alone(content):
            return self._alone(content)
        words = self.write(content)
        if not words.html:
            return Blocks("", ())
        self._passage(kind, words.text, self.places.line(element))
        return Blocks(words.html if element in bare else f"<p>{words.html}</p>", (words.plain,))

    def _stands_alone(self, content: Sequence[Node]) -> bool:
        """Tell whether a paragraph holds nothing but pictures and lifted parts."""
        found = False
        for node in content:
            if isinstance(node, Element):
                if node.tag != "img":
                    return False
                found = True
                continue
            if TOKEN.sub("", node).strip():
                return False
            for token in TOKEN.finditer(node):
                if token["leaf"] and self.tree.leaves[token["leaf"]].kind is not Kind.BREAK:
                    return False
                found = found or token["part"] is not None
        return found

    def _alone(self, content: Sequence[Node]) -> Blocks:
        """Write pictures and lifted parts that stand by themselves."""
        done: list[Blocks] = []
        for node in content:
            if isinstance(node, Element):
                words = self.write([node])
                done.append(Blocks(words.html, (words.plain,)))
            else:
                done.extend(self._part(int(token["part"])) for token in TOKEN.finditer(node) if token["part"])
        return _below_each_other(done)

    def _passage(self, kind: str, text: str, line: int) -> None:
        if text:
            self.passages.append(Passage(kind, text, line))

    # Each kind of block.

    def _part(self, index: int) -> Blocks:
        part = self.tree.draft.parts[index]
        if isinstance(part, Code):
            language = f' class="language-{escape(part.language)}"' if part.language else ""
            text = f"{escape(part.text, quote=False)}\n" if part.text else ""
            return Blocks(f"<pre><code{language}>{text}</code></pre>", (part.text,))
        if isinstance(part, QuotePart):
            inner = self._blocks(self.tree.parts[index], "quote")
            return Blocks(f"<blockquote>\n{inner.html}\n</blockquote>", inner.plain)
        inner = self._blocks(self.tree.parts[index], "quote" if part.name == "citaat" else "paragraph")
        if part.name not in KINDS:
            return inner
        number = self.places.number(part)
        title = typeset(unescaped(part.title))
        self.slots[number] = Block(part.name, title, part.options, part.option_lines, inner.html, part.line)
        return Blocks(slot(number), (slot(number),))

    def part(self, index: int, line: Line) -> None:
        """Write a lifted part that the library left between words."""
        blocks = self._part(index)
        line.html.append(blocks.html)
        line.plain.extend(blocks.plain)

    def _heading(self, element: Element) -> Blocks:
        words = self.write(nodes(element))
        line = self.places.line(element)
        heading_id = self.anchors.claim(_SLOT.sub(" ", words.text), self.tree.draft.heading_ids.get(line))
        self.headings.append(Heading(int(element.tag[1]), self.spelled(words.text), heading_id, line))
        self._passage("heading", words.text, line)
        return Blocks(f'<{element.tag} id="{escape(heading_id)}">{words.html}</{element.tag}>', (words.plain,))

    def _list(self, element: Element) -> Blocks:
        number = int(element.get("start", "1"))
        attribute = f' start="{number}"' if number != 1 else ""
        html: list[str] = []
        plain: list[str] = []
        for item in element:
            inner = self._entry(item, "item")
            html.append(f"<li>{inner.html}</li>")
            sign = f"{number}. " if element.tag == "ol" else "- "
            plain.append(_indented(sign, inner.plain))
            number += 1
        return Blocks(f"<{element.tag}{attribute}>\n{_lines(html)}\n</{element.tag}>", ("\n".join(plain),))

    def _entry(self, element: Element, kind: str) -> Blocks:
        """Write an item or a definition; one paragraph in it needs no element of its own, with air around it or not."""
        paragraphs = [paragraph for paragraph in element.findall("p") if not _is_part(paragraph)]
        is_alone = len(paragraphs) == 1 and _is_blank(element.text)
        return self._blocks(element, kind, bare=(element, paragraphs[0]) if is_alone else (element,))

    def _definitions(self, element: Element) -> Blocks:
        html: list[str] = []
        plain: list[str] = []
        for child in element:
            if child.tag == "dt":
                words = self.write(nodes(child))
                self._passage("term", words.text, self.places.line(child))
                html.append(f"<dt>{words.html}</dt>")
                plain.append(words.plain)
            else:
                inner = self._entry(child, "definition")
                html.append(f"<dd>{inner.html}</dd>")
                plain.append(_indented("  ", inner.plain))
        return Blocks(f"<dl>\n{_lines(html)}\n</dl>", ("\n".join(plain),))

    def _table(self, table: Element, caption: Element | None) -> Blocks:
        self.tables += 1
        label = f"Tabel {self.tables}"
        html: list[str] = []
        plain: list[str] = []
        if caption is not None:
            words = self.write(_without_label(nodes(caption)))
            self._passage("paragraph", words.text, self.places.line(caption))
            label = " ".join(_SLOT.sub("", words.text).split()) or label
            html.append(f"<caption>{words.html}</caption>")
            plain.append(words.plain)
        for part in table:
            has_heads = part.tag == "tbody" and _has_row_heads(part)
            html.append(f"<{part.tag}>")
            for row in part:
                cells = [self._cell(cell, is_head=has_heads and not index) for index, cell in enumerate(row)]
                html.append(f"<tr>{''.join(cell.html for cell in cells)}</tr>")
                plain.append(" | ".join(cell.plain for cell in cells))
            html.append(f"</{part.tag}>")
        frame = f'<div class="tabel" role="region" tabindex="0" aria-label="{escape(label)}">'
        return Blocks(f"{frame}\n<table>\n{_lines(html)}\n</table>\n</div>", ("\n".join(plain),))

    def _cell(self, cell: Element, *, is_head: bool) -> Words:
        words = self.write(nodes(cell[0]) if is_head else nodes(cell))
        self._passage("cell", words.text, self.places.line(cell))
        tag = "th" if is_head else cell.tag
        scope = ' scope="row"' if is_head else ' scope="col"' if tag == "th" else ""
        align = _ALIGNED.get(cell.get("align", ""))
        look = f' class="{align}"' if align else ""
        return words._replace(html=f"<{tag}{scope}{look}>{words.html}</{tag}>")

    def _notes(self) -> Blocks:
        if not self.places.notes:
            return Blocks("", ())
        first = self.tree.draft.footnotes[next(iter(self.places.notes))].line
        self.headings.append(Heading(2, footnotes.HEADING, footnotes.HEADING_ID, first))
        html: list[str] = []
        plain: list[str] = [footnotes.HEADING]
        for name, note in self.places.notes.items():
            typed = self.tree.draft.footnotes[name]
            inner = self._blocks(self.tree.notes[name], "paragraph")
            number = self.places.number(typed)
            words = footnotes.back_text(note)
            self.slots[number] = Link(f"#{footnotes.sign_id(note)}", words, words, typed.line)
            html.append(f'<li id="{footnotes.note_id(note)}">{inner.html}\n<p>{slot(number)}</p></li>')
            plain.append(_indented(f"{note}. ", inner.plain))
        return Blocks(footnotes.section(_lines(html)), tuple(plain))


def _grouped(parent: Element) -> Iterator[Element | list[Node]]:
    """Yield the blocks in an element, with the running text between them in one piece."""
    run: list[Node] = []
    for node in nodes(parent):
        if isinstance(node, str) or node.tag in _INLINE:
            run.append(node)
            continue
        if run:
            yield run
            run = []
        yield node
    if run:
        yield run


def _below_each_other(blocks: Sequence[Blocks]) -> Blocks:
    html = "\n".join(block.html for block in blocks if block.html)
    return Blocks(html, tuple(text for block in blocks for text in block.plain if text))


def _is_blank(text: str | None) -> bool:
    return not unmarked(text or "").strip()


def _is_part(paragraph: Element) -> bool:
    return not len(paragraph) and PART.fullmatch(unmarked(paragraph.text or "").strip()) is not None


def _is_caption(paragraph: Element, following: Element | list[Node] | None) -> bool:
    is_above_table = isinstance(following, Element) and following.tag == "table"
    return is_above_table and paragraph.tag == "p" and _CAPTION.match(paragraph.text or "") is not None


def _without_label(content: Iterator[Node]) -> Iterator[Node]:
    yield _CAPTION.sub("", str(next(content)), count=1)
    yield from content


def _has_row_heads(body: Element) -> bool:
    """Tell whether the first cell of every row is bold as a whole: that is how an author marks the heads of rows."""
    return all(
        len(cell) == 1 and cell[0].tag == "strong" and _is_blank(cell.text) and _is_blank(cell[0].tail)
        for cell, *_ in body
    )


def _indented(sign: str, paragraphs: Sequence[str]) -> str:
    text = "\n".join(paragraphs)
    return f"{sign}{text}".replace("\n", f"\n{' ' * len(sign)}")


def _lines(html: Sequence[str]) -> str:
    return "\n".join(html)
