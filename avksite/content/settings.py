"""The settings of the site, `content/site.yaml`, with the services that send the newsletter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import model_validator

from avksite.content.addresses import parse_address, parse_mail, read_mail_link
from avksite.content.front_matter import FrontMatter, read_yaml
from avksite.content.keys import Typed, optional, required, seldom
from avksite.content.names import LONGEST, is_word
from avksite.content.schema import DataFile, validate
from avksite.content.values import MailAddress, Many, Read, Verbatim, WebAddress, Words, parse_number
from avksite.dutch.formatting import list_in_words
from avksite.dutch.words import tidy
from avksite.patterns import regex
from avksite.problems import Misread, Problem, Unusable

EngineName = Literal["map", "mailman", "listmonk", "laposta"]

FOLDER = "map"
"""The service that every site has: the edition as files, to send by hand."""
ALIASES = {"folder": FOLDER}

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts on this machine: a connection to them needs no encryption."""

_CODE = regex(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def is_local(host: str) -> bool:
    """Return whether a host is this machine."""
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
    """A service that sends mail. Its secrets (a key, a password) are in the environment, where an engine reads them."""

    name: ServiceName = required("naam", "Een kort woord voor de dienst; dat typ je achter `--via`.", "onze-lijst")
    engine: EngineName = required("soort", "Welk programma de dienst gebruikt.")
    address: ServerAddress | None = optional("adres", "Waar de dienst staat, als het een eigen server is.")
    """Where its API is, for a service on one's own server; the others have a fixed address."""
    list: Verbatim | None = optional(
        "lijst", "Het nummer, de code of het mailadres van de lijst met lezers.", "nieuwsbrief@lijst.voorbeeld.nl"
    )
    """The list of readers there: its number, its code or its mail address."""
    form: ListCode | None = optional(
        "formulier",
        "De code van de lijst in het formulier van listmonk; dan komt dat formulier op onze eigen pagina.",
        "eb420c55-4cfb-4972-92ba-c93c34ba475d",
    )
    """The id of the list in the public sign-up form; listmonk calls it `l`."""
    join: WebAddress | None = optional(
        "aanmelden", "De pagina van de dienst waar een lezer zich aanmeldt.", "https://lijst.voorbeeld.nl/aanmelden"
    )
    """The page of the service where readers sign up."""
    sender: MailAddress | None = optional(
        "afzender", "Het mailadres dat lezers als afzender zien.", "post@voorbeeld.nl"
    )
    """The mail address that readers see as the sender."""

    def list_address(self, part: str) -> str:
        """Return the `join` or `leave` address of a Mailman list; "" without a list."""
        name, _, host = (self.list or "").partition("@")
        is_mailman = self.engine == "mailman" and name and host and "@" not in host
        return f"{name}-{part}@{host}" if is_mailman else ""


FORM = "/beheer/"
"""The address of the online editor."""


class Host(Typed):
    """The Git host of the texts, for people who write in the online editor."""

    engine: Literal["github", "gitlab"] = required("soort", "Waar de teksten staan.")
    project: Verbatim = required("project", "De naam van het project daar, met die van de eigenaar ervoor.", "wij/site")
    branch: Verbatim = optional("tak", "De tak waar het in komt.", "main", default="main")
    address: ServerAddress | None = seldom("adres", "Het adres, als het een eigen server is.")

    @property
    def api(self) -> str:
        """The address that a browser asks for the texts."""
        return self.address or {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}[self.engine]

    @model_validator(mode="after")
    def _names_a_project(self) -> Host:
        if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", self.project, re.ASCII):
            message = f"`{self.project}` is geen naam van een project."
            raise Misread(message, "Typ de eigenaar, een schuine streep en de naam: `wij/site`.", key="project")
        return self


SITE = "content/site.yaml"

MOST_ON_A_PAGE = 500
_COLOUR = regex(r"#[0-9a-f]{6}")


def _colour(typed: str) -> str:
    text = tidy(typed).lower()
    if _COLOUR.fullmatch(text):
        return text
    if re.fullmatch(r"[0-9a-f]{6}", text):
        return f"#{text}"
    raise Misread(f"`{typed}` is geen kleur.", "Typ een `#` en zes tekens, zoals `#0a4a5c`.")


def _base_address(typed: str) -> str:
    address = parse_address(typed)
    if re.search(r"\s|%20", tidy(typed)):
        message = "In het adres van de site staat een spatie of een nieuwe regel."
        raise Misread(message, f"Typ het adres van de hele site: `{re.split(r'/?(?:%20|[?#])', address)[0]}`.")
    if "?" in address or "#" in address:
        message = f"`{typed}` is het adres van één bladzijde."
        whole = re.split("[?#]", address)[0].rstrip("/")
        raise Misread(message, f"Typ het adres van de hele site: `{whole}`.", whole)
    if len(address) > LONGEST:
        raise Misread(f"Het adres van de site heeft meer dan {LONGEST} tekens.", "Typ het adres van de hele site.")
    return address.rstrip("/")


def _mail_or_person(typed: str) -> str:
    text = tidy(typed)
    if is_word(text):
        return text
    try:
        return parse_mail(typed)
    except Misread as misread:
        hint = f"{misread.hint} Of noem een bestand uit `content/personen/`, zoals `saskia-duursma`."
        raise Misread(misread.message, hint, misread.offer) from None


def _link(typed: str) -> str:
    scheme, colon, rest = tidy(typed).partition(":")
    return read_mail_link(rest) if colon and scheme.lower() == "mailto" else parse_address(typed)


def _page_size(typed: str) -> int:
    number = parse_number(typed)
    if not 1 <= number <= MOST_ON_A_PAGE:
        message = f"Met `{typed}` berichten is een bladzijde {'leeg' if number < 1 else 'veel te lang'}."
        raise Misread(message, "Typ een getal zoals `10`.")
    return number


PageSize = Annotated[int, Read(int, "een heel getal", ("10",), parse=_page_size)]
"""How many items a page of a list holds."""
BaseAddress = Annotated[str, Read(str, "het adres van de site", ("https://www.voorbeeld.nl",), parse=_base_address)]
"""The address of the whole site, without a slash at its end: addresses on the site start with one."""
MailOrPerson = Annotated[str, Read(str, "een mailadres of een persoon", ("naam@voorbeeld.nl",), parse=_mail_or_person)]
LinkAddress = Annotated[
    str, Read(str, "een webadres, of een mailadres met mailto: ervoor", ("https://www.voorbeeld.nl/",), parse=_link)
]
Colour = Annotated[str, Read(str, "een kleur", ("#0a4a5c",), parse=_colour)]


class Palette(Typed):
    """The colours of one mode; the defaults are those of light mode."""

    paper: Colour = optional("papier", "De achtergrond van de pagina.", default="#fffdf7")
    peat: Colour = optional("veen", "De achtergrond van vlakken.", default="#f4eee3")
    ink: Colour = optional("inkt", "De tekst.", default="#211c15")
    muted: Colour = optional("gedempt", "De kleine tekst, zoals een datum.", default="#5a5145")
    canal: Colour = optional("kanaal", "De links en de knoppen.", default="#0a4a5c")
    canal_deep: Colour = optional("kanaal-diep", "Het vlak boven en onder elke pagina.", default="#07323e")
    heath: Colour = optional("heide", "Het leeraanbod.", default="#7b2d5b")
    brick: Colour = optional("baksteen", "De oproepen.", default="#a63d1e")
    grain: Colour = optional("graan", "De streep om wat je aanwijst of kiest.", default="#f2b705")
    line: Colour = optional("lijn", "De randen en lijnen.", default="#857a6a")


DARK = {
    "papier": "#16130e",
    "veen": "#221d16",
    "inkt": "#f5efe3",
    "gedempt": "#cfc5b4",
    "kanaal": "#8fd3e6",
    "kanaal-diep": "#07323e",
    "heide": "#f0a9d3",
    "baksteen": "#ffb199",
    "graan": "#f2b705",
    "lijn": "#94897a",
}


class DarkPalette(Palette):
    """The colours of dark mode."""

    @model_validator(mode="before")
    @classmethod
    def _dark(cls, typed: object) -> object:
        """Fill in the defaults of dark mode."""
        return {**DARK, **typed} if isinstance(typed, dict) else typed


class Colours(Typed):
    """The colours in both modes."""

    light: Palette = optional("licht", "De kleuren op een licht scherm.", default={})
    dark: DarkPalette = optional("donker", "De kleuren op een donker scherm.", default={})


class MenuItem(Typed):
    """A link in the menu, the footer or the quick links."""

    title: Words = required("titel", "De tekst van de link.", "Over ons")
    to: Verbatim = required("naar", "Een tekst uit `content/`, of een adres.", "/over-ons.md")


class OtherProject(Typed):
    """Another project of the alliance."""

    title: Words = required("titel", "De naam van het project.", "Gezinscoaches")
    text: Words = required("tekst", "Een zin erover.", "Zo helpen gezinscoaches.")
    to: Verbatim | None = optional("naar", "Een tekst uit `content/`, of een adres.", "/leeraanbod/gezinscoaches.md")


class NewsletterSection(Typed):
    """A section of the newsletter, with its topics."""

    name: Words = required("naam", "Een kort woord voor de rubriek.", "leerkringen")
    title: Words = required("titel", "De kop boven de rubriek.", "Samen leren")
    topics: Many[Words] = optional("onderwerpen", "Welke onderwerpen in deze rubriek komen.", "leren", default=())


class Newsletter(Typed):
    """Who sends the newsletter and through which service, and how people join and leave."""

    sender: Words | None = optional("afzender", "De naam die in de mailbox als afzender staat.", "Alliantie van Kracht")
    reply_to: MailOrPerson | None = optional("antwoord-aan", "Wie de antwoorden krijgt.")
    subscribe: LinkAddress | None = optional("aanmelden", "Waar een bezoeker zich aanmeldt.")
    unsubscribe: LinkAddress | None = seldom(
        "afmelden", "Waar een lezer zich afmeldt; zonder dit stuurt hij een mail aan `antwoord-aan`."
    )
    service: ServiceName = optional(
        "dienst", "Met welke dienst de nieuwsbrief wordt verstuurd; `map` maakt bestanden.", "map", default=FOLDER
    )
    services: tuple[Service, ...] = seldom("diensten", "De diensten die de nieuwsbrief kunnen versturen.", default=())
    sections: tuple[NewsletterSection, ...] = optional(
        "rubrieken", "De rubrieken van de nieuwsbrief, in deze volgorde.", default=()
    )

    @model_validator(mode="after")
    def _services_are_known(self) -> Newsletter:
        names = [service.name for service in self.services]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise Misread(f"De dienst `{twice}` staat twee keer onder `diensten`.", "Geef elke dienst een eigen naam.")
        if self.service not in {FOLDER, *names}:
            known = list_in_words([f"`{name}`" for name in (FOLDER, *names)]).replace(" en ", " of ")
            hint = f"Typ {known} achter `dienst`, of zet de dienst onder `diensten`."
            raise Misread(f"De dienst `{self.service}` ken ik niet.", hint)
        return self


class Config(Typed):
    """`content/site.yaml`."""

    name: Words = required("naam", "De naam van de site.", "Alliantie van Kracht", in_hints=True)
    tagline: Words | None = optional("ondertitel", "De regel onder de naam.", "Samen tegen armoede")
    base_url: BaseAddress = required("adres", "Het adres waarop de site staat.", "https://www.voorbeeld.nl")
    mark: Verbatim | None = optional(
        "kenmerk",
        "Waaraan agenda’s en nieuwslezers deze site herkennen; verander dit nooit meer.",
        "alliantie-van-kracht",
    )
    """The namespace of the permanent ids of feed and calendar items, so that the site may move to another domain."""
    lang: Verbatim = optional("taal", "De taal van de site.", "nl", default="nl")
    menu: tuple[MenuItem, ...] = optional("menu", "De links in het menu, in deze volgorde.", default=())
    quick_links: tuple[MenuItem, ...] = optional(
        "snel-naar", "De links onder ‘Direct naar’, onderaan elke pagina.", default=()
    )
    projects: tuple[OtherProject, ...] = optional(
        "projecten", "De tegels bij ‘Onze projecten’ op de homepage.", default=()
    )
    footer: tuple[MenuItem, ...] = optional("voet", "De links onderaan elke pagina.", default=())
    contacts: Many[Words] = optional(
        "contact", "Wie onderaan elke pagina staan om te bellen of te mailen.", "saskia-duursma", default=()
    )
    newsletter: Newsletter = optional("nieuwsbrief", "Van wie de nieuwsbrief komt en hoe je je aanmeldt.", default={})
    topics: Mapping[str, Words] = optional(
        "onderwerpen",
        "De onderwerpen waaruit je kiest, elk met hun naam op de site.",
        "Leren en ontwikkelen",
        default={},
    )
    page_size: PageSize = optional(
        "per-bladzijde",
        "Hoeveel berichten er op een bladzijde van een lijst staan. Op de eerste staan er minstens zoveel.",
        "10",
        default=10,
    )
    editor: Host | None = seldom("beheer", "Waar het formulier op de site zelf de teksten vindt.")
    colours: Colours = optional("kleuren", "De kleuren; de bouw rekent na of alles leesbaar blijft.", default={})


@cache
def usual() -> DataFile[Config]:
    """Return the default settings, for when `content/site.yaml` cannot be read."""
    return DataFile(SITE, Config.model_validate({"naam": "Naamloze site", "adres": "https://voorbeeld.nl/"}))


def read_settings(text: str) -> tuple[DataFile[Config], tuple[Problem, ...]]:
    """Read `content/site.yaml`; a key with a fault gets its default, so that the rest can be checked."""
    try:
        front, problems = read_yaml(SITE, text, is_partly=True)
    except Unusable as unusable:
        return usual(), unusable.problems
    if problems:  # other faults may be a consequence
        return DataFile(SITE, _sound_part(front), front.lines), problems
    try:
        return DataFile(SITE, validate(Config, front, SITE), front.lines), ()
    except Unusable as unusable:
        return DataFile(SITE, _sound_part(front), front.lines), unusable.problems


def _sound_part(front: FrontMatter) -> Config:
    """Return the settings of the keys that are valid by themselves."""
    sound: dict[str, Any] = {"naam": usual().value.name, "adres": usual().value.base_url}
    for key, value in front.values.items():
        part = {**sound, key: value}
        try:
            validate(Config, front, SITE, values=part)
        except Unusable:
            continue
        sound = part
    return validate(Config, front, SITE, values=sound)
