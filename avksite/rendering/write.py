"""Writes artifacts to disk: the site is replaced atomically, and unchanged files are neither read nor written."""

from __future__ import annotations

import dataclasses
import filecmp
import json
import os
import shutil
import stat
from collections.abc import Collection, Container, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from avksite.frozen import dataclass
from avksite.memo.digest import SIZE, digest_of_bytes
from avksite.memo.seal import is_sound
from avksite.memo.unchanged import recorded, state_of
from avksite.patterns import regex
from avksite.problems import ERROR, Place, Problem, Rule, Unusable, refusal
from avksite.rendering.artifact import Artifact, Made
from avksite.rendering.assets import DIGITS, FOLDER
from avksite.rendering.changes import Changes, compare
from avksite.rendering.folders import (
    BEFORE,
    SITE,
    HalfDoneError,
    InUseError,
    Listing,
    align,
    copy,
    create,
    discard,
    folders_of,
    free,
    is_broken_off,
    link,
    listing,
    locked,
    repair,
    replace,
)

NOT_WRITABLE = Rule("uitvoer-schrijven", ERROR, "De site wordt in zijn geheel geschreven, of helemaal niet.")

MARKER = ".avksite"
"""The file that marks a folder as made by the program, which may empty it."""
_MARK = Artifact.of(
    MARKER, "", Made(b"Gemaakt met avksite. Wijzig hier niets: de volgende keer wordt deze map opnieuw gemaakt.\n")
)

PATIENCE = 10.0
"""Seconds to wait for another build that is writing the same site."""

_WITHIN = ".avksite-werk"
_RECORD, _LOCK, _ASIDE = "lijst.json", "slot", "apart"
_DIFFERENCE = "verschil"
"""The file that says at which paths the site of before, in which the next is laid ready, differs from the last one.

It is taken away before any of that is touched, and laid down once all is in its place: whatever is killed, what it says
is so.
"""
_PLACES = 2
"""A file of the site lies in the output folder, and beside it where the next is laid ready."""
_OF_BEFORE = ""
"""The row of a record with the assets that only the previous site uses."""
_ASSET = regex(rf"{FOLDER[1:]}.+\.[0-9a-f]{{{DIGITS}}}(\.[a-z0-9]+)+")
"""The path of an asset with a digest. A page that was loaded just before the site was replaced requests it just after.

So it stays for as long as the site of before is the last one, and goes when the next is put in its place.
"""
_DROPPINGS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that file managers leave in a folder; they may be deleted."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The staging area of a site, and what is stored about it between builds."""

    room: Path
    """On the same disk as the output folder: beside it, or within it while it is written."""
    memory: Path
    lock: Path


@dataclass(frozen=True, slots=True)
class Written:
    """The result of writing the output folder."""

    changes: Changes | None = Changes()
    """What changed for readers; None when there was no site yet."""
    aside: tuple[str, ...] = ()
    """Files in it that were not of the site, by path."""
    folder: Path = Path()
    """Where these were moved."""
    record: Path = Path()
    """The record of the written files."""
    folders: Collection[str] = ()
    """The folders that these are in."""


