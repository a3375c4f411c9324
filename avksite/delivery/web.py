"""An HTTPS client for services: every wait and answer is bounded, every failure is in plain words."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
from pydantic import AliasChoices, AliasPath, BaseModel, Field, ValidationError

from avksite.content.settings import is_local
from avksite.delivery.engine import Environment, Undelivered, in_words
from avksite.patterns import regex

WAIT = 20.0
"""Timeout of a request with its whole answer, in seconds."""
MOST_PATIENCE = 10
"""Longest `Retry-After` that we wait for, in seconds; for a longer one, a person tries again later."""

Model = TypeVar("Model", bound=BaseModel)

AGAIN = "Probeer het straks opnieuw. Dan gaat het verder waar het stopte."
_NUMBER = regex("[0-9]{1,9}")
_MOST_BYTES = 20_000_000
"""Bytes of an answer: a list of drafts may hold the texts of fifty mails."""
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _BUSY, _BROKEN = 401, 403, 404, 429, 500


def key_of(environment: Environment, name: str) -> str:
    """Return a secret from the environment; "" when it is not there, or cannot be one (RFC 9110 section 5.5)."""
    typed = environment.get(name, "").strip()
    return typed if typed.isascii() and typed.isprintable() and " " not in typed else ""


class _Said(BaseModel):
    """The service's own words: Laposta wraps them in `error`, listmonk does not."""

    message: str = Field(validation_alias=AliasChoices(AliasPath("error", "message"), "message"))


def is_digits(typed: str) -> bool:
    """Return whether this is a number in ASCII digits: to Python, `²` is a digit too."""
    return _NUMBER.fullmatch(typed) is not None


@dataclass(frozen=True, slots=True)
class _Answer:
    code: int
    headers: Mapping[str, str]
    content: bytes

    def read(self, form: type[Model]) -> Model | None:
        """Return the content as a model; None when it is invalid or absent."""
        with suppress(ValidationError):
            return form.model_validate_json(self.content)
        return None

    @property
    def pause(self) -> int | None:
        """The seconds of `Retry-After` (RFC 9110 section 10.2.3); None without it."""
        typed = self.headers.get("Retry-After") or ""
        return int(typed) if is_digits(typed) else None


