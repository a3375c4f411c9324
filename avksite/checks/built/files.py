"""What pages bring along asks nothing of a stranger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from avksite.checks.built.behaviour import LOADS
from avksite.making.audit import loaded_by_style
from avksite.making.templates import templates_of, text_of
from avksite.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.making.artifact import Artifact
    from avksite.site import Site

_COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL),
}
_NAMED_BY_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)["'`]""")
_NAMES_OF_FORMATS = "http://www.w3.org/"
"""Drawings name their format by such an address; nothing is fetched from it."""


def is_page(artifact: Artifact) -> bool:
    """Say whether a made file is a page of the site: mails have checks of their own."""
    return artifact.path.endswith(".html") and not artifact.path.endswith("/mail.html") and bool(artifact.made.content)


def named(pages: Sequence[Artifact]) -> str:
    """Name the first of these pages, and say how many more there are."""
    first, others = min(page.address for page in pages), len({page.path for page in pages}) - 1
    more = {0: "", 1: " en nog 1 pagina"}.get(others, f" en nog {others} pagina’s")
    return f"`{first}`{more}"


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at what the style sheets and scripts load."""
    own, folder = urlsplit(site.config.base_url).netloc, templates_of(site.root)
    for artifact in artifacts:
        if artifact.path.endswith(tuple(_COMMENT)) and artifact.path.startswith("assets/"):
            yield from _strangers(artifact, text_of(folder, artifact.path), own)


def _strangers(artifact: Artifact, typed: str, own: str) -> Iterator[Problem]:
    """Look in the file as it was typed: what is sent has other lines."""
    suffix = artifact.path[artifact.path.rindex(".") :]
    # Comments keep their lines, so that a line below counts as it was typed.
    bare = _COMMENT[suffix].sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), typed)
    found: Iterable[str] = loaded_by_style(bare) if suffix == ".css" else _NAMED_BY_SCRIPT.findall(bare)
    for address in dict.fromkeys(found):
        if urlsplit(address).netloc != own and not address.startswith(_NAMES_OF_FORMATS):
            line = bare.count("\n", 0, bare.index(address)) + 1
            message = f"Hier wordt iets opgehaald bij een ander: `{address}`."
            hint = "Zet het bestand zelf in `templates/assets/`, en verwijs daarnaar."
            yield Problem(LOADS, Place(artifact.made_from, line), message, hint)
