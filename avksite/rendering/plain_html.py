"""Renders a text for feeds and mails, without our style sheet and script.

Links have absolute addresses, a fact is its figure, an image has its size, and a block is replaced by ordinary
paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape

from avksite.content import body as tree
from avksite.content.languages import language_attributes
from avksite.rendering.bodies import (
    HEADED,
    LEADS_NOWHERE,
    RenderContext,
    block_view,
    document_note,
    figure_of,
    picture_of,
)
from avksite.rendering.html import Html
from avksite.rendering.parts import BlockView, ContactView, DownloadView, MediaView, PhaseView
from avksite.rendering.sign_up import SignUpWay

Size = tuple[int, int]


def plain(body: tree.Body, filling: RenderContext) -> tree.Body:
    """Return a text for outside the site."""
    return body.changed(_Plainer(filling).said)


def is_plain(body: tree.Body, filling: RenderContext) -> bool:
    """Return whether a text has the same words outside the site, as most have: then it needs no conversion."""
    notes = (document_note(filling.resolve(link.target)) for link in body.links)
    return not (body.blocks or body.images or body.facts or any(notes))


def plain_block(view: BlockView) -> tree.Body:
    """Return one block for outside the site."""
    return tree.Body(tuple(_ordinary(view, (), 1)))


class _Plainer:
    """Converts nodes; `level` is that of the heading above."""

    def __init__(self, filling: RenderContext) -> None:
        self.filling = filling
        self.level = 1

    def said(self, node: tree.Node) -> Iterator[tree.Node]:  # noqa: C901  a case for each kind of node
        """Yield the nodes that replace a node."""
        match node:
            case tree.Text():  # as most are
                yield node
            case tree.Block():
                view = block_view(node, self.filling, self.level)
                around, self.level = self.level, view.level if view.title and node.name in HEADED else self.level
                inner = node.changed(self.said).children
                self.level = around
                yield from _ordinary(view, inner, node.line)
            case tree.Paragraph() if node.pictures and not node.is_bare:
                for picture in node.pictures:
                    if (shown := self._picture(picture)).target:
                        yield tree.Paragraph((shown,), node.line)
                        if picture.title:
                            yield tree.Paragraph((_stressed("em", picture.title, node.line),), node.line)
            case tree.FactReference():
                yield tree.Text(figure_of(self.filling.site, node.name))
            case tree.Image():
                yield self._picture(node)
            case tree.Link():
                yield from self._link(node)
            case tree.Parent():
                self.level = node.level if isinstance(node, tree.Heading) else self.level
                yield node.changed(self.said)
            case _:
                yield node

    def _link(self, link: tree.Link) -> Iterator[tree.Node]:
        destination = self.filling.resolve(link.target)
        words = link.changed(self.said).children
        if destination.kind in LEADS_NOWHERE:
            yield from words
            return
        note = document_note(destination)
        href = self.filling.viewpoint.href(destination.address, destination.fragment)
        yield replace(link, target=href, children=(*words, tree.Text(note)) if note else words)

    def _picture(self, image: tree.Image) -> tree.Image:
        view = picture_of(image.target, "" if image.decorative else image.alt, self.filling)
        return replace(image, target=view.src, alt=view.alt, title="", size=(view.width or 0, view.height or 0))


def _ordinary(  # noqa: C901, PLR0912  a case for each kind of block
    view: BlockView, inner: tuple[tree.BlockNode, ...], line: int
) -> Iterator[tree.BlockNode]:
    """Yield the ordinary paragraphs that replace a block, around its content."""
    title = (tree.Heading((tree.Text(view.title),), line, view.level),) if view.title else ()
    match view.kind, view.data:
        case "citaat", str(by):
            yield tree.Quote((*inner, *((_said(f"– {by}", line),) if by else ())), line)
        case "let-op", _:
            yield from title or (tree.Paragraph((_stressed("strong", "Let op:", line),), line),)
            yield from inner
        case "contact", ContactView() as contact:
            yield from (*title, *inner, _person(contact, line))
        case "contact", _:
            pass
        case "download", DownloadView() as file:
            if file.href:
                words = f"{view.title} ({', '.join(filter(None, (file.type, file.size)))})"
                yield _led(words, file.href, line)
            if file.note:
                yield _said(file.note, line)
            yield from inner
        case "fase", PhaseView(period):
            # Its period and not its state, because it is read on a later day.
            yield from (*title, *((_said(period[0].upper() + period[1:], line),) if period else ()), *inner)
        case "knop", str(href):
            yield from (_led(view.title, href, line), *inner)
        case "aanmelden", way:
            yield from inner
            if isinstance(way, SignUpWay):  # mail programs and feed readers submit no forms: it links to the page
                yield _led(view.title or way.invitation, way.page if way.kind == "form" else way.href, line)
        case "cijfers", tuple(figures):
            items = tuple(_figure(f"{it.figure} {it.unit}", it.text, line) for it in figures)
            yield from (*title, *((tree.List(items, line),) if items else ()), *inner)
        case "video" | "audio", MediaView() as media:
            # A link: mail programs play nothing, and in a feed a player would load without being asked.
            if source := media.src or media.address:
                verb = "Bekijk de video" if view.kind == "video" else "Beluister"
                length = f" ({media.length})" if media.length else ""
                yield _led(f"{verb}: {view.title}{length}", source, line)
            if media.transcript:
                yield _led(f"Lees de tekst van ‘{view.title}’", media.transcript, line)
            yield from inner
        case _:
            yield from (*title, *inner)


def _said(words: str, line: int) -> tree.Paragraph:
    return tree.Paragraph((tree.Text(words),), line)


def _stressed(tag: tree.Tag, words: str, line: int) -> tree.Emphasis:
    return tree.Emphasis((tree.Text(words),), line, tag)


def _led(words: str, href: str, line: int) -> tree.Paragraph:
    return tree.Paragraph((tree.Link((tree.Text(words),), line, href),), line)


def _figure(figure: str, text: str, line: int) -> tree.Item:
    more = (tree.Text(f": {text}"),) if text else ()
    return tree.Item((tree.Paragraph((_stressed("strong", figure, line), *more), line, is_bare=True),), line)


def _person(contact: ContactView, line: int) -> tree.Paragraph:
    said: list[tree.Inline] = [tree.Text(", ".join(filter(None, (contact.name, contact.role, contact.organisation))))]
    for verb, shown, href in (
        ("Bel ", contact.phone, contact.phone_href),
        ("Mail ", contact.mail, contact.mail_href),
    ):
        if shown:
            said += [tree.Break(), tree.Text(verb), tree.Link((tree.Text(shown),), line, href)]
    return tree.Paragraph(tuple(said), line)


class PlainHtml(Html):
    """Renders a converted text as well-formed HTML without classes and ids; fragment links point to `own_url`.

    `styles` holds inline styles by tag, for mail programs that drop style sheets; `fit` returns the size in pixels at
    which an image of a size is shown.
    """

    def __init__(
        self,
        own_url: str,
        lang: str,
        styles: Mapping[str, str] | None = None,
        fit: Callable[[Size], Size] = lambda size: size,
    ) -> None:
        super().__init__(lang)
        self.own_url = own_url
        self.styles = styles or {}
        self.fit = fit

    def open(self, tag: str, meaning: str = "", look: str = "") -> str:
        """Return a start tag, with an inline style instead of `look`."""
        del look
        style = self.styles.get(tag)
        return f"<{tag}{meaning}" + (f' style="{style}">' if style else ">")

    def frame(self, tag: str, attributes: str) -> tuple[str, str]:
        """Return no wrapper."""
        del tag, attributes
        return "", ""

    def link(self, link: tree.Link, words: str) -> str:
        """Return a link around its words."""
        href = self.own_url + link.target if link.target.startswith("#") else link.target
        attributes = f' href="{escape(href)}"{language_attributes(link.lang, self.lang)}'
        return f"{self.open('a', attributes)}{words}</a>"

    def image(self, image: tree.Image) -> str:
        """Return a picture."""
        width, height = self.fit(image.size)
        style = f' style="{self.styles["img"]};max-width:{width}px"' if "img" in self.styles else ""
        pixels = f' width="{width}"' + (f' height="{height}"' if height else "") if width else ""
        return f'<img src="{escape(image.target)}" alt="{escape(image.alt)}"{pixels}{style}/>'
