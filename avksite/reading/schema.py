"""Front matter becomes a typed model, or every problem in it with its line and what to type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from avksite.problems import Place, Problem, Rule, Severity, Unusable, nearest
from avksite.reading.front_matter.scalars import Loc, OneLineList, OneLineMapping, is_empty
from avksite.reading.misread import Misread
from avksite.reading.synonyms import MEANT
from avksite.reading.values import Read, parse_yes_no

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from avksite.reading.front_matter import FrontMatter

UNKNOWN = Rule(
    id="sleutel-onbekend",
    severity=Severity.ERROR,
    promise="Elk gegeven boven een tekst doet iets.",
    why="Een gegeven met een tikfout in de naam zou ongemerkt wegvallen.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\nkotr: Zo vind je een huis.\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\nkort: Zo vind je een huis.\n---\nTekst.\n",
)
ABSENT = Rule(
    id="sleutel-ontbreekt",
    severity=Severity.ERROR,
    promise="Alles wat een pagina nodig heeft, staat erboven.",
    why="Zonder titel, datum of samenvatting kan de pagina niet in een lijst, een mail of de agenda.",
    bad="-- content/wonen.md --\n---\nkort: Zo vind je een huis.\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\nkort: Zo vind je een huis.\n---\nTekst.\n",
)
UNREADABLE = Rule(
    id="waarde-onleesbaar",
    severity=Severity.ERROR,
    promise="Een datum, een tijd, een nummer of een ja of nee is te begrijpen.",
    why="Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail en op de site.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\nbijgewerkt: 31 februari 2023\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\nbijgewerkt: 28 februari 2023\n---\nTekst.\n",
)
SHAPE = Rule(
    id="waarde-vorm",
    severity=Severity.ERROR,
    promise="Een tekst is een tekst, een lijst is een lijst en een groep gegevens is een groep.",
    why="Een lijst op een plek voor één tekst zou voor de helft wegvallen.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\nafbeelding: huis.jpg\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n",
)
CHOICE = Rule(
    id="waarde-keuze",
    severity=Severity.ERROR,
    promise="Waar uit een paar woorden te kiezen is, staat een van die woorden.",
    why="Met een ander woord vindt een bezoeker het niet terug in de lijsten en de filters.",
    bad="-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: woonen\n---\nTekst.\n",
    good="-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: wonen\n---\nTekst.\n",
)
RULES = (UNKNOWN, ABSENT, UNREADABLE, SHAPE, CHOICE)

_TIMED = re.compile(r"(\d{1,2}[.:]\d{2}(?:\s*(?:uur|u)\b)?)[\s:,-]+(\S.*)")

M = TypeVar("M", bound=BaseModel)

# What pydantic says when a value has another shape than its field.
_WANTS_TEXT = frozenset({"string_type", "string_sub_type", "date_type", "time_type", "bool_type", "int_type"})
_WANTS_LIST = frozenset({"tuple_type", "list_type", "set_type", "frozen_set_type"})
_WANTS_MAPPING = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"})
_SHAPES = _WANTS_TEXT | _WANTS_LIST | _WANTS_MAPPING
LONGEST_KEY = 40
"""Characters of a key that is compared with those we know; a longer one is a line of text."""
_CHOICES = frozenset({"literal_error", "enum"})


class Typed(BaseModel):
    """What people type: Dutch keys (the aliases) and nothing else; immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One thing that pydantic found: where it was typed, of what sort it is, and what it concerns."""

    loc: Loc
    kind: str
    given: object
    details: Mapping[str, Any]
    within: Loc
    """Where in the file the model starts: a record of `feiten.yaml` is one value among others."""
    beside: frozenset[str]
    """The keys that were typed in the same group."""

    @property
    def whole_loc(self) -> Loc:
        """Where in the file it was typed."""
        return (*self.within, *self.loc)

    @property
    def key(self) -> str:
        """The key it is about."""
        return next((part for part in reversed(self.whole_loc) if isinstance(part, str)), "")

    @property
    def owner(self) -> str | None:
        """The key that it stands under."""
        return next((part for part in reversed(self.whole_loc[:-1]) if isinstance(part, str)), None)


Elsewhere = Mapping[str, str]
"""Keys that this model does not have and another has, with the sort of text that they belong to: `een bijeenkomst`."""


def validate(model: type[M], front: FrontMatter, path: str, elsewhere: Elsewhere = MappingProxyType({})) -> M:
    """Type front matter as `model`; Unusable carries every problem in it."""
    return validate_part(model, front.values, front, path, elsewhere=elsewhere)


def validate_part(  # noqa: PLR0913  where a part stands in the whole takes three
    model: type[M],
    typed: dict[str, Any],
    front: FrontMatter,
    path: str,
    *,
    within: Loc = (),
    elsewhere: Elsewhere = MappingProxyType({}),
) -> M:
    """Type what was typed at one place in a file, with its problems where they are in the whole."""
    values = _filled(model, typed)
    while True:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            found = error.errors(include_url=False)
            retry = _as_text(values, found)
            if retry is None:
                faults = _once(list(_faults(found, values, within)), model)
                problems = (_problem(fault, model, front, path, elsewhere) for fault in faults)
                raise Unusable(*sorted(problems, key=lambda problem: problem.order)) from None
            values = retry


def key_of(name: str, info: FieldInfo) -> str:
    """Return the key that people type for a field."""
    return info.alias or name


def values(value: object, loc: Loc = (), without: frozenset[str] = frozenset()) -> Iterator[tuple[Loc, object]]:
    """Yield every value in what was typed, however deep, with the keys it stands under; `without` names fields."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            if name not in without:
                yield from values(getattr(value, name), (*loc, key_of(name, info)), without)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from values(item, (*loc, key), without)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from values(item, (*loc, index), without)
    else:
        yield loc, value


