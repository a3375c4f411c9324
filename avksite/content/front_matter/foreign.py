"""Front matter as other programs write it: TOML between `+++` (Hugo), JSON between braces or `;;;`.

Values come out as the text that somebody would have typed, so that one reading follows for all.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time

from avksite.content.front_matter.scalars import Loc, Nested

TOML, JSON = "+++", ";;;"
_YAML = "---"
_TOML_KEY = re.compile(r"""\s*(["']?)([\w-]+|(?<=").+?(?=")|(?<=').+?(?='))\1\s*=""")
_TOML_TABLE = re.compile(r"""\s*(\[\[?)\s*([\w."'-]+)\s*\]\]?""")
_AT_LINE = re.compile(r"at line (\d+)")
MAX_NESTED = 20

Foreign = tuple[dict[str, Nested], dict[Loc, int], int]
"""The values, the line of every key and item, and the index of the line at which the text begins."""


class ForeignError(Exception):
    """It cannot be read: why, and at which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def is_foreign(lines: list[str], first: int) -> bool:
    """Say whether front matter is TOML or JSON, by its first line that holds something."""
    opening = lines[first].strip()
    if opening in {TOML, JSON} or opening == "{" or opening.startswith('{"'):
        return True
    return opening == _YAML and first + 1 < len(lines) and lines[first + 1].lstrip().startswith('{"')


def read_foreign(lines: list[str], first: int) -> Foreign:
    """Read front matter of which the first line has this index."""
    opening = lines[first].strip()
    if opening.startswith("{"):
        return _read_json(lines, first, None)
    end = next((index for index in range(first + 1, len(lines)) if lines[index].strip() == opening), None)
    if end is None:
        raise ForeignError(f"Onder de gegevens ontbreekt de regel met `{opening}`.", first + 1)
    return _read_toml(lines, first + 1, end) if opening == TOML else _read_json(lines, first + 1, end)


def _read_toml(lines: list[str], first: int, end: int) -> Foreign:
    try:
        read = tomllib.loads("\n".join(lines[first:end]))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        at = _AT_LINE.search(str(error))
        message = "De gegevens tussen `+++` (TOML) kan ik niet lezen."
        raise ForeignError(message, first + (int(at[1]) if at else 0)) from None
    places: dict[Loc, int] = {}
    within: Loc = ()
    counts: dict[Loc, int] = {}
    for number, line in enumerate(lines[first:end], first + 1):
        if table := _TOML_TABLE.match(line):
            within = tuple(part.strip("\"'") for part in table[2].split("."))
            if table[1] == "[[":
                counts[within] = counts.get(within, -1) + 1
                places.setdefault(within, number)
                within = (*within, counts[within])
            places.setdefault(within, number)
        elif key := _TOML_KEY.match(line):
            places.setdefault((*within, key[2]), number)
    return {key: _as_typed(value) for key, value in read.items()}, places, end + 1


def _read_json(lines: list[str], first: int, end: int | None) -> Foreign:
    text = "\n".join(lines[first:end])
    try:
        read, stop = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
    except (RecursionError, ValueError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise ForeignError("De gegevens tussen accolades (JSON) kan ik niet lezen.", first + line) from None
    if not isinstance(read, dict):
        raise ForeignError("Tussen de streepjes horen gegevens, zoals de titel.", first + 1)
    if end is None:
        end = first + text.count("\n", 0, stop)
    return {key: _as_typed(value) for key, value in read.items()}, _json_places(read, text, first + 1), end + 1


def _json_places(read: dict[str, object], text: str, first_line: int) -> dict[Loc, int]:
    """Return the line of every key and item: keys come in the order in which they were typed."""
    places: dict[Loc, int] = {}
    at, line = 0, first_line
    todo: list[tuple[Loc, object]] = [((key,), value) for key, value in reversed(read.items())]
    while todo:
        loc, value = todo.pop()
        if isinstance(loc[-1], str):
            found = text.find(json.dumps(loc[-1], ensure_ascii=False), at)
            if found >= 0:
                line += text.count("\n", at, found)
                at = found + 1
        places[loc] = line
        if isinstance(value, dict):
            todo += [((*loc, key), one) for key, one in reversed(value.items())]
        elif isinstance(value, list):
            todo += [((*loc, index), one) for index, one in reversed(list(enumerate(value)))]
    return places


def _as_typed(value: object, depth: int = 1) -> Nested:
    """Return a value as the text that a person would type for it."""
    if depth > MAX_NESTED:
        return ""
    if isinstance(value, dict):
        return {key: _as_typed(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_typed(one, depth + 1) for one in value]
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)
