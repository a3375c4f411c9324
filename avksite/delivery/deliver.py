"""An edition is handed to a service: first the command says what would happen, and only `--yes` makes it happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from avksite.content.data_files import Delivery
from avksite.content.service import FOLDER, Service, parse_name
from avksite.delivery.engine import Undelivered
from avksite.delivery.mailing import mailing_of, weight_in_words
from avksite.problems import Misread
from avksite.rendering.edition import edition_sections

if TYPE_CHECKING:
    from avksite.delivery.engine import Engine, Receipt
    from avksite.delivery.ledger import Ledger
    from avksite.delivery.mailing import Mailing
    from avksite.kinds.base import Document
    from avksite.kinds.newsletter import Edition
    from avksite.site import Site


def service_named(site: Site, typed: str | None) -> Service:
    """Return the service that somebody means; without a name the usual one of site.yaml. `map` is always there."""
    config = site.config.newsletter
    name = parse_name(typed) if typed else config.service
    services = {FOLDER: Service.model_validate({"naam": FOLDER, "soort": FOLDER})}
    services |= {service.name: service for service in config.services}
    if name in services:
        return services[name]
    hint = f"Kies uit: {', '.join(services)}. Een dienst zet je in `content/site.yaml`, onder `nieuwsbrief: diensten:`."
    raise Misread(f"De dienst `{name}` ken ik niet.", hint)


@dataclass(frozen=True, slots=True)
class Handover:
    """One edition on its way to one service."""

    site: Site
    document: Document[Edition]
    service: Service
    engine: Engine
    mailing: Mailing

    @property
    def sends_nothing(self) -> bool:
        """Whether files are only put ready: nothing goes out by that, so it may be done again after a change."""
        return self.service.engine == FOLDER

    def refusals(self) -> Iterator[str]:
        """Yield in whole sentences why this may not go out at all, whatever the ledger says."""
        mailing = self.mailing
        if any(item.document.path == self.document.path for item in self.site.withheld):
            yield "Deze nieuwsbrief is nog niet te zien op de site: hij is een concept of heeft een latere `publiceer`."
        if not _can_leave(mailing):
            yield (
                "In de mail staat niet hoe een lezer zich afmeldt. Zet in `content/site.yaml` onder `nieuwsbrief` wie "
                "de antwoorden krijgt (`antwoord-aan`), of waar een lezer zich afmeldt (`afmelden`)."
            )
        forms = [form.replace(mailing.unsubscribe, "") for form in (mailing.subject, mailing.html, mailing.text)]
        for mark in self.engine.marks:
            if any(mark in form for form in forms):
                yield f"In de nieuwsbrief staat `{mark}`. De dienst neemt dat voor een opdracht. Schrijf het anders op."
        if not mailing.sender_address:
            yield "De afzender heeft geen mailadres. Zet het in `content/site.yaml`: `nieuwsbrief`, `antwoord-aan`."
        yield from self.engine.refusals(mailing)

    def intention(self) -> str:
        """Say what would go where."""
        mailing = self.mailing
        return "\n".join(
            (
                f"{mailing.title} ({mailing.made_from})",
                f"  Onderwerp: {mailing.subject}",
                f"  Van: {mailing.sender} <{mailing.sender_address}>",
                f"  Antwoord aan: {mailing.reply_to or mailing.sender_address}",
                f"  Afmelden: {mailing.unsubscribe}",
                f"  Gewicht: {weight_in_words(mailing.html)}",
                f"  Dienst: {self.service.name} ({self.service.engine})",
                "",
                self.engine.intention(mailing),
            )
        )

    def carry_out(self, ledger: Ledger, now: datetime) -> Receipt:
        """Hand the edition over, and write down how far it came before and after everything that cannot be undone.

        Raise Undelivered when it failed; a next try goes on where this one stopped.
        """
        entry = self._begun(now)
        known = ledger.read().of(self.mailing.edition, self.service.name)
        if known and not self.sends_nothing:
            entry = known.model_copy(update={"moment": entry.moment})
        ledger.write(entry)
        mailing = replace(self.mailing, handed_over=entry.moment.start)
        steps = dict(entry.steps)

        def step(name: str, id_: str) -> None:
            steps[name] = id_
            ledger.write(entry.model_copy(update={"steps": dict(steps)}))

        try:
            receipt = self.engine.deliver(mailing, dict(steps), step)
        except Undelivered as undelivered:
            if undelivered.unsure:
                ledger.write(entry.model_copy(update={"steps": dict(steps), "state": "onzeker"}))
            raise
        ledger.write(entry.model_copy(update={"steps": dict(steps), "state": "klaar", "id": receipt.id}))
        return receipt

    def _begun(self, now: datetime) -> Delivery:
        brought = [item.path for _, items in edition_sections(self.site, self.document) for item in items]
        return Delivery.model_validate(
            {
                "nieuwsbrief": self.mailing.edition,
                "dienst": self.service.name,
                "staat": "begonnen",
                "moment": f"{now:%d-%m-%Y %H:%M}",
                "inhoud": self.mailing.digest,
                "berichten": brought,
                "menukaart": [item.path for item in self.site.learning],
            }
        )


def handover_of(site: Site, document: Document[Edition], service: Service, engine: Engine) -> Handover:
    """Make the edition as this service wants it."""
    mailing = mailing_of(site, document, unsubscribe=engine.unsubscribe, sender_address=service.sender or "")
    return Handover(site, document, service, engine, mailing)


def _can_leave(mailing: Mailing) -> bool:
    """Say whether both forms lead a reader out: the HTML by a link, the text by the address or the tag."""
    in_words = mailing.unsubscribe.removeprefix("mailto:").partition("?")[0]
    return bool(in_words) and f'href="{escape(mailing.unsubscribe)}"' in mailing.html and in_words in mailing.text
