"""Laposta: a draft campaign, by its API (api.laposta.nl/doc).

The mail itself is handed over, not the address where it is published: what is published has the site's own way out,
and only `/tag/unsubscribe` becomes a link that knows the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from avksite.delivery.engine import Undelivered
from avksite.delivery.engines.drafts import Drafts, draft_name
from avksite.delivery.web import Web, key_of

if TYPE_CHECKING:
    from avksite.delivery.mailing import Mailing

KEY = "AVKSITE_LAPOSTA_KEY"
ADDRESS = "https://api.laposta.nl"


class _Campaign(BaseModel):
    campaign_id: str = Field(pattern=r"^\w+$")
    """A part of the next address that is asked."""
    name: str = ""


class _One(BaseModel):
    campaign: _Campaign


class _Many(BaseModel):
    data: list[_One]


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
    """One list at Laposta. A key goes to Laposta only: `address` is not read from site.yaml."""

    address: str = ADDRESS
    unsubscribe: str = "/tag/unsubscribe"
    marks: tuple[str, ...] = ("{{",)
    habits: str = (
        "De vorm zonder opmaak maakt Laposta zelf. Google Analytics staat uit.\n"
        "Of Laposta telt wie de mail opent, regel je in Laposta: dat kan van hieruit niet uit."
    )

    @property
    def place(self) -> str:
        """Its name: everybody's is at one address."""
        return "Laposta"

    def needs(self) -> Mapping[str, object]:
        """Ask for the code of a list, and a key."""
        return {
            f"Zet bij de dienst `{self.service.name}` achter `lijst` de code van de lijst, zoals `nnhnkrytua`.": (
                self.service.list
            ),
            f"Zet in je omgeving `{KEY}`: de sleutel uit Laposta, onder Koppelingen, API.": key_of(
                self.environment, KEY
            ),
        }

    def web(self) -> Web:
        """Return the line to Laposta."""
        key = key_of(self.environment, KEY)
        return Web("Laposta", self.address, f"`{KEY}`", user=(key, ""), secrets=(key,), wait=self.wait)

    def find(self, web: Web, name: str) -> str:
        """Return the id of the campaign with a name; "" when there is none."""
        campaigns = [one.campaign for one in web.get(_Many, "/v2/campaign").data]
        return next((one.campaign_id for one in campaigns if one.name == name), "")

    def make(self, web: Web, mailing: Mailing) -> str:
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
        return web.post_form(_One, "/v2/campaign", campaign).campaign.campaign_id

    def fill(self, web: Web, id_: str, mailing: Mailing) -> str:
        """Put the mail in the campaign and return what Laposta found; raise Undelivered when no reader could leave."""
        content = {"html": mailing.html, "inline_css": "false"}
        report = web.post_form(_Filled, f"/v2/campaign/{id_}/content", content).campaign.report or _Report()
        if report.no_unsubscribe or report.empty_unsubscribe:
            message = (
                "Laposta herkent de link om je af te melden niet. Verstuur het concept niet: er kan iets mis zijn."
            )
            raise Undelivered(message, "Gooi het concept in Laposta weg, en vraag wie deze site beheert om te kijken.")
        return "".join(f"Laposta vindt deze foto niet: {web.in_words(address)}\n" for address in report.images or ())

    def ready(self, id_: str, mailing: Mailing) -> str:
        """Name the campaign: its address in Laposta is not known."""
        del id_
        return f" in Laposta, onder Campagnes: ‘{draft_name(mailing)}’."
