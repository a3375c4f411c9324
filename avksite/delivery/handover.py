"""Hands an edition to a service, once; `content/verzonden.yaml` records how far it came, and `--yes` confirms.

The state of an edition at a service goes from unknown to `begonnen`, and from there to `klaar`, or to `onzeker` when
the connection broke at the very end. What was begun is resumed, as long as the edition is unchanged. The ledger is
local until it is committed, so before anything is sent a lock is taken in the repository that all desks share.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path

from avksite.content.data_files import SENT, Delivery, Sent, read_sent
from avksite.content.schema import DataFile
from avksite.content.settings import FOLDER, Service, parse_name
from avksite.delivery.claim import SharedRepository, repository_of
from avksite.delivery.engine import Engine, Receipt, Undelivered
from avksite.delivery.mailing import Mailing, mailing_of, weight_in_words
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.kinds.newsletter import Edition
from avksite.problems import Misread, Unusable, refusal
from avksite.rendering.edition import edition_sections
from avksite.site import Site

OPENING = """\
# Welke nieuwsbrief aan welke dienst is gegeven. Het programma houdt dit zelf bij: zo gaat geen brief twee keer weg.
# Bewaar dit bestand samen met je teksten. Haal er alleen iets uit als het programma daarom vraagt.
verzonden:
"""
TURN = "beurt"
"""The step in the ledger: the id of our lock in the shared repository."""
ALONE = (
    "Deze map wordt niet met anderen gedeeld. Ik kan dus niet zien of een ander deze nieuwsbrief al verstuurde: vraag "
    "het na."
)
TELL_OTHERS = f"Bewaar `{SENT}` nu bij je teksten (`git commit`, `git push`). Dan zien je collega’s dat hij weg is."
REFUSED = {
    "klaar": (
        "Deze nieuwsbrief is al aan `{service}` gegeven, op {moment}.{changed} {where} Moet hij toch nog een keer? "
        "Haal dan daar het stuk over deze nieuwsbrief weg."
    ),
    "onzeker": (
        "Op {moment} viel de lijn weg terwijl deze nieuwsbrief naar `{service}` ging. Kijk daar eerst of hij is "
        "verstuurd. {where} Is hij er niet? Haal dan dat stuk weg, en probeer het opnieuw. Is hij er wel? Maak daar "
        "van `onzeker` dan `klaar`."
    ),
    "begonnen": (
        "Op {moment} is een begin gemaakt met `{service}`, en daarna is de nieuwsbrief veranderd. Kijk bij `{service}` "
        "of daar een half concept staat, en gooi het weg. {where} Haal dan ook dat stuk weg."
    ),
}
"""Why an edition may not be handed over again, by its state."""
CHANGED = " Daarna is hij veranderd; wie hem al heeft, krijgt die verandering niet."
PUT_READY_BEFORE = (
    "Deze nieuwsbrief stond al klaar sinds {moment}, en is daarna veranderd. Toen is er niets verstuurd: uit een map "
    "gaat niets vanzelf weg. De nieuwe bestanden komen in de plaats van de oude. Heb jij de oude al verstuurd? Dan "
    "krijgen die lezers de verandering niet."
)


def read_ledger(root: Path) -> DataFile[Sent]:
    """Read the ledger; raise Unusable when it cannot be parsed: then nothing may be sent."""
    path = root / SENT
    sent, problems = read_sent(path.read_text(encoding="utf-8") if path.is_file() else "")
    if problems:
        raise Unusable(*problems)
    return sent


def write_ledger(root: Path, delivery: Delivery) -> None:
    """Replace the delivery of the same edition and service, or append this one."""
    known = read_ledger(root).value.deliveries
    replaced = [delivery if _is_same(one, delivery) else one for one in known]
    _write(root, replaced if delivery in replaced else [*replaced, delivery])


def undo_ledger(root: Path, delivery: Delivery, before: Delivery | None) -> None:
    """Restore the entry before a delivery that did not begin."""
    known = read_ledger(root).value.deliveries
    kept = [before if _is_same(one, delivery) else one for one in known]
    _write(root, [one for one in kept if one])


def _is_same(one: Delivery, other: Delivery) -> bool:
    return (one.edition, one.service) == (other.edition, other.service)


def _write(root: Path, deliveries: list[Delivery]) -> None:
    """Write the file atomically; remove it when there are no deliveries."""
    path = root / SENT
    # The leading dot keeps it from being read as content after a power failure.
    draft = path.with_name(f".{path.name}.nieuw")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(OPENING + "".join(f"{line}\n" for one in deliveries for line in _lines(one)))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        if not deliveries:
            path.unlink()
    except OSError as error:
        why, hint = refusal(error)
        message = f"Het bestand `{SENT}` kan ik niet schrijven. {why} Zonder dat bestand verstuur ik niets."
        raise Undelivered(message, hint) from error


def _lines(delivery: Delivery) -> Iterator[str]:
    """Yield the lines of a delivery; ids of a service are quoted."""
    yield f"  - nieuwsbrief: {delivery.edition}"
    yield f"    dienst: {delivery.service}"
    yield f"    staat: {delivery.state}"
    yield f"    moment: {delivery.moment.text}"
    yield f"    inhoud: {delivery.digest}"
    if delivery.id:
        yield f"    nummer: {_quoted(delivery.id)}"
    parts = {
        "stappen": [f"{name}: {_quoted(id_)}" for name, id_ in delivery.steps.items()],
        "berichten": [f"- {path}" for path in delivery.items],
        "menukaart": [f"- {path}" for path in delivery.menu],
    }
    for name, lines in parts.items():
        if lines:
            yield f"    {name}:"
            yield from (f"      {line}" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def service_named(site: Site, typed: str | None) -> Service:
    """Return a service by name, or the default one of site.yaml. `map` always exists."""
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
    """The handover of one edition to one service."""

    site: Site
    document: Document[Edition]
    service: Service
    engine: Engine
    mailing: Mailing

    ledger: DataFile[Sent]
    """The ledger when the edition was made for this service."""
    repository: SharedRepository | None
    """Where the lock is; None when nothing is sent, or the project is not shared."""

    @property
    def _known(self) -> Delivery | None:
        return self.ledger.value.of(self.mailing.edition, self.service.name)

    @property
    def _is_changed(self) -> bool:
        return self._known is not None and self._known.digest != self.mailing.digest

    def remark(self) -> str:
        """Return that other files of this edition were written before; "" if there are none, or something was sent."""
        if self.service.engine != FOLDER or self._known is None or not self._is_changed:
            return ""
        return PUT_READY_BEFORE.format(moment=self._known.moment.text)

    def refusals(self) -> Iterator[str]:
        """Yield in full sentences why this may not be sent, or not again."""
        mailing, known = self.mailing, self._known
        begins = self.ledger.place("verzonden", self.ledger.value.deliveries.index(known)).line if known else 1
        if known and (known.state != "begonnen" or self._is_changed) and not self.remark():
            yield REFUSED[known.state].format(
                service=self.service.name,
                moment=known.moment.text,
                changed=CHANGED if self._is_changed else "",
                where=f"Het staat in `{SENT}`, vanaf regel {begins}.",
            )
        if self.document.path in self.site.withheld:
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
        yield from self.engine.refusals()

    def intention(self) -> str:
        """Return what would be sent where."""
        mailing = self.mailing
        lines = (
            f"{mailing.title} ({mailing.made_from})",
            f"  Onderwerp: {mailing.subject}",
            f"  Van: {mailing.sender} <{mailing.sender_address}>",
            f"  Antwoord aan: {mailing.reply_to or mailing.sender_address}",
            f"  Afmelden: {mailing.unsubscribe}",
            f"  Gewicht: {weight_in_words(mailing.html)}",
            f"  Dienst: {self.service.name} ({self.service.engine})",
            "",
            self.engine.intention(mailing),
            *([] if self.repository or self.service.engine == FOLDER else [ALONE]),
        )
        return "\n".join(lines)

    def carry_out(self, now: datetime) -> Receipt:
        """Hand the edition over, and record how far it came before and after every step that cannot be undone.

        Raise Undelivered when it failed; the next attempt resumes where this one stopped.
        """
        if self.repository:
            self.repository.fetch()
        entry = self._begun(now)
        if self._known and self.service.engine != FOLDER:
            entry = self._known.model_copy(update={"moment": entry.moment})

        def note(**changed: object) -> None:
            nonlocal entry
            entry = entry.model_copy(update=changed)
            write_ledger(self.site.root, entry)

        if self.repository:
            entry = self._locked(self.repository, entry)
        note()
        mailing = replace(self.mailing, handed_over=entry.moment.start)
        try:
            receipt = self.engine.deliver(
                mailing, dict(entry.steps), lambda name, id_: note(steps={**entry.steps, name: id_})
            )
        except Undelivered as undelivered:
            if undelivered.unsure:
                note(state="onzeker")
            raise
        note(state="klaar", id=receipt.id)
        return receipt

    def _locked(self, repository: SharedRepository, entry: Delivery) -> Delivery:
        """Return the delivery once the lock is ours; raise Undelivered, and leave the ledger, when another has it."""
        tag = f"verzonden/{entry.edition}/{entry.service}"
        tagged = repository.tagged(tag)
        if tagged and tagged == entry.steps.get(TURN):
            return entry
        if tagged:
            raise repository.refused(tag, entry.service)
        id_ = repository.create(f"{repository.user}, {entry.moment.text}")
        claimed = entry.model_copy(update={"steps": {**entry.steps, TURN: id_}})
        write_ledger(self.site.root, claimed)
        if not repository.push(tag, id_):
            undo_ledger(self.site.root, claimed, self._known)
            raise repository.refused(tag, entry.service)
        return claimed

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
    """Make the edition for this service; raise Unusable when the ledger cannot be parsed."""
    mailing = mailing_of(site, document, unsubscribe=engine.unsubscribe, sender_address=service.sender or "")
    shared = None if service.engine == FOLDER else repository_of(site.root)
    return Handover(site, document, service, engine, mailing, read_ledger(site.root), shared)


def _can_leave(mailing: Mailing) -> bool:
    """Return whether both forms let a reader unsubscribe: the HTML by a link, the text by the address or merge tag."""
    in_words = mailing.unsubscribe.removeprefix("mailto:").partition("?")[0]
    return bool(in_words) and f'href="{escape(mailing.unsubscribe)}"' in mailing.html and in_words in mailing.text
