"""One edition of the newsletter as it leaves the house: all its forms, and who it is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Mailing:
    """An edition, ready to hand over. The same site gives the same mailing, byte for byte.

    `html` and `text` already hold the way to unsubscribe that the engine asked for, and no reader's name or address.
    """

    edition: str
    """Its short name, such as `2023-september`: unique, and made of small letters, digits and dashes."""
    made_from: str
    """The file to blame, from the project's root: `content/nieuwsbrieven/2023-september.md`."""
    title: str
    """What the edition is called among colleagues, such as `Nieuwsbrief september 2023`."""
    subject: str
    preview: str
    """What a mailbox shows behind the subject; `html` has it too, unseen."""
    html: str
    """A whole HTML document of at most 102,000 bytes; it is UTF-8 once encoded."""
    text: str
    """The same in plain text; lines end with `\\n`."""
    lang: str
    """The language of the letter, as in `Content-Language`: `nl`."""
    sender: str
    """The name that readers see."""
    sender_address: str
    """The mail address behind that name: the service's own, else `reply_to`; "" when neither is known."""
    reply_to: str
    """The mail address that answers go to; "" when nobody's is known."""
    day: date
    """The day that stands above the edition."""
    page: str
    """The address of its page on the site: `https://…/nieuwsbrieven/2023-september/`."""
    mail_page: str
    """The address of its HTML on the site, for a service that fetches it. That copy has the site's own way out."""
    unsubscribe: str
    """What stands behind ‘Meld je af’ in this mailing: an address, or the merge tag that the engine asked for."""
    handed_over: datetime | None = None
    """The moment of handing over, as the ledger keeps it; None as long as that is not done."""

    @property
    def digest(self) -> str:
        """A digest of what a reader gets (SHA-256, 64 hexadecimal digits): the ledger tells a changed edition by it."""
        whole = f"{self.subject}\0{self.preview}\0{self.html}\0{self.text}"
        return sha256(whole.encode()).hexdigest()
