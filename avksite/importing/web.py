"""Reads an HTML page: its text, without scripts, hidden elements, and the navigation around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from avksite.content.files import decoded
from avksite.content.markdown.almost import typed_table
from avksite.content.markdown.raw_html import FILM_BLOCK, film_block
from avksite.content.media import NOT_WHAT_IT_SAYS
from avksite.importing.pieces import Find, Old, Piece, Sort, escaped
from avksite.patterns import regex
from avksite.problems import Place, Problem, blaming

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT = frozenset(
    {"nav", "footer", "aside", "form", "dialog"}
    | {"script", "style", "noscript", "template", "svg", "math", "canvas", "object", "embed", "head", "title", "button"}
    | {"select", "textarea", "input", "map", "audio", "applet"}
)
_RUNNING = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"}
)
_MARKDOWN = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_LISTS = frozenset({"ul", "ol", "menu"})
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE = regex(r"\b(?:foot|end)note-(?P<number>\d{1,4})$")
_BACK = regex(r"\s*\[\\?[↑^]\]\(#[^)]*\)")
"""The link from a footnote back to the text."""
_FILM = regex(r"https?://(?:www\.)?(?:youtube\.com/watch\?\S+|youtu\.be/\S+|vimeo\.com/\d\S*)")
_ELSEWHERE = regex(r"(?:https?:)?//\w")
_SITE_NAME = regex(r"\s+[|–—·»-]\s+[^|–—·»]+$")
_WRITTEN = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content"
    " | //time[@itemprop='datePublished' or contains(@class, 'published') or contains(@class, 'entry-date')]/@datetime"
)
_AGAIN = "Open haar in een browser, kopieer de tekst, en bewaar die als gewone tekst (.txt)."
_LATIN = regex(rb"<meta[^>]+charset=[\"']?\s*(?:iso-8859-1|windows-1252)", re.IGNORECASE)
_MAIN = (
    "//main | //*[@role='main']",
    "//article[.//h1]",
    "//article",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ') or @id='content']",
)
"""Selectors of the main text of a page: the first one with exactly one match is used."""


def read_page(data: bytes, name: str, find: Find) -> tuple[Old]:
    """Read a saved page, in its declared or detected encoding."""
    is_latin = _LATIN.search(data[:2000]) is not None
    return (read_html(data.decode("cp1252", "replace") if is_latin else decoded(data), name, find),)


def read_html(html: str, name: str, find: Find) -> Old:
    """Read a whole page, or a part of one."""
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415  a build need not load it

    with blaming(Problem(NOT_WHAT_IT_SAYS, Place(name, 1), "Deze pagina kan ik niet lezen.", _AGAIN)):
        # The limits of the parser apply: elements 256 deep, a text of ten million characters.
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        page: HtmlElement = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
        areas = [found for path in _MAIN if len(found := page.xpath(path)) == 1]
        if not areas:  # then the header of the page is still part of it
            for header in page.xpath("//header"):
                header.drop_tree()
        pieces = _read(areas[0][0] if areas else page)
    has_title = any(piece.sort is Sort.HEADING and piece.level == 1 for piece in pieces)
    named = _said(page, "//meta[@property='og:title']/@content") or _SITE_NAME.sub("", _said(page, "//title/text()"))
    return Old(
        name=name,
        pieces=tuple(pieces),
        title="" if has_title else escaped(named),
        written=_said(page, _WRITTEN)[:10],
        address=_said(page, "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"),
        find=find,
    )


def _said(page: HtmlElement, path: str) -> str:
    return next((" ".join(str(value).split()) for value in page.xpath(path)), "")


class _Reader:
    """Walks through elements and collects pieces; running text is collected until a block begins."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.running: list[str] = []

    def read(self, element: HtmlElement, depth: int = 0) -> None:
        """Read what is in an element; `depth` is the number of lists that it is in."""
        self._add(element.text)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if not _is_skipped(child, tag):
                self._child(child, tag, depth)
            self._add(child.tail)

    def _child(self, child: HtmlElement, tag: str, depth: int) -> None:
        if tag in _RUNNING:
            self._inline(child, tag, depth)
        elif tag == "br":
            self.running.append("\n")
        elif tag == "img":
            self._picture(child)
        elif tag in {"iframe", "video"}:
            self._film(child)
        else:
            self.flush()
            self._block(child, tag, depth)
            self.flush()

    def _block(self, child: HtmlElement, tag: str, depth: int) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self._as(child, Sort.HEADING, int(tag[1]))
        elif tag == "blockquote":
            self._as(child, Sort.QUOTE)
        elif tag in _LISTS:
            self._list(child, tag, depth)
        elif tag == "table":
            self._table(child, depth)
        else:
            self.read(child, depth)

    def _as(self, element: HtmlElement, sort: Sort, level: int = 0) -> None:
        """Read an element as one piece; pictures in it come after it."""
        within = _read(element)
        text = ("\n\n" if sort is Sort.QUOTE else " ").join(piece.text for piece in within if not piece.target)
        if text.strip():
            self.pieces.append(
                Piece(sort, text if sort is Sort.QUOTE else " ".join(text.replace("**", "").split()), level)
            )
        self.pieces += [piece for piece in within if piece.target]

    def _list(self, element: HtmlElement, tag: str, depth: int) -> None:
        self._add(element.text)
        for child in element:
            if child.tag == "li":
                self.flush()
                self._item(child, depth, is_numbered=tag == "ol")
            elif isinstance(child.tag, str):  # a list directly in a list, or an invalid child
                self._child(child, child.tag, depth + 1)
            self._add(child.tail)

    def _item(self, item: HtmlElement, depth: int, *, is_numbered: bool) -> None:
        note = _NOTE.search(item.get("id", ""))
        own = -1
        for piece in _read(item, depth + 1):
            if piece.sort is not Sort.TEXT:
                self.pieces.append(piece)
            elif note:
                text = _BACK.sub("", " ".join(piece.text.split()))
                self.pieces.append(Piece(Sort.AS_IS, f"[^{note['number']}]: {text}"))
            elif own < 0:
                own = len(self.pieces)
                self.pieces.append(Piece(Sort.ITEM, piece.text, depth, is_numbered))
            elif own == len(self.pieces) - 1:  # a second paragraph of an item belongs to it
                self.pieces[own] = replace(self.pieces[own], text=f"{self.pieces[own].text} {piece.text}")
            else:
                self.pieces.append(piece)

    def _table(self, element: HtmlElement, depth: int) -> None:
        rows = [cells for row in element.iter("tr") if (cells := [*row.iterchildren("td", "th")])]
        cells = [cell for row in rows for cell in row]
        is_all = _size(element) == sum(map(_size, [*cells, *element.iterchildren("caption")]))
        if element.find(".//table") is not None or len(cells) == len(rows) or not is_all:  # a layout table
            self.read(element, depth)
            return
        read = [[_read(cell) for cell in row] for row in rows]
        texts = [[" ".join(" ".join(it.text for it in cell if not it.target).split()) for cell in row] for row in read]
        caption = " ".join((element.findtext("caption") or "").split())
        head = f"Tabel: {escaped(caption)}\n\n" if caption else ""
        self.pieces.append(Piece(Sort.AS_IS, head + typed_table(texts)))
        self.pieces += [piece for row in read for cell in row for piece in cell if piece.target]

    def _inline(self, element: HtmlElement, tag: str, depth: int) -> None:
        """Read running text with emphasis and links; blocks in it are separate pieces."""
        before, self.running = self.running, []
        at = len(self.pieces)
        self.read(element, depth)
        text = "".join(self.running)
        if len(self.pieces) > at:  # it holds a picture or a block: the text around that gets no markers
            self.pieces[at:at] = _paragraphs("".join(before))
            self.running = [text]
            return
        bare = text.strip()
        left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if bare and tag == "a" and element.get("href"):
            bare = _link(bare, element.get("href", ""))
        elif bare and tag == "code" and "`" not in bare:
            bare = f"`{element.text_content().strip()}`"
        elif bare and (marker := _MARKDOWN.get(tag)) and "\n" not in bare and "*" not in bare:
            bare = f"{marker}{bare}{marker}"
        before += [left, bare, right]
        self.running = before

    def _picture(self, element: HtmlElement) -> None:
        source = element.get("src", "")
        if not source or (source.startswith("data:") and element.get("data-src")):  # lazily loaded
            source = element.get("data-src", "")
        is_dot = element.get("width") in {"0", "1"} or element.get("height") in {"0", "1"}
        if source.strip() and not is_dot:
            self.flush()
            self.pieces.append(Piece(Sort.PICTURE, element.get("alt", ""), target=source.strip()))

    def _film(self, element: HtmlElement) -> None:
        self.flush()
        source = element.get("src") or next((one.get("src", "") for one in element.iter("source")), "")
        if _ELSEWHERE.match(source):
            title = element.get("title", "").replace('"', "")
            self.pieces.append(Piece(Sort.AS_IS, film_block(f'<iframe src="{source}" title="{title}">')))

    def _add(self, text: str | None) -> None:
        if text:
            self.running.append(re.sub(r"\s+", " ", escaped(re.sub(r"\s", " ", text))))

    def flush(self) -> None:
        """Make pieces of the collected running text."""
        text, self.running = "".join(self.running), []
        self.pieces += _paragraphs(text)


