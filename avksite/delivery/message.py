"""Makes an RFC 5322 message of a mailing: as a file, or as a proof for colleagues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from avksite.content.addresses import parse_mail
from avksite.delivery.engine import Environment, Undelivered
from avksite.delivery.mailing import Mailing
from avksite.delivery.smtp import mail_server_of, send
from avksite.dutch.dates import AMSTERDAM
from avksite.problems import Misread

HOUR = time(9)
"""The hour in `Date` of an edition that is not handed over yet: the message must be reproducible."""
NOBODY_NAMED = "undisclosed-recipients:;"
"""An empty address list (RFC 5322 section 3.4): a message without `To` may be marked as spam, or not sent."""

LONGEST_LINE = 78
"""Characters in a line of a header (RFC 5322 section 2.1.1)."""
MARK = "[PROEF]"
MOST_READERS = 10
"""More recipients than this make no proof but a mailing, which is the task of a service."""


def eml_of(mailing: Mailing) -> bytes:
    """Return the message as a file with CRLF line ends: a draft, for which a person still chooses the recipients.

    `X-Unsent` makes Outlook and others open it for sending (learn.microsoft.com, MS-OXCMAIL), not as received mail.
    """
    message = message_of(mailing)
    message["To"] = NOBODY_NAMED
    message["X-Unsent"] = "1"
    return message.as_bytes()


def message_of(mailing: Mailing) -> EmailMessage:
    """Return the message: multipart/alternative (RFC 2046 section 5.1.4), quoted-printable, the richest form last.

    Message-ID and boundary follow from the edition alone, and so does Date until it is handed over. After that it is
    the moment of handover: spam filters distrust a date that is days off, and mailboxes sort by it.

    It has no `List-` headers: those belong to the service that has the list, and a false promise of one-click
    unsubscribing (RFC 8058) would be worse than none.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = mailing.subject
    if mailing.sender_address:
        message["From"] = _address(mailing.sender, mailing.sender_address)
    if mailing.reply_to:
        message["Reply-To"] = _address(mailing.sender, mailing.reply_to)
    message["Date"] = format_datetime(mailing.handed_over or datetime.combine(mailing.day, HOUR, AMSTERDAM))
    message["Message-ID"] = message_id(mailing)
    message.set_content(mailing.text, cte="quoted-printable")
    message.add_alternative(mailing.html, subtype="html", cte="quoted-printable")
    # Only now: headers about the content that are set before it move to its first part.
    message["Content-Language"] = mailing.lang
    # The digest is of everything else, so it is set last.
    message.set_boundary(f"=_{sha256(mailing.digest.encode()).hexdigest()[:32]}")
    return message


def message_id(mailing: Mailing, of: str = "") -> str:
    """Return an id that follows from the edition's address (RFC 5322 section 3.6.4), and from `of` for a proof."""
    parts = urlsplit(mailing.page)
    name = ".".join(part for part in (*parts.path.strip("/").split("/"), of) if part)
    host = parts.hostname or "localhost"
    if len(f"Message-ID: <{name}@{host}>") > LONGEST_LINE:
        # Folding an id onto a line of its own is allowed, but some programs then read none.
        name = sha256(name.encode()).hexdigest()[:32]
    return f"<{name}@{host}>"


def _address(name: str, mail: str) -> Address:
    return Address(display_name=name, addr_spec=mail)


def recipients(typed: Iterable[str]) -> tuple[str, ...]:
    """Parse the recipients of a proof: addresses, as separate arguments or with commas."""
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


def proof_of(mailing: Mailing, to: tuple[str, ...], now: datetime, *, is_unsent: bool = False) -> bytes:
    """Return the mailing as a proof: to these people, with this date, and with MARK before its subject.

    It has an id of its own (RFC 5322 section 3.6.4), because mailboxes hide a second mail with the same id. With
    `is_unsent`, a mail program opens it for sending, as in `eml_of`.
    """
    message = message_of(mailing)
    own = sha256("\0".join((now.isoformat(), mailing.digest, *to)).encode()).hexdigest()[:16]
    message.replace_header("Subject", f"{MARK} {mailing.subject}")
    message.replace_header("Message-ID", message_id(mailing, of=f"proef-{own}"))
    message.replace_header("Date", format_datetime(now))
    message["To"] = ", ".join(to)
    if is_unsent:
        message["X-Unsent"] = "1"
    return message.as_bytes()


def send_proof(mailing: Mailing, to: tuple[str, ...], now: datetime, environment: Environment) -> str:
    """Send the proof and return a sentence about it; raise Undelivered when it could not be sent."""
    if not mailing.sender_address:
        message = "Er is geen mailadres voor de afzender."
        raise Undelivered(message, "Zet het in `content/site.yaml`, onder `nieuwsbrief`, achter `antwoord-aan`.")
    server = mail_server_of(environment)
    refused = send(server, mailing.sender_address, to, proof_of(mailing, to, now))
    sent = f"De proef van ‘{mailing.subject}’ is weg, via {server.host}. Kijk ook op je telefoon hoe hij eruitziet."
    return "\n".join((sent, *(f"  Geweigerd: {words}" for words in refused)))
