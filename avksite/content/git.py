"""What Git says of the project, such as what a file was before."""

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
"""Seconds that one question may take."""
MOST_VERSIONS = 10
"""Of one file, the newest first: what is older says little of what a page says today."""

# A day, and what the file became on it: `:100644 100644 <blob before> <blob> M<tab><path>`.
_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_BECAME = regex(r":\d+ (?P<mode>\d+) [0-9a-f]+ (?P<blob>[0-9a-f]+) [A-Z]\t")
_PLAIN_FILE = "100"
"""How the mode of a file begins; 120000 is a link, and 000000 is nothing."""


def git(root: Path, *words: str, given: str = "", asks: bool = True) -> tuple[int, bytes]:
    """Run Git in a folder, and return its exit code with what it said; -1 when it is not there, or takes too long.

    No question locks what another of ours is about to change. What it says goes to a file: a helper that Git started
    could keep a pipe open for ever. Without `asks` it puts no question to a terminal in which nobody looks.
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
        except (OSError, ValueError, subprocess.TimeoutExpired):  # no program can be told a zero byte
            return -1, b""
        said = errors if done.returncode else out
        said.seek(0)
        return done.returncode, said.read()


def answer(root: Path, *words: str) -> str:
    """Return what Git answers, as text; "" when it has no answer."""
    code, said = git(root, *words)
    return "" if code else said.decode("utf-8", "replace").strip()


@dataclass(frozen=True, slots=True)
class Version:
    """What a file was from a day on; `place` is where its bytes now are on this machine."""

    day: date
    place: str


def is_whole(root: Path) -> bool:
    """Say whether the project is in a repository that has all of its history."""
    return answer(root, "rev-parse", "--is-shallow-repository") == "false"


def versions(root: Path, path: str, folder: Path) -> Iterator[Version]:
    """Yield the earlier versions of a file, by its path from the project's folder, newest first.

    They are those of the branch itself (its first parents): what was tried on another branch was never published. Older
    than the day on which the file was taken away there are none, for that was meant; nor are there any without Git or
    outside a repository. The bytes of each go to `folder` when it is asked for.
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
                return
            if became["blob"] != now:
                code, content = git(root, "cat-file", "blob", became["blob"])
                if code or not (place := _kept(folder, became["blob"], content)):
                    return  # a clone has not all of it, or a disk takes no more
                yield Version(day, place)


def _kept(folder: Path, name: str, content: bytes) -> str:
    """Put a file in a folder and return where it is; "" when the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    except OSError:
        return ""
    return str(folder / name)
