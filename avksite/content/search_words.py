"""What else people call a thing when they search for it: `content/zoekwoorden.yaml`."""

from __future__ import annotations

from dataclasses import dataclass

from avksite.content.front_matter import read_yaml
from avksite.content.schema import SHAPE
from avksite.dutch.words import tidy
from avksite.problems import Misread, Place, Problem, Unusable

SEARCH_WORDS = "content/zoekwoorden.yaml"


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word with the others that mean the same to somebody who searches; it counts both ways."""

    word: str
    others: tuple[str, ...]
    line: int


def read_search_words(text: str) -> tuple[tuple[SearchWord, ...], tuple[Problem, ...]]:
    """Read the file; a line that is not right is told, and the others count."""
    try:
        front, found = read_yaml(SEARCH_WORDS, text)
    except Unusable as unusable:
        return (), unusable.problems
    problems = [*found]
    words = []
    for word, value in front.values.items():
        line = front.lines[(word,)]
        try:
            words.append(SearchWord(word, _others(word, value), line))
        except Misread as misread:
            problems.append(Problem(SHAPE, Place(SEARCH_WORDS, line), misread.message, misread.hint))
    return tuple(words), tuple(problems)


def _others(word: str, typed: object) -> tuple[str, ...]:
    """Read the other words: a list, one by itself, or some with commas between them."""
    rows = typed.split(",") if isinstance(typed, str) else typed
    others = [tidy(row) for row in rows if isinstance(row, str)] if isinstance(rows, list) else []
    if not any(others):
        hint = f"Typ ze tussen haken, zoals `{word}: [een woord, nog een woord]`, of haal deze regel weg."
        raise Misread(f"Achter `{word}` staan geen andere woorden.", hint)
    return tuple(filter(None, others))
