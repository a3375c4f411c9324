"""The preview of one page in every channel, with its problems."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import HTMLResponse, Response

from avksite.commands.listen import as_heard
from avksite.content.files import Source
from avksite.desk.preview import Preview
from avksite.desk.screens import DeskRequest, at, go, show
from avksite.desk.site_files import DESK, IN_MAIL, PRINTED
from avksite.dutch.dates import AMSTERDAM, parse_moment
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.newsletter import NEWSLETTER
from avksite.outputs.newsletter import make_mail
from avksite.problems import Unusable, understood
from avksite.rendering.artifact import Artifact, Made, path_of
from avksite.rendering.sharing import PICTURE, has_preview

PAGE, PHONE, PRINT, HEARD = "pagina", "telefoon", "druk", "voorlezen"
MAIL, TEXT, FEED, AGENDA, SHARED = "mail", "tekst", "feed", "agenda", "delen"
LABELS = {
    PAGE: "Pagina",
    PHONE: "Telefoon",
    MAIL: "Mail",
    TEXT: "Mail zonder opmaak",
    FEED: "Feed",
    AGENDA: "Agenda",
    SHARED: "Gedeeld",
    PRINT: "Op papier",
    HEARD: "Voorgelezen",
}
SAMPLE = "content/nieuwsbrieven/voorbeeld-van-de-redactie.md"
"""An edition in memory, to preview a text in a mail."""
_SAMPLE = """---
titel: Voorbeeld
onderwerp: Zo komt dit in de nieuwsbrief
voorbeeldtekst: Een voorbeeld, alleen hier te zien.
datum: {day}
berichten: [{item}]
---
Dit is een voorbeeld. Alleen jij ziet het, hier.
"""
_MAIL_FILES = ("mail.html", "mail.txt")


@dataclass(frozen=True, slots=True)
class Form:
    """A channel in which a page reaches a reader."""

    name: str
    label: str
    address: str
    """The address for the frame."""


def view(request: DeskRequest) -> Response:
    """Show a page in a frame, below a bar with its channels, state and problems."""
    address, name = request.typed["adres"] or "/", request.typed["als"] or PAGE
    if not address.startswith("/") or address.startswith("//"):
        return go("/")
    preview = request.desk.preview
    document, path = preview.document_at(address), preview.source_of(address)
    forms = _forms(preview, address, document)
    form = next((form for form in forms if form.name == name), forms[0])
    return show(
        request,
        "viewer.html",
        preview.title(path) if path else address,
        address=address,
        forms=forms,
        form=form,
        path=path,
        standing=preview.standing(path) if path else "",
        is_edition=document is not None and NEWSLETTER.holds(document),
        why=preview.why(path) if path else "",
        is_unread=path in preview.unread,
        is_there=preview.artifact(path_of(address)) is not None,
        problems=preview.problems_of(path) if path else (),
        is_checked=preview.is_checked,
        day=preview.now.date().isoformat(),
    )


def _forms(preview: Preview, address: str, document: Document | None) -> tuple[Form, ...]:
    """Return the channels of a page."""
    found = {PAGE: address, PHONE: address}
    if document:
        is_edition = NEWSLETTER.holds(document)
        if is_edition or document.kind.in_feeds:
            found[MAIL] = f"{address}mail.html" if is_edition else _as(MAIL, address)
            found[TEXT] = _as(TEXT, address)
        if document.kind.in_feeds and document.path in preview.shown.site.by_path:
            found[FEED] = _as(FEED, address)
        if EVENT.holds(document) and preview.artifact(path_of(f"{address}agenda.ics")):
            found[AGENDA] = _as(AGENDA, address)
        if has_preview(preview.shown.site, address):
            found[SHARED] = _as(SHARED, address)
    found |= {PRINT: f"{PRINTED}{address}", HEARD: _as(HEARD, address)}
    return tuple(Form(name, label, found[name]) for name, label in LABELS.items() if name in found)


def _as(name: str, address: str) -> str:
    return f"{DESK}/als/{name}{address}"


def form(request: DeskRequest) -> Response:
    """Return a page in one channel, for the frame."""
    name, address = request.path_params["form"], f"/{request.path_params['address']}"
    document, page = request.desk.preview.document_at(address), request.desk.preview.artifact(path_of(address))
    if name == HEARD and page and page.is_page:
        return show(request, "plain.html", "Zo leest voorleessoftware het voor", text=as_heard(page.content.decode()))
    if document is None or name not in _SHOWN:
        return show(request, "plain.html", "Niet gevonden", text="Dit is er niet.")
    return _SHOWN[name](request, request.desk.preview, document)


def _mail(request: DeskRequest, preview: Preview, document: Document) -> Response:
    html, _ = _mails(preview, document)
    published = preview.shown.site.config.base_url.rstrip("/")
    here = f"{request.url.scheme}://{request.url.netloc}"
    headers = {"Content-Security-Policy": IN_MAIL}
    return HTMLResponse(html.replace(published, here) if published else html, headers=headers)


def _text(request: DeskRequest, preview: Preview, document: Document) -> Response:
    return show(request, "plain.html", "De mail voor wie geen opmaak wil", text=_mails(preview, document)[1])


def _feed(request: DeskRequest, preview: Preview, document: Document) -> Response:
    day = date_in_words(document.entry.day) if document.entry.day else ""
    return show(request, "in_feed.html", document.entry.label, item=_in_feed(preview, document), day=day)


def _agenda(request: DeskRequest, preview: Preview, document: Document) -> Response:
    file = preview.artifact(path_of(f"{document.address}agenda.ics"))
    return show(request, "in_agenda.html", document.entry.label, events=_in_agenda(file.content) if file else [])


def _shared(request: DeskRequest, _: Preview, document: Document) -> Response:
    picture = f"{document.address}{PICTURE}"
    card = {"summary": document.entry.summary or "", "picture": picture}
    return show(request, "shared.html", document.entry.label, card=card)


_SHOWN: dict[str, Callable[[DeskRequest, Preview, Document], Response]] = {
    MAIL: _mail,
    TEXT: _text,
    FEED: _feed,
    AGENDA: _agenda,
    SHARED: _shared,
}


def _mails(preview: Preview, document: Document) -> tuple[str, str]:
    """Return a text as in a mail, in HTML and in plain text; an edition is a mail itself."""
    found: tuple[Artifact | Made, ...]
    if NEWSLETTER.holds(document):
        files = (preview.artifact(path_of(f"{document.address}{file}")) for file in _MAIL_FILES)
        found = tuple(filter(None, files))
    else:
        item = f"/{document.path.partition('/')[2]}"
        sample = Source.of(SAMPLE, _SAMPLE.format(day=preview.now.date().isoformat(), item=item))
        whole = preview.with_text(sample)
        edition = next(it for it in whole.site.editions if it.path == SAMPLE)
        try:
            found = make_mail(whole.site, edition.id)  # the sample is in no plan
        except Unusable:
            found = ()
    html, text = (it.content.decode() for it in found) if len(found) == len(_MAIL_FILES) else ("", "")
    return html, text


def _in_feed(preview: Preview, document: Document) -> dict[str, str]:
    """Return a text as in a feed: title, day and full text as HTML; {} when it is in no feed."""
    feed = preview.artifact(path_of(f"{document.kind.list_address}feed.json"))
    items = json.loads(feed.content)["items"] if feed else []
    whole = f"{preview.shown.site.config.base_url.rstrip('/')}{document.address}"
    return next((item for item in items if item["url"] == whole), {})


_IN_AGENDA = {"CONFIRMED": "gaat door", "CANCELLED": "gaat niet door", "TENTATIVE": "nog niet zeker"}
"""The values of STATUS in words (RFC 5545, 3.8.1.11)."""


def _in_agenda(content: bytes) -> list[dict[str, str]]:
    """Return what a calendar shows of each event in a file (RFC 5545)."""
    from icalendar import Calendar  # noqa: PLC0415  only who looks at an agenda reads one

    shown = []
    for event in Calendar.from_ical(content).walk("VEVENT"):
        times = [event.get(name).dt for name in ("dtstart", "dtend") if event.get(name)]
        words = " – ".join(f"{it:%d-%m-%Y %H.%M}" if isinstance(it, datetime) else f"{it:%d-%m-%Y}" for it in times)
        names = {"Wat": "summary", "Waar": "location", "Stand": "status", "Tekst": "description"}
        fields = {label: str(event[name]) for label, name in names.items() if event.get(name)}
        fields = {label: _IN_AGENDA.get(it, it) for label, it in fields.items()}
        shown.append({"Wanneer": words, **fields})
    return shown


def pretend(request: DeskRequest) -> Response:
    """Preview the site on another day; without one, now."""
    moment = understood(parse_moment, request.typed["dag"])
    wanted = datetime.combine(moment.day, datetime.max.time().replace(microsecond=0), AMSTERDAM) if moment else None
    request.desk.preview.pretend(wanted)
    request.desk.refresh()
    return go("/bekijk", adres=request.typed["adres"] or "/")


ROUTES = [
    at("/bekijk", view),
    at("/als/{form}/{address:path}", form),
    at("/dag", pretend, "POST"),
]
