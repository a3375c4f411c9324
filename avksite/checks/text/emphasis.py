"""Stress: a few words stand out only when the words around them do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.body import Block, Emphasis, Paragraph, Quote, walk, words_of
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.content.body import Node
    from avksite.kinds.base import Document

TOO_BOLD = Rule(
    id="vet-alles",
    severity=Severity.WARNING,
    promise="Alleen een paar woorden zijn vet.",
    why="Is alles vet, dan valt niets meer op. Een lange vette tekst leest ook langzamer.",
    bad="**Neem altijd je pas mee naar het zwembad, want zonder pas laten we je niet binnen.**\n",
    good="Neem altijd **je pas** mee naar het zwembad, want zonder pas laten we je niet binnen.\n",
    criterion="1.3.1",
)
TOO_SLANTED = Rule(
    id="cursief-lang",
    severity=Severity.WARNING,
    promise="Een hele zin staat niet schuin.",
    why="Schuine letters zijn moeilijk te lezen, vooral voor mensen met dyslexie.",
    bad="*Wij vragen je om rekening te houden met mensen die rustig hun baantjes willen trekken.*\n",
    good="Wij vragen je om rekening te houden met mensen die *rustig* hun baantjes willen trekken.\n",
    criterion="1.3.1",
)
UNDERLINED = Rule(
    id="onderstreept",
    severity=Severity.ERROR,
    promise="Alleen links zijn onderstreept.",
    why="De tekens om te onderstrepen doen het hier niet: de lezer ziet plusjes. En van een streep onder een woord "
    "denkt een lezer dat hij kan klikken.",
    bad="Neem ++altijd++ je pas mee.\n",
    good="Neem **altijd** je pas mee.\n",
    criterion="1.3.1",
)

RULES = (TOO_BOLD, TOO_SLANTED, UNDERLINED)

LONG_BOLD = 15
"""Words in a row; more than these are no longer a few."""
MOST_BOLD = 0.6
"""The share of a paragraph that may be bold."""
SHORT = 9
"""Words; a shorter paragraph may be bold as a whole, as a line that invites is."""
LONG_SLANTED = 12

_PLUSES = re.compile(r"(?<![\w+])\+\+(?P<words>\w(?:[^+\n]{0,80}\w)?)\+\+(?![\w+])")
_SENTENCE_END = re.compile(r"[.!?…][”’\"')]*$")


def check(document: Document) -> Iterator[Problem]:
    """Look at the stress in every paragraph; quotes keep that of who spoke."""
    for paragraph in _outside_quotes(document.body.children):
        yield from _bold(paragraph, Place(document.path, paragraph.line))
        yield from _slanted(paragraph, Place(document.path, paragraph.line))
    for passage in document.body.passages:
        for found in _PLUSES.finditer(passage.text) if "++" in passage.text else ():
            message = f"Hier staat `{found[0]}`. De lezer ziet die plusjes."
            bold = f"**{found['words']}**"
            hint = f"Typ `{bold}`, of haal de plusjes weg."
            yield Problem(UNDERLINED, Place(document.path, passage.line), message, hint, fix=Fix(found[0], bold))


def _outside_quotes(nodes: Iterable[Node]) -> Iterator[Paragraph]:
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        elif not isinstance(node, Quote) and not (isinstance(node, Block) and node.name == "citaat"):
            yield from _outside_quotes(node.children)


def stressed(paragraph: Paragraph, tag: str) -> list[str]:
    """Return the words that are bold (`strong`) or slanted (`em`) in a paragraph, stretch by stretch."""
    found = (node for node in walk(paragraph.children) if isinstance(node, Emphasis) and node.tag == tag)
    return [words_of(node.children) for node in found]


def _bold(paragraph: Paragraph, place: Place) -> Iterator[Problem]:
    counts = [len(words.split()) for words in stressed(paragraph, "strong")]
    words = len(paragraph.text.split())
    if not counts:
        return
    if max(counts) > LONG_BOLD:
        message = f"Hier staan {max(counts)} woorden achter elkaar vet."
    elif words > SHORT and sum(counts) > MOST_BOLD * words:
        message = f"Van deze alinea zijn {sum(counts)} van de {words} woorden vet."
    else:
        return
    yield Problem(TOO_BOLD, place, message, "Zet alleen om de belangrijkste woorden sterretjes: `**twee woorden**`.")


def _slanted(paragraph: Paragraph, place: Place) -> Iterator[Problem]:
    for text in stressed(paragraph, "em"):
        words = len(text.split())
        # The title of a book or a poem may be long; a sentence is told by its end.
        if words > LONG_SLANTED and (text == paragraph.text or _SENTENCE_END.search(text)):
            message = f"Hier staan {words} woorden schuin."
            hint = "Haal de sterretjes weg. Moet het opvallen? Gebruik dan het blok `/// let-op`."
            yield Problem(TOO_SLANTED, place, message, hint)
