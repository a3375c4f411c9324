"""The finished pages: whatever made them, what comes out is sound, and the same from page to page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from avksite.checks.built import behaviour, files, structure, weight
from avksite.checks.built.sources import Sources
from avksite.checks.built.wording import TOLD
from avksite.making.artifact import Finding
from avksite.making.audit import Sort
from avksite.making.signing_up import form_action
from avksite.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from avksite.making.artifact import Artifact
    from avksite.problems import Rule
    from avksite.site import Site

RULES = (*structure.RULES, *behaviour.RULES, *weight.RULES)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Tell what was found on the pages, each thing once at the line that made it, with how many pages have it."""
    pages = [artifact for artifact in artifacts if files.is_page(artifact)]
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
    yield from files.check(site, artifacts)
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
    return Problem(rule, place, f"Op {files.named(pages)} {said(finding)}.", hint)


def _compared(pages: Iterable[Artifact], of: Callable[[Artifact], object], rule: Rule, said: str) -> Iterator[Problem]:
    """Report the pages that differ from most."""
    whole = [page for page in pages if not page.made.passes_on]
    usual = Counter(of(page) for page in whole).most_common(1)
    different = [page for page in whole if usual and of(page) != usual[0][0]]
    if different:
        message = f"Op {files.named(different)} {said}."
        hint = "Haal dit deel uit het sjabloon `layout.html`, zoals de andere pagina’s. Vraag wie de sjablonen beheert."
        yield Problem(rule, Place(different[0].made_from, 1), message, hint)
