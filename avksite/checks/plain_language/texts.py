"""The texts of a document for the coach: title, `kort` and running text, without quotations and the like.

Quotations, code, addresses and words in another language are not the author's style. They are blanked out, so that
positions stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from avksite.checks.known_words import KnownWords
from avksite.content.body import Body, Code, Emphasis, Link, words_of
from avksite.dutch.words import Sentence, Word, names_in, sentences_in
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.patterns import regex
from avksite.problems import Fix, Place, Problem, Rule

TITLE, SUMMARY = "title", "summary"
PROSE = frozenset({"paragraph", "item", "definition", SUMMARY})
"""The kinds that are read as sentences; a heading, a cell and a term are read as words."""

MOST_BEFORE, FURTHEST = 8, 5000
"""Words of context that make a fix unique, and characters of a text in which it must be unique."""
BLOT = "\ue010"
ENOUGH = 60
"""Characters by which a position in a text is found in its source line."""
_LONGEST_OWN_QUOTE = 3
"""A quotation of at most so many words is the author's own style."""

_QUOTES = regex(r"“[^“”]*”|„[^„”]*”|‘[^‘’]*(?:’(?=\w)[^‘’]*)*’|\"[^\"]*\"|«[^«»]*»")
_ADDRESSES = regex(
    r"""
    (?:https?://|www\.)\S+[^\s.,;:!?)”’] | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<![\w-])[\w-]+\.(?:nl|com|org|eu|net)\b(?:/\S*)?
    """,
    re.VERBOSE,
)
_BLOTTED = ("“", "„", "‘", '"', "«", "@", "://", "www.", ".nl", ".com", ".org", ".eu", ".net")
"""Substrings of which one is in everything that is blanked out."""
_MAY_HOLD_ADDRESS = regex(r"@|\.(?:nl|com|org|eu|net)\b|www\.|://")
_FIRST_WORD = regex(r"[^\W_]+")


@dataclass(frozen=True)
class Text:
    """A stretch of a document; `own` is `said` with all that the author did not write blanked out."""

    kind: str
    """That of its passage, or TITLE or SUMMARY."""
    said: str
    own: str
    place: Place
    """The file, and the line on which it starts."""
    typed: Sequence[str]
    """The lines of the whole file."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, as far as they are the author's own."""
        return sentences_in(self.own)

    @cached_property
    def starts(self) -> frozenset[int]:
        """The positions where its sentences start."""
        return frozenset(sentence.start for sentence in self.sentences)

    @cached_property
    def names(self) -> frozenset[int]:
        """The positions of the words that are names."""
        return frozenset().union(*(names_in(sentence.words) for sentence in self.sentences))

    @property
    def length(self) -> int:
        """The number of the author's own words."""
        return sum([len(sentence.typed) for sentence in self.sentences])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The author's own words, with positions."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The set of its words, in lower case."""
        return frozenset([word.lower() for sentence in self.sentences for word in sentence.typed])

    def problem(self, rule: Rule, at: int, message: str, hint: str, fix: Fix | None = None) -> Problem:
        """Return a problem at the source line of a position."""
        about, fix = self.said[at : at + ENOUGH], fix and self._first_of_its_kind(at, fix)
        return Problem(rule, Place(self.place.path, self.line_of(at)), message, hint, fix=fix, about=about)

    def _first_of_its_kind(self, at: int, fix: Fix) -> Fix | None:
        """Return a fix with the words before it that make it unique; None when MOST_BEFORE words do not."""
        start = at
        for _ in range(MOST_BEFORE if at < FURTHEST else 0):
            before = self.said[start:at]
            if self.said.find(before + fix.old) == start:
                return replace(fix, old=before + fix.old, new=before + fix.new)
            start = self.said.rfind(" ", 0, max(start - 1, 0)) + 1
        return None

    def line_of(self, at: int) -> int:
        """Return the source line of a position.

        A text knows its first line. Where an author breaks lines within a paragraph, the source lines below it are
        searched for the same occurrence of the word.
        """
        first = self.place.line
        if self.kind == TITLE or first >= len(self.typed) or not self.typed[first].strip():
            return first
        found = _FIRST_WORD.search(self.said, at)
        word = found[0] if found else ""
        before = self.said.count(word, 0, at) if word else 0
        for number in range(first, len(self.typed) + 1):
            typed = self.typed[number - 1]
            if not typed.strip() and number > first:
                break
            before -= typed.count(word) if word else 1
            if before < 0:
                return number
        return first


