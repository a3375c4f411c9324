"""Plain language: a coach that reads along, says what is hard, and never stops a text because of its style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.checks.plain_language import (
    brackets,
    figures,
    grammar,
    lengths,
    level,
    one_name,
    shortened,
    signs,
    vocabulary,
    voice,
)
from avksite.checks.plain_language.texts import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.making.artifact import Artifact
    from avksite.problems import Problem
    from avksite.site import Site

RULES = (
    *lengths.RULES,
    *vocabulary.RULES,
    *grammar.RULES,
    *shortened.RULES,
    *signs.RULES,
    *brackets.RULES,
    *figures.RULES,
    *voice.RULES,
    *one_name.RULES,
    *level.RULES,
)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Read every text along."""
    del artifacts
    words = vocabulary.Vocabulary(site)
    known = shortened.known_letters(site)
    names = one_name.names_of(site)
    voices = voice.Voices()
    for page in pages_of(site):
        yield from lengths.check(page)
        yield from vocabulary.check(page, words)
        yield from grammar.check(page)
        yield from shortened.check(page, known)
        yield from signs.check(page, known)
        yield from brackets.check(page)
        yield from figures.check(page)
        yield from voices.check(page)
        yield from one_name.check(page, names)
        yield from level.check(page)
    yield from voices.compare()