def _read(element: HtmlElement, depth: int = 0) -> list[Piece]:
    """Return the pieces of an element by itself."""
    reader = _Reader()
    reader.read(element, depth)
    reader.flush()
    return reader.pieces


def _size(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _is_skipped(element: HtmlElement, tag: str) -> bool:
    return (
        not tag
        or tag in _NO_TEXT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _paragraphs(text: str) -> list[Piece]:
    """Split running text into paragraphs at double line breaks, as a browser shows it."""
    merged = re.sub(r"\*{4}", "", text)
    found = []
    for paragraph in re.split(r"\n\s*\n", merged):
        lines = [line for line in (line.strip() for line in paragraph.split("\n")) if line]
        if lines and _FILM.fullmatch(lines[0]) and len(lines) == 1:
            found.append(Piece(Sort.AS_IS, FILM_BLOCK.format(title="Titel van de film", address=lines[0])))
        elif lines:
            found.append(Piece(Sort.TEXT, "\n".join(lines)))
    return found


def _link(words: str, target: str) -> str:
    """Return a link in Markdown; one to a footnote is a footnote reference."""
    note = _NOTE.search(target)
    if note and target.startswith("#"):
        return f"[^{note['number']}]"
    address = re.sub(r"[\s()<>\\]", lambda char: f"%{ord(char[0]):02x}", target.strip())
    words = " ".join(words.split())
    is_same = words.replace("\\", "") in {address, address.removeprefix("mailto:").removeprefix("tel:")}
    return words if is_same else f"[{words}]({address})"
