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
"""Characters of what somebody typed, in a message."""
_LONGEST_PARAGRAPH = 30
"""Lines below the one that a problem is reported at, in which the words that it is about are looked for."""


class Severity(StrEnum):
    """How much a problem weighs: an error stops publication, a warning only under `--strict`, a hint never."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise to readers or authors that can be broken, in Dutch; `regels.md` tells them why it is made."""

    id: str
    severity: Severity
    promise: str
    criterion: str | None = None
    """The success criterion of WCAG 2.2 that it guards, such as `1.1.1`."""

    @property
    def explanation(self) -> Explanation:
        """What staff can read about it; of a rule that is not on the page yet, dots to fill in."""
        return _explanations().get(self.id, Explanation("…", "…\n", "…\n"))


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that modules name, each once."""
    return tuple(dict.fromkeys(it for module in modules for it in vars(module).values() if isinstance(it, Rule)))


class Explanation(NamedTuple):
    """Why a rule is made, and an example that breaks exactly this rule and one that breaks nothing: a test sees to it.

    An example is a small site: files that each start with a line `-- path --`, or just the text of one page.
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
    """Read what is told of each rule, by its id; raise ValueError for a rule that is told in another form."""
    page = EXPLAINED.read_text(encoding="utf-8")
    told = {one["id"]: Explanation(one["why"].strip(), one["bad"], one["good"]) for one in _EXPLANATION.finditer(page)}
    if len(told) != page.count("\nNiet zo:\n"):
        raise ValueError(f"{EXPLAINED.name}: a rule is not told in the form of the others")
    return told


@ordered(frozen=True, slots=True, order=True)
class Place:
    """A line an author can edit: a path from the project's root with forward slashes, and a line counted from 1."""

    path: str
    line: int

    @classmethod
    def of_key(cls, path: str, lines: Mapping[tuple[str | int, ...], int], loc: tuple[str | int, ...]) -> Place:
        """Return where a key was typed; one that is absent points at the nearest one around it, or at line 1."""
        while loc and loc not in lines:
            loc = loc[:-1]
        return cls(path, lines.get(loc, 1))

    def __reduce__(self) -> tuple[type[Place], tuple[str, int]]:
        """Go to the memo as what it is made from."""
        return Place, (self.path, self.line)


@dataclass(frozen=True, slots=True)
class Fix:
    """What a hint says to type, as data: `old` becomes `new`.

    `old` is the first of its kind from the start of the problem's line on, and may run over several lines; empty, it
    stands before that line. Only whole words to type are a fix: what an author must think about is none.
    """

    old: str
    new: str
    to_fill: bool = False
    """Whether `new` only shows the form: its `…` or its example is still to be replaced by what the author knows."""
    place: Place | None = None
    """Where to type it, when that is not where the problem is.

    Line 0 of a file is its path: it gets another name, and the links to it with it.
    """
    is_safe: bool = False
    """Whether it only changes how a thing is typed, and not what it says: then a machine may type it unasked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: what is wrong (message) and what to type instead (hint), both in plain Dutch."""

    rule: Rule
    place: Place
    message: str
    hint: str
    why: str = ""
    """Why it matters here, where the rule is about more than one thing; else the rule says why."""
    fix: Fix | None = None
    in_draft: bool = False
    """Whether it stands in a text that its author keeps from the site: then it is shown, and stops nobody."""
    is_held_back: bool = False
    """Whether what it is about was left out of the site for it: then it is told, and the rest is published."""
    about: str = ""
    """The words that it is about, from the first one on, as a reader sees them: of a long line, that part is quoted."""
    cause: str = ""
    """What it comes from, where one slip shows in many places: a name or a path that is not there."""
    also: tuple[Place, ...] = ()
    """Where else the same cause breaks the same rule."""

    @property
    def severity(self) -> Severity:
        """How much it weighs here: as its rule says, and in a draft no more than a hint."""
        return Severity.HINT if self.in_draft else self.rule.severity

    @property
    def stops(self) -> bool:
        """Whether nothing may be published as long as it is there."""
        return self.severity is Severity.ERROR and not self.is_held_back

    @property
    def paths(self) -> set[str]:
        """The files that it is in."""
        return {self.place.path, *(place.path for place in self.also)}

    @property
    def order(self) -> tuple[Place, str, str, str, str]:
        """Sort key: by place, then by rule and wording, so that a report never depends on the order of the work."""
        return (self.place, self.rule.id, self.message, self.hint, self.about)


def merge_causes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in order, those of one cause as one: at the first place, with the others beside it."""
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
    """A value that cannot be understood: what is wrong with it (message) and what to type instead (hint).

    `offer` is what the hint says to type instead of the value, or below the first key of a group, in so many words, and
    `is_example` says that it only shows the form;
    `why` says whom it harms; `key` is the one to change first, of a group; `fits` is the key behind which it is right.
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
    """Turn whatever a library raises on one file of an author into Unusable with these problems.

    The one place where every exception is caught. On damaged bytes a library raises anything (`struct.error` for a
    number in EXIF, KeyError in a PDF), and a list of what it raised so far is never complete. What stands inside is
    the work on that file and nothing else, so that the rest goes on.
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
"""What a system that refuses means, and what to do; Windows has no limit for each person (EDQUOT)."""


def refusal(error: OSError) -> tuple[str, str]:
    """Return why the system refuses, and what to do."""
    return _REFUSALS.get(error.errno or 0, (f"De computer zegt: {error.strerror or error}.", _IN_USE))


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Turn a refusal of the system into Misread: what cannot be done, why, and what to do."""
    try:
        yield
    except OSError as error:
        why, hint = refusal(error)
        raise Misread(f"{what} {why}", hint) from error


def typable(problem: Problem, lines: Sequence[str], first_line: int = 1) -> Problem:
    """Return a problem without its fix when what that replaces does not stand there: it was typed in another way.

    An entity, an odd space or a sign of Word reads as something else than it looks; `lines` are those of its file.
    """
    fix = problem.fix
    if fix is None or not fix.old or (fix.place or problem.place).path != problem.place.path:
        return problem
    at = (fix.place or problem.place).line - first_line
    near = lines[max(at, 0) : at + fix.old.count("\n") + _LONGEST_PARAGRAPH]
    return problem if at < 0 or fix.old in "\n".join(near) else replace(problem, fix=None)


def shortened(typed: str) -> str:
    """Return what was typed on one line, cut off where it is enough to recognise it."""
    text = " ".join(typed.split())
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1].rstrip()}…"


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like what was typed, or None when nothing does."""
    folded, by_folded = typed.casefold(), {word.casefold(): word for word in known}
    close = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    # A slip seldom changes the first letter of a name: one that begins otherwise must look more like it.
    begins_alike = close and close[0].rpartition("/")[2][:1] == folded.rpartition("/")[2][:1]
    is_meant = begins_alike or (close and get_close_matches(folded, close, cutoff=0.7))
    return by_folded[close[0]] if is_meant else None
