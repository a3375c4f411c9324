"""A Mailman list: one message to its address, and the list sends it on to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avksite.delivery.engine import Receipt, Undelivered
from avksite.delivery.message import message_id, message_of
from avksite.delivery.smtp import line_of, send

if TYPE_CHECKING:
    from avksite.content.service import Service
    from avksite.delivery.engine import Environment, Step
    from avksite.delivery.mailing import Mailing

OFFERED = "aangeboden"
"""The step in the ledger: `ja` before the message goes, and `nee` again when it surely did not."""


@dataclass(frozen=True, slots=True)
class Mailman:
    """One announce list, by its mail address. Readers leave by a mail to its `-leave` address.

    The message has no `List-` headers of ours: Mailman writes them, and would pass on a promise that it does not keep.
    """

    service: Service
    environment: Environment = field(repr=False)
    marks: tuple[str, ...] = ()

    @property
    def unsubscribe(self) -> str:
        """The address to which a reader writes to leave."""
        leave = self.service.list_address("leave")
        return f"mailto:{leave}" if leave else ""

    def refusals(self, mailing: Mailing) -> tuple[str, ...]:
        """Refuse without the address of a list, or a mail server."""
        del mailing
        refused = []
        if not self.unsubscribe:
            refused.append(
                f"Zet bij de dienst `{self.service.name}` achter `lijst` het mailadres van de lijst, zoals "
                "`nieuwsbrief@lijst.voorbeeld.nl`."
            )
        try:
            line_of(self.environment)
        except Undelivered as undelivered:
            refused.append(f"{undelivered.message} {undelivered.hint}")
        return tuple(refused)

    def intention(self, mailing: Mailing) -> str:
        """Say that readers get it at once."""
        line = line_of(self.environment)
        return (
            f"Ik stuur één mail van {mailing.sender_address} naar {self.service.list}, via {line.host}.\n"
            "De lijst stuurt hem METEEN door naar alle lezers. Dat is niet terug te draaien.\n"
            "Stuurde je al een proef? En staat de site online? De foto’s in de mail komen daarvandaan."
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Send the one message; where nobody knows whether it went, a person looks first."""
        if done.get(OFFERED) == "ja":
            message = "Bij een vorige poging is de mail misschien al naar de lijst gegaan."
            raise Undelivered(message, "Kijk eerst of lezers hem hebben.", unsure=True)
        to = self.service.list or ""
        mail = message_of(mailing)
        mail["To"] = to
        line = line_of(self.environment)
        step(OFFERED, "ja")
        try:
            send(line, mailing.sender_address, (to,), mail.as_bytes())
        except Undelivered as undelivered:
            if not undelivered.unsure:
                step(OFFERED, "nee")
            raise
        told = (
            f"De mail is naar {to}. De lijst stuurt hem nu naar alle lezers.\n"
            f"Krijg je hem zelf niet? Kijk dan of {mailing.sender_address} naar deze lijst mag schrijven."
        )
        return Receipt(message_id(mailing), told)
