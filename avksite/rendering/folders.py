"""Operations on folders: list, synchronise, and replace atomically."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import sleep

SITE, BEFORE, AWAY, BUSY = "site", "oud", "weg", "bezig"
"""In the folder that a site is laid ready in: the next one; while files are replaced one by one, what was there; for
the blink between two renames, what was there; and that files are being replaced."""

SERVED = ".well-known"
"""The one hidden folder that a site has for its readers (RFC 8615)."""

_FRESH = ".avksite-nieuw"
"""The name of a file until it is complete."""

_MOMENT = 0.1
"""Seconds between two tries to get a lock."""


class InUseError(Exception):
    """Another process has the lock."""


class HalfDoneError(OSError):
    """Files could neither all be replaced nor all be restored."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The content of a folder, by path. Symbolic links count as files and are never followed."""

    files: dict[str, os.stat_result] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    """What somebody works with at the top, `.git` and other hidden folders: what is in them is not looked at."""


def listing(folder: Path) -> Listing:
    """List a folder; a missing one is empty."""
    found = Listing()
    todo = [("", str(folder))] if folder.is_dir() else []
    while todo:
        before, place = todo.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path, is_folder = before + entry.name, entry.is_dir(follow_symlinks=False)
                if path == ".git" or (is_folder and not before and path.startswith(".") and path != SERVED):
                    found.apart.add(path)
                elif is_folder:
                    found.folders.add(path)
                    todo.append((path + "/", entry.path))
                else:
                    # What a listing on Windows says of a file leaves out its number.
                    numbered = sys.platform != "win32"
                    found.files[path] = entry.stat(follow_symlinks=False) if numbered else os.lstat(entry.path)
    return found


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the parent folders of these paths, at every depth."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found - {""}


def align(  # noqa: PLR0913  all that may be known of both
    target: Path,
    source: Path,
    theirs: Listing,
    paths: Collection[str],
    room_for: Collection[str] = (),
    *,
    apart: Collection[str] | None = None,
) -> None:
    """Make `target` hold exactly these files of `source`, of which `theirs` is the listing, and folders for `room_for`.

    Files become hard links, or copies where the disk has no links. What is right already is not touched. What is
    replaced is never gone for a moment, and what no longer belongs goes last: this may be a folder that is read.
    One that is not, and holds the same files as `source` but at the paths `apart`, need not be listed for that.
    """
    target.mkdir(parents=True, exist_ok=True)
    at, to, paths = f"{source}{os.sep}", f"{target}{os.sep}", set(paths)  # faster than pathlib
    if apart is not None:
        with suppress(OSError):  # it does not hold them after all
            _amend(to, at, paths, {*apart, *room_for, *(theirs.files.keys() - paths)}, room_for)
            return
    ours = _with_folders(target, listing(target), paths, room_for)
    for path in sorted(paths):
        there = ours.files.get(path)
        if there is None:
            link(at + path, to + path)
        elif not _is_twin(at + path, theirs.files[path], to + path, there):
            fresh = (target / path).with_name(_FRESH)
            fresh.unlink(missing_ok=True)  # left behind by a killed build
            link(at + path, str(fresh))
            fresh.replace(target / path)
    for path in ours.files.keys() - paths:
        (target / path).unlink(missing_ok=True)
    for path in sorted(ours.folders - folders_of((*paths, *room_for)), reverse=True):
        with suppress(OSError):  # somebody has put something in it meanwhile
            (target / path).rmdir()


def _with_folders(target: Path, ours: Listing, paths: Collection[str], room_for: Collection[str]) -> Listing:
    """Make the folders that are needed, where nothing stays in their way; return what there is then."""
    needed = folders_of((*paths, *room_for))
    in_the_way = [*needed & ours.files.keys(), *(ours.folders & {*paths, *room_for})]
    for path in in_the_way:
        if path in ours.files:
            (target / path).unlink()
        else:
            shutil.rmtree(target / path, ignore_errors=True)
    if in_the_way:
        ours = listing(target)
    for path in sorted(needed - ours.folders):
        (target / path).mkdir()
    return ours


def _amend(to: str, at: str, paths: Collection[str], apart: set[str], room_for: Collection[str]) -> None:
    """Do so for a folder that is right already, but at the paths `apart`."""
    for path in sorted(apart):
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(to + path)  # noqa: PTH108  joined by hand, as above
    for path in sorted(folders_of(apart), reverse=True):
        with suppress(OSError):  # it is not empty
            os.rmdir(to + path)  # noqa: PTH106
    there = apart.intersection(paths)
    for path in folders_of((*there, *room_for)):
        os.makedirs(to + path, exist_ok=True)  # noqa: PTH103
    for path in there:
        link(at + path, to + path)


