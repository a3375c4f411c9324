"""Validates front matter as a typed model, or reports every problem in it with its line and what to type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from avksite.content.front_matter import FrontMatter
from avksite.content.front_matter.fixes import Lines
from avksite.content.front_matter.scalars import Loc, OneLineList, OneLineMapping, is_empty
from avksite.content.keys import Key, Model, keys_of, one_of
from avksite.content.values import parse_verbatim, parse_words, parse_yes_no
from avksite.dutch.words import word_pairs
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Misread, Place, Problem, Rule, Unusable, nearest, understood

UNKNOWN = Rule("sleutel-onbekend", ERROR, "Elk gegeven boven een tekst doet iets.")
ABSENT = Rule("sleutel-ontbreekt", ERROR, "Alles wat een pagina nodig heeft, staat erboven.")
UNREADABLE = Rule("waarde-onleesbaar", ERROR, "Een datum, een tijd, een nummer of een ja of nee is te begrijpen.")
SHAPE = Rule("waarde-vorm", ERROR, "Een tekst is een tekst, een lijst is een lijst en een groep gegevens is een groep.")
CHOICE = Rule("waarde-keuze", ERROR, "Waar uit een paar woorden te kiezen is, staat een van die woorden.")

_TIMED = regex(r"(\d{1,2}[.:]\d{2}(?:\s*(?:uur|u)\b)?)[\s:,-]+(\S.*)")
_LEADS = regex(r"/|#|https?://|mailto:")
"""How the target of a link begins."""
LONGEST_KEY = 40
"""Characters of a key that is compared with known keys; a longer one is a line of text."""

# Pydantic's error types for a value of another shape than its field.
_WANTS_TEXT = frozenset({"string_type"})
_WANTS_LIST = frozenset({"tuple_type"})
_WANTS_GROUP = frozenset({"model_type", "dict_type", "mapping_type"})
_SHAPES = _WANTS_TEXT | _WANTS_LIST | _WANTS_GROUP
_CHOICE = "literal_error"
_NO_FIELD = "extra_forbidden"

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
_Said = tuple[str, str, Fix | None]
"""Message, hint and fix."""
Elsewhere = Mapping[str, str]
"""Keys of other models, with the kind of text that they belong to: `een bijeenkomst`."""


@dataclass(frozen=True, slots=True)
class DataFile(Generic[T]):
    """The content of one file, with the line of every key."""

    path: str
    value: T
    lines: Mapping[Loc, int] = field(default_factory=dict, compare=False)

    def place(self, *loc: str | int) -> Place:
        """Return where a key was typed; for an absent key, where its nearest parent was."""
        return Place.of_key(self.path, self.lines, loc)


def validate(  # noqa: PLR0913  the place of a part in the whole takes three
    model: type[M],
    front: FrontMatter,
    path: str,
    elsewhere: Elsewhere = MappingProxyType({}),
    *,
    values: dict[str, Any] | None = None,
    within: Loc = (),
) -> M:
    """Validate front matter, or the part of it at `within`, as `model`; raise Unusable with every problem."""
    values = front.values if values is None else values
    try:
        return model.model_validate(values)
    except ValidationError as error:
        part = _Part(model, front, path, within, elsewhere)
        problems = (fault.problem for fault in _faults(part, error.errors(include_url=False), values))
        raise Unusable(*sorted(problems, key=lambda problem: problem.order)) from None


def _typed_at(loc: Loc, values: Any) -> tuple[Loc, Any]:  # noqa: ANN401  a nested value of any shape
    """Return a location as typed and the value there: a single value typed for a list has no index."""
    typed: list[str | int] = []
    for part in loc:
        is_index = isinstance(values, list) and isinstance(part, int) and part < len(values)
        if is_index or (isinstance(values, dict) and part in values):
            values = values[part]
            typed.append(part)
    return tuple(typed), values


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a file that is validated as a model; `within` is its location, such as that of one record."""

    model: Model
    front: FrontMatter
    path: str
    within: Loc
    elsewhere: Elsewhere


def _faults(part: _Part, found: list[ErrorDetails], values: dict[str, Any]) -> list[_Fault]:
    """Convert the errors of pydantic.

    A key that is absent because it was misspelt is one mistake, and is reported at what was typed.
    """
    faults = []
    for error in found:
        loc, _ = _typed_at(error["loc"], values)
        if error["type"] == "missing":  # no key, or no value
            loc = (*_typed_at(error["loc"][:-1], values)[0], error["loc"][-1])
        beside = _typed_at(loc[:-1], values)[1]
        misread = error.get("ctx", {}).get("error")
        beside = beside if isinstance(beside, dict) else {}
        given = error["input"]
        if error["type"] == _CHOICE and isinstance(given, OneLineList | OneLineMapping):
            given = given.typed
        faults.append(_Fault(part, loc, error["type"], given, misread, beside))
    meant = {(*fault.loc[:-1], _meant(fault.key, fault.known)) for fault in faults if fault.kind == _NO_FIELD}
    return [fault for fault in faults if fault.kind != "missing" or fault.loc not in meant]


