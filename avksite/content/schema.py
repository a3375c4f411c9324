"""Front matter becomes a typed model, or every problem in it with its line and what to type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from avksite.content.front_matter.mending import Lines
from avksite.content.front_matter.scalars import Loc, OneLineList, OneLineMapping, is_empty
from avksite.content.keys import groups, key_of, keys_of, one_of
from avksite.content.synonyms import MEANT
from avksite.content.values import Read, parse_verbatim, parse_yes_no
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity, Unusable, nearest

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from avksite.content.front_matter import FrontMatter

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
_DRAWING = (
    "-- content/huis.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)
SHAPE = Rule(
    id="waarde-vorm",
    severity=Severity.ERROR,
    promise="Een tekst is een tekst, een lijst is een lijst en een groep gegevens is een groep.",
    why="Een lijst op een plek voor één tekst zou voor de helft wegvallen.",
    bad=f"-- content/wonen.md --\n---\ntitel: Wonen\nafbeelding: huis.svg\n---\nTekst.\n{_DRAWING}",
    good="-- content/wonen.md --\n---\ntitel: Wonen\nafbeelding:\n  bestand: huis.svg\n  alt: Een rood huis."
    f"\n---\nTekst.\n{_DRAWING}",
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
_LEADS = re.compile(r"/|#|https?://|mailto:")
"""How what a link leads to begins."""

M = TypeVar("M", bound=BaseModel)

# What pydantic says when a value has another shape than its field.
_WANTS_TEXT = frozenset({"string_type", "string_sub_type", "date_type", "time_type", "bool_type", "int_type"})
_WANTS_LIST = frozenset({"tuple_type", "list_type", "set_type", "frozen_set_type"})
_WANTS_MAPPING = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"})
_SHAPES = _WANTS_TEXT | _WANTS_LIST | _WANTS_MAPPING
LONGEST_KEY = 40
"""Characters of a key that is compared with those we know; a longer one is a line of text."""
_CHOICES = frozenset({"literal_error", "enum"})


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


_Said = tuple[str, str, Fix | None]
"""What is wrong, what to type, and the same as data."""

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
    typed = Lines(front, path, place.line)
    why = ""
    if fault.kind == "missing":
        rule, said = ABSENT, _about_absent(fault, model, typed)
    elif fault.kind == "extra_forbidden":
        rule, said = UNKNOWN, _about_unknown(fault, model, elsewhere, typed)
    elif fault.kind in _CHOICES:
        rule, said = CHOICE, _about_choice(fault, typed)
    elif fault.kind in _SHAPES:
        rule, said = SHAPE, _about_shape(fault, model, typed)
    else:
        rule, said = UNREADABLE, _about_misread(fault, model, typed)
        misread = fault.details.get("error")
        why = misread.why if isinstance(misread, Misread) else ""
    message, hint, fix = said
    return Problem(rule, place, message, hint, why, fix)


def _about_misread(fault: _Fault, model: type[BaseModel], typed: Lines) -> _Said:
    misread = fault.details.get("error")
    if not isinstance(misread, Misread):
        value, example = _example(fault, model)
        message = f"Bij `{fault.key}`: `{fault.given}` past hier niet."
        return message, f"Typ {example}", typed.value(fault.key, fault.given, value, to_fill=True)
    said = misread.message
    if not isinstance(fault.given, str):
        return said, misread.hint, _instead_in_group(fault, misread, typed) if misread.offer else None
    message = f"Bij `{fault.key}`: {said[0].lower()}{said[1:]}"
    owner = _model_at(model, fault.loc[:-1]) or model
    if misread.fits in groups(owner) and misread.fits not in fault.beside:
        # The value is right behind another key of the group, and that one is free.
        return message, f"Typ `{misread.fits}: {fault.given}`.", Fix(fault.key, misread.fits)
    return (
        message,
        misread.hint,
        (typed.value(fault.key, fault.given, misread.offer, to_fill=misread.is_example) if misread.offer else None),
    )


def _instead_in_group(fault: _Fault, misread: Misread, typed: Lines) -> Fix | None:
    """Return the fix of what is wrong between keys: another value behind the first to change, or one more key."""
    key, _, value = misread.offer.partition(": ")
    given = fault.given.get(key) if isinstance(fault.given, dict) else None
    return typed.value(key, given, value) if given else typed.added(misread.key, misread.offer)


def _line(fault: _Fault, front: FrontMatter) -> int:
    misread = fault.details.get("error")
    if isinstance(misread, Misread) and (*fault.whole_loc, misread.key) in front.lines:
        # A fault between keys names the one to change first.
        return front.lines[(*fault.whole_loc, misread.key)]
    loc = fault.whole_loc
    while loc and loc not in front.lines:
        loc = loc[:-1]
    return front.lines[loc] if loc else min(front.lines.values(), default=1)


def _about_absent(fault: _Fault, model: type[BaseModel], typed: Lines) -> _Said:
    key = fault.key
    value, example = _example(fault, model)
    line = f"{key}: {value}"
    if fault.whole_loc in typed.front.lines:
        return f"Achter `{key}` staat niets.", f"Vul het aan: {example}", typed.filled(value)
    if fault.owner is None:
        return f"`{key}` ontbreekt.", f"Zet er een regel bij: {example}", Fix("", f"{line}\n", to_fill=True)
    message = f"Onder `{fault.owner}` ontbreekt `{key}`."
    given = fault.given if isinstance(fault.given, dict) else {}
    if isinstance(given, OneLineMapping) and typed.is_in_braces:
        return message, f"Zet tussen de accolades erbij: {example}", typed.added("", line)
    beside = next((one for one, value in given.items() if typed.is_whole((*fault.whole_loc[:-1], one), value)), "")
    where = f"recht onder `{beside}`" if beside else "met twee spaties ervoor"
    place = typed.front.lines.get((*fault.whole_loc[:-1], beside), typed.number)
    return message, f"Zet er een regel bij, {where}: {example}", typed.at(place).added(beside, line)


def _about_unknown(fault: _Fault, model: type[BaseModel], elsewhere: Elsewhere, typed: Lines) -> _Said:
    key, owner = fault.key, fault.owner
    here = groups(_model_at(model, fault.loc[:-1]) or model)
    message = f"Ik ken `{key}` niet." if owner is None else f"Ik ken `{key}` niet onder `{owner}`."
    if meant := synonym(key, here):
        return message, f"Bedoel je `{meant}`?", Fix(key, meant)
    if told := _about_level(fault, model, here, typed):
        return message, *told
    if owner is None and key in elsewhere:
        hint = "Zet wat hier staat in je tekst, in plaats van erboven. Of verplaats het bestand, als het er een is."
        return f"`{key}` hoort bij {elsewhere[key]}.", hint, None
    if meant := _meant(key, here):
        return message, f"Bedoel je `{meant}`?", Fix(key, meant)
    known = f"Wat hier kan: {one_of(sorted(here))}."
    return message, f"Zet wat hier staat in je tekst, in plaats van erboven. {known}", None


def _about_level(
    fault: _Fault, model: type[BaseModel], here: Mapping[str, type[BaseModel] | None], typed: Lines
) -> tuple[str, Fix | None] | None:
    """Return what to do with a key that is known one level deeper, or at the top; None for any other."""
    key, owner, loc = fault.key, fault.owner, fault.whole_loc[:-1]
    deeper, group = next(((name, below) for name, below in here.items() if below and key in groups(below)), ("", None))
    if group is None:
        return typed.moved_out(key, owner, loc) if owner is not None and key in groups(model) else None
    mates = [one for one in typed.front.values if one not in here and one in groups(group)] if owner is None else []
    if deeper not in typed.front.values and key in mates[1:]:  # the first of them says how the group begins
        return f"Zet `{key}` onder `{deeper}:`, met twee spaties ervoor.", None
    return typed.moved_below(key, deeper, (*loc, deeper))


def synonym(key: str, here: Mapping[str, object]) -> str | None:
    """Return the key of a model that somebody means by another name for it, or in other letters."""
    folded = key.casefold()
    if folded in here:
        return folded
    return next((word for word in MEANT.get(folded, ()) if word in here), None)


def _meant(key: str, here: Mapping[str, object]) -> str | None:
    return synonym(key, here) or (nearest(key, here) if len(key) <= LONGEST_KEY else None)


def _about_choice(fault: _Fault, typed: Lines) -> _Said:
    choices = re.findall(r"'([^']*)'", str(fault.details.get("expected", "")))
    message = f"Bij `{fault.key}`: `{fault.given}` staat niet in de lijst."
    meant = nearest(str(fault.given), choices)
    hint = f"{f'Bedoel je `{meant}`? ' if meant else ''}Kies uit: {one_of(choices)}."
    return message, hint, typed.value(fault.key, fault.given, meant) if meant else None


def _about_shape(fault: _Fault, model: type[BaseModel], typed: Lines) -> _Said:
    key = fault.key
    if fault.kind in _WANTS_MAPPING:
        return _about_group(fault, _model_at(model, fault.loc), typed)
    if fault.kind in _WANTS_LIST:
        return _about_list(fault, _model_at(model, fault.loc), typed)
    what = "een lijst" if isinstance(fault.given, list) else "een groep gegevens"
    value, example = _example(fault, model)
    hint = f"Zet het op één regel: {example}"
    return f"Bij `{key}` past één waarde, maar er staat {what}.", hint, typed.on_one_line(f"{key}: {value}")


def _about_list(fault: _Fault, group: type[BaseModel] | None, typed: Lines) -> _Said:
    key = fault.key
    message = f"Bij `{key}` hoort een lijst."
    if isinstance(fault.given, str) and group:
        (first, *more), is_whole = _group_lines(group, fault.given, typed.front)
        lines = [f"  - {first}", *(f"    {line}" for line in more)]
        fix = typed.value(key, fault.given, "\n".join(["", *lines]), to_fill=not is_whole)
        return message, f"Typ `{key}:`, en {_below(lines)}.", fix
    if isinstance(fault.given, dict) and (fix := typed.with_dash()):
        hint = f"Zet `- ` voor `{next(iter(fault.given))}`, en twee spaties voor de regels die erbij horen."
        return message, hint, fix
    return message, f"Zet elk onderdeel op een eigen regel onder `{key}:`, met `- ` ervoor.", None


def _about_group(fault: _Fault, group: type[BaseModel] | None, typed: Lines) -> _Said:
    key = fault.key
    if not isinstance(fault.given, str) or group is None:
        keys = one_of(list(groups(group))) if group else "een sleutel per regel"
        return f"Bij `{key}` hoort een groep gegevens.", f"Zet daaronder, met twee spaties ervoor: {keys}.", None
    message = f"Bij `{key}` hoort een groep gegevens; `{fault.given}` staat er los."
    lines, is_whole = _group_lines(group, fault.given, typed.front)
    end = "." if is_whole else ". Vul in wat er bij jou hoort."
    if isinstance(fault.loc[-1], int):
        first, *more = lines
        hint = f"Typ `- {first}`" + (f", en {_below([f'  {line}' for line in more])}" if more else "")
        fix = typed.value(key, fault.given, typed.as_item(first, more), to_fill=not is_whole)
        return message, f"{hint}{end}", fix
    lines = [f"  {line}" for line in lines]
    fix = typed.value(key, fault.given, "\n".join(["", *lines]), to_fill=not is_whole)
    return message, f"Typ `{key}:`, en {_below(lines)}{end}", fix


def _below(lines: list[str]) -> str:
    """Return lines to type below another, in words."""
    first, *more = [f"`{line}`" for line in lines]
    return f"op de regel eronder {first}" + "".join(f", en daaronder {line}" for line in more)


def _group_lines(group: type[BaseModel], value: str, front: FrontMatter) -> tuple[list[str], bool]:
    """Return what to type of a group for a value that stood without a key: that one, and all that it cannot do without.

    Also whether that is all an author has to do.
    """
    timed = _TIMED.fullmatch(value)
    key = _fitting(group, value)
    typed = {key: value} if key else {}
    if timed and {"tijd", "titel"} <= groups(group).keys():
        typed = {"tijd": timed[1], "titel": timed[2]}
    own = len(typed)
    for name, info in group.model_fields.items():
        if info.is_required():
            typed.setdefault(key_of(name, info), _sample(info, front))
    lines = [f"{key}: {one}" for key, one in typed.items()]
    try:
        group.model_validate(typed)
    except ValidationError as error:
        faults = [fault.get("ctx", {}).get("error") for fault in error.errors() if not fault["loc"]]
        lines += [fault.offer for fault in faults if isinstance(fault, Misread) and fault.offer]
    return lines, len(lines) == own


def _fitting(group: type[BaseModel], value: str) -> str | None:
    """Return the key of a group that a value without a key belongs to: one that only takes such, or one it needs."""
    readers = [(key_of(name, info), info, _reader(info)) for name, info in group.model_fields.items()]
    sound = [one for one in readers if one[2] is None or _reads(one[2], value)]
    links = (key for key, _, read in sound if read and read.parse is parse_verbatim)
    if _LEADS.match(value) and (found := next(links, None)):
        return found
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


def _sample(info: FieldInfo, front: FrontMatter) -> str:
    """Return a value that could be typed for a field: the date of the text itself, an example, or room for one."""
    read = _reader(info)
    own = front.values.get("datum")
    if read and read.made is date and isinstance(own, str) and _reads(read, own):
        return own
    return read.examples[0] if read and read.examples else "…"


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    found: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str):
            found = groups(found).get(part) if found else None
    return found


def _example(fault: _Fault, model: type[BaseModel]) -> tuple[str, str]:
    return example_of(model, fault.loc or (fault.key,))


def example_of(model: type[BaseModel], loc: Loc) -> tuple[str, str]:
    """Return a value that could be typed for a field, and how to tell: an example of its own, of its type, or room."""
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    owner = _model_at(model, loc[:-1])
    key = next((key for key in keys_of(owner) if key.name == name), None) if owner else None
    if key and key.answers:
        return key.answers[0], f"`{name}: {key.answers[0]}`. Kies uit: {one_of(key.answers)}."
    if key and key.hint:
        return key.hint, f"bijvoorbeeld `{name}: {key.hint}`."
    return "…", f"`{name}: …`."
