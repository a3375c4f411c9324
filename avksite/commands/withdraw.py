"""What it takes to withdraw a text and to bring it back: its files, its addresses in the ledger, and a kept copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
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
"""The folder beside `content/` in which a copy is kept of what was taken away."""
GONE, THERE = "weg", ""
"""What may become of an address, besides that it leads to another one."""


def is_public(site: Site, address: str | None) -> bool:
    """Return whether an address is public and only a text keeps it: it was published, and not withdrawn or moved."""
    entry = site.ledger.get(address or "")
    return entry is not None and not entry.is_withdrawn and not entry.now and address not in LISTED


def withdrawal(site: Site, path: str, to: str = "") -> tuple[Edit, ...]:
    """Return what taking a text away changes: it goes, with the files that only it names, and a copy is kept.

    Its address says that it is gone, or leads `to` another; what names it then names the text that is there.
    """
    files, target = own_files(site, path), site.by_address.get(to)
    typed: defaultdict[str, list[tuple[int, Fix]]] = defaultdict(list)
    for place, fix in followed(site, {path: target.path}, with_ids=False) if target else ():
        if place.path != path:
            typed[place.path].append((place.line, fix))
    away = (edit for file in (path, *files) for edit in taken(site.root, file))
    return (*away, *typed_in(site.root, typed), *ledger_with(site, _fates(site, path, to or GONE)))


def draft_again(site: Site, path: str) -> tuple[Edit, ...]:
    """Return what makes a draft of a text that was public; raise Misread when it is not typed as we know it."""
    edit = rewritten(site.root, path, lambda text: with_key(text, "concept", ["concept: ja"]))
    document, _ = understand(Source.of(path, (edit.new or b"").decode()))
    if not document or not document.entry.draft:
        raise Misread("Van deze tekst kan ik geen concept maken.", BY_HAND)
    return (edit, *ledger_with(site, _fates(site, path, GONE)))


def _fates(site: Site, path: str, fate: str) -> dict[str, str]:
    """Return what becomes of the addresses of a text and of its own files; an old one leads to it in the ledger."""
    document = site.by_path.get(path)
    former = document.former_addresses if document else ()
    own = (address_of(path) or "", *(it for it in former if it in site.ledger and not site.ledger[it].now))
    return dict.fromkeys(map(media_address, own_files(site, path)), GONE) | dict.fromkeys(own, fate)


def revived(site: Site, path: str, text: str) -> tuple[Edit, ...]:
    """Return what the ledger becomes when a text is on the site again, with the files that it names."""
    document, _ = understand(Source.of(path, text))
    if document is None or document.entry.draft:
        return ()
    former = (it for it in document.former_addresses if it in site.withdrawn)
    own = (document.address or "", *former, *map(media_address, files_named(site, path, text)))
    return ledger_with(site, dict.fromkeys(own, THERE))


def files_named(site: Site, path: str, text: str) -> tuple[str, ...]:
    """Return the paths of the files that a text names, whether or not they are there."""
    document, _ = understand(Source.of(path, text))
    found = (site.resolve(path, it.target) for it in (document.targets if document else ()))
    kinds = {DestinationKind.MEDIA, DestinationKind.ADDRESS}
    return tuple(dict.fromkeys(f"content{it.address}" for it in found if it.kind in kinds and it.address[-1:] != "/"))


def own_files(site: Site, path: str) -> tuple[str, ...]:
    """Return the pictures and other files that this text names, and no other."""
    document = site.by_path.get(path) or site.withheld.get(path)
    found = (site.resolve(path, it.target).media for it in (document.targets if document else ()))
    mine = {it.path: None for it in found if it}
    others = {it.path for it in namings(site, mine) if it.place.path != path}
    return tuple(file for file in mine if file not in others)


def taken(root: Path, path: str) -> tuple[Edit, Edit]:
    """Return what takes a file away, and keeps a copy of it."""
    copy, content = root / KEPT / path, (root / path).read_bytes()
    return Edit(f"{KEPT}/{path}", copy.read_bytes() if copy.is_file() else None, content), Edit(path, content, None)


def kept(root: Path) -> dict[str, Path]:
    """Return the texts that were taken away and are not back, by their paths, with their copies; the latest first."""
    copies = sorted((root / KEPT).rglob("*.md"), key=lambda it: it.stat().st_mtime, reverse=True)
    found = ((copy.relative_to(root / KEPT).as_posix(), copy) for copy in copies)
    return {path: copy for path, copy in found if not (root / path).exists()}


def ledger_with(site: Site, fates: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return what the ledger becomes when these addresses are GONE, THERE, or lead to another.

    An address that was never public is not in it, and that of a list stays. Raises Misread when there is a line in it
    that nobody understands.
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
        raise Misread(f"In `{ADDRESSES}` staat een regel die ik niet begrijp.", problems[0].hint)
    return (Edit(ADDRESSES, old, replace(file.value, entries={**known, **changed}).in_words.encode()),)
