"""Recognises the first line of a heading, code, a table, a block or a quotation, and finds where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from avksite.content.markdown.state import Line
from avksite.patterns import regex

# A line that starts a block: it may follow the marker of an item, and it ends running text.
SPECIAL = regex(r"`{3}|~{3}|/{3}|#{1,6}[ ]|>|(?:[-*+–—]|\d{1,3}[.)])[ ]|[•·●◦▪]|\[\^[^\]\s]+\]:")
FOOTNOTE = regex(r"\[\^(?P<name>[^\]\s]{1,60})\]:[ ]*(?P<text>.*)")
DEFINITION = regex(r":[ ]+(?P<text>[^ ].*)")

_HEADING = regex(r"(#{1,6})(?!#)")
_HEADING_ID = regex(r"\{[ ]*#([^\W_][\w-]*)[ ]*\}$")
UNDERLINE = regex(r"={2,}|-{2,}")
# The first line of fenced code; the rest after the language is not shown.
FENCE = regex(r"(?P<fence>`{3,}+(?=[^`]*+\Z)|~{3,}+)[ ]*+\{?[ ]*\.?(?P<language>[\w#+.-]*+)\}?(?P<rest>.*)")
_LONGEST_ROW = 5_000
LONGEST_HEADING = 10
"""Words."""
_RULER_CELL = regex(r"[ ]*:?-+:?[ ]*")
# The first line of a block; a title belongs after a bar.
OPENER = regex(r"(?P<slashes>/{3,})[ ]*(?P<name>[^\W_][\w-]*)[ ]*(?P<bar>\|?)(?P<title>.*)")

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
    """Drop the `##` that may close a heading; the `#` of `C#` belongs to the word."""
    shorter = text.rstrip("#")
    return shorter.rstrip(" ") if not shorter or shorter.endswith(" ") else text


def is_ruler(bare: str) -> bool:
    """Return whether a line is a thematic break."""
    chars = bare.replace(" ", "")
    return len(chars) >= 3 and chars[0] in "-*_" and not chars.strip(chars[0])  # noqa: PLR2004  by definition


def end_of_code(lines: Sequence[Line], start: int, fence: str) -> int:
    """Return the index of the closing fence of the code that opens at `start`, or `len(lines)`."""
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip(" ")
        if text.startswith(fence) and not text.strip(fence[0]):
            return index
    return len(lines)


def end_of_indented(lines: Sequence[Line], start: int, margin: int, *, runs_on: bool = False) -> int:
    """Return the index after the last line that is indented by `margin`; empty lines may be among them.

    With `runs_on`, a line straight below another needs no indent.
    """
    end = start
    for index in range(start, len(lines)):
        bare = lines[index].bare
        continues = runs_on and index == end and not SPECIAL.match(bare)
        if bare and not continues and lines[index].indent < margin:
            break
        end = index + 1 if bare else end
    return end


def is_table(head: str, ruler: str) -> bool:
    """Return whether two lines are the header row and the delimiter row of a table."""
    if not is_row(head) or not is_row(ruler) or "-" not in ruler:
        return False
    return all(map(_RULER_CELL.fullmatch, ruler.strip(" ").removeprefix("|").removesuffix("|").split("|")))


def is_row(bare: str) -> bool:
    """Return whether a line can be a row of a table; the library is slow on a very long one."""
    return "|" in bare and len(bare) <= _LONGEST_ROW


# Blocks and quotations.


def read_end(bare: str) -> int:
    """Return the number of slashes when a line ends a block, and else 0."""
    text = bare.rstrip()
    return len(text) if text.startswith("///") and not text.strip("/") else 0


def end_of_block(lines: Sequence[Line], start: int, slashes: int) -> int:
    """Return the index of the line that ends the block opened at `start`, or `len(lines)`.

    An end belongs to the innermost open block with that number of slashes, so nested blocks may use the same number.
    It also ends the blocks within that one, whose ends are missing.
    """
    still_open = [slashes]
    count = Counter(still_open)
    index = start + 1
    while index < len(lines):
        bare = lines[index].bare
        if fence := FENCE.fullmatch(bare):
            index = end_of_code(lines, index, fence["fence"])
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
    """Return the index of the line after the quotation that opens at `start`.

    A line without `>` belongs to it when it continues a paragraph (CommonMark 5.1, "laziness").
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
            code = fence["fence"]
        runs_on = bool(text) and not code and not fence and not is_ruler(text) and not read_heading(text)
    return len(lines)
