"""The lines of front matter as typed, and the fixes that hints describe."""

from __future__ import annotations

from avksite.content.front_matter import FrontMatter
from avksite.content.front_matter.rows import is_item
from avksite.content.front_matter.scalars import Loc
from avksite.problems import Fix, Place

_SPACES = {1: "één spatie", 2: "twee spaties", 4: "vier spaties"}


class Lines:
    """A line of front matter with a problem, among the other lines; its methods return None when no fix is possible."""

    def __init__(self, front: FrontMatter, path: str, number: int, reported_at: int = 0) -> None:
        """Start at the line with this number; `reported_at` is the line of the problem, if that is another."""
        self.front = front
        self.number = number
        self._path = path
        self._at = number - 1
        self._place = Place(path, number) if reported_at not in {0, number} else None
        self.raw = front.typed[self._at] if 0 <= self._at < len(front.typed) else ""

    @property
    def is_in_braces(self) -> bool:
        """Whether the line ends a group that was typed on one line: `{naam: Het huis}`."""
        return self.raw.rstrip().endswith("}")

    def at(self, number: int) -> Lines:
        """Return another line, for a problem that is reported here."""
        return Lines(self.front, self._path, number, self.number)

    def is_whole(self, loc: Loc, value: object) -> bool:
        """Return whether a value takes one line, so that another key can come right below it."""
        number = self.front.lines.get(loc, 0)
        return isinstance(value, str) and bool(value) and self.at(number).raw.rstrip().endswith(value)

    def value(self, key: str, given: object, offer: str, *, to_fill: bool = False) -> Fix | None:
        """Replace the value after a key or dash."""
        start = self.raw.find(f"{key}:")
        start = start + len(key) + 1 if start >= 0 else 0
        at = self.raw.find(str(given), start) if given else -1
        if at < 0:
            return None
        before = self.raw[:at].rstrip() if offer.startswith("\n") else self.raw[:at]
        behind = self.raw[at + len(str(given)) :]
        margin = f"\n{' ' * _indent(self.raw)}"
        return self._line(f"{before}{offer.replace(chr(10), margin)}{behind}", to_fill=to_fill)

    def filled(self, value: str) -> Fix | None:
        """Add a value to a key that has none."""
        return self._line(f"{self.raw.rstrip()} {value}", to_fill=True)

    def added(self, beside: str, line: str) -> Fix | None:
        """Add a line: straight below a key, else as the first within it."""
        if self.is_in_braces:
            return self._line(f"{self.raw.rstrip()[:-1]}, {line}}}", to_fill=True)
        column = self.raw.find(beside) if beside else self._inner
        return self._line(f"{self.raw}\n{' ' * column}{line}", to_fill=True) if column >= 0 else None

    def as_item(self, first: str, more: list[str]) -> str:
        """Return the lines of a group as an item of a list, after the dash of this line."""
        column = self.raw.find("-") + 2 - _indent(self.raw)
        return "\n".join([first, *(f"{' ' * column}{line}" for line in more)])

    def with_dash(self) -> Fix | None:
        """Make the group below this key the first item of a list."""
        inner = self.front.typed[self._at + 1 : self._end]
        if not inner or self.is_in_braces:
            return None
        column = _indent(inner[0])
        lines = [f"{' ' * column}- {inner[0].strip()}", *(f"  {line}" if line.strip() else line for line in inner[1:])]
        return self._block("\n".join([self.raw, *lines]))

    def on_one_line(self, line: str) -> Fix | None:
        """Replace this line and all that belongs to it by one line."""
        return self._block(f"{self.raw[: len(self.raw) - len(self.raw.lstrip())]}{line}", to_fill=True)

    def moved_below(self, key: str, owner: str, loc: Loc) -> tuple[str, Fix | None]:
        """Move a key and all within it to the group that it belongs to."""
        if (*loc, key) in self.front.lines:
            return f"Onder `{owner}:` staat `{key}` al. Kijk welke van de twee klopt, en haal de andere weg.", None
        number = self.front.lines.get(loc)
        column = _indent(self.raw)
        moved = self.front.typed[self._at : self._end]
        if number is None:
            lines = [f"{' ' * column}{owner}:", *(f"  {line}" for line in moved)]
            return f"Typ `{owner}:` boven `{key}`, en zet twee spaties voor `{key}`.", self._block("\n".join(lines))
        above = self.at(number)
        shift = above._inner - column  # noqa: SLF001  of its own class
        hint = f"Zet `{key}` onder `{owner}:`, met {_SPACES.get(above._inner, f'{above._inner} spaties')} ervoor."  # noqa: SLF001  as above
        shifted = [f"{' ' * shift}{line}" for line in moved]
        if shift <= 0 or above.is_in_braces:
            return hint, None
        start, stop = min(number - 1, self._at), max(number, self._end)
        old = self.front.typed[start:stop]
        others = [*old[: self._at - start], *old[self._end - start :]]
        below = number - start  # as the first of the group, whose own line is the first or the last of these lines
        new = [*others[:below], *shifted, *others[below:]]
        return hint, Fix("\n".join(old), "\n".join(new), place=Place(self._path, min(number, self.number)))

    def moved_out(self, key: str, owner: str, loc: Loc) -> tuple[str, Fix | None]:
        """Move a key and all within it out of a group, to below it."""
        group = self.at(self.front.lines.get(loc, self.number))
        end = group._end  # noqa: SLF001  of its own class
        shift = _indent(self.raw) - _indent(group.raw)
        is_last = end == self._end
        hint = f"Hoort `{key}` niet bij `{owner}`? Haal dan de spaties ervoor weg"
        hint += "." if is_last else f", en zet het onder alles van `{owner}`."
        lines = self.front.typed[self._at : self._end]
        if shift <= 0 or group.number == self.number or is_item(self.raw.strip()):
            return hint, None
        old = self.front.typed[self._at : end]
        new = [*old[len(lines) :], *(line[shift:] for line in lines)]
        return hint, Fix("\n".join(old), "\n".join(new))

    @property
    def _inner(self) -> int:
        """The indent of the keys within this one, or the one to use."""
        below = next((line for line in self.front.typed[self._at + 1 : self._end] if line.strip()), "")
        column = _indent(self.raw)
        return _indent(below) if _indent(below) > column else column + 2

    @property
    def _end(self) -> int:
        """The index of the line below all that belongs to this one."""
        column, end = _indent(self.raw), self._at + 1
        last = self._at
        typed = self.front.typed
        while end < len(typed) and (
            not typed[end].strip()
            or _indent(typed[end]) > column
            or (_indent(typed[end]) == column and is_item(typed[end].strip()) and not is_item(self.raw.strip()))
        ):
            last = end if typed[end].strip() and typed[end].strip() != "---" else last
            end += 1
        return last + 1

    def _line(self, new: str, *, to_fill: bool = False) -> Fix | None:
        return Fix(self.raw, new, to_fill, self._place) if self.raw.strip() else None

    def _block(self, new: str, *, to_fill: bool = False) -> Fix | None:
        old = "\n".join(self.front.typed[self._at : self._end])
        return Fix(old, new, to_fill, self._place) if old.strip() else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
