"""Edits texts as files, here or in another program on this computer."""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path

from starlette.responses import Response

from avksite.commands.edits import apply, rewritten
from avksite.commands.new import explained
from avksite.commands.withdraw import restoration
from avksite.content.files import DATA, decoded
from avksite.content.keys import keys_of
from avksite.desk.form import can_open
from avksite.desk.preview import Standing
from avksite.desk.screens import Desk, DeskRequest, acts, at, go, show, write
from avksite.kinds import kind_of
from avksite.outputs.editor.settings import address_in_form
from avksite.patterns import regex
from avksite.problems import Misread, Severity, refused

_DRAFT = regex(r"^(?:# Dit is een concept:[^\n]*\n)?concept[ \t]*:[^\n]*\n", re.MULTILINE | re.IGNORECASE)
"""The line that makes a text a draft, with the comment of `new` above it."""

_KEY = regex(r"^([a-z-]+)[ \t]*:", re.MULTILINE)

DONE = {
    "bewaard": "Je tekst is bewaard.",
    "bestand": "Het staat onderaan je tekst. Moet het ergens anders? Verplaats dan die regels, en klik op ‘Bewaar’.",
    "logo": "Het logo staat erbij.",
    "terug": "De tekst staat weer zoals hij was. Op de site verandert nog niets: dat doe je met ‘Zet op de site’.",
    "nog-niet": "Je tekst is bewaard, en blijft nog een concept. Doe eerst wat hieronder staat.",
}
"""Messages after an action, by the word in the address."""


def file_of(desk: Desk, path: str) -> Path | None:
    """Return the place of a text or data file; None for any other path, in whatever spelling."""
    content = desk.preview.shown.site.content
    known = {*(source.path for source in content.sources), *content.unreadable, *DATA}
    place = desk.root / path
    return place if path in known and place.is_file() else None


def edit(request: DeskRequest) -> Response:
    """Show the editor of a text."""
    path, line = request.typed["pad"], request.typed["regel"]
    place = file_of(request.desk, path)
    if place is None:
        return lost(request, path)
    with refused(f"Ik kan `{path}` niet lezen."):
        typed = place.read_bytes()
    if "\0" in decoded(typed):
        told = f"In `{path}` staat geen tekst, maar iets van een ander programma, zoals Word."
        return show(request, "message.html", "Dit is geen tekst", 409, told=told)
    line = line if line.isdecimal() else ""
    return _editor(request, path, 200, text=decoded(typed), version=version_of(typed), line=line)


def save(request: DeskRequest) -> Response:
    """Save a text, unless it changed meanwhile: then show both versions."""
    desk = request.desk
    path, seen = request.typed["pad"], request.typed["versie"]
    if file_of(desk, path) is None:
        return lost(request, path)
    # A browser submits text with CRLF (HTML, form submission): the file keeps its own line ends.
    text = request.typed["tekst"].replace("\r\n", "\n")
    try:
        edit = rewritten(desk.root, path, lambda _: text)
        now = edit.old or b""
        if version_of(now) != seen:
            return _editor(request, path, 409, text=text, version=version_of(now), other=decoded(now))
        apply(desk.root, [edit])
    except Misread as misread:
        return _editor(request, path, 409, text=text, version=seen, closed=f"{misread.message} {misread.hint}")
    desk.refresh()
    return (_finished if "af" in request.typed else _saved)(request, path)


def _saved(request: DeskRequest, path: str) -> Response:
    """Redirect after saving: to the page, or to an unresolved conflict."""
    if any(it.path == path for it in request.desk.conflicts):
        return go("/publiceren")
    document = request.desk.preview.document(path)
    address = document.address if document else None
    return go("/bekijk", adres=address) if address else go("/tekst", pad=path, gedaan="bewaard")


def _editor(request: DeskRequest, path: str, status: int, **view: object) -> Response:
    preview = request.desk.preview
    document = preview.document(path)
    around = {
        "line": "",
        "other": "",
        "closed": "",
        "path": path,
        "address": document.address or "" if document else "",
        "problems": preview.problems_of(path),
        "conflict": next((it for it in request.desk.conflicts if it.path == path), None),
        "is_draft": preview.standing(path) == Standing.DRAFT,
        "is_checked": preview.is_checked,
        "done": DONE.get(request.typed["gedaan"], ""),
        "form": address_in_form(path) if can_open(request.desk.root) else "",
        "keys": _keys(path, str(view.get("text", ""))),
    }
    return show(request, "text.html", preview.title(path), status, **(around | view))


def _keys(path: str, text: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """Return the keys that a text has and may have, with their meanings and nested keys."""
    known = keys_of(kind_of(path).entry) if path.endswith(".md") else {}
    there = [name for name in dict.fromkeys(_KEY.findall(text.partition("\n---")[0])) if name in known]
    told = {
        name: (name, f"{explained(key).rstrip('.')}.", [below.name for below in key.below])
        for name, key in known.items()
    }
    return {
        "Dit staat er nu": [told[name] for name in there],
        "Dit mag er ook bij": [it for name, it in told.items() if name not in there],
    }


def version_of(typed: bytes) -> str:
    """Return the version of a file, to detect a change since it was shown."""
    return blake2b(typed, digest_size=16).hexdigest()


def finish(request: DeskRequest) -> Response:
    """Make a draft a normal text, and show what will be published."""
    path = request.typed["pad"]
    return lost(request, path) if file_of(request.desk, path) is None else _finished(request, path)


def _finished(request: DeskRequest, path: str) -> Response:
    """Make a draft a normal text, unless it still has errors."""
    desk = request.desk
    desk.preview.checked()
    if any(it.in_draft and it.rule.severity is Severity.ERROR for it in desk.preview.problems_of(path)):
        return go("/tekst", pad=path, gedaan="nog-niet")
    edit = rewritten(desk.root, path, lambda typed: _DRAFT.sub("", typed, count=1))
    if edit.old == edit.new or desk.preview.standing(path) != Standing.DRAFT:
        return go("/tekst", pad=path)
    again = restoration(desk.preview.shown.site, path, (edit.new or b"").decode())
    return write(request, [edit, *again], go("/publiceren"))


def open_elsewhere(request: DeskRequest) -> Response:
    """Open a text in the default program of this computer."""
    path = request.typed["pad"]
    place = file_of(request.desk, path)
    if place is None:
        return lost(request, path)
    try:
        request.desk.open_file(place)
    except OSError:
        told = "Deze computer heeft geen programma dat dit bestand opent."
        return show(request, "message.html", "Dit lukt niet", 409, told=told, path=path)
    return go("/tekst", pad=path)


def not_for(request: DeskRequest, path: str, screen: str) -> Response:
    """Return the page for an action that is impossible: the text has an error, or does not exist."""
    if file_of(request.desk, path) is None or screen not in dict(acts(path)):
        return lost(request, path)
    told = "In deze tekst staat een fout. Herstel die eerst."
    return show(request, "message.html", "Dit kan nu niet", 409, told=told, path=path)


def lost(request: DeskRequest, path: str) -> Response:
    """Return the page for a text that does not exist."""
    return show(request, "message.html", "Dit bestand is er niet", 404, told=f"Ik kan `{path}` niet vinden.")


ROUTES = [
    at("/tekst", edit),
    at("/tekst", save, "POST"),
    at("/af", finish, "POST"),
    at("/open", open_elsewhere, "POST"),
]
