"""Ways to find a page: A to Z, the glossary, sitemap.xml, robots.txt and old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from itertools import groupby

from avksite.content.data_files import GlossaryTerm
from avksite.content.ledger import ADDRESSES
from avksite.content.names import is_page_address
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words, slug
from avksite.kinds import KINDS, NOT_FOUND
from avksite.kinds.base import Document
from avksite.rendering.addresses import LISTED, MadePage, Viewpoint
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.cards import days_in_titles, link_to
from avksite.rendering.layout import ListView, filled_in, list_filled_in, list_page, list_plan, page_of
from avksite.rendering.parts import Head, NavLink, Section
from avksite.rendering.redirects import redirect
from avksite.rendering.subscriptions import moved
from avksite.site import Site, alphabetical

SHORT = 5
"""Words of at most this length are not stemmed."""


def discovery(site: Site) -> Iterator[Plan]:
    """Plan every page and file that helps to find the others."""
    yield list_plan(site, Head(MadePage.A_TO_Z, MadePage.A_TO_Z.heading), a_to_z)
    yield list_plan(site, Head(MadePage.GLOSSARY, MadePage.GLOSSARY.heading), glossary)
    yield Plan("sitemap.xml", SITE, sitemap)
    yield Plan("robots.txt", SITE, robots)
    yield from _redirects(site)
    for address in site.withdrawn:
        if is_page_address(address) and address not in site.by_address:
            yield Plan(path_of(address), ADDRESSES, withdrawn, (address,))


def _letter(text: str) -> str:
    first = alphabetical(text)[:1].upper()
    return first if first.isalpha() else "0–9"


def _note(document: Document, day: date | None) -> str:
    """Return the kind of a page, with its day if another page has the same title."""
    kind = document.kind.singular.lower() if document.kind.list_address else ""
    return ", ".join(filter(None, (kind, date_in_words(day) if day else "")))


def a_to_z(site: Site) -> Made:
    """Make the page that lists all pages from A to Z."""
    page = list_page(site, Head(MadePage.A_TO_Z, MadePage.A_TO_Z.heading))
    href, days = page.frame.viewpoint.href, days_in_titles(site)
    found = [link_to(d, page.frame.viewpoint, _note(d, days.get(d.path))) for d in site.pages if d.address != NOT_FOUND]
    found += [NavLink(title, href(address)) for address, title in LISTED.items() if address not in site.by_address]
    found.sort(key=lambda link: (alphabetical(link.text), link.href))
    sections = tuple(
        Section(letter, f"letter-{slug(letter)}", links=tuple(links))
        for letter, links in groupby(found, key=lambda link: _letter(link.text))
    )
    letters = tuple(NavLink(section.title, f"#{section.id}") for section in sections)
    filters = (Section("Spring naar een letter", "deel-letters", links=letters),)
    return list_filled_in(site, page, ListView(name="a-z", sections=sections, filters=filters))


def glossary(site: Site) -> Made:
    """Make the page of the glossary: terms by letter, with their explanation and other names."""
    page = list_page(site, Head(MadePage.GLOSSARY, MadePage.GLOSSARY.heading))
    terms = sorted(site.content.glossary.value, key=lambda term: (alphabetical(term.word), term.word))
    letters = tuple(
        (NavLink(letter, f"#letter-{slug(letter)}"), tuple((term, _other_names(term)) for term in found))
        for letter, found in groupby(terms, key=lambda term: _letter(term.word))
    )
    return filled_in(page, "glossary.html", letters)


def _other_names(term: GlossaryTerm) -> tuple[str, ...]:
    """Return the other names of a term, without its plural and the like, which only serve recognition.

    A name that is in the explanation is left out too: that of `AVG` is what it stands for.
    """
    first = slug(term.word).partition("-")[0]
    stem = first[:-2] if len(first) > SHORT else first
    explained = term.explanation.casefold()
    return tuple(name for name in term.also if not slug(name).startswith(stem) and name.casefold() not in explained)


def sitemap(site: Site) -> Made:
    """Make sitemap.xml (sitemaps.org protocol 0.9), with dates only where the content has them."""
    whole = Viewpoint(site.config.base_url)
    rows = []
    addresses = {document.address: document for document in site.pages if document.address != NOT_FOUND}
    for address in sorted({*(a for a in addresses if a), *LISTED, "/"}):
        document = addresses.get(address)
        day = (document.entry.updated or document.entry.day) if document else None
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day and day <= site.today else ""
        rows.append(f"<url><loc>{escape(whole.url(address), quote=False)}</loc>{changed}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Made(f"{head}{''.join(rows)}</urlset>\n".encode())


def robots(site: Site) -> Made:
    """Make robots.txt, which names the sitemap."""
    listed = Viewpoint(site.config.base_url).url("/sitemap.xml")
    return Made(f"User-agent: *\nAllow: /\n\nSitemap: {listed}\n".encode())


def _redirects(site: Site) -> Iterator[Plan]:
    """Plan a page at every old address that redirects to its document, or to another page."""
    for old, now in moved(site).items():
        if is_page_address(old):
            document = site.by_address.get(now.removesuffix("mail.html"))
            topic = now.removeprefix(MadePage.TOPICS).strip("/")
            made = site.topic_label(topic) if topic in site.topics else LISTED.get(now, site.config.name)
            is_typed = document and old.removesuffix("mail.html") in document.former_addresses
            yield redirect(site, old, now, document or made, document.path if document and is_typed else ADDRESSES)


def withdrawn(site: Site, address: str) -> Made:
    """Make the page for an address whose content was withdrawn; search engines do not index it."""
    kind = next((kind for kind in KINDS if kind.name == site.withdrawn[address]), None)
    was = f"Hier stond {kind.in_words}." if kind else "Hier stond een pagina."
    title = "Deze pagina is er niet meer"
    # The address in the title distinguishes several of them (WCAG 2.2, 2.4.2).
    page = replace(page_of(site, Head(address, f"{title}: {address}", was, indexed=False)), title=title)
    href = page.frame.viewpoint.href
    links = [NavLink("Zoek op de site", href(MadePage.SEARCH)), NavLink("Ga naar het begin", href("/"))]
    links = [NavLink(kind.plural, href(kind.list_address)), *links] if kind and kind.list_address else links
    view = ListView(name="ingetrokken", sections=(Section("Kijk hier verder", "deel-verder", links=tuple(links)),))
    return list_filled_in(site, page, view)
