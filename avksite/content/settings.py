"""What holds for the whole site: `content/site.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import Field, model_validator

from avksite.content.addresses import read_mail_link
from avksite.content.front_matter import FrontMatter, read_yaml
from avksite.content.front_matter.scalars import Loc
from avksite.content.schema import Typed, validate
from avksite.content.service import FOLDER, Service, ServiceName
from avksite.content.values import Read, TextList, Verbatim, Words, parse_address, parse_mail, parse_number
from avksite.dutch.formatting import list_in_words, thousands
from avksite.dutch.words import tidy
from avksite.problems import Misread, Problem, Unusable

SITE = "content/site.yaml"

MOST_ON_A_PAGE = 500
_PERSON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def _colour(typed: str) -> str:
    text = tidy(typed).lower()
    if _COLOUR.fullmatch(text):
        return text
    if re.fullmatch(r"[0-9a-f]{6}", text):
        return f"#{text}"
    message = f"`{typed}` is geen kleur."
    raise Misread(message, "Typ een `#` en zes tekens, zoals `#0a4a5c`.")


def _base_address(typed: str) -> str:
    address = parse_address(typed)
    if re.search(r"\s|%20", tidy(typed)):
        message = "In het adres van de site staat een spatie of een nieuwe regel."
        raise Misread(message, f"Typ het adres van de hele site: `{re.split(r'/?(?:%20|[?#])', address)[0]}`.")
    if "?" in address or "#" in address:
        message = f"`{typed}` is het adres van één bladzijde."
        whole = re.split("[?#]", address)[0].rstrip("/")
        raise Misread(message, f"Typ het adres van de hele site: `{whole}`.", whole)
    return address.rstrip("/")


def _mail_or_person(typed: str) -> str:
    text = tidy(typed)
    if _PERSON.fullmatch(text):
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


PageSize = Annotated[int, Read(_page_size, int, "Een heel getal.", ("10",), show=thousands)]
"""How many items a page of a list holds."""
BaseAddress = Annotated[str, Read(_base_address, str, "Het adres van de site.", ("https://www.voorbeeld.nl",))]
"""The address of the whole site, without a slash at its end: addresses on the site start with one."""
MailOrPerson = Annotated[str, Read(_mail_or_person, str, "Een mailadres of een persoon.", ("naam@voorbeeld.nl",))]
Link = Annotated[
    str, Read(_link, str, "Een webadres, of een mailadres met mailto: ervoor.", ("https://www.voorbeeld.nl/",))
]
Colour = Annotated[str, Read(_colour, str, "Een kleur.", ("#0a4a5c",))]


class Palette(Typed):
    """The colours of one mode; the ones here are those of a light screen."""

    paper: Colour = Field("#fffdf7", alias="papier")
    peat: Colour = Field("#f4eee3", alias="veen")
    ink: Colour = Field("#211c15", alias="inkt")
    muted: Colour = Field("#5a5145", alias="gedempt")
    canal: Colour = Field("#0a4a5c", alias="kanaal")
    canal_deep: Colour = Field("#07323e", alias="kanaal-diep")
    heath: Colour = Field("#7b2d5b", alias="heide")
    brick: Colour = Field("#a63d1e", alias="baksteen")
    grain: Colour = Field("#f2b705", alias="graan")
    line: Colour = Field("#857a6a", alias="lijn")


class DarkPalette(Palette):
    """The colours of a dark screen."""

    paper: Colour = Field("#16130e", alias="papier")
    peat: Colour = Field("#221d16", alias="veen")
    ink: Colour = Field("#f5efe3", alias="inkt")
    muted: Colour = Field("#cfc5b4", alias="gedempt")
    canal: Colour = Field("#8fd3e6", alias="kanaal")
    canal_deep: Colour = Field("#07323e", alias="kanaal-diep")
    heath: Colour = Field("#f0a9d3", alias="heide")
    brick: Colour = Field("#ffb199", alias="baksteen")
    grain: Colour = Field("#f2b705", alias="graan")
    line: Colour = Field("#94897a", alias="lijn")


class Colours(Typed):
    """The colours in both modes."""

    light: Palette = Field(default_factory=Palette, alias="licht")
    dark: DarkPalette = Field(default_factory=DarkPalette, alias="donker")


class MenuItem(Typed):
    """A link in the menu, the footer or the quick links."""

    title: Words = Field(alias="titel")
    to: Verbatim = Field(alias="naar")


class Project(Typed):
    """Another project of the alliance."""

    title: Words = Field(alias="titel")
    text: Words = Field(alias="tekst")
    to: Verbatim | None = Field(None, alias="naar")


class Section(Typed):
    """A section of the newsletter, with the topics that belong in it."""

    name: Words = Field(alias="naam")
    title: Words = Field(alias="titel")
    topics: TextList = Field((), alias="onderwerpen")


class Newsletter(Typed):
    """Who sends the newsletter and through which service, and how people join and leave."""

    sender: Words | None = Field(None, alias="afzender")
    reply_to: MailOrPerson | None = Field(None, alias="antwoord-aan")
    subscribe: Link | None = Field(None, alias="aanmelden")
    unsubscribe: Link | None = Field(None, alias="afmelden")
    service: ServiceName = Field(FOLDER, alias="dienst")
    services: tuple[Service, ...] = Field((), alias="diensten")
    sections: tuple[Section, ...] = Field((), alias="rubrieken")

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

    name: Words = Field(alias="naam", examples=["Alliantie van Kracht"])
    tagline: Words | None = Field(None, alias="ondertitel")
    base_url: BaseAddress = Field(alias="adres")
    mark: Verbatim | None = Field(None, alias="kenmerk")
    """What the lasting names of feed and calendar items are drawn from, so that the site may get another name."""
    lang: Verbatim = Field("nl", alias="taal")
    menu: tuple[MenuItem, ...] = Field((), alias="menu")
    quick_links: tuple[MenuItem, ...] = Field((), alias="snel-naar")
    projects: tuple[Project, ...] = Field((), alias="projecten")
    footer: tuple[MenuItem, ...] = Field((), alias="voet")
    contacts: TextList = Field((), alias="contact")
    newsletter: Newsletter = Field(default_factory=Newsletter, alias="nieuwsbrief")
    topics: Mapping[str, Words] = Field(default_factory=dict, alias="onderwerpen")
    page_size: PageSize = Field(10, alias="per-bladzijde")
    colours: Colours = Field(default_factory=Colours, alias="kleuren")


DEFAULT = Config.model_validate({"naam": "Naamloze site", "adres": "https://voorbeeld.nl/"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration, and the line of every key in `content/site.yaml`."""

    config: Config = DEFAULT
    lines: Mapping[Loc, int] = field(default_factory=dict)


def read_settings(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `content/site.yaml`; what is wrong in it falls back to what is usual, so that the rest can be checked."""
    try:
        front, problems = read_yaml(SITE, text, is_partly=True)
    except Unusable as unusable:
        return Settings(), unusable.problems
    if problems:  # what else seems wrong may be a consequence
        return Settings(_sound_part(front), front.lines), problems
    try:
        return Settings(validate(Config, front, SITE), front.lines), problems
    except Unusable as unusable:
        return Settings(_sound_part(front), front.lines), (*problems, *unusable.problems)


def _sound_part(front: FrontMatter) -> Config:
    """Return the settings of every key that is sound by itself."""
    sound: dict[str, Any] = {"naam": DEFAULT.name, "adres": DEFAULT.base_url}
    for key, value in front.values.items():
        part = {**sound, key: value}
        try:
            validate(Config, replace(front, values=part), SITE)
        except Unusable:
            continue
        sound = part
    return validate(Config, replace(front, values=sound), SITE)
