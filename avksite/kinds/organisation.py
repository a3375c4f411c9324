"""Partner organisations: one record and one page each."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from avksite.content.values import WebAddress, Words
from avksite.kinds.base import Entry, Fact, Kind, MediaPath

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


class Organisation(Entry):
    """A partner. Its name is the title of its page."""

    title: Words = Field("", alias="titel")
    abbreviation: Words | None = Field(None, alias="afkorting")
    sector: Sector = Field(alias="sector")
    website: WebAddress | None = Field(None, alias="website")
    logo: MediaPath | None = Field(None, alias="logo")
    name: Words = Field(alias="naam")

    @model_validator(mode="before")
    @classmethod
    def _titled_by_name(cls, typed: object) -> object:
        """An organisation has one name: `naam` also serves as the title."""
        if isinstance(typed, dict) and "naam" in typed and "titel" not in typed:
            return {**typed, "titel": typed["naam"]}
        return typed

    def facts(self, today: date) -> tuple[Fact, ...]:
        """Return what sort of organisation it is, and where to read about it."""
        del today
        # ‘Andere organisaties’ says nothing about the one.
        facts = [Fact("Sector", SECTORS[self.sector])] if self.sector != "overig" else []
        if self.abbreviation:
            facts.append(Fact("Afkorting", self.abbreviation))
        if self.website:
            address = str(self.website)
            facts.append(
                Fact("Website", address.removeprefix("https://").removeprefix("www.").rstrip("/"), href=address)
            )
        return tuple(facts)

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
