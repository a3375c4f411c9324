"""Spelling: one person, one organisation, one phone number is written one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from avksite.content.addresses import Phone, parse_phone
from avksite.content.data_files import GLOSSARY
from avksite.kinds.base import Document
from avksite.kinds.person import PERSON
from avksite.patterns import regex
from avksite.problems import HINT, WARNING, Fix, Misread, Place, Problem, Rule
from avksite.site import Site

SPELLING = Rule("naam-spelling", WARNING, "Elke naam is overal op dezelfde manier geschreven.")
NOTATION = Rule("telefoon-notatie", HINT, "Eén telefoonnummer staat overal op dezelfde manier.")

_REST = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_WORD = f"[A-ZÀ-Þ]{_REST}"
_LINK = r"(?:van der|van den|van de|van het|van|de|den|der|ter|ten|te|el|al|la|De|Van|Den|Der|Ter|Ten|El|Al|’t|in ’t)"
# The look-behind is after the first character: the search skips to that character at once.
_RUN = regex(rf"[A-ZÀ-Þ](?<![\w’].){_REST}(?: (?:{_LINK} )*{_WORD})*")
_NAME = regex(rf"(?P<link>(?:{_LINK} )*)(?P<word>{_WORD})")
# With dots between the figures it is no link, but a reader still takes it for a phone number.
_DOTTED = regex(r"0(?<![\d.,/-].)\d{1,3}(?:\.\d{2,4}){2,4}(?![\d,/-]|\.\d)")
_TITLES = regex(r"^(?:(?:prof|dr|drs|mr|ir|ing|ds)\. ?|professor |doctor )+", re.IGNORECASE)

LONG = 10
"""Letters of a single word that is a name by itself, such as Rijksuniversiteit."""
SAME_START = 3
"""Letters that two spellings of one surname share, at least."""
CLEARLY_MORE = 2
"""How many times more one spelling must be used than the other to be taken for the right one."""
LIKE_A_RECORD = 3
"""How many letters may differ from the record of somebody with the same first name."""


@dataclass(slots=True)
class _Spelling:
    """One way to write a name, where it was written, and the record that writes it so."""

    typed: str
    places: list[Place] = field(default_factory=list)
    record: str = ""

    @property
    def weight(self) -> tuple[bool, int]:
        """How sure it is that this is the right one: a record knows best, then the spelling that is used most."""
        return (bool(self.record), len(self.places))


_Groups = defaultdict[tuple[str, ...], dict[str, _Spelling]]
"""What two spellings of one name share → the spellings with that, in the order in which they were found."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says that others may write in another way: long words, words in a row, and phone numbers."""

    runs: tuple[tuple[str, Place], ...]
    numbers: tuple[tuple[str, Place], ...]


def said_in(document: Document, seen: Sequence[tuple[str, Place]]) -> Said:
    """Return what may be a name, and the phone numbers in a text."""
    texts = () if PERSON.holds(document) else seen
    runs = ((run, place) for text, place in texts for run in _RUN.findall(text))
    return Said(tuple(row for row in runs if len(row[0]) >= LONG or " " in row[0]), tuple(_numbers(document, seen)))


def check(site: Site, said: Iterable[Said]) -> Iterator[Problem]:
    """Compare the names in all texts with each other and with the records, and the phone numbers with each other."""
    texts = tuple(said)
    people, words = _Groups(dict), _Groups(dict)
    for text, place, record in _known(site):
        for run in _RUN.finditer(text):
            _note(people, words, run[0], [place], record)
    runs: defaultdict[str, list[Place]] = defaultdict(list)
    for row, place in (pair for text in texts for pair in text.runs):
        runs[row].append(place)
    for row, places in runs.items():
        _note(people, words, row, places)
    for groups, is_one in ((people, _is_one_person), (words, _is_one_word)):
        for spellings in groups.values():
            for one, other in combinations(spellings.values(), 2):
                if not (one.record and other.record) and is_one(one, other):
                    yield from _two_spellings(one, other)
    yield from _phones(pair for text in texts for pair in text.numbers)


def _known(site: Site) -> Iterator[tuple[str, Place, str]]:
    """Yield each name in a record or in the glossary, with its place and the file that knows best."""
    for record in (*site.people.values(), *site.partners.values()):
        yield _TITLES.sub("", record.entry.title), record.place("naam"), record.path
    for term in site.content.glossary.value:
        place = site.content.glossary.place(term.word)
        yield from ((word, place, GLOSSARY) for word in (term.word, *term.also))


