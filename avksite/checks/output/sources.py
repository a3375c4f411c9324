"""Where a person can mend what is wrong on a made page: the line of a text, of the settings, or of a template."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.content.body import Block
from avksite.content.keys import values
from avksite.content.settings import SITE
from avksite.problems import Place
from avksite.rendering.templates import TEMPLATES, templates_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Artifact, Finding
    from avksite.site import Site

TEMPLATE_SUFFIXES = (".html", ".svg")
LEAST_TO_SEARCH = 2
"""Words of one letter stand everywhere."""


class Sources:
    """Finds the line to change; templates are read only when something is wrong."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def place(self, page: Artifact, finding: Finding) -> Place:
        """Return where what was found was typed: in the page's own text, its settings, a template; else its first line.

        Markup is never typed in a text, so what is found by its markup alone is looked up in the templates.
        """
        document = self._site.by_path.get(page.made_from)
        typed = self._in_text(document, finding.words) or _passage(document, finding.near) if document else None
        return typed or self._in_settings(finding.words) or self._in_templates(finding) or Place(page.made_from, 1)

    def is_typed(self, page: Artifact, words: str) -> bool:
        """Say whether a heading with these words stands in the page's own text."""
        document = self._site.by_path.get(page.made_from)
        return document is not None and any(_same(words, heading.text) for heading in document.body.headings)

    def has_nameless(self, page: Artifact, words: str) -> bool:
        """Say whether the page's own text has a link or a fold without words."""
        document = self._site.by_path.get(page.made_from)
        if document is None:
            return False
        parts = document.body.blocks if words in {"summary", "button"} else document.body.links
        return any(not (part.title if isinstance(part, Block) else part.text).strip() for part in parts)

    def _in_text(self, document: Document, words: str) -> Place | None:
        if len(words) < LEAST_TO_SEARCH:
            return None
        body = document.body
        for heading in body.headings:
            if words in {heading.text, heading.id}:
                return Place(document.path, heading.line)
        for link in body.links:
            if _same(link.text, words) or words in {link.target, link.lang}:
                return Place(document.path, link.line)
        for image in body.images:
            if _same(image.alt, words) or image.target.endswith(words):
                return Place(document.path, image.line)
        for loc, value in values(document.entry):
            if isinstance(value, str) and _same(value, words):
                return document.place(*loc)
        return None

    def _in_settings(self, words: str) -> Place | None:
        lines = self._site.settings.lines
        for loc, value in values(self._site.config) if len(words) >= LEAST_TO_SEARCH else ():
            if isinstance(value, str) and loc in lines and _same(value, words):
                return Place(SITE, lines[loc])
        return None

    def _in_templates(self, finding: Finding) -> Place | None:
        for wanted in (finding.markup, finding.words):
            for path, lines in self._templates if len(wanted) >= LEAST_TO_SEARCH else ():
                for number, line in enumerate(lines, start=1):
                    if wanted in line:
                        return Place(path, number)
        return None

    @cached_property
    def _templates(self) -> tuple[tuple[str, list[str]], ...]:
        """Every template with its lines; the project's own come first, and win from the program's of that name."""
        found: dict[str, list[str]] = {}
        for folder in dict.fromkeys((Path(templates_of(self._site.root)), TEMPLATES)):
            for path in sorted(folder.rglob("*")):
                name = f"templates/{path.relative_to(folder).as_posix()}"
                if path.suffix in TEMPLATE_SUFFIXES and name not in found and "/mail/" not in name:
                    found[name] = path.read_text(encoding="utf-8", errors="replace").splitlines()
        return tuple(found.items())


def _passage(document: Document, words: str) -> Place | None:
    found = (it for it in document.body.passages if len(words) >= LEAST_TO_SEARCH and words in it.text)
    return next((Place(document.path, passage.line) for passage in found), None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def named(pages: Sequence[Artifact]) -> str:
    """Name the first of these pages, and say how many more there are."""
    first, others = min(page.address for page in pages), len({page.path for page in pages}) - 1
    more = {0: "", 1: " en nog 1 pagina"}.get(others, f" en nog {others} pagina’s")
    return f"`{first}`{more}"
