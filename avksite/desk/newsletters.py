"""The newsletter: shows editions, sends proofs, and hands an edition over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape
from starlette.responses import Response

from avksite.content.settings import FOLDER
from avksite.delivery.engine import Undelivered
from avksite.delivery.engines import engine_of
from avksite.delivery.handover import ALONE, Handover, handover_of, service_named
from avksite.delivery.mailing import mailing_of
from avksite.delivery.message import proof_of, recipients, send_proof
from avksite.delivery.plan import plan_in_words
from avksite.desk.publishing import share
from avksite.desk.repository import NotPublished, repository_of
from avksite.desk.screens import Desk, DeskRequest, at, show, to
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import Document
from avksite.kinds.newsletter import NEWSLETTER, Edition
from avksite.patterns import regex
from avksite.problems import Misread, Unusable


def editions(request: DeskRequest) -> Response:
    """Show every edition, the newest first, also those that are still a draft."""
    preview = request.desk.preview
    rows = [
        (it.path, it.entry.label, it.entry.subject, date_in_words(it.entry.date), preview.standing(it.path))
        for it in preview.with_drafts.site.editions
    ]
    return show(request, "editions.html", "Nieuwsbrief", rows=rows)


def edition(request: DeskRequest, status: int = 200, **view: str) -> Response:
    """Show what is in an edition, and how to get a proof of it."""
    desk, path = request.desk, request.typed["pad"]
    document = _edition(desk, path)
    if document is None:
        return show(request, "message.html", "Deze nieuwsbrief is er niet", 404, told=f"Ik kan `{path}` niet vinden.")
    site = desk.preview.shown.site
    plan = plan_in_words(site, document, mailing_of(site, document))
    usual = {"wrong": "", "done": "", "to_whom": request.typed["aan"]}
    more = {"path": path, "address": document.address or "", "plan": _titled(desk, plan)}
    can_send = bool(desk.environment.get("AVKSITE_SMTP_HOST"))
    return show(request, "edition.html", document.entry.subject, status, **usual | view | more, can_send=can_send)


def _titled(desk: Desk, plan: str) -> Markup:
    """Return what a plan in words says below its title, as HTML: a text is named by its title, with a link to it."""

    def linked(found: re.Match[str]) -> str:
        document = desk.preview.document(found["path"])
        href = escape(
            to("/bekijk", adres=document.address) if document and document.address else to("/tekst", pad=found["path"])
        )
        weight = f" ({found['weight']})" if found["weight"] else ""
        return f'<a href="{href}">{escape(desk.preview.title(found["path"]))}</a>{weight}'

    return Markup(_TEXT.sub(linked, str(escape(plan.partition("\n")[2]))))  # noqa: S704  escaped here


_TEXT = regex(
    r"""
    (?: (?<=\d\.[ ]) .* \( )?  # the title of what goes along, which the link says too
    (?P<path> content/ [^\s,()]+ \.md)
    (?: ,[ ] (?P<weight> [^)\n]+) \) )?
    """,
    re.VERBOSE,
)


def _edition(desk: Desk, path: str) -> Document[Edition] | None:
    found = desk.preview.document(path)
    return found if found is not None and NEWSLETTER.holds(found) else None


def proof(request: DeskRequest) -> Response:
    """Send a proof, or return it as a message for a mail program."""
    desk = request.desk
    document = _edition(desk, request.typed["pad"])
    if document is None:
        return edition(request)
    try:
        to = recipients([request.typed["aan"]])
        mailing = mailing_of(desk.preview.shown.site, document)
        if request.typed["hoe"] == "verstuur":
            done = send_proof(mailing, to, desk.preview.now, desk.environment)
            return edition(request, done=done)
    except Misread as misread:
        return edition(request, 422, wrong=f"{misread.message} Typ een mailadres.")
    except Undelivered as undelivered:
        return edition(request, 409, wrong=f"{undelivered.message} {undelivered.hint}")
    name = f"proef-{document.id}.eml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(proof_of(mailing, to, desk.preview.now, is_unsent=True), 200, headers, "message/rfc822")


def ask(request: DeskRequest, status: int = 200, wrong: Iterable[str] = (), done: str = "") -> Response:
    """Show the last confirmation before an edition is handed over."""
    path = request.typed["pad"]
    try:
        handover = _handover(request.desk, path)
    except (Undelivered, Unusable) as refused:
        return show(request, "deliver.html", "Versturen", 409, path=path, handover=None, wrong=_words(refused), done="")
    if handover is None:
        return edition(request)
    wrong = tuple(wrong) if wrong or done else (*_unpublished(request.desk), *handover.refusals())
    view: dict[str, object] = {"path": path, "handover": handover, "wrong": wrong, "done": done, "alone": ALONE}
    return show(request, "deliver.html", f"Versturen: {handover.mailing.subject}", status, **view, by_hand=FOLDER)


def _handover(desk: Desk, path: str) -> Handover | None:
    """Return the handover of an edition to the default service; None for what is no edition."""
    site, document = desk.preview.shown.site, _edition(desk, path)
    if document is None:
        return None
    service = service_named(site, None)
    return handover_of(site, document, service, engine_of(service, desk.environment, desk.root / "verzending"))


def _unpublished(desk: Desk) -> Iterator[str]:
    """Yield why links in a mail would lead to what is not published yet."""
    repository = repository_of(desk.root)
    if desk.preview.stops:
        yield "Er is nog een fout. Herstel die eerst."
    elif repository and (repository.changes() or (repository.remote and repository.waiting())):
        yield "Zet eerst alles op de site: daar leidt de mail naartoe."


def _words(refused: Undelivered | Unusable | NotPublished) -> tuple[str, ...]:
    if isinstance(refused, Unusable):
        return tuple(f"{it.message} {it.hint}" for it in refused.problems)
    return (f"{refused.message} {refused.hint}",) if isinstance(refused, Undelivered) else (refused.told,)


def deliver(request: DeskRequest) -> Response:
    """Hand an edition over, as it was confirmed, and share the ledger at once."""
    desk = request.desk
    path = request.typed["pad"]
    with desk.publishing:
        desk.preview.pretend(None)
        desk.refresh()
        desk.preview.checked()
        if _edition(desk, path) is None:
            return edition(request)
        try:
            return _deliver(request)
        except (Undelivered, Unusable, NotPublished) as refused:
            return ask(request, 409, _words(refused))


def _deliver(request: DeskRequest) -> Response:
    desk = request.desk
    repository, wrong = repository_of(desk.root), tuple(_unpublished(desk))
    if repository and not wrong:
        share(desk, repository, "")  # what colleagues did meanwhile, so that none of it is missed
    handover = _handover(desk, request.typed["pad"])
    if handover is None:
        return edition(request)
    if wrong := (*wrong, *handover.refusals()):
        return ask(request, 409, wrong)
    if handover.mailing.digest != request.typed["inhoud"]:
        return ask(request, 409, ["De nieuwsbrief is intussen veranderd. Kijk nog een keer."])
    done, failed = "", list[str]()
    try:
        done = handover.carry_out(desk.preview.now).next_steps
    except Undelivered as undelivered:
        failed += _words(undelivered)
    try:
        desk.refresh()
        if repository:
            share(desk, repository, f"Nieuwsbrief aan {handover.service.name}: {handover.mailing.title}")
    except NotPublished as refused:
        failed.append(f"Je collega’s zien nog niet wat hier gebeurde. {refused.told}")
    return ask(request, 409 if failed else 200, failed, done)


ROUTES = [
    at("/nieuwsbrieven", editions),
    at("/nieuwsbrief", edition),
    at("/nieuwsbrief", proof, "POST"),
    at("/versturen", ask),
    at("/versturen", deliver, "POST"),
]
