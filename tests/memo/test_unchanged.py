"""When nothing changed, the next build says so before it begins; whatever may make a difference makes it begin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep, time

import pytest

from avksite.memo import unchanged
from avksite.memo.unchanged import summary_of_last
from tests.sites import built, folder, lay_out

ROOT = Path(__file__).parents[2]
SITE = """-- templates/style/niets.css --
/* Niets. */
-- content/over/ons.md --
---
titel: Over ons
---
Tekst.
-- content/index.md --
---
titel: Welkom
---
Lees [over A](a.md) en [over ons](over/ons.md).
-- content/a.md --
---
titel: A
---
Tekst.
"""
BUILD = ["build"]


def build(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as `build.py` does, in the current folder."""
    sleep(0.06)  # longer than a disk may give two changes the same time
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "avksite", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built once."""
    root = lay_out(tmp_path_factory.mktemp("site"), SITE)
    before = Path.cwd()
    os.chdir(root)
    assert build("build").returncode == 0
    os.chdir(before)
    return root


@pytest.fixture
def project(once: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Be in the project, which is put back as it was."""
    monkeypatch.chdir(once)
    assert summary_of_last(BUILD, time()) != ""
    record = Path(unchanged.RECORD).read_bytes()
    yield once
    Path(unchanged.RECORD).write_bytes(record)


def test_a_program_that_was_just_cloned_holds_though_python_leaves_its_own_folders_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path, SITE)
    for name in ("avksite", "templates"):
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=compiled, dirs_exist_ok=True)
    sleep(0.06)  # as in `build`
    environment = {name: it for name, it in os.environ.items() if name not in {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}}
    ran = subprocess.run([sys.executable, "-m", "avksite"], cwd=root, env=environment, capture_output=True, check=False)
    assert (ran.returncode, (root / "avksite/outputs/__pycache__").is_dir()) == (0, True), ran
    monkeypatch.chdir(root)
    assert summary_of_last([], time()) != ""


def test_a_build_that_would_make_the_same_is_told_as_such(project: Path) -> None:
    assert project.is_dir()
    first, *rest = summary_of_last(BUILD, time()).splitlines()
    assert first == "Er is niets veranderd sinds de vorige keer: output/ klopt nog."
    assert rest[0].startswith("  14 pagina’s")


def put_back(path: Path) -> Callable[[], None]:
    content, times = path.read_bytes(), {place: place.stat() for place in (path, path.parent)}

    def back() -> None:
        path.write_bytes(content)
        for place, stat in times.items():
            os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    return back


@pytest.mark.parametrize(
    "name",
    [
        "content/a.md",
        "content/site.yaml",
        "templates/style/niets.css",
        "output/index.html",
        "output/zoeken/index.html",
        "output/.avksite",
    ],
)
def test_a_changed_file_is_noticed_even_when_it_is_as_long_as_before(project: Path, name: str) -> None:
    path = project / name
    back = put_back(path)
    content = path.read_bytes()
    sleep(0.02)
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    assert summary_of_last(BUILD, time()) == ""
    path.unlink()
    assert summary_of_last(BUILD, time()) == ""
    back()


