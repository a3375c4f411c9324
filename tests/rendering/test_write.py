"""A site is written whole or not at all, only where it changed, and never over somebody else's folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from avksite.problems import Unusable
from avksite.rendering.artifact import Artifact, Made
from avksite.rendering.write import write

ROOT = Path(__file__).parents[2]


def artifacts(**files: str) -> list[Artifact]:
    return [
        Artifact(name.replace("_", "/") + ".html", "content/a.md", Made(text.encode())) for name, text in files.items()
    ]


def test_the_folder_ends_as_exactly_the_artifacts(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een", oud_b="twee"), output)
    write(artifacts(a="anders", nieuw_c="drie"), output)
    paths = sorted(p.relative_to(output).as_posix() for p in output.rglob("*"))
    assert paths == [".avksite", "a.html", "nieuw", "nieuw/c.html"]
    assert [(output / path).read_text() for path in ("a.html", "nieuw/c.html")] == ["anders", "drie"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een"), output)
    before = (output / "a.html").stat().st_mtime_ns
    write(artifacts(a="een"), output)
    assert (output / "a.html").stat().st_mtime_ns == before


def test_a_file_makes_way_for_a_folder_and_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write([Artifact("a", "content/a.md", Made(b"bestand"))], output)
    write([Artifact("a/b", "content/a.md", Made(b"in een map"))], output)
    assert (output / "a/b").read_bytes() == b"in een map"
    write([Artifact("a", "content/a.md", Made(b"bestand"))], output)
    assert (output / "a").read_bytes() == b"bestand"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "foto's"
    output.mkdir()
    (output / "vakantie.txt").write_text("van mij")
    with pytest.raises(Unusable) as refused:
        write(artifacts(a="een"), output)
    assert refused.value.problems[0].message == (
        "`foto's` is er al, en is niet door dit programma gemaakt. Er is niets overschreven."
    )
    assert [path.name for path in output.iterdir()] == ["vakantie.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_disk_that_takes_no_more_leaves_the_last_good_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een"), output)
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from avksite.rendering.artifact import Artifact, Made\n"
        "from avksite.rendering.write import write\n"
        "from avksite.problems import Unusable\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write([Artifact('a.html', 'x', Made(b'twee')), Artifact('b.html', 'x', Made(bytes(5000)))],"
        " Path(sys.argv[1]))\n"
        "except Unusable as unusable:\n"
        "    sys.exit(unusable.problems[0].message)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(output)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.stderr.strip().endswith("De vorige site is niet veranderd.")
    assert {path.name: path.read_bytes() for path in output.glob("*.html")} == {"a.html": b"een"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(Unusable) as refused:
        write(artifacts(a="een"), tmp_path / "bestand" / "output")
    assert "De site kon niet worden weggeschreven in `output`." in refused.value.problems[0].message
