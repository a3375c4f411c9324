"""Holds back files with errors, leaving them out or at an earlier version, so that the rest can be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from avksite.checks.site import consent
from avksite.checks.text import personal_data
from avksite.content import front_matter
from avksite.content.data_files import SENT
from avksite.content.git import Version, is_whole, versions
from avksite.content.ledger import ADDRESSES
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words
from avksite.kinds import NOT_FOUND, address_of, kind_of
from avksite.memo.memo import Memo
from avksite.pipeline import Project, build
from avksite.problems import Problem, Unusable, rules_in
from avksite.rendering.artifact import Build
from avksite.site import HOME, media_address

OF_PEOPLE = frozenset(rules_in(personal_data, consent))
"""Rules that protect people: a person must look, so these are never held back."""
OF_THE_WHOLE = frozenset({SITE, SENT, ADDRESSES})
"""Files whose earlier version would contradict the current site."""
VERSIONS = ".cache/versies"


class _CannotHoldBackError(Exception):
    """A file must be fixed first; the message says in Dutch why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path = path


def hold_back(project: Project, now: datetime, memo: Memo, *, is_strict: bool) -> Build:
    """Build; as long as errors stop it, build again with their files held back.

    A new file is left out. A published one keeps its last version without errors in the repository. The problems in
    what is held back are reported, and no longer stop the build. When that is impossible, or a problem is about people,
    the first build is returned, with the reason added to the problem.
    """
    made = first = build(project, now, memo)
    record, told = _Record(project, first), dict[Problem, None]()
    try:
        while faulty := _faulty(made, record, is_strict=is_strict):
            told |= dict.fromkeys(it for it in made.stopping(is_strict=is_strict) if not it.paths <= record.held.keys())
            record.hold(faulty)
            made = build(replace(project, held_back=record.held), now, memo)
    except _CannotHoldBackError as cannot:
        stopping = first.stopping(is_strict=is_strict)
        about = [it for it in stopping if cannot.path in it.paths] or stopping[:1]
        problems = (replace(it, message=f"{it.message} {cannot}") if it in about else it for it in first.problems)
        return replace(first, problems=tuple(problems))
    # Their lines are of another version; but whoever is on a picture that had to go, is told.
    others = (it for it in made.problems if it.place.path not in record.held or it.is_held_back)
    held = (marked for it in told for marked in record.marked(it))
    return replace(made, problems=tuple(sorted((*others, *held), key=lambda it: it.order)))


def _faulty(made: Build, record: _Record, *, is_strict: bool) -> set[str]:
    """Return the files that stop a build, or those whose earlier version is not visible.

    A problem of the whole site may follow from one of a file, so it counts only when there is no other. When a text
    replaces a published image by a new one with an error, the text is held back too, which restores the image.
    """
    stopping = made.stopping(is_strict=is_strict)
    for it in stopping:
        if it.rule in OF_PEOPLE:
            why = "Dit gaat over gegevens van mensen. Daarom komt er niets op de site tot iemand ernaar keek."
            raise _CannotHoldBackError(it.place.path, why)
    paths = {path for it in stopping for path in it.paths}
    return (
        record.hidden(made) or paths - OF_THE_WHOLE or (record.naming_what_is_left_out() if paths else paths) or paths
    )


