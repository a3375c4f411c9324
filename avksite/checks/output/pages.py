"""What was found on the finished pages, each thing told once at the line that made it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from avksite.checks.output import behaviour, structure, weight
from avksite.checks.output.sources import Sources, named
from avksite.checks.output.wording import TOLD
from avksite.problems import Place, Problem
from avksite.rendering.artifact import Finding
from avksite.rendering.audit import Sort, loaded_by_style
from avksite.rendering.sign_up import form_action
from avksite.rendering.templates import templates_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from avksite.problems import Rule
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

RULES = (*structure.RULES, *behaviour.RULES, *weight.RULES)

_COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL),
}
_NAMED_BY_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)["'`]""")
_NAMES_OF_FORMATS = "http://www.w3.org/"
"""Drawings name their format by such an address; nothing is fetched from it."""


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Tell what was found on the pages, each thing once at the line that made it, with how many pages have it."""
    pages = [artifact for artifact in artifacts if is_page(artifact)]
    sources = Sources(site)
    told: dict[tuple[Finding, Place], list[Artifact]] = {}
    for page in pages:
        for finding in page.made.findings:
            if not _is_known(site, page, finding, sources):
                told.setdefault((finding, sources.place(page, finding)), []).append(page)
    for (finding, place), on in told.items():
        yield _problem(finding, place, on)
    yield from _compared(pages, lambda page: page.made.menu, structure.MENU, "staat een ander menu dan op de rest")
    yield from _compared(pages, lambda page: page.made.help, structure.HELP, "staat andere hulp dan op de rest")
    yield from _loaded(site, artifacts)
    yield from weight.check(pages, artifacts, sources)


def _is_known(site: Site, page: Artifact, finding: Finding, sources: Sources) -> bool:
    """Say whether a finding is no fault, or is told already at its own line as a fault of the text."""
    match finding.sort:
        case Sort.LOADS:
            # The one form that goes elsewhere tells a reader so beside its button.
            own = urlsplit(site.config.base_url).netloc
            return urlsplit(finding.words).netloc == own or finding.words == form_action(site)
        case Sort.HEADING_JUMP | Sort.MAIN_HEADING:
            return sources.is_typed(page, finding.words)
        case Sort.NAMELESS:
            return sources.has_nameless(page, finding.words)
        case _:
            return False


def _problem(finding: Finding, place: Place, pages: Sequence[Artifact]) -> Problem:
    rule, said, hint = TOLD[Sort(finding.sort)]
    by_template = place.path.startswith("templates/")
    hint = hint.format(words=finding.words)
    if by_template:
        hint += " Schrijf je alleen teksten? Vraag het dan aan wie de sjablonen beheert."
    return Problem(rule, place, f"Op {named(pages)} {said(finding)}.", hint)


def _compared(pages: Iterable[Artifact], of: Callable[[Artifact], object], rule: Rule, said: str) -> Iterator[Problem]:
    """Report the pages that differ from most."""
    whole = [page for page in pages if not page.made.passes_on]
    usual = Counter(of(page) for page in whole).most_common(1)
    different = [page for page in whole if usual and of(page) != usual[0][0]]
    if different:
        message = f"Op {named(different)} {said}."
        hint = "Haal dit deel uit het sjabloon `layout.html`, zoals de andere pagina’s. Vraag wie de sjablonen beheert."
        yield Problem(rule, Place(different[0].made_from, 1), message, hint)


def is_page(artifact: Artifact) -> bool:
    """Say whether a made file is a page of the site: mails have checks of their own."""
    return artifact.path.endswith(".html") and not artifact.path.endswith("/mail.html") and bool(artifact.made.content)


def _loaded(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at what the style sheets and scripts load."""
    own, folder = urlsplit(site.config.base_url).netloc, templates_of(site.root)
    for artifact in artifacts:
        if artifact.path.endswith(tuple(_COMMENT)) and artifact.path.startswith("assets/"):
            yield from _strangers(artifact, text_of(folder, artifact.path), own)


def _strangers(artifact: Artifact, typed: str, own: str) -> Iterator[Problem]:
    """Look in the file as it was typed: what is sent has other lines."""
    suffix = artifact.path[artifact.path.rindex(".") :]
    # Comments keep their lines, so that a line below counts as it was typed.
    bare = _COMMENT[suffix].sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), typed)
    found: Iterable[str] = loaded_by_style(bare) if suffix == ".css" else _NAMED_BY_SCRIPT.findall(bare)
    for address in dict.fromkeys(found):
        if urlsplit(address).netloc != own and not address.startswith(_NAMES_OF_FORMATS):
            line = bare.count("\n", 0, bare.index(address)) + 1
            message = f"Hier wordt iets opgehaald bij een ander: `{address}`."
            hint = "Zet het bestand zelf in `templates/assets/`, en verwijs daarnaar."
            yield Problem(behaviour.LOADS, Place(artifact.made_from, line), message, hint)
