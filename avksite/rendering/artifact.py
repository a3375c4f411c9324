"""Plan, Artifact and Build: what will be made, what was made, and all of it together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from avksite.problems import Problem, Rule, Severity
    from avksite.rendering.parts import Head
    from avksite.site import Site


@dataclass(frozen=True, slots=True)
class Plan:
    """One file to make. It is data, so that it can be compared, remembered and handed to another process.

    `path` counts from the output folder, `made_from` is the source to blame, from the project's root. `maker` is a
    function at the top of a module that makes the file from the site and from `about`: a few words that say what it is
    about. What it asks of the site is recorded, and decides when it is made again.
    """

    path: str
    made_from: str
    maker: Callable[..., Made | tuple[Made, ...]]
    about: tuple[Any, ...] = ()
    also: tuple[str, ...] = ()
    """The paths of more files that come out of the same work, such as a photo in other sizes.

    The maker then returns what each file holds, that of `path` first."""
    head: Head | None = None
    """Of a list: what it is called, where it has no text of its own."""
    is_heavy: bool = False
    """Whether the work is done by a library that lets other work go on meanwhile."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker returns: the bytes, or the file to copy."""

    content: bytes = b""
    copied_from: Path | None = None
    title: str = ""
    """Of a page that readers stay on: what a tab and a search engine call it (2.4.2); "" for anything else."""


def make_file(_: Site, content: bytes) -> Made:
    """Make a file with this content."""
    return Made(content)


@dataclass(frozen=True, slots=True)
class Artifact:
    """One made file, ready to be checked and written."""

    path: str
    made_from: str
    made: Made

    @property
    def is_mail(self) -> bool:
        """Whether it is an edition as HTML for mail."""
        return self.path.endswith("/mail.html")

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the site."""
        return self.path.endswith(".html") and not self.is_mail

    @property
    def address(self) -> str:
        """The site address: `nieuws/index.html` is `/nieuws/`."""
        is_folder = f"/{self.path}".endswith("/index.html")
        return f"/{self.path.removesuffix('index.html') if is_folder else self.path}"


@dataclass(frozen=True, slots=True)
class Unreported:
    """Problems of one rule in one text that its author suppressed, with the reason given."""

    path: str
    rule: Rule
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Build:
    """What a build found and made; the problems are sorted by place."""

    site: Site
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    unreported: tuple[Unreported, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many problems weigh this much."""
        return sum(problem.severity is severity for problem in self.problems)


def path_of(address: str) -> str:
    """Return the path in the output folder for a site address: a folder holds an `index.html`."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
