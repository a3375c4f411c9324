"""A drawing (SVG): its size, and what it brings along that has no place on the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml import etree

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

_CODE = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "listener"})
_FETCHED = re.compile(r"(?:@import|url\()\s*(?:url\()?\s*['\"]?(?![\s'\"]*#)([^'\")\s;]{0,60})", re.IGNORECASE)
"""In the language of styles; what begins with `#` stands in the drawing itself."""


class UnsoundPictureError(Exception):
    """The bytes are no whole picture; the message says in Dutch what is wrong."""


def parsed(data: bytes) -> etree._Element:
    """Return the root of a drawing; raise UnsoundPictureError when it is none."""
    from lxml import etree  # noqa: PLC0415  a site without drawings need not load it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"Deze tekening (SVG) is stuk op regel {error.lineno}."
        raise UnsoundPictureError(message) from None
    if etree.QName(root).localname != "svg":
        message = "Dit bestand is geen tekening (SVG)."
        raise UnsoundPictureError(message)
    return root


def drawing_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height in pixels of CSS; None when the drawing names neither those nor a box."""
    root = parsed(data)
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", root.get("viewBox") or "")
    across, down = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004  x, y, width, height
    if width and not height and across:
        height = width * down / across
    elif height and not width and down:
        width = height * across / down
    width, height = width or across, height or down
    return (round(width), round(height)) if width and height else None


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0


def brought_along(data: bytes) -> tuple[str, int] | None:
    """Return the first thing in a drawing that runs, or that is fetched, in Dutch with its line; None for most.

    A drawing that is opened by itself is a page of its own, on our address, so a script in it could do what it likes.
    """
    from lxml import etree  # noqa: PLC0415  as above

    for element in parsed(data).iter(etree.Element):
        attributes = {etree.QName(str(key)).localname: str(value).strip() for key, value in element.items()}
        if what := _brought(etree.QName(element).localname, attributes, element.text or ""):
            return what, cast("int | None", element.sourceline) or 1
    return None


def _brought(name: str, attributes: dict[str, str], text: str) -> str:
    """Return in Dutch what an element brings along, "" for nothing."""
    href = attributes.get("href", "")
    if name in _CODE or any(key.startswith("on") for key in attributes) or href.lower().startswith("javascript:"):
        return "een script"
    if name == "image" or (name == "feImage" and not href.startswith("#")):
        return "een foto"
    if name != "a" and href and not href.startswith("#"):
        return f"iets van een andere plek: `{href[:60]}`"
    for typed in (*attributes.values(), text if name == "style" else ""):
        if found := _FETCHED.search(typed):
            return f"iets van een andere plek: `{found[1]}`"
    return ""
