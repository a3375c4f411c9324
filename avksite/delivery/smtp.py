"""Sends one message over an encrypted connection, with every failure in plain words."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader
from threading import Timer

from avksite.content.settings import is_local
from avksite.delivery.engine import Environment, Undelivered, in_words

WAIT = 20.0
"""Timeout of one answer of the server, in seconds."""
PATIENCE = 120.0
"""Timeout of the whole conversation, in seconds."""
_READY, _DONE = 220, 250
"""Reply codes (RFC 5321 section 4.2.3)."""
_MOST_LINES = 1_000
"""Lines of the server in one conversation: usually thirty."""

PORTS = {"starttls": 587, "tls": 465, "geen": 25}
"""The default port by type of security: RFC 6409 section 3.1, RFC 8314 section 3.3, RFC 5321 section 4.5.4.2."""

AGAIN = "Er is niets verstuurd. Probeer het straks opnieuw."


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server for submission; `security` is `starttls`, `tls`, or `geen` for this machine only."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server_of(environment: Environment) -> MailServer:
    """Read `AVKSITE_SMTP_HOST`, `_PORT`, `_USER`, `_PASSWORD` and `_SECURITY`; refuse one without encryption."""
    host = environment.get("AVKSITE_SMTP_HOST", "").strip()
    if not host:
        message = "Ik weet niet via welke mailserver ik kan versturen: `AVKSITE_SMTP_HOST` is leeg."
        raise Undelivered(
            message, "Zet in je omgeving `AVKSITE_SMTP_HOST`. Vraag het adres aan wie jullie mail regelt."
        )
    usual = "geen" if is_local(host) else "starttls"
    security = environment.get("AVKSITE_SMTP_SECURITY", "").strip().lower() or usual
    if security not in PORTS:
        message = f"`AVKSITE_SMTP_SECURITY` is `{security}`; dat ken ik niet."
        raise Undelivered(message, "Kies `starttls` of `tls`.")
    if security == "geen" and not is_local(host):
        message = (
            f"De lijn naar `{host}` zou niet beveiligd zijn: onderweg kan een ander meelezen. Er is niets verstuurd."
        )
        raise Undelivered(message, "Zet `AVKSITE_SMTP_SECURITY` op `starttls` of `tls`.")
    typed = environment.get("AVKSITE_SMTP_PORT", "").strip() or str(PORTS[security])
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) <= 65535):  # noqa: PLR2004  ports are 16 bits
        message = f"`AVKSITE_SMTP_PORT` is `{typed}`; dat is geen poort."
        raise Undelivered(message, "Typ een getal, zoals `587`.")
    user, password = environment.get("AVKSITE_SMTP_USER", ""), environment.get("AVKSITE_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        absent = "AVKSITE_SMTP_PASSWORD" if user else "AVKSITE_SMTP_USER"
        message = f"De naam en het wachtwoord horen bij elkaar, maar `{absent}` is leeg."
        raise Undelivered(message, f"Zet ook `{absent}`, of laat ze allebei weg.")
    return MailServer(host, int(typed), security, user, password)


def send(mail_server: MailServer, sender: str, recipients: tuple[str, ...], content: bytes) -> tuple[str, ...]:
    """Submit one message (RFC 5321), and return the recipients that the server refused, each with its reason.

    Raise Undelivered when it reached nobody; it is `unsure` when the connection broke after the whole message was sent.
    """
    with _opened(mail_server) as server:
        if mail_server.user:
            server.login(mail_server.user, mail_server.password)
        _accepted(server, *server.mail(sender), f"De mailserver neemt geen mail aan van `{sender}`")
        refused = [f"{to}: {_words(*answer)}" for to in recipients if (answer := server.rcpt(to))[0] not in {250, 251}]
        if len(refused) == len(recipients):
            server.rset()
            message = f"De mailserver weigert de ontvanger. {'; '.join(refused)}."
            raise Undelivered(message, "Kijk of het adres klopt. Er is niets verstuurd.")
        try:
            code, said = server.data(content)
        except (smtplib.SMTPServerDisconnected, TimeoutError):
            code, said = 0, b""
        # Only success or failure counts (RFC 5321 section 4.2.1): after another reply the message may be accepted.
        if code != _DONE and code not in range(400, 600):
            message = "De lijn viel weg terwijl de mail werd verstuurd. Ik weet niet of hij is aangekomen."
            hint = "Kijk eerst of de mail er is, voordat je hem nog eens verstuurt."
            raise Undelivered(message, hint, unsure=True)
        _accepted(server, code, said, "De mailserver neemt de mail niet aan")
    return tuple(refused)


@contextmanager
def _opened(mail_server: MailServer) -> Iterator[smtplib.SMTP]:
    """Yield a secure connection, close it in the end, and raise Undelivered for what goes wrong."""
    where = f"{mail_server.host}, poort {mail_server.port}"
    server = _Watched(mail_server.host, is_safe=mail_server.security == "tls")
    try:
        _make_safe(server, mail_server, where)
        yield server
        server.quit()
    except ssl.SSLCertVerificationError as error:
        message = f"Het certificaat van de mailserver ({where}) klopt niet: {in_words(error.verify_message)}."
        hint = (
            "Ik kan niet zien of dit de goede server is. Er is niets verstuurd. Kijk of `AVKSITE_SMTP_HOST` goed is. "
            "Heeft jullie server een eigen certificaat? Zet dan `SSL_CERT_FILE` op het bestand waarmee het is gemaakt."
        )
        raise Undelivered(message, hint) from error
    except ssl.SSLError as error:
        message = f"Met de mailserver ({where}) lukt het niet om een beveiligde lijn te maken."
        hint = "Kijk of `AVKSITE_SMTP_SECURITY` (`starttls` of `tls`) bij de poort hoort."
        raise Undelivered(message, hint) from error
    except smtplib.SMTPAuthenticationError as error:
        message = "De mailserver weigert de naam of het wachtwoord. Er is niets verstuurd."
        raise Undelivered(message, "Kijk of `AVKSITE_SMTP_USER` en `AVKSITE_SMTP_PASSWORD` kloppen.") from error
    except smtplib.SMTPNotSupportedError as error:
        message = f"Bij de mailserver ({where}) kan ik niet inloggen: dat biedt hij niet aan. Er is niets verstuurd."
        hint = "Laat `AVKSITE_SMTP_USER` en `AVKSITE_SMTP_PASSWORD` weg, of kies een andere server."
        raise Undelivered(message, hint) from error
    except smtplib.SMTPResponseException as error:
        message = f"De mailserver ({where}) zegt nee: {_words(error.smtp_code, error.smtp_error)}."
        raise Undelivered(message, AGAIN) from error
    except (TimeoutError, smtplib.SMTPServerDisconnected) as error:
        raise Undelivered(f"De mailserver ({where}) antwoordt niet meer.", AGAIN) from error
    except socket.gaierror as error:
        hint = "Kijk of `AVKSITE_SMTP_HOST` goed is, en of je internet hebt."
        raise Undelivered(f"De mailserver `{mail_server.host}` is niet te vinden.", hint) from error
    except OSError as error:
        hint = "Kijk of `AVKSITE_SMTP_HOST` en `AVKSITE_SMTP_PORT` goed zijn, en of je internet hebt."
        raise Undelivered(f"De mailserver ({where}) neemt niet op.", hint) from error
    finally:
        server.close()


def _make_safe(server: smtplib.SMTP, mail_server: MailServer, where: str) -> None:
    """Start TLS before any secret is sent."""
    code, said = server.connect(mail_server.host, mail_server.port)
    if code != _READY:
        raise smtplib.SMTPConnectError(code, said)
    server.ehlo()
    if mail_server.security == "starttls":
        if not server.has_extn("starttls"):
            message = f"De mailserver ({where}) biedt geen beveiligde lijn. Er is niets verstuurd."
            raise Undelivered(message, "Zet `AVKSITE_SMTP_SECURITY` op `tls`, of vraag wie jullie mail regelt.")
        server.starttls(context=ssl.create_default_context())


def _accepted(server: smtplib.SMTP, code: int, said: bytes, failure: str) -> None:
    if code != _DONE:
        with suppress(smtplib.SMTPException):  # it may have hung up at once
            server.rset()
        raise Undelivered(f"{failure}: {_words(code, said)}.", AGAIN)


def _words(code: int, said: bytes | str) -> str:
    """Return the reply of a server on one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return in_words(f"{code} {text}").rstrip(".")


