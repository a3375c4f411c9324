"""A service is asked something over https: every wait and every answer is bounded, every failure put in words."""

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
"""Seconds that a question may take with its whole answer."""
MOST_PATIENCE = 10
"""Seconds to wait by ourselves when a service asks for a pause; a person waits out what takes longer."""

Model = TypeVar("Model", bound=BaseModel)

AGAIN = "Probeer het straks opnieuw. Dan gaat het verder waar het stopte."
_NUMBER = regex("[0-9]{1,9}")
_MOST_BYTES = 20_000_000
"""Of an answer: a list of drafts may hold the texts of fifty mails."""
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _BUSY, _BROKEN = 401, 403, 404, 429, 500


def key_of(environment: Environment, name: str) -> str:
    """Return a secret from the environment; "" when it is not there, or cannot be one (RFC 9110 section 5.5)."""
    typed = environment.get(name, "").strip()
    return typed if typed.isascii() and typed.isprintable() and " " not in typed else ""


class _Said(BaseModel):
    """The service's own words: Laposta wraps them in `error`, listmonk does not."""

    message: str = Field(validation_alias=AliasChoices(AliasPath("error", "message"), "message"))


def is_digits(typed: str) -> bool:
    """Return whether this is a number as services count: `²` is a digit to Python, and no number."""
    return _NUMBER.fullmatch(typed) is not None


@dataclass(frozen=True, slots=True)
class _Answer:
    code: int
    headers: Mapping[str, str]
    content: bytes

    def read(self, form: type[Model]) -> Model | None:
        """Return the content in its form; None when it has another one, or none at all."""
        with suppress(ValidationError):
            return form.model_validate_json(self.content)
        return None

    @property
    def pause(self) -> int | None:
        """The seconds to wait (RFC 9110 section 10.2.3); None when they are not said."""
        typed = self.headers.get("Retry-After") or ""
        return int(typed) if is_digits(typed) else None


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

    def get(self, form: type[Model], path: str, **query: str) -> Model:
        """Return the answer to a question in its form; raise Undelivered when there is none, or one of another form."""
        return self._asked(form, "GET", path, params=query)

    def post(self, form: type[Model], path: str, content: Mapping[str, object]) -> Model:
        """Hand something over as JSON, and return the answer as `get` does."""
        return self._asked(form, "POST", path, json=content)

    def post_form(self, form: type[Model], path: str, content: Mapping[str, object]) -> Model:
        """Hand something over as a form, and return the answer as `get` does."""
        return self._asked(form, "POST", path, data=content)

    def in_words(self, text: str) -> str:
        """Return what a service says as one line of words, with nothing secret in it."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return in_words(text)

    def _asked(self, form: type[Model], method: str, path: str, **what: Any) -> Model:  # noqa: ANN401  what httpx takes
        answer = asyncio.run(self._answered(method, path, what))
        pause = answer.pause if isinstance(answer, _Answer) and answer.code == _BUSY else None
        if pause is not None and pause <= MOST_PATIENCE:
            time.sleep(pause)
            answer = asyncio.run(self._answered(method, path, what))
        # Raised here, where no exception of httpx is being handled: those hold the request, and with it the key.
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
        """Return the answer, or what went wrong on the way."""
        # Unpacked, an answer may be a thousand times what came over the line: it is asked for, and read, as it is.
        headers = {
            "User-Agent": "avksite",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            **self.headers,
        }
        content = bytearray()
        try:
            # What goes to this very machine, a key too, is no business of a proxy (`HTTP_PROXY`, `ALL_PROXY`).
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
        """Return what went wrong on the way, or before it."""
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
        """Return what an answer that is no success means, with the service's own words where it has some."""
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
    """Return when a pause of so many seconds is over; None when nothing is said of it."""
    if pause is None:
        return "over een paar minuten"
    return f"over {pause} seconden" if pause <= 60 else f"over {-(-pause // 60)} minuten"  # noqa: PLR2004  a minute


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
