"""Draws QR codes of absolute addresses (ISO/IEC 18004:2015, whose sections are between brackets).

Only byte mode is supported. The layout that codes of one version share is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, product, zip_longest
from operator import itemgetter

from avksite.frozen import dataclass
from avksite.patterns import regex

_QUIET = 4
"""The quiet zone, in modules (6.3.8)."""
MASK = 2
"""The data mask, one of eight: every third column (7.8.2).

It is fixed: over our addresses it has 1504 penalty points on average, against 1459 for the best of eight each time,
and small, blurred, rotated and stained codes scan as well.
"""
_CORRECTION = "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26" + " 28" * 19
_BLOCKS = "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49"
_LEVELS = {
    3: ((13, 1), (22, 1), (18, 2), (26, 2)),
    0: tuple(zip(map(int, _CORRECTION.split()), map(int, _BLOCKS.split()), strict=True)),
}
"""Error correction levels Q and M (table 12): they restore a quarter or a seventh of the codewords.

For each version: the number of error correction codewords in a block, and the number of blocks (table 9). From version
5 on, what fits at level Q fits in a smaller code at level M.
"""
_NAMED, _LONG = 7, 10
"""The first versions with version information (7.10), and with a character count of two bytes (table 3)."""
_RUN = regex("0*1+")
_DARK, _LIGHT = -2, -1
"""Indexes of the colours of fixed modules: after the bits of the codewords."""

Module = tuple[int, int]
"""Row and column of a module."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The layout that codes of one version and level share: for each module, the index of its bit."""

    width: int
    room: int
    blocks: tuple[slice, ...]
    correction: int
    mask: int
    shown: Callable[[str], Iterable[str]]


def code_of(url: str) -> bytes:
    """Draw the code of an absolute address as SVG: black on white, whatever the colours of the page."""
    data = url.encode()
    version, level = _smallest(len(data))
    form = _form(version, level)
    words = words_of(data, version, form.room)
    words += b"".join(_correction(words[block], form.correction) for block in form.blocks)
    bits = f"{int.from_bytes(words) ^ form.mask:0{8 * len(words)}b}10"
    modules, whole = "".join(form.shown(bits)), form.width + 2 * _QUIET
    rows = (
        f"M{_QUIET} {_QUIET + row}.5{''.join(map(_stroke, _RUN.findall(modules, start, start + form.width)))}"
        for row, start in enumerate(range(0, len(modules), form.width))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"><path fill="#fff" '
        f'd="M0 0h{whole}v{whole}h-{whole}z"/><path stroke="#000" d="{"".join(rows)}"/></svg>'
    ).encode()


def words_of(data: bytes, version: int, room: int) -> bytes:
    """Return the data codewords: mode, count, data and padding (7.4.5, 7.4.9 and 7.4.10)."""
    said = ((4 << 8 * _counted(version) | len(data)) << 8 * len(data) | int.from_bytes(data)) << 4
    return (said.to_bytes(1 + _counted(version) + len(data)) + b"\xec\x11" * room)[:room]


@lru_cache
def _stroke(run: str) -> str:
    """Return the SVG path of a run of dark modules, after the light ones before it."""
    light = run.count("0")
    return f"m{light} 0h{len(run) - light}" if light else f"h{len(run)}"


@lru_cache
def _smallest(length: int) -> tuple[int, int]:
    """Return the smallest version for `length` bytes, and the highest level that fits in it."""
    return next(
        (version, level)
        for version in range(1, 41)
        for level, of_version in _LEVELS.items()
        if version <= len(of_version) and 1 + _counted(version) + length <= _shares(version, level)[0]
    )


def _counted(version: int) -> int:
    """Return the bytes of the character count."""
    return 1 + (version >= _LONG)


def _shares(version: int, level: int) -> tuple[int, int, int]:
    """Return the data codewords of a code (table 1), the error correction codewords of a block, and the blocks."""
    marks = version // 7 + 2
    around = (25 * marks - 10) * marks - 55 if version > 1 else 0
    correction, blocks = _LEVELS[level][version - 1]
    words = (16 * version**2 + 128 * version + 64 - around - 36 * (version >= _NAMED)) // 8
    return words - correction * blocks, correction, blocks


def _correction(block: bytes, correction: int) -> bytes:
    """Return the error correction codewords of a block: the remainder after division by the generator (7.5.2)."""
    table, rest, top = _multiples(correction), 0, 8 * (correction - 1)
    low = (1 << top) - 1
    for word in block:
        rest = (rest & low) << 8 ^ table[rest >> top ^ word]
    return rest.to_bytes(correction)


