"""The page as a whole: its readability, and whether it has headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from avksite.checks.known_words import known_words
from avksite.checks.plain_language.sentences import start_of
from avksite.checks.plain_language.texts import PROSE, SUMMARY, TITLE, PageText, is_dutch, texts_of
from avksite.dutch.readability import PageReading, Reading, hardest, score
from avksite.problems import HINT, Problem, Rule
from avksite.site import Site

HARD = 45.0
"""Below this score a text is called hard."""
FEWEST_WORDS = 100
"""In a shorter text a few words decide the score."""
LONGEST_WITHOUT_HEADING = 250
_HEADINGS, _RUNNING = frozenset({"heading", TITLE}), PROSE - {SUMMARY}

LEVEL = Rule("leesniveau", HINT, "Een tekst is voor de meeste mensen goed te lezen.", "3.1.5")
NO_HEADINGS = Rule("geen-koppen", HINT, f"Na hoogstens {LONGEST_WITHOUT_HEADING} woorden komt een kop.", "2.4.10")


def readings(site: Site) -> Iterator[PageReading]:
    """Yield the readability of every page, for the report on language."""
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


def check(page: PageText) -> Iterator[Problem]:
    """Check the readability of the page, and the number of words since the last heading."""
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
