"""The table of WCAG 2.2 is whole, and every row has its proof: a rule that exists, a test that exists."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from avksite.checks import RULES
from avksite.problems import Rule, Severity
from avksite.wcag import CRITERIA, Criterion, Holds, Keeper

ROOT = Path(__file__).parents[1]

each = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.number)

NUMBERS = [
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.4.1",
    "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.1", "2.1.2", "2.1.4", "2.2.1",
    "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.1", "2.5.2",
    "2.5.3", "2.5.4", "2.5.7", "2.5.8", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1",
    "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3",
]  # fmt: skip
"""Levels A and AA of WCAG 2.2, in order. 4.1.1 was taken out."""

NEW_IN_2_2 = {"2.4.11": "AA", "2.5.7": "AA", "2.5.8": "AA", "3.2.6": "A", "3.3.7": "A", "3.3.8": "AA"}

EVERY_SITE = (frozenset[Holds](), frozenset(Holds), *(frozenset({thing}) for thing in Holds))
"""A site with nothing that a criterion asks about, one with everything, and one with each thing alone."""
LEVEL_AAA = (
    "1.2.6", "1.2.7", "1.2.8", "1.2.9", "1.3.6", "1.4.6", "1.4.7", "1.4.8", "1.4.9", "2.1.3", "2.2.3", "2.2.4", "2.2.5",
    "2.2.6", "2.3.2", "2.3.3", "2.4.8", "2.4.9", "2.4.10", "2.4.12", "2.4.13", "2.5.5", "2.5.6", "3.1.3", "3.1.4",
    "3.1.5", "3.1.6", "3.2.5", "3.3.5", "3.3.6", "3.3.9",
)  # fmt: skip
"""What goes further than is promised; a rule may still guard one."""
KNOWN = frozenset({*(criterion.number for criterion in CRITERIA), *LEVEL_AAA})
"""The number of every criterion of WCAG 2.2. 4.1.1 is not among them: it was taken out."""


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests in a file."""
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_table_holds_every_criterion_once_in_order_and_with_its_level() -> None:
    assert [criterion.number for criterion in CRITERIA] == NUMBERS
    assert len(NUMBERS) == len(set(NUMBERS)) == 55
    assert Counter(criterion.level for criterion in CRITERIA) == {"A": 31, "AA": 24}
    assert NEW_IN_2_2.items() <= {criterion.number: criterion.level for criterion in CRITERIA}.items()
    assert "4.1.1" not in KNOWN
    assert len(KNOWN) == 86


@each
def test_a_criterion_has_proof_that_is_there_and_that_agrees_with_who_keeps_it(criterion: Criterion) -> None:
    assert criterion.keepers
    assert criterion.rules or criterion.tests
    assert set(criterion.rules) <= {rule.id for rule in RULES}
    missing = [test for test in criterion.tests if test.partition("::")[2] not in names_in(test.partition("::")[0])]
    assert missing == []
    assert (Keeper.CHECK in criterion.keepers) == bool(criterion.rules)
    assert (Keeper.BROWSER in criterion.keepers) <= any("/browser/" in test for test in criterion.tests)


@each
def test_a_criterion_is_told_in_a_dutch_sentence_that_is_true(criterion: Criterion) -> None:
    assert all(criterion.described(held).endswith(".") for held in EVERY_SITE)
    assert criterion.english != criterion.dutch
    assert not criterion.dutch.endswith(".")
    severities = {rule.severity for rule in RULES if rule.id in criterion.rules}
    assert "de bouw tegen" not in criterion.described(frozenset(Holds)) or Severity.ERROR in severities


@each
def test_a_sentence_about_what_a_site_holds_is_not_said_of_a_site_without_it(criterion: Criterion) -> None:
    for thing, said in criterion.holding:
        others = {other for other, same in criterion.holding if same == said}
        assert said in criterion.described(frozenset({thing}))
        assert said not in criterion.described(frozenset(Holds) - others)
    assert not criterion.without or criterion.without not in criterion.described(frozenset(Holds))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.criterion], ids=lambda rule: rule.id)
def test_a_rule_that_guards_a_criterion_names_one_that_exists_and_stands_in_its_row(rule: Rule) -> None:
    assert rule.criterion in KNOWN
    assert [row.number for row in CRITERIA if row.number == rule.criterion and rule.id not in row.rules] == []
