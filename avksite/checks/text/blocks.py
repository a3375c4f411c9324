"""Paragraphs, lists and tables: complete, and consistent in style."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TypeGuard

from avksite.content.body import Block, Emphasis, Image, List, Node, Paragraph, Quote, Row, Table, walk, words_of
from avksite.kinds.base import Document
from avksite.kinds.news import NewsPost
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Place, Problem, Rule

BROKEN = Rule("alinea-gebroken", WARNING, "Een zin staat in één alinea.")
TOO_BOLD = Rule("vet-alles", WARNING, "Alleen een paar woorden zijn vet.", "1.3.1")
TOO_SLANTED = Rule("cursief-lang", WARNING, "Een hele zin staat niet schuin.", "1.3.1")
LOOSE_QUOTE = Rule("citaat-los", HINT, "Een lange uitspraak staat in het blok voor citaten.", "1.3.1")
REPEATED_QUOTE = Rule("citaat-herhaald", HINT, "Wat in een citaat staat, staat niet nog eens in de tekst.")
MIXED = Rule("lijst-stijl", HINT, "De punten van een lijst eindigen op dezelfde manier.")
UNEVEN = Rule("lijst-ongelijk", HINT, "De punten van een lijst beginnen op dezelfde manier.")
WITHOUT_HEAD = Rule("tabel-zonder-kop", ERROR, "Elke kolom van een tabel heeft een naam.", "1.3.1")
EMPTY_COLUMN = Rule("tabel-lege-kolom", WARNING, "In elke kolom van een tabel staat iets.", "1.3.1")
WIDE = Rule("tabel-breed", WARNING, "Een tabel heeft niet meer dan vier kolommen.", "1.4.10")
WITHOUT_TITLE = Rule("tabel-zonder-titel", HINT, "Boven een tabel staat wat erin staat.", "1.3.1")

LONG_BOLD = 15
"""Words in a row; more than these are no longer a few."""
MOST_BOLD = 0.6
"""The share of a paragraph that may be bold."""
SHORT = 9
"""Words; a shorter paragraph may be bold as a whole, as a line that invites is."""
LONG_SLANTED = 12
LONG_QUOTE = 15
"""Words; a shorter saying reads well in the text."""
LEAST_REPEATED = 6
"""Words of a sentence; fewer come again by chance."""

# A name and an address below it also start small; only runs of words read as one sentence.
_STOPS_HALFWAY = regex(r"(?:\S+\s+){3,}\S*[^\W\d_],?")
_GOES_ON = regex(r"[^\W\d_A-Z]+\s+\S+\s+\S.*", re.DOTALL)
_ENDS_A_SENTENCE = regex(r"[.!?…][”’\"')]*$")
_SENTENCE_END = regex(r"(?<=[.!?…])[”’\"']*\s+")
_WORDS = regex(r"\w+(?:[-’']\w+)*")
_SAYING = regex(r"“[^“”]+”\.?|‘[^‘’]*(?:’\w[^‘’]*)*’\.?")
LEAST_ITEMS = 3
"""Of two items, neither is the odd one out."""
MOST_COLUMNS = 4
_OPENERS = frozenset({"dat", "om", "het", "door"})
_FIRST_WORDS = regex(r"\W*(?P<first>\w+(?:[-’]\w+)*)(?:\W+(?P<second>\w+(?:[-’]\w+)*))?")
_ENDS = (";", ",")


def check(document: Document) -> Iterator[Problem]:
    """Check every paragraph (its end, emphasis and quotations), list and table."""
    yield from _broken(document)
    paragraphs = tuple(_paragraphs(document.body.children))
    for paragraph, quote in paragraphs if document.body.of(Emphasis) else ():
        if quote is None:  # quotations keep their emphasis
            yield from _stress(paragraph, Place(document.path, paragraph.line))
    yield from _quotes(document, paragraphs)
    for found in document.body.of(List):
        items = [(item.line, text) for item in found.children if (text := item.text)]
        yield from _ends(items, document.path)
        yield from _starts(items, document.path)
    for table in document.body.of(Table):
        yield from _table(table, Place(document.path, table.line))


def _broken(document: Document) -> Iterator[Problem]:
    body = document.body
    between = sorted((*(image.line for image in body.images), *(block.line for block in body.blocks)))
    for above, below in pairwise(body.passages):
        is_one_sentence = (
            above.kind == below.kind == "paragraph"
            and below.text[:1].islower()
            and _STOPS_HALFWAY.fullmatch(above.text)
            and _GOES_ON.fullmatch(below.text)
        )
        # A picture or a block may part the two.
        if is_one_sentence and bisect_right(between, above.line) == bisect_left(between, below.line):
            end, start = " ".join(above.text.split()[-2:]), " ".join(below.text.split()[:2])
            message = f"Deze zin begint in de alinea erboven: “… {end}”, en dan “{start} …”."
            gap = Fix("\n\n", "\n", is_safe=True, place=Place(document.path, above.line))
            yield Problem(BROKEN, Place(document.path, below.line), message, "Haal de lege regel erboven weg.", fix=gap)


def is_quote(node: Node) -> TypeGuard[Quote | Block]:
    """Return whether a node is a quotation."""
    return isinstance(node, Quote) or (isinstance(node, Block) and node.name == "citaat")


def _paragraphs(nodes: Iterable[Node], quote: int | None = None) -> Iterator[tuple[Paragraph, int | None]]:
    """Yield every paragraph, with the line of the quote that it stands in."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node, quote
        else:
            yield from _paragraphs(node.children, quote or (node.line if is_quote(node) else None))


