"""The keys that people can type: how a model declares them, and its JSON Schema, which says all else of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic.config import JsonDict
    from pydantic.fields import FieldInfo
    from pydantic.json_schema import JsonSchemaMode, JsonSchemaValue
    from pydantic_core import core_schema

    from avksite.content.front_matter.scalars import Loc

TEXT = {"type": ["string", "number"]}
"""The schema of a text: what an editor takes for a number (`160`, `0612413741`) is text to us."""
NOTE = "x-"
"""How the names of notes in a schema begin that are for this program and no other."""


class Typed(BaseModel):
    """What people type: Dutch keys (the aliases) and nothing else; immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)


class NewFile(StrEnum):
    """What a new file does with a key."""

    ASKS = "asks"
    OFFERS = "offers"
    OMITS = "omits"
    """It is needed seldom, or only afterwards."""


def required(name: str, meaning: str, example: str = "", *, in_hints: bool = False) -> Any:  # noqa: ANN401  as Field
    """Declare a key that must be typed.

    `meaning` is a sentence for people who type. `example` is needed where the type of the value has none to show;
    `in_hints` says that hints show it too, where no author is tempted to leave it as it is.
    """
    return _field(..., name, meaning, example, NewFile.ASKS, in_hints=in_hints)


def optional(  # noqa: PLR0913  every one is about the key
    name: str,
    meaning: str,
    example: str = "",
    *,
    default: object = None,
    new_file: NewFile = NewFile.OFFERS,
    in_hints: bool = False,
) -> Any:  # noqa: ANN401  as Field
    """Declare a key that may be left out, as `required` does."""
    return _field(default, name, meaning, example, new_file, in_hints=in_hints)


def seldom(name: str, meaning: str, example: str = "", *, default: object = None) -> Any:  # noqa: ANN401  as Field
    """Declare a key that is needed seldom, or only afterwards."""
    return _field(default, name, meaning, example, NewFile.OMITS, in_hints=False)


def _field(  # noqa: PLR0913  as above
    default: object,
    name: str,
    meaning: str,
    example: str,
    new_file: NewFile,
    *,
    in_hints: bool,
) -> Any:  # noqa: ANN401  as Field
    notes: JsonDict = {"x-example": example, "x-new-file": new_file.value}
    examples = [example] if in_hints else None
    return Field(default, alias=name, description=meaning, examples=examples, json_schema_extra=notes)


