"""Imports old texts: uploaded files become drafts, with the remaining questions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.responses import Response

from avksite.commands.edits import apply
from avksite.desk.screens import Desk, DeskRequest, at, show
from avksite.importing import Draft, Refused, import_from
from avksite.problems import Misread


def ask(request: DeskRequest) -> Response:
    """Show the form for the files."""
    return show(request, "imports.html", "Neem oude teksten over", drafts=(), refused=(), wrong="", pasted="")


def take(request: DeskRequest) -> Response:
    """Import the files as drafts, and show the questions of each."""
    pasted, address = request.typed["geplakt"].strip(), request.typed["adres"].strip()
    with tempfile.TemporaryDirectory() as folder:
        for number, given in enumerate(request.files["bestand"]):
            # Only the base name: another program may send anything.
            place = Path(folder) / (given.name.replace("\0", "")[-60:].lstrip(".") or "tekst")
            if place.exists():  # files of two folders may have one name
                place = place.with_stem(f"{place.stem}-{number}")
            place.write_bytes(given.content)
        if pasted:
            first = f"{address if '://' in address else f'https://{address}'}\n\n" if address else ""
            (Path(folder) / "geplakte tekst.txt").write_text(f"{first}{pasted}\n", encoding="utf-8")
        drafts, refused, wrong = _imported(request.desk, Path(folder))
    request.desk.refresh()
    titled = [(draft, request.desk.preview.title(draft.path)) for draft in drafts]
    view = {"drafts": titled, "refused": refused, "wrong": wrong, "pasted": "" if drafts else pasted}
    return show(request, "imports.html", "Neem oude teksten over", 422 if wrong else 200, **view)


def _imported(desk: Desk, folder: Path) -> tuple[list[Draft], list[Refused], str]:
    drafts: list[Draft] = []
    refused: list[Refused] = []
    try:
        for found in import_from(desk.root, folder, desk.preview.now.date()):
            if isinstance(found, Refused):
                refused.append(found)
                continue
            try:
                apply(desk.root, found.edits)
                drafts.append(found)
            except Misread as misread:
                refused.append(Refused(found.source, misread.message, misread.hint))
    except Misread:
        usual = "een tekst, een pagina, een Word-bestand of een export van WordPress"
        return drafts, refused, f"Plak een tekst, of kies een bestand: {usual}."
    return drafts, refused, ""


ROUTES = [at("/overnemen", ask), at("/overnemen", take, "POST")]
