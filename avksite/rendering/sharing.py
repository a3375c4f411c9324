"""What is beside a page for who passes it on: a picture with its title to share, a code to scan from its print."""

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
"""The names of the files, beside the page. A browser fetches the code when the page is printed, and not before."""
MARK, MARK_SIZE = "/assets/logo.png", 512
"""The mark as a picture, for who cannot show a drawing, and its pixels, both ways."""

FONTS = Path(__file__).parent / "fonts"
"""The letters of what is drawn, the same on every machine: its README.md says where they come from."""
_UNDRAWN = regex(
    "[^ -~\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e\u2010-\u2015"
    "\u2018-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044\u2080-\u2089\u20ac\u2116\u2122\u2153-\u215e]"
)
"""What the fonts lack."""
_TO_MISS = frozenset({"Cc", "Cf", "Mn", "Sk", "So", "Zl", "Zp", "Zs"})
"""Unicode categories of what a text can do without: emoji and what belongs to them, invisible signs, odd spaces."""


@dataclass(frozen=True, slots=True)
class PreviewText:
    """What the picture of a page says: a line above, the title, and whose it is."""

    line: str
    title: str
    name: str


def has_preview(site: Site, address: str) -> bool:
    """Return whether a page has a picture and a code of its own: every text has, and every list."""
    return (address in LISTED or address in site.by_address) and address != NOT_FOUND


def preview_address(site: Site, address: str) -> str:
    """Return the site address of the picture for a page; one without its own has that of the list around it."""
    while not has_preview(site, address) and address != "/":
        address = address.rstrip("/").rpartition("/")[0] + "/"
    return f"{address}{PICTURE}"


def preview_text(site: Site, address: str) -> PreviewText:
    """Return what the picture of a page says; a title in letters that it lacks gives way to the name of the site."""
    document = site.by_address.get(address)
    name = drawable(site.config.name)
    title = drawable(document.entry.title if document else LISTED[address]) or name
    return PreviewText(drawable(_line(site, document)), title, name)


def preview_words(site: Site, address: str) -> str:
    """Return the alt text of the picture for a page."""
    said = preview_text(site, preview_address(site, address).removesuffix(PICTURE))
    parts = dict.fromkeys(filter(None, (said.title, said.line, said.name)))
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts)


def _line(site: Site, document: Document | None) -> str:
    """Return the state of a text, its kind and its day; of a page by itself, what the site is for."""
    if document is None or not document.kind.list_address or document.path.endswith("/index.md"):
        return site.config.tagline or ""
    day = document.entry.day if document.kind.is_dated else None
    # The first badge says what it is: a call is no mere post.
    what = next((badge.text for badge in document.entry.badges(site.today)), document.kind.singular)
    parts = (document.state(site.today), what, date_in_words(day) if day else "")
    return " · ".join(filter(None, parts))


def drawable(text: str) -> str:
    """Return a text without the emoji and signs that the fonts lack; "" when they lack a letter of it."""
    text = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(sign) not in _TO_MISS for sign in _UNDRAWN.findall(text)):
        return ""
    return re.sub(" +", " ", _UNDRAWN.sub(lambda found: " " * found[0].isspace(), text)).strip()
