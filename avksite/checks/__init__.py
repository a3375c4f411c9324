"""Runs the checks, in families by the input that they need: one text, the site, or the output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
from avksite.memo.digest import digest_of_bytes
from avksite.memo.later import at_hand
from avksite.memo.memo import Memo
from avksite.problems import Place, Problem, rules_in, typable
from avksite.rendering import ledger as keeping
from avksite.rendering import templates, write
from avksite.rendering.artifact import Artifact, Facts, Unreported
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


@dataclass(frozen=True, slots=True)
class Surface:
    """The output as other pages know it: of a file its path and title, and all of a page whose places a link names."""

    artifacts: Sequence[Artifact] | None
    aimed_at: frozenset[str]

    def __digest__(self) -> bytes:
        """Count by what others can know of each file."""
        if self.artifacts is None:
            return digest_of_bytes()
        rows = (
            f"{it.path}\0{it.made_from}\0{it.title}\0{' '.join(it.facts.twice)}\0"
            f"{it.data.digest.hex() if it.path in self.aimed_at else ''}\0"
            for it in self.artifacts
        )
        return digest_of_bytes("".join(sorted(rows)).encode())

    @property
    def bare(self) -> tuple[Artifact, ...]:
        """The files with no more than that: who asks for the rest gets nothing."""
        nothing = at_hand(b"", b"")
        return tuple(
            it
            if it.path in self.aimed_at
            else replace(it, data=nothing, copied_from=None, facts=Facts(twice=it.facts.twice))
            for it in self.artifacts or ()
        )


Beside = tuple[tuple[Problem, ...], tuple[Problem, ...]]
"""The problems where a body names something else, and those that no change of a body moves."""


def look_at_whole(site: Site, surface: Surface) -> Beside:
    """Look at the site as a whole, and at what was made of it."""
    if surface.artifacts is None:
        return tuple(of_site.media.check(site)), tuple(of_site.check(site))
    made = surface.bare
    named = (*of_site.media.check(site), *output.targets.check(site, made))
    return named, (*of_site.check(site), *output.check(site, made))


def check(site: Site, looks: Sequence[Look], artifacts: Sequence[Artifact] | None, memo: Memo) -> tuple[Problem, ...]:
    """Return the problems of all texts, of the site as a whole, and of the output.

    `artifacts` is None when a template is broken: then a missing page is no problem of a text.
    """
    voices = [look.voice for look in looks if look.voice is not None]
    of_texts = (problem for look in looks for problem in look.problems)
    beside = of_site.compare(site, [look.to_compare for look in looks])
    (aimed_at,) = memo.ask(output.targets.aimed_at, [""], site, of_whole=True)
    surface = Surface(artifacts, aimed_at)
    ((named, others),) = memo.ask(look_at_whole, [surface], site, of_whole=True)
    if named:  # on which lines that is now, only the bodies know
        named, others = look_at_whole(site, surface)
    weighed = output.weight.check(site, artifacts) if artifacts is not None else ()
    return (*of_texts, *beside, *named, *others, *weighed, *plain_language.consistency.compare(voices))


def suppress(site: Site, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Separate the problems to report from those that an author suppressed with a reason.

    Fixes that do not fit the source are dropped.
    """
    reported, unreported = suppression.suppress(site, problems, RULES)
    about = {problem.place.path for problem in reported if problem.fix}
    typed = {document.path: document.typed.split("\n") for document in site.documents if document.path in about}
    fit = (typable(one, typed[one.place.path]) if one.place.path in typed else one for one in reported)
    return tuple(fit), unreported
