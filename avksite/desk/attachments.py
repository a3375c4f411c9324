"""Attaches a file to a text: a document, a recording, an image in the text, or a logo."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from starlette.responses import Response

from avksite.commands.edits import Edit, rewritten, with_key
from avksite.commands.new import file_name
from avksite.content.file_types import media_type, picture_form
from avksite.content.media import ENDINGS
from avksite.desk.screens import DeskRequest, acts, at, go, show, write
from avksite.desk.texts import not_for
from avksite.desk.writing import MEDIA, PICTURES, free
from avksite.importing.pictures import fault_in
from avksite.kinds.organisation import ORGANISATION
from avksite.problems import Misread
from avksite.site import media_address

SCREEN, WORDS, LOGO = "/bestand", "woorden", "logo"
_ROUND = str.maketrans("[]", "()")
"""The replacement of square brackets, which would end alt text."""
_BLOCKS = {"video": "video", "audio": "audio"}
"""The blocks for media types (RFC 6838, 4.2); anything else that is no picture is to be taken along."""


def ask(request: DeskRequest, wrong: Mapping[str, str] = MappingProxyType({})) -> Response:
    """Show the form for attaching a file."""
    path, words = request.typed["pad"], " ".join(request.typed[WORDS].split())
    document = request.desk.preview.document(path)
    if document is None or SCREEN not in dict(acts(path)):
        return not_for(request, path, SCREEN)
    view = {"path": path, "words": words, "wrong": wrong, "can_be_logo": ORGANISATION.holds(document)}
    view |= {"accepts": ",".join(f".{it}" for it in sorted(ENDINGS))}
    return show(request, "file.html", f"Bestand bij {document.entry.label}", 422 if wrong else 200, **view)


def put(request: DeskRequest) -> Response:
    """Add a file to the media, and name it at the end of the text, or as the logo."""
    path, words, is_logo = request.typed["pad"], " ".join(request.typed[WORDS].split()), request.typed["hoe"] == LOGO
    if not request.files["bestand"]:
        return ask(request, {"bestand": "Kies het bestand nog."})
    file = request.files["bestand"][0]
    ending, content = PurePosixPath(file.name).suffix[1:].lower(), file.content
    if not ending.isalnum():
        ending = ""
    if ending in PICTURES:
        ending = ending if ending == "jpeg" else picture_form(content) or ending
    wrong: dict[str, str] = {}
    if not words:
        wrong[WORDS] = "Schrijf in een paar woorden wat het is."
    if fault := fault_in(f"bestand.{ending}".rstrip("."), content):
        wrong["bestand"] = f"{fault}. Kies een ander bestand."
    elif is_logo and ending not in PICTURES:
        wrong["bestand"] = "Een logo is een afbeelding: neem een svg, png of jpg."
    try:
        place = free(request.desk.root / MEDIA, file_name(words) if words else "bestand", ending)
    except Misread as misread:
        wrong[WORDS] = f"{misread.message} {misread.hint}"
    if wrong:
        return ask(request, wrong)
    new = Edit(f"{MEDIA}/{place.name}", None, content)
    address = media_address(new.path)
    if is_logo:
        edit = rewritten(request.desk.root, path, lambda text: with_key(text, LOGO, [f"{LOGO}: {address}"]))
    else:
        edit = rewritten(request.desk.root, path, lambda text: f"{text.rstrip()}\n\n{_named(words, address, ending)}\n")
    return write(request, (new, edit), go("/tekst", pad=path, gedaan="logo" if is_logo else "bestand"))


def _named(words: str, address: str, ending: str) -> str:
    """Return the Markdown that shows a file or offers it as a download."""
    if ending in PICTURES:
        return f"![{words.translate(_ROUND)}]({address})"
    block = _BLOCKS.get(media_type(ending).partition("/")[0], "download")
    return f"/// {block} | {words}\n    bestand: {address}\n///"


ROUTES = [at(SCREEN, ask), at(SCREEN, put, "POST")]
