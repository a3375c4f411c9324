"""The editor's letter as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from avksite.reading.markdown import footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 72
"""What a terminal and a phone on its side both show, with room left for the marks of a reply."""

_CONTAINERS = {"div", "thead", "tbody", "tfoot", "dl"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | _CONTAINERS | {"p", "pre", "dt", "dd", "caption", "table", "tr", "ul", "ol", "blockquote"}


def wrapped(text: str, width: int = COLUMNS, first: str = "", rest: str = "") -> str:
    """Return the text in lines; a word longer than a line, such as an address, is left whole."""
    lines = [
        textwrap.fill(
            " ".join(line.split()),
            width,
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(text.strip().split("\n"))
    ]
    return "\n".join(lines)


def link(words: str, target: str, width: int = COLUMNS) -> str:
    """Return `words:` and the address on a line of its own, where no program breaks it.

    A mail whose subject is filled in cannot be followed from plain text, so it is told in words.
    """
    mail, has_subject, subject = target.removeprefix("mailto:").partition("?subject=")
    said = f"Mail {mail} met als onderwerp: {unquote(subject)}" if has_subject else mail
    return f"{wrapped(words.rstrip('.:'), width - 1)}:\n{said}"


def blocks_of(element: etree._Element, width: int) -> Iterator[str]:
    """Yield the paragraphs, lists and headings in an element, each with the links in it."""
    run = _Run()
    run.add(element.text)
    for child in element:
        if str(child.tag) in _BLOCKS:
            yield from run.close(width)
            yield from _block(child, width)
        else:
            run.walk(child)
        run.add(child.tail)
    yield from run.close(width)


def _block(element: etree._Element, width: int) -> Iterator[str]:
    match str(element.tag):
        case "ul" | "ol":
            yield "\n".join(_items(element, width))
        case "table":
            yield "\n".join(blocks_of(element, width))
        case "blockquote":
            said = "\n\n".join(blocks_of(element, width - 2))
            yield "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
        case "tr":
            cells = [" ".join(blocks_of(cell, width)).replace("\n", " ") for cell in element]
            yield wrapped(" | ".join(cells), width)
        case tag if tag in _HEADINGS:
            yield "\n" + "\n\n".join(blocks_of(element, width))
        case _:
            yield from blocks_of(element, width)


def _items(element: etree._Element, width: int) -> Iterator[str]:
    start = element.get("start", "1")
    for number, item in enumerate(element, start=int(start) if start.isdigit() else 1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        text = "\n".join(blocks_of(item, width - len(mark)))
        yield mark + textwrap.indent(text, " " * len(mark)).lstrip(" ")


class _Run:
    """Running text as it is gathered, with the links in it."""

    def __init__(self) -> None:
        self._text = ""
        self._links: list[tuple[str, str]] = []

    def add(self, text: str | None) -> None:
        """Add text; how the HTML broke its lines says nothing."""
        self._text += " ".join(f"|{text or ''}|".split())[1:-1]

    def walk(self, element: etree._Element) -> None:
        """Add an element of running text."""
        if element.tag == "br":
            self._text += "\n"
        elif element.tag == "img":
            self._text += f"[Afbeelding: {element.get('alt')}]" if element.get("alt") else ""
        elif footnotes.is_to_note(element.get("href", "")):
            # The note stands below the letter, behind its number.
            self._text += f"[{''.join(map(str, element.itertext()))}]"
        elif not footnotes.is_to_text(element.get("href", "")):
            begin = len(self._text)
            self.add(element.text)
            for child in element:
                self.walk(child)
                self.add(child.tail)
            href = element.get("href", "")
            if href:
                self._links.append((self._text[begin:].strip(), href))

    def close(self, width: int) -> Iterator[str]:
        """Yield the text and then its links; a text that is all link is said once."""
        text, links = self._text.strip(), [pair for pair in self._links if not _says_itself(*pair)]
        self._text, self._links = "", []
        if text and text.rstrip(".:") not in {words.rstrip(".:") for words, _ in links}:
            yield wrapped(text, width)
        for words, target in links:
            yield link(words, target, width)


def _says_itself(words: str, target: str) -> bool:
    """Say whether the words already are the address, as with a phone number or a bare web address."""
    shown = target.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
    return target.startswith("tel:") or shown in words
