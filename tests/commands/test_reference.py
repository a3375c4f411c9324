"""The reference says what the code does: every key has its meaning, every example can be typed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it publishes no types
from pydantic import BaseModel

from avksite.commands.fields import Key, keys_of, own_keys
from avksite.commands.reference import reference, rules_page
from avksite.commands.schemas import schema_of
from avksite.content import front_matter
from avksite.content.data_files import Statement
from avksite.content.schema import groups
from avksite.content.settings import Config
from avksite.kinds import KINDS, kind_of
from avksite.kinds.base import Entry
from avksite.kinds.meanings import MEANINGS
from avksite.problems import Rule, Severity

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model with every group of keys in it."""
    yield model
    for group in groups(model).values():
        if group is not None:
            yield from models(group)


TOP: tuple[type[BaseModel], ...] = (Entry, Config, Statement, *(kind.entry for kind in KINDS))
ALL = sorted({one for top in TOP for one in models(top)}, key=lambda one: one.__name__)


def key(model: type[BaseModel], name: str) -> Key:
    return next(one for one in keys_of(model) if one.name == name)


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_key_has_a_meaning_and_every_meaning_a_key(model: type[BaseModel]) -> None:
    inherited = {name for ancestor in model.__mro__[1:] for name in MEANINGS.get(ancestor.__name__, {})}
    own = {one.name for one in own_keys(model)} - inherited
    assert own == set(MEANINGS.get(model.__name__, {}))


def test_no_meaning_is_left_of_a_model_that_is_gone() -> None:
    assert set(MEANINGS) <= {model.__name__ for model in ALL}


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_example_can_be_typed(model: type[BaseModel]) -> None:
    for one in keys_of(model):
        if one.group is not None:
            continue
        assert one.example, f"{model.__name__}: {one.name} has no example"
        if one.read is not None:
            one.read.parse(one.example)


def test_a_meaning_is_one_phrase_that_fits_after_a_dash() -> None:
    wrong = [
        meaning.words
        for meanings in MEANINGS.values()
        for meaning in meanings.values()
        if not meaning.words or meaning.words.endswith(".") or meaning.words[0].isupper()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("model", "name", "form"),
    [
        ("nieuws", "datum", "een datum"),
        ("nieuws", "oproep", "gegevens op eigen regels"),
        ("bijeenkomst", "programma", "een lijst van gegevens"),
        ("bijeenkomst", "soort", "`congres`, `werktafel`, `werksessie`, `leerkring` of `bijeenkomst`"),
        ("leeraanbod", "leervorm", "een of meer van `doen`, `lezen`, `kijken` of `luisteren`"),
        ("leeraanbod", "data", "een datum met of zonder tijd (een of meer)"),
        ("pagina", "concept", "`ja` of `nee`"),
        (
            "nieuwsbrief",
            "berichten",
            "`automatisch`, of een tekst, zoals `/nieuws/2022/uitkomsten.md` (een of meer)",
        ),
    ],
)
def test_what_to_type_is_said_in_words(model: str, name: str, form: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == model)
    assert key(kind.entry, name).form == form


def test_the_topics_of_the_site_are_told_as_names_with_a_text() -> None:
    assert key(Config, "onderwerpen").form == "op elke regel een naam, een dubbele punt en een tekst"


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_a_schema_is_a_sound_schema(model: type[BaseModel]) -> None:
    Draft7Validator.check_schema(schema_of(model))


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_the_schemas_accept_all_that_the_site_has(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    front, _ = front_matter.split(name, path.read_text(encoding="utf-8"))
    assert complaints(schema_of(kind_of(name).entry), front.values) == []


def test_the_schema_of_the_settings_accepts_those_of_the_site() -> None:
    front, _ = front_matter.read_yaml("content/site.yaml", (CONTENT / "site.yaml").read_text(encoding="utf-8"))
    assert complaints(schema_of(Config), front.values) == []


def test_a_schema_underlines_a_key_that_does_nothing_and_a_word_outside_the_list() -> None:
    learning = next(kind for kind in KINDS if kind.name == "leeraanbod")
    typed = {
        "titel": "Leren",
        "kort": "Kort.",
        "soort": "kursus",
        "leervorm": "doen",
        "doelgroep": ["inwoners"],
        "x": "y",
    }
    assert complaints(schema_of(learning.entry), typed) == ["$", "$.soort"]


def complaints(schema: dict[str, Any], values: object) -> list[str]:
    """Return where a schema finds fault."""
    return sorted(error.json_path for error in Draft7Validator(schema).iter_errors(values))


def test_the_reference_holds_every_kind_and_every_schema() -> None:
    pages = reference()
    for kind in KINDS:
        assert f"## {kind.singular}\n" in pages["docs/reference/sleutels.md"]
        assert json.loads(pages[f"docs/reference/schema/{kind.name}.json"])["type"] == "object"
    assert pages["docs/reference/site-yaml.md"].endswith("\n")


def test_a_rule_is_shown_with_its_examples_as_they_are_typed() -> None:
    rule = Rule("proef", Severity.HINT, "Het is | goed.", "Daarom.", "```\ncode\n```\n", "Tekst met \0.", "1.1.1")
    page = rules_page([rule])
    assert "| [`proef`](#proef) | tip | Het is &#124; goed. |" in page
    assert "````text\n```\ncode\n```\n````" in page
    assert "```text\nTekst met ␀.\n```" in page
    assert "Dit is een tip: die houdt niets tegen. Het hoort bij criterium 1.1.1 van WCAG 2.2." in page