@dataclass(frozen=True)
class _Fault:
    """One error of pydantic in a part: its location, its type and its value."""

    part: _Part
    loc: Loc
    kind: str
    given: Any
    misread: object
    """The Misread of our own parser, if there is one."""
    beside: Mapping[str, object]
    """What was typed in the same group."""

    @property
    def place(self) -> Loc:
        """Where in the file it was typed."""
        return (*self.part.within, *self.loc)

    @property
    def key(self) -> str:
        """The key it is about."""
        return next((part for part in reversed(self.place) if isinstance(part, str)), "")

    @property
    def owner(self) -> str | None:
        """The key above it."""
        return next((part for part in reversed(self.place[:-1]) if isinstance(part, str)), None)

    @property
    def known(self) -> Mapping[str, Key]:
        """The keys that are known where it was typed."""
        above = _key_at(self.part.model, self.loc[:-1])
        return keys_of((above and above.group) or self.part.model)

    @property
    def group(self) -> Model | None:
        """The model of the group below it."""
        key = _key_at(self.part.model, self.loc)
        return key.group if key else None

    @property
    def example(self) -> tuple[str, str]:
        """A valid value to type there, and the same in words."""
        return example_of(self.part.model, self.loc or (self.key,))

    @cached_property
    def typed(self) -> Lines:
        """The line on which it is reported: for a fault between keys, that of the one to change first."""
        lines, loc = self.part.front.lines, self.place
        if isinstance(self.misread, Misread) and (*loc, self.misread.key) in lines:
            loc = (*loc, self.misread.key)
        while loc and loc not in lines:
            loc = loc[:-1]
        return Lines(self.part.front, self.part.path, lines[loc] if loc else min(lines.values(), default=1))

    @property
    def problem(self) -> Problem:
        """What to report to the author."""
        why = ""
        if self.kind == "missing":
            rule, said = ABSENT, self._absent()
        elif self.kind == _NO_FIELD:
            rule, said = UNKNOWN, self._unknown()
        elif self.kind == _CHOICE:
            rule, said = CHOICE, self._choice()
        elif self.kind in _SHAPES:
            rule, said = SHAPE, self._shape()
        elif isinstance(self.misread, Misread):
            rule, said, why = UNREADABLE, self._misread(self.misread), self.misread.why
        else:
            value, example = self.example
            fix = self._instead(value, to_fill=True)
            rule, said = UNREADABLE, (f"Bij `{self.key}`: `{self.given}` past hier niet.", f"Typ {example}", fix)
        message, hint, fix = said
        return Problem(rule, Place(self.part.path, self.typed.number), message, hint, why, fix)

    def _instead(self, value: str, *, to_fill: bool = False) -> Fix | None:
        return self.typed.value(self.key, self.given, value, to_fill=to_fill)

    def _misread(self, misread: Misread) -> _Said:
        said, hint, offer = misread.message, misread.hint, misread.offer
        if not isinstance(self.given, str):
            if not offer:
                return said, hint, None
            # A fault between keys: change the value of the first one, or add a key.
            key, _, value = offer.partition(": ")
            given = self.given.get(key) if isinstance(self.given, dict) else None
            return said, hint, self.typed.value(key, given, value) if given else self.typed.added(misread.key, offer)
        message = f"Bij `{self.key}`: {said[0].lower()}{said[1:]}"
        if misread.fits in self.known and misread.fits not in self.beside:
            # The value fits another key of the group, which is not in use.
            return message, f"Typ `{misread.fits}: {self.given}`.", Fix(self.key, misread.fits)
        return message, hint, self._instead(offer, to_fill=misread.is_example) if offer else None

    def _absent(self) -> _Said:
        key, typed = self.key, self.typed
        value, example = self.example
        line = f"{key}: {value}"
        if self.place in typed.front.lines:
            return f"Achter `{key}` staat niets.", f"Vul het aan: {example}", typed.filled(value)
        if self.owner is None:
            return f"`{key}` ontbreekt.", f"Zet er een regel bij: {example}", Fix("", f"{line}\n", to_fill=True)
        message = f"Onder `{self.owner}` ontbreekt `{key}`."
        given = self.given if isinstance(self.given, dict) else {}
        if isinstance(given, OneLineMapping) and typed.is_in_braces:
            return message, f"Zet tussen de accolades erbij: {example}", typed.added("", line)
        beside = next((one for one, value in given.items() if typed.is_whole((*self.place[:-1], one), value)), "")
        where = f"recht onder `{beside}`" if beside else "met twee spaties ervoor"
        at = typed.front.lines.get((*self.place[:-1], beside), typed.number)
        return message, f"Zet er een regel bij, {where}: {example}", typed.at(at).added(beside, line)

    def _unknown(self) -> _Said:
        key, owner, known = self.key, self.owner, self.known
        message = f"Ik ken `{key}` niet." if owner is None else f"Ik ken `{key}` niet onder `{owner}`."
        if not self._begun(key) and (meant := synonym(key, known)):
            return message, f"Bedoel je `{meant}`?", Fix(key, meant)
        if advice := self._on_another_level():
            return message, *advice
        hint = "Zet wat hier staat in je tekst, in plaats van erboven."
        if owner is None and key in self.part.elsewhere:
            hint = f"{hint} Of verplaats het bestand, als het er een is."
            return f"`{key}` hoort bij {self.part.elsewhere[key]}.", hint, None
        if meant := _meant(key, known):
            return message, f"Bedoel je `{meant}`?", Fix(key, meant)
        return message, f"{hint} Wat hier kan: {one_of(sorted(known))}.", None

    def _begun(self, key: str) -> str:
        """Return the empty group that this key belongs to, if its lines lack their indent; else ""."""
        values = self.part.front.values if self.owner is None else {}
        empty = (name for name, typed in values.items() if is_empty(typed) and name in self.known)
        return next((name for name in empty if (it := self.known[name].group) and key in keys_of(it)), "")

    def _on_another_level(self) -> tuple[str, Fix | None] | None:
        """Return the hint and fix for a key that is known one level deeper, or at the top; None for any other."""
        key, owner, known, above = self.key, self.owner, self.known, self.place[:-1]
        values = self.part.front.values
        begun = self._begun(key)
        deeper, group = next(
            (
                (name, keys_of(it.group))
                for name, it in known.items()
                if it.group and key in keys_of(it.group) and begun in {"", name}
            ),
            ("", None),
        )
        if group is None:
            is_of_top = owner is not None and key in keys_of(self.part.model)
            return self.typed.moved_out(key, owner or "", above) if is_of_top else None
        mates = [one for one in values if one not in known and one in group] if owner is None else []
        if deeper not in values and key in mates[1:]:  # reported at the first of them, which starts the group
            return f"Zet `{key}` onder `{deeper}:`, met twee spaties ervoor.", None
        return self.typed.moved_below(key, deeper, (*above, deeper))

    def _choice(self) -> _Said:
        key = _key_at(self.part.model, self.loc)
        choices = key.choices if key else ()
        meant = nearest(str(self.given), choices)
        hint = f"{f'Bedoel je `{meant}`? ' if meant else ''}Kies uit: {one_of(choices)}."
        message = f"Bij `{self.key}`: `{self.given}` staat niet in de lijst."
        return message, hint, self._instead(meant) if meant else None

    def _shape(self) -> _Said:
        key = self.key
        if self.kind in _WANTS_TEXT:
            what = "een lijst" if isinstance(self.given, list) else "een groep gegevens"
            value, example = self.example
            message = f"Bij `{key}` past één waarde, maar er staat {what}."
            return message, f"Zet het op één regel: {example}", self.typed.on_one_line(f"{key}: {value}")
        is_list = self.kind in _WANTS_LIST
        message = f"Bij `{key}` hoort {'een lijst' if is_list else 'een groep gegevens'}"
        if isinstance(self.given, str) and self.group:
            hint, fix = self._in_group(self.group, self.given, is_list=is_list)
            return f"{message}." if is_list else f"{message}; `{self.given}` staat er los.", hint, fix
        if not is_list:
            keys = one_of([*keys_of(self.group)]) if self.group else "een sleutel per regel"
            return f"{message}.", f"Zet daaronder, met twee spaties ervoor: {keys}.", None
        if isinstance(self.given, dict) and (fix := self.typed.with_dash()):
            hint = f"Zet `- ` voor `{next(iter(self.given))}`, en twee spaties voor de regels die erbij horen."
            return f"{message}.", hint, fix
        return f"{message}.", f"Zet elk onderdeel op een eigen regel onder `{key}:`, met `- ` ervoor.", None

    def _in_group(self, group: Model, given: str, *, is_list: bool) -> tuple[str, Fix | None]:
        """Return the hint and fix for a text where a group, or a list of groups, belongs."""
        (first, *more), is_whole = _group_lines(group, given, self.part.front)
        end = "." if is_whole or is_list else ". Vul in wat er bij jou hoort."
        if isinstance(self.loc[-1], int):
            below = f", en {_below([f'  {line}' for line in more])}" if more else ""
            return f"Typ `- {first}`{below}{end}", self._instead(self.typed.as_item(first, more), to_fill=not is_whole)
        dash, room = ("  - ", "    ") if is_list else ("  ", "  ")
        lines = [f"{dash}{first}", *(f"{room}{line}" for line in more)]
        hint = f"Typ `{self.key}:`, en {_below(lines)}{end}"
        return hint, self._instead("\n".join(["", *lines]), to_fill=not is_whole)


