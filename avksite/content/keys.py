"""The keys that people can type: how a model declares them, which values each takes, and the JSON Schema of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ModelWrapValidatorHandler, model_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from avksite.content.front_matter.scalars import Loc, OneLineList, OneLineMapping, is_empty
from avksite.frozen import dataclass

Model = type[BaseModel]
Schema = dict[str, Any]


class Typed(BaseModel):
    """What people type: Dutch keys (the aliases) and nothing else; immutable once read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=False,
        defer_build=True,  # building a model takes milliseconds, and a build from the cache validates few
    )

    @model_validator(mode="wrap")
    @classmethod
    def _without_empty(cls, typed: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        """Drop the keys without a value, as of a form that is not filled in, before validation."""
        if not isinstance(typed, dict):
            return read(typed)
        keys = keys_of(cls)
        filled = {
            name: value
            for name, value in typed.items()
            if name not in keys or not is_empty(value, in_groups=keys[name].group is not None)
        }
        return read(OneLineMapping(filled, typed.typed) if isinstance(typed, OneLineMapping) else filled)


def as_text(typed: object) -> object:
    """Return what looks like a list or group on one line as the text that was meant; anything else as it is."""
    return typed.typed if isinstance(typed, OneLineList | OneLineMapping) else typed


class NewFile(StrEnum):
    """How a new file shows a key."""

    ASKS = "asks"
    OFFERS = "offers"
    OMITS = "omits"
    """It is seldom needed, or only later."""


def optional(  # noqa: PLR0913  every one is about the key
    name: str,
    meaning: str,
    example: str = "",
    *,
    default: object = None,
    new_file: NewFile = NewFile.OFFERS,
    in_hints: bool = False,
) -> Any:  # noqa: ANN401  as Field
    """Declare a key that may be left out.

    `meaning` is a sentence for people who type. `example` is needed where the type of the value has none to show;
    `in_hints` says that hints show it too, where no author is tempted to leave it as it is.
    """
    notes: JsonDict = {"example": example, "new-file": new_file, "in-hints": in_hints}
    is_group: Any = default == {}  # its model describes it
    return Field(default, validate_default=is_group, alias=name, description=meaning, json_schema_extra=notes)


def required(name: str, meaning: str, example: str = "", *, in_hints: bool = False) -> Any:  # noqa: ANN401  as Field
    """Declare a required key; the parameters are those of `optional`."""
    return optional(name, meaning, example, default=..., new_file=NewFile.ASKS, in_hints=in_hints)


def seldom(name: str, meaning: str, example: str = "", *, default: object = None) -> Any:  # noqa: ANN401  as Field
    """Declare an optional key that new files omit, because it is seldom needed, or only later."""
    return optional(name, meaning, example, default=default, new_file=NewFile.OMITS)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without keys below it, as the annotation of its type describes it."""

    made: type = str
    """The type of the parsed value."""
    form: str = "een tekst"
    """What to type, in words."""
    examples: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """The usual words, where others are accepted too: `ja` and `nee`."""
    is_record: bool = False
    """Whether it names a record: the name says more than an example."""
    parse: Callable[[str], Any] = str
    """Parses what was typed; raises Misread."""


@dataclass(frozen=True, slots=True)
class _Option:
    """One thing that a key can take: a text, a word from a list, or a group; and whether it takes more than one."""

    leaf: Leaf = Leaf()
    words: tuple[str, ...] = ()
    """The only words that fit."""
    group: Model | None = None
    is_list: bool = False
    is_mapping: bool = False
    """Whether each value has a name that people choose."""

    @property
    def form(self) -> str:
        """What to type, in words."""
        if self.group:
            return "een lijst van gegevens" if self.is_list else "gegevens op eigen regels"
        one = one_of(self.words) if self.words else self.leaf.form
        if self.is_mapping:
            return f"op elke regel een naam, een dubbele punt en {one}"
        if not self.is_list:
            return one
        return f"een of meer van {one}" if self.words else f"{one} (een of meer)"

    def schemas(self, groups: dict[str, Schema]) -> Iterator[Schema]:
        """Yield its JSON Schemas: a list of values may also be one value, a list of groups may not.

        What YAML takes for a number (`160`, `0612413741`) is text here. Groups are added to `groups`, by name.
        """
        one: Schema = {"enum": list(self.words)} if self.words else {"type": ["string", "number"]}
        if self.group:
            name = self.group.__name__
            one = {"$ref": f"#/definitions/{name}"}
            if name not in groups:
                groups[name] = {}
                groups[name] = _group_schema(self.group, groups)
        if self.is_mapping:
            one = {"type": "object", "additionalProperties": one}
        if not (self.is_list and self.group):
            yield one
        if self.is_list:
            yield {"type": "array", "items": one}


def _options(annotation: object, marks: Sequence[object] = ()) -> Iterator[_Option]:
    """Yield what can be typed for a type and its annotations."""
    before = next((mark for mark in marks if isinstance(mark, BeforeValidator)), None)
    if before and before.json_schema_input_type is not PydanticUndefined:
        annotation = before.json_schema_input_type  # what is typed has another type than the value
    origin, within = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _options(within[0], within[1:])
    elif origin in {Union, UnionType}:
        for part in within:
            yield from () if part is NoneType else _options(part)
    elif origin is Literal:
        yield _Option(words=within)
    elif origin is tuple:
        yield from (replace(one, is_list=True) for one in _options(within[0]))
    elif origin is not None:
        yield from (replace(one, is_mapping=True) for one in _options(within[1]))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield _Option(group=annotation)
    else:
        yield _Option(next((mark for mark in marks if isinstance(mark, Leaf)), Leaf()))


@dataclass(frozen=True, slots=True)
class Key:
    """A key of front matter or of a data file, as people see it."""

    name: str
    required: bool
    description: str
    """What it means, as a sentence."""
    own_example: str
    """A value to copy, of this key itself; "" when it is that of its type."""
    example: str
    """A value to copy; "" for a group."""
    hint: str
    """An example for hints; "" where an author might leave it unchanged."""
    new_file: NewFile
    options: tuple[_Option, ...]
    """What can be typed as its value: mostly one thing."""
    choices: tuple[str, ...]
    """The words to choose from."""
    leaf: Leaf
    """How a value that is no group is parsed."""
    group: Model | None
    """The model of the group below it."""

    @property
    def meaning(self) -> str:
        """What it means, as a phrase that fits after a dash."""
        return self.description[:1].lower() + self.description[1:].removesuffix(".")

    @property
    def answers(self) -> tuple[str, ...]:
        """All words that can be typed, such as `ja` and `nee`; () when other values are accepted too."""
        return (self.choices or self.leaf.choices) if len(self.options) == 1 else ()

    @property
    def form(self) -> str:
        """What to type, in words."""
        return ", of ".join(option.form for option in self.options)

    @property
    def listed(self) -> bool:
        """Whether it takes more than one value."""
        return any(option.is_list for option in self.options)

    @property
    def below(self) -> tuple[Key, ...]:
        """The keys of the group below it."""
        return tuple(keys_of(self.group).values()) if self.group else ()


@cache
def keys_of(model: Model) -> Mapping[str, Key]:
    """Return the keys of a model by name, in the order in which they are declared."""
    return {key.name: key for key in map(_key, model.model_fields, model.model_fields.values())}


def _key(field: str, info: FieldInfo) -> Key:
    notes = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    own = str(notes.get("example", ""))
    options = tuple(_options(info.annotation, info.metadata))
    leaf = options[0].leaf
    choices = next((option.words for option in options if option.words), ())
    example = next(iter((*choices, *leaf.examples, *leaf.choices)), "")
    return Key(
        name=key_of(field, info),
        required=info.is_required(),
        description=info.description or "",
        own_example=own,
        example=own or example,
        hint=own if notes.get("in-hints") else next(iter((*leaf.examples, *choices)), ""),
        new_file=NewFile(str(notes.get("new-file", NewFile.OMITS))),
        options=options,
        choices=choices,
        leaf=leaf,
        group=next((option.group for option in options if option.group), None),
    )


def with_all_below(keys: Iterable[Key]) -> Iterator[Key]:
    """Yield keys and every key below them."""
    for key in keys:
        yield key
        yield from with_all_below(key.below)


def schema_of(model: Model) -> Schema:
    """Return the JSON Schema of a model; every group of keys is under `definitions`.

    It is draft 7, the newest that YAML editors support in full.
    """
    groups: dict[str, Schema] = {}
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **_group_schema(model, groups)}
    return whole | ({"definitions": dict(sorted(groups.items()))} if groups else {})


def _group_schema(model: Model, groups: dict[str, Schema]) -> Schema:
    keys = keys_of(model).values()
    properties: dict[str, Schema] = {}
    for key in keys:
        first, *more = (schema for option in key.options for schema in option.schemas(groups))
        shown = {"description": key.description} | ({"examples": [key.example]} if key.example else {})
        properties[key.name] = shown | ({"anyOf": [first, *more]} if more else first)
    needed = [key.name for key in keys if key.required]
    return {"type": "object", "additionalProperties": False, "required": needed, "properties": properties}


def one_of(choices: Sequence[str]) -> str:
    """Return words to choose from: `ja` of `nee`."""
    quoted = [f"`{choice}`" for choice in choices]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} of {quoted[-1]}"


def key_of(name: str, info: FieldInfo) -> str:
    """Return the key that people type for a field."""
    return info.alias or name


@cache
def _names(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return each field of a model with its key; cached, because pydantic's lookup is slow."""
    return tuple((name, key_of(name, info)) for name, info in kind.model_fields.items())


def values(
    value: object, loc: Loc = (), without: frozenset[str] = frozenset(), whole: type[BaseModel] | tuple[()] = ()
) -> Iterator[tuple[Loc, object]]:
    """Yield every value in what was typed, at any depth, with the keys above it.

    Fields in `without` are left out; a group of the type `whole` is yielded as one value.
    """
    below: Iterable[tuple[str | int, object]]
    if isinstance(value, BaseModel) and not isinstance(value, whole):
        below = [(key, getattr(value, name)) for name, key in _names(type(value)) if name not in without]
    elif isinstance(value, Mapping):
        below = value.items()
    elif isinstance(value, tuple):
        below = enumerate(value)
    else:
        yield loc, value
        return
    for key, item in below:
        if item is None or isinstance(item, str):  # as most are
            yield (*loc, key), item
        else:
            yield from values(item, (*loc, key), without, whole)
