"""The preview: the site as it would be now, in memory; a page is rendered on request."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from avksite.checks import look_at, suppress
from avksite.checks.output import targets
from avksite.checks.site import references
from avksite.commands.fix import namings
from avksite.commands.hold_back import OF_PEOPLE, OF_THE_WHOLE
from avksite.content.files import Each, Source, take
from avksite.desk.repository import repository_of
from avksite.kinds import NOT_FOUND, address_of
from avksite.kinds.base import Document
from avksite.kinds.document import understand
from avksite.memo.memo import Memo
from avksite.patterns import regex
from avksite.pipeline import Joined, Planned, Project, finish, join, joined, plan
from avksite.problems import Problem, Severity, merge_causes
from avksite.rendering.artifact import Artifact, Build, Plan, path_of
from avksite.site import Site, assemble
from avksite.tasks import make

FEW = 50
"""Texts that are parsed here; for more, processes and the cache are used."""
MOST_WAIT = 120
"""Timeout for a check in seconds: continuous saves would postpone it for ever."""


_TITLE = regex(r"^(?:titel|naam)[ \t]*:[ \t]*[\"']?([^\s\"'][^\n\"']*)", re.MULTILINE)


class Standing(StrEnum):
    """The state of a text for its readers."""

    PUBLIC = "op de site"
    READY = "klaar, nog niet op de site"
    CHANGED = "veranderd, nog niet op de site"
    DRAFT = "concept"
    PLANNED = "gepland"
    HELD = "tegengehouden"
    """Something in it is wrong, and where the site is made it alone is held back."""
    FAULTY = "fout"
    """Something in it is wrong that holds back all of the site."""


_WHY = {
    Standing.READY: "Dit ziet nog niemand. Het gaat mee als je het op de site zet.",
    Standing.CHANGED: "Lezers zien nog hoe het was. Dit gaat mee als je het op de site zet.",
    Standing.DRAFT: "Dit ziet nog niemand: alleen jij, hier. Is het af? Klik dan op ‘Dit is af’.",
    Standing.PLANNED: "Dit ziet nog niemand. Op de dag die je koos, komt het vanzelf op de site.",
    Standing.HELD: "Er staat een fout in. Tot die hersteld is, komt dit niet op de site.",
    Standing.FAULTY: "Er staat een fout in. Tot die hersteld is, komt er helemaal niets nieuws op de site.",
}
_FOR_ANOTHER = "Hierin staat {}, en daar is iets mis mee. Tot dat hersteld is, komt deze tekst zo niet op de site."
_WAS_THERE = "Er staat een fout in. Tot die hersteld is, zien lezers de laatste versie die goed was."


@dataclass(frozen=True)
class Shown:
    """The site between two saves, with the files made so far. `number` counts the saves."""

    number: int
    joined: Joined
    before: Mapping[str, Plan] = field(default_factory=dict)
    """What was planned at the save before, by path: of the page of a text, that still holds."""
    made: dict[str, Artifact] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The site itself."""
        return self.joined.site

    @cached_property
    def planned(self) -> Planned:
        """Its plans, on demand: for ten thousand texts, planning takes as long as reading."""
        return plan(self.joined, Memo(None))

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """What is planned, by path, also of the files that come along with another."""
        return {path: plan for plan in self.planned.plans for path in (plan.path, *plan.also)}

    @cached_property
    def drawn_back(self) -> frozenset[str]:
        """The paths at which readers see that a page is gone, and its author a draft."""
        return frozenset(path_of(it.address) for it in self.site.withheld.values() if it.address in self.site.withdrawn)

    @property
    def latest(self) -> Mapping[str, Plan]:
        """What is planned, or what was at the save before, as long as nobody needed more."""
        return self.plans if "planned" in self.__dict__ else self.before

    def is_page(self, path: str) -> bool:
        """Return whether a text has its page at a path, as it had at the save before."""
        plan = self.before.get(path)
        document = self.site.by_path.get(plan.made_from) if plan else None
        return document is not None and document.address is not None and path_of(document.address) == path

    def artifact(self, path: str) -> Artifact | None:
        """Return a file of the site, made on demand; None for what is not planned or cannot be made."""
        if path not in self.made and (plan := (self.before if self.is_page(path) else self.plans).get(path)):
            artifacts, _ = make(self.site, plan)
            self.made.update((artifact.path, artifact) for artifact in artifacts)
        return self.made.get(path)