@pytest.mark.parametrize(
    "name",
    [
        "content/b.md",
        "content/over/b.md",
        "templates/nieuw.html",
        "content/media/leeg.txt",
    ],
)
def test_a_new_file_is_noticed_by_its_name_also_where_a_disk_keeps_the_time_of_a_folder(
    project: Path, name: str
) -> None:
    folder = (project / name).parent
    folder.mkdir(exist_ok=True)
    stat = folder.stat()
    (project / name).write_text("---\ntitel: B\n---\nTekst.\n", encoding="utf-8")
    os.utime(folder, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert summary_of_last(BUILD, time()) == ""
    (project / name).unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    assert summary_of_last(BUILD, time()) != ""


@pytest.mark.parametrize("name", ["output/vreemd.html", "output/a/vreemd.txt", "output/a/b"])
def test_what_somebody_puts_in_the_site_is_noticed_by_the_time_of_its_folder(project: Path, name: str) -> None:
    folder = (project / name).parent
    stat = folder.stat()
    sleep(0.02)
    (project / name).mkdir() if name.endswith("b") else (project / name).touch()
    assert summary_of_last(BUILD, time()) == ""
    (project / name).rmdir() if name.endswith("b") else (project / name).unlink()
    os.utime(folder, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert summary_of_last(BUILD, time()) != ""


@pytest.mark.parametrize("arguments", [[], ["build", "--strict"], ["check"], ["build", "--today", "2026-01-01"]])
def test_another_question_is_answered_anew(project: Path, arguments: list[str]) -> None:
    assert project.is_dir()
    assert summary_of_last(arguments, time()) == ""


def test_a_build_holds_to_the_end_of_its_day_and_not_on_a_clock_that_was_put_back(project: Path) -> None:
    assert project.is_dir()
    assert summary_of_last(BUILD, time() + 24 * 60 * 60) == ""
    assert summary_of_last(BUILD, time() - 60 * 60) == ""


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("", "2024-12-02T00:00:00+01:00"),
        ("publiceer: 1 december 2024 15.30 uur\n", "2024-12-01T15:30:00+01:00"),
        ("publiceer: 3 december 2024\n", "2024-12-02T00:00:00+01:00"),
        ("publiceer: 1 december 2024 15.30 uur\nconcept: ja\n", "2024-12-02T00:00:00+01:00"),
    ],
)
def test_a_site_holds_until_its_day_ends_or_a_text_begins_to_show(text: str, until: str) -> None:
    with folder(
        SITE + f"-- content/nieuws/2024/b.md --\n---\ntitel: B\nkort: B.\ndatum: 1 mei 2024\n{text}---\nB.\n"
    ) as root:
        assert built(root, today="1 december 2024 12.00 uur").site.holds_until.isoformat() == until


def test_a_build_that_failed_or_that_nothing_is_known_of_is_done(project: Path) -> None:
    for record in (b"", b"{}", b"\xff", b"[]", b'{"arguments": ["build"]}'):
        Path(unchanged.RECORD).write_bytes(record)
        assert summary_of_last(BUILD, time()) == ""
    Path(unchanged.RECORD).unlink()
    assert summary_of_last(BUILD, time()) == ""
    back = put_back(project / "content" / "a.md")
    (project / "content" / "a.md").write_text("---\ntitel: A\n---\n[Stuk](b.md)\n", encoding="utf-8")
    assert build("build").returncode == 1
    assert summary_of_last(BUILD, time()) == ""
    back()


def test_a_record_with_one_bit_turned_is_no_record(project: Path) -> None:
    record = (project / unchanged.RECORD).read_bytes()
    for bit in range(0, 8 * len(record), 11):
        turned = bytearray(record)
        turned[bit // 8] ^= 1 << bit % 8
        (project / unchanged.RECORD).write_bytes(turned)
        assert summary_of_last(BUILD, time()) == ""


def test_a_file_that_was_changed_just_before_a_build_may_change_again_unseen_so_nothing_is_remembered(
    project: Path,
) -> None:
    read, kept = unchanged.Seen(["content"]), (str(project / "output"), ".output-vorig/lijst.json", [""])
    for began, is_noted in ((read.settled - 0.01, False), (read.settled + 0.01, True)):
        unchanged.note(BUILD, unchanged.inputs(), kept, (began, time() + 60), "Niets veranderd.")
        assert (summary_of_last(BUILD, time()) != "") is is_noted


def test_size_counts_where_the_time_is_put_back(project: Path) -> None:
    path = project / "content" / "a.md"
    back, stat = put_back(path), path.stat()
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert summary_of_last(BUILD, time()) == ""
    back()
