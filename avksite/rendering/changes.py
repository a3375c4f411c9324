"""Compares a site with the previous one, page by page, as readers see it."""

from __future__ import annotations

import filecmp
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import zip_longest
from pathlib import Path

from avksite.content.images import SUFFIXES
from avksite.frozen import dataclass
from avksite.kinds import address_of
from avksite.patterns import regex
from avksite.rendering.addresses import FURTHER
from avksite.rendering.artifact import Artifact, address_at
from avksite.rendering.hyphenation import SOFT_HYPHEN
from avksite.site import Site

_UNSEEN = regex(
    rb"""
    <script\b.*?</script> | <svg\b.*?</svg>
    | <div[ ]class="(?:share|wrap[ ]print-only[ ]address)">.*?</div>  # they repeat the title and the address
    | <dl[ ]class="facts[ ]is-counted">.*?</dl>  # how many pages there are
    """,
    re.VERBOSE | re.DOTALL,
)
"""Parts of a page that are invisible, or repeat other parts."""
_OF_OTHERS = regex(
    rb"""
    <nav\b.*?</nav> | <article[ ]class="card\b.*?</article> | <ul[ ]class="(?:ways|dishes)\b.*?</ul>
    | <section[ ]class="(?:list-section|related|words)\b.*?</section> | <div[ ]class="(?:empty|follow)">.*?</div>
    | <section\b[^>]*="deel-(?:nieuws|agenda|oproepen|leren|nieuwsbrief)">.*?</section>  # on the home page
    """,
    re.VERBOSE | re.DOTALL,
)
"""Parts of a page that come from other pages and the glossary; they are never nested."""
_MAIN, _END = b'<main id="deel-inhoud"', b"</main>"
_STANDS_IN = regex(rb'<body[^>]*\sclass="[^"]*\bis-ingetrokken\b')
"""A page that says that a text was withdrawn."""
_TITLE = regex(rb"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_DAY = regex(rb'<time datetime="([^"]*)">.*?</time>', re.DOTALL)
_SHOWN = regex(rb"<(?:img|video|audio|track)\b[^>]*>")
_SOURCE = regex(rb'\b(?:src|alt|poster)="([^"]*)"')
_LINK = regex(rb'<a\b[^>]*\shref="([^"#][^"]*)"')
"""A link to another page."""
LINKS = "links"
_TAG = regex(rb"<[^>]*>")
_DIGEST = regex(rb'(assets/[^"]*)\.[0-9a-f]{10}(?=\.\w+")')
"""The digest in the name of an asset, which is invisible."""


@dataclass(frozen=True, slots=True)
class Change:
    """A changed page or file."""

    address: str
    """Its address; of what is gone, the old one."""
    title: str
    what: tuple[str, ...] = ()
    """What changed of it, in Dutch: its title, its text, …"""
    was: str = ""
    """Of what moved: the address before."""
    leads: tuple[tuple[str, str], ...] = ()
    """Where its links led, and where they lead now."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed for a reader, sorted by path."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    """What changed in its own content."""
    moved: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    along: tuple[Change, ...] = ()
    """What changed only in parts from other pages, in the menu or in the footer."""

    def known_to(self, site: Site) -> Changes:
        """Separate what moved, according to the ledger and `oude-adressen`, from what is gone and new.

        What is missing because of an error in its text is not gone. A file is gone when it was withdrawn.
        """
        moves = site.redirects.items()
        faulty = {address_of(path) for path in site.unusable} | site.by_address.keys()
        ends = {it.address: site.redirects[it.address] for it in self.gone if it.address in site.redirects}
        titles = {it.address: it.title for it in self.new}
        moved = (replace(it, address=ends[it.address], was=it.address) for it in self.gone if it.address in ends)
        return replace(
            self,
            new=tuple(it for it in self.new if it.address not in ends.values()),
            moved=tuple(replace(it, title=titles.get(it.address, it.title)) for it in moved),
            gone=tuple(
                it
                for it in self.gone
                if it.address not in {*ends, *faulty}
                and (it.address.endswith(("/", ".html")) or it.address in site.withdrawn)
            ),
            changed=tuple(_without(self.changed, moves)),
            along=tuple(_without(self.along, moves)),
        )


def _without(changes: Iterable[Change], moves: Collection[tuple[str, str]]) -> Iterator[Change]:
    """Yield what changed in more than links to pages that moved."""
    for it in changes:
        is_same = LINKS in it.what and all(lead in moves for lead in it.leads)
        what = tuple(word for word in it.what if word != LINKS or not is_same)
        if what or not it.what:
            yield replace(it, what=what)


def compare(wanted: Mapping[str, Artifact], before: Path, paths: Iterable[str]) -> Changes:
    """Return what changes for readers when the site in a folder becomes these artifacts, at these paths only.

    An invisible difference, such as the name of a style sheet, is no change.
    """
    found: dict[str, list[Change]] = {name: [] for name in ("new", "changed", "gone", "along")}
    for path in sorted(paths):
        made, place = wanted.get(path), before / path
        sort, change = _page(path, place, made) if path.endswith(".html") else _file(path, place, made)
        if change:
            found["along" if FURTHER.search(change.address) else sort].append(change)
    return Changes(**{name: tuple(changes) for name, changes in found.items()})


def _page(path: str, place: Path, made: Artifact | None) -> tuple[str, Change | None]:
    old = _seen(place.read_bytes()) if place.is_file() else None
    new = _seen(made.data.read()) if made else None
    title = _TITLE.search(_main(new or old or b""))
    change = Change(address_at(path), _in_words(_bare(title[1])) if title else "")
    if new is None or old is None:
        return ("new" if new else "gone"), (change if new or old else None)
    what, links = _differences(_main(old), _main(new)), (_main(old), _main(new))
    sort = "changed" if what else "along"
    if not what and old != new:
        links = old, new
        what = [*["omgeving"] * (_bare(old) != _bare(new)), *[LINKS] * (_LINK.findall(old) != _LINK.findall(new))]
    leads = tuple(_leads(change.address, *map(_LINK.findall, links))) if LINKS in what else ()
    return sort, replace(change, what=tuple(what), leads=leads) if what else None


def _differences(old: bytes, new: bytes) -> list[str]:
    """Return in Dutch what changed in a page's own content."""
    looked_at: dict[str, Callable[[bytes], object]] = {
        "titel": lambda html: [_bare(title) for title in _TITLE.findall(html)],
        "datum": _DAY.findall,
        "tekst": lambda html: _bare(_DAY.sub(b"", _TITLE.sub(b"", html))),
        "beeld": lambda html: [_SOURCE.findall(tag) for tag in _SHOWN.findall(html)],
        LINKS: _LINK.findall,
    }
    return [word for word, look in looked_at.items() if look(old) != look(new)] if old != new else []


def _leads(address: str, was: Sequence[bytes], now: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the old and new site addresses of links that changed."""
    for old, new in zip_longest(was, now, fillvalue=b""):
        if old != new:
            yield _lead(address, old), _lead(address, new)


def _lead(address: str, href: bytes) -> str:
    place = _in_words(href).partition("#")[0]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), place))
    return place if ":" in place else f"{path.rstrip('/')}/" if place.endswith("/") else path


def _file(path: str, place: Path, made: Artifact | None) -> tuple[str, Change | None]:
    """Compare a media file; a new image is reported with the page that shows it."""
    change, was_there = Change(address_at(path), path.rpartition("/")[2]), place.is_file()
    if made is None:
        return "gone", change
    is_told = made.made_from == f"content/{path}" and (was_there or not path.endswith(SUFFIXES))
    if is_told and was_there and made.copied_from:
        is_told = not filecmp.cmp(made.copied_from.place, place, shallow=False)
    elif is_told and was_there:
        is_told = made.data.read() != place.read_bytes()
    return ("changed" if was_there else "new"), change if is_told else None


def _seen(content: bytes) -> bytes | None:
    """Return the visible and audible parts of a page; None for other files and redirects."""
    body = content.partition(b"</head>")[2]
    if _MAIN not in body or _STANDS_IN.search(body):
        return None
    return _DIGEST.sub(rb"\1", _UNSEEN.sub(b"", body)).replace(SOFT_HYPHEN.encode(), b"")


def _main(page: bytes) -> bytes:
    """Return the content of `<main>`."""
    return _OF_OTHERS.sub(b"", page[page.find(_MAIN) : page.find(_END)])


def _bare(html: bytes) -> bytes:
    return b" ".join(_TAG.sub(b"", html).split())


def _in_words(html: bytes) -> str:
    return unescape(html.decode("utf-8", "replace"))
