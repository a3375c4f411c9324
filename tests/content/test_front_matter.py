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

from avksite.content.characters import tidy
from avksite.content.front_matter import FrontMatter, read_yaml, split
from avksite.content.front_matter.fixes import Lines
from avksite.content.front_matter.scalars import is_empty
from avksite.problems import Problem, Unusable

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
ORDINARY = st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" ")
TEXTS = st.text(ORDINARY, max_size=30).filter(lambda text: tidy(text).text == text)
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


def test_every_key_that_another_program_wrote_has_its_line_too() -> None:
    assert front_of('{"a": {\n"a": 1},\n"lijst": [{"b": 1},\n{"b": 2}]}\nTekst.\n').lines == {
        ("a",): 1,
        ("a", "a"): 2,
        ("lijst",): 3,
        ("lijst", 0): 3,
        ("lijst", 0, "b"): 3,
        ("lijst", 1): 3,
        ("lijst", 1, "b"): 4,
    }
    assert front_of("+++\na = 1\n[[b]]\na = 1\n[[b]]\na = 2\n[c.d]\n'e f' = 3\n+++\nTekst.\n").lines == {
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 3,
        ("b", 0, "a"): 4,
        ("b", 1): 5,
        ("b", 1, "a"): 6,
        ("c", "d"): 7,
        ("c", "d", "e f"): 8,
    }


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitel: Wonen\n---\n\nTekst.\n", "\nTekst.\n", 4),
        ("---\ntitel: Wonen\n---", "", 4),
        ("\n\n---\ntitel: Wonen\n---\nTekst.", "Tekst.", 6),
        ("---\ntitel: Wonen\n---\nEen\n\n---\n\nTwee\n", "Een\n\n---\n\nTwee\n", 4),
    ],
)
def test_the_text_starts_on_the_line_below_the_dashes(text: str, body: str, line: int) -> None:
    front = front_of(text)
    assert (front.body, front.body_line) == (body, line)
    assert front.lines == {("titel",): line - 2}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_file_from_any_system_reads_the_same(end: str) -> None:
    front = front_of("\ufeff" + end.join(["---", "titel: Wonen", "lijst:", "- a", "---", "Een", "Twee", ""]))
    assert front.values == {"titel": "Wonen", "lijst": ["a"]}
    assert (front.body, front.body_line) == ("Een\nTwee\n", 6)


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


def test_two_versions_in_a_file_of_settings_are_told_too() -> None:
    with pytest.raises(Unusable) as raised:
        read_yaml("content/site.yaml", "naam: A\n<<<<<<< HEAD\nadres: b\n=======\nadres: c\n>>>>>>> d\n")
    assert [(problem.rule.id, problem.place.line) for problem in raised.value.problems] == [("twee-versies", 2)]


@pytest.mark.parametrize(
    "typed",
    [
        "oproep:\n  sluit: 1 mei\nkort: Kom.\nvoor-wie:\n- buurten\n",
        "voor-wie:\n- buurten\noproep:\n  sluit: 1 mei\nkort: Kom.\n",
    ],
)
def test_a_key_moves_with_all_that_is_its_own_into_its_group_above_or_below_it(typed: str) -> None:
    front, _ = read_yaml("content/proef.yaml", typed)
    key = Lines(front, "content/proef.yaml", front.lines[("voor-wie",)])
    _, fix = key.moved_below("voor-wie", "oproep", ("oproep",))
    assert fix is not None
    assert fix.place is not None
    assert typed.split("\n")[fix.place.line - 1] == fix.old.split("\n")[0]
    assert typed.replace(fix.old, fix.new) == ("oproep:\n  voor-wie:\n  - buurten\n  sluit: 1 mei\nkort: Kom.\n")


@pytest.mark.parametrize(
    "typed", ["a\x1b\x07\ue000b", '"a\\x1b\\u0007\\ue000b"', "'a\x9b\u202eb'", '"a\\0b"', "[a\x01b]", "|\n  a\x7fb"]
)
def test_what_nobody_can_read_is_not_in_a_value(typed: str) -> None:
    front, problems = read_yaml("content/proef.yaml", f"\x01naam: {typed}\n")
    assert (front.values, problems) in [({"naam": "ab"}, ()), ({"naam": ["ab"]}, ())]