@cache
def groups(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """Return every key of a model with the model of what stands below it, if it is a group of keys."""
    return {key_of(name, info): _group_in(info.annotation) for name, info in model.model_fields.items()}


def _group_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_group_in(part) for part in get_args(annotation))
    return next((group for group in found if group), None)


def _filled(model: type[BaseModel], values: dict[str, Any]) -> dict[str, Any]:
    """Leave out the keys of a model with nothing behind them, as a form that is not filled in."""
    kinds = groups(model)
    return {
        key: _filled_in(value, kinds.get(key))
        for key, value in values.items()
        if key not in kinds or not is_empty(value, in_groups=kinds[key] is not None)
    }


def _filled_in(value: Any, group: type[BaseModel] | None) -> Any:  # noqa: ANN401  a nested value of any shape
    if group is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        items = [_filled_in(item, group) for item in value]
        return OneLineList(items, value.typed) if isinstance(value, OneLineList) else items
    values = _filled(group, value)
    return OneLineMapping(values, value.typed) if isinstance(value, OneLineMapping) else values


def _as_text(values: dict[str, Any], found: list[ErrorDetails]) -> dict[str, Any] | None:
    """Return the values with text where a field wants text and what was typed only looks like a list or group."""
    told = [(_typed_at(error["loc"], values), error) for error in found]
    # An alternative that does take a group, and knows its keys, was the one that was meant.
    groups_meant = {
        loc if error["type"] == "missing" else loc[:-1] for (loc, _), error in told if error["type"] not in _SHAPES
    }
    groups_meant -= {loc[:-1] for (loc, _), error in told if error["type"] == "extra_forbidden"}
    texts: dict[Loc, str] = {}
    for (loc, typed), error in told:
        is_text = error["type"] in _WANTS_TEXT | _CHOICES and isinstance(typed, OneLineList | OneLineMapping)
        if is_text and typed is error["input"] and loc not in groups_meant:
            texts[loc] = typed.typed
    return _replaced(values, texts) if texts else None


