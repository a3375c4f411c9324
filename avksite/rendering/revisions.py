"""How often what an agenda keeps of a text was changed, and when: with what the ledger knows of the last time."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b

from avksite.content.ledger import Revision
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.site import Site

FIRST_DAY = date(2020, 1, 1)
"""From where revisions are counted of what the ledger does not know. It must never change."""
REVISIONS_A_DAY = 8
"""Room for the changes that a text mentions between two days of `bijgewerkt`. It may only become larger."""


def version_of(site: Site, document: Document) -> Revision | None:
    """Return the version of the moments that a text has for an agenda; None for a text that has none.

    What is as the ledger says, is the version that it says. What is not, is the next one, and new today: the build that
    writes that down and every build after it make the same. Of what the ledger does not know, the text itself says how
    often it was changed.
    """
    facts = _facts(document)
    if not facts:
        return None
    address = str(document.address)
    lines = (site.ledger.get(own) for own in (address, *document.former_addresses, *site.formerly(address)))
    known = max((it.version for it in lines if it and it.version), key=lambda it: it.number, default=None)
    if known is None:
        return Revision(_told(document), facts)
    return known if known.facts == facts else Revision(known.number + 1, facts, site.today)


def _facts(document: Document) -> str:
    """Return a digest of when and where it is, and whether it goes on: what nobody may have wrong in an agenda."""
    said = [
        (document.entry.title, it.tail, it.begin.iso, it.end.iso if it.end else "", it.place, it.online, it.cancelled)
        for it in document.entry.calendar_entries()
    ]
    return blake2b(repr(said).encode(), digest_size=4).hexdigest() if said else ""


def _told(document: Document) -> int:
    """Return how often a text says that it was changed, as a number that goes up.

    Eight for every day between a fixed one and `bijgewerkt`, so that a later change always counts higher, and one more
    for each change that the text tells of: a day it was moved from, a deadline that was extended, and that it was
    called off, or was not after all (`afgelast: nee`).
    """
    updated, changes = document.entry.updated, 0
    days = max((updated - FIRST_DAY).days, 0) if updated else 0
    if EVENT.holds(document):
        called_off = (1 if document.entry.cancelled else 2) if "cancelled" in document.entry.model_fields_set else 0
        changes = called_off + len(document.entry.moved_from)
    elif NEWS.holds(document):
        changes = bool(document.entry.call and document.entry.call.extended_to)
    return REVISIONS_A_DAY * days + min(changes, REVISIONS_A_DAY - 1)