def write(
    artifacts: Iterable[Artifact], output: Path, cache: Path | None = None, patience: float = PATIENCE
) -> Written:
    """Make the output folder contain exactly these artifacts, atomically, and return what changed.

    The new site is laid ready beside the folder, with links for what is the same, and then they change places. Where
    nothing can be put beside it, `cache` keeps what is remembered of it. Raises Unusable with one Problem when the
    folder cannot be written, is not ours, or is being written by another process for more than `patience` seconds.
    """
    wanted = {MARKER: _MARK, **{artifact.path: artifact for artifact in artifacts}}
    output = output.resolve()
    left = ""
    try:
        _recover(output, patience)
        _refuse_others(output)
        left = " De vorige site is niet veranderd." if (output / MARKER).exists() else ""
        workspace = _workspace(output, cache)
        with locked(workspace.lock, patience):
            repair(output, workspace.room)
            try:
                return _bring(wanted, output, workspace)
            except PermissionError:  # of the site before last, in which the next is laid ready, a part may be closed
                discard(workspace.room / SITE)
                return _bring(wanted, output, workspace)
            except OSError:
                if not is_broken_off(workspace.room):  # else all of it is still needed
                    discard(workspace.room / SITE)
                raise
            finally:
                _leave(workspace.room)
    except InUseError:
        message = f"Een ander programma is nu bezig de site te schrijven in `{output.name}`."
        hint = "Wacht tot dat klaar is, en probeer het dan opnieuw."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), message, hint)) from None
    except OSError as error:
        copies = (made.copied_from for made in wanted.values())
        if closed := next((it.path for it in copies if it and it.place == error.filename), ""):
            told = f"Dit bestand kan ik niet openen. Daarom is er geen nieuwe site geschreven.{left}"
            hint = "Staat het nog open in een ander programma? Sluit het daar, en probeer het opnieuw."
            raise Unusable(Problem(NOT_WRITABLE, Place(closed, 1), told, hint)) from error
        why, hint = refusal(error)
        if isinstance(error, HalfDoneError):
            left = " De site is nu half vervangen: de volgende keer herstelt het programma dat eerst."
        told = f"De site kon niet worden weggeschreven in `{output.name}`. {why}{left}"
        hint = f"{hint} Of kies met `--output` een andere map."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), told, hint)) from error


def recover(output: Path) -> None:
    """Finish or undo an interrupted write; if that fails, `write` reports it."""
    with suppress(InUseError, OSError):
        _recover(output.resolve(), 0)


def _recover(output: Path, patience: float) -> None:
    beside, within = _beside(output), output / _WITHIN
    for room, lock in ((beside, beside / _LOCK), (within, output / MARKER)):
        if is_broken_off(room):
            with locked(lock, patience):
                repair(output, room)
                _leave(room)


def _refuse_others(output: Path) -> None:
    """Raise Unusable for a folder that was not made by the program."""
    if output.exists() and not (output / MARKER).exists() and not (output.is_dir() and not any(output.iterdir())):
        message = f"`{output.name}` is er al, en is niet door dit programma gemaakt. Er is niets overschreven."
        hint = "Kies met `--output` een andere map, of haal deze map eerst zelf weg."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), message, hint))


def _beside(output: Path) -> Path:
    return output.with_name(f".{output.name}-vorig")


def _workspace(output: Path, cache: Path | None) -> Workspace:
    """Return a workspace beside the output folder, or within it when that is impossible, as on a disk of its own."""
    beside, within = _beside(output), output / _WITHIN
    if not os.path.ismount(output):
        try:
            beside.mkdir(parents=True, exist_ok=True)
            (beside / _LOCK).open("ab").close()
            return Workspace(beside, beside, beside / _LOCK)
        except OSError:
            if not output.is_dir():
                raise
    name = f"{output.name}-{blake2b(os.fsencode(output), digest_size=4).hexdigest()}"
    memory = cache / name if cache else within
    (output / MARKER).open("ab").close()
    memory.mkdir(parents=True, exist_ok=True)
    within.mkdir(exist_ok=True)
    return Workspace(within, memory, output / MARKER)


def _leave(room: Path) -> None:
    """Leave nothing of an earlier site within a folder that is published, unless it is needed to repair that."""
    if room.name == _WITHIN and not is_broken_off(room):
        for name in (SITE, BEFORE):
            shutil.rmtree(room / name, ignore_errors=True)
        with suppress(OSError):  # what was put aside stays
            room.rmdir()


