"""The online editor on this computer, at `/beheer/`: it works in the folder of this project."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from starlette.responses import FileResponse, JSONResponse, Response

from avksite.content.file_types import media_type
from avksite.content.settings import FORM
from avksite.desk.screens import DeskRequest, at, go, show
from avksite.outputs.editor import PAGE, own_files
from avksite.outputs.editor.program import fetch, files_of, find_npm, place_in
from avksite.problems import Misread

SCREEN = "/formulier"
TEXTS = "teksten.json"
"""The digests of all texts as they are on disk: the form writes over none that changed since it was read."""


def can_open(root: Path) -> bool:
    """Return whether the form can work in a project: its program is there, and so is the history that it asks for."""
    return place_in(root).is_dir() and (root / ".git").exists()


def get(request: DeskRequest) -> Response:
    """Download the program of the editor."""
    try:
        fetch(request.desk.root, find_npm())
    except Misread as misread:
        return explain(request, f"{misread.message} {misread.hint}", 503)
    return go(SCREEN)


def explain(request: DeskRequest, wrong: str = "", status: int = 200) -> Response:
    """Tell how to write in the form, and what is still needed for it."""
    view = {
        "form": FORM,
        "wrong": wrong,
        "is_there": place_in(request.desk.root).is_dir(),
        "has_history": (request.desk.root / ".git").exists(),
        "folder": request.desk.root.resolve(),
    }
    return show(request, "form.html", "Schrijven in een formulier", status, **view)


def file(request: DeskRequest) -> Response:
    """Answer with a file of the form; without its program, with what to do about that."""
    place, name = place_in(request.desk.root), request.path_params["path"] or PAGE
    if not place.is_dir():
        return explain(request, status=404)
    type_ = media_type(name.rpartition(".")[2])
    if name == TEXTS:
        return JSONResponse([_digest(path) for path in (request.desk.root / "content").rglob("*.md")])
    if own := own_files(request.desk.preview.shown.site, TEXTS).get(name):
        return Response(own, media_type=type_)
    found = files_of(place).get(name)
    return FileResponse(found, media_type=type_) if found else Response("Dit is er niet.", 404, media_type="text/plain")


def _digest(path: Path) -> str:
    """Return the digest of a text as the form reads it: with plain ends of lines, and nothing around it."""
    text = path.read_bytes().decode("utf-8-sig", "replace").strip()
    return sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()


ROUTES = [
    at(SCREEN, explain),
    at(SCREEN, get, "POST"),
    at("{path:path}", file, below=FORM),
]
