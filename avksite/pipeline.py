"""The program on one screen: read, understand, assemble, plan, make, check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from avksite.checks import check, look_at, suppress
from avksite.checks.site.consent import withhold
from avksite.content.files import read
from avksite.content.media import NOT_A_PICTURE, SAVE_ANEW
from avksite.frozen import dataclass
from avksite.kinds.document import understand
from avksite.memo.memo import CHUNK
from avksite.outputs import OUTPUTS
from avksite.outputs.pages.statement import with_evidence
from avksite.outputs.search.index import found_in, search_index
from avksite.outputs.search.records import texts_sought
from avksite.problems import Place, Problem, Unusable, merge_causes
from avksite.rendering.artifact import Artifact, Build
from avksite.rendering.templates import BROKEN_TEMPLATE
from avksite.site import assemble

if TYPE_CHECKING:
    from avksite.checks import Look
    from avksite.content.files import Content, Each
    from avksite.memo.memo import Memo
    from avksite.outputs.search.index import Found
    from avksite.rendering.artifact import Plan
    from avksite.site import Site


Result = TypeVar("Result")
Answer = tuple[tuple[Result, ...], tuple[Problem, ...]]
"""What a step made, and what it found to be wrong."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where everything is: the folder that holds `content/`, and the published address when it is not site.yaml's."""

    root: Path
    base_url: str | None = None
    held_back: Mapping[str, str] | None = None
    """Files with a fault, by path: where what stands in for each lies, an earlier version; or "" to leave it out."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A site before anything of it is planned."""

    site: Site
    typed: Site
    """The same site with the pictures in it of people who no longer agree to them."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be made of a site, before any of it is."""

    joined: Joined
    plans: tuple[Plan, ...]
    problems: frozenset[Problem]


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work on a site, and the source that it is about."""

    function: Callable[[Site, Any], Any]
    item: Plan | str
    source: str

    @property
    def name(self) -> str:
        """What is done."""
        return (self.function if isinstance(self.item, str) else self.item.maker).__qualname__


def build(project: Project, now: datetime, memo: Memo) -> Build:
    """Make the whole site as it is at one moment, in memory, with all its problems.

    The same project at the same moment gives the same artifacts, byte for byte. Nothing is written.
    """
    return finish(plan(join(project, now, memo.map)), memo)


def join(project: Project, now: datetime, each: Each) -> Joined:
    """Read a project and return it as a site at one moment; `each` is how a pure function is asked of many files."""
    content = _published_at(project.base_url, read(project.root, each, project.held_back))
    understood = each(understand, content.sources)  # pure: text -> typed document with its tree
    documents = [document for document, _ in understood if document]
    typed, mismatched = assemble(project.root, content, documents, now)  # one value; whole-site questions are queries
    misread = [problem for _, problems in understood for problem in problems]
    return joined(typed, (*content.problems, *misread, *mismatched))


def joined(typed: Site, problems: Iterable[Problem] = ()) -> Joined:
    """Return a site, with what was wrong already."""
    site, run_out = withhold(typed)  # nothing names what is held back, or whoever no longer agrees to be seen
    return Joined(site, typed, (*problems, *run_out))


def plan(joined: Joined) -> Planned:
    """Return what will be made of a site."""
    plans, unplanned = _joined(_planned(output, joined.site) for output in OUTPUTS)  # every address is known beforehand
    return Planned(joined, plans, frozenset((*joined.problems, *unplanned)))


def finish(planned: Planned, memo: Memo) -> Build:
    """Make what is planned, and check it."""
    site = planned.joined.site
    made, words, looks = _performed(planned, memo)  # what each asks of the site is recorded
    artifacts, broken = _joined(made)
    artifacts += tuple(search_index(site, planned.plans, words, memo))  # reads what all others planned
    found = {*planned.problems, *broken}
    is_all_made = all(problem.rule != BROKEN_TEMPLATE for problem in found)
    found |= {*check(site, looks, artifacts if is_all_made else None)}
    problems, unreported = suppress(site, found)  # what an author suppressed goes into the summary
    problems = merge_causes(replace(problem, in_draft=problem.place.path in site.drafts) for problem in problems)
    return Build(site, with_evidence(artifacts, problems, unreported), problems, unreported)


def _published_at(base_url: str | None, content: Content) -> Content:
    """Let the address given with the command win over that of site.yaml."""
    if base_url is None:
        return content
    config = content.settings.value.model_copy(update={"base_url": base_url.rstrip("/")})
    return replace(content, settings=replace(content.settings, value=config))


def _planned(output: Callable[[Site], Iterator[Plan]], site: Site) -> Answer[Plan]:
    """Return the plans of an output; one that cannot plan, since a file beside the layouts is gone, says so."""
    plans: list[Plan] = []
    try:
        plans += output(site)
    except Unusable as unusable:
        return tuple(plans), unusable.problems
    return tuple(plans), ()


def _performed(planned: Planned, memo: Memo) -> tuple[list[Answer[Artifact]], list[Found], list[Look]]:
    """Make what is planned, and take words from texts and look at them; photos go several at a time, and last.

    A text is looked at as it was typed, before a picture was left out: what an author wrote about that still holds.
    """
    site, typed = planned.joined.site, planned.joined.typed
    tasks = [Task(make, it, it.made_from) for it in planned.plans if not it.is_heavy]
    tasks += [Task(found_in, path, path) for path in texts_sought(site)]
    tasks += [Task(look_at, path, path) for path in typed.by_path if typed is site]
    done: dict[Callable[..., Any], list[Any]] = {make: [], found_in: [], look_at: []}
    tasks = list(_together(tasks))
    for task, answer in zip(tasks, memo.ask(perform, tasks, site), strict=True):
        done[task.function].append(answer)
    if typed is not site:
        done[look_at] = memo.ask(look_at, typed.by_path, typed)
    heavy = [it for it in planned.plans if it.is_heavy]
    done[make] += memo.ask(make_heavy, heavy, site, heavy=True, crashed=undecodable_picture)
    return done[make], done[found_in], done[look_at]


def _together(tasks: list[Task]) -> Iterator[Task]:
    """Yield tasks, those about one text in one chunk: a process fetches and takes apart once what that says.

    Within a chunk the same is done one behind the other, which a processor does a tenth faster: its cache is small.
    """
    by_source = sorted(tasks, key=lambda it: it.source)
    for first in range(0, len(tasks), CHUNK):
        yield from sorted(by_source[first : first + CHUNK], key=lambda it: it.name)


def perform(site: Site, task: Task) -> Any:  # noqa: ANN401  what the function of the task returns
    """Do one task; the progress line knows it by this name."""
    return task.function(site, task.item)


def undecodable_picture(plan: Plan) -> Answer[Artifact]:
    """Return what is wrong with a picture, or that of a text, on which the decoder of a library crashed."""
    message = "Op deze afbeelding loopt vast wat haar moet uitpakken."
    return (), (Problem(NOT_A_PICTURE, Place(plan.made_from, 1), message, SAVE_ANEW),)


def make_heavy(site: Site, plan: Plan) -> Answer[Artifact]:
    """Make what a heavy plan announces; the progress line knows it by this name."""
    return make(site, plan)


def make(site: Site, plan: Plan) -> Answer[Artifact]:
    """Make what one plan announces; what cannot be made gives its problems, and the others still come out."""
    try:
        made = plan.maker(site, *plan.about)
    except Unusable as unusable:
        return (), unusable.problems
    files = zip((plan.path, *plan.also), made if isinstance(made, tuple) else (made,), strict=True)
    return tuple(Artifact.of(path, plan.made_from, content) for path, content in files), ()


def _joined(answers: Iterable[Answer[Result]]) -> Answer[Result]:
    done = list(answers)
    return tuple(chain(*(results for results, _ in done))), tuple(chain(*(problems for _, problems in done)))
