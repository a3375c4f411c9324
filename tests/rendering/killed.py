"""Kills a process at each of the steps in which it replaces a site, and says what was there then.

`python -m tests.rendering.killed WAY FOLDER` writes a line of JSON for each step: which site readers then had, which
there was after the repair at the next start, and which after the next build ("" for none that is whole).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from avksite.rendering.artifact import Artifact, Made
from avksite.rendering.folders import SITE, mirror, rename_both
from avksite.rendering.write import recover, write

STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "ctypes.dlopen", "shutil.rmtree"}
OLD = {"index.html": "oud", "stijl.css": "oud", "weg/index.html": "oud", "blijft/a.html": "een", "soort": "een bestand"}
NEW = {"index.html": "nieuw", "stijl.css": "nieuw", "erbij/b.html": "nieuw", "blijft/a.html": "een", "soort/c": "nieuw"}


def site(files: dict[str, str]) -> list[Artifact]:
    """Return a site with these files."""
    return [Artifact.of(path, "content/a.md", Made(text.encode())) for path, text in files.items()]


def which(output: Path) -> str:
    """Say which of both sites is whole in a folder."""
    found = {
        path.relative_to(output).as_posix(): path.read_text()
        for path in output.rglob("*")
        if path.is_file() and not path.relative_to(output).parts[0].startswith(".")
    }
    return {json.dumps(OLD, sort_keys=True): "oud", json.dumps(NEW, sort_keys=True): "nieuw"}.get(
        json.dumps(found, sort_keys=True), ""
    )


def die_at(step: int) -> None:
    """Let this process be killed just before its so manieth step on disk."""
    steps = count()

    def before(event: str, _: object) -> None:
        if event in STEPS and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)


def replace(way: str, output: Path) -> None:
    """Replace the old site by the new one."""
    if way == "renames":
        rename_both(output, output.with_name(".output-vorig"))
    else:
        write(site(NEW), output)


def main(way: str, folder: Path) -> None:
    """Kill at the first step, at the second, and so on, until a process lives through all of them."""
    output = folder / "output"
    for step in count():
        shutil.rmtree(folder, ignore_errors=True)
        write(site(NEW), output)
        write(site(OLD), output)
        if way == "in-place":
            (output / ".git").mkdir()
            (output / ".git" / "HEAD").write_text("ref: refs/heads/pagina's\n")
        if way == "renames":
            write(site(NEW), folder / "nieuw")
            mirror(output.with_name(".output-vorig") / SITE, folder / "nieuw")
        child = os.fork()
        if child == 0:
            die_at(step)
            replace(way, output)
            os._exit(0)
        has_lived = os.waitpid(child, 0)[1] == 0
        read = which(output)
        recover(output)
        repaired = which(output)
        write(site(NEW), output)
        sys.stdout.write(json.dumps([read, repaired, which(output)]) + "\n")
        sys.stdout.flush()  # or the next child would write it too
        if has_lived:
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
