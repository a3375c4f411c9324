"""`new`: makes a file of a kind with the known values filled in, and comments about optional keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from avksite.content import characters
from avksite.content.addresses import Phone, parse_address, parse_mail
from avksite.content.keys import Key, NewFile, keys_of
from avksite.content.names import is_name
from avksite.dutch.dates import Moment, parse_date, parse_moment, parse_time
from avksite.dutch.formatting import date_in_words, slug
from avksite.dutch.words import tidy
from avksite.frozen import dataclass
from avksite.kinds import KINDS
from avksite.kinds.base import Entry, Kind, Names, Reference, To
from avksite.problems import Misread, nearest

Values: TypeAlias = Mapping[str, "str | Collection[str]"]
"""The known values of a new text, by key; a key in a group has the group before it: `oproep.sluit`."""
Given: TypeAlias = "str | Collection[str] | dict[str, Given]"

AHEAD = timedelta(weeks=4)
"""An event is about this far ahead: its year is that of then."""
LONGEST_NAME = 60
TITLES = frozenset({"titel", "naam"})
END = "eind"
"""It may be a time alone, on the day of the begin."""

DRAFT = (
    "# Dit is een concept: het staat nog niet op de site. Is alles ingevuld? Haal dan de regel hieronder weg.",
    "concept: ja",
)
OFFER = "# Wat hieronder staat, mag erbij. Haal het hekje en de spatie weg voor wat je wilt gebruiken, en vul het in."
OTHER_YEAR = "Is dat in een ander jaar? Zet dit bestand dan in de map van dat jaar."
TEXT = (
    "# Onder de streepjes komt je tekst. Begin met het belangrijkste.",
    "# Een tussenkop begint met twee hekjes en een spatie.",
)


class Input(StrEnum):
    """The type of input for a value in a form."""

    TEXT = "text"
    CHOICE = "choice"
    """One of the choices of the field, or more if it takes more."""
    DATE = "date"
    MOMENT = "moment"
    """A date with or without a time."""
    TIME = "time"
    MAIL = "mail"
    PHONE = "phone"
    WEB = "web"
    NAME = "name"
    """The name of another file: a person, an organisation, a picture."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a new text can have, as a form or a question shows it."""

    key: str
    label: str
    hint: str
    """Its meaning, with the choices or an example."""
    required: bool
    input: Input
    choices: tuple[str, ...]
    many: bool
    """Whether it takes more than one value."""
    names: Names | None
    """What it refers to, such as a person; None for no reference."""
    _key: Key

    def read(self, typed: str, day: date) -> str | list[str]:
        """Return what was typed in the form for the file, "" for nothing; raise Misread for an invalid value.

        More values are separated by commas; `vandaag` is `day`.
        """
        if self.input in {Input.DATE, Input.MOMENT} and tidy(typed).casefold() == "vandaag":
            typed = date_in_words(day)
        alone = {word for option in self._key.options if not option.is_list for word in option.words}
        if not self.many or tidy(typed).casefold() in alone:
            return self._one(tidy(typed))
        return [self._one(one) for one in map(tidy, typed.split(",")) if one]

    def _one(self, typed: str) -> str:
        if not typed:
            return ""
        if self.choices:
            chosen = {choice.casefold(): choice for choice in self.choices}
            if typed.casefold() not in chosen:
                close = nearest(typed, self.choices)
                meant = f"Bedoel je `{close}`? " if close else ""
                raise Misread(f"`{typed}` kan hier niet.", f"{meant}Kies uit: {', '.join(self.choices)}.")
            return chosen[typed.casefold()]
        try:
            self._key.leaf.parse(typed)
        except Misread:
            if self.key != END:
                raise
            parse_time(typed)
        return typed


