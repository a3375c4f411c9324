"""The texts of a document as the coach reads them: its title, `kort` and running text, without what is not its own.

Quotations, code, addresses and words in another language are no concern of the author's style. They are blotted out,
so that everything behind them keeps its place.
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
"""Words that a fix takes along to say which place is meant, and characters of a text in which it looks for that."""
BLOT = "\ue010"
ENOUGH = 60
"""Characters by which a place in a text is found again in the line as it was typed."""
_LONGEST_OWN_QUOTE = 3
"""A few words between quotation marks are the author's own way of speaking."""

_QUOTES = regex(r"“[^“”]*”|„[^„”]*”|‘[^‘’]*(?:’(?=\w)[^‘’]*)*’|\"[^\"]*\"|«[^«»]*»")
_ADDRESSES = regex(
    r"""
    (?:https?://|www\.)\S+[^\s.,;:!?)”’] | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<![\w-])[\w-]+\.(?:nl|com|org|eu|net)\b(?:/\S*)?
    """,
    re.VERBOSE,
)
_BLOTTED = ("“", "„", "‘", '"', "«", "@", "://", "www.", ".nl", ".com", ".org", ".eu", ".net")
"""Of what is blotted out, some is always there."""
_MAY_HOLD_ADDRESS = regex(r"@|\.(?:nl|com|org|eu|net)\b|www\.|://")
_FIRST_WORD = regex(r"[^\W_]+")


@dataclass(frozen=True)
class Text:
    """A stretch of a document; `own` is `said` with all that the author did not write blotted out."""

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
        """The places where its sentences start."""
        return frozenset(sentence.start for sentence in self.sentences)

    @cached_property
    def names(self) -> frozenset[int]:
        """The places of the words that are names."""
        return frozenset().union(*(names_in(sentence.words) for sentence in self.sentences))

    @property
    def length(self) -> int:
        """How many words of the author's own there are."""
        return sum([len(sentence.typed) for sentence in self.sentences])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words of the author's own, with their places."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words in it, without capitals."""
        return frozenset([word.lower() for sentence in self.sentences for word in sentence.typed])

    def problem(self, rule: Rule, at: int, message: str, hint: str, fix: Fix | None = None) -> Problem:
        """Return a problem at the line where a place in the text was typed."""
        about, fix = self.said[at : at + ENOUGH], fix and self._first_of_its_kind(at, fix)
        return Problem(rule, Place(self.place.path, self.line_of(at)), message, hint, fix=fix, about=about)

    def _first_of_its_kind(self, at: int, fix: Fix) -> Fix | None:
        """Return a fix with the words before it that make it the first of its kind; None when many do not."""
        start = at
        for _ in range(MOST_BEFORE if at < FURTHEST else 0):
            before = self.said[start:at]
            if self.said.find(before + fix.old) == start:
                return replace(fix, old=before + fix.old, new=before + fix.new)
            start = self.said.rfind(" ", 0, max(start - 1, 0)) + 1
        return None

    def line_of(self, at: int) -> int:
        """Return the line on which something was typed.

        A text knows the line that it starts on. Where an author breaks lines within a paragraph, the typed lines below
        it are searched for the same word, as many times as it comes before.
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
    """The texts of a document together: most rules find nothing on most pages, and one look at the whole tells that."""

    texts: Sequence[Text]

    @cached_property
    def said(self) -> str:
        """All that is said, a line for each text."""
        return "\n".join([text.said for text in self.texts])

    @cached_property
    def own(self) -> str:
        """The same of the author's own."""
        return "\n".join([text.own for text in self.texts])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the author's own, without capitals."""
        rows = (sentence.typed for text in self.texts for sentence in text.sentences)
        return frozenset(map(str.lower, frozenset().union(*rows)))


class Sign(NamedTuple):
    """A row of a table: a pattern, and what is said of what it finds in a text."""

    rule: Rule
    pattern: re.Pattern[str]
    message: str
    """What is wrong; `{}` stands for what was found."""
    hint: str | Callable[[Text, re.Match[str]], tuple[str, str] | None]
    """What to type: the same each time, or the hint and its words ("" when it is not sure); None when all is well."""
    may_be_in: Callable[[Text | PageText], object]
    """A quick look that leaves most texts out, and most pages: what may be in one text, may be in its page."""
    also_quoted: bool = False
    """Whether it is reported in what others said, too."""
    is_safe: Callable[[str], bool] = lambda _: False
    """Whether what it types says the same as what it found."""

    def problems_in(self, text: Text) -> Iterator[Problem]:
        """Yield a problem for each place where something is wrong."""
        for found in self.pattern.finditer(text.said if self.also_quoted else text.own):
            answer = (self.hint, "") if isinstance(self.hint, str) else self.hint(text, found)
            if answer is not None:
                hint, new = answer
                fix = Fix(found[0], new, is_safe=self.is_safe(found[0])) if new else None
                yield text.problem(self.rule, found.start(), self.message.format(found[0]), hint, fix)


def is_dutch(document: Document) -> bool:
    """Say whether a text can be read along."""
    return document.entry.lang.lower().startswith("nl")


def texts_of(document: Document, around: KnownWords) -> tuple[Text, ...]:
    """Return the texts of one document."""
    entry, body, typed = document.entry, document.body, document.typed.split("\n")
    title = () if document.kind.is_name else ((TITLE, entry.title, document.place("titel")),)
    summary = ((SUMMARY, entry.summary, document.place("kort")),) if entry.summary else ()
    figures = dict(around.figures) if body.facts else {}
    above = [Text(kind, said, _own(said), place, typed) for kind, said, place in (*title, *summary)]
    strange = tuple(filter(None, _strange(body))) if body.of(Code) or body.foreign else ()
    # One look at the whole tells whether there is anything to blot out at all.
    blots = strange or figures or any(map(body.folded.__contains__, _BLOTTED))
    for passage in body.passages:
        if passage.kind != "quote":
            said = words_of(passage.children, figures) if figures else passage.text
            own = _own(said, strange) if blots else said
            above.append(Text(passage.kind, said, own, Place(document.path, passage.line), typed))
    return tuple(above)


def _own(said: str, strange: Sequence[str] = ()) -> str:
    """Return a text with what is strange to it, addresses and quotations blotted out."""
    own = said
    for words in strange:
        if words in own:
            own = own.replace(words, BLOT * len(words))
    if _MAY_HOLD_ADDRESS.search(own):
        own = _ADDRESSES.sub(lambda found: BLOT * len(found[0]), own)
    return _QUOTES.sub(_blotted, own)


def _blotted(quoted: re.Match[str]) -> str:
    """Blot out a quotation, but for the stop that ends the sentence in it."""
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
