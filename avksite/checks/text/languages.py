"""The language of parts: a sentence in English says that it is, so that a voice can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.content.body import Emphasis, Link, words_of
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.body import Body
    from avksite.kinds.base import Document

OTHER = Rule(
    id="taal-anders",
    severity=Severity.WARNING,
    promise="Bij een zin in een andere taal staat welke taal het is.",
    why="Anders leest voorleessoftware de zin met Nederlandse klanken. Dan is er niets van te verstaan.",
    bad="Hij zei: We have learned a lot from the families in this region.\n",
    good="Hij zei: [We have learned a lot from the families in this region.]{lang=en}\n",
    criterion="3.1.2",
)

RULES = (OTHER,)

ENOUGH_WORDS = 4
ENOUGH_ENGLISH = 3
"""English words in a sentence; two may be a name, such as The Spirit Level."""
ENOUGH_KINDS = 2
"""Different English words in a passage; with fewer, no sentence in it is looked at."""
ENGLISH_SHARE = 0.25
# Words that are never Dutch, nor a name: so not is, in, was, had, of, we, an, die, all, over, her, so, out.
_ENGLISH_WORDS = """
a the and with for from you your yours this that these those they their them there not are were been being have has
having will would could should which who whom whose what when where why how our ours ourselves my its it to by at on
because about after before between into through during than then only also more most other such each every while please
thank thanks don't doesn't does did if any both same very too
"""
_DUTCH_WORDS = """
de het een en van dat niet zijn met voor er ook aan om als bij naar wordt wij je zij hij dit deze maar heeft hebben kan
kunnen wil willen uit tot door ons onze hun haar over nog geen meer veel zo dan wat wie waar
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_DUTCH = frozenset(_DUTCH_WORDS.split())
_SENTENCE = re.compile(r"[^.!?:“”„‘;]+[.!?]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def check(document: Document) -> Iterator[Problem]:
    """Look for sentences that are English, in texts that are Dutch."""
    if not document.entry.lang.startswith("nl"):
        return
    marked = None
    for passage in document.body.passages:
        for sentence in _english(passage.text):
            marked = _marked(document.body) if marked is None else marked
            if any(sentence in text for text in marked):
                continue
            message = f"Dit lijkt Engels: “{sentence}”."
            hint = f"Zet er haken omheen, en de taal erachter: `[{sentence}]{{lang=en}}`."
            fix = Fix(sentence, f"[{sentence}]{{lang=en}}")
            yield Problem(OTHER, Place(document.path, passage.line), message, hint, fix=fix)


def _english(text: str) -> Iterator[str]:
    if len(_ENGLISH.intersection(text.lower().split())) < ENOUGH_KINDS:
        return
    for found in _SENTENCE.finditer(text):
        words = [word.casefold() for word in _WORD.findall(found[0])]
        english = sum(word in _ENGLISH for word in words)
        dutch = sum(word in _DUTCH for word in words)
        is_enough = english >= ENOUGH_ENGLISH and english >= ENGLISH_SHARE * len(words)
        if len(words) >= ENOUGH_WORDS and is_enough and dutch * 10 <= len(words):
            yield found[0].strip(" ,’”")


def _marked(body: Body) -> tuple[str, ...]:
    """Return the stretches that say their language."""
    return tuple(words_of(node.children) for node in body.nodes if isinstance(node, Emphasis | Link) and node.lang)