_INPUTS: tuple[tuple[Callable[[Key], bool], Input], ...] = (
    (lambda key: bool(key.answers), Input.CHOICE),
    (lambda key: key.leaf.made is date, Input.DATE),
    (lambda key: key.leaf.made is Moment, Input.MOMENT),
    (lambda key: key.leaf.made is time, Input.TIME),
    (lambda key: key.leaf.made is Phone, Input.PHONE),
    (lambda key: key.leaf.made is Reference, Input.NAME),
    (lambda key: key.leaf.parse is parse_mail, Input.MAIL),
    (lambda key: key.leaf.parse is parse_address, Input.WEB),
)


def fields(kind_name: str, *, also_optional: bool = False) -> Iterator[Field]:
    """Yield the required fields of a kind, the title first; with `also_optional`, the optional ones too.

    Lists of groups, such as a programme, are left out. Raises Misread for an unknown kind.
    """
    kind, also = _wanted(kind_name)
    keys = keys_of(kind.entry).values()
    asked = _asked(keys, also)
    for key in asked:
        yield from _fields(key, is_needed=True, also_optional=also_optional)
    for key in keys if also_optional else ():
        if key not in asked and key.new_file is not NewFile.OMITS and key.name not in {"titel", "concept"}:
            yield from _fields(key, is_needed=False, also_optional=True)


def _fields(key: Key, above: str = "", *, is_needed: bool, also_optional: bool) -> Iterator[Field]:
    """Yield the field of a key, or those of the keys in its group."""
    name = f"{above}{key.name}"
    if not key.group:
        label = key.name.replace("-", " ").capitalize()
        made = next((made for fits, made in _INPUTS if fits(key)), Input.TEXT)
        hint = f"{explained(key).rstrip('.')}."
        names = key.leaf.names if isinstance(key.leaf, To) else None
        yield Field(name, label, hint, key.required and is_needed, made, key.answers, key.listed, names, key)
    elif not key.listed:
        for below in key.below:
            if below.required or (also_optional and below.new_file is not NewFile.OMITS):
                yield from _fields(below, f"{name}.", is_needed=is_needed, also_optional=also_optional)


def typed_values(kind_name: str, lines: Iterable[str], day: date) -> dict[str, str | Collection[str]]:
    """Parse lines as they are typed in a file, `datum: 1 mei 2026`; raise Misread for any other."""
    known = {field.key: field for field in fields(kind_name, also_optional=True)}
    values: dict[str, str | Collection[str]] = {}
    for line in lines:
        key, colon, value = map(tidy, line.partition(":"))
        if not colon:
            raise Misread(f"`{line}` is geen gegeven.", "Typ het zoals in een bestand: `datum: 1 mei 2026`.")
        values[key] = known[key].read(value, day) if key in known else value
    return values


def ask(kind_name: str, known: Values, read: Callable[[str], str], day: date) -> dict[str, str | Collection[str]]:
    """Return the known values with those that a person types; `read` asks a question and returns the answer.

    An empty answer leaves a key open. An invalid one is reported and asked again. `vandaag` is `day`.
    """
    values = dict(known)
    for field in fields(kind_name):
        is_known = field.key in values or (field.key in TITLES and not TITLES.isdisjoint(values))
        question = f"\n{field.label}. {field.hint}\n> "
        while not is_known:
            answer = read(question)
            try:
                if given := field.read(answer, day):
                    values[field.key] = given
                is_known = bool(given) or field.key not in TITLES
            except Misread as misread:
                question = f"{misread.message} {misread.hint}\n> "
    return values


def kinds() -> Mapping[str, str]:
    """Return the kinds that can be made, by the name that staff type, with a description."""
    named = {kind.name: kind.singular for kind in KINDS}
    return named | {variant: variant.capitalize() for kind in KINDS for variant in kind.variants}


