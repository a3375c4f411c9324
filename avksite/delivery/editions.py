"""An edition is found by its name and made ready to hand over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from avksite.delivery.mailing import Mailing
from avksite.outputs.newsletter import TEMPLATE, mail_view, reply_to, way_out
from avksite.outputs.newsletter.mail import make_mail, make_mail_text
from avksite.problems import Misread, nearest
from avksite.rendering.artifact import path_of
from avksite.rendering.templates import Rendering, templates_of
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.kinds.document import Document
    from avksite.kinds.newsletter import Edition
    from avksite.site import Site


def edition_named(site: Site, typed: str) -> Document:
    """Return the edition that somebody means by its name, its path or its address; a draft counts too."""
    name = typed.replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".md")
    hidden = (item.document for item in site.withheld if item.document.kind.name == "nieuwsbrief")
    known = {document.id: document for document in (*hidden, *site.editions)}
    if name in known:
        return known[name]
    close = nearest(name, known)
    names = f"Kies uit: {', '.join(sorted(known))}." if known else "Er is nog geen enkele nieuwsbrief."
    raise Misread(f"De nieuwsbrief `{typed}` ken ik niet.", f"Bedoel je `{close}`?" if close else names)


def mailing_of(site: Site, document: Document, *, unsubscribe: str = "", sender_address: str = "") -> Mailing:
    """Make all forms of an edition.

    `unsubscribe` is what an engine wants behind ‘Meld je af’; without it that is the site's own way out.
    `sender_address` is the address that readers see; without it that is the one that gets the answers.
    """
    edition = cast("Edition", document.entry)
    whole = Viewpoint(site.config.base_url)
    answers, leave = _as_sent(reply_to(site, edition)), unsubscribe or way_out(site, edition)
    view = mail_view(site, document)
    rendering = Rendering(templates_of(site.root), TEMPLATE, replace(view, unsubscribe=leave) if leave else view)
    return Mailing(
        edition=document.id,
        made_from=document.path,
        title=edition.title,
        subject=" ".join(edition.subject.split()),
        preview=" ".join(edition.preheader.split()),
        html=make_mail(rendering).content.decode(),
        text=make_mail_text(rendering).content.decode(),
        lang=edition.lang,
        sender=" ".join(view.site_name.split()),
        sender_address=_as_sent(sender_address) or answers,
        reply_to=answers,
        day=edition.date,
        page=view.web_version,
        mail_page=whole.url(f"/{path_of(f'{document.address}mail.html')}"),
        unsubscribe=leave,
    )


def _as_sent(mail: str) -> str:
    """Return a mail address as every mail server reads it (RFC 5891 for the host); "" when some would not."""
    name, _, host = mail.rpartition("@")
    try:
        return f"{name}@{host.encode('idna').decode()}" if name.isascii() and name else ""
    except UnicodeError:
        return ""
