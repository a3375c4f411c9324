"""Python-Markdown, set up for texts of which code, blocks and leaves were taken out, makes the tree of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, Registry

from avksite.reading.openers import reference_id
from avksite.reading.positions import MARK, marks_of, unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from markdown.blockparser import BlockParser

    from avksite.reading.draft import Target
    from avksite.reading.leaves import Leaves

MARKS = "regels"
"""The attribute in which an element keeps the marks of lines that end inside its address or description."""

_BRACKET = re.compile(r"[\[\]]")
# An address between brackets. First with quotes as a whole, because a title may hold a bracket.
_ADDRESSES = (
    re.compile(r"""\(((?:[^()"]|"[^"]*"|\([^()]*\)){0,3000}+)\)"""),
    re.compile(r"\(((?:[^()]|\([^()]*\)){0,3000}+)\)"),
)
_QUOTES = ('""', "''", "“”", "””")
_REFERENCE = re.compile(r"[ ]?\[([^\[\]]*)\]")
_DECORATIVE = re.compile(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = re.compile(r"""\{[ ]*lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")


def parse(text: str, leaves: Leaves, references: Mapping[str, Target]) -> Element:
    """Return the tree of a text that was laid out for the library."""
    return _library().parse(text, leaves, references)


@cache
def _library() -> _Library:
    return _Library()


class _Library:
    """One set-up for every text. Nothing of a text stays behind in it: what a text needs is handed over anew."""

    def __init__(self) -> None:
        markdown = Markdown(extensions=[SaneListExtension(), DefListExtension()])
        for name in ("code", "setextheader", "reference"):
            markdown.parser.blockprocessors.deregister(name)
        markdown.ESCAPED_CHARS.append("|")
        markdown.parser.blockprocessors.register(_Tables(markdown.parser), "table", 75)
        self.brackets = (_Images(markdown), _Spans(markdown), _Links(markdown))
        markdown.inlinePatterns = Registry()
        for priority, processor in enumerate(reversed(self.brackets), start=1):
            markdown.inlinePatterns.register(processor, type(processor).__name__, priority)
        markdown.inlinePatterns.register(DelimiterProcessor("*", "strong,em", markdown), "em_strong", 0)
        markdown.delimiters.add("_", "strong,em", smart=True)
        self.inline = markdown.treeprocessors["inline"]
        self.inline.inlinePatterns = markdown.inlinePatterns
        self.markdown = markdown

    def parse(self, text: str, leaves: Leaves, references: Mapping[str, Target]) -> Element:
        self.markdown.reset()
        self.markdown.parser.state.clear()
        for processor in self.brackets:
            processor.leaves = leaves
            processor.references = references
        root = self.markdown.parser.parseDocument(text.split("\n")).getroot()
        for element in root.iter():
            if element.text:
                element.text = leaves.pick(element.text)
            if element.tail:
                element.tail = leaves.pick(element.tail)
        self.inline.run(root)
        return root


class _Tables(TableProcessor):
    """Tables of which every cell carries the mark of its row."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def test(self, parent: Element, block: str) -> bool:
        header, newline, rest = block.partition("\n")
        ruler = rest.partition("\n")[0]
        return bool(newline) and "|" in ruler and not MARK.search(ruler) and super().test(parent, f"{unmarked(header)}\n{ruler}")

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(unmarked(row), parent, align)
        for cell in parent[-1]:
            cell.text = f"{cell.text or ''} {marks_of(row)}"


class _Brackets(InlineProcessor):
    """Something with words between square brackets."""

    leaves: Leaves
    references: Mapping[str, Target]

    def __init__(self, pattern: str, markdown: Markdown) -> None:
        super().__init__(pattern, markdown)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:
        end = _closing(data, m.end())
        if end is None:
            return None, None, None
        element, after = self.make(data[m.end() : end], data, end + 1)
        return (None, None, None) if element is None else (element, m.start(), after)

    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        """Return the element for the words between the brackets, and where it ends."""
        raise NotImplementedError

    def destination(self, inner: str, data: str, at: int) -> tuple[str, str, str, int] | None:
        """Return the address, title and marks of what stands behind the brackets, and where that ends."""
        if data.startswith("(", at):
            for pattern in _ADDRESSES:
                if found := pattern.match(data, at):
                    typed = self.leaves.address(found[1])
                    address, title = _split(" ".join(unmarked(typed).split()))
                    return address, title, marks_of(typed), found.end()
        reference = _REFERENCE.match(data, at)
        id_ = (reference[1] if reference else "") or inner
        target = self.references.get(reference_id(unmarked(self.leaves.typed(id_))))
        if target is None:
            return None
        return target.address, target.title, marks_of(reference[0]) if reference else "", reference.end() if reference else at


class _Images(_Brackets):
    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"!\[", markdown)

    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        found = self.destination(inner, data, at)
        if found is None:
            return None, at
        address, title, marks, end = found
        image = etree.Element("img", {"src": address, "alt": self._words(inner), MARKS: marks_of(inner) + marks})
        if title:
            image.set("title", title)
        if decorative := _DECORATIVE.match(data, end):
            image.set("decoratief", "")
            end = decorative.end()
        return image, end

    def _words(self, inner: str) -> str:
        words = self.unescape(inner) if "\x02" in inner else inner
        return " ".join(INLINE_PLACEHOLDER_RE.sub("", self.leaves.words(words)).split())


class _Spans(_Brackets):
    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"(?<!!)\[", markdown)

    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        language = _LANGUAGE.match(data, at)
        if language is None:
            return None, at
        span = etree.Element("span", {"lang": language[1]})
        span.text = inner
        return span, language.end()


class _Links(_Brackets):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"(?<!!)\[", markdown)

    def make(self, inner: str, data: str, at: int) -> tuple[Element | None, int]:
        found = self.destination(inner, data, at)
        if found is None:
            return None, at
        address, title, marks, end = found
        link = etree.Element("a", {"href": address, "title": title, MARKS: marks})
        link.text = inner
        if language := _LANGUAGE.match(data, end):
            link.set("lang", language[1])
            end = language.end()
        return link, end


def _closing(data: str, at: int) -> int | None:
    """Return where the bracket closes that opened just before."""
    depth = 1
    for found in _BRACKET.finditer(data, at):
        depth += 1 if found[0] == "[" else -1
        if not depth:
            return found.start()
    return None


def _split(inner: str) -> tuple[str, str]:
    """Split what stands between round brackets into an address, which may hold spaces, and a title."""
    if inner.startswith("<") and ">" in inner:
        address, _, rest = inner[1:].partition(">")
        return address.strip(), rest.strip().strip("\"'“”")
    for opening, closing in _QUOTES:
        if inner.endswith(closing):
            at = inner.find(f" {opening}", 0, -1)
            if at >= 0:
                return inner[:at].strip(), inner[at + 2 : -1]
            if inner.startswith(opening) and len(inner) > 1:
                return "", inner[1:-1]
    return inner, ""
