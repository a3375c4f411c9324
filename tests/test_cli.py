"""The commands as staff type them: what they say, what they leave behind, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import run
from tests.sites import lay_out

ROOT = Path(__file__).parents[1]

WRONG_DATE = (
    "-- content/nieuws/2024/proef.md --\n---\ntitel: Proef\nkort: Een proef.\ndatum: 24 novmber 2024\n---\nTekst.\n"
)
DOUBLE_HEADING = "-- content/index.md --\n---\ntitel: Welkom\n---\n\n## Wonen\n\nEen.\n\n## Wonen\n\nTwee.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "site", "")


ENGLISH = ("usage", "options:", "positional", "show this", "invalid", "ambiguous", "ignored", "expected")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("--onzin", "dit ken ik niet: --onzin."),
        ("--ta", "dit ken ik niet: --ta."),
        ("--output", "bij --output: hier hoort nog iets achter."),
        ("--strict=ja", "bij --strict: hier hoort niets achter, dus ook niet 'ja'."),
        ("serve --port abc", "bij --port: `abc` is geen poort; typ een getal zoals 8000."),
        ("serve --port 99999", "bij --port: `99999` is geen poort; typ een getal zoals 8000."),
        ("check --format xml", "bij --format: `xml` ken ik niet; kies full, concise, json of github."),
        (
            "--base-url https://a;b",
            "bij --base-url: `https://a;b` is geen adres; typ iets als https://www.voorbeeld.nl.",
        ),
        ("--base-url voorbeeld", "bij --base-url: `voorbeeld` is geen adres; typ iets als https://www.voorbeeld.nl."),
        (
            "--today vandaag",
            "bij --today: `vandaag` is elke keer een andere dag. Typ welke dag het is, zoals `24 november 2022`.",
        ),
    ],
)
def test_a_command_that_is_not_understood_is_told_in_dutch(project: Path, typed: str, told: str) -> None:
    ran = run(project, *typed.split())
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[0] == f"Die opdracht begrijp ik niet: {told}"


def test_the_help_is_in_dutch_from_the_first_word_to_the_last(project: Path) -> None:
    told = run(project, "--help").stdout
    assert told.startswith("Maakt van de teksten in content/ een website, feeds, een agenda en een nieuwsbrief.\n")
    assert [word for word in ENGLISH if word in told] == []


def test_a_build_says_what_it_made_and_how_to_look_at_it(project: Path) -> None:
    ran = run(project, "--today", "2024-05-01")
    first, numbers, compared, look = ran.stdout.splitlines()
    assert ran.returncode == 0
    assert first.startswith("Klaar in ")
    assert numbers.endswith("· 5 feeds · 0 mails · 2 agenda’s · geen problemen")
    assert compared == "  Hier was nog geen site om mee te vergelijken."
    assert look == "  Bekijken: python3 build.py serve, of open output/index.html in je browser."
    assert (project / "output/index.html").is_file()


def test_a_build_says_what_it_changed_for_a_reader(project: Path) -> None:
    run(project)
    lay_out(project, "-- content/index.md --\n---\ntitel: Welkom allemaal\n---\nFijn dat je er bent.\n")
    assert "  Veranderd: ‘Welkom allemaal’ (titel)" in run(project).stdout.splitlines()
    lay_out(project, "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent.\n")
    compared = run(project, "check", "--compare", "output", "--preview", "https://v.example/7/")
    assert (compared.returncode, compared.stderr) == (0, "")
    assert "- [Welkom](https://v.example/7/index.html): titel" in compared.stdout.splitlines()
    assert "‘Welkom allemaal’" not in run(project, "--format", "json").stdout


def test_what_is_no_site_cannot_be_compared_with(project: Path) -> None:
    ran = run(project, "check", "--compare", "content")
    assert ran.returncode == 2
    assert ran.stderr.startswith("In `content` staat geen site. Typ achter `--compare` de map van een site die al")


def test_nothing_that_is_quoted_steers_the_terminal(project: Path) -> None:
    lay_out(project, WRONG_DATE.replace("novmber", "nov\x1b[2J\x07\x9b31mmber"))
    (project / "content/media").mkdir()
    (project / "content/media/film.vtt").write_bytes(b"WEBVTT\n\nDag\x1b]0;x\x07\n")
    lay_out(project, "-- content/index.md --\n---\ntitel: Welkom\n---\n[De ondertitels](/media/film.vtt)\n")
    ran = run(project, "check")
    assert "Boven `Dag�]0;x�` staat" in ran.stdout
    assert [char for char in ran.stdout + ran.stderr if not char.isprintable() and char != "\n"] == []
    assert ran.returncode == 1


def test_a_wrong_date_gets_a_kind_sentence_with_the_line_and_what_to_type(project: Path) -> None:
    lay_out(project, WRONG_DATE)
    ran = run(project, "check")
    assert ran.returncode == 1
    *told, tally = ran.stdout.splitlines()
    assert told == [
        "FOUT in content/nieuws/2024/proef.md, regel 4",
        "  Bij `datum`: de maand `novmber` ken ik niet.",
        "",
        "  4 │ datum: 24 novmber 2024",
        "",
        "  Waarom: Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail",
        "          en op de site.",
        "  Doe dit: Bedoel je `24 november 2024`?",
        "  Meer weten: python3 build.py explain waarde-onleesbaar",
        "",
    ]
    assert tally.startswith("Er is nog iets te herstellen: 1 fout (")


def test_a_faulty_build_leaves_the_last_good_site(project: Path) -> None:
    run(project)
    before = {path: path.read_bytes() for path in (project / "output").rglob("*") if path.is_file()}
    lay_out(project, WRONG_DATE)
    ran = run(project)
    assert ran.returncode == 1
    assert "output/ is niet veranderd: de vorige site staat er nog." in ran.stdout
    assert "de vorige site" not in run(project, "--output", "nieuw").stdout
    assert {path: path.read_bytes() for path in (project / "output").rglob("*") if path.is_file()} == before


def test_what_is_not_of_the_site_is_put_aside_and_told(project: Path) -> None:
    run(project)
    (project / "output/CNAME").write_text("voorbeeld.nl")
    (project / "output/vakantie.txt").write_text("van mij")
    told = run(project).stdout.splitlines()
    assert "  In output/ stond wat niet bij de site hoort: vakantie.txt." in told
    assert f"  Het is bewaard in {(project / '.output-vorig/apart/1').resolve()}." in told
    assert (project / ".output-vorig/apart/1/vakantie.txt").read_text() == "van mij"
    assert (project / "output/CNAME").read_text() == "voorbeeld.nl"


def test_check_writes_nothing(project: Path) -> None:
    assert run(project, "check").returncode == 0
    assert not (project / "output").exists()


def test_a_warning_holds_back_only_a_strict_build(project: Path) -> None:
    lay_out(project, DOUBLE_HEADING)
    assert run(project, "--format", "concise").returncode == 0
    strict = run(project, "--strict", "--format", "concise")
    assert strict.returncode == 1
    assert strict.stdout.startswith("content/index.md:9: let op[kop-dubbel] ")


LONG_WORD = "-- content/index.md --\n---\ntitel: Welkom\n---\nDe wijkbewonersvergadering kiest.\n"


def test_tips_are_told_until_the_text_is_public_as_it_is(project: Path) -> None:
    lay_out(project, LONG_WORD)
    tip, calm = "TIPS voor content/index.md", "  Er staat 1 tip niet bij: "
    assert tip in run(project, "check").stdout
    assert tip in run(project).stdout
    assert run(project, "check").stdout.startswith(calm)
    assert run(project, "check", "--alles").stdout.startswith(tip)
    assert len(json.loads(run(project, "check", "--format", "json").stdout)) == 1
    lay_out(project, LONG_WORD.replace("kiest", "beslist"))
    assert run(project, "check").stdout.startswith(tip)


def test_check_looks_at_one_file_or_at_what_is_not_public_yet(project: Path) -> None:
    lay_out(project, LONG_WORD)
    run(project)
    lay_out(project, LONG_WORD + WRONG_DATE)
    one = run(project, "check", "index.md")
    assert (one.returncode, one.stdout.splitlines()[0]) == (0, "TIPS voor content/index.md")
    assert one.stdout.splitlines()[-1] == "  In de rest van de site: nog 1 melding."
    for words in (["content/nieuws"], ["--gewijzigd"]):
        changed = run(project, "check", *words)
        assert (changed.returncode, changed.stdout.splitlines()[0]) == (
            1,
            "FOUT in content/nieuws/2024/proef.md, regel 4",
        )
    assert run(project, "check", "--gewijzigd", "content/index.md").stdout.startswith("Nagekeken in ")


def test_a_cause_that_shows_in_many_texts_is_told_at_the_one_that_was_asked_for(project: Path) -> None:
    lay_out(
        project,
        "".join(f"-- content/{name}.md --\n---\ntitel: {name}\ncontact: noor\n---\nDag.\n" for name in ("a", "b")),
    )
    assert run(project, "check", "b", "--format", "concise").returncode == 2
    told = run(project, "check", "b.md", "--format", "concise").stdout
    assert told.startswith(
        "content/b.md:3: fout[onbekend-persoon] `noor` staat niet bij de personen. Ook hier: content/a.md:3"
    )


def test_the_formats_for_programs_hold_the_same_problem(project: Path) -> None:
    lay_out(project, WRONG_DATE)
    concise = run(project, "check", "--format", "concise").stdout
    (row,) = json.loads(run(project, "check", "--format", "json").stdout)
    github = run(project, "check", "--format", "github").stdout
    assert concise == f"{row['path']}:{row['line']}: fout[{row['rule']}] {row['message']}\n"
    assert set(row) == {"path", "line", "also", "severity", "rule", "criterion", "message", "hint", "fix", "held_back"}
    assert row["severity"] == "error"
    assert github.startswith("::error file=content/nieuws/2024/proef.md,line=4,title=waarde-onleesbaar::Bij `datum`")


def test_without_problems_json_is_an_empty_list(project: Path) -> None:
    assert json.loads(run(project, "check", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "De opdracht `chekc` ken ik niet. Bedoel je `check`?"),
        (["new", "nieuws"], "Typ de soort en de titel"),
        (["explain", "link-kapt"], "De regel `link-kapt` ken ik niet. Bedoel je `link-kapot`?"),
        (["listen", "content/indx.md"], "Van `content/indx.md` is geen pagina gemaakt. Bedoel je `content/index.md`?"),
        (["listen"], "Typ het bestand, bijvoorbeeld: python3 build.py listen content/contact.md"),
        (["build", "alles"], "Achter `build` hoort niets. Dit staat er te veel: `alles`."),
        (["check", "indx.md"], "Het bestand `indx.md` is er niet. Bedoel je `content/index.md`?"),
    ],
)
def test_a_command_that_is_not_understood_is_told_with_what_was_meant(
    project: Path, words: list[str], said: str
) -> None:
    ran = run(project, *words)
    assert ran.returncode == 2
    assert ran.stderr.startswith(said)
    assert ran.stdout == ""


def test_listen_reads_out_the_page_of_a_file(project: Path) -> None:
    ran = run(project, "listen", "content/index.md")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Pagina: Alliantie van Kracht – Welkom (Nederlands)\n[link: Ga naar de inhoud]\n")
    assert "\n  Fijn dat je er bent.\n" in ran.stdout


def test_explain_shows_promise_reason_and_examples(project: Path) -> None:
    ran = run(project, "explain", "link-nergens")
    assert ran.returncode == 0
    assert ran.stdout.startswith("link-nergens: fout (WCAG 2.4.4)")
    assert "  Niet zo:" in ran.stdout
    assert "  Maar zo:" in ran.stdout


def test_a_new_file_stands_in_its_place_and_hides_until_it_is_done(project: Path) -> None:
    ran = run(project, "new", "nieuws", "Wij", "gaan", "open:", "kom", "je?", "--today", "2024-05-01")
    assert ran.returncode == 0
    assert (
        (project / "content/nieuws/2024/wij-gaan-open-kom-je.md").read_text(encoding="utf-8").startswith("---\ntitel: ")
    )
    assert run(project, "check", "--strict").returncode == 0


def test_a_new_file_takes_what_is_typed_behind_the_command(project: Path) -> None:
    ran = run(project, "new", "persoon", "Anna Bakker", "--met", "rol: coach", "--met", "telefoon: 06-12345678")
    assert ran.returncode == 0
    made = (project / "content/personen/anna-bakker.md").read_text(encoding="utf-8")
    assert made.startswith("---\nnaam: Anna Bakker\nrol: coach\n\ntelefoon: 06-12345678\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals that a program can make")
def test_at_a_terminal_a_new_file_is_asked_for(project: Path) -> None:
    master, terminal = os.openpty()
    with os.fdopen(master, "rb+", buffering=0) as screen:
        new = subprocess.Popen(
            [sys.executable, "-m", "avksite", "new", "--today", "2024-05-01"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
        )
        screen.write(b"nieuws\nOpen dag\n\nvandaag\n")
        assert new.wait(30) == 0
    os.close(terminal)
    made = (project / "content/nieuws/2024/open-dag.md").read_text(encoding="utf-8")
    assert made.startswith("---\ntitel: Open dag\n\n# Waar het over gaat")
    assert "\nkort:\ndatum: 1 mei 2024\n" in made


def test_old_texts_become_drafts_and_what_could_not_be_read_is_told(project: Path) -> None:
    lay_out(project, "-- oud/a.txt --\nOpen dag\n\nGeschreven op 3 mei 2023\n\nKom kijken.\n-- oud/b.docx --\nx\n")
    ran = run(project, "import", "oud")
    assert ran.returncode == 1
    assert ran.stdout == (
        "Gemaakt: content/nieuws/2023/open-dag.md, van a.txt\n"
        "  1. Vul in wat nog leeg is: `kort` (regel 5).\n"
        "  2. Op welk adres stond deze tekst? "
        "Zet het boven de tekst, zoals `oude-adressen: [/nieuws/oud-bericht/]`.\n\n"
        "Klaar: 1 concept, 2 vragen, 1 niet gelukt.\n"
        "  Een concept staat niet op de site. "
        "Lees elke tekst na, beantwoord de vragen, en haal `concept: ja` weg.\n"
        "  Wat er nog mist, zegt: python3 build.py check\n"
    )
    assert ran.stderr == (
        "Niet gelukt: b.docx\n  Dit bestand is geen docx. "
        "Open het in Word, kies Opslaan als, en bewaar het opnieuw als Word-document (.docx).\n"
    )
    assert run(project, "check", "--strict").returncode == 0
    assert run(project, "import", "oud/a.txt").returncode == 1
    nowhere = run(project, "import", "nergens")
    assert nowhere.returncode == 2
    assert nowhere.stderr.startswith("`nergens` is er niet. Kijk of de naam klopt")


def test_a_new_file_is_made_in_the_folder_of_the_project_and_nowhere_else(tmp_path: Path) -> None:
    ran = run(tmp_path, "new", "nieuws", "Wij gaan open")
    assert ran.returncode == 2
    assert ran.stderr.startswith("Hier is geen map `content`. Ga eerst naar de map van het project")
    assert list(tmp_path.iterdir()) == []


def test_without_site_yaml_the_rest_is_still_read(project: Path) -> None:
    (project / "content/site.yaml").unlink()
    lay_out_news = project / "content/nieuws/2024/proef.md"
    lay_out_news.parent.mkdir(parents=True)
    lay_out_news.write_text(WRONG_DATE.split("--\n", 1)[1], encoding="utf-8")
    ran = run(project, "check", "--format", "concise")
    assert ran.returncode == 1
    assert [line.split(": ", 1)[0] for line in ran.stdout.splitlines()] == [
        "content/nieuws/2024/proef.md:4",
        "content/site.yaml:1",
    ]


def test_an_empty_content_is_an_error_not_an_empty_site(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("naam: Proef\nadres: https://voorbeeld.example\n")
    ran = run(tmp_path, "--format", "concise")
    assert ran.returncode == 1
    assert ran.stdout.startswith("content:1: fout[")
    assert not (tmp_path / "output").exists()


def test_a_missing_content_is_told(tmp_path: Path) -> None:
    ran = run(tmp_path, "--format", "concise")
    assert ran.returncode == 1
    assert "De map `content/` met alle teksten is er niet." in ran.stdout


def test_the_day_decides_what_shows(project: Path) -> None:
    lay_out(
        project,
        "-- content/nieuws/2024/later.md --\n---\ntitel: Later\nkort: Nog even.\n"
        "datum: 3 mei 2024\npubliceer: 3 mei 2024\n---\nTekst.\n",
    )
    before = run(project, "--today", "2024-05-02").stdout
    assert "  Nog niet te zien: content/nieuws/2024/later.md (vanaf vrijdag 3 mei 2024)" in before.splitlines()
    assert not (project / "output/nieuws/2024/later/index.html").exists()
    run(project, "--today", "3 mei 2024")
    assert (project / "output/nieuws/2024/later/index.html").is_file()


def test_the_address_of_the_command_wins(project: Path) -> None:
    run(project, "--base-url", "https://proef.example/sub/", "--output", "elders")
    text = (project / "elders/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://proef.example/sub/">' in text
    assert 'href="/sub/' in (project / "elders/404.html").read_text(encoding="utf-8")


EDITION = """\
-- content/nieuwsbrieven/mei.md --
---
titel: Nieuwsbrief mei
onderwerp: Kom je naar de open dag?
voorbeeldtekst: En we zoeken mensen die willen koken.
datum: 1 mei 2024
berichten: automatisch
---
Beste lezer,
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: post@voorbeeld.nl
"""


def test_a_newsletter_is_planned_and_handed_over_once(project: Path) -> None:
    lay_out(project, EDITION)
    day = ("--today", "2024-05-01")
    assert run(project, "newsletter", "plan", "mei", *day).returncode == 0
    assert run(project, "newsletter", "deliver", "--via", "folder", "mei", *day).returncode == 0
    assert not (project / "verzending").exists()
    assert run(project, "newsletter", "deliver", "mei", "--yes", *day).returncode == 0
    assert sorted(file.name for file in (project / "verzending/mei").iterdir()) == ["mail.eml", "mail.html", "mail.txt"]
    assert "moment: woensdag 1 mei 2024, 23.59 uur" in (project / "content/verzonden.yaml").read_text(encoding="utf-8")
    again = run(project, "newsletter", "deliver", "mei", "--yes", *day)
    assert (again.returncode, again.stdout.startswith("Deze nieuwsbrief is al aan `map` gegeven")) == (1, True)
    assert run(project, "check", *day).returncode == 0


def test_a_newsletter_that_is_not_there_is_told_as_a_command_that_was_not_understood(project: Path) -> None:
    lay_out(project, EDITION)
    ran = run(project, "newsletter", "plan", "mij")
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (2, "De nieuwsbrief `mij` ken ik niet. Bedoel je `mei`?")