@lru_cache
def _multiples(correction: int) -> list[int]:
    """Return the generator polynomial (annex A) times each byte, without the first coefficient, as integers."""
    generator = 1
    for power in range(correction):
        term = generator
        for _ in range(power):
            term = _doubled(term, correction)
        generator = generator << 8 ^ term
    found, term = [0], generator - (1 << 8 * correction)
    for _ in range(8):
        found += [term ^ other for other in found]
        term = _doubled(term, correction)
    return found


def _doubled(words: int, most: int) -> int:
    """Multiply each byte in an integer by two in GF(256), modulo 100011101 (7.5.2)."""
    over = words >> 7 & int.from_bytes(b"\1" * (most + 1))
    return (words ^ over << 7) << 1 ^ over * 0b11101


@lru_cache
def _form(version: int, level: int) -> _Form:
    """Compute the layout of a version and level."""
    room, correction, count = _shares(version, level)
    width, words, short = 17 + 4 * version, room + correction * count, room // count
    # The last blocks have one codeword more (table 9). The codewords of blocks are interleaved (7.6).
    ends = [short * number + max(0, number - count + room % count) for number in range(count + 1)]
    blocks = tuple(map(slice, ends, ends[1:]))
    mends = [range(start, start + correction) for start in range(room, words, correction)]
    in_turn = [*chain(*zip_longest(*(range(room)[it] for it in blocks))), *chain(*zip(*mends, strict=True))]
    bits = (8 * word + bit for word in in_turn if word is not None for bit in range(8))
    shown, mask = _patterns(version, level), 0
    for row, column in _places(width):
        if (row, column) not in shown:
            is_turned = column % 3 == 0
            bit = next(bits, _DARK if is_turned else _LIGHT)  # remainder bits
            shown[row, column] = bit
            mask |= (is_turned and bit >= 0) << 8 * words - 1 - bit
    in_rows = itemgetter(*(shown[row, column] for row in range(width) for column in range(width)))
    return _Form(width, room, blocks, correction, mask, in_rows)


def _places(width: int) -> Iterator[Module]:
    """Yield the modules in the order of the bits: two columns up, the next two down (7.7.3)."""
    for number, right in enumerate((*range(width - 1, 6, -2), 5, 3, 1)):
        for row in range(width) if number % 2 else reversed(range(width)):
            yield from ((row, right), (row, right - 1))


def _patterns(version: int, level: int) -> dict[Module, int]:
    """Return the modules of function patterns, format and version information (6.3, 7.9 and 7.10)."""
    width, marks = 17 + 4 * version, version // 7 + 2
    dark: dict[Module, bool] = {}
    for at in range(width):
        dark[6, at] = dark[at, 6] = at % 2 == 0
    step = (version * 8 + marks * 3 + 5) // (marks * 4 - 4) * 2
    centres = (6, *(width - 7 - step * number for number in range(marks - 1))) if version > 1 else ()
    corners = {(3, 3): 4, (3, width - 4): 4, (width - 4, 3): 4}
    others = {*product(centres, repeat=2)} - {(6, 6), (6, width - 7), (width - 7, 6)}
    for (row, column), reach in (dict.fromkeys(others, 2) | corners).items():
        for down, right in product(range(-reach, reach + 1), repeat=2):
            far = max(abs(down), abs(right))
            if 0 <= row + down < width and 0 <= column + right < width:
                dark[row + down, column + right] = far not in {reach // 2, 4}
    said = _protected(level << 3 | MASK, 10, 0b10100110111) ^ 0b101010000010010
    rows, columns = (
        (*range(6), 7, 8, *range(width - 7, width)),
        (*range(width - 1, width - 9, -1), 7, *range(5, -1, -1)),
    )
    for number, (row, column) in enumerate(zip(rows, columns, strict=True)):
        dark[row, 8] = dark[8, column] = bool(said >> number & 1)
    dark[width - 8, 8] = True
    said = _protected(version, 12, 0b1111100100101)
    for number in range(18 if version >= _NAMED else 0):
        row, column = number // 3, width - 11 + number % 3
        dark[row, column] = dark[column, row] = bool(said >> number & 1)
    return {place: _DARK if is_dark else _LIGHT for place, is_dark in dark.items()}


def _protected(value: int, more: int, generator: int) -> int:
    """Return a number followed by its error correction bits (annexes C and D)."""
    rest = value
    for _ in range(more):
        rest = rest << 1 ^ (rest >> more - 1) * generator
    return value << more | rest
