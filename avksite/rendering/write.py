"""Artifacts go to disk: all or nothing, only what changed, and never into a folder that is not ours."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity, Unusable, example

if TYPE_CHECKING:
    from avksite.rendering.artifact import Artifact, Made

NOT_WRITABLE = Rule(
    id="uitvoer-schrijven",
    severity=Severity.ERROR,
    promise="De site wordt in zijn geheel geschreven, of helemaal niet.",
    why="Een half geschreven site heeft links naar pagina’s die er niet zijn. Daarom blijft de vorige site staan "
    "tot de nieuwe helemaal klaar is.",
    bad="-- output/vakantie.txt --\nDeze map is van iemand anders.\n",
    good=example("Tekst."),
)
RULES = (NOT_WRITABLE,)

MARKER = ".avksite"
"""The file that says: this folder is made by the program, and may be emptied by it."""


def write(artifacts: Iterable[Artifact], output: Path) -> None:
    """Bring the output folder to exactly these artifacts.

    Everything new is first written beside the folder, then moved in: a full disk or a killed build leaves the last
    good site as it was. Raises Unusable with one Problem when the folder cannot be written or is not ours.
    """
    todo = list(artifacts)
    if output.exists() and not (output / MARKER).exists() and not (output.is_dir() and not any(output.iterdir())):
        message = f"`{output.name}` is er al, en is niet door dit programma gemaakt. Er is niets overschreven."
        hint = "Kies met `--output` een andere map, of haal deze map eerst zelf weg."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), message, hint))
    staging = output.with_name(f".{output.name}-nieuw")
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        changed = [artifact for artifact in todo if not _is_same(artifact.made, output / artifact.path)]
        for artifact in changed:
            _stage(artifact.made, staging / artifact.path)
        output.mkdir(parents=True, exist_ok=True)
        (output / MARKER).write_text(
            "Gemaakt met avksite. Wijzig hier niets: de volgende keer wordt deze map opnieuw gemaakt.\n"
        )
        for artifact in changed:
            _move_in(staging / artifact.path, output / artifact.path)
        _remove_others({artifact.path for artifact in todo} | {MARKER}, output)
    except OSError as error:
        message, hint = _REFUSALS.get(
            error.errno or 0,
            (f"De computer zegt: {error.strerror}.", "Probeer het opnieuw, of kies met `--output` een andere map."),
        )
        told = f"De site kon niet worden weggeschreven in `{output.name}`. {message} De vorige site is niet veranderd."
        raise Unusable(Problem(NOT_WRITABLE, Place(output.name, 1), told, hint)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


_REFUSALS = {
    errno.ENOSPC: ("De schijf is vol.", "Maak ruimte en probeer het opnieuw."),
    getattr(errno, "EDQUOT", -1): ("Je hebt geen schijfruimte meer over.", "Maak ruimte en probeer het opnieuw."),
    errno.EACCES: (
        "Je mag hier niet schrijven.",
        "Kijk of de map alleen-lezen is, of kies met `--output` een andere map.",
    ),
    errno.EROFS: ("Deze schijf is alleen-lezen.", "Kies met `--output` een map op een andere schijf."),
}
"""What a system that refuses means, and what to do; Windows has no limit for each person (EDQUOT)."""


def _is_same(made: Made, path: Path) -> bool:
    """Say whether a file is on disk as it was made; sizes are compared before bytes."""
    source = made.copied_from
    try:
        size = len(made.content) if source is None else source.stat().st_size
        return path.stat().st_size == size and path.read_bytes() == (source.read_bytes() if source else made.content)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _stage(made: Made, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if made.copied_from is None:
        path.write_bytes(made.content)
    else:
        shutil.copyfile(made.copied_from, path)


def _move_in(staged: Path, path: Path) -> None:
    """Put a file in place, also where a folder or file of another kind stood before."""
    for parent in reversed(path.parents):
        if parent.is_file():
            parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    staged.replace(path)


def _remove_others(kept: set[str], output: Path) -> None:
    """Remove every other file and every empty folder."""
    for path in sorted(output.rglob("*"), reverse=True):  # what is in a folder comes before the folder
        if path.is_dir():
            if not path.is_symlink() and not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(output).as_posix() not in kept:
            path.unlink()
