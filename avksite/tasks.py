"""Tasks: files are made, and texts give their words to the search and are looked at, once all is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

from avksite.checks import Look, look_at
from avksite.content.media import NOT_A_PICTURE, SAVE_AGAIN
from avksite.frozen import dataclass
from avksite.memo.digest import digest
from avksite.memo.memo import CHUNK, Memo
from avksite.outputs.search.index import Found, found_in
from avksite.outputs.search.records import texts_sought
from avksite.problems import Place, Problem, Unusable
from avksite.rendering.artifact import Artifact, Plan
from avksite.site import Site

Result = TypeVar("Result")
Answer = tuple[tuple[Result, ...], tuple[Problem, ...]]
"""The results of a step, and its problems."""


@dataclass(frozen=True, slots=True)
class Task:
    """A function of the site, and the source that it is about."""

    function: Callable[[Site, Any], Any]
    item: Plan | str
    source: str

    @property
    def name(self) -> str:
        """The name of its work, for the progress line."""
        return (self.function if isinstance(self.item, str) else self.item.maker).__qualname__


@dataclass(frozen=True, slots=True)
class Done:
    """The results of all tasks."""

    artifacts: tuple[Artifact, ...]
    broken: tuple[Problem, ...]
    """The problems of what could not be made."""
    found: tuple[Found, ...]
    looks: tuple[Look, ...]


def do(plans: Iterable[Plan], about: bytes, site: Site, typed: Site, memo: Memo) -> Done:
    """Make what is planned, and take words from texts and look at them; photos go several at a time, and last.

    `about` is a digest of the plans. A text is looked at as it was `typed`, before a picture was left out: what an
    author wrote about that still holds.
    """
    light, heavy = ([plan for plan in plans if plan.is_heavy is is_heavy] for is_heavy in (False, True))
    tasks = [Task(make, it, it.made_from) for it in light]
    tasks += [Task(found_in, path, path) for path in texts_sought(site)]
    tasks += [Task(look_at, path, path) for path in typed.by_path if typed is site]
    tasks = list(_in_chunks(tasks))
    done: dict[Callable[..., Any], list[Any]] = {make: [], found_in: [], look_at: []}
    about = digest((about, site.state, typed.state))
    for task, answer in zip(tasks, memo.ask(perform, tasks, site, about=about), strict=True):
        done[task.function].append(answer)
    if typed is not site:
        done[look_at] = memo.ask(look_at, typed.by_path, typed)
    done[make] += memo.ask(make_heavy, heavy, site, heavy=True, crashed=undecodable_picture)
    return Done(*together(done[make]), tuple(done[found_in]), tuple(done[look_at]))


def _in_chunks(tasks: list[Task]) -> Iterator[Task]:
    """Yield tasks, those about one text in one chunk: a process fetches and takes apart once what that says.

    Within a chunk the same is done one behind the other, which a processor does a tenth faster: its cache is small.
    """
    by_source = sorted(tasks, key=lambda it: it.source)
    for first in range(0, len(tasks), CHUNK):
        yield from sorted(by_source[first : first + CHUNK], key=lambda it: it.name)


def perform(site: Site, task: Task) -> Any:  # noqa: ANN401  what the function of the task returns
    """Run one task; the progress line uses this name."""
    return task.function(site, task.item)


def make(site: Site, plan: Plan) -> Answer[Artifact]:
    """Make the files of a plan, or return the problems of what cannot be made."""
    try:
        made = plan.maker(site, *plan.about)
    except Unusable as unusable:
        return (), unusable.problems
    files = zip((plan.path, *plan.also), made if isinstance(made, tuple) else (made,), strict=True)
    return tuple(Artifact.of(path, plan.made_from, content) for path, content in files), ()


def make_heavy(site: Site, plan: Plan) -> Answer[Artifact]:
    """Make the files of a heavy plan; the progress line uses this name."""
    return make(site, plan)


def undecodable_picture(plan: Plan) -> Answer[Artifact]:
    """Return the problem of an image, or of the image of a text, on which a decoder crashed."""
    message = "Op deze afbeelding loopt vast wat haar moet uitpakken."
    return (), (Problem(NOT_A_PICTURE, Place(plan.made_from, 1), message, SAVE_AGAIN),)


def together(answers: Iterable[Answer[Result]]) -> Answer[Result]:
    """Combine the results and problems of many steps."""
    done = list(answers)
    return tuple(chain(*(results for results, _ in done))), tuple(chain(*(problems for _, problems in done)))
