"""The reference says what the code does: every key has its meaning, every example can be typed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it publishes no types
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from avksite.checks import RULES
from avksite.commands.reference import reference, rules_page
from avksite.content import front_matter
from avksite.content.data_files import Statement
from avksite.content.keys import Key, Typed, key_of, keys_of, schema_of
from avksite.content.settings import Config
from avksite.kinds import KINDS, kind_of
from avksite.problems import Rule, Severity

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"


MODELS: dict[str, type[Typed]] = {kind.name: kind.entry for kind in KINDS} | {"site": Config, "statement": Statement}


def declared(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo, Key]]:
    """Yield every key of a model and of the groups in it, as it is declared and as people are told of it."""
    told = keys_of(model)
    for name, info in model.model_fields.items():
        yield f"{model.__name__}: {key_of(name, info)}", info, told[key_of(name, info)]
    for key in told.values():
        if key.group is not None:
            yield from declared(key.group)


ALL = {place: (info, key) for model in MODELS.values() for place, info, key in declared(model)}


@pytest.mark.parametrize(("info", "key"), ALL.values(), ids=ALL.keys())
def test_every_key_has_a_phrase_that_fits_after_a_dash_and_an_example_that_can_be_typed(
    info: FieldInfo, key: Key
) -> None:
    assert key.meaning
    assert (key.meaning[-1], key.meaning[0]) == (key.meaning[-1].strip("."), key.meaning[0].lower())
    if not key.group and "dubbele punt" not in key.form:
        sort: Any = Annotated[info.annotation, "as declared", *info.metadata]
        TypeAdapter(sort).validate_python(key.example)


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
        ("nieuwsbrief", "berichten", "`automatisch`, of een tekst, zoals `/nieuws/2022/uitkomsten.md` (een of meer)"),
        ("site", "onderwerpen", "op elke regel een naam, een dubbele punt en een tekst"),
    ],
)
def test_what_to_type_is_said_in_words(model: str, name: str, form: str) -> None:
    assert keys_of(MODELS[model])[name].form == form


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
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


def test_a_rule_that_is_new_gets_its_place_on_the_page() -> None:
    page = rules_page([Rule("proef", Severity.HINT, "Het is | goed.", "1.1.1")])
    assert "| [`proef`](#proef) | tip | Het is &#124; goed. |" in page
    assert page.endswith("""\
## proef

**Het is | goed.**

…

Dit is een tip: die houdt niets tegen. Het hoort bij criterium 1.1.1 van WCAG 2.2.

Niet zo:

```text
…
```

Maar zo:

```text
…
```
""")


def test_an_example_with_code_in_it_stands_in_a_longer_fence() -> None:
    (rule,) = (rule for rule in RULES if rule.id == "code-open")
    assert f"Maar zo:\n\n````text\n{rule.explanation.good}````\n" in rules_page([rule])
