"""The search page; without a script it links to the other ways to find a page."""

from __future__ import annotations

from collections.abc import Iterator

from avksite.kinds.learning import AUDIENCES, LEARNING
from avksite.kinds.organisation import ORGANISATION
from avksite.outputs.search.records import sorts
from avksite.rendering.addresses import MadePage, topic_address
from avksite.rendering.artifact import Made, Plan
from avksite.rendering.layout import ListView, list_filled_in, list_page, list_plan
from avksite.rendering.parts import Head, NavLink, Section
from avksite.site import Site


def search(site: Site) -> Iterator[Plan]:
    """Plan the search page."""
    yield list_plan(site, Head(MadePage.SEARCH, MadePage.SEARCH.heading), search_page)


def search_page(site: Site) -> Made:
    """Make the search page: the filters, and other ways to find a page."""
    page = list_page(site, Head(MadePage.SEARCH, MadePage.SEARCH.heading))
    href = page.frame.viewpoint.href
    ways = (
        NavLink("Alle pagina’s van A tot Z", href(MadePage.A_TO_Z)),
        NavLink("Alle onderwerpen", href(MadePage.TOPICS)),
        NavLink("Het leeraanbod", href(LEARNING.list_address)),
        NavLink("De partners", href(ORGANISATION.list_address)),
        NavLink("Moeilijke woorden uitgelegd", href(MadePage.GLOSSARY)),
    )
    topics = tuple(NavLink(site.topic_label(topic), href(topic_address(topic))) for topic in site.topics)
    sections = [Section("Zo vind je wat je zoekt", "deel-manieren", links=ways)]
    if topics:
        sections.append(Section("Zoek per onderwerp", "deel-onderwerpen", links=topics))
    view = ListView(name="zoeken", sections=tuple(sections), filters=tuple(_choices(site)))
    return list_filled_in(site, page, view, "search.html")


def _choices(site: Site) -> Iterator[Section]:
    """Yield the filters; their ids are their names in the index and in the address."""
    years = {day.year for d in site.pages if d.kind.is_dated and (day := d.entry.day)}
    audiences = {who for d in site.learning for who in d.entry.audiences}
    choices = (
        ("Soort", "soort", sorts(site)),
        ("Onderwerp", "onderwerp", tuple(map(site.topic_label, site.topics))),
        ("Voor wie", "voor-wie", tuple(who.capitalize() for who in AUDIENCES if who in audiences)),
        ("Jaar", "jaar", tuple(str(year) for year in sorted(years, reverse=True))),
    )
    for title, name, values in choices:
        if values:
            yield Section(title, name, links=tuple(NavLink(value, "") for value in values))
