"""A disk or folder that takes nothing leaves the old site whole, or says what became of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from avksite.problems import Unusable
from avksite.rendering.folders import BEFORE, BUSY, mirror
from avksite.rendering.write import recover, write
from tests.rendering.test_write import artifacts, program


@contextmanager
def as_nobody_special(folder: Path) -> Iterator[None]:
    """Be a user who may not do everything, which root may; the folder is theirs."""
    is_root = os.geteuid() == 0
    if is_root:
        for path in (folder, *folder.rglob("*")):
            os.lchown(path, 65534, -1)
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def anybodys() -> Iterator[Path]:
    """Yield a folder that every user can reach, which those of tests are not."""
    import ctypes  # noqa: F401, PLC0415  the writer imports it late, and who is nobody may not read where it lies

    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="what may be written is not in a folder's mode there")


@posix_only
def test_a_folder_in_a_closed_one_is_written_in_place_and_nothing_of_before_stays_in_it(anybodys: Path) -> None:
    output, cache = anybodys / "www" / "output", anybodys / "cache"
    output.mkdir(parents=True)
    with as_nobody_special(anybodys):
        output.parent.chmod(0o555)
        for text in ("een", "twee", "drie"):
            write(artifacts(a="blijft", b=text), output, cache)
            assert (output / "b.html").read_text() == text
            assert sorted(path.name for path in output.iterdir()) == [".avksite", "a.html", "b.html"]
        (output / "vakantie.txt").write_text("van mij")
        written = write(artifacts(a="blijft", b="vier"), output, cache)
        assert written.aside == ("vakantie.txt",)
        assert (written.folder / "vakantie.txt").read_text() == "van mij"
        assert written.folder.is_relative_to(cache)
        output.parent.chmod(0o755)


@posix_only
def test_a_folder_that_is_closed_stays_as_it_was(anybodys: Path) -> None:
    output = anybodys / "output"
    write(artifacts(a="een"), output)
    with as_nobody_special(anybodys):
        for closed in (output, anybodys):
            closed.chmod(0o555)
        with pytest.raises(Unusable) as refused:
            write(artifacts(a="twee"), output)
        assert refused.value.problems[0].message == (
            "De site kon niet worden weggeschreven in `output`. De computer laat mij er niet bij."
            " De vorige site is niet veranderd."
        )
        assert (output / "a.html").read_text() == "een"
        for closed in (output, anybodys):
            closed.chmod(0o755)
        write(artifacts(a="twee"), output)
    assert (output / "a.html").read_text() == "twee"


@posix_only
def test_a_part_that_is_closed_is_replaced_with_the_rest_and_in_place_all_is_put_back(anybodys: Path) -> None:
    output = anybodys / "output"
    write(artifacts(a="een", dicht_b="een"), output)
    with as_nobody_special(anybodys):
        for text in ("twee", "drie", "vier"):
            (output / "dicht").chmod(0o555)
            write(artifacts(a=text, dicht_b=text), output)
            assert (output / "a.html").read_text() == (output / "dicht/b.html").read_text() == text
        (output / "dicht").chmod(0o555)
        (output / ".git").mkdir()
        with pytest.raises(Unusable) as refused:
            write(artifacts(a="vijf", dicht_b="vijf"), output)
        assert refused.value.problems[0].message.endswith("De vorige site is niet veranderd.")
        assert (output / "a.html").read_text() == (output / "dicht/b.html").read_text() == "vier"
        (output / "dicht").chmod(0o755)
        write(artifacts(a="vijf", dicht_b="vijf"), output)
    assert (output / "a.html").read_text() == (output / "dicht/b.html").read_text() == "vijf"


@posix_only
def test_a_site_that_can_neither_be_finished_nor_put_back_is_told_as_such(anybodys: Path) -> None:
    output, room = anybodys / "output", anybodys / ".output-vorig"
    for text in ("een", "twee"):
        write(artifacts(a=text, dicht_b=text), output)
    mirror(room / BEFORE, output)
    (output / "dicht/b.html").unlink()
    (room / BUSY).touch()
    with as_nobody_special(anybodys):
        (output / "dicht").chmod(0o555)
        recover(output)
        with pytest.raises(Unusable) as refused:
            write(artifacts(a="drie", dicht_b="drie"), output)
        assert refused.value.problems[0].message == (
            "De site kon niet worden weggeschreven in `output`. De computer laat mij er niet bij."
            " De site is nu half vervangen: de volgende keer herstelt het programma dat eerst."
        )
        (output / "dicht").chmod(0o755)
        recover(output)
        assert (output / "a.html").read_text() == (output / "dicht/b.html").read_text() == "een"
        write(artifacts(a="drie", dicht_b="drie"), output)
    assert (output / "a.html").read_text() == (output / "dicht/b.html").read_text() == "drie"


ALONE = ("unshare", "-m") if sys.platform != "win32" and os.geteuid() == 0 else ("unshare", "-Urm")


def can_mount() -> bool:
    """Say whether this system lets us have disks of our own, in a process of its own."""
    command = [*ALONE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, check=False, capture_output=True).returncode == 0


on_a_disk_of_its_own = pytest.mark.skipif(not can_mount(), reason="this system has no disks of one's own")


@on_a_disk_of_its_own
def test_a_folder_that_is_a_disk_of_its_own_is_written_in_place(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "elders").mkdir()
    body = (
        "output = Path(sys.argv[1])\n"
        "for text in (b'een', b'twee', b'drie'): write(site(text), output, Path(sys.argv[2]))\n"
        "print({path.read_text()[:3] for path in output.rglob('*.html')},"
        " sorted(path.name for path in output.iterdir()))"
    )
    arguments = (str(tmp_path / "output"), str(tmp_path / "cache"))
    for mount in ("mount -t tmpfs none", f"mount --bind {tmp_path}/elders"):
        ran = program(body, *arguments, before=(*ALONE, "sh", "-c", f'{mount} {tmp_path}/output && exec "$@"', "sh"))
        assert ran.communicate() == ("{'dri'} ['.avksite', '0', '1', '2', '3', '4', '5', '6']\n", "")


@on_a_disk_of_its_own
@pytest.mark.parametrize("way", ["as one", "in place"])
def test_a_full_disk_leaves_the_old_site_whatever_its_size(tmp_path: Path, way: str) -> None:
    body = (
        "output = Path(sys.argv[1]) / 'output'\n"
        "write(site(b'oud', 500), output)\n"
        "if sys.argv[2] == 'in place': (output / '.git').mkdir()\n"
        "try: write(site(b'new', 500), output); said = ''\n"
        "except Unusable as unusable: said = unusable.problems[0].message\n"
        "now = {path.read_text() for path in output.rglob('*.html')}\n"
        "print(said, now == {('new' if not said else 'oud') * 500})"
    )
    told = "De site kon niet worden weggeschreven in `output`. De schijf is vol. De vorige site is niet veranderd."
    said = set()
    for limit in ("size=256k", "size=300k", "size=480k", "size=540k", "nr_inodes=90", "nr_inodes=140", "size=2m"):
        mount = f'mount -t tmpfs -o {limit} none {tmp_path} && exec "$@"'
        ran = program(body, str(tmp_path), way, before=(*ALONE, "sh", "-c", mount, "sh"))
        out, err = ran.communicate()
        assert (err, out.endswith(" True\n")) == ("", True)
        said.add(out.removesuffix(" True\n"))
    assert said == {told, ""}
