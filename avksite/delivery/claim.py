"""A lock in the shared repository, so that no two desks hand over one edition.

The lock is a tag, `verzonden/maart/onze-lijst`. A server creates a tag or refuses it, so one of two desks is refused;
and a tag needs no right to change the main branch. Its message is a few words, and no text that is not public.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from avksite.content.git import answer, git
from avksite.delivery.engine import NOTHING_SENT, Undelivered, in_words
from avksite.frozen import dataclass
from avksite.patterns import regex

_PASSWORD = regex(r"//[^/@\s]*@")
"""Credentials in the address of a repository: never shown."""


@dataclass(frozen=True, slots=True)
class SharedRepository:
    """The repository that the desks of this project share."""

    root: Path
    remote: str

    @property
    def user(self) -> str:
        """Git's `user.name`."""
        return _first(answer(self.root, "config", "user.name")) or "iemand"

    def fetch(self) -> None:
        """Fetch; raise Undelivered when this clone is behind, or the repository does not answer."""
        code, said = _git(self.root, "fetch", "--quiet", "--no-tags", self.remote)
        if code:
            raise self._silent(said)
        behind = answer(self.root, "rev-list", "--count", "HEAD..@{upstream}")
        if behind not in {"", "0"}:  # a local branch cannot be behind
            number = "staat 1 wijziging" if behind == "1" else f"staan {behind} wijzigingen"
            message = (
                f"Je loopt achter: bij `{self.remote}` {number} klaar die jij nog niet hebt. Misschien is deze "
                "nieuwsbrief daarbij veranderd, of al verstuurd."
            )
            hint = f"{NOTHING_SENT} Haal eerst op wat er klaarstaat, en probeer het dan opnieuw."
            raise Undelivered(message, hint, typed="Typ `git pull`, en daarna dezelfde opdracht nog eens.")

    def tagged(self, tag: str) -> str:
        """Return the object that a tag points to; "" when there is no such tag."""
        code, said = _git(self.root, "ls-remote", self.remote, f"refs/tags/{tag}")
        if code:
            raise self._silent(said)
        return said.split()[0] if said else ""

    def create(self, words: str) -> str:
        """Create a unique object with a message, for a tag to point to, and return its id."""
        code, said = _git(self.root, "hash-object", "-w", "--stdin", given=f"{words}\n\n{secrets.token_hex(16)}\n")
        if code:
            raise self._silent(said)
        return said

    def push(self, tag: str, id_: str) -> bool:
        """Push a tag to an object and return whether it is there now; raise Undelivered when that is unknown."""
        where = f"{id_}:refs/tags/{tag}"
        code, _ = _git(self.root, "push", "--quiet", "--no-verify", "--no-follow-tags", self.remote, where)
        return not code or self.tagged(tag) == id_  # the connection may break after the server did its work

    def refused(self, tag: str, service: str) -> Undelivered:
        """Return why a tag could not be created: another desk has it, or the repository refuses it."""
        if not self.tagged(tag):
            message = f"Bij `{self.remote}` kan ik niet opschrijven dat jij deze nieuwsbrief verstuurt."
            return Undelivered(message, f"Vraag wie de repository beheert of jij daar tags mag zetten. {NOTHING_SENT}")
        _git(self.root, "fetch", "--quiet", "--no-tags", self.remote, f"refs/tags/{tag}")
        who = answer(self.root, "cat-file", "blob", "FETCH_HEAD")
        message = f"Deze nieuwsbrief is al aan `{service}` gegeven, of iemand is daar nu mee bezig: {_first(who)}."
        typed = (
            "Typ `git pull` om te zien of hij weg is. Weet je zeker dat hij daar niet is? Typ dan dit, en probeer het "
            f"opnieuw:\n  git push {self.remote} --delete {tag}"
        )
        return Undelivered(message, f"{NOTHING_SENT} Vraag het na.", typed=typed)

    def _silent(self, said: str) -> Undelivered:
        message = (
            f"De repository `{self.remote}` geeft geen antwoord. Daardoor kan ik niet zien of een ander deze "
            "nieuwsbrief al verstuurde."
        )
        words = _PASSWORD.sub("//", _first(said))
        said_so = f"Git zegt: ‘{words}’. " if words else ""
        typed = f"{said_so}Kijk of `git fetch {self.remote}` wel lukt."
        return Undelivered(message, f"Probeer het later nog eens. {NOTHING_SENT}", typed=typed)


def repository_of(root: Path) -> SharedRepository | None:
    """Return the repository that this project shares with others; None without Git, or without a remote.

    Raise Undelivered when Git cannot run: it is not installed, or does not trust the folder.
    """
    code, said = _git(root, "remote")
    if code:
        if not any((folder / ".git").exists() for folder in (root, *root.absolute().parents)):
            return None
        message = "Dit project staat in Git, maar ik kan Git niets vragen. Misschien heeft een ander dit al verstuurd."
        words = f" Git zegt: ‘{_first(said)}’." if said else ""
        raise Undelivered(message, f"{NOTHING_SENT} Kijk of `git status` in deze map lukt.{words}")
    remotes = said.split()
    branch = answer(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    usual = answer(root, "config", f"branch.{branch}.remote")
    chosen = next((name for name in (usual, "origin", *remotes) if name in remotes), None)
    return SharedRepository(root, chosen) if chosen else None


def _first(words: str) -> str:
    return in_words(words.partition("\n")[0])


def _git(root: Path, *words: str, given: str = "") -> tuple[int, str]:
    code, said = git(root, *words, given=given)
    return code, said[:100_000].decode("utf-8", "replace").strip()
