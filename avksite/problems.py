"""The one type for everything that can be wrong: a Rule that was broken, at a Place an author can edit."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass as ordered
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeVar

from avksite.frozen import dataclass
from avksite.patterns import regex

Typed = TypeVar("Typed")
Read = TypeVar("Read")
_LONGEST_QUOTATION = 60
"""Characters of a quotation in a message."""
_LONGEST_PARAGRAPH = 30
"""Lines below that of a problem in which its words are sought."""


class Severity(StrEnum):
    """The severity of a problem: an error stops publication, a warning only under `--strict`, a hint never."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise to readers or authors, in Dutch; `regels.md` explains it."""

    id: str
    severity: Severity
    promise: str
    criterion: str | None = None
    """The success criterion of WCAG 2.2 that it checks, such as `1.1.1`."""

    @property
    def explanation(self) -> Explanation:
        """Its explanation for staff; placeholders for a rule that is not on the page yet."""
        return _explanations().get(self.id, Explanation("…", "…\n", "…\n"))


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules in the namespaces of modules, each once."""
    return tuple(dict.fromkeys(it for module in modules for it in vars(module).values() if isinstance(it, Rule)))


class Explanation(NamedTuple):
    """The reason of a rule, an example that breaks only this rule, and one that breaks none, which a test verifies.

    An example is a small site: files that each start with a line `-- path --`, or only the text of one page.
    """

    why: str
    bad: str
    good: str


EXPLAINED = Path(__file__).with_name("regels.md")
_EXPLANATION = regex(
    r"""
    ^\#\#\ (?P<id>[a-z0-9-]+)\n\n \*\*.+\*\*\n\n (?P<why>(?:(?!\#\#\ ).*\n)+?)\n .+\n\n
    Niet\ zo:\n\n (?P<fence>`{3,})text\n (?P<bad>(?s:.*?\n)) (?P=fence)\n\n
    Maar\ zo:\n\n (?P<other>`{3,})text\n (?P<good>(?s:.*?\n)) (?P=other)$
    """,
    re.MULTILINE | re.VERBOSE,
)


@cache
def _explanations() -> dict[str, Explanation]:
    """Read the explanation of each rule, by id; raise ValueError for one in another form."""
    page = EXPLAINED.read_text(encoding="utf-8")
    told = {one["id"]: Explanation(one["why"].strip(), one["bad"], one["good"]) for one in _EXPLANATION.finditer(page)}
    if len(told) != page.count("\nNiet zo:\n"):
        raise ValueError(f"{EXPLAINED.name}: a rule is not explained in the form of the others")
    return told


@ordered(frozen=True, slots=True, order=True)
class Place:
    """A line an author can edit: a path from the project's root with forward slashes, and a line counted from 1."""

    path: str
    line: int

    @classmethod
    def of_key(cls, path: str, lines: Mapping[tuple[str | int, ...], int], loc: tuple[str | int, ...]) -> Place:
        """Return where a key was typed; for an absent key, where its nearest parent was, or line 1."""
        while loc and loc not in lines:
            loc = loc[:-1]
        return cls(path, lines.get(loc, 1))

    def __reduce__(self) -> tuple[type[Place], tuple[str, int]]:
        """Pickle as its constructor's arguments, which is small."""
        return Place, (self.path, self.line)


@dataclass(frozen=True, slots=True)
class Fix:
    """What a hint says to type, as data: `old` becomes `new`.

    `old` is the first occurrence from the start of the problem's line on, and may be several lines; if it is empty,
    `new` is inserted before that line. What an author must decide is no fix.
    """

    old: str
    new: str
    to_fill: bool = False
    """Whether `new` is a placeholder: an author must still replace its `…` or its example."""
    place: Place | None = None
    """Where to type it, when that is not where the problem is.

    Line 0 of a file is its path: the file is renamed, and links to it are updated.
    """
    is_safe: bool = False
    """Whether it keeps the meaning: then `fix` may apply it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: what is wrong (message) and what to type instead (hint), both in plain Dutch."""

    rule: Rule
    place: Place
    message: str
    hint: str
    why: str = ""
    """Why it matters here; "" to use the reason of the rule."""
    fix: Fix | None = None
    in_draft: bool = False
    """Whether it is in a draft: then it is reported, and does not stop publication."""
    is_held_back: bool = False
    """Whether its file was held back: then it is reported, and the rest is published."""
    about: str = ""
    """The words that it is about, as a reader sees them: that part of a long line is quoted."""
    cause: str = ""
    """The common cause of problems in many places, such as a missing name or path."""
    also: tuple[Place, ...] = ()
    """The other places of the same cause."""

    @property
    def severity(self) -> Severity:
        """That of its rule, and in a draft at most a hint."""
        return Severity.HINT if self.in_draft else self.rule.severity

    @property
    def stops(self) -> bool:
        """Whether it stops publication."""
        return self.severity is Severity.ERROR and not self.is_held_back

    @property
    def paths(self) -> set[str]:
        """The files that it is in."""
        return {self.place.path, *(place.path for place in self.also)}

    @property
    def order(self) -> tuple[Place, str, str, str, str]:
        """Sort key: by place, then by rule and wording, so that a report is reproducible."""
        return (self.place, self.rule.id, self.message, self.hint, self.about)