@dataclass(frozen=True, slots=True)
class Web:
    """A service: its name for people, the address of its API, and the credentials.

    Redirects are not followed, so a key goes to one host only; certificates are verified (`SSL_CERT_FILE` may name an
    authority of one's own). `secrets` are never shown: not in a message, and no exception holds a request.
    """

    name: str
    address: str
    keys: str
    """What to check when the service refuses us: the environment variables, in words."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    user: tuple[str, str] | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    wait: float = WAIT

    def get(self, form: type[Model], path: str, **query: str) -> Model:
        """Return the answer to a GET as a model; raise Undelivered when there is none, or an invalid one."""
        return self._asked(form, "GET", path, params=query)

    def post(self, form: type[Model], path: str, content: Mapping[str, object]) -> Model:
        """POST content as JSON, and return the answer as `get` does."""
        return self._asked(form, "POST", path, json=content)

    def post_form(self, form: type[Model], path: str, content: Mapping[str, object]) -> Model:
        """POST content as a form, and return the answer as `get` does."""
        return self._asked(form, "POST", path, data=content)

    def in_words(self, text: str) -> str:
        """Return the words of a service on one line, without secrets."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return in_words(text)

    def _asked(self, form: type[Model], method: str, path: str, **what: Any) -> Model:  # noqa: ANN401  what httpx takes
        answer = asyncio.run(self._answered(method, path, what))
        pause = answer.pause if isinstance(answer, _Answer) and answer.code == _BUSY else None
        if pause is not None and pause <= MOST_PATIENCE:
            time.sleep(pause)
            answer = asyncio.run(self._answered(method, path, what))
        # Raised here, outside the handling of an httpx exception, which holds the request and with it the key.
        if isinstance(answer, Undelivered):
            raise answer
        if not httpx.codes.is_success(answer.code):
            raise self._refused(answer)
        content = answer.read(form)
        if content is None:
            raise self._strange()
        return content

    def _strange(self) -> Undelivered:
        message = f"{self.name} antwoordt iets wat ik niet begrijp."
        return Undelivered(message, f"Kijk of `{self.address}` het goede adres is. {AGAIN}")

    async def _answered(self, method: str, path: str, what: Mapping[str, Any]) -> _Answer | Undelivered:
        """Return the answer, or the failure of the connection."""
        # A compressed answer may expand a thousand times: it is requested, and read, uncompressed.
        headers = {
            "User-Agent": "avksite",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            **self.headers,
        }
        content = bytearray()
        try:
            # No proxy (`HTTP_PROXY`, `ALL_PROXY`) gets what goes to this machine, which may be a key.
            direct = httpx.AsyncHTTPTransport() if is_local(httpx.URL(self.address).host) else None
            async with (
                asyncio.timeout(self.wait),
                httpx.AsyncClient(
                    headers=headers, auth=self.user, timeout=self.wait, follow_redirects=False, transport=direct
                ) as client,
                client.stream(method, self.address + path, **what) as answer,
            ):
                async for part in answer.aiter_raw():
                    content += part
                    if len(content) > _MOST_BYTES:
                        return self._strange()
                return _Answer(answer.status_code, answer.headers, bytes(content))
        except (OSError, ImportError, ValueError, httpx.RequestError, httpx.InvalidURL) as error:
            return self._failed(error)

    def _failed(self, error: Exception) -> Undelivered:
        """Return the failure of a connection, in words."""
        if isinstance(error, (TimeoutError, httpx.TimeoutException)):
            return Undelivered(f"{self.name} antwoordt niet binnen {self.wait:g} seconden.", AGAIN)
        if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
            message = f"De lijn naar {self.name} is niet veilig: het certificaat klopt niet. Er is niets verstuurd."
            return Undelivered(message, "Kijk of het adres goed is, of vraag wie de server beheert.")
        if isinstance(error, httpx.ConnectError):
            message = f"{self.name} is niet te bereiken."
            return Undelivered(message, f"Kijk of je internet hebt, en of `{self.address}` goed is. {AGAIN}")
        if isinstance(error, httpx.RequestError):
            return Undelivered(f"De lijn met {self.name} viel weg.", AGAIN)
        hint = f"Kijk of `{self.address}` goed is, en `SSL_CERT_FILE` en `HTTPS_PROXY` in je omgeving ook."
        return Undelivered(f"Er komt geen lijn naar {self.name}.", hint)

    def _refused(self, answer: _Answer) -> Undelivered:
        """Return what an unsuccessful answer means, with the service's own words if it has any."""
        code, own = answer.code, answer.read(_Said)
        words = self.in_words(own.message if own else "").rstrip(".")
        said = f": ‘{words}’" if words else ""
        if code in {_UNAUTHORIZED, _FORBIDDEN}:
            hint = f"Kijk of er geen fout zit in {self.keys}, en of je daarmee een campagne mag maken."
            return Undelivered(f"{self.name} laat ons niet binnen{said}.", hint)
        if code == _NOT_FOUND:
            hint = "Kijk in `content/site.yaml` of het adres en de lijst goed zijn."
            return Undelivered(f"{self.name} kent dit niet{said}.", hint)
        if code == _BUSY:
            hint = f"Probeer het {_when(answer.pause)} opnieuw. Dan gaat het verder waar het stopte."
            return Undelivered(f"{self.name} vraagt om even te wachten{said}.", hint)
        if code >= _BROKEN:
            return Undelivered(f"Bij {self.name} ging iets stuk (fout {code}){said}.", AGAIN)
        if httpx.codes.is_redirect(code):
            message = f"{self.name} stuurt ons door naar een ander adres. Daar ga ik met de sleutel niet heen."
            return Undelivered(message, "Zet in `content/site.yaml` het adres waar de dienst echt staat.")
        hint = "Kijk wat er mist of niet klopt. Probeer het daarna opnieuw."
        return Undelivered(f"{self.name} neemt dit niet aan (fout {code}){said}.", hint)


def _when(pause: int | None) -> str:
    """Return when to try again, after a pause in seconds; None when that is unknown."""
    if pause is None:
        return "over een paar minuten"
    return f"over {pause} seconden" if pause <= 60 else f"over {-(-pause // 60)} minuten"  # noqa: PLR2004  a minute


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
