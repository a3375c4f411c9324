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
"""The page about the newsletter, if there is one."""
PRIVACY = "/privacy/"
"""The page about privacy, if there is one."""


@dataclass(frozen=True, slots=True)
class SignUpWay:
    """One way to join, as the block `aanmelden` shows it."""

    kind: str
    """`form`, `page` or `mail`."""
    href: str
    """The action of the form, the page, or the `mailto:`."""
    code: str = ""
    """The id of the list in a form of listmonk (`l`)."""
    is_list: bool = False
    """Whether a mailing list program answers the mail with a request to confirm."""
    privacy: str = ""
    """The link to the page about privacy."""
    page: str = ""
    """The link to the page of the block: a form only works there."""

    @property
    def host(self) -> str:
        """The host of a form or page, to tell readers who gets their address."""
        return urlsplit(self.href).hostname or ""

    @property
    def mail(self) -> str:
        """The address of a mail."""
        return unquote(urlsplit(self.href).path)

    @property
    def subject(self) -> str:
        """The required subject of a mail; "" for any."""
        return parse_qs(urlsplit(self.href).query).get("subject", [""])[0]

    @property
    def invitation(self) -> str:
        """The words on the button."""
        return "Mail dat je de nieuwsbrief wilt" if self.kind == "mail" else "Meld je aan voor de nieuwsbrief"


def sign_up_way(site: Site) -> SignUpWay | None:
    """Return how a reader joins: at the service in use, else as typed for `aanmelden`; None when there is no way."""
    newsletter = site.config.newsletter
    for service in newsletter.services:
        if service.name == newsletter.service:
            if service.form and service.address:
                # The form that listmonk generates under Lists → Forms: `email`, `l`, and a honeypot for bots.
                return SignUpWay("form", f"{service.address}/subscription/form", service.form)
            if service.join:
                return SignUpWay("page", service.join)
            if join := service.list_address("join"):
                return SignUpWay("mail", f"mailto:{join}", is_list=True)
    keeper = reply_address(site)
    typed = str(newsletter.subscribe or "") or (f"mailto:{keeper}?subject={quote(SUBJECT)}" if keeper else "")
    return SignUpWay("mail" if typed.startswith("mailto:") else "page", typed) if typed else None


def reply_address(site: Site) -> str:
    """Return the mail address for answers in site.yaml, its own or that of a person; "" if none."""
    typed = str(site.config.newsletter.reply_to or "")
    return site.people[typed].entry.mail or "" if typed in site.people else typed


def sign_up_view(site: Site, path: str, viewpoint: Viewpoint) -> SignUpWay | None:
    """Return the way to sign up from a viewpoint; None when there is none, which a check reports."""
    way, document = sign_up_way(site), site.by_path.get(path)
    privacy = viewpoint.href(PRIVACY) if PRIVACY in site.by_address else ""
    page = viewpoint.href((document.address if document else "") or "/")
    return replace(way, privacy=privacy, page=page) if way else None


def form_action(site: Site) -> str:
    """Return the one external address that a form of the site submits to; "" when there is none."""
    way = sign_up_way(site)
    return way.href if way and way.kind == "form" else ""


def form_origin(site: Site, document: Document | None) -> str:
    """Return the one origin that forms on a page may submit to (CSP 3, section 6.4.2); "" without such a form."""
    if document is None or not any(block.name == BLOCK for block in document.body.blocks):
        return ""
    parts = urlsplit(form_action(site))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
