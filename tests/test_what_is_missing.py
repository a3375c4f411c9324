"""What is gone, in the wrong place or unreadable is told in Dutch with its name, by the command as people run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import lay_out

ROOT = Path(__file__).parents[1]
TEXT = "---\ntitel: Proef\nkort: Een proef.\n{}---\nTekst.\n"
NEWS = TEXT.format("datum: 1 mei 2024\n")
EVENT = TEXT.format("begin: 3 mei 2024\nsoort: congres\nlocatie:\n  plaats: Emmen\n")
PERSON = "---\nnaam: Saskia\nrol: Projectleider\n---\n"
NOT_TEXT = bytes(range(256))


def told(project: Path, program: Path = ROOT) -> str:
    """Return what `check` tells of a project, but for its last lines; there is an error, and never a traceback."""
    ran = subprocess.run(
        [sys.executable, "-m", "avksite", "check", "--format", "concise", "--today", "2024-05-01"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.returncode == 1, ran.stdout
    return "\n".join(line for line in ran.stdout.splitlines() if ": fout[" in line)


def put(project: Path, path: str, content: str | bytes) -> None:
    """Write a file."""
    place = project / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())


def take(project: Path, path: str) -> None:
    """Take a file or a folder away."""
    place = project / path
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "site", "")


def test_a_text_in_the_wrong_folder_is_told_where_it_belongs(project: Path) -> None:
    put(project, "content/los-nieuws.md", NEWS)
    put(project, "content/losse-dag.md", EVENT)
    put(project, "content/los-mens.md", PERSON)
    put(project, "content/niuews/2024/tikfout.md", NEWS)
    put(project, "content/Nieuws/2024/hoofdletter.md", NEWS)
    put(project, "content/nieuws/2024/een-dag.md", EVENT)
    put(project, "content/bijeenkomsten/2024/een-bericht.md", NEWS)
    put(project, "content/nieuws/zonder-jaar.md", NEWS)
    lines = told(project).splitlines()
    moved = {line.partition(":")[0] for line in lines if "fout[map-verkeerd]" in line}
    assert moved == {
        "content/los-nieuws.md",
        "content/losse-dag.md",
        "content/los-mens.md",
        "content/niuews/2024/tikfout.md",
        "content/Nieuws/2024/hoofdletter.md",
        "content/nieuws/2024/een-dag.md",
        "content/bijeenkomsten/2024/een-bericht.md",
        "content/nieuws/zonder-jaar.md",
    }
    assert [line for line in lines if "map-verkeerd" not in line] == [
        "content/Nieuws:1: fout[naam-onjuist] De naam van deze map kan geen adres zijn: `Nieuws`."
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            'adres: "https://a.example/\\nx"',
            "Bij `adres`: in het adres van de site staat een spatie of een nieuwe regel.",
        ),
        (
            "adres: |\n  https://a.example/\n  x",
            "Bij `adres`: in het adres van de site staat een spatie of een nieuwe regel.",
        ),
        (
            "adres: https://a.example\nper-bladzijde: 0",
            "Bij `per-bladzijde`: met `0` berichten is een bladzijde leeg.",
        ),
        ("adres: https://a.example\nper-bladzijde: 1e999", "Bij `per-bladzijde`: `1e999` is geen heel getal."),
    ],
)
def test_a_setting_that_cannot_be_is_told_at_its_line(project: Path, typed: str, message: str) -> None:
    put(project, "content/site.yaml", f"naam: Alliantie\n{typed}\n")
    assert message in told(project)


@pytest.mark.parametrize(
    ("path", "content", "report"),
    [
        ("content", None, "content:1: fout[inhoud-ontbreekt] De map `content/` met alle teksten is er niet."),
        (
            "content/site.yaml",
            None,
            "content/site.yaml:1: fout[inhoud-ontbreekt] Het bestand `content/site.yaml` is er niet.",
        ),
        (
            "content/site.yaml",
            "",
            "content/site.yaml:1: fout[inhoud-ontbreekt] Het bestand `content/site.yaml` is leeg.",
        ),
        (
            "content/site.yaml",
            NOT_TEXT,
            "content/site.yaml:2: fout[tekst-onleesbaar] Dit bestand is niet opgeslagen als UTF-8: ",
        ),
        ("content/begrippen.yaml", NOT_TEXT, "content/begrippen.yaml:2: fout[tekst-onleesbaar] "),
        (
            "templates/page.html",
            "{% if x %}\n",
            "templates/page.html:1: fout[sjabloon-stuk] Dit sjabloon kan niet worden ingevuld: ",
        ),
        (
            "templates/layout.html",
            NOT_TEXT,
            "templates/layout.html:1: fout[sjabloon-stuk] Dit sjabloon kan niet worden ingevuld: het is geen tekst ",
        ),
        (
            "templates/assets/style.css",
            NOT_TEXT,
            "templates/assets/style.css:1: fout[sjabloon-stuk] Ik kan dit niet lezen: ",
        ),
    ],
)
def test_a_part_of_a_project_that_is_gone_or_broken_is_named(
    project: Path, path: str, content: str | bytes | None, report: str
) -> None:
    if content is None:
        take(project, path)
    else:
        put(project, path, content)
    assert report in told(project)


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ("templates", "templates/assets/style.css"),
        ("templates/page.html", "templates/page.html"),
        ("templates/layout.html", "templates/layout.html"),
        ("templates/parts/cards.html", "templates/parts/cards.html"),
        ("templates/assets/style.css", "templates/assets/style.css"),
    ],
)
def test_a_layout_of_the_program_that_is_gone_is_named(project: Path, tmp_path: Path, gone: str, named: str) -> None:
    for folder in ("avksite", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / "program" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    take(tmp_path / "program", gone)
    assert f"{named}:1: fout[sjabloon-stuk] Dit " in told(project, tmp_path / "program")
