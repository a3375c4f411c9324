"""The keys of a model as people see them: what can be typed, whether it must be, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from avksite.content.schema import key_of
from avksite.content.values import Read
from avksite.dutch.formatting import list_in_words
from avksite.kinds.base import Names, Reference
from avksite.kinds.meanings import MEANINGS, Meaning

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_REFERENCES = {
    Names.PERSON: "de naam van een bestand in `content/personen/`, zonder `.md`",
    Names.ORGANISATION: "de naam van een bestand in `content/organisaties/`, zonder `.md`",
    Names.FILE: "een bestand, zoals `/media/foto.jpg`",
    Names.TEXT: "een tekst, zoals `/nieuws/2022/uitkomsten.md`",
    Names.TOPIC: "een onderwerp uit `content/site.yaml`",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can stand behind a key; exactly one of the first four says what."""

    read: Read | None = None
    reference: type[Reference] | None = None
    choices: tuple[str, ...] = ()
    group: type[BaseModel] | None = None
    listed: bool = False
    named: bool = False
    """Whether each value has a name of its own in front of it."""

    @property
    def form(self) -> str:
        """What to type, in words."""
        if self.group is not None:
            return "een lijst van gegevens" if self.listed else "gegevens op eigen regels"
        if self.choices:
            words = list_in_words([f"`{choice}`" for choice in self.choices]).replace(" en ", " of ")
            return f"een of meer van {words}" if self.listed else words
        if self.reference is not None:
            form = _REFERENCES[self.reference.names] + (", of een naam" if self.reference.may_be_free else "")
        elif self.read is not None and self.read.choices:
            form = list_in_words([f"`{choice}`" for choice in self.read.choices]).replace(" en ", " of ")
        else:
            form = self.read.description.rstrip(".").lower() if self.read else "een tekst"
        if self.named:
            return f"op elke regel een naam, een dubbele punt en {form}"
        return f"{form} (een of meer)" if self.listed else form


@dataclass(frozen=True, slots=True)
class Key:
    """A key of front matter or of `site.yaml`."""

    name: str
    required: bool
    options: tuple[Option, ...]
    meaning: Meaning

    @property
    def form(self) -> str:
        """What to type, in words."""
        return ", of ".join(option.form for option in self.options)

    @property
    def group(self) -> type[BaseModel] | None:
        """The model of what stands below it."""
        return next((option.group for option in self.options if option.group), None)

    @property
    def listed(self) -> bool:
        """Whether it takes more than one value."""
        return any(option.listed for option in self.options)

    @property
    def read(self) -> Read | None:
        """What reads its value."""
        return next((option.read for option in self.options if option.read), None)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from."""
        return next((option.choices for option in self.options if option.choices), ())

    @property
    def example(self) -> str:
        """A value to copy; "" for a group."""
        read = self.read
        known = (self.meaning.example, *self.choices, *((*read.examples, *read.choices) if read else ()))
        return next((example for example in known if example), "")


def keys_of(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a model, in the order in which they are declared."""
    return tuple(_key(model, name, info) for name, info in model.model_fields.items())


def own_keys(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys that a model declares itself, also those it makes stricter."""
    own = {key_of(name, info) for name, info in model.model_fields.items() if name in model.__annotations__}
    return tuple(key for key in keys_of(model) if key.name in own)


def _key(model: type[BaseModel], name: str, info: FieldInfo) -> Key:
    key = key_of(name, info)
    meaning = next(
        MEANINGS[ancestor.__name__][key] for ancestor in model.__mro__ if key in MEANINGS.get(ancestor.__name__, {})
    )
    # The name of a person or organisation is its title too: the model fills that in.
    is_title_of_named = key == "titel" and "name" in model.model_fields
    return Key(key, info.is_required() and not is_title_of_named, tuple(_options_of(info)), meaning)


def _options_of(info: FieldInfo) -> Iterator[Option]:
    read = next((mark for mark in info.metadata if isinstance(mark, Read)), None)
    if read is not None:
        yield Option(read=read)
    else:
        yield from _options(info.annotation, listed=False)


def _options(annotation: Any, *, listed: bool) -> Iterator[Option]:  # noqa: ANN401  any annotation
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        read = next((mark for mark in parts[1:] if isinstance(mark, Read)), None)
        if read is not None:
            yield Option(read=read, listed=listed)
        else:
            yield from _options(parts[0], listed=listed)
    elif origin in {Union, UnionType}:
        for part in parts:
            yield from _options(part, listed=listed)
    elif origin is tuple:
        yield from _options(parts[0], listed=True)
    elif origin is Literal:
        yield Option(choices=parts, listed=listed)
    elif origin is Mapping:
        yield from (replace(option, named=True, listed=listed) for option in _options(parts[1], listed=False))
    elif annotation is not NoneType:
        yield _plain(annotation, listed=listed)


def _plain(annotation: type, *, listed: bool) -> Option:
    if issubclass(annotation, BaseModel):
        return Option(group=annotation, listed=listed)
    if issubclass(annotation, Reference):
        return Option(reference=annotation, listed=listed)
    return Option(listed=listed)
