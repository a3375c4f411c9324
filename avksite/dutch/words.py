"""Splits texts into sentences and words with their positions, and finds names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from avksite.patterns import regex

LISTS = Path(__file__).with_name("word-lists.txt")
_LIST_NAME = regex(r"^\[(.+)\]\n", re.MULTILINE)
_COMMENT = regex(r"^#.*\n", re.MULTILINE)

# Runs of letters first, then what may join two of them: faster than testing every character.
_WORD = regex(r"(?:[^\W\d]{1,2}\.){2,}(?!\w)|\w+(?:(?:[-\u2011’'·]|(?<=[0-9])[.,:](?=[0-9]))\w+)*")
_NUMBER = regex(r"[0-9][0-9.,:]*(?:e|ste|de)?")
_CAPITALS = regex(r"[A-Z]{2,}")
_SHORTEST_WORDLIKE = 4
_WORDLIKE = regex(r"[^\W\dAEIOUY]{0,3}(?:[AEIOUY]{1,3}[^\W\dAEIOUY]{1,4})*[AEIOUY]{0,3}(?<=[A-Z]{4})")
# Word and web pages contain no-break spaces, and characters without width.
_SPACES = regex(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WIDTHLESS = regex(r"[\u200b-\u200f\u2060\ufeff]")


class Word(NamedTuple):
    """A word and its position; `14.000`, `i.s.m.`, `foto’s` and `e-mail` are each one word."""

    text: str
    start: int
    folded: str
    """The word in lower case."""

    @property
    def end(self) -> int:
        """The place just behind it."""
        return self.start + len(self.text)


def listed(words: str) -> tuple[str, ...]:
    """Split words that are written in one string; the formatter would put each of a tuple on a line."""
    return tuple(words.split())


@cache
def _lists() -> dict[str, str]:
    _, *parted = _LIST_NAME.split(_COMMENT.sub("", LISTS.read_text(encoding="utf-8")))
    return dict(zip(parted[::2], parted[1::2], strict=True))


def word_list(name: str) -> tuple[str, ...]:
    """Return the words of one of the lists in `word-lists.txt`, in order."""
    return tuple(_lists()[name].split())


def word_pairs(name: str) -> dict[str, str]:
    """Return a list of words with others: `o.a.: onder andere; p.d.: per dag`."""
    pairs = (pair.partition(": ") for line in _lists()[name].split("\n") if line for pair in line.split("; "))
    return {word: others for word, _, others in pairs}


def tidy(typed: str) -> str:
    """Return the text with single, ordinary spaces and without invisible characters."""
    return _SPACES.sub(" ", _WIDTHLESS.sub("", typed)).strip()


def folded(text: str) -> str:
    """Return a text to compare with others: in lower case, without punctuation around the words."""
    return " ".join(text.casefold().split()).strip(" .!?:“”\"'‘’")


def words_in(text: str, start: int = 0) -> tuple[Word, ...]:
    """Return the words of a text in order; `start` is the position of the text in a longer one."""
    # A site has millions of words: this takes half the time of `Word(…)`.
    new = tuple.__new__
    return tuple([new(Word, (word := one[0], start + one.start(), word.lower())) for one in _WORD.finditer(text)])


def typed_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as they were typed, without positions, in a quarter of the time."""
    bare = text.rstrip(".!?").replace(", ", " ")
    if bare.replace(" ", "").isalnum():  # as most sentences are
        return tuple(bare.split())
    return tuple(_WORD.findall(text))


def is_number(word: str) -> bool:
    """Return whether a word is written in figures: `160`, `14.000`, `13.30`, `2e`."""
    return _NUMBER.fullmatch(word) is not None


def is_spelt(word: str) -> bool:
    """Return whether a word is read letter by letter, such as `GKB`."""
    return _CAPITALS.fullmatch(word) is not None and not is_wordlike(word)


def is_wordlike(letters: str) -> bool:
    """Return whether capitals read as a word, such as `HALT`: then they are a name, or a word in all caps."""
    return len(letters) >= _SHORTEST_WORDLIKE and _WORDLIKE.fullmatch(letters) is not None


