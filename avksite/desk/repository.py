"""The Git repository of the texts: commits, merging with others, and history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from avksite.content.git import git
from avksite.problems import Problem

CONTENT = "content"
_FIELDS = "%H%x00%aI%x00%an%x00%s"
MOST_VERSIONS = 50


class NotPublished(Exception):  # noqa: N818  a fact that a person has to know, not an error of ours
    """Why a push failed: what happened, the state now, and what to do."""

    def __init__(
        self,
        told: str,
        said: str = "",
        conflicts: tuple[Conflict, ...] = (),
        theirs: str = "",
        faults: tuple[tuple[str, Problem], ...] = (),
    ) -> None:
        super().__init__(told)
        self.told = told
        self.said = said
        """The output of Git, for experts."""
        self.conflicts = conflicts
        self.theirs = theirs
        """The commit of the others at that moment."""
        self.faults = faults
        """The problems in the merged texts, and whose text each is in; "" for one's own."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file under `content/` that is not as the history has it: `nieuw`, `veranderd` or `weg`."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a file."""

    id: str
    at: datetime
    who: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A merge conflict in a file."""

    path: str
    own: str
    other: str
    who: str
    """The author of the other version."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository of a project."""

    root: Path

    @property
    def remote(self) -> str:
        """The name of the remote; "" when there is none."""
        usual = self._said("config", f"branch.{self._branch}.remote")
        remotes = self._said("remote").split()
        return next((name for name in (usual, "origin", *remotes) if name in remotes), "")

    @property
    def _branch(self) -> str:
        return self._said("symbolic-ref", "--quiet", "--short", "HEAD")

    @property
    def author(self) -> str:
        """Git's `user.name`; "" without one."""
        name, mail = self._said("config", "user.name"), self._said("config", "user.email")
        return f"{name} <{mail}>" if name and mail else ""

    def changes(self) -> tuple[ChangedFile, ...]:
        """Return the uncommitted changes, by path."""
        listed = self._said("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", CONTENT)
        words = {"?": "nieuw", "A": "nieuw", "D": "weg"}
        rows = (row for row in listed.split("\0") if row)
        found = ((row[3:], next((words[sign] for sign in row[:2] if sign in words), "veranderd")) for row in rows)
        return tuple(ChangedFile(self._from_root(path), what) for path, what in sorted(found))

    def unshared(self) -> frozenset[str]:
        """Return the texts that differ from those at the remote."""
        shared = self._said("merge-base", "HEAD", "@{upstream}") or "HEAD"
        listed = self._said("diff", "--name-only", "--no-renames", "-z", shared, "HEAD", "--", CONTENT)
        saved = {self._from_root(path) for path in listed.split("\0") if path}
        return frozenset(saved | {change.path for change in self.changes()})

    def waiting(self) -> int:
        """Return the number of commits that are not pushed."""
        number = self._said("rev-list", "--count", "@{upstream}..HEAD", "--", ":/")
        return int(number) if number.isdecimal() else 0

    def save(self, sentence: str) -> None:
        """Commit all of `content/` with a message."""
        self._do("add", "--all", "--", CONTENT)
        if self._said("diff", "--cached", "--name-only", "--", CONTENT):
            self._do("commit", "--quiet", "--message", sentence, "--", CONTENT)

    def take_in(self, settled: str) -> str:
        """Merge the commits of others; return the commit before that, "" when there was nothing new.

        Raises NotPublished with the conflicts when two people changed the same lines: then nothing was merged.
        The own lines win when they hold all that is wanted of what the others had shared by `settled`, and of no more.
        """
        remote, branch = self.remote, self._branch
        if not remote:
            return ""
        if not branch:
            raise NotPublished(_NO_BRANCH)
        self._do("fetch", "--quiet", remote)
        before = self._said("rev-parse", "HEAD")
        theirs = self._said("rev-parse", "--verify", "--quiet", f"{remote}/{branch}")
        if not (theirs and self._said("rev-list", f"HEAD..{theirs}")):
            return ""
        own_first = ("--strategy-option", "ours") if settled == theirs else ()
        code, said = self._git("merge", "--quiet", "--no-edit", *own_first, f"{remote}/{branch}")
        if code and not (own_first and self._keeps_own()):
            conflicts = tuple(self._conflicts(theirs))
            self._git("merge", "--abort")
            told = "Iemand anders veranderde dezelfde regels als jij." if conflicts else _NOT_JOINED
            raise NotPublished(told, said.decode("utf-8", "replace"), conflicts, theirs)
        return before

    def step_back(self, before: str) -> None:
        """Undo a merge, back to the commit `before`; the remote is unchanged."""
        self._do("reset", "--quiet", "--keep", before)

    def whose(self, path: str, since: str) -> str:
        """Return the last author of a file in the merged commits since one; "" for none."""
        return self._said("log", "--max-count=1", "--no-merges", "--format=%an", f"{since}..HEAD", "--", path)

    def share(self) -> bool:
        """Push; return False when others pushed at the same time."""
        if not self.remote:
            return True
        code, said = self._git("push", "--quiet", "--set-upstream", self.remote, self._branch)
        if code:
            self._do("fetch", "--quiet", self.remote)
            if not self._said("rev-list", f"HEAD..{self.remote}/{self._branch}"):
                raise NotPublished(_DONE["push"], said.decode("utf-8", "replace"))
        return not code

    def _unmerged(self) -> list[str]:
        return [path for path in self._said("diff", "--name-only", "--diff-filter=U", "-z").split("\0") if path]

    def _keeps_own(self) -> bool:
        """Resolve conflicts between a removal and a change for one's own side, which Git cannot merge by lines."""
        for path in self._unmerged():
            is_here = bool(self._said("show", f":2:{path}"))
            keep = ("add",) if is_here else ("rm", "--quiet")
            self._git(*keep, "--", f":/{path}")
        return not self._git("commit", "--quiet", "--no-edit")[0]

    def _conflicts(self, theirs: str) -> Iterator[Conflict]:
        for path in self._unmerged():
            own, other = (self._said("show", f":{stage}:{path}") for stage in (2, 3))
            who = self._said("log", "--max-count=1", "--format=%an", theirs, "--", f":/{path}")
            yield Conflict(self._from_root(path), own, other, who)

    def history(self, path: str) -> tuple[Commit, ...]:
        """Return the commits of a file, the latest first."""
        return self._versions("--follow", "--", path)

    def removed(self) -> tuple[tuple[str, Commit], ...]:
        """Return the deleted texts, each with its last commit."""
        found: dict[str, Commit] = {}
        listed = self._said("log", "--diff-filter=D", "--name-only", f"--format=%x00{_FIELDS}", "--", CONTENT)
        for entry in f"\n{listed}".split("\n\0")[1:]:  # other text may contain any character but these two
            head, *paths = entry.split("\n")
            for path in map(self._from_root, filter(None, paths)):
                if path.endswith(".md") and not (self.root / path).exists():
                    found.setdefault(path, _version(head))
        return tuple(found.items())[:MOST_VERSIONS]

    def at(self, version: str, path: str) -> bytes | None:
        """Return a file at a commit; before it, if that deleted the file."""
        if not version.isalnum():
            return None
        for moment in (version, f"{version}^"):
            code, said = self._git("show", f"{moment}:./{path}")
            if not code:
                return said
        return None

    def _versions(self, *words: str) -> tuple[Commit, ...]:
        lines = self._said("log", f"--max-count={MOST_VERSIONS}", f"--format={_FIELDS}", *words).split("\n")
        return tuple(map(_version, filter(None, lines)))

    def _from_root(self, path: str) -> str:
        """Convert a path relative to the repository to one relative to the project's folder."""
        return path.removeprefix(self._said("rev-parse", "--show-prefix"))

    def _git(self, *words: str) -> tuple[int, bytes]:
        return git(self.root, "-c", "core.quotePath=off", *words, asks=False)

    def _said(self, *words: str) -> str:
        code, said = self._git(*words)
        return "" if code else said.decode("utf-8", "replace").strip("\n")

    def _do(self, *words: str) -> None:
        code, said = self._git(*words)
        if code:
            lock = self._said("rev-parse", "--git-path", "index.lock")
            told = _BUSY.format(lock) if lock and (self.root / lock).exists() else _DONE[words[0]]
            raise NotPublished(told, said.decode("utf-8", "replace"))


