"""Phone numbers: one number, one way to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.content.contact import Phone, parse_phone
from avksite.kinds.base import texts
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

NOTATION = Rule(
    id="telefoon-notatie",
    severity=Severity.HINT,
    promise="Eén telefoonnummer staat overal op dezelfde manier.",
    why="De lezer ziet dan meteen dat het hetzelfde nummer is. In groepjes is het goed voor te lezen en te onthouden.",
    bad="Bel 0591 22 33 44. Of bel 0591-223344.\n",
    good="Bel 0591 22 33 44. Of kom langs.\n",
)

RULES = (NOTATION,)

_DIALLED = "tel:"
# With dots between the figures it is no link, but a reader still takes it for a phone number.
_DOTTED = re.compile(r"(?<![\d.,/-])0\d{1,3}(?:\.\d{2,4}){2,4}(?![\d,/-]|\.\d)")


@dataclass(frozen=True, slots=True)
class _Written:
    typed: str
    phone: Phone
    place: Place


def check(site: Site) -> Iterator[Problem]:
    """Compare how each number is typed; the first notation that can be read aloud is the right one."""
    ways: dict[str, list[_Written]] = {}
    for document in site.documents:
        for written in _numbers(document):
            ways.setdefault(written.phone.number, []).append(written)
    for group in ways.values():
        if len({written.typed for written in group}) > 1:
            right = group[0].phone.text
            usual = right if any(written.typed == right for written in group) else group[0].typed
            yield from (_problem(written, usual) for written in group if written.typed != usual)


def _problem(written: _Written, usual: str) -> Problem:
    message = f"Hier staat `{written.typed}`, en elders hetzelfde nummer als `{usual}`."
    right = written.phone.text
    return Problem(NOTATION, written.place, message, f"Typ `{right}`.", fix=Fix(written.typed, right))


def _numbers(document: Document) -> Iterator[_Written]:
    for link in document.body.links:
        if link.target.startswith(_DIALLED) and link.typed:
            yield from _read(link.typed, Place(document.path, link.line))
    for loc, text in texts(document.entry):
        for found in _DOTTED.finditer(text):
            yield from _read(found[0], document.place(*loc))
    for passage in document.body.passages:
        for found in _DOTTED.finditer(passage.text):
            yield from _read(found[0], Place(document.path, passage.line))


def _read(typed: str, place: Place) -> Iterator[_Written]:
    try:
        phone = parse_phone(typed)
    except Misread:
        return
    yield _Written(typed, phone, place)
