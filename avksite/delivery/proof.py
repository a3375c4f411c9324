"""A proof of an edition goes to colleagues, before any reader gets it."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from avksite.content.contact import parse_mail
from avksite.delivery.eml import message_id, message_of
from avksite.delivery.engine import Undelivered
from avksite.delivery.smtp import line_of, send
from avksite.problems import Misread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from avksite.delivery.engine import Environment
    from avksite.delivery.mailing import Mailing

MARK = "[PROEF]"
MOST_READERS = 10
"""More than this is no proof but a mailing, and that has a service of its own."""


def recipients(typed: Iterable[str]) -> tuple[str, ...]:
    """Read who gets the proof: addresses, each apart or with commas between them."""
    found = tuple(dict.fromkeys(parse_mail(part) for words in typed for part in words.split(",") if part.strip()))
    if not found:
        message = "Ik weet niet naar wie de proef moet."
        raise Misread(message, "Zet er een adres achter: `--to naam@voorbeeld.nl`.")
    if len(found) > MOST_READERS:
        message = f"Een proef gaat naar hooguit {MOST_READERS} mensen; dit zijn er {len(found)}."
        raise Misread(message, "Verstuur de nieuwsbrief zelf met `newsletter deliver`.")
    if strange := next((mail for mail in found if not mail.isascii()), None):
        message = f"Naar `{strange}` kan ik geen proef sturen: er staat een letter met een accent in."
        raise Misread(message, "Kies een adres met gewone letters.")
    return found


def proof_of(mailing: Mailing, to: tuple[str, ...], now: datetime) -> bytes:
    """Return the mailing as a proof: to these people, of this moment, and with a mark before its subject.

    It has an id of its own (RFC 5322 section 3.6.4): a mailbox that has seen an id hides the next mail with it.
    """
    message = message_of(mailing)
    own = sha256("\0".join((now.isoformat(), mailing.digest, *to)).encode()).hexdigest()[:16]
    message.replace_header("Subject", f"{MARK} {mailing.subject}")
    message.replace_header("Message-ID", message_id(mailing, of=f"proef-{own}"))
    message.replace_header("Date", format_datetime(now))
    message["To"] = ", ".join(to)
    return message.as_bytes()


def send_proof(mailing: Mailing, to: tuple[str, ...], now: datetime, environment: Environment) -> str:
    """Send the proof and say so; raise Undelivered when it could not be sent."""
    if not mailing.sender_address:
        message = "Er is geen mailadres voor de afzender."
        raise Undelivered(message, "Zet het in `content/site.yaml`, onder `nieuwsbrief`, achter `antwoord-aan`.")
    line = line_of(environment)
    refused = send(line, mailing.sender_address, to, proof_of(mailing, to, now))
    told = f"De proef van ‘{mailing.subject}’ is weg, via {line.host}. Kijk ook op je telefoon hoe hij eruitziet."
    return "\n".join((told, *(f"  Geweigerd: {words}" for words in refused)))
