"""A service that the newsletter can be handed to, as `content/site.yaml` names it under `nieuwsbrief: diensten:`."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from avksite.content.keys import Typed, optional, required
from avksite.content.names import is_word
from avksite.content.values import MailAddress, Read, Verbatim, WebAddress
from avksite.dutch.words import tidy
from avksite.problems import Misread

EngineName = Literal["map", "mailman", "listmonk", "laposta"]

FOLDER = "map"
"""The service that every site has: the edition as files, for whoever sends it by hand."""
ALIASES = {"folder": FOLDER}

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts on this very machine: no line is tapped on the way to them."""

_CODE = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def is_local(host: str) -> bool:
    """Say whether a host is this very machine."""
    return host.lower().strip("[]") in LOCAL_HOSTS


def parse_name(typed: str) -> str:
    """Read the name of a service; `folder` is `map`."""
    name = tidy(typed).lower()
    if not is_word(name):
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
        safe = f"https://{text.removeprefix('http://')}"
        raise Misread(message, f"Typ `{safe}`.", safe)
    return text.rstrip("/")


def parse_list_code(typed: str) -> str:
    """Read the code of a list in a public form (RFC 9562)."""
    text = tidy(typed).lower()
    if not _CODE.fullmatch(text):
        message = f"`{typed}` is geen code van een lijst."
        raise Misread(message, "In listmonk staat hij onder Lijsten, Formulieren: de lange code achter `value`.")
    return text


ServiceName = Annotated[str, Read(str, "de naam van een dienst", ("onze-lijst",), parse=parse_name)]
ServerAddress = Annotated[
    str, Read(str, "het adres van een server", ("https://lijst.voorbeeld.nl",), parse=parse_server)
]

ListCode = Annotated[
    str, Read(str, "de code van een lijst", ("eb420c55-4cfb-4972-92ba-c93c34ba475d",), parse=parse_list_code)
]


class Service(Typed):
    """One service. What is secret (a key, a password) is never here: an engine reads it from the environment."""

    name: ServiceName = required("naam", "Een kort woord voor de dienst; dat typ je achter `--via`.", "onze-lijst")
    engine: EngineName = required("soort", "Welk programma de dienst gebruikt.")
    address: ServerAddress | None = optional("adres", "Waar de dienst staat, als het een eigen server is.")
    """Where its API is, for a service that runs on a server of one's own; the others have a fixed address."""
    list: Verbatim | None = optional(
        "lijst", "Het nummer, de code of het mailadres van de lijst met lezers.", "nieuwsbrief@lijst.voorbeeld.nl"
    )
    """The list of readers there: its number, its code or its mail address."""
    form: ListCode | None = optional(
        "formulier",
        "De code van de lijst in het formulier van listmonk; dan komt dat formulier op onze eigen pagina.",
        "eb420c55-4cfb-4972-92ba-c93c34ba475d",
    )
    """What the list is called in the public form to sign up with; listmonk writes it behind `l`."""
    join: WebAddress | None = optional(
        "aanmelden", "De pagina van de dienst waar een lezer zich aanmeldt.", "https://lijst.voorbeeld.nl/aanmelden"
    )
    """The page of the service where readers sign up."""
    sender: MailAddress | None = optional(
        "afzender", "Het mailadres dat lezers als afzender zien.", "post@voorbeeld.nl"
    )
    """The mail address that readers see as the sender."""

    def list_address(self, part: str) -> str:
        """Return an address that Mailman keeps beside that of its list: `join` or `leave`; "" without a list."""
        name, _, host = (self.list or "").partition("@")
        is_mailman = self.engine == "mailman" and name and host and "@" not in host
        return f"{name}-{part}@{host}" if is_mailman else ""