def _note(people: _Groups, words: _Groups, run: str, places: list[Place], record: str = "") -> None:
    """Take down the names in a row of words: each first name with what follows it, and each long word.

    Two spellings of a surname begin alike, two of a long word begin and end so. "Hanze Hogeschool" may be one word.
    """

    def add(spellings: dict[str, _Spelling], typed: str) -> None:
        spelling = spellings.setdefault(typed, _Spelling(typed))
        spelling.record = spelling.record or record
        if not record:
            spelling.places += places

    def add_word(word: str, typed: str) -> None:
        if len(word) >= LONG:
            add(words[word[:4].casefold(), word[-3:].casefold()], typed)

    parts = list(_NAME.finditer(run))
    for first, last in pairwise(parts):
        name, link, word = first["word"], last["link"], last["word"]
        add(people[name, link.casefold(), word.casefold()[:SAME_START]], f"{name} {last[0]}")
        if not link:
            add_word(f"{name}{word.lower()}", f"{name} {word}")
    for part in parts:
        add_word(part["word"], part["word"])


def _two_spellings(one: _Spelling, other: _Spelling) -> Iterator[Problem]:
    """Report the wrong spelling; where neither a record nor the number of times decides, both."""
    right, wrong = (one, other) if one.weight >= other.weight else (other, one)
    is_sure = right.record or len(right.places) >= CLEARLY_MORE * len(wrong.places)
    for meant, typed in ((right, wrong),) if is_sure else ((right, wrong), (wrong, right)):
        elsewhere = f"in `{meant.record}`" if meant.record else "elders"
        message = f"Hier staat “{typed.typed}”, en {elsewhere} “{meant.typed}”."
        hint = f"{'Typ' if meant.record else 'Zoek op wat klopt. Typ hier zo nodig'} `{meant.typed}`. "
        hint += "Zijn het er echt twee? Typ dan `niet-melden: [naam-spelling: het zijn er twee]`."
        fix = Fix(typed.typed, meant.typed, to_fill=not meant.record)
        yield from (Problem(SPELLING, place, message, hint, fix=fix) for place in dict.fromkeys(typed.places))


def _is_one_person(one: _Spelling, other: _Spelling) -> bool:
    """Return whether two surnames with the same first name that begin alike are one in two spellings."""
    a, b = (it.typed.rpartition(" ")[2].casefold() for it in (one, other))
    most = LIKE_A_RECORD if one.record or other.record else 1 if min(len(a), len(b)) < LONG else 2
    return a.removesuffix("s") != b.removesuffix("s") and _difference(a, b, most) <= most  # a possessive is no other


def _is_one_word(one: _Spelling, other: _Spelling) -> bool:
    """Return whether two long words are one: a letter differs in the middle, or it is written as two."""
    a, b = one.typed.replace(" ", "").casefold(), other.typed.replace(" ", "").casefold()
    if a == b:
        return one.typed.count(" ") != other.typed.count(" ")
    return " " not in one.typed + other.typed and _difference(a, b, 1) == 1


def _difference(a: str, b: str, most: int) -> int:
    """Return how many letters to add, drop or change to make one of the other; above `most` it no longer counts."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for number, char in enumerate(a, start=1):
        above, row = row, [number]
        for index, other in enumerate(b, start=1):
            row.append(min(above[index] + 1, row[index - 1] + 1, above[index - 1] + (char != other)))
    return row[-1]


def _phones(typed_numbers: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Compare how each number is typed; the first notation that can be read aloud is the right one."""
    numbers: defaultdict[Phone, list[tuple[str, Place]]] = defaultdict(list)
    for typed, place in typed_numbers:
        with suppress(Misread):
            numbers[parse_phone(typed)].append((typed, place))
    for phone, group in numbers.items():
        usual = phone.text if phone.text in {typed for typed, _ in group} else group[0][0]
        for typed, place in group:
            if typed != usual:
                message = f"Hier staat `{typed}`, en elders hetzelfde nummer als `{usual}`."
                fix = Fix(typed, phone.text, is_safe=True)
                yield Problem(NOTATION, place, message, f"Typ `{phone.text}`.", fix=fix)


def _numbers(document: Document, seen: Sequence[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    for link in document.body.links:
        if link.target.startswith("tel:") and link.typed:
            yield link.typed, Place(document.path, link.line)
    for text, place in seen:
        yield from ((number, place) for number in _DOTTED.findall(text))
