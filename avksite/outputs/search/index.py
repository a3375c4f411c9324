"""The search index: for each word the pages that have it, in small files that a browser loads as scripts.

A script is also loaded from a USB stick, and asks nothing of the policy of the page but `script-src 'self'`. Each calls
`zoekdeel` with its name and its data:

- `begin.js`: what there is to choose by and each page by it (the newest first), the rules for stems, the synonyms, and
  the names of shards
- `w-<letters>.js`: a shard, with for each stem from there on its pages
- `s-<number>.js`: the same for all words of one group of synonyms, which are wanted together
- `b-<letter>.js`, `e-<letters>.js`: the words that begin and that end so, for half a word or a typing error
- `p-<number>.js`: what is shown of one page

A page has a number that follows from its address, so that an edit touches only its own words, and an older file that a
browser kept still leads to the right pages.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from itertools import groupby

from avksite.dutch.stems import (
    IRREGULAR,
    LINKS,
    RULES,
    SHORTEST,
    SHORTEST_PART,
    STOP_WORDS,
    ending,
    parts,
    stem,
    tokens,
)
from avksite.frozen import dataclass
from avksite.memo.digest import digest
from avksite.memo.later import Later, at_hand
from avksite.memo.memo import Memo
from avksite.outputs.search.records import SearchRecord, record_of, records_beside, synonyms
from avksite.rendering.artifact import Artifact, Made, Plan
from avksite.site import Site, alphabetical

FOLDER = "zoeken/index"
"""The folder of the index, in the output folder."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The digits of page numbers, and the weight codes: 6 bits a character, none of which JSON escapes."""

NUMBER = 4
"""Characters of a page number: of 16,777,216 numbers, so that collisions are rare."""

GROUPS = 16
"""The number of groups of pages: an edit recomputes the words of one group."""

STEPS = len(ALPHABET) // 2
"""The number of weight codes; the other half of the alphabet means that the word is in the title, too."""

LARGEST = 4000
"""Bytes of a shard, unless it holds one word."""

LONG = 9
"""Letters from which a word is also found by its end."""

