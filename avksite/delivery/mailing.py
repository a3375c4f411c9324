"""Finds an edition of the newsletter by name, makes it in all its forms, and measures it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from avksite.checks.output.weight import MOST_MAIL, WARN_MAIL
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.kinds.newsletter import NEWSLETTER, Edition
from avksite.outputs.newsletter import mail_view, reply_to, unsubscribe_address, written
from avksite.problems import Misread, nearest
from avksite.site import Site


@dataclass(frozen=True, slots=True)
class Mailing:
    """An edition, ready to hand over. The same site gives the same mailing, byte for byte.

    `html` and `text` hold the unsubscribe link of the engine, and no reader's name or address.
    """

    edition: str
    """Its short name, such as `2023-september`: unique, and made of small letters, digits and dashes."""
    made_from: str
    """The file to blame, from the project's root: `content/nieuwsbrieven/2023-september.md`."""
    title: str
    """What the edition is called among colleagues, such as `Nieuwsbrief september 2023`."""
    subject: str
    preview: str
    """The preheader: what a mailbox shows after the subject; hidden in `html`."""
    html: str
    """A whole HTML document of at most 102,000 bytes; it is UTF-8 once encoded."""
    text: str
    """The same in plain text; lines end with `\\n`."""
    lang: str
    """The language of the letter, as in `Content-Language`: `nl`."""
    sender: str
    """The name that readers see."""
    sender_address: str
    """The mail address of the sender: the service's own, else `reply_to`; "" when neither is known."""
    reply_to: str
    """The mail address for answers; "" when unknown."""
    day: date
    """The day of the edition."""
    page: str
    """The address of its page on the site: `https://…/nieuwsbrieven/2023-september/`."""
    unsubscribe: str
    """The target of ‘Meld je af’ in this mailing: an address, or the merge tag of the engine."""
    handed_over: datetime | None = None
    """The moment of handover in the ledger; None before that."""

    @property
    def digest(self) -> str:
        """A digest of what a reader gets (SHA-256, 64 hexadecimal digits): it shows that an edition was changed."""
        whole = f"{self.subject}\0{self.preview}\0{self.html}\0{self.text}"
        return sha256(whole.encode()).hexdigest()


def edition_named(site: Site, typed: str) -> Document[Edition]:
    """Return an edition by its name, its path or its address; a draft counts too."""
    name = typed.replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".md")
    known = {d.id: d for d in (*site.withheld.values(), *site.editions) if NEWSLETTER.holds(d)}
    if name in known:
        return known[name]
    close = nearest(name, known)
    names = f"Kies uit: {', '.join(sorted(known))}." if known else "Er is nog geen enkele nieuwsbrief."
    raise Misread(f"De nieuwsbrief `{typed}` ken ik niet.", f"Bedoel je `{close}`?" if close else names)


def mailing_of(site: Site, document: Document[Edition], *, unsubscribe: str = "", sender_address: str = "") -> Mailing:
    """Make all forms of an edition.

    `unsubscribe` is the target of ‘Meld je af’ for an engine; "" uses the one of the site.
    `sender_address` is the address that readers see; "" uses the one for answers.
    """
    edition = document.entry
    answers, leave = _as_sent(reply_to(site, edition)), unsubscribe or unsubscribe_address(site, edition)
    view = mail_view(site, document)
    html, text = written(replace(view, unsubscribe=leave) if leave else view)
    return Mailing(
        edition=document.id,
        made_from=document.path,
        title=edition.title,
        subject=" ".join(edition.subject.split()),
        preview=" ".join(edition.preheader.split()),
        html=html.content.decode(),
        text=text.content.decode(),
        lang=edition.lang,
        sender=" ".join(view.site_name.split()),
        sender_address=_as_sent(sender_address) or answers,
        reply_to=answers,
        day=edition.date,
        page=view.web_version,
        unsubscribe=leave,
    )


def _as_sent(mail: str) -> str:
    """Return a mail address in ASCII (RFC 5891 for the host); "" when that is impossible."""
    name, _, host = mail.rpartition("@")
    try:
        return f"{name}@{host.encode('idna').decode()}" if name.isascii() and name else ""
    except UnicodeError:
        return ""


def kilobytes(size: int) -> str:
    """Return `3,1 kB`: thousands of bytes, as mail programs count."""
    return f"{size / 1000:.1f} kB".replace(".", ",")


def weight_in_words(html: str) -> str:
    """Return the size of a mail in words, and what it means for readers."""
    size = len(html.encode())
    if size > MOST_MAIL:
        return f"{kilobytes(size)}. Dat is te veel: boven {MOST_MAIL // 1000} kB knipt Gmail het einde eraf."
    if size > WARN_MAIL:
        return f"{kilobytes(size)}. Dat is zwaar: liever onder {WARN_MAIL // 1000} kB."
    return f"{kilobytes(size)}. Dat is licht genoeg: onder {WARN_MAIL // 1000} kB."
