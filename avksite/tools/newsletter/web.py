"""A service is asked something over https, with bounded waits and every failure told in words."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from avksite.tools.newsletter.engine import Undelivered

if TYPE_CHECKING:
    from avksite.tools.newsletter.engine import Environment

WAIT = 20.0
"""Seconds that a connection, and each answer, may take."""
MOST_PATIENCE = 10
"""Seconds to wait by ourselves when a service asks for a pause; a person waits out what takes longer."""

AGAIN = "Probeer het straks opnieuw. Dan gaat het verder waar het stopte."
_SHOWN = 200
"""How much of a service's own words is worth showing."""
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _BUSY, _BROKEN = 401, 403, 404, 429, 500


def key_of(environment: Environment, name: str) -> str:
    """Return a secret from the environment; "" when it is not there, or cannot be one (RFC 9110 section 5.5)."""
    typed = environment.get(name, "").strip()
    return typed if typed.isascii() and typed.isprintable() and " " not in typed else ""


@dataclass(frozen=True, slots=True)
class Web:
    """A service: its name for people, the address of its API, and how it knows us.

    Redirects are not followed, so a key goes to one host only; certificates are checked (`SSL_CERT_FILE` may name the
    authority of one's own). What is in `secrets` is shown nowhere: not in a message, and no exception holds a request.
    """

    name: str
    address: str
    keys: str
    """What to look at when the service does not know us: the variables of the environment, in words."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    user: tuple[str, str] | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    wait: float = WAIT

    def get(self, path: str, **query: str) -> object:
        """Return the answer to a question; raise Undelivered when there is none."""
        return self._asked("GET", path, params=query)

    def post(self, path: str, content: Mapping[str, object]) -> object:
        """Hand something over as JSON, and return the answer; raise Undelivered when that fails."""
        return self._asked("POST", path, json=content)

    def post_form(self, path: str, content: Mapping[str, object]) -> object:
        """Hand something over as a form, and return the answer; raise Undelivered when that fails."""
        return self._asked("POST", path, data=content)

    def within(self, answer: object, *keys: str) -> Any:  # noqa: ANN401  whatever JSON the service answers
        """Return what stands in an answer; raise Undelivered when it is no answer of this service."""
        for key in keys:
            if not isinstance(answer, dict) or key not in answer:
                raise self._strange()
            answer = answer[key]
        return answer

    def _asked(self, method: str, path: str, **what: Any) -> object:  # noqa: ANN401  what httpx takes
        answer = self._answered(method, path, what)
        if isinstance(answer, httpx.Response) and answer.status_code == _BUSY:
            pause = _pause(answer)
            if pause is not None and pause <= MOST_PATIENCE:
                time.sleep(pause)
                answer = self._answered(method, path, what)
        # Raised here, where no exception of httpx is being handled: those hold the request, and with it the key.
        if isinstance(answer, Undelivered):
            raise answer
        if not answer.is_success:
            raise self._refused(answer)
        content = _json(answer)
        if content is None:
            raise self._strange()
        return content

    def _strange(self) -> Undelivered:
        message = f"{self.name} antwoordt iets wat ik niet begrijp."
        return Undelivered(message, f"Kijk of `{self.address}` het goede adres is. {AGAIN}")

    def _answered(self, method: str, path: str, what: Mapping[str, Any]) -> httpx.Response | Undelivered:
        """Return the answer, or what went wrong on the way."""
        headers = {"User-Agent": "avksite", "Accept": "application/json", **self.headers}
        try:
            with httpx.Client(
                headers=headers, auth=self.user, timeout=self.wait, follow_redirects=False, verify=True
            ) as client:
                return client.request(method, self.address + path, **what)
        except httpx.TimeoutException:
            return Undelivered(f"{self.name} antwoordt niet binnen {self.wait:g} seconden.", AGAIN)
        except httpx.TransportError as error:
            if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
                message = f"De lijn naar {self.name} is niet veilig: het certificaat klopt niet. Er is niets verstuurd."
                return Undelivered(message, "Kijk of het adres goed is, of vraag wie de server beheert.")
            if isinstance(error, httpx.ConnectError):
                message = f"{self.name} is niet te bereiken."
                return Undelivered(message, f"Kijk of je internet hebt, en of `{self.address}` goed is. {AGAIN}")
            return Undelivered(f"De lijn met {self.name} viel weg.", AGAIN)

    def _refused(self, answer: httpx.Response) -> Undelivered:
        """Return what an answer that is no success means, with the service's own words where it has some."""
        said = self._words(answer)
        code = answer.status_code
        if code in {_UNAUTHORIZED, _FORBIDDEN}:
            message = f"{self.name} laat ons niet binnen{said}."
            return Undelivered(
                message, f"Kijk of er geen fout zit in {self.keys}, en of je daarmee een campagne mag maken."
            )
        if code == _NOT_FOUND:
            hint = "Kijk in `content/site.yaml` of het adres en de lijst goed zijn."
            return Undelivered(f"{self.name} kent dit niet{said}.", hint)
        if code == _BUSY:
            pause = _pause(answer)
            when = "over een paar minuten" if pause is None else _in_words(pause)
            message = f"{self.name} vraagt om even te wachten{said}."
            return Undelivered(message, f"Probeer het {when} opnieuw. Dan gaat het verder waar het stopte.")
        if code >= _BROKEN:
            return Undelivered(f"Bij {self.name} ging iets stuk (fout {code}){said}.", AGAIN)
        if answer.is_redirect:
            message = f"{self.name} stuurt ons door naar een ander adres. Daar ga ik met de sleutel niet heen."
            return Undelivered(message, "Zet in `content/site.yaml` het adres waar de dienst echt staat.")
        hint = "Kijk wat er mist of niet klopt. Probeer het daarna opnieuw."
        return Undelivered(f"{self.name} neemt dit niet aan (fout {code}){said}.", hint)

    def _words(self, answer: httpx.Response) -> str:
        """Return `: ‘…’` with what the service said itself, without anything secret; "" when it said nothing."""
        content = _json(answer)
        found = content if isinstance(content, dict) else {}
        # Laposta wraps it in `error`; listmonk and Brevo do not.
        found = found["error"] if isinstance(found.get("error"), dict) else found
        told = " ".join(str(found.get("message") or "").split())
        for secret in self.secrets:
            told = told.replace(secret, "…")
        return f": ‘{told[:_SHOWN].rstrip('.')}’" if told else ""


def _json(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None


def _pause(answer: httpx.Response) -> int | None:
    """Return the seconds to wait (RFC 9110 section 10.2.3); None when they are not said. Brevo has its own header."""
    typed = answer.headers.get("Retry-After") or answer.headers.get("x-sib-ratelimit-reset") or ""
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _in_words(seconds: int) -> str:
    """Return when that is."""
    if seconds <= 60:  # noqa: PLR2004  a minute
        return f"over {seconds} seconden"
    return f"over {-(-seconds // 60)} minuten"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