WEIGHT_TITLE, WEIGHT_NAME, WEIGHT_SUMMARY, WEIGHT_HEADING, WEIGHT_TEXT, WEIGHT_PART = 36, 16, 9, 9, 1, 0.25
SATURATION = 10
"""Saturation of the term frequency (k1 of BM25)."""
LENGTHS, TYPICAL = 0.1, 200
"""Length normalisation (b of BM25), and the typical number of words."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one page, each once, and its stems by weight code."""

    forms: str
    stems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A search result with its data in the index; its text is loaded on demand."""

    record: SearchRecord
    """Without its text."""
    words: Later[Words]
    page: Artifact
    """The file with what a search shows of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The words of some pages: how many pages have each word, and for each stem the page numbers and weight codes."""

    counted: dict[str, int]
    pages: dict[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the site, each with the number of pages that have it, and a digest of the words alone."""

    counted: Later[Mapping[str, int]]
    forms: Later[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """The input of the shared files of the index."""

    records: dict[str, SearchRecord]
    """By page number."""
    groups: tuple[Later[Group], ...]
    synonyms: tuple[tuple[str, ...], ...]
    vocabulary: Vocabulary
    compounds: Later[Compounds]


def search_index(site: Site, plans: Iterable[Plan], texts: Iterable[Found], memo: Memo) -> Iterator[Artifact]:
    """Yield the files of the index, of what is found in its texts and beside them."""
    found = sorted((*texts, *memo.map(found_of, records_beside(site, plans))), key=lambda one: one.record.address)
    by_number = dict(zip(numbers_of(one.record.address for one in found), found, strict=True))
    apart: list[list[tuple[str, Later[Words]]]] = [[] for _ in range(GROUPS)]
    for number, one in by_number.items():
        apart[ALPHABET.index(number[0]) % GROUPS].append((number, one.words))
    groups = tuple(memo.map(group_of, map(tuple, apart)))
    (vocabulary,) = memo.map(vocabulary_of, [groups])
    (compounds,) = memo.map(compounds_in, [vocabulary.forms])
    records = {number: one.record for number, one in by_number.items()}
    (shared,) = memo.map(shared_files, [Index(records, groups, synonyms(site), vocabulary, compounds)])
    yield from shared
    for number, one in by_number.items():
        usual = number_of(one.record.address)
        if number == usual:
            yield one.page
        else:  # its own number was taken by another page
            name, other = (f'zoekdeel("{file_of(it)}"'.encode() for it in (usual, number))
            content = one.page.content.replace(name, other, 1)
            yield Artifact.of(f"{FOLDER}/{file_of(number)}.js", one.page.made_from, Made(content))


def found_in(site: Site, path: str) -> Found:
    """Return what can be found of a text."""
    return found_of(record_of(site, path))


def found_of(record: SearchRecord) -> Found:
    """Return what the index holds of a record."""
    words, page = words_of(record), file_of(number_of(record.address))
    bare = replace(record, summary="", text="", headings="")
    return Found(bare, at_hand(digest(words), words), _file(page, shown_of(record)))


def group_of(pages: Iterable[tuple[str, Later[Words]]]) -> Later[Group]:
    """Return the words of some pages, each with its number, together."""
    counted, found = Counter[str](), defaultdict[str, list[str]](list)
    for number, words in pages:
        said = words.read()
        counted.update(said.forms.split())
        for code, stems in said.stems:
            entry = number + code
            for stemmed in stems.split():
                found[stemmed].append(entry)
    group = Group(dict(counted), {stemmed: "".join(entries) for stemmed, entries in found.items()})
    return at_hand(digest(group), group)


def vocabulary_of(groups: tuple[Later[Group], ...]) -> Vocabulary:
    """Return the words of all pages together."""
    counted = Counter[str]()
    for group in groups:
        counted.update(group.value.counted)
    forms = tuple(sorted(counted))
    return Vocabulary(at_hand(digest(dict(sorted(counted.items()))), counted), at_hand(digest(forms), forms))


def compounds_in(forms: Later[tuple[str, ...]]) -> Later[Compounds]:
    """Return what the words of the site are made of."""
    compounds = compounds_of(forms.value)
    return at_hand(digest(compounds), compounds)


def shared_files(index: Index) -> tuple[Artifact, ...]:
    """Return all files of the index but those of one page each."""
    groups = [group.value for group in index.groups]
    vocabulary, compounds = index.vocabulary.counted.value, index.compounds.value
    files = index_files(index.records, index.synonyms, groups, vocabulary, compounds)
    return tuple(_file(name, data) for name, data in files)


def shown_of(record: SearchRecord) -> tuple[str, ...]:
    """Return what a search shows of a page that it finds."""
    return record.title, record.address, record.sort, record.date, f"{record.summary} {record.text}".strip()


def _file(name: str, data: object) -> Artifact:
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Artifact.of(f"{FOLDER}/{name}.js", "content/zoeken.md", Made(f'zoekdeel("{name}",{content})\n'.encode()))


def words_of(one: SearchRecord) -> Words:
    """Return the words of one page."""
    name = tokens(f"{one.title} {one.address.rstrip('/').rpartition('/')[2]}")
    facts = " ".join((one.sort, one.date, *one.topics, *one.audiences))
    text = [token for token in tokens(f"{one.text} {facts}") if token not in STOP_WORDS]
    weights: defaultdict[str, float] = defaultdict(float)
    read: tuple[tuple[Collection[str], float], ...] = (
        (tokens(one.title), WEIGHT_TITLE),
        (set(name), WEIGHT_NAME),
        (tokens(one.summary), WEIGHT_SUMMARY),
        (tokens(one.headings), WEIGHT_HEADING),
        (text, WEIGHT_TEXT),
    )
    for typed, weight in read:
        for stemmed, times in Counter(map(stem, typed)).items():
            weights[stemmed] += times * weight
    names = set(map(stem, name))
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for stemmed, weight in weights.items():
        codes[_weight_code(weight, len(text), is_name=stemmed in names)].append(stemmed)
    forms = set[str]().union(*(typed for typed, _ in read)) - STOP_WORDS
    return Words(" ".join(sorted(forms)), tuple((code, " ".join(stems)) for code, stems in sorted(codes.items())))


def _weight_code(weight: float, length: int = TYPICAL, *, is_name: bool) -> str:
    """Return the weight code of a word (BM25), given its weight, the words of the page, and if it is in the title."""
    fits = weight / (weight + SATURATION * (1 - LENGTHS + LENGTHS * length / TYPICAL))
    return ALPHABET[round(fits * (STEPS - 1)) + STEPS * is_name]


def _of_part(code: str) -> str:
    """Return the weight code for the parts of a compound with this weight code."""
    step, is_name = ALPHABET.index(code) % STEPS, ALPHABET.index(code) >= STEPS
    fits = min(step / (STEPS - 1), 0.99)
    return _weight_code(WEIGHT_NAME if is_name else WEIGHT_PART * SATURATION * fits / (1 - fits), is_name=is_name)


PART = {code: _of_part(code) for code in ALPHABET}
NAMED = frozenset(ALPHABET[STEPS:])
"""The weight codes for a word in the title."""


@dataclass(frozen=True, slots=True)
class Compounds:
    """Compounds by stem: their parts, or the known word that they end in."""

    parts: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]


