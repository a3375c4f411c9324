"""The pieces of an old text, which every reader returns, and the writer that makes Markdown of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from urllib.parse import unquote

from avksite.content.characters import tidy
from avksite.content.markdown.lists import read_marker
from avksite.frozen import dataclass
from avksite.kinds.base import Kind
from avksite.patterns import regex


class Sort(Enum):
    """What a piece is."""

    HEADING = auto()
    TEXT = auto()
    ITEM = auto()
    QUOTE = auto()
    PICTURE = auto()
    AS_IS = auto()
    """Lines of Markdown: a table, the block of a film, a footnote."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an old text, in Markdown; a newline in it is a hard line break."""

    sort: Sort
    text: str
    """Of a picture, its alt text."""
    level: int = 0
    """Of a heading, its level; of an item, its nesting depth."""
    is_numbered: bool = False
    target: str = ""
    """Of a picture, its address."""

    @property
    def words(self) -> str:
        """Its plain text on one line."""
        return words_in(self.text)


Find = Callable[[str], "tuple[str, bytes] | None"]
"""Returns the name and the bytes of a picture by its target; None when it cannot be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """An old text; what a field lacks may be in its pieces."""

    name: str
    """Its name in messages, and its title if there is no other."""
    pieces: tuple[Piece, ...]
    title: str = ""
    written: str = ""
    """The date on which it was written, in words."""
    address: str = ""
    """Its old address: a full one, or one within the site."""
    summary: str = ""
    kind: Kind | None = None
    is_plain: bool = False
    """Whether it is plain text: a heading is a short line, and a link only its words."""
    was_public: bool = True
    find: Find = lambda _: None


_PATH = regex(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#]*)?(?P<path>[^?#]*)")
_LINK = regex(r"!?(?<!\\)\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_MARKS = regex(r"\\(?P<char>[!-/:-@\[-`{-~])|\*\*|(?<![^\W_])[*_]|[*_](?![^\W_])|`")
_UNSAFE = regex(r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|\[(?=\^|[^\[\]]*\][(\[:])|(?<=!)\[|\{(?=feit:|#)")
_UNSAFE_START = regex(r"[#>|:~=+-]|/{3}|[*_] ?[*_] ?[*_]")


def path_in(address: str) -> str:
    """Return the path of an address (RFC 3986, appendix B), even of an invalid one."""
    found = _PATH.match(address)
    return unquote(found["path"]) if found else ""


def words_in(markdown: str) -> str:
    """Return the plain text of Markdown."""
    bare = _MARKS.sub(lambda found: found["char"] or "", _LINK.sub(r"\g<words>", markdown))
    return " ".join(bare.split())


def escaped(text: str) -> str:
    """Escape plain text for Markdown, in ordinary characters."""
    return _UNSAFE.sub(r"\\\g<0>", tidy(text).text)


def written(pieces: Iterable[Piece]) -> str:
    """Return pieces as Markdown."""
    done: list[str] = []
    counts: list[tuple[bool, int]] = []  # of each open list: whether it is numbered, and its items so far
    for piece in pieces:
        if piece.sort is not Sort.ITEM:
            done += [*([""] if done else []), *_lines(piece)]
            counts = []
            continue
        level = min(piece.level, len(counts))
        is_next = level < len(counts) and counts[level][0] == piece.is_numbered
        if done and not is_next and level == 0:
            done.append("")
        count = counts[level][1] + 1 if is_next else 1
        counts = [*counts[:level], (piece.is_numbered, count)]
        marker = f"{count}." if piece.is_numbered else "-"
        done.append(f"{'    ' * level}{marker} {' '.join(piece.text.split())}")
    return "\n".join((*done, ""))


def _lines(piece: Piece) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in piece.text.split("\n")]
    match piece.sort:
        case Sort.HEADING:
            yield f"{'#' * piece.level} {' '.join(lines)}"
        case Sort.PICTURE:
            yield f"![{escaped(' '.join(lines)).replace(']', chr(92) + ']')}]({piece.target})"
        case Sort.QUOTE:
            # The block adds its own quotation marks.
            said = "\n".join(lines).strip('“”„"\n ')
            yield from ("/// citaat", *(_started(line) for line in said.split("\n")), "///")
        case Sort.AS_IS:
            yield from piece.text.split("\n")
        case _:
            *rest, last = map(_started, filter(None, lines)) if any(lines) else [""]
            yield from (f"{line}  " for line in rest)
            yield last


def _started(line: str) -> str:
    """Escape the start of a line that would be a block."""
    marker = read_marker(line)
    if marker and marker.is_number:
        return f"{line[: len(marker.typed) - 1]}\\{line[len(marker.typed) - 1 :]}"
    if marker and not line[0].isascii():  # Markdown escapes only ASCII characters
        return f"&#{ord(line[0])};{line[1:]}"
    return f"\\{line}" if marker or _UNSAFE_START.match(line) else line
