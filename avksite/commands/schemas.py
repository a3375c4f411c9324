"""A model as a JSON Schema, with which an editor completes keys and underlines mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from avksite.commands.fields import Key, Option, keys_of

if TYPE_CHECKING:
    from pydantic import BaseModel

# The newest that the YAML support of editors reads in full.
DIALECT = "http://json-schema.org/draft-07/schema#"


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a model; every group of keys stands once under `definitions`."""
    groups: dict[str, dict[str, Any]] = {}
    schema = {"$schema": DIALECT, **_object(model, groups)}
    return schema | ({"definitions": dict(sorted(groups.items()))} if groups else {})


def _object(model: type[BaseModel], groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    keys = keys_of(model)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: _property(key, groups) for key in keys},
    }


def _property(key: Key, groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    words = key.meaning.words
    described: dict[str, Any] = {"description": f"{words[:1].upper()}{words[1:]}."}
    if key.example:
        described["examples"] = [key.example]
    forms = [form for option in key.options for form in _forms(option, groups)]
    return described | (forms[0] if len(forms) == 1 else {"anyOf": forms})


def _forms(option: Option, groups: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what may stand behind a key: a list of values may be one value too, a list of groups may not."""
    one = _one(option, groups)
    if option.named:
        one = {"type": "object", "additionalProperties": one}
    if not option.listed:
        return [one]
    several = {"type": "array", "items": one}
    return [several] if option.group else [one, several]


def _one(option: Option, groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if option.group is not None:
        name = option.group.__name__
        if name not in groups:
            groups[name] = {}
            groups[name] = _object(option.group, groups)
        return {"$ref": f"#/definitions/{name}"}
    if option.choices:
        return {"enum": list(option.choices)}
    # What an editor takes for a number (`160`, `0612413741`) is text to us.
    return {"type": ["string", "number"]}
