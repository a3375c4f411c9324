"""A key with nothing behind it is a key that is not given: of every kind, in every group, however nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

import pytest

from avksite.content.files import Source
from avksite.content.keys import Key, keys_of
from avksite.content.schema import ABSENT
from avksite.content.settings import SITE, Config, read_settings
from avksite.kinds import KINDS, kind_of
from avksite.kinds.document import understand
from avksite.problems import Problem
from tests.sites import site

NOTHING = (
    *("", " ", "   \t", ' ""', " ''", " null", " ~", " NULL", " []", " {}", " [null]", ' ["", ~]', " -"),
    *("\n{0}-", "\n{0}- null\n{0}-", '\n{0}- ""', " |", " >-"),
)
"""Ways to type nothing behind a key; `{0}` is where the next line begins."""

Way = tuple[str, ...]

MAKES_A_CALL = ("oproep", "sluit")
"""The one key that says what a text is: `new` leaves it empty, and a call without its day is told, not made a post."""

FILES = {
    "nieuws": "content/nieuws/2024/proef.md",
    "bijeenkomsten": "content/bijeenkomsten/2024/proef.md",
    "leeraanbod": "content/leeraanbod/proef.md",
    "nieuwsbrieven": "content/nieuwsbrieven/proef.md",
    "organisaties": "content/organisaties/proef.md",
    "personen": "content/personen/proef.md",
    "": "content/proef.md",
}
MODELS = {path: tuple(keys_of(kind_of(path).entry).values()) for path in FILES.values()} | {
    SITE: tuple(keys_of(Config).values())
}


def ways(keys: tuple[Key, ...]) -> Iterator[Way]:
    """Yield the way to every key: its name, below the names of the groups around it."""
    for key in keys:
        yield (key.name,)
        yield from ((key.name, *way) for way in ways(key.below))


def typed(keys: tuple[Key, ...], way: Way, nothing: str | None, inset: str = "") -> Iterator[str]:
    """Yield what is typed for all that is needed, with nothing behind one key; None leaves that key out."""
    for key in keys:
        if way[:1] != (key.name,):
            if key.required:
                yield from _given(key, inset)
        elif len(way) == 1:
            if nothing is not None:
                yield f"{inset}{key.name}:{nothing.format(inset + '  ')}"
        elif key.group:
            yield f"{inset}{key.name}:"
            yield from _item(key, [*typed(key.below, way[1:], nothing, f"{inset}    ")], inset)


def _given(key: Key, inset: str) -> Iterator[str]:
    if not key.group or key.example:
        yield f"{inset}{key.name}: {key.example}"
        return
    yield f"{inset}{key.name}:"
    yield from _item(key, [line for it in key.below if it.required for line in _given(it, f"{inset}    ")], inset)


def _item(key: Key, lines: list[str], inset: str) -> Iterator[str]:
    """Put a dash before the first line of an item of a list."""
    if key.listed and lines:
        lines[0] = f"{inset}  - {lines[0].strip(' ')}"
    yield from lines


def read(path: str, lines: list[str]) -> tuple[object, list[str]]:
    """Return what a file says, and what is told of it."""
    text = "\n".join(lines)
    if path == SITE:
        settings, problems = read_settings(f"{text}\n")
        return settings.value, _messages(problems)
    document, problems = understand(Source.of(path, f"---\n{text}\n---\nTekst.\n"))
    return document and document.entry, _messages(problems)


def _messages(problems: tuple[Problem, ...]) -> list[str]:
    """Return what is told; of what is needed and not there only that, since it is told where there is a line for it."""
    return sorted({it.rule.id if it.rule is ABSENT else f"{it.rule.id} {it.message} {it.hint}" for it in problems})


def test_every_kind_is_tried() -> None:
    assert {kind.folder for kind in KINDS} == set(FILES)
    assert sum(1 for keys in MODELS.values() for _ in ways(keys)) > 200


@pytest.mark.parametrize(("path", "keys"), MODELS.items(), ids=MODELS)
def test_nothing_behind_a_key_is_a_key_that_is_not_given(path: str, keys: tuple[Key, ...]) -> None:
    assert read(path, [*typed(keys, (), None)])[1] == []
    different = {
        f"{'.'.join(way)}:{nothing!r}": (given, absent)
        for way in ways(keys)
        if way != MAKES_A_CALL
        for absent in [read(path, [*typed(keys, way, None)])]
        for nothing in NOTHING
        if (given := read(path, [*typed(keys, way, nothing)])) != absent
    }
    assert different == {}


def whole_site(nothing: Iterator[str] | None) -> str:
    """Return a site with a text of every kind, with all that it needs and nothing behind all else, or all else away."""
    parts = []
    for path, keys in MODELS.items():
        lines: list[str] = []
        for key in keys:
            if key.required:
                lines += _given(key, "")
            elif nothing is not None and key.group:
                below = [
                    f"    {it.name}:{next(nothing).format('      ')}"
                    for it in key.below
                    if (key.name, it.name) != MAKES_A_CALL
                ]
                lines += [f"{key.name}:", *_item(key, below, "")]
            elif nothing is not None:
                lines.append(f"{key.name}:{next(nothing).format('  ')}")
        text = "\n".join(lines)
        parts.append(f"-- {path} --\n{text}\n" if path == SITE else f"-- {path} --\n---\n{text}\n---\nTekst.\n")
    return "".join(parts)


@pytest.mark.parametrize("start", range(0, len(NOTHING), 9))
def test_a_site_full_of_keys_with_nothing_behind_them_is_the_site_without_these(start: int) -> None:
    without = site(whole_site(None))
    made = site(whole_site(cycle((*NOTHING[start:], *NOTHING[:start]))))
    assert _messages(made.problems) == _messages(without.problems)
    assert {it.path: it.data for it in made.artifacts} == {it.path: it.data for it in without.artifacts}
    texts = [it for it in made.artifacts if it.path.endswith((".html", ".xml", ".ics", ".txt", ".json"))]
    assert [it.path for it in texts if re.search(rb"\bnull\b|\bNone\b|\bundefined\b", it.content)] == []
