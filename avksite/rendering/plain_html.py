"""A text for places without our stylesheet and script, such as feeds and mails: only what every reader knows.

Everything the site decides is decided in it: links lead to whole addresses, a fact is a figure, a picture knows its
size, and a block is the ordinary paragraphs that say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from avksite.content.body import (
    Block,
    BlockNode,
    Body,
    Break,
    CodeBlock,
    Definitions,
    Emphasis,
    FactMark,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
    Term,
    Text,
    ThematicBreak,
)
from avksite.content.languages import language_attributes
from avksite.rendering.bodies import HEADED, LEADS_NOWHERE, block_view, document_note, figure_of, picture_of
from avksite.rendering.html import Html
from avksite.rendering.parts import BlockView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from avksite.rendering.bodies import Filling
    from avksite.rendering.parts import ContactView

Size = tuple[int, int]


def plain(body: Body, filling: Filling) -> Body:
    """Return a text as it is read in a place of its own."""
    plainer = _Plainer(filling)
    children = plainer.blocks(body.children)
    return Body(children, tuple(replace(note, children=plainer.blocks(note.children)) for note in body.notes))


def plain_block(view: BlockView) -> Body:
    """Return a block that stands by itself, likewise."""
    return Body(tuple(_said_by(view, (), 1)))


class _Plainer:
    """Walks a text; `level` is that of the heading above."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        self.level = 1

    # Blocks.

    def blocks(self, nodes: Iterable[BlockNode]) -> tuple[BlockNode, ...]:
        return tuple(out for node in nodes for out in self._block(node))

    def _block(self, node: BlockNode) -> Iterator[BlockNode]:
        match node:
            case Block():
                yield from self._special(node)
            case Paragraph():
                yield from self._paragraph(node)
            case Heading():
                self.level = node.level
                yield replace(node, children=self._words(node.children))
            case List():
                items = tuple(replace(item, children=self.blocks(item.children)) for item in node.children)
                yield replace(node, children=items)
            case Definitions():
                yield replace(
                    node,
                    children=tuple(
                        replace(child, children=self._words(child.children))
                        if isinstance(child, Term)
                        else replace(child, children=self.blocks(child.children))
                        for child in node.children
                    ),
                )
            case Table():
                caption = node.caption and replace(node.caption, children=self._words(node.caption.children))
                yield replace(node, caption=caption, head=self._row(node.head), rows=tuple(map(self._row, node.rows)))
            case Quote():
                yield replace(node, children=self.blocks(node.children))
            case CodeBlock() | ThematicBreak():
                yield node

    def _row(self, row: Row) -> Row:
        cells = tuple(replace(cell, children=self._words(cell.children)) for cell in row.children)
        return replace(row, children=cells)

    def _paragraph(self, node: Paragraph) -> Iterator[BlockNode]:
        if not node.pictures or node.is_bare:
            yield replace(node, children=self._words(node.children))
            return
        for picture in node.pictures:
            if (shown := self._picture(picture)).target:
                yield Paragraph((shown,), node.line)
                if picture.title:
                    yield Paragraph((Emphasis("em", (Text(picture.title),)),), node.line)

    def _special(self, block: Block) -> Iterator[BlockNode]:
        view = block_view(block, self.filling, self.level)
        around, self.level = self.level, view.level if view.title and block.name in HEADED else self.level
        inner = self.blocks(block.children)
        self.level = around
        yield from _said_by(view, inner, block.line)

    # Running text.

    def _words(self, children: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(out for child in children for out in self._inline(child))

    def _inline(self, node: Inline) -> Iterator[Inline]:
        match node:
            case FactMark():
                yield Text(figure_of(self.filling.site, node.name))
            case Emphasis():
                yield replace(node, children=self._words(node.children))
            case Image():
                yield self._picture(node)
            case Link():
                yield from self._link(node)
            case _:
                yield node

    def _link(self, link: Link) -> Iterator[Inline]:
        destination = self.filling.site.resolve(self.filling.path, link.target)
        words = self._words(link.children)
        if destination.to in LEADS_NOWHERE:
            yield from words
            return
        note = document_note(destination)
        href = self.filling.viewpoint.href(destination.address, destination.fragment)
        yield replace(link, target=href, children=(*words, Text(note)) if note else words)

    def _picture(self, image: Image) -> Image:
        view = picture_of(image.target, "" if image.decorative else image.alt, self.filling)
        return replace(image, target=view.src, alt=view.alt, title="", size=(view.width or 0, view.height or 0))


# Blocks, each as the ordinary paragraphs that say the same around what stands in it.

Inner = tuple[BlockNode, ...]


def _said_by(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    yield from _SAID.get(view.kind, _headed)(view, inner, line)


def _headed(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    yield from (*_title(view, line), *inner)


def _title(view: BlockView, line: int) -> tuple[BlockNode, ...]:
    return (Heading(view.level, "", (Text(view.title),), line),) if view.title else ()


def _quote(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    by = view.data["by"]
    yield Quote((*inner, *((_said(f"– {by}", line),) if by else ())), line)


def _notice(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    label = Paragraph((Emphasis("strong", (Text("Let op:"),)),), line)
    yield from (*(_title(view, line) or (label,)), *inner)


def _contact(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    if contact := view.data["contact"]:
        yield from (*_headed(view, inner, line), _person(contact, line))


def _download(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    data = view.data
    if data["href"]:
        yield _led(f"{view.title} ({', '.join(filter(None, (data['type'], data['size'])))})", data["href"], line)
    if data["note"]:
        yield _said(data["note"], line)
    yield from inner


def _phase(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    """Say what a phase is, not whether it is going on: that is read on another day than it was written."""
    period = view.data["phase"].period
    when = (_said(period[0].upper() + period[1:], line),) if period else ()
    yield from (*_title(view, line), *when, *inner)


def _button(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    yield from (_led(view.title, view.data["href"], line), *inner)


def _sign_up(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    """Lead to where somebody signs up: no mail program or feed reader sends a form, so the page does."""
    yield from inner
    if sign_up := view.data["sign_up"]:
        href = sign_up.page if sign_up.way.kind == "form" else sign_up.way.href
        yield _led(view.title or sign_up.way.invitation, href, line)


def _figures(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    items = tuple(_figure(f"{it.figure} {it.unit}", it.text, line) for it in view.data["figures"])
    listed = (List(is_numbered=False, start=1, children=items, line=line),) if items else ()
    yield from (*_title(view, line), *listed, *inner)


def _media(view: BlockView, inner: Inner, line: int) -> Iterator[BlockNode]:
    """Lead to a film or sound: nothing plays in a mail, and in a feed a player would load before a reader asks."""
    data = view.data
    if source := data["src"] or data["address"]:
        verb = "Bekijk de video" if view.kind == "video" else "Beluister"
        yield _led(f"{verb}: {view.title}" + (f" ({data['length']})" if data["length"] else ""), source, line)
    if data["transcript_href"]:
        yield _led(f"Lees de tekst van ‘{view.title}’", data["transcript_href"], line)
    yield from inner


_SAID: dict[str, Callable[[BlockView, Inner, int], Iterator[BlockNode]]] = {
    "citaat": _quote,
    "let-op": _notice,
    "contact": _contact,
    "download": _download,
    "fase": _phase,
    "knop": _button,
    "aanmelden": _sign_up,
    "cijfers": _figures,
    "video": _media,
    "audio": _media,
}


def _said(words: str, line: int) -> Paragraph:
    return Paragraph((Text(words),), line)


def _led(words: str, href: str, line: int) -> Paragraph:
    return Paragraph((Link(href, (Text(words),), line),), line)


def _figure(figure: str, text: str, line: int) -> Item:
    words: tuple[Inline, ...] = (Emphasis("strong", (Text(figure),)), *((Text(f": {text}"),) if text else ()))
    return Item((Paragraph(words, line, is_bare=True),), line)


def _person(contact: ContactView, line: int) -> Paragraph:
    who = ", ".join(filter(None, (contact.name, contact.role, contact.organisation)))
    ways = (("Bel ", contact.phone, contact.phone_href), ("Mail ", contact.mail, contact.mail_href))
    said: list[Inline] = [Text(who)]
    for verb, shown, href in ways:
        if shown:
            said += [Break(), Text(verb), Link(href, (Text(shown),), line)]
    return Paragraph(tuple(said), line)


class PlainHtml(Html):
    """Writes a plain text as well-formed HTML without classes and ids; a link within it leads to it at `own_url`.

    `styles` holds what an element looks like, for mail programs that throw a stylesheet away; `fit` returns the size
    at which a picture of some size is shown, in pixels.
    """

    def __init__(
        self,
        own_url: str,
        lang: str,
        styles: Mapping[str, str] | None = None,
        fit: Callable[[Size], Size] | None = None,
    ) -> None:
        super().__init__(lang)
        self.own_url = own_url
        self.styles = styles or {}
        self.fit = fit

    def open(self, tag: str, meaning: str = "", look: str = "") -> str:
        """Return the begin of an element, with its own style in the place of how it looks on our pages."""
        del look
        style = self.styles.get(tag)
        return f"<{tag}{meaning}" + (f' style="{style}">' if style else ">")

    def frame(self, label: str) -> tuple[str, str]:
        """Put nothing around a table."""
        del label
        return "", ""

    def endnotes(self) -> tuple[str, str]:
        """Put nothing around the footnotes."""
        return "", ""

    def link(self, link: Link, words: str) -> str:
        """Return a link around its words."""
        href = self.own_url + link.target if link.target.startswith("#") else link.target
        attributes = f' href="{escape(href)}"{language_attributes(link.lang, self.lang)}'
        return f"{self.open('a', attributes)}{words}</a>"

    def image(self, image: Image) -> str:
        """Return a picture."""
        size = self.fit(image.size) if self.fit else image.size
        style = self.styles.get("img", "")
        style = f' style="{style};max-width:{size[0]}px"' if style else ""
        pixels = f' width="{size[0]}"' + (f' height="{size[1]}"' if size[1] else "") if size[0] else ""
        return f'<img src="{escape(image.target)}" alt="{escape(image.alt)}"{pixels}{style}/>'

    def figure(self, image: Image) -> str:
        """Return a picture that stands by itself, in a paragraph of its own."""
        return f"{self.open('p')}{self.image(image)}</p>"

    def fact(self, fact: FactMark) -> str:
        """Return a figure that nobody knows, as it was typed."""
        return escape(f"{{feit:{fact.name}}}")

    def block(self, block: Block) -> str:
        """Return nothing: a plain text has no blocks."""
        del block
        return ""
