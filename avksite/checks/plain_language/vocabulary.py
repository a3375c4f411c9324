"""Words: long ones, and hard ones that have an easier one beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.checks.plain_language.texts import SUMMARY
from avksite.dutch.lexicon import Hard, Lexicon, Met, own_list, own_word
from avksite.dutch.numbers import number_in_words
from avksite.dutch.words import Word, letters, listed, pieces
from avksite.problems import Rule, Severity, example

if TYPE_CHECKING:
    from avksite.checks.known_words import KnownWords
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.problems import Problem

LONG = 15

LONG_WORD = Rule(
    id="woord-lang",
    severity=Severity.HINT,
    promise=f"Een woord heeft minder dan {LONG} letters, of is bekend.",
    why="Wie moeite heeft met lezen, leest letter voor letter. Bij een lang woord is het begin dan al weer weg.",
    bad="De medezeggenschapsraad komt op maandag bij elkaar.\n",
    good="De raad van ouders en leraren komt op maandag bij elkaar.\n",
    criterion="3.1.5",
)

HARD_WORD = Rule(
    id="woord-moeilijk",
    severity=Severity.HINT,
    promise="Een tekst gebruikt gewone woorden.",
    why="Een moeilijk woord houdt lezers tegen, ook lezers die het kennen. Met een gewoon woord zeg je hetzelfde.",
    bad="Wij faciliteren de bewoners met geld.\n",
    good="Wij helpen de bewoners met geld.\n",
    criterion="3.1.3",
)

HARD_IN_SUMMARY = Rule(
    id="kort-moeilijk",
    severity=Severity.WARNING,
    promise="In `kort` staat geen moeilijk woord waar een gewoon woord hetzelfde zegt.",
    why="Voor veel lezers is `kort` het enige wat ze lezen. Het staat boven de pagina, in lijsten en in de mail.",
    bad=example("Kom je ook?", "titel: Voorbeeld", "kort: Doe mee middels een mail."),
    good=example("Kom je ook?", "titel: Voorbeeld", "kort: Doe mee met een mail."),
    criterion="3.1.3",
)

RULES = (LONG_WORD, HARD_WORD, HARD_IN_SUMMARY)

_FAMILIAR = frozenset(
    listed(
        "maatschappelijk maatschappelijke verantwoordelijk verantwoordelijke verantwoordelijken verantwoordelijkheid "
        "vrijwilligerswerk gezondheidszorg zorgverzekering zorgverzekeraar zorgverzekeringen woningcorporatie "
        "woningcorporaties burgemeesters bibliotheekpas toegankelijkheid kinderdagverblijf gezondheidscentrum "
        "verjaardagsfeest schoolbenodigdheden middelbareschool tandartsverzekering boodschappentas kerstvakantie "
        "informatieavond informatieavonden ervaringsverhalen arbeidsovereenkomst "
        "wetenschappelijk wetenschappelijke gemeenschappelijk gemeenschappelijke werkgelegenheid verantwoordelijkheden "
        "nieuwjaarsborrel burgerservicenummer voorleessoftware"
    )
)
_AROUND = 60
_NAMED = re.compile(r"\b(?:heet|heten|heette|noem|noemt|noemen|noemden|woord|woorden|term|naam)\b[^.!?:]*$")
_MEANS = re.compile(
    r"[’”]?\s*(?:betekent\b|betekenen\b|wil zeggen\b|als (?:het|je|iemand)\b|\((?:dat|dus|het|een|de)\b)"
)
_ADD = "Is het een bekend woord? Zet het in `content/woorden.yaml` onder `bekende-woorden`."


class Vocabulary:
    """The hard words of the site, those of its staff included, and the words that its readers know or can look up."""

    def __init__(self, around: KnownWords) -> None:
        """Read the list; what the glossary explains or staff call known is left alone."""
        # A long word within a term that is explained, such as "oplossingsgericht werken", is explained with it.
        parts = [part for term in around.terms for part in term.split() if len(part) >= LONG]
        known = (*around.terms, *parts, *around.known)
        self.known = Lexicon(Hard(form, "", forms=(form,)) for form in known if form.strip())
        own = [own_word(word, easier) for word, easier in around.easier if word.strip()]
        listed = [hard for hard in own_list() if not any(form in self.known for form in hard.forms)]
        self.hard = Lexicon((*listed, *own))

    def hard_in(self, text: Text) -> Iterator[Met]:
        """Yield the hard words of a text, but for names and for what is explained."""
        if not self.hard.may_be_in(text.vocabulary):
            return
        found = [met for met in self.hard.find(text.words) if met.start not in text.names]
        if found:
            covered = [(met.start, met.end) for met in self.known.find(text.words)]
            for met in found:
                if not any(start < met.end and met.start < end for start, end in covered):
                    yield met

    def is_known(self, word: str) -> bool:
        """Say whether readers know a word, or can look it up."""
        return word in _FAMILIAR or any(form in self.known for form in (word, *_shorter(word)))


def check(page: Page, words: Vocabulary) -> Iterator[Problem]:
    """Look at every word."""
    met = [(text, hard) for text in page.texts for hard in words.hard_in(text)]
    explained = {hard.hard.word for text, hard in met if _is_explained(text, hard)}
    told: set[tuple[str, int]] = set()
    for text, hard in met:
        if hard.hard.word not in explained:
            problem = _hard(page, text, hard)
            if (hard.hard.word, problem.place.line) not in told:
                told.add((hard.hard.word, problem.place.line))
                yield problem
    yield from _long_words(page, words)


def _is_explained(text: Text, met: Met) -> bool:
    """Say whether the author tells what a word means: `Dat heet …`, `Iets is … als`."""
    before = text.own[max(0, met.start - _AROUND) : met.start]
    return bool(_NAMED.search(before) or _MEANS.match(text.own, met.end))


def _long_words(page: Page, words: Vocabulary) -> Iterator[Problem]:
    """Look at each long word once; one with an easier word beside it is reported as such."""
    seen: set[str] = set()
    for text in page.texts:
        for sentence in text.sentences:
            if max(map(len, sentence.typed)) < LONG:
                continue
            for word in sentence.words:
                if len(word.text) >= LONG and word.folded not in seen and _is_long(text, word):
                    seen.add(word.folded)
                    if not words.is_known(word.folded) and word.folded not in words.hard:
                        yield _long(page, text, word)


def _hard(page: Page, text: Text, met: Met) -> Problem:
    said = text.said[met.start : met.end]
    sure = text.kind == SUMMARY and not met.hard.note
    easier = " of ".join(f"“{easy.strip()}”" for easy in met.hard.easier.split(","))
    note = f" {met.hard.note}" if met.hard.note else ""
    what = "Dit is moeilijk" if " " in said else "Dit woord is moeilijk"
    hint = f"Schrijf {easier}, in de vorm die past.{note}"
    return page.tell(HARD_IN_SUMMARY if sure else HARD_WORD, text, met.start, f"{what}: “{said}”.", hint)


def _is_long(text: Text, word: Word) -> bool:
    is_number = number_in_words(word.folded) is not None
    return word.start not in text.names and not is_number and max(map(letters, pieces(word.text))) >= LONG


def _long(page: Page, text: Text, word: Word) -> Problem:
    message = f"Dit is een lang woord: “{word.text}” heeft {letters(word.text)} letters."
    hint = f"Kan het korter, of met twee woorden? {_ADD}"
    return page.tell(LONG_WORD, text, word.start, message, hint)


def _shorter(word: str) -> Iterator[str]:
    """Yield a word without the ending of a plural or an adjective."""
    for ending in ("en", "s", "’s", "e"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
