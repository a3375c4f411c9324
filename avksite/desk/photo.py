"""The photo of an existing text: add, replace or remove it, or change its alt text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.responses import Response

from avksite.commands.edits import BY_HAND, Edit, rewritten, with_key
from avksite.commands.new import given_lines
from avksite.commands.withdraw import GONE, files_named, ledger_with, own_files, removal
from avksite.content import front_matter
from avksite.content.files import Source
from avksite.desk.screens import Desk, DeskRequest, acts, at, go, show, write
from avksite.desk.texts import not_for
from avksite.desk.writing import ACCEPTS, ALT, KEPT, new_picture, picture_in, picture_key, wrong_with
from avksite.kinds import kind_of
from avksite.kinds.base import pictures
from avksite.kinds.document import understand
from avksite.problems import Misread
from avksite.site import media_address

SCREEN, OFF = "/foto", "weg"
STALE = "Dit stond bij de vorige foto. Is dat ook op deze foto te zien? Bewaar dan nog een keer. Schrijf het anders op."
"""Asked once when the photo is replaced and its alt text is not."""


NOTHING: Mapping[str, str] = MappingProxyType({})


def ask(request: DeskRequest, typed: Mapping[str, str] = NOTHING, wrong: Mapping[str, str] = NOTHING) -> Response:
    """Show the form for the photo of a text."""
    desk, path = request.desk, request.typed["pad"]
    if not _can_have(desk, path):
        return not_for(request, path, SCREEN)
    now = _photo(desk, path)
    view = {"path": path, "now": now, "typed": {ALT: now.get("alt", ""), **typed}, "wrong": wrong, "accepts": ACCEPTS}
    kept = desk.picture if typed.get(KEPT) else None
    title = f"Foto bij {desk.preview.title(path)}"
    return show(request, "photo.html", title, 422 if wrong else 200, picture=kept, **view)


def _can_have(desk: Desk, path: str) -> bool:
    return desk.preview.document(path) is not None and SCREEN in dict(acts(path))


def _key(path: str) -> str:
    return picture_key(kind_of(path).name)


def _photo(desk: Desk, path: str) -> dict[str, str]:
    """Return the photo in the front matter of a text, by key; {} when it has none."""
    document = desk.preview.document(path)
    typed = front_matter.split(path, document.typed)[0].values.get(_key(path), {}) if document else {}
    given = typed.items() if isinstance(typed, dict) else {"bestand": typed}.items()
    return {key: value for key, value in given if isinstance(value, str) and value}


def put(request: DeskRequest) -> Response:
    """Add, replace or remove the photo of a text."""
    desk, path, alt = request.desk, request.typed["pad"], " ".join(request.typed[ALT].split())
    if not _can_have(desk, path):
        return not_for(request, path, SCREEN)
    now, values, made = _photo(desk, path), dict[str, str](), list[Edit]()
    if request.typed["hoe"] != OFF:
        picture = picture_in(request)
        is_asked = picture is None or request.typed[KEPT] == picture.id or alt != now.get("alt")
        wrong = {} if is_asked or not alt else {ALT: STALE}
        if wrong := wrong_with(wrong, picture, alt, is_there=bool(now)):
            return ask(request, {ALT: alt, KEPT: picture.id if picture else ""}, wrong)
        values = {key: value for key, value in now.items() if key != "decoratief"} | {"alt": alt}
        if made := new_picture(desk.root, picture, desk.preview.title(path)):
            values = {"bestand": media_address(made[0].path), "alt": alt}
        elif not now:
            return ask(request, wrong={"foto": "Kies de foto nog."})
    return _put(request, path, values, made)


def _put(request: DeskRequest, path: str, values: Mapping[str, str], made: list[Edit]) -> Response:
    """Type the photo in the front matter; the file of the old one is removed when nothing names it any more."""
    site, key = request.desk.preview.shown.site, _key(path)
    edit = rewritten(
        request.desk.root, path, lambda text: with_key(text, key, given_lines(key, values) if values else ())
    )
    text = (edit.new or b"").decode()
    document, _ = understand(Source.of(path, text))
    read = [picture.file for loc, picture in pictures(document.entry) if loc[0] == key] if document else None
    if read != [it for it in (values.get("bestand"),) if it]:
        raise Misread("Boven deze tekst kan ik de foto niet typen.", BY_HAND)
    gone = [file for file in own_files(site, path) if file not in files_named(site, path, text)]
    away = (it for file in gone for it in removal(request.desk.root, file))
    ledger = ledger_with(site, dict.fromkeys(map(media_address, gone), GONE))
    done = go("/bekijk", adres=document.address) if document and document.address else go("/tekst", pad=path)
    return write(request, (*made, edit, *away, *ledger), done)


ROUTES = [at(SCREEN, ask), at(SCREEN, put, "POST")]
