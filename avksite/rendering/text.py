"""Renders a text as plain text: short lines, headings on a line of their own, every link after its words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from urllib.parse import unquote

from avksite.content import body as tree

COLUMNS = 72
"""Characters in a line: it fits in a terminal and on a phone in landscape, with room for `>` in replies."""


def wrapped(text: str, width: int = COLUMNS, first: str = "", rest: str = "") -> str:
    """Wrap a text; a word longer than a line, such as an address, is kept whole."""
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
    """Return `words:` and the address on a line of its own, where programs do not break it.

    A `mailto:` with a subject does not work in plain text, so it is put in words.
    """
    mail, has_subject, subject = target.removeprefix("mailto:").partition("?subject=")
    said = f"Mail {mail} met als onderwerp: {unquote(subject)}" if has_subject else mail
    return f"{wrapped(words.rstrip('.:'), width - 1)}:\n{said}"


def paragraphs_of(body: tree.Body) -> Iterator[str]:
    """Yield the paragraphs, lists and headings of a plain text, and then its footnotes."""
    yield from _blocks(body.children, COLUMNS)
    if body.notes:
        yield "\n" + tree.NOTES_HEADING
        yield "\n".join(_entry(f"{note.number}. ", note, COLUMNS) for note in body.notes)


def _blocks(nodes: Iterable[tree.Node], width: int) -> Iterator[str]:
    for node in nodes:
        match node:
            case tree.Heading():
                yield "\n" + "\n\n".join(_running(node.children, width))
            case tree.List():
                marks = (f"{number}. " if node.is_numbered else "- " for number in count(node.start))
                yield "\n".join(_entry(mark, item, width) for mark, item in zip(marks, node.children, strict=False))
            case tree.Table():
                yield "\n".join(_blocks(node.children, width))
            case tree.Row():
                cells = [" ".join(_running(cell.children, width)).replace("\n", " ") for cell in node.children]
                yield wrapped(" | ".join(cells), width)
            case tree.Quote():
                said = "\n\n".join(_blocks(node.children, width - 2))
                yield "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
            case tree.CodeBlock():
                yield from filter(None, (wrapped(node.text, width),))
            case tree.Running():
                yield from _running(node.children, width)
            case _:
                yield from _blocks(node.children, width)


def _entry(marker: str, entry: tree.Item | tree.Note, width: int) -> str:
    text = "\n".join(_blocks(entry.children, width - len(marker)))
    return marker + textwrap.indent(text, " " * len(marker)).lstrip(" ")


def _running(children: Sequence[tree.Inline], width: int) -> Iterator[str]:
    """Yield a paragraph and then its links; a text that is all link is given once."""
    text = _words(children).strip()
    found = (node for node in tree.walk(children) if isinstance(node, tree.Link))
    pairs = [(" ".join(_words(it.children).split()), it.target) for it in found]
    links = [(words, target) for words, target in pairs if not _says_itself(words, target)]
    if text and text.rstrip(".:") not in {words.rstrip(".:") for words, _ in links}:
        yield wrapped(text, width)
    for words, target in links:
        yield link(words, target, width)


def _words(children: Iterable[tree.Inline]) -> str:
    return "".join(map(_word, children))


def _word(node: tree.Inline) -> str:
    match node:
        case tree.Text() | tree.Code() | tree.TermUse():
            return node.text.replace("\n", " ")
        case tree.Break():
            return "\n"
        case tree.Emphasis() | tree.Link():
            return _words(node.children)
        case tree.Image():
            return f"[Afbeelding: {node.alt}]" if node.alt else ""
        case tree.NoteReference():
            return f" [{node.text}]"  # the note is below the text, after its number
        case tree.FactReference():
            return f"{{feit:{node.name}}}"


def _says_itself(words: str, target: str) -> bool:
    """Return whether the words are the address, as of a phone number or a bare web address."""
    shown = target.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
    return target.startswith("tel:") or shown in words
