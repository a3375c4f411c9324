"""`fix`: what hints say to type, worked out for whole files, shown as a diff, and written all or nothing."""

from __future__ import annotations

import difflib
import re
import shutil
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from avksite.kinds import address_of
from avksite.patterns import regex
from avksite.problems import Fix, Misread, Place, Problem, refused

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

LEAD = 30
"""Characters of a line that are shown beside what changes in it."""
SEEN = "⍽"
"""A hard space, as people can see it."""
OLD = "oude-adressen"
_ADDRESS = regex(r"(?<=\]\()[^()\n]*(?=\))|<[^<>\s]+>|https?://\S+|`[^`\n]+`")
"""Where words are no words to mend: addresses and code."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it was read and as it is to be; `to` is its path when it gets another one."""

    path: str
    old: bytes
    new: bytes
    to: str = ""


class _Span(NamedTuple):
    """Characters of a text, and what comes in their place."""

    start: int
    end: int
    new: str

    def touches(self, other: _Span) -> bool:
        """Say whether no one can tell what both together would make."""
        return (self.start < other.end and other.start < self.end) or self.start == other.start


def fixes_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that can be mended without a thought: their fixes change no meaning."""
    return tuple(problem for problem in problems if problem.fix and problem.fix.is_safe and not problem.fix.to_fill)


def edits_of(site: Site, problems: Iterable[Problem]) -> tuple[Edit, ...]:
    """Return what the fixes of these problems make of the files of a site, sorted by path.

    Of fixes that touch each other only the first is in it, and of a file that changed since the problem was found none.
    A text that gets another name keeps its old address where that was public, and links to it follow.
    """
    typed: defaultdict[str, list[tuple[int, Fix]]] = defaultdict(list)
    moves: dict[str, str] = {}
    for problem in problems:
        fix, place = problem.fix, (problem.fix and problem.fix.place) or problem.place
        if fix and place.line:
            typed[place.path].append((place.line, fix))
        elif fix and not (site.root / fix.new).exists():
            moves |= {path: fix.new + path.removeprefix(fix.old) for path in _files(site.root, fix.old)}
    for place, fix in _followed(site, moves):
        typed[place.path].append((place.line, fix))
    made = {path: _made(site.root / path, fixes) for path, fixes in typed.items()}
    edits = (Edit(path, *made.get(path, (b"", b"")), moves.get(path, "")) for path in sorted({*made, *moves}))
    return tuple(edit for edit in edits if edit.old != edit.new or edit.to)


def differences(edit: Edit) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield every place where a file changes: the line, counted from 1, the lines there and what comes instead."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (edit.old, edit.new))
    for tag, first, last, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first + 1, old[first:last], new[begin:end]


def diff_of(edits: Iterable[Edit]) -> str:
    """Return what these edits change, for people to read before they say yes."""
    lines = []
    for edit in edits:
        lines += ["", f"{edit.path} heet dan {edit.to}" if edit.to else edit.path]
        for number, old, new in differences(edit):
            pairs = [_around(*pair) for pair in zip(old, new, strict=False)] if len(old) == len(new) else []
            gone, come = zip(*pairs, strict=True) if pairs else (old, new)
            lines += [f"  regel {number}", *(f"  - {line}" for line in gone), *(f"  + {line}" for line in come)]
    return "\n".join(lines[1:]).replace("\u00a0", SEEN)


def apply(root: Path, edits: Iterable[Edit]) -> None:
    """Write these edits, each file as a whole, or none of them.

    Raises Misread, and leaves everything as it was, when a file is not as it was read any more, or when the system
    refuses one.
    """
    wanted = tuple(edits)
    for edit in wanted:
        if not _is_as_read(root, edit):
            raise Misread(f"`{edit.path}` is intussen veranderd. Er is niets bewaard.", "Begin opnieuw.")
    with ExitStack() as undo:
        for edit in wanted:
            with refused(f"`{edit.path}` kan ik niet bewaren. Er is niets veranderd."):
                _write(root, edit, undo)
        undo.pop_all()


def _is_as_read(root: Path, edit: Edit) -> bool:
    file, target = root / edit.path, root / edit.to
    if not file.is_file() or (edit.old != edit.new and file.read_bytes() != edit.old):
        return False
    return not edit.to or not target.exists() or target.samefile(file)  # to some disks a capital makes no other name


def _write(root: Path, edit: Edit, undo: ExitStack) -> None:
    """Put one file in its place; `undo` puts it back."""
    file = (root / edit.path).resolve()
    if edit.old != edit.new:
        _replace(file, edit.new)
        undo.callback(_replace, file, edit.old)
    if edit.to:
        target = root / edit.to
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / edit.path).rename(target)
        undo.callback(target.rename, root / edit.path)
        with suppress(OSError):  # others are still in it
            (root / edit.path).parent.rmdir()


def _replace(file: Path, content: bytes) -> None:
    """Write a file as a whole: whoever reads meanwhile sees the old one or the new."""
    new = file.with_name(f".{file.name}-nieuw")  # a name with a dot in front is not read
    try:
        new.write_bytes(content)
        shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _files(root: Path, path: str) -> Iterator[str]:
    """Yield a file, or all files in a folder, by their paths from the root."""
    place = root / path
    files = (file for file in sorted(place.rglob("*")) if file.is_file()) if place.is_dir() else (place,)
    yield from (file.relative_to(root).as_posix() for file in files)


def _followed(site: Site, moves: Mapping[str, str]) -> Iterator[tuple[Place, Fix]]:
    """Yield what is typed elsewhere when files get another path: in links to them, and above a text that was public."""
    if not moves:
        return
    texts = {source.path: source.text.splitlines() for source in site.content.sources}
    documents = (*site.documents, *site.withheld.values())
    typed = [(it, site.resolve(it.path, it.target)) for document in documents for it in document.targets]
    for it, destination in (*typed, *site.links_in_settings):
        found = destination.document or destination.media
        old = found.path if found else ""
        is_astray = it.path in moves and not it.target.startswith("/")
        if old and (old in moves or is_astray):
            new = _target(it.target, moves.get(old, old))
            line = texts.get(it.place.path, [])[it.place.line - 1 : it.place.line]
            is_link = any(f"]({it.target}" in text for text in line)
            yield it.place, Fix(f"]({it.target}", f"]({new}") if is_link else Fix(it.target, new)
    for document in documents:
        address, now = document.address or "", moves.get(document.path, "")
        if now and address in site.ledger and address_of(now) != address:
            yield _kept(document, address, texts[document.path])


def _target(typed: str, path: str) -> str:
    """Return a target as it was typed, of a file at another path."""
    place, behind = re.fullmatch(r"([^?#]*)(.*)", typed, re.DOTALL).groups()  # type: ignore[union-attr]
    inside = path.removeprefix("content")
    if not place.endswith(".md") and inside.endswith(".md"):
        inside = inside.removesuffix(".md").removesuffix("/index") + ("/" if place.endswith("/") else "")
    return inside + behind


def _kept(document: Document, address: str, lines: list[str]) -> tuple[Place, Fix]:
    """Return where and how an address is added to the old ones of a text."""
    number = document.lines.get((OLD,))
    if number is None:
        return Place(document.path, 2), Fix("", f"{OLD}: {address}\n")
    place, value = Place(document.path, number), lines[number - 1].partition(":")[2].strip()
    if value.startswith("["):
        return place, Fix(value, f"{value.rstrip('] ')}, {address}]")
    if value:
        return place, Fix(value, f"[{value}, {address}]")
    indent = re.match(r"[ ]*", lines[number])
    return Place(document.path, number + 1), Fix("", f"{indent[0] if indent else ''}- {address}\n")


def _made(file: Path, fixes: Iterable[tuple[int, Fix]]) -> tuple[bytes, bytes]:
    """Return a file as it is and as fixes at these lines make it; its line ends and its mark of UTF-8 stay."""
    old = file.read_bytes() if file.is_file() else b""
    try:
        typed = old.decode("utf-8")
    except UnicodeDecodeError:
        return old, old
    text = typed.replace("\r\n", "\n")
    returns = [found.start() - index for index, found in enumerate(re.finditer("\r\n", typed))]
    spans: list[_Span] = []
    for line, fix in fixes:
        own = tuple(_parts(text, line, fix))
        if not any(span.touches(other) for span in own for other in spans):
            spans += own
    pieces, at = [], 0
    for start, end, new in sorted(spans):
        first, last = (offset + bisect_left(returns, offset) for offset in (start, end))
        pieces += [typed[at:first], new.replace("\n", "\r\n") if returns else new]
        at = last
    return old, "".join((*pieces, typed[at:])).encode()


def _parts(text: str, line: int, fix: Fix) -> Iterator[_Span]:
    """Yield what a fix changes: of many lines those that differ, and of a line that stays as long only the signs."""
    at = _position(text, line, fix)
    if at is None:
        return
    old, new = fix.old.split("\n"), fix.new.split("\n")
    if len(old) != len(new):
        yield _Span(at, at + len(fix.old), fix.new)
        return
    for before, after in zip(old, new, strict=True):
        if len(before) == len(after):
            yield from (_Span(at + n, at + n + 1, after[n]) for n in range(len(before)) if before[n] != after[n])
        else:
            same = _equal(before, after)
            tail = _equal(before[same:][::-1], after[same:][::-1])
            yield _Span(at + same, at + len(before) - tail, after[same : len(after) - tail])
        at += len(before) + 1


def _position(text: str, line: int, fix: Fix) -> int | None:
    """Return where what a fix replaces begins: the first of its kind from a line on, in the same paragraph.

    Words are whole words, and none of an address or of code, unless they are the whole of it.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    if not 0 < line <= len(starts):
        return None
    start = starts[line - 1] + text.startswith("\ufeff", starts[line - 1])
    if not fix.old:
        return start
    end = min([found.end() for found in re.finditer(r"\n[ \t]*\n", text[start:])][:1], default=len(text)) + start
    addresses = [found.span() for found in _ADDRESS.finditer(text, start, end)]
    at = text.find(fix.old, start)
    while start <= at < end:
        behind = at + len(fix.old)
        is_part = any(pair.isalnum() for pair in (f" {text}"[at] + fix.old[0], fix.old[-1] + f"{text} "[behind]))
        if not is_part and not any(first < at < last for first, last in addresses):
            return at
        at = text.find(fix.old, at + 1)
    return None


def _around(old: str, new: str) -> tuple[str, str]:
    """Return of two lines only the part in which they differ, with a little of what stands around it."""
    same = _equal(old, new)
    tail = max(_equal(old[same:][::-1], new[same:][::-1]) - LEAD, 0)
    start = old.rfind(" ", 0, max(same - LEAD, 0)) + 1

    def shown(text: str) -> str:
        return f"{'… ' if start else ''}{text[start : len(text) - tail]}{' …' if tail else ''}"

    return shown(old), shown(new)


def _equal(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
