"""Creates a text: its kind, its keys, an image, and the words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.responses import Response

from avksite.commands.edits import Edit, apply
from avksite.commands.new import Field, fields, file_name, kinds, scaffold
from avksite.content.file_types import picture_form
from avksite.content.media import ENDINGS
from avksite.desk.screens import Desk, DeskRequest, Upload, at, go, show
from avksite.dutch.formatting import slug
from avksite.importing.pictures import fault_in
from avksite.kinds.base import Names
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.kinds.person import PERSON
from avksite.problems import Misread
from avksite.site import media_address

KIND = "wat-het-is"
"""The field for the kind; no key has this name, and an event has its own `soort`."""
ALT, KEPT = "afbeelding.alt", "foto-eerder"
ITEMS = "berichten"
"""The key of the texts in an edition, which the form names by title."""
WITH_A_FILE = {"afbeelding", "foto", "media", "logo"}
SELDOM = {"contact", "publiceer", "citaat", "nummer", "reeks", "doel", "mogelijk-gemaakt-door", "gebied", "afkorting"}
"""Keys that few texts have: they are in a collapsed part of the form."""
PICTURES = {"jpg", "jpeg", "png", "webp", "avif", "gif", "heic", "svg"} & set(ENDINGS)
ACCEPTS = ",".join(f".{ending}" for ending in sorted(PICTURES))
LABELS = {"foto": "De foto", ALT: "Wat er op de foto te zien is", "tekst-zelf": "De tekst"}
MEDIA = "content/media"


def begin(request: DeskRequest) -> Response:
    """Show the choice of kinds, or the form of one."""
    kind = request.typed["soort"]
    return _asked(request, kind if kind in kinds() else "", {}, {})


def create(request: DeskRequest) -> Response:
    """Create a file from the form, with its image, and show it."""
    desk, kind = request.desk, request.typed[KIND]
    if kind not in kinds():
        return go("/nieuw")
    picture = picture_in(request)
    typed = {**request.typed, KEPT: picture.id if picture else ""}
    alt = request.typed[ALT].strip()
    values, wrong = _read(request, kind)
    if wrong := wrong_with(wrong, picture, alt):
        return _asked(request, kind, typed, wrong)
    try:
        edits = new_picture(desk.root, picture, request.typed["titel"] or request.typed["naam"])
        if edits:
            key = picture_key(kind)
            values |= {f"{key}.bestand": media_address(edits[0].path), f"{key}.alt": alt}
        body = request.typed["tekst-zelf"].replace("\r\n", "\n").strip()
        body = f"{body}\n" if body else ""
        path, text = scaffold(desk.root, kind, values, desk.preview.now.date(), body=body, offers=False)
        apply(desk.root, (*edits, Edit(path, None, text.encode())))
    except Misread as misread:
        return _asked(request, kind, typed, {"titel": f"{misread.message} {misread.hint}"})
    desk.refresh()
    document = desk.preview.document(path)
    return go("/bekijk", adres=document.address) if document and document.address else go("/tekst", pad=path)


def _read(request: DeskRequest, kind: str) -> tuple[dict[str, str | Collection[str]], dict[str, str]]:
    """Return the values of the form, and the errors, by key."""
    values: dict[str, str | Collection[str]] = {}
    wrong: dict[str, str] = {}
    for field in _fields(kind):
        typed = request.typed[field.key].strip()
        if field.required and not typed:
            wrong[field.key] = "Vul dit nog in."
            continue
        try:
            if read := field.read(typed, request.desk.preview.now.date()):
                values[field.key] = _by_path(request.desk, read) if field.key == ITEMS else read
        except Misread as misread:
            wrong[field.key] = f"{misread.message} {misread.hint}"
    return values, wrong


def _by_path(desk: Desk, typed: str | Collection[str]) -> str | list[str]:
    """Convert titles of texts to paths; what is no title stays unchanged."""
    site = desk.preview.shown.site
    known = {it.entry.title.casefold(): f"/{it.path.removeprefix('content/')}" for it in reversed(site.pages)}
    return typed if isinstance(typed, str) else [known.get(it.casefold(), it) for it in typed]


def picture_key(kind: str) -> str:
    """Return the key of the image of a kind; "" when it has none."""
    keys = {field.key for field in fields(kind, also_optional=True)}
    return next((key for key in ("foto", "afbeelding") if f"{key}.bestand" in keys), "")


def new_picture(root: Path, picture: Upload | None, title: str) -> list[Edit]:
    """Return the edits that add an image to the media, named after the title of its text; [] without one."""
    if picture is None:
        return []
    place = free(root / MEDIA, file_name(title) if slug(title) else "foto", _ending(picture))
    return [Edit(f"{MEDIA}/{place.name}", None, picture.content)]


def wrong_with(wrong: dict[str, str], picture: Upload | None, alt: str, *, is_there: bool = False) -> dict[str, str]:
    """Return the errors with those of an image and its alt text; of an existing one only the alt text may change."""
    found: dict[str, str] = {}
    if picture is None and not is_there and alt:
        found["foto"] = "Kies de foto nog, of haal weg wat erop te zien is."
    elif picture is not None and _ending(picture) not in PICTURES:
        how = f"Bewaar haar als jpg, of neem een bestand dat eindigt op {', '.join(sorted(PICTURES))}."
        found["foto"] = f"Dit is geen foto die op een site kan. {how}"
    elif picture is not None and (fault := fault_in(f"foto.{_ending(picture)}", picture.content)):
        found["foto"] = f"{fault}. Bewaar haar opnieuw als jpg, of kies een andere foto."
    if (picture is not None or is_there) and not alt:
        found[ALT] = "Schrijf wat er op de foto te zien is: voor wie haar niet ziet."
    return wrong | found


def picture_in(request: DeskRequest) -> Upload | None:
    """Return the uploaded image of this request, or that of an earlier one whose form had errors."""
    if given := request.files["foto"]:
        request.desk.picture = given[0]
        return given[0]
    kept = request.desk.picture
    return kept if kept and request.typed[KEPT] == kept.id else None


def _fields(kind: str) -> list[Field]:
    """Return the fields of the form, without the image and references to files, which have their own."""
    found = [it for it in fields(kind, also_optional=True) if it.key.partition(".")[0] not in WITH_A_FILE]
    return [it for it in found if it.required or it.names not in {Names.FILE, Names.TEXT}]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form, with its choices: values and labels."""

    field: Field
    choices: tuple[tuple[str, str], ...]
    usual: str
    """Its initial value."""


