"""Artifacts go to disk: all or nothing, only what changed, and never into a folder that is not ours."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity, Unusable

if TYPE_CHECKING:
    from avksite.rendering.artifact import Artifact

NOT_WRITABLE = Rule(
    id="uitvoer-schrijven",
    severity=Severity.ERROR,
    promise="De site wordt in zijn geheel geschreven, of helemaal niet.",
    why="Een half geschreven site heeft links naar pagina’s die er niet zijn. Daarom blijft de vorige site staan "
    "tot de nieuwe helemaal klaar is.",
    bad="-- output/vakantie.txt --\nDeze map is van iemand anders.\n",
    good="-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n",
)
RULES = (NOT_WRITABLE,)

MARKER = ".avksite"
"""The file that says: this folder is made by the program, and may be emptied by it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did, in numbers of files."""

    new: int
    same: int
    removed: int


def write(artifacts: Iterable[Artifact], output: Path) -> Written:
    """Bring the output folder to exactly these artifacts.

    Everything new is first written beside the folder, then moved in: a full disk or a killed build leaves the last
    good site as it was. Raises Unusable with one Problem when the folder cannot be written or is not ours.
    """
    todo = list(artifacts)
    _refuse_foreign(output)
    staging = output.with_name(f".{output.name}-nieuw")
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        changed = [artifact for artifact in todo if not _is_same(artifact, output / artifact.path)]
        for artifact in changed:
            _stage(artifact, staging / artifact.path)
        output.mkdir(parents=True, exist_ok=True)
        (output / MARKER).write_text(
            "Gemaakt met avksite. Wijzig hier niets: de volgende keer wordt deze map opnieuw gemaakt.\n"
        )
        for artifact in changed:
            _move_in(staging / artifact.path, output / artifact.path)
        removed = _remove_others({artifact.path for artifact in todo} | {MARKER}, output)
    except OSError as error:
        raise Unusable(_problem(output, error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Written(len(changed), len(todo) - len(changed), removed)


def _refuse_foreign(output: Path) -> None:
    if not output.exists() or (output / MARKER).exists():
        return
    if not output.is_dir() or any(output.iterdir()):
        message = f"`{output.name}` is er al, en is niet door dit programma gemaakt. Er is niets overschreven."
        hint = "Kies met `--output` een andere map, of haal deze map eerst zelf weg."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), message, hint))


def _is_same(artifact: Artifact, path: Path) -> bool:
    source = artifact.made.copied_from
    try:
        if source is None:
            return path.stat().st_size == len(artifact.made.content) and path.read_bytes() == artifact.made.content
        return path.stat().st_size == source.stat().st_size and path.read_bytes() == source.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _stage(artifact: Artifact, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if artifact.made.copied_from is None:
        path.write_bytes(artifact.made.content)
    else:
        shutil.copyfile(artifact.made.copied_from, path)


def _move_in(staged: Path, path: Path) -> None:
    """Put a file in place, also where a folder or file of another kind stood before."""
    for parent in (*reversed(path.parents),):
        if parent.is_file():
            parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    os.replace(staged, path)  # noqa: PTH105  Path.replace is the same call; this names the atomic step


def _remove_others(kept: set[str], output: Path) -> int:
    removed = 0
    for folder, folders, files in os.walk(output, topdown=False):
        for name in files:
            path = Path(folder, name)
            if path.relative_to(output).as_posix() not in kept:
                path.unlink()
                removed += 1
        for name in folders:
            path = Path(folder, name)
            if not path.is_symlink() and not any(path.iterdir()):
                path.rmdir()
    return removed


def _problem(output: Path, error: OSError) -> Problem:
    reasons = {
        errno.ENOSPC: ("De schijf is vol.", "Maak ruimte en probeer het opnieuw."),
        errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: (
            "Je hebt geen schijfruimte meer over.",
            "Maak ruimte en probeer het opnieuw.",
        ),
        errno.EACCES: (
            "Je mag hier niet schrijven.",
            "Kijk of de map alleen-lezen is, of kies met `--output` een andere map.",
        ),
        errno.EROFS: ("Deze schijf is alleen-lezen.", "Kies met `--output` een map op een andere schijf."),
    }
    reason, hint = reasons.get(
        error.errno or 0,
        (f"De computer zegt: {error.strerror}.", "Probeer het opnieuw, of kies met `--output` een andere map."),
    )
    message = f"De site kon niet worden weggeschreven in `{output.name}`. {reason} De vorige site is niet veranderd."
    return Problem(NOT_WRITABLE, Place(output.name, 1), message, hint)
