"""`fix`: applies fixes to whole files, and updates links when a file moves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from avksite.checks.site.references import named_in, named_in_settings
from avksite.commands.edits import Edit, equal
from avksite.kinds import address_of
from avksite.kinds.base import Document, Names
from avksite.patterns import regex
from avksite.problems import Fix, Place, Problem
from avksite.site import Site

OLD = "oude-adressen"
_ADDRESS = regex(r"(?<=\]\()[^()\n]*(?=\))|<[^<>\s]+>|https?://\S+|`[^`\n]+`")
"""Addresses and code, in which words are not fixed."""


class _Span(NamedTuple):
    """A span of a text and its replacement."""

    start: int
    end: int
    new: str

    def touches(self, other: _Span) -> bool:
        """Return whether two spans overlap or touch."""
        return (self.start < other.end and other.start < self.end) or self.start == other.start


class Naming(NamedTuple):
    """A place where a file is named: what is typed there, and the path that it refers to."""

    place: Place
    typed: str
    path: str
    is_id: bool = False
    """Whether it is the name of a person or an organisation, and not a link."""


def can_be_typed(problem: Problem) -> bool:
    """Return whether a problem has a complete fix, with nothing in it to fill in."""
    return problem.fix is not None and not problem.fix.to_fill


def fixes_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with a safe fix, which does not change the meaning."""
    return tuple(problem for problem in problems if can_be_typed(problem) and problem.fix and problem.fix.is_safe)


def edits_of(site: Site, problems: Iterable[Problem]) -> tuple[Edit, ...]:
    """Return the edits of files that the fixes of these problems make, sorted by path.

    Of fixes that touch each other only the first is applied; of a file that changed since then, none. A text that is
    renamed keeps its old address where that was public, and links to it are updated.
    """
    typed: defaultdict[str, list[tuple[int, Fix]]] = defaultdict(list)
    moves: dict[str, str] = {}
    for problem in problems:
        fix, place = problem.fix, (problem.fix and problem.fix.place) or problem.place
        if fix and place.line:
            typed[place.path].append((place.line, fix))
        elif fix and not (site.root / fix.new).exists():
            moves |= {path: fix.new + path.removeprefix(fix.old) for path in _files(site.root, fix.old)}
    return _edits(site, typed, moves)


def moved(site: Site, path: str, to: str) -> tuple[Edit, ...]:
    """Return the edits of a site for another path of a file, or of a folder with all that is in it."""
    moves = {file: to + file.removeprefix(path) for file in _files(site.root, path)}
    return _edits(site, defaultdict(list), moves)


def _edits(site: Site, typed: defaultdict[str, list[tuple[int, Fix]]], moves: Mapping[str, str]) -> tuple[Edit, ...]:
    for place, fix in followed(site, moves) if moves else ():
        typed[place.path].append((place.line, fix))
    documents = (*site.documents, *site.withheld.values()) if moves else ()
    texts = {source.path: source.text.splitlines() for source in site.content.sources}
    for document in documents:
        address, now = document.address or "", moves.get(document.path, "")
        if now and address in site.ledger and address_of(now) != address:
            place, fix = _kept(document, address, texts[document.path])
            typed[place.path].append((place.line, fix))
    return typed_in(site.root, typed, moves)


def typed_in(
    root: Path, typed: Mapping[str, Iterable[tuple[int, Fix]]], moves: Mapping[str, str] = MappingProxyType({})
) -> tuple[Edit, ...]:
    """Return the edits for these fixes, by path and line, and for files that move."""
    made = {path: _made(root / path, fixes) for path, fixes in typed.items()}
    edits = (Edit(path, *made.get(path, (b"", b"")), moves.get(path, "")) for path in sorted({*made, *moves}))
    return tuple(edit for edit in edits if edit.old != edit.new or edit.to)


def _files(root: Path, path: str) -> Iterator[str]:
    """Yield a file, or all files in a folder, by their paths from the root."""
    place = root / path
    files = (file for file in sorted(place.rglob("*")) if file.is_file()) if place.is_dir() else (place,)
    yield from (file.relative_to(root).as_posix() for file in files)


def namings(site: Site, paths: Collection[str]) -> Iterator[Naming]:
    """Yield where a text, a draft or site.yaml names one of these files.

    Relative paths within these files are yielded too: they change when the file moves.
    """
    documents = (*site.documents, *site.withheld.values())
    targets = [(it, site.resolve(it.path, it.target)) for document in documents for it in document.targets]
    for it, destination in (*targets, *site.links_in_settings):
        found = destination.document or destination.media
        if found and (found.path in paths or (it.path in paths and not it.target.startswith("/"))):
            yield Naming(it.place, it.target, found.path)
    registers = ((Names.PERSON, site.people), (Names.ORGANISATION, site.partners))
    paths_of = {(what, it.id): it.path for what, all_ in registers for it in all_.values() if it.path in paths}
    if paths_of:
        names = (*(name for document in documents for name in named_in(document)), *named_in_settings(site))
        known = ((it, paths_of.get((it.what, it.text), "")) for it in names)
        yield from (Naming(it.place, it.text, path, is_id=True) for it, path in known if path)


def followed(site: Site, moves: Mapping[str, str], *, with_ids: bool = True) -> Iterator[tuple[Place, Fix]]:
    """Yield the fixes where one of these files is named, when each gets another path.

    Without ids, only links are updated: then the new path is no person or organisation.
    """
    texts = {source.path: source.text.splitlines() for source in site.content.sources}
    for place, typed, path, is_id in namings(site, moves):
        if is_id and not with_ids:
            continue
        to = moves.get(path, path)
        new = to.rpartition("/")[2].removesuffix(".md") if is_id else _target(typed, to)
        line = texts.get(place.path, [])[place.line - 1 : place.line]
        is_link = any(f"]({typed}" in text for text in line)
        yield place, Fix(f"]({typed}", f"]({new}") if is_link else Fix(typed, new)


def _target(typed: str, path: str) -> str:
    """Return a target in the form as typed, for another path."""
    place, behind = re.fullmatch(r"([^?#]*)(.*)", typed, re.DOTALL).groups()  # type: ignore[union-attr]
    inside = path.removeprefix("content")
    if not place.endswith(".md") and inside.endswith(".md"):
        inside = inside.removesuffix(".md").removesuffix("/index") + ("/" if place.endswith("/") else "")
    return inside + behind


def _kept(document: Document, address: str, lines: list[str]) -> tuple[Place, Fix]:
    """Return the fix that adds an address to the old addresses of a text."""
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
    """Return the bytes of a file before and after these fixes; line ends and a byte order mark are kept."""
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
    """Yield the spans that a fix changes: the lines that differ, or the characters in a line of equal length."""
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
            same = equal(before, after)
            tail = equal(before[same:][::-1], after[same:][::-1])
            yield _Span(at + same, at + len(before) - tail, after[same : len(after) - tail])
        at += len(before) + 1


def _position(text: str, line: int, fix: Fix) -> int | None:
    """Return the position of what a fix replaces: its first occurrence from a line on, in the same paragraph.

    It must be whole words, and not part of an address or of code.
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