def merge_causes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in order, merging those of one cause into one with several places."""
    groups: dict[Hashable, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.order):
        same = (problem.rule.id, problem.cause, problem.severity) if problem.cause else problem
        groups.setdefault(same, []).append(problem)
    return tuple(replace(first, also=tuple(other.place for other in others)) for first, *others in groups.values())


class Unusable(Exception):  # noqa: N818  a fact about one item, caught in the loop over items, not an error of ours
    """The one exception a step may raise for one item; it carries the problems that make the item unusable."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


class Misread(ValueError):  # noqa: N818  it tells a person what to type; it is no error of ours
    """A value that cannot be parsed: what is wrong (message) and what to type instead (hint).

    `offer` is the literal text to type instead of the value, or below the first key of a group; with `is_example` it is
    only an example. `why` says whom it harms; `key` is the one to change first in a group; `fits` is the key for which
    the value is right.
    """

    def __init__(  # noqa: PLR0913  what can be said of a value
        self,
        message: str,
        hint: str,
        offer: str = "",
        *,
        is_example: bool = False,
        why: str = "",
        key: str = "",
        fits: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offer = offer
        self.is_example = is_example
        self.why = why
        self.key = key
        self.fits = fits


def understood(parse: Callable[[Typed], Read], typed: Typed) -> Read | None:
    """Return what a parser makes of what was typed; None when it raises Misread."""
    try:
        return parse(typed)
    except Misread:
        return None


@contextmanager
def blaming(*problems: Problem) -> Iterator[None]:
    """Turn any exception of a library on one file of an author into Unusable with these problems.

    This is the only place that catches every exception. On damaged bytes a library may raise anything (`struct.error`
    for a number in EXIF, KeyError in a PDF). The `with` block must hold only the work on that file.
    """
    try:
        yield
    except Unusable:
        raise
    except Exception as error:
        raise Unusable(*problems) from error


_FULL = "Maak ruimte en probeer het opnieuw."
_IN_USE = "Staat het nog open in een ander programma, zoals Word? Sluit het daar, en probeer het nog een keer."
_CLOSED = ("De computer laat mij er niet bij.", f"{_IN_USE} Kijk anders of het alleen-lezen is.")
_TAKEN = ("Er staat al iets anders met die naam.", "Geef dat een andere naam, of haal het weg.")
_REFUSALS = {
    errno.ENOSPC: ("De schijf is vol.", _FULL),
    getattr(errno, "EDQUOT", -1): ("Je hebt geen schijfruimte meer over.", _FULL),
    errno.EFBIG: ("Dit is groter dan deze schijf aankan.", "Neem een kleiner bestand."),
    errno.EROFS: ("Deze schijf is alleen-lezen.", "Neem een map op een andere schijf."),
    errno.ENAMETOOLONG: ("De naam is te lang voor deze computer.", "Neem een kortere naam of titel."),
    **dict.fromkeys((errno.EACCES, errno.EPERM), _CLOSED),
    **dict.fromkeys((errno.EEXIST, errno.EISDIR, errno.ENOTDIR), _TAKEN),
}
"""The meaning of errors of the operating system, and what to do; Windows has no EDQUOT."""


def refusal(error: OSError) -> tuple[str, str]:
    """Return the meaning of an OSError, and what to do."""
    return _REFUSALS.get(error.errno or 0, (f"De computer zegt: {error.strerror or error}.", _IN_USE))


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Turn an OSError into Misread: what cannot be done, why, and what to do."""
    try:
        yield
    except OSError as error:
        why, hint = refusal(error)
        raise Misread(f"{what} {why}", hint) from error


def typable(problem: Problem, lines: Sequence[str], first_line: int = 1) -> Problem:
    """Return a problem without its fix when the text to replace is not in the source.

    That is so for an entity, an unusual space or a character of Word; `lines` are those of its file.
    """
    fix = problem.fix
    if fix is None or not fix.old or (fix.place or problem.place).path != problem.place.path:
        return problem
    at = (fix.place or problem.place).line - first_line
    near = lines[max(at, 0) : at + fix.old.count("\n") + _LONGEST_PARAGRAPH]
    return problem if at < 0 or fix.old in "\n".join(near) else replace(problem, fix=None)


def shortened(typed: str) -> str:
    """Return what was typed on one line, truncated."""
    text = " ".join(typed.split())
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1].rstrip()}…"


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word most similar to what was typed; None when none is similar enough."""
    folded, by_folded = typed.casefold(), {word.casefold(): word for word in known}
    close = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    # A typing error seldom changes the first letter: with another one, the similarity must be higher.
    begins_alike = close and close[0].rpartition("/")[2][:1] == folded.rpartition("/")[2][:1]
    is_meant = begins_alike or (close and get_close_matches(folded, close, cutoff=0.7))
    return by_folded[close[0]] if is_meant else None