def _below(lines: list[str]) -> str:
    """Return lines to type below another, in words."""
    return "op de regel eronder " + ", en daaronder ".join(f"`{line}`" for line in lines)


def synonym(key: str, here: Mapping[str, object]) -> str | None:
    """Return the key that was meant by a synonym or another spelling; None when there is none."""
    lower = key.casefold()
    return next((word for word in (lower, *MEANT.get(lower, ())) if word in here), None)


def _meant(key: str, here: Mapping[str, object]) -> str | None:
    return synonym(key, here) or (nearest(key, here) if len(key) <= LONGEST_KEY else None)


def _group_lines(group: Model, value: str, front: FrontMatter) -> tuple[list[str], bool]:
    """Return the lines of a group to type for a value without a key: its key and the required ones.

    Also return whether they are complete as they are.
    """
    timed = _TIMED.fullmatch(value)
    key = _fitting(group, value)
    typed = {key: value} if key else {}
    if timed and {"tijd", "titel"} <= keys_of(group).keys():
        typed = {"tijd": timed[1], "titel": timed[2]}
    own = len(typed)
    for needed in keys_of(group).values():
        if needed.required:
            typed.setdefault(needed.name, _sample(needed, front))
    lines = [f"{key}: {one}" for key, one in typed.items()]
    try:
        group.model_validate(typed)
    except ValidationError as error:
        faults = [fault.get("ctx", {}).get("error") for fault in error.errors() if not fault["loc"]]
        lines += [fault.offer for fault in faults if isinstance(fault, Misread) and fault.offer]
    return lines, len(lines) == own