def _replaced(value: Any, texts: Mapping[Loc, str]) -> Any:  # noqa: ANN401  a nested value of any shape
    """Return a nested value with a text at each of these places; all at once, so that a long list is copied once."""
    if () in texts:
        return texts[()]
    inside: dict[str | int, dict[Loc, str]] = {}
    for loc, text in texts.items():
        inside.setdefault(loc[0], {})[loc[1:]] = text
    if isinstance(value, dict):
        return {key: _replaced(one, inside[key]) if key in inside else one for key, one in value.items()}
    return [_replaced(one, inside[index]) if index in inside else one for index, one in enumerate(value)]


def _typed_at(loc: Loc, values: Any) -> tuple[Loc, Any]:  # noqa: ANN401  a nested value of any shape
    """Return a location as typed, and what stands there: without names of alternatives, or an index in one value."""
    typed: list[str | int] = []
    for part in loc:
        is_index = isinstance(values, list) and isinstance(part, int) and part < len(values)
        if is_index or (isinstance(values, dict) and part in values):
            values = values[part]
            typed.append(part)
    return tuple(typed), values


def _faults(found: list[ErrorDetails], values: dict[str, Any], within: Loc) -> Iterator[_Fault]:
    """Yield what pydantic found, once for every place: of alternatives, the one that fits what was typed best."""
    told: dict[Loc, list[_Fault]] = {}
    for error in found:
        loc, _ = _typed_at(error["loc"], values)
        if error["type"] == "missing":
            loc = (*loc, error["loc"][-1])
        group = _typed_at(loc[:-1], values)[1]
        beside = frozenset(group) if isinstance(group, dict) and "error" in error.get("ctx", {}) else frozenset()
        fault = _Fault(loc, error["type"], error["input"], error.get("ctx", {}), within, beside)
        told.setdefault(loc, []).append(fault)
    above = {loc[:size] for loc in told for size in range(len(loc))}
    for loc, faults in told.items():
        deeper = loc in above
        apt = [fault for fault in faults if fault.kind not in _SHAPES]
        if apt:
            yield apt[0]
        elif not deeper:
            yield faults[0]


def _once(faults: list[_Fault], model: type[BaseModel]) -> list[_Fault]:
    """Leave out a key that is absent because it was misspelt: that is one mistake, and it is told at what was typed."""
    meant = {
        (*fault.loc[:-1], _meant(fault.key, groups(_model_at(model, fault.loc[:-1]) or model)))
        for fault in faults
        if fault.kind == "extra_forbidden"
    }
    return [fault for fault in faults if fault.kind != "missing" or fault.loc not in meant]


def _problem(fault: _Fault, model: type[BaseModel], front: FrontMatter, path: str, elsewhere: Elsewhere) -> Problem:
    place = Place(path, _line(fault, front))
    if fault.kind == "missing":
        return Problem(ABSENT, place, *_about_absent(fault, model, front))
    if fault.kind == "extra_forbidden":
        return Problem(UNKNOWN, place, *_about_unknown(fault, model, elsewhere))
    if fault.kind in _CHOICES:
        return Problem(CHOICE, place, *_about_choice(fault))
    if fault.kind in _SHAPES:
        return Problem(SHAPE, place, *_about_shape(fault, model))
    misread = fault.details.get("error")
    if isinstance(misread, Misread):
        said = misread.message
        message = said if isinstance(fault.given, dict) else f"Bij `{fault.key}`: {said[0].lower()}{said[1:]}"
        return Problem(UNREADABLE, place, message, _hint(fault, model, misread), misread.why)
    message = f"Bij `{fault.key}`: `{fault.given}` past hier niet."
    return Problem(UNREADABLE, place, message, f"Typ {_example(fault, model)}")


def _hint(fault: _Fault, model: type[BaseModel], misread: Misread) -> str:
    """Return what to type: behind another key of the group, if the value is right there and that one is free."""
    owner = _model_at(model, fault.loc[:-1]) or model
    if misread.fits in groups(owner) and misread.fits not in fault.beside:
        return f"Typ `{misread.fits}: {fault.given}`."
    return misread.hint


