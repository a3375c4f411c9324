"""The page as a whole: how hard it is to read, and whether headings break it up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from avksite.checks.known_words import known_words
from avksite.checks.plain_language.sentences import start_of
from avksite.checks.plain_language.texts import PROSE, SUMMARY, TITLE, Page, is_dutch, texts_of
from avksite.dutch.readability import PageReading, Reading, hardest, score
from avksite.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.site import Site

HARD = 45.0
"""Below this score a text is called hard."""
FEWEST_WORDS = 100
"""In a shorter text a few words decide the score."""
LONGEST_WITHOUT_HEADING = 250
_HEADINGS, _RUNNING = frozenset({"heading", TITLE}), PROSE - {SUMMARY}

_HARD_TEXT = (
    "In het buurthuis organiseren vrijwilligers en medewerkers elke maand verschillende activiteiten voor de wijk. "
    "Bewoners ontmoeten elkaar er tijdens sportieve wedstrijden en culturele voorstellingen. De organisatie verwelkomt "
    "iedere nieuwe wijkbewoner persoonlijk. Deelnemers ontvangen vooraf uitgebreide informatie over vervoer en over de "
    "voorzieningen in het gebouw.\n\nPlaatselijke ondernemers leveren de maaltijden en verfrissingen. Muzikanten "
    "verzorgen optredens tijdens de gewone openingstijden. Fotografen tonen in de gangen bijzondere herinneringen aan "
    "vroegere bewoners. Kinderen ontwikkelen hun creatieve vaardigheden tijdens wekelijkse tekenlessen.\n\nErvaren "
    "begeleiders ondersteunen nieuwe vrijwilligers tijdens de kennismaking met de organisatie. Regelmatige "
    "bijeenkomsten versterken de onderlinge verbondenheid en het vertrouwen. Ouderen vertellen verhalen over verdwenen "
    "gebouwen en over gebruiken van vroeger. Nieuwsgierige bezoekers uit aangrenzende wijken ontvangen we natuurlijk "
    "ook.\n"
)
_EASY_TEXT = (
    "Elke maand is er iets te doen in het buurthuis. Je kunt er sporten, zingen of een toneelstuk zien. Iedereen uit "
    "de "
    "wijk is welkom. Weet je niet hoe je er komt? Bel ons, dan helpen we je.\n\nWinkels uit de buurt maken het eten. "
    "Er is ook muziek. Aan de muur hangen foto’s van vroeger. Kinderen leren er elke week tekenen.\n\nWil je helpen? "
    "Dan laat iemand je eerst zien hoe alles gaat. Zo leer je elkaar kennen. Ouderen vertellen hoe de wijk er vroeger "
    "uitzag. Kom je uit een andere wijk? Dan ben je ook welkom. Neem gerust een vriend mee. De koffie staat klaar, en "
    "de deur is open van tien tot vijf.\n"
)

_DAYS = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag")
_WEEK = tuple(
    f"Op {day.lower()} is het buurthuis open van tien tot vijf. Je drinkt er koffie met je buren. Je kunt er ook "
    "kaarten, tekenen of de krant lezen. Wil je iets leren? Vraag dan wie je kan helpen. Om vier uur ruimen we samen "
    "op."
    for day in _DAYS
)

LEVEL = Rule(
    id="leesniveau",
    severity=Severity.HINT,
    promise="Een tekst is voor de meeste mensen goed te lezen.",
    why="Een op de zes volwassenen heeft moeite met lezen. De score telt hoe lang zinnen en woorden zijn. Dat is een "
    "grove maat, maar je ziet waar je kunt beginnen.",
    bad=_HARD_TEXT,
    good=_EASY_TEXT,
    criterion="3.1.5",
)

NO_HEADINGS = Rule(
    id="geen-koppen",
    severity=Severity.HINT,
    promise=f"Na hoogstens {LONGEST_WITHOUT_HEADING} woorden komt een kop.",
    why="Aan koppen ziet een lezer wat waar staat. Zonder koppen moet hij alles lezen om iets te vinden.",
    bad="\n\n".join(_WEEK) + "\n",
    good="\n\n".join(f"## {day}\n\n{text}" for day, text in zip(_DAYS, _WEEK, strict=True)) + "\n",
    criterion="2.4.10",
)
RULES = (LEVEL, NO_HEADINGS)


def readings(site: Site) -> Iterator[PageReading]:
    """Yield how every page reads, for the report on language."""
    around = known_words(site)
    for document in site.documents:
        texts = texts_of(document, around) if is_dutch(document) and document.address else ()
        rows = [(text, sentence) for text in texts if text.kind in PROSE for sentence in text.sentences]
        if rows:
            sentences = [sentence for _, sentence in rows]
            hard = tuple(
                Reading(text.line_of(sentence.first), text.said[sentence.start : sentence.end], len(sentence.typed))
                for text, sentence in (rows[place] for place in hardest(sentences))
            )
            yield PageReading(document.path, score(sentences), hard)


def check(page: Page) -> Iterator[Problem]:
    """Look at how the page as a whole reads, and count the words since the last heading."""
    sentences = [sentence for text in page.texts if text.kind in PROSE for sentence in text.sentences]
    words = sum([len(sentence.typed) for sentence in sentences])
    if words >= FEWEST_WORDS and (counted := score(sentences)).douma < HARD:
        rows = [(text, sentence) for text in page.texts if text.kind in PROSE for sentence in text.sentences]
        for text, sentence in (rows[place] for place in hardest(sentences, 1)):
            message = f"Deze pagina is {counted.band} te lezen: {counted.points} van de 100. Dat is een grove maat."
            hint = f"Begin bij deze zin, de moeilijkste: “{start_of(text, sentence)}”."
            yield text.problem(LEVEL, sentence.first, message, hint)
    if words <= LONGEST_WITHOUT_HEADING:
        return
    for is_heading, between in groupby(page.texts, key=lambda text: text.kind in _HEADINGS):
        running = [text for text in between if text.kind in _RUNNING]
        words = 0 if is_heading else sum(text.length for text in running)
        if words > LONGEST_WITHOUT_HEADING:
            message = f"Hier staan {words} woorden zonder kop ertussen."
            yield running[0].problem(NO_HEADINGS, 0, message, "Zet er `## …` tussen, met waar het stuk over gaat.")
