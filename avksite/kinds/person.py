"""People: one record each, used by every contact card, without a page of their own."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from avksite.content.schema import Typed
from avksite.content.values import DutchDate, MailAddress, PhoneNumber, Words
from avksite.kinds.base import Entry, Kind, OrganisationId, Picture


class EarlierRole(Typed):
    """What somebody was before, up to and including a day."""

    role: Words = Field(alias="rol")
    until: DutchDate = Field(alias="tot")


class Person(Entry):
    """Somebody whom the site names."""

    title: Words = Field("", alias="titel")
    name: Words = Field(alias="naam")
    role: Words = Field(alias="rol")
    organisation: OrganisationId | None = Field(None, alias="organisatie")
    phone: PhoneNumber | None = Field(None, alias="telefoon")
    mail: MailAddress | None = Field(None, alias="mail")
    photo: Picture | None = Field(None, alias="foto")
    earlier_roles: tuple[EarlierRole, ...] = Field((), alias="eerdere-rollen")

    @model_validator(mode="before")
    @classmethod
    def _titled_by_name(cls, typed: object) -> object:
        """A person has one name: `naam` also serves as the title."""
        if isinstance(typed, dict) and "naam" in typed and "titel" not in typed:
            return {**typed, "titel": typed["naam"]}
        return typed

    def role_on(self, day: date | None) -> str:
        """Return what somebody was on a day, so that an old page keeps the role of its time; None asks for today's.

        The year behind a role (`adviseur in 2021`) goes without saying on a page of that year.
        """
        if day is None:
            return self.role
        earlier = sorted(self.earlier_roles, key=lambda role: role.until)
        role = next((it.role for it in earlier if day <= it.until), self.role)
        return role.removesuffix(f" in {day.year}")


PERSON = Kind(
    entry=Person,
    name="persoon",
    singular="Persoon",
    plural="Personen",
    folder="personen",
    template=None,
    is_name=True,
)
