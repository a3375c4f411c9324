"""The engines: the edition as files in a folder, as one message to a Mailman list, or as a draft at a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from avksite.content.settings import Service
from avksite.delivery.engine import Engine, Environment, Receipt, Step, Undelivered
from avksite.delivery.mailing import Mailing
from avksite.delivery.message import eml_of, message_id, message_of
from avksite.delivery.smtp import mail_server_of, send
from avksite.problems import refusal

OFFERED = "aangeboden"
"""The step in the ledger for Mailman: `ja` before the message is sent, `nee` when it certainly was not."""


def engine_of(service: Service, environment: Environment, folder: Path) -> Engine:
    """Return the engine for a service of `site.yaml`; `folder` is where `map` puts its files."""
    if service.engine == "map":
        return Folder(folder)
    if service.engine == "mailman":
        return Mailman(service, environment)
    from avksite.delivery.drafts import Laposta, Listmonk  # noqa: PLC0415  a client for https, only when asked for

    return (Listmonk if service.engine == "listmonk" else Laposta)(service, environment)


@dataclass(frozen=True, slots=True)
class Folder(Engine):
    """Writes `mail.html`, `mail.txt` and `mail.eml` in a folder for each edition, to send by hand."""

    folder: Path

    def intention(self, mailing: Mailing) -> str:
        """Name the files."""
        names = "\n".join(f"  {path}" for path in self._files(mailing))
        return f"Ik zet deze bestanden klaar. Er gaat nog niets naar lezers.\n{names}"

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Write the files, over those of an earlier time."""
        del done, step
        place = self.folder / mailing.edition
        try:
            place.mkdir(parents=True, exist_ok=True)
            for path, content in self._files(mailing).items():
                path.write_bytes(content)
        except OSError as error:
            why, hint = refusal(error)
            raise Undelivered(f"De map `{place}` kan ik niet vullen. {why}", hint) from error
        next_steps = (
            f"De bestanden staan in {place}. Er is niets verstuurd: dat doe je zelf.\n"
            "Open `mail.eml` in je mailprogramma, of plak `mail.html` en `mail.txt` in de dienst waarmee je "
            "verstuurt.\nZie je nog een fout? Verbeter hem, en doe dit nog een keer."
        )
        return Receipt(f"{self.folder.name}/{mailing.edition}", next_steps)

    def _files(self, mailing: Mailing) -> dict[Path, bytes]:
        forms = {"html": mailing.html.encode(), "txt": mailing.text.encode(), "eml": eml_of(mailing)}
        return {self.folder / mailing.edition / f"mail.{form}": content for form, content in forms.items()}


@dataclass(frozen=True, slots=True)
class Mailman(Engine):
    """One announce list, by its mail address, which sends one message on to everybody.

    Readers leave by a mail to its `-leave` address. The message has no `List-` headers: Mailman writes them,
    and would pass on ours, which it does not honour.
    """

    service: Service
    environment: Environment = field(repr=False)

    @property
    def unsubscribe(self) -> str:
        """The address to write to for leaving the list."""
        leave = self.service.list_address("leave")
        return f"mailto:{leave}" if leave else ""

    def refusals(self) -> tuple[str, ...]:
        """Return what is missing: the address of a list, or a mail server."""
        refused = []
        if not self.unsubscribe:
            refused.append(
                f"Zet bij de dienst `{self.service.name}` achter `lijst` het mailadres van de lijst, zoals "
                "`nieuwsbrief@lijst.voorbeeld.nl`."
            )
        try:
            mail_server_of(self.environment)
        except Undelivered as undelivered:
            refused.append(f"{undelivered.message} {undelivered.hint}")
        return tuple(refused)

    def intention(self, mailing: Mailing) -> str:
        """Return that readers get it at once."""
        return (
            f"Ik stuur één mail van {mailing.sender_address} naar {self.service.list}, via "
            f"{mail_server_of(self.environment).host}.\n"
            "De lijst stuurt hem METEEN door naar alle lezers. Dat is niet terug te draaien.\n"
            "Stuurde je al een proef? En staat de site online? De foto’s in de mail komen daarvandaan."
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Send the one message; when it is unknown whether it went, a person must look first."""
        if done.get(OFFERED) == "ja":
            message = "Bij een vorige poging is de mail misschien al naar de lijst gegaan."
            raise Undelivered(message, "Kijk eerst of lezers hem hebben.", unsure=True)
        mail_server, to, mail = mail_server_of(self.environment), self.service.list or "", message_of(mailing)
        mail["To"] = to
        step(OFFERED, "ja")
        try:
            send(mail_server, mailing.sender_address, (to,), mail.as_bytes())
        except Undelivered as undelivered:
            if not undelivered.unsure:
                step(OFFERED, "nee")
            raise
        next_steps = (
            f"De mail is naar {to}. De lijst stuurt hem nu naar alle lezers.\n"
            f"Krijg je hem zelf niet? Kijk dan of {mailing.sender_address} naar deze lijst mag schrijven."
        )
        return Receipt(message_id(mailing), next_steps)
