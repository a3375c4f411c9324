"""Checks captions as browsers read them (WebVTT, W3C), and reports each fault at its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from avksite.dutch.formatting import shortened
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, Fix, Place, Problem, Rule

BROKEN = Rule(
    "ondertiteling-stuk", ERROR, "Ondertiteling is een bestand dat elke telefoon en computer begrijpt.", "1.2.2"
)
TIMING = Rule("ondertiteling-tijd", ERROR, "Ondertitels staan op volgorde, en houden op na hun begin.", "1.2.2")
READING = Rule(
    "ondertiteling-leesbaar",
    HINT,
    "Een ondertitel is rustig te lezen: hoogstens 2 regels van 42 tekens, en één tegelijk.",
)

MOST_LINES, MOST_LETTERS = 2, 42
"""What broadcasters keep to: the guidelines of the BBC allow 37 to 42 letters, those of Netflix 42."""

MOST_BYTES = 2_000_000
"""Ten times the captions of a film of three hours."""

_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = regex(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+\S.*)?")
_NO_CAPTION = regex(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_TAG = regex(r"<[^<>]*>")
_EXAMPLE = "`00:00:01.000 --> 00:00:03.500`"


class _Times(NamedTuple):
    """When a caption shows, in milliseconds, and the number of its line."""

    line: int
    begin: int
    end: int


def check_captions(path: str, data: bytes) -> tuple[Problem, ...]:
    """Return everything that is wrong with a file of captions, each at its own line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Dit bestand is niet opgeslagen als UTF-8: op regel {line} staat een teken dat niemand kan lezen."
        return (_broken(path, line, message, "Open het bestand, kies Opslaan als, en kies bij codering voor UTF-8."),)
    lines = re.split(r"\r\n|\r|\n", text)
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        hint = "Typ bovenaan een regel met alleen `WEBVTT`, en daaronder een lege regel."
        fix: Fix | None = Fix("", "WEBVTT\n\n", is_safe=True)
        if any(" --> " in line and "," in line for line in lines):
            hint = (
                "Dit lijkt een srt-bestand. Zet bovenaan `WEBVTT` met een lege regel eronder, en maak in de tijden van "
                f"elke komma een punt: {_EXAMPLE}."
            )
            fix = None
        return (_broken(path, 1, "Ondertiteling begint met `WEBVTT`. Dat staat hier niet.", hint, fix),)
    blocks = [
        list(rows)
        for is_filled, rows in groupby(enumerate(lines, start=1), lambda row: bool(row[1].strip()))
        if is_filled
    ]
    captions = [rows for rows in blocks if rows[0][0] > 1 and not _NO_CAPTION.match(rows[0][1])]
    if not captions:
        hint = f"Zet onder elkaar een regel met tijden, zoals {_EXAMPLE}, en wat er dan wordt gezegd."
        return (_broken(path, 1, "In dit bestand staat nog geen enkele ondertitel.", hint),)
    return tuple(_faults(path, captions))


def _broken(path: str, line: int, message: str, hint: str, fix: Fix | None = None) -> Problem:
    return Problem(BROKEN, Place(path, line), message, hint, fix=fix)


def _faults(path: str, captions: list[list[tuple[int, str]]]) -> Iterator[Problem]:
    """Yield what is wrong with captions: each the lines of one, with their numbers."""
    above = _Times(0, 0, 0)
    for rows in captions:
        number, typed = next(((number, line.strip()) for number, line in rows if "-->" in line), (0, ""))
        if not typed:
            first, line = rows[0]
            message = f"Boven `{shortened(line.strip())}` staat niet wanneer dit in beeld komt."
            hint = f"Zet erboven de tijden: {_EXAMPLE}. "
            hint += "Hoort het bij de ondertitel erboven? Haal dan de lege regel weg."
            yield _broken(path, first, message, hint)
        elif found := _TIMES.fullmatch(typed):
            times = _Times(number, _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:]))
            yield from _in_time(path, times, above)
            yield from _to_read(path, number, [_TAG.sub("", line).strip() for at, line in rows if at > number])
            above = times
        else:
            hint, fix = f"Typ ze zo: {_EXAMPLE}.", None
            if _TIMES.fullmatch(right := typed.replace(",", ".")):
                hint, fix = f"Typ een punt in plaats van een komma: `{right}`.", Fix(typed, right, is_safe=True)
            yield _broken(path, number, f"De tijden kan ik niet lezen: `{shortened(typed)}`.", hint, fix)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _in_time(path: str, cue: _Times, above: _Times) -> Iterator[Problem]:
    place = Place(path, cue.line)
    if cue.end <= cue.begin:
        message = "Deze ondertitel houdt op voordat hij begint, of op hetzelfde moment."
        yield Problem(TIMING, place, message, "Kijk of de twee tijden verwisseld zijn.")
    elif cue.begin < above.begin:
        message = f"Deze ondertitel komt eerder in beeld dan die op regel {above.line}, maar staat eronder."
        yield Problem(TIMING, place, message, "Zet de ondertitels op volgorde, of kijk of de tijd klopt.")
    elif cue.begin < above.end:
        message = f"Deze ondertitel komt in beeld terwijl die op regel {above.line} er nog staat."
        yield Problem(READING, place, message, "Laat de ene eindigen waar de andere begint.")


def _to_read(path: str, above: int, lines: list[str]) -> Iterator[Problem]:
    if not any(lines):
        hint = "Typ eronder wat er wordt gezegd, of haal de regel met tijden weg."
        yield Problem(READING, Place(path, above), "Bij deze tijden staat geen tekst.", hint)
    elif len(lines) > MOST_LINES:
        message = f"Deze ondertitel heeft {len(lines)} regels. Er passen er 2."
        yield Problem(READING, Place(path, above), message, "Maak er twee ondertitels van, na elkaar.")
    for number, line in enumerate(lines, above + 1):
        if len(line) > MOST_LETTERS:
            message = f"Deze regel is {len(line)} tekens. Er passen er {MOST_LETTERS}."
            hint = "Zet een deel op de tweede regel, of maak er twee ondertitels van."
            yield Problem(READING, Place(path, number), message, hint)
