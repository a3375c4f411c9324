"""What people read of a report: the end first, in order of weight, and no more than helps."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from inline_snapshot import snapshot

from avksite import report
from avksite.checks import RULES
from avksite.problems import Place, Problem, Rule, Severity
from tests.sites import example_site, parts, site

QUOTED = re.compile(r"[`“]([^`”]+)[`”]")
FILLER = "zand " * 40
"""More than fits in a quoted line."""


def lines_of(text: str) -> dict[tuple[str, int], str]:
    return {
        (path, number): line
        for path, _, target, content in parts(text)
        if target is None
        for number, line in enumerate(content.split("\n"), start=1)
    }


def meant(problem: Problem, line: str) -> str:
    """Return what a message quotes first of its line; "" when the line begins with that, or is a key or a row."""
    words = next((words.strip("… ") for words in QUOTED.findall(problem.message) if words.strip("… ") in line), "")
    return "" if re.match(rf"\W*{re.escape(words)}|\s*[\w-]+:|/|\|", line) else words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_words_that_a_message_is_about_are_in_the_part_of_a_long_line_that_is_quoted(rule: Rule) -> None:
    text = example_site(rule.explanation.bad)
    lines = lines_of(text)
    for problem in site(text).problems:
        line = lines.get((problem.place.path, problem.place.line), "")
        if problem.rule == rule and (words := meant(problem, line)):
            about = problem.about or (problem.fix.old if problem.fix else "")
            long = line if words in about else line.replace(words, f"{FILLER}{words}", 1)
            assert words[:40] in report.excerpt(f"{FILLER}{long}", about), problem.message


def post(name: str, text: str, *front: str) -> str:
    head = (f"titel: Over {name}", "kort: We praten over soep.", "datum: 1 mei 2024", *front)
    return "\n".join((f"-- content/nieuws/2024/{name}.md --", "---", *head, "---", *filter(None, (text,)), ""))


def told(text: str, *published: str, tells_all: bool = False) -> str:
    lines = lines_of(text)
    return report.full(site(text).problems, lambda it: lines.get((it.path, it.line)), published, tells_all=tells_all)


LONG_WORDS = "De wijkbewonersvergadering kiest.\n\nDe medezeggenschapsraad kiest.\n"


def test_errors_come_last_and_each_by_itself_warnings_by_file_and_tips_counted() -> None:
    text = post("brood", f"{LONG_WORDS}\nNeem o.a. een pen mee.\n\nNeem o.a. soep mee.") + post(
        "soep", "Zie [de soep](/sop.md). Neem o.a. soep mee."
    )
    assert told(text) == snapshot("""\
TIPS voor content/nieuws/2024/brood.md
  2 keer, het eerst op regel 6: Dit is een lang woord: “wijkbewonersvergadering” heeft
      23 letters. Kan het korter, of met twee woorden? Is het een bekend woord? Zet het
      in `content/woorden.yaml` onder `bekende-woorden`. Ook op regel 8. [woord-lang]

LET OP in content/nieuws/2024/brood.md

  regel 10 │ Neem o.a. een pen mee.
  “o.a.” is een afkorting.
  Ook op regel 12.
  Waarom: Niet iedereen kent een afkorting, en voorleessoftware struikelt erover.
  Doe dit: Schrijf “onder andere”.
  Meer weten: python3 build.py explain afkorting

LET OP in content/nieuws/2024/soep.md

  regel 6 │ Zie [de soep](/sop.md). Neem o.a. soep mee.
  “o.a.” is een afkorting.
  Doe dit: Schrijf “onder andere”.

FOUT in content/nieuws/2024/soep.md, regel 6
  `/sop.md` bestaat niet.

  6 │ Zie [de soep](/sop.md). Neem o.a. soep mee.

  Waarom: Een link die niet werkt, stopt de lezer op het moment dat hij verder wil.
  Doe dit: Bedoel je `/nieuws/2024/soep.md`?
  Meer weten: python3 build.py explain link-kapot\
""")


def test_of_a_text_that_is_public_as_it_is_no_tips_are_told_unless_all_is_asked() -> None:
    text, path = post("brood", LONG_WORDS), "content/nieuws/2024/brood.md"
    assert told(text, path) == snapshot("""\
  Er staan 2 tips niet bij: van teksten die al zo op de site staan, of die minder
  helpen. Tips houden niets tegen. Alles lezen: python3 build.py check --alles\
""")
    assert told(text, path, tells_all=True) == told(text)


def test_of_very_many_texts_a_few_are_told_whole_and_the_others_in_a_line() -> None:
    text = "".join(post(f"soep-{number}", f"{LONG_WORDS}\nNeem o.a. soep mee.") for number in range(1, 9))
    assert told(text).splitlines()[-5:] == snapshot(
        [
            "",
            "LET OP ook in",
            "  content/nieuws/2024/soep-6.md: 1 keer afkorting",
            "  content/nieuws/2024/soep-7.md: 1 keer afkorting",
            "  content/nieuws/2024/soep-8.md: 1 keer afkorting",
        ]
    )
    assert told(text).count("TIPS voor") == 5
    assert told(text, tells_all=True).count("TIPS voor") == 8


def test_of_an_error_that_comes_again_and_again_five_are_told_whole_and_the_others_in_short_before_them() -> None:
    text = "".join(post(f"soep-{number}", f"Zie [de soep](/sop-{number}.md).") for number in range(1, 8))
    assert told(text).split("\n\n")[0] == snapshot("""\
FOUT ook hier
  content/nieuws/2024/soep-6.md:6: `/sop-6.md` bestaat niet. Bedoel je
      `/nieuws/2024/soep-6.md`?
  content/nieuws/2024/soep-7.md:6: `/sop-7.md` bestaat niet. Bedoel je
      `/nieuws/2024/soep-7.md`?\
""")
    assert told(text).count("FOUT in") == 5
    assert told(text, tells_all=True).count("FOUT in") == 7


def test_the_ten_tips_that_help_a_page_most_are_told() -> None:
    found = [Problem(Rule(f"regel-{n}", Severity.HINT, ""), Place("a.md", n), f"{n}.", "Doe.") for n in range(1, 13)]
    criterion = replace(found[11].rule, criterion="1.1.1")
    found[11], found[10] = replace(found[11], rule=criterion), replace(found[10], rule=found[9].rule)
    lines = report.full(found, lambda _: None).splitlines()
    assert [line.split(":")[0].strip() for line in lines[1:11]] == [
        *(f"regel {n}" for n in range(1, 9)),
        "2 keer, het eerst op regel 10",
        "regel 12",
    ]
    assert lines[12].startswith("  Er staat 1 tip niet bij")


def test_a_table_to_type_keeps_its_lines() -> None:
    assert told(post("soep", "Dag\tOpen\nmaandag\t9.00 uur")) == snapshot("""\
LET OP in content/nieuws/2024/soep.md

  regel 6 │ Dag	Open
  Deze 2 regels komen met tabs uit een rekenblad of uit Word. Zo is het geen tabel.
  Waarom: Anders loopt alles achter elkaar door, en is niet te zien of te horen welk
          woord bij welke kop hoort.
  Doe dit: Typ het zo:
           | Dag | Open |
           | --- | --- |
           | maandag | 9.00 uur |
           Zet er een lege regel boven en onder.
  Meer weten: python3 build.py explain tabel-bijna\
""")
