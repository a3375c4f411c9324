"""The first screen: every text with its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from avksite.content.data_files import SENT
from avksite.content.files import DATA
from avksite.desk.preview import Preview, Standing
from avksite.desk.screens import DeskRequest, at, show
from avksite.dutch.formatting import date_in_words
from avksite.kinds import KINDS, NOT_FOUND, kind_of
from avksite.problems import Severity
from avksite.report import tally_of
from avksite.site import HOME

BUSY = "bezig"
"""The group of the texts that are not on the site as they are here."""
IN_THE_TEXT = "Het staat in de tekst"
"""The group of texts that match in their body, and not in their title."""
MOST, PAGE = 30, 100
"""Texts of one kind that are shown at first, and of the one kind that is looked through."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in a list."""

    path: str
    title: str
    address: str
    """"" for a text without a page."""
    standing: Standing
    when: str
    why: str
    """What an error in it means for readers."""
    problems: int
    """How many errors and warnings there are in it."""


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The texts of one kind."""

    name: str
    rows: tuple[TextRow, ...]
    total: int


def overview(request: DeskRequest) -> Response:
    """Show every text, the newest first, with its state."""
    preview, root = request.desk.preview, request.desk.root
    wanted, whole = request.typed["zoek"].strip(), request.typed["soort"]
    typed = request.typed["vanaf"]
    first = int(typed) if whole and typed.isdecimal() else 0
    most = PAGE if whole else MOST
    words = wanted.casefold().split()
    typed_in = {it.path: it.text for it in preview.shown.site.content.sources} if words else {}
    counts = dict.fromkeys(Standing, 0)
    groups: dict[str, list[TextRow]] = {BUSY: [], **{kind.plural: [] for kind in KINDS}, IN_THE_TEXT: []}
    for row, kind in _rows(preview):
        counts[row.standing] += 1
        if row.standing is not Standing.PUBLIC and not wanted:
            groups[BUSY].append(row)
        called = f"{row.title} {row.path}".casefold()
        if all(it in called for it in words):
            groups[kind].append(row)
        elif all(it in called or it in typed_in.get(row.path, "").casefold() for it in words):
            groups[IN_THE_TEXT].append(row)
    shown = [
        KindGroup(kind, tuple(rows[first : first + most]), len(rows))
        for kind, rows in groups.items()
        if rows and whole in {"", kind}
    ]
    return show(
        request,
        "overview.html",
        "Overzicht",
        groups=shown,
        data=() if wanted or whole else [path for path in DATA if path != SENT and (root / path).is_file()],
        counts={standing: number for standing, number in counts.items() if number},
        wanted=wanted,
        whole=whole,
        first=first,
        size=most,
        tally=tally_of(preview.problems) if preview.problems else "",
        is_checked=preview.is_checked,
    )


def _rows(preview: Preview) -> Iterator[tuple[TextRow, str]]:
    site = preview.shown.site
    for path in sorted(preview.unread):
        about = (preview.title(path), "", preview.standing(path), "", _why(preview, path), _serious(preview, path))
        yield TextRow(path, *about), kind_of(path).plural
    documents = (*site.withheld.values(), *site.documents)
    by_title = sorted(documents, key=lambda it: (it.address == NOT_FOUND, it.path != HOME, it.entry.label.casefold()))
    for document in sorted(by_title, key=lambda it: (it.entry.day is None, it.entry.day), reverse=True):
        entry, path, moment = document.entry, document.path, document.entry.visible_from
        standing = preview.standing(path)
        when = moment.text if moment and standing is Standing.PLANNED else date_in_words(entry.day) if entry.day else ""
        address, wrong = document.address or "", _serious(preview, path)
        yield TextRow(path, entry.label, address, standing, when, _why(preview, path), wrong), document.kind.plural


def _why(preview: Preview, path: str) -> str:
    return preview.why(path) if preview.standing(path) in {Standing.HELD, Standing.FAULTY} else ""


def _serious(preview: Preview, path: str) -> int:
    return sum(problem.rule.severity is not Severity.HINT for problem in preview.problems_of(path))


ROUTES = [at("/", overview), at("", overview)]
