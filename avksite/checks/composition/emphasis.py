"""Stress: a few words stand out only when the words around them do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.composition.elements import Element
    from avksite.documents import Document

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


def check(document: Document, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """Look at the stress in every paragraph; quotes keep that of who spoke."""
    for element in elements:
        for part in _outside_quotes(element):
            if part.kind == "paragraph":
                yield from _bold(part, Place(document.path, part.line))
                yield from _slanted(part, Place(document.path, part.line))
    for passage in document.body.passages:
        for found in _PLUSES.finditer(passage.text) if "++" in passage.text else ():
            message = f"Hier staat `{found[0]}`. De lezer ziet die plusjes."
            bold = f"**{found['words']}**"
            hint = f"Typ `{bold}`, of haal de plusjes weg."
            yield Problem(UNDERLINED, Place(document.path, passage.line), message, hint, fix=Fix(found[0], bold))


def _outside_quotes(element: Element) -> Iterator[Element]:
    if element.kind not in {"quote", "citaat"}:
        yield element
        for part in element.parts:
            yield from _outside_quotes(part)


def _bold(paragraph: Element, place: Place) -> Iterator[Problem]:
    counts = [len(stress.text.split()) for stress in paragraph.stressed if stress.is_bold]
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


def _slanted(paragraph: Element, place: Place) -> Iterator[Problem]:
    for stress in paragraph.stressed:
        words = len(stress.text.split())
        # The title of a book or a poem may be long; a sentence is told by its end.
        is_sentence = stress.text == paragraph.text or _SENTENCE_END.search(stress.text)
        if not stress.is_bold and words > LONG_SLANTED and is_sentence:
            message = f"Hier staan {words} woorden schuin."
            hint = "Haal de sterretjes weg. Moet het opvallen? Gebruik dan het blok `/// let-op`."
            yield Problem(TOO_SLANTED, place, message, hint)
