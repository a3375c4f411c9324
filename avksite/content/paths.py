"""What an address on the site may be: one rule for every text, file, list, subject and old address.

An address is also a path on the disk of who makes the site and of whoever serves it: what one of those cannot keep, or
reads as something else, is no address.
"""

from __future__ import annotations

import re
import unicodedata

_PART = re.compile(r"[\w~!$&'()+,;=@-]+(?:\.[\w~!$&'()+,;=@-]+)*")
"""A path segment (RFC 3986, 3.3) that a browser shows as it is typed. No dot in front (hidden, or a command to a web
server), none behind (Windows drops it), and nothing that is written as `%20`."""
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps to itself."""
_PAGE = (".html", ".htm")
MOST_BYTES = 200
"""Of one part: disks take 255, and a file of a picture gets its width and form behind its name."""


def is_address(address: str) -> bool:
    """Say whether this can be an address within the site: `/`, `/over/`, `/over/folder.pdf`."""
    parts = address.split("/")
    if len(parts) < 2 or parts[0] or len(address) > 4 * MOST_BYTES:  # noqa: PLR2004  it begins with a slash
        return False
    *folders, last = parts[1:]
    return all(map(_is_part, folders)) and (not last or _is_part(last))


def is_page_address(address: str) -> bool:
    """Say whether a page can be at an address: a folder, or a file that is served as a page."""
    return is_address(address) and (address.endswith("/") or address.lower().endswith(_PAGE))


def is_name(name: str) -> bool:
    """Say whether a file or a folder of the content can be called so: its name is a part of its address."""
    return _NAME.fullmatch(name) is not None and _is_part(name)


def is_word(part: str) -> bool:
    """Say whether a name that staff think up can be a part of an address: lower case, digits, hyphens."""
    return _WORD.fullmatch(part) is not None and _is_part(part)


def folded(path: str) -> str:
    """Return what two paths share that one disk keeps apart and another does not: capitals, and how é is made up."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _is_part(part: str) -> bool:
    return (
        _PART.fullmatch(part) is not None
        and _RESERVED.fullmatch(part) is None
        and len(part.encode()) <= MOST_BYTES
        and unicodedata.is_normalized("NFC", part)
    )


def old_address(typed: str) -> str:
    """Return the site address for an old one as people type it: with or without slashes at its ends."""
    path = "/" + unicodedata.normalize("NFC", typed.strip()).lstrip("/")
    is_file = "." in path.rsplit("/", 1)[-1]
    return path if path.endswith("/") or is_file else f"{path}/"
