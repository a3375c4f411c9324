"""The interface of the engines, which hand an edition to the service that has the list of readers.

Lists, consent, bounces and unsubscribing belong to the service. An engine makes a draft or sends one message; it
never gets the readers, at most their number. All text for people is plain Dutch.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from avksite.delivery.mailing import Mailing
from avksite.frozen import dataclass

Step = Callable[[str, str], None]
"""Records in the ledger, on disk at once, that a step is done: its name and the id at the service.

Call it directly after the service answered, before the next request: `step("campagne", "4711")`. Also call it before
an act that cannot be verified and must not happen twice, such as one message to the whole list: `step("aangeboden",
"ja")`. When such a step is in `done`, the outcome is unknown, and the engine raises Undelivered with `unsure`. Name
and id are one line of text each, the name in lower case; neither is ever a secret.
"""

Environment = Mapping[str, str]
"""The environment of the command: the only place where secrets are. They are named in English, by engine:
`AVKSITE_LAPOSTA_KEY`, `AVKSITE_SMTP_PASSWORD`. Never put a value of it in a message, an intention or a step."""


NOTHING_SENT = "Er is niets verstuurd."
_SHOWN = 200
"""Characters of an answer of a service that are shown."""


def in_words(said: str) -> str:
    """Return the answer of a server on one line, without control characters."""
    return "".join(filter(str.isprintable, " ".join(said.split())))[:_SHOWN]


class Undelivered(Exception):  # noqa: N818  a fact about the world, for a person to read
    """Handing over failed: what happened (message) and what to do (hint), in plain Dutch, without secrets.

    Raise it only if trying again is safe: nothing went out, or what was made was passed to `step` and is found again.
    Set `unsure` when it is unknown whether readers got the mail, because the connection broke after everything was
    sent: the ledger then refuses to try again until a person has looked. `typed` is a command that may help.
    """

    def __init__(self, message: str, hint: str, *, unsure: bool = False, typed: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.unsure = unsure
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome: the id at the service, and what is left for a person to do, in Dutch."""

    id: str
    next_steps: str


class Engine(ABC):
    """A service of `site.yaml`. Creating an engine reads settings and environment, and uses no network or disk."""

    __slots__ = ()
    marks: ClassVar[tuple[str, ...]] = ()
    """Strings that the service would interpret, such as `("{{",)`.

    An edition that holds one of them, except in `unsubscribe`, is refused before the engine is used.
    """

    @property
    def unsubscribe(self) -> str:
        """The target of ‘Meld je af’ in HTML and text; "" keeps the edition's own address.

        It is an address (`https:`, `mailto:`) or a merge tag that the service fills in for each reader. A merge tag may
        not hold `"`, `<`, `>` or `&`: it goes into an `href`. The mailing is made with it, so `mailing.html` has it.
        """
        return ""

    def refusals(self) -> tuple[str, ...]:
        """Return in full sentences why nothing can be handed over: a missing setting or secret. No network."""
        return ()

    def readers(self) -> int | None:
        """Return how many readers are on the list now; None when that is unknown."""
        return None

    @abstractmethod
    def intention(self, mailing: Mailing) -> str:
        """Return in a few lines what `deliver` would do: where, which list, and whether readers get it at once."""

    @abstractmethod
    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Hand the edition over; raise Undelivered when that fails.

        `done` holds the steps of an earlier attempt, by name: skip those. The ledger already says
        `begonnen` when this is called, and says `klaar` with the receipt's id when it returns. Bound every wait.
        """
