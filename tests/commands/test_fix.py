"""`fix` types what hints say, where that changes no meaning: once, as a whole, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from avksite.checks import RULES
from avksite.commands.edits import apply, diff_of
from avksite.commands.fix import edits_of, fixes_of
from avksite.problems import Misread, Problem, Rule, Severity
from avksite.rendering.artifact import Build
from tests.programs import run
from tests.sites import built, concise, example_site, lay_out

ABOUT_WORDS = {"afkorting", "cijfers", "link-omweg", "titel-herhaald", "oude-pagina", "ondertiteling-stuk"}
"""Rules of which the fix types other words: those say the same, or were there twice."""
MOST_ROUNDS = 5


def mended(root: Path, today: str = "1 mei 2024") -> Build:
    """Apply what needs no thought until there is nothing left of it, and return the last build."""
    for _ in range(MOST_ROUNDS):
        made = built(root, today)
        edits = edits_of(made.site, fixes_of(made.problems))
        if not edits:
            return made
        apply(root, edits)
    raise AssertionError(diff_of(edits))


def mend(text: str, tmp_path: Path) -> str:
    """Return what becomes of the text of one page."""
    mended(lay_out(tmp_path, example_site(text)))
    return (tmp_path / "content/voorbeeld.md").read_text("utf-8").removeprefix("---\ntitel: Voorbeeld\n---\n")


def letters(root: Path) -> list[str]:
    files = sorted(file for file in (root / "content").rglob("*") if file.suffix in {".md", ".vtt", ".yaml"})
    return re.findall(r"\w", " ".join(file.read_text("utf-8") for file in files).casefold())


def weighty(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.rule.id for problem in problems if problem.severity is not Severity.HINT}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_typed_for_the_bad_example_of_a_rule_solves_it_and_says_the_same(rule: Rule, tmp_path: Path) -> None:
    root = lay_out(tmp_path, example_site(rule.explanation.bad))
    before = built(root).problems
    said = letters(root) if fixes_of(before) else []
    after = mended(root).problems
    assert {it.rule.id for it in fixes_of(before)}.isdisjoint(it.rule.id for it in after)
    assert weighty(after) <= weighty(before)
    if said and not ABOUT_WORDS.intersection(it.rule.id for it in fixes_of(before)):
        files = {it.fix.old.rpartition("/")[2]: it.fix.new for it in before if it.fix and it.fix.place}
        assert letters(root) == said or files


CASES = {
    "a list with the bullets of Word": (
        "We gaan:\n\n•\tkoken\n•\teten, en daarna\n  afwassen\n\n• praten\n\nTot dan.\n",
        "We gaan:\n\n- koken\n- eten, en daarna\n  afwassen\n\n- praten\n\nTot dan.\n",
    ),
    "numbers with a bracket": ("Zo gaat het:\n\n1) Bel.\n2) Kom.\n", "Zo gaat het:\n\n1. Bel.\n2. Kom.\n"),
    "a paragraph that was broken": (
        "Speciaal voor jonge ouders\n\nmaken we soep.\n",
        "Speciaal voor jonge ouders\nmaken we soep.\n",
    ),
    "capitals": ("KOM OOK! HET IS GRATIS.\n", "Kom ook! Het is gratis.\n"),
    "capitals that may be a name": ("KOM NAAR EMMEN.\n", "KOM NAAR EMMEN.\n"),
    "an abbreviation that ends a sentence": (
        "Neem soep, brood enz. Dan eten we. O.a. soep.\n",
        "Neem soep, brood enzovoort. Dan eten we. Onder andere soep.\n",
    ),
    "an abbreviation in a link, in code and in words of others": (
        "Zie [de soep](https://voorbeeld.nl/o.a./) en “we eten soep o.a. morgen”, en neem o.a. brood mee.\n",
        "Zie [de soep](https://voorbeeld.nl/o.a./) en “we eten soep o.a. morgen”, en neem onder andere brood mee.\n",
    ),
    "one word that is right before the same that is wrong": (
        "In de folder staat “DAN ZEGT ZIJ KOM OOK”. KOM OOK, het is leuk.\n",
        "In de folder staat “DAN ZEGT ZIJ KOM OOK”. Kom ook, het is leuk.\n",
    ),
    "a tracked address": (
        "Zie [het plan](https://voorbeeld.nl/plan?utm_source=mail).\n",
        "Zie [het plan](https://voorbeeld.nl/plan).\n",
    ),
    "rows from a spreadsheet": (
        "Tabel: Open\n\nDag\tTijd\nmaandag\t9.00 uur\n",
        "Tabel: Open\n\n\n| Dag | Tijd |\n| --- | --- |\n| maandag | 9.00 uur |\n\n",
    ),
    "what was a button": ("Terug\n\nDe winkel is open.\n\nDelen via social media\n", "\n\nDe winkel is open.\n\n\n"),
    "two notations of one number": (
        "Bel 0591 22 33 44 of 0591-223344.\n\nBel 0591 22 33 44.\n",
        "Bel 0591 22 33 44 of 0591 22 33 44.\n\nBel 0591 22 33 44.\n",
    ),
    "hard spaces, bullets and an abbreviation on one line": (
        "Mee:\n\n•\u00a0o.a.\u00a0soep\n•\u00a0brood\n",
        "Mee:\n\n- onder andere soep\n- brood\n",
    ),
}


@pytest.mark.parametrize(("typed", "becomes"), CASES.values(), ids=CASES)
def test_what_needs_no_thought_is_typed(typed: str, becomes: str, tmp_path: Path) -> None:
    assert mend(typed, tmp_path) == becomes


def test_a_diff_shows_what_changes_and_no_more_of_a_long_line_than_that(tmp_path: Path) -> None:
    filler = "Wij koken elke week met iedereen die zin heeft om te komen. " * 3
    made = built(lay_out(tmp_path, example_site(f"Kom\u00a0ook.\n\n{filler}Neem o.a. soep mee. {filler}\n")))
    assert diff_of(edits_of(made.site, fixes_of(made.problems))) == snapshot("""\