def compounds_of(forms: tuple[str, ...]) -> Compounds:
    """Return what the words of the site are made of."""
    known = set(map(stem, forms))
    made_of = {stem(form): parts(form, known) for form in reversed(forms)}
    endings = {stem(form): ending(form, known) for form in reversed(forms) if not made_of[stem(form)]}
    return Compounds(*({it: found for it, found in all_.items() if found} for all_ in (made_of, endings)))


def index_files(
    records: Mapping[str, SearchRecord],
    same: tuple[tuple[str, ...], ...],
    groups: Iterable[Group],
    counted: Mapping[str, int],
    compounds: Compounds,
) -> Iterator[tuple[str, object]]:
    """Yield the name and the data of each shared file of the index."""
    pages: defaultdict[str, str] = defaultdict(str)
    for group in groups:
        for stemmed, found in group.pages.items():
            pages[stemmed] += found
    _add_parts(pages, compounds)
    shards = dict(shards_of(sorted(pages.items())))
    for letters, entries in shards.items():
        yield f"w-{letters}", {it: " ".join((its, *compounds.parts.get(it, ()))) for it, its in entries}
    every = {it: its for entries in shards.values() for it, its in entries}
    for place, alike in enumerate(same):
        wanted = sorted({stem(token) for typed in alike for token in tokens(typed)})
        yield f"s-{place}", {it: every.get(it, "") for it in wanted}
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(sorted(counted), key=lambda form: -counted[form].bit_length()):
        lists[f"b-{form[0]}"].append(form)
        if len(form) >= LONG:
            lists[f"e-{form[-2:]}"].append(form)
    yield from ((name, " ".join(listed)) for name, listed in lists.items())
    yield "begin", _begin(records, same, shards, lists)


