"""Which names addresses and files may have, and which name to propose instead of another.

An address is also a path on the disk of the editor and of the host: what one of these cannot store, or reads as
something else, is no address. One rule holds for every text, file, list, topic and old address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from itertools import count

from avksite.dutch.formatting import slug
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Place, Problem, Rule

_PART = regex(r"[\w~!$&'()+,;=@-]+(?:\.[\w~!$&'()+,;=@-]+)*")
"""A path segment (RFC 3986, 3.3) that a browser shows as typed: no leading dot (hidden, or settings of a web
server), no trailing dot (Windows drops it), and nothing that needs percent-encoding."""
_NAME = regex(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_WORD = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = regex(r"(?:con|prn|aux|nul|con(?:in|out)\$|(?:com|lpt)[\d¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows reserves, whatever their extension."""
_ELSEWHERE = regex(r"""[\\:*?"<>|]|[ .](?:/|$)|/[ .]""")
_PAGE = (".html", ".htm")
MOST_BYTES = 200
"""Bytes of one segment: disks take 255, and the name of an image file gets its width and format added."""
LONGEST = 800
"""Characters of the address of a site, and of one within it: together they fit in a sitemap (2048), and in a code."""
DEEPEST = 20
"""Folders above a file."""


def is_address(address: str) -> bool:
    """Return whether this can be an address within the site: `/`, `/over/`, `/over/folder.pdf`."""
    parts = address.split("/")
    if len(parts) < 2 or parts[0] or len(address) > LONGEST:  # noqa: PLR2004  it begins with a slash
        return False
    *folders, last = parts[1:]
    return all(map(_is_part, folders)) and (not last or _is_part(last))


def is_page_address(address: str) -> bool:
    """Return whether a page can be at an address: a folder, or a file that is served as a page."""
    return is_address(address) and (address.endswith("/") or address.lower().endswith(_PAGE))


def is_name(name: str) -> bool:
    """Return whether a file or folder of the content may have this name: it becomes part of its address."""
    return _NAME.fullmatch(name) is not None and _is_part(name)


def can_be_made(path: str) -> bool:
    """Return whether a text with a wrong name can still be a page: its path is safe on any disk and in any browser."""
    return path.isprintable() and _ELSEWHERE.search(path) is None


def is_word(part: str) -> bool:
    """Return whether a name that staff choose can be a part of an address: lower case, digits, hyphens."""
    return _WORD.fullmatch(part) is not None and _is_part(part)


def disk_key(path: str) -> str:
    """Return a path without capitals and in one Unicode form: on some disks, paths with an equal key are one file."""
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


NAME = Rule("naam-onjuist", ERROR, "De naam van een bestand of map bestaat uit kleine letters, cijfers en streepjes.")

# How Windows, macOS, browsers and services that sync folders name a copy.
_COPY = regex(
    r"""
    (?: kopie | copy ) \ ? (?: \(\d+\) )? [ _-] (?: van | of ) [ _-] (?P<of> .+ )
    | (?P<stem> .+? ) (?:
        [ _-]+ (?: kopie | copy ) (?: [ _-]* \(? \d{1,3} \)? )?
        | [ _-]* \( [^()]* (?: \b\d{1,3} | conflict [^()]* | (?:kopie|copy) [^()]* ) \)
        | [ _-] \d{1,3}
        | [._-] (?: sync- )? conflict \b .*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN_ENDING = (
    "Zie je `.txt` niet achter de naam? Dan verbergt Windows dat stuk. "
    "Zet in de Verkenner bij Beeld ‘Bestandsnaamextensies’ aan."
)


def copied(stem: str) -> str | None:
    """Return the stem of the file that this one looks like a copy of, as `proef (1)` and `proef-2` are of `proef`.

    The name alone proves nothing: ask only when the other file exists too.
    """
    found = _COPY.fullmatch(stem)
    return (found["of"] or found["stem"]) if found else None


def original_of(path: str, taken: Collection[str]) -> str | None:
    """Return the path of the file in the same folder that this one looks like a copy of; None when there is none."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    of = copied(stem)
    names = (of, slug(of)) if of else ()
    return next((other for other in (f"{folder}/{one}{dot}{ending.lower()}" for one in names) if other in taken), None)


def right_name(name: str) -> str:
    """Return the name a file should have."""
    stem, dot, suffix = name.rpartition(".")
    right = slug(stem if dot else suffix)[:100].strip("-") or "bestand"
    right = right if is_name(right) else f"{right}-1"  # Windows reserves a few names
    return f"{right}.{re.sub(r'[^a-z0-9]', '', suffix.lower())}" if dot else right


def free_name(folder: str, right: str, taken: Collection[str]) -> str:
    """Return this name, or the first one with a number after it that is free in the folder."""
    stem, dot, ending = right.rpartition(".") if "." in right else (right, "", "")
    numbered = (f"{stem}{f'-{number}' if number > 1 else ''}{dot}{ending}" for number in count(1))
    return next(name for name in numbered if f"{folder}/{name}" not in taken)


def misnamed(path: str, taken: Collection[str], right: str = "", what: str = "bestand") -> Problem:
    """Return the problem of a name that cannot be an address; `taken` holds the existing paths."""
    name = path.rpartition("/")[2]
    message = f"De naam van {'deze' if what == 'map' else 'dit'} {what} kan geen adres zijn: `{name}`."
    original = original_of(path, taken) if name.lower().endswith(".md") else None
    if original:
        message = f"Dit lijkt een kopie van `{original}`, en de naam kan geen adres zijn."
    return _named(path, message, original or f"{path.rpartition('/')[0]}/{right or right_name(name)}", taken, what)


def not_a_text(path: str, right: str, taken: Collection[str]) -> Problem:
    """Return the problem of a text whose name has another extension."""
    message = "Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`."
    problem = _named(path, message, f"{path.rpartition('/')[0]}/{right}.md", taken, "bestand")
    if not path.lower().endswith(".txt"):
        return problem
    return replace(problem, hint=f"{problem.hint} {_HIDDEN_ENDING}")


def _named(path: str, message: str, right: str, taken: Collection[str], what: str) -> Problem:
    """Return a problem with the name to give a file; never that of another file, which would be lost."""
    folder, _, name = right.rpartition("/")
    hint = f"Noem {'de' if what == 'map' else 'het'} {what} `{name}`."
    fix = None if right in taken else Fix(path, right, is_safe=True, place=Place(path, 0))
    if right in taken and what == "map":
        hint = f"De map `{name}` is er al. Zet daarin wat hier staat, en haal deze map weg."
    elif right in taken:
        own = f"Noem het dan `{free_name(folder, name, taken)}`"
        own += ", en geef het een eigen titel." if name.endswith(".md") else "."
        hint = f"`{name}` is er al. Is dit een kopie? Haal dit bestand weg. Is het een andere tekst? {own}"
    return Problem(NAME, Place(path, 1), message, hint, fix=fix)
