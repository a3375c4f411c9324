"""Gives a text another address: references to it are updated, and a public old address redirects."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.responses import Response

from avksite.commands.edits import Edit, with_key
from avksite.commands.fix import OLD, moved, namings
from avksite.commands.new import given_lines
from avksite.commands.withdraw import THERE, is_public, ledger_with
from avksite.content.files import Source
from avksite.content.names import is_name, old_address
from avksite.desk.screens import Desk, DeskRequest, acts, at, go, show, write
from avksite.desk.texts import not_for
from avksite.dutch.formatting import slug
from avksite.kinds import address_of, kind_of
from avksite.kinds.base import Document
from avksite.kinds.document import understand
from avksite.problems import Misread

SCREEN = "/adres"


def ask(request: DeskRequest, wrong: str = "") -> Response:
    """Show the form for the new name of a text, and what else changes."""
    path = request.typed["pad"]
    document, site = _document(request.desk, path), request.desk.preview.shown.site
    if document is None:
        return not_for(request, path, SCREEN)
    named = dict.fromkeys(it.place.path for it in namings(site, {path}) if it.path == path != it.place.path)
    view = {
        "path": path,
        "address": document.address or "",
        "front": _front(document),
        "is_public": is_public(site, document.address),
        "by_year": document.kind.by_year,
        "named": [request.desk.preview.title(it) for it in named],
        "typed": request.typed["naam"] or _stem(path).removeprefix(_folder(path)),
        "wrong": wrong,
    }
    return show(request, "rename.html", f"Ander adres: {document.entry.label}", 422 if wrong else 200, **view)


def _document(desk: Desk, path: str) -> Document | None:
    """Return a text that can get another address: it can be parsed, and is not the home page or a list."""
    return desk.preview.document(path) if SCREEN in dict(acts(path)) else None


def _stem(path: str) -> str:
    return path.removesuffix(".md").removesuffix("/index")


def _folder(path: str) -> str:
    return f"content/{kind_of(path).folder}/".replace("//", "/")


def _front(document: Document) -> str:
    """Return the fixed part of its address: `/nieuws/`."""
    return (document.kind.list_address or "/") if document.address else _folder(document.path).removeprefix("content")


def rename(request: DeskRequest) -> Response:
    """Give a text another name, all or nothing."""
    path = request.typed["pad"]
    document, site = _document(request.desk, path), request.desk.preview.shown.site
    if document is None:
        return not_for(request, path, SCREEN)
    try:
        stem = _new_stem(request.desk, document, request.typed["naam"])
    except Misread as misread:
        return ask(request, f"{misread.message} {misread.hint}")
    is_folder = path.endswith("/index.md")
    to = f"{stem}/index.md" if is_folder else f"{stem}.md"
    address = address_of(to)
    edits = moved(site, _stem(path), stem) if is_folder else moved(site, path, to)
    edits = tuple(_without_old(it, address or "") if it.path == path else it for it in edits)
    done = go("/bekijk", adres=address) if address else go("/tekst", pad=to)
    return write(request, (*edits, *ledger_with(site, {address or "": THERE})), done)


def _new_stem(desk: Desk, document: Document, typed: str) -> str:
    """Return the path, without its ending, of a text with the name that was typed; Misread says why there is none."""
    parts = [slug(part) for part in typed.strip().strip("/").split("/")]
    if not all(part and part != "index" and is_name(part) for part in parts):
        raise Misread("Dit kan geen adres zijn.", "Typ een naam met letters of cijfers.")
    if document.kind.by_year and not re.fullmatch(r"\d{4}/[^/]+", "/".join(parts)):
        raise Misread("Er hoort een jaar voor.", "Typ het zo: `2024/open-dag`.")
    stem = _folder(document.path) + "/".join(parts)
    if stem == _stem(document.path):
        raise Misread("Zo heet deze tekst al.", "Typ een andere naam.")
    if kind_of(f"{stem}.md") is not document.kind or address_of(f"{stem}.md") == "/404.html":
        raise Misread("Dat adres is voor iets anders.", "Kies een andere naam.")
    if any((desk.root / taken).exists() for taken in (f"{stem}.md", f"{stem}/index.md")):
        raise Misread("Er is al een tekst met die naam.", "Kies een andere naam.")
    return stem


def _without_old(edit: Edit, address: str) -> Edit:
    """Return an edit without an old address that the text gets again."""
    typed = (edit.new or b"").decode("utf-8", "replace")
    document, _ = understand(Source.of(edit.path, typed))
    olds = document.entry.old_addresses if document else ()
    rest = [old for old in olds if old_address(old) != address]
    if len(rest) == len(olds):
        return edit
    ends = "\r\n" if "\r\n" in typed else "\n"
    text = with_key(
        typed.replace("\r\n", "\n"), OLD, given_lines(OLD, rest[0] if len(rest) == 1 else rest) if rest else ()
    )
    return replace(edit, new=text.replace("\n", ends).encode())


ROUTES = [at(SCREEN, ask), at(SCREEN, rename, "POST")]
