"""Shows the problems in the texts, and applies safe fixes after confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from starlette.responses import Response

from avksite.commands.edits import Edit, apply, differences
from avksite.commands.fix import can_be_typed, edits_of, fixes_of
from avksite.desk.preview import by_weight
from avksite.desk.screens import Desk, DeskRequest, at, go, show
from avksite.problems import Misread, Problem, Severity
from avksite.report import tally_of


def problems(request: DeskRequest) -> Response:
    """Show all problems: errors first, then by file."""
    preview = request.desk.preview
    found = preview.problems
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    others = by_weight(problem for problem in found if problem.severity is not Severity.ERROR)
    files = groupby(sorted(others, key=lambda it: it.place.path), key=lambda it: it.place.path)
    by_file: list[tuple[str, list[Problem]]] = [(preview.title(path), list(of_file)) for path, of_file in files]
    return show(
        request,
        "problems.html",
        "Meldingen",
        errors=errors,
        by_file=by_file,
        tally=tally_of(found),
        mendable=len(fixes_of(found)),
        is_checked=preview.is_checked,
    )


def _edits(desk: Desk, wanted: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return what the problems that somebody means change in the files, as far as they can be mended."""
    return edits_of(desk.preview.checked().site, _meant(desk.preview.problems, wanted))


def _meant(problems: tuple[Problem, ...], wanted: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the selected problems; a fix that is not safe is applied for one problem at a time."""
    path, line, rule = wanted.get("pad", ""), wanted.get("regel", ""), wanted.get("soort", "")
    return tuple(
        it
        for it in (filter(can_be_typed, problems) if path and line and rule else fixes_of(problems))
        if path in {"", it.place.path} and line in {"", str(it.place.line)} and rule in {"", it.rule.id}
    )


def look(request: DeskRequest, wrong: str = "") -> Response:
    """Show the fixes for one problem, a file or everything, for confirmation."""
    wanted = request.typed
    edits = _edits(request.desk, wanted)
    shown = [(edit, [*differences(edit)]) for edit in edits]
    asked = {name: wanted.get(name, "") for name in ("pad", "regel", "soort")}
    is_safe = all(it.fix and it.fix.is_safe for it in _meant(request.desk.preview.problems, wanted))
    view = {"shown": shown, "asked": asked, "wrong": wrong, "goes_on": "ook" in wanted, "is_safe": is_safe}
    return show(request, "fixes.html", "Herstel", 409 if wrong else 200, **view)


def mend(request: DeskRequest) -> Response:
    """Apply the fixes; none of them when one of the files changed meanwhile."""
    desk = request.desk
    edits = _edits(desk, request.typed)
    try:
        apply(desk.root, edits)
    except Misread as misread:
        return look(request, f"{misread.message} {misread.hint}")
    desk.refresh()
    if _edits(desk, rest := {"pad": request.typed["pad"]}):  # a fix may reveal another problem
        return go("/herstel", **rest, ook="ja")
    document = desk.preview.document(edits[0].to or edits[0].path) if len(edits) == 1 else None
    return go("/bekijk", adres=document.address) if document and document.address else go("/meldingen")


ROUTES = [at("/meldingen", problems), at("/herstel", look), at("/herstel", mend, "POST")]
