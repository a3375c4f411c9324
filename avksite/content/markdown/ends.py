"""Where what opens on one line ends on another: fenced code, a block, a quotation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from avksite.content.markdown.blocks import read_end, read_opener
from avksite.content.markdown.openers import SPECIAL, is_ruler, read_fence, read_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.content.markdown.draft import Line


def end_of_code(lines: Sequence[Line], start: int, sign: str) -> int:
    """Return the index of the line that ends the code which opens at `start`, or that past the last line."""
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip(" ")
        if text.startswith(sign) and not text.strip(sign[0]):
            return index
    return len(lines)


def end_of_block(lines: Sequence[Line], start: int, slashes: int) -> int:
    """Return the index of the line that ends the block which opens at `start`, or that past the last line.

    The end of a block inside it is recognised first, so a block inside needs no other number of slashes. An end that
    only suits a block further out ends those inside too: they were forgotten.
    """
    still_open = [slashes]
    count = Counter(still_open)
    index = start + 1
    while index < len(lines):
        bare = lines[index].text.lstrip(" ")
        if fence := read_fence(bare):
            index = end_of_code(lines, index, fence.sign)
        elif count[end := read_end(bare)]:
            ended = 0
            while ended != end:
                ended = still_open.pop()
                count[ended] -= 1
            if not still_open:
                return index
        elif opener := read_opener(bare):
            still_open.append(opener.slashes)
            count[opener.slashes] += 1
        index += 1
    return len(lines)


def end_of_quote(lines: Sequence[Line], start: int) -> int:
    """Return the index of the line behind the quotation that opens at `start`.

    A line without a sign belongs to it when it runs on from a text above it (CommonMark 5.1, "laziness").
    """
    code = ""
    runs_on = False
    for index in range(start, len(lines)):
        bare = lines[index].text.lstrip(" ")
        if not bare.startswith(">"):
            if not bare or not runs_on or SPECIAL.match(bare) or is_ruler(bare):
                return index
            continue
        text = bare.lstrip("> ")
        fence = read_fence(text)
        if code:
            code = "" if text.startswith(code) and not text.strip(code[0] + " ") else code
        elif fence:
            code = fence.sign
        runs_on = bool(text) and not code and not fence and not is_ruler(text) and not read_heading(text)
    return len(lines)