@dataclass(frozen=True)
class PageText:
    """The texts of a document together: one search of the whole shows that a rule finds nothing, as most do."""

    texts: Sequence[Text]

    @cached_property
    def said(self) -> str:
        """All texts, a line each."""
        return "\n".join([text.said for text in self.texts])

    @cached_property
    def own(self) -> str:
        """The author's own texts, a line each."""
        return "\n".join([text.own for text in self.texts])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The set of the author's own words, in lower case."""
        rows = (sentence.typed for text in self.texts for sentence in text.sentences)
        return frozenset(map(str.lower, frozenset().union(*rows)))


class Cue(NamedTuple):
    """A pattern, and what to report of each match in a text."""

    rule: Rule
    pattern: re.Pattern[str]
    message: str
    """What is wrong; `{}` stands for what was found."""
    hint: str | Callable[[Text, re.Match[str]], tuple[str, str] | None]
    """The hint, or a function that returns for a match hint and text to type ("" if unsure), None for no problem."""
    may_be_in: Callable[[Text | PageText], object]
    """A fast test whether a text, or its page, may have a match."""
    also_quoted: bool = False
    """Whether quotations are checked too."""
    is_safe: Callable[[str], bool] = lambda _: False
    """Whether the fix of a match is safe."""

    def problems_in(self, text: Text) -> Iterator[Problem]:
        """Yield a problem for each match that is wrong."""
        for found in self.pattern.finditer(text.said if self.also_quoted else text.own):
            answer = (self.hint, "") if isinstance(self.hint, str) else self.hint(text, found)
            if answer is not None:
                hint, new = answer
                fix = Fix(found[0], new, is_safe=self.is_safe(found[0])) if new else None
                yield text.problem(self.rule, found.start(), self.message.format(found[0]), hint, fix)


def is_dutch(document: Document) -> bool:
    """Return whether a text is Dutch."""
    return document.entry.lang.lower().startswith("nl")


def texts_of(document: Document, around: KnownWords) -> tuple[Text, ...]:
    """Return the texts of one document."""
    entry, body, typed = document.entry, document.body, document.typed.split("\n")
    title = () if document.kind.is_name else ((TITLE, entry.title, document.place("titel")),)
    summary = ((SUMMARY, entry.summary, document.place("kort")),) if entry.summary else ()
    figures = dict(around.figures) if body.facts else {}
    above = [Text(kind, said, _own(said), place, typed) for kind, said, place in (*title, *summary)]
    strange = tuple(filter(None, _strange(body))) if body.of(Code) or body.foreign else ()
    # One search of the whole shows whether there is anything to blank out.
    blots = strange or figures or any(map(body.vocabulary.__contains__, _BLOTTED))
    for passage in body.passages:
        if passage.kind != "quote":
            said = words_of(passage.children, figures) if figures else passage.text
            own = _own(said, strange) if blots else said
            above.append(Text(passage.kind, said, own, Place(document.path, passage.line), typed))
    return tuple(above)


def _own(said: str, strange: Sequence[str] = ()) -> str:
    """Return a text with foreign parts, addresses and quotations blanked out."""
    own = said
    for words in strange:
        if words in own:
            own = own.replace(words, BLOT * len(words))
    if _MAY_HOLD_ADDRESS.search(own):
        own = _ADDRESSES.sub(lambda found: BLOT * len(found[0]), own)
    return _QUOTES.sub(_blotted, own)


def _blotted(quoted: re.Match[str]) -> str:
    """Blank out a quotation, except the stop that ends its sentence."""
    text = quoted[0]
    if text.count(" ") < _LONGEST_OWN_QUOTE:
        return text
    stop = text[-2] if text[-2] in ".!?…" else BLOT
    return f"{text[0]}{BLOT * (len(text) - 3)}{stop}{text[-1]}"


def _strange(body: Body) -> Iterator[str]:
    """Yield what is code or in another language."""
    for node in body.nodes:
        if isinstance(node, Code):
            yield node.text
        elif isinstance(node, Emphasis | Link) and node.lang:
            yield words_of(node.children)
