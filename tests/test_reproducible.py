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


BUILD = ("-m", "avksite", "build", "--today", "2023-09-10")


def run(project: Path, *words: str, **environment: str) -> str:
    """Build as people do, in a process of its own, or run what else is named; return what it prints."""
    return subprocess.run(
        [sys.executable, *(words or BUILD)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def digests(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


REMEMBERED = """
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from avksite.memo.memo import Memo, code_version
from avksite.pipeline import Project, build
with Memo(Path(".cache"), code_version()) as memo:
    moment = datetime(2023, 9, 10, 23, 59, tzinfo=ZoneInfo("Europe/Amsterdam"))
    build(Project(Path.cwd()), moment, memo)
    print(memo.made, memo.remembered > 0)
"""


def test_order_time_zone_language_hash_seed_and_cache_do_not_matter(tmp_path: Path) -> None:
    one, other = laid_out(tmp_path / "one", 1), laid_out(tmp_path / "other", 2)
    run(one, TZ="Europe/Amsterdam", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    run(other, TZ="Pacific/Auckland", LC_ALL="C", LANG="de_DE.UTF-8", PYTHONHASHSEED="2")
    fresh = digests(one / "output")
    assert fresh == digests(other / "output")
    shutil.rmtree(one / "output")
    run(one, PYTHONHASHSEED="3")
    assert fresh == digests(one / "output")
    assert run(one, "-c", REMEMBERED, PYTHONHASHSEED="4") == "0 True\n"
