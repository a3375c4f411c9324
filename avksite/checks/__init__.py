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
    dates,
    downloads,
    files,
    heading_words,
    headings,
    images,
    languages,
    leftovers,
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
    signing_up,
    spoken,
    statement,
    suppression,
    title_words,
    titles,
    unfinished,
    ways,
)
from avksite.making import templates, write
from avksite.making.surroundings import surroundings_of
from avksite.problems import typable
from avksite.reading import files as content_files
from avksite.reading import front_matter, markdown, media, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from avksite.checks.plain_language.voice import Voice
    from avksite.documents import Document
    from avksite.making.artifact import Artifact, Unreported
    from avksite.making.memo import Memo
    from avksite.making.surroundings import Surroundings
    from avksite.problems import Problem, Rule
    from avksite.site import Site

OF_ONE_TEXT: tuple[Callable[[Document, Surroundings], Iterator[Problem]], ...] = (
    headings.check,
    images.check,
    paragraphs.check,
    blocks.check,
    composition.check,
    heading_words.check,
    languages.check,
    link_length.check,
    picture_words.check,
    places_and_colours.check,
    personal_data.check,
    unfinished.check,
    leftovers.check,
)
"""The families that need one text and the words and names of the site; what they said is remembered."""

OF_THE_WHOLE: tuple[Callable[[Site, Sequence[Artifact]], Iterator[Problem]], ...] = (
    files.check,
    leftovers.check_site,
    links.check,
    ways.check,
    references.check,
    titles.check,
    addresses.check,
    mail.check,
    downloads.check,
    dates.check,
    relative_dates.check,
    signing_up.check,
    title_words.check,
    names.check,
    phones.check,
    consent.check,
    spoken.check,
    moving_pictures.check,
    built.check,
    colours.check,
    statement.check,
)

RULES: tuple[Rule, ...] = (
    *content_files.RULES,
    *media.RULES,
    *front_matter.RULES,
    *schema.RULES,
    *documents.RULES,
    *markdown.RULES,
    *assembly.RULES,
    *files.RULES,
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
    *signing_up.RULES,
    *title_words.RULES,
    *names.RULES,
    *phones.RULES,
    *consent.RULES,
    *moving_pictures.RULES,
    *personal_data.RULES,
    *spoken.RULES,
    *unfinished.RULES,
    *dates.RULES,
    *leftovers.RULES,
    *built.RULES,
    *colours.RULES,
    *statement.RULES,
    *write.RULES,
    *suppression.RULES,
)
"""Every rule of the program, in the order in which a build comes upon them; `explain` tells them one by one."""


def look_at(text: tuple[Document, Surroundings]) -> tuple[tuple[Problem, ...], Voice | None]:
    """Return every problem that shows in one text, and how it speaks to its reader."""
    document, around = text
    problems, voice = plain_language.read_along(document, around)
    found = (problem for family in OF_ONE_TEXT for problem in family(document, around))
    return (*found, *problems), voice


def check(site: Site, artifacts: Sequence[Artifact], memo: Memo) -> tuple[Problem, ...]:
    """Return every problem in the texts, in the site as a whole, and in what was made of it."""
    around = surroundings_of(site)
    looked_at = memo.map(look_at, [(document, around) for document in site.documents])  # pure: text -> what is wrong
    voices = [voice for _, voice in looked_at if voice is not None]
    of_texts = (problem for problems, _ in looked_at for problem in problems)
    of_the_whole = (problem for family in OF_THE_WHOLE for problem in family(site, artifacts))
    return (*of_texts, *of_the_whole, *plain_language.compare(voices))


def heed(site: Site, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Part the problems to report from those that an author asked, with a reason, not to hear about.

    What to type goes along as data where it can be typed just so.
    """
    reported, unreported = suppression.heed(site, problems, RULES)
    about = {problem.place.path for problem in reported if problem.fix}
    typed = {document.path: document.typed.split("\n") for document in site.documents if document.path in about}
    fit = (typable(one, typed[one.place.path]) if one.place.path in typed else one for one in reported)
    return tuple(fit), unreported
