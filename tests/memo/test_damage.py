"""Whatever a disk does to the cache folder, the site is the same; it is told once, and then all is well again."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from avksite.memo.digest import digest_of_bytes
from avksite.memo.later import Later, at_hand
from avksite.memo.memo import Memo
from avksite.memo.seal import was_damaged
from avksite.memo.work import Pool
from avksite.rendering.templates import environment
from tests.memo.test_memo import asked
from tests.programs import run
from tests.sites import ROOT, built, lay_out

SITE = """\
-- templates/style/niets.css --
/* Niets. */
-- content/index.md --
---
titel: Welkom
---
Lees [over A](/a.md), [over B](/b.md) en [het nieuws](/nieuws/).
-- content/a.md --
---
titel: A
---
Een tekst over wonen, met [een andere tekst](/b.md).
-- content/b.md --
---
titel: B
---
Een andere tekst.
-- content/nieuws/2024/proef.md --
---
titel: Proef
kort: Een proef.
datum: 1 mei 2024
---
Tekst.
"""
MEMO = "memo.sqlite"
FLIPS = int(os.environ.get("AVKSITE_FLIPS", "150"))
"""Bits that are turned in the memo, each in a copy of its own; `AVKSITE_FLIPS=5000` turns more."""
SAID = """\
  In de map .cache was iets beschadigd. Dat is opnieuw gemaakt: de site klopt, en jij hoeft niets te doen.
  Gebeurt dit vaker? Laat dan de schijf van deze computer nakijken.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built twice, so that all that can be remembered is."""
    root = lay_out(tmp_path_factory.mktemp("site"), SITE)
    made(root)
    made(root)
    shutil.copytree(root / ".cache", root / "kept")
    return root


def made(root: Path) -> dict[str, bytes]:
    """Return what a new process would make of a project that may remember."""
    environment.cache_clear()
    with Memo(root / ".cache", b"1", pool=Pool(1)) as memo:
        return {artifact.path: artifact.content for artifact in built(root, memo=memo).artifacts}


def flipped(root: Path, name: str, bit: int) -> None:
    """Put the cache back as it was, but for one bit."""
    shutil.rmtree(root / ".cache")
    shutil.copytree(root / "kept", root / ".cache")
    file = root / ".cache" / name
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    if name != MEMO:  # with a memo that is sound no template is needed
        (root / ".cache" / MEMO).unlink()


def told_of(root: Path, sound: dict[str, bytes], name: str, bits: range) -> Iterator[int]:
    """Yield the bits of a file that are told when they are turned; each time the site is as it was, also afterwards."""
    draw = random.Random(name)  # noqa: S311  the same each time
    for bit in draw.sample(bits, min(FLIPS if name == MEMO else 2, len(bits))):
        flipped(root, name, bit)
        assert made(root) == sound, (name, bit)
        if was_damaged(root / ".cache"):
            yield bit
        assert made(root) == sound, (name, bit)
        assert not was_damaged(root / ".cache"), (name, bit)


@pytest.mark.slow
def test_one_bit_turned_in_any_file_of_the_cache_changes_nothing_and_is_told_once(project: Path) -> None:
    sound, kept = made(project), project / "kept"
    files = sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file())
    told = {name: [*told_of(project, sound, name, range(8 * (kept / name).stat().st_size))] for name in files}
    assert len(told.pop(MEMO)) > FLIPS // 4  # of much that it holds there is another copy, or no need
    assert len(told) > 20
    assert [name for name, bits in told.items() if not bits] == []


@pytest.mark.parametrize("left", [b"", b"geen database" * 1000, slice(0, 4096), slice(0, 60_000)])
def test_a_memo_that_is_cut_off_or_something_else_is_made_anew_and_told_once(
    project: Path, left: bytes | slice
) -> None:
    sound = made(project)
    flipped(project, MEMO, 0)
    file = project / ".cache" / MEMO
    file.write_bytes((project / "kept" / MEMO).read_bytes()[left] if isinstance(left, slice) else left)
    assert made(project) == sound
    assert was_damaged(project / ".cache") == (left != b"")
    assert made(project) == sound
    assert not was_damaged(project / ".cache")


def build(root: Path) -> subprocess.CompletedProcess[str]:
    return run(root, "build", "--today", "2024-05-01")


@pytest.mark.parametrize("name", [MEMO, "templates/*"])
def test_who_builds_reads_once_that_something_was_damaged(tmp_path: Path, name: str) -> None:
    root = lay_out(tmp_path, SITE)
    build(root)
    for file in (root / ".cache").glob(name):
        content = file.read_bytes()
        file.write_bytes(content.replace(b"wonen", b"wanen") if name == MEMO else content[:-1] + b"!")
    (root / "content/b.md").write_text("---\ntitel: B\n---\nEen nieuwe tekst.\n", encoding="utf-8")
    found = [build(root), build(root)]
    assert [(ran.returncode, ran.stderr) for ran in found] == [(0, SAID), (0, "")]
    assert "wonen" in (root / "output/a/index.html").read_text(encoding="utf-8")


SLOW = """
import sys, time
from pathlib import Path
from avksite.memo.memo import Memo
from tests.memo.test_damage import dawdling
with Memo(Path(sys.argv[1]), b"1") as memo:
    memo.map(dawdling, range(2000))
