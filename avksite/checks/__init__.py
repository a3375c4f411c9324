"""Runs the checks, in families by the input that they need: one text, the site, or the output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from avksite import site as whole
from avksite.checks import leftovers, output, plain_language, suppression, text
from avksite.checks import site as of_site
from avksite.checks.known_words import KnownWords, known_words
from avksite.checks.plain_language.consistency import Voice
from avksite.checks.site import ToCompare
from avksite.checks.visible_text import texts_of
from avksite.content import captions, files, front_matter, ledger, markdown, media, names, schema
from avksite.content.front_matter import rows
from avksite.content.markdown import almost, blocks, links, lists, parser, raw_html
from avksite.frozen import dataclass
from avksite.kinds import document as documents
from avksite.kinds.base import Document
from avksite.problems import Place, Problem, rules_in, typable
from avksite.rendering import ledger as keeping
from avksite.rendering import templates, write
from avksite.rendering.artifact import Artifact, Unreported
from avksite.site import Site

RULES = rules_in(
    *(files, names, media, captions, ledger, front_matter, rows, schema, documents, whole),
    *(markdown, almost, blocks, links, lists, parser, raw_html, templates, leftovers),
    *(*text.SUBJECTS, *of_site.SUBJECTS, *plain_language.SUBJECTS, *output.SUBJECTS),
    *(write, keeping, suppression),
)
"""Every rule of the program; `explain` explains each."""


@dataclass(frozen=True, slots=True)
class Look:
    """The result of checking one text: its problems, and what to compare with other texts."""

    problems: tuple[Problem, ...]
    voice: Voice | None
    """How it addresses the reader."""
    to_compare: ToCompare
    """The input from it for the checks of the whole site."""


def look_at(site: Site, path: str) -> Look:
    """Check one text, by itself and within the site."""
    document = site.by_path[path]
    seen = tuple(texts_of(document))
    problems, voice = look_over(document, seen, known_words(site))
    return Look((*problems, *of_site.check_text(site, document)), voice, of_site.to_compare(document, seen))


def look_over(
    document: Document, seen: Sequence[tuple[str, Place]], known: KnownWords
) -> tuple[tuple[Problem, ...], Voice | None]:
    """Return the problems of one text, given the words that the site knows, and how it addresses the reader."""
    problems, voice = plain_language.read_along(document, known)
    return (*text.check(document, seen, known), *problems), voice


def check(site: Site, looks: Sequence[Look], artifacts: Sequence[Artifact] | None) -> tuple[Problem, ...]:
    """Return the problems of all texts, of the site as a whole, and of the output.

    `artifacts` is None when a template is broken: then a missing page is no problem of a text.
    """
    voices = [look.voice for look in looks if look.voice is not None]
    of_texts = (problem for look in looks for problem in look.problems)
    of_the_whole = tuple(of_site.check(site, [look.to_compare for look in looks]))
    if artifacts is not None:
        of_the_whole += tuple(output.check(site, artifacts))
    return (*of_texts, *of_the_whole, *plain_language.consistency.compare(voices))


def suppress(site: Site, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Separate the problems to report from those that an author suppressed with a reason.

    Fixes that do not fit the source are dropped.
    """
    reported, unreported = suppression.suppress(site, problems, RULES)
    about = {problem.place.path for problem in reported if problem.fix}
    typed = {document.path: document.typed.split("\n") for document in site.documents if document.path in about}
    fit = (typable(one, typed[one.place.path]) if one.place.path in typed else one for one in reported)
    return tuple(fit), unreported
