"""A service that the newsletter can be handed to, as `content/site.yaml` names it under `nieuwsbrief: diensten:`."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from avksite.reading.misread import Misread, tidy
from avksite.reading.schema import Typed
from avksite.reading.values import MailAddress, Read, Words

Engine = Literal["map", "mailman", "listmonk", "laposta", "brevo"]

FOLDER = "map"
"""The service that every site has: the edition as files, for whoever sends it by hand."""
ALIASES = {"folder": FOLDER}

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts on this very machine: no line is tapped on the way to them."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_local(host: str) -> bool:
    """Say whether a host is this very machine."""
    return host.lower().strip("[]") in LOCAL_HOSTS


def parse_name(typed: str) -> str:
    """Read the name of a service; `folder` is `map`."""
    name = tidy(typed).lower()
    if not _NAME.fullmatch(name):
        message = f"`{typed}` kan geen naam van een dienst zijn."
        raise Misread(message, "Gebruik kleine letters, cijfers en streepjes, zoals `onze-lijst`.")
    return ALIASES.get(name, name)


def parse_server(typed: str) -> str:
    """Read the address of a server, without a slash at its end; outside this machine it must be https."""
    text = tidy(typed)
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"https", "http"} or not host or " " in text or parts.query or parts.fragment:
        message = f"`{typed}` lees ik niet als het adres van een server."
        raise Misread(message, "Typ het hele adres, zoals `https://lijst.voorbeeld.nl`.")
    if "@" in parts.netloc:
        message = "In dit adres staat een naam of een wachtwoord."
        raise Misread(
            message, "Haal alles tussen `//` en `@` weg, ook de `@`. Wat geheim is, hoort niet in een bestand."
        )
    if parts.scheme == "http" and not is_local(host):
        message = f"`{typed}` is niet beveiligd: een ander kan meelezen."
        raise Misread(message, f"Typ `https://{text.removeprefix('http://')}`.")
    return text.rstrip("/")


ServiceName = Annotated[str, Read(parse_name, str, "De naam van een dienst.", ("onze-lijst",))]
ServerAddress = Annotated[str, Read(parse_server, str, "Het adres van een server.", ("https://lijst.voorbeeld.nl",))]


class Service(Typed):
    """One service. What is secret (a key, a password) never stands here: an engine reads it from the environment."""

    name: ServiceName = Field(alias="naam")
    engine: Engine = Field(alias="soort")
    address: ServerAddress | None = Field(None, alias="adres")
    """Where its API is, for a service that runs on a server of one's own; the others have a fixed address."""
    list: Words | None = Field(None, alias="lijst")
    """The list of readers there: its number, its code or its mail address."""
    sender: MailAddress | None = Field(None, alias="afzender")
    """The mail address that readers see as the sender."""
