"""The addresses that are lists: a text with such an address is the introduction above the list."""

from __future__ import annotations

LISTED: dict[str, str] = {
    "/nieuws/": "Nieuws",
    "/bijeenkomsten/": "Bijeenkomsten",
    "/leeraanbod/": "Leeraanbod",
    "/nieuwsbrieven/": "Nieuwsbrieven",
    "/partners/": "Partners",
    "/begrippen/": "Begrippen",
    "/onderwerpen/": "Onderwerpen",
    "/a-z/": "Alle pagina’s van A tot Z",
    "/zoeken/": "Zoeken",
    "/volgen/": "Volg ons",
}
"""Site address → the title when no text gives one."""
