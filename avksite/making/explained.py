"""An explained word is a link to its explanation where a page first uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from avksite.reading.dutch import slug

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.parts import Piece
    from avksite.making.viewpoint import Viewpoint
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


def explained(body: tuple[Piece, ...], site: Site, document: Document, viewpoint: Viewpoint) -> tuple[Piece, ...]:
    """Return the text of a page with a link at the first use of each explained word.

    It is a real link, not a control that opens something: it works by keyboard and touch, without a script, in a text
    browser, and in the reading view of a browser, which leaves buttons out with the words on them (WCAG 2.2, 3.1.3).
    """
    if not site.glossary or document.address == GLOSSARY or document.entry.lang != site.config.lang:
        return body
    words = _words(site.glossary)
    title = document.entry.title.casefold()
    own = {slug(term.word) for term in site.glossary if title in map(str.casefold, (term.word, *term.also))}
    return _Walk(words, viewpoint.href(GLOSSARY), own).through(body)


@dataclass(frozen=True, slots=True)
class _Words:
    """One expression for every form of every word, and the anchor of the word each form belongs to."""

    expression: re.Pattern[str]
    anchors: dict[str, str]


@lru_cache(maxsize=4)
def _words(glossary: tuple[Term, ...]) -> _Words:
    anchors: dict[str, str] = {}
    for term in glossary:
        for form in (term.word, *term.also):
            written = str(escape(" ".join(form.split())))
            # At the start of a sentence a word has a capital; one that always has a capital is a name.
            for variant in (written, written[:1].upper() + written[1:]):
                anchors.setdefault(variant, slug(term.word))
    longest_first = sorted(anchors, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return _Words(re.compile(rf"(?<![\w&#-])(?:{forms})(?![\w-])"), anchors)


@dataclass(slots=True)
class _Walk:
    """One way through a text, from its first word to its last; `seen` holds the words that need no link any more."""

    words: _Words
    glossary: str
    seen: set[str]
    kept: list[str] = field(default_factory=list)
    """The open elements whose words stay as they are, with what is open in them."""

    def through(self, body: tuple[Piece, ...]) -> tuple[Piece, ...]:
        done: list[Piece] = []
        for piece in body:
            if isinstance(piece, Markup):
                done.append(Markup(self._linked(piece)))  # noqa: S704  it was HTML, and only gets links
            elif piece.kind in _KEPT_BLOCKS:
                done.append(piece)
            else:
                done.append(replace(piece, inner=self.through(piece.inner)))
        return tuple(done)

    def _linked(self, html: str) -> str:
        done: list[str] = []
        start = 0
        for tag in _TAG.finditer(html):
            done += (self._text(html[start : tag.start()]), tag[0])
            start = tag.end()
            self._step(tag)
        return "".join((*done, self._text(html[start:])))

    def _step(self, tag: re.Match[str]) -> None:
        name, attributes = tag["name"], tag["attributes"]
        if name in _VOID or attributes.endswith("/"):
            return
        if tag["close"]:
            if self.kept and self.kept[-1] == name:
                self.kept.pop()
            return
        if self.kept or name in _KEPT or " lang=" in attributes:
            self.kept.append(name)
        if name == "a" and (found := _TO_A_WORD.search(attributes)):
            self.seen.add(found["id"])

    def _text(self, text: str) -> str:
        return text if self.kept or not text.strip() else self.words.expression.sub(self._link, text)

    def _link(self, found: re.Match[str]) -> str:
        anchor = self.words.anchors[" ".join(found[0].split())]
        if anchor in self.seen:
            return found[0]
        self.seen.add(anchor)
        return f'<a class="term" role="doc-glossref" href="{escape(self.glossary)}#{anchor}">{found[0]}</a>'
