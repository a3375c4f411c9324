"""Python-Markdown, set up for texts of which code and blocks were taken out, makes the tree of a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension

from avksite.reading.markdown.emphasis import filled
from avksite.reading.markdown.inline import read_inline
from avksite.reading.markdown.tables import Tables

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from avksite.reading.markdown.draft import Draft
    from avksite.reading.markdown.leaves import Leaves


def parse(text: str, leaves: Leaves, draft: Draft) -> Element:
    """Return the tree of a text that was laid out: the library finds its blocks, and we read the words in them."""
    parser = _library().parser
    parser.parseDocument(text.split("\n"))
    for element in list(parser.root.iter()):
        _read(element, leaves, draft)
    return parser.root


@cache
def _library() -> Markdown:
    """Return one set-up for every text. Only blocks are asked of it, and nothing of a text stays behind in it."""
    markdown = Markdown(extensions=[SaneListExtension(), DefListExtension()])
    for name in ("code", "setextheader", "reference", "quote"):
        markdown.parser.blockprocessors.deregister(name)
    markdown.parser.blockprocessors.register(Tables(markdown.parser), "table", 75)
    return markdown


def _read(element: Element, leaves: Leaves, draft: Draft) -> None:
    """Read the running text in an element, and what stands between the elements in it."""

    def words(text: str | None) -> list[str | Element]:
        return read_inline(leaves.pick(text), leaves, draft) if text else []

    content = words(element.text)
    element.text = None
    for child in list(element):
        content += [child, *words(child.tail)]
        child.tail = None
        element.remove(child)
    filled(element, content)
