"""How a reader is spoken to: with `je` or with `u`, and the same on the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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
    promise="Een pagina, en ook de hele site, spreekt de lezer overal op dezelfde manier aan.",
    why="Staat er de ene keer “je” en dan weer “u”, dan lijkt het of het over een ander gaat.",
    bad="Heb je een vraag? Bel ons dan. Dan helpen wij u verder.\n",
    good="Heb je een vraag? Bel ons dan. Dan helpen wij je verder.\n",
)

RULES = (MIXED,)

_FAMILIAR = frozenset(listed("je jij jou jouw jezelf"))
_POLITE = frozenset(listed("u uw uzelf"))
_EITHER = _FAMILIAR | _POLITE


LEAST_PAGES = 5
"""Pages that address the reader; of fewer it is too early to say how the site does it."""
SHARE = 0.8
"""Of those pages, how many say the same before it counts as the way of the site."""


@dataclass(slots=True)
class Voices:
    """How each page of the site speaks to its reader, page by page as they are read."""

    familiar: int = 0
    polite: int = 0
    alone: list[tuple[str, Page, Text, Word]] = field(default_factory=list)
    """Of each page that keeps to one form: that form, and where it stands first."""

    def check(self, page: Page) -> Iterator[Problem]:
        """Look for the form that is used the least on a page, when there are two, and remember the other."""
        familiar, polite = _forms(page)
        if not familiar and not polite:
            return
        usual, rare, often = ("je", polite, familiar) if len(polite) <= len(familiar) else ("u", familiar, polite)
        self.familiar += usual == "je"
        self.polite += usual == "u"
        if rare:
            text, word = rare[0]
            message = f"Hier staat “{word.text}”, en verder op deze pagina “{usual}”."
            yield page.tell(MIXED, text, word.start, message, f"Schrijf overal “{usual}”.")
        else:
            self.alone.append((usual, page, *often[0]))

    def compare(self) -> Iterator[Problem]:
        """Tell, once every page was read, of a page that keeps to another form than the rest of the site."""
        total = self.familiar + self.polite
        usual = "je" if self.familiar >= self.polite else "u"
        if total < LEAST_PAGES or max(self.familiar, self.polite) < SHARE * total:
            return
        for form, page, text, word in self.alone:
            if form != usual:
                message = f"Hier staat “{word.text}”. De rest van de site zegt “{usual}”."
                yield page.tell(MIXED, text, word.start, message, f"Schrijf op de hele pagina “{usual}”.")


def _forms(page: Page) -> tuple[list[tuple[Text, Word]], list[tuple[Text, Word]]]:
    """Return where a page says `je`, and where it says `u`."""
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
    return familiar, polite


def _is_unit(text: Text, word: Word) -> bool:
    """Say whether this is no reader but an hour or a letter: `10.00 u`, `km/u`, `vitamine U`."""
    before = text.own[max(0, word.start - 3) : word.start].rstrip(" ")
    return word.folded == "u" and (before[-1:].isdigit() or before[-1:] in {"/", "‘", "“", "'"})
