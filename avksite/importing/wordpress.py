"""Reads an export of WordPress (WXR): every post and page in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from avksite.importing.pieces import Find, Old, escaped, words_in
from avksite.importing.web import read_html
from avksite.kinds.news import NEWS
from avksite.kinds.page import PAGE
from avksite.patterns import regex
from avksite.problems import Misread

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ITEMS = 10_000
_KINDS = {"post": NEWS, "page": PAGE}
_LEFT_OUT = frozenset({"trash", "auto-draft", "inherit"})
_OWN = "wordpress.org/export/"
_SHORTCODE = regex(r"\[/?(?:caption|embed)\b[^\[\]]*\]")
_BLOCKS = regex(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote)\b|<!-- wp:", re.IGNORECASE)


def read_wordpress(data: bytes, name: str, find: Find) -> Iterator[Old]:
    """Yield the texts of an export; raise Misread when it is none, or incomplete."""
    from lxml.etree import XMLSyntaxError, iterparse  # noqa: PLC0415  a build need not load it

    if b"<!DOCTYPE" in data[:10_000].replace(b"\0", b"") or b"<!ENTITY" in data.replace(b"\0", b""):
        raise Misread("Dit XML-bestand is geen export van WordPress.", "Maak in WordPress een export met alle inhoud.")
    items = iterparse(
        BytesIO(data), events=("end",), tag="item", resolve_entities=False, load_dtd=False, no_network=True
    )
    count = 0
    try:
        for _, item in items:
            count += 1
            if count > MOST_ITEMS:
                raise Misread(f"In deze export staan meer dan {MOST_ITEMS} teksten.", "Exporteer ze per jaar.")
            if old := _read(item, name, find):
                yield old
            item.clear()
    except XMLSyntaxError as error:
        raise Misread("Deze export is niet heel.", "Maak in WordPress een nieuwe export met alle inhoud.") from error
    if not count:
        raise Misread("In dit XML-bestand staat geen tekst van WordPress.", "Maak in WordPress een nieuwe export.")


def _read(item: _Element, name: str, find: Find) -> Old | None:
    said: dict[str, str] = {}
    for child in item:
        if isinstance(child.tag, str):
            space, _, tag = child.tag.rpartition("}")
            group = "excerpt:" if "excerpt" in space else "wp:" if _OWN in space else ""
            said.setdefault(group + tag, child.text or "")
    kind, status = _KINDS.get(said.get("wp:post_type", "")), said.get("wp:status", "")
    if kind is None or status in _LEFT_OUT:
        return None
    title = " ".join(said.get("title", "").split())
    html = _SHORTCODE.sub("", said.get("encoded", ""))
    if not _BLOCKS.search(html):  # from the classic editor: WordPress makes its paragraphs when it renders the page
        html = re.sub(r"(?<!>)\n(?!<)", "<br>", html.replace("\r\n", "\n"))
    was_public = status == "publish"
    return replace(
        read_html(f"<div>{html}</div>", f"{name}: {title}", find),
        title=escaped(title),
        written=said.get("wp:post_date", "")[:10] if kind is NEWS else "",
        address=said.get("link", "") if was_public and "?" not in said.get("link", "") else "",
        summary=words_in(escaped(said.get("excerpt:encoded", ""))),
        kind=kind,
        was_public=was_public,
    )
