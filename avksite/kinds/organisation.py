"""Partner organisations: one record and one page each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from avksite.content.keys import optional, required
from avksite.content.values import WebAddress, Words
from avksite.kinds.base import Fact, Kind, MediaPath, NamedEntry

Sector = Literal[
    "wonen", "welzijn", "zorg", "gemeente", "provincie", "kennis", "onderwijs", "ervaringskennis", "overig"
]

SECTORS: dict[str, str] = {
    "gemeente": "Gemeenten",
    "provincie": "Provincies",
    "wonen": "Wonen",
    "welzijn": "Welzijn",
    "zorg": "Zorg",
    "ervaringskennis": "Ervaringskennis",
    "onderwijs": "Onderwijs",
    "kennis": "Kennis en onderzoek",
    "overig": "Andere organisaties",
}
"""The sectors in the order of the directory, with their headings."""


class Organisation(NamedEntry):
    """A partner. Its name is the title of its page."""

    abbreviation: Words | None = optional("afkorting", "De afkorting van de naam.", "RUG")
    sector: Sector = required("sector", "Wat voor organisatie het is.")
    website: WebAddress | None = optional("website", "De website van de organisatie.")
    logo: MediaPath | None = optional("logo", "Het bestand met het logo.", "/media/logo.svg")
    name: Words = required("naam", "Hoe de organisatie heet; dit is ook de titel.", "CMO STAMM")

    def facts(self, today: date) -> Iterator[Fact]:
        """Yield its sector and its website."""
        del today
        if self.sector != "overig":  # ‘Andere organisaties’ says nothing about one organisation
            yield Fact("Sector", SECTORS[self.sector])
        if self.abbreviation:
            yield Fact("Afkorting", self.abbreviation)
        if self.website:
            address = str(self.website)
            words = address.removeprefix("https://").removeprefix("www.").rstrip("/")
            yield Fact("Website", words, href=address)

    def structured(self) -> dict[str, Any]:
        """Return it as an organisation."""
        data: dict[str, Any] = {"@type": "Organization", "name": self.name}
        if self.website:
            data["url"] = str(self.website)
        if self.abbreviation:
            data["alternateName"] = self.abbreviation
        return data


ORGANISATION = Kind(
    entry=Organisation,
    name="organisatie",
    singular="Organisatie",
    plural="Partners",
    folder="organisaties",
    template="organisation.html",
    list_address="/partners/",
    is_name=True,
)
