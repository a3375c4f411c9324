"""A text without any markup: short lines, headings on a line of their own, every link behind its words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from urllib.parse import unquote

from avksite.content.body import (
    NOTES_HEADING,
    Body,
    Break,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Emphasis,
    FactMark,
    Heading,
    Image,
    Item,
    Link,
    List,
    Note,
    NoteSign,
    Quote,
    Row,
    Table,
    TermUse,
    Text,
)
from avksite.content.markdown import footnotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.content.body import Inline, Node

COLUMNS = 72
"""What a terminal and a phone on its side both show, with room left for the marks of a reply."""


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


def paragraphs_of(body: Body, width: int = COLUMNS) -> Iterator[str]:
    """Yield the paragraphs, lists and headings of a plain text, and then its footnotes."""
    yield from _blocks(body.children, width)
    if body.notes:
        yield "\n" + NOTES_HEADING
        yield "\n".join(_item(f"{note.number}. ", note, width) for note in body.notes)


def _blocks(nodes: Iterable[Node], width: int) -> Iterator[str]:
    for node in nodes:
        match node:
            case Heading():
                yield "\n" + "\n\n".join(_running(node.children, width))
            case List():
                signs = (f"{node.start + at}. " if node.is_numbered else "- " for at in range(len(node.children)))
                yield "\n".join(_item(sign, item, width) for sign, item in zip(signs, node.children, strict=True))
            case Table():
                yield "\n".join(_blocks(node.children, width))
            case Row():
                cells = [" ".join(_running(cell.children, width)).replace("\n", " ") for cell in node.children]
                yield wrapped(" | ".join(cells), width)
            case Quote():
                said = "\n\n".join(_blocks(node.children, width - 2))
                yield "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
            case CodeBlock():
                yield from filter(None, (wrapped(node.text, width),))
            case Definitions() | Definition():
                yield from _blocks(node.children, width)
            case _:
                yield from _running(getattr(node, "children", ()), width)


def _item(sign: str, item: Item | Note, width: int) -> str:
    text = "\n".join(_blocks(item.children, width - len(sign)))
    return sign + textwrap.indent(text, " " * len(sign)).lstrip(" ")


def _running(children: Sequence[Inline], width: int) -> Iterator[str]:
    """Yield a paragraph and then its links; a text that is all link is said once."""
    text = _words(children).strip()
    links = [pair for pair in _links(children) if not _says_itself(*pair)]
    if text and text.rstrip(".:") not in {words.rstrip(".:") for words, _ in links}:
        yield wrapped(text, width)
    for words, target in links:
        yield link(words, target, width)


def _words(children: Iterable[Inline]) -> str:
    return "".join(map(_word, children))


def _word(node: Inline) -> str:
    match node:
        case Text() | Code() | TermUse():
            return node.text.replace("\n", " ")
        case Break():
            return "\n"
        case Emphasis() | Link():
            return _words(node.children)
        case Image():
            return f"[Afbeelding: {node.alt}]" if node.alt else ""
        case NoteSign():
            # The note stands below the text, behind its number.
            return f" [{footnotes.sign_text(node.number)}]"
        case FactMark():
            return f"{{feit:{node.name}}}"


def _links(children: Iterable[Inline]) -> Iterator[tuple[str, str]]:
    for node in children:
        if isinstance(node, Link):
            yield " ".join(_words(node.children).split()), node.target
        elif isinstance(node, Emphasis):
            yield from _links(node.children)


def _says_itself(words: str, target: str) -> bool:
    """Say whether the words already are the address, as with a phone number or a bare web address."""
    shown = target.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
    return target.startswith("tel:") or shown in words
