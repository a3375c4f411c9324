"""Ways to find a page: A to Z, search, the glossary, sitemap.xml, robots.txt, 404 and old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from avksite.dutch.formatting import slug
from avksite.kinds.page import PAGE
from avksite.rendering.artifact import Made, Plan, path_of
from avksite.rendering.layout import Head, frame
from avksite.rendering.lists import introduction, list_plan, list_view
from avksite.rendering.made_pages import LISTED, MadePage
from avksite.rendering.parts import NavLink, Section, TermView
from avksite.rendering.permanent_ids import former_addresses, former_folders
from avksite.rendering.templates import Rendering, make_page, templates_of
from avksite.rendering.viewpoint import Viewpoint
from avksite.rendering.views import DocumentView, GlossaryView, RedirectView
from avksite.site import alphabetical

if TYPE_CHECKING:
    from avksite.content.data_files import Term
    from avksite.kinds.base import Document
    from avksite.site import Site

SHORT = 5
"""A word of so few letters has no ending to leave off."""


def discovery(site: Site) -> Iterator[Plan]:
    """Plan every page and file that helps to find the others."""
    yield _a_to_z(site)
    yield _glossary(site)
    yield _sitemap(site)
    yield _robots(site)
    if "/404.html" not in site.by_address:
        yield _not_found(site)
    yield from _redirects(site)


def _by_letter(texts: list[tuple[str, NavLink]]) -> Iterator[tuple[str, tuple[NavLink, ...]]]:
    ordered = sorted(texts, key=lambda pair: (alphabetical(pair[0]), pair[1].href))
    for letter, found in groupby(ordered, key=lambda pair: _letter(pair[0])):
        yield letter, tuple(link for _, link in found)


def _letter(text: str) -> str:
    first = alphabetical(text)[:1].upper()
    return first if first.isalpha() else "0–9"


def _a_to_z(site: Site) -> Plan:
    intro = introduction(site, Head(MadePage.A_TO_Z, MadePage.A_TO_Z.heading))
    found = [
        (d.entry.title, NavLink(d.entry.title, intro.viewpoint.href(d.address or "/"), note=_kind_note(d)))
        for d in site.pages
        if d.address != "/404.html"
    ]
    present = {d.address for d in site.pages}
    found += [(title, NavLink(title, intro.viewpoint.href(a))) for a, title in LISTED.items() if a not in present]
    sections = tuple(Section(letter, f"letter-{slug(letter)}", links=links) for letter, links in _by_letter(found))
    letters = tuple(NavLink(section.title, f"#{section.id}") for section in sections)
    view = replace(
        list_view("a-z", intro, sections), filters=(Section("Spring naar een letter", "deel-letters", links=letters),)
    )
    return list_plan(site, intro, view)


def _kind_note(document: Document) -> str:
    return document.kind.singular.lower() if document.kind.list_address else ""


def _glossary(site: Site) -> Plan:
    intro = introduction(site, Head(MadePage.GLOSSARY, MadePage.GLOSSARY.heading))
    terms = sorted(site.glossary, key=lambda term: (alphabetical(term.word), term.word))
    groups = tuple(
        (letter, tuple(TermView(t.word, slug(t.word), t.explanation, _other_names(t)) for t in found))
        for letter, found in groupby(terms, key=lambda term: _letter(term.word))
    )
    letters = tuple(NavLink(letter, f"#letter-{slug(letter)}") for letter, _ in groups)
    view = GlossaryView(intro.frame, intro.title, intro.summary, intro.body, letters, groups)
    return Plan(
        path_of(MadePage.GLOSSARY),
        intro.made_from,
        make_page,
        Rendering(templates_of(site.root), "glossary.html", view),
    )


def _other_names(term: Term) -> tuple[str, ...]:
    """Return what a word is also called; its plural and the like are there to be recognised, not to be read.

    Nor is a name that the explanation gives: `AVG` is explained by the words that it stands for.
    """
    first = slug(term.word).partition("-")[0]
    stem = first[:-2] if len(first) > SHORT else first
    told = term.explanation.casefold()
    return tuple(name for name in term.also if not slug(name).startswith(stem) and name.casefold() not in told)


def _not_found(site: Site) -> Plan:
    """Plan the page for an address that does not exist; its links hold at any depth."""
    viewpoint = Viewpoint(site.config.base_url, "/404.html", rooted=True)
    title = "Deze pagina is er niet"
    view = DocumentView(
        frame=frame(site, Head("/404.html", title, rooted=True, indexed=False)),
        kind=PAGE.name,
        label=PAGE.singular,
        title=title,
        summary="Het adres klopt niet, of de pagina is verhuisd.",
        body=(),
        sections=(
            Section(
                "Zo kom je verder",
                "deel-verder",
                links=(
                    NavLink("Naar de homepage", viewpoint.href("/")),
                    NavLink("Zoeken", viewpoint.href(MadePage.SEARCH)),
                    NavLink("Alle pagina’s van A tot Z", viewpoint.href(MadePage.A_TO_Z)),
                ),
            ),
        ),
    )
    return Plan("404.html", "content/site.yaml", make_page, Rendering(templates_of(site.root), "page.html", view))


def make_text(text: str) -> Made:
    """Make a file that holds just this text."""
    return Made(text.encode())


def _sitemap(site: Site) -> Plan:
    """Plan sitemap.xml (sitemaps.org protocol 0.9), with the date of a page only where the content gives one."""
    whole = Viewpoint(site.config.base_url)
    rows = []
    addresses = {document.address: document for document in site.pages if document.address != "/404.html"}
    for address in sorted({*(a for a in addresses if a), *LISTED, "/"}):
        document = addresses.get(address)
        day = (document.entry.updated or document.entry.day) if document else None
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day and day <= site.today else ""
        rows.append(f"<url><loc>{escape(whole.url(address))}</loc>{changed}</url>\n")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(rows)
        + "</urlset>\n"
    )
    return Plan("sitemap.xml", "content/site.yaml", make_text, text)


def _robots(site: Site) -> Plan:
    whole = Viewpoint(site.config.base_url)
    return Plan(
        "robots.txt",
        "content/site.yaml",
        make_text,
        f"User-agent: *\nAllow: /\n\nSitemap: {whole.url('/sitemap.xml')}\n",
    )


def _redirects(site: Site) -> Iterator[Plan]:
    """Plan a page at every old address that leads on to where its document is now."""
    for document in site.pages:
        now = document.address or "/"
        yield from (_redirect(site, document, address, now) for address in former_addresses(document))
        if document.kind.is_mailed:
            # The mail has an address of its own, which went out with it.
            for folder in former_folders(document):
                yield _redirect(site, document, f"{folder}mail.html", f"{now}mail.html")


def _redirect(site: Site, document: Document, address: str, now: str) -> Plan:
    viewpoint = Viewpoint(site.config.base_url, address)
    view = RedirectView(document.entry.lang, document.entry.title, viewpoint.href(now), viewpoint.url(now))
    return Plan(path_of(address), document.path, make_page, Rendering(templates_of(site.root), "redirect.html", view))
