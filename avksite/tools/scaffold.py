"""`new`: a file of some kind to start from, with all that it needs and a word about all that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.kinds import KINDS
from avksite.kinds.base import PLACEHOLDER, START_HERE
from avksite.problems import nearest
from avksite.reading.dutch import date_in_words, slug
from avksite.reading.misread import Misread, tidy
from avksite.reading.values import Moment
from avksite.tools.fields import Key, keys_of, own_keys

if TYPE_CHECKING:
    from avksite.kinds.base import Kind

VARIANTS = {"oproep": ("nieuws", "oproep")}
"""What staff may also type after `new`: a kind, with one of its optional keys filled in."""

AHEAD = timedelta(weeks=4)
"""What is announced lies ahead: about this far."""
WEEK = timedelta(weeks=1)
BEGIN_HOUR, HOURS = 13, 4
LAST_HOUR = 21

LONGEST_NAME = 60
BODY = f"{START_HERE} Begin met het belangrijkste.\n\nEen tussenkop begint met twee hekjes en een spatie.\n"


def scaffold(root: Path, kind_name: str, title: str, today: date) -> tuple[str, str]:
    """Return the path, from the project's root, and the text of a new file; Misread says why there can be none.

    Everything but the title and the day follows from the kind's model: a key that is added there is asked for here.
    """
    kind, also = _wanted(kind_name)
    title = tidy(title)
    name = _name(title)
    draft = _Draft(title, today)
    lines = list(draft.lines(kind, also))
    folder = f"content/{kind.folder}" if kind.folder else "content"
    year = (draft.first_day or today).year
    path = f"{folder}/{year}/{name}.md" if kind.by_year else f"{folder}/{name}.md"
    for taken in (path, f"{path.removesuffix('.md')}/index.md"):
        if (root / taken).exists():
            raise Misread(f"`{taken}` is er al.", "Kies een andere titel, of verander dat bestand.")
    body = BODY if kind.template is not None else ""
    return path, "\n".join(("---", *lines, "---", "", body))


def _wanted(kind_name: str) -> tuple[Kind, str]:
    """Return the kind that was asked for, and the optional key to fill in with it."""
    kinds = {kind.name: (kind, "") for kind in KINDS}
    known = {**kinds, **{name: (kinds[base][0], key) for name, (base, key) in VARIANTS.items()}}
    typed = tidy(kind_name).casefold()
    if typed in known:
        return known[typed]
    close = nearest(typed, known)
    meant = f"Bedoel je `{close}`? " if close else ""
    raise Misread(f"De soort `{kind_name}` ken ik niet.", f"{meant}Kies uit: {', '.join(sorted(known))}.")


def _name(title: str) -> str:
    """Return the file name for a title; it is the address too, so a long one stops after a whole word."""
    name = slug(title)
    if not name:
        raise Misread(f"Van de titel `{title}` kan ik geen naam maken.", "Typ een titel met letters of cijfers.")
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    return name


@dataclass
class _Draft:
    """A new file in the making; it keeps the days that it hands out in order."""

    title: str
    today: date
    first_day: date | None = None
    _ahead: timedelta = AHEAD
    _moments: int = 0
    _deadlines: int = 0

    def lines(self, kind: Kind, also: str) -> Iterator[str]:
        """Yield the front matter: first what must be there, then what may be."""
        needed = [key for key in keys_of(kind.entry) if key.required or key.name == also]
        for key in needed:
            if key.choices and len(key.options) == 1:
                yield f"# Kies bij {key.name} uit: {', '.join(key.choices)}"
            yield from self._needed(key)
        yield "# Haal de regel hieronder weg als dit op de site mag."
        yield "concept: ja"
        yield "# Wat hieronder staat, mag erbij. Haal het hekje en de spatie weg voor wat je wilt gebruiken."
        done = {"titel", "concept", *(key.name for key in needed)}
        own = own_keys(kind.entry)
        yield from self._offered([key for key in own if key.name not in done])
        if kind.template is not None:
            # What every page may have. When it may be seen comes before what it announces.
            self._ahead, self._moments = WEEK, 0
            done |= {key.name for key in own}
            yield from self._offered([key for key in keys_of(kind.entry) if key.name not in done])

    def _needed(self, key: Key, indent: str = "") -> Iterator[str]:
        """Yield the lines of a key that must be there; below it, what may be left out is a remark."""
        if key.group is None:
            yield f"{indent}{key.name}: {self._value(key, is_nested=bool(indent), is_needed=True)}"
            return
        yield f"{indent}{key.name}:"
        for below in keys_of(key.group):
            if below.required:
                yield from self._needed(below, f"{indent}  ")
            elif not below.meaning.seldom:
                yield from (f"# {line}" for line in self._example(below, f"{indent}  "))

    def _offered(self, keys: Iterable[Key]) -> Iterator[str]:
        """Yield remarks: what each key is for, and the key with an example that can be used."""
        for key in keys:
            if not key.meaning.seldom:
                yield f"# {key.meaning.words[:1].upper()}{key.meaning.words[1:]}"
                yield from (f"# {line}" for line in self._example(key))

    def _example(self, key: Key, indent: str = "") -> Iterator[str]:
        if key.group is None:
            value = self._value(key, is_nested=bool(indent), is_needed=False)
            yield f"{indent}{key.name}: {f'[{value}]' if key.listed else value}"
            return
        yield f"{indent}{key.name}:"
        deeper = f"{indent}{'    ' if key.listed else '  '}"
        below = [one for one in keys_of(key.group) if one.required or not one.meaning.seldom]
        lines = [line for one in below for line in self._example(one, deeper)]
        if key.listed:
            lines[0] = f"{indent}  - {lines[0].removeprefix(deeper)}"
        yield from lines

    def _value(self, key: Key, *, is_nested: bool, is_needed: bool) -> str:
        made = key.read.made if key.read is not None else str
        if made is Moment:
            return self._moment()
        if made is date:
            return date_in_words(self._deadline() if is_nested else self._dated(self.today))
        if not is_needed or key.choices or made is not str:
            return key.example
        return typed(self.title if key.name in {"titel", "naam"} else f"{PLACEHOLDER}{key.meaning.words}")

    def _dated(self, day: date) -> date:
        self.first_day = self.first_day or day
        return day

    def _moment(self) -> str:
        """Return the day that is ahead, each time a few hours later: what ends comes after what begins."""
        hour = min(BEGIN_HOUR + HOURS * self._moments, LAST_HOUR)
        self._moments += 1
        return f"{date_in_words(self._dated(self.today + self._ahead))} {hour}.00 uur"

    def _deadline(self) -> date:
        """Return a date within a group: each lies a week beyond the one before."""
        self._deadlines += 1
        return self.today + AHEAD + WEEK * (self._deadlines - 1)


def typed(text: str) -> str:
    """Return a text as it is typed behind a key: between quotes only where it would be taken for something else."""
    if text[:1] not in {'"', "'", "[", "{", "|", ">"}:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
