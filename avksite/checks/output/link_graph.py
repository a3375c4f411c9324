"""The pages that were made, and how the links on them hang together."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from avksite.content.addresses import within
from avksite.rendering.artifact import path_of
from avksite.rendering.made_pages import LISTED

if TYPE_CHECKING:
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


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

    pages: tuple[Artifact, ...]
    made: frozenset[str]
    """Every path that was made."""
    promised: frozenset[str]
    """Every path that a text or a list has; one that could not be made is told by itself, and links to it are sound."""
    base_url: str

    def __contains__(self, spot: Spot) -> bool:
        """Say whether a place is there; on what is no page nothing can be said about a fragment."""
        ids = self.ids.get(spot.path)
        is_sound = not spot.fragment or ids is None or unquote(spot.fragment) in ids
        return (spot.path in self.made or spot.path in self.promised) and is_sound

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """Every name of a place on a page; where two pages claim one path, those of both."""
        ids: dict[str, frozenset[str]] = {}
        for page in self.pages:
            ids[page.path] = ids.get(page.path, frozenset()).union(page.made.ids)
        return ids

    @cached_property
    def steps(self) -> dict[str, tuple[Step, ...]]:
        """Every link that stays on the site, by the page it is on; where two pages claim one path, those of both."""
        steps: dict[str, tuple[Step, ...]] = {}
        for page in self.pages:
            found = ((self.spot(page.path, link.href), link.text) for link in page.made.links)
            here = tuple(Step(spot, words) for spot, words in found if spot is not None)
            steps[page.path] = (*steps.get(page.path, ()), *here)
        return steps

    def spot(self, path: str, href: str) -> Spot | None:
        """Return where a link on a page leads as a browser sees it; None when it leaves the site."""
        to_the_top = "../" * path.count("/")
        if not to_the_top or not href.startswith(to_the_top):
            return self._spot(path, href)
        # Most links lead over the top, to the menu and the footer. Those are the same from thousands of pages.
        rest = href[len(to_the_top) :] or "./"
        if rest not in self._from_top:
            self._from_top[rest] = self._spot("index.html", rest)
        return self._from_top[rest]

    @cached_property
    def _from_top(self) -> dict[str, Spot | None]:
        return {}

    @cached_property
    def _base_path(self) -> str:
        return urlsplit(self.base_url).path.rstrip("/")

    def _spot(self, path: str, href: str) -> Spot | None:
        if href.startswith(self.base_url):
            href = within(href, self.base_url)
        elif href.startswith("/"):
            href = href.removeprefix(self._base_path)
        place, _, fragment = href.partition("#")
        if place.startswith("//") or _SCHEME.match(place):
            return None
        place = unquote(place.partition("?")[0])
        return Spot(_joined(path, place) if place else path, fragment)


def _joined(path: str, place: str) -> str:
    """Return the made path that an address leads to from a page; above the top is the top, as in a browser."""
    folders = [] if place.startswith("/") else path.split("/")[:-1]
    *_, last = parts = place.split("/")
    for part in parts:
        if part == "..":
            del folders[-1:]
        elif part not in {"", "."}:
            folders.append(part)
    is_folder = last in {"", ".", ".."} or not folders
    return "/".join((*folders, "index.html") if is_folder else folders)


def _is_page(artifact: Artifact) -> bool:
    """Say whether this is a page of the site; an old address that leads out of it is told by itself."""
    is_inside = posixpath.normpath(f"/{artifact.path}") == f"/{artifact.path}"
    return artifact.path.endswith(".html") and artifact.made.copied_from is None and is_inside


def weave(site: Site, artifacts: Sequence[Artifact]) -> Web:
    """Return the web of what was made."""
    return Web(
        pages=tuple(artifact for artifact in artifacts if _is_page(artifact)),
        made=frozenset(artifact.path for artifact in artifacts),
        promised=frozenset(path_of(address) for address in ("/", *site.by_address, *LISTED)),
        base_url=site.config.base_url,
    )