def stressed(paragraph: Paragraph, tag: str) -> list[str]:
    """Return the words that are bold (`strong`) or slanted (`em`) in a paragraph, stretch by stretch."""
    found = (node for node in walk(paragraph.children) if isinstance(node, Emphasis) and node.tag == tag)
    return [words_of(node.children) for node in found]


def _stress(paragraph: Paragraph, place: Place) -> Iterator[Problem]:
    words = len(paragraph.text.split())
    bold = [len(text.split()) for text in stressed(paragraph, "strong")]
    message = ""
    if max(bold, default=0) > LONG_BOLD:
        message = f"Hier staan {max(bold)} woorden achter elkaar vet."
    elif words > SHORT and sum(bold) > MOST_BOLD * words:
        message = f"Van deze alinea zijn {sum(bold)} van de {words} woorden vet."
    if message:
        hint = "Zet alleen om de belangrijkste woorden sterretjes: `**twee woorden**`."
        yield Problem(TOO_BOLD, place, message, hint)
    for text in stressed(paragraph, "em"):
        words = len(text.split())
        # The title of a book or a poem may be long; a sentence is reported by its end.
        if words > LONG_SLANTED and (text == paragraph.text or _ENDS_A_SENTENCE.search(text)):
            hint = "Haal de sterretjes weg. Moet het opvallen? Gebruik dan het blok `/// let-op`."
            yield Problem(TOO_SLANTED, place, f"Hier staan {words} woorden schuin.", hint)


def _quotes(document: Document, paragraphs: Sequence[tuple[Paragraph, int | None]]) -> Iterator[Problem]:
    """Report long quotations in running text, and quotations that repeat the text."""
    may_hold_sayings = any(map(document.body.vocabulary.__contains__, "“‘"))
    for node in document.body.children if may_hold_sayings else ():
        if not isinstance(node, Paragraph) or not _SAYING.fullmatch(node.text):
            continue
        if (words := len(node.text.split())) >= LONG_QUOTE:
            hint = "Zet er `/// citaat | Naam` boven en `///` onder, en haal de aanhalingstekens weg."
            message = f"Deze alinea is een uitspraak van {words} woorden."
            yield Problem(LOOSE_QUOTE, Place(document.path, node.line), message, hint)
    quoted: dict[int, list[str]] = {}
    running: list[tuple[int, str]] = []
    if isinstance(document.entry, NewsPost) and document.entry.quote is not None:
        quoted[document.place("citaat").line] = [document.entry.quote.text]
    for paragraph, quote in paragraphs if quoted or may_hold_sayings or any(quote for _, quote in paragraphs) else ():
        text = paragraph.text
        if quote is None and not _SAYING.fullmatch(text):
            running.append((paragraph.line, text.casefold()))
        else:
            quoted.setdefault(quote or paragraph.line, []).append(text)
    said = cache(_bare)
    for line, texts in quoted.items():
        bare = [_bare(sentence.casefold()) for sentence in _SENTENCE_END.split(" ".join(texts))]
        # Most texts lack the longest word of a sentence, and need not be taken apart.
        sentences = [(max(it.split(), key=len), it) for it in bare if it.count(" ") > LEAST_REPEATED]
        again = next(
            (at for at, text in running if any(word in text and it in said(text) for word, it in sentences)), None
        )
        if again is not None:
            message = "Deze woorden staan twee keer op de pagina: als citaat en in de tekst."
            hint = "Laat de zin op één van de twee plekken weg, of zeg het in de tekst met andere woorden."
            yield Problem(REPEATED_QUOTE, Place(document.path, max(line, again)), message, hint)


