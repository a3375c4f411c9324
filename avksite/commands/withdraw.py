"""Withdraws a text and restores it: its files, its addresses in the ledger, and a copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from avksite.commands.edits import BY_HAND, Edit, rewritten, with_key
from avksite.commands.fix import followed, namings, typed_in
from avksite.content.files import Source
from avksite.content.ledger import ADDRESSES, read_ledger
from avksite.kinds import address_of
from avksite.kinds.document import understand
from avksite.problems import Fix, Misread
from avksite.rendering.addresses import LISTED
from avksite.site import DestinationKind, Site, media_address

KEPT = ".weggehaald"
"""The folder beside `content/` with a copy of each withdrawn file."""
KEEP = timedelta(days=90)
"""How long a copy is kept at least: after that somebody may delete it, and nothing does so by itself."""
GONE, THERE = "weg", ""
"""What happens to an address, other than a redirect to another one."""


def is_public(site: Site, address: str | None) -> bool:
    """Return whether an address is public and only a text keeps it: it was published, and not withdrawn or moved."""
    entry = site.ledger.get(address or "")
    return entry is not None and not entry.is_withdrawn and not entry.now and address not in LISTED


def withdrawal(site: Site, path: str, to: str = "") -> tuple[Edit, ...]:
    """Return the edits that withdraw a text, with the files that only it names; copies are kept.

    Its address becomes gone, or redirects `to` another; references to it then point to the text at that address.
    """
    files, target = own_files(site, path), site.by_address.get(to)
    typed: defaultdict[str, list[tuple[int, Fix]]] = defaultdict(list)
    for place, fix in followed(site, {path: target.path}, with_ids=False) if target else ():
        if place.path != path:
            typed[place.path].append((place.line, fix))
    away = (edit for file in (path, *files) for edit in removal(site.root, file))
    return (*away, *typed_in(site.root, typed), *ledger_with(site, _fates(site, path, to or GONE)))


def draft_again(site: Site, path: str) -> tuple[Edit, ...]:
    """Return the edits that make a draft of a public text; raise Misread when its front matter cannot be edited."""
    edit = rewritten(site.root, path, lambda text: with_key(text, "concept", ["concept: ja"]))
    document, _ = understand(Source.of(path, (edit.new or b"").decode()))
    if not document or not document.entry.draft:
        raise Misread("Van deze tekst kan ik geen concept maken.", BY_HAND)
    return (edit, *ledger_with(site, _fates(site, path, GONE)))


def _fates(site: Site, path: str, fate: str) -> dict[str, str]:
    """Return the fate of the addresses of a text, its old ones and those of its own files."""
    document = site.by_path.get(path)
    former = document.former_addresses if document else ()
    own = (address_of(path) or "", *(it for it in former if it in site.ledger and not site.ledger[it].now))
    return dict.fromkeys(map(media_address, own_files(site, path)), GONE) | dict.fromkeys(own, fate)


def restoration(site: Site, path: str, text: str) -> tuple[Edit, ...]:
    """Return the edits of the ledger for a restored text, and the files that it names."""
    document, _ = understand(Source.of(path, text))
    if document is None or document.entry.draft:
        return ()
    former = (it for it in document.former_addresses if it in site.withdrawn)
    own = (document.address or "", *former, *map(media_address, files_named(site, path, text)))
    return ledger_with(site, dict.fromkeys(own, THERE))


def files_named(site: Site, path: str, text: str) -> tuple[str, ...]:
    """Return the paths of the files that a text names, existing or not."""
    document, _ = understand(Source.of(path, text))
    found = (site.resolve(path, it.target) for it in (document.targets if document else ()))
    kinds = {DestinationKind.MEDIA, DestinationKind.ADDRESS}
    return tuple(dict.fromkeys(f"content{it.address}" for it in found if it.kind in kinds and it.address[-1:] != "/"))


def own_files(site: Site, path: str) -> tuple[str, ...]:
    """Return the images and other files that only this text names."""
    document = site.by_path.get(path) or site.withheld.get(path)
    found = (site.resolve(path, it.target).media for it in (document.targets if document else ()))
    mine = {it.path: None for it in found if it}
    others = {it.path for it in namings(site, mine) if it.place.path != path}
    return tuple(file for file in mine if file not in others)


def removal(root: Path, path: str) -> tuple[Edit, Edit]:
    """Return the edits that remove a file, and keep a copy."""
    copy, content = root / KEPT / path, (root / path).read_bytes()
    return Edit(f"{KEPT}/{path}", copy.read_bytes() if copy.is_file() else None, content), Edit(path, content, None)


def copies(root: Path) -> dict[str, Path]:
    """Return the copies of withdrawn texts that were not restored, by path, the latest first."""
    copies = sorted((root / KEPT).rglob("*.md"), key=lambda it: it.stat().st_mtime, reverse=True)
    found = ((copy.relative_to(root / KEPT).as_posix(), copy) for copy in copies)
    return {path: copy for path, copy in found if not (root / path).exists()}


def old_copies(root: Path, now: datetime) -> tuple[str, ...]:
    """Return the paths, within the folder of copies, of those that were made more than 90 days before a moment."""
    folder, since = root / KEPT, (now - KEEP).timestamp()
    files = sorted(it for it in folder.rglob("*") if it.is_file())
    return tuple(it.relative_to(folder).as_posix() for it in files if it.stat().st_mtime < since)


def ledger_with(site: Site, fates: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits of the ledger that make these addresses GONE, THERE, or a redirect to another.

    An address that was never public is not added, and that of a list stays. Raises Misread for an invalid ledger.
    """
    place = site.root / ADDRESSES
    old = place.read_bytes() if place.is_file() else b""
    file, problems = read_ledger(old.decode("utf-8-sig"), site.config.base_url)
    known = file.value.entries
    changed = {
        address: replace(known[address], now="" if fate == GONE else fate, is_withdrawn=fate == GONE)
        for address, fate in fates.items()
        if address in known and address not in LISTED
    }
    if all(known[address] == entry for address, entry in changed.items()):
        return ()
    if problems:
        raise Misread(f"Regel {problems[0].place.line} van `{ADDRESSES}` begrijp ik niet.", problems[0].hint)
    return (Edit(ADDRESSES, old, replace(file.value, entries={**known, **changed}).in_words.encode()),)
