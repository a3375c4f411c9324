"""Where a page first uses an explained word, the word opens its explanation, which stands at the end of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from avksite.making.parts import TermView
from avksite.reading.dutch import slug

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.parts import Piece
    from avksite.reading.config import Term
    from avksite.site import Site

GLOSSARY = "/begrippen/"

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>")
_TO_A_WORD = re.compile(rf'href="[^"]*{GLOSSARY}#(?P<id>[^"]+)"')
_VOID = {"br", "hr", "img", "input", "source", "track", "wbr"}
_KEPT = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "summary", "figure", "figcaption"),
    *("a", "abbr", "button", "dfn", "svg"),
    *("blockquote", "cite", "code", "kbd", "pre", "q", "samp"),
}
"""Elements whose words stay as they are: headings and labels, what already leads somewhere, and words of others."""
_KEPT_BLOCKS = {"citaat", "video", "audio", "figuur", "knop", "aanmelden", "download"}


def explaining(site: Site, document: Document) -> Explaining:
    """Return what explains the words of one page; its parts are handed to it in the order in which they are read.

    A page about a word needs no explanation of it, and one in another language has none of these words.
    """
    is_apart = document.address == GLOSSARY or document.entry.lang != site.config.lang
    title = document.entry.title.casefold()
    own = {slug(term.word) for term in site.glossary if title in map(str.casefold, (term.word, *term.also))}
    return Explaining(_words(() if is_apart else site.glossary), own)


@dataclass(frozen=True, slots=True)
class _Words:
    """One expression for every form of every word, and the explanation that each form has; nothing without words."""

    expression: re.Pattern[str] | None
    terms: dict[str, TermView]


@lru_cache(maxsize=4)
def _words(glossary: tuple[Term, ...]) -> _Words:
    terms: dict[str, TermView] = {}
    for term in glossary:
        view = TermView(term.word, slug(term.word), term.explanation)
        for form in (term.word, *term.also):
            written = str(escape(" ".join(form.split())))
            # At the start of a sentence a word has a capital; one that always has a capital is a name.
            for variant in (written, written[:1].upper() + written[1:]):
                terms.setdefault(variant, view)
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return _Words(re.compile(rf"(?<![\w&#-])(?:{forms})(?![\w-])") if forms else None, terms)


@dataclass(slots=True)
class Explaining:
    """One way through a page, from its first word to its last.

    A word becomes a real link, not a control that opens something: it works by keyboard and touch, without a script, in
    a text browser, and in the reading view of a browser, which leaves buttons out with the words on them (WCAG 2.2,
    3.1.3). `templates/assets/site.js` shows what it leads to beside it.
    """

    _words: _Words
    _seen: set[str]
    """The words that need no link any more."""
    found: list[TermView] = field(default_factory=list)
    """The words that became a link, with their explanations."""
    _kept: list[str] = field(default_factory=list)
    """The open elements whose words stay as they are, with what is open in them."""

    def text(self, text: str) -> str:
        """Return plain text with its links."""
        return Markup(self._linked(str(escape(text))))  # noqa: S704  it is escaped, and only gets links

    def pieces(self, body: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return a text with its links."""
        done: list[Piece] = []
        for piece in body:
            if isinstance(piece, Markup):
                done.append(Markup(self._linked(piece)))  # noqa: S704  it was HTML, and only gets links
            elif piece.kind in _KEPT_BLOCKS:
                done.append(piece)
            else:
                done.append(replace(piece, inner=self.pieces(piece.inner)))
        return tuple(done)

    def _linked(self, html: str) -> str:
        if self._words.expression is None:
            return html
        done: list[str] = []
        start = 0
        for tag in _TAG.finditer(html):
            done += (self._worded(html[start : tag.start()]), tag[0])
            start = tag.end()
            self._step(tag)
        return "".join((*done, self._worded(html[start:])))

    def _step(self, tag: re.Match[str]) -> None:
        name, attributes = tag["name"], tag["attributes"]
        if name in _VOID or attributes.endswith("/"):
            return
        if tag["close"]:
            if self._kept and self._kept[-1] == name:
                self._kept.pop()
            return
        if self._kept or name in _KEPT or " lang=" in attributes:
            self._kept.append(name)
        if name == "a" and (found := _TO_A_WORD.search(attributes)):
            self._seen.add(found["id"])

    def _worded(self, text: str) -> str:
        if self._kept or not text.strip() or self._words.expression is None:
            return text
        return self._words.expression.sub(self._link, text)

    def _link(self, found: re.Match[str]) -> str:
        term = self._words.terms[" ".join(found[0].split())]
        if term.id in self._seen:
            return found[0]
        self._seen.add(term.id)
        self.found.append(term)
        # No heading has an id with two hyphens in a row.
        return f'<a class="term" role="doc-glossref" id="woord--{term.id}" href="#begrip--{term.id}">{found[0]}</a>'
