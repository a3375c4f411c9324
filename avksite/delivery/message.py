"""A mailing as one message of RFC 5322: as a file, and as a proof for colleagues before any reader gets it."""

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
from avksite.delivery.smtp import line_of, send
from avksite.dutch.dates import AMSTERDAM
from avksite.problems import Misread

HOUR = time(9)
"""At which hour of its day an edition is dated that nobody handed over yet: such a message must not differ by run."""
NOBODY_NAMED = "undisclosed-recipients:;"
"""An address list without addresses (RFC 5322 section 3.4): a message without `To` is taken for junk, or not sent."""

LONGEST_LINE = 78
"""Characters in a line of a header (RFC 5322 section 2.1.1)."""
MARK = "[PROEF]"
MOST_READERS = 10
"""More than this is no proof but a mailing, and that has a service of its own."""


def eml_of(mailing: Mailing) -> bytes:
    """Return the message as a file, with lines that end in CRLF: a draft, of which a person still chooses who gets it.

    `X-Unsent` has Outlook and others open it to be sent (learn.microsoft.com, MS-OXCMAIL), not as a mail that came in.
    """
    message = message_of(mailing)
    message["To"] = NOBODY_NAMED
    message["X-Unsent"] = "1"
    return message.as_bytes()


def message_of(mailing: Mailing) -> EmailMessage:
    """Return the message: multipart/alternative (RFC 2046 section 5.1.4), quoted-printable, the richest form last.

    Message-ID and boundary follow from the edition alone, and so does Date until it is handed over: a date that is days
    off costs points at a spam filter, and sorts the mail where nobody looks.

    It has no `List-` headers: those belong to the engine that knows the list, and a promise of one-click unsubscribing
    (RFC 8058) that nobody keeps would be worse than none.
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
    # Only now: what is said of the content before it is there moves to its first part.
    message["Content-Language"] = mailing.lang
    # A digest of all that is in it cannot stand in it.
    message.set_boundary(f"=_{sha256(mailing.digest.encode()).hexdigest()[:32]}")
    return message


def message_id(mailing: Mailing, of: str = "") -> str:
    """Return an id that follows from the edition's address (RFC 5322 section 3.6.4); `of` sets a proof apart."""
    parts = urlsplit(mailing.page)
    name = ".".join(part for part in (*parts.path.strip("/").split("/"), of) if part)
    host = parts.hostname or "localhost"
    if len(f"Message-ID: <{name}@{host}>") > LONGEST_LINE:
        # An id on a line of its own is allowed, and still there are programs that read it as none.
        name = sha256(name.encode()).hexdigest()[:32]
    return f"<{name}@{host}>"


def _address(name: str, mail: str) -> Address:
    return Address(display_name=name, addr_spec=mail)


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


def proof_of(mailing: Mailing, to: tuple[str, ...], now: datetime, *, is_unsent: bool = False) -> bytes:
    """Return the mailing as a proof: to these people, of this moment, and with a mark before its subject.

    It has an id of its own (RFC 5322 section 3.6.4): a mailbox that has seen an id hides the next mail with it. An
    unsent one opens in a mail program to be sent, as `eml_of` tells.
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
    """Send the proof and say so; raise Undelivered when it could not be sent."""
    if not mailing.sender_address:
        message = "Er is geen mailadres voor de afzender."
        raise Undelivered(message, "Zet het in `content/site.yaml`, onder `nieuwsbrief`, achter `antwoord-aan`.")
    line = line_of(environment)
    refused = send(line, mailing.sender_address, to, proof_of(mailing, to, now))
    sent = f"De proef van ‘{mailing.subject}’ is weg, via {line.host}. Kijk ook op je telefoon hoe hij eruitziet."
    return "\n".join((sent, *(f"  Geweigerd: {words}" for words in refused)))
