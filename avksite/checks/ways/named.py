"""Every target that was typed: in texts, in blocks, in front matter, in site.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from avksite.kinds.base import references
from avksite.kinds.page import Page
from avksite.problems import Place
from avksite.reading.config import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.documents import Document
    from avksite.reading.config import MenuItem, Project
    from avksite.site import Site


class Wanted(Enum):
    """What should be at a target."""

    LINK = "link"
    TEXT = "tekst"
    FILE = "bestand"
    PICTURE = "afbeelding"
    EITHER = "tekst of bestand"


@dataclass(frozen=True, slots=True)
class Named:
    """A target where it was typed, in the file at `path`."""

    path: str
    place: Place
    target: str
    wanted: Wanted
    words: str
    """What a link says, or the key that the target stands behind."""
    is_played: bool = False
    """Whether it is the film or sound of a block, which may also live elsewhere, behind another key."""


IN_BLOCKS: dict[tuple[str, str], Wanted] = {
    ("knop", "naar"): Wanted.LINK,
    ("download", "bestand"): Wanted.FILE,
    ("video", "bestand"): Wanted.FILE,
    ("video", "adres"): Wanted.LINK,
    ("video", "poster"): Wanted.PICTURE,
    ("video", "ondertiteling"): Wanted.FILE,
    ("video", "transcript"): Wanted.EITHER,
    ("audio", "bestand"): Wanted.FILE,
    ("audio", "adres"): Wanted.LINK,
    ("audio", "transcript"): Wanted.EITHER,
}
"""Block and option → what should be there."""

TEXT_OR_FILE = frozenset({"uitkomsten", "transcript"})
OF_PICTURES = frozenset({"afbeelding", "foto", "fotos", "logo"})

YES_OR_NO = frozenset({"ja", "nee"})
"""A video that lives elsewhere only says whether it has captions."""


def named(site: Site) -> Iterator[Named]:
    """Yield every target that was typed in what is published."""
    for document in site.documents:
        yield from _in_text(document)
        yield from _in_front_matter(document)
    config = site.config
    groups: dict[str, tuple[MenuItem | Project, ...]] = {
        "menu": config.menu,
        "snel-naar": config.quick_links,
        "projecten": config.projects,
        "voet": config.footer,
    }
    for key, links in groups.items():
        for index, link in enumerate(links):
            if link.to:
                place = Place(SITE, site.settings.lines.get((key, index, "naar"), 1))
                yield Named(SITE, place, link.to, Wanted.LINK, link.title)


def _in_text(document: Document) -> Iterator[Named]:
    path, body = document.path, document.body
    for link in body.links:
        yield Named(path, Place(path, link.line), link.target, Wanted.LINK, link.text)
    for image in body.images:
        yield Named(path, Place(path, image.line), image.target, Wanted.PICTURE, "")
    for block in body.blocks:
        for option, typed in block.options.items():
            wanted = IN_BLOCKS.get((block.name, option))
            if wanted and isinstance(typed, str) and typed and typed not in YES_OR_NO:
                place = Place(path, block.option_lines.get(option, block.line))
                is_played = option == "bestand" and (block.name, "adres") in IN_BLOCKS
                yield Named(path, place, typed, wanted, block.title if wanted is Wanted.LINK else option, is_played)


def _in_front_matter(document: Document) -> Iterator[Named]:
    for loc, reference in references(document.entry):
        key = next(part for part in reversed(loc) if isinstance(part, str))
        if reference.names in {"tekst", "bestand"} and reference not in YES_OR_NO:
            wanted = Wanted.TEXT if reference.names == "tekst" else Wanted.FILE
            if key in TEXT_OR_FILE:
                wanted = Wanted.EITHER
            elif OF_PICTURES.intersection(loc):
                wanted = Wanted.PICTURE
            yield Named(document.path, document.place(*loc), reference, wanted, key)
    if isinstance(document.entry, Page):
        for index, task in enumerate(document.entry.tasks):
            yield Named(document.path, document.place("doen", index, "naar"), task.to, Wanted.LINK, task.title)
