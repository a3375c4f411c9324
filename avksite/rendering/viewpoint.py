"""How an address reads from where it is used: relative on a page, whole in a feed or a mail."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=100_000)
def _way(folder: str, here: str) -> str:
    return posixpath.relpath(folder, here)


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A place from which addresses are written.

    On a page `address` is the page's own, and every link is relative, so that the site also works below another path
    and from a USB stick. Without one (feeds, mails) links are whole. `rooted` is for a page that may show at any
    depth, such as 404.html: its links start at the root of the host.
    """

    base_url: str
    """The published address of the site, without a slash at the end."""
    address: str | None = None
    rooted: bool = False
    picture_width: int = 720
    """Pixels that a picture can use off the site, where only one file can be named."""

    def href(self, address: str, fragment: str = "") -> str:
        """Return the link to a site address (`/nieuws/`); whole URLs and `mailto:` stay as they are."""
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
        way = _way(folder or "/", posixpath.dirname(self.address or "/"))
        if name:
            return name if way == "." else f"{way}/{name}"
        return "./" if way == "." else f"{way}/"

    def url(self, address: str) -> str:
        """Return the whole URL of a site address."""
        return self.base_url + address if address.startswith("/") else address
