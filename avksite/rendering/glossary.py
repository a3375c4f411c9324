"""Links the first use of each glossary term on a page to its explanation at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from avksite.content import body as tree
from avksite.content.data_files import GlossaryTerm
from avksite.dutch.formatting import slug
from avksite.kinds.base import Document
from avksite.rendering.addresses import MadePage
from avksite.rendering.html import term_use
from avksite.site import Site

_KEPT_BLOCKS = {"citaat", "video", "audio", "knop", "aanmelden", "download"}
"""Blocks without such links: quotations, and labels."""


def explaining(site: Site, document: Document) -> Explaining:
    """Return an Explaining for one page; pass the parts of the page to it in reading order.

    A page about a term does not explain it, and one in another language uses no terms.
    """
    is_apart = document.address == MadePage.GLOSSARY or document.entry.lang != site.config.lang
    title = document.entry.title.casefold()
    known = site.content.glossary.value
    own = {slug(term.word) for term in known if title in map(str.casefold, (term.word, *term.also))}
    return Explaining(site, document.path, *_forms(() if is_apart else known), own)


@lru_cache(maxsize=4)
def _forms(glossary: tuple[GlossaryTerm, ...]) -> tuple[re.Pattern[str], dict[str, GlossaryTerm]]:
    """Return a pattern of all forms of all terms, and the term of each form."""
    terms: dict[str, GlossaryTerm] = {}
    for term in glossary:
        for form in (term.word, *term.also):
            written = " ".join(form.split())
            # A term may have a capital at the start of a sentence; one that always has a capital is a name.
            for variant in (written, written[:1].upper() + written[1:]):
                terms.setdefault(variant, term)
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])" if forms else r"(?!)"), terms


@dataclass(slots=True)
class Explaining:
    """Finds the first use of terms while a page is rendered in reading order.

    A term becomes a link and not a button: it works by keyboard and touch, without a script, in a text browser, and in
    the reading view of a browser, which drops buttons with their words (WCAG 2.2, 3.1.3). `templates/assets/site.js`
    shows the explanation beside it.
    """

    _site: Site
    _path: str
    _expression: re.Pattern[str]
    _terms: dict[str, GlossaryTerm]
    _seen: set[str]
    """The terms that need no link any more."""
    found: list[GlossaryTerm] = field(default_factory=list)
    """The terms that were linked."""

    def text(self, text: str) -> str:
        """Return plain text with its links, as HTML."""
        shown = (term_use(it) if isinstance(it, tree.TermUse) else escape(it.text) for it in self._split(text))
        return Markup("").join(shown)

    def body(self, body: tree.Body) -> tree.Body:
        """Return a text with its links."""
        return body.changed(self._explained) if self._terms else body

    def _explained(self, node: tree.Node) -> Iterable[tree.Node]:
        """Return a node with its links; a term that an author linked needs no link any more."""
        if isinstance(node, tree.Text):
            return self._split(node.text) if self._expression.search(node.text) else (node,)
        if isinstance(node, tree.Parent) and not _stays(node):
            return (node.changed(self._explained),)
        for link in tree.walk((node,)):
            if isinstance(link, tree.Link) and "#" in link.target:
                destination = self._site.resolve(self._path, link.target)
                if destination.address == MadePage.GLOSSARY:
                    self._seen.add(destination.fragment)
        return (node,)

    def _split(self, text: str) -> Iterator[tree.Text | tree.TermUse]:
        """Split a text into plain text and uses of terms."""
        start = 0
        for found in self._expression.finditer(text):
            term = self._terms[" ".join(found[0].split())]
            if term.id not in self._seen:
                self._seen.add(term.id)
                self.found.append(term)
                yield from (tree.Text(text[start : found.start()]), tree.TermUse(term.id, found[0]))
                start = found.end()
        yield tree.Text(text[start:])


def _stays(node: tree.Node) -> bool:
    """Return whether a node gets no links: headings, labels, links and quotations."""
    match node:
        case tree.Cell():
            return bool(node.scope)
        case tree.Emphasis():
            return bool(node.lang)
        case tree.Block():
            return node.name in _KEPT_BLOCKS
        case _:
            return isinstance(node, tree.Heading | tree.Term | tree.Caption | tree.Link | tree.Quote)
