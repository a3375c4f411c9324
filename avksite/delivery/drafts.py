"""One draft is made at a service, and never a second, wherever the line falls away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avksite.delivery.engine import Step
    from avksite.delivery.mailing import Mailing

ASKED, DRAFT = "gevraagd", "campagne"
"""The steps in the ledger: we began to ask for a draft, and this is its id."""

_DIGITS = 8
"""How much of a digest tells two states of an edition apart."""


def draft_name(mailing: Mailing) -> str:
    """Return what a draft is called at the service: no other edition, or other state of this one, has that name."""
    return f"{mailing.title} ({mailing.edition}, {mailing.digest[:_DIGITS]})"


def one_draft(done: Mapping[str, str], step: Step, find: Callable[[], str], make: Callable[[], str]) -> str:
    """Return the id of the one draft.

    `make` asks the service for it. Did an earlier try ask, and never hear the answer? Then `find` looks whether it is
    there by its name ("" when it is not), before it is asked for again.
    """
    if DRAFT in done:
        return done[DRAFT]
    id_ = find() if ASKED in done else ""
    if not id_:
        step(ASKED, "ja")
        id_ = make()
    step(DRAFT, id_)
    return id_
