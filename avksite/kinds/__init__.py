"""The content types, each declared once, and the rule by which a file belongs to one."""

from __future__ import annotations

import copyreg
from collections.abc import Collection, Mapping
from functools import cache

from avksite.content.keys import keys_of
from avksite.content.schema import synonym
from avksite.dutch.formatting import list_in_words
from avksite.kinds.base import Kind
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.kinds.person import PERSON
from avksite.problems import nearest

KINDS: tuple[Kind, ...] = (PAGE, NEWS, EVENT, LEARNING, NEWSLETTER, ORGANISATION, PERSON)

NOT_FOUND = "/404.html"
"""The page for an address that does not exist: nothing links to it."""

CLEARLY = 2
"""By how many keys a text must fit another kind better than its own, when it fits neither."""

_BY_FOLDER = {kind.folder: kind for kind in KINDS}
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> Kind:
    """Return a kind by its name."""
    return _BY_NAME[name]


# A document in the memo is unpickled with the kind declared here.
copyreg.pickle(Kind, lambda kind: (kind_named, (kind.name,)))


@cache
def kind_of(path: str) -> Kind:
    """Return the kind of a file by its path from the project's root; an `index.md` is always a page."""
    parts = path.split("/")[1:]
    if len(parts) == 1 or parts[-1] == "index.md":
        return PAGE
    return _BY_FOLDER.get(parts[0], PAGE)


@cache
def elsewhere(kind: Kind) -> Mapping[str, str]:
    """Return the keys that other kinds have and this one has not, each with the kinds it belongs to, in words."""
    owners: dict[str, list[str]] = {}
    for other in KINDS:
        for key in keys_of(other.entry).keys() - keys_of(kind.entry).keys():
            owners.setdefault(key, []).append(f"{other.in_words} (in `content/{other.folder}/`)")
    return {key: list_in_words(words).replace(" en ", " of ") for key, words in owners.items()}


def likelier(path: str, kind: Kind, keys: Collection[str]) -> Kind | None:
    """Return the kind that fits the keys of a text better than that of its folder; None when the folder may be right.

    The text must have a key that is unknown here and known there. It must also fit better there: completely, by CLEARLY
    keys, or with a required key of that kind and without one of this kind.
    """
    if path.endswith("/index.md"):
        return None  # the introduction to a list is a page, whatever its keys
    if all(_key(key, kind) for key in keys):
        return None
    folder = path.split("/")[1]
    misspelt = nearest(folder, [other.folder for other in KINDS]) if path.count("/") > 1 else None
    here = _misfits(kind, keys)
    is_complete = kind is not PAGE and not _absent(kind, keys)
    found: list[tuple[int, int, Kind]] = []
    for number, other in enumerate(KINDS):
        there = _misfits(other, keys)
        foreign = {_key(key, other) for key in keys if _key(key, kind) is None} - {None}
        is_misspelt = other.folder == misspelt and kind is PAGE
        has_needed = bool(foreign & _needed(other)) and not is_complete and there < here + (kind is PAGE)
        fits_better = there + CLEARLY <= here or (there < here and (there == 0 or is_misspelt))
        if foreign and (has_needed or fits_better):
            found.append((there - is_misspelt, number, other))
    return min(found)[2] if found else None


def _misfits(kind: Kind, keys: Collection[str]) -> int:
    """Return how many keys of a text are unknown to a kind or missing for it."""
    return sum(_key(key, kind) is None for key in keys) + len(_absent(kind, keys))


def _absent(kind: Kind, keys: Collection[str]) -> frozenset[str]:
    return _needed(kind) - {_key(key, kind) for key in keys}


@cache
def _needed(kind: Kind) -> frozenset[str]:
    return frozenset(key.name for key in keys_of(kind.entry).values() if key.required)


def _key(typed: str, kind: Kind) -> str | None:
    return synonym(typed, keys_of(kind.entry))


@cache
def address_of(path: str) -> str | None:
    """Return the site address of a file by its path from the project's root, or None when it has no page."""
    kind = kind_of(path)
    if kind.template is None:
        return None
    parts = path.removesuffix(".md").split("/")[1:]
    if parts == ["404"]:
        return NOT_FOUND
    folder = _BY_FOLDER.get(parts[0])
    if folder is not None and folder.list_address and len(parts) > 1:
        parts[0] = folder.list_address.strip("/")
    if parts[-1] == "index":
        parts.pop()
    return "/" + "".join(f"{part}/" for part in parts)