def names_in(sentence: Sequence[Word]) -> frozenset[int]:
    """Return the indexes of the words of a sentence that are names.

    The first word always has a capital: it is a name only when a name follows it directly, as in `Maatschappelijk
    Welzijn Coevorden`.
    """
    found = {word.start for word in sentence[1:] if word.text != word.folded}
    if found and sentence[1].start in found and sentence[0].text[:1].isupper() and not is_spelt(sentence[1].text):
        found.add(sentence[0].start)
    return frozenset(found)


GOES_ON = frozenset(word_list("goes-on"))
# After these a sentence may end; it continues when a lower-case letter or a digit follows. The pattern starts with the
# punctuation itself and looks behind after it: that is three times as fast.
_END = regex(
    r"""
    (?P<stop> [.!?…] (?<![.!?…]{2}) [.!?…]*+ ) (?P<closing> [”’"')\]»]* ) (?P<space> \s+ )
    (?= [“‘„"'(\[«¿¡]* (?P<next> \S ) )
    """,
    re.VERBOSE,
)
_SPACE_OR_OPENER = regex(r"[\s(\[“‘\"']")
_INITIALS = regex(r"(?:[A-Z]\.)*(?:[A-Z]|Th|Ch|IJ)")
_LOOK_BACK = 40


class Sentence(NamedTuple):
    """A sentence, its position in its text, and its words as they were typed."""

    text: str
    start: int
    typed: tuple[str, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words with their positions in the text; computed on demand, because few rules need them."""
        return words_in(self.text, self.start)

    @property
    def first(self) -> int:
        """The position of its first word, before which there may be a quotation mark or a bracket."""
        return self.start + self.text.index(self.typed[0])

    @property
    def end(self) -> int:
        """The place just behind it."""
        return self.start + len(self.text)


def sentences_in(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; every one has at least one word."""
    found: list[Sentence] = []
    start = 0
    parts = _END.split(text)
    if len(parts) == 1:  # as most headings, items and cells are
        bare = text.strip()
        typed = typed_in(bare)
        return (Sentence(bare, text.index(bare), typed),) if typed else ()
    for end, after in (*_ends(text, parts), (len(text), len(text))):
        bare = text[start:end].strip()
        typed = typed_in(bare)
        if typed:
            found.append(Sentence(bare, text.index(bare, start), typed))
        elif found and bare:  # lone punctuation belongs to the sentence before it
            last = found[-1]
            found[-1] = Sentence(text[last.start : end].rstrip(), last.start, last.typed)
        start = after
    return tuple(found)


def _ends(text: str, parted: list[str]) -> list[tuple[int, int]]:
    """Return the end of each sentence with the start of the next, for a text that was split by the pattern."""
    ends: list[tuple[int, int]] = []
    after = 0
    parts = iter(parted)  # a piece, then the four groups of the pattern, and so on
    for before, stop, closing, space, following in zip(parts, parts, parts, parts, parts, strict=False):
        at = after + len(before)
        after = at + len(stop) + len(closing) + len(space)
        # A stop within a sentence is more common than a sentence without a capital: "14 jan. a.s.", "“Ja!” riep hij".
        if not following.islower() and (stop != "." or _is_end(text, at, following)):
            ends.append((after - len(space), after))
    return ends


def _is_end(text: str, at: int, following: str) -> bool:
    """Return whether a single stop ends a sentence."""
    word = text[max(0, at - _LOOK_BACK) : at].rpartition(" ")[2]
    if word.isalpha() and word.islower():  # as most are
        return word not in GOES_ON
    word = _SPACE_OR_OPENER.split(word)[-1]
    if word.lower() in GOES_ON:
        return False
    if following.isupper() and _INITIALS.fullmatch(word):
        return not _is_initial(text, at - len(word), word)
    if word.isdigit() and len(word) < 3:  # noqa: PLR2004  "2. Kies een doel": the number of an item
        return at - len(word) > 0 or following.isupper() is False
    return True


def _is_initial(text: str, start: int, word: str) -> bool:
    """Return whether capitals with a stop are initials of the name after them: `M. Diemer`, not `plan B. Daarna`."""
    before = text[:start].rstrip().rpartition(" ")[2] if start < _LOOK_BACK else text[start - _LOOK_BACK : start]
    last = before.rstrip().rpartition(" ")[2]
    return "." in word or last.lower() not in {"plan", "team", "groep", "klas", "vitamine", "deel", "bijlage", "optie"}