class _Watched(smtplib.SMTP):
    """A connection with a deadline: a server that keeps sending a little never meets the timeout of one answer."""

    def __init__(self, host: str, *, is_safe: bool) -> None:
        # Not the name of this machine: it is private, and its lookup may be slow (RFC 5321 section 4.1.3).
        super().__init__(local_hostname="[127.0.0.1]", timeout=WAIT)
        self._host = host  # the certificate must name it
        self._is_safe = is_safe
        self._over = ExitStack()

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply of bounded length."""
        if self.file is None and self.sock is not None:
            self.file = _Lines(self.sock.makefile("rb"))
        return super().getreply()

    def close(self) -> None:
        """Close the connection."""
        super().close()
        self._over.close()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        # The library's SMTP_SSL uses this method too; it has no stub.
        connection: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        # A duplicate of the socket, because STARTTLS replaces the original.
        same = self._over.enter_context(connection.dup())
        watch = Timer(PATIENCE, _end, [same])
        watch.daemon = True
        watch.start()
        self._over.callback(watch.cancel)
        return (
            ssl.create_default_context().wrap_socket(connection, server_hostname=host) if self._is_safe else connection
        )


def _end(connection: socket.socket) -> None:
    with suppress(OSError):  # already closed
        connection.shutdown(socket.SHUT_RDWR)


class _Lines:
    """The output of a server, line by line."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._left = _MOST_LINES

    def readline(self, size: int) -> bytes:
        """Return the next line; b"" when it hung up halfway, or sent too much."""
        self._left -= 1
        line = self._file.readline(size) if self._left > 0 else b""
        return line if line.endswith(b"\n") or len(line) == size else b""

    def close(self) -> None:
        """Close it."""
        self._file.close()