@dataclass(frozen=True, slots=True)
class Fieldset:
    """A group of fields."""

    name: str
    """Its heading, or ""."""
    questions: tuple[FormField, ...]


def _parts(desk: Desk, kind: str) -> tuple[list[Fieldset], list[Fieldset]]:
    """Return the usual groups of fields, and the collapsed ones."""
    site, today = desk.preview.shown.site, f"{desk.preview.now.date():%d-%m-%Y}"
    known = {
        Names.TOPIC: tuple(site.config.topics.items()),
        Names.PERSON: tuple((it.id, it.entry.label) for it in site.documents if PERSON.holds(it)),
        Names.ORGANISATION: tuple((it.id, it.entry.label) for it in site.documents if ORGANISATION.holds(it)),
    }
    by_name: dict[tuple[bool, str], list[FormField]] = {}
    for field in _fields(kind):
        choices = tuple((it, it) for it in field.choices) or (known.get(field.names, ()) if field.names else ())
        usual = {"datum": today, ITEMS: "automatisch"}.get(field.key, "")
        group, _, _ = field.key.rpartition(".")
        is_seldom = not field.required and field.key.partition(".")[0] in SELDOM
        name = "" if field.required else group.replace(".", ": ").capitalize()
        by_name.setdefault((is_seldom, name), []).append(FormField(field, choices, usual))
    parts = [(seldom, Fieldset(name, tuple(found))) for (seldom, name), found in by_name.items()]
    return [part for seldom, part in parts if not seldom], [part for seldom, part in parts if seldom]


def _asked(request: DeskRequest, kind: str, typed: dict[str, str], wrong: dict[str, str]) -> Response:
    often, seldom = _parts(request.desk, kind) if kind else ([], [])
    view = {
        "kinds": dict(sorted(kinds().items(), key=lambda it: it[0] == PAGE.name)),
        "kind": kind,
        "often": often,
        "seldom": seldom,
        "has_picture": bool(kind) and bool(picture_key(kind)),
        "picture": request.desk.picture if wrong and typed.get(KEPT) else None,
        "typed": typed,
        "wrong": wrong,
        "labels": {field.key: field.label for field in _fields(kind)} | LABELS if kind else {},
        "accepts": ACCEPTS,
    }
    title = f"Nieuw: {kinds()[kind].lower()}" if kind else "Nieuw bericht"
    return show(request, "new.html", title, 422 if wrong else 200, **view)


def _ending(picture: Upload) -> str:
    """Return the extension of an upload: by its content, or else by its name."""
    named = PurePosixPath(picture.name).suffix[1:].lower()
    return named if named == "jpeg" else picture_form(picture.content) or named


def free(folder: Path, name: str, ending: str) -> Path:
    """Return a free place in a folder."""
    place, number = folder / f"{name}.{ending}", 1
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}.{ending}"
    return place


ROUTES = [at("/nieuw", begin), at("/nieuw", create, "POST")]
