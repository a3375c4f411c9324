"""The newsletter: every edition with what is in it, and a proof in one's own mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from avksite.delivery.engine import Undelivered
from avksite.delivery.mailing import mailing_of
from avksite.delivery.message import proof_of, recipients, send_proof
from avksite.delivery.plan import plan_in_words
from avksite.desk.screens import Desk, show
from avksite.desk.site_files import DESK
from avksite.dutch.formatting import date_in_words
from avksite.kinds.newsletter import NEWSLETTER
from avksite.problems import Misread

if TYPE_CHECKING:
    from starlette.requests import Request

    from avksite.kinds.base import Document
    from avksite.kinds.newsletter import Edition


def editions(request: Request) -> Response:
    """Show every edition, the newest first, also those that are still a draft."""
    preview = request.app.state.desk.preview
    rows = [
        (it.path, it.entry.subject, date_in_words(it.entry.date), preview.standing(it.path))
        for it in preview.with_drafts.site.editions
    ]
    return show(request, "editions.html", "Nieuwsbrief", rows=rows)


def edition(request: Request) -> Response:
    """Show what is in an edition, and how to get a proof of it."""
    return _shown(request, request.query_params.get("pad", ""))


def _shown(request: Request, path: str, status: int = 200, **view: str) -> Response:
    desk: Desk = request.app.state.desk
    document = _edition(desk, path)
    if document is None:
        return show(request, "message.html", "Deze nieuwsbrief is er niet", 404, told=f"Ik kan `{path}` niet vinden.")
    site = desk.preview.shown.site
    plan = plan_in_words(site, document, mailing_of(site, document))
    usual = {"wrong": "", "done": "", "to_whom": ""}
    more = {"path": path, "address": document.address or "", "plan": plan}
    can_send = bool(desk.environment.get("AVKSITE_SMTP_HOST"))
    return show(request, "edition.html", document.entry.subject, status, **usual | view | more, can_send=can_send)


def _edition(desk: Desk, path: str) -> Document[Edition] | None:
    found = desk.preview.document(path)
    return found if found is not None and NEWSLETTER.holds(found) else None


async def proof(request: Request) -> Response:
    """Send a proof; or give it as a message that a mail program opens to be sent."""
    async with request.form() as form:
        path, typed, way = (str(form.get(name, "")) for name in ("pad", "aan", "hoe"))
    return await run_in_threadpool(_proof, request, path, typed, sends=way == "verstuur")


def _proof(request: Request, path: str, typed: str, *, sends: bool) -> Response:
    desk: Desk = request.app.state.desk
    document = _edition(desk, path)
    if document is None:
        return _shown(request, path)
    try:
        to = recipients([typed])
        mailing = mailing_of(desk.preview.shown.site, document)
        if sends:
            done = send_proof(mailing, to, desk.preview.now, desk.environment)
            return _shown(request, path, done=done, to_whom=typed)
    except Misread as misread:
        return _shown(request, path, 422, wrong=f"{misread.message} Typ een mailadres.", to_whom=typed)
    except Undelivered as undelivered:
        return _shown(request, path, 409, wrong=f"{undelivered.message} {undelivered.hint}", to_whom=typed)
    name = f"proef-{document.id}.eml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(proof_of(mailing, to, desk.preview.now, is_unsent=True), 200, headers, "message/rfc822")


ROUTES = [
    Route(f"{DESK}/nieuwsbrieven", editions),
    Route(f"{DESK}/nieuwsbrief", edition),
    Route(f"{DESK}/nieuwsbrief", proof, methods=["POST"]),
]
