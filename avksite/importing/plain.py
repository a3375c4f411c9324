"""Reads text that was copied from a browser, with blank lines, bullets and perhaps Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from avksite.content.characters import tidy
from avksite.content.files import decoded
from avksite.content.markdown.almost import typed_table
from avksite.content.markdown.lines import read_heading
from avksite.content.markdown.lists import read_marker
from avksite.importing.pieces import Find, Old, Piece, Sort
from avksite.patterns import regex

_ADDRESS = regex(r"https?://\S+")
_RULER = regex(r"[-_*=~–— ]{3,}")
_PARAGRAPH = 100
"""Characters from which a line is a paragraph by itself: wrapped lines are shorter."""
_SHORT = 50
"""Characters below which the lines of an address or verse are."""


def read_plain(data: bytes, name: str, _: Find) -> tuple[Old]:
    """Read a copied text; its first line may be the address that it was copied from."""
    lines = decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip()), "")
    address = first.strip() if _ADDRESS.fullmatch(first.strip()) else ""
    if address:
        lines.remove(first)
    pieces = tuple(piece for block in _blocks(lines) for piece in _pieces(block))
    has_headings = any(piece.sort is Sort.HEADING for piece in pieces)
    return (Old(name=name, pieces=pieces, address=address, is_plain=not has_headings),)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines between blank lines."""
    block: list[str] = []
    for line in [*lines, ""]:
        if tidy(line).text.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []


def _pieces(block: list[str]) -> Iterator[Piece]:
    if len(block) > 1 and all("\t" in line.strip() and not read_marker(_bare(line)) for line in block):
        yield Piece(Sort.AS_IS, typed_table([[cell.strip() for cell in tidy(line).text.split("\t")] for line in block]))
    elif len(block) > 1 and all(line.lstrip().startswith("|") for line in block):
        yield Piece(Sort.AS_IS, "\n".join(line.strip() for line in block))
    else:
        yield from _with_markers(block)


def _bare(line: str) -> str:
    """Return a line without its indent; Word puts a tab after a bullet."""
    return tidy(line).text.strip().replace("\t", "  ")


def _with_markers(block: list[str]) -> Iterator[Piece]:
    """Yield headings, items and running text; a line that continues an item belongs to it."""
    depths: list[int] = []
    running: list[str] = []
    done: list[Piece] = []
    for line in block:
        bare = _bare(line)
        marker, heading = read_marker(bare), read_heading(bare)
        is_ruler = _RULER.fullmatch(bare) is not None
        if not (marker or heading or is_ruler):
            if depths and done[-1].sort is Sort.ITEM:
                done[-1] = replace(done[-1], text=f"{done[-1].text} {bare}")
            else:
                running.append(bare)
            continue
        done += _running(running)
        running = []
        if heading:
            done.append(Piece(Sort.HEADING, heading[1], heading[0]))
        elif marker and not is_ruler:
            indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
            depths = [*(depth for depth in depths if depth < indent), indent]
            done.append(Piece(Sort.ITEM, bare[marker.width :].strip(), len(depths) - 1, marker.is_number))
    yield from (*done, *_running(running))


def _running(lines: list[str]) -> Iterator[Piece]:
    """Yield lines without a marker: paragraphs, one wrapped paragraph, or an address."""
    if lines and all(line.startswith(">") for line in lines):
        yield Piece(Sort.QUOTE, "\n".join(line.lstrip("> ") for line in lines))
    elif any(len(line) > _PARAGRAPH for line in lines):
        yield from (Piece(Sort.TEXT, line) for line in lines)
    elif lines:
        is_verse = all(len(line) < _SHORT for line in lines)
        yield Piece(Sort.TEXT, ("\n" if is_verse else " ").join(lines))
