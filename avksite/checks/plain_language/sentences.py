"""Sentences and paragraphs: how long they are, who does what in them, and what they deny."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.checks.plain_language.texts import SUMMARY
from avksite.dutch.grammar import NEGATIONS, TO_BECOME, double_negations, passives
from avksite.dutch.words import listed
from avksite.problems import Rule, Severity, example

if TYPE_CHECKING:
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.dutch.words import Sentence
    from avksite.problems import Problem

LONG = 20
LONG_IN_SUMMARY = 15
MOST_IN_SUMMARY = 50
LONG_IN_A_ROW = 15
TOO_MANY_IN_A_ROW = 3
LONG_PARAGRAPH = 80
TOO_MANY_IN_A_PARAGRAPH = 6
FEW_WORDS = 60
"""Many short sentences are easy to read; only from this length on they make a full block."""

_INVITATION = (
    "Kom je zaterdag ook naar het feest op het plein? Vanaf tien uur is er koffie met taart in het buurthuis. De "
    "kinderen kunnen spelen op het gras of schilderen met de buurvrouw. Om twaalf uur eten we samen soep met brood."
)
_ROUND = (
    "Daarna lopen we een rondje door de wijk. Je hoort dan wat de plannen zijn voor het park. Heb je zelf een idee? "
    "Vertel het tijdens de wandeling aan de tekenaar. Hij maakt er een schets van."
)

LONG_SENTENCE = Rule(
    id="zin-lang",
    severity=Severity.HINT,
    promise=f"Een zin heeft niet meer dan {LONG} woorden.",
    why="Aan het eind van een lange zin weet een lezer het begin niet meer. Korte zinnen leest iedereen sneller.",
    bad="We nodigen alle bewoners van de wijk uit om op zaterdag met ons mee te denken over het nieuwe plein, want "
    "het plein is van ons allemaal.\n",
    good="We nodigen alle bewoners van de wijk uit. Denk op zaterdag met ons mee over het nieuwe plein. Want het plein "
    "is van ons allemaal.\n",
    criterion="3.1.5",
)

LONG_IN_A_ROW_RULE = Rule(
    id="zinnen-lang-achtereen",
    severity=Severity.HINT,
    promise="Na een paar langere zinnen komt er een korte.",
    why="Veel lange zinnen achter elkaar maken een lezer moe. Bij een korte zin haalt hij even adem.",
    bad="We gaan op zaterdag met alle bewoners van de wijk in gesprek over het nieuwe plein in de buurt. Je hoort dan "
    "ook meteen wat de gemeente al voor plannen heeft voor het park en voor de school. Daarna lopen we samen met de "
    "tekenaar en de wethouder een rondje over het plein en door het park.\n",
    good="We gaan op zaterdag in gesprek over het nieuwe plein. Je hoort dan meteen wat de gemeente al voor plannen "
    "heeft voor het park en voor de school. Daarna lopen we een rondje over het plein.\n",
    criterion="3.1.5",
)

LONG_PARAGRAPH_RULE = Rule(
    id="alinea-lang",
    severity=Severity.HINT,
    promise=f"Een alinea is niet langer dan {LONG_PARAGRAPH} woorden, of {TOO_MANY_IN_A_PARAGRAPH} gewone zinnen.",
    why="Een vol blok tekst schrikt af. Wit tussen de alinea’s laat zien waar iets nieuws begint.",
    bad=f"{_INVITATION} {_ROUND}\n",
    good=f"{_INVITATION}\n\n{_ROUND}\n",
    criterion="3.1.5",
)

SUMMARY_RULE = Rule(
    id="kort-zin-lang",
    severity=Severity.HINT,
    promise=f"In `kort` heeft een zin niet meer dan {LONG_IN_SUMMARY} woorden.",
    why="Voor veel lezers is `kort` het enige wat ze lezen. Het staat boven de pagina, in lijsten en in de mail.",
    bad=example(
        "Kom je ook?",
        "titel: Voorbeeld",
        "kort: Denk op zaterdag in het buurthuis met ons mee over het nieuwe plein in de wijk en over het park.",
    ),
    good=example(
        "Kom je ook?",
        "titel: Voorbeeld",
        "kort: Denk zaterdag met ons mee over het nieuwe plein. We praten in het buurthuis.",
    ),
    criterion="3.1.5",
)

LONG_SUMMARY = Rule(
    id="kort-lang",
    severity=Severity.WARNING,
    promise=f"`kort` heeft hooguit {MOST_IN_SUMMARY} woorden.",
    why="`kort` staat op elk kaartje, in de mail en in zoekresultaten. Een lezer ziet er in 2 zinnen aan of hij verder "
    "wil lezen.",
    bad=f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\nkort: {'We praten over wonen. ' * 13}\n---\nKom je ook?\n",
    good=example("Kom je ook?", "titel: Voorbeeld", "kort: We praten over wonen."),
    criterion="3.1.5",
)

PASSIVE = Rule(
    id="lijdend",
    severity=Severity.HINT,
    promise="Een zin zegt wie iets doet.",
    why="Staat er “er wordt geholpen”, dan weet een lezer niet wie dat doet: hij zelf, of jij.",
    bad="Je brief wordt binnen een week beantwoord.\n",
    good="Wij beantwoorden je brief binnen een week.\n",
    criterion="3.1.5",
)

DOUBLE = Rule(
    id="dubbel-niet",
    severity=Severity.HINT,
    promise="Een zin zegt niet twee keer “niet”.",
    why="Bij “niet onmogelijk” moet een lezer twee keer nadenken. Zeg wat wél zo is.",
    bad="Het is niet onmogelijk om later te komen.\n",
    good="Je kunt ook later komen.\n",
    criterion="3.1.5",
)

RULES = (LONG_SENTENCE, LONG_IN_A_ROW_RULE, LONG_PARAGRAPH_RULE, SUMMARY_RULE, LONG_SUMMARY, PASSIVE, DOUBLE)

# In front of these a long sentence can mostly be cut, the likeliest first.
_CUTS = listed(
    "want maar omdat zodat waardoor terwijl waarbij waarmee doordat hoewel zodra en daarnaast of als wanneer die dat om"
)
_FROM_EDGE = 4
_QUOTED = 6


def check(page: Page) -> Iterator[Problem]:
    """Look at every sentence and paragraph."""
    yield from _hidden_doers(page)
    for text in page.prose:
        limit, rule = (LONG_IN_SUMMARY, SUMMARY_RULE) if text.kind == SUMMARY else (LONG, LONG_SENTENCE)
        for sentence in text.sentences:
            if len(sentence.typed) > limit:
                message = f"Deze zin heeft {len(sentence.typed)} woorden: “{start_of(text, sentence)}”."
                yield page.tell(rule, text, sentence.first, message, _cut(text, sentence))
        if text.kind == SUMMARY and (words := len(text.said.split())) > MOST_IN_SUMMARY:
            message = f"`kort` heeft {words} woorden."
            hint = f"Houd er hooguit {MOST_IN_SUMMARY} over, en zet de rest in de tekst eronder."
            yield page.tell(LONG_SUMMARY, text, 0, message, hint)
        if text.kind != SUMMARY and len(text.sentences) >= TOO_MANY_IN_A_ROW:
            yield from _row(page, text)
        if text.kind == "paragraph":
            yield from _paragraph(page, text)


def start_of(text: Text, sentence: Sentence, most: int = _QUOTED) -> str:
    """Return how a sentence begins, to find it by."""
    if len(sentence.typed) <= most:
        return text.said[sentence.start : sentence.end].rstrip(".")
    return f"{text.said[sentence.start : sentence.words[most - 1].end]} …"


def _cut(text: Text, sentence: Sentence) -> str:
    """Return where the sentence can be cut: in the middle third, at the best word there."""
    words = sentence.words
    edge = max(_FROM_EDGE, len(words) // 4)
    middle = range(edge, len(words) - edge)
    at = [
        ("," not in text.own[words[i - 1].end : words[i].start], _CUTS.index(words[i].folded), i)
        for i in middle
        if words[i].folded in _CUTS
    ]
    if not at:
        return "Maak er 2 zinnen van. Zet in elke zin één boodschap."
    return f"Maak er 2 zinnen van. Je kunt bijvoorbeeld knippen voor “{words[min(at)[2]].text}”."


def _row(page: Page, text: Text) -> Iterator[Problem]:
    for is_long, run in groupby(text.sentences, key=lambda sentence: len(sentence.typed) > LONG_IN_A_ROW):
        row = list(run)
        if is_long and len(row) >= TOO_MANY_IN_A_ROW:
            message = f"Hier staan {len(row)} zinnen van meer dan {LONG_IN_A_ROW} woorden achter elkaar."
            hint = "Maak er een korte zin tussen, of knip er een in tweeën."
            yield page.tell(LONG_IN_A_ROW_RULE, text, row[0].first, message, hint)


def _paragraph(page: Page, text: Text) -> Iterator[Problem]:
    words, sentences = text.length, len(text.sentences)
    if words > LONG_PARAGRAPH or (sentences > TOO_MANY_IN_A_PARAGRAPH and words > FEW_WORDS):
        message = f"Deze alinea heeft {words} woorden en {sentences} {'zin' if sentences == 1 else 'zinnen'}."
        middle = text.sentences[(sentences + 1) // 2] if sentences > 1 else None
        where = f" voor “{start_of(text, middle, 4)}”" if middle else ""
        yield page.tell(LONG_PARAGRAPH_RULE, text, 0, message, f"Begin een nieuwe alinea{where}.")


_SIGNS = TO_BECOME | NEGATIONS
"""Without one of these words there is nothing to find."""


def _hidden_doers(page: Page) -> Iterator[Problem]:
    """Look at every sentence."""
    for text in page.prose:
        if text.vocabulary.isdisjoint(_SIGNS):
            continue
        for sentence in text.sentences:
            for found in passives(text.own, sentence):
                message = f"Hier staat niet wie het doet: “{found.text}”."
                hint = "Noem wie het doet. Schrijf bijvoorbeeld “wij …”, “je …” of “de gemeente …”."
                yield page.tell(PASSIVE, text, found.start, message, hint)
            for found in double_negations(text.own, sentence):
                message = f"Hier staat twee keer een ontkenning: “{found.text}”."
                yield page.tell(DOUBLE, text, found.start, message, "Schrijf wat wel zo is.")
