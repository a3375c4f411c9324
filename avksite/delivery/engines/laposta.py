"""Laposta: a draft campaign, by its API (api.laposta.nl/doc).

The mail itself is handed over, not the address where it is published: what is published has the site's own way out,
and only `/tag/unsubscribe` becomes a link that knows the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from avksite.delivery.drafts import draft_name, one_draft
from avksite.delivery.engine import Receipt, Undelivered
from avksite.delivery.web import WAIT, Web, key_of

if TYPE_CHECKING:
    from avksite.content.service import Service
    from avksite.delivery.engine import Environment, Step
    from avksite.delivery.mailing import Mailing

KEY = "AVKSITE_LAPOSTA_KEY"
ADDRESS = "https://api.laposta.nl"
FILLED = "inhoud"
"""The step in the ledger: the mail is in the draft."""


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
class Laposta:
    """One list at Laposta. A key goes to Laposta only: `address` is not read from site.yaml."""

    service: Service
    environment: Environment = field(repr=False)
    address: str = ADDRESS
    wait: float = WAIT
    unsubscribe: str = "/tag/unsubscribe"
    marks: tuple[str, ...] = ("{{",)

    def refusals(self, mailing: Mailing) -> tuple[str, ...]:
        """Refuse without the code of a list, or a key."""
        del mailing
        refused = {
            f"Zet bij de dienst `{self.service.name}` achter `lijst` de code van de lijst, zoals `nnhnkrytua`.": (
                self.service.list
            ),
            f"Zet in je omgeving `{KEY}`: de sleutel uit Laposta, onder Koppelingen, API.": key_of(
                self.environment, KEY
            ),
        }
        return tuple(refusal for refusal, is_met in refused.items() if not is_met)

    def intention(self, mailing: Mailing) -> str:
        """Say that a draft is made, and what Laposta does by itself."""
        return (
            f"Ik maak in Laposta een concept voor lijst {self.service.list}: ‘{draft_name(mailing)}’.\n"
            "Er gaat nog niets naar lezers: in Laposta druk je zelf op versturen.\n"
            "Staat de site al online? De foto’s in de mail komen daarvandaan.\n"
            "De vorm zonder opmaak maakt Laposta zelf. Google Analytics staat uit.\n"
            "Of Laposta telt wie de mail opent, regel je in Laposta: dat kan van hieruit niet uit."
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Make the draft, and then put the mail in it."""
        key = key_of(self.environment, KEY)
        web = Web("Laposta", self.address, f"`{KEY}`", user=(key, ""), secrets=(key,), wait=self.wait)
        id_ = one_draft(done, step, lambda: _found(web, mailing), lambda: self._made(web, mailing))
        said = ""
        if FILLED not in done:
            # Filling it twice puts the same in the same place.
            content = {"html": mailing.html, "inline_css": "false"}
            filled = web.post_form(_Filled, f"/v2/campaign/{id_}/content", content)
            said = _remarks(web, filled.campaign.report or _Report())
            step(FILLED, "ja")
        told = (
            f"Het concept staat klaar in Laposta, onder Campagnes: ‘{draft_name(mailing)}’.\n{said}"
            "Stuur het eerst naar jezelf, en druk dan pas op versturen."
        )
        return Receipt(id_, told)

    def _made(self, web: Web, mailing: Mailing) -> str:
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


def _found(web: Web, mailing: Mailing) -> str:
    """Return the id of the campaign with our name; "" when there is none."""
    campaigns = [one.campaign for one in web.get(_Many, "/v2/campaign").data]
    return next((one.campaign_id for one in campaigns if one.name == draft_name(mailing)), "")


def _remarks(web: Web, report: _Report) -> str:
    """Return what Laposta found in the mail, in lines for a person; raise Undelivered when nobody could leave."""
    if report.no_unsubscribe or report.empty_unsubscribe:
        message = "Laposta herkent de link om je af te melden niet. Verstuur het concept niet: er kan iets mis zijn."
        raise Undelivered(message, "Gooi het concept in Laposta weg, en vraag wie deze site beheert om te kijken.")
    missing = report.images or ()
    return "".join(f"Laposta vindt deze foto niet: {web.in_words(address)}\n" for address in missing)