def _line(fault: _Fault, front: FrontMatter) -> int:
    misread = fault.details.get("error")
    if isinstance(misread, Misread) and (*fault.whole_loc, misread.key) in front.lines:
        # A fault between keys names the one to change first.
        return front.lines[(*fault.whole_loc, misread.key)]
    loc = fault.whole_loc
    while loc and loc not in front.lines:
        loc = loc[:-1]
    return front.lines[loc] if loc else min(front.lines.values(), default=1)


def _about_absent(fault: _Fault, model: type[BaseModel], front: FrontMatter) -> tuple[str, str]:
    key = fault.key
    example = _example(fault, model)
    if fault.whole_loc in front.lines:
        return f"Achter `{key}` staat niets.", f"Vul het aan: {example}"
    if fault.owner is None:
        return f"`{key}` ontbreekt.", f"Zet er een regel bij: {example}"
    beside = next(iter(fault.given), None) if isinstance(fault.given, dict) else None
    where = f"recht onder `{beside}`" if beside else "met twee spaties ervoor"
    return f"Onder `{fault.owner}` ontbreekt `{key}`.", f"Zet er een regel bij, {where}: {example}"


def _about_unknown(fault: _Fault, model: type[BaseModel], elsewhere: Elsewhere) -> tuple[str, str]:
    key, owner = fault.key, fault.owner
    here = groups(_model_at(model, fault.loc[:-1]) or model)
    message = f"Ik ken `{key}` niet." if owner is None else f"Ik ken `{key}` niet onder `{owner}`."
    if meant := synonym(key, here):
        return message, f"Bedoel je `{meant}`?"
    deeper = next((name for name, group in here.items() if group and key in groups(group)), None)
    if deeper:
        return message, f"Zet `{key}` onder `{deeper}:`, met twee spaties ervoor."
    if owner is not None and key in groups(model):
        return message, f"Hoort `{key}` niet bij `{owner}`? Haal dan de spaties ervoor weg."
    if owner is None and key in elsewhere:
        hint = "Zet wat hier staat in je tekst, in plaats van erboven. Of verplaats het bestand, als het er een is."
        return f"`{key}` hoort bij {elsewhere[key]}.", hint
    if meant := _meant(key, here):
        return message, f"Bedoel je `{meant}`?"
    known = f"Wat hier kan: {_choice_of(sorted(here))}."
    return message, f"Zet wat hier staat in je tekst, in plaats van erboven. {known}"


def synonym(key: str, here: Mapping[str, object]) -> str | None:
    """Return the key of a model that somebody means by another name for it, or in other letters."""
    folded = key.casefold()
    if folded in here:
        return folded
    return next((word for word in MEANT.get(folded, ()) if word in here), None)


def _meant(key: str, here: Mapping[str, object]) -> str | None:
    return synonym(key, here) or (nearest(key, here) if len(key) <= LONGEST_KEY else None)


def _about_choice(fault: _Fault) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", str(fault.details.get("expected", "")))
    message = f"Bij `{fault.key}`: `{fault.given}` staat niet in de lijst."
    meant = nearest(str(fault.given), choices)
    return message, f"{f'Bedoel je `{meant}`? ' if meant else ''}Kies uit: {_choice_of(choices)}."


def _about_shape(fault: _Fault, model: type[BaseModel]) -> tuple[str, str]:
    key = fault.key
    if fault.kind in _WANTS_MAPPING:
        return _about_group(fault, _model_at(model, fault.loc))
    if fault.kind in _WANTS_LIST:
        return f"Bij `{key}` hoort een lijst.", f"Zet elk onderdeel op een eigen regel onder `{key}:`, met `- ` ervoor."
    what = "een lijst" if isinstance(fault.given, list) else "een groep gegevens"
    return f"Bij `{key}` past één waarde, maar er staat {what}.", f"Zet het op één regel: {_example(fault, model)}"


