"""Sveltia CMS, the program of the online editor: an npm package, downloaded on first use.

It is not part of the project. It is downloaded with the npm of this computer, without dependencies, verified by the
digest below, and unpacked into the cache.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from avksite.problems import Misread

PACKAGE, VERSION = "@sveltia/cms", "0.221.1"
INTEGRITY = "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
"""SHA-512 of the archive, as npm writes it (Subresource Integrity, 3.1)."""

PATIENCE = 300
"""Seconds for 11 MB."""
DUTCH = "locales/nl.json"
PARTS = ("npm/", DUTCH, "LICENSE.txt")
"""The parts of the package that are used: it also holds another build."""
LEFT_OUT = (".map", ".wasm")
"""Left out: source maps, and what resizes images, which the build does."""
WITHOUT = "De redactie op je computer werkt gewoon door: daar schrijf je ook zonder dit formulier."


def place_in(root: Path) -> Path:
    """Return the folder of the program for a project, existing or not."""
    return root / ".cache" / f"sveltia-cms-{VERSION}"


def find_npm() -> str | None:
    """Return the path of npm, if this computer has it."""
    return shutil.which("npm")


def fetch(root: Path, npm: str | None) -> Path:
    """Return the folder of the program, after downloading it if needed; raise Misread when that fails."""
    place = place_in(root)
    if place.is_dir():
        return place
    if npm is None:
        message = "Voor dit formulier is eerst het programma npm nodig, en dat staat niet op deze computer."
        raise Misread(message, f"Het hoort bij Node.js; vraag je beheerder. {WITHOUT}")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  npm itself
            archive = next(Path(folder).glob("*.tgz")).read_bytes()
        except (OSError, subprocess.SubprocessError, StopIteration):
            message = "Het programma van dit formulier kon niet worden opgehaald."
            raise Misread(message, f"Kijk of je internet hebt, en probeer het nog een keer. {WITHOUT}") from None
    return unpack(archive, INTEGRITY, place)


def unpack(archive: bytes, integrity: str, place: Path) -> Path:
    """Unpack an archive atomically; raise Misread when its digest is another."""
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != integrity:
        message = "Wat er is opgehaald, is niet het programma dat het moet zijn. Het is weggegooid."
        raise Misread(message, f"Zeg dit tegen wie het programma onderhoudt. {WITHOUT}")
    beside = place.with_name(f".{place.name}.bezig")
    shutil.rmtree(beside, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            name = member.name.partition("/")[2]
            if not (member.isfile() and name.startswith(PARTS) and not name.endswith(LEFT_OUT)):
                continue
            content = (files.extractfile(member) or io.BytesIO()).read()
            if name == DUTCH:  # browsers do not import JSON as a module
                name, content = "locales/nl.js", b"export default " + content
            elif name == "npm/index.js":
                content = content.replace(DUTCH.encode(), b"locales/nl.js")
            target = beside / PurePosixPath(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    shutil.rmtree(place, ignore_errors=True)
    beside.replace(place)
    return place


def files_of(place: Path) -> dict[str, Path]:
    """Return every file of the program, by its path."""
    return {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*")) if path.is_file()}
