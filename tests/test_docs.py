"""The papers are true: links lead somewhere, commands run, examples build, and the reference is fresh."""

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from avksite.cli import COMMANDS
from avksite.commands.new import fields, kinds, scaffold
from avksite.commands.reference import reference
from avksite.content import front_matter
from avksite.content.keys import NewFile, keys_of
from avksite.desk.preview import Standing
from avksite.desk.screens import ACTS, LAYOUTS, SCREENS
from avksite.desk.viewer import LABELS
from avksite.dutch.formatting import slug
from avksite.kinds import KINDS
from tests.programs import run
from tests.sites import MINIMAL, built, concise, folder, lay_out

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MANUAL = DOCS / "handleiding.md"
PAPERS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))

TODAY = "7 mei 2026"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^<!-- (content/\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
START = re.compile(r'^<!-- begin van: (\w+) "(.*)" -->\n```text\n(.*?)^```$', re.MULTILINE | re.DOTALL)
NEW = re.compile(r'^python3 build\.py new (\w+) "(.*)"$', re.MULTILINE)
PICTURE = re.compile(r"^!\[(.*)\]\((beeld/\S+\.png)\)$", re.MULTILINE)
QUOTED = re.compile(r"‘([^’]+)’")
BYTES_OF_A_PICTURE = 60_000
WORDS_OF_OTHERS = {
    "Add python.exe to PATH",
    "Bestandsnaamextensies",
    "Meer informatie",
    "Open toch",
    "Toch uitvoeren",
    "Webpagina, volledig",
}
"""What Windows, a Mac, an installer and a browser call their buttons."""
WORDS_OF_OTHERS |= {
    *("Afbeelding toevoegen", "Bewerken in Markdown", "Concept", "Invoegen", "Nieuw", "Opslaan"),
    "Werken met een lokale repository",
}
"""And what the form does: `tests/browser/test_form.py` looks for them on its screens."""
NOT_OF_THE_DESK = {
    "Delen via social media",
    "Mogelijk gemaakt door",
    "Terug",
    "klik hier",
    "komende",
    "let op",
    "voorbije",
}
"""What stands on a page, in a report or in a text."""
COMMAND = re.compile(r"^(?:\$ )?python3 build\.py\b(.*)$", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Return the anchors that a page on GitHub has: its headings in lower case with hyphens."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAPERS, ids=name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: Path) -> None:
    dead = []
    for target in LINK.findall(FENCED.sub("", text(path))):
        place, _, anchor = target.partition("#")
        file = (path.parent / place).resolve() if place else path
        if not re.match(r"[a-z]+:", target) and (
            not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file))
        ):
            dead.append(target)
    assert dead == []


def test_the_reference_is_fresh() -> None:
    stale = [path for path, made in reference().items() if not (ROOT / path).exists() or text(ROOT / path) != made]
    assert stale == [], "type: python3 build.py reference"


def test_the_reference_holds_nothing_that_is_not_made() -> None:
    files = {name(path) for path in (DOCS / "reference").rglob("*") if path.is_file()}
    assert {"avksite/regels.md", *files} == set(reference())


def commands() -> Iterator[str]:
    """Yield what follows `python3 build.py` in the code of every paper."""
    for path in PAPERS:
        for _, _, code in FENCED.findall(text(path)):
            yield from (words.partition("#")[0].strip() for words in COMMAND.findall(code))


def test_every_command_in_the_papers_exists_with_its_options() -> None:
    known = set(re.findall(r"--[a-z-]+", run(ROOT, "--help").stdout))
    for words in commands():
        bare, options = re.sub(r"\s--[a-z-]+.*", "", f" {words}").split(), re.findall(r"--[a-z-]+", words)
        assert not bare or bare[0] in COMMANDS, words
        assert (bare[:1] == ["test"]) or set(options) <= known, words


def test_every_rule_that_the_papers_explain_exists() -> None:
    for words in sorted({words for words in commands() if words.startswith("explain ")}):
        assert run(ROOT, *words.split()).returncode == 0, words