def _about_group(fault: _Fault, group: type[BaseModel] | None) -> tuple[str, str]:
    key = fault.key
    keys = _choice_of(list(groups(group))) if group else "een sleutel per regel"
    first = next((key_of(name, info) for name, info in group.model_fields.items()), "") if group else ""
    if not isinstance(fault.given, str) or not first or group is None:
        return f"Bij `{key}` hoort een groep gegevens.", f"Zet daaronder, met twee spaties ervoor: {keys}."
    message = f"Bij `{key}` hoort een groep gegevens; `{fault.given}` staat er los."
    is_item = isinstance(fault.loc[-1], int)
    timed = _TIMED.fullmatch(fault.given)
    if is_item and timed and {"tijd", "titel"} <= groups(group).keys():
        return message, f"Typ `- tijd: {timed[1]}`, en op de regel eronder `  titel: {timed[2]}`."
    fitting = _fitting(group, fault.given)
    if fitting is None:
        return message, f"Typ `{key}:`, en op de regel eronder `  {_bare_example(group, first)}`."
    if is_item:
        return message, f"Typ `- {fitting}: {fault.given}`."
    return message, f"Typ `{key}:`, en op de regel eronder `  {fitting}: {fault.given}`."


def _fitting(group: type[BaseModel], value: str) -> str | None:
    """Return the key of a group that a value without a key belongs to: one that only takes such, or one it needs."""
    readers = [(key_of(name, info), info, _reader(info)) for name, info in group.model_fields.items()]
    sound = [one for one in readers if one[2] is None or _reads(one[2], value)]
    special = (key for key, info, read in sound if read and read.made is not bool and read.description != "Een tekst.")
    needed = [(key, key in {found for found, _, _ in sound}) for key, info, _ in readers if info.is_required()]
    if found := next(special, None):
        return found if all(key == found for key, _ in needed) else None
    if needed:
        return needed[0][0] if needed[0][1] and not _is_yes(value) else None
    return next((key for key, _, _ in sound), None) if not _is_yes(value) else None


def _reader(info: FieldInfo) -> Read | None:
    marks = [
        *info.metadata,
        *(mark for part in get_args(info.annotation) for mark in getattr(part, "__metadata__", ())),
    ]
    return next((mark for mark in marks if isinstance(mark, Read)), None)


def _reads(read: Read, value: str) -> bool:
    try:
        read(value)
    except Misread:
        return False
    return True


def _is_yes(value: str) -> bool:
    try:
        parse_yes_no(value)
    except Misread:
        return False
    return True


def _bare_example(group: type[BaseModel], first: str) -> str:
    """Return the first line of a group that has nothing that can be used yet."""
    name, info = next(((key_of(n, i), i) for n, i in group.model_fields.items() if i.is_required()), (first, None))
    read = _reader(info) if info else None
    return f"{name}: {read.examples[0] if read and read.examples else chr(0x2026)}"


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    found: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str):
            found = groups(found).get(part) if found else None
    return found


def _example(fault: _Fault, model: type[BaseModel]) -> str:
    return example_of(model, fault.loc or (fault.key,))


def example_of(model: type[BaseModel], loc: Loc) -> str:
    """Return a line that could be typed for a field: with an example of its own, of its type, or with room for one."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    owner = _model_at(model, loc[:-1])
    wanted = owner.model_json_schema().get("properties", {}).get(key, {}) if owner else {}
    options = [wanted, wanted.get("items", {}), *wanted.get("anyOf", ())]
    choices = next((option["enum"] for option in options if option.get("enum")), None)
    if choices:
        return f"`{key}: {choices[0]}`. Kies uit: {_choice_of(choices)}."
    examples = (example for option in options for example in (*option.get("examples", ()), option.get("const")))
    example = next(filter(None, examples), None)
    return f"bijvoorbeeld `{key}: {example}`." if example else f"`{key}: …`."


def _choice_of(words: list[str]) -> str:
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} of {quoted[-1]}"
