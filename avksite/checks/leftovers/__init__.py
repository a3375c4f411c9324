"""Signs in the finished text that do nothing here: of other tools, of a link that is none, of a text not yet done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.checks.leftovers.signs import HALF_LINKS, NOT_DONE, PLAIN, SIGNS
from avksite.checks.stretches import Finished, of_site, of_text
from avksite.content.markdown.links import UNFINISHED_LINK
from avksite.kinds.page import PAGE
from avksite.problems import Fix, Place, Problem, Rule, Severity, shortened
from avksite.rendering.layout import STATEMENT
from avksite.rendering.made_pages import LISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from avksite.checks.leftovers.signs import Sign
    from avksite.kinds.base import Document
    from avksite.site import Site

FOREIGN = Rule(
    id="vreemd-teken",
    severity=Severity.WARNING,
    promise="In een tekst staan alleen tekens die hier iets doen.",
    why="Een teken van een ander programma doet hier niets. De lezer ziet het staan, of hoort het voorlezen.",
    bad="Neem ==een vork== mee.\n",
    good="Neem **een vork** mee.\n",
)
FIELD = Rule(
    id="invulveld",
    severity=Severity.ERROR,
    promise="In een nieuwsbrief staan geen velden die een maildienst moet invullen.",
    why="De site maakt één brief voor iedereen. Niemand vult het veld in, of een dienst doet dat zelf.",
    bad="-- content/nieuwsbrieven/mei.md --\n---\ntitel: Nieuwsbrief van mei\nonderwerp: Wat er in mei gebeurt\n"
    "voorbeeldtekst: Kom naar de open dag.\ndatum: 1 mei 2024\nberichten: automatisch\n---\nDag {{voornaam}}!\n",
    good="-- content/nieuwsbrieven/mei.md --\n---\ntitel: Nieuwsbrief van mei\nonderwerp: Wat er in mei gebeurt\n"
    "voorbeeldtekst: Kom naar de open dag.\ndatum: 1 mei 2024\nberichten: automatisch\n---\nDag lezer!\n",
)
NOT_FINISHED = Rule(
    id="nog-niet-af",
    severity=Severity.WARNING,
    promise="Een tekst op de site is af.",
    why="De lezer ziet anders jouw eigen notitie, en mist wat er had moeten staan.",
    bad="We beginnen om TODO.\n",
    good="We beginnen om tien uur.\n",
)

RULES = (FOREIGN, FIELD, NOT_FINISHED)

_MARKED = re.compile(r"`(?:\*+|\[)(<\w+>)(?:\*+|\]\([^`]*\))`")
_WRITE = "Schrijf hier wat er moet staan."
_OR_WAIT = "Schrijf hier wat er moet staan, of zet `concept: ja` boven de tekst tot je hem af hebt."


class _Leftover(NamedTuple):
    found: re.Match[str]
    rule: Rule
    message: str
    hint: str
    row: Sign | None = None
    new: str = ""


def check(document: Document) -> Iterator[Problem]:
    """Walk through all that a reader sees of a text, above it and in it; code is for showing signs, and stays."""
    finished = Finished(of_text(document), document.typed)
    yield from _told(document.path, finished, is_letter=document.kind.is_mailed)
    if document.kind.needs_text and _is_empty(document):
        line = document.typed.rstrip().count("\n") + 1
        message = "Onder de titel en `kort` staat nog geen tekst."
        yield Problem(NOT_FINISHED, Place(document.path, line), message, _OR_WAIT)


def check_site(site: Site) -> Iterator[Problem]:
    """Walk through what a reader sees of the settings, the glossary, the figures and the statement."""
    for path, stretches in of_site(site):
        yield from _told(path, Finished(stretches))


def _is_empty(document: Document) -> bool:
    """Say whether a page holds nothing but what stands in a card as well; above a list it need not hold more."""
    has_more = document.body.children or (PAGE.holds(document) and (document.entry.tasks or document.entry.figures))
    is_introduction = document.path.endswith("/index.md") or document.address in {*LISTED, STATEMENT}
    return not (has_more or is_introduction)


def _told(path: str, finished: Finished, *, is_letter: bool = False) -> Iterator[Problem]:
    rows: set[tuple[Sign, int]] = set()
    for leftover in sorted(_leftovers(finished, is_letter=is_letter), key=lambda it: it.found.start()):
        line = finished.line(leftover.found)
        if line is None:
            continue
        if leftover.row is not None:
            index = finished.index(leftover.found.start())
            rows.add((leftover.row, index))
            if (leftover.row, index - 1) in rows:
                continue
        fix = Fix(leftover.found[0], leftover.new, to_fill="…" in leftover.new) if leftover.new else None
        yield Problem(leftover.rule, Place(path, line), leftover.message, leftover.hint, fix=fix)


def _leftovers(finished: Finished, *, is_letter: bool) -> Iterator[_Leftover]:
    """Yield what is found; of two signs in one place only the first of the table."""
    text, taken = finished.text, bytearray(len(finished.text))
    for sign in PLAIN:
        for found in _free(sign.pattern, text, taken, finished.is_plain):
            message = f"`{shortened(found[0])}` is {sign.whose}, en dat kan hier niet. De lezer ziet de tekens zelf."
            hint, new = (_instead(text, found) for text in (sign.instead, sign.new))
            yield _Leftover(found, FOREIGN, message, hint, new=new)
    for pattern in HALF_LINKS:
        for found in _free(pattern, text, taken):
            groups = found.groupdict()
            words = found["words"].strip()
            meant = words if finished.is_plain(found) else f"{groups.get('bang') or ''}[{words}]({found['to']})"
            what = "afbeelding" if groups.get("bang") else "link"
            message = f"`{shortened(found[0])}` lijkt een {what}, maar is er geen."
            yield _Leftover(found, UNFINISHED_LINK, message, f"Typ `{meant}`.", new=meant)
    for sign in SIGNS:
        for found in _free(sign.pattern, text, taken):
            rule = FIELD if sign.is_field and is_letter else FOREIGN
            message = f"`{shortened(found[0])}` is {sign.whose}. Hier doet het niets."
            is_plain = finished.is_plain(found)
            hint, new = (_instead(text, found, is_plain=is_plain) for text in (sign.instead, sign.new))
            yield _Leftover(found, rule, message, hint, sign if sign.is_row else None, new)
    for found in _free(NOT_DONE, text, taken):
        hint = _OR_WAIT if finished.may_wait else _WRITE
        yield _Leftover(found, NOT_FINISHED, f"Hier staat nog `{found[0]}`.", hint)


def _free(
    pattern: re.Pattern[str], text: str, taken: bytearray, fits: Callable[[re.Match[str]], bool] = lambda _: True
) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(text):
        start, end = found.span()
        if not any(taken[start:end]) and fits(found):
            taken[start:end] = b"\x01" * (end - start)
            yield found


def _instead(text: str, found: re.Match[str], *, is_plain: bool = False) -> str:
    """Return what to type; where stress and links do nothing, only their words."""
    text = _MARKED.sub(r"`\1`", text) if is_plain else text
    for name, group in found.groupdict().items():
        text = text.replace(f"<{name}>", (group or "").strip())
    return text
