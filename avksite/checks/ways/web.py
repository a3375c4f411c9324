"""The pages that were made, and how the links on them hang together."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from avksite.making.artifact import path_of
from avksite.making.listed import LISTED

if TYPE_CHECKING:
    from avksite.making.artifact import Artifact
    from avksite.site import Site

_LEAVES = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Spot(NamedTuple):
    """A made file, by its path in the output folder, and a place on it."""

    path: str
    fragment: str = ""


class Step(NamedTuple):
    """A link on a made page: where it leads, and its words."""

    to: Spot
    words: str


@dataclass(frozen=True)
class Web:
    """What there is to go to, and every step from page to page."""

    artifacts: tuple[Artifact, ...]
    paths: frozenset[str]
    """Every path that is made; a page that failed is told by itself, and links to it are sound."""
    ids: dict[str, frozenset[str]]
    base_url: str

    def has(self, spot: Spot) -> bool:
        """Say whether a place is there; on what has no ids nothing can be said about a fragment."""
        ids = self.ids.get(spot.path)
        is_sound = not spot.fragment or ids is None or unquote(spot.fragment) in ids
        return spot.path in self.paths and is_sound

    @cached_property
    def steps(self) -> dict[str, tuple[Step, ...]]:
        """Every link that stays on the site, by the page it is on; where two pages claim one path, those of both."""
        steps: dict[str, tuple[Step, ...]] = {}
        for artifact in self.artifacts:
            found = ((self.spot(artifact.path, link.href), link.text) for link in artifact.made.links)
            here = tuple(Step(spot, words) for spot, words in found if spot is not None)
            steps[artifact.path] = (*steps.get(artifact.path, ()), *here)
        return steps

    @cached_property
    def _base_path(self) -> str:
        return urlsplit(self.base_url).path.rstrip("/")

    def within(self, address: str) -> str:
        """Return a whole address on this site as an address within it; any other stays as it is."""
        rest = address.removeprefix(self.base_url)
        return (rest if rest.startswith("/") else f"/{rest}") if rest != address and rest[:1] in "/#?" else address

    def spot(self, path: str, href: str) -> Spot | None:
        """Return where a link on a page leads as a browser sees it; None when it leaves the site."""
        if href.startswith(self.base_url):
            href = self.within(href)
        elif href.startswith("/"):
            href = href.removeprefix(self._base_path)
        if _LEAVES.match(href):
            return None
        place, _, fragment = href.partition("#")
        place = unquote(place.partition("?")[0])
        if not place:
            return Spot(path, fragment)
        return Spot(_joined(path, place), fragment)


def _joined(path: str, place: str) -> str:
    """Return the made path that a relative address leads to."""
    found = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), place))
    is_folder = place.endswith(("/", "/.", "/..")) or place in {".", ".."}
    return path_of(f"{found.rstrip('/')}/" if is_folder else found)


def _is_page(artifact: Artifact) -> bool:
    return artifact.path.endswith(".html") and artifact.made.copied_from is None


def weave(site: Site, artifacts: Sequence[Artifact]) -> Web:
    """Return the web of what was made."""
    ids: dict[str, frozenset[str]] = {}
    for artifact in artifacts:
        if _is_page(artifact):
            ids[artifact.path] = ids.get(artifact.path, frozenset()).union(artifact.made.ids)
    promised: Iterator[str] = (path_of(address) for address in ("/", *site.by_address, *LISTED))
    return Web(
        artifacts=tuple(artifacts),
        paths=frozenset({artifact.path for artifact in artifacts} | set(promised)),
        ids=ids,
        base_url=site.config.base_url,
    )
