"""The edition as files in a folder, for whoever sends it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.delivery.engine import Receipt, Undelivered
from avksite.delivery.message import eml_of

if TYPE_CHECKING:
    from avksite.delivery.engine import Step
    from avksite.delivery.mailing import Mailing


@dataclass(frozen=True, slots=True)
class Folder:
    """Writes `mail.html`, `mail.txt` and `mail.eml` below a folder of one's own for each edition."""

    folder: Path
    unsubscribe: str = ""
    marks: tuple[str, ...] = ()

    def refusals(self, mailing: Mailing) -> tuple[str, ...]:
        """Refuse nothing: whoever opens the files sees what is in them."""
        del mailing
        return ()

    def intention(self, mailing: Mailing) -> str:
        """Name the files."""
        names = "\n".join(f"  {self._place(mailing) / name}" for name in self._files(mailing))
        return f"Ik zet deze bestanden klaar. Er gaat nog niets naar lezers.\n{names}"

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Write the files; a second time they are simply written again."""
        del done, step
        place = self._place(mailing)
        try:
            place.mkdir(parents=True, exist_ok=True)
            for name, content in self._files(mailing).items():
                (place / name).write_bytes(content)
        except OSError as error:
            message = f"De map `{place}` kan ik niet vullen: {error.strerror}."
            hint = "Kijk of er ruimte is en of je er mag schrijven, en probeer het dan opnieuw."
            raise Undelivered(message, hint) from error
        told = (
            f"De bestanden staan in {place}. Er is niets verstuurd: dat doe je zelf.\n"
            "Open `mail.eml` in je mailprogramma, of plak `mail.html` en `mail.txt` in de dienst waarmee je "
            "verstuurt.\nZie je nog een fout? Verbeter hem, en typ dezelfde opdracht nog een keer."
        )
        return Receipt(f"{self.folder.name}/{mailing.edition}", told)

    def _place(self, mailing: Mailing) -> Path:
        return self.folder / mailing.edition

    def _files(self, mailing: Mailing) -> dict[str, bytes]:
        return {
            "mail.html": mailing.html.encode(),
            "mail.txt": mailing.text.encode(),
            "mail.eml": eml_of(mailing),
        }
