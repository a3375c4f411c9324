"""What a browser fetches as soon as it opens a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_LOADED_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload"})


def fetched_by(element: etree._Element) -> str:
    """Return the address that a link, script, picture, frame, film or sound brings along; empty when it is none.

    What is lazy waits until a reader comes near, or prints the page (HTML, 2.5.7); what has `preload="none"` until
    it is played. A `<picture>` brings one of its forms: its `<img>` stands for them. What is written in the page as
    `data:` is there already.
    """
    if element.tag == "link":
        is_loaded = not _LOADED_LINKS.isdisjoint((element.get("rel") or "").lower().split())
        address = element.get("href") if is_loaded else None
    elif element.get("loading") == "lazy":
        address = None
    elif element.tag in {"video", "audio"}:
        address = element.get("poster") or (element.get("src") if element.get("preload") != "none" else None)
    else:
        address = element.get("src")
    return "" if address is None or address.startswith("data:") else str(address)
