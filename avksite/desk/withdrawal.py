"""Withdraws a text, or makes it a draft again: what readers get, references to it, and how to restore it."""

from __future__ import annotations

from starlette.responses import Response

from avksite.commands.edits import rewritten, with_key
from avksite.commands.fix import namings
from avksite.commands.withdraw import GONE, THERE, copies, draft_again, is_public, ledger_with, own_files, withdrawal
from avksite.desk.publishing import TAKEN
from avksite.desk.screens import Desk, DeskRequest, at, go, show, write
from avksite.desk.texts import file_of, lost
from avksite.kinds import address_of
from avksite.kinds.event import EVENT
from avksite.rendering.addresses import LISTED
from avksite.site import HOME, Site

AWAY, LEADS, DRAFT, CANCELLED = "weg", "door", "concept", "afgelast"
"""The ways to withdraw a text; the page of a cancelled event remains."""
NO_PAGE = "Typ de titel of het adres van een pagina die er is."
MOST_OFFERED = 300
"""Most pages to choose a redirect from."""


def ask(request: DeskRequest, wrong: str = "") -> Response:
    """Show the form for withdrawing a text, or how to restore one that was withdrawn."""
    desk, path = request.desk, request.typed["pad"]
    site, address = desk.preview.shown.site, address_of(path) if path else None
    if path in copies(desk.root):
        return show(request, "withdrawn.html", "De tekst is weggehaald", path=path, moment=TAKEN)
    if not _can_go(desk, path):
        return lost(request, path)
    found = [it for it in namings(site, {path}) if it.path == path != it.place.path]
    view = {
        "path": path,
        "name": desk.preview.title(path),
        "address": address if is_public(site, address) else "",
        "can_be_draft": path in site.by_path,
        "goes_on": _is_on(site, path),
        "is_list": address in LISTED,
        "named": [(desk.preview.title(it.path), it) for it in dict.fromkeys(it.place for it in found)],
        "has_names": any(it.is_id for it in found),
        "along": own_files(site, path),
        "pages": [it.entry.title for it in site.pages if it.path != path][:MOST_OFFERED],
        "typed": request.typed,
        "wrong": wrong,
    }
    return show(request, "withdraw.html", f"Haal weg: {view['name']}", 422 if wrong else 200, **view)


def _is_on(site: Site, path: str) -> bool:
    """Return whether a text is a public event to which people can still come."""
    document = site.by_path.get(path)
    return document is not None and EVENT.holds(document) and document.entry.is_on(site.today)


def _can_go(desk: Desk, path: str) -> bool:
    return path.endswith(".md") and path != HOME and file_of(desk, path) is not None


def withdraw(request: DeskRequest) -> Response:
    """Withdraw a text in the chosen way."""
    site, path, way = request.desk.preview.shown.site, request.typed["pad"], request.typed["hoe"]
    if not _can_go(request.desk, path):
        return lost(request, path)
    if way == DRAFT and path in site.by_path:
        return write(request, draft_again(site, path), go("/bekijk", adres=address_of(path) or "/"))
    if way == CANCELLED and _is_on(site, path):
        edit = rewritten(request.desk.root, path, lambda text: with_key(text, CANCELLED, [f"{CANCELLED}: ja"]))
        return write(request, [edit], go("/bekijk", adres=address_of(path) or "/"))
    to = _meant(site, request.typed["naar"]) if way == LEADS else ""
    if way == LEADS and to in {"", address_of(path)}:
        return ask(request, NO_PAGE)
    return write(request, withdrawal(site, path, to), go("/weg", pad=path))


def _meant(site: Site, typed: str) -> str:
    """Return the address of a page by its title or address; "" for none."""
    titles = {title: address for address, title in LISTED.items()}
    titles |= {it.entry.title: it.address or "" for it in reversed(site.pages)}
    found = next((address for title, address in titles.items() if title.casefold() == typed.strip().casefold()), "")
    at = f"/{site.within(typed.strip()).strip('/')}/".replace("//", "/")
    return found or (at if typed.strip() and (at in site.by_address or at in LISTED) else "")


def ask_about(request: DeskRequest, wrong: str = "") -> Response:
    """Show the form for an address whose text was removed or restored outside the desk."""
    site, line, typed = request.desk.preview.shown.site, request.typed["regel"], request.typed
    address = _at(site, line)
    if not address:
        return go("/meldingen")
    pages = [it.entry.title for it in site.pages][:MOST_OFFERED]
    view = {"line": line, "is_there": address in site.by_address, "pages": pages, "typed": typed, "wrong": wrong}
    return show(request, "vanished.html", f"Het adres {address}", 422 if wrong else 200, **view)


def _at(site: Site, line: str) -> str:
    """Return the address at a line of the ledger."""
    lines = site.content.ledger.lines.items()
    return next((str(loc[0]) for loc, number in lines if str(number) == line), "")


def settle(request: DeskRequest) -> Response:
    """Record in the ledger what readers get at an address."""
    site = request.desk.preview.shown.site
    address, way = _at(site, request.typed["regel"]), request.typed["hoe"]
    to = _meant(site, request.typed["naar"]) if way == LEADS else ""
    if address and way == LEADS and to in {"", address}:
        return ask_about(request, NO_PAGE)
    fate = THERE if address in site.by_address else to or GONE
    return write(request, ledger_with(site, {address: fate}), go("/meldingen"))


ROUTES = [
    at("/weg", ask),
    at("/weg", withdraw, "POST"),
    at("/lezers", ask_about),
    at("/lezers", settle, "POST"),
]