def _is_twin(one: str, its: os.stat_result, other: str, others: os.stat_result) -> bool:
    """Return whether two files are one, or equal; systems that number no files have 0 for a number."""
    if its.st_ino and os.path.samestat(its, others):
        return True
    if not (stat.S_ISREG(its.st_mode) and stat.S_ISREG(others.st_mode) and its.st_size == others.st_size):
        return False
    return its.st_mtime_ns == others.st_mtime_ns and Path(one).read_bytes() == Path(other).read_bytes()


def mirror(target: Path, source: Path) -> None:
    """Make a folder contain what another contains."""
    theirs = listing(source)
    align(target, source, theirs, theirs.files)


def link(source: str, target: str) -> None:
    """Create a hard link, where there is no file yet; a symbolic link is copied."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        if Path(source).is_symlink():
            Path(target).symlink_to(Path(source).readlink())
        else:
            copy(source, target)
            shutil.copystat(source, target)


def copy(source: str | Path, target: str) -> os.stat_result:
    """Copy a file to a place without a file: an existing one may be a hard link to a file in use."""
    with Path(source).open("rb") as old, Path(target).open("xb") as new:
        shutil.copyfileobj(old, new, 2**20)
    return Path(target).stat()


def discard(folder: Path) -> None:
    """Remove a folder with its content, also without permissions; what cannot be removed is moved away."""
    for place, _, _ in os.walk(folder):
        with suppress(OSError):
            Path(place).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        folder.rename(free(folder.parent))


def free(folder: Path) -> Path:
    """Return an unused place in a folder, whose name is a number."""
    return next(place for number in count(1) if not (place := folder / str(number)).exists())


def create(path: str, content: bytes) -> os.stat_result:
    """Create a file; fail if it exists."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)


def replace(output: Path, room: Path, *, in_place: bool) -> None:
    """Put the site that lies ready in `room` in the place of `output`, whose files come into that room.

    As one where the system can; by two renames where it has no exchange; else, and with `in_place`, file by file.
    Whatever is killed, `repair` finishes or undoes. Raises HalfDoneError, or another OSError when all is as it was.
    """
    if not in_place:
        for way in (exchange, rename_both):
            try:
                way(output, room)
            except HalfDoneError:
                raise
            except OSError:
                continue
            else:
                return
    mirror(room / BEFORE, output)
    (room / BUSY).touch()
    _finish(output, room)


def repair(output: Path, room: Path) -> None:
    """Finish or undo an interrupted `replace`."""
    if (room / AWAY).exists():
        if not output.exists():
            (room / AWAY).rename(output)
        elif (room / SITE).exists():
            shutil.rmtree(room / AWAY)
        else:
            (room / AWAY).rename(room / SITE)
    if (room / BUSY).exists():
        try:
            _finish(output, room)
        except HalfDoneError:
            raise
        except OSError:
            return  # then it is undone


def is_broken_off(room: Path) -> bool:
    """Return whether a `replace` was interrupted."""
    return (room / AWAY).exists() or (room / BUSY).exists()


def exchange(output: Path, room: Path) -> None:
    """Exchange two folders atomically, or move the first one in."""
    site = room / SITE
    if not output.exists():
        site.rename(output)
        return
    import ctypes  # noqa: PLC0415  a build in which nothing changed exchanges nothing

    try:
        system = ctypes.CDLL(None, use_errno=True)
        one, other = os.fsencode(output), os.fsencode(site)
        if sys.platform == "darwin":
            failed = system.renamex_np(one, other, 2)  # RENAME_SWAP
        else:
            failed = system.renameat2(-100, one, -100, other, 2)  # from the current folder; RENAME_EXCHANGE
    except (AttributeError, TypeError) as error:  # not available on this system
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def rename_both(output: Path, room: Path) -> None:
    """Rename one folder away and the other in; for a moment there is none."""
    output.rename(room / AWAY)
    try:
        (room / SITE).rename(output)
    except OSError as error:
        try:
            (room / AWAY).rename(output)
        except OSError:
            raise HalfDoneError(error.errno, error.strerror) from error
        raise
    (room / AWAY).rename(room / SITE)


def _finish(output: Path, room: Path) -> None:
    """Put every file in place, or if one fails, restore all."""
    try:
        mirror(output, room / SITE)
    except (OSError, KeyboardInterrupt) as error:
        try:
            mirror(output, room / BEFORE)
        except OSError as again:
            raise HalfDoneError(again.errno, again.strerror) from error
        (room / BUSY).unlink()
        raise
    (room / BUSY).unlink()


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold an exclusive lock, waiting at most `patience` seconds; the system releases it when the process ends.

    Raises InUseError when another process holds it.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        while not _is_ours(file):
            if patience <= 0:
                raise InUseError
            sleep(_MOMENT)
            patience -= _MOMENT
        yield
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _is_ours(file: int) -> bool:
        os.lseek(file, 2**30, os.SEEK_SET)  # this range is never read
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _is_ours(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # this disk has no locks
            return True
        return True