def test_every_new_file_of_the_papers_stops_nobody_and_is_told_what_to_fill_in(tmp_path: Path) -> None:
    root = project(tmp_path)
    for words in sorted({words for words in commands() if words.startswith("new ")}):
        made = re.fullmatch(r'new (\w+) "(.*)"', words)
        assert made
        told = run(root, "new", made[1], made[2])
        assert told.returncode == 0, told.stderr
        path = told.stdout.partition("Gemaakt: ")[2].partition("\n")[0]
        assert (root / path).stem == slug(made[2])
    told = run(root, "check", "--format", "concise")
    assert told.returncode == 0
    assert set(re.findall(r": tip\[sleutel-ontbreekt\] \(concept\) | [^ ]+\[.*", told.stdout)) == {
        ": tip[sleutel-ontbreekt] (concept) "
    }


def test_the_readme_opens_with_the_two_commands_that_ci_runs() -> None:
    opening = next(code for _, _, code in FENCED.findall(text(ROOT / "README.md")))
    two = [line.partition("#")[0].strip("$ ") for line in opening.splitlines()]
    assert two == ["python3 build.py", "python3 build.py test"]
    ran = re.findall(r"^python3 build\.py[ \w]*(?=\n| \|)", text(ROOT / ".ci/run"), re.MULTILINE)
    assert [line.strip() for line in ran] == two


def project(folder: Path) -> Path:
    """Copy what a build reads, so that a test may change it."""
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def test_the_report_in_the_readme_is_what_one_sees(tmp_path: Path) -> None:
    root = project(tmp_path)
    told_there = next(
        code for _, kind, code in FENCED.findall(text(ROOT / "README.md")) if kind == "console" and "│" in code
    )
    typed = re.search(r"│ +(sluit: .*)$", told_there, re.MULTILINE)
    assert typed
    assert run(root).returncode == 0  # there is a site of before
    call = root / "content/nieuws/2023/oproep-experimenten.md"
    call.write_text(text(call).replace("sluit: 13 november 2023", typed[1]), encoding="utf-8")
    told = run(root)
    assert told.returncode == 1
    shown = told_there.partition("\n")[2]
    assert without_seconds(told.stdout + told.stderr).strip() == without_seconds(shown).strip()


def without_seconds(words: str) -> str:
    return re.sub(r"\d+,\d seconden", "… seconden", words)


def test_the_layers_in_contributing_are_those_that_are_held() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    bare = [re.sub(r"[()]", "", layer).replace(" | ", ", ") for layer in layers]
    assert " > ".join(layer for layer in bare if layer != "__main__") in text(ROOT / "CONTRIBUTING.md")


