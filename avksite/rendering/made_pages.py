"""The addresses of the pages that the program makes: the list of each kind, and the pages of no kind."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

from avksite.kinds import KINDS

if TYPE_CHECKING:
    from avksite.site import Site


class MadePage(StrEnum):
    """A page of no kind that is always there; a text with such an address is the introduction on it."""

    heading: str
    """Its title when no text gives one."""

    def __new__(cls, address: str, heading: str) -> Self:
        """Make the address a member, with its title."""
        page = str.__new__(cls, address)
        page._value_ = address
        page.heading = heading
        return page

    GLOSSARY = "/begrippen/", "Begrippen"
    TOPICS = "/onderwerpen/", "Onderwerpen"
    A_TO_Z = "/a-z/", "Alle pagina’s van A tot Z"
    SEARCH = "/zoeken/", "Zoeken"
    FOLLOW = "/volgen/", "Volg ons"


LISTED: dict[str, str] = {kind.list_address: kind.plural for kind in KINDS if kind.list_address} | {
    page.value: page.heading for page in MadePage
}
"""Address → title of every page that is always made, whether or not a text introduces it."""


def topic_address(topic: str) -> str:
    """Return the address of the list of a topic."""
    return f"{MadePage.TOPICS}{topic}/"


def list_addresses(site: Site) -> frozenset[str]:
    """Return every address that is a list: the fixed ones, each year of news and events, and each topic."""
    dated = (document for document in site.documents if document.kind.by_year)
    years = {f"{document.kind.list_address}{day.year}/" for document in dated if (day := document.entry.day)}
    return frozenset({*LISTED, *years, *map(topic_address, site.topics)})
