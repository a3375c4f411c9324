"""Addresses: each belongs to one thing, and an old one still leads the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from avksite.making.artifact import path_of
from avksite.problems import Place, Problem, Rule, Severity
from avksite.reading.dutch import slug

if TYPE_CHECKING:
    from avksite.documents import Document
    from avksite.making.artifact import Artifact
    from avksite.site import Site

TAKEN = Rule(
    id="adres-bezet",
    severity=Severity.ERROR,
    promise="Op elk adres staat één ding.",
    why="Staan er twee dingen op één adres, dan verdwijnt er een van de twee ongemerkt van de site.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
    "-- content/huizen.md --\n---\ntitel: Huizen\noude-adressen: /wonen/\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
    "-- content/huizen.md --\n---\ntitel: Huizen\noude-adressen: /oud/wonen/\n---\nTekst.\n",
)

NOT_AN_ADDRESS = Rule(
    id="oud-adres-onleesbaar",
    severity=Severity.ERROR,
    promise="Een oud adres is het deel van een webadres dat achter de naam van de site komt.",
    why="Alleen dan kan de site op dat adres een wegwijzer zetten naar waar de pagina nu staat.",
    bad="-- content/wonen.md --\n---\ntitel: Wonen\noude-adressen: https://oud.nl/wonen?id=3\n---\nTekst.\n",
    good="-- content/wonen.md --\n---\ntitel: Wonen\noude-adressen: /over/wonen/\n---\nTekst.\n",
)

RULES = (TAKEN, NOT_AN_ADDRESS)

_SOUND = re.compile(r"/|/?[^\s:?#\\/]+(?:/[^\s:?#\\/]+)*/?")


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at the old addresses as typed, then at everything that wants to be at one path."""
    for document in site.documents:
        for index, typed in enumerate(document.entry.old_addresses):
            if not _is_sound(typed):
                place = document.place("oude-adressen", index)
                yield Problem(NOT_AN_ADDRESS, place, f"`{typed}` kan geen oud adres zijn.", f"Typ `{_mended(typed)}`.")
    yield from _collisions(site, artifacts)


def _is_sound(typed: str) -> bool:
    return _SOUND.fullmatch(typed.strip()) is not None and not {".", ".."}.intersection(typed.split("/"))


def _mended(typed: str) -> str:
    """Return an address within the site that resembles what was typed."""
    parts = [slug(part.removesuffix(".html")) for part in urlsplit(typed.strip()).path.split("/")]
    return "/" + ("".join(f"{part}/" for part in parts if part) or "naam-van-de-pagina/")


class Weight(IntEnum):
    """What gives way when two things claim one path: nobody can edit a list, and an old address goes first."""

    MADE_BY_SITE = 0
    OF_A_FILE = 1
    OLD_ADDRESS = 2


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    """Who wants to be at a path, and where an author can change that; what may stay sorts first."""

    weight: Weight
    place: Place
    address: str


def _collisions(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Report whatever comes second at a path, or stands where another thing needs a folder."""
    old = {(document.path, path): place for document in site.pages for path, place in _old_paths(document)}
    claims: dict[str, list[_Claim]] = {}
    for artifact in artifacts:
        claims.setdefault(artifact.path, []).append(_claim(site, artifact, old))
    for claimed in claims.values():
        first, *others = sorted(claimed)
        for claim in others:
            yield _problem(claim, first)
    folders = {folder: claimed[0] for path, claimed in sorted(claims.items()) for folder in _folders(path)}
    for path in sorted(claims.keys() & folders.keys()):
        first, claim = sorted((claims[path][0], folders[path]))
        yield _problem(claim, first)


def _claim(site: Site, artifact: Artifact, old: dict[tuple[str, str], Place]) -> _Claim:
    if typed_at := old.get((artifact.made_from, artifact.path)):
        return _Claim(Weight.OLD_ADDRESS, typed_at, artifact.address)
    document = site.by_path.get(artifact.made_from)
    address = document.address if document is not None else None
    own = path_of(address) if address else artifact.made_from.removeprefix("content/")
    weight = Weight.OF_A_FILE if own == artifact.path else Weight.MADE_BY_SITE
    return _Claim(weight, Place(artifact.made_from, 1), artifact.address)


def _old_paths(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the paths in the output folder that an old address may take, each with the line it was typed on."""
    for index, typed in enumerate(document.entry.old_addresses):
        name, place = typed.strip().strip("/"), document.place("oude-adressen", index)
        yield name, place
        yield f"{name}/index.html".lstrip("/"), place


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rsplit("/", 1)[0]
        yield path


def _problem(claim: _Claim, first: _Claim) -> Problem:
    is_of_site = first.weight is Weight.MADE_BY_SITE or (
        claim.weight is Weight.OF_A_FILE and claim.place == first.place
    )
    other = "iets dat de site zelf maakt" if is_of_site else f"`{first.place.path}`"
    hint = "Geef dit bestand een andere naam, of zet het in een andere map."
    if claim.weight is Weight.OLD_ADDRESS:
        hint = "Haal dit oude adres weg: wie het volgt, komt al ergens uit."
    return Problem(TAKEN, claim.place, f"Op het adres `{claim.address}` staat al {other}.", hint)
