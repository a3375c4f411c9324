"""The addresses that are lists: a text with such an address is the introduction above the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avksite.site import Site

SEARCH = "/zoeken/"
"""The page to search from, the only one with a script of weight."""

LISTED: dict[str, str] = {
    "/nieuws/": "Nieuws",
    "/bijeenkomsten/": "Bijeenkomsten",
    "/leeraanbod/": "Leeraanbod",
    "/nieuwsbrieven/": "Nieuwsbrieven",
    "/partners/": "Partners",
    "/begrippen/": "Begrippen",
    "/onderwerpen/": "Onderwerpen",
    "/a-z/": "Alle pagina’s van A tot Z",
    SEARCH: "Zoeken",
    "/volgen/": "Volg ons",
}
"""Site address → the title when no text gives one."""


def list_addresses(site: Site) -> frozenset[str]:
    """Return every address that is a list: the fixed ones, each year of news and events, and each topic."""
    years = {
        f"{document.kind.base}{day.year}/"
        for document in (*site.news, *site.events)
        if (day := document.kind.date(document.entry))
    }
    return frozenset({*LISTED, *years, *(f"/onderwerpen/{topic}/" for topic in site.topics)})
