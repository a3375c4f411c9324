"""A proof goes over a line that nobody can listen in on, and every failure is told in words."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from avksite.delivery.engine import Undelivered
from avksite.delivery.message import recipients, send_proof
from avksite.delivery.smtp import mail_server_of
from avksite.problems import Misread
from tests.delivery.test_eml import MAILING

NOW = datetime(2024, 3, 9, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
USER, PASSWORD = "saskia", "een geheim woord"
TO = ("anna@voorbeeld.nl",)


@dataclass
class Sink:
    """A mail server that keeps what it gets; it refuses one recipient, and may drop the line."""

    drops: bool = False
    got: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: D102, N802  named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address.startswith("niemand@"):
            return "550 5.1.1 Deze postbus bestaat niet"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: D102, N802
        del session
        if self.drops:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "451 weg"
        self.got.append(envelope)
        return "250 OK"


def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:  # noqa: ANN401
    """Let in whoever knows the word; without `handled=False` a client that does not would wait for ever."""
    del server, session, envelope, mechanism
    knows = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=knows, handled=False)


@contextmanager
def serving(sink: Sink, **settings: Any) -> Iterator[int]:  # noqa: ANN401  what aiosmtpd takes
    """Run the mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "eigen.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def environment(port: int, security: str = "", *, password: str = PASSWORD) -> dict[str, str]:
    """Return what a person sets to send a proof."""
    secret = {"AVKSITE_SMTP_USER": USER, "AVKSITE_SMTP_PASSWORD": password} if security else {}
    return {
        "AVKSITE_SMTP_HOST": "127.0.0.1",
        "AVKSITE_SMTP_PORT": str(port),
        "AVKSITE_SMTP_SECURITY": security,
        **secret,
    }


def failure(settings: dict[str, str], to: tuple[str, ...] = TO) -> str:
    """Send a proof that cannot be sent, and return what is said; never the password."""
    with pytest.raises(Undelivered) as caught:
        send_proof(MAILING, to, NOW, settings)
    told = f"{caught.value.message}\n{caught.value.hint}"
    assert PASSWORD not in told
    return told.replace(f"poort {settings.get('AVKSITE_SMTP_PORT')}", "poort 1")


LOCKED = {"authenticator": check, "auth_required": True, "auth_require_tls": True}


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_proof_goes_out_over_a_safe_line(security: str, certificate: ssl.SSLContext) -> None:
    sink = Sink()
    how = {"ssl_context": certificate} if security == "tls" else {"tls_context": certificate, "require_starttls": True}
    # aiosmtpd warns of a password that it asks for itself on a line that was safe from the start.
    locked = {"authenticator": check, "auth_require_tls": False} if security == "tls" else LOCKED
    begin = time.monotonic()
    with serving(sink, **how, **locked) as port:
        told = send_proof(MAILING, TO, NOW, environment(port, security))
    assert time.monotonic() - begin < 2
    assert told == (
        "De proef van ‘Eén idee voor de coöperatie’ is weg, via 127.0.0.1. Kijk ook op je telefoon hoe hij eruitziet."
    )
    (envelope,) = sink.got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("saskia@voorbeeld.nl", ["anna@voorbeeld.nl"])
    content = envelope.content
    assert isinstance(content, bytes)
    message = message_from_bytes(content, policy=policy.default)
    assert message["Subject"] == "[PROEF] Eén idee voor de coöperatie"
    assert message["To"] == "anna@voorbeeld.nl"
    assert message["Date"] == "Sat, 09 Mar 2024 14:30:00 +0100"
    assert re.fullmatch(r"<\w{32}@voorbeeld\.example>", message["Message-ID"])
    body = message.get_body(("html",))
    assert body is not None
    assert body.get_content().strip() == MAILING.html


def test_two_proofs_have_two_ids_so_that_a_mailbox_shows_both() -> None:
    sink = Sink()
    with serving(sink) as port:
        send_proof(MAILING, TO, NOW, environment(port))
        send_proof(MAILING, TO, NOW.replace(minute=31), environment(port))
        send_proof(replace(MAILING, text="Anders.\n"), TO, NOW, environment(port))
    ids = {message_from_bytes(envelope.content, policy=policy.default)["Message-ID"] for envelope in sink.got}  # type: ignore[arg-type]
    assert len(ids) == 3


def test_on_this_machine_an_open_line_will_do() -> None:
    sink = Sink()
    with serving(sink) as port:
        send_proof(MAILING, TO, NOW, environment(port))
    assert len(sink.got) == 1


