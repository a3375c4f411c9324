"""The ledger in `content/verzonden.yaml` is kept: what was handed over to which service, so that nothing goes twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.content.data_files import SENT, Delivery, Sent, read_sent
from avksite.delivery.engine import Undelivered
from avksite.problems import Unusable

if TYPE_CHECKING:
    from avksite.delivery.mailing import Mailing

OPENING = """\
# Welke nieuwsbrief aan welke dienst is gegeven. Het programma houdt dit zelf bij: zo gaat geen brief twee keer weg.
# Bewaar dit bestand samen met je teksten. Haal er alleen iets uit als het programma daarom vraagt.
verzonden:
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of the project at `root`; every change is on disk, whole, before the next thing happens."""

    root: Path

    def read(self) -> Sent:
        """Read the file as it is now; raise Unusable when it cannot be understood, for then nothing may go out."""
        path = self.root / SENT
        sent, problems = read_sent(path.read_text(encoding="utf-8") if path.is_file() else "")
        if problems:
            raise Unusable(*problems)
        return sent

    def write(self, delivery: Delivery) -> None:
        """Put a delivery in the place of the one for the same edition and service, or below all others."""
        known = self.read().deliveries
        mine = (delivery.edition, delivery.service)
        replaced = [delivery if (d.edition, d.service) == mine else d for d in known]
        if delivery not in replaced:
            replaced.append(delivery)
        path = self.root / SENT
        # The dot keeps it from being taken for content, should the power fail right here.
        draft = path.with_name(f".{path.name}.nieuw")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(OPENING + "".join(f"{line}\n" for one in replaced for line in _lines(one)))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            message = f"Het bestand `{SENT}` kan ik niet schrijven: {error.strerror}."
            hint = "Kijk of er ruimte is en of je er mag schrijven. Zonder dat bestand verstuur ik niets."
            raise Undelivered(message, hint) from error

    def repeated(self, mailing: Mailing, service: str) -> str:
        """Say that other files of an edition were put ready before; "" when they were not.

        Only for a service that sends nothing: the ledger then tells of files, and of no mail that anybody got.
        """
        known = self.read().of(mailing.edition, service)
        if known is None or known.digest == mailing.digest:
            return ""
        return (
            f"Deze nieuwsbrief stond al klaar sinds {known.moment.text}, en is daarna veranderd. Toen is er niets "
            "verstuurd: uit een map gaat niets vanzelf weg. De nieuwe bestanden komen in de plaats van de oude. Heb "
            "jij de oude al verstuurd? Dan krijgen die lezers de verandering niet."
        )

    def refusal(self, mailing: Mailing, service: str) -> str:
        """Say why an edition may not go to a service (again), and what to do; "" when it may."""
        sent = self.read()
        known = sent.of(mailing.edition, service)
        if known is None or (known.state == "begonnen" and known.digest == mailing.digest):
            return ""
        where = f"Het staat in `{SENT}`, vanaf regel {sent.line_of(known)}."
        if known.state == "klaar":
            change = (
                ""
                if known.digest == mailing.digest
                else " Daarna is hij veranderd; wie hem al heeft, krijgt die verandering niet."
            )
            return (
                f"Deze nieuwsbrief is al aan `{service}` gegeven, op {known.moment.text}.{change} {where} Moet hij "
                "toch nog een keer? Haal dan daar het stuk over deze nieuwsbrief weg."
            )
        if known.state == "onzeker":
            return (
                f"Op {known.moment.text} viel de lijn weg terwijl deze nieuwsbrief naar `{service}` ging. Kijk daar "
                f"eerst of hij is verstuurd. {where} Is hij er niet? Haal dan dat stuk weg, en probeer het opnieuw. Is "
                "hij er wel? Maak daar van `onzeker` dan `klaar`."
            )
        return (
            f"Op {known.moment.text} is een begin gemaakt met `{service}`, en daarna is de nieuwsbrief veranderd. Kijk "
            f"bij `{service}` of daar een half concept staat, en gooi het weg. {where} Haal dan ook dat stuk weg."
        )


def _lines(delivery: Delivery) -> Iterator[str]:
    """Yield a delivery as it stands in the file; what a service made up stands between quotes."""
    yield f"  - nieuwsbrief: {delivery.edition}"
    yield f"    dienst: {delivery.service}"
    yield f"    staat: {delivery.state}"
    yield f"    moment: {delivery.moment.text}"
    yield f"    inhoud: {delivery.digest}"
    if delivery.id:
        yield f"    nummer: {_quoted(delivery.id)}"
    if delivery.steps:
        yield "    stappen:"
        yield from (f"      {name}: {_quoted(id_)}" for name, id_ in delivery.steps.items())
    for name, paths in (("berichten", delivery.items), ("menukaart", delivery.menu)):
        if paths:
            yield f"    {name}:"
            yield from (f"      - {path}" for path in paths)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