class _Record:
    """The files held back so far, and the versions that can still replace them."""

    def __init__(self, project: Project, first: Build) -> None:
        self.held: dict[str, str] = {}
        """By path: the place of the version that replaces it; "" for what is left out."""
        self._project = project
        self._site = first.site
        self._earlier: dict[str, Iterator[Version]] = {}
        self._chosen: dict[str, Version] = {}
        self._moved: dict[str, Version] = {}
        """New texts that are left out, with what stands at the address that they were to come from."""
        self._held_along: dict[str, str] = {}
        """Texts that are held back because of a file that they name, with that file."""

    def hidden(self, made: Build) -> set[str]:
        """Return what was public and is not in a build: an earlier version may be a draft."""
        return {path for path in self._chosen if path.endswith(".md") and path not in made.site.by_path}

    def naming_what_is_left_out(self) -> set[str]:
        """Return the texts that name a file that is left out, and that are not held back themselves."""
        left_out = {path for path, instead in self.held.items() if not instead}
        links = ((it.path, to.media.path) for it, to in self._site.links if to.media and to.media.path in left_out)
        found = {text: file for text, file in links if text in self._site.by_path and text not in self.held}
        self._held_along |= found
        return {*found}

    def hold(self, paths: set[str]) -> None:
        """Hold files back, each at its previous version; after the oldest one, leave it out."""
        for path in sorted(paths):
            place = self._project.root / path
            is_there = path.startswith("content/") and (place.is_file() or place.is_symlink())
            if not is_there or path in OF_THE_WHOLE or self.held.get(path) == "":
                raise _CannotHoldBackError(path, f"`{path}` kan ik niet weglaten: daar hangt te veel van af.")
            may_be_public = self._is_public(path) is not False
            if path not in self._earlier:
                folder = self._project.root / VERSIONS
                self._earlier[path] = versions(self._project.root, path, folder) if may_be_public else iter(())
            version = next(self._earlier[path], None)
            if version:
                self._chosen[path] = version
            elif path not in self._chosen and (path == HOME or path.endswith(".yaml")):
                raise _CannotHoldBackError(path, f"`{path}` kan ik niet weglaten: daar hangt te veel van af.")
            elif self._is_public(path) or path in self._chosen:
                why = f"`{path}` staat al op de site, en een eerdere versie die goed is, vind ik niet."
                raise _CannotHoldBackError(path, why)
            elif may_be_public and not (self._site.ledger and is_whole(self._project.root)):
                why = f"Of `{path}` nieuw is, zie ik alleen met `{ADDRESSES}` en de hele geschiedenis in Git."
                raise _CannotHoldBackError(path, why)
            self.held[path] = version.place if version else ""
            if not version:
                self._bring_back(path)

    def _bring_back(self, path: str) -> None:
        """Let a text that moved stay where it was, as long as there is a fault in it at its new place."""
        typed = next((it.text for it in self._site.content.sources if it.path == path), "")
        try:
            former = front_matter.split(path, typed)[0].values.get("oude-adressen", ())
        except Unusable:  # nobody knows what stands above it, nor whether it moved
            return
        for address in (former,) if isinstance(former, str) else former:
            old = f"content{str(address).strip().rstrip('/')}.md"
            is_left = address_of(old) in self._site.ledger and not (self._project.root / old).exists()
            if is_left and self._is_public(old):
                folder = self._project.root / VERSIONS
                self._earlier[old] = versions(self._project.root, old, folder, is_moved=True)
                if version := next(self._earlier[old], None):
                    self._chosen[old] = self._moved[path] = version
                    self.held[old] = version.place

    def _is_public(self, path: str) -> bool | None:
        """Return whether a file is public according to the ledger; None for a file without an address."""
        address = address_of(path) if path.endswith(".md") else media_address(path)
        if not self._site.ledger or address in {None, NOT_FOUND} or path.endswith(".yaml"):
            return None
        entry = self._site.ledger.get(str(address))
        if not entry or entry.now or entry.is_withdrawn:
            return False
        return not path.endswith(".md") or entry.kind in {"", kind_of(path).name}

    def marked(self, problem: Problem) -> Iterator[Problem]:
        """Yield a problem for each of its places in held-back files, as one that does not stop the build."""
        for place in (place for place in (problem.place, *problem.also) if place.path in self.held):
            message = f"{problem.message} {self._fate(place.path)}"
            yield replace(problem, place=place, also=(), message=message, is_held_back=True)

    def _fate(self, path: str) -> str:
        if version := self._chosen.get(path) or self._moved.get(path):
            return f"Op de site staat nog de versie van {date_in_words(version.day)}."
        fate = f"{'Deze tekst' if path.endswith('.md') else 'Dit bestand'} staat nog niet op de site."
        along = (text for text, file in self._held_along.items() if file == path and self.held.get(text))
        return " ".join((fate, *(f"En van `{text}` staat er nog de vorige versie." for text in along)))
