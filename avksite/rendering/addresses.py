"""The addresses of generated pages, and the link to an address from another page."""

from __future__ import annotations

import posixpath
from enum import StrEnum
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

from avksite.frozen import dataclass
from avksite.kinds import KINDS
from avksite.patterns import regex
from avksite.site import Site


class MadePage(StrEnum):
    """A page that always exists, without a kind; a text with its address is its introduction."""

    heading: str
    """Its title when no text gives one."""

    def __new__(cls, address: str, heading: str) -> Self:
        """Make the address a member, with its title."""
        page = str.__new__(cls, address)
        page._value_ = address
        page.heading = heading
        return page

    GLOSSARY = "/begrippen/", "Begrippen"
    TOPICS = "/onderwerpen/", "Onderwerpen"
    A_TO_Z = "/a-z/", "Alle pagina’s van A tot Z"
    SEARCH = "/zoeken/", "Zoeken"
    FOLLOW = "/volgen/", "Volg ons"


LISTED: dict[str, str] = {kind.list_address: kind.plural for kind in KINDS if kind.list_address} | {
    page.value: page.heading for page in MadePage
}
"""Address → title of every page that is always made, with or without an introduction."""


FURTHER = regex(r"/bladzijde-\d+/$")
"""An older page of a list, which is counted from the oldest."""


def topic_address(topic: str) -> str:
    """Return the address of the list of a topic."""
    return f"{MadePage.TOPICS}{topic}/"


def list_addresses(site: Site) -> frozenset[str]:
    """Return the addresses of all lists: the fixed ones, each year of news and events, and each topic."""
    dated = (document for document in site.documents if document.kind.by_year)
    years = {f"{document.kind.list_address}{day.year}/" for document in dated if (day := document.entry.day)}
    return frozenset({*LISTED, *years, *map(topic_address, site.topics)})


@lru_cache(maxsize=100_000)
def _way(folder: str, address: str) -> str:
    """Return the relative path from an address to a folder: `../..`, or `.` when the address is in it."""
    to, at = (posixpath.normpath(place).strip("/").split("/") for place in (f"{folder}/", posixpath.dirname(address)))
    while to and at and to[0] == at[0]:
        del to[0], at[0]
    return "/".join([*(".." for step in at if step), *filter(None, to)]) or "."


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A place from which addresses are written.

    With the `address` of a page every link is relative, so that the site also works below another path and from a USB
    stick. Without one (feeds, mails) links are absolute. `rooted` is for a page that may be shown at any depth, such
    as 404.html: its links start at the root of the host.
    """

    base_url: str
    """The published address of the site, without a slash at the end."""
    address: str | None = None
    rooted: bool = False
    picture_width: int = 720
    """Width in pixels of images outside the site, where only one file can be named."""

    def href(self, address: str, fragment: str = "") -> str:
        """Return the link to a site address (`/nieuws/`); full URLs and `mailto:` stay as they are."""
        tail = f"#{fragment}" if fragment else ""
        if not address.startswith("/"):
            return address + tail
        if self.address is None:
            return self.base_url + address + tail
        if self.rooted:
            return urlsplit(self.base_url).path.rstrip("/") + address + tail
        return self._relative(address) + tail

    def _relative(self, address: str) -> str:
        folder, _, name = address.rpartition("/")
        way = _way(folder or "/", self.address or "/")
        relative = (name or "./") if way == "." else f"{way}/{name}"
        # Text before a colon in the first segment would be a scheme, perhaps that of a script (RFC 3986, 4.2).
        return f"./{relative}" if ":" in relative.partition("/")[0] else relative

    def url(self, address: str) -> str:
        """Return the absolute URL of a site address."""
        return self.base_url + address if address.startswith("/") else address
