"""People: one record each, used by every contact card, without a page of their own."""

from __future__ import annotations

from datetime import date

from avksite.content.keys import Typed, optional, required, seldom
from avksite.content.values import DutchDate, MailAddress, PhoneNumber, Words
from avksite.kinds.base import Kind, NamedEntry, OrganisationId, Picture


class EarlierRole(Typed):
    """A former role, up to and including a day."""

    role: Words = required("rol", "Wat de persoon toen deed.", "projectleider")
    until: DutchDate = required("tot", "Tot en met wanneer.")


class Person(NamedEntry):
    """A person whom the site names."""

    name: Words = required("naam", "Hoe de persoon heet; dit is ook de titel.", "Saskia Duursma")
    role: Words = required("rol", "Wat de persoon doet.", "programmaleider")
    organisation: OrganisationId | None = optional("organisatie", "Bij welke organisatie.", "cmo-stamm")
    phone: PhoneNumber | None = optional("telefoon", "Het telefoonnummer.")
    mail: MailAddress | None = optional("mail", "Het mailadres.")
    photo: Picture | None = optional(
        "foto", "Een foto van de persoon, met het gezicht in het midden; die komt naast de naam."
    )
    earlier_roles: tuple[EarlierRole, ...] = seldom(
        "eerdere-rollen", "Wat de persoon eerder deed; oude pagina’s houden die rol.", default=()
    )

    def role_on(self, day: date | None) -> str:
        """Return the role on a day, so that an old page keeps the role of its time; None means today.

        The year in a role (`adviseur in 2021`) is omitted on a page of that year.
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
