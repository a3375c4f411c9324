"""Headings and the title: the outline of a page, by which many readers navigate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from avksite.checks.text.blocks import is_quote, stressed
from avksite.content.body import Block, Definition, Definitions, Emphasis, Heading, List, Node, Paragraph, Quote, Table
from avksite.dutch.words import folded
from avksite.kinds.base import Document
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Place, Problem, Rule

NO_TITLE = Rule("titel-leeg", ERROR, "Elke titel bestaat uit woorden.", "2.4.2")
TITLE_AGAIN = Rule("titel-herhaald", WARNING, "De titel staat één keer op de pagina.")
LONG_TITLE = Rule("titel-lang", HINT, "Een titel heeft niet meer dan 90 tekens.")
SECOND_H1 = Rule("kop-1-dubbel", ERROR, "Elke pagina heeft één hoofdkop: de titel.", "1.3.1")
SKIPPED = Rule("kop-overgeslagen", ERROR, "Koppen volgen elkaar op zonder een stap over te slaan.", "1.3.1")
EMPTY = Rule("kop-leeg", ERROR, "Elke kop heeft tekst.", "2.4.6")
TWICE = Rule("kop-dubbel", WARNING, "Elke kop op een pagina heeft een eigen tekst.", "2.4.6")
SAYS_NOTHING = Rule("kop-nietszeggend", HINT, "Een kop zegt waar het stuk over gaat.", "2.4.6")
LONG = Rule("kop-lang", HINT, "Een kop heeft niet meer dan tien woorden.", "2.4.6")
FULL_STOP = Rule("kop-punt", HINT, "Achter een kop staat geen punt.", "2.4.6")
FAKE = Rule("nepkop", WARNING, "Wat eruitziet als een kop, is een kop.", "1.3.1")

LONGEST_TITLE = 90
MOST_WORDS = 10
MOST_WORDS_OF_A_FAKE = 12
DEEPEST = 6
NOTHING_SAID = frozenset(
    {
        "achtergrond", "afsluiting", "algemeen", "conclusie", "diversen", "extra", "info", "informatie",
        "inleiding", "introductie", "meer info", "meer informatie", "meer weten", "nieuws", "overig", "overige",
        "overzicht", "samenvatting", "slot", "tekst", "ten slotte", "tot slot", "varia", "voorwoord",
    }
)  # fmt: skip
"""Headings that say nothing about their text."""
_ENDS_A_SENTENCE = regex(r"[.!…,;][”’\"')]*$")
_TITLE_IS_THERE = "de titel staat al boven de pagina."
_BELOW_A_HEADING = (Paragraph, List, Table, Quote, Definitions)


def check(document: Document) -> Iterator[Problem]:
    """Check the title, every heading, and every line that looks like one."""
    title = folded(document.entry.title)
    yield from _title(document, title)
    first: dict[tuple[int, str], int] = {}
    above: Heading | None = None
    for heading in document.body.headings:
        place = Place(document.path, heading.line)
        yield from _level(heading, above, title, place)
        yield from _repeated(heading, first, title, place)
        yield from _words(heading, place)
        above = heading
    yield from _fake(document)


def _title(document: Document, title: str) -> Iterator[Problem]:
    typed = document.entry.title
    if not any(char.isalnum() for char in typed):
        place = document.place("titel" if ("titel",) in document.lines else "naam")
        hint = "Schrijf in een paar woorden waar de pagina over gaat."
        yield Problem(NO_TITLE, place, f"De titel `{typed}` bestaat niet uit woorden.", hint)
    if len(typed) > LONGEST_TITLE:
        place = document.place("titel" if ("titel",) in document.lines else "naam")
        hint = "Zeg in een paar woorden waar het over gaat. De rest past bij `kort`."
        yield Problem(LONG_TITLE, place, f"De titel heeft {len(typed)} tekens.", hint)
    for passage in document.body.passages if title in document.body.folded else ():
        if passage.kind == "paragraph" and folded(passage.text) == title:
            message, place = f"Hier staat de titel nog een keer: “{passage.text}”.", Place(document.path, passage.line)
            hint = f"Haal deze regel weg: {_TITLE_IS_THERE}"
            yield Problem(TITLE_AGAIN, place, message, hint, fix=Fix(passage.text, "", is_safe=True))


def _level(heading: Heading, above: Heading | None, title: str, place: Place) -> Iterator[Problem]:
    """Compare the level of a heading with the one above it; the title of the page is level 1."""
    level, right = heading.level, (above.level if above else 1) + 1
    if level == 1:
        message = f"Dit is een hoofdkop, en de titel van de pagina is dat al: {_typed(heading)}."
        is_title = folded(heading.text) == title
        hint = f"Haal de kop weg: {_TITLE_IS_THERE}" if is_title else f"Typ {_typed(heading, 2)}."
        yield Problem(SECOND_H1, place, message, hint, fix=None if is_title else Fix("# ", "## ", is_safe=True))
    elif level > right:
        after = f"kop {above.level}" if above else "de titel"
        message = f"Na {after} komt kop {right}, maar hier staat kop {level}: {_typed(heading)}."
        fix = Fix("#" * level, "#" * right, is_safe=True)
        yield Problem(SKIPPED, place, message, f"Typ {_typed(heading, right)}.", fix=fix)


def _repeated(heading: Heading, first: dict[tuple[int, str], int], title: str, place: Place) -> Iterator[Problem]:
    """Compare a heading with those above it, of which `first` holds the lines; only one level competes in a list."""
    key = (heading.level, folded(heading.text))
    if not key[1]:
        yield Problem(EMPTY, place, "Deze kop is leeg.", "Schrijf achter de hekjes waar het stuk over gaat.")
    elif key in first:
        message = f"Deze kop staat ook al op regel {first[key]}: “{heading.text}”."
        yield Problem(TWICE, place, message, "Schrijf in een van de twee koppen erbij waar dat stuk over gaat.")
    elif key[1] == title and heading.level > 1:
        message = f"Deze kop is gelijk aan de titel van de pagina: “{heading.text}”."
        yield Problem(TWICE, place, message, f"Haal de kop weg: {_TITLE_IS_THERE}")
    first.setdefault(key, heading.line)


def _words(heading: Heading, place: Place) -> Iterator[Problem]:
    text, words = heading.text, len(heading.text.split())
    if folded(text) in NOTHING_SAID:
        message = f"De kop “{text}” zegt niet waar het stuk over gaat."
        yield Problem(SAYS_NOTHING, place, message, "Zet in de kop het belangrijkste uit het stuk eronder.")
    elif words > MOST_WORDS:
        hint = f"Maak er hooguit {MOST_WORDS} woorden van. De rest kan in de eerste zin eronder."
        yield Problem(LONG, place, f"Deze kop heeft {words} woorden: “{text}”.", hint)
    if text.endswith(".") and not text.endswith("..") and words > 1:
        bare = text.rstrip(".")
        message, hint = f"Achter de kop “{bare}” staat een punt.", f"Typ `{'#' * heading.level} {bare}`."
        yield Problem(FULL_STOP, place, message, hint, fix=Fix(text, bare, is_safe=True))


def _typed(heading: Heading, level: int | None = None) -> str:
    """Return a heading as it is typed, at its own level or at another."""
    return f"`{'#' * (level or heading.level)} {heading.text}`"


def _fake(document: Document) -> Iterator[Problem]:
    """Report lines that are bold or italic as a whole, with something below them."""
    for line, below in _neighbours(document.body.children) if document.body.of(Emphasis) else ():
        if isinstance(line, Paragraph) and isinstance(below, _BELOW_A_HEADING) and _looks_like_one(line):
            above = [heading.level for heading in document.body.headings if heading.line < line.line]
            heading = f"{'#' * min((above[-1] if above else 1) + 1, DEEPEST)} {line.text.rstrip(':')}"
            message = f"Dit lijkt een kop, maar is het niet: “{line.text}”."
            typed = document.typed.split("\n")[line.line - 1]
            fix = Fix(typed, heading) if line.text in typed else None
            yield Problem(FAKE, Place(document.path, line.line), message, f"Typ `{heading}`.", fix=fix)


def _looks_like_one(line: Paragraph) -> bool:
    text = line.text
    if not text or len(text.split()) > MOST_WORDS_OF_A_FAKE or _ENDS_A_SENTENCE.search(text):
        return False
    # A source or a caption is often slanted: "Uit: De krant, nummer 4".
    return text in stressed(line, "strong") or (text in stressed(line, "em") and not {":", ",", "?"} & set(text))


def _neighbours(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Yield every two blocks that follow each other, outside quotes."""
    yield from pairwise(nodes)
    for node in nodes:
        if isinstance(node, Block | Definitions | Definition) and not is_quote(node):
            yield from _neighbours(node.children)
