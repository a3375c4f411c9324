"""What is wrong with a finished mail: all that the MJML engine lets through in silence, and its weight."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 600
WARN_BYTES = 60_000
MOST_BYTES = 102_000
"""Gmail cuts off what comes after some 102 kB, and with it the link to unsubscribe."""

_LEFTOVER = re.compile(r"</?(mj-[a-z-]+)")
_TABLE = re.compile(r"<table\b[^>]*>")
_LOADED_BY_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'")\s;]+)""")
_LOADING = ("src", "srcset", "background", "poster")
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_FOOT = 'class="voet"'
_TAG = re.compile(r"<[^>]+>")


def mail_findings(html: str) -> tuple[str, ...]:
    """Return what must be mended before this mail may go out, in Dutch."""
    top = lxml.html.document_fromstring(html)
    return (
        *_markup(html, top),
        *_language(top),
        *_pictures(top),
        *_headings(top),
        *_strangers(html, top),
        *_too_heavy(html),
    )


def mail_warnings(html: str) -> tuple[str, ...]:
    """Return what is better mended, in Dutch: the weight from which there is little room left."""
    size = len(html.encode())
    if not WARN_BYTES < size <= MOST_BYTES:
        return ()
    return (f"De mail is {_kilobytes(size)} kB; boven {_kilobytes(WARN_BYTES)} kB wordt hij zwaar. {_heaviest(html)}",)


def _too_heavy(html: str) -> Iterator[str]:
    size = len(html.encode())
    if size > MOST_BYTES:
        yield (
            f"De mail is {_kilobytes(size)} kB; boven {_kilobytes(MOST_BYTES)} kB snijdt Gmail het einde eraf, "
            f"met de link om af te melden. {_heaviest(html)}"
        )


def _kilobytes(size: int) -> int:
    return -(-size // 1000)


def weights(html: str) -> tuple[tuple[str, int], ...]:
    """Return the words of every heading, and the bytes from there to the next one, or to the foot of the mail."""
    found = [*_HEADING.finditer(html)]
    foot = html.find(_FOOT)
    ends = [*(heading.start() for heading in found[1:]), len(html) if foot < 0 else foot]
    pairs = zip(found, ends, strict=True)
    return tuple((_words(heading[2]), len(html[heading.start() : end].encode())) for heading, end in pairs)


def heaviest(html: str) -> tuple[str, int]:
    """Return the words above what weighs most, and its bytes."""
    return max(weights(html), key=lambda pair: (pair[1], pair[0]), default=("", 0))


def _heaviest(html: str) -> str:
    words, weight = heaviest(html)
    return f"Het zwaarst is ‘{words}’, met {_kilobytes(weight)} kB." if weight else ""


def _words(inner: str) -> str:
    return " ".join(unescape(_TAG.sub("", inner)).split())


def _markup(html: str, top: etree._Element) -> Iterator[str]:
    for tag in sorted(set(_LEFTOVER.findall(html))):
        yield f"In de mail staat nog `{tag}`: dat is geen HTML, en de lezer ziet dat deel niet."
    if not any(f"max-width:{WIDTH}px" in (box.get("style") or "").replace(" ", "") for box in top.iter("div")):
        yield f"De mail is nergens begrensd op {WIDTH} pixels: op een breed scherm worden de regels te lang."
    # Outlook reads tables inside comments too, so the text is searched and not the tree.
    bare = [table for table in _TABLE.findall(html) if 'role="presentation"' not in table]
    data = [table for table in top.iter("table") if table.find(".//th") is not None]
    if len(bare) > len(data):
        yield 'Een tabel voor de opmaak heeft geen `role="presentation"`: een schermlezer leest hem voor als tabel.'
    if not (top.findtext("head/title") or "").strip():
        yield "De mail heeft geen titel."


def _language(top: etree._Element) -> Iterator[str]:
    body = top.find("body")
    inside = [] if body is None else [child for child in body if child.get("lang") and child.get("dir")]
    lang = top.get("lang") or ""
    if lang in {"", "und"} or top.get("dir") not in {"ltr", "rtl"}:
        yield "De taal of de leesrichting van de mail ontbreekt."
    if not inside or any(child.get("lang") != lang for child in inside):
        # Webmail throws `<html>` away, and the language with it.
        yield "De taal en de leesrichting staan niet op het blok in de mail; in webmail gaan ze dan verloren."


def _pictures(top: etree._Element) -> Iterator[str]:
    for picture in top.iter("img"):
        name = (picture.get("src") or "").rsplit("/", 1)[-1] or "zonder adres"
        if picture.get("alt") is None:
            yield f"De afbeelding `{name}` heeft geen beschrijving."
        if not (picture.get("width") or "").isdigit():
            yield f"De afbeelding `{name}` heeft geen breedte: Outlook toont haar dan op ware grootte."


def _headings(top: etree._Element) -> Iterator[str]:
    levels = [(int(str(heading.tag)[1]), heading) for heading in top.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    count = sum(level == 1 for level, _ in levels)
    if count != 1:
        yield f"De mail heeft {count or 'geen'} koppen van niveau 1; het moet er precies één zijn."
    before = 0
    for level, heading in levels:
        if level > before + 1:
            words = " ".join("".join(map(str, heading.itertext())).split())
            yield f"De kop ‘{words}’ heeft niveau {level}, maar ervoor staat er geen van niveau {level - 1}."
        before = level


def _strangers(html: str, top: etree._Element) -> Iterator[str]:
    """Yield what the mail loads from elsewhere: that tells a stranger who opens it, and when.

    The first link of every edition leads to its page, so that shows which site is its own.
    """
    links = (urlsplit(anchor.get("href") or "") for anchor in top.iter("a"))
    own = next((link.netloc for link in links if link.netloc), "")
    loaded = {element.get(name) or "" for name in _LOADING for element in top.iterfind(f".//*[@{name}]")}
    loaded |= {link.get("href") or "" for link in top.iter("link")} | set(_LOADED_BY_STYLE.findall(html))
    for address in sorted(loaded):
        host = urlsplit(address).netloc
        if host != own and not address.startswith("data:"):
            yield f"De mail laadt iets van {host or 'een onbekende plek'}: `{address}`."
    if top.find(".//script") is not None:
        yield "In de mail staat een script; mailprogramma’s vertrouwen zo’n mail niet."