def _bare(folded: str) -> str:
    return f" {' '.join(_WORDS.findall(folded))} "


def _ends(items: Sequence[tuple[int, str]], path: str) -> Iterator[Problem]:
    """Report items that end in different ways; the last one may have a full stop."""
    *ends, last = [text[-1] if text.endswith(_ENDS) else "" for _, text in items] or [""]
    if len(set(ends)) > 1 or (last and ends and last not in ends):
        message = "De punten van deze lijst eindigen niet op dezelfde manier."
        hint = "Haal achter elk punt de puntkomma of de komma weg. Een zin houdt zijn punt."
        yield Problem(MIXED, Place(path, items[0][0]), message, hint)


def _starts(items: Sequence[tuple[int, str]], path: str) -> Iterator[Problem]:
    """Report the one item that puts a word before the word that all others begin with."""
    starts = [(line, found) for line, text in items if (found := _FIRST_WORDS.match(text.lower()))]
    odd = [(line, found) for line, found in starts if found["first"] in _OPENERS]
    if len(starts) < LEAST_ITEMS or len(odd) != 1:
        return
    line, found = odd[0]
    first, second = found["first"], found["second"]
    if {other["first"] for _, other in starts if other is not found} == {second}:
        message = f"Dit punt begint met “{first}”, en de andere punten beginnen met “{second}”."
        hint = f"Laat “{first}” weg: begin met “{second}”."
        yield Problem(UNEVEN, Place(path, line), message, hint, fix=Fix(f"{first} {second}", second))


def _table(table: Table, place: Place) -> Iterator[Problem]:
    head, rows = table.head.children, table.rows
    filled = [any(_holds_something(row, number) for row in rows) for number in range(len(head))]
    if not any(cell.text for cell in head):
        message = "De kolommen van deze tabel hebben geen naam."
        yield Problem(WITHOUT_HEAD, place, message, "Zet in de bovenste rij boven elke kolom wat eronder staat.")
    for number, cell in enumerate(head, start=1):
        # The corner above the names of the rows may be empty.
        if not cell.text and number > 1 and filled[number - 1] and any(cell.text for cell in head):
            message = f"Kolom {number} van deze tabel heeft geen naam."
            hint = f"Zet in de bovenste rij, boven kolom {number}, wat eronder staat."
            yield Problem(WITHOUT_HEAD, place, message, hint)
        if rows and not filled[number - 1]:
            name = f"“{cell.text}”" if cell.text else f"{number}"
            message = f"Kolom {name} van deze tabel is leeg."
            yield Problem(EMPTY_COLUMN, place, message, "Haal de kolom weg, of vul de kolom in.")
    if len(head) > MOST_COLUMNS:
        hint = "Maak er twee tabellen van, draai rijen en kolommen om, of maak er een lijst van."
        yield Problem(WIDE, place, f"Deze tabel heeft {len(head)} kolommen.", hint)
    if table.caption is None:
        hint = "Zet erboven, met een lege regel ertussen: `Tabel: wat erin staat`."
        yield Problem(WITHOUT_TITLE, place, "Boven deze tabel staat geen titel.", hint)


def _holds_something(row: Row, number: int) -> bool:
    """Return whether a cell of a row has words or a picture in it: who sees the picture hears its words."""
    cells = row.children[number : number + 1]
    return any(cell.text or any(isinstance(node, Image) for node in walk(cell.children)) for cell in cells)
