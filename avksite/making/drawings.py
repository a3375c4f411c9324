"""A drawing (SVG) goes out without what the program that drew it wrote down about its maker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lxml import etree

from avksite.making.artifact import Made
from avksite.reading.drawings import UnsoundPictureError, parsed

_KEPT = {"", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
"""The vocabularies that a browser knows; Inkscape and Illustrator add paths on disk and names in their own."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as it was given; the digest (SHA-256) tells when it changed."""

    place: str
    digest: str


def make_drawing(drawing: Drawing) -> Made:
    """Make the drawing as it was, without metadata, remarks and what only its program understands.

    One that is broken comes out as it is: that is told already, and stops the publication.
    """
    data = Path(drawing.place).read_bytes()
    try:
        root = parsed(data)
    except UnsoundPictureError:
        return Made(data)
    for part in list(root.iter()):
        if _is_remark(part):
            _remove(part)
            continue
        for key in map(str, list(part.attrib)):
            if (etree.QName(key).namespace or "") not in _KEPT:
                del part.attrib[key]
    etree.cleanup_namespaces(root)
    return Made(etree.tostring(root, encoding="utf-8") + b"\n")


def _is_remark(part: etree._Element) -> bool:
    """Say whether a part is there for people or programs that draw: a comment, metadata, a word of their own."""
    tag = cast("object", part.tag)  # a comment has a function here
    if not isinstance(tag, str):
        return True
    name = etree.QName(tag)
    return name.localname == "metadata" or (name.namespace or "") not in _KEPT


def _remove(part: etree._Element) -> None:
    """Take a part out, but leave the words behind it where they are."""
    parent = part.getparent()
    if parent is None:
        return
    if part.tail:
        before = part.getprevious()
        if before is None:
            parent.text = (parent.text or "") + part.tail
        else:
            before.tail = (before.tail or "") + part.tail
    parent.remove(part)
