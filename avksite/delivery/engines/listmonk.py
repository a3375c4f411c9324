"""listmonk on a server of one's own: a draft campaign, by its API (listmonk.app/docs/apis/campaigns)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from avksite.delivery.engines.drafts import Drafts, draft_name
from avksite.delivery.web import Web, is_digits, key_of

if TYPE_CHECKING:
    from avksite.delivery.mailing import Mailing

USER, TOKEN = "AVKSITE_LISTMONK_USER", "AVKSITE_LISTMONK_TOKEN"

BARE = '{{ template "content" . }}'
"""A template that puts nothing around a campaign: no second logo, no pixel that counts readers."""
_TEMPLATE = "avksite: niets eromheen"


class _Numbered(BaseModel):
    id: int


class _Made(BaseModel):
    data: _Numbered


class _MadeTemplate(BaseModel):
    data: _Numbered | Annotated[list[_Numbered], Field(min_length=1)]
    """The documentation shows a list; the program itself answers with one template."""


class _Campaign(_Numbered):
    name: str


class _Page(BaseModel):
    results: list[_Campaign]


class _Campaigns(BaseModel):
    data: _Page


class _Template(_Numbered):
    type: str
    body: str


class _Templates(BaseModel):
    data: list[_Template]


_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listmonk(Drafts):
    """One list of a listmonk."""

    unsubscribe: str = "{{ UnsubscribeURL }}"
    marks: tuple[str, ...] = ("{{", "@TrackLink")
    habits: str = "Er wordt niet geteld wie de mail opent of waar iemand klikt."

    @property
    def place(self) -> str:
        """Its name and the server that it runs on."""
        return f"listmonk ({self.service.address})"

    def needs(self) -> Mapping[str, object]:
        """Ask for an address, the number of a list, and a name and token."""
        name = self.service.name
        return {
            f"Zet bij de dienst `{name}` in `content/site.yaml` het `adres` van je listmonk.": self.service.address,
            f"Zet bij de dienst `{name}` achter `lijst` het nummer van de lijst, zoals `3`.": is_digits(
                self.service.list or ""
            ),
            f"Zet in je omgeving `{USER}`: de naam van de API-gebruiker van listmonk.": key_of(self.environment, USER),
            f"Zet in je omgeving `{TOKEN}`: het token van die gebruiker.": key_of(self.environment, TOKEN),
        }

    def web(self) -> Web:
        """Return the line to this listmonk."""
        user, token = key_of(self.environment, USER), key_of(self.environment, TOKEN)
        return Web(
            "listmonk",
            self.service.address or "",
            f"`{USER}` en `{TOKEN}`",
            headers={"Authorization": f"token {user}:{token}"},
            secrets=(token,),
            wait=self.wait,
        )

    def find(self, web: Web, name: str) -> str:
        """Return the id of the draft with a name, among the latest; "" when there is none."""
        found = web.get(_Campaigns, "/api/campaigns", order_by="created_at", order="DESC", page="1", per_page="50")
        return next((str(campaign.id) for campaign in found.data.results if campaign.name == name), "")

    def make(self, web: Web, mailing: Mailing) -> str:
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
            "altbody": kept_signs(mailing.text),
            "template_id": _bare_template(web),
            "tags": ["nieuwsbrief"],
            "headers": [{"Reply-To": mailing.reply_to}] if mailing.reply_to else [],
        }
        return str(web.post(_Made, "/api/campaigns", campaign).data.id)

    def ready(self, id_: str, mailing: Mailing) -> str:
        """Return the address of the campaign."""
        del mailing
        return f": {self.service.address}/admin/campaigns/{id_}"


def kept_comments(html: str) -> str:
    """Return the mail with each comment in quotes for Go's templates, which throw plain comments away.

    Outlook reads its tables from comments. listmonk's author names this way (github.com/knadh/listmonk, issue 1088). A
    string in JSON is one in Go too.
    """
    return _COMMENT.sub(lambda found: f"{{{{ Safe {json.dumps(found[0], ensure_ascii=False)} }}}}", html)


def kept_signs(text: str) -> str:
    """Return the plain text with each `<` in quotes: Go's templates read it as HTML too, and would write `&lt;`."""
    return text.replace("<", '{{ Safe "<" }}')


def _bare_template(web: Web) -> int:
    """Return the number of a template that puts nothing around the mail; make it when there is none.

    Twice the same template does no harm, so this is no step in the ledger.
    """
    for template in web.get(_Templates, "/api/templates").data:
        if template.type == "campaign" and template.body.split() == BARE.split():
            return template.id
    made = web.post(_MadeTemplate, "/api/templates", {"name": _TEMPLATE, "type": "campaign", "body": BARE}).data
    return (made[0] if isinstance(made, list) else made).id