"""


def dawdling(number: int) -> int:
    sleep(0.002)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be killed so that it notices nothing")
def test_what_was_learnt_before_a_kill_is_kept(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)], cwd=ROOT, start_new_session=True)
    until = monotonic() + 20
    while not (tmp_path / MEMO).exists() and monotonic() < until:
        sleep(0.01)
    sleep(0.5)
    os.killpg(process.pid, signal.SIGKILL)  # and the processes that work for it
    process.wait()
    with Memo(tmp_path, b"1", pool=Pool(1)) as memo:
        memo.map(dawdling, range(2000))
        assert 20 <= memo.remembered < 2000
    assert not was_damaged(tmp_path)


AT_WORK = """
import sys
from pathlib import Path
from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from tests.memo.test_damage import telling
with Memo(Path(sys.argv[1]), b"1", pool=Pool(2, sys.argv[2])) as memo:
    memo.map(telling, range(2), heavy=True)
"""


def telling(number: int) -> int:
    os.write(1, b"begonnen\n")
    sleep(number + 0.5)
    return number


@pytest.mark.parametrize("start", ["spawn", *(["fork"] if sys.platform == "linux" else [])])
def test_who_works_for_a_process_that_was_killed_ends_with_it(tmp_path: Path, start: str) -> None:
    command = [sys.executable, "-c", AT_WORK, str(tmp_path), start]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        process.communicate(timeout=20)  # its output ends once nobody is left who could write to it


def test_a_disk_that_refuses_is_not_damaged(tmp_path: Path) -> None:
    (tmp_path / MEMO).mkdir()
    assert asked(tmp_path) == ([2, 4, 6], 3, 0)
    assert not was_damaged(tmp_path)


def part_of(number: int) -> Later[str]:
    return at_hand(digest_of_bytes(bytes([number])), f"deel {number}")


def said_in(part: Later[str]) -> str:
    return part.value


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_what_other_processes_find_damaged_is_made_anew_by_the_one_that_they_work_for(
    tmp_path: Path, start: str
) -> None:
    numbers = range(30)
    with Memo(tmp_path, b"1") as memo:
        memo.map(part_of, numbers)
    (tmp_path / MEMO).write_bytes((tmp_path / MEMO).read_bytes().replace(b"deel 7", b"deel 9"))
    for is_damaged in (True, False):
        with Memo(tmp_path, b"1", pool=Pool(2, start)) as memo:
            parts = memo.map(part_of, numbers)
            assert memo.made == 0
            assert memo.map(said_in, parts, heavy=True) == [f"deel {number}" for number in numbers]
        assert was_damaged(tmp_path) == is_damaged
        with sqlite3.connect(tmp_path / MEMO) as disk:
            disk.execute("DELETE FROM answers WHERE parts = X''")
            disk.execute("DELETE FROM batches WHERE name LIKE '%said_in'")
