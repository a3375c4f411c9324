"""One message goes out over a line that nobody can listen in on, with every failure put in words."""

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
"""Seconds that the server may be silent."""
PATIENCE = 120.0
"""Seconds that all of it may take, however often the server says something."""
_READY, _DONE = 220, 250
"""What a server answers (RFC 5321 section 4.2.3)."""
_MOST_LINES = 1_000
"""Of all that the server says: a usual conversation has thirty."""

PORTS = {"starttls": 587, "tls": 465, "geen": 25}
"""The usual port for each kind of line: RFC 6409 section 3.1, RFC 8314 section 3.3, RFC 5321 section 4.5.4.2."""

AGAIN = "Er is niets verstuurd. Probeer het straks opnieuw."


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and how: `security` is `starttls`, `tls`, or `geen` on this very machine."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


def line_of(environment: Environment) -> MailServer:
    """Read the line from `AVKSITE_SMTP_HOST`, `_PORT`, `_USER`, `_PASSWORD` and `_SECURITY`; refuse an open one."""
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


def send(line: MailServer, sender: str, recipients: tuple[str, ...], content: bytes) -> tuple[str, ...]:
    """Hand in one message (RFC 5321), and return the recipients that the server refused, each with its own words.

    Raise Undelivered when it went to nobody; it is `unsure` when the line fell away after the whole message was sent.
    """
    with _opened(line) as server:
        if line.user:
            server.login(line.user, line.password)
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
        # Only yes or no counts (RFC 5321 section 4.2.1): who says something else may have taken it.
        if code != _DONE and code not in range(400, 600):
            message = "De lijn viel weg terwijl de mail werd verstuurd. Ik weet niet of hij is aangekomen."
            hint = "Kijk eerst of de mail er is, voordat je hem nog eens verstuurt."
            raise Undelivered(message, hint, unsure=True)
        _accepted(server, code, said, "De mailserver neemt de mail niet aan")
    return tuple(refused)


@contextmanager
def _opened(line: MailServer) -> Iterator[smtplib.SMTP]:
    """Yield the line once it is safe, close it whatever happens, and tell what goes wrong."""
    where = f"{line.host}, poort {line.port}"
    server = _Watched(line.host, is_safe=line.security == "tls")
    try:
        _make_safe(server, line, where)
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
        raise Undelivered(f"De mailserver `{line.host}` is niet te vinden.", hint) from error
    except OSError as error:
        hint = "Kijk of `AVKSITE_SMTP_HOST` en `AVKSITE_SMTP_PORT` goed zijn, en of je internet hebt."
        raise Undelivered(f"De mailserver ({where}) neemt niet op.", hint) from error
    finally:
        server.close()


def _make_safe(server: smtplib.SMTP, line: MailServer, where: str) -> None:
    """Open the line, and say nothing secret over it before it is safe."""
    code, said = server.connect(line.host, line.port)
    if code != _READY:
        raise smtplib.SMTPConnectError(code, said)
    server.ehlo()
    if line.security == "starttls":
        if not server.has_extn("starttls"):
            message = f"De mailserver ({where}) biedt geen beveiligde lijn. Er is niets verstuurd."
            raise Undelivered(message, "Zet `AVKSITE_SMTP_SECURITY` op `tls`, of vraag wie jullie mail regelt.")
        server.starttls(context=ssl.create_default_context())


def _accepted(server: smtplib.SMTP, code: int, said: bytes, otherwise: str) -> None:
    if code != _DONE:
        with suppress(smtplib.SMTPException):  # it may have hung up at once
            server.rset()
        raise Undelivered(f"{otherwise}: {_words(code, said)}.", AGAIN)


def _words(code: int, said: bytes | str) -> str:
    """Return the words of a server on one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return in_words(f"{code} {text}").rstrip(".")


class _Watched(smtplib.SMTP):
    """A line that ends in time: a server that goes on saying something is never silent, and never done."""

    def __init__(self, host: str, *, is_safe: bool) -> None:
        # The name of this machine is nobody's business, and looking it up may take long (RFC 5321 section 4.1.3).
        super().__init__(local_hostname="[127.0.0.1]", timeout=WAIT)
        self._host = host  # which the certificate must name
        self._is_safe = is_safe
        self._over = ExitStack()

    def getreply(self) -> tuple[int, bytes]:
        """Read what the server says, and no more than it could have to say."""
        if self.file is None and self.sock is not None:
            self.file = _Lines(self.sock.makefile("rb"))
        return super().getreply()

    def close(self) -> None:
        """End the line."""
        super().close()
        self._over.close()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        # The class of the library that is safe from its first word builds on this too; it has no stub.
        line: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        # The same line once more, for its own gives way to another as soon as it is safe.
        same = self._over.enter_context(line.dup())
        watch = Timer(PATIENCE, _end, [same])
        watch.daemon = True
        watch.start()
        self._over.callback(watch.cancel)
        return ssl.create_default_context().wrap_socket(line, server_hostname=host) if self._is_safe else line


def _end(line: socket.socket) -> None:
    with suppress(OSError):  # it ended by itself
        line.shutdown(socket.SHUT_RDWR)


class _Lines:
    """What a server says, line by line."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._left = _MOST_LINES

    def readline(self, size: int) -> bytes:
        """Return the next line; "" when it hung up halfway, or said too much."""
        self._left -= 1
        line = self._file.readline(size) if self._left > 0 else b""
        return line if line.endswith(b"\n") or len(line) == size else b""

    def close(self) -> None:
        """End it."""
        self._file.close()
