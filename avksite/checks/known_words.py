"""What a check of one text may know of the site: names, figures and the words that it explains, and nothing else."""

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

    A text is looked at anew when it changed itself, or when these did; a post more or less changes nothing here. All
    of it is in rows, in an order that does not depend on chance, so that the memo can tell whether it changed.
    """

    names: tuple[str, ...] = ()
    """What the site calls itself, and the people in it."""
    organisations: tuple[str, ...] = ()
    """The names of the partners."""
    proper_names: tuple[str, ...] = ()
    """The names, short ones included, of what there is to learn and of the partners."""
    figures: tuple[tuple[str, str], ...] = ()
    """What a reader hears at each fact, by the name of the fact."""
    terms: tuple[str, ...] = ()
    """What the glossary explains, in every form."""
    easier: tuple[tuple[str, str], ...] = ()
    """Hard words that staff added, each with an easier one."""
    known: tuple[str, ...] = ()
    """Words that staff call known."""
    letters: tuple[str, ...] = ()
    """Words of first letters that staff call known."""


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
