"""Changes to files of the site: computed first, shown for approval, then written all or nothing."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from avksite.content import front_matter
from avksite.content.files import decoded
from avksite.problems import Misread, refused

BY_HAND = "Klik op ‘Tekst veranderen’, en typ het zelf."
LEAD = 30
"""Characters of a line that are shown beside what changes in it."""
SEEN = "⍽"
"""A hard space, as people can see it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file before and after, None where it does not exist; `to` is its new path when it moves."""

    path: str
    old: bytes | None
    new: bytes | None
    to: str = ""


def rewritten(root: Path, path: str, change: Callable[[str], str]) -> Edit:
    """Return the edit that applies `change` to the text of a file; line ends are kept, and it becomes UTF-8."""
    with refused(f"Ik kan `{path}` niet lezen."):
        old = (root / path).read_bytes()
    text = decoded(old)
    new = change(text.replace("\r\n", "\n"))
    return Edit(path, old, (new.replace("\n", "\r\n") if "\r\n" in text else new).encode())


def with_key(text: str, key: str, lines: Iterable[str]) -> str:
    """Return a text with these lines for a key of its front matter: in the place of the key, or as the last one.

    Raises Misread for a text without front matter between two lines of dashes.
    """
    rows = text.split("\n")
    fence = next((number for number in range(1, len(rows)) if rows[number].rstrip() == "---"), 0)
    if not fence or rows[0].strip("\ufeff \t") != "---":
        raise Misread("Boven deze tekst kan ik niets typen: de gegevens staan er anders dan ik ze ken.", BY_HAND)
    start = front_matter.split("", text)[0].lines.get((key,), 0) - 1
    end = start = start if start > 0 else fence
    while start < fence and (end == start or rows[end].startswith((" ", "\t", "- "))):
        end += 1
    rows[start:end] = lines
    return "\n".join(rows)


def differences(edit: Edit) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield every difference: the line number from 1, the old lines and the new ones."""
    old, new = ((data or b"").decode("utf-8-sig").splitlines() for data in (edit.old, edit.new))
    for tag, first, last, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first + 1, old[first:last], new[begin:end]


def diff_of(edits: Iterable[Edit]) -> str:
    """Return what these edits change, for people to approve."""
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

    Raises Misread, and leaves everything as it was, when a file has changed since it was read, or cannot be written.
    """
    wanted = tuple(edits)
    for edit in wanted:
        if edit.old is None and (root / edit.path).exists():
            raise Misread(f"`{edit.path}` is er al. Er staat al iets anders met die naam.", "Kies een andere naam.")
        if not _is_as_read(root, edit):
            raise Misread(f"`{edit.path}` is intussen veranderd. Er is niets bewaard.", "Begin opnieuw.")
    with ExitStack() as undo:
        for edit in wanted:
            with refused(f"`{edit.path}` kan ik niet bewaren. Er is niets veranderd."):
                _write(root, edit, undo)
        undo.pop_all()


def _is_as_read(root: Path, edit: Edit) -> bool:
    file, target = root / edit.path, root / edit.to
    if edit.old is not None and (not file.is_file() or (edit.old != edit.new and file.read_bytes() != edit.old)):
        return False
    return not edit.to or not target.exists() or target.samefile(file)  # on some disks names differ only in case


def _write(root: Path, edit: Edit, undo: ExitStack) -> None:
    """Write one file; `undo` restores it."""
    file = (root / edit.path).resolve()
    if edit.old != edit.new:
        _replace(file, edit.new)
        undo.callback(_replace, file, edit.old)
    if edit.to:
        target = root / edit.to
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / edit.path).rename(target)
        undo.callback(target.rename, root / edit.path)
        _tidy(root / edit.path)


def _replace(file: Path, content: bytes | None) -> None:
    """Write a file atomically, or remove it: a reader sees the old one or the new."""
    if content is None:
        file.unlink()
        _tidy(file)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}-nieuw")  # a name with a leading dot is not read
    try:
        new.write_bytes(content)
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _tidy(gone: Path) -> None:
    """Remove the folder of a file if it is empty."""
    with suppress(OSError):
        gone.parent.rmdir()


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the part in which two lines differ, with a little context."""
    same = equal(old, new)
    tail = max(equal(old[same:][::-1], new[same:][::-1]) - LEAD, 0)
    start = old.rfind(" ", 0, max(same - LEAD, 0)) + 1

    def shown(text: str) -> str:
        return f"{'… ' if start else ''}{text[start : len(text) - tail]}{' …' if tail else ''}"

    return shown(old), shown(new)


def equal(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