class _Schema(GenerateJsonSchema):
    """The JSON Schema (draft 7, the newest that the YAML support of editors reads in full) of what people type.

    A list of values may be one value too, a list of groups may not. Defaults, titles and the docstrings of models stay
    out. A leaf has notes: `x-form` (what to type), `x-examples`, `x-choices`, `x-reads` and `x-record`.
    """

    def generate(self, schema: core_schema.CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        groups = made.pop("$defs", {})
        whole = {"$schema": "http://json-schema.org/draft-07/schema#", **made}
        return whole | ({"definitions": dict(sorted(groups.items()))} if groups else {})

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = self.generate_inner(schema["schema"])
        return {
            "type": "object",
            "additionalProperties": False,
            "required": made.get("required", []),
            "properties": {name: _property(wanted) for name, wanted in made["properties"].items()},
        }

    def field_title_should_be_set(self, schema: object) -> bool:
        del schema
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        del schema
        return TEXT | {"x-form": "een tekst"}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        return {"enum": schema["expected"]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        return {"type": "object", "additionalProperties": self.generate_inner(schema["values_schema"])}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        one = self.generate_inner(schema["items_schema"][0])
        several = {"type": "array", "items": one}
        return several if "$ref" in one else {"anyOf": [one, several]}

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        del parent_key
        return value


def _property(wanted: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of a key with its best example: its own, a word to choose, or one of its type."""
    notes = {name: wanted.pop(name) for name in ("description", "examples", "x-example") if name in wanted}
    known = (found for name in ("enum", "x-examples", "x-choices") for found in _noted(wanted, name))
    example = notes.get("x-example") or next(known, "")
    shown = {"description": notes.get("description", "")} | ({"examples": [example]} if example else {})
    return {
        **shown,
        **wanted,
        "x-example": notes.get("x-example", ""),
        "x-hint": next(iter(notes.get("examples", ())), ""),
    }


def _options(wanted: JsonSchemaValue) -> list[JsonSchemaValue]:
    """Return what may stand behind a key; a value that a list may hold too is part of that list."""
    options = wanted.get("anyOf", [wanted])
    within = [option["items"] for option in options if "items" in option]
    return [option for option in options if option not in within]


def _noted(wanted: JsonSchemaValue, name: str) -> list[str]:
    """Return what the first of its options that says anything says by this name."""
    said = (option.get("items", option).get(name) for option in _options(wanted))
    return next(filter(None, said), [])


@cache
def schema_of(model: type[BaseModel]) -> JsonSchemaValue:
    """Return the JSON Schema of a model with our notes; every group of keys is once under `definitions`."""
    return model.model_json_schema(schema_generator=_Schema, ref_template="#/definitions/{model}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of front matter or of a file of data, as people see it."""

    name: str
    required: bool
    meaning: str
    """A phrase that fits after a dash."""
    example: str
    """A value to copy; "" for a group."""
    own_example: str
    """The same, when it was made up for this key."""
    hint: str
    """An example that may stand in a hint: "" where an author might leave it as it is."""
    form: str
    """What to type, in words."""
    choices: tuple[str, ...]
    """The words to choose from."""
    answers: tuple[str, ...]
    """All that can be typed: those words, or `ja` and `nee`; () where something else fits too."""
    new_file: NewFile
    listed: bool
    """Whether it takes more than one value."""
    reads: str
    """The name of the type that its value becomes, where a reader of ours makes it."""
    is_record: bool
    """Whether it names a record: its name says more than an example."""
    group: str
    """The name of the model of the group below it."""
    below: tuple[Key, ...]


@cache
def keys_of(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a model, in the order in which they are declared."""
    schema = schema_of(model)
    return tuple(_keys(schema, schema.get("definitions", {})))


def with_all_below(keys: tuple[Key, ...]) -> Iterator[Key]:
    """Yield keys and every key below them."""
    for key in keys:
        yield key
        yield from with_all_below(key.below)


def _keys(group: JsonSchemaValue, groups: Mapping[str, JsonSchemaValue]) -> Iterator[Key]:
    for name, wanted in group["properties"].items():
        options = _options(wanted)
        first = options[0].get("items", options[0])
        below = next((option.get("items", option)["$ref"] for option in options if "$ref" in str(option)), "")
        title = below.rpartition("/")[2]
        words = wanted["description"].removesuffix(".")
        choices = tuple(_noted(wanted, "enum"))
        yield Key(
            name=name,
            required=name in group["required"],
            meaning=words[:1].lower() + words[1:],
            example=next(iter(wanted.get("examples", ())), ""),
            own_example=wanted["x-example"],
            hint=wanted["x-hint"] or next(iter((*_noted(wanted, "x-examples"), *choices)), ""),
            form=", of ".join(map(_form, options)),
            choices=choices,
            answers=(choices or tuple(first.get("x-choices", ()))) if len(options) == 1 else (),
            new_file=NewFile(wanted.get("x-new-file", NewFile.OMITS)),
            listed=any("items" in option for option in options),
            reads=first.get("x-reads", ""),
            is_record="x-record" in first,
            group=title,
            below=tuple(_keys(groups[title], groups)) if title else (),
        )


def _form(option: JsonSchemaValue) -> str:
    """Return what to type, in words."""
    match option:
        case {"$ref": _}:
            form = "gegevens op eigen regels"
        case {"items": {"$ref": _}}:
            form = "een lijst van gegevens"
        case {"items": {"enum": choices}}:
            form = f"een of meer van {one_of(choices)}"
        case {"items": {"additionalProperties": _} as item}:
            form = _form(item)
        case {"items": item}:
            form = f"{_form(item)} (een of meer)"
        case {"additionalProperties": value}:
            form = f"op elke regel een naam, een dubbele punt en {_form(value)}"
        case {"enum": choices}:
            form = one_of(choices)
        case _:
            form = str(option["x-form"])
    return form


def one_of(choices: Sequence[str]) -> str:
    """Return words to choose from: `ja` of `nee`."""
    quoted = [f"`{choice}`" for choice in choices]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} of {quoted[-1]}"


def key_of(name: str, info: FieldInfo) -> str:
    """Return the key that people type for a field."""
    return info.alias or name


@cache
def groups(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """Return every key of a model with the model of the group below it, if there is one."""
    return {key_of(name, info): _group_in(info.annotation) for name, info in model.model_fields.items()}


def _group_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_group_in(part) for part in get_args(annotation))
    return next((group for group in found if group), None)


def values(
    value: object, loc: Loc = (), without: frozenset[str] = frozenset(), whole: type[BaseModel] | tuple[()] = ()
) -> Iterator[tuple[Loc, object]]:
    """Yield every value in what was typed, however deep, with the keys above it.

    `without` names fields that are left out; a group of the type `whole` is yielded as one value.
    """
    if isinstance(value, BaseModel) and not isinstance(value, whole):
        for name, info in type(value).model_fields.items():
            if name not in without:
                yield from values(getattr(value, name), (*loc, key_of(name, info)), without, whole)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from values(item, (*loc, key), without, whole)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from values(item, (*loc, index), without, whole)
    else:
        yield loc, value