def _bring(wanted: Mapping[str, Artifact], output: Path, workspace: Workspace) -> Written:
    """Replace the site when anything differs; files of which a record says that they are the same are not read."""
    now, record = listing(output), recorded(str(workspace.memory / _RECORD))
    digests = {path: artifact.data.digest.hex() for path, artifact in wanted.items()}
    rows = {path: _row(digests[path], now.files[path]) for path in wanted.keys() & now.files.keys()}
    for path in [path for path, row in rows.items() if row != record.get(path)]:
        if not _is_same(wanted[path], output / path, now.files[path], record.get(path, "")):
            del rows[path]
    needed = folders_of(wanted)
    others = now.files.keys() - wanted.keys()
    kept = {path for path in others - record.keys() if _is_kept(path, wanted, needed)}
    assets = {path for path in others & record.keys() if _ASSET.fullmatch(path)}
    idle = now.folders - needed - folders_of(kept | assets)
    difference: bytes | None = None
    written = Written(Changes() if now.files.keys() & wanted.keys() - {MARKER} else None)
    if len(rows) < len(wanted) or others - kept - assets or idle:
        assets -= set(record.get(_OF_BEFORE, "").split())
        kept |= assets
        site, new = workspace.room / SITE, sorted(wanted.keys() - rows.keys())
        site.mkdir(exist_ok=True)
        if output.exists():
            shutil.copystat(output, site)
        align(site, output, now, rows.keys() | kept, new, apart=_apart(workspace, now, record))
        for path in new:
            made, place = wanted[path], f"{site}{os.sep}{path}"
            source = made.copied_from
            found = copy(Path(source.place), place) if source else create(place, made.data.read())
            rows[path] = _row(digests[path], found)
        strange = [path for path in others - kept - record.keys() if path.rpartition("/")[2] not in _DROPPINGS]
        aside = _put_aside(sorted(strange), output, workspace.memory / _ASIDE)
        written = Written(written.changes and compare(wanted, output, (*new, *others - kept)), *aside)
        replace(output, workspace.room, in_place=workspace.room.name == _WITHIN or bool(now.apart - {_WITHIN}))
        if all(stat.S_ISREG(found.st_mode) for found in now.files.values()):  # else a link may lead out of it
            difference = os.fsencode("\0".join((*new, *others - kept, *idle - folders_of(others))))
    rows |= {path: record[path] for path in assets} | ({_OF_BEFORE: " ".join(sorted(assets))} if assets else {})
    if rows != record:
        with suppress(OSError):  # this costs only time
            (workspace.memory / _DIFFERENCE).unlink(missing_ok=True)  # it goes by the record
            (workspace.memory / _RECORD).write_text(json.dumps(rows), encoding="utf-8")
            if difference is not None:
                (workspace.memory / _DIFFERENCE).write_bytes(digest_of_bytes(difference) + difference)
    return dataclasses.replace(written, record=workspace.memory / _RECORD, folders=needed | folders_of(kept | assets))


def _apart(workspace: Workspace, now: Listing, record: Mapping[str, str]) -> set[str] | None:
    """Return at which paths what is in the room may be otherwise than in the output folder; None when nobody knows.

    A file at any other path has its second place there: it has two links (POSIX), or somebody took that away.
    """
    try:
        kept = (workspace.memory / _DIFFERENCE).read_bytes()
        (workspace.memory / _DIFFERENCE).unlink()
    except OSError:
        return None
    apart = {*os.fsdecode(kept[SIZE:]).split("\0"), *(record.keys() - now.files.keys())} - {_OF_BEFORE}
    is_sure = is_sound(kept[:SIZE], kept[SIZE:]) and all(
        now.files[path].st_nlink == _PLACES for path in now.files.keys() - apart
    )
    return apart if is_sure else None


def _row(digest: str, found: os.stat_result) -> str:
    """Return the row of a record for a file: digest, size and time of change."""
    return f"{digest} {state_of(found)}"


def _is_same(made: Artifact, path: Path, found: os.stat_result, row: str) -> bool:
    """Return whether a file is on disk as it was made, though no row says so: by its bytes, unless a row denies it."""
    is_known = row.endswith(f" {state_of(found)}")
    if is_known or not stat.S_ISREG(found.st_mode):
        return False
    if made.copied_from is not None:
        return filecmp.cmp(made.copied_from.place, path, shallow=False)
    return found.st_size == made.facts.size and path.read_bytes() == made.data.read()


def _is_kept(path: str, wanted: Mapping[str, Artifact], needed: Container[str]) -> bool:
    """Return whether a file that is not of the site can stay: no page has such a name, and hosts ask for them."""
    return (path.startswith(".") or path == "CNAME") and path not in needed and not folders_of([path]) & wanted.keys()


def _put_aside(paths: list[str], output: Path, folder: Path) -> tuple[tuple[str, ...], Path]:
    """Move files that are not of the site to a new folder, and return them with that folder."""
    place = free(folder)
    for path in paths:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        link(str(output / path), str(place / path))
    return tuple(paths), place
