"""Updates the ledger with the addresses that a build publishes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from avksite.content.ledger import ADDRESSES, Ledger, LedgerEntry, read_ledger
from avksite.kinds import NOT_FOUND
from avksite.kinds.event import EVENT
from avksite.problems import ERROR, Place, Problem, Rule, Unusable, refusal
from avksite.rendering.addresses import FURTHER, MadePage
from avksite.rendering.artifact import Artifact, Made
from avksite.rendering.revisions import begin_told, version_of
from avksite.rendering.subscriptions import calendars, mark_of
from avksite.rendering.write import NOT_WRITABLE
from avksite.site import Site

LOST = Rule("adressen-weg", ERROR, "De lijst van adressen wordt bij de teksten bewaard.")

MADE_FROM = ".avksite-teksten"
"""The file in the output folder with digests of the texts that it was made from."""
LIST, TOPIC, OLDER, CALENDAR, FILE = "lijst", "onderwerp", "bladzijde", "agenda", "bestand"
"""What is at an address, if not a text."""


def addresses(site: Site, artifacts: Iterable[Artifact]) -> dict[str, str]:
    """Return every address that readers may bookmark, with what is there.

    Files that belong to another are left out: those beside a page, the sizes of a photo.
    """
    agendas, found = {channel.address for channel in calendars(site)}, dict[str, str]()
    for made in artifacts:
        address, document = made.address, site.by_address.get(made.address)
        if made.title and address != NOT_FOUND and made.made_from != ADDRESSES:
            of_list = OLDER if FURTHER.search(address) else TOPIC if address.startswith(MadePage.TOPICS) else LIST
            found[address] = document.kind.name if document else of_list
        elif made.made_from == f"content/{made.path}":
            found[address] = FILE
        elif address in agendas:
            found[address] = CALENDAR
    return found


def next_ledger(site: Site, artifacts: Iterable[Artifact]) -> Ledger:
    """Return the ledger after this site is published, with the day of new addresses and the redirects of old ones.

    In the first ledger no address has a day: all of them may be years old.
    """
    published = addresses(site, artifacts)
    entries, today = dict(site.ledger), site.today if site.ledger else None
    for address, kind in published.items():
        first = site.first_address(address)
        known = entries.get(address) or LedgerEntry(since=today, first="" if first == address else first)
        document = site.by_address.get(address)
        version = version_of(site, document) if document else None
        begin = known.begin
        if document and EVENT.holds(document) and document.entry.is_coming(site.today):
            begin = begin_told(site, document) or document.entry.begin
        entries[address] = replace(known, kind=known.kind or kind, version=version or known.version, begin=begin)
    for old, now in site.redirects.items():
        known = entries.get(old) or LedgerEntry(published.get(now, ""))
        entries[old] = replace(known, now=now)
    ledger = site.content.ledger.value
    return replace(ledger, entries=entries, mark=ledger.mark or mark_of(site))


def require_ledger(site: Site, output: Path) -> None:
    """Raise Unusable when there is no ledger, although the site was made before: it would lose all history."""
    if not site.ledger and (output / "sitemap.xml").exists():
        message = f"`{ADDRESSES}` is er niet of is leeg, en de site is hier al eerder gemaakt."
        hint = f"Zet het bestand van de vorige keer terug. Is dat er niet meer? Kopieer `{output.name}/sitemap.xml` "
        hint += f"naar `{ADDRESSES}`: ook daaruit lees ik de adressen."
        raise Unusable(Problem(LOST, Place(ADDRESSES, 1), message, hint))


def made_from(site: Site) -> Artifact:
    """Return the file in the output folder with a digest of every text that the site is made from."""
    lines = (f"{line}\n" for path, line in _lines(site) if path in site.by_path)
    return Artifact.of(MADE_FROM, "", Made("".join(lines).encode()))


def published_texts(site: Site, output: Path) -> Container[str]:
    """Return the paths of the texts that are unchanged since the site in the output folder was made.

    Without such a site, as in a fresh clone, they are those whose address is in the ledger.
    """
    place = output / MADE_FROM
    if not place.is_file():
        return {document.path for document in site.documents if document.address in site.ledger}
    lines = {*place.read_text(encoding="utf-8", errors="replace").splitlines()}
    return {path for path, line in _lines(site) if line in lines}


def _lines(site: Site) -> Iterator[tuple[str, str]]:
    return ((it.path, f"{it.words.digest.hex()} {it.path}") for it in site.content.sources)


def save_ledger(site: Site, artifacts: Iterable[Artifact]) -> int | None:
    """Write the ledger; return how many addresses are new, None when it was up to date.

    Raises Unusable when it cannot be written. A file that was edited meanwhile is kept: the next build reads it.
    """
    ledger, path = next_ledger(site, artifacts), site.root / ADDRESSES
    try:
        old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        if old == ledger.in_words or read_ledger(old, site.config.base_url)[0].value != site.content.ledger.value:
            return None
        new = path.with_name(f".{path.name}-nieuw")  # a build that is killed leaves no half ledger
        new.write_text(ledger.in_words, encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError as error:
        why, hint = refusal(error)
        message = f"`{ADDRESSES}` kan niet worden bewaard. {why} De site is niet veranderd."
        raise Unusable(Problem(NOT_WRITABLE, Place(ADDRESSES, 1), message, hint)) from error
    return len(ledger.entries.keys() - site.ledger.keys())
