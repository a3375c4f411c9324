"""Four times as much to read takes about four times as long, whatever it is that somebody pasted."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from avksite.checks import RULES, look_over
from avksite.checks.known_words import KnownWords, known_words
from avksite.checks.suppression import suppress
from avksite.checks.visible_text import texts_of
from avksite.content.captions import check_captions
from avksite.content.files import Source
from avksite.content.svg import drawn
from avksite.kinds.document import understand
from avksite.problems import Place, Problem
from tests.sites import site

TIMES, MOST = 4, 9
"""Work that grows with its square takes sixteen times as long; the room above four is for the noise of a machine."""
SIZE = 5_000
"""Characters: a page has two thousand."""
TRIES = 5
LEAST = 0.01
"""Seconds: less than this is too little to compare."""

PIECES = {
    "dots": ".",
    "dots apart": ". . ",
    "account numbers": "NL91 ABNA 0417 1643 00 ",
    "phone numbers": "06 12 34 56 78, 050 123 45 67 ",
    "mail addresses": "naam@voorbeeld.nl ",
    "dates": "24 november 2022, 24-11-2022 ",
    "numbers": "1.234.567,89 ",
    "digits": "1234567890",
    "footnotes": "noot[^{0}]\n\n[^{0}]: tekst\n\n",
    "definitions": "[naar {0}]: /{0}.md\n",
    "references": "[naar {0}] ",
    "quotes": "> Citaat\n\n",
    "quote marks": '“Ja,” zei ‘hij’. "Nee." ',
    "one quote mark": '"',
    "lists": "- punt\n",
    "lists within lists": "- punt\n  - punt\n",
    "numbered": "{0}. punt\n",
    "stars": "*a ",
    "double stars": "**",
    "stars in words": "bewoner*innen ",
    "lines below": "_a ",
    "brackets": "[",
    "brackets closed": "]",
    "round brackets": "(",
    "closed brackets": "(a) ",
    "braces": "{{",
    "shortcodes": "{{{{< a >}}}} ",
    "backticks": "`",
    "ampersands": "&",
    "entities": "&amp;",
    "angles": "<",
    "tags": "<b>",
    "table pipes": "| a ",
    "tables": "\n| a | b |\n|---|---|\n| c | d |\n",
    "long words": "arbeidsongeschiktheidsverzekering",
    "capitals": "AOW ",
    "capitals together": "A",
    "long sentences": "en dan gaan we weer ",
    "sentences": "Dit is een zin. ",
    "questions": "Waarom? ",
    "tracked links": "[een link](https://voorbeeld.nl/?utm_source=a&fbclid={0}) ",
    "links": "[link {0}](https://voorbeeld.nl/{0}) ",
    "bare links": "https://voorbeeld.nl/{0} ",
    "headings": "## Kop {0}\n\nTekst.\n\n",
    "pictures": "![Een huis {0}](/media/huis.jpg)\n\n",
    "blocks": "/// let-op | Pas op\nTekst.\n///\n\n",
    "emoji": ":smile: ",
    "struck": "~~a~~ ",
    "hyphens": "-",
    "hyphens in words": "sociaal-",
    "apostrophes": "'s ",
    "slashes": "hij/zij ",
    "spaces": "a       ",
    "percentages": "12% ",
    "merge fields": "*|NAAM|* ",
    "TODO": "TODO XXX ",
    "names": "Jan Jansen (8 jaar) ",
}


@cache
def known() -> KnownWords:
    """Return what a text is looked at beside: a small site."""
    return known_words(site().site)


def much(piece: str, size: int) -> str:
    """Return a piece again and again, numbered, up to so many characters."""
    return "".join(piece.format(number) for number in range(size // len(piece) + 1))[:size]


def read(typed: bytes) -> None:
    """Do all that is done with one text."""
    document, _ = understand(Source.of("content/proef.md", typed.decode()))
    if document is not None:
        look_over(document, tuple(texts_of(document)), known())


def seconds(work: Callable[[bytes], object], given: bytes) -> float:
    """Return how long it keeps a processor busy, whatever else the machine does and the tests before it left behind."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    try:
        work(given)
        return time.process_time() - begin
    finally:
        gc.enable()


