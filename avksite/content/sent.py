"""Which edition of the newsletter was handed over, as the program itself keeps it in `content/verzonden.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from avksite.content.front_matter import read_yaml
from avksite.content.front_matter.scalars import Loc
from avksite.content.schema import Typed, validate
from avksite.content.service import ServiceName
from avksite.content.values import DutchMoment, TextList, Verbatim
from avksite.problems import Problem, Unusable

SENT = "content/verzonden.yaml"

State = Literal["begonnen", "klaar", "onzeker"]
"""Under way or broken off, done, or broken off where nobody can know whether readers got it."""


class Delivery(Typed):
    """One edition and one service: how far it came."""

    edition: Verbatim = Field(alias="nieuwsbrief")
    service: ServiceName = Field(alias="dienst")
    state: State = Field(alias="staat")
    moment: DutchMoment = Field(alias="moment")
    """When it was last tried: the date of the message, where there is one."""
    digest: Verbatim = Field(alias="inhoud")
    """A digest of what a reader got."""
    id: Verbatim | None = Field(None, alias="nummer")
    """By what the service knows it."""
    steps: Mapping[str, Verbatim] = Field(default_factory=dict, alias="stappen")
    items: TextList = Field((), alias="berichten")
    """The texts that the edition brought along, by path."""
    menu: TextList = Field((), alias="menukaart")
    """All that was on the learning menu then, by path: the next edition knows what is new by it."""


class _Book(Typed):
    deliveries: tuple[Delivery, ...] = Field((), alias="verzonden")


@dataclass(frozen=True, slots=True)
class Sent:
    """All deliveries, in the order in which they began, and the line of every key in the file."""

    deliveries: tuple[Delivery, ...] = ()
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def of(self, edition: str, service: str) -> Delivery | None:
        """Return the delivery of an edition to a service."""
        return next((d for d in self.deliveries if (d.edition, d.service) == (edition, service)), None)

    def line_of(self, delivery: Delivery) -> int:
        """Return the line where a delivery begins; 1 when it is not in the file."""
        number = next((number for number, known in enumerate(self.deliveries) if known is delivery), -1)
        return self.lines.get(("verzonden", number), 1)

    def items_of(self, edition: str) -> tuple[str, ...]:
        """Return what an edition brought along when it was first handed over in full; () while it was not."""
        return next((d.items for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())

    def menu_of(self, edition: str) -> tuple[str, ...]:
        """Return what was on the learning menu when an edition was first handed over in full; () while it was not."""
        return next((d.menu for d in self.deliveries if d.edition == edition and d.state != "begonnen"), ())


def read_sent(text: str) -> tuple[Sent, tuple[Problem, ...]]:
    """Read the file; one with a fault in it says nothing, and its problems keep everything from being handed over."""
    if not text.strip():
        return Sent(), ()
    try:
        front, problems = read_yaml(SENT, text)
        return Sent(validate(_Book, front, SENT).deliveries, front.lines), problems
    except Unusable as unusable:
        return Sent(), unusable.problems
