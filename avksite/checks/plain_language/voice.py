"""How a reader is spoken to: with `je` or with `u`, and the same on the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.language.words import listed
from avksite.problems import Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.language.words import Word
    from avksite.problems import Problem

MIXED = Rule(
    id="vorm-aanspreek",
    severity=Severity.HINT,
    promise="Een pagina spreekt de lezer overal op dezelfde manier aan.",
    why="Staat er de ene keer “je” en dan weer “u”, dan lijkt het of het over een ander gaat.",
    bad="Heb je een vraag? Bel ons dan. Dan helpen wij u verder.\n",
    good="Heb je een vraag? Bel ons dan. Dan helpen wij je verder.\n",
)

RULES = (MIXED,)

_FAMILIAR = frozenset(listed("je jij jou jouw jezelf"))
_POLITE = frozenset(listed("u uw uzelf"))
_EITHER = _FAMILIAR | _POLITE


def check(page: Page) -> Iterator[Problem]:
    """Look for the form that is used the least, when there are two."""
    familiar: list[tuple[Text, Word]] = []
    polite: list[tuple[Text, Word]] = []
    for text in page.texts:
        # In a conversation written out, each speaker has a way of speaking.
        if text.vocabulary.isdisjoint(_EITHER) or text.said.startswith(("–", "—", "- ")):
            continue
        for word in text.words:
            if word.folded in _FAMILIAR:
                familiar.append((text, word))
            elif word.folded in _POLITE and word.start not in text.names and not _is_unit(text, word):
                polite.append((text, word))
    if familiar and polite:
        rare, usual = (polite, "je") if len(polite) <= len(familiar) else (familiar, "u")
        text, word = rare[0]
        message = f"Hier staat “{word.text}”, en verder op deze pagina “{usual}”."
        yield page.tell(MIXED, text, word.start, message, f"Schrijf overal “{usual}”.")


def _is_unit(text: Text, word: Word) -> bool:
    """Say whether this is no reader but an hour or a letter: `10.00 u`, `km/u`, `vitamine U`."""
    before = text.own[max(0, word.start - 3) : word.start].rstrip(" ")
    return word.folded == "u" and (before[-1:].isdigit() or before[-1:] in {"/", "‘", "“", "'"})
