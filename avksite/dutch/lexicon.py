"""Hard words and expressions, each with an easier one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from avksite.dutch.words import Word

LIST = Path(__file__).with_name("moeilijke-woorden.yaml")

# C reads the list ten times as fast; not every machine has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What an ending becomes in the other forms of a word. A form that nobody uses does no harm: it is never found.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("eren", ("eer", "eert", "eerde", "eerden", "erend", "erende")),
    ("ëren", ("eer", "eert", "eerde", "eerden", "ërend", "ërende")),
    ("ering", ("eringen",)),
    ("tie", ("ties",)),
    ("sie", ("sies",)),
    ("iteit", ("iteiten",)),
    ("isch", ("ische",)),
    ("ief", ("ieve",)),
    ("eel", ("ele",)),
    ("air", ("aire",)),
    ("lijk", ("lijke",)),
    ("baar", ("bare",)),
    ("matig", ("matige",)),
    ("zaam", ("zame",)),
    ("end", ("ende",)),
    ("ant", ("ante", "anten")),
    ("ent", ("ente", "enten")),
    ("ig", ("ige",)),
    ("iek", ("ieke", "ieken")),
    ("punt", ("punten",)),
    ("ling", ("lingen",)),
    ("uur", ("uren",)),
    ("ur", ("ure",)),
    ("xt", ("xten",)),
    ("form", ("forme",)),
    ("icht", ("ichte",)),
    ("act", ("acte",)),
    ("ect", ("ecte", "ecten")),
    ("plex", ("plexe",)),
    ("cret", ("crete",)),
    ("sief", ("sieve",)),
    ("iel", ("iële",)),
    ("ieel", ("iële",)),
    ("tueel", ("tuele",)),
    ("gesteld", ("gestelde",)),
    ("kel", ("kels",)),
    ("ment", ("menten",)),
    ("gen", ("gende",)),
    ("rent", ("rente",)),
)
_DONE = re.compile(r"(.+)([eë])ren")


@dataclass(frozen=True, slots=True)
class Hard:
    """A hard word with what to write instead; a note says when the word is right after all."""

    word: str
    easier: str
    note: str = ""
    forms: tuple[str, ...] = ()
    """Every form it is found in, the word itself included."""


class Met(NamedTuple):
    """A hard word in a text."""

    hard: Hard
    start: int
    end: int


class Lexicon:
    """Finds hard words: each place in a text takes one look, however long the list is."""

    def __init__(self, hard: Iterable[Hard]) -> None:
        """Index every form by its first word, the longest expressions first."""
        found: dict[str, dict[tuple[str, ...], Hard]] = {}
        for one in hard:
            for form in one.forms or (one.word,):
                parts = tuple(form.lower().split())
                found.setdefault(parts[0], {})[parts] = one
        self._by_first = {
            first: tuple(sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))) for first, rows in found.items()
        }

        # Of "in het kader van" only the longest word is seldom seen elsewhere.
        self._signs = frozenset(max(parts, key=len) for rows in found.values() for parts in rows)

    def __contains__(self, form: str) -> bool:
        """Say whether a form is on the list."""
        parts = tuple(form.lower().split())
        return bool(parts) and any(row == parts for row, _ in self._by_first.get(parts[0], ()))

    def may_be_in(self, vocabulary: frozenset[str]) -> bool:
        """Say whether a text with these words, in small letters, may hold a hard one and is worth a look."""
        return not self._signs.isdisjoint(vocabulary)

    def find(self, words: Sequence[Word]) -> Iterator[Met]:
        """Yield the hard words among words, from first to last."""
        folded = [word.folded for word in words]
        place = 0
        while place < len(folded):
            length = 1
            for parts, hard in self._by_first.get(folded[place], ()):
                if len(parts) == 1 or tuple(folded[place : place + len(parts)]) == parts:
                    length = len(parts)
                    yield Met(hard, words[place].start, words[place + length - 1].end)
                    break
            place += length


def forms_of(word: str) -> tuple[str, ...]:
    """Return a word with the forms that follow from its ending: `realiseren` gives `gerealiseerd` too."""
    forms = [word]
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            forms += [word[: -len(ending)] + other for other in others]
    if verb := _DONE.fullmatch(word):
        begin = "geï" if word.startswith("i") else "geë" if word.startswith("e") else f"ge{word[0]}"
        forms += [f"{begin}{verb[1][1:]}eerd", f"{begin}{verb[1][1:]}eerde"]
    return tuple(dict.fromkeys(forms))


@cache
def own_list() -> tuple[Hard, ...]:
    """Return our own list of hard words."""
    typed: Mapping[str, str | Mapping[str, str]] = yaml.load(LIST.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader
    return tuple(_hard(key, value) for key, value in typed.items())


def own_word(word: str, easier: str) -> Hard:
    """Return a hard word that staff added."""
    return Hard(word, easier, forms=forms_of(word))


def _hard(key: str, value: str | Mapping[str, str]) -> Hard:
    word, *others = (form.strip() for form in key.split(","))
    easier, note = (value, "") if isinstance(value, str) else (value["makkelijk"], value.get("noot", ""))
    return Hard(word, easier, note, (*forms_of(word), *others))
