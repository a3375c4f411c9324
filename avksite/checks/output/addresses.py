"""Addresses: each belongs to one thing, and an old one still leads the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from avksite.content.paths import folded, is_address, is_page_address, is_word, old_address
from avksite.content.settings import SITE
from avksite.dutch.formatting import slug
from avksite.problems import Fix, Place, Problem, Rule, Severity, example
from avksite.rendering.artifact import path_of

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

TAKEN = Rule(
    id="adres-bezet",
    severity=Severity.ERROR,
    promise="Op elk adres staat één ding.",
    why="Staan er twee dingen op één adres, dan verdwijnt er een van de twee ongemerkt van de site.",
    bad=example("Tekst.", "titel: Wonen", at="content/wonen.md")
    + example("Tekst.", "titel: Huizen", "oude-adressen: /wonen/", at="content/huizen.md"),
    good=example("Tekst.", "titel: Wonen", at="content/wonen.md")
    + example("Tekst.", "titel: Huizen", "oude-adressen: /oud/wonen/", at="content/huizen.md"),
)

NOT_AN_ADDRESS = Rule(
    id="oud-adres-onleesbaar",
    severity=Severity.ERROR,
    promise="Een oud adres is het deel van een webadres dat achter de naam van de site komt.",
    why="Alleen dan kan de site op dat adres een wegwijzer zetten naar waar de pagina nu staat.",
    bad=example("Tekst.", "titel: Wonen", "oude-adressen: https://oud.nl/huizen?id=3", at="content/wonen.md"),
    good=example("Tekst.", "titel: Wonen", "oude-adressen: /over/wonen/", at="content/wonen.md"),
)

TOPIC = Rule(
    id="onderwerp-adres",
    severity=Severity.ERROR,
    promise="De korte naam van een onderwerp bestaat uit kleine letters, cijfers en streepjes.",
    why="Elk onderwerp heeft een pagina, en die naam is het adres ervan.",
    bad=example("Tekst.", "titel: Wonen", "onderwerpen: [Wonen & leven]", at="content/wonen.md"),
    good=example("Tekst.", "titel: Wonen", "onderwerpen: [wonen-en-leven]", at="content/wonen.md"),
)

RULES = (TAKEN, NOT_AN_ADDRESS, TOPIC)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at the old addresses and subjects as typed, then at everything that wants to be at one path."""
    made = {artifact.path for artifact in artifacts}
    for document in site.documents:
        for index, typed in enumerate(document.entry.old_addresses):
            if not is_page_address(old_address(typed)):
                place = document.place("oude-adressen", index)
                message, hint, new = _about_old(typed, made)
                yield Problem(NOT_AN_ADDRESS, place, message, hint, fix=Fix(typed, new) if new else None)
    yield from _topics(site)
    yield from _collisions(site, artifacts)


def _about_old(typed: str, made: Collection[str]) -> tuple[str, str, str]:
    """Return what is wrong with an old address, what to do, and what to type; "" when nothing can stand for it."""
    message = f"`{typed}` kan geen oud adres zijn."
    path = urlsplit(typed.strip()).path if "://" in typed else re.split("[?#]", typed.strip())[0]
    if re.search(r"\.(?!html?$)[^./]+$", path) and is_address(old_address(path)):
        message += " Een wegwijzer is een pagina: die staat in een map, of in een bestand dat op `.html` eindigt."
    mended = _mended(path)
    if not mended:
        return message, "Haal het weg: de site kan op dat adres geen wegwijzer zetten.", ""
    if path_of(mended) in made:
        return message, f"Haal het weg: op `{mended}` staat al een pagina, en wie dit adres volgt, komt daar uit.", ""
    return message, f"Typ `{mended}`.", mended


def _mended(path: str) -> str:
    """Return an address within the site that resembles a path; "" when none does."""
    address = old_address(unquote(path))
    if path.strip("/") and is_page_address(address):
        return address
    parts = [slug(re.sub(r"\.[a-z]{2,5}$", "", unquote(part), flags=re.IGNORECASE)) for part in path.split("/")]
    mended = "/" + "".join(f"{part}/" for part in parts if part)
    return mended if mended != "/" and is_page_address(mended) else ""


