"""The words of the site that a check of one text may use: names, figures and glossary terms."""

from __future__ import annotations

from avksite.frozen import dataclass
from avksite.kinds.learning import LEARNING
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.person import PERSON
from avksite.memo.queries import query
from avksite.site import Site


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words and names that hold for the whole site.

    A text is checked again when it changed, or when these did; a new post changes nothing here. All fields are sorted
    tuples, so that the memo can compare them.
    """

    names: tuple[str, ...] = ()
    """The names of the site and of its people."""
    organisations: tuple[str, ...] = ()
    """The names of the partners."""
    proper_names: tuple[str, ...] = ()
    """The names, also short ones, of learning items and partners."""
    figures: tuple[tuple[str, str], ...] = ()
    """The figure of each fact, by name."""
    terms: tuple[str, ...] = ()
    """Glossary terms, in every form."""
    easier: tuple[tuple[str, str], ...] = ()
    """Hard words that staff added, each with an easier one."""
    known: tuple[str, ...] = ()
    """Words that staff listed as known."""
    letters: tuple[str, ...] = ()
    """Acronyms that staff listed as known."""


@query
def known_words(site: Site) -> KnownWords:
    """Collect the words and names of a site."""
    named = [document.entry for document in (*site.of_kind(LEARNING), *site.of_kind(ORGANISATION))]
    return KnownWords(
        names=(site.config.name, site.config.tagline or "", *(d.entry.title for d in site.of_kind(PERSON))),
        organisations=tuple(document.entry.title for document in site.of_kind(ORGANISATION)),
        proper_names=tuple(name for entry in named for name in (entry.title, entry.short_title) if name),
        figures=tuple((name, fact.figure) for name, fact in site.facts.items()),
        terms=tuple(form for term in site.content.glossary.value for form in (term.word, *term.also)),
        easier=tuple(site.content.words.value.easier.items()),
        known=tuple(site.content.words.value.known),
        letters=tuple(site.content.words.value.letters),
    )
