"""A mailing as one message of RFC 5322: text and HTML side by side, the same bytes every time."""

from __future__ import annotations

from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from avksite.delivery.mailing import Mailing

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = time(9)
"""At which hour of its day an edition is dated that nobody handed over yet: such a message must not differ by run."""
NOBODY_NAMED = "undisclosed-recipients:;"
"""An address list without addresses (RFC 5322 section 3.4): a message without `To` is taken for junk, or not sent."""

LONGEST_LINE = 78
"""Characters in a line of a header (RFC 5322 section 2.1.1)."""


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
