"""A service with an API, where one draft campaign is made: what all such services have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avksite.delivery.engine import Receipt
from avksite.delivery.web import WAIT, Web

if TYPE_CHECKING:
    from avksite.content.service import Service
    from avksite.delivery.engine import Environment, Step
    from avksite.delivery.mailing import Mailing

ASKED, DRAFT, FILLED = "gevraagd", "campagne", "inhoud"
"""The steps in the ledger: we began to ask for a draft, this is its id, and the mail is in it."""

_DIGITS = 8
"""How much of a digest tells two states of an edition apart."""


def draft_name(mailing: Mailing) -> str:
    """Return what a draft is called at the service: no other edition, or other state of this one, has that name."""
    return f"{mailing.title} ({mailing.edition}, {mailing.digest[:_DIGITS]})"


@dataclass(frozen=True, slots=True)
class Drafts(ABC):
    """One list at a service. A subclass says what this service needs, and how it is asked."""

    service: Service
    environment: Environment = field(repr=False)
    wait: float = WAIT
    unsubscribe: str = ""
    marks: tuple[str, ...] = ()
    habits: str = ""
    """What the service does by itself that a reader may mind, in Dutch."""

    @property
    @abstractmethod
    def place(self) -> str:
        """The service in words, with its address where it has one of its own."""

    @abstractmethod
    def needs(self) -> Mapping[str, object]:
        """Return each setting and secret that is needed, by the sentence that asks for it; a false one is missing."""

    @abstractmethod
    def web(self) -> Web:
        """Return the line to the service."""

    @abstractmethod
    def find(self, web: Web, name: str) -> str:
        """Return the id of the draft with a name; "" when there is none."""

    @abstractmethod
    def make(self, web: Web, mailing: Mailing) -> str:
        """Make the draft and return its id."""

    @abstractmethod
    def ready(self, id_: str, mailing: Mailing) -> str:
        """Say where a person finds the draft, to follow ‘Het concept staat klaar’."""

    def fill(self, web: Web, id_: str, mailing: Mailing) -> str | None:
        """Put in the draft what `make` left out, and return what the service remarks; None where nothing was left out.

        It may happen twice: the same comes in the same place.
        """
        del web, id_, mailing
        return None

    def refusals(self, mailing: Mailing) -> tuple[str, ...]:
        """Refuse without a setting or a secret."""
        del mailing
        return tuple(sentence for sentence, given in self.needs().items() if not given)

    def intention(self, mailing: Mailing) -> str:
        """Say that a draft is made, and what the service does by itself."""
        name = self.place.partition(" ")[0]
        return (
            f"Ik maak in {self.place} een concept voor lijst {self.service.list}: ‘{draft_name(mailing)}’.\n"
            f"Er gaat nog niets naar lezers: in {name} druk je zelf op versturen.\n"
            f"Staat de site al online? De foto’s in de mail komen daarvandaan.\n{self.habits}"
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Make one draft and never a second, wherever the line falls away.

        Did an earlier try ask for it, and never hear the answer? Then it is looked for by its name, before it is asked
        for again.
        """
        web = self.web()
        id_ = done.get(DRAFT, "")
        if not id_:
            id_ = self.find(web, draft_name(mailing)) if ASKED in done else ""
            if not id_:
                step(ASKED, "ja")
                id_ = self.make(web, mailing)
            step(DRAFT, id_)
        remarks = None if FILLED in done else self.fill(web, id_, mailing)
        if remarks is not None:
            step(FILLED, "ja")
        ready = f"Het concept staat klaar{self.ready(id_, mailing)}\n{remarks or ''}"
        return Receipt(id_, f"{ready}Stuur het eerst naar jezelf, en druk dan pas op versturen.")
