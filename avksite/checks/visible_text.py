"""The visible text of a file, in stretches with their source lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from avksite.content.data_files import FACTS, GLOSSARY, STATEMENT
from avksite.content.settings import SITE
from avksite.kinds.base import Document, texts
from avksite.patterns import regex
from avksite.problems import Place
from avksite.site import Site

_CODE = regex(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = regex(r"\]\([^()\n]*\)")
# What typography may have changed, or where a line may have ended.
_CHANGED = regex(r"[\"'“”‘’…–—\s]|(?<=&)")
_EMPTY_LINE = regex(r"\n[^\S\n]*\n")
_PUNCTUATION = regex(r"[^\w\s]{2,}")
_MOST_SOUGHT = 20
_PLACE = regex(r"(?:https?:|mailto:|/)\S*")
"""An address by itself, which may contain any character."""
_SHOWN = frozenset({"naam", "ondertitel", "menu", "snel-naar", "projecten", "voet", "onderwerpen", "nieuwsbrief"})
"""The keys of site.yaml with words for readers."""
_NOT_SHOWN = frozenset({"naar", "aanmelden", "afmelden", "dienst", "antwoord-aan"})
"""Keys below those with what programs read: a mail service does fill in fields there."""


class VisibleText(NamedTuple):
    """A stretch of text as a reader sees it, and the line it starts on."""

    text: str
    line: int
    is_plain: bool = False
    """Whether it is plain text without markup, such as a title, on one line."""


class SearchableText:
    """The visible text of a file in one string, with the mapping to its source."""

    def __init__(self, stretches: Iterable[VisibleText], typed: str = "") -> None:
        self.stretches = sorted(stretches, key=attrgetter("line"))
        self.text = "\n".join(stretch.text for stretch in self.stretches)
        self.may_wait = bool(typed)
        """Whether it is a text that can be a draft."""
        self._starts = [0, *accumulate(len(stretch.text) + 1 for stretch in self.stretches)]
        self._lines = sorted({stretch.line for stretch in self.stretches if not stretch.is_plain})
        self._typed = typed.split("\n")
        self._sought: dict[int, tuple[str, int]] = {}
        """The source of a stretch, with code and addresses blanked out, and how far it was searched."""

    def index(self, found: re.Match[str]) -> int:
        """Return the index of the stretch of a match."""
        return bisect_right(self._starts, found.start()) - 1

    def is_plain(self, found: re.Match[str]) -> bool:
        """Return whether a match is in plain text."""
        return self.stretches[self.index(found)].is_plain

    def line(self, found: re.Match[str]) -> int | None:
        """Return the source line of a match; None for one in code, or escaped with a backslash.

        Call it in the order of the text: each search starts after the previous one.
        """
        index = self.index(found)
        stretch = self.stretches[index]
        if stretch.is_plain:
            return stretch.line
        typed, at = self._sought.get(index) or (self._shown(stretch), 0)
        sought = _CHANGED.split(found[0].lstrip(), maxsplit=1)[0][:_MOST_SOUGHT]
        place = typed.find(sought, at)
        if place < 0 and (marks := _PUNCTUATION.match(sought)):  # emphasis in the words after it removed characters
            stressed = re.compile(re.escape(marks[0]) + "(?=[*_])").search(typed, at)
            sought, place = marks[0], stressed.start() if stressed else -1
        self._sought[index] = (typed, at if place < 0 else place + len(sought))
        return None if place < 0 else stretch.line + typed.count("\n", 0, place)

    def _shown(self, stretch: VisibleText) -> str:
        """Return the lines of a stretch, up to the next one or an empty one, with code and addresses made blank."""
        after = bisect_right(self._lines, stretch.line)
        end = self._lines[after] - 1 if after < len(self._lines) else None
        typed = _EMPTY_LINE.split("\n".join(self._typed[stretch.line - 1 : end]), maxsplit=1)[0]
        typed = _ADDRESS.sub(_blank, typed).replace("\u00a0", " ")
        return _CODE.sub(_blank, typed) if "`" in typed else typed


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def texts_of(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield what a reader reads of one text, above it and in it, with its place; the cells of a row are one text."""
    for loc, text in texts(document.entry):
        yield text, document.place(*loc)
    for row, passages in groupby(document.body.passages, key=lambda it: it.line if it.kind == "cell" else None):
        if row is None:
            yield from ((passage.text, Place(document.path, passage.line)) for passage in passages)
        else:
            yield " | ".join(passage.text for passage in passages), Place(document.path, row)


def of_document(document: Document) -> Iterator[VisibleText]:
    """Yield what a reader sees of one text: what stands above it, its running text, and the titles in it."""
    for loc, text in texts(document.entry):
        if not _PLACE.fullmatch(text):
            yield VisibleText(text, document.place(*loc).line, is_plain=True)
    for passage in document.body.passages:
        yield VisibleText(passage.text, passage.line)
    for image in document.body.images:
        yield VisibleText(image.alt, image.line, is_plain=True)
        yield VisibleText(image.title, image.line, is_plain=True)
    for link in document.body.links:
        yield VisibleText(link.title, link.line, is_plain=True)
    for block in document.body.blocks:
        yield VisibleText(block.title, block.line, is_plain=True)


def of_site(site: Site) -> Iterator[tuple[str, list[VisibleText]]]:
    """Yield what a reader sees of the files that hold for the whole site, by file."""
    typed: dict[str, list[VisibleText]] = {SITE: [], STATEMENT: [], GLOSSARY: [], FACTS: []}
    for path, model, lines in (
        (SITE, site.config, site.content.settings.lines),
        (STATEMENT, site.content.statement.value, site.content.statement.lines),
    ):
        for loc, text in texts(model):
            if loc in lines and (path != SITE or loc[0] in _SHOWN) and loc[-1] not in _NOT_SHOWN:
                typed[path].append(VisibleText(text, lines[loc], is_plain=True))
    glossary, facts = site.content.glossary, site.content.facts
    for term in glossary.value:
        typed[GLOSSARY].append(VisibleText(term.explanation, glossary.place(term.word, "uitleg").line, is_plain=True))
    for name, fact in site.facts.items():
        for key, text in (("getal", fact.figure), ("eenheid", fact.unit), ("tekst", fact.text), ("bron", fact.source)):
            typed[FACTS].append(VisibleText(text, facts.place(name, key).line, is_plain=True))
    return ((path, stretches) for path, stretches in typed.items() if stretches)
