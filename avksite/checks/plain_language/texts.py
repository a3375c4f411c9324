"""The texts of a document as the coach reads them: its title, `kort` and running text, without what is not its own.

Quotations, code, addresses and words in another language are no concern of the author's style. They are blotted out,
so that everything behind them keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from avksite.checks.known_words import KnownWords
from avksite.content.body import Code, Emphasis, Link, words_of
from avksite.dutch.words import Sentence, Word, names_in, sentences_in
from avksite.problems import Fix, Place, Problem, Rule

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

TITLE, SUMMARY = "title", "summary"
PROSE = frozenset({"paragraph", "item", "definition", SUMMARY})
"""The kinds that are read as sentences; a heading, a cell and a term are read as words."""

BLOT = "\ue010"
_LONGEST_OWN_QUOTE = 3
"""A few words between quotation marks are the author's own way of speaking."""

_QUOTES = re.compile(r"“[^“”]*”|„[^„”]*”|‘[^‘’]*(?:’(?=\w)[^‘’]*)*’|\"[^\"]*\"|«[^«»]*»")
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+[^\s.,;:!?)”’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])[\w-]+\.(?:nl|com|org|eu|net)\b(?:/\S*)?"
)
_MAY_HOLD_ADDRESS = re.compile(r"@|\.(?:nl|com|org|eu|net)\b|www\.|://")


@dataclass(frozen=True)
class Text:
    """A stretch of a document; `own` is `said` with all that the author did not write blotted out."""

    kind: str
    said: str
    own: str
    line: int

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, as far as they are the author's own."""
        return sentences_in(self.own)

    @cached_property
    def names(self) -> frozenset[int]:
        """The places of the words that are names."""
        return frozenset().union(*(names_in(sentence.words) for sentence in self.sentences))

    @property
    def length(self) -> int:
        """How many words of the author's own there are."""
        return sum(len(sentence.typed) for sentence in self.sentences)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words of the author's own, with their places."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words in it, without capitals."""
        return frozenset(word.lower() for sentence in self.sentences for word in sentence.typed)


@dataclass(frozen=True)
class Page:
    """What the coach looks at together: the texts of one document."""

    document: Document
    texts: tuple[Text, ...]

    @property
    def prose(self) -> Iterator[Text]:
        """The texts that are read as sentences."""
        return (text for text in self.texts if text.kind in PROSE)

    def tell(  # noqa: PLR0913, PLR0917  what a problem is made of
        self, rule: Rule, text: Text, at: int, message: str, hint: str, fix: Fix | None = None
    ) -> Problem:
        """Return a problem at the line where a place in a text was typed."""
        return Problem(rule, Place(self.document.path, self.line_of(text, at)), message, hint, fix=fix)

    def line_of(self, text: Text, at: int) -> int:
        """Return the line on which something was typed.

        A text knows the line that it starts on. Where an author breaks lines within a paragraph, the typed lines below
        it are searched for the same word, as many times as it comes before.
        """
        if text.kind == TITLE:
            return text.line
        lines = self._lines
        if text.line >= len(lines) or not lines[text.line].strip():
            return text.line
        found = _FIRST_WORD.search(text.said, at)
        word = found[0] if found else ""
        before = len(re.findall(re.escape(word), text.said[:at])) if word else 0
        for number in range(text.line, len(lines) + 1):
            typed = lines[number - 1]
            if not typed.strip() and number > text.line:
                break
            before -= typed.count(word) if word else 1
            if before < 0:
                return number
        return text.line

    @cached_property
    def _lines(self) -> list[str]:
        return self.document.typed.splitlines()


_FIRST_WORD = re.compile(r"[^\W_]+")


def pages_of(site: Site) -> Iterator[Page]:
    """Yield the texts of every Dutch document."""
    around = KnownWords.of(site)
    return (page_of(document, around) for document in site.documents if is_dutch(document))


def is_dutch(document: Document) -> bool:
    """Say whether a text can be read along."""
    return document.entry.lang.lower().startswith("nl")


def page_of(document: Document, around: KnownWords) -> Page:
    """Return the texts of one document."""
    return Page(document, tuple(_texts(document, dict(around.figures))))


def _texts(document: Document, figures: Mapping[str, str]) -> Iterator[Text]:
    entry = document.entry
    if not document.kind.is_name:
        yield _text(TITLE, entry.title, document.place("titel").line, ())
    if entry.summary:
        yield _text(SUMMARY, entry.summary, document.place("kort").line, ())
    strange = tuple(filter(None, _strange(document)))
    for passage in document.body.passages:
        if passage.kind != "quote":
            yield _text(passage.kind, words_of(passage.children, figures), passage.line, strange)


def _text(kind: str, said: str, line: int, strange: tuple[str, ...]) -> Text:
    own = said
    for words in strange:
        if words in own:
            own = own.replace(words, BLOT * len(words))
    if _MAY_HOLD_ADDRESS.search(own):
        own = _ADDRESSES.sub(lambda found: BLOT * len(found[0]), own)
    return Text(kind, said, _QUOTES.sub(_blotted, own), line)


def _blotted(quoted: re.Match[str]) -> str:
    """Blot out a quotation, but for the stop that ends the sentence in it."""
    text = quoted[0]
    if text.count(" ") < _LONGEST_OWN_QUOTE:
        return text
    stop = text[-2] if text[-2] in ".!?…" else BLOT
    return f"{text[0]}{BLOT * (len(text) - 3)}{stop}{text[-1]}"


def _strange(document: Document) -> Iterator[str]:
    """Yield what is code or in another language."""
    for node in document.body.nodes:
        if isinstance(node, Code):
            yield node.text
        elif isinstance(node, Emphasis | Link) and node.lang:
            yield words_of(node.children)
