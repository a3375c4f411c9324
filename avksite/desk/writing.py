"""Begin a text: what it is, what is needed for that, a picture, and the words."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.routing import Route

from avksite.commands.edits import Edit, apply
from avksite.commands.new import fields, kinds, scaffold
from avksite.content.media import ENDINGS
from avksite.desk.screens import Desk, go, show
from avksite.desk.site_files import DESK
from avksite.dutch.formatting import slug
from avksite.problems import Misread
from avksite.site import media_address

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from avksite.commands.new import Field

KIND = "wat-het-is"
"""The field that says what is made; no key has such a name, and an event has a `soort` of its own."""
PICTURE, ALT = "afbeelding.bestand", "afbeelding.alt"
PICTURES = {"jpg", "jpeg", "png", "webp", "avif", "gif", "heic", "svg"} & set(ENDINGS)
ACCEPTS = ",".join(f".{ending}" for ending in sorted(PICTURES))
LABELS = {"foto": "De foto", ALT: "Wat er op de foto te zien is", "tekst-zelf": "De tekst"}
MEDIA = "content/media"


def begin(request: Request) -> Response:
    """Ask what somebody wants to make, and then what is needed for that."""
    kind = request.query_params.get("soort", "")
    return _asked(request, kind if kind in kinds() else "", {}, {})


async def create(request: Request) -> Response:
    """Make a file of what was filled in, with its picture, and show it."""
    desk: Desk = request.app.state.desk
    async with request.form() as form:
        kind = str(form.get(KIND, ""))
        typed = {name: ", ".join(map(str, form.getlist(name))) for name in form if name != "foto"}
        if kind not in kinds():
            return go("/nieuw")
        values, wrong = _read(kind, form)
        if wrong := wrong_with(wrong, form.get("foto"), typed.get(ALT, "").strip()):
            return _asked(request, kind, typed, wrong)
        edits = await new_picture(desk.root, form.get("foto"), typed.get("titel", ""))
        if edits:
            values |= {PICTURE: media_address(edits[0].path), ALT: typed[ALT].strip()}
        try:
            path, text = scaffold(desk.root, kind, values, desk.preview.now.date(), body=_body(typed), offers=False)
            apply(desk.root, (*edits, Edit(path, None, text.encode())))
        except Misread as misread:
            return _asked(request, kind, typed, {"titel": f"{misread.message} {misread.hint}"})
    await run_in_threadpool(desk.refresh)
    document = desk.preview.document(path)
    return go("/bekijk", adres=document.address) if document and document.address else go("/tekst", pad=path)


def _read(kind: str, form: FormData) -> tuple[dict[str, str | Collection[str]], dict[str, str]]:
    """Return what was filled in, by key, and by key what is wrong with it."""
    values: dict[str, str | Collection[str]] = {}
    wrong: dict[str, str] = {}
    for field in _fields(kind):
        typed = ", ".join(map(str, form.getlist(field.key))).strip()
        if field.required and not typed:
            wrong[field.key] = "Vul dit nog in."
            continue
        try:
            if read := field.read(typed):
                values[field.key] = read
        except Misread as misread:
            wrong[field.key] = f"{misread.message} {misread.hint}"
    return values, wrong


async def new_picture(root: Path, picture: object, title: str) -> list[Edit]:
    """Return what puts a picture among the others, with a name after the title of its text; nothing without one."""
    if not isinstance(picture, UploadFile) or (ending := _ending(picture)) is None:
        return []
    place = free(root / MEDIA, slug(title) or "foto", ending)
    return [Edit(f"{MEDIA}/{place.name}", None, await picture.read())]


def wrong_with(wrong: dict[str, str], picture: object, alt: str, *, is_there: bool = False) -> dict[str, str]:
    """Return what is wrong, with what is wrong of a picture and its words; of one that is there words may change."""
    found: dict[str, str] = {}
    ending = _ending(picture)
    if ending is None and not is_there and alt:
        found["foto"] = "Kies de foto nog, of haal weg wat erop te zien is."
    elif ending is not None and ending not in PICTURES:
        found["foto"] = f"Dit is geen foto die op een site kan. Neem een bestand dat eindigt op {_listed()}."
    if (ending is not None or is_there) and not alt:
        found[ALT] = "Schrijf wat er op de foto te zien is: voor wie haar niet ziet."
    if ending is not None and (wrong or found):
        found.setdefault("foto", "Kies de foto nog een keer: een browser onthoudt geen bestanden.")
    return wrong | found


def _fields(kind: str) -> list[Field]:
    """Return what is asked: what is needed, and the topics."""
    return [field for field in fields(kind, also_optional=True) if field.required or field.key == "onderwerpen"]


def _asked(request: Request, kind: str, typed: dict[str, str], wrong: dict[str, str]) -> Response:
    desk: Desk = request.app.state.desk
    site = desk.preview.shown.site
    view = {
        "kinds": kinds(),
        "kind": kind,
        "fields": _fields(kind) if kind else [],
        "has_picture": bool(kind) and any(field.key == PICTURE for field in fields(kind, also_optional=True)),
        "typed": typed,
        "wrong": wrong,
        "today": desk.preview.now.date(),
        "topics": site.config.topics,
        "chosen": typed.get("onderwerpen", "").split(", "),
        "labels": {field.key: field.label for field in _fields(kind)} | LABELS if kind else {},
        "accepts": ACCEPTS,
    }
    title = f"Nieuw: {kinds()[kind].lower()}" if kind else "Nieuw bericht"
    return show(request, "new.html", title, 422 if wrong else 200, **view)


def _body(typed: dict[str, str]) -> str:
    text = typed.get("tekst-zelf", "").replace("\r\n", "\n").strip()
    return f"{text}\n" if text else ""


def _ending(picture: object) -> str | None:
    """Return the ending of a file that was chosen; None when none was."""
    name = picture.filename if isinstance(picture, UploadFile) else ""
    return PurePath(name).suffix[1:].lower() if name else None


def _listed() -> str:
    return ", ".join(sorted(PICTURES))


def free(folder: Path, name: str, ending: str) -> Path:
    """Return a place in a folder where nothing is yet."""
    place, number = folder / f"{name}.{ending}", 1
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}.{ending}"
    return place


ROUTES = [Route(f"{DESK}/nieuw", begin), Route(f"{DESK}/nieuw", create, methods=["POST"])]
