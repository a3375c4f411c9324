"""Revisions of events for calendar programs (RFC 5545, SEQUENCE), with the last one in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

from avksite.content.ledger import LedgerEntry, Revision
from avksite.dutch.dates import Moment
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT, Event
from avksite.kinds.news import NEWS
from avksite.site import Site

FIRST_DAY = date(2020, 1, 1)
"""The epoch of revisions of what is not in the ledger. It must never change."""
REVISIONS_A_DAY = 8
"""The most changes that a text can mention between two days of `bijgewerkt`. It may only become larger."""


def version_of(site: Site, document: Document) -> Revision | None:
    """Return the revision of the calendar items of a text; None for a text without any.

    If the facts are as in the ledger, it is the revision there. If not, it is the next one, of today: this build
    records it, so that later builds return the same. Without an entry in the ledger it follows from the text.
    """
    facts = _facts(document)
    if not facts:
        return None
    lines = _lines(site, document)
    known = max((it.version for it in lines if it.version), key=lambda it: it.number, default=None)
    if known is None:
        return Revision(_mentioned(document), facts)
    return known if known.facts == facts else Revision(known.number + 1, facts, site.today)


def begin_told(site: Site, document: Document[Event]) -> Moment | None:
    """Return when readers were told that an event begins; None where that is so, or its text says that it was moved.

    On the day on which it came on the site a change is a correction, and after the day itself it is another event.
    """
    known = next((it.begin for it in _lines(site, document) if it.begin and it.since != site.today), None)
    said = (document.entry.begin, *document.entry.moved_from)
    if known is None or known.day < site.today or any(_is_same(known, it) for it in said):
        return None
    return known


def _is_same(one: Moment, other: Moment) -> bool:
    """Return whether two moments do not contradict each other: of one there may be no more than a day."""
    return one.day == other.day and (one.time == other.time or not (one.time and other.time))


def _lines(site: Site, document: Document) -> Iterator[LedgerEntry]:
    """Yield what the ledger says of the address of a text, and of those that it had."""
    address = str(document.address)
    for own in (address, *document.former_addresses, *site.formerly(address)):
        if line := site.ledger.get(own):
            yield line


def _facts(document: Document) -> str:
    """Return a digest of its time, place and cancellation, which calendars must show correctly."""
    said = [
        (document.entry.title, it.tail, it.begin.iso, it.end.iso if it.end else "", it.place, it.online, it.cancelled)
        for it in document.entry.calendar_entries()
    ]
    return blake2b(repr(said).encode(), digest_size=4).hexdigest() if said else ""


def _mentioned(document: Document) -> int:
    """Return a sequence number that follows from the changes that a text mentions, and never goes down.

    It is REVISIONS_A_DAY for every day from FIRST_DAY to `bijgewerkt`, and one more for each change that the text
    mentions: an earlier date, an extended deadline, and a cancellation or its withdrawal (`afgelast: nee`).
    """
    updated, changes = document.entry.updated, 0
    days = max((updated - FIRST_DAY).days, 0) if updated else 0
    if EVENT.holds(document):
        called_off = (1 if document.entry.cancelled else 2) if "cancelled" in document.entry.model_fields_set else 0
        changes = called_off + len(document.entry.moved_from)
    elif NEWS.holds(document):
        changes = bool(document.entry.call and document.entry.call.extended_to)
    return REVISIONS_A_DAY * days + min(changes, REVISIONS_A_DAY - 1)
