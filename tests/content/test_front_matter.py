"""Front matter is read as people mean it; `tests/specs/front-matter.md` says how."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from avksite.content.front_matter import RULES, FrontMatter, read_yaml, split
from avksite.content.front_matter.scalars import is_empty
from avksite.problems import Problem, Rule, Unusable

SPECS = Path(__file__).parent.parent / "specs" / "front-matter.md"
CASE = re.compile(
    r"^(?P<sentence>[A-Z].*(?:\n\S.*)*)\n\n```in\n(?P<typed>(?:.*\n)*?)```\n"
    r"(?:\n```uit\n(?P<values>(?:.*\n)*?)```\n)?(?:\n```fout\n(?P<wrong>(?:.*\n)*?)```\n)?",
    re.MULTILINE,
)

MARKS = st.sampled_from(
    [*"---\n:#[]{}'\"|>-,&*!%@`?~\t \\", "titel", "a", ": ", "- ", "  ", "\n", "\n---\n", "é", "\r\n"]
)
KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=30)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
)


def told(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{item.place.line} [{item.rule.id}] {item.message}\n> {item.hint}\n" for item in problems)


def reading(text: str) -> tuple[FrontMatter | None, str]:
    try:
        front, problems = split("content/proef.md", text)
    except Unusable as unusable:
        return None, told(unusable.problems)
    return front, told(problems)


def front_of(text: str) -> FrontMatter:
    front, wrong = reading(text)
    assert front is not None, wrong
    assert wrong == ""
    return front


def cases() -> Iterator[Any]:
    text = SPECS.read_text(encoding="utf-8")
    found = list(CASE.finditer(text))
    assert len(found) == text.count("```in\n")
    for case in found:
        yield pytest.param(case["typed"], case["values"], case["wrong"], id=" ".join(case["sentence"].split()))


@pytest.mark.parametrize(("typed", "values", "wrong"), list(cases()))
def test_front_matter_is_read_as_the_specification_says(typed: str, values: str | None, wrong: str | None) -> None:
    front, problems = reading(typed)
    assert problems == (wrong or "")
    assert (front.values if front else None) == (json.loads(values) if values else None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_the_bad_example_of_a_rule_breaks_just_that_rule_and_the_good_one_nothing(rule: Rule) -> None:
    _, bad = reading(rule.bad.split("--\n", 1)[1])
    assert re.findall(r"\[(.*?)\]", bad) == [rule.id]
    _, good = reading(rule.good.split("--\n", 1)[1])
    assert good == ""


def test_every_key_and_every_item_has_its_line() -> None:
    front = front_of(
        "---\n"
        "titel: Wonen\n"
        "# opmerking\n"
        "kort: Een zin\n"
        "  die doorloopt\n"
        "\n"
        "oproep:\n"
        "  sluit: 24-11-2022\n"
        "  voor-wie:\n"
        "  - buurten\n"
        "\n"
        "  - dorpen\n"
        "programma:\n"
        "  - tijd: 13.00\n"
        "    titel: Welkom\n"
        "  -\n"
        "    titel: Slot\n"
        "onderwerpen: [wonen,\n"
        "  zorg]\n"
        "tekst: |\n"
        "  sluit: dit is geen sleutel\n"
        "eind: 1\n"
        "---\n"
    )
    assert front.lines == {
        ("titel",): 2,
        ("kort",): 4,
        ("oproep",): 7,
        ("oproep", "sluit"): 8,
        ("oproep", "voor-wie"): 9,
        ("oproep", "voor-wie", 0): 10,
        ("oproep", "voor-wie", 1): 12,
        ("programma",): 13,
        ("programma", 0): 14,
        ("programma", 0, "tijd"): 14,
        ("programma", 0, "titel"): 15,
        ("programma", 1): 16,
        ("programma", 1, "titel"): 17,
        ("onderwerpen",): 18,
        ("onderwerpen", 0): 18,
        ("onderwerpen", 1): 19,
        ("tekst",): 20,
        ("eind",): 22,
    }


def test_the_body_starts_on_the_line_below_the_dashes() -> None:
    front = front_of("---\ntitel: Wonen\n---\n\nTekst.\n")
    assert (front.body, front.body_line) == ("\nTekst.\n", 4)


def test_a_file_that_ends_with_the_dashes_has_an_empty_body() -> None:
    front = front_of("---\ntitel: Wonen\n---")
    assert (front.body, front.body_line) == ("", 4)


def test_empty_lines_above_the_dashes_count_but_do_no_harm() -> None:
    front = front_of("\n\n---\ntitel: Wonen\n---\nTekst.")
    assert (front.lines, front.body, front.body_line) == ({("titel",): 4}, "Tekst.", 6)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_file_from_any_system_reads_the_same(end: str) -> None:
    front = front_of("\ufeff" + end.join(["---", "titel: Wonen", "lijst:", "- a", "---", "Een", "Twee", ""]))
    assert front.values == {"titel": "Wonen", "lijst": ["a"]}
    assert (front.body, front.body_line) == ("Een\nTwee\n", 6)


def test_a_rule_in_the_text_stays_in_the_text() -> None:
    assert front_of("---\ntitel: Wonen\n---\nEen\n\n---\n\nTwee\n").body == "Een\n\n---\n\nTwee\n"


def test_an_empty_file_is_told_what_to_type() -> None:
    front, wrong = reading(" \n")
    assert front is None
    assert wrong == (
        "2 [voorinformatie-ontbreekt] Dit bestand is leeg.\n"
        "> Zet bovenaan drie regels: `---`, `titel: Proef` en weer `---`.\n"
    )


def test_a_lone_line_of_dashes_above_a_text_is_no_front_matter() -> None:
    front, wrong = reading("---\n\nZo vind je een huis.\n")
    assert front is None
    assert wrong == (
        "1 [voorinformatie-ontbreekt] Boven deze tekst staan geen gegevens, zoals de titel.\n"
        "> Zet bovenaan drie regels: `---`, `titel: Zo vind je een huis` en weer `---`.\n"
    )


def test_a_broken_line_below_an_empty_one_is_not_taken_for_the_text() -> None:
    front, wrong = reading("---\ntitel: Wonen\n\nKort Dit is kort\ndatum: 24-11-2022\n---\nTekst.\n")
    assert front is None
    assert wrong.startswith("4 [yaml-stuk] In `Kort Dit is kort` staat niet welk gegeven het is.\n")


def test_all_broken_lines_are_told_at_once() -> None:
    _, wrong = reading("---\ntitel Wonen\nkort Kort\ntitel: A\ntitel: B\n---\n")
    assert [line.split("]")[0] for line in wrong.splitlines() if line[0] != ">"] == [
        "2 [yaml-stuk",
        "3 [yaml-stuk",
        "5 [sleutel-dubbel",
    ]


def test_a_group_far_too_deep_is_told_instead_of_read() -> None:
    lines = [f"{'  ' * depth}a:" for depth in range(60)]
    _, wrong = reading("\n".join(["---", *lines, "---"]))
    assert "Hier zit te veel in elkaar." in wrong


def test_a_settings_file_is_read_like_front_matter_with_or_without_dashes_above() -> None:
    for text in ("naam: Alliantie: samen\n", "---\nnaam: Alliantie: samen\n"):
        front, problems = read_yaml("content/site.yaml", text)
        assert (front.values, problems) == ({"naam": "Alliantie: samen"}, ())
    assert read_yaml("content/site.yaml", "\n\nnaam: A\n")[0].lines == {("naam",): 3}


@given(st.lists(MARKS | st.text(max_size=4), max_size=40).map("".join))
@example("---\n- a\n---")
@example("---\na:\n- - - b\n  c: d\n---")
@example('---\na: "\n---')
@example("---\na: [" + "[" * 200 + "\n---")
def test_any_text_is_read_or_has_problems_with_a_line_that_exists(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    try:
        front, problems = split("content/proef.md", text)
    except Unusable as unusable:
        problems = unusable.problems
        assert problems
    else:
        assert all(1 <= line <= lines for line in front.lines.values())
        assert front.body == "\n".join(
            text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[front.body_line - 1 :]
        )
    assert all(1 <= problem.place.line <= lines for problem in problems)


def without_empty_items(value: Any) -> Any:  # noqa: ANN401  a nested value of any shape
    if isinstance(value, dict):
        return {key: without_empty_items(one) for key, one in value.items()}
    if isinstance(value, list):
        return [item for item in map(without_empty_items, value) if not is_empty(item)]
    return value


@given(
    st.dictionaries(KEYS, VALUES, min_size=1, max_size=4),
    st.sampled_from(["block", "mixed"]),
    st.sampled_from([20, 80]),
)
def test_what_a_yaml_library_writes_is_read_back_as_it_was(values: dict[str, Any], style: str, width: int) -> None:
    # Every text in quotes: without them YAML and people differ about what a mark means, and people are right here.
    typed = yaml.safe_dump(
        {"inhoud": values, "eind": ""},
        default_style='"',
        default_flow_style=None if style == "mixed" else False,  # mixed has its innermost lists between brackets
        width=width,
        allow_unicode=True,
        sort_keys=False,
    )
    front, problems = read_yaml("content/site.yaml", typed)
    assert (front.values, problems) == ({"inhoud": without_empty_items(values), "eind": ""}, ())


@given(st.dictionaries(KEYS, TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_a_title_of_one_line_simply_works(values: dict[str, str]) -> None:
    typed = "".join(f"{key}: {text}\n" for key, text in values.items())
    front, problems = read_yaml("content/site.yaml", typed)
    assert {problem.rule.id for problem in problems} <= {"aanhaling-open"}
    for key, text in values.items():
        meant = front.values[key]
        quoted = re.fullmatch(r"(['\"]).*\1(?:\s+#.*)?|[|>][-+1-9]*", text.strip())
        assert quoted or getattr(meant, "typed", meant) == text.strip()


@given(st.lists(st.sampled_from(["a: b", "  c: d", "  - e", "- f", "g:", "    h: i", "", "# j", "k l"]), max_size=12))
def test_what_is_read_without_problems_agrees_with_yaml(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but text
    except yaml.YAMLError:
        return
    try:
        front, problems = read_yaml("content/site.yaml", text)
    except Unusable:
        return
    if not problems:
        assert front.values == (expected or {})


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\ntitel: Soep\n---\nKom.\n\n<<<<<<< HEAD\nOm vijf uur.\n=======\nOm zes uur.\n>>>>>>> a1b2 (tijd)\n", [6]),
        ("---\n<<<<<<< HEAD\ntitel: Soep\n=======\ntitel: Brood\n>>>>>>> a1b2\n---\nKom.\n", [2]),
        (
            "---\ntitel: Soep\n---\n<<<<<<< ours\na\n||||||| base\nb\n=======\nc\n>>>>>>> theirs\n\n<<<<<<< ours\nd\n",
            [4, 12],
        ),
        ("---\ntitel: Soep\n---\nKom.\n>>>>>>> hoofd-tak\n", [5]),
    ],
)
def test_two_versions_that_git_left_below_each_other_are_one_error_that_says_so(text: str, lines: list[int]) -> None:
    with pytest.raises(Unusable) as raised:
        split("content/proef.md", text)
    assert {problem.rule.id for problem in raised.value.problems} == {"twee-versies"}
    assert [problem.place.line for problem in raised.value.problems] == lines


def test_a_line_of_signs_in_an_ordinary_text_is_no_version() -> None:
    split("content/proef.md", "---\ntitel: Soep\n---\nKom.\n=======\n\n>>>>>>> Anna schreef dit lang geleden.\n")


def test_two_versions_in_a_file_of_settings_are_told_too() -> None:
    with pytest.raises(Unusable) as raised:
        read_yaml("content/site.yaml", "naam: A\n<<<<<<< HEAD\nadres: b\n=======\nadres: c\n>>>>>>> d\n")
    assert [(problem.rule.id, problem.place.line) for problem in raised.value.problems] == [("twee-versies", 2)]
