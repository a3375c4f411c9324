"""Reads and writes `content/adressen.txt`, the ledger of every address that was ever published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape

from avksite.content.addresses import within
from avksite.content.names import is_address, is_word
from avksite.content.schema import DataFile
from avksite.dutch.dates import Moment, parse_moment
from avksite.patterns import regex
from avksite.problems import ERROR, Place, Problem, Rule, shortened, understood

ADDRESSES = "content/adressen.txt"

UNCLEAR = Rule("adres-regel", ERROR, "Elke regel in de lijst van adressen is te begrijpen.")

HEAD = """\
# Elk adres dat ooit op de site stond. Het programma houdt deze lijst bij; jij hoeft hier meestal niets te doen.
# Bewaar haar bij de teksten, en lever haar mee in. `sinds` is de dag waarop het adres op de site kwam.
# Is een pagina of bestand voorgoed weg? Zet achter het adres: ingetrokken
# `versie` telt hoe vaak een datum of plek veranderde. Daaraan zien agenda’s van lezers wat het laatste is.
# `op` is de dag waarop een bijeenkomst begint, zoals lezers die kennen. Ze telt tot de tekst zegt dat het anders is.
# Heeft een onderwerp, reeks of bestand nu een ander adres? Zet achter het oude: nu /het/nieuwe/adres/
"""
MARK = "kenmerk"
"""The first word of the line about the whole site."""
_URL = regex(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)
"""An address in a sitemap (sitemaps.org protocol 0.9): a ledger that was lost can be made again from that."""
_NUMBER, _FACTS = regex(r"[0-9]{1,9}"), regex(r"[0-9a-f]{8}")
_OF_MERGE = regex(r"<{7}.*|={7}|>{7}.*|\|{7}.*")


@dataclass(frozen=True, slots=True)
class Revision:
    """The last published revision of an event, for calendar programs (RFC 5545, SEQUENCE)."""

    number: int
    facts: str = ""
    """A digest of its time and place; "" when two branches each changed them."""
    since: date | None = None
    """The day of the revision; None for the first one."""

    @property
    def in_words(self) -> str:
        """The revision as it is written: `3 van 2026-05-01 4f2a91bc`."""
        return " ".join(filter(None, (str(self.number), f"van {self.since}" if self.since else "", self.facts)))

    def joined(self, other: Revision | None) -> Revision:
        """Return the later of two; with equal numbers and other facts, one without facts: then a new one follows."""
        if other is None or other.number < self.number or other == self:
            return self
        if other.number > self.number:
            return other
        since = max(filter(None, (self.since, other.since)), default=None)
        return Revision(self.number, self.facts if self.facts == other.facts else "", since)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What is known of one address."""

    kind: str = ""
    """The kind of what was there, in a word: `nieuws`, `lijst`, `bestand`."""
    since: date | None = None
    """The day on which it was first published; None when that was before the ledger."""
    version: Revision | None = None
    """Of an event: its last published revision."""
    first: str = ""
    """The first address of the page, from which its ids in feeds and calendars follow; "" when it is this one."""
    now: str = ""
    """Where it redirects to."""
    is_withdrawn: bool = False
    begin: Moment | None = None
    """Of an event: its last published begin, or the one before that when the text does not say that it was moved."""

    @property
    def in_words(self) -> str:
        """The entry as it is written after its address."""
        version = self.version and self.version.in_words
        begin = self.begin and f"{self.begin.day}" + (f"T{self.begin.time:%H:%M}" if self.begin.time else "")
        said = (("sinds", self.since), ("versie", version), ("op", begin), ("eerst", self.first), ("nu", self.now))
        words = (self.kind, *(f"{word} {value}" for word, value in said if value), "ingetrokken" * self.is_withdrawn)
        return " ".join(filter(None, words))

    def joined(self, other: LedgerEntry) -> LedgerEntry:
        """Merge what two branches know of an address: the earliest day, and where it went."""
        firsts, nows = (sorted(filter(None, pair)) for pair in ((self.first, other.first), (self.now, other.now)))
        return LedgerEntry(
            kind=self.kind or other.kind,
            since=min(filter(None, (self.since, other.since)), default=None),
            version=self.version.joined(other.version) if self.version else other.version,
            first=next(iter(firsts), ""),
            now=next(iter(nows), ""),
            is_withdrawn=(self.is_withdrawn or other.is_withdrawn) and not nows,
            begin=min(filter(None, (self.begin, other.begin)), default=None),
        )


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries by address, in order; `notes` are the comments that people added."""

    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    mark: str = ""
    """The namespace of the site (`kenmerk`) in every permanent id of a feed or calendar item."""

    @property
    def in_words(self) -> str:
        """The whole file: a line for each address, so that Git can merge what two branches added."""
        lines = (f"{address} {entry.in_words}".rstrip() for address, entry in sorted(self.entries.items()))
        mark = (f"{MARK} {self.mark}",) if self.mark else ()
        return "".join((HEAD, *(f"{line}\n" for line in (*self.notes, *mark, *lines))))


def read_ledger(text: str, base_url: str) -> tuple[DataFile[Ledger], tuple[Problem, ...]]:
    """Read `content/adressen.txt`, line by line: a line with a fault does not affect the others.

    A bare list of addresses is a ledger too, and so is a sitemap. An address may be on two lines, as after a merge.
    """
    entries: dict[str, LedgerEntry] = {}
    notes: dict[str, None] = {}
    lines: dict[tuple[str | int, ...], int] = {}
    problems: list[Problem] = []
    mark = ""
    for number, line in _lines(text):
        if line.startswith("#"):
            notes |= {} if f"{line}\n" in HEAD else {line: None}
            continue
        address, *words = line.split()
        if address == MARK and len(words) == 1:
            mark = mark or words[0]
            continue
        address = within(address, base_url)
        entry = _entry(words) if is_address(address) else None
        if entry is None:
            problems.append(_unclear(line, number))
            continue
        entries[address] = entries[address].joined(entry) if address in entries else entry
        lines.setdefault((address,), number)
    ledger = Ledger(dict(sorted(entries.items())), tuple(notes), mark)
    return DataFile(ADDRESSES, ledger, lines), tuple(problems)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, with their numbers; of a sitemap, the addresses in it."""
    if "<urlset" in text:
        yield from ((text.count("\n", 0, found.start()) + 1, unescape(found[1])) for found in _URL.finditer(text))
        return
    yield from ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _entry(words: list[str]) -> LedgerEntry | None:
    """Parse what follows an address; None when it cannot be parsed."""
    kind, version, first, now, is_withdrawn, said = "", None, "", "", False, dict[str, Moment]()
    while words:
        match words:
            case ["sinds" | "op" as word, typed, *words] if moment := understood(parse_moment, typed):
                said[word] = moment
            case ["versie", number, *words] if _NUMBER.fullmatch(number):
                version = Revision(int(number))
            case ["van", typed, *words] if version and (became := understood(parse_moment, typed)):
                version = replace(version, since=became.day)
            case [facts, *words] if version and _FACTS.fullmatch(facts):
                version = replace(version, facts=facts)
            case ["eerst", first, *words] if is_address(first):
                pass
            case ["nu", now, *words] if is_address(now):
                pass
            case ["ingetrokken", *words]:
                is_withdrawn = True
            case [word, *words] if is_word(word) and not (word in _WORDS or kind or said or version or first or now):
                kind = word
            case _:
                return None
    since = said["sinds"].day if "sinds" in said else None
    return LedgerEntry(kind, since, version, first, now, is_withdrawn and not now, said.get("op"))


_WORDS = frozenset({"sinds", "versie", "van", "op", "eerst", "nu"})
"""Words that a value must follow."""


def _unclear(line: str, number: int) -> Problem:
    if _OF_MERGE.fullmatch(line):
        message = "Hier zijn twee versies van de lijst niet goed samengevoegd."
        hint = "Haal deze regel weg, met elke regel die zo begint. Alle andere regels mogen blijven staan."
    else:
        message = f"Deze regel begrijp ik niet: `{shortened(line)}`."
        hint = "Maak er een regel van als `/over-ons/ pagina sinds 2024-05-01`, of haal de regel weg."
    return Problem(UNCLEAR, Place(ADDRESSES, number), message, hint)