def scaffold(  # noqa: PLR0913  what a file is made of
    root: Path, kind_name: str, values: Values, day: date, *, body: str = "", offers: bool = True
) -> tuple[str, str]:
    """Return the path from the project's root and the text of a new file; raise Misread when there can be none.

    `values` holds at least a title (`titel` or `naam`). The rest follows from the model of the kind. No example is
    typed as a value, so that none can reach a reader: a required key without a known value is empty, which a check
    reports. With `offers`, optional keys are in comments.
    """
    kind, also = _wanted(kind_name)
    keys = keys_of(kind.entry)
    given = _by_group({name: value for name, value in values.items() if name != "concept"})
    title = str(given.pop("titel", "") or given.pop("naam", ""))
    if unknown := next((name for name in values if not _is_key(name, keys)), ""):
        close = nearest(unknown, [field.key for field in fields(kind_name, also_optional=True)])
        raise Misread(f"De sleutel `{unknown}` ken ik niet.", f"Bedoel je `{close}`?" if close else "")
    if not title:
        raise Misread("Er is nog geen titel.", "Typ waar het over gaat.")
    needed = _asked(keys.values(), also)
    path = kind.path(f"{file_name(title)}.md", _year(needed, given, day))
    for taken in (path, f"{path.removesuffix('.md')}/index.md"):
        if (root / taken).exists():
            raise Misread(f"`{taken}` is er al.", "Kies een andere titel, of verander dat bestand.")
    filled = [key for key in keys.values() if key.name in given and key not in needed]
    done = {"titel", "concept", *(key.name for key in (*needed, *filled))}
    common = keys_of(Entry).values()
    own = [key for key in keys.values() if key not in common and key.name not in done]
    more = [key for key in keys.values() if key.name not in done | {key.name for key in own}]
    offered = (own if kind.template is None else [*own, *more]) if offers else []
    front = [
        *(line for key in needed for line in _needed(key, title, given, by_year=kind.by_year, offers=offers)),
        *(("",) if filled else ()),
        *(line for key in filled for line in given_lines(key.name, given[key.name])),
        *("", *DRAFT),
        *(("", OFFER) if offered else ()),
        *(line for key in offered for line in _offered(key)),
        *(("", *TEXT) if offers and kind.template is not None and not body else ()),
    ]
    return path, "\n".join(("---", *front, "---", "", body))


def _wanted(kind_name: str) -> tuple[Kind, str]:
    """Return the kind that was asked for, and the key of its variant or ""."""
    known = {kind.name: (kind, "") for kind in KINDS}
    known |= {variant: (kind, variant) for kind in KINDS for variant in kind.variants}
    typed = tidy(kind_name).casefold()
    if typed in known:
        return known[typed]
    close = nearest(typed, known)
    meant = f"Bedoel je `{close}`? " if close else ""
    raise Misread(f"De soort `{kind_name}` ken ik niet.", f"{meant}Kies uit: {', '.join(sorted(known))}.")


def _asked(keys: Collection[Key], also: str) -> list[Key]:
    """Return the keys to ask for, the title first."""
    asked = [key for key in keys if key.new_file is NewFile.ASKS or key.name == also]
    return sorted(asked, key=lambda key: key.name not in TITLES)


def _by_group(values: Values) -> dict[str, Given]:
    """Return values nested by group, without empty ones, each on one line."""
    grouped: dict[str, Given] = {}
    for name, value in values.items():
        one = _on_a_line(value) if isinstance(value, str) else [text for text in map(_on_a_line, value) if text]
        *groups, last = name.split(".")
        within = grouped
        for group in groups if one else ():
            below = within.setdefault(group, {})
            within = below if isinstance(below, dict) else {}
        if one:
            within[last] = one
    return grouped


def _on_a_line(text: str) -> str:
    return tidy(characters.tidy(text).text)


def _is_key(name: str, keys: Mapping[str, Key]) -> bool:
    first, _, rest = name.partition(".")
    if first in TITLES and not rest:
        return True
    return first in keys and (not rest or _is_key(rest, {key.name: key for key in keys[first].below}))


def _year(needed: Collection[Key], given: Mapping[str, Given], day: date) -> int:
    """Return the year for the folder of a text: that of its own date, if known."""
    for key in needed:
        typed = given.get(key.name)
        if isinstance(typed, str) and key.leaf.made in {date, Moment}:
            return (parse_date(typed) if key.leaf.made is date else parse_moment(typed).day).year
    return (day + AHEAD if any(map(_is_moment, needed)) else day).year


