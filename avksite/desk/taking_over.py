"""Take over old texts: files that somebody has become drafts, with the questions that are left."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from avksite.commands.edits import apply
from avksite.desk.screens import Ask, Desk, at, show
from avksite.importing import Draft, Refused, import_from
from avksite.problems import Misread


def ask(request: Ask) -> Response:
    """Ask for the files."""
    return show(request, "taking_over.html", "Neem oude teksten over", drafts=(), refused=(), wrong="", pasted="")


async def take(request: Ask) -> Response:
    """Make drafts of the files, and show what is left to ask of each."""
    with tempfile.TemporaryDirectory() as folder:
        async with request.form() as form:
            for number, given in enumerate(form.getlist("bestand")):
                if isinstance(given, UploadFile) and given.filename:
                    # Only the name itself: a browser may send the way to it, and another program anything.
                    name = PurePosixPath(given.filename.replace("\\", "/").replace("\0", "")).name[-60:].lstrip(".")
                    place = Path(folder) / (name or "tekst")
                    if place.exists():  # of two folders
                        place = place.with_stem(f"{place.stem}-{number}")
                    place.write_bytes(await given.read())
            pasted, address = (str(form.get(name, "")).strip() for name in ("geplakt", "adres"))
            if pasted:
                first = f"{address if '://' in address else f'https://{address}'}\n\n" if address else ""
                (Path(folder) / "geplakte tekst.txt").write_text(f"{first}{pasted}\n", encoding="utf-8")
        drafts, refused, wrong = await run_in_threadpool(_taken, request.desk, Path(folder))
    await run_in_threadpool(request.desk.refresh)
    titled = [(draft, request.desk.preview.title(draft.path)) for draft in drafts]
    view = {"drafts": titled, "refused": refused, "wrong": wrong, "pasted": "" if drafts else pasted}
    return show(request, "taking_over.html", "Neem oude teksten over", 422 if wrong else 200, **view)


def _taken(desk: Desk, folder: Path) -> tuple[list[Draft], list[Refused], str]:
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
