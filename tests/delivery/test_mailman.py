"""One message to a real Mailman reaches every reader as it was sent, and nobody else can write to them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import smtplib
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

import build
from avksite.delivery.engine import Environment
from avksite.delivery.engines import engine_of
from avksite.delivery.handover import handover_of, service_named
from avksite.delivery.mailing import edition_named
from avksite.delivery.message import message_of
from tests.delivery.editions import MARCH
from tests.delivery.test_proof import Sink, serving
from tests.sites import built, lay_out

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not build.can_run_mailman(), reason="Mailman runs on Linux, with a Python before 3.13"),
]

HOST = "lijst.voorbeeld.nl"
LIST = f"nieuwsbrief@{HOST}"
EDITOR = "saskia@voorbeeld.nl"
READERS = tuple(f"lezer{number}@voorbeeld.nl" for number in range(1, 51))
NOW = datetime(2024, 3, 11, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
PATIENCE = 120.0
"""Seconds for Mailman to start, and again to send: on a busy machine each of its parts needs some to wake up."""

SITE = f"""\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: {EDITOR}
  diensten:
    - naam: onze-lijst
      soort: mailman
      lijst: {LIST}
"""

SETTINGS = """\
[mailman]
site_owner: eigenaar@{host}
layout: here
default_language: nl
[paths.here]
var_dir: {var}
bin_dir: {bin}
[database]
url: sqlite:///{var}/mailman.db
[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
smtp_host: 127.0.0.1
smtp_port: {smtp}
[webservice]
hostname: 127.0.0.1
port: {rest}
workers: 1
admin_user: beheer
admin_pass: beheer
"""
# Each of these is a program of its own that takes seconds to start, and none takes part in sending an edition.
NOT_NEEDED = ("archive", "bounces", "command", "digest", "retry", "task", "virgin")
SETTINGS += "".join(f"[runner.{name}]\nstart: no\n" for name in NOT_NEEDED)

ANNOUNCE = {
    "subject_prefix": "",
    "max_message_size": 0,
    "default_member_action": "discard",
    "default_nonmember_action": "discard",
    "digests_enabled": False,
    "archive_policy": "never",
    "unsubscription_policy": "open",
    "preferred_language": "nl",
    "send_welcome_message": False,
}


@dataclass
class MailServer(Sink):
    """What stands before a Mailman: mail for the list goes in to it, and what it sends out is kept."""

    lmtp: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: D102, N802
        if all(to.endswith(f"@{HOST}") for to in envelope.rcpt_tos):
            return await asyncio.to_thread(self._hand_in, envelope)
        return await super().handle_DATA(server, session, envelope)

    def _hand_in(self, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        with smtplib.LMTP("127.0.0.1", self.lmtp, "localhost") as line:
            line.sendmail(envelope.mail_from or "", envelope.rcpt_tos, envelope.content)
        return "250 OK"

    @property
    def recipients(self) -> Counter[str]:
        """How often each address got something."""
        return Counter(to for envelope in self.got for to in envelope.rcpt_tos)


@dataclass
class Running:
    """A Mailman with one announce list, and the mail server before it."""

    port: int
    mail_server: MailServer
    log: Path

    @property
    def environment(self) -> Environment:
        """How the program reaches the mail server."""
        return {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(self.port)}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait, within bounds, until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.fixture(scope="module")
def mailman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not build.is_ready(build.MAILMAN, build.MAILMAN_LOCK):
        pytest.fail("Type `python3 build.py test` once: it installs Mailman, and that is not there.")
    folder = tmp_path_factory.mktemp("mailman")
    (folder / "leeg.txt").touch()
    server = MailServer(lmtp=free_port())
    with serving(server) as port, started(folder, server.lmtp, port) as rest:
        set_up_list(rest, folder / "leeg.txt")
        yield Running(port, server, folder / "var" / "logs" / "mailman.log")


@contextlib.contextmanager
def started(folder: Path, lmtp: int, smtp: int) -> Iterator[httpx.Client]:
    """Run Mailman, and yield the way to its settings once it answers; end it whatever happens."""
    programs, rest = build.python_of(build.MAILMAN).parent, free_port()
    settings = folder / "mailman.cfg"
    settings.write_text(
        SETTINGS.format(host=HOST, var=folder / "var", bin=programs, lmtp=lmtp, smtp=smtp, rest=rest), encoding="utf-8"
    )
    # Its parts keep a pipe open, so what they say goes to a file; in a session of their own, all of them can be ended.
    with (folder / "mailman.log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "master", "-C", settings],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{rest}/3.1/", auth=("beheer", "beheer"), timeout=PATIENCE, trust_env=False
        ) as client:

            def answers() -> bool:
                assert process.poll() is None, (folder / "mailman.log").read_text(encoding="utf-8")
                with contextlib.suppress(httpx.TransportError):
                    return client.get("system/versions").is_success and is_open(lmtp)
                return False

            until(answers, "Mailman does not start")
            yield client
    finally:
        # All its parts at once: what they hold is in a folder for this test alone.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def is_open(port: int) -> bool:
    """Say whether something listens."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def set_up_list(rest: httpx.Client, footer: Path) -> None:
    """Make the announce list as the manual says, with its readers and one editor who may write."""

    def ask(method: str, path: str, **what: object) -> httpx.Response:
        answer = rest.request(method, path, data=what)
        assert answer.is_success, answer.text
        return answer

    ask("POST", "domains", mail_host=HOST)
    ask("POST", "lists", fqdn_listname=LIST, style_name="legacy-announce")
    ask("PATCH", f"lists/{LIST}/config", **ANNOUNCE)
    ask("PATCH", f"lists/{LIST}/uris", **{"list:member:regular:footer": footer.as_uri()})
    list_id = LIST.replace("@", ".")
    sure = {"pre_verified": True, "pre_confirmed": True, "pre_approved": True}
    for reader in (*READERS, EDITOR):
        ask("POST", "members", list_id=list_id, subscriber=reader, **sure)
    member = rest.get(f"lists/{LIST}/member/{EDITOR}").json()["member_id"]
    ask("PATCH", f"members/{member}", moderation_action="accept")


def post(mailman: Running, sender: str) -> None:
    """Write to the list as somebody who is no editor."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"], message["From"], message["To"] = "Koop nu", sender, LIST
    message["Message-ID"] = f"<spam.{sender}>"
    message.set_content("Goedkope pillen")
    with smtplib.SMTP("127.0.0.1", mailman.port, "localhost") as line:
        line.send_message(message, sender, [LIST])


def forms(message: Message) -> list[str]:
    """Return the text and the HTML of a message, as a mail program shows them."""
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    return [part.replace(b"\r\n", b"\n").decode() for part in parts if isinstance(part, bytes)]


def test_an_edition_reaches_every_reader_intact_and_strangers_reach_nobody(mailman: Running, tmp_path: Path) -> None:
    root = lay_out(tmp_path, SITE + MARCH)
    site = built(root, "11 maart 2024").site
    service = service_named(site, "onze-lijst")
    engine = engine_of(service, mailman.environment, root / "verzending")
    handover = handover_of(site, edition_named(site, "maart"), service, engine)
    mailing = handover.mailing
    assert [*handover.refusals()] == []
    assert "METEEN" in handover.intention()

    # Mailman takes mail in the order in which it comes: once the edition is there, these two were dealt with.
    post(mailman, "vreemde@elders.example")
    post(mailman, READERS[0])
    receipt = handover.carry_out(NOW)
    assert receipt.id == "<nieuwsbrieven.maart@voorbeeld.example>"

    everyone = (*READERS, EDITOR)
    until(lambda: mailman.mail_server.recipients.total() >= len(everyone), "the edition does not arrive")
    assert mailman.mail_server.recipients == Counter(everyone)
    log = mailman.log.read_text(encoding="utf-8")
    assert "DISCARD: <spam.vreemde@elders.example>; ['The message is not from a list member']" in log
    assert "DISCARD: <spam.lezer1@voorbeeld.nl>; ['The message comes from a moderated member']" in log

    sent = forms(message_of(mailing))
    for envelope in mailman.mail_server.got:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert message["Subject"] == "Eén idee, wij gaan open"
        assert message["Message-ID"] == receipt.id
        assert message["List-Id"] == "<nieuwsbrief.lijst.voorbeeld.nl>"
        assert f"mailto:nieuwsbrief-leave@{HOST}" in message["List-Unsubscribe"]
        assert "List-Unsubscribe-Post" not in message
        assert message.get_content_type() == "multipart/alternative"
        assert forms(message) == sent
    assert [form.strip() for form in sent] == [mailing.text.strip(), mailing.html.strip()]
    assert f'href="mailto:nieuwsbrief-leave@{HOST}"' in mailing.html
    assert f"nieuwsbrief-leave@{HOST}" in mailing.text
