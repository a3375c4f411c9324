"""Bad input gets a Dutch message with its file and line, and every other file is still read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from avksite import report
from tests.programs import run
from tests.sites import ROOT, built, concise, folder, lay_out, page, site

SPEC = Path(__file__).parent / "specs/bad-input.md"
CASE = re.compile(r"^## ([^\n]*)\n\n```in\n(.*?)```\n\n```uit\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
CASES = {name: (text, told) for name, text, told in CASE.findall(SPEC.read_text("utf-8"))}
SOUND = "-- content/nieuws/2024/goed.md --\n---\ntitel: Goed\nkort: Dit klopt.\ndatum: 1 mei 2024\n---\nAlles klopt.\n"
NEWS = "-- content/nieuws/2024/proef.md --\n---\ntitel: Proef\nkort: Een proef.\ndatum: 1 mei 2024\n---\n"


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=CASES)
def test_bad_input_is_told_at_its_line_and_the_rest_is_made(text: str, told: str) -> None:
    made = site(SOUND + text)
    assert concise(made.problems) == told
    assert "Alles klopt." in page(made, "nieuws/2024/goed/index.html")
    assert "(concept)" not in told or not any(artifact.path.startswith("plan/") for artifact in made.artifacts)


def test_every_case_of_the_specification_is_tried() -> None:
    assert len(CASES) == SPEC.read_text("utf-8").count("\n## ") > 30


def test_every_format_says_that_it_is_a_draft() -> None:
    problems = site("-- content/plan.md --\n---\ntitel: Plan\nkotr: Zo\nconcept: ja\n---\nTekst.\n").problems
    (row,) = json.loads(report.as_json(problems))
    assert (row["severity"], row["message"]) == snapshot(("hint", "(concept) Ik ken `kotr` niet."))
    assert report.github(problems) == snapshot(
        "::notice file=content/plan.md,line=3,title=sleutel-onbekend::(concept) Ik ken `kotr` niet. Bedoel je `kort`?"
    )
    assert report.full(problems, lambda _: None).splitlines() == snapshot(
        [
            "TIPS voor content/plan.md",
            "  regel 3: (concept) Ik ken `kotr` niet. Bedoel je `kort`? [sleutel-onbekend]",
        ]
    )


def test_a_draft_is_told_as_one_also_when_its_moment_is_typed() -> None:
    keys = "titel: Plan\npubliceer: 3 juni 2034\n"
    made = site(
        f"-- content/a.md --\n---\n{keys}---\nTekst.\n-- content/b.md --\n---\n{keys}concept: ja\n---\nTekst.\n"
    )
    assert report.withheld(made) == snapshot("""\
  Nog niet te zien: content/a.md (vanaf zaterdag 3 juni 2034)
  Nog niet te zien: content/b.md (een concept)\
""")


def test_a_report_of_a_line_each_has_a_line_for_each_whatever_it_quotes() -> None:
    problems = site("-- content/leeraanbod/a.md --\n---\ntitel: A\nsoort: |\n  een\n  twee\n---\nTekst.\n").problems
    assert len(concise(problems).split("\n")) == len(problems)


# What is gone, and what is no text.


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("content/site.yaml", "content/site.yaml:2: fout[tekst-onleesbaar] Dit bestand is niet "),
        ("templates/layout.html", "Dit sjabloon kan niet worden ingevuld: het is geen tekst "),
        ("templates/assets/style.css", "templates/assets/style.css:1: fout[sjabloon-stuk] Ik kan "),
    ],
)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, path: str, message: str) -> None:
    place = lay_out(tmp_path, "") / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(bytes(range(256)))
    assert message in concise(built(tmp_path).problems)


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("project/content", "content:1: fout[inhoud-ontbreekt] De map `content/` met alle teksten is er niet."),
        ("program/templates", "templates/assets/style.css:1: fout[sjabloon-stuk] Dit "),
        ("program/templates/layout.html", "templates/layout.html:1: fout[sjabloon-stuk] Dit "),
        ("program/templates/parts/cards.html", "templates/parts/cards.html:1: fout[sjabloon-stuk] Dit "),
    ],
)
def test_what_is_gone_is_named_by_the_command_as_people_run_it(tmp_path: Path, gone: str, message: str) -> None:
    project, program = lay_out(tmp_path / "project", ""), tmp_path / "program"
    shutil.copytree(ROOT / "templates", program / "templates")
    (program / "avksite").symlink_to(ROOT / "avksite")
    place = tmp_path / gone
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    ran = run(project, "check", "--format", "concise", "--today", "2024-05-01", program=program)
    assert message in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.returncode == 1


# A soup of signs.

PIECES = [
    "*", "**", "__", "[", "](", ")", "![", "`", "\\", "&amp;", "&#57344;", '"', "<b>", "<", ">", "~~~\n", "|", "\n",
    "\n\n", "  \n", "\\\n", "- ", "1. ", "> ", "## ", "[^1]", "\n\n[^1]: ", "\n\n[a]: b\n", "[a]", "[c][d]",
    "[x](![y](z.png))", "{lang=en}", "/// let-op\n", "\n///\n", "\ue000", "\ue0041\ue005", "\U000f0003", "\x02",
    "\x1b", "woord ", "Een zin. ", "https://voorbeeld.nl/a", "renée@voorbeeld.nl",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
TEXTUAL = (".html", ".xml", ".json", ".txt", ".ics")
OURS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010ffff]")


@given(SOUP)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_sign_of_our_own_and_no_control_character_is_in_any_output(soup: str) -> None:
    letter = (
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Nieuws\n"
        f"voorbeeldtekst: Nieuws.\ndatum: 10 maart 2024\nberichten: /nieuws/2024/proef.md\n---\n{soup}\n"
    )
    with folder(NEWS + soup + "\n" + letter) as root:
        made = built(root)
    texts = {other.path: other.content for other in made.artifacts if other.path.endswith(TEXTUAL)}
    assert {
        "nieuws/2024/proef/index.html",
        "feed.xml",
        "nieuwsbrieven/maart/mail.html",
        "nieuwsbrieven/maart/mail.txt",
    } <= set(texts)
    assert [path for path, content in texts.items() if OURS.search(content.decode().replace("\r\n", "\n"))] == []
    said = [f"{problem.message} {problem.hint}" for problem in made.problems]
    assert [words for words in said if OURS.search(words)] == []
