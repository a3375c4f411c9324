"""Mend what needs no thought: show what would be typed, and type it on yes."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from avksite.commands.edits import Edit, apply, differences
from avksite.commands.fix import edits_of, fixes_of
from avksite.desk.screens import Desk, form_at, go, show
from avksite.desk.site_files import DESK
from avksite.problems import Misread, Problem


def look(request: Request) -> Response:
    """Show what would be typed: for one problem, for a file, or for everything."""
    return _shown(request, request.query_params)


def _asked(problems: tuple[Problem, ...], wanted: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the problems that somebody means and that can be mended."""
    path, line, rule = wanted.get("pad", ""), wanted.get("regel", ""), wanted.get("soort", "")
    return tuple(
        it
        for it in fixes_of(problems)
        if path in {"", it.place.path} and line in {"", str(it.place.line)} and rule in {"", it.rule.id}
    )


def _edits(desk: Desk, wanted: Mapping[str, str]) -> tuple[Edit, ...]:
    return edits_of(desk.preview.checked().site, _asked(desk.preview.problems, wanted))


def _shown(request: Request, wanted: Mapping[str, str], wrong: str = "") -> Response:
    desk: Desk = request.app.state.desk
    edits = _edits(desk, wanted)
    shown = [(edit, [*differences(edit)]) for edit in edits]
    asked = {name: wanted.get(name, "") for name in ("pad", "regel", "soort")}
    view = {"shown": shown, "asked": asked, "wrong": wrong, "goes_on": "ook" in wanted}
    return show(request, "mending.html", "Herstel", 409 if wrong else 200, **view)


def mend(request: Request, wanted: Mapping[str, str]) -> Response:
    """Type it; nothing at all when one of the files changed meanwhile."""
    desk: Desk = request.app.state.desk
    edits = _edits(desk, wanted)
    try:
        apply(desk.root, edits)
    except Misread as misread:
        return _shown(request, wanted, f"{misread.message} {misread.hint}")
    desk.refresh()
    if _edits(desk, rest := {"pad": wanted["pad"]}):  # what one fix makes room for
        return go("/herstel", **rest, ook="ja")
    document = desk.preview.document(edits[0].to or edits[0].path) if len(edits) == 1 else None
    return go("/bekijk", adres=document.address) if document and document.address else go("/meldingen")


ROUTES = [Route(f"{DESK}/herstel", look), form_at("/herstel", mend)]
