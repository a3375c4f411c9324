"""How a reader joins the newsletter: a form, a page elsewhere, or a mail."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, quote, unquote, urlsplit

from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.rendering.addresses import Viewpoint
from avksite.site import Site

BLOCK = "aanmelden"
SUBJECT = "Aanmelden nieuwsbrief"
PAGE = "/nieuwsbrief/"
"""Where an author tells of the newsletter, if one does."""
PRIVACY = "/privacy/"
"""Where an author tells what happens with addresses, if one does."""


@dataclass(frozen=True, slots=True)
class SignUpWay:
    """One way to join, as the block `aanmelden` shows it."""

    kind: str
    """`form`, `page` or `mail`."""
    href: str
    """Where the form goes, the page, or the `mailto:`."""
    code: str = ""
    """The list that a form of listmonk names (`l`)."""
    is_list: bool = False
    """Whether a machine answers the mail, and asks to confirm."""
    privacy: str = ""
    """The link to what happens with addresses."""
    page: str = ""
    """The link to the page that the block is on: a form only works there."""

    @property
    def host(self) -> str:
        """The host of a form or page, for a reader who wants to know where an address goes."""
        return urlsplit(self.href).hostname or ""

    @property
    def mail(self) -> str:
        """The address of a mail."""
        return unquote(urlsplit(self.href).path)

    @property
    def subject(self) -> str:
        """What the subject of a mail must be; "" when it may be anything."""
        return parse_qs(urlsplit(self.href).query).get("subject", [""])[0]

    @property
    def invitation(self) -> str:
        """What the button says."""
        return "Mail dat je de nieuwsbrief wilt" if self.kind == "mail" else "Meld je aan voor de nieuwsbrief"


def sign_up_way(site: Site) -> SignUpWay | None:
    """Return how a reader joins: at the service that is used, else as typed behind `aanmelden`; None when nowhere."""
    newsletter = site.config.newsletter
    for service in newsletter.services:
        if service.name == newsletter.service:
            if service.form and service.address:
                # The form that listmonk makes itself, under Lists → Forms: `email`, `l`, and a trap for machines.
                return SignUpWay("form", f"{service.address}/subscription/form", service.form)
            if service.join:
                return SignUpWay("page", service.join)
            if join := service.list_address("join"):
                return SignUpWay("mail", f"mailto:{join}", is_list=True)
    keeper = reply_address(site)
    typed = str(newsletter.subscribe or "") or (f"mailto:{keeper}?subject={quote(SUBJECT)}" if keeper else "")
    return SignUpWay("mail" if typed.startswith("mailto:") else "page", typed) if typed else None


def reply_address(site: Site) -> str:
    """Return the mail address for answers that site.yaml names, itself or as that of a person; "" if none."""
    typed = str(site.config.newsletter.reply_to or "")
    return site.people[typed].entry.mail or "" if typed in site.people else typed


def sign_up_view(site: Site, path: str, viewpoint: Viewpoint) -> SignUpWay | None:
    """Return the way in as seen from where it is shown; None when there is none, which a check reports."""
    way, document = sign_up_way(site), site.by_path.get(path)
    privacy = viewpoint.href(PRIVACY) if PRIVACY in site.by_address else ""
    page = viewpoint.href((document.address if document else "") or "/")
    return replace(way, privacy=privacy, page=page) if way else None


def form_action(site: Site) -> str:
    """Return the one address elsewhere that a form of the site goes to; "" when it has none."""
    way = sign_up_way(site)
    return way.href if way and way.kind == "form" else ""


def form_origin(site: Site, document: Document | None) -> str:
    """Return the one origin that forms on a page may go to (CSP 3, section 6.4.2); "" when it has no such form."""
    if document is None or not any(block.name == BLOCK for block in document.body.blocks):
        return ""
    parts = urlsplit(form_action(site))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
