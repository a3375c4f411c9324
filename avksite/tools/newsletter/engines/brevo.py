"""Brevo: a draft campaign, by its API (developers.brevo.com/reference/create-email-campaign).

The mail itself is handed over (`htmlContent`), not the address where it is published: what is published has the site's
own way out, and only `{{ unsubscribe }}` becomes a link that knows the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel

from avksite.tools.newsletter.drafts import draft_name, one_draft
from avksite.tools.newsletter.engine import Receipt
from avksite.tools.newsletter.web import WAIT, Web, is_number, key_of

if TYPE_CHECKING:
    from avksite.making.mailing import Mailing
    from avksite.reading.service import Service
    from avksite.tools.newsletter.engine import Environment, Step

KEY = "AVKSITE_BREVO_KEY"
ADDRESS = "https://api.brevo.com"


class _Made(BaseModel):
    id: int


class _Draft(_Made):
    name: str


class _Drafts(BaseModel):
    campaigns: list[_Draft] = []
    """Where there is no draft at all, it stays away."""


@dataclass(frozen=True, slots=True)
class Brevo:
    """One list at Brevo. A key goes to Brevo only: `address` is not read from site.yaml."""

    service: Service
    environment: Environment = field(repr=False)
    address: str = ADDRESS
    wait: float = WAIT
    unsubscribe: str = "{{ unsubscribe }}"
    marks: tuple[str, ...] = ("{{", "{%")

    def refusals(self, mailing: Mailing) -> tuple[str, ...]:
        """Refuse without the number of a list, or a key."""
        del mailing
        refused = {
            f"Zet bij de dienst `{self.service.name}` achter `lijst` het nummer van de lijst, zoals `3`.": (
                is_number(self.service.list or "")
            ),
            f"Zet in je omgeving `{KEY}`: de sleutel uit Brevo, onder SMTP & API.": key_of(self.environment, KEY),
        }
        return tuple(refusal for refusal, is_met in refused.items() if not is_met)

    def intention(self, mailing: Mailing) -> str:
        """Say that a draft is made, and what Brevo does by itself."""
        return (
            f"Ik maak in Brevo een concept voor lijst {self.service.list}: ‘{draft_name(mailing)}’.\n"
            "Er gaat nog niets naar lezers: in Brevo druk je zelf op versturen.\n"
            "Staat de site al online? De foto’s in de mail komen daarvandaan.\n"
            "De vorm zonder opmaak maakt Brevo zelf.\n"
            "Of Brevo telt wie de mail opent, regel je in Brevo: dat kan van hieruit niet uit."
        )

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Make the draft."""
        key = key_of(self.environment, KEY)
        web = Web("Brevo", self.address, f"`{KEY}`", headers={"api-key": key}, secrets=(key,), wait=self.wait)
        id_ = one_draft(done, step, lambda: _found(web, mailing), lambda: self._made(web, mailing))
        told = (
            f"Het concept staat klaar in Brevo, onder Campagnes: ‘{draft_name(mailing)}’.\n"
            "Stuur het eerst naar jezelf, en druk dan pas op versturen."
        )
        return Receipt(id_, told)

    def _made(self, web: Web, mailing: Mailing) -> str:
        campaign = {
            "name": draft_name(mailing),
            "subject": mailing.subject,
            "sender": {"name": mailing.sender, "email": mailing.sender_address},
            "replyTo": mailing.reply_to or mailing.sender_address,
            "htmlContent": mailing.html,
            "recipients": {"listIds": [int(self.service.list or 0)]},
            "inlineImageActivation": False,
            # The mail leads to its own page on the site; a second copy at Brevo would outlive it.
            "mirrorActive": False,
        }
        return str(web.post(_Made, "/v3/emailCampaigns", campaign).id)


def _found(web: Web, mailing: Mailing) -> str:
    """Return the id of the draft with our name, among the latest; "" when there is none."""
    query = {"status": "draft", "limit": "50", "offset": "0", "sort": "desc", "excludeHtmlContent": "true"}
    drafts = web.get(_Drafts, "/v3/emailCampaigns", **query).campaigns
    return next((str(draft.id) for draft in drafts if draft.name == draft_name(mailing)), "")
