"""Runs Git on the project, for example to find earlier versions of a file."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import which

from avksite.frozen import dataclass
from avksite.patterns import regex

WAIT = 60.0
"""Seconds that one command may take."""
MOST_VERSIONS = 10
"""Versions of one file that are read, newest first: older ones say little about a page of today."""

# A day, and what the file became on it: `:100644 100644 <blob before> <blob> M<tab><path>`.
_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_BECAME = regex(r":\d+ (?P<mode>\d+) [0-9a-f]+ (?P<blob>[0-9a-f]+) [A-Z]\t")
_PLAIN_FILE = "100"
"""How the mode of a regular file begins; 120000 is a symbolic link, and 000000 no file."""


def git(root: Path, *words: str, given: str = "", asks: bool = True) -> tuple[int, bytes]:
    """Run Git in a folder; return its exit code, or -1 when Git is absent or takes too long, and its output.

    A read takes no lock that another command of ours may need. Output goes to a file, because a helper that Git starts
    could keep a pipe open for ever. Without `asks`, Git never prompts at the terminal.
    """
    program = which("git")
    if not program:
        return -1, b""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        try:
            done = subprocess.run(  # noqa: S603  Git itself, with words of our own
                [program, "--no-optional-locks", *words],
                cwd=root,
                input=given.encode(),
                stdout=out,
                stderr=errors,
                timeout=WAIT,
                check=False,
                env=os.environ | ({} if asks else {"GIT_TERMINAL_PROMPT": "0"}),
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):  # an argument cannot hold a zero byte
            return -1, b""
        said = errors if done.returncode else out
        said.seek(0)
        return done.returncode, said.read()


def answer(root: Path, *words: str) -> str:
    """Return the output of Git as text; "" when it fails."""
    code, said = git(root, *words)
    return "" if code else said.decode("utf-8", "replace").strip()


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a file from a day on; `place` is where its bytes are on this machine."""

    day: date
    place: str


def is_whole(root: Path) -> bool:
    """Return whether the project is in a repository with its full history."""
    return answer(root, "rev-parse", "--is-shallow-repository") == "false"


def versions(root: Path, path: str, folder: Path, *, is_moved: bool = False) -> Iterator[Version]:
    """Yield the earlier versions of a file, by its path from the project's folder, newest first.

    Only first parents count: what was tried on another branch was never published. Versions before the file was removed
    are not yielded, except of one that moved to another path; nor any without Git or outside a repository. The bytes of
    each are written to `folder` on the way.
    """
    here = f"./{path}"
    way = ("--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--no-show-signature", "--format=%cs")
    told = answer(root, "--literal-pathspecs", "log", *way, f"-n{MOST_VERSIONS}", "--", here)
    day, now = date.min, answer(root, "hash-object", "--no-filters", here)
    for line in told.splitlines():
        if _DAY.fullmatch(line):
            day = date.fromisoformat(line)
        elif became := _BECAME.match(line):
            if not became["mode"].startswith(_PLAIN_FILE):
                if not is_moved:
                    return
                is_moved = False  # it was there until it moved, and before that it may have been taken away
                continue
            if became["blob"] != now:
                code, content = git(root, "cat-file", "blob", became["blob"])
                if code or not (place := _kept(folder, became["blob"], content)):
                    return  # a partial clone, or a full disk
                yield Version(day, place)


def _kept(folder: Path, name: str, content: bytes) -> str:
    """Write a file in a folder and return its place; "" when the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    except OSError:
        return ""
    return str(folder / name)
