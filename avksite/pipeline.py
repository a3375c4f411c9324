"""The program on one screen: read, understand, assemble, plan, make, check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from avksite.checks import check, suppress
from avksite.content.files import read
from avksite.kinds.document import understand
from avksite.outputs import OUTPUTS
from avksite.outputs.pages.statement import with_evidence
from avksite.outputs.search.index import make_index
from avksite.outputs.search.records import findables, synonyms
from avksite.problems import Problem, Unusable, told_once
from avksite.rendering.artifact import Artifact, Build
from avksite.site import assemble

if TYPE_CHECKING:
    from avksite.content.files import Content
    from avksite.rendering.artifact import Plan
    from avksite.rendering.memo import Memo
    from avksite.site import Site


Result = TypeVar("Result")
Artifacts = tuple[tuple[Artifact, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Project:
    """Where everything is: the folder that holds `content/`, and the published address when it is not site.yaml's."""

    root: Path
    base_url: str | None = None


def build(project: Project, now: datetime, memo: Memo) -> Build:
    """Make the whole site as it is at one moment, in memory, with all its problems.

    The same project at the same moment gives the same artifacts, byte for byte. Nothing is written.
    """
    content = _published_at(project.base_url, read(project.root, memo.map))
    documents, misread = _parted(memo.map(understand, content.sources))  # pure: text -> typed document, rendered body
    site, mismatched = assemble(project.root, content, documents, now)  # one value; whole-site questions are queries
    plans, unplanned = _planned(site)  # every address is known before anything is made
    artifacts, broken = _joined(_made(plans, memo))  # pure: plan -> bytes, and what the page links to
    found = {*content.problems, *misread, *mismatched, *unplanned, *broken, *check(site, artifacts, memo)}
    problems, unreported = suppress(site, found)  # what an author asked not to hear about goes into the summary
    problems = told_once(replace(problem, in_draft=problem.place.path in site.drafts) for problem in problems)
    return Build(site, with_evidence(artifacts, problems, unreported), problems, unreported)


def search_index(build: Build, memo: Memo) -> tuple[Artifact, ...]:
    """Make the index of a build that readers search in: only for what is published, since it takes its time.

    Words that did not change give the index of last time, from the memo.
    """
    found = findables(build.site, build.artifacts, memo)
    (index,) = memo.map(make_index, [(found, synonyms(build.site))])
    return index


def _published_at(base_url: str | None, content: Content) -> Content:
    """Let the address given with the command win over that of site.yaml."""
    if base_url is None:
        return content
    config = content.settings.config.model_copy(update={"base_url": base_url.rstrip("/")})
    return replace(content, settings=replace(content.settings, config=config))


def _planned(site: Site) -> tuple[list[Plan], list[Problem]]:
    """Return the plans of every output; one that cannot plan, since a file beside the layouts is gone, says so."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for output in OUTPUTS:
        try:
            plans += output(site)
        except Unusable as unusable:
            problems += unusable.problems
    return plans, problems


def _made(plans: list[Plan], memo: Memo) -> list[Artifacts]:
    """Make what is planned; photos go several at a time, and last."""
    light = [plan for plan in plans if not plan.is_heavy]
    heavy = [plan for plan in plans if plan.is_heavy]
    return [*memo.map(make, light), *memo.map(make_heavy, heavy, together=True)]


def make_heavy(plan: Plan) -> Artifacts:
    """Make what a heavy plan announces; by this name whoever waits is told what takes long."""
    return make(plan)


def make(plan: Plan) -> Artifacts:
    """Make what one plan announces; what cannot be made gives its problems, and the others still come out."""
    try:
        made = plan.maker(plan.view)
    except Unusable as unusable:
        return (), unusable.problems
    files = zip((plan.path, *plan.also), made if isinstance(made, tuple) else (made,), strict=True)
    return tuple(Artifact(path, plan.made_from, content) for path, content in files), ()


def _joined(answers: list[Artifacts]) -> tuple[tuple[Artifact, ...], list[Problem]]:
    artifacts = tuple(artifact for made, _ in answers for artifact in made)
    return artifacts, [problem for _, problems in answers for problem in problems]


def _parted(
    answers: list[tuple[Result | None, tuple[Problem, ...]]],
) -> tuple[list[Result], list[Problem]]:
    """Part what steps made from what they found."""
    made = [result for result, _ in answers if result is not None]
    return made, [problem for _, problems in answers for problem in problems]