def file_name(title: str) -> str:
    """Return the slug of a title as a file name; a long one is cut after a word, because it is the address too."""
    name = slug(title)
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    if not name:
        raise Misread(f"Van de titel `{title}` kan ik geen naam maken.", "Typ een titel met letters of cijfers.")
    if name == "index" or not is_name(name):
        raise Misread(f"`{name}.md` kan niet: die naam heeft een eigen betekenis.", "Kies een langere titel.")
    return name


def _needed(  # noqa: PLR0913  what a key is written with
    key: Key, title: str, given: Mapping[str, Given], indent: str = "", *, by_year: bool = False, offers: bool
) -> Iterator[str]:
    """Yield the lines of a required key; with `offers`, optional keys below it are in comments."""
    value = given.get(key.name)
    if key.name in TITLES and not indent:
        yield f"{key.name}: {typed(title)}"
        return
    if isinstance(value, str) or (value and not isinstance(value, dict)):
        yield from given_lines(key.name, value, indent)
        return
    below_given = value if isinstance(value, dict) else {}
    yield from () if indent else ("",)
    yield f"{indent}# {explained(key)}{f'. {OTHER_YEAR}' if by_year and key.required and _is_moment(key) else ''}"
    yield f"{indent}{key.name}:"
    for below in key.below:
        if below.required:
            yield from _needed(below, title, below_given, f"{indent}  ", offers=offers)
        elif below.name in below_given:
            yield from given_lines(below.name, below_given[below.name], f"{indent}  ")
        elif offers and below.new_file is not NewFile.OMITS:
            yield f"# {indent}  # {explained(below)}"
            yield from (f"# {line}" for line in _empty(below, f"{indent}  "))


def given_lines(name: str, value: Given, indent: str = "") -> Iterator[str]:
    """Yield the lines of a key with a known value."""
    if isinstance(value, str):
        yield f"{indent}{name}: {typed(value)}"
        return
    yield f"{indent}{name}:"
    if isinstance(value, dict):
        for below, one in value.items():
            yield from given_lines(below, one, f"{indent}  ")
    else:
        yield from (f"{indent}  - {typed(one)}" for one in value)


def _offered(key: Key) -> Iterator[str]:
    """Yield an optional key and its meaning, as comments."""
    if key.new_file is not NewFile.OMITS:
        yield from ("", f"# {explained(key)}", *(f"# {line}" for line in _empty(key)))


def _empty(key: Key, indent: str = "") -> Iterator[str]:
    """Yield an empty key, and the keys below it with their meaning."""
    yield f"{indent}{key.name}:"
    dash = f"{indent}  - " if key.listed else ""
    deeper = " " * len(dash) or f"{indent}  "
    for below in key.below:
        if below.new_file is not NewFile.OMITS:
            yield f"{deeper}# {explained(below)}"
            first, *more = _empty(below, deeper)
            yield from (f"{dash}{first.lstrip()}" if dash else first, *more)
            dash = ""


def explained(key: Key) -> str:
    """Return the meaning of a key, with the choices or an example."""
    words, example = f"{key.meaning[:1].upper()}{key.meaning[1:]}", key.example
    if key.choices and key.choices == key.answers:
        return f"{words}. Kies uit: {', '.join(key.choices)}"
    if key.leaf.is_record:
        return f"{words}: {key.form}"
    if key.group or not example or f"`{example}`" in words:
        return words
    return f"{words}. Bijvoorbeeld: {f'[{example}]' if key.listed else example}"


def _is_moment(key: Key) -> bool:
    return key.leaf.made is Moment


def typed(text: str) -> str:
    """Return a text as the value of a key, quoted only where it would be parsed as something else."""
    if text[:1] not in {'"', "'", "[", "{", "|", ">"}:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