def grows(work: Callable[[bytes], object], small: bytes, large: bytes) -> float:
    """Return how many times as long the large one takes: noise passes, so the first of five tries within the bound."""
    for _ in range(TRIES):
        found = seconds(work, large) / max(seconds(work, small), LEAST)
        if found < MOST:
            break
    return found


def text(front: str, body: str) -> bytes:
    """Return a page."""
    return f"---\n{front}\n---\n{body}\n".encode()


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_reading_and_looking_at_a_text_is_linear(piece: str) -> None:
    known()
    small, large = (text("titel: Proef", much(piece, size)) for size in (SIZE, TIMES * SIZE))
    assert grows(read, small, large) < MOST


FRONTS = {
    "a long title": ("titel: ", "woord "),
    "a title of one word": ("titel: ", "a"),
    "a title of dots": ("titel: ", "."),
    "a title of colons": ("titel: ", "a: "),
    "a title with one quote": ('titel: "', "x "),
    "a title of brackets": ("titel: ", "["),
    "a long summary": ("titel: A\nkort: ", "woord "),
    "unknown keys": ("titel: A\n", "sleutel{0}: x\n"),
    "the same key": ("titel: A\n", "kort: x\n"),
    "unknown keys in a group": ("titel: A\nafbeelding:\n", "  sleutel{0}: x\n"),
    "lines without a colon": ("titel: A\n", "regel {0}\n"),
    "old addresses": ("titel: A\noude-adressen:\n", "  - /oud-{0}/\n"),
    "topics": ("titel: A\nonderwerpen:\n", "  - onderwerp-{0}\n"),
}


@pytest.mark.parametrize(("head", "piece"), FRONTS.values(), ids=FRONTS)
def test_reading_what_stands_above_a_text_is_linear(head: str, piece: str) -> None:
    known()
    small, large = (text(head + much(piece, size), "Tekst.") for size in (SIZE, TIMES * SIZE))
    assert grows(read, small, large) < MOST


def test_looking_for_the_end_of_what_stands_above_a_text_is_linear() -> None:
    known()
    small, large = (
        text("titel: A\n\n" + much("Ja.\n\n", size) + "\nkort: B", "Tekst.") for size in (SIZE, TIMES * SIZE)
    )
    assert grows(read, small, large) < MOST


def test_leaving_out_what_authors_asked_not_to_hear_about_is_linear() -> None:
    made = site("-- content/a.md --\n---\ntitel: A\nniet-melden: [link-kaal: dat moet]\n---\nTekst.\n").site
    document = made.by_path["content/a.md"]
    (rule,) = (rule for rule in RULES if rule.id == "link-kaal")

    def work(paths: bytes) -> None:
        documents = tuple(replace(document, path=path) for path in paths.decode().split())
        problems = [Problem(rule, Place(document.path, 5), "", "") for document in documents]
        reported, unreported = suppress(replace(made, documents=documents), problems, RULES)
        assert (len(reported), len(unreported)) == (0, len(documents))

    small, large = (" ".join(map(str, range(size))).encode() for size in (300, TIMES * 300))
    assert grows(work, small, large) < MOST


@pytest.mark.parametrize("piece", ["<", "<a>", "-->", ": ", "&", "a\n\n", "00:01.000 --> 00:02.000\na\n\n"])
def test_reading_captions_is_linear(piece: str) -> None:
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
    small, large = ((head + much(piece, size)).encode() for size in (40_000, TIMES * 40_000))
    assert grows(lambda data: check_captions("content/media/film.vtt", data), small, large) < MOST


DRAWN = ["<x/>a", "<g/>a", "<rect onclick='x'/>", "<a href='x'/>", "<style>a{fill:red}</style>"]
STYLED = ["a{", '"', "/*", "@media a{", "url(", "\\", "a{b:c;}", "(", "'"]


@pytest.mark.parametrize("piece", [*DRAWN, *STYLED])
def test_building_a_drawing_anew_is_linear(piece: str) -> None:
    style = "<style>" if piece in STYLED else ""
    end = "</style>" if style else ""
    small, large = (
        f"<svg xmlns='http://www.w3.org/2000/svg'>{style}{piece * number}{end}</svg>".encode()
        for number in (4_000, TIMES * 4_000)
    )
    assert grows(drawn, small, large) < MOST
