"""Services with an API, where an edition becomes a draft campaign: their base class, Laposta and listmonk."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from types import MappingProxyType
from typing import ClassVar

from pydantic import AliasChoices, AliasPath, BaseModel, Field

from avksite.content.settings import Service
from avksite.delivery.engine import Engine, Environment, Receipt, Step, Undelivered
from avksite.delivery.mailing import Mailing
from avksite.delivery.web import WAIT, Web, is_digits, key_of
from avksite.patterns import regex

DRAFT, FILLED = "campagne", "inhoud"
"""The steps in the ledger: the draft exists and has this id; the mail is in it."""

_DIGITS = 8
"""Digits of the digest that tell two states of an edition apart."""
_EDITION = regex(r"\(([^ ()]+), [0-9a-f]{8}\)$")
"""The end of the name of a draft: its edition and its state."""


BEHIND = "Misschien deed een ander dit, en loop jij achter: haal dan eerst op wat die bewaarde."


def draft_name(mailing: Mailing) -> str:
    """Return the name of a draft at the service, unique for each edition and state of it."""
    return f"{mailing.title} ({mailing.edition}, {mailing.digest[:_DIGITS]})"


def of_one_edition(name: str, other: str) -> bool:
    """Return whether two drafts are of one edition, in any state and with any title."""
    found, mine = (_EDITION.search(one) for one in (name, other))
    return bool(found and mine and found[1] == mine[1])


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign at a service, and whether a person has sent or scheduled it."""

    id: str
    name: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Drafts(Engine):
    """A list at a service. A subclass knows the settings and the API of its service."""

    service: Service
    environment: Environment = field(repr=False)
    wait: float = WAIT
    name: ClassVar[str]
    habits: ClassVar[str]
    """What the service does by default that readers may mind, in Dutch."""
    ready: ClassVar[str]
    """Where a person finds a draft with this `name` or `id`, to follow ‘Het concept staat klaar’."""
    secrets: ClassVar[Mapping[str, str]]
    """Each environment variable that it needs, with its meaning in words."""

    @property
    def place(self) -> str:
        """The service in words, with its address if it is self-hosted."""
        return self.name

    @property
    @abstractmethod
    def web(self) -> Web:
        """The HTTP client of the service."""

    @abstractmethod
    def needs(self) -> Mapping[str, object]:
        """Return each required setting by what to type; a falsy one is missing."""

    @abstractmethod
    def count(self) -> int:
        """Return how many readers the list has."""

    def readers(self) -> int | None:
        """Return how many readers the list has; None when the service does not answer."""
        try:
            return self.count()
        except Undelivered:
            return None

    @abstractmethod
    def campaigns(self) -> Iterable[Campaign]:
        """Return the campaigns at the service, at least the latest."""

    @abstractmethod
    def make(self, mailing: Mailing) -> str:
        """Make the draft and return its id."""

    def fill(self, id_: str, mailing: Mailing) -> str | None:
        """Add to the draft what `make` left out, and return the remarks of the service; None when nothing was left out.

        It is idempotent.
        """
        del id_, mailing
        return None

    def secret(self, name: str) -> str:
        """Return a secret from the environment; "" when it is missing, or cannot be one."""
        return key_of(self.environment, name)

    def refusals(self) -> tuple[str, ...]:
        """Return which settings and secrets are missing."""
        settings = {f"Zet bij de dienst `{self.service.name}` {typed}": given for typed, given in self.needs().items()}
        secrets = {f"Zet in je omgeving `{key}`: {words}.": self.secret(key) for key, words in self.secrets.items()}
        return tuple(sentence for sentence, given in {**settings, **secrets}.items() if not given)

    def intention(self, mailing: Mailing) -> str:
        """Return that a draft is made, and what the service does by default."""
        return (
            f"Ik maak in {self.place} een concept voor lijst {self.service.list}: ‘{draft_name(mailing)}’.\n"
            f"Er gaat nog niets naar lezers: in {self.name} druk je zelf op versturen.\n"
            f"Staat de site al online? De foto’s in de mail komen daarvandaan.\n{self.habits}"
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Make one draft and never a second, also when a connection broke before.

        The service is asked first: an earlier attempt may have made the draft without getting the answer, or another
        desk may have made it.
        """
        id_ = done.get(DRAFT, "")
        if not id_:
            id_ = self._found(mailing) or self.make(mailing)
            step(DRAFT, id_)
        remarks = None if FILLED in done else self.fill(id_, mailing)
        if remarks is not None:
            step(FILLED, "ja")
        where = self.ready.format(name=draft_name(mailing), address=self.service.address, id=id_)
        next_steps = "Stuur het eerst naar jezelf, en druk dan pas op versturen."
        return Receipt(id_, f"Het concept staat klaar{where}\n{remarks or ''}{next_steps}")

    def _found(self, mailing: Mailing) -> str:
        """Return the id of the draft of this mail; "" when there is none.

        Raise Undelivered when readers have this edition, or when there is a draft of it with other content.
        """
        name = draft_name(mailing)
        same = [one for one in self.campaigns() if of_one_edition(one.name, name)]
        if sent := next((one for one in same if one.is_sent), None):
            message = f"Deze nieuwsbrief is in {self.name} al verstuurd of ingepland: ‘{self.web.in_words(sent.name)}’."
            hint = "Moet hij toch nog een keer? Geef die campagne in {0} dan eerst een andere naam."
        elif other := next((one for one in same if one.name != name), None):
            message = (
                f"In {self.name} staat van deze nieuwsbrief al een ander concept: ‘{self.web.in_words(other.name)}’."
            )
            hint = "Is jouw tekst de nieuwste? Gooi dat concept in {0} dan weg, en probeer het opnieuw."
        else:
            return same[0].id if same else ""
        raise Undelivered(message, f"{BEHIND} {hint.format(self.name)}")


# ── Laposta ───────────────────────────────────────────────────────────────────────────────────────────────────────────

LAPOSTA_KEY = "AVKSITE_LAPOSTA_KEY"


class _Campaign(BaseModel):
    id: str = Field(validation_alias=AliasPath("campaign", "campaign_id"), pattern=r"^\w+$")
    """A part of the URL of the next request."""
    name: str = Field("", validation_alias=AliasPath("campaign", "name"))
    sent: object = Field(None, validation_alias=AliasPath("campaign", "delivery_requested"))
    """When a person sent it or scheduled it."""


class _Campaigns(BaseModel):
    data: list[_Campaign]


class _Members(BaseModel):
    active: int = Field(validation_alias=AliasPath("list", "members", "active"))


class _Report(BaseModel):
    """What Laposta found in the mail."""

    no_unsubscribe: bool = False
    empty_unsubscribe: bool = False
    images: list[str] | None = None


class _Content(BaseModel):
    report: _Report | None = None


class _Filled(BaseModel):
    campaign: _Content


@dataclass(frozen=True, slots=True)
class Laposta(Drafts):
    """One list at Laposta (api.laposta.nl/doc).

    It gets the mail itself and not the address where it is published, because only `/tag/unsubscribe` in a mail becomes
    the personal link to unsubscribe. The key goes to Laposta only: `address` is not read from site.yaml.
    """

    address: str = "https://api.laposta.nl"
    unsubscribe = "/tag/unsubscribe"
    marks = ("{{",)
    name = "Laposta"
    ready = " in Laposta, onder Campagnes: ‘{name}’."  # its address there is not known
    habits = (
        "De vorm zonder opmaak maakt Laposta zelf. Google Analytics staat uit.\n"
        "Of Laposta telt wie de mail opent, regel je in Laposta: dat kan van hieruit niet uit."
    )
    secrets = MappingProxyType({LAPOSTA_KEY: "de sleutel uit Laposta, onder Koppelingen, API"})

    @property
    def web(self) -> Web:
        """The HTTP client of Laposta."""
        key = self.secret(LAPOSTA_KEY)
        return Web(self.name, self.address, f"`{LAPOSTA_KEY}`", user=(key, ""), secrets=(key,), wait=self.wait)

    def needs(self) -> Mapping[str, object]:
        """Require the code of a list."""
        return {"achter `lijst` de code van de lijst, zoals `nnhnkrytua`.": self.service.list}

    def count(self) -> int:
        """Return how many readers are active."""
        return self.web.get(_Members, f"/v2/list/{self.service.list}").active

    def campaigns(self) -> Iterable[Campaign]:
        """Return all campaigns."""
        return (Campaign(one.id, one.name, bool(one.sent)) for one in self.web.get(_Campaigns, "/v2/campaign").data)

    def make(self, mailing: Mailing) -> str:
        """Make an empty campaign and return its id."""
        campaign = {
            "type": "regular",
            "name": draft_name(mailing),
            "subject": mailing.subject,
            "from[name]": mailing.sender,
            "from[email]": mailing.sender_address,
            "reply_to": mailing.reply_to or mailing.sender_address,
            "list_ids[]": [self.service.list],
            "stats[ga]": "false",
            "stats[mtrack]": "false",
        }
        return self.web.post_form(_Campaign, "/v2/campaign", campaign).id

    def fill(self, id_: str, mailing: Mailing) -> str:
        """Add the mail and return what Laposta found; raise Undelivered when it has no unsubscribe link."""
        content = {"html": mailing.html, "inline_css": "false"}
        filled = self.web.post_form(_Filled, f"/v2/campaign/{id_}/content", content)
        report = filled.campaign.report or _Report()
        if report.no_unsubscribe or report.empty_unsubscribe:
            message = (
                "Laposta herkent de link om je af te melden niet. Verstuur het concept niet: er kan iets mis zijn."
            )
            raise Undelivered(message, "Gooi het concept in Laposta weg, en vraag wie deze site beheert om te kijken.")
        images = map(self.web.in_words, report.images or ())
        return "".join(f"Laposta vindt deze foto niet: {address}\n" for address in images)


# ── listmonk ──────────────────────────────────────────────────────────────────────────────────────────────────────────

USER, TOKEN = "AVKSITE_LISTMONK_USER", "AVKSITE_LISTMONK_TOKEN"

BARE = '{{ template "content" . }}'
"""A template that adds nothing to a campaign: no second logo, no tracking pixel."""
_COMMENT = regex("<!--.*?-->", re.DOTALL)


class _Made(BaseModel):
    """The created object. For a template the documentation shows a list, but listmonk returns one object."""

    id: int = Field(validation_alias=AliasChoices(AliasPath("data", "id"), AliasPath("data", 0, "id")))


class _Readers(BaseModel):
    count: int = Field(validation_alias=AliasPath("data", "subscriber_count"))


class _Draft(BaseModel):
    id: int
    name: str
    status: str


class _DraftPage(BaseModel):
    drafts: list[_Draft] = Field(validation_alias=AliasPath("data", "results"))


class _Template(BaseModel):
    id: int
    type: str
    body: str


class _Templates(BaseModel):
    data: list[_Template]


@dataclass(frozen=True, slots=True)
class Listmonk(Drafts):
    """A list of a self-hosted listmonk (listmonk.app/docs/apis/campaigns)."""

    unsubscribe = "{{ UnsubscribeURL }}"
    marks = ("{{", "@TrackLink")
    name = "listmonk"
    ready = ": {address}/admin/campaigns/{id}"
    habits = "Er wordt niet geteld wie de mail opent of waar iemand klikt."
    secrets = MappingProxyType(
        {USER: "de naam van de API-gebruiker van listmonk", TOKEN: "het token van die gebruiker"}
    )

    @property
    def place(self) -> str:
        """Its name and the server that it runs on."""
        return f"{self.name} ({self.service.address})"

    @property
    def web(self) -> Web:
        """The HTTP client of this listmonk."""
        token = self.secret(TOKEN)
        headers = {"Authorization": f"token {self.secret(USER)}:{token}"}
        keys = f"`{USER}` en `{TOKEN}`"
        return Web(self.name, self.service.address or "", keys, headers=headers, secrets=(token,), wait=self.wait)

    def needs(self) -> Mapping[str, object]:
        """Require an address and the number of a list."""
        return {
            "in `content/site.yaml` het `adres` van je listmonk.": self.service.address,
            "achter `lijst` het nummer van de lijst, zoals `3`.": is_digits(self.service.list or ""),
        }

    def count(self) -> int:
        """Return how many readers the list has."""
        return self.web.get(_Readers, f"/api/lists/{self.service.list}").count

    def campaigns(self) -> Iterable[Campaign]:
        """Return the latest campaigns."""
        latest = {"order_by": "created_at", "order": "DESC", "page": "1", "per_page": "50"}
        found = self.web.get(_DraftPage, "/api/campaigns", **latest)
        return (Campaign(str(one.id), one.name, one.status != "draft") for one in found.drafts)

    def make(self, mailing: Mailing) -> str:
        """Make the campaign with the mail in it and return its id."""
        campaign = {
            "name": draft_name(mailing),
            "subject": mailing.subject,
            "lists": [int(self.service.list or 0)],
            "from_email": str(Address(mailing.sender, addr_spec=mailing.sender_address)),
            "type": "regular",
            "content_type": "html",
            "messenger": "email",
            "body": kept_comments(mailing.html),
            "altbody": kept_angle_brackets(mailing.text),
            "template_id": self._bare_template(),
            "tags": ["nieuwsbrief"],
            "headers": [{"Reply-To": mailing.reply_to}] if mailing.reply_to else [],
        }
        return str(self.web.post(_Made, "/api/campaigns", campaign).id)

    def _bare_template(self) -> int:
        """Return the number of the bare template; create it when there is none.

        A second one does no harm, so this is no step in the ledger.
        """
        for template in self.web.get(_Templates, "/api/templates").data:
            if template.type == "campaign" and template.body.split() == BARE.split():
                return template.id
        made = {"name": "avksite: niets eromheen", "type": "campaign", "body": BARE}
        return self.web.post(_Made, "/api/templates", made).id


def kept_comments(html: str) -> str:
    """Return the mail with each comment as a quoted Go template action: Go's templates drop plain comments.

    Outlook needs its conditional comments. listmonk's author advises this (github.com/knadh/listmonk, issue 1088). A
    JSON string is a Go string too.
    """
    return _COMMENT.sub(lambda found: f"{{{{ Safe {json.dumps(found[0], ensure_ascii=False)} }}}}", html)


def kept_angle_brackets(text: str) -> str:
    """Return the plain text with each `<` quoted for Go's templates, which would write `&lt;`."""
    return text.replace("<", '{{ Safe "<" }}')
