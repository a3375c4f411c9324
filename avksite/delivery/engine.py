"""What every engine of the newsletter promises: how an edition is handed to whoever knows the readers.

Lists, consent, bounces and unsubscribing belong to the service. An engine makes a draft or sends one message; it never
learns who the readers are, at most how many. All words that people see are plain Dutch.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from avksite.delivery.mailing import Mailing
from avksite.frozen import dataclass

Step = Callable[[str, str], None]
"""Writes down in the ledger, at once and on disk, that a part is done: its name and the id it got there.

Call it right after the service answered, and before the next request: `step("campagne", "4711")`. Before an act that
cannot be seen afterwards and must not happen twice, such as one message to the whole list, call it too:
`step("aangeboden", "ja")`. Found in `done`, such a step means that nobody knows, and the engine raises Undelivered with
`unsure`. Name and id are one line of text each, the name in small letters; neither is ever a secret.
"""

Environment = Mapping[str, str]
"""The environment of the command: the only place where secrets are. They are named in English, by engine:
`AVKSITE_LAPOSTA_KEY`, `AVKSITE_SMTP_PASSWORD`. Never put a value of it in a message, an intention or a step."""


NOTHING_SENT = "Er is niets verstuurd."
_SHOWN = 200
"""How much of what a service says is worth showing."""


def in_words(said: str) -> str:
    """Return what another machine says as one line of words, with nothing in it that a terminal obeys."""
    return "".join(filter(str.isprintable, " ".join(said.split())))[:_SHOWN]


class Undelivered(Exception):  # noqa: N818  a fact about the world, for a person to read
    """Handing over failed: what happened (message) and what to do (hint), in plain Dutch, without secrets.

    Raise it only if trying again is safe: nothing went out, or what was made was passed to `step` and is found again.
    When nobody can know whether readers got the mail, since the line fell away after everything was sent, set
    `unsure`: the ledger then refuses to try again until a person has looked. What only somebody at a terminal can do
    about it is `typed`.
    """

    def __init__(self, message: str, hint: str, *, unsure: bool = False, typed: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.unsure = unsure
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of it: the id by which the service knows it, and what is left for a person to do, in Dutch."""

    id: str
    next_steps: str


class Engine(ABC):
    """One service of `site.yaml`. Making an engine reads settings and environment, and touches no network or disk."""

    __slots__ = ()
    marks: ClassVar[tuple[str, ...]] = ()
    """What the service would take for a command of its own, such as `("{{",)`.

    An edition that has one of them anywhere but in `unsubscribe` is refused before the engine is asked anything.
    """

    @property
    def unsubscribe(self) -> str:
        """What to put behind ‘Meld je af’ in HTML and text; "" leaves the edition's own address.

        It is an address (`https:`, `mailto:`) or a merge tag that the service fills in for each reader. A merge tag may
        not hold `"`, `<`, `>` or `&`: it goes into an `href`. The mailing is made with it, so `mailing.html` has it.
        """
        return ""

    def refusals(self) -> tuple[str, ...]:
        """Return in whole sentences why nothing can be handed over: a setting or secret is missing. No network."""
        return ()

    def readers(self) -> int | None:
        """Return how many readers are on the list now; None when only the service knows, or nobody answers."""
        return None

    @abstractmethod
    def intention(self, mailing: Mailing) -> str:
        """Return in a few lines what `deliver` would do: where, which list, and whether readers get it at once."""

    @abstractmethod
    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Hand the edition over; raise Undelivered when that fails.

        `done` holds what `step` wrote down in an earlier try, by name: skip those parts. The ledger already says
        `begonnen` when this is called, and says `klaar` with the receipt's id when it returns. Bound every wait.
        """