_NOT_SAVED = "Je teksten zijn bewaard, maar ik kon ze niet in de geschiedenis zetten."
_BUSY = (
    "Je teksten zijn bewaard, maar nog niet doorgegeven. In deze map is Git nog met iets bezig, of het werd "
    "onderbroken. Wacht even, en klik dan nog een keer. Blijft dit zo? Vraag wie jullie computers regelt om `{}` weg "
    "te halen."
)
_NO_BRANCH = (
    "Je teksten zijn bewaard, maar nog niet doorgegeven. In deze map is iemand met Git aan het werk: er is een oudere "
    "stand opgehaald, of iets is half af. Vraag wie jullie computers regelt om dat af te maken."
)
_NOT_JOINED = (
    "Ik kan niet bij jouw teksten zetten wat een ander doorgaf. Je teksten staan al in de geschiedenis op deze "
    "computer. Vraag wie jullie computers regelt om mee te kijken."
)
_DONE = {
    "add": _NOT_SAVED,
    "commit": _NOT_SAVED,
    "fetch": "Ik krijg geen verbinding met de plek waar de site vandaan komt. Probeer het later nog eens. "
    "Je teksten staan al in de geschiedenis op deze computer.",
    "reset": _NOT_JOINED,
    "push": "Ik mag of kan je teksten niet doorgeven. De site is nog zoals hij was. "
    "Je teksten staan al in de geschiedenis op deze computer.",
}
"""The state after each failing step, in words."""


def repository_of(root: Path) -> Repository | None:
    """Return the repository of a project; None without Git, or outside a repository."""
    code, said = git(root, "rev-parse", "--is-inside-work-tree")
    return Repository(root) if not code and said.strip() == b"true" else None


def _version(line: str) -> Commit:
    id_, at, who, sentence = line.split("\0")
    return Commit(id_, datetime.fromisoformat(at), who, sentence)
