"""A text as HTML for places without our stylesheet: only elements and attributes that mean something by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

KEPT = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    "time": {"datetime"},
}
"""What may stay on an element; a language and its direction may stay on all of them. The rest is for our own stylesheet
and script."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WRAPPERS = ("div", "section", "span", "figure", "figcaption")


def xml_safe(text: str) -> str:
    """Return the text without the characters that XML forbids, such as what a copy from a PDF leaves behind."""
    return _NOT_XML.sub("", text)


def plain_tree(markup: str, own_url: str) -> HtmlElement:
    """Return the text below one `div`, without classes and ids; a link within the page leads to it at `own_url`."""
    top = lxml.html.fragment_fromstring(xml_safe(markup), create_parent="div")
    etree.strip_elements(top, etree.Comment, with_tail=False)
    for element in list(top.iterdescendants()):
        tag = str(element.tag)
        for name in element.attrib:
            if name not in {"lang", "dir"} and name not in KEPT.get(tag, ()):
                del element.attrib[name]
        href = element.get("href", "")
        if href.startswith("#"):
            element.set("href", own_url + href)
        if tag in _WRAPPERS and not element.attrib:
            element.drop_tag()
    return top


def inner_html(top: HtmlElement) -> str:
    """Return what is inside an element as HTML, without the empty lines that a template leaves."""
    parts = [top.text or "", *(lxml.html.tostring(child, encoding="unicode") for child in top)]
    return re.sub(r">\s*\n\s*<", ">\n<", "".join(parts)).strip()
