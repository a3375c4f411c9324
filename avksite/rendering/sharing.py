"""The files for sharing a page: an image with its title, and a QR code for its print."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from avksite.dutch.formatting import date_in_words
from avksite.frozen import dataclass
from avksite.kinds import NOT_FOUND
from avksite.kinds.base import Document
from avksite.patterns import regex
from avksite.rendering.addresses import LISTED
from avksite.site import Site

PICTURE, CODE = "deelbeeld.png", "qr.svg"
"""The names of the files, beside the page. A browser fetches the code only when the page is printed."""
MARK, MARK_SIZE = "/assets/logo.png", 512
"""The logo as a PNG, for programs without SVG, and its width and height in pixels."""

FONTS = Path(__file__).parent / "fonts"
"""The fonts for drawing, the same on every machine; README.md there gives their source."""
_UNDRAWN = regex(
    "[^ -~\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e\u2010-\u2015"
    "\u2018-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044\u2080-\u2089\u20ac\u2116\u2122\u2153-\u215e]"
)
"""What the fonts lack."""
_TO_DROP = frozenset({"Cc", "Cf", "Mn", "Sk", "So", "Zl", "Zp", "Zs"})
"""Unicode categories of characters that can be dropped: emoji and their modifiers, invisible characters, spaces."""


@dataclass(frozen=True, slots=True)
class PreviewText:
    """The words on the image of a page: a line, the title, and the name of the site."""

    line: str
    title: str
    name: str


def has_preview(site: Site, address: str) -> bool:
    """Return whether a page has its own image and code: every text and every list has."""
    return (address in LISTED or address in site.by_address) and address != NOT_FOUND


def preview_address(site: Site, address: str) -> str:
    """Return the site address of the image for a page; one without its own uses that of its list."""
    while not has_preview(site, address) and address != "/":
        address = address.rstrip("/").rpartition("/")[0] + "/"
    return f"{address}{PICTURE}"


def preview_text(site: Site, address: str) -> PreviewText:
    """Return the words on the image of a page; a title that the fonts cannot draw is replaced by the site's name."""
    document = site.by_address.get(address)
    name = drawable(site.config.name)
    title = drawable(document.entry.title if document else LISTED[address]) or name
    return PreviewText(drawable(_line(site, document)), title, name)


def preview_words(site: Site, address: str) -> str:
    """Return the alt text of the image for a page."""
    said = preview_text(site, preview_address(site, address).removesuffix(PICTURE))
    parts = dict.fromkeys(filter(None, (said.title, said.line, said.name)))
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts)


def _line(site: Site, document: Document | None) -> str:
    """Return the state, kind and day of a text; for a page, the purpose of the site."""
    if document is None or not document.kind.list_address or document.path.endswith("/index.md"):
        return site.config.tagline or ""
    day = document.entry.day if document.kind.is_dated else None
    # The first badge is the kind: `Oproep` instead of `Nieuws`.
    what = next((badge.text for badge in document.entry.badges(site.today)), document.kind.singular)
    parts = (document.state(site.today), what, date_in_words(day) if day else "")
    return " · ".join(filter(None, parts))


def drawable(text: str) -> str:
    """Return a text without the emoji and symbols that the fonts lack; "" when they lack a letter of it."""
    text = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(char) not in _TO_DROP for char in _UNDRAWN.findall(text)):
        return ""
    return re.sub(" +", " ", _UNDRAWN.sub(lambda found: " " * found[0].isspace(), text)).strip()