def _topics(site: Site) -> Iterator[Problem]:
    """Look at the subjects: those of site.yaml, or the free ones of a site that lists none."""
    listed = site.config.topics
    for topic in listed:
        if not is_word(topic):
            yield _about_topic(topic, Place(SITE, site.content.settings.lines.get(("onderwerpen", topic), 1)))
    for document in () if listed else site.documents:
        for index, typed in enumerate(document.entry.topics):
            if not is_word(typed):
                yield _about_topic(typed, document.place("onderwerpen", index))


def _about_topic(typed: str, place: Place) -> Problem:
    right = slug(typed)
    hint = f"Typ `{right}`." if is_word(right) else "Typ een kort woord in kleine letters, zoals `wonen`."
    message = f"`{typed}` kan niet de korte naam van een onderwerp zijn: die is een adres."
    return Problem(TOPIC, place, message, hint, fix=Fix(typed, right) if is_word(right) else None)


class Priority(IntEnum):
    """What gives way when two things claim one path: nobody can edit a list, and an old address goes first."""

    MADE_BY_SITE = 0
    OF_A_FILE = 1
    OLD_ADDRESS = 2


class _Claim(NamedTuple):
    """Who wants to be at a path, and where an author can change that; what may stay sorts first."""

    priority: Priority
    place: Place
    address: str


def _collisions(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Report whatever comes second at a path, or stands where another thing needs a folder."""
    old = {(document.path, path): place for document in site.pages for path, place in _old_paths(document)}
    claims: dict[str, list[_Claim]] = {}
    for artifact in artifacts:
        # One disk keeps `/Wonen/` and `/wonen/` apart and another does not: on the site they are one address.
        claims.setdefault(folded(artifact.path), []).append(_claim(site, artifact, old))
    for claimed in claims.values():
        first, *others = sorted(claimed)
        yield from (_problem(claim, first) for claim in others)
    folders = {
        path[:end]: claimed[0]
        for path, claimed in sorted(claims.items())
        for end, sign in enumerate(path)
        if sign == "/"
    }
    for path in sorted(claims.keys() & folders.keys()):
        first, claim = sorted((claims[path][0], folders[path]))
        yield _problem(claim, first)


def _claim(site: Site, artifact: Artifact, old: dict[tuple[str, str], Place]) -> _Claim:
    if typed_at := old.get((artifact.made_from, artifact.path)):
        return _Claim(Priority.OLD_ADDRESS, typed_at, artifact.address)
    document = site.by_path.get(artifact.made_from)
    own = path_of(document.address) if document and document.address else artifact.made_from.removeprefix("content/")
    priority = Priority.OF_A_FILE if own == artifact.path else Priority.MADE_BY_SITE
    return _Claim(priority, Place(artifact.made_from, 1), artifact.address)


def _old_paths(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the paths in the output folder that an old address may take, each with the line it was typed on."""
    for index, typed in enumerate(document.entry.old_addresses):
        name, place = typed.strip().strip("/"), document.place("oude-adressen", index)
        yield from ((name, place), (f"{name}/index.html".lstrip("/"), place))


def _problem(claim: _Claim, first: _Claim) -> Problem:
    is_own = claim.priority is Priority.OF_A_FILE and claim.place == first.place
    other = "iets wat de site zelf maakt" if is_own or not first.priority else f"`{first.place.path}`"
    hint = "Geef dit bestand een andere naam, of zet het in een andere map."
    if claim.priority is Priority.OLD_ADDRESS:
        hint = "Haal dit oude adres weg: wie het volgt, komt al ergens uit."
    message = f"Op het adres `{claim.address}` staat al {other}."
    if claim.address != first.address and folded(claim.address) == folded(first.address):
        message = f"`{claim.address}` verschilt alleen in hoofdletters van `{first.address}`, en daar staat {other}."
    return Problem(TAKEN, claim.place, message, hint)
