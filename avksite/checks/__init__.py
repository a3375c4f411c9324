"""The promises to readers: each family of checks is one function, all are equals, and no fault stops the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite import assembly, documents
from avksite.checks import (
    addresses,
    blocks,
    built,
    colours,
    composition,
    consent,
    downloads,
    heading_words,
    headings,
    images,
    languages,
    link_length,
    links,
    mail,
    moving_pictures,
    names,
    paragraphs,
    personal_data,
    phones,
    picture_words,
    places_and_colours,
    plain_language,
    references,
    relative_dates,
    spoken,
    statement,
    suppression,
    title_words,
    titles,
    unfinished,
    ways,
)
from avksite.making import templates, write
from avksite.reading import files, front_matter, markdown, media, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from avksite.making.artifact import Artifact, Unreported
    from avksite.problems import Problem, Rule
    from avksite.site import Site

CHECKS: tuple[Callable[[Site, Sequence[Artifact]], Iterator[Problem]], ...] = (
    headings.check,
    images.check,
    links.check,
    paragraphs.check,
    ways.check,
    references.check,
    blocks.check,
    titles.check,
    addresses.check,
    mail.check,
    plain_language.check,
    composition.check,
    downloads.check,
    heading_words.check,
    languages.check,
    link_length.check,
    picture_words.check,
    places_and_colours.check,
    relative_dates.check,
    title_words.check,
    names.check,
    phones.check,
    consent.check,
    moving_pictures.check,
    personal_data.check,
    spoken.check,
    unfinished.check,
    built.check,
    colours.check,
    statement.check,
)

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *media.RULES,
    *front_matter.RULES,
    *schema.RULES,
    *documents.RULES,
    *markdown.RULES,
    *assembly.RULES,
    *headings.RULES,
    *images.RULES,
    *links.RULES,
    *paragraphs.RULES,
    *ways.RULES,
    *references.RULES,
    *blocks.RULES,
    *titles.RULES,
    *addresses.RULES,
    *templates.RULES,
    *mail.RULES,
    *plain_language.RULES,
    *composition.RULES,
    *downloads.RULES,
    *heading_words.RULES,
    *languages.RULES,
    *link_length.RULES,
    *picture_words.RULES,
    *places_and_colours.RULES,
    *relative_dates.RULES,
    *title_words.RULES,
    *names.RULES,
    *phones.RULES,
    *consent.RULES,
    *moving_pictures.RULES,
    *personal_data.RULES,
    *spoken.RULES,
    *unfinished.RULES,
    *built.RULES,
    *colours.RULES,
    *statement.RULES,
    *write.RULES,
    *suppression.RULES,
)
"""Every rule of the program, in the order in which a build comes upon them; `explain` tells them one by one."""


def check(site: Site, artifacts: Sequence[Artifact]) -> tuple[Problem, ...]:
    """Return every problem that only shows in the site as a whole or in what was made of it."""
    return tuple(problem for family in CHECKS for problem in family(site, artifacts))


def heed(site: Site, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Part the problems to report from those that an author asked, with a reason, not to hear about."""
    return suppression.heed(site, problems, RULES)