class AtHand:
    """Reads and parses texts, with those of the last time in memory: loading ten thousand again takes too long."""

    def __init__(self, each: Each) -> None:
        """Use `each` for more than a few texts, and for other functions."""
        self._each = each
        self._known: dict[Callable[[Any], Any], dict[Any, Any]] = {take: {}, understand: {}}

    def __call__(self, function: Callable[[Any], Any], items: Iterable[Any], **how: Any) -> list[Any]:  # noqa: ANN401
        """Return `function` of every item, in order."""
        known = self._known.get(function)
        if known is None:
            return self._each(function, items, **how)
        texts = tuple(items)
        if len(new := [it for it in texts if it not in known]) > FEW:
            self._known[function] = dict(zip(texts, self._each(function, texts), strict=True))
        else:
            known |= {it: function(it) for it in new}
            self._known[function] = {it: known[it] for it in texts}
        return list(self._known[function].values())


class Preview:
    """The preview of a project; one thread refreshes and checks it, others request files."""

    def __init__(self, project: Project, memo: Memo, now: Callable[[], datetime]) -> None:
        """Preview the project at the moment of `now()`, or on the day of `pretend`."""
        self.project = project
        self.pretended: datetime | None = None
        self._memo = memo
        self._each = AtHand(memo.map)
        self._now = now
        self._shown: Shown | None = None
        self._with_drafts: Shown | None = None
        self._drafts_before: Mapping[str, Plan] = {}
        self._build: Build | None = None
        self._problems: tuple[Problem, ...] = ()
        self._changed: frozenset[str] = frozenset()
        self._has_history = False
        self._built = -1
        self._last: dict[str, Artifact] = {}
        self._about: tuple[tuple[Problem, ...], dict[str, list[Problem]]] = (), {}
        self._texts_of: dict[str, set[str]] = {}
        self._making = threading.RLock()
        self._checked = threading.Condition()

    @property
    def now(self) -> datetime:
        """The moment of the preview."""
        return self.pretended or self._now()

    def pretend(self, moment: datetime | None) -> None:
        """Preview the site at a future moment; without one, or today, at the current one."""
        self.pretended = moment if moment and moment.date() != self._now().date() else None

    @property
    def is_over(self) -> bool:
        """Whether the preview is out of date because of the time, such as after midnight."""
        return self.now >= self.shown.site.holds_until

    @property
    def shown(self) -> Shown:
        """The site as readers would get it now."""
        return self._shown or self.refresh()

    @property
    def is_checked(self) -> bool:
        """Whether all that was saved is checked."""
        return self._built == self.shown.number

    @property
    def build(self) -> Build | None:
        """The build of the last check."""
        return self._build

    def checked(self) -> Build:
        """Wait until all that was saved is checked, and return the build."""
        with self._checked:
            self._checked.wait_for(lambda: self.is_checked, MOST_WAIT if self._build else None)
        return self._build or self.check()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the last check, in order, also in what is not public yet."""
        return self._problems

    @property
    def stops(self) -> bool:
        """Whether an error stops publication, now or on the day that a text is published."""
        return any(problem.stops for problem in self._problems)

    def refresh(self) -> Shown:
        """Read what was saved, and return the site; the same object when nothing changed."""
        before, now = self._shown, join(replace(self.project, began=self._now().timestamp()), self.now, self._each)
        if before is None:
            self._shown = before = Shown(0, now)
        elif not _is_same(before.site, now.site):
            self._drafts_before = self._with_drafts.latest if self._with_drafts else self._drafts_before
            self._with_drafts = None
            if self._has_history:  # what was just written is not as readers have it, until Git is asked again
                written = {*now.site.content.sources} - {*before.site.content.sources}
                self._changed |= {it.path for it in written}
            self._shown = before = Shown(before.number + 1, now, before.latest)
        return before

    def check(self) -> Build:
        """Make and check the whole site, as a build does, and keep the result. Exceptions of `progress` pass."""
        shown, number = self.shown, self.shown.number
        self._build = finish(shown.planned, self._memo)
        found = {*self._build.problems, *self._in_hidden(self._build.artifacts)}
        self._texts_of = _texts_of(shown.site, found)
        self._problems = tuple(sorted(found, key=lambda it: it.order))
        repository = repository_of(self.project.root)
        self._has_history = repository is not None
        self._changed = repository.unshared() if repository else frozenset()
        with self._checked:
            self._built = number
            self._checked.notify_all()
        if self.shown.number == number:
            self.shown.made.update((artifact.path, artifact) for artifact in self._build.artifacts)
        return self._build

    def _in_hidden(self, made: Sequence[Artifact]) -> tuple[Problem, ...]:
        """Check what is not public yet as if it were: a build does so only on its day."""
        hidden = self.shown.site.withheld
        if not hidden:
            return ()
        site = self.with_drafts.joined.typed
        looks = self._memo.ask(look_at, sorted(hidden), site)
        found = {problem for look in looks for problem in look.problems}
        found |= {*references.check(site, [look.to_compare.named for look in looks]), *targets.check(site, made)}
        told = [it for it in suppress(site, found)[0] if it.place.path in hidden]
        media = (it for path, it in site.published_media.items() if path not in self.shown.site.published_media)
        of_files = [problem for it in media for problem in it.problems]
        drafts = site.drafts | {path for path, texts in _texts_of(site, of_files).items() if texts <= site.drafts}
        return merge_causes(replace(it, in_draft=it.place.path in drafts) for it in (*told, *of_files))

    def artifact(self, path: str) -> Artifact | None:
        """Return a file of the site: as readers would get it; else of a draft; else its last version without errors.

        `path` counts from the output folder.
        """
        with self._making:
            both = (self.shown, *((self.with_drafts,) if self.has_drafts else ()))
            both = tuple(it for it in both if it.is_page(path)) or both[path in self.shown.drawn_back :]
            found = next(filter(None, (it.artifact(path) for it in both)), None)
            if found is not None:
                self._last[path] = found
            return found or self._last_sound(path)

    def _last_sound(self, path: str) -> Artifact | None:
        """Return the last version of a file that cannot be made because of an error; None for a file that is gone."""
        last = self._last.get(path)
        return last if last and (path in self.shown.plans or last.made_from in self.unread) else None

    def with_text(self, source: Source) -> Shown:
        """Return the site with its drafts and one more text, which is only in memory."""
        return self._more(document for document, _ in (understand(source),) if document)

    @property
    def has_drafts(self) -> bool:
        """Whether any text is not public yet."""
        return bool(self.shown.site.withheld)

    @property
    def with_drafts(self) -> Shown:
        """The site with every draft in it."""
        with self._making:
            if self._with_drafts is None:
                self._with_drafts = self._more((), self._drafts_before)
            return self._with_drafts

    def _more(self, also: Iterable[Document], before: Mapping[str, Plan] | None = None) -> Shown:
        site = self.shown.joined.typed
        documents = (*site.documents, *site.withheld.values(), *also)
        whole, _ = assemble(site.root, site.content, documents, site.now, withholds=False)
        return Shown(self.shown.number, joined(whole), before or {})

    # ── Texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def unread(self) -> frozenset[str]:
        """The paths of the texts that cannot be parsed, including drafts."""
        site = self.shown.site
        return (site.unusable | site.drafts) - site.by_path.keys() - site.withheld.keys()

    def document(self, path: str) -> Document | None:
        """Return a text by the path of its file; None for one that cannot be parsed."""
        site = self.shown.site
        return site.by_path.get(path) or site.withheld.get(path)

    def title(self, path: str) -> str:
        """Return the title of a text, also of one that cannot be parsed; without a title the name of its file."""
        if document := self.document(path):
            return document.entry.label
        typed = next((it.text for it in self.shown.site.content.sources if it.path == path), "")
        found = _TITLE.search(typed)
        return found[1] if found else path.rpartition("/")[2]

    def document_at(self, address: str) -> Document | None:
        """Return the text whose page, or a file of whose page, has this address."""
        found = self.shown.site.by_address.get(address)
        return found or next((it for it in self.shown.site.withheld.values() if it.address == address), None)

    def source_of(self, address: str) -> str:
        """Return the path of the file that a page is made from; "" for a page that no text has."""
        if document := self.document_at(address):
            return document.path
        if last := self._last_sound(path_of(address)):
            return last.made_from
        return next((path for path in self.unread if address_of(path) == address), "")

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return the problems in a file, or in a file that it names, the worst first."""
        known, about = self._about
        if known is not self.problems:
            about = {}
            for problem in by_weight(self.problems):
                for one in _in_each_file(problem):
                    for at in (one.place.path, *sorted(self._texts_of.get(one.place.path, ()))):
                        about.setdefault(at, []).append(one)
            self._about = self.problems, about
        return tuple(about.get(path, ()))

    def standing(self, path: str) -> Standing:
        """Return the state of a text."""
        site = self.shown.site
        stopping = [it.rule for it in self.problems_of(path) if it.stops and it.place.path == path]
        if not stopping and self._held_for(path):
            return Standing.HELD
        if path in site.unusable or stopping:
            stops_all = path in OF_THE_WHOLE or not OF_PEOPLE.isdisjoint(stopping)
            return Standing.FAULTY if stops_all else Standing.HELD
        document = site.withheld.get(path)
        if document is None:
            shown = site.by_path.get(path)
            if path in site.drafts:
                return Standing.DRAFT
            address = shown.address if shown else None
            is_new = address not in {None, NOT_FOUND} and address not in site.ledger
            changed = Standing.CHANGED if path in self._changed else Standing.PUBLIC
            return Standing.READY if is_new and site.ledger else changed
        return Standing.DRAFT if document.entry.draft else Standing.PLANNED

    def _held_for(self, path: str) -> str:
        """Return the media file whose error alone holds a text back; "" for none."""
        stopping = [it.place.path for it in self.problems_of(path) if it.stops]
        is_own = path in stopping or path in self.unread or path in self.shown.site.drafts
        return "" if is_own else next(iter(stopping), "")

    def why(self, path: str) -> str:
        """Return what the state of a text means for readers; "" when it is public as it is."""
        if file := self._held_for(path):
            return _FOR_ANOTHER.format(file.removeprefix("content/"))
        standing, known = self.standing(path), self.shown.site.ledger.get(address_of(path) or "")
        was_there = known is not None and not known.now and not known.is_withdrawn
        return _WAS_THERE if standing is Standing.HELD and was_there else _WHY.get(standing, "")


def by_weight(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems, the worst first, and then by their places."""
    return tuple(sorted(problems, key=lambda it: (list(Severity).index(it.rule.severity), it.order)))


def _in_each_file(problem: Problem) -> Iterator[Problem]:
    """Yield a problem at its first place in each file; the fix is of the first of these alone."""
    places = (problem.place, *problem.also)
    yield problem
    for path in sorted(problem.paths - {problem.place.path}):
        first, *others = (place for place in places if place.path == path)
        yield replace(problem, place=first, also=tuple(others), fix=None)


def _texts_of(site: Site, problems: Iterable[Problem]) -> dict[str, set[str]]:
    """Map media files with problems to the paths of the texts that name them."""
    found: dict[str, set[str]] = {path: set() for it in problems if (path := it.place.path) in site.media}
    for naming in namings(site, found) if found else ():
        found[naming.path].add(naming.place.path)
    return found


def _is_same(one: Site, other: Site) -> bool:
    """Return whether two sites have the same files, and show the same at their moments."""
    is_due = one.now <= other.now < one.holds_until and one.today == other.today
    return is_due and one.content == other.content and one.layouts == other.layouts
