"""Publishes the texts, shows the history of a text, and restores earlier versions."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from starlette.responses import Response

from avksite.commands.edits import Edit
from avksite.commands.withdraw import KEEP, KEPT, copies, files_named, old_copies, restoration
from avksite.content.files import decoded
from avksite.desk.preview import Standing
from avksite.desk.repository import Commit, NotPublished, Repository, repository_of
from avksite.desk.screens import Desk, DeskRequest, at, go, show, write
from avksite.desk.texts import version_of
from avksite.dutch.dates import AMSTERDAM
from avksite.dutch.formatting import date_in_words
from avksite.problems import Severity, Unusable
from avksite.rendering.artifact import Build
from avksite.rendering.changes import Changes, compare
from avksite.rendering.ledger import made_from, require_ledger, save_ledger
from avksite.rendering.write import write as write_site
from avksite.report import tally_of

OUTPUT = "output"
TAKEN = "weggehaald"
"""The version at which a text was withdrawn here, in the list of versions."""


def look(request: DeskRequest, status: int = 200, **view: object) -> Response:
    """Show what publishing would change."""
    desk = request.desk
    preview = desk.preview
    build, repository = preview.build, repository_of(desk.root)
    changes = repository.changes() if repository else ()
    refused = desk.refused
    usual = {"wrong": refused.told if refused else "", "said": "", "sentence": desk.sentence, "done": ""}
    return show(
        request,
        "publish.html",
        "Zet op de site",
        status,
        **usual | view,
        conflicts=desk.conflicts,
        theirs=refused.theirs if refused else "",
        faults=refused.faults if refused else (),
        has_history=repository is not None,
        remote=repository.remote if repository else "",
        author=repository.author if repository else "",
        files=[(it, preview.title(it.path), preview.standing(it.path) == Standing.DRAFT) for it in changes],
        waiting=repository.waiting() if repository else 0,
        changes=_changes(desk, build) if build else None,
        errors=[problem for problem in preview.problems if problem.stops],
        warnings=dict.fromkeys(
            it for change in changes for it in preview.problems_of(change.path) if it.severity is Severity.WARNING
        ),
        is_checked=preview.is_checked,
        tally=tally_of(preview.problems),
    )


def _changes(desk: Desk, build: Build) -> Changes | None:
    """Return what changes for readers; None when this computer made no site before."""
    before = desk.root / OUTPUT
    if not (before / "index.html").is_file():
        return None
    made = {artifact.path: artifact for artifact in build.artifacts}
    return compare(made, before, made.keys() | _files(before)).known_to(build.site)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def publish(request: DeskRequest) -> Response:
    """Write the site, commit the texts with a message, push them, and show the result."""
    with request.desk.publishing:
        return _publish(request, request.desk)


def _publish(request: DeskRequest, desk: Desk) -> Response:
    typed = request.typed
    sentence = " ".join(typed["zin"].split())
    desk.preview.pretend(None)
    desk.sentence = sentence or desk.sentence
    desk.refresh()
    build, repository = desk.preview.checked(), repository_of(desk.root)
    if desk.preview.stops:
        return look(request, 409, wrong="Er is nog een fout. Herstel die eerst: dan kan het op de site.")
    if repository and not sentence and repository.changes():
        return look(request, 422, wrong="Schrijf in een zin wat je hebt veranderd.")
    try:
        _note(desk, build)
        if repository:
            build = share(desk, repository, sentence, typed["overgenomen"], stays=bool(typed["hier"])) or build
        # The public site is built elsewhere: the local one only serves to compare the next time.
        with suppress(*((Unusable,) if repository and repository.remote else ())):
            write_site((*build.artifacts, made_from(build.site)), desk.root / OUTPUT, desk.root / ".cache")
        desk.refused, desk.sentence = None, ""
    except Unusable as unusable:
        return look(request, 409, wrong=" ".join(f"{it.message} {it.hint}" for it in unusable.problems))
    except NotPublished as refused:
        desk.refused = refused if refused.conflicts or refused.faults else None
        return look(request, 409, wrong=refused.told, said=refused.said)
    desk.refresh()
    if repository is None:
        done = f"De site staat klaar in de map `{OUTPUT}`. Zet wat daarin staat op je server."
    elif not repository.remote:
        done = "Je teksten staan in de geschiedenis op deze computer. Er is nog geen plek om ze naartoe te sturen."
    else:
        done = "Het is doorgegeven. De site wordt nu gemaakt: over een paar minuten staat het erop."
    return look(request, done=done)


def share(desk: Desk, repository: Repository, sentence: str, settled: str = "", *, stays: bool = False) -> Build | None:
    """Commit the texts with a message, merge those of others, and push; raise NotPublished when it fails.

    Return what was built of both; None when others had shared nothing.
    """
    build = None
    repository.save(sentence or "De lijst van adressen")
    for _ in range(MOST_OVERTAKEN):
        while before := repository.take_in(settled):  # until nothing new was pushed meanwhile
            _check_with_others(desk, repository, before, stays=stays)
            build = desk.preview.checked()
            _note(desk, build)
            repository.save(sentence or "De lijst van adressen")
        if repository.share():
            return build
    raise NotPublished(_OVERTAKEN)


def _note(desk: Desk, build: Build) -> None:
    """Update the ledger for a build."""
    require_ledger(build.site, desk.root / OUTPUT)
    save_ledger(build.site, build.artifacts)


def _check_with_others(desk: Desk, repository: Repository, before: str, *, stays: bool) -> None:
    """Check the whole now that it holds what others shared; raise NotPublished when there is a fault in it.

    Unless it stays here to be mended, that is left out again: what both wrote is safe, each where it was.
    """
    desk.refresh()
    stopping = desk.preview.checked().stopping(is_strict=False)
    faults = tuple((repository.whose(it.place.path, before), it) for it in stopping)
    if faults and stays:
        raise NotPublished("De teksten van de anderen staan nu hier. Herstel wat er niet klopt.")
    if faults:
        repository.step_back(before)
        desk.refresh()
        desk.preview.checked()
        raise NotPublished(_NOT_TOGETHER, faults=faults)


MOST_OVERTAKEN = 5
"""Retries when others push at the same time, before a person must try again."""
_OVERTAKEN = (
    "Anderen zetten net zelf iets op de site. Wacht even, en klik dan nog een keer. Er is niets weg: je teksten staan "
    "in de geschiedenis op deze computer."
)
_NOT_TOGETHER = (
    "Samen met wat anderen bewaarden, klopt er iets niet. Daarom is er nog niets doorgegeven. Er is niets weg: jouw "
    "teksten staan in de geschiedenis op deze computer, en die van de ander waar iedereen ze vandaan haalt."
)


def history(request: DeskRequest) -> Response:
    """Show the earlier versions of a text; without a text, the withdrawn texts."""
    path, repository = request.typed["pad"], repository_of(request.desk.root)
    if repository is None and path:
        told = "Er is geen geschiedenis: deze map staat niet in Git."
        return show(request, "message.html", "Geschiedenis", 404, told=told)
    versions = [("", version) for version in repository.history(path)] if repository and path else []
    if not path:
        here = {text: copy.stat().st_mtime for text, copy in copies(request.desk.root).items()}
        moments = {text: datetime.fromtimestamp(at, AMSTERDAM) for text, at in here.items()}
        versions = [(text, Commit(TAKEN, at, "hier", "weggehaald in de redactie")) for text, at in moments.items()]
        versions += [it for it in (repository.removed() if repository else ()) if it[0] not in here]
    rows = [(text or path, _moment(it.at), it.who, it.sentence, it.id) for text, it in versions]
    title = f"Geschiedenis van {request.desk.preview.title(path)}" if path else "Weggehaalde teksten"
    old = () if path else _old_copies(request.desk)
    return show(request, "history.html", title, path=path, rows=rows, old=old, days=KEEP.days)


def _old_copies(desk: Desk) -> tuple[str, ...]:
    """Return the copies of texts that were withdrawn long ago; none when previewing another day."""
    return () if desk.preview.pretended else old_copies(desk.root, desk.preview.now)


def throw_away(request: DeskRequest) -> Response:
    """Delete the copies of texts that were withdrawn long ago."""
    for path in _old_copies(request.desk):
        (request.desk.root / KEPT / path).unlink(missing_ok=True)
    return go("/geschiedenis")


def version(request: DeskRequest) -> Response:
    """Show a text as it was."""
    path, moment = request.typed["pad"], request.typed["van"]
    old = _old(request.desk, path, moment)
    if old is None:
        return show(request, "message.html", "Dit is er niet", 404, told="Deze tekst was er toen niet.")
    now = request.desk.root / path
    title, text = f"Zo was {request.desk.preview.title(path)}", old.decode("utf-8", "replace")
    return show(request, "version.html", title, path=path, moment=moment, text=text, version=_version(now))


def bring_back(request: DeskRequest) -> Response:
    """Restore an earlier version of a text."""
    desk = request.desk
    path, moment = request.typed["pad"], request.typed["van"]
    old, place = _old(desk, path, moment), desk.root / path
    if old is None or _version(place) != request.typed["versie"]:
        told = "Deze tekst is intussen veranderd. Kijk nog eens wat je terug wilt halen."
        return show(request, "message.html", "Er is niets teruggehaald", 409, told=told)
    site, text = desk.preview.shown.site, decoded(old)
    absent = (file for file in files_named(site, path, text) if not (desk.root / file).exists())
    lost = ((file, _old(desk, file, moment) or _old(desk, file, TAKEN)) for file in absent)
    edits = (
        Edit(path, place.read_bytes() if place.is_file() else None, old),
        *(Edit(file, None, content) for file, content in lost if content is not None),
        *restoration(site, path, text),
    )
    return write(request, edits, go("/tekst", pad=path, gedaan="terug"))


def _old(desk: Desk, path: str, moment: str) -> bytes | None:
    """Return an earlier version of a file; None for what was never under `content/`."""
    repository = repository_of(desk.root)
    parts = path.split("/")
    is_ours = parts[0] == "content" and len(parts) > 1 and not any(part.startswith(".") or not part for part in parts)
    if not is_ours or "\\" in path or "\0" in path:
        return None
    if moment == TAKEN:
        copy = desk.root / KEPT / path
        return copy.read_bytes() if copy.is_file() else None
    return repository.at(moment, path) if repository else None


def _version(place: Path) -> str:
    return version_of(place.read_bytes()) if place.is_file() else "weg"


def _moment(at: datetime) -> str:
    return f"{date_in_words(at.date())}, {at:%H.%M} uur"


ROUTES = [
    at("/publiceren", look),
    at("/publiceren", publish, "POST"),
    at("/geschiedenis", history),
    at("/opruimen", throw_away, "POST"),
    at("/versie", version),
    at("/versie", bring_back, "POST"),
]