def _fitting(group: Model, value: str) -> str | None:
    """Return the key of a group that a value without a key belongs to: one that alone takes it, or a required one."""
    keys = keys_of(group).values()
    needed = [key.name for key in keys if key.required]
    sound = {key.name: key.leaf for key in keys if understood(key.leaf.parse, value) is not None}
    links = [name for name, leaf in sound.items() if leaf.parse is parse_verbatim]
    if _LEADS.match(value) and links:
        return links[0]
    plain = {str, parse_words, parse_verbatim}
    special = (name for name, leaf in sound.items() if leaf.made is not bool and leaf.parse not in plain)
    if found := next(special, None):
        return found if set(needed) <= {found} else None
    first = next(iter(needed or sound), None)
    return first if first in sound and understood(parse_yes_no, value) is None else None


def _sample(key: Key, front: FrontMatter) -> str:
    """Return a value to type for a key: the date of the text itself, an example, or a placeholder."""
    own = front.values.get("datum")
    if key.leaf.made is date and isinstance(own, str) and understood(key.leaf.parse, own) is not None:
        return own
    return next(iter(key.leaf.examples), "…")


def _key_at(model: Model, loc: Loc) -> Key | None:
    key: Key | None = None
    within: Model | None = model
    for name in loc:
        if isinstance(name, str):
            key = keys_of(within).get(name) if within else None
            within = key.group if key else None
    return key


def example_of(model: Model, loc: Loc) -> tuple[str, str]:
    """Return a value to type for a key (its own example, that of its type, or a placeholder), and the same in words."""
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    key = _key_at(model, loc)
    if key and key.answers:
        return key.answers[0], f"`{name}: {key.answers[0]}`. Kies uit: {one_of(key.answers)}."
    if key and key.hint:
        return key.hint, f"bijvoorbeeld `{name}: {key.hint}`."
    return "…", f"`{name}: …`."


MEANT: dict[str, tuple[str, ...]] = {
    other: tuple(keys.split()) for keys, others in word_pairs("other-names").items() for other in others.split()
}
"""Synonyms that people type, with the keys that they may mean: the first one that the model has."""
