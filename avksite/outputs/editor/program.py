"""Sveltia CMS, the program of the form: one package of npm, fetched when somebody first wants it.

No version of it is part of the project. It is fetched with the npm of this computer, one archive without what else it
names, compared with the digest below, and unpacked into the cache: what is not the very same is thrown away.
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
"""What of the package is used: it also holds another build of it."""
LEFT_OUT = (".map", ".wasm")
"""No picture is made smaller here: the build does that."""
WITHOUT = "De redactie op je computer werkt gewoon door: daar schrijf je ook zonder dit formulier."


def place_in(root: Path) -> Path:
    """Return where the program is, or would be, for a project."""
    return root / ".cache" / f"sveltia-cms-{VERSION}"


def find_npm() -> str | None:
    """Return the program that fetches packages of npm, if this computer has it."""
    return shutil.which("npm")


def fetch(root: Path, npm: str | None) -> Path:
    """Return the folder with the program, fetched when it is not there yet; Misread says why it cannot be had."""
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
    """Unpack what is used of an archive, as one; Misread when it is another than was chosen."""
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
            if name == DUTCH:  # a browser takes JSON for a module from no server
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
