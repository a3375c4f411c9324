"""Paragraphs: a sentence stands in one of them, a few words in it stand out, and what somebody said stands apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, TypeGuard

from avksite.content.body import Block, Emphasis, Paragraph, Quote, walk, words_of
from avksite.kinds.news import NewsPost
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.content.body import Node
    from avksite.kinds.base import Document

BROKEN = Rule(
    id="alinea-gebroken",
    severity=Severity.WARNING,
    promise="Een zin staat in één alinea.",
    why="Bij een nieuwe alinea houdt voorleessoftware even stil. Midden in een zin raakt de lezer dan de draad kwijt.",
    bad="Speciaal voor jonge ouders\n\nmaken we een korte cursus over geld.\n",
    good="Speciaal voor jonge ouders maken we een korte cursus over geld.\n",
)
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
LOOSE_QUOTE = Rule(
    id="citaat-los",
    severity=Severity.HINT,
    promise="Een lange uitspraak staat in het blok voor citaten.",
    why="Dan ziet en hoort elke lezer dat iemand anders dit zegt, en wie.",
    bad="“Ik dacht dat ik de enige was met een doos vol brieven onder de trap, en toen kwam mijn buurvrouw.”\n",
    good="/// citaat | Samira\nIk dacht dat ik de enige was, en toen kwam mijn buurvrouw.\n///\n",
    criterion="1.3.1",
)
REPEATED_QUOTE = Rule(
    id="citaat-herhaald",
    severity=Severity.HINT,
    promise="Wat in een citaat staat, staat niet nog eens in de tekst.",
    why="Wie alles leest of laat voorlezen, hoort dezelfde zin twee keer en denkt dat hij verdwaald is.",
    bad="/// citaat | Samira\nIk dacht dat ik de enige was.\n///\n\nIk dacht dat ik de enige was. En jij?\n",
    good="/// citaat | Samira\nIk dacht dat ik de enige was.\n///\n\nZo voelde Samira zich. En jij?\n",
)

RULES = (BROKEN, TOO_BOLD, TOO_SLANTED, LOOSE_QUOTE, REPEATED_QUOTE)

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
_STOPS_HALFWAY = re.compile(r"(?:\S+\s+){3,}\S*[^\W\d_],?")
_GOES_ON = re.compile(r"[^\W\d_A-Z]+\s+\S+\s+\S.*", re.DOTALL)
_ENDS_A_SENTENCE = re.compile(r"[.!?…][”’\"')]*$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"']*\s+")
_WORDS = re.compile(r"\w+(?:[-’']\w+)*")
_SAYING = re.compile(r"“[^“”]+”\.?|‘[^‘’]*(?:’\w[^‘’]*)*’\.?")


def check(document: Document) -> Iterator[Problem]:
    """Look at every paragraph: where it ends, how much of it is stressed, and whether it repeats what was quoted."""
    yield from _broken(document)
    paragraphs = tuple(_paragraphs(document.body.children))
    for paragraph, quote in paragraphs:
        if quote is None:  # quotes keep the stress of who spoke
            yield from _stress(paragraph, Place(document.path, paragraph.line))
    yield from _quotes(document, paragraphs)


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
            gap = Fix("\n\n", "\n", place=Place(document.path, above.line))
            yield Problem(BROKEN, Place(document.path, below.line), message, "Haal de lege regel erboven weg.", fix=gap)


def is_quote(node: Node) -> TypeGuard[Quote | Block]:
    """Say whether these are the words of somebody else."""
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


def _quotes(document: Document, paragraphs: Iterable[tuple[Paragraph, int | None]]) -> Iterator[Problem]:
    """Look for sayings that stand in the running text, and for quotations of which words come for the second time."""
    for node in document.body.children:
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
    for paragraph, quote in paragraphs:
        if quote is None and not _SAYING.fullmatch(paragraph.text):
            running.append((paragraph.line, paragraph.text))
        else:
            quoted.setdefault(quote or paragraph.line, []).append(paragraph.text)
    heard = [(line, f" {_bare(text)} ") for line, text in running] if quoted else []
    for line, texts in quoted.items():
        bare = [_bare(sentence) for sentence in _SENTENCE_END.split(" ".join(texts))]
        sentences = [f" {sentence} " for sentence in bare if sentence.count(" ") >= LEAST_REPEATED - 1]
        again = next((at for at, said in heard if any(sentence in said for sentence in sentences)), None)
        if again is not None:
            message = "Deze woorden staan twee keer op de pagina: als citaat en in de tekst."
            hint = "Laat de zin op één van de twee plekken weg, of zeg het in de tekst met andere woorden."
            yield Problem(REPEATED_QUOTE, Place(document.path, max(line, again)), message, hint)


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
