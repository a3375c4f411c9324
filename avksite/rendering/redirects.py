"""Pages that redirect an old address."""

from __future__ import annotations

from collections.abc import Container, Iterator

from avksite.content.ledger import ADDRESSES
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.rendering.addresses import LISTED, Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.hyphenation import hyphenated
from avksite.rendering.ledger import LIST, TOPIC
from avksite.rendering.templates import render
from avksite.site import Site


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address and its redirect."""

    lang: str
    title: str
    href: str
    canonical: str
    why: str


MOVED, EMPTY = "Deze pagina staat nu op een ander adres.", "Op deze lijst staat nu niets."
"""Why a reader is redirected."""


def redirect(site: Site, old: str, now: str, to: Document | str, made_from: str = ADDRESSES) -> Plan:
    """Plan a page that redirects one address to another: to a document, or to a page with this title."""
    title, lang = (to, site.config.lang) if isinstance(to, str) else (to.entry.title, to.entry.lang)
    at = Viewpoint(site.config.base_url, old)
    view = RedirectView(lang, title, at.href(now), at.url(now), MOVED)
    return Plan(path_of(old), made_from, make_redirect, (view,))


def make_redirect(site: Site, view: RedirectView) -> Made:
    """Make a page that redirects at once."""
    return Made(hyphenated(render("redirect.html", view, site.layouts)).encode())


def emptied(site: Site, above: str, made: Container[str]) -> Iterator[Plan]:
    """Plan a page for every list below another that is empty now: it redirects to that one.

    Neither the ledger nor a web server gets this redirect, because browsers cache a 301 and the list may return.
    """
    for address, entry in site.ledger.items():
        is_settled = entry.is_withdrawn or address in site.redirects or address in site.by_address or address in made
        if address.startswith(above) and address != above and entry.kind in {LIST, TOPIC} and not is_settled:
            at = Viewpoint(site.config.base_url, address)
            view = RedirectView(site.config.lang, LISTED[above], at.href(above), at.url(above), EMPTY)
            yield Plan(path_of(address), ADDRESSES, make_redirect, (view,))
