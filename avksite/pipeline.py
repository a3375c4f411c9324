"""The program on one screen: read, understand, assemble, plan, make, check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from avksite.checks import check, suppress
from avksite.checks.site.consent import withhold
from avksite.content.files import Content, Each, read
from avksite.frozen import dataclass
from avksite.kinds.document import understand
from avksite.memo.digest import digest, digest_of_bytes
from avksite.memo.later import Later, at_hand
from avksite.memo.memo import Memo
from avksite.outputs import OUTPUTS
from avksite.outputs.pages.statement import with_evidence
from avksite.outputs.search.index import search_index
from avksite.problems import Problem, Unusable, merge_causes
from avksite.rendering.artifact import Build, Plan
from avksite.rendering.templates import BROKEN_TEMPLATE
from avksite.site import Site, assemble
from avksite.tasks import Answer, do, together


@dataclass(frozen=True, slots=True)
class Project:
    """The input of a build: the folder with `content/`, and the published address if it is not that of site.yaml."""

    root: Path
    base_url: str | None = None
    held_back: Mapping[str, str] | None = None
    """Files that are held back, by path: the place of an earlier version to use, or "" to leave it out."""
    began: float = 0.0
    """The moment at which this build began (seconds since 1970); 0 when unknown, and then every text is read."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A site before planning."""

    site: Site
    typed: Site
    """The same site with the images whose consent has ended."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """The plans of a site."""

    joined: Joined
    plans: tuple[Plan, ...]
    problems: frozenset[Problem]
    about: bytes
    """A digest of the plans."""


def build(project: Project, now: datetime, memo: Memo) -> Build:
    """Make the whole site in memory as of one moment, with all its problems.

    The same project at the same moment gives the same artifacts, byte for byte. Nothing is written.
    """
    return finish(plan(join(project, now, memo.map), memo), memo)


def join(project: Project, now: datetime, each: Each) -> Joined:
    """Read a project and return it as a site at one moment; `each` applies a pure function to many files."""
    content = _published_at(project.base_url, read(project.root, each, project.held_back, project.began))
    understood = each(understand, content.sources)  # pure: text -> typed document with its tree
    documents = [document for document, _ in understood if document]
    typed, mismatched = assemble(project.root, content, documents, now)  # one value; whole-site questions are queries
    misread = [problem for _, problems in understood for problem in problems]
    return joined(typed, (*content.problems, *misread, *mismatched))


def joined(typed: Site, problems: Iterable[Problem] = ()) -> Joined:
    """Return a site, with the problems so far."""
    site, run_out = withhold(typed)  # without drafts, held-back files and images whose consent has ended
    return Joined(site, typed, (*problems, *run_out))


def plan(joined: Joined, memo: Memo) -> Planned:
    """Return what will be made of a site."""
    planned = memo.ask(_planned, OUTPUTS, joined.site, of_whole=True)  # no output knows another
    plans, unplanned = together(it.value for it in planned)
    about = digest_of_bytes(*(it.digest for it in planned))
    return Planned(joined, plans, frozenset((*joined.problems, *unplanned)), about)


def finish(planned: Planned, memo: Memo) -> Build:
    """Make what is planned, and check it."""
    site = planned.joined.site
    # the queries of each task to the site are recorded
    done = do(planned.plans, planned.about, site, planned.joined.typed, memo)
    artifacts = (*done.artifacts, *search_index(site, planned.plans, done.found, memo))
    found = {*planned.problems, *done.broken}
    is_all_made = all(problem.rule != BROKEN_TEMPLATE for problem in found)
    found |= {*check(site, done.looks, artifacts if is_all_made else None, memo)}
    problems, unreported = suppress(site, found)  # suppressed problems go into the summary
    problems = merge_causes(replace(problem, in_draft=problem.place.path in site.drafts) for problem in problems)
    return Build(site, with_evidence(artifacts, problems, unreported), problems, unreported)


def _published_at(base_url: str | None, content: Content) -> Content:
    """Override the address in site.yaml by that of the command."""
    if base_url is None:
        return content
    config = content.settings.value.model_copy(update={"base_url": base_url.rstrip("/")})
    return replace(content, settings=replace(content.settings, value=config))


def _planned(site: Site, output: Callable[[Site], Iterator[Plan]]) -> Later[Answer[Plan]]:
    """Return the plans of an output, with its problem when a file of the layouts is missing."""
    plans: list[Plan] = []
    problems: tuple[Problem, ...] = ()
    try:
        plans += output(site)
    except Unusable as unusable:
        problems = unusable.problems
    answer = tuple(plans), problems
    return at_hand(digest(answer), answer)
