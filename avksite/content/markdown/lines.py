"""What a line can be the start of, and where that ends: a heading, code, a table, a block, an item of a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.content.markdown.state import Line

# What can follow the sign of an item, and ends running text.
SPECIAL = re.compile(r"`{3}|~{3}|/{3}|#{1,6}[ ]|>|(?:[-*+–—]|\d{1,3}[.)])[ ]|[•·●◦▪]|\[\^[^\]\s]+\]:")
FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\]:[ ]*(?P<text>.*)")
DEFINITION = re.compile(r":[ ]+(?P<text>[^ ].*)")

_HEADING = re.compile(r"(#{1,6})(?!#)")
_HEADING_ID = re.compile(r"\{[ ]*#([^\W_][\w-]*)[ ]*\}$")
_UNDERLINE = re.compile(r"(?:={2,}|-{2,})[ ]*")
# The first line of fenced code; what is behind the language does not show.
FENCE = re.compile(r"(?P<sign>`{3,}+(?=[^`]*+\Z)|~{3,}+)[ ]*+\{?[ ]*\.?(?P<language>[\w#+.-]*+)\}?(?P<rest>.*)")
_LONGEST_ROW = 5_000
_LONGEST_HEADING = 10
"""Words."""
_RULER_CELL = re.compile(r"[ ]*:?-+:?[ ]*")
# The first line of a block; words behind its name belong behind a bar.
OPENER = re.compile(r"(?P<slashes>/{3,})[ ]*(?P<name>[^\W_][\w-]*)[ ]*(?P<bar>\|?)(?P<title>.*)")

_BULLETS = "•·●◦▪▫■□○‣⁃∙➢➤►✓✔✅☑☐❖◆➔➜▸▶"  # noqa: RUF001  that is what people type
# The letters that Word's bullets become in another font stand apart from the text by a tab: some spaces by now.
_LETTERS = "oØ§üv"
_MARKER = re.compile(rf"([-*+–—]|\d{{1,3}}[.)])(?:[ ]+|$)|([{_BULLETS}])\ufe0f?[ ]*|([{_LETTERS}])[ ]{{2,}}(?=\S)")
_DASHES = frozenset("–—")
_FIGURES = re.compile(r"\d{1,9}(?:[.:]\d{1,9}){0,3}")
_ENDS_IN_FIGURES = re.compile(rf"(?P<word>\S+)[ ]+(?P<figures>{_FIGURES.pattern})$")
_BEFORE_A_RANGE = frozenset({"van", "vanaf", "tussen", "periode", "jaren"})

# Headings, rulers, code, tables. `bare` is a line without its indent.


def read_heading(bare: str) -> tuple[int, str, str] | None:
    """Read a heading: its level, its text, and the id that its author chose or "".

    `#woord` is a hashtag; `##Kop` can only be a heading whose space was forgotten.
    """
    found = _HEADING.match(bare)
    if not found:
        return None
    level, text = len(found[1]), bare[found.end() :]
    if not text.startswith(" ") and (level == 1 or not text):
        return (level, "", "") if level > 1 and not text else None
    text = _without_end(text.strip(" "))
    chosen = _HEADING_ID.search(text[-200:])
    if not chosen:
        return level, text, ""
    return level, _without_end(text[: -len(chosen[0])].rstrip(" ")), chosen[1]


def _without_end(text: str) -> str:
    """Drop the `##` that may close a heading; in `C#` the sign belongs to the word."""
    shorter = text.rstrip("#")
    return shorter.rstrip(" ") if not shorter or shorter.endswith(" ") else text


def underline_level(below: str) -> int:
    """Return the level of the heading that a line becomes when this line is below it, or 0 when it becomes none."""
    if not _UNDERLINE.fullmatch(below):
        return 0
    return 1 if below[0] == "=" else 2


def is_ruler(bare: str) -> bool:
    """Return whether a line is a ruler across the page."""
    signs = bare.replace(" ", "")
    return len(signs) >= 3 and signs[0] in "-*_" and not signs.strip(signs[0])  # noqa: PLR2004  by definition


def end_of_code(lines: Sequence[Line], start: int, sign: str) -> int:
    """Return the index of the line that ends the code which opens at `start`, or that past the last line."""
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip(" ")
        if text.startswith(sign) and not text.strip(sign[0]):
            return index
    return len(lines)


def end_of_indented(lines: Sequence[Line], start: int, margin: int, *, runs_on: bool = False) -> int:
    """Return the index behind the last line that is set in by a margin; empty lines may stand between such lines.

    With `runs_on`, lines right below the one before them belong to it without a margin too.
    """
    end = start
    for index in range(start, len(lines)):
        bare = lines[index].bare
        goes_on = runs_on and index == end and not SPECIAL.match(bare)
        if bare and not goes_on and lines[index].indent < margin:
            break
        end = index + 1 if bare else end
    return end


def is_sentence_above_ruler(text: str) -> bool:
    """Return whether a text with a row of dashes right below it is a sentence, and no heading."""
    words = len(text.split())
    return words > _LONGEST_HEADING or (words > 1 and text.endswith((".", ":", ";", ",")))


def is_table(head: str, ruler: str) -> bool:
    """Return whether two lines are the head of a table and the line below it."""
    if not is_row(head) or not is_row(ruler) or "-" not in ruler:
        return False
    return all(map(_RULER_CELL.fullmatch, ruler.strip(" ").removeprefix("|").removesuffix("|").split("|")))


def is_row(bare: str) -> bool:
    """Return whether a line can be a row of a table; the library takes too long over an endless one."""
    return "|" in bare and len(bare) <= _LONGEST_ROW


# Blocks and quotations.


def read_end(bare: str) -> int:
    """Return the number of slashes when a line ends a block, and else 0."""
    text = bare.rstrip()
    return len(text) if text.startswith("///") and not text.strip("/") else 0


def end_of_block(lines: Sequence[Line], start: int, slashes: int) -> int:
    """Return the index of the line that ends the block which opens at `start`, or that past the last line.

    The end of a block inside it is recognised first, so a block inside needs no other number of slashes. An end that
    only suits a block further out ends those inside too: they were forgotten.
    """
    still_open = [slashes]
    count = Counter(still_open)
    index = start + 1
    while index < len(lines):
        bare = lines[index].bare
        if fence := FENCE.fullmatch(bare):
            index = end_of_code(lines, index, fence["sign"])
        elif count[end := read_end(bare)]:
            ended = 0
            while ended != end:
                ended = still_open.pop()
                count[ended] -= 1
            if not still_open:
                return index
        elif opener := OPENER.fullmatch(bare):
            still_open.append(len(opener["slashes"]))
            count[still_open[-1]] += 1
        index += 1
    return len(lines)


def end_of_quote(lines: Sequence[Line], start: int) -> int:
    """Return the index of the line behind the quotation that opens at `start`.

    A line without a sign belongs to it when it runs on from a text above it (CommonMark 5.1, "laziness").
    """
    code = ""
    runs_on = False
    for index in range(start, len(lines)):
        bare = lines[index].bare
        if not bare.startswith(">"):
            if not bare or not runs_on or SPECIAL.match(bare) or is_ruler(bare):
                return index
            continue
        text = bare.lstrip("> ")
        fence = FENCE.fullmatch(text)
        if code:
            code = "" if text.startswith(code) and not text.strip(code[0] + " ") else code
        elif fence:
            code = fence["sign"]
        runs_on = bool(text) and not code and not fence and not is_ruler(text) and not read_heading(text)
    return len(lines)


# Items of lists.


class Marker(NamedTuple):
    """What an item of a list starts with: the sign as typed, and how long it is with the space behind it."""

    typed: str
    width: int

    @property
    def is_number(self) -> bool:
        """Whether it numbers the item."""
        return self.typed[0].isdigit()

    @property
    def number(self) -> int:
        """The number that it is, or 0."""
        return int(self.typed[:-1]) if self.is_number else 0


def read_marker(bare: str) -> Marker | None:
    """Read the sign that an item starts with."""
    found = _MARKER.match(bare)
    if not found or (found[2] == "·" and bare[1:2].strip()):
        return None
    return Marker(found[1] or found[2] or found[3], found.end())


def is_item(marker: Marker, above: str, below: str) -> bool:
    """Return whether a sign starts an item where none is open, from the texts above and below it.

    A dash also starts what somebody says in an interview. It is an item below a colon, or above another one.
    """
    return marker.typed not in _DASHES or _is_among_items(marker, above, below)


def _is_among_items(marker: Marker, above: str, below: str) -> bool:
    return above.rstrip().endswith(":") or below.startswith(f"{marker.typed} ")


def is_sentence(marker: Marker, rest: str, above: str, below: str, *, in_list: bool) -> bool:
    """Return whether a dash belongs to the sentence above it: `van 2019 - 2021`, `(ma - vr)`, words between two dashes.

    In a list every item starts with a dash, so that there the sentence must say that it is not ready.
    """
    if marker.is_number:
        return False
    if above.count("(") > above.count(")") and rest.count(")") > rest.count("("):
        return True
    before, behind = _ENDS_IN_FIGURES.search(above), _FIGURES.match(rest)
    if before and behind and before["word"].lower() in _BEFORE_A_RANGE:
        return True
    if in_list or below.startswith(f"{marker.typed} "):
        return False
    if before and behind:
        first, last = ([int(part) for part in re.split(r"[.:]", it)] for it in (before["figures"], behind[0]))
        return first < last and not read_marker(f"{before['word']} ")
    return rest.rstrip().endswith(f" {marker.typed}")


def interrupts(marker: Marker, rest: str, above: str, below: str, open_sign: str) -> bool:
    """Return whether an item may start right below a line of text, which may be an item with the sign `open_sign`.

    There `2023. Dat was een jaar` and `– zei ze –` are mostly text that happens to start a line.
    """
    if not rest:
        return False
    is_doubtful = marker.typed in _DASHES or (marker.typed == "+" and rest[0].isdigit())
    if open_sign and not is_doubtful:
        return True
    if marker.is_number:
        return marker.number <= 1
    return not is_doubtful or _is_among_items(marker, above, below)
