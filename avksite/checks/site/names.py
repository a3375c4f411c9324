"""Spelling: one person, one organisation, one phone number is written one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from avksite.checks.visible_text import texts_of
from avksite.content.addresses import Phone, parse_phone
from avksite.content.data_files import GLOSSARY
from avksite.kinds.person import PERSON
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity, example

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

_NOOR = example("", "naam: Prof. dr. Noor Haartsen", "rol: onderzoeker", at="content/personen/noor.md")

SPELLING = Rule(
    id="naam-spelling",
    severity=Severity.WARNING,
    promise="Elke naam is overal op dezelfde manier geschreven.",
    why="Met een andere spelling vindt een zoekmachine de naam niet. En wie zo heet, ziet het meteen.",
    bad=example("Vraag het aan Noor Haarsen.") + _NOOR,
    good=example("Vraag het aan Noor Haartsen.") + _NOOR,
)

NOTATION = Rule(
    id="telefoon-notatie",
    severity=Severity.HINT,
    promise="Eén telefoonnummer staat overal op dezelfde manier.",
    why="De lezer ziet dan meteen dat het hetzelfde nummer is. In groepjes is het goed voor te lezen en te onthouden.",
    bad="Bel 0591 22 33 44. Of bel 0591-223344.\n",
    good="Bel 0591 22 33 44. Of kom langs.\n",
)

RULES = (SPELLING, NOTATION)

_WORD = r"[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*"
_LINK = r"(?:van der|van den|van de|van het|van|de|den|der|ter|ten|te|el|al|la|De|Van|Den|Der|Ter|Ten|El|Al|’t|in ’t)"
_RUN = re.compile(rf"(?<![\w’])(?:{_WORD})(?: (?:{_LINK} )*{_WORD})*")
_NAME = re.compile(rf"(?P<link>(?:{_LINK} )*)(?P<word>{_WORD})")
# With dots between the figures it is no link, but a reader still takes it for a phone number.
_DOTTED = re.compile(r"(?<![\d.,/-])0\d{1,3}(?:\.\d{2,4}){2,4}(?![\d,/-]|\.\d)")
_TITLES = re.compile(r"^(?:(?:prof|dr|drs|mr|ir|ing|ds)\. ?|professor |doctor )+", re.IGNORECASE)

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


_Spellings = dict[str, _Spelling]
"""The spellings of what may be one name, in the order in which they were found."""


def check(site: Site) -> Iterator[Problem]:
    """Compare the names in all texts with each other and with the records, and the phone numbers with each other."""
    people: defaultdict[str, _Spellings] = defaultdict(dict)
    words: defaultdict[str, _Spellings] = defaultdict(dict)
    for record in (*site.people.values(), *site.partners.values()):
        _note(people, words, _TITLES.sub("", record.entry.title), record.place("naam"), record.path)
    for term in site.content.glossary.value:
        for word in (term.word, *term.also):
            _note(people, words, word, site.content.glossary.place(term.word), GLOSSARY)
    for document in site.documents:
        if not PERSON.holds(document):
            for text, place in texts_of(document):
                _note(people, words, text, place)
    yield from _compared(people.values(), _is_one_person)
    yield from _compared(words.values(), _is_one_word)
    yield from _phones(site)


def _note(
    people: dict[str, _Spellings], words: dict[str, _Spellings], text: str, place: Place, record: str = ""
) -> None:
    """Take down the names in a text: each first name with what follows it, and each long word."""
    for run in _RUN.finditer(text):
        parts = list(_NAME.finditer(run[0]))
        for first, last in pairwise(parts):
            _add(people[first["word"]], f"{first['word']} {last[0]}", place, record)
            # "Hanze Hogeschool" may be "Hanzehogeschool".
            joined = f"{first['word']}{last['word'].lower()}"
            if not last["link"] and len(joined) >= LONG:
                _add(words[_bucket(joined)], f"{first['word']} {last['word']}", place, record)
        for part in parts:
            if len(part["word"]) >= LONG:
                _add(words[_bucket(part["word"])], part["word"], place, record)


def _bucket(word: str) -> str:
    """Return what two spellings of one long word share: how it begins and how it ends."""
    return f"{word[:4]}{word[-3:]}".casefold()


def _add(spellings: _Spellings, typed: str, place: Place, record: str) -> None:
    spelling = spellings.setdefault(typed, _Spelling(typed))
    spelling.record = spelling.record or record
    if not record:
        spelling.places.append(place)


def _compared(groups: Iterable[_Spellings], is_one: Callable[[_Spelling, _Spelling], bool]) -> Iterator[Problem]:
    for group in groups:
        for one, other in combinations(group.values(), 2):
            if not (one.record and other.record) and is_one(one, other):
                yield from _wrong(one, other)


def _wrong(one: _Spelling, other: _Spelling) -> Iterator[Problem]:
    """Report the wrong spelling; where neither a record nor the number of times decides, both."""
    right, wrong = (one, other) if one.weight >= other.weight else (other, one)
    yield from _problems(right, wrong)
    if not right.record and len(right.places) < CLEARLY_MORE * len(wrong.places):
        yield from _problems(wrong, right)


def _problems(right: _Spelling, wrong: _Spelling) -> Iterator[Problem]:
    elsewhere = f"in `{right.record}`" if right.record else "elders"
    for place in dict.fromkeys(wrong.places):
        message = f"Hier staat “{wrong.typed}”, en {elsewhere} “{right.typed}”."
        hint = f"{'Typ' if right.record else 'Zoek op wat klopt. Typ hier zo nodig'} `{right.typed}`. "
        hint += "Zijn het er echt twee? Typ dan `niet-melden: [naam-spelling: het zijn er twee]`."
        yield Problem(SPELLING, place, message, hint, fix=Fix(wrong.typed, right.typed, to_fill=not right.record))


def _is_one_person(one: _Spelling, other: _Spelling) -> bool:
    """Say whether two names with the same first name are one name in two spellings."""
    first, second = (_NAME.fullmatch(it.typed.partition(" ")[2]) for it in (one, other))
    if first is None or second is None or first["link"].casefold() != second["link"].casefold():
        return False
    a, b = first["word"].casefold(), second["word"].casefold()
    if a == b:
        return False
    most = LIKE_A_RECORD if one.record or other.record else 1 if min(len(a), len(b)) < LONG else 2
    is_possessive = a.removesuffix("s") == b.removesuffix("s")
    return a[:SAME_START] == b[:SAME_START] and not is_possessive and _difference(a, b, most) <= most


def _is_one_word(one: _Spelling, other: _Spelling) -> bool:
    """Say whether two long words are one: a letter differs in the middle, or it is written as two."""
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


class _Written(NamedTuple):
    """A phone number where it was typed."""

    typed: str
    phone: Phone
    place: Place


def _phones(site: Site) -> Iterator[Problem]:
    """Compare how each number is typed; the first notation that can be read aloud is the right one."""
    numbers: defaultdict[str, list[_Written]] = defaultdict(list)
    for document in site.documents:
        for typed, place in _numbers(document):
            try:
                phone = parse_phone(typed)
            except Misread:
                continue
            numbers[phone.number].append(_Written(typed, phone, place))
    for group in numbers.values():
        right, ways = group[0].phone.text, {written.typed for written in group}
        usual = right if right in ways else group[0].typed
        for written in group:
            if written.typed != usual:
                message = f"Hier staat `{written.typed}`, en elders hetzelfde nummer als `{usual}`."
                text = written.phone.text
                yield Problem(NOTATION, written.place, message, f"Typ `{text}`.", fix=Fix(written.typed, text))


def _numbers(document: Document) -> Iterator[tuple[str, Place]]:
    for link in document.body.links:
        if link.target.startswith("tel:") and link.typed:
            yield link.typed, Place(document.path, link.line)
    for text, place in texts_of(document):
        for found in _DOTTED.finditer(text):
            yield found[0], place
