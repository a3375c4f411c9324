"""Addresses: each belongs to one thing, and an old one still leads the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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

_SOUND = re.compile(r"/?[^\s:?#\\/]+(?:/[^\s:?#\\/]+)*/?")


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
    return "/" + "".join(f"{part}/" for part in parts if part)


def _collisions(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Report whatever comes second at a path, or where another thing needs a folder; a living page comes first."""
    old = {(document.path, path): place for document in site.pages for path, place in _old_paths(document)}
    ordered = sorted(artifacts, key=lambda it: ((it.made_from, it.path) in old, it.path, it.made_from))
    owner: dict[str, Artifact] = {}
    for artifact in ordered:
        other = owner.setdefault(artifact.path, artifact)
        if other is not artifact:
            yield _problem(artifact, other, old.get((artifact.made_from, artifact.path)))
    folders = {folder: artifact for artifact in ordered for folder in _folders(artifact.path)}
    for path in sorted(owner.keys() & folders.keys()):
        yield _problem(owner[path], folders[path], old.get((owner[path].made_from, path)))


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


def _problem(artifact: Artifact, other: Artifact, typed_at: Place | None) -> Problem:
    place = typed_at or Place(artifact.made_from, 1)
    if other.made_from == artifact.made_from:
        message = f"Het adres `{artifact.address}` komt uit dit bestand twee keer."
    else:
        message = f"Op het adres `{artifact.address}` staat al iets anders: dat komt uit `{other.made_from}`."
    hint = "Haal dit oude adres weg." if typed_at else "Geef een van de twee een andere naam, of een andere map."
    return Problem(TAKEN, place, message, hint)