def numbers_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return a number for each address, which depends on other pages only when two collide."""
    numbers: dict[int, str] = {}
    for address in addresses:
        number = _place_of(address)
        while number in numbers:
            number = (number + 1) % len(ALPHABET) ** NUMBER
        numbers[number] = address
    return tuple(_written(number, NUMBER) for number in numbers)


def number_of(address: str) -> str:
    """Return the number of a page without collision."""
    return _written(_place_of(address), NUMBER)


def _place_of(address: str) -> int:
    digits = int.from_bytes(blake2b(address.encode(), digest_size=NUMBER).digest())
    place: int = digits % len(ALPHABET) ** NUMBER
    return place


def _written(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 6 * place & 63] for place in range(length))


def file_of(number: str) -> str:
    """Return the file of a page, in digits, because some disks ignore case."""
    return f"p-{sum(ALPHABET.index(char) << 6 * place for place, char in enumerate(number))}"


def _add_parts(pages: defaultdict[str, str], compounds: Compounds) -> None:
    """Add the pages with a compound to those of its parts.

    Of a name whose first part is no word the end counts: a search for `hogeschool` finds `hanzehogeschool`.
    """
    added: defaultdict[str, str] = defaultdict(str)
    for stemmed, found in compounds.parts.items():
        entries = _of_parts(pages[stemmed], PART)
        for part in found:
            added[part] += entries
    for stemmed, (part,) in compounds.endings.items():
        added[part] += _of_parts(pages[stemmed], NAMED)
    for part, entries in added.items():
        pages[part] += entries


def _of_parts(entries: str, codes: Container[str]) -> str:
    """Return the entries with one of these weight codes, with those of a part of the word."""
    pages = (entries[at : at + NUMBER + 1] for at in range(0, len(entries), NUMBER + 1))
    return "".join(page[:-1] + PART[page[-1]] for page in pages if page[-1] in codes)


def shards_of(stems: list[tuple[str, str]], depth: int = 1) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield sorted stems in shards that are small, each with the letters that the first of its stems begins with.

    Words with equal first letters are in one shard, so that a new word affects only its neighbours.
    """
    together: list[tuple[str, str]] = []
    for letters, group in groupby(stems, key=lambda pair: pair[0][:depth]):
        found = list(group)
        if together and _size(together) + _size(found) > LARGEST:
            yield together[0][0][:depth], together
            together = []
        if _size(found) > LARGEST and len(found) > 1:
            yield from shards_of(found, len(letters) + 1)
        else:
            together += found
    if together:
        yield together[0][0][:depth], together


def _size(stems: Iterable[tuple[str, str]]) -> int:
    return sum(len(stemmed) + len(found) + len('"":"",') for stemmed, found in stems)


def choices_of(one: SearchRecord) -> Iterator[str]:
    """Yield the filter values of a page, `jaar=2023`, and whether it is about the site itself."""
    rows = (
        ("soort", (one.sort,)),
        ("jaar", (one.year,)),
        ("onderwerp", one.topics),
        ("voor-wie", one.audiences),
        ("over", ("de site",) if one.is_about_site else ()),
    )
    yield from (f"{name}={value}" for name, values in rows for value in values if value)


def in_order(one: SearchRecord) -> tuple[int, str, str]:
    """Return the sort key of pages without a query: the newest first, then undated ones by title."""
    return -one.day.toordinal() if one.day else 0, alphabetical(one.title), one.address


def _begin(
    records: Mapping[str, SearchRecord], same: object, shards: Iterable[str], lists: Iterable[str]
) -> dict[str, object]:
    """Return what every search needs: the pages by what they can be chosen by, and what to know of the language."""
    numbers = sorted(records, key=lambda number: in_order(records[number]))
    chosen = [tuple(choices_of(records[number])) for number in numbers]
    groups = sorted(set(chosen))
    choices = sorted({choice for group in groups for choice in group})
    places = {choice: place for place, choice in enumerate(choices)}
    kinds = {group: place for place, group in enumerate(groups)}
    return {
        "delen": " ".join(sorted(shards)),
        "lijsten": " ".join(sorted(lists)),
        "keuzes": choices,
        "groepen": [[places[it] for it in group] for group in groups],
        "paginas": "".join(numbers),
        "groep": [kinds[group] for group in chosen],
        "synoniemen": same,
        "regels": [(pattern, replacement) for _, pattern, replacement in RULES],
        "onregelmatig": IRREGULAR,
        "overslaan": " ".join(sorted(STOP_WORDS)),
        "kortst": SHORTEST,
        "deel": SHORTEST_PART,
        "tussen": LINKS,
    }
