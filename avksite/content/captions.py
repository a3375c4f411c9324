"""Captions are read as browsers read them (WebVTT, W3C), and each fault is reported at its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from avksite.dutch.formatting import shortened
from avksite.problems import Fix, Place, Problem, Rule, Severity

_FILM = (
    "-- content/film.md --\n---\ntitel: Film\n---\n/// video | Een moeder\n    bestand: /media/film.mp4\n"
    "    ondertiteling: /media/film.vtt\n    audiodescriptie: niet nodig, omdat zij alleen vertelt\n"
    "    transcript: /media/film.txt\n///\n-- content/media/film.mp4 (film) --\n"
    "-- content/media/film.txt --\nIk was bang voor de post.\n-- content/media/film.vtt --\n"
)
_SOUND = f"{_FILM}WEBVTT\n\n00:01.000 --> 00:03.000\nIk was bang voor de post.\n"

BROKEN = Rule(
    id="ondertiteling-stuk",
    severity=Severity.ERROR,
    promise="Ondertiteling is een bestand dat elke telefoon en computer begrijpt.",
    why="Klopt er één regel niet, dan slaat de speler dat stuk over. Wie doof is, mist dan wat er wordt gezegd.",
    bad=f"{_FILM}WEBVTT\n\n00:01,000 --> 00:03,000\nIk was bang voor de post.\n",
    good=_SOUND,
    criterion="1.2.2",
)
TIMING = Rule(
    id="ondertiteling-tijd",
    severity=Severity.ERROR,
    promise="Ondertitels staan op volgorde, en houden op na hun begin.",
    why="Een ondertitel die eindigt voor hij begint, komt nooit in beeld.",
    bad=f"{_FILM}WEBVTT\n\n00:03.000 --> 00:01.000\nIk was bang voor de post.\n",
    good=_SOUND,
    criterion="1.2.2",
)
READING = Rule(
    id="ondertiteling-leesbaar",
    severity=Severity.HINT,
    promise="Een ondertitel is rustig te lezen: hoogstens 2 regels van 42 tekens, en één tegelijk.",
    why="Meer past niet op een telefoon, en leest niemand in de paar seconden dat het er staat.",
    bad=f"{_FILM}WEBVTT\n\n00:01.000 --> 00:03.000\nIk was elke dag weer bang voor de post die zou komen.\n",
    good=_SOUND,
)
RULES = (BROKEN, TIMING, READING)

MOST_LINES, MOST_LETTERS = 2, 42
"""What broadcasters keep to: the guidelines of the BBC allow 37 to 42 letters, those of Netflix 42."""

MOST_BYTES = 2_000_000
"""Captions of a film of three hours take a tenth of it."""

_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+\S.*)?")
_NO_CAPTION = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_TAG = re.compile(r"<[^<>]*>")
_EXAMPLE = "`00:00:01.000 --> 00:00:03.500`"


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: the line of its times, its begin and end in milliseconds, and its lines of text."""

    line: int
    begin: int
    end: int
    lines: tuple[str, ...]


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
        fix: Fix | None = Fix("", "WEBVTT\n\n")
        if any(" --> " in line and "," in line for line in lines):
            hint = (
                "Dit lijkt een srt-bestand. Zet bovenaan `WEBVTT` met een lege regel eronder, en maak in de tijden van "
                f"elke komma een punt: {_EXAMPLE}."
            )
            fix = None
        return (_broken(path, 1, "Ondertiteling begint met `WEBVTT`. Dat staat hier niet.", hint, fix),)
    read = list(_cues(path, lines))
    if not read:
        hint = f"Zet onder elkaar een regel met tijden, zoals {_EXAMPLE}, en wat er dan wordt gezegd."
        return (_broken(path, 1, "In dit bestand staat nog geen enkele ondertitel.", hint),)
    cues = [cue for cue in read if isinstance(cue, Cue)]
    problems = (problem for problem in read if isinstance(problem, Problem))
    return (*problems, *_in_time(path, cues), *(problem for cue in cues for problem in _to_read(path, cue)))


def _broken(path: str, line: int, message: str, hint: str, fix: Fix | None = None) -> Problem:
    return Problem(BROKEN, Place(path, line), message, hint, fix=fix)


def _cues(path: str, lines: list[str]) -> Iterator[Cue | Problem]:
    """Yield every block of lines, below the head: a caption, or what is wrong with it."""
    for is_filled, rows in groupby(enumerate(lines, start=1), key=lambda row: bool(row[1].strip())):
        block = list(rows)
        first, above = block[0]
        if not is_filled or first == 1 or _NO_CAPTION.match(above):
            continue
        number, typed = next(((number, line.strip()) for number, line in block if "-->" in line), (0, ""))
        if not typed:
            message = f"Boven `{shortened(above.strip())}` staat niet wanneer dit in beeld komt."
            hint = f"Zet erboven de tijden: {_EXAMPLE}. "
            yield _broken(
                path, first, message, f"{hint}Hoort het bij de ondertitel erboven? Haal dan de lege regel weg."
            )
        elif times := _TIMES.fullmatch(typed):
            begin, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
            yield Cue(number, begin, end, tuple(_TAG.sub("", line).strip() for at, line in block if at > number))
        else:
            hint, fix = f"Typ ze zo: {_EXAMPLE}.", None
            if _TIMES.fullmatch(right := typed.replace(",", ".")):
                hint, fix = f"Typ een punt in plaats van een komma: `{right}`.", Fix(typed, right)
            yield _broken(path, number, f"De tijden kan ik niet lezen: `{shortened(typed)}`.", hint, fix)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _in_time(path: str, cues: list[Cue]) -> Iterator[Problem]:
    before: Cue | None = None
    for cue in cues:
        place = Place(path, cue.line)
        if cue.end <= cue.begin:
            message = "Deze ondertitel houdt op voordat hij begint, of op hetzelfde moment."
            yield Problem(TIMING, place, message, "Kijk of de twee tijden verwisseld zijn.")
        elif before is not None and cue.begin < before.begin:
            message = f"Deze ondertitel komt eerder in beeld dan die op regel {before.line}, maar staat eronder."
            yield Problem(TIMING, place, message, "Zet de ondertitels op volgorde, of kijk of de tijd klopt.")
        elif before is not None and cue.begin < before.end:
            message = f"Deze ondertitel komt in beeld terwijl die op regel {before.line} er nog staat."
            yield Problem(READING, place, message, "Laat de ene eindigen waar de andere begint.")
        before = cue


def _to_read(path: str, cue: Cue) -> Iterator[Problem]:
    if not any(cue.lines):
        hint = "Typ eronder wat er wordt gezegd, of haal de regel met tijden weg."
        yield Problem(READING, Place(path, cue.line), "Bij deze tijden staat geen tekst.", hint)
    elif len(cue.lines) > MOST_LINES:
        message = f"Deze ondertitel heeft {len(cue.lines)} regels. Er passen er 2."
        yield Problem(READING, Place(path, cue.line), message, "Maak er twee ondertitels van, na elkaar.")
    for number, line in enumerate(cue.lines, start=1):
        if len(line) > MOST_LETTERS:
            message = f"Deze regel is {len(line)} tekens. Er passen er {MOST_LETTERS}."
            hint = "Zet een deel op de tweede regel, of maak er twee ondertitels van."
            yield Problem(READING, Place(path, cue.line + number), message, hint)
