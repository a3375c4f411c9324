"""Every rule keeps its word: its bad example breaks it and nothing else, its good example breaks nothing."""

import importlib
import pkgutil
from collections import Counter
from functools import cache

import pytest

import avksite
from avksite.checks import RULES
from avksite.problems import Problem, Rule, Severity, Unusable
from avksite.rendering.artifact import Build
from avksite.rendering.ledger import require_ledger
from avksite.rendering.write import write
from tests.sites import built, concise, example_site, folder

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@cache
def problems_of(example: str) -> tuple[Problem, ...]:
    """Build an example as a whole site, and publish it when nothing stands in the way."""
    with folder(example_site(example)) as root:
        made: Build = built(root)
        if made.count(Severity.ERROR):
            return made.problems
        try:
            require_ledger(made.site, root / "output")
            write(made.artifacts, root / "output")
        except Unusable as unusable:
            return (*made.problems, *unusable.problems)
    return made.problems


@rules
def test_the_bad_example_breaks_this_rule_and_no_other(rule: Rule) -> None:
    found = problems_of(rule.explanation.bad)
    assert {problem.rule.id for problem in found} == {rule.id}, concise(found)


@rules
def test_the_good_example_breaks_nothing(rule: Rule) -> None:
    assert concise(problems_of(rule.explanation.good)) == ""


@rules
def test_a_rule_says_what_it_promises_and_why(rule: Rule) -> None:
    assert rule.promise.endswith((".", "!"))
    assert rule.explanation.why.endswith((".", "!"))
    assert rule.promise != rule.explanation.why


@rules
def test_a_message_and_its_hint_are_whole_sentences(rule: Rule) -> None:
    for problem in problems_of(rule.explanation.bad):
        assert problem.message.endswith("."), problem.message
        assert problem.hint.endswith((".", "?", "///")), problem.hint


def test_every_rule_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(rule.id for rule in RULES).items() if times > 1] == []


def test_every_rule_of_the_program_is_among_them() -> None:
    modules = (importlib.import_module(info.name) for info in pkgutil.walk_packages(avksite.__path__, "avksite."))
    declared = {rule.id for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
    assert declared == {rule.id for rule in RULES}
