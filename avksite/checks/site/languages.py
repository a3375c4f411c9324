"""The language of a page and of its parts has a code that browsers and voices know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.body import Emphasis, Link, walk
from avksite.content.languages import is_language
from avksite.content.settings import SITE
from avksite.problems import Place, Problem, Rule, Severity, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.kinds.base import Document
    from avksite.site import Site

UNKNOWN = Rule(
    id="taal-onbekend",
    severity=Severity.ERROR,
    promise="Van elke pagina en elk stuk in een andere taal is bekend welke taal het is.",
    why="Voorleessoftware kiest daarmee een stem. Met een verkeerde code klinkt Nederlands als onzin.",
    bad=example("Text.", "titel: Example", "taal: engels"),
    good=example("Text.", "titel: Example", "taal: en"),
    criterion="3.1.1",
)
RULES = (UNKNOWN,)

_HINT = "Typ een code van twee letters: `nl` voor Nederlands, `en` voor Engels, `de` voor Duits, `pl` voor Pools."


def check(site: Site) -> Iterator[Problem]:
    """Look at the language of the site, of every text, and of what says that it is in another one."""
    typed = [(site.config.lang, Place(SITE, site.content.settings.lines.get(("taal",), 1)))]
    typed += [pair for document in site.documents for pair in _typed(document)]
    for code, place in typed:
        if not is_language(code):
            yield Problem(UNKNOWN, place, f"`{code}` is geen code van een taal.", _HINT)


def _typed(document: Document) -> Iterator[tuple[str, Place]]:
    yield document.entry.lang, document.place("taal")
    for passage in document.body.passages:
        for node in walk(passage.children):
            if isinstance(node, Emphasis | Link) and node.lang:
                yield node.lang, Place(document.path, passage.line)
    for block in document.body.blocks:
        if block.name == "video" and isinstance(code := block.options.get("taal"), str):
            yield code, Place(document.path, block.option_lines.get("taal", block.line))
