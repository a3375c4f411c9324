"""Quotes: what somebody said stands apart, for eyes and for ears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.body import Block, Paragraph, Quote, walk
from avksite.kinds.news import NewsPost
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.content.body import Node
    from avksite.kinds.base import Document

LOOSE = Rule(
    id="citaat-los",
    severity=Severity.HINT,
    promise="Een lange uitspraak staat in het blok voor citaten.",
    why="Dan ziet en hoort elke lezer dat iemand anders dit zegt, en wie.",
    bad="“Ik dacht dat ik de enige was met een doos vol brieven onder de trap, en toen kwam mijn buurvrouw.”\n",
    good="/// citaat | Samira\nIk dacht dat ik de enige was, en toen kwam mijn buurvrouw.\n///\n",
    criterion="1.3.1",
)

REPEATED = Rule(
    id="citaat-herhaald",
    severity=Severity.HINT,
    promise="Wat in een citaat staat, staat niet nog eens in de tekst.",
    why="Wie alles leest of laat voorlezen, hoort dezelfde zin twee keer en denkt dat hij verdwaald is.",
    bad="/// citaat | Samira\nIk dacht dat ik de enige was.\n///\n\nIk dacht dat ik de enige was. En jij?\n",
    good="/// citaat | Samira\nIk dacht dat ik de enige was.\n///\n\nZo voelde Samira zich. En jij?\n",
)

RULES = (LOOSE, REPEATED)

ENOUGH = 15
"""Words; a shorter saying reads well in the text."""
LEAST_REPEATED = 6
"""Words of a sentence; fewer come again by chance."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"']*\s+")
_WORDS = re.compile(r"\w+(?:[-’']\w+)*")
_WHOLE = re.compile(r"“[^“”]+”\.?|‘[^‘’]*(?:’\w[^‘’]*)*’\.?")


def check(document: Document) -> Iterator[Problem]:
    """Look at every paragraph that is a saying from end to end, outside the blocks that are made for it."""
    yield from _repeated(document)
    for node in document.body.children:
        if isinstance(node, Paragraph) and _WHOLE.fullmatch(node.text) and len(node.text.split()) >= ENOUGH:
            message = f"Deze alinea is een uitspraak van {len(node.text.split())} woorden."
            hint = "Zet er `/// citaat | Naam` boven en `///` onder, en haal de aanhalingstekens weg."
            yield Problem(LOOSE, Place(document.path, node.line), message, hint)


def _repeated(document: Document) -> Iterator[Problem]:
    """Compare every quotation with the running text, and tell where its words come for the second time."""
    quoted: list[tuple[int, str]] = []
    if isinstance(document.entry, NewsPost) and document.entry.quote is not None:
        quoted.append((document.place("citaat").line, document.entry.quote.text))
    running: list[tuple[int, str]] = []
    for node in document.body.children:
        _part(node, quoted, running)
    heard = [(line, f" {_bare(text)} ") for line, text in running] if quoted else []
    for line, text in quoted:
        sentences = [
            bare for part in _SENTENCE_END.split(text) if (bare := _bare(part)).count(" ") >= LEAST_REPEATED - 1
        ]
        again = next((at for at, said in heard if any(f" {sentence} " in said for sentence in sentences)), None)
        if again is not None:
            message = "Deze woorden staan twee keer op de pagina: als citaat en in de tekst."
            hint = "Laat de zin op één van de twee plekken weg, of zeg het in de tekst met andere woorden."
            yield Problem(REPEATED, Place(document.path, max(line, again)), message, hint)


def _part(node: Node, quoted: list[tuple[int, str]], running: list[tuple[int, str]]) -> None:
    """Put the words of a block, and of what stands in it, with the quotations or with the running text."""
    if isinstance(node, Quote) or (isinstance(node, Block) and node.name == "citaat"):
        paragraphs = (inner for inner in walk(node.children) if isinstance(inner, Paragraph))
        quoted.append((node.line, " ".join(paragraph.text for paragraph in paragraphs)))
    elif isinstance(node, Paragraph):
        (quoted if _WHOLE.fullmatch(node.text) else running).append((node.line, node.text))
    else:
        for child in node.children:
            _part(child, quoted, running)


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
