"""Splits a file into front matter, whose values are still text, and the Markdown below it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from avksite.content.characters import tidy
from avksite.content.front_matter.outline import read_outline
from avksite.content.front_matter.rows import BROKEN, is_item, is_spaced_key, may_have_key, plain_key
from avksite.content.front_matter.scalars import YES, Loc, Nested
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Place, Problem, Rule, Unusable

MISSING = Rule(
    "voorinformatie-ontbreekt", ERROR, "Een tekst begint met zijn gegevens, tussen twee regels met drie streepjes."
)
TWO_VERSIONS = Rule("twee-versies", ERROR, "Van elke tekst staat er één versie.")

# Git's conflict markers.
_VERSIONS_BEGIN = regex(r"<{7}(?:\s.*)?")
_VERSIONS_END = regex(r">{7}(?:\s.*)?")
_LONE_END = regex(r">{7} [\w./-]+(?: \(.*\))?")
_FENCE = regex(r"---[ \t\u00a0]*")
# What a word processor or a typing error makes of three dashes.
_ALMOST_FENCE = regex(r"[-\u2010-\u2015\u2212](?: ?[-\u2010-\u2015\u2212])+\s*|[\u2014\u2015]\s*")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_DRAFT = regex(r"""[\s"'{]*(?:concept|draft)["']?\s*[:=]\s*["']?(\w+)""", re.IGNORECASE)
_HEADING = regex(r"#{1,6}\s+(.*?)\s*#*\s*")
_TOML, _JSON = "+++", ";;;"
_TOML_KEY = regex(r"""\s*(["']?)([\w-]+|(?<=").+?(?=")|(?<=').+?(?='))\1\s*=""")
_TOML_TABLE = regex(r"""\s*(\[\[?)\s*([\w."'-]+)\s*\]\]?""")
_AT_LINE = regex(r"at line (\d+)")
_MOST_NESTED = 20
YAML_END = "..."
"""YAML's document end, with which some programs end front matter."""
MAX_TITLE = 80
"""A longer first line is no title."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a text, not validated yet, and the text itself."""

    values: dict[str, Nested]
    """Nested lists and mappings of text: every value as it was typed."""
    lines: Mapping[Loc, int]
    """The line of every key and of every item of a list: `("oproep", "sluit")`, `("contact", 0)`."""
    body: str
    body_line: int
    typed: Sequence[str] = ()
    """The lines of the file, for fixes."""


def split(path: str, text: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Split a file; raise Unusable when its front matter cannot be read."""
    lines = _lines(text)
    _refuse_two_versions(path, lines)
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines) - 1)
    opening = lines[first]
    if _is_foreign(lines, first):
        return _split_foreign(path, lines, first), ()
    is_fenced = _ALMOST_FENCE.fullmatch(opening.strip()) is not None
    start = first + 1 if is_fenced else first
    end, body_at = _end(lines, start)
    # A lone fence above a text is a thematic break, or front matter that was never finished.
    is_empty = end == body_at and not any(line.strip() for line in lines[start:end])
    if is_empty or not (is_fenced or plain_key(opening.strip())):
        message = "Boven deze tekst staan geen gegevens, zoals de titel." if opening.strip() else "Dit bestand is leeg."
        title = f"titel: {_likely_title(path, lines)}"
        hint = f"Zet bovenaan drie regels: `---`, `{title}` en weer `---`."
        hint += "" if opening.strip() else " Heb je het bestand niet nodig? Haal het dan weg."
        fix = Fix("", f"---\n{title}\n---\n", to_fill=True, place=Place(path, 1))
        raise Unusable(Problem(MISSING, Place(path, first + 1), message, hint, fix=fix))
    problems: list[Problem] = []
    if is_fenced:
        problems += _about_fence(path, opening, first)
    else:
        problems.append(_no_fence(path, first, "boven", opening, Fix("", "---\n")))
    if end < body_at:
        problems += _about_fence(path, lines[end], end)
    else:
        last = max((index for index in range(end) if lines[index].strip()), default=0)
        problems.append(_no_fence(path, last, "onder", lines[last], Fix(lines[last], f"{lines[last]}\n---")))
    values, places, found = _read(path, lines[start:end], start + 1, problems)
    return FrontMatter(values, places, "\n".join(lines[body_at:]), body_at + 1, lines), found


def read_yaml(path: str, text: str, *, is_partly: bool = False) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Read a whole file as front matter without a text, such as `site.yaml`.

    With `is_partly`, return what can be read although something else is lost.
    """
    lines = _lines(text)
    _refuse_two_versions(path, lines)
    if lines and _FENCE.fullmatch(lines[0]):
        lines[0] = ""
    values, places, found = _read(path, lines, 1, [], is_partly=is_partly)
    return FrontMatter(values, places, "", 1 + len(lines), lines), found


def _refuse_two_versions(path: str, lines: list[str]) -> None:
    """Raise Unusable for a file with Git's conflict markers, with the lines of both versions."""
    found: list[tuple[int, int]] = []
    begin = 0
    for number, line in enumerate(lines, start=1):
        if line[:7] not in {"<<<<<<<", ">>>>>>>"}:
            continue
        if _VERSIONS_BEGIN.fullmatch(line):
            begin = number
        elif (_VERSIONS_END if begin else _LONE_END).fullmatch(line):
            found.append((begin or number, number))
            begin = 0
    if begin:
        found.append((begin, begin))
    hint = "Kies wat er blijft staan. Haal de rest weg, en ook de regels met `<<<<<<<`, `=======` en `>>>>>>>`."
    problems: list[Problem] = []
    for begin, end in found:
        where = f"op regel {begin} tot en met {end}" if begin < end else f"bij regel {begin}"
        message = f"Hier staan twee versies van dezelfde tekst onder elkaar, {where}."
        problems.append(Problem(TWO_VERSIONS, Place(path, begin), message, hint))
    if problems:
        raise Unusable(*problems)


def says_draft(text: str) -> bool:
    """Return whether a text with unreadable front matter is a draft.

    Only the front matter counts, and of two keys the first.
    """
    lines = _lines(text.lstrip())
    for number, line in enumerate(lines):
        if number and _ALMOST_FENCE.fullmatch(line.strip()):
            break
        if found := _DRAFT.match(line):
            return found[1].casefold() in YES
    return False


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _read(
    path: str, lines: list[str], first_line: int, found: list[Problem], *, is_partly: bool = False
) -> tuple[dict[str, Nested], Mapping[Loc, int], tuple[Problem, ...]]:
    """Return the values, their lines, and all problems including `found`; raise Unusable when a line is lost."""
    outline = read_outline(tidy("\n".join(lines)).text.split("\n"), first_line)
    problems = found + [replace(problem, place=Place(path, problem.place.line)) for problem in outline.problems]
    if outline.is_lossy and not is_partly:
        raise Unusable(*problems)
    return outline.values, outline.lines, tuple(problems)


def _end(lines: list[str], start: int) -> tuple[int, int]:
    """Return where the front matter ends and where the text begins; both are the same when no fence is between."""
    is_after_blank = False
    key_at = -1  # up to this line it is known that a key follows: each line is examined once
    for index in range(start, len(lines)):
        line = lines[index]
        is_fence = line[:1] in _DASHES and (_FENCE.fullmatch(line) or _ALMOST_FENCE.fullmatch(line))
        if is_fence or line.rstrip() == YAML_END:
            return index, index + 1
        if is_after_blank and index > key_at and _is_prose(line):
            found = _key_before_fence(lines, index)
            if found is None:
                # The text has begun without a fence: one further on is a thematic break.
                return index, index
            key_at = found
        is_after_blank = not line.strip()
    return len(lines), len(lines)


def _is_prose(line: str) -> bool:
    """Return whether a line below an empty one cannot belong to the front matter."""
    if not line[:1].strip() or line[0].islower() or is_item(line):
        return False
    return line.startswith("##") or not (line[0] == "#" or may_have_key(line))


def _key_before_fence(lines: list[str], start: int) -> int | None:
    """Return where a key follows before the next fence: then a line is broken, and the fence is not missing."""
    for index in range(start, len(lines)):
        if _FENCE.fullmatch(lines[index]):
            return None
        if is_spaced_key(lines[index]):
            return index
    return None


def _about_fence(path: str, line: str, index: int) -> tuple[Problem, ...]:
    """Return the problem of a line in the place of three dashes; () when it is right."""
    if _FENCE.fullmatch(line) or line.rstrip() == YAML_END:
        return ()
    what = "een spatie voor" if _FENCE.fullmatch(line.strip()) else f"`{line.strip()}` in plaats van"
    message = f"Hier staat {what} de drie streepjes."
    hint = "Typ `---`, zonder spatie ervoor."
    return (Problem(MISSING, Place(path, index + 1), message, hint, fix=Fix(line, "---")),)


def _no_fence(path: str, index: int, where: str, line: str, fix: Fix) -> Problem:
    message = f"{where.capitalize()} de gegevens ontbreekt de regel met drie streepjes."
    hint = f"Typ `---` op een eigen regel {where} `{line.strip()}`."
    return Problem(MISSING, Place(path, index + 1), message, hint, fix=fix)


def _likely_title(path: str, lines: list[str]) -> str:
    """Return a title to propose: the first heading, else a short first line, else the name of the file."""
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            return heading[1]
    shown = (line.strip(" \t*_.") for line in lines if not _ALMOST_FENCE.fullmatch(line.strip()))
    first = next(filter(None, shown), "")
    if 0 < len(first) <= MAX_TITLE:
        return first
    return path.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()


def _is_foreign(lines: list[str], first: int) -> bool:
    """Return whether front matter is TOML or JSON, by its first line that is not empty."""
    opening = lines[first].strip()
    if opening in {_TOML, _JSON} or opening == "{" or opening.startswith('{"'):
        return True
    return opening == "---" and first + 1 < len(lines) and lines[first + 1].lstrip().startswith('{"')


def _split_foreign(path: str, lines: list[str], first: int) -> FrontMatter:
    """Split a file whose front matter another program wrote: TOML between `+++` (Hugo), JSON in braces or `;;;`.

    Values are returned as the text that a person would type, so that they are validated like any other.
    """

    def refused(message: str, line: int) -> Unusable:
        hint = "Typ erboven `---`, `titel: …` en weer `---`, en zet elk gegeven op een eigen regel: `sleutel: waarde`."
        return Unusable(Problem(BROKEN, Place(path, line), message, hint))

    opening, start, end = lines[first].strip(), first, len(lines)
    if not opening.startswith("{"):
        start = first + 1
        end = next((index for index in range(start, len(lines)) if lines[index].strip() == opening), -1)
        if end < 0:
            raise refused(f"Onder de gegevens ontbreekt de regel met `{opening}`.", start)
    text = "\n".join(lines[start:end])
    try:
        if opening == _TOML:
            import tomllib  # noqa: PLC0415  few texts come from a program that writes TOML

            read: object = tomllib.loads(text)
        else:
            read, stop = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
            end = start + text.count("\n", 0, stop) if start == first else end
    except json.JSONDecodeError as error:
        raise refused("De gegevens tussen accolades (JSON) kan ik niet lezen.", start + error.lineno) from None
    except (RecursionError, ValueError) as error:
        what, at = ("`+++` (TOML)", _AT_LINE.search(str(error))) if opening == _TOML else ("accolades (JSON)", None)
        line = start + (int(at[1]) if at else opening != _TOML)
        raise refused(f"De gegevens tussen {what} kan ik niet lezen.", line) from None
    if not isinstance(read, dict):
        raise refused("Tussen de streepjes horen gegevens, zoals de titel.", start + 1)
    places = _toml_places(lines[start:end], start + 1) if opening == _TOML else _json_places(read, text, start + 1)
    values = {key: _as_typed(value) for key, value in read.items()}
    return FrontMatter(values, places, "\n".join(lines[end + 1 :]), end + 2)


def _toml_places(lines: list[str], first_line: int) -> dict[Loc, int]:
    """Return the line of every key, table and item of a list of tables."""
    places: dict[Loc, int] = {}
    within: Loc = ()
    counts: dict[Loc, int] = {}
    for number, line in enumerate(lines, first_line):
        if table := _TOML_TABLE.match(line):
            within = tuple(part.strip("\"'") for part in table[2].split("."))
            if table[1] == "[[":
                counts[within] = counts.get(within, -1) + 1
                places.setdefault(within, number)
                within = (*within, counts[within])
            places.setdefault(within, number)
        elif key := _TOML_KEY.match(line):
            places.setdefault((*within, key[2]), number)
    return places


def _json_places(read: dict[str, object], text: str, first_line: int) -> dict[Loc, int]:
    """Return the line of every key and item; keys are in the order in which they were typed."""
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
    if depth > _MOST_NESTED:
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
