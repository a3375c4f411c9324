"""One message goes out over a line that nobody can listen in on, with every failure put in words."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avksite.content.settings import is_local
from avksite.delivery.engine import Undelivered

if TYPE_CHECKING:
    from avksite.delivery.engine import Environment

WAIT = 20.0
"""Seconds that any one answer of the server may take."""

PORTS = {"starttls": 587, "tls": 465, "geen": 25}
"""The usual port for each kind of line: RFC 6409 section 3.1, RFC 8314 section 3.3, RFC 5321 section 4.5.4.2."""

AGAIN = "Er is niets verstuurd. Probeer het straks opnieuw."
_SHOWN = 200
"""How much of a server's own words is worth showing."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where mail is handed in, and how: `security` is `starttls`, `tls`, or `geen` on this very machine."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


def line_of(environment: Environment) -> Line:
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
    return Line(host, int(typed), security, user, password)


def send(line: Line, sender: str, recipients: tuple[str, ...], content: bytes) -> tuple[str, ...]:
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
        except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
            message = "De lijn viel weg terwijl de mail werd verstuurd. Ik weet niet of hij is aangekomen."
            hint = "Kijk eerst of de mail er is, voordat je hem nog eens verstuurt."
            raise Undelivered(message, hint, unsure=True) from error
        _accepted(server, code, said, "De mailserver neemt de mail niet aan")
    return tuple(refused)


@contextmanager
def _opened(line: Line) -> Iterator[smtplib.SMTP]:
    """Yield the line once it is safe, close it whatever happens, and tell what goes wrong."""
    where = f"{line.host}, poort {line.port}"
    server: smtplib.SMTP | None = None
    try:
        server = _connected(line, where)
        yield server
        server.quit()
    except ssl.SSLCertVerificationError as error:
        message = f"Het certificaat van de mailserver ({where}) klopt niet: {error.verify_message}."
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
        if server is not None:
            server.close()


def _connected(line: Line, where: str) -> smtplib.SMTP:
    """Return a line that is ready; nothing secret was said over it before it was safe."""
    # The name of this machine is nobody's business, and looking it up may take long (RFC 5321 section 4.1.3).
    me = "[127.0.0.1]"
    if line.security == "tls":
        return smtplib.SMTP_SSL(line.host, line.port, me, timeout=WAIT, context=ssl.create_default_context())
    server = smtplib.SMTP(line.host, line.port, me, timeout=WAIT)
    with ExitStack() as until_ready:
        until_ready.callback(server.close)
        server.ehlo()
        if line.security == "starttls":
            if not server.has_extn("starttls"):
                message = f"De mailserver ({where}) biedt geen beveiligde lijn. Er is niets verstuurd."
                raise Undelivered(message, "Zet `AVKSITE_SMTP_SECURITY` op `tls`, of vraag wie jullie mail regelt.")
            server.starttls(context=ssl.create_default_context())
        until_ready.pop_all()
    return server


def _accepted(server: smtplib.SMTP, code: int, said: bytes, otherwise: str) -> None:
    if code != 250:  # noqa: PLR2004  RFC 5321 section 4.2.3: done
        server.rset()
        raise Undelivered(f"{otherwise}: {_words(code, said)}.", AGAIN)


def _words(code: int, said: bytes | str) -> str:
    """Return the words of a server on one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:_SHOWN].rstrip(".")
