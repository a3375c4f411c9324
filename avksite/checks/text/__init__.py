"""Checks of one text by itself: how it is put together, and what an author left in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from avksite.checks import leftovers
from avksite.checks.known_words import KnownWords
from avksite.checks.text import blocks, headings, images, meaning, personal_data, promises
from avksite.kinds.base import Document
from avksite.problems import Place, Problem

SUBJECTS = (headings, images, blocks, meaning, personal_data, promises)


def check(document: Document, seen: Sequence[tuple[str, Place]], known: KnownWords) -> Iterator[Problem]:
    """Yield every problem that shows in one text, of which a reader has `seen` this; `known` are names of the site."""
    for one in (headings.check, images.check, leftovers.check, blocks.check, meaning.check, promises.check):
        yield from one(document)
    yield from personal_data.check(seen, known)
