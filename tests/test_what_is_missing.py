"""What is gone, in the wrong place or unreadable is named in Dutch, by the command as people run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import built, concise, lay_out, site

ROOT = Path(__file__).parents[1]
TEXT = "-- content/{} --\n---\ntitel: Proef\nkort: Een proef.\n{}---\nTekst.\n"
NEWS = "datum: 1 mei 2024\n"
EVENT = "begin: 3 mei 2024\nsoort: congres\nlocatie:\n  plaats: Emmen\n"


def reported(project: Path, program: Path) -> str:
    """Return what `check` of a program reports of a project; there is an error, and never a traceback."""
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
    return ran.stdout


def test_a_text_in_the_wrong_folder_is_reported_where_it_belongs() -> None:
    wrong = {
        "los-nieuws.md": NEWS,
        "losse-dag.md": EVENT,
        "niuews/2024/tikfout.md": NEWS,
        "Nieuws/2024/hoofdletter.md": NEWS,
        "nieuws/2024/een-dag.md": EVENT,
        "bijeenkomsten/2024/een-bericht.md": NEWS,
        "nieuws/zonder-jaar.md": NEWS,
    }
    person = "-- content/los-mens.md --\n---\nnaam: Saskia\nrol: Projectleider\n---\n"
    made = site(person + "".join(TEXT.format(path, front) for path, front in wrong.items()))
    errors = [problem for problem in made.problems if problem.severity == "error"]
    moved = {problem.place.path for problem in errors if problem.rule.id == "map-verkeerd"}
    assert moved == {"content/los-mens.md", *(f"content/{path}" for path in wrong)}
    assert concise(problem for problem in errors if problem.rule.id != "map-verkeerd") == (
        "content/Nieuws:1: fout[naam-onjuist] De naam van deze map kan geen adres zijn: `Nieuws`."
    )


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("content", None, "content:1: fout[inhoud-ontbreekt] De map `content/` met alle teksten is er niet."),
        ("content/site.yaml", bytes(range(256)), "content/site.yaml:2: fout[tekst-onleesbaar] Dit bestand is niet "),
        ("content/site.yaml", b"naam: A\nadres: https://a.nl\nper-bladzijde: 1e999\n", "`1e999` is geen heel getal."),
        ("templates/page.html", b"{% if x %}\n", "templates/page.html:1: fout[sjabloon-stuk] Dit sjabloon kan niet "),
        ("templates/layout.html", bytes(range(256)), "Dit sjabloon kan niet worden ingevuld: het is geen tekst "),
        ("templates/assets/style.css", bytes(range(256)), "templates/assets/style.css:1: fout[sjabloon-stuk] Ik kan "),
    ],
)
def test_a_part_of_a_project_that_is_gone_or_broken_is_named(
    tmp_path: Path, path: str, content: bytes | None, message: str
) -> None:
    place = lay_out(tmp_path, "") / path
    if content is None:
        shutil.rmtree(place)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    assert message in concise(built(tmp_path).problems)


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ("templates", "templates/assets/style.css"),
        ("templates/layout.html", "templates/layout.html"),
        ("templates/parts/cards.html", "templates/parts/cards.html"),
    ],
)
def test_a_layout_of_the_program_that_is_gone_is_named(tmp_path: Path, gone: str, named: str) -> None:
    for folder in ("avksite", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / "program" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    place = tmp_path / "program" / gone
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    assert f"{named}:1: fout[sjabloon-stuk] Dit " in reported(lay_out(tmp_path / "site", ""), tmp_path / "program")
