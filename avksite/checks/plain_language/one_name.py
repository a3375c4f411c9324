"""One name for one thing: what has a proper name on the site keeps it, all through a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.known_words import KnownWords
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.problems import Problem

_COURSE = (
    "-- content/leeraanbod/leeromgeving.md --\n---\ntitel: Digitale Leeromgeving\nkort: Leer thuis.\nsoort: lezen\n"
    "leervorm: lezen\ndoelgroep: inwoners\n---\nFijn dat je leert.\n"
)


def _page(heading: str) -> str:
    return (
        f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n## {heading}\n\n"
        f"Wij werken met de Digitale Leeromgeving.\n{_COURSE}"
    )


CHANGED = Rule(
    id="naam-wisselt",
    severity=Severity.HINT,
    promise="Wat een eigen naam heeft, heet op een pagina overal hetzelfde.",
    why="Bij twee namen denkt een lezer aan twee dingen, en zoekt hij naar het verschil.",
    bad=_page("Digitale leergang"),
    good=_page("Digitale Leeromgeving"),
)

RULES = (CHANGED,)

_NAME = re.compile(r"(?P<first>[A-ZÀ-Þ][^\W\d_]+) (?P<head>[A-ZÀ-Þ][^\W\d_]{4,})")
# Of a word that says what kind it is, "Dynamische", there is seldom a second; of "Gemeente" there are hundreds.
_DESCRIBES = re.compile(r"\w+(?:ische|lijke|[eë]le|ale|ige|bare|loze|ieve|zame|ende|daagse|jarige)")
_SAME_START = 4
"""Letters that two names for one thing share at least: leer-omgeving, leer-gang."""
_WHOLE = frozenset({"heading", "term"})
"""What is a name by itself, so that its first capital may be that of a name."""


class Name(NamedTuple):
    """A proper name of two words: the word that describes, and the head noun."""

    first: str
    head: str


def names_in(around: KnownWords) -> tuple[Name, ...]:
    """Return the proper names of two words of what there is to learn and of the organisations."""
    found = [_NAME.fullmatch(title.partition(":")[0].strip()) for title in around.proper_names]
    return tuple(
        dict.fromkeys(
            Name(name["first"], name["head"]) for name in found if name and _DESCRIBES.fullmatch(name["first"])
        )
    )


def check(page: Page, names: tuple[Name, ...]) -> Iterator[Problem]:
    """Look, on a page that uses a name, for another name that begins with the same word."""
    for name in names:
        whole = f"{name.first} {name.head}"
        if any(whole in text.own for text in page.texts):
            known = {other.head.casefold() for other in names if other.first == name.first}
            variant = re.compile(rf"\b{re.escape(name.first)} (?P<head>[^\W\d_]{{5,}})")
            for text in page.texts:
                for found in variant.finditer(text.own):
                    if found["head"].casefold() not in known and _is_second(text, found, name):
                        message = f"Hier staat “{found[0]}”, en verder op deze pagina “{whole}”."
                        hint = f"Is het hetzelfde? Typ dan ook hier “{whole}”."
                        yield page.tell(CHANGED, text, found.start(), message, hint, Fix(found[0], whole))


def _is_second(text: Text, found: re.Match[str], name: Name) -> bool:
    """Say whether this is a name, and one that looks like the known one."""
    is_name = (
        text.own.strip() == found[0]
        if text.kind in _WHOLE
        else not any(s.start == found.start() for s in text.sentences)
    )
    head, known = found["head"].casefold(), name.head.casefold()
    is_plural = head.startswith(known) or known.startswith(head)
    return is_name and not is_plural and head[:_SAME_START] == known[:_SAME_START]
