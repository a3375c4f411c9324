"""What pages bring along: style sheets and scripts ask nothing of a stranger, and a page is light with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from avksite.checks.built.behaviour import HEAVY, LOADS
from avksite.making.audit import loaded_by_style
from avksite.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.making.artifact import Artifact
    from avksite.site import Site

MOST_BYTES = 100_000
"""Of a page with its style sheet and script, without pictures."""

_COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL),
}
_NAMED_BY_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)["'`]""")
_COLOURS = re.compile(r'(?::root|@media)[^\n]*\n(?:[^\n]*\n)?:root\[data-thema="licht"\][^\n]*\n[^\n]*\n')
"""The lines with the colours of the site, which the build puts in front of the style sheet."""
_NAMES_OF_FORMATS = "http://www.w3.org/"
"""Drawings name their format by such an address; nothing is fetched from it."""


def is_page(artifact: Artifact) -> bool:
    """Say whether a made file is a page of the site: mails have checks of their own."""
    return artifact.path.endswith(".html") and not artifact.path.endswith("/mail.html") and bool(artifact.made.content)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Look at what the pages load, and at how heavy they are with it."""
    own = urlsplit(site.config.base_url).netloc
    brought: dict[bytes, int] = {}
    for artifact in artifacts:
        if artifact.path.endswith(tuple(_COMMENT)) and artifact.path.startswith("assets/"):
            brought[f'/{artifact.path}"'.encode()] = len(artifact.made.content)
            yield from _strangers(artifact, own)
    for artifact in artifacts:
        if not is_page(artifact):
            continue
        # A page names what it loads by a link that ends in the path: what only another page loads weighs nothing here.
        page = artifact.made.content
        size = len(page) + sum(weight for name, weight in brought.items() if name in page)
        if size > MOST_BYTES:
            message = f"De pagina `{artifact.address}` is {-(-size // 1000)} kB, met opmaak en script erbij."
            hint = "Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen."
            yield Problem(HEAVY, Place(artifact.made_from, 1), message, hint)


def _strangers(artifact: Artifact, own: str) -> Iterator[Problem]:
    text = artifact.made.content.decode("utf-8", "replace")
    # Comments keep their lines, so that a line below counts as it was typed.
    suffix = artifact.path[artifact.path.rindex(".") :]
    bare = _COMMENT[suffix].sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    found: Iterable[str] = loaded_by_style(bare) if suffix == ".css" else _NAMED_BY_SCRIPT.findall(bare)
    colours = _COLOURS.match(text)
    made = colours[0].count("\n") if colours else 0
    for address in dict.fromkeys(found):
        if urlsplit(address).netloc != own and not address.startswith(_NAMES_OF_FORMATS):
            line = text.count("\n", 0, bare.index(address)) + 1
            message = f"Hier wordt iets opgehaald bij een ander: `{address}`."
            hint = "Zet het bestand zelf in `templates/assets/`, en verwijs daarnaar."
            yield Problem(LOADS, Place(artifact.made_from, max(1, line - made)), message, hint)