content/voorbeeld.md
  regel 4
  - Kom⍽ook.
  + Kom ook.
  regel 6
  - … die zin heeft om te komen. Neem o.a. soep mee. Wij koken elke week …
  + … die zin heeft om te komen. Neem onder andere soep mee. Wij koken elke week …\
""")


def test_line_ends_and_the_mark_in_front_stay_as_they_were(tmp_path: Path) -> None:
    root = lay_out(tmp_path, example_site("Kom.\n"))
    page = root / "content/voorbeeld.md"
    page.write_bytes(
        "\ufeff---\r\ntitel: Voorbeeld\r\n---\r\nNeem o.a. soep.\r\n\r\nDag:\r\n- een\r\n- twee\r\n".encode()
    )
    mended(root)
    assert page.read_bytes().decode() == snapshot("""\
\ufeff---\r
titel: Voorbeeld\r
---\r
Neem onder andere soep.\r
\r
Dag:\r
\r
- een\r
- twee\r
""")


NAMES = (
    "-- content/index.md --\n---\ntitel: Welkom\nafbeelding:\n  bestand: /media/Ons Café.svg\n  alt: Ons dorpshuis\n"
    "---\n[Over wonen](/Wonen Hier.md#hulp) en [nog eens](Wonen%20Hier.md).\n"
    "-- content/Wonen Hier.md --\n---\ntitel: Wonen\n---\n## Hulp\n\nTekst en [terug](index.md).\n"
    "-- content/media/Ons Café.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>\n"
)


def test_a_file_gets_its_right_name_and_the_links_to_it_follow(tmp_path: Path) -> None:
    root = lay_out(tmp_path, NAMES)
    assert concise(mended(root).problems) == ""
    assert (root / "content/index.md").read_text("utf-8").splitlines()[3:] == snapshot(
        [
            "  bestand: /media/ons-cafe.svg",
            "  alt: Ons dorpshuis",
            "---",
            "[Over wonen](/wonen-hier.md#hulp) en [nog eens](/wonen-hier.md).",
        ]
    )
    assert not (root / "content/Wonen Hier.md").exists()
    assert (root / "content/media/ons-cafe.svg").is_file()


@pytest.mark.parametrize(
    ("front", "kept"),
    [
        ("", "oude-adressen: /wonen_hier/"),
        ("oude-adressen: /huizen/\n", "oude-adressen: [/huizen/, /wonen_hier/]"),
        ("oude-adressen: [/huizen/]\n", "oude-adressen: [/huizen/, /wonen_hier/]"),
        ("oude-adressen:\n  - /huizen/\n", "oude-adressen:\n  - /wonen_hier/\n  - /huizen/"),
    ],
)
def test_an_address_that_was_public_is_kept(front: str, kept: str, tmp_path: Path) -> None:
    root = lay_out(
        tmp_path,
        f"-- content/wonen_hier.md --\n---\ntitel: Wonen\n{front}---\nTekst.\n"
        "-- content/index.md --\n---\ntitel: Welkom\n---\n[Wonen](/wonen_hier.md).\n"
        "-- content/adressen.txt --\n/ pagina\n/wonen_hier/ pagina\n",
    )
    assert concise(mended(root).problems) == ""
    assert kept in (root / "content/wonen-hier.md").read_text("utf-8")


def test_what_changed_meanwhile_is_left_alone_and_all_else_too(tmp_path: Path) -> None:
    root = lay_out(tmp_path, example_site("-- content/a.md --\n---\ntitel: A\n---\nNeem o.a. soep.\n"
                                          "-- content/b.md --\n---\ntitel: B\n---\nNeem o.a. brood.\n"))  # fmt: skip
    made = built(root)
    edits = edits_of(made.site, fixes_of(made.problems))
    (root / "content/b.md").write_text("---\ntitel: B\n---\nIets anders.\n")
    with pytest.raises(Misread, match=r"`content/b\.md` is intussen veranderd\. Er is niets bewaard\."):
        apply(root, edits)
    assert "o.a." in (root / "content/a.md").read_text()


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    root = lay_out(tmp_path, example_site("-- content/a.md --\n---\ntitel: A\n---\nNeem o.a. soep.\n"
                                          "-- content/b/b.md --\n---\ntitel: B\n---\nNeem o.a. brood.\n"))  # fmt: skip
    made = built(root)
    edits = edits_of(made.site, fixes_of(made.problems))
    (root / "content/b/.b.md-nieuw").mkdir()
    with pytest.raises(Misread, match=r"`content/b/b\.md` kan ik niet bewaren"):
        apply(root, edits)
    assert "o.a." in (root / "content/a.md").read_text()
    assert sorted(file.name for file in (root / "content").iterdir()) == ["a.md", "b", "index.md", "site.yaml"]


def test_the_command_shows_what_changes_and_asks(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "site", "-- content/index.md --\n---\ntitel: Welkom\n---\nNeem o.a. soep.\n")
    shown = run(root, "fix")
    assert shown.stdout.splitlines() == snapshot(
        [
            "content/index.md",
            "  regel 4",
            "  - Neem o.a. soep.",
            "  + Neem onder andere soep.",
            "",
            "Zal ik dit zo typen? [ja/nee] Er is niets veranderd.",
        ]
    )
    assert "o.a." in (root / "content/index.md").read_text()
    (row,) = json.loads(run(root, "fix", "--format", "json").stdout)
    assert row["fix"] == {
        "old": "o.a.", "new": "onder andere", "to_fill": False, "is_safe": True, "path": "content/index.md", "line": 4,
    }  # fmt: skip
    assert run(root, "fix", "index.md", "--ja").stdout.splitlines()[-1] == (
        "Klaar: 1 bestand hersteld. Kijk na: python3 build.py check"
    )
    assert (root / "content/index.md").read_text().endswith("Neem onder andere soep.\n")
    assert run(root, "fix", "--ja").stdout == "Er is niets wat ik vanzelf kan herstellen.\n"
