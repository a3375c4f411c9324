"""The same input gives the same bytes: in another order, time zone, language, hash seed, with and without cache."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def laid_out(target: Path, seed: int) -> Path:
    """Copy the real content in a random order, so that the file system lists it in another one."""
    files = sorted(path for path in (ROOT / "content").rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)  # noqa: S311  an order, not a secret
    for file in files:
        copy = target / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return target


def run(project: Path, **environment: str) -> None:
    """Build as people do, in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "avksite", "build", "--today", "2023-09-10"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=True,
        capture_output=True,
    )


def digests(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def test_order_time_zone_language_and_hash_seed_do_not_matter(tmp_path: Path) -> None:
    one, other = laid_out(tmp_path / "one", 1), laid_out(tmp_path / "other", 2)
    run(one, TZ="Europe/Amsterdam", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    run(other, TZ="Pacific/Auckland", LC_ALL="C", LANG="de_DE.UTF-8", PYTHONHASHSEED="2")
    assert digests(one / "output") == digests(other / "output")


def test_a_build_with_its_cache_equals_one_without(tmp_path: Path) -> None:
    project = laid_out(tmp_path / "site", 3)
    run(project)
    fresh = digests(project / "output")
    run(project)
    remembered = digests(project / "output")
    shutil.rmtree(project / ".cache")
    run(project)
    assert fresh == remembered == digests(project / "output")


MADE_AND_REMEMBERED = """
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from avksite.memo.memo import Memo
from avksite.pipeline import Project, build, search_index
with Memo(Path(".cache"), b"one version") as memo:
    search_index(build(Project(Path()), datetime(2023, 9, 10, tzinfo=ZoneInfo("Europe/Amsterdam")), memo), memo)
    print(memo.made, memo.remembered > 0)
"""


def test_another_process_with_another_hash_seed_remembers_everything(tmp_path: Path) -> None:
    project = laid_out(tmp_path, 4)
    shutil.copytree(ROOT / "templates", project / "templates", dirs_exist_ok=True)

    def made(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", MADE_AND_REMEMBERED],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    made("1")
    assert made("2") == "0 True\n"