def test_contributing_says_where_things_are() -> None:
    rows = re.findall(r"^\| .*\? \| `(\S+\.py)` \| `([\w.]+)` \|$", text(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    assert len(rows) >= 10
    gone = []
    for path, dotted in rows:
        scope: list[ast.stmt] = ast.parse(text(ROOT / path)).body
        for part in dotted.split("."):
            found = [n for n in scope if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name == part]
            if not found:
                gone.append(f"{path}: {dotted}")
                break
            scope = found[0].body
    assert gone == []


def test_every_example_in_the_manual_builds() -> None:
    examples = EXAMPLE.findall(text(MANUAL))
    assert len(examples) > 10
    latest = {**MINIMAL, **dict(examples)}
    # An event is announced first and reported on later: each text is tried among the last state of the others.
    for path, example in examples:
        files = {**latest, path: example}
        with folder("".join(f"-- {place} --\n{content}" for place, content in files.items())) as root:
            assert concise(built(root, TODAY).problems) == "", path


def labels_of_the_desk() -> set[str]:
    """Return all that stands by itself between two tags of the desk, and what it calls what it shows."""
    labels = {*SCREENS.values(), *ACTS.values(), *LABELS.values(), *Standing, *kinds().values()}
    labels |= {field.label for kind in kinds() for field in fields(kind, also_optional=True)}
    for layout in LAYOUTS.glob("*.html"):
        labels |= {" ".join(words.split()) for words in re.split(r"<[^>]*>|{%.*?%}|{{.*?}}", text(layout))}
    return labels


def test_every_button_that_the_manual_names_is_called_so_on_a_screen() -> None:
    quoted = set(QUOTED.findall(FENCED.sub("", text(MANUAL))))
    assert quoted - labels_of_the_desk() - WORDS_OF_OTHERS - NOT_OF_THE_DESK == set()
    assert (WORDS_OF_OTHERS | NOT_OF_THE_DESK) - quoted == set()
    assert set(SCREENS.values()) - quoted == set()


def test_the_pictures_in_the_manual_are_small_and_put_in_words() -> None:
    shown = PICTURE.findall(text(MANUAL))
    assert {place for _, place in shown} == {f"beeld/{path.name}" for path in (DOCS / "beeld").iterdir()}
    assert [place for alt, place in shown if len(alt) < 40] == []
    assert [place for _, place in shown if (DOCS / place).stat().st_size > BYTES_OF_A_PICTURE] == []


def test_the_manual_lists_its_pages_in_their_order() -> None:
    manual = FENCED.sub("", text(MANUAL))
    assert re.findall(r"^- \[(.*)\]\(#", manual, re.MULTILINE) == re.findall(r"^## (.*)$", manual, re.MULTILINE)


def test_the_manual_says_in_which_file_each_example_goes() -> None:
    for before, path in re.findall(r"([^\n]*)\n\n<!-- (content/\S+) -->", text(MANUAL)):
        assert f"`{path}`" in before


@pytest.mark.parametrize("what", [name for kind in KINDS for name in (kind.name, *kind.variants)])
def test_what_new_makes_is_what_the_manual_shows_once_it_is_filled_in(what: str) -> None:
    (title,) = [title for kind, title in NEW.findall(text(MANUAL)) if kind == what]
    path, made = scaffold(Path("nergens"), what, {"titel": title}, date(2026, 5, 7))
    example = dict(reversed(EXAMPLE.findall(text(MANUAL))))[path]
    (front, _), (empty, _) = front_matter.split(path, example), front_matter.split(path, made)
    assert title in {front.values.get("titel"), front.values.get("naam")}
    offered = {*empty.values, *re.findall(r"^# ([a-z-]+):$", made, re.MULTILINE)}
    later = {key.name for kind in KINDS for key in keys_of(kind.entry).values() if key.new_file is NewFile.OMITS}
    assert front.values.keys() <= offered | later
    assert empty.values.keys() - {"concept"} <= front.values.keys()


def test_the_start_of_a_new_file_in_the_manual_is_how_it_starts() -> None:
    ((what, title, start),) = START.findall(text(MANUAL))
    assert scaffold(Path("nergens"), what, {"titel": title}, date(2026, 5, 7))[1].startswith(start)


def test_an_old_text_in_the_manual_gives_what_the_manual_says(tmp_path: Path) -> None:
    (old, said), *_ = re.findall(
        r"^<!-- oud -->\n```text\n(.*?)^```.*?^<!-- dit zegt import -->\n```text\n(.*?)^```",
        text(MANUAL),
        re.MULTILINE | re.DOTALL,
    )
    root = lay_out(tmp_path, f"-- oud/open-dag.txt --\n{old}")
    told = run(root, "import", "oud")
    assert told.stdout == said
    assert run(root, "check", "--strict").returncode == 0


@pytest.mark.parametrize("path", DECISIONS, ids=name)
def test_every_decision_has_a_date_a_status_and_a_reason(path: Path) -> None:
    decision = text(path)
    assert re.match(rf"# {int(path.name[:4])}\. \S", decision)
    assert re.search(r"^- Date: 20\d\d-\d\d-\d\d$", decision, re.MULTILINE)
    assert re.search(r"^- Status: (accepted|superseded by \[\d+\]\(\S+\))$", decision, re.MULTILINE)
    assert re.findall(r"^## (.*)$", decision, re.MULTILINE) == ["Why", "What we decided", "What follows"]


@pytest.mark.parametrize("path", DECISIONS, ids=name)
def test_a_decision_that_holds_names_files_that_are_there(path: Path) -> None:
    if "- Status: accepted" in text(path):
        named = re.findall(r"`((?:avksite/)?(?:[a-z_]+/)+[a-z_]+\.py)`", text(path))
        roots = (ROOT, ROOT / "avksite")
        assert [place for place in named if not any((root / place).exists() for root in roots)] == []


def test_the_decisions_are_numbered_without_gaps_and_listed() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    titles = [text(path).partition("\n")[0].partition(". ")[2] for path in DECISIONS]
    rows = [
        f"{number}. [{title}]({path.name})"
        for number, (title, path) in enumerate(zip(titles, DECISIONS, strict=True), start=1)
    ]
    assert "\n".join(rows) in text(DOCS / "decisions/README.md")
