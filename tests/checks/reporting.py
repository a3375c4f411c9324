"""Reports for tests of checks: place, rule, message and hint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from avksite.checks import plain_language
from avksite.checks import site as of_site
from avksite.checks import text as of_text
from avksite.checks.known_words import known_words
from avksite.checks.plain_language import consistency
from avksite.checks.site.consent import withhold
from avksite.checks.visible_text import texts_of
from avksite.content.files import read
from avksite.kinds.document import understand
from avksite.memo.memo import Memo
from avksite.problems import Problem, merge_causes
from avksite.site import Site, assemble
from tests.sites import concise, example_site, folder, moment_of, site

WIDTH = 100


def report(text: str, today: str = "1 mei 2024", about: str = "") -> str:
    """Build an example as a whole site, and return its report, for rules whose ids start with `about`."""
    problems = site(example_site(text), today).problems
    return "".join(_told(problem) for problem in problems if problem.rule.id.startswith(about))


def checked(text: str, today: str = "1 mei 2024") -> tuple[Problem, ...]:
    """Return the problems that the checks of texts and of the site report, without making output."""
    with assembled(text, today) as before:
        whole, run_out = withhold(before)
        known = known_words(whole)
        seen = [(document, tuple(texts_of(document))) for document in whole.documents]
        of_texts = (problem for document, texts in seen for problem in of_text.check(document, texts, known))
        beside = (problem for document in whole.documents for problem in of_site.check_text(whole, document))
        together = (
            *of_site.media.check(whole),
            *of_site.check(whole),
            *of_site.compare(whole, [of_site.to_compare(*one) for one in seen]),
        )
        return merge_causes({*run_out, *of_texts, *beside, *together})


def coached(text: str, today: str = "1 mei 2024") -> tuple[Problem, ...]:
    """Return the problems that the language coach reports, without making output."""
    with assembled(text, today) as whole:
        known = known_words(whole)
        read = [plain_language.read_along(document, known) for document in whole.documents]
        compared = consistency.compare([voice for _, voice in read if voice])
        return merge_causes({*(problem for problems, _ in read for problem in problems), *compared})


@contextmanager
def assembled(text: str, today: str = "1 mei 2024") -> Iterator[Site]:
    """Yield an example as a site, without making output."""
    with folder(example_site(text)) as root:
        content = read(root, Memo().map)
        documents = [document for document, _ in map(understand, content.sources) if document]
        yield assemble(root, content, documents, moment_of(today))[0]


def _told(problem: Problem) -> str:
    place = concise((replace(problem, also=()),)).removesuffix(f" {problem.message}")
    also = "".join(f"  + {place.path}:{place.line}\n" for place in problem.also)
    return f"{place}\n{also}{_wrapped('  ', problem.message)}\n{_wrapped('  > ', problem.hint)}\n"


def _wrapped(lead: str, text: str) -> str:
    inset = " " * len(lead)
    return textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=inset, break_on_hyphens=False)


def page(text: str, front: str = "") -> str:
    """Return a page at `content/voorbeeld.md`; its text starts on line 4, below the title and `front`."""
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n{front}---\n{text}\n"