def test_elsewhere_an_open_line_is_refused_before_anything_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        pytest.fail("a line was opened")

    monkeypatch.setattr(socket, "create_connection", opened)
    settings = {"AVKSITE_SMTP_HOST": "mail.voorbeeld.nl", "AVKSITE_SMTP_SECURITY": "geen"}
    assert failure(settings) == (
        "De lijn naar `mail.voorbeeld.nl` zou niet beveiligd zijn: onderweg kan een ander meelezen. "
        "Er is niets verstuurd.\n"
        "Zet `AVKSITE_SMTP_SECURITY` op `starttls` of `tls`."
    )


def test_a_certificate_of_a_stranger_is_refused(certificate: ssl.SSLContext) -> None:
    sink = Sink()
    with serving(sink, tls_context=certificate, require_starttls=True) as port:
        told = failure(environment(port, "starttls"))
    assert told.startswith("Het certificaat van de mailserver (127.0.0.1, poort 1) klopt niet: ")
    assert "Zet dan `SSL_CERT_FILE` op het bestand waarmee het is gemaakt." in told
    assert sink.got == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_told_and_not_shown(certificate: ssl.SSLContext) -> None:
    sink = Sink()
    with serving(sink, tls_context=certificate, require_starttls=True, **LOCKED) as port:
        told = failure(environment(port, "starttls", password="een ander woord"))  # noqa: S106  of nothing
    assert told == (
        "De mailserver weigert de naam of het wachtwoord. Er is niets verstuurd.\n"
        "Kijk of `AVKSITE_SMTP_USER` en `AVKSITE_SMTP_PASSWORD` kloppen."
    )


def test_a_server_without_a_safe_line_never_hears_the_password() -> None:
    sink = Sink()
    with serving(sink, authenticator=check, auth_require_tls=False) as port:
        told = failure(environment(port, "starttls"))
    assert told == (
        "De mailserver (127.0.0.1, poort 1) biedt geen beveiligde lijn. Er is niets verstuurd.\n"
        "Zet `AVKSITE_SMTP_SECURITY` op `tls`, of vraag wie jullie mail regelt."
    )


def test_a_safe_line_to_a_port_that_has_none_is_told() -> None:
    with serving(Sink()) as port:
        told = failure(environment(port, "tls"))
    assert told == (
        "Met de mailserver (127.0.0.1, poort 1) lukt het niet om een beveiligde lijn te maken.\n"
        "Kijk of `AVKSITE_SMTP_SECURITY` (`starttls` of `tls`) bij de poort hoort."
    )


def test_a_recipient_that_is_refused_is_named_in_the_words_of_the_server() -> None:
    sink = Sink()
    with serving(sink) as port:
        assert failure(environment(port), ("niemand@voorbeeld.nl",)) == (
            "De mailserver weigert de ontvanger. niemand@voorbeeld.nl: 550 5.1.1 Deze postbus bestaat niet.\n"
            "Kijk of het adres klopt. Er is niets verstuurd."
        )
        told = send_proof(MAILING, (*TO, "niemand@voorbeeld.nl"), NOW, environment(port))
    assert told.splitlines()[1:] == ["  Geweigerd: niemand@voorbeeld.nl: 550 5.1.1 Deze postbus bestaat niet"]
    assert [envelope.rcpt_tos for envelope in sink.got] == [["anna@voorbeeld.nl"]]


def test_a_line_that_drops_after_the_message_leaves_a_doubt() -> None:
    with serving(Sink(drops=True)) as port, pytest.raises(Undelivered) as caught:
        send_proof(MAILING, TO, NOW, environment(port))
    assert caught.value.unsure
    assert caught.value.message == "De lijn viel weg terwijl de mail werd verstuurd. Ik weet niet of hij is aangekomen."


def test_a_server_that_hangs_up_at_once_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            line, _ = server.accept()
            line.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        told = failure(environment(server.getsockname()[1]))
        thread.join()
    assert (
        told
        == "De mailserver (127.0.0.1, poort 1) antwoordt niet meer.\nEr is niets verstuurd. Probeer het straks opnieuw."
    )


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avksite.delivery.smtp.WAIT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = failure(environment(server.getsockname()[1]))
    assert told.startswith("De mailserver (127.0.0.1, poort 1) antwoordt niet meer.")


@contextmanager
def saying(*said: bytes, pause: float = 0) -> Iterator[int]:
    """Run a server on a free port that says this, and the last of it again and again until nobody listens."""

    def say() -> None:
        line, _ = server.accept()
        with line, suppress(OSError):
            for part in chain(said, repeat(said[-1])):
                line.sendall(part)
                over.wait(pause)

    over, thread = threading.Event(), threading.Thread(target=say)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


