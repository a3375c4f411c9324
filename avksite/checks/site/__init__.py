"""Checks of all texts together: what one of them says of another, of a file, or of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from avksite.checks import leftovers
from avksite.checks.site import colours, consent, dates, links, media, names, recordings, references, statement
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.problems import Place, Problem
from avksite.site import Site

SUBJECTS = (media, consent, links, references, dates, names, recordings, colours, statement)


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Yield every problem that shows in one text when the rest of the site is known."""
    for subject in (links, references, dates, recordings):
        yield from subject.check_text(site, document)


@dataclass(frozen=True, slots=True)
class ToCompare:
    """What one text holds that can only be judged beside all others: how names are written, and what is named."""

    said: names.Said
    named: tuple[references.TypedName, ...]


def to_compare(document: Document, seen: Sequence[tuple[str, Place]]) -> ToCompare:
    """Return what has to be compared with other texts, of a text and what a reader has seen of it."""
    return ToCompare(names.said_in(document, seen), tuple(references.named_in(document)))


def check(site: Site) -> Iterator[Problem]:
    """Yield every problem that shows in the site as a whole, at places that no change of a body moves."""
    for subject in (consent, links, colours, statement):
        yield from subject.check(site)
    yield from leftovers.check_site(site)


def compare(site: Site, texts: Sequence[ToCompare]) -> Iterator[Problem]:
    """Yield every problem that shows in texts beside each other, of which each says what to compare."""
    yield from references.check(site, [text.named for text in texts])
    yield from names.check(site, [text.said for text in texts])
