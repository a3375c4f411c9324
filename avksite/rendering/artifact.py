"""Plan, Artifact and Build: what will be made, what was made, and the whole result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Self

from avksite.frozen import dataclass
from avksite.memo.digest import digest_of_bytes
from avksite.memo.later import Later, at_hand
from avksite.patterns import regex
from avksite.problems import Problem, Rule, Severity
from avksite.rendering.parts import Head
from avksite.site import Site
from avksite.wcag import Holds


@dataclass(frozen=True, slots=True)
class Plan:
    """One file to make. It is data, so that it can be compared, remembered and handed to another process.

    `path` is relative to the output folder; `made_from` is the source to blame, relative to the project's root. `maker`
    is a top-level function that makes the file from the site and from the arguments `about`. Its queries to the site
    are recorded, and decide when it runs again.
    """

    path: str
    made_from: str
    maker: Callable[..., Made | tuple[Made, ...]]
    about: tuple[Any, ...] = ()
    also: tuple[str, ...] = ()
    """The paths of more files that the same maker makes, such as a photo in other sizes.

    The maker then returns a Made for each, that of `path` first."""
    head: Head | None = None
    """Of a list: its head, when it has no text of its own."""
    is_heavy: bool = False
    """Whether the work is done by a library that releases the GIL."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the content at a place on this machine, with its digest (SHA-256)."""

    path: str
    place: str
    digest: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker returns: the bytes, or the file to copy."""

    content: bytes = b""
    copied_from: Copy | None = None
    title: str = ""
    """The `<title>` of a page (2.4.2); "" for anything else."""


def make_file(_: Site, content: bytes) -> Made:
    """Make a file with this content."""
    return Made(content)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that checks need of every file, so that they need not load its bytes."""

    size: int = 0
    """Bytes."""
    twice: tuple[str, ...] = ()
    """Of a page: the ids that more than one element has."""
    assets: tuple[str, ...] = ()
    """Of a page: the style sheets and scripts that it names, by their paths."""
    holds: frozenset[Holds] = frozenset()
    """What it holds of the things that the accessibility statement is about."""


_ID = regex(rb'id="(?<=\sid=")([^"]+)"(?=[^<>]*>)')
"""An id, as our templates and `rendering/html.py` write it; in words and values `<` and `>` are escaped."""
_ASSET = regex(rb'(assets/[^"<>\s]+\.(?:css|js))"')
_HELD: dict[Holds, re.Pattern[bytes]] = {
    Holds.FILM: regex(rb"<video\b"),
    Holds.SOUND: regex(rb"<audio\b"),
    Holds.MAIL_FIELD: regex(rb'<input [^>]*type="email"'),
    Holds.SEARCH_FIELD: regex(rb'<input [^>]*type="search"'),
    Holds.TICK_BOX: regex(rb'<input [^>]*type="checkbox"'),
    Holds.CHOICE_LIST: regex(rb"<select\b"),
    Holds.TABLE: regex(rb"<table\b"),
    Holds.HELP: regex(rb'<aside class="help"(?:(?!</aside>).)*href="(?:tel|mailto):', re.DOTALL),
}
"""Patterns of the things that a page may hold; in words and values `<` is escaped."""
_STAYS = regex(rb"position\s*:\s*(?:fixed|sticky)")
_LETTERS = regex(rb"<(?:\w+:)?(?:text|foreignObject)\b")


def _facts(path: str, made: Made) -> Facts:
    content, held = made.content, set[Holds]()
    if path.endswith(".css") and _STAYS.search(content):
        held.add(Holds.STAYS_IN_PLACE)
    elif path.endswith(".svg") and _LETTERS.search(content):
        held.add(Holds.WORDS_IN_DRAWING)
    if not made.title:
        return Facts(len(content), holds=frozenset(held))
    times = Counter(_ID.findall(content))
    twice = tuple(id_.decode() for id_, number in times.items() if number > 1)
    assets = tuple(dict.fromkeys(name.decode() for name in _ASSET.findall(content)))
    held |= {it for it, shows in _HELD.items() if shows.search(content)}
    return Facts(len(content), twice, assets, frozenset(held))


@dataclass(frozen=True, slots=True)
class Artifact:
    """One made file, ready to be checked and written."""

    path: str
    made_from: str
    data: Later[bytes]
    """Its bytes, loaded on demand; those of a copied file are not read."""
    copied_from: Copy | None = None
    title: str = ""
    """As of `Made`."""
    facts: Facts = Facts()

    @classmethod
    def of(cls, path: str, made_from: str, made: Made) -> Self:
        """Return what was made as the file at a path."""
        if made.copied_from:
            copied = at_hand(digest_of_bytes(made.copied_from.digest.encode()), b"")
            return cls(path, made_from, copied, made.copied_from)
        data = at_hand(digest_of_bytes(made.content), made.content)
        return cls(path, made_from, data, None, made.title, _facts(path, made))

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.data.value

    def ids(self) -> list[str]:
        """Return the ids on a page, in its order."""
        return [id_.decode() for id_ in _ID.findall(self.content)]

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
        """The site address."""
        return address_at(self.path)


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

    @property
    def held_back(self) -> tuple[Problem, ...]:
        """The problems whose files were held back, so that the rest can be published."""
        return tuple(it for it in self.problems if it.is_held_back and it.severity is not Severity.HINT)

    def stopping(self, *, is_strict: bool) -> tuple[Problem, ...]:
        """Return the problems that stop publication; with `is_strict`, warnings too."""
        doubtful = Severity.WARNING if is_strict else Severity.ERROR
        return tuple(it for it in self.problems if it.stops or (it.severity is doubtful and not it.is_held_back))

    def count(self, severity: Severity) -> int:
        """Return the number of problems of a severity."""
        return sum(problem.severity is severity for problem in self.problems)


def address_at(path: str) -> str:
    """Return the site address of a path in the output folder: `nieuws/index.html` is `/nieuws/`."""
    is_folder = f"/{path}".endswith("/index.html")
    return f"/{path.removesuffix('index.html') if is_folder else path}"


def path_of(address: str) -> str:
    """Return the path in the output folder for a site address: a folder holds an `index.html`."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
