"""What a line can be the start of, and where that ends: a heading, code, a table, a block, a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from avksite.content.markdown.state import Line
from avksite.patterns import regex

# What can follow the sign of an item, and ends running text.
SPECIAL = regex(r"`{3}|~{3}|/{3}|#{1,6}[ ]|>|(?:[-*+–—]|\d{1,3}[.)])[ ]|[•·●◦▪]|\[\^[^\]\s]+\]:")
FOOTNOTE = regex(r"\[\^(?P<name>[^\]\s]{1,60})\]:[ ]*(?P<text>.*)")
DEFINITION = regex(r":[ ]+(?P<text>[^ ].*)")

_HEADING = regex(r"(#{1,6})(?!#)")
_HEADING_ID = regex(r"\{[ ]*#([^\W_][\w-]*)[ ]*\}$")
UNDERLINE = regex(r"={2,}|-{2,}")
# The first line of fenced code; what is behind the language does not show.
FENCE = regex(r"(?P<sign>`{3,}+(?=[^`]*+\Z)|~{3,}+)[ ]*+\{?[ ]*\.?(?P<language>[\w#+.-]*+)\}?(?P<rest>.*)")
_LONGEST_ROW = 5_000
LONGEST_HEADING = 10
"""Words."""
_RULER_CELL = regex(r"[ ]*:?-+:?[ ]*")
# The first line of a block; words behind its name belong behind a bar.
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
    """Drop the `##` that may close a heading; in `C#` the sign belongs to the word."""
    shorter = text.rstrip("#")
    return shorter.rstrip(" ") if not shorter or shorter.endswith(" ") else text


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
