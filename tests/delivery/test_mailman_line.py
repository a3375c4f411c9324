"""One message goes to a Mailman list, and never a second where nobody knows whether the first arrived."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from avksite.content.settings import Service
from avksite.delivery.engine import Undelivered
from avksite.delivery.engines import Mailman
from tests.delivery.test_eml import MAILING
from tests.delivery.test_proof import Sink, serving

LIST = "nieuwsbrief@lijst.voorbeeld.nl"
SERVICE = Service.model_validate({"naam": "onze-lijst", "soort": "mailman", "lijst": LIST})


@dataclass
class Full(Sink):
    """A mail server that has no room, the first time."""

    is_full: bool = True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: D102, N802
        if self.is_full:
            self.is_full = False
            return "452 4.3.1 Geen ruimte"
        return await super().handle_DATA(server, session, envelope)


@dataclass
class Steps:
    """What the ledger was told."""

    done: dict[str, str] = field(default_factory=dict)

    def step(self, name: str, id_: str) -> None:
        """Write it down."""
        self.done[name] = id_


def mailman(port: int) -> Mailman:
    """Return the list behind a mail server on this machine."""
    return Mailman(SERVICE, {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(port)})


def test_the_message_is_the_edition_to_the_list_without_headers_that_mailman_owns() -> None:
    sink, steps = Sink(), Steps()
    with serving(sink) as port:
        receipt = mailman(port).deliver(MAILING, {}, steps.step)
    (envelope,) = sink.got
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("saskia@voorbeeld.nl", [LIST])
    assert (message["To"], message["Message-ID"]) == (LIST, receipt.id)
    assert [name for name in message if name.lower().startswith(("list-", "precedence"))] == []
    assert steps.done == {"aangeboden": "ja"}


def test_the_message_is_dated_when_it_is_handed_over() -> None:
    sink, moment = Sink(), datetime(2024, 3, 12, 14, 30, tzinfo=UTC)
    with serving(sink) as port:
        mailman(port).deliver(replace(MAILING, handed_over=moment), {}, Steps().step)
    (envelope,) = sink.got
    assert isinstance(envelope.content, bytes)
    assert message_from_bytes(envelope.content)["Date"] == "Tue, 12 Mar 2024 14:30:00 +0000"


def test_what_surely_did_not_go_may_be_tried_again() -> None:
    sink, steps = Full(), Steps()
    with serving(sink) as port:
        with pytest.raises(Undelivered) as caught:
            mailman(port).deliver(MAILING, {}, steps.step)
        assert not caught.value.unsure
        assert steps.done == {"aangeboden": "nee"}
        mailman(port).deliver(MAILING, dict(steps.done), steps.step)
    assert len(sink.got) == 1


def test_where_the_line_fell_away_at_the_end_nobody_knows() -> None:
    sink, steps = Sink(drops=True), Steps()
    with serving(sink) as port:
        with pytest.raises(Undelivered) as caught:
            mailman(port).deliver(MAILING, {}, steps.step)
        assert caught.value.unsure
        sink.drops = False
        with pytest.raises(Undelivered, match="misschien al naar de lijst") as again:
            mailman(port).deliver(MAILING, dict(steps.done), steps.step)
        assert again.value.unsure
    assert sink.got == []


def test_readers_leave_by_the_address_of_the_list() -> None:
    assert mailman(25).unsubscribe == "mailto:nieuwsbrief-leave@lijst.voorbeeld.nl"


def test_what_is_missing_is_asked_for() -> None:
    service = Service.model_validate({"naam": "onze-lijst", "soort": "mailman", "lijst": "3"})
    assert Mailman(service, {}).refusals() == (
        (
            "Zet bij de dienst `onze-lijst` achter `lijst` het mailadres van de lijst, zoals "
            "`nieuwsbrief@lijst.voorbeeld.nl`."
        ),
        (
            "Ik weet niet via welke mailserver ik kan versturen: `AVKSITE_SMTP_HOST` is leeg. Zet in je omgeving "
            "`AVKSITE_SMTP_HOST`. Vraag het adres aan wie jullie mail regelt."
        ),
    )
    assert Mailman(service, {}).unsubscribe == ""


def test_the_intention_says_that_it_goes_to_readers_at_once() -> None:
    assert mailman(25).intention(MAILING) == (
        f"Ik stuur één mail van saskia@voorbeeld.nl naar {LIST}, via 127.0.0.1.\n"
        "De lijst stuurt hem METEEN door naar alle lezers. Dat is niet terug te draaien.\n"
        "Stuurde je al een proef? En staat de site online? De foto’s in de mail komen daarvandaan."
    )