NO_ANSWER = (
    "De mailserver (127.0.0.1, poort 1) antwoordt niet meer.\nEr is niets verstuurd. Probeer het straks opnieuw."
)
READY = (b"220 klaar\r\n", b"250 hallo\r\n", b"250 van\r\n", b"250 naar\r\n", b"354 toe maar\r\n")


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ((b"220 ", b"x"), 0.05),  # a byte in time, for ever
        ((b"220-nog niet klaar\r\n",), 0),  # ever more lines
        ((*READY[:2], b"2"), 0.05),
    ],
)
def test_a_server_that_never_ends_is_not_listened_to_for_ever(
    said: tuple[bytes, ...], pause: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avksite.delivery.smtp.PATIENCE", 1.0)
    begin = time.monotonic()
    with saying(*said, pause=pause) as port:
        assert failure(environment(port)) == NO_ANSWER
    assert time.monotonic() - begin < 5


def test_a_server_that_drips_while_the_line_gets_safe_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avksite.delivery.smtp.PATIENCE", 1.0)
    begin = time.monotonic()
    with saying(b"\x16\x03\x03\x40\x00\x02", b"\x00", pause=0.05) as port:
        told = failure(environment(port, "tls"))
    assert told.startswith("Met de mailserver (127.0.0.1, poort 1) lukt het niet om een beveiligde lijn te maken.")
    assert time.monotonic() - begin < 5


def test_a_server_that_drips_after_the_message_leaves_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avksite.delivery.smtp.PATIENCE", 1.0)
    with saying(*READY, b"2", pause=0.05) as port, pytest.raises(Undelivered) as caught:
        send_proof(MAILING, TO, NOW, environment(port))
    assert caught.value.unsure


def test_no_word_of_a_mail_server_steers_the_terminal() -> None:
    with saying(b"554 Nee\x1b[2J\x1b]0;x\x07 \xe2\x80\xae" + b"x" * 500 + b"\r\n") as port:
        told = failure(environment(port)).splitlines()[0]
    assert told.isprintable()
    assert told.startswith("De mailserver (127.0.0.1, poort 1) zegt nee: 554 Nee[2J]0;x xxxx")
    assert len(told) < 300


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        told = failure(environment(free.getsockname()[1]))
    assert told == (
        "De mailserver (127.0.0.1, poort 1) neemt niet op.\n"
        "Kijk of `AVKSITE_SMTP_HOST` en `AVKSITE_SMTP_PORT` goed zijn, en of je internet hebt."
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "Ik weet niet via welke mailserver ik kan versturen: `AVKSITE_SMTP_HOST` is leeg."),
        (
            {"AVKSITE_SMTP_HOST": "a.nl", "AVKSITE_SMTP_SECURITY": "ssl"},
            "`AVKSITE_SMTP_SECURITY` is `ssl`; dat ken ik niet.",
        ),
        (
            {"AVKSITE_SMTP_HOST": "a.nl", "AVKSITE_SMTP_PORT": "mail"},
            "`AVKSITE_SMTP_PORT` is `mail`; dat is geen poort.",
        ),
        (
            {"AVKSITE_SMTP_HOST": "a.nl", "AVKSITE_SMTP_USER": "saskia"},
            "De naam en het wachtwoord horen bij elkaar, maar `AVKSITE_SMTP_PASSWORD` is leeg.",
        ),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(settings: dict[str, str], message: str) -> None:
    assert failure(settings).splitlines()[0] == message


def test_a_line_elsewhere_is_safe_unless_somebody_says_otherwise_and_never_shows_its_password() -> None:
    line = mail_server_of({"AVKSITE_SMTP_HOST": "a.nl", "AVKSITE_SMTP_USER": USER, "AVKSITE_SMTP_PASSWORD": PASSWORD})
    assert (line.security, line.port) == ("starttls", 587)
    assert PASSWORD not in repr(line)


def test_who_gets_a_proof_may_be_typed_apart_or_with_commas() -> None:
    assert recipients(["a@b.nl, c@d.nl", "a@b.nl"]) == ("a@b.nl", "c@d.nl")


@pytest.mark.parametrize("typed", [[], [" , "], ["anna"], [f"a{number}@b.nl" for number in range(11)], ["é@b.nl"]])
def test_a_proof_to_nobody_or_to_a_crowd_is_refused(typed: list[str]) -> None:
    with pytest.raises(Misread):
        recipients(typed)
